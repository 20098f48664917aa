//! The `xml:id` that was perhaps meant by a pointer that leads nowhere.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::near::{distance, folded, limit},
    rules::{Corpus, Index},
    source::{Place, Source},
    span::Span,
};

/// The most `xml:id`s that are compared, the first of the document.
const CANDIDATE_LIMIT: usize = 4096;

/// The most names of one document that are looked for; after these, help is given without a suggestion.
const QUERY_LIMIT: usize = 64;

/// The most suggestions: where more are equally near, none is better than chance.
const SUGGESTION_LIMIT: usize = 3;

/// Finds names by edit distance, each name once.
#[derive(Debug, Default)]
pub(super) struct Nearest<'t> {
    candidates: Option<Vec<(Vec<char>, &'t str)>>,
    found: HashMap<String, Vec<Near<'t>>>,
    corpus: Option<Vec<(Vec<char>, &'t str)>>,
    found_in_corpus: FxHashMap<String, Vec<&'t str>>,
}

/// An `xml:id` that is perhaps meant.
#[derive(Clone, Copy, Debug)]
pub struct Near<'t> {
    /// The value.
    pub id: &'t str,
    /// Where it stands.
    pub span: Span,
    /// Where it stands, for people.
    pub place: Place,
}

impl<'t> Nearest<'t> {
    /// The nearest `xml:id`s in the order of the document, or none.
    pub(super) fn to(&mut self, name: &str, index: &Index<'t>, source: &Source) -> &[Near<'t>] {
        if !self.found.contains_key(name) && self.found.len() < QUERY_LIMIT {
            let candidates = self.candidates.get_or_insert_with(|| candidates(index));
            let places = nearest(name, candidates).into_iter().filter_map(|id| {
                let span = index.id(id)?.span;
                Some(Near { id, span, place: source.place(span.start) })
            });
            self.found.insert(name.to_owned(), places.collect());
        }
        self.found.get(name).map_or(&[], Vec::as_slice)
    }

    /// The nearest `xml:id`s of the corpus, or none.
    pub(super) fn in_corpus(&mut self, name: &str, corpus: &'t Corpus) -> Vec<&'t str> {
        if !self.found_in_corpus.contains_key(name) && self.found_in_corpus.len() < QUERY_LIMIT {
            let candidates = self.corpus.get_or_insert_with(|| {
                corpus.ids().take(CANDIDATE_LIMIT).filter_map(|name| Some((folded(name)?, name))).collect()
            });
            self.found_in_corpus.insert(name.to_owned(), nearest(name, candidates));
        }
        self.found_in_corpus.get(name).cloned().unwrap_or_default()
    }
}

fn candidates<'t>(index: &Index<'t>) -> Vec<(Vec<char>, &'t str)> {
    let mut ids: Vec<_> = index.ids().map(|(name, id)| (id.span, name)).collect();
    ids.sort_unstable();
    ids.into_iter().take(CANDIDATE_LIMIT).filter_map(|(_, name)| Some((folded(name)?, name))).collect()
}

fn nearest<'t>(name: &str, candidates: &[(Vec<char>, &'t str)]) -> Vec<&'t str> {
    let Some(wanted) = folded(name) else { return Vec::new() };
    let mut best = limit(wanted.len()) + 1;
    let mut found = Vec::new();
    for (folded, candidate) in candidates {
        // Names that differ in their numbers only are neighbors, not slips.
        let is_neighbor = *folded != wanted && without_digits(folded).eq(without_digits(&wanted));
        let Some(distance) = distance(&wanted, folded, best).filter(|_| !is_neighbor) else { continue };
        if distance < best {
            best = distance;
            found.clear();
        }
        if distance <= limit(wanted.len()) && found.len() <= SUGGESTION_LIMIT {
            found.push(*candidate);
        }
    }
    if found.len() > SUGGESTION_LIMIT { Vec::new() } else { found }
}

fn without_digits(name: &[char]) -> impl Iterator<Item = &char> {
    name.iter().filter(|character| !character.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_and_no_mere_neighbor_is_suggested() {
        let candidates: Vec<_> =
            ["hamlet", "Ophelia", "p12", "p13", "ab"].iter().map(|id| (folded(id).expect("short"), *id)).collect();
        assert_eq!(nearest("hamlett", &candidates), ["hamlet"]);
        assert_eq!(nearest("OPHELIA", &candidates), ["Ophelia"]);
        assert_eq!(nearest("p14", &candidates), [""; 0]);
        assert_eq!(nearest("ac", &candidates), [""; 0]);
        assert_eq!(nearest("claudius", &candidates), [""; 0]);
        let many: Vec<_> = ["aaab", "aaac", "aaad", "aaae"].iter().map(|id| (folded(id).expect("short"), *id)).collect();
        assert_eq!(nearest("aaaa", &many), [""; 0]);
        assert_eq!(nearest("aaaa", &many[..2]), ["aaab", "aaac"]);
    }
}
