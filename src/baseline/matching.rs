//! Which findings are known, and which known ones are gone.

use std::collections::HashMap;

use crate::baseline::Entry;

/// What a comparison of a file's findings with a baseline gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// For each finding, whether the baseline has it.
    pub is_known: Vec<bool>,
    /// The entries of the baseline that no finding answers to, in its order.
    pub repaired: Vec<Entry>,
}

/// Pairs the findings of a file with the entries that a baseline has of it, each with one at most.
///
/// Findings pair that have the same code and message. Those that agree in all else pair first, then those in which one of four
/// things differs (the path, the start-tag with what is marked, the words before, the words after), then two, where the words
/// on one side still agree: an edit beside a known finding, or around it, does not make it a new one.
pub fn compare(known: &[Entry], found: &[Entry]) -> Comparison {
    let mut pairing = Pairing { known_by: vec![false; known.len()], is_known: vec![false; found.len()] };
    pairing.pair_equal(known, found);
    for likeness in [3, 2] {
        pairing.pair_like(known, found, likeness);
    }
    let repaired = known.iter().zip(&pairing.known_by).filter(|(_, is_met)| !**is_met).map(|(entry, _)| entry.clone());
    Comparison { repaired: repaired.collect(), is_known: pairing.is_known }
}

struct Pairing {
    /// For each entry of the baseline, whether a finding answers to it.
    known_by: Vec<bool>,
    is_known: Vec<bool>,
}

impl Pairing {
    fn pair_equal(&mut self, known: &[Entry], found: &[Entry]) {
        let mut free: HashMap<&Entry, Vec<usize>> = HashMap::new();
        for (index, entry) in known.iter().enumerate().rev() {
            free.entry(entry).or_default().push(index);
        }
        for (index, entry) in found.iter().enumerate() {
            if let Some(at) = free.get_mut(entry).and_then(Vec::pop) {
                (self.is_known[index], self.known_by[at]) = (true, true);
            }
        }
    }

    /// Pairs what is left and agrees in at least this many of four things.
    fn pair_like(&mut self, known: &[Entry], found: &[Entry], likeness: usize) {
        let mut free: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (index, entry) in known.iter().enumerate().filter(|(index, _)| !self.known_by[*index]) {
            free.entry((&entry.code, &entry.message)).or_default().push(index);
        }
        for (index, entry) in found.iter().enumerate() {
            if self.is_known[index] {
                continue;
            }
            let Some(candidates) = free.get_mut(&(entry.code.as_str(), entry.message.as_str())) else { continue };
            if let Some(at) = candidates.iter().position(|&at| agreement(&known[at], entry) >= likeness) {
                self.known_by[candidates.remove(at)] = true;
                self.is_known[index] = true;
            }
        }
    }
}

/// In how many of four things two entries agree; none where no words beside them do.
fn agreement(a: &Entry, b: &Entry) -> usize {
    let [own, before, after] = [0, 1, 2].map(|index| usize::from(a.context[index] == b.context[index]));
    match before + after {
        0 => 0,
        words => words + own + usize::from(a.path == b.path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(message: &str, path: &str, context: &str) -> Entry {
        let mut parts = context.split('-').map(str::to_owned);
        let context = [(); 3].map(|()| parts.next().expect("three parts"));
        Entry { code: "DR001".to_owned(), message: message.to_owned(), path: path.to_owned(), context }
    }

    #[test]
    fn equal_findings_are_known_as_often_as_they_were() {
        let one = entry("m", "p", "a-b-c");
        let two = vec![one.clone(), one.clone()];
        assert_eq!(compare(&two, &two).is_known, [true, true]);
        let more = compare(std::slice::from_ref(&one), &two);
        assert_eq!((more.is_known, more.repaired.len()), (vec![true, false], 0));
        let fewer = compare(&two, std::slice::from_ref(&one));
        assert_eq!((fewer.is_known, fewer.repaired), (vec![true], vec![one]));
    }

    #[test]
    fn an_edit_beside_a_known_finding_leaves_it_known() {
        let old = [entry("m", "p", "a-b-c")];
        let is_known = |new: Entry| compare(&old, &[new]).is_known[0];
        assert!(is_known(entry("m", "p", "a-b-x")) && is_known(entry("m", "q", "a-b-c")) && is_known(entry("m", "p", "x-b-y")));
        assert!(!is_known(entry("m", "p", "a-x-y")), "no words beside it agree");
        assert!(!is_known(entry("m", "q", "x-b-y")), "one side alone is too little");
        assert!(!is_known(entry("other", "p", "a-b-c")), "it says something else");
    }

    #[test]
    fn the_likest_pair_first() {
        let old = [entry("m", "p", "a-b-c"), entry("m", "p", "d-b-e")];
        let new = [entry("m", "p", "z-b-e"), entry("m", "p", "a-b-c")];
        let comparison = compare(&old, &new);
        assert_eq!((comparison.is_known, comparison.repaired.len()), (vec![true, true], 0));
    }
}
