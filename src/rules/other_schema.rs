//! The file names a schema by which it was not judged.
//!
//! ## Why
//!
//! An `xml-model` at the head of a file tells editors by which schema it is made. Where this run judged it by another one, its
//! silence says nothing about the schema that the file names. It is an info: to judge by two schemas is good practice.
//!
//! Schemas are compared by the last part of their names, without the ending: `tei_all.rnc` and
//! `https://example.org/tei_all.rng` are one. Only RELAX NG is compared. Nothing is said where the file was judged by no schema.
//!
//! ## Examples
//!
//! The examples are judged by a schema `example.rng`.
//!
//! ```xml,invalid
//! <?xml-model href="tei_all.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title><author>William Shakespeare</author></titleStmt>
//!       <publicationStmt>
//!         <publisher>A library</publisher>
//!         <availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
//!       </publicationStmt>
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!   </teiHeader>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
//! ```
//!
//! ```xml,valid
//! <?xml-model href="https://example.org/example.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title><author>William Shakespeare</author></titleStmt>
//!       <publicationStmt>
//!         <publisher>A library</publisher>
//!         <availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
//!       </publicationStmt>
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!   </teiHeader>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
//! ```
//!
//! ## Fix
//!
//! Fetch that schema and name it with `--schema`, or correct the `xml-model`.

use crate::{
    diagnostic::quote,
    rules::{Context, engine::declare_rule},
    span::Span,
};

declare_rule! {
    OtherSchema {
        page: "other_schema.rs",
        code: "ST006",
        name: "other-schema",
        severity: Info,
        watch: Document,
        guidelines: ["STOV"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    let schemas = cx.schemas();
    if schemas.is_empty() {
        return;
    }
    for node in cx.tree().root().children().filter(|node| node.is_pi()) {
        let Some(pi) = node.pi().filter(|pi| pi.target == "xml-model") else { continue };
        let data = pi.value.unwrap_or_default();
        let Some(href) = pseudo_attribute(data, "href").filter(|_| is_relax_ng(data)) else { continue };
        if schemas.iter().any(|schema| stem(schema) == stem(href)) {
            continue;
        }
        let message = format!("the file names the schema {}, by which it was not judged", quote(href));
        let used: Vec<String> = schemas.iter().map(|schema| quote(schema)).collect();
        let help = format!("it was judged by {}; name the other with `--schema`", used.join(" and "));
        // The smallest part that shows it is the address.
        let whole = cx.tree().span(node);
        let at = cx.source().slice(whole).and_then(|text| text.find(href)).map(|at| whole.start + at);
        let span = at.map_or(whole, |start| Span::new(start, start + href.len()));
        cx.report(META.finding(span, message).help(help));
    }
}

/// Whether the data of an `xml-model` names a schema in RELAX NG: by its namespace, its type, or the ending of its name.
fn is_relax_ng(data: &str) -> bool {
    match pseudo_attribute(data, "schematypens") {
        Some(namespace) => namespace == "http://relaxng.org/ns/structure/1.0",
        None => pseudo_attribute(data, "href").is_some_and(|href| href.ends_with(".rng") || href.ends_with(".rnc")),
    }
}

/// The value of a pseudo-attribute (Associating Schemas with XML documents, 3).
fn pseudo_attribute<'d>(data: &'d str, name: &str) -> Option<&'d str> {
    let mut rest = data;
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, next) = after[1..].split_once(quote)?;
        if before.trim() == name {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// The last part of a path or an address, without its ending.
fn stem(name: &str) -> &str {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.split(['?', '#']).next().and_then(|last| last.rsplit_once('.')).map_or(last, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudo_attributes_are_read() {
        let data = "href='a=b.rng' type=\"application/xml\" schematypens = \"urn:x\"";
        assert_eq!(pseudo_attribute(data, "href"), Some("a=b.rng"));
        assert_eq!(pseudo_attribute(data, "schematypens"), Some("urn:x"));
        assert_eq!(pseudo_attribute(data, "title"), None);
        assert_eq!(pseudo_attribute("href", "href"), None);
    }

    #[test]
    fn schemas_are_compared_by_their_stems() {
        assert_eq!(stem("https://example.org/a/tei_all.rng?x=1"), "tei_all");
        assert_eq!(stem("tei_all.rnc"), "tei_all");
        assert_eq!(stem("teiwright"), "teiwright");
    }
}
