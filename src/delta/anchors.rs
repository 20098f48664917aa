//! Which whole passages hold the alignment, and which have only moved past what holds it.

use std::collections::HashMap;

use crate::delta::{
    align::{Run, holes},
    spine::{Gap, Spine},
    words::segments,
};

/// Something that stands once in what is left of either document, or a run of passages that are aligned so far.
#[derive(Clone, Copy)]
struct Anchor {
    run: Run,
    /// Its bytes of words.
    weight: u64,
    is_passage: bool,
}

/// Lets go of aligned passages that stand between blocks which say more: a direction that moved past a speech that was cut
/// is the only whole passage among them, but it is the direction that moved.
pub(super) fn heaviest(old: &Spine<'_>, new: &Spine<'_>, kept: Vec<Run>) -> Vec<Run> {
    let blocks = lone_blocks(old, new, &kept);
    if blocks.is_empty() {
        return kept;
    }
    let weighed = |run: &Run, is_passage| Anchor {
        run: *run,
        weight: u64::from(old.ink_at(run.old + run.len) - old.ink_at(run.old)),
        is_passage,
    };
    let mut anchors: Vec<Anchor> = kept.iter().map(|run| weighed(run, true)).collect();
    anchors.extend(blocks.iter().map(|run| weighed(run, false)));
    anchors.sort_unstable_by_key(|anchor| anchor.run.old);
    heaviest_rise(&anchors).into_iter().filter(|anchor| anchor.is_passage).map(|anchor| anchor.run).collect()
}

/// The blocks outside of the aligned passages that stand there once in either document, with the same words.
fn lone_blocks(old: &Spine<'_>, new: &Spine<'_>, kept: &[Run]) -> Vec<Run> {
    let mut seen: HashMap<&[u32], (Vec<usize>, Vec<usize>)> = HashMap::new();
    for hole in holes(kept, 0..old.ids.len(), 0..new.ids.len()) {
        for block in segments(old, &hole.old, Gap::Tag) {
            seen.entry(&old.ids[block.clone()]).or_default().0.push(block.start);
        }
        for block in segments(new, &hole.new, Gap::Tag) {
            seen.entry(&new.ids[block.clone()]).or_default().1.push(block.start);
        }
    }
    let lone = seen.into_iter().filter_map(|(words, places)| match places {
        (olds, news) if olds.len() == 1 && news.len() == 1 => Some(Run { old: olds[0], new: news[0], len: words.len() }),
        _ => None,
    });
    lone.collect()
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
        best.set(place, (weight + anchor.weight, Some(index)));
    }
    let last = best.before(places.len()).1;
    let mut rise: Vec<Anchor> = std::iter::successors(last, |&at| before[at]).map(|at| anchors[at]).collect();
    rise.reverse();
    rise
}

/// The heaviest chain that ends before each place, in a tree of partial maxima.
struct Heaviest(Vec<(u64, Option<usize>)>);

impl Heaviest {
    fn of(places: usize) -> Heaviest {
        Heaviest(vec![(0, None); places + 1])
    }

    /// The heaviest chain that ends at a place below this one.
    fn before(&self, place: usize) -> (u64, Option<usize>) {
        let mut best = (0, None);
        let mut at = place;
        while at > 0 {
            best = best.max(self.0[at]);
            at &= at - 1;
        }
        best
    }

    fn set(&mut self, place: usize, chain: (u64, Option<usize>)) {
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
    fn the_heaviest_rise_wins_over_the_longest() {
        let anchor = |old, new, weight| Anchor { run: Run { old, new, len: 1 }, weight, is_passage: true };
        let anchors = [anchor(0, 3, 5), anchor(1, 0, 1), anchor(2, 1, 1), anchor(3, 2, 1), anchor(4, 4, 1)];
        let rise: Vec<usize> = heaviest_rise(&anchors).iter().map(|anchor| anchor.run.old).collect();
        assert_eq!(rise, [0, 4]);
        assert!(heaviest_rise(&[]).is_empty());
    }
}
