//! The one walk over a document that serves all rules.

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::Diagnostic,
    rules::{
        Context, Index, Pointer, Rule, Selection, Surroundings, Watch,
        engine::{
            characters::Kinds,
            index::is_example,
            pointer::{POINTER_ATTRIBUTES, PointerAttribute},
        },
        not_well_formed::NotWellFormed,
        refused_text::RefusedText,
    },
    tei::NAMESPACE,
    xml::{Attribute, Node, ReadError, Tree, XML_NAMESPACE},
};

/// Judges a document by the rules that are selected; the findings are in the order in which they were made.
///
/// ```
/// use teiwright::{rules::{self, Selection}, source::Source, xml};
///
/// let source = Source::from_text("a.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'/>");
/// let findings = rules::check(&xml::parse(&source)?, &Selection::default());
/// assert_eq!(findings[0].message, "`TEI` has no `teiHeader`");
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn check(tree: &Tree<'_>, selection: &Selection) -> Vec<Diagnostic> {
    check_in(tree, selection, Surroundings::default())
}

/// Judges a document as [`check`] does, with what is known of the world around it.
pub fn check_in(tree: &Tree<'_>, selection: &Selection, around: Surroundings<'_>) -> Vec<Diagnostic> {
    let dispatch = Dispatch::new(selection);
    let index = Index::of(tree);
    let mut cx = Context::new(tree, &index, around);
    for rule in &dispatch.root {
        rule.element(tree.root_element(), &mut cx);
    }
    if !cx.has_findings() {
        walk(&dispatch, &mut cx);
    }
    cx.into_findings()
}

/// Makes the one finding of a text that is not well-formed, or that is refused.
pub fn unreadable(error: &ReadError) -> Diagnostic {
    let rule: &dyn Rule = match error {
        ReadError::NotWellFormed { .. } => &NotWellFormed,
        _ => &RefusedText,
    };
    rule.meta().finding(error.span(), error.to_string()).help(error.help())
}

fn walk<'t>(dispatch: &Dispatch, cx: &mut Context<'t>) {
    // Where an `xml:base` is in force, `#a` may mean the element of another file.
    let mut base_ends = 0;
    for node in cx.tree().root().descendants() {
        if node.is_text() {
            dispatch_text(dispatch, node, cx);
        } else if node.is_element() && !is_example(node) {
            dispatch_element(dispatch, node, &mut base_ends, cx);
        }
    }
    for rule in &dispatch.documents {
        rule.document(cx);
    }
}

fn dispatch_text<'t>(dispatch: &Dispatch, node: Node<'t>, cx: &mut Context<'t>) {
    if dispatch.watched.is_empty() {
        return;
    }
    let kinds = Kinds::of(node.text().unwrap_or_default());
    if !kinds.meets(dispatch.watched) || node.parent().is_some_and(is_example) {
        return;
    }
    for (watched, rule) in &dispatch.texts {
        if kinds.meets(*watched) {
            rule.text(node, cx);
        }
    }
}

fn dispatch_element<'t>(dispatch: &Dispatch, element: Node<'t>, base_ends: &mut usize, cx: &mut Context<'t>) {
    let name = element.tag_name();
    let is_tei = name.namespace() == Some(NAMESPACE);
    if is_tei && let Some(rules) = dispatch.elements.get(name.name()) {
        for rule in rules {
            rule.element(element, cx);
        }
    }
    for attribute in element.attributes() {
        match attribute.namespace() {
            Some(XML_NAMESPACE) => {
                if attribute.name() == "base" {
                    *base_ends = (*base_ends).max(element.range().end);
                }
                dispatch_attribute(dispatch.xml_attributes.get(attribute.name()), element, attribute, cx);
            }
            None if is_tei => {
                let row = dispatch.attributes.get(attribute.name());
                dispatch_attribute(row, element, attribute, cx);
                if *base_ends <= element.range().start {
                    dispatch_pointers(dispatch, row, element, attribute, cx);
                }
            }
            _ => {}
        }
    }
}

fn dispatch_attribute<'t>(row: Option<&Row>, element: Node<'t>, attribute: Attribute<'t>, cx: &mut Context<'t>) {
    for rule in row.iter().flat_map(|row| &row.rules) {
        rule.attribute(element, attribute, cx);
    }
}

fn dispatch_pointers<'t>(
    dispatch: &Dispatch,
    row: Option<&Row>,
    element: Node<'t>,
    attribute: Attribute<'t>,
    cx: &mut Context<'t>,
) {
    let Some(table) = row.and_then(|row| row.pointers) else { return };
    if !table.is_on(element.tag_name().name()) {
        return;
    }
    for (span, text) in cx.tree().tokens(attribute) {
        let pointer = Pointer { element, attribute, kind: table.kind(), expected: table.expected, span, text };
        for rule in &dispatch.pointers {
            rule.pointer(&pointer, cx);
        }
    }
}

/// The selected rules by what they watch.
#[derive(Default)]
struct Dispatch {
    root: Vec<&'static dyn Rule>,
    elements: FxHashMap<&'static str, Vec<&'static dyn Rule>>,
    attributes: FxHashMap<&'static str, Row>,
    /// Those that begin with `xml:`, by what follows.
    xml_attributes: FxHashMap<&'static str, Row>,
    pointers: Vec<&'static dyn Rule>,
    texts: Vec<(Kinds, &'static dyn Rule)>,
    /// All kinds of characters that some rule watches.
    watched: Kinds,
    documents: Vec<&'static dyn Rule>,
}

/// What is done with an attribute.
#[derive(Default)]
struct Row {
    rules: Vec<&'static dyn Rule>,
    pointers: Option<&'static PointerAttribute>,
}

impl Dispatch {
    fn new(selection: &Selection) -> Dispatch {
        let mut dispatch = Dispatch::default();
        for &rule in crate::rules::all().iter().filter(|rule| selection.has(rule.meta().code)) {
            match rule.meta().watch {
                Watch::Text => {}
                Watch::Root => dispatch.root.push(rule),
                Watch::Elements(names) => {
                    for name in names {
                        dispatch.elements.entry(name).or_default().push(rule);
                    }
                }
                Watch::Attributes(names) => {
                    for name in names {
                        let row = match name.strip_prefix("xml:") {
                            Some(local) => dispatch.xml_attributes.entry(local),
                            None => dispatch.attributes.entry(name),
                        };
                        row.or_default().rules.push(rule);
                    }
                }
                Watch::Pointers => dispatch.pointers.push(rule),
                Watch::Characters(names) => {
                    let kinds = Kinds::named(names);
                    dispatch.texts.push((kinds, rule));
                    dispatch.watched = dispatch.watched.and(kinds);
                }
                Watch::Document => dispatch.documents.push(rule),
            }
        }
        if !dispatch.pointers.is_empty() {
            for table in POINTER_ATTRIBUTES {
                dispatch.attributes.entry(table.name).or_default().pointers = Some(table);
            }
        }
        dispatch
    }
}
