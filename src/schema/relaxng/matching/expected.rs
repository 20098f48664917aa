//! What may stand at a place, likeliest first, and how it is written down.

use std::cmp::Reverse;

use super::{
    automaton::{self, StateId},
    knowledge::{Knowledge, Usage, element_names},
    matcher::{Options, Run},
};
use crate::{
    diagnostic::near,
    schema::relaxng::{
        names::{Name, NameId, Names, NamespaceId},
        pattern::ElementId,
    },
    xml,
};

/// How many of the things that may stand at a place are named, unless all are asked for.
pub(super) const LIST_LIMIT: usize = 5;

/// The shortest name that counts as the beginning of a longer one, in characters.
const PREFIX_LENGTH: usize = 4;

impl Run<'_, '_> {
    /// What the schema tells besides validity.
    pub(super) fn knowledge(&mut self) -> &Knowledge {
        let grammar = &self.matcher.schema.grammar;
        self.matcher.knowledge.get_or_insert_with(|| Knowledge::new(grammar))
    }

    /// What the document has, and how often.
    pub(super) fn usage(&mut self) -> &Usage {
        let grammar = &self.matcher.schema.grammar;
        let alias = self.alias.map(|alias| (alias.from, alias.to));
        self.usage.get_or_insert_with(|| Usage::new(grammar, self.tree, alias))
    }

    /// The names of the elements with which a state may go on; wildcards have none.
    pub(super) fn allowed(&self, state: StateId) -> Vec<NameId> {
        let automaton = &self.matcher.automaton;
        let elements = automaton::first_elements(automaton.patterns(), automaton.pairs(state));
        element_names(automaton.grammar(), &elements)
    }

    /// Whether a state may go on with an element that a wildcard names.
    pub(super) fn allows_wildcards(&self, state: StateId) -> bool {
        let automaton = &self.matcher.automaton;
        let elements = automaton::first_elements(automaton.patterns(), automaton.pairs(state));
        elements.iter().any(|id| !automaton::is_closed(&automaton.grammar().elements[id.0 as usize].name))
    }

    /// Sorts elements: first those that the document has in this parent, then those that it has at all, then those that the
    /// schema puts in many places.
    pub(super) fn rank(&mut self, parent: Option<NameId>, elements: &mut [NameId]) {
        let popularity: Vec<usize> = elements.iter().map(|&name| self.knowledge().parents(name).len()).collect();
        let mut keyed: Vec<_> = elements
            .iter()
            .zip(popularity)
            .map(|(&name, popularity)| {
                let usage = self.usage();
                let here = parent.map_or(0, |parent| usage.children(parent, name));
                (Reverse(here), Reverse(usage.elements(name)), Reverse(popularity), name)
            })
            .collect();
        let names = &self.matcher.schema.grammar.names;
        keyed.sort_by(|a, b| (a.0, a.1, a.2, names.local(a.3)).cmp(&(b.0, b.1, b.2, names.local(b.3))));
        for (place, (.., name)) in elements.iter_mut().zip(keyed) {
            *place = name;
        }
    }

    /// Sorts attributes: first those that the document has on such elements, then those that few elements have.
    pub(super) fn rank_attributes(&mut self, owner: Option<NameId>, attributes: &mut [NameId]) {
        let owners: Vec<usize> = attributes.iter().map(|&name| self.knowledge().owners(name).len()).collect();
        let usage = self.usage();
        let here = |name: NameId| owner.map_or(0, |owner| usage.attributes(owner, name));
        let mut keyed: Vec<_> =
            attributes.iter().zip(owners).map(|(&name, owners)| (Reverse(here(name)), owners, name)).collect();
        let names = &self.matcher.schema.grammar.names;
        keyed.sort_by(|a, b| (a.0, a.1, names.local(a.2)).cmp(&(b.0, b.1, names.local(b.2))));
        for (place, (.., name)) in attributes.iter_mut().zip(keyed) {
            *place = name;
        }
    }

    /// "`a`, `b` or `c`" of ranked names, cut at the limit.
    pub(super) fn list_elements(&self, elements: &[NameId], limit: usize) -> String {
        let names = &self.matcher.schema.grammar.names;
        self.list(&elements.iter().map(|&name| element_label(names, self.home(), name)).collect::<Vec<_>>(), limit)
    }

    /// "`@a`, `@b` or `@c`" of ranked names, cut at the limit.
    pub(super) fn list_attributes(&self, attributes: &[NameId], limit: usize) -> String {
        let names = &self.matcher.schema.grammar.names;
        self.list(&attributes.iter().map(|&name| attribute_label(names, name)).collect::<Vec<_>>(), limit)
    }

    /// "a, b or c", or "a, b, c or 9 others" past the limit.
    pub(super) fn list(&self, words: &[String], limit: usize) -> String {
        let limit = if self.matcher.options == Options::Verbose { usize::MAX } else { limit };
        either(words, limit)
    }

    /// The namespace in which the document's elements are expected to be: that of the schema's first element.
    pub(super) fn home(&self) -> NamespaceId {
        let grammar = &self.matcher.schema.grammar;
        let pairs = [(ElementId(0), grammar.start)];
        let roots = automaton::first_elements(&grammar.patterns, &pairs);
        element_names(grammar, &roots).first().map_or(NamespaceId(0), |&name| grammar.names.namespace_id_of(name))
    }

    /// The name of the element that is open; none around the root element, and for names that the schema does not have.
    pub(super) fn open_name(&mut self) -> Option<NameId> {
        let id = self.top().node;
        let node = self.tree.root().document().get_node(id).filter(xml::Node::is_element)?;
        match self.schema_name(node) {
            Name::Known(id) => Some(id),
            Name::In(_) | Name::Foreign => None,
        }
    }

    /// The name of an element as the schema sees it, read anew; see [`Run::name`] for the fast way.
    pub(super) fn schema_name(&self, node: xml::Node<'_>) -> Name {
        let names = &self.matcher.schema.grammar.names;
        let namespace = node.tag_name().namespace().unwrap_or_default();
        match &self.alias {
            Some(alias) if alias.from == namespace => names.find_in(alias.to, node.tag_name().name()),
            _ => names.find(namespace, node.tag_name().name()),
        }
    }
}

/// "a, b or c", or "a, b, c or 9 others" past the limit.
pub(super) fn either(words: &[String], limit: usize) -> String {
    // To leave one out saves nothing.
    let limit = if words.len() <= limit.saturating_add(1) { words.len() } else { limit };
    match (&words[..limit], words.len() - limit) {
        ([], _) => "nothing".to_owned(),
        ([one], 0) => one.clone(),
        ([first @ .., last], 0) => format!("{} or {last}", first.join(", ")),
        (shown, more) => format!("{} or {more} others", shown.join(", ")),
    }
}

/// An element's name for a message; its namespace too where it is not the usual one.
pub(super) fn element_label(names: &Names, home: NamespaceId, name: NameId) -> String {
    match names.namespace_id_of(name) == home {
        true => format!("`{}`", names.local(name)),
        false => format!("`{}` ({})", names.local(name), namespace_label(names.namespace_of(name))),
    }
}

/// A namespace for a message.
pub(super) fn namespace_label(namespace: &str) -> String {
    match namespace {
        "" => "in no namespace".to_owned(),
        name => format!("in the namespace `{name}`"),
    }
}

/// An attribute's name for a message.
pub(super) fn attribute_label(names: &Names, name: NameId) -> String {
    match names.namespace_of(name) {
        "" => format!("`@{}`", names.local(name)),
        xml::XML_NAMESPACE => format!("`@xml:{}`", names.local(name)),
        namespace => format!("`@{}` ({})", names.local(name), namespace_label(namespace)),
    }
}

/// The names nearest to one that was written, the nearest first; a slip of the pen, or a beginning.
pub(super) fn nearest(names: &Names, written: &str, candidates: &[NameId]) -> Vec<NameId> {
    let words: Vec<&str> = candidates.iter().map(|&name| names.local(name)).collect();
    nearest_words(written, &words).into_iter().map(|at| candidates[at]).collect()
}

/// The indexes of the words nearest to one that was written, the nearest first.
pub(super) fn nearest_words(written: &str, candidates: &[&str]) -> Vec<usize> {
    let Some(wanted) = near::folded(written) else { return Vec::new() };
    let most = near::limit(wanted.len());
    let distance = |candidate: &str| -> Option<usize> {
        let folded = near::folded(candidate)?;
        let is_beginning = |long: &[char], short: &[char]| short.len() >= PREFIX_LENGTH && long.starts_with(short);
        match near::distance(&wanted, &folded, most) {
            Some(distance) => Some(distance),
            None if is_beginning(&wanted, &folded) || is_beginning(&folded, &wanted) => {
                Some(most + wanted.len().abs_diff(folded.len()))
            }
            None => None,
        }
    };
    let mut found: Vec<(usize, usize)> =
        candidates.iter().enumerate().filter_map(|(at, word)| Some((distance(word)?, at))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}
