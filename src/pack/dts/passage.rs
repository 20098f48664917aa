//! A passage as a document of its own.

use crate::{
    tei::{NAMESPACE, XML_LANG},
    xml::{Node, Tree},
};

/// The namespace of the wrapper around a passage (Distributed Text Services 1.0, Document endpoint).
const DTS: &str = "https://w3id.org/api/dts#";

/// Writes an element, as it stands in its document, into a `TEI` with a wrapper: with the namespaces, the language and, where
/// entities stand in it, the document type declaration that it has there.
pub(super) fn write(tree: &Tree<'_>, element: Node<'_>) -> String {
    let text = tree.source().text();
    let passage = &text[tree.span(element).range()];
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    if passage.contains('&')
        && let Some(declaration) = declaration(tree)
    {
        out += declaration;
        out.push('\n');
    }
    out += &format!("<TEI xmlns=\"{NAMESPACE}\"");
    if let Some(language) = element.ancestors().skip(1).find_map(|it| it.attribute(XML_LANG)) {
        out += &format!(" xml:lang=\"{}\"", escaped(language));
    }
    out += &format!("><dts:wrapper xmlns:dts=\"{DTS}\"");
    let mut default = "";
    for namespace in element.namespaces() {
        match namespace.name() {
            None => default = namespace.uri(),
            Some("xml" | "dts") => {}
            Some(prefix) => out += &format!(" xmlns:{prefix}=\"{}\"", escaped(namespace.uri())),
        }
    }
    if default != NAMESPACE {
        out += &format!(" xmlns=\"{}\"", escaped(default));
    }
    out.push('>');
    out += passage;
    out += "</dts:wrapper></TEI>\n";
    out
}

/// The document type declaration, as it is written.
fn declaration<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    let text = tree.source().text();
    // Comments and processing instructions before the root element are nodes; what is left before it is the declaration.
    let mut start = 0;
    let root = tree.span(tree.root_element()).start;
    for node in tree.root().children().filter(|it| !it.is_element()) {
        let span = tree.span(node);
        if span.start < root && text[start..span.start].contains("<!DOCTYPE") {
            break;
        }
        if span.end <= root {
            start = span.end;
        }
    }
    let from = start + text[start..root].find("<!DOCTYPE")?;
    let to = text[from..root].rfind('>')? + from + 1;
    Some(&text[from..to])
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
