//! Plays have blocks of their own, made with the same means.

use std::{cell::Cell, ops::Range};

use rustc_hash::FxHashSet;

use crate::transcript::{
    Block,
    blocks::Builder,
    cast::CastList,
    labels::Label,
    play::{Learned, Play},
};

impl Builder<'_> {
    /// Builds the blocks of a play.
    pub(in crate::transcript) fn build_play(
        &mut self,
        casts: &[CastList],
        learned: &Learned,
        names: &FxHashSet<String>,
        labels: &[Label],
        skipped: &[Range<usize>],
        lines: Range<usize>,
    ) -> Vec<Block> {
        let (text, layout) = (self.text, self.layout);
        self.decide_letters();
        let Builder { reader, persons, decisions, letters, headings: told, .. } = self;
        let last_bracket = Cell::default();
        Play { text, layout, labels, casts, learned, names, letters, told, skipped, last_bracket, reader, persons, decisions }
            .build(lines)
    }
}
