//! Which whole passages hold the alignment, and which have only moved past what holds it.

use rustc_hash::FxHashMap;

use crate::delta::{
    align::{Hole, Run, holes},
    spine::{Gap, Spine},
    words::segments,
};

/// What is said by anchors: how many passages, and then how many bytes of words.
///
/// Few moves are told rather than many, and of as many those that move less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    /// In parts of a passage, [`PASSAGE`] to each.
    passages: u64,
    ink: u64,
}

/// A passage in [`Weight::passages`], a number that many small numbers divide.
const PASSAGE: u64 = 720_720;

impl Weight {
    fn plus(self, other: Weight) -> Weight {
        Weight { passages: self.passages + other.passages, ink: self.ink + other.ink }
    }
}

/// Something that stands once in what is left of either document, or a run of passages that are aligned so far.
#[derive(Clone, Copy)]
struct Anchor {
    run: Run,
    weight: Weight,
    is_passage: bool,
}

/// Lets go of aligned passages that stand between others which say more, and holds those instead.
///
/// A direction that moved past a speech that was cut is the only whole passage among them, but it is the direction that moved:
/// the blocks of the speech say as much as a passage together, and have more words.
pub(super) fn heaviest(old: &Spine<'_>, new: &Spine<'_>, kept: &[Run]) -> Vec<Run> {
    let anchor = |run: &Run, passages, is_passage| {
        let ink = u64::from(old.ink_at(run.old + run.len) - old.ink_at(run.old));
        Anchor { run: *run, weight: Weight { passages, ink }, is_passage }
    };
    let count = |run: &Run| segments(old, &(run.old..run.old + run.len), Gap::Passage).len() as u64;
    let (all_old, all_new) = (0..old.ids.len(), 0..new.ids.len());
    let passages = lone(old, new, &holes(kept, all_old.clone(), all_new.clone()), Gap::Passage);
    let mut anchors: Vec<Anchor> = kept.iter().chain(&passages).map(|run| anchor(run, PASSAGE * count(run), true)).collect();
    let mut blocks = lone(old, new, &holes(kept, all_old, all_new), Gap::Tag);
    blocks.retain(|block| {
        let after = passages.partition_point(|passage| passage.old <= block.old);
        after.checked_sub(1).is_none_or(|at| block.old >= passages[at].old + passages[at].len)
    });
    // The blocks of one passage.
    let is_of_one = |a: &Run, b: &Run| old.words[a.old + 1..=b.old].iter().all(|word| word.gap < Gap::Passage);
    for together in blocks.chunk_by(is_of_one) {
        anchors.extend(together.iter().map(|block| anchor(block, PASSAGE / together.len() as u64, false)));
    }
    anchors.sort_unstable_by_key(|anchor| anchor.run.old);
    heaviest_rise(&anchors).into_iter().filter(|anchor| anchor.is_passage).map(|anchor| anchor.run).collect()
}

/// The segments of some parts that stand there once in either document, with the same words; in the order of the old one.
fn lone(old: &Spine<'_>, new: &Spine<'_>, parts: &[Hole], gap: Gap) -> Vec<Run> {
    let mut seen: FxHashMap<&[u32], (Vec<usize>, Vec<usize>)> = FxHashMap::default();
    for part in parts {
        for segment in segments(old, &part.old, gap) {
            seen.entry(&old.ids[segment.clone()]).or_default().0.push(segment.start);
        }
        for segment in segments(new, &part.new, gap) {
            seen.entry(&new.ids[segment.clone()]).or_default().1.push(segment.start);
        }
    }
    let lone = seen.into_iter().filter_map(|(words, places)| match places {
        (olds, news) if olds.len() == 1 && news.len() == 1 => Some(Run { old: olds[0], new: news[0], len: words.len() }),
        _ => None,
    });
    let mut lone: Vec<Run> = lone.collect();
    lone.sort_unstable_by_key(|run| run.old);
    lone
}

/// The heaviest subsequence that rises in the new document; the anchors rise in the old one and share no word.
fn heaviest_rise(anchors: &[Anchor]) -> Vec<Anchor> {
    let mut places: Vec<usize> = anchors.iter().map(|anchor| anchor.run.new).collect();
    places.sort_unstable();
    let mut best = Heaviest::of(places.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(anchors.len());
    for (index, anchor) in anchors.iter().enumerate() {
        let place = places.partition_point(|&place| place < anchor.run.new);
        let (weight, last) = best.before(place);
        before.push(last);
        best.set(place, (weight.plus(anchor.weight), Some(index)));
    }
    let last = best.before(places.len()).1;
    let mut rise: Vec<Anchor> = std::iter::successors(last, |&at| before[at]).map(|at| anchors[at]).collect();
    rise.reverse();
    rise
}

/// The heaviest chain that ends before each place, in a tree of partial maxima.
struct Heaviest(Vec<(Weight, Option<usize>)>);

impl Heaviest {
    fn of(places: usize) -> Heaviest {
        Heaviest(vec![Default::default(); places + 1])
    }

    /// The heaviest chain that ends at a place below this one.
    fn before(&self, place: usize) -> (Weight, Option<usize>) {
        let mut best = (Weight::default(), None);
        let mut at = place;
        while at > 0 {
            best = best.max(self.0[at]);
            at &= at - 1;
        }
        best
    }

    fn set(&mut self, place: usize, chain: (Weight, Option<usize>)) {
        let mut at = place + 1;
        while at < self.0.len() {
            self.0[at] = self.0[at].max(chain);
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rise_of_most_passages_wins_and_of_as_many_that_of_most_words() {
        let anchor = |old, new, passages, ink| Anchor {
            run: Run { old, new, len: 1 },
            weight: Weight { passages, ink },
            is_passage: true,
        };
        let rise = |anchors: &[Anchor]| heaviest_rise(anchors).iter().map(|anchor| anchor.run.old).collect::<Vec<usize>>();
        let around = [anchor(0, 3, 1, 9), anchor(1, 0, 1, 1), anchor(2, 1, 1, 1), anchor(4, 4, 1, 1)];
        assert_eq!(rise(&around), [1, 2, 4]);
        assert_eq!(rise(&[around[0], around[1], around[3]]), [0, 4]);
        assert!(rise(&[]).is_empty());
    }
}
