//! What is known of a document as a whole before any rule judges it.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    rules::engine::element::{child, is_tei},
    span::Span,
    tei::NAMESPACE,
    xml::{Node, Tree, XML_NAMESPACE},
};

/// The namespace name of elements in the examples of the TEI Guidelines, which are no part of the text.
pub(super) const EXAMPLES: &str = "http://www.tei-c.org/ns/Examples";

/// The namespace name of XInclude.
pub(super) const XINCLUDE: &str = "http://www.w3.org/2001/XInclude";

/// How many elements, from a `TEI` outwards, are asked what its own header leaves out; corpora nest two or three deep.
pub(in crate::rules) const CORPUS_DEPTH: usize = 8;

/// The identifiers of a document, the prefixes that it declares, what its headers state, and lists of what rules compare.
#[derive(Debug)]
pub struct Index<'t> {
    ids: FxHashMap<&'t str, Id<'t>>,
    references: FxHashSet<&'t str>,
    prefixes: FxHashSet<&'t str>,
    languages: Vec<&'t str>,
    headers: FxHashMap<Node<'t>, HeaderFacts>,
    /// The headers in the order of the text; one within another is left out.
    header_spans: Vec<Span>,
    listed: [Vec<Node<'t>>; List::COUNT],
    is_whole: bool,
}

/// Elements that some rules compare with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// `note`.
    Notes,
    /// `person` and `personGrp`.
    Persons,
    /// `castItem` and `role`.
    Roles,
    /// `sp`.
    Speeches,
    /// Elements with `@part`.
    Parts,
    /// `charDecl`.
    CharacterDeclarations,
}

impl List {
    const COUNT: usize = 6;

    fn of(name: &str) -> Option<List> {
        Some(match name {
            "note" => List::Notes,
            "person" | "personGrp" => List::Persons,
            "castItem" | "role" => List::Roles,
            "sp" => List::Speeches,
            "charDecl" => List::CharacterDeclarations,
            _ => return None,
        })
    }
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
            ids: FxHashMap::default(),
            references: FxHashSet::default(),
            prefixes: FxHashSet::default(),
            languages: Vec::new(),
            headers: FxHashMap::default(),
            header_spans: Vec::new(),
            listed: [const { Vec::new() }; List::COUNT],
            is_whole: is_tei(root, "TEI") || is_tei(root, "teiCorpus"),
        };
        for element in tree.elements() {
            index.add(tree, element);
        }
        index
    }

    fn add(&mut self, tree: &'t Tree<'t>, element: Node<'t>) {
        let name = element.tag_name();
        let is_tei = name.namespace() == Some(NAMESPACE);
        for attribute in element.attributes() {
            match attribute.namespace() {
                Some(XML_NAMESPACE) if attribute.name() == "id" => {
                    self.add_id(attribute.value().trim_ascii(), Id { element, span: tree.attribute_value_span(attribute) });
                }
                Some(_) => {}
                None => {
                    self.references.extend(references(attribute.value()));
                    // A name without `#` is a fault of its own, and means somebody all the same.
                    if matches!(attribute.name(), "who" | "ref") {
                        self.references.extend(attribute.value().split_ascii_whitespace());
                    }
                    if is_tei && attribute.name() == "part" {
                        self.listed[List::Parts as usize].push(element);
                    }
                }
            }
        }
        if is_tei {
            self.add_element(element);
        } else if name.name() == "include" && name.namespace() == Some(XINCLUDE) {
            self.is_whole = false;
        }
    }

    fn add_id(&mut self, name: &'t str, id: Id<'t>) {
        // An example of the Guidelines may repeat an identifier of the text, and yields to it.
        match self.ids.entry(name) {
            Entry::Vacant(vacant) => {
                vacant.insert(id);
            }
            Entry::Occupied(mut first) if is_example(first.get().element) && !is_example(id.element) => {
                first.insert(id);
            }
            Entry::Occupied(_) => {}
        }
    }

    fn add_element(&mut self, element: Node<'t>) {
        match element.tag_name().name() {
            "prefixDef" => self.prefixes.extend(element.attribute("ident").map(str::trim_ascii)),
            "language" => self.languages.extend(element.attribute("ident").map(str::trim_ascii)),
            "teiHeader" => {
                if let Some(document) = element.parent_element() {
                    self.headers.insert(document, facts(element));
                }
                let span = Span::from(element.range());
                if self.header_spans.last().is_none_or(|last| last.end <= span.start) {
                    self.header_spans.push(span);
                }
            }
            name => {
                if let Some(list) = List::of(name) {
                    self.listed[list as usize].push(element);
                }
            }
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

    /// Whether some attribute points to this `xml:id`; a prefix before a name is taken to lead to the element of that name.
    pub fn refers_to(&self, id: &str) -> bool {
        self.references.contains(id)
    }

    /// The languages that `language` elements declare, in the order of the document.
    pub fn languages(&self) -> &[&'t str] {
        &self.languages
    }

    /// Whether the node stands in a header.
    pub fn is_in_header(&self, node: Node<'t>) -> bool {
        let start = node.range().start;
        let before = self.header_spans.partition_point(|header| header.start <= start);
        before.checked_sub(1).is_some_and(|last| start < self.header_spans[last].end)
    }

    /// The elements of a list, in the order of the document.
    pub fn listed(&self, list: List) -> &[Node<'t>] {
        &self.listed[list as usize]
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

/// The identifiers to which the tokens of an attribute value may lead: what follows a `#`, or a prefix and its colon.
pub(super) fn references(value: &str) -> impl Iterator<Item = &str> {
    let fragment = |token: &str| memchr::memchr2(b'#', b':', token.as_bytes()).map(|at| at + 1);
    let tokens = if fragment(value).is_some() { value } else { "" };
    tokens.split_ascii_whitespace().filter_map(move |token| token.get(fragment(token)?..)).filter(|id| !id.is_empty())
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
