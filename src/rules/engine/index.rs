//! What is known of a document as a whole before any rule judges it.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use crate::{
    rules::engine::element::{child, is_tei},
    span::Span,
    tei::NAMESPACE,
    xml::{Node, Tree, XML_NAMESPACE},
};

/// The namespace name of elements in the examples of the TEI Guidelines, which are no part of the text.
pub(super) const EXAMPLES: &str = "http://www.tei-c.org/ns/Examples";

/// The namespace name of XInclude.
const XINCLUDE: &str = "http://www.w3.org/2001/XInclude";

/// How many elements, from a `TEI` outwards, are asked what its own header leaves out; corpora nest two or three deep.
pub(in crate::rules) const CORPUS_DEPTH: usize = 8;

/// The identifiers of a document, the prefixes that it declares, and what its headers state.
#[derive(Debug)]
pub struct Index<'t> {
    ids: HashMap<&'t str, Id<'t>>,
    prefixes: HashSet<&'t str>,
    headers: HashMap<Node<'t>, HeaderFacts>,
    is_whole: bool,
}

/// An `xml:id` where it stands first.
#[derive(Clone, Copy, Debug)]
pub struct Id<'t> {
    /// The element.
    pub element: Node<'t>,
    /// The value.
    pub span: Span,
}

/// What a header states for its own document and for all within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeaderFacts {
    /// On what terms the file may be used.
    pub availability: bool,
    /// Who is responsible for the text.
    pub responsibility: bool,
    /// In which languages the text is.
    pub language: bool,
}

impl<'t> Index<'t> {
    pub(super) fn of(tree: &'t Tree<'t>) -> Index<'t> {
        let root = tree.root_element();
        let mut index = Index {
            ids: HashMap::new(),
            prefixes: HashSet::new(),
            headers: HashMap::new(),
            is_whole: is_tei(root, "TEI") || is_tei(root, "teiCorpus"),
        };
        for element in tree.elements() {
            index.add(tree, element);
        }
        index
    }

    fn add(&mut self, tree: &'t Tree<'t>, element: Node<'t>) {
        for attribute in element.attributes() {
            if attribute.name() == "id" && attribute.namespace() == Some(XML_NAMESPACE) {
                let place = self.ids.entry(attribute.value().trim_ascii());
                let id = Id { element, span: tree.attribute_value_span(attribute) };
                // An example of the Guidelines may repeat an identifier of the text, and yields to it.
                match place {
                    Entry::Vacant(vacant) => {
                        vacant.insert(id);
                    }
                    Entry::Occupied(mut first) if is_example(first.get().element) && !is_example(element) => {
                        first.insert(id);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        match (element.tag_name().name(), element.tag_name().namespace()) {
            ("prefixDef", Some(NAMESPACE)) => self.prefixes.extend(element.attribute("ident").map(str::trim_ascii)),
            ("teiHeader", Some(NAMESPACE)) => {
                if let Some(document) = element.parent_element() {
                    self.headers.insert(document, facts(element));
                }
            }
            ("include", Some(XINCLUDE)) => self.is_whole = false,
            _ => {}
        }
    }

    /// The element with this `xml:id`, the first of them where there are several.
    pub fn id(&self, id: &str) -> Option<Id<'t>> {
        self.ids.get(id).copied()
    }

    /// The `xml:id`s of the document, in no order.
    pub fn ids(&self) -> impl Iterator<Item = (&'t str, Id<'t>)> {
        self.ids.iter().map(|(name, id)| (*name, *id))
    }

    /// Whether a `prefixDef` declares this prefix.
    pub fn declares_prefix(&self, prefix: &str) -> bool {
        self.prefixes.contains(prefix)
    }

    /// Whether all that pointers may mean stands in this file: its root element is `TEI` or `teiCorpus`, and it includes no other.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether the header of this `TEI` or `teiCorpus`, or of one around it, states a fact.
    pub fn states(&self, document: Node<'t>, fact: impl Fn(HeaderFacts) -> bool) -> bool {
        let mut around = document.ancestors().take(CORPUS_DEPTH);
        around.any(|ancestor| self.headers.get(&ancestor).is_some_and(|facts| fact(*facts)))
    }
}

pub(super) fn is_example(element: Node<'_>) -> bool {
    element.tag_name().namespace() == Some(EXAMPLES)
}

/// Looks once at each child on the few paths that matter.
fn facts(header: Node<'_>) -> HeaderFacts {
    const RESPONSIBLE: [&str; 7] = ["author", "editor", "respStmt", "principal", "sponsor", "funder", "meeting"];
    let description = child(header, "fileDesc");
    let part = |name| description.and_then(|description| child(description, name));
    let names_someone = |statement: Node<'_>| RESPONSIBLE.iter().any(|name| child(statement, name).is_some());
    let usage = child(header, "profileDesc").and_then(|profile| child(profile, "langUsage"));
    HeaderFacts {
        availability: part("publicationStmt").is_some_and(|statement| child(statement, "availability").is_some()),
        responsibility: part("titleStmt").is_some_and(names_someone) || part("editionStmt").is_some_and(names_someone),
        language: usage.is_some_and(|usage| usage.first_element_child().is_some()),
    }
}
