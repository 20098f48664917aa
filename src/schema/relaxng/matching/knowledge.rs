//! What a schema and a document tell besides validity: which elements hold which, and how often. Made when the first finding
//! asks for it.

use rustc_hash::FxHashMap;

use super::automaton::all_elements;
use crate::{
    schema::relaxng::{
        names::{NameClass, NameId, NamespaceId},
        pattern::{AttributeId, ElementId, Grammar},
    },
    xml::Tree,
};

/// What a schema tells about its names.
#[derive(Debug)]
pub(super) struct Knowledge {
    /// The names that some element has, sorted.
    pub(super) elements: Vec<NameId>,
    parents: FxHashMap<NameId, Vec<NameId>>,
    owners: FxHashMap<NameId, Vec<NameId>>,
}

impl Knowledge {
    pub(super) fn new(grammar: &Grammar) -> Knowledge {
        let mut parents: FxHashMap<NameId, Vec<NameId>> = FxHashMap::default();
        let mut owners: FxHashMap<NameId, Vec<NameId>> = FxHashMap::default();
        let mut elements = Vec::new();
        for element in &grammar.elements {
            let names = names_of(&element.name);
            let pairs = [(ElementId(0), element.content)];
            let children = all_elements(&grammar.patterns, &pairs);
            let attributes = super::automaton::attributes(&grammar.patterns, &pairs);
            let children = children.iter().flat_map(|id| names_of(&grammar.elements[id.0 as usize].name));
            for child in children {
                parents.entry(child).or_default().extend(&names);
            }
            let attributes = attributes.iter().flat_map(|id| names_of(&grammar.attributes[id.0 as usize].name));
            for attribute in attributes {
                owners.entry(attribute).or_default().extend(&names);
            }
            elements.extend(names);
        }
        for list in parents.values_mut().chain(owners.values_mut()).chain([&mut elements]) {
            list.sort_unstable();
            list.dedup();
        }
        Knowledge { elements, parents, owners }
    }

    /// The elements in which one of this name may stand, sorted.
    pub(super) fn parents(&self, name: NameId) -> &[NameId] {
        self.parents.get(&name).map_or(&[], Vec::as_slice)
    }

    /// The elements that may have an attribute of this name, sorted.
    pub(super) fn owners(&self, name: NameId) -> &[NameId] {
        self.owners.get(&name).map_or(&[], Vec::as_slice)
    }
}

/// The names that a class holds one by one.
pub(super) fn names_of(class: &NameClass) -> Vec<NameId> {
    match class {
        NameClass::Name(name) => vec![*name],
        NameClass::Choice(members) => members.iter().flat_map(names_of).collect(),
        NameClass::Any(_) | NameClass::Namespace(..) => Vec::new(),
    }
}

/// The names of elements, each once.
pub(super) fn element_names(grammar: &Grammar, elements: &[ElementId]) -> Vec<NameId> {
    unique(elements.iter().flat_map(|id| names_of(&grammar.elements[id.0 as usize].name)).collect())
}

/// The names of attributes, each once.
pub(super) fn attribute_names(grammar: &Grammar, attributes: &[AttributeId]) -> Vec<NameId> {
    unique(attributes.iter().flat_map(|id| names_of(&grammar.attributes[id.0 as usize].name)).collect())
}

fn unique(mut names: Vec<NameId>) -> Vec<NameId> {
    names.sort_unstable();
    names.dedup();
    names
}

/// How often a document has what; its author's habits are the best guess at what was meant.
#[derive(Debug, Default)]
pub(super) struct Usage {
    elements: FxHashMap<NameId, u32>,
    children: FxHashMap<(NameId, NameId), u32>,
    attributes: FxHashMap<(NameId, NameId), u32>,
}

impl Usage {
    /// Counts, as if elements of the namespace `alias.0` were in the namespace `alias.1`.
    pub(super) fn new(grammar: &Grammar, tree: &Tree<'_>, alias: Option<(&str, NamespaceId)>) -> Usage {
        let names = &grammar.names;
        let name = |node: crate::xml::Node<'_>| {
            let namespace = node.tag_name().namespace().unwrap_or_default();
            let namespace = match alias {
                Some((from, to)) if from == namespace => Some(to),
                _ => names.find_namespace(namespace),
            };
            match names.find_in(namespace?, node.tag_name().name()) {
                crate::schema::relaxng::names::Name::Known(id) => Some(id),
                _ => None,
            }
        };
        let mut usage = Usage::default();
        for element in tree.elements() {
            let Some(child) = name(element) else { continue };
            *usage.elements.entry(child).or_default() += 1;
            if let Some(parent) = element.parent_element().and_then(name) {
                *usage.children.entry((parent, child)).or_default() += 1;
            }
            for attribute in element.attributes() {
                let found = names.find(attribute.namespace().unwrap_or_default(), attribute.name());
                if let crate::schema::relaxng::names::Name::Known(id) = found {
                    *usage.attributes.entry((child, id)).or_default() += 1;
                }
            }
        }
        usage
    }

    /// How many elements of the name there are.
    pub(super) fn elements(&self, name: NameId) -> u32 {
        self.elements.get(&name).copied().unwrap_or_default()
    }

    /// How many elements `child` stand in elements `parent`.
    pub(super) fn children(&self, parent: NameId, child: NameId) -> u32 {
        self.children.get(&(parent, child)).copied().unwrap_or_default()
    }

    /// How many elements `owner` have the attribute.
    pub(super) fn attributes(&self, owner: NameId, attribute: NameId) -> u32 {
        self.attributes.get(&(owner, attribute)).copied().unwrap_or_default()
    }
}
