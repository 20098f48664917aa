//! Which whole passages hold the alignment, and which have only moved past what holds it.

use std::{hash::Hash, ops::Range};

use rustc_hash::FxHashMap;

use crate::delta::{
    align::{Run, holes},
    likeness::resemble,
    spine::{Gap, Spine},
    words::segments,
};

/// What is said by anchors: how much would be told if they did not hold, and then their bytes of words.
///
/// Few moves are told rather than many, and of as many those that move less. What has changed and does not hold is told
/// twice, as gone and as new; what is the same is told once, as moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    blocks: usize,
    ink: u64,
}

/// What a block that is the same weighs, and what one that has changed.
const SAME: usize = 2;
const CHANGED: usize = 3;

impl Weight {
    fn plus(self, other: Weight) -> Weight {
        Weight { blocks: self.blocks + other.blocks, ink: self.ink + other.ink }
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
/// A direction that moved past a speech that was cut, or past one in which a word was corrected, is the only whole passage
/// among them, but it is the direction that moved.
pub(super) fn heaviest(old: &Spine<'_>, new: &Spine<'_>, kept: &[Run]) -> Vec<Run> {
    let anchor = |run: &Run, block: usize, is_passage| {
        let words = run.old..run.old + run.len;
        let ink = u64::from(old.ink_at(words.end) - old.ink_at(words.start));
        let blocks = segments(old, &words, Gap::Tag).iter().filter(|block| !old.is_label(block.start)).count();
        Anchor { run: *run, weight: Weight { blocks: blocks * block, ink }, is_passage }
    };
    let mut left = Left::beside(old, new, kept);
    let passages = left.lone(old, new);
    let mut anchors: Vec<Anchor> = kept.iter().chain(&passages).map(|run| anchor(run, SAME, true)).collect();
    left = left.without(&passages).cut(old, new);
    let blocks = left.lone(old, new);
    anchors.extend(blocks.iter().filter(|block| !old.is_label(block.old)).map(|run| anchor(run, SAME, false)));
    anchors.extend(left.without(&blocks).versions(old, new).iter().map(|run| anchor(run, CHANGED, false)));
    anchors.sort_unstable_by_key(|anchor| anchor.run.old);
    heaviest_rise(&anchors).into_iter().filter(|anchor| anchor.is_passage).map(|anchor| anchor.run).collect()
}
/// What no passage is aligned with yet: segments of both documents, in order.
struct Left {
    old: Vec<Range<usize>>,
    new: Vec<Range<usize>>,
}

impl Left {
    /// The passages beside those that are aligned.
    fn beside(old: &Spine<'_>, new: &Spine<'_>, kept: &[Run]) -> Left {
        let holes = holes(kept, 0..old.ids.len(), 0..new.ids.len());
        Left {
            old: holes.iter().flat_map(|hole| segments(old, &hole.old, Gap::Passage)).collect(),
            new: holes.iter().flat_map(|hole| segments(new, &hole.new, Gap::Passage)).collect(),
        }
    }

    /// The blocks of the segments.
    fn cut(&self, old: &Spine<'_>, new: &Spine<'_>) -> Left {
        Left {
            old: self.old.iter().flat_map(|words| segments(old, words, Gap::Tag)).collect(),
            new: self.new.iter().flat_map(|words| segments(new, words, Gap::Tag)).collect(),
        }
    }

    /// The segments in which none of these runs begins.
    fn without(&self, runs: &[Run]) -> Left {
        let without = |among: &[Range<usize>], mut starts: Vec<usize>| {
            starts.sort_unstable();
            let is_free = |words: &&Range<usize>| {
                let next = starts.partition_point(|&start| start < words.start);
                starts.get(next).is_none_or(|&start| start >= words.end)
            };
            among.iter().filter(is_free).cloned().collect()
        };
        Left {
            old: without(&self.old, runs.iter().map(|run| run.old).collect()),
            new: without(&self.new, runs.iter().map(|run| run.new).collect()),
        }
    }

    /// The segments that stand here once in either document, with the same words; in the order of the old one.
    fn lone(&self, old: &Spine<'_>, new: &Spine<'_>) -> Vec<Run> {
        let olds: Vec<&[u32]> = self.old.iter().map(|words| &old.ids[words.clone()]).collect();
        let news: Vec<&[u32]> = self.new.iter().map(|words| &new.ids[words.clone()]).collect();
        let pairs = lone_pairs(&olds, &news).into_iter();
        pairs
            .map(|(at_old, at_new)| Run { old: self.old[at_old].start, new: self.new[at_new].start, len: self.old[at_old].len() })
            .collect()
    }

    /// The segments that are versions of each other, as far as words that stand here once in either document tell.
    fn versions(&self, old: &Spine<'_>, new: &Spine<'_>) -> Vec<Run> {
        let words = |spine: &Spine<'_>, among: &[Range<usize>]| -> Vec<(u32, usize)> {
            among
                .iter()
                .enumerate()
                .flat_map(|(at, words)| words.clone().map(move |word| (word, at)))
                .map(|(word, at)| (spine.ids[word], at))
                .collect()
        };
        let (olds, news) = (words(old, &self.old), words(new, &self.new));
        let ids = |words: &[(u32, usize)]| words.iter().map(|(id, _)| *id).collect::<Vec<u32>>();
        let mut shared: Vec<(usize, usize)> =
            lone_pairs(&ids(&olds), &ids(&news)).into_iter().map(|(at_old, at_new)| (olds[at_old].1, news[at_new].1)).collect();
        shared.sort_unstable();
        let mut versions: Vec<Run> = Vec::new();
        for of_old in shared.chunk_by(|a, b| a.0 == b.0) {
            let most = of_old.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first());
            let Some((words, other)) = most.map(|&(at_old, at_new)| (&self.old[at_old], &self.new[at_new])) else { continue };
            if resemble((old, words), (new, other)) {
                versions.push(Run { old: words.start, new: other.start, len: words.len() });
            }
        }
        versions
    }
}

/// Which keys stand once in either list, by their places; in the order of the old one.
fn lone_pairs<K: Eq + Hash>(olds: &[K], news: &[K]) -> Vec<(usize, usize)> {
    let mut seen: FxHashMap<&K, [(usize, usize); 2]> = FxHashMap::default();
    for (side, keys) in [olds, news].into_iter().enumerate() {
        for (at, key) in keys.iter().enumerate() {
            let (count, last) = &mut seen.entry(key).or_default()[side];
            (*count, *last) = (*count + 1, at);
        }
    }
    let lone = seen.into_values().filter(|sides| sides.iter().all(|(count, _)| *count == 1));
    let mut pairs: Vec<(usize, usize)> = lone.map(|[(_, old), (_, new)]| (old, new)).collect();
    pairs.sort_unstable();
    pairs
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
    fn the_rise_of_most_blocks_wins_and_of_as_many_that_of_most_words() {
        let anchor =
            |old, new, blocks, ink| Anchor { run: Run { old, new, len: 1 }, weight: Weight { blocks, ink }, is_passage: true };
        let rise = |anchors: &[Anchor]| heaviest_rise(anchors).iter().map(|anchor| anchor.run.old).collect::<Vec<usize>>();
        let around = [anchor(0, 3, 1, 9), anchor(1, 0, 1, 1), anchor(2, 1, 1, 1), anchor(4, 4, 1, 1)];
        assert_eq!(rise(&around), [1, 2, 4]);
        assert_eq!(rise(&[around[0], around[1], around[3]]), [0, 4]);
        assert!(rise(&[]).is_empty());
    }
}
