//! The parts of a play: from lines to title, list of persons, acts, scenes, speeches, directions, verse and prose.

mod assembly;
mod build;
mod items;
mod learned;
mod letters;
mod numbered;
mod passages;
mod settings;

use std::{cell::Cell, ops::Range};

use rustc_hash::FxHashSet;

pub(super) use learned::{Learned, add_told, learn};
pub(super) use numbered::add_numbered;

use crate::transcript::{
    Decision, cast::CastList, correspondence::Letter, inlines::Reader, labels::Label, layout::Layout, persons::Persons,
};

/// What the parts of a play are made with.
pub(super) struct Play<'p, 'r> {
    pub(super) text: &'p str,
    pub(super) layout: &'p Layout,
    pub(super) labels: &'p [Label],
    pub(super) casts: &'p [CastList],
    /// The words of all labels, in lower case.
    pub(super) names: &'p FxHashSet<String>,
    /// The headings that were learned from the file.
    pub(super) learned: &'p Learned,
    /// What somebody said of lines: whether they head parts.
    pub(super) told: &'p [(String, bool)],
    /// The letters that are read out, in order.
    pub(super) letters: &'p [Letter],
    /// The lines of notes, in order.
    pub(super) skipped: &'p [Range<usize>],
    /// Where brackets were looked for last, the line before which they had to end, and the line after them: a place is asked
    /// about as the end of a passage, and again as a beginning.
    pub(super) last_bracket: Cell<(usize, usize, Option<usize>)>,
    pub(super) reader: &'p mut Reader<'r>,
    pub(super) persons: &'p mut Persons,
    pub(super) decisions: &'p mut Vec<Decision>,
}
