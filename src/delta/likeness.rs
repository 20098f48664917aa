//! Passages that share too little to be versions of each other.

use std::{collections::HashMap, ops::Range};

use crate::delta::{
    align::{Aligner, Hole, Run},
    spine::{Gap, Spine, narrow},
    words::segments,
};

/// What two passages share at least, in hundredths of the ink of the smaller one; of the larger one, if their labels differ.
///
/// Any two speeches share full stops and a few small words; a word that is kept among them would tear a deletion apart.
const SHARED: u64 = 40;

/// What two blocks share at least, in hundredths of the ink of the larger one, to be versions of each other wherever they
/// stand: a speech that was joined to another, or cut, has its blocks still.
const SAME_BLOCK: u64 = 60;

/// What the words of two passages share at least, taken as sets of letters, in hundredths of the ink of the larger one.
const SPELT: u64 = 50;

/// A run within one old and one new segment, with the numbers of both.
type Piece = (Run, (usize, usize));

/// What is shared, in ink, by pairs of segments.
type Shared = HashMap<(usize, usize), u64>;

/// The aligned runs of a part, without those between passages that are not alike.
pub(super) fn alike(old: &Spine<'_>, new: &Spine<'_>, part: &Hole, runs: &[Run], aligner: &mut Aligner) -> Vec<Run> {
    let (olds, news) = (Blocks::of(old, &part.old), Blocks::of(new, &part.new));
    let pieces = self::pieces(runs, &olds.blocks, &news.blocks);
    let spelt = self::pieces(&spelt_runs(old, new, part, aligner), &olds.blocks, &news.blocks);
    let of_passage = |(a, b): (usize, usize)| (olds.passages_of[a], news.passages_of[b]);
    let (mut blocks, mut passages, mut unlabeled) = (Shared::new(), Shared::new(), Shared::new());
    for (runs, is_spelt) in [(&pieces, false), (&spelt, true)] {
        let (mut in_blocks, mut in_passages, mut in_unlabeled) = (Shared::new(), Shared::new(), Shared::new());
        for (run, pair) in runs {
            let shared = ink(old, run.old..run.old + run.len);
            *in_blocks.entry(*pair).or_default() += shared;
            *in_passages.entry(of_passage(*pair)).or_default() += shared;
            if !olds.is_label(pair.0) && !news.is_label(pair.1) {
                *in_unlabeled.entry(of_passage(*pair)).or_default() += shared;
            }
        }
        for (all, some) in [(&mut blocks, in_blocks), (&mut passages, in_passages), (&mut unlabeled, in_unlabeled)] {
            for (pair, shared) in some {
                let shared = if is_spelt { shared * SHARED / SPELT } else { shared };
                all.entry(pair).and_modify(|best: &mut u64| *best = shared.max(*best)).or_insert(shared);
            }
        }
    }
    let reaches = |shared: Option<&u64>, of: u64, share: u64| shared.is_some_and(|shared| shared * 100 >= of * share);
    let are_versions = |pair: (usize, usize)| {
        let passage = of_passage(pair);
        if olds.has_same_label(passage.0, &news, passage.1) {
            let of = olds.passage_ink[passage.0].min(news.passage_ink[passage.1]);
            return reaches(passages.get(&passage), of, SHARED);
        }
        let of = olds.unlabeled_ink(passage.0).max(news.unlabeled_ink(passage.1));
        reaches(unlabeled.get(&passage), of, SHARED)
    };
    let is_same_block = |pair: (usize, usize)| {
        let of = olds.block_ink[pair.0].max(news.block_ink[pair.1]);
        !olds.is_label(pair.0) && !news.is_label(pair.1) && reaches(blocks.get(&pair), of, SAME_BLOCK)
    };
    pieces.iter().filter(|(_, pair)| are_versions(*pair) || is_same_block(*pair)).map(|(run, _)| *run).collect()
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

/// The blocks of a part of a document, and the passages that they make up.
struct Blocks<'a, 't> {
    spine: &'a Spine<'t>,
    blocks: Vec<Range<usize>>,
    /// For each block, the number of its passage.
    passages_of: Vec<usize>,
    block_ink: Vec<u64>,
    passage_ink: Vec<u64>,
    /// The speaker's label of each passage; an empty range where there is none.
    labels: Vec<Range<usize>>,
}

impl<'a, 't> Blocks<'a, 't> {
    fn of(spine: &'a Spine<'t>, words: &Range<usize>) -> Blocks<'a, 't> {
        let passages = segments(spine, words, Gap::Passage);
        let (mut blocks, mut passages_of, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        for (index, passage) in passages.iter().enumerate() {
            let inner = segments(spine, passage, Gap::Tag);
            let has_label = inner.len() > 1 && spine.is_label(passage.start);
            labels.push(if has_label { inner[0].clone() } else { passage.start..passage.start });
            passages_of.extend(inner.iter().map(|_| index));
            blocks.extend(inner);
        }
        let block_ink: Vec<u64> = blocks.iter().map(|block| ink(spine, block.clone())).collect();
        let mut passage_ink = vec![0; passages.len()];
        for (passage, ink) in passages_of.iter().zip(&block_ink) {
            passage_ink[*passage] += ink;
        }
        Blocks { spine, blocks, passages_of, block_ink, passage_ink, labels }
    }

    fn is_label(&self, block: usize) -> bool {
        self.labels[self.passages_of[block]] == self.blocks[block]
    }

    /// Whether a passage has the label of another, or one of the two has none.
    fn has_same_label(&self, passage: usize, other: &Blocks<'_, '_>, other_passage: usize) -> bool {
        let (label, other_label) = (self.labels[passage].clone(), other.labels[other_passage].clone());
        label.is_empty() || other_label.is_empty() || self.spine.ids[label] == other.spine.ids[other_label]
    }

    fn unlabeled_ink(&self, passage: usize) -> u64 {
        self.passage_ink[passage] - ink(self.spine, self.labels[passage].clone())
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
pub(super) fn letters_of(spine: &Spine<'_>, word: usize) -> Vec<char> {
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
pub(super) fn ink(spine: &Spine<'_>, words: Range<usize>) -> u64 {
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
