//! Which blocks of two runs of different words are versions of each other, by their letters.

use std::{collections::HashMap, ops::Range};

use rustc_hash::FxHashSet;

use crate::delta::{
    likeness::{ink, letters_of},
    spine::{Gap, Spine, narrow},
    words::segments,
};

/// The largest product of numbers of blocks, or of words, for which counterparts are looked for.
const LIMIT: usize = 1 << 16;

/// What two blocks share at least, in hundredths of the ink of the larger one.
const SHARED: u64 = 50;

/// What blocks share that are surely versions of each other.
const MUCH: u64 = 75;

/// What is said by a pair of blocks, before their ink: most by one that has surely changed and stands nowhere else, for if it
/// does not hold it is told as gone and as new, while a block that is the same is told as moved; a label says less than what
/// is spoken.
const CHANGED: u64 = 6 << 32;
const SAME: u64 = 4 << 32;
const RESEMBLING: u64 = 2 << 32;
const LABEL: u64 = 1 << 32;

/// Words of one document.
pub(super) struct Stretch<'a, 't> {
    pub(super) spine: &'a Spine<'t>,
    pub(super) words: Range<usize>,
    /// The words of passages that have moved: they have no counterparts.
    pub(super) has_moved: &'a dyn Fn(usize) -> bool,
}

/// A block, or a word.
struct Item {
    words: Range<usize>,
    /// The letters of its words, by number and sorted, each with its ink.
    letters: Vec<(u32, u64)>,
    ink: u64,
    is_label: bool,
    has_moved: bool,
    /// Whether a block of the same words stands in the other document.
    has_same: bool,
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
        Item {
            ink: letters.iter().map(|(_, ink)| ink).sum(),
            words,
            letters,
            is_label,
            has_moved: false,
            has_same: false,
            passage,
        }
    }

    fn blocks(&mut self, stretch: &Stretch<'_, '_>) -> Vec<Item> {
        let (spine, mut items) = (stretch.spine, Vec::new());
        for (index, passage) in segments(spine, &stretch.words, Gap::Passage).into_iter().enumerate() {
            let blocks = segments(spine, &passage, Gap::Tag);
            let has_label = blocks.len() > 1 && spine.is_label(passage.start);
            for (at, block) in blocks.into_iter().enumerate() {
                let has_moved = (stretch.has_moved)(block.start);
                items.push(Item { has_moved, ..self.item(spine, block, has_label && at == 0, index) });
            }
        }
        items
    }
}

/// Pairs the blocks of two runs of words that are versions of each other, in order; labels where their speeches are.
/// Nothing if there are too many.
pub(super) fn of_blocks(old: &Stretch<'_, '_>, new: &Stretch<'_, '_>) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let mut letters = Letters::default();
    let (mut olds, mut news) = (letters.blocks(old), letters.blocks(new));
    let old_texts: FxHashSet<&[u32]> = olds.iter().map(|item| &old.spine.ids[item.words.clone()]).collect();
    let new_texts: FxHashSet<&[u32]> = news.iter().map(|item| &new.spine.ids[item.words.clone()]).collect();
    olds.iter_mut().for_each(|item| item.has_same = new_texts.contains(&old.spine.ids[item.words.clone()]));
    news.iter_mut().for_each(|item| item.has_same = old_texts.contains(&new.spine.ids[item.words.clone()]));
    let mut pairs = heaviest(&olds, &news, |a, b| {
        let larger = a.ink.max(b.ink);
        if a.has_moved || b.has_moved || a.is_label != b.is_label || a.ink.min(b.ink) * 100 < larger * SHARED {
            return 0;
        }
        let shared = shared(&a.letters, &b.letters);
        let is_same = || old.spine.ids[a.words.clone()] == new.spine.ids[b.words.clone()];
        match a.is_label {
            true if is_same() || (larger > 0 && shared == larger) => LABEL + shared,
            false if is_same() => SAME + shared,
            _ if larger == 0 => 0,
            false if shared * 100 >= larger * MUCH && !a.has_same && !b.has_same => CHANGED + shared,
            false if shared * 100 >= larger * SHARED => RESEMBLING + shared,
            _ => 0,
        }
    })?;
    let spoken: Vec<(usize, usize)> =
        pairs.iter().filter(|(old, _)| !olds[*old].is_label).map(|(old, new)| (olds[*old].passage, news[*new].passage)).collect();
    pairs.retain(|(old, new)| !olds[*old].is_label || spoken.contains(&(olds[*old].passage, news[*new].passage)));
    Some(pairs.into_iter().map(|(old, new)| (olds[old].words.clone(), news[new].words.clone())).collect())
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
    pairs.into_iter().flatten().map(|(at_old, at_new)| (olds[at_old].words.start, news[at_new].words.start)).collect()
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

/// The pairs that rise in both lists and have the greatest sum of scores; pairs of score 0 are none. Nothing if there are too
/// many to look at.
fn heaviest(olds: &[Item], news: &[Item], score: impl Fn(&Item, &Item) -> u64) -> Option<Vec<(usize, usize)>> {
    let width = news.len() + 1;
    if olds.len() * news.len() > LIMIT {
        return None;
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
    Some(pairs)
}
