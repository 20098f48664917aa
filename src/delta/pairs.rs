//! Pairs the elements of two documents over their shared text.

use std::{cmp::Reverse, ops::Range};

use crate::{
    delta::{
        align::{Aligner, holes},
        cuts,
        scale::{Fate, Scale},
        spine::{Gap, Part, Spine},
    },
    tei::{Flow, holds_elements_only},
};

/// What became of an element, comment or processing instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lot {
    /// It stands in one document only, and so do the words that it is around.
    Alone,
    /// It is in something that stands in one document only, or amid words that do.
    Inside,
    /// It stands in one document only; the words that it is around, if any, stand in both.
    Tags,
    /// It has a partner.
    Pair(usize, Tie),
    /// An element was cut in two, or two were joined: this is a latter piece.
    Piece,
    /// The speaker's label of a latter piece, which came with the cut or went with the join.
    Label,
}

/// How much two partners have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// The same name around the same words.
    Same,
    /// Another name around the same words.
    Renamed,
    /// The same name around other words.
    Boundary,
    /// The first of elements that were cut and joined, in either document.
    Cut,
}

/// What became of all parts of both documents.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) old: Vec<Lot>,
    pub(super) new: Vec<Lot>,
    /// Where each part begins and ends in the shared measure.
    pub(super) old_ranges: Vec<(u32, u32)>,
    pub(super) new_ranges: Vec<(u32, u32)>,
    /// Cuts: the old element, and the new one that begins where it was cut.
    pub(super) splits: Vec<(usize, usize)>,
    /// Joins: the old element that lost its beginning, and the new one in which it is.
    pub(super) merges: Vec<(usize, usize)>,
}

/// One document with the measure that it shares with the other.
#[derive(Clone, Copy)]
pub(super) struct Measured<'a, 't> {
    pub(super) spine: &'a Spine<'t>,
    pub(super) scale: &'a Scale,
}

/// Where parts begin and end, and those that begin and end there, outermost first.
type Group = ((u32, Reverse<u32>), Vec<usize>);

impl Pairs {
    /// Pairs all parts.
    pub(super) fn of(old: Measured<'_, '_>, new: Measured<'_, '_>, aligner: &mut Aligner) -> Pairs {
        let (old_ranges, new_ranges) = (old.ranges(), new.ranges());
        let mut pairs = Pairs {
            old: old.lots(&old_ranges),
            new: new.lots(&new_ranges),
            old_ranges,
            new_ranges,
            splits: Vec::new(),
            merges: Vec::new(),
        };
        pairs.same_ranges(old.spine, new.spine, aligner);
        cuts::find(&mut pairs, old.spine, new.spine);
        pairs.boundaries(old.spine, new.spine);
        pairs
    }

    /// Pairs parts that are around the same words, or stand at the same place around none.
    fn same_ranges(&mut self, old: &Spine<'_>, new: &Spine<'_>, aligner: &mut Aligner) {
        let (old_groups, new_groups) = (groups(&self.old, &self.old_ranges), groups(&self.new, &self.new_ranges));
        let mut new_groups = new_groups.into_iter().peekable();
        for (key, old_members) in old_groups {
            while new_groups.next_if(|(other, _)| *other < key).is_some() {}
            if let Some((_, new_members)) = new_groups.next_if(|(other, _)| *other == key) {
                let is_point = key.0 == key.1.0;
                self.group(old, new, &old_members, &new_members, is_point, aligner);
            }
        }
    }

    /// Pairs the parts of one range, outermost first: those that are the same, then those of one name, then the rest.
    fn group(&mut self, old: &Spine<'_>, new: &Spine<'_>, olds: &[usize], news: &[usize], is_point: bool, aligner: &mut Aligner) {
        let key = |members: &[usize], of: &dyn Fn(usize) -> u32| members.iter().map(|&part| of(part)).collect::<Vec<u32>>();
        let old_keys = key(olds, &|part| old.signatures[part]);
        let new_keys = key(news, &|part| new.signatures[part]);
        let runs = aligner.runs(&old_keys, &new_keys);
        for run in &runs {
            self.pair_all(&olds[run.old..run.old + run.len], &news[run.new..run.new + run.len], Tie::Same);
        }
        for hole in holes(&runs, 0..olds.len(), 0..news.len()) {
            let (olds, news) = (&olds[hole.old], &news[hole.new]);
            let (old_keys, new_keys) = (key(olds, &|part| old.parts[part].name), key(news, &|part| new.parts[part].name));
            let runs = aligner.runs(&old_keys, &new_keys);
            for run in &runs {
                self.pair_all(&olds[run.old..run.old + run.len], &news[run.new..run.new + run.len], Tie::Same);
            }
            // What is around no words is told apart by its name alone.
            if !is_point {
                for hole in holes(&runs, 0..olds.len(), 0..news.len()) {
                    self.rename((old, &olds[hole.old]), (new, &news[hole.new]));
                }
            }
        }
    }

    /// Pairs elements of different names; what holds elements only does not become what holds words.
    fn rename(&mut self, (old, olds): (&Spine<'_>, &[usize]), (new, news): (&Spine<'_>, &[usize])) {
        for is_frame in [true, false] {
            let of_sort = |spine: &Spine<'_>, parts: &[usize]| -> Vec<usize> {
                parts.iter().copied().filter(|&part| holds_elements_only(spine.parts[part].node) == is_frame).collect()
            };
            self.pair_all(&of_sort(old, olds), &of_sort(new, news), Tie::Renamed);
        }
    }

    fn pair_all(&mut self, olds: &[usize], news: &[usize], tie: Tie) {
        for (&old, &new) in olds.iter().zip(news) {
            self.pair(old, new, tie);
        }
    }

    pub(super) fn pair(&mut self, old: usize, new: usize, tie: Tie) {
        self.old[old] = Lot::Pair(new, tie);
        self.new[new] = Lot::Pair(old, tie);
    }

    /// Pairs what is left where the names are the same and the words overlap, in the order of the text.
    fn boundaries(&mut self, old: &Spine<'_>, new: &Spine<'_>) {
        let sorted = |spine: &Spine<'_>, lots: &[Lot], ranges: &[(u32, u32)]| {
            let mut parts = lone(lots);
            parts.retain(|&part| ranges[part].0 < ranges[part].1);
            parts.sort_by_key(|&part| (spine.parts[part].name, ranges[part].0, Reverse(ranges[part].1)));
            parts
        };
        let olds = sorted(old, &self.old, &self.old_ranges);
        let mut news = sorted(new, &self.new, &self.new_ranges).into_iter().peekable();
        for part in olds {
            let (name, range) = (old.parts[part].name, self.old_ranges[part]);
            let is_before = |&other: &usize| {
                let (other_name, other_range) = (new.parts[other].name, self.new_ranges[other]);
                (other_name, other_range.1) <= (name, range.0)
            };
            while news.next_if(is_before).is_some() {}
            let overlaps = |&other: &usize| new.parts[other].name == name && self.new_ranges[other].0 < range.1;
            if let Some(other) = news.next_if(overlaps) {
                self.pair(part, other, Tie::Boundary);
            }
        }
    }
}

impl Measured<'_, '_> {
    fn ranges(self) -> Vec<(u32, u32)> {
        self.spine.parts.iter().map(|part| (self.scale.shared(part.from), self.scale.shared(part.to))).collect()
    }

    /// What can be told from one document alone: which parts went, or came, with all their words.
    fn lots(self, ranges: &[(u32, u32)]) -> Vec<Lot> {
        let parts = &self.spine.parts;
        let mut lots: Vec<Lot> = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let is_in_one = part.parent != index && matches!(lots[part.parent], Lot::Alone | Lot::Inside);
            lots.push(if is_in_one {
                Lot::Inside
            } else if part.parent == index || !self.lost_its_words(part, ranges[index]) {
                Lot::Tags
            } else if part.flow != Flow::Block && self.is_amid(part) {
                Lot::Inside
            } else {
                Lot::Alone
            });
        }
        lots
    }

    fn lost_its_words(self, part: &Part<'_>, range: (u32, u32)) -> bool {
        part.from < part.to && range.0 == range.1 && self.scale.fate(part.from) == Fate::Alone
    }

    /// Whether words beside an element in the same block stand in one document only as its own do.
    fn is_amid(self, part: &Part<'_>) -> bool {
        let Range { start, end } = self.spine.words_in(part.from, part.to);
        let is_near = |at: usize| self.spine.words.get(at).is_some_and(|word| word.gap < Gap::Tag);
        let before = part.from.checked_sub(1).is_some_and(|ink| self.scale.fate(ink) == Fate::Alone);
        let after = part.to < self.spine.ink && self.scale.fate(part.to) == Fate::Alone;
        (before && is_near(start)) || (after && is_near(end))
    }
}

/// The parts that may have a partner, by their range: those that begin first and, of these, those that end last come first.
fn groups(lots: &[Lot], ranges: &[(u32, u32)]) -> Vec<Group> {
    let key = |part: usize| (ranges[part].0, Reverse(ranges[part].1));
    let mut parts = lone(lots);
    parts.sort_by_key(|&part| key(part));
    let mut groups: Vec<Group> = Vec::new();
    for part in parts {
        match groups.last_mut() {
            Some((last, members)) if *last == key(part) => members.push(part),
            _ => groups.push((key(part), vec![part])),
        }
    }
    groups
}

/// The parts without a partner whose words stand in both documents, or that are around none.
pub(super) fn lone(lots: &[Lot]) -> Vec<usize> {
    lots.iter().enumerate().filter(|(_, lot)| **lot == Lot::Tags).map(|(part, _)| part).collect()
}
