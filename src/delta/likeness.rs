//! Passages that share too little to be versions of each other.

use std::{collections::HashMap, ops::Range};

use crate::delta::{
    align::{Aligner, Hole, Run},
    spine::{Gap, Spine, narrow},
    words::segments,
};

/// What two passages share at least, in hundredths of the ink of the smaller one.
///
/// Any two speeches share full stops and a few small words; a word that is kept among them would tear a deletion apart.
const SHARED: u64 = 40;

/// What two passages share at least after their labels, or by their letters, in hundredths.
///
/// A short speech that was joined lost its label, and slips of the pen may be in every word.
const UNLABELED: u64 = 60;

/// What the words of two passages share at least, taken as sets of letters, in hundredths of the ink of the larger one.
const SPELT: u64 = 50;

/// A run within one old and one new passage, with the numbers of both.
type Piece = (Run, (usize, usize));

/// The aligned runs of a part, without those between passages that are not alike.
pub(super) fn alike(old: &Spine<'_>, new: &Spine<'_>, part: &Hole, runs: &[Run], aligner: &mut Aligner) -> Vec<Run> {
    let (olds, news) = (segments(old, &part.old, Gap::Passage), segments(new, &part.new, Gap::Passage));
    let pieces = self::pieces(runs, &olds, &news);
    let mut shared: HashMap<(usize, usize), (u64, u64)> = HashMap::new();
    let sizes = (Sizes::of(old, &olds), Sizes::of(new, &news));
    for (run, pair) in &pieces {
        let all = shared.entry(*pair).or_default();
        let labels = sizes.0.labels[pair.0].end.saturating_sub(run.old).max(sizes.1.labels[pair.1].end.saturating_sub(run.new));
        all.0 += ink(old, run.old..run.old + run.len);
        all.1 += ink(old, run.old + labels.min(run.len)..run.old + run.len);
    }
    let mut spelt: HashMap<(usize, usize), u64> = HashMap::new();
    for (run, pair) in self::pieces(&spelt_runs(old, new, part, aligner), &olds, &news) {
        *spelt.entry(pair).or_default() += ink(old, run.old..run.old + run.len);
    }
    let is_alike = |pair: &(usize, usize), (all, unlabeled): (u64, u64)| {
        let (old_size, new_size) = (sizes.0.of_passage(pair.0), sizes.1.of_passage(pair.1));
        all * 100 >= old_size.0.min(new_size.0) * SHARED
            || unlabeled > 0 && unlabeled * 100 >= old_size.1.min(new_size.1) * UNLABELED
            || spelt.get(pair).is_some_and(|spelt| spelt * 100 >= old_size.0.min(new_size.0) * UNLABELED)
    };
    let verdicts: HashMap<(usize, usize), bool> = shared.iter().map(|(pair, &ink)| (*pair, is_alike(pair, ink))).collect();
    pieces.into_iter().filter(|(_, pair)| verdicts[pair]).map(|(run, _)| run).collect()
}

/// The words of a part, aligned by their letters.
fn spelt_runs(old: &Spine<'_>, new: &Spine<'_>, part: &Hole, aligner: &mut Aligner) -> Vec<Run> {
    let mut numbers: HashMap<Vec<char>, u32> = HashMap::new();
    let mut number = |spine: &Spine<'_>, at: usize| {
        let next = narrow(numbers.len());
        *numbers.entry(letters_of(spine, at)).or_insert(next)
    };
    let old_ids: Vec<u32> = part.old.clone().map(|at| number(old, at)).collect();
    let new_ids: Vec<u32> = part.new.clone().map(|at| number(new, at)).collect();
    let runs = aligner.runs(&old_ids, &new_ids).into_iter();
    runs.map(|run| Run { old: run.old + part.old.start, new: run.new + part.new.start, ..run }).collect()
}

/// How much ink passages have.
struct Sizes<'a, 't> {
    spine: &'a Spine<'t>,
    passages: &'a [Range<usize>],
    /// The first block of each passage that has several.
    labels: Vec<Range<usize>>,
}

impl<'a, 't> Sizes<'a, 't> {
    fn of(spine: &'a Spine<'t>, passages: &'a [Range<usize>]) -> Sizes<'a, 't> {
        let label = |passage: &Range<usize>| match segments(spine, passage, Gap::Tag).as_slice() {
            [first, _, ..] => first.clone(),
            _ => passage.start..passage.start,
        };
        Sizes { spine, passages, labels: passages.iter().map(label).collect() }
    }

    /// The ink of a passage, with its label and without.
    fn of_passage(&self, at: usize) -> (u64, u64) {
        let (passage, label) = (&self.passages[at], &self.labels[at]);
        (ink(self.spine, passage.clone()), ink(self.spine, label.end..passage.end))
    }
}

/// Whether two passages have mostly the same words, though these may be spelt otherwise.
pub(super) fn resemble(old: (&Spine<'_>, &Range<usize>), new: (&Spine<'_>, &Range<usize>)) -> bool {
    let larger = ink(old.0, old.1.clone()).max(ink(new.0, new.1.clone()));
    let mut letters: HashMap<Vec<char>, (u64, u64)> = HashMap::new();
    for at in old.1.clone() {
        letters.entry(letters_of(old.0, at)).or_default().0 += ink(old.0, at..at + 1);
    }
    for at in new.1.clone() {
        letters.entry(letters_of(new.0, at)).or_default().1 += ink(new.0, at..at + 1);
    }
    let shared: u64 = letters.values().map(|(old, new)| old.min(new)).sum();
    larger > 0 && shared * 100 >= larger * SPELT
}

/// The letters of a word, each once: a slip of the pen seldom changes them.
fn letters_of(spine: &Spine<'_>, word: usize) -> Vec<char> {
    let mut letters: Vec<char> = spine.reading(word..word + 1).chars().flat_map(char::to_lowercase).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Cuts runs where a passage ends in either document.
fn pieces(runs: &[Run], olds: &[Range<usize>], news: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for run in runs {
        let mut rest = *run;
        while rest.len > 0 {
            while olds.get(old_at).is_some_and(|passage| passage.end <= rest.old) {
                old_at += 1;
            }
            while news.get(new_at).is_some_and(|passage| passage.end <= rest.new) {
                new_at += 1;
            }
            let (Some(old), Some(new)) = (olds.get(old_at), news.get(new_at)) else { break };
            let len = rest.len.min(old.end - rest.old).min(new.end - rest.new);
            pieces.push((Run { len, ..rest }, (old_at, new_at)));
            rest = Run { old: rest.old + len, new: rest.new + len, len: rest.len - len };
        }
    }
    pieces
}

/// The bytes of words, without those of one byte: marks and letters.
fn ink(spine: &Spine<'_>, words: Range<usize>) -> u64 {
    words.map(|at| u64::from(spine.ink_at(at + 1) - spine.ink_at(at))).filter(|&bytes| bytes > 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        delta::{scope::Scope, spine::Numbers},
        source::Source,
        xml,
    };

    #[track_caller]
    fn check(old: &str, new: &str, runs: &[(usize, usize, usize)], expected: usize) {
        let document =
            |body: &str| Source::from_text("a.xml", format!("<body xmlns='http://www.tei-c.org/ns/1.0'>{body}</body>"));
        let (old, new) = (document(old), document(new));
        let (old, new) = (xml::parse(&old).expect("well-formed"), xml::parse(&new).expect("well-formed"));
        let mut numbers = Numbers::default();
        let (old, new) = (Spine::of(&old, &mut numbers, &Scope::default()), Spine::of(&new, &mut numbers, &Scope::default()));
        let part = Hole { old: 0..old.words.len(), new: 0..new.words.len() };
        let runs: Vec<Run> = runs.iter().map(|&(old, new, len)| Run { old, new, len }).collect();
        assert_eq!(alike(&old, &new, &part, &runs, &mut Aligner::default()).iter().map(|run| run.len).sum::<usize>(), expected);
    }

    #[test]
    fn passages_with_other_spellings_are_alike() {
        check("<sp><p>receive their letters, a</p></sp>", "<sp><p>recieve thier leters, a</p></sp>", &[(3, 3, 1)], 1);
    }

    #[test]
    fn passages_that_share_little_share_nothing() {
        let speech = |words: &str| format!("<sp><p>{words}</p></sp>");
        check(&speech("it rains today and here."), &speech("we go home and sleep."), &[(3, 3, 1), (5, 5, 1)], 0);
        check(&speech("it rains today and here."), &speech("it snows today and there."), &[(0, 0, 1), (2, 2, 2), (5, 5, 1)], 4);
        check(&speech("it rains. today"), &[speech("it rains."), speech("today")].concat(), &[(0, 0, 4)], 4);
    }
}
