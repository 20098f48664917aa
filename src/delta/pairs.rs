//! Pairs the elements of two documents over their shared text.

use std::{cmp::Reverse, collections::HashMap, ops::Range};

use crate::{
    delta::{
        align::{Aligner, holes},
        scale::{Fate, Scale},
        spine::{Gap, Part, Spine},
    },
    tei::{Flow, tei},
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
    /// An element was cut in two, or two were joined: this is one of the latter pieces, and that the whole.
    Piece(usize),
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
    /// The whole and the first of its pieces.
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
    /// Old elements and the new ones that they were cut into.
    pub(super) splits: Vec<(usize, Vec<usize>)>,
    /// Old elements and the new one that they were joined to.
    pub(super) merges: Vec<(Vec<usize>, usize)>,
}

/// One document with the measure that it shares with the other.
#[derive(Clone, Copy)]
pub(super) struct Measured<'a, 't> {
    pub(super) spine: &'a Spine<'t>,
    pub(super) scale: &'a Scale,
}

/// A key to find an element by name and the beginning of its range; and what it leads to: the end of it and the element.
type Starts = HashMap<(u32, u32), (u32, usize)>;

/// Where parts begin and end, and those that begin and end there, outermost first.
type Group = ((u32, Reverse<u32>), Vec<usize>);

/// The most pieces of one element that are told as a split or a merger.
const PIECES_LIMIT: usize = 100;

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
        pairs.cuts(old.spine, new.spine);
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
                    self.pair_all(&olds[hole.old], &news[hole.new], Tie::Renamed);
                }
            }
        }
    }

    fn pair_all(&mut self, olds: &[usize], news: &[usize], tie: Tie) {
        for (&old, &new) in olds.iter().zip(news) {
            self.pair(old, new, tie);
        }
    }

    fn pair(&mut self, old: usize, new: usize, tie: Tie) {
        self.old[old] = Lot::Pair(new, tie);
        self.new[new] = Lot::Pair(old, tie);
    }

    /// Finds elements that were cut into several of the same name, and the other way about.
    fn cuts(&mut self, old: &Spine<'_>, new: &Spine<'_>) {
        let mut news = starts(new, &self.new, &self.new_ranges);
        for part in lone(&self.old) {
            if let Some(pieces) = pieces(&mut news, old.parts[part].name, self.old_ranges[part]) {
                self.pair(part, pieces[0], Tie::Cut);
                mark_pieces(new, &mut self.new, &pieces[1..], part);
                self.splits.push((part, pieces));
            }
        }
        let mut olds = starts(old, &self.old, &self.old_ranges);
        for part in lone(&self.new) {
            if let Some(pieces) = pieces(&mut olds, new.parts[part].name, self.new_ranges[part]) {
                self.pair(pieces[0], part, Tie::Cut);
                mark_pieces(old, &mut self.old, &pieces[1..], part);
                self.merges.push((pieces, part));
            }
        }
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
fn lone(lots: &[Lot]) -> Vec<usize> {
    lots.iter().enumerate().filter(|(_, lot)| **lot == Lot::Tags).map(|(part, _)| part).collect()
}

/// Marks the latter pieces of a whole, and the labels with which they begin.
fn mark_pieces(spine: &Spine<'_>, lots: &mut [Lot], pieces: &[usize], whole: usize) {
    for &piece in pieces {
        lots[piece] = Lot::Piece(whole);
        let first = piece + 1;
        let is_label = |part: &Part<'_>| part.parent == piece && part.node.has_tag_name(tei("speaker"));
        if spine.parts.get(first).is_some_and(is_label) && lots[first] == Lot::Alone {
            lots[first] = Lot::Label;
        }
    }
}

fn starts(spine: &Spine<'_>, lots: &[Lot], ranges: &[(u32, u32)]) -> Starts {
    let around_words = lone(lots).into_iter().filter(|&part| ranges[part].0 < ranges[part].1);
    around_words.map(|part| ((spine.parts[part].name, ranges[part].0), (ranges[part].1, part))).collect()
}

/// The elements of a name that fill a range one after the other, two or more; they are taken out of `starts`.
fn pieces(starts: &mut Starts, name: u32, range: (u32, u32)) -> Option<Vec<usize>> {
    let mut pieces = Vec::new();
    let mut at = range.0;
    while at < range.1 && pieces.len() < PIECES_LIMIT {
        let &(end, piece) = starts.get(&(name, at))?;
        pieces.push((at, piece));
        at = end;
    }
    if at != range.1 || pieces.len() < 2 {
        return None;
    }
    for (start, _) in &pieces {
        starts.remove(&(name, *start));
    }
    Some(pieces.into_iter().map(|(_, piece)| piece).collect())
}
