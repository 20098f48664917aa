//! The XML syntax, written (RELAX NG specification, section 3).
//!
//! The root element declares the prefixes, the datatype library that is used most, and `ns`, where the file leaves no namespace
//! to whoever includes it. What is otherwise is said where it stands. A name alone becomes the attribute `name`; a choice that
//! is an exception by itself is written without `choice`, as its reader has it.

mod annotations;
mod patterns;
mod scope;

use std::rc::Rc;

use crate::{
    schema::relaxng::{
        ast::{Annotations, Namespace, PatternKind, SchemaFile},
        survey::Survey,
    },
    xml::{Content, WriteError, Writer},
};
pub(in crate::schema::relaxng) use annotations::content as annotation_content;
use scope::Scope;

/// Writes a schema as an indented XML document.
///
/// Read again, the document gives the same schema, but for what is notation: prefixes that stand for no namespace or for an
/// inherited one, and names for datatype libraries, which XML does not have.
///
/// # Errors
/// [`WriteError`] where a name or a character is none in XML, or where an annotation says one attribute twice. What our readers
/// read can be written.
///
/// ```
/// use teiwright::{schema::relaxng::{ast::Keep, compact, write_xml}, source::Source};
///
/// let source = Source::from_text("sp.rnc", "## A speech.\nelement sp { attribute who { xsd:anyURI }?, text }");
/// let xml = write_xml(&compact::read(&source, 0, Keep::Annotations)?)?;
/// assert!(xml.contains("<a:documentation>A speech.</a:documentation>") && xml.contains("<data type=\"anyURI\"/>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_xml(file: &SchemaFile) -> Result<String, WriteError> {
    let survey = Survey::of(file);
    let scope = Scope::of_root(&file.prefixes);
    let mut root = scope.declarations();
    let namespace = root_namespace(file, &survey, &scope);
    root.extend(namespace.iter().map(|namespace| ("ns".to_owned(), namespace.to_string())));
    let named = survey.libraries.iter().filter(|(library, _)| !library.is_empty());
    // The first of those that stand equally often.
    let library = named.rev().max_by_key(|(_, times)| *times).map_or_else(|| Rc::from(""), |(library, _)| Rc::clone(library));
    if !library.is_empty() {
        root.push(("datatypeLibrary".to_owned(), library.to_string()));
    }
    let mut writer = XmlWriter { out: Writer::new(), root, scope, namespace, library, marks: Vec::new() };
    writer.pattern(&file.pattern)?;
    writer.out.finish()
}

/// The `ns` of the root element: the default namespace, or the one that most element names without a prefix have.
fn root_namespace(file: &SchemaFile, survey: &Survey, scope: &Scope) -> Namespace {
    // An attribute at the root would take it for the namespace of its own name.
    if survey.leaves_open() || matches!(file.pattern.kind, PatternKind::Attribute(..)) {
        return None;
    }
    if let Some((_, namespace)) = file.prefixes.iter().find(|(prefix, _)| prefix.is_empty()) {
        return namespace.clone();
    }
    let bare = survey
        .elements
        .iter()
        .filter(|(namespace, _)| namespace.as_deref().is_some_and(|namespace| scope.prefix(namespace).is_none()));
    bare.rev().max_by_key(|(_, times)| *times).and_then(|(namespace, _)| namespace.clone())
}

/// The attributes of a start-tag that belong to the syntax, in the order in which they are written.
type Own<'a> = &'a [(&'static str, &'a str)];

pub(super) struct XmlWriter {
    out: Writer,
    /// What the root element declares, until it is written.
    root: Vec<(String, String)>,
    scope: Scope,
    /// The `ns` in force.
    namespace: Namespace,
    /// The `datatypeLibrary` in force: that of the root element.
    library: Rc<str>,
    /// The declarations that were in force outside of each open element.
    marks: Vec<usize>,
}

impl XmlWriter {
    /// Writes a start-tag, and the annotations that stand before the content.
    fn start(&mut self, name: &str, own: Own<'_>, annotations: &Annotations, content: Content) -> Result<(), WriteError> {
        self.start_with(name, own, annotations, content, Vec::new())
    }

    /// The same, with declarations that the content needs.
    fn start_with(
        &mut self,
        name: &str,
        own: Own<'_>,
        annotations: &Annotations,
        content: Content,
        declarations: Vec<(String, String)>,
    ) -> Result<(), WriteError> {
        let mark = self.scope.mark() - declarations.len();
        self.marks.push(mark);
        let mut attributes = std::mem::take(&mut self.root);
        // What the root element says for itself stands in place of what it would say for all.
        attributes.retain(|(name, _)| !own.iter().any(|(known, _)| known == name));
        attributes.splice(0..0, own.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        attributes.extend(declarations);
        self.annotation_attributes(&annotations.attributes, &mut attributes);
        self.out.write_start(name, &attributes, content)?;
        annotations.before.iter().try_for_each(|node| self.annotation(node, Content::Elements))
    }

    /// Writes an end-tag, and the annotations that follow.
    fn end(&mut self, annotations: &Annotations) -> Result<(), WriteError> {
        self.out.write(&crate::xml::Event::End)?;
        let mark = self.marks.pop().expect("each end has a start");
        self.scope.go_back(mark);
        annotations.after.iter().try_for_each(|node| self.annotation(node, Content::Elements))
    }
}
