//! Which blocks of two runs of different words are versions of each other, by their letters.

use std::{collections::HashMap, ops::Range};

use crate::delta::{
    likeness::{ink, letters_of},
    spine::{Gap, Spine, narrow},
    words::segments,
};

/// The largest product of numbers of blocks, or of words, for which counterparts are looked for.
const LIMIT: usize = 1 << 14;

/// What two blocks share at least, in hundredths of the ink of the larger one.
const SHARED: u64 = 50;

/// A block, or a word.
struct Item {
    words: Range<usize>,
    /// The letters of its words, by number and sorted, each with its ink.
    letters: Vec<(u32, u64)>,
    ink: u64,
    is_label: bool,
    passage: usize,
}

/// Numbers for sets of letters, shared by both documents.
#[derive(Default)]
struct Letters(HashMap<Vec<char>, u32>);

impl Letters {
    fn item(&mut self, spine: &Spine<'_>, words: Range<usize>, is_label: bool, passage: usize) -> Item {
        let mut letters: Vec<(u32, u64)> = Vec::with_capacity(words.len());
        for word in words.clone() {
            let next = narrow(self.0.len());
            let number = *self.0.entry(letters_of(spine, word)).or_insert(next);
            letters.push((number, ink(spine, word..word + 1)));
        }
        letters.sort_unstable();
        Item { ink: letters.iter().map(|(_, ink)| ink).sum(), words, letters, is_label, passage }
    }

    fn blocks(&mut self, spine: &Spine<'_>, words: &Range<usize>) -> Vec<Item> {
        let mut items = Vec::new();
        for (index, passage) in segments(spine, words, Gap::Passage).into_iter().enumerate() {
            let blocks = segments(spine, &passage, Gap::Tag);
            let has_label = blocks.len() > 1 && spine.is_label(passage.start);
            for (at, block) in blocks.into_iter().enumerate() {
                items.push(self.item(spine, block, has_label && at == 0, index));
            }
        }
        items
    }
}

/// Pairs the blocks of two runs of words that are versions of each other, in order; labels where their speeches are.
pub(super) fn of_blocks(
    (old, old_words): (&Spine<'_>, &Range<usize>),
    (new, new_words): (&Spine<'_>, &Range<usize>),
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut letters = Letters::default();
    let (olds, news) = (letters.blocks(old, old_words), letters.blocks(new, new_words));
    let mut pairs = heaviest(&olds, &news, |a, b| {
        let shared = shared(&a.letters, &b.letters);
        match (a.is_label, b.is_label) {
            (false, false) if shared * 100 >= a.ink.max(b.ink) * SHARED => shared,
            // A label says less than what is spoken.
            (true, true) if shared == a.ink && shared == b.ink => shared.div_ceil(4),
            _ => 0,
        }
    });
    let spoken: Vec<(usize, usize)> =
        pairs.iter().filter(|(old, _)| !olds[*old].is_label).map(|(old, new)| (olds[*old].passage, news[*new].passage)).collect();
    pairs.retain(|(old, new)| !olds[*old].is_label || spoken.contains(&(olds[*old].passage, news[*new].passage)));
    pairs.into_iter().map(|(old, new)| (olds[old].words.clone(), news[new].words.clone())).collect()
}

/// Pairs the words of two runs that have the same letters, in order.
pub(super) fn of_words(
    (old, old_words): (&Spine<'_>, Range<usize>),
    (new, new_words): (&Spine<'_>, Range<usize>),
) -> Vec<(usize, usize)> {
    let mut letters = Letters::default();
    let mut items = |spine: &Spine<'_>, words: Range<usize>| -> Vec<Item> {
        words.map(|word| letters.item(spine, word..word + 1, false, 0)).collect()
    };
    let (olds, news) = (items(old, old_words), items(new, new_words));
    let pairs = heaviest(&olds, &news, |a, b| if a.letters[0].0 == b.letters[0].0 { a.ink.max(1) } else { 0 });
    pairs.into_iter().map(|(at_old, at_new)| (olds[at_old].words.start, news[at_new].words.start)).collect()
}

/// The ink that two sorted lists of letters share.
fn shared(olds: &[(u32, u64)], news: &[(u32, u64)]) -> u64 {
    let (mut olds, mut news) = (olds.iter().peekable(), news.iter().peekable());
    let mut shared = 0;
    while let (Some(&(old, old_ink)), Some(&(new, new_ink))) = (olds.peek(), news.peek()) {
        if old <= new {
            olds.next();
        }
        if new <= old {
            news.next();
        }
        if old == new {
            shared += old_ink.min(new_ink);
        }
    }
    shared
}

/// The pairs that rise in both lists and have the greatest sum of scores; pairs of score 0 are none.
fn heaviest(olds: &[Item], news: &[Item], score: impl Fn(&Item, &Item) -> u64) -> Vec<(usize, usize)> {
    let width = news.len() + 1;
    if olds.is_empty() || news.is_empty() || olds.len() * news.len() > LIMIT {
        return Vec::new();
    }
    let mut scores = vec![0; olds.len() * news.len()];
    // The best sum from each place on.
    let mut best = vec![0; (olds.len() + 1) * width];
    for at_old in (0..olds.len()).rev() {
        for at_new in (0..news.len()).rev() {
            let here = score(&olds[at_old], &news[at_new]);
            scores[at_old * news.len() + at_new] = here;
            let paired = if here > 0 { here + best[(at_old + 1) * width + at_new + 1] } else { 0 };
            best[at_old * width + at_new] =
                paired.max(best[(at_old + 1) * width + at_new]).max(best[at_old * width + at_new + 1]);
        }
    }
    let (mut at_old, mut at_new, mut pairs) = (0, 0, Vec::new());
    while at_old < olds.len() && at_new < news.len() {
        let (here, sum) = (scores[at_old * news.len() + at_new], best[at_old * width + at_new]);
        if here > 0 && sum == here + best[(at_old + 1) * width + at_new + 1] {
            pairs.push((at_old, at_new));
            (at_old, at_new) = (at_old + 1, at_new + 1);
        } else if sum == best[(at_old + 1) * width + at_new] {
            at_old += 1;
        } else {
            at_new += 1;
        }
    }
    pairs
}
