//! The `xml:id` that was perhaps meant by a pointer that leads nowhere.

use std::collections::HashMap;

use crate::{
    rules::Index,
    source::{Place, Source},
    span::Span,
};

/// The longest name that is compared, in characters.
const LENGTH_LIMIT: usize = 64;

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

/// The characters of a name for comparison, capitals and small letters alike; nothing for one that is too long.
fn folded(name: &str) -> Option<Vec<char>> {
    let folded: Vec<char> = name.chars().flat_map(char::to_lowercase).take(LENGTH_LIMIT + 1).collect();
    (folded.len() <= LENGTH_LIMIT).then_some(folded)
}

fn without_digits(name: &[char]) -> impl Iterator<Item = &char> {
    name.iter().filter(|character| !character.is_numeric())
}

/// The most slips in a name of this length, in characters.
fn limit(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// The least number of characters inserted, deleted, replaced, or swapped with their neighbor; nothing above `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let (mut before, mut row) = (last.clone(), last.clone());
    for (i, x) in a.iter().enumerate() {
        // Outside the band around the diagonal the distance is above `most` anyway.
        let band = (i + 1).saturating_sub(most).max(1)..=(i + 1 + most).min(b.len());
        row.fill(most + 1);
        row[0] = i + 1;
        for j in band {
            let y = b[j - 1];
            let mut least = (last[j - 1] + usize::from(*x != y)).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 0 && j > 1 && *x == b[j - 2] && a[i - 1] == y {
                least = least.min(before[j - 2] + 1);
            }
            row[j] = least;
        }
        if row.iter().all(|&value| value > most) {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.last().copied().filter(|&value| value <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn slips_are_counted() {
        let cases = [
            ("hamlet", "hamlet", Some(0)),
            ("hamlte", "hamlet", Some(1)),
            ("hamlett", "hamlet", Some(1)),
            ("amlet", "hamlet", Some(1)),
        ];
        for (a, b, expected) in
            cases.into_iter().chain([("", "ab", Some(2)), ("kitten", "sitting", Some(3)), ("abcd", "wxyz", None)])
        {
            assert_eq!(distance(&chars(a), &chars(b), 3), expected, "{a} {b}");
            assert_eq!(distance(&chars(b), &chars(a), 3), expected, "{b} {a}");
        }
    }

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
