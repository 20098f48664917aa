//! What is being put together of a play: the divisions that are open, and the speech.

use crate::{
    tei::document::Certainty,
    transcript::{Block, headings::Rank, labels::Label, verse::Setting},
};

/// What is being put together.
#[derive(Default)]
pub(super) struct Assembly {
    /// The divisions that are open, with the rank of each, and the blocks of each; the first is the whole play.
    pub(super) open: Vec<(Option<Rank>, &'static str, Vec<Block>)>,
    pub(super) turn: Option<Turn>,
    /// The number of the passage before, if it was prose that may go on.
    pub(super) is_after_blank: bool,
    pub(super) setting: Setting,
    pub(super) last_was_verse: bool,
    /// Whether the scene is verse throughout.
    pub(super) is_verse_scene: bool,
}

/// A speech that is not yet at its end.
pub(super) struct Turn {
    pub(super) label: Label,
    pub(super) person: usize,
    pub(super) certainty: Option<Certainty>,
    /// What is said and done, each with whether a blank line stands before it.
    pub(super) blocks: Vec<(Block, bool)>,
    /// Where the last words end.
    pub(super) end: usize,
}

impl Assembly {
    /// The blocks of the innermost division.
    pub(super) fn blocks(&mut self) -> &mut Vec<Block> {
        &mut self.open.last_mut().expect("the play itself is open until the end").2
    }

    pub(super) fn push(&mut self, block: Block) {
        let is_after_blank = self.is_after_blank;
        match &mut self.turn {
            Some(turn) => turn.blocks.push((block, is_after_blank)),
            None => self.blocks().push(block),
        }
    }

    pub(super) fn close(&mut self) {
        if self.open.len() > 1
            && let Some((_, kind, blocks)) = self.open.pop()
        {
            self.blocks().push(Block::Division { kind, blocks });
        }
    }

    /// Closes the scenes of the act that is open.
    pub(super) fn close_scenes(&mut self) {
        let has_act = self.open.iter().any(|open| open.0 == Some(Rank::Act));
        while has_act && self.open.last().is_some_and(|open| open.0 == Some(Rank::Scene)) {
            self.close();
        }
    }

    /// Opens a division inside those of higher rank; a part without a word for it stands in the act that is open.
    pub(super) fn open_division(&mut self, rank: Option<Rank>, heading: Block) {
        let level = |rank: Option<Rank>| rank.unwrap_or(Rank::Scene);
        // At the very beginning, a heading belongs to the play.
        let is_title =
            rank.is_none() && self.open.len() == 1 && self.blocks().iter().all(|block| matches!(block, Block::Heading { .. }));
        if is_title {
            return self.blocks().push(heading);
        }
        while self.open.len() > 1 && level(self.open.last().and_then(|open| open.0)) >= level(rank) {
            self.close();
        }
        self.open.push((Some(level(rank)), kind(rank), vec![heading]));
    }

    /// Marks the last line of verse as the first part of one that goes on.
    pub(super) fn split_last_line(&mut self) {
        let Some(Block::Turn { blocks, .. }) = self.blocks().iter_mut().rev().find(|block| matches!(block, Block::Turn { .. }))
        else {
            return;
        };
        let last = blocks.iter_mut().rev().find_map(|block| match block {
            Block::Verse(lines) => lines.last_mut(),
            _ => None,
        });
        if let Some(line) = last {
            line.part = Some(if line.part == Some("F") { "M" } else { "I" });
        }
    }
}

/// The kind of division, as TEI names it.
pub(super) fn kind(rank: Option<Rank>) -> &'static str {
    match rank {
        Some(Rank::Act) => "act",
        Some(Rank::Scene) => "scene",
        None => "part",
    }
}
