//! Aligns two sequences of numbers: which run of the one stands for which run of the other.

use std::{hash::Hasher, ops::Range};

use rustc_hash::{FxHashMap, FxHasher};
use similar::{
    DiffOp,
    algorithms::{Capture, myers},
};

/// The largest product of lengths for which the shortest way is searched; past it, anchors and then a bounded search.
const EXACT_LIMIT: usize = 1 << 20;

/// The largest product of lengths that is searched at all; a larger part is cut in halves first.
const SEARCH_LIMIT: usize = 1 << 24;

/// How many numbers in a row are looked for where no number alone stands once: longest first, as these say most.
const SHINGLES: [usize; 3] = [8, 4, 2];

/// The product of lengths up to which anchors are not looked for.
const SMALL_LIMIT: usize = 1 << 12;

/// How often a part between anchors is searched for anchors of its own.
const ANCHOR_LEVELS: u8 = 8;

/// Equal runs of two sequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) len: usize,
}

/// Two ranges without anything aligned in them, between aligned runs; one of them may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Aligns sequences of small numbers, in time and memory that grow with their lengths and not with the product.
#[derive(Debug, Default)]
pub(super) struct Aligner {
    /// For each number: how often it stands in either range, and where it was seen last.
    seen: Vec<Seen>,
    /// Whether some part was too large for the shortest way.
    pub(super) is_coarse: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    old_count: u32,
    new_count: u32,
    old: usize,
}

impl Aligner {
    /// Finds equal runs of `old` and `new`, in order and as long as they go.
    pub(super) fn runs(&mut self, old: &[u32], new: &[u32]) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut boxes = vec![(Hole { old: 0..old.len(), new: 0..new.len() }, 0u8)];
        while let Some((hole, level)) = boxes.pop() {
            let hole = trim(old, new, hole, &mut runs);
            let product = hole.old.len().saturating_mul(hole.new.len());
            if product == 0 {
                continue;
            }
            if product > SMALL_LIMIT && level < ANCHOR_LEVELS {
                let anchors = self.anchors(old, new, &hole);
                let anchors = if anchors.is_empty() { shingles(old, new, &hole) } else { anchors };
                if !anchors.is_empty() {
                    split(&hole, &anchors, level + 1, &mut runs, &mut boxes);
                    continue;
                }
            }
            if product > SEARCH_LIMIT {
                self.is_coarse = true;
                boxes.extend(halves(&hole).map(|half| (half, level.saturating_add(1))));
                continue;
            }
            self.search(old, new, &hole, product, &mut runs);
        }
        runs.sort_unstable_by_key(|run| run.old);
        join(runs)
    }

    /// The longest chain of numbers that stand once in either range, in the order of both.
    fn anchors(&mut self, old: &[u32], new: &[u32], hole: &Hole) -> Vec<(usize, usize)> {
        let numbers = old[hole.old.clone()].iter().chain(&new[hole.new.clone()]);
        let largest = numbers.copied().max().map_or(0, |number| number as usize + 1);
        if self.seen.len() < largest {
            self.seen.resize(largest, Seen::default());
        }
        for (at, &number) in hole.old.clone().zip(&old[hole.old.clone()]) {
            let seen = &mut self.seen[number as usize];
            seen.old_count += 1;
            seen.old = at;
        }
        for &number in &new[hole.new.clone()] {
            self.seen[number as usize].new_count += 1;
        }
        let mut pairs = Vec::new();
        for (at, &number) in hole.new.clone().zip(&new[hole.new.clone()]) {
            let seen = self.seen[number as usize];
            if seen.old_count == 1 && seen.new_count == 1 {
                pairs.push((seen.old, at));
            }
        }
        for &number in old[hole.old.clone()].iter().chain(&new[hole.new.clone()]) {
            self.seen[number as usize] = Seen::default();
        }
        longest_rise(&pairs)
    }

    /// Leaves a part to Myers' algorithm: the shortest way, or a bounded search where that would take too long.
    fn search(&mut self, old: &[u32], new: &[u32], hole: &Hole, product: usize, runs: &mut Vec<Run>) {
        let mut capture = Capture::new();
        let (old_range, new_range) = (hole.old.clone(), hole.new.clone());
        let done = if product <= EXACT_LIMIT {
            myers::diff_deadline_raw(&mut capture, old, old_range, new, new_range, None)
        } else {
            self.is_coarse = true;
            myers::diff_deadline(&mut capture, old, old_range, new, new_range, None)
        };
        match done {
            Ok(()) => runs.extend(capture.ops().iter().filter_map(|op| match *op {
                DiffOp::Equal { old_index, new_index, len } => Some(Run { old: old_index, new: new_index, len }),
                _ => None,
            })),
            Err(never) => match never {},
        }
    }
}

/// The holes before, between and after the runs, within the given ranges; none of them is empty on both sides.
pub(super) fn holes(runs: &[Run], old: Range<usize>, new: Range<usize>) -> Vec<Hole> {
    let mut holes = Vec::new();
    let (mut old_at, mut new_at) = (old.start, new.start);
    let end = Run { old: old.end, new: new.end, len: 0 };
    for run in runs.iter().chain([&end]) {
        if old_at < run.old || new_at < run.new {
            holes.push(Hole { old: old_at..run.old, new: new_at..run.new });
        }
        (old_at, new_at) = (run.old + run.len, run.new + run.len);
    }
    holes
}

/// Takes the equal beginning and the equal end off a part.
fn trim(old: &[u32], new: &[u32], hole: Hole, runs: &mut Vec<Run>) -> Hole {
    let Hole { old: mut a, new: mut b } = hole;
    let prefix = old[a.clone()].iter().zip(&new[b.clone()]).take_while(|(x, y)| x == y).count();
    if prefix > 0 {
        runs.push(Run { old: a.start, new: b.start, len: prefix });
    }
    (a.start, b.start) = (a.start + prefix, b.start + prefix);
    let suffix = old[a.clone()].iter().rev().zip(new[b.clone()].iter().rev()).take_while(|(x, y)| x == y).count();
    (a.end, b.end) = (a.end - suffix, b.end - suffix);
    if suffix > 0 {
        runs.push(Run { old: a.end, new: b.end, len: suffix });
    }
    Hole { old: a, new: b }
}

/// Like single anchors, but of several numbers in a row: where words repeat, their order may not.
///
/// Each anchor is the first number of its row. Rows are told apart by hash; that the first numbers are equal is checked.
fn shingles(old: &[u32], new: &[u32], hole: &Hole) -> Vec<(usize, usize)> {
    for length in SHINGLES {
        // For each row: how often it stands in either range, and where it was seen last.
        let mut seen: FxHashMap<u64, (Seen, usize)> = FxHashMap::default();
        for at in starts(&hole.old, length) {
            let (seen, _) = seen.entry(hash(&old[at..at + length])).or_default();
            (seen.old_count, seen.old) = (seen.old_count + 1, at);
        }
        for at in starts(&hole.new, length) {
            if let Some((seen, new_at)) = seen.get_mut(&hash(&new[at..at + length])) {
                (seen.new_count, *new_at) = (seen.new_count + 1, at);
            }
        }
        let lone = seen.into_values().filter(|(seen, _)| seen.old_count == 1 && seen.new_count == 1);
        let mut pairs: Vec<(usize, usize)> =
            lone.map(|(seen, new_at)| (seen.old, new_at)).filter(|&(old_at, new_at)| old[old_at] == new[new_at]).collect();
        pairs.sort_unstable_by_key(|pair| pair.1);
        let anchors = longest_rise(&pairs);
        if !anchors.is_empty() {
            return anchors;
        }
    }
    Vec::new()
}

fn starts(range: &Range<usize>, length: usize) -> Range<usize> {
    range.start..(range.end + 1).saturating_sub(length).max(range.start)
}

fn hash(row: &[u32]) -> u64 {
    let mut hasher = FxHasher::default();
    row.iter().for_each(|&number| hasher.write_u32(number));
    hasher.finish()
}

/// Cuts a part at the middle of both of its ranges.
fn halves(hole: &Hole) -> [Hole; 2] {
    let middle = |range: &Range<usize>| range.start + range.len() / 2;
    let (old, new) = (middle(&hole.old), middle(&hole.new));
    [Hole { old: hole.old.start..old, new: hole.new.start..new }, Hole { old: old..hole.old.end, new: new..hole.new.end }]
}

fn split(hole: &Hole, anchors: &[(usize, usize)], level: u8, runs: &mut Vec<Run>, boxes: &mut Vec<(Hole, u8)>) {
    let (mut old_at, mut new_at) = (hole.old.start, hole.new.start);
    for &(old, new) in anchors {
        runs.push(Run { old, new, len: 1 });
        boxes.push((Hole { old: old_at..old, new: new_at..new }, level));
        (old_at, new_at) = (old + 1, new + 1);
    }
    boxes.push((Hole { old: old_at..hole.old.end, new: new_at..hole.new.end }, level));
}

/// The longest subsequence whose first members rise; the second members rise already.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].0 < pair.0);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |&at| before[at]).map(|at| pairs[at]).collect();
    chain.reverse();
    chain
}

/// Joins runs that touch.
pub(super) fn join(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.old + last.len == run.old && last.new + last.len == run.new => last.len += run.len,
            _ => joined.push(run),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn aligned(old: &[u32], new: &[u32]) -> Vec<(usize, usize, usize)> {
        Aligner::default().runs(old, new).into_iter().map(|run| (run.old, run.new, run.len)).collect()
    }

    #[test]
    fn the_ends_are_trimmed_and_the_middle_is_searched() {
        assert_eq!(aligned(&[1, 2, 3, 4], &[1, 9, 3, 4]), [(0, 0, 1), (2, 2, 2)]);
        assert_eq!(aligned(&[1, 2, 3], &[1, 2, 3]), [(0, 0, 3)]);
        assert_eq!(aligned(&[], &[1]), []);
        let runs = Aligner::default().runs(&[1, 2], &[2, 5]);
        assert_eq!(holes(&runs, 0..2, 0..2), [Hole { old: 0..1, new: 0..0 }, Hole { old: 2..2, new: 1..2 }]);
    }

    #[test]
    fn unique_numbers_are_anchors_in_large_parts() {
        let old: Vec<u32> = (0..500).collect();
        let mut new = old.clone();
        new.rotate_left(100);
        assert_eq!(aligned(&old, &new), [(100, 0, 400)]);
    }

    #[test]
    fn large_parts_without_anchors_are_searched_in_bounded_time() {
        let old: Vec<u32> = (0..20_000u32).map(|n| n.wrapping_mul(2_654_435_761) >> 29).collect();
        let new: Vec<u32> = (0..20_000u32).map(|n| n.wrapping_mul(2_246_822_519) >> 29).collect();
        let mut aligner = Aligner::default();
        let runs = aligner.runs(&old, &new);
        assert!(aligner.is_coarse);
        assert!(runs.iter().map(|run| run.len).sum::<usize>() > 5_000);
    }

    #[test]
    fn rows_are_anchors_where_no_number_stands_once() {
        let mut state = 1u32;
        let old: Vec<u32> = std::iter::repeat_with(|| {
            for shift in [-13, 17, -5i32] {
                state ^= if shift < 0 { state << -shift } else { state >> shift };
            }
            state >> 24
        })
        .take(200_000)
        .collect();
        let new: Vec<u32> = old.iter().enumerate().map(|(at, &n)| if at % 10 == 0 { n ^ 1 } else { n }).collect();
        let runs = Aligner::default().runs(&old, &new);
        assert!(runs.iter().map(|run| run.len).sum::<usize>() >= 180_000);
    }

    #[test]
    fn parts_of_any_size_are_cut_until_they_can_be_searched() {
        let (old, new) = (vec![1, 2].repeat(100_000), vec![2, 1, 1].repeat(60_000));
        let mut aligner = Aligner::default();
        assert!(aligner.runs(&old, &new).iter().map(|run| run.len).sum::<usize>() > 50_000);
        assert!(aligner.is_coarse);
    }

    proptest! {
        #[test]
        fn runs_are_equal_rise_and_leave_nothing_to_join(
            old in prop::collection::vec(0u32..12, 0..200),
            new in prop::collection::vec(0u32..12, 0..200),
        ) {
            let runs = Aligner::default().runs(&old, &new);
            for run in &runs {
                prop_assert_eq!(&old[run.old..run.old + run.len], &new[run.new..run.new + run.len]);
            }
            for pair in runs.windows(2) {
                prop_assert!(pair[0].old + pair[0].len <= pair[1].old && pair[0].new + pair[0].len <= pair[1].new);
                prop_assert!(pair[0].old + pair[0].len < pair[1].old || pair[0].new + pair[0].len < pair[1].new);
            }
        }
    }
}
