//! The closer of a record: where it begins, and its lines.

use std::ops::Range;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, Decision,
        blocks::{Builder, Piece, frame::Role},
        closer::{self, CloserPart},
        dates,
        names::bare,
    },
};

impl Builder<'_> {
    /// The first piece of the closer, or the end.
    pub(super) fn closer_start(&mut self, pieces: &[Piece<'_>], last_label: Option<usize>) -> usize {
        let last_letter = pieces.iter().rposition(|piece| matches!(piece.role, Role::Letter(_)));
        let from = last_label.max(last_letter).map_or(0, |index| index + 1);
        let tail: Vec<Range<usize>> = pieces[from..].iter().map(|piece| piece.lines.clone()).collect();
        // Somebody who speaks, by the last word of a label.
        let is_known = |words: &str| {
            let last = |name: &str| name.split_whitespace().next_back().map(bare);
            self.names.iter().any(|name| last(name) == Some(bare(words)))
        };
        let Some((start, evidence)) = closer::find(self.text, self.layout, &tail, is_known) else { return pieces.len() };
        let start = from + start;
        // A closer ends something: after nothing, or after headings alone, the short lines are the text.
        if self.heading_count(&pieces[..start]) == start {
            return pieces.len();
        }
        self.decisions.push(Decision {
            kind: "closer",
            span: Span::new(pieces[start].start, pieces[pieces.len() - 1].end),
            value: "ends the record".to_owned(),
            evidence: vec!["short lines at the end that are no sentences".into(), evidence.into()],
            certainty: Certainty::High,
        });
        start
    }

    /// The lines of a closer.
    pub(super) fn closer(&mut self, pieces: &[Piece<'_>]) -> Block {
        let lines = pieces.iter().flat_map(|piece| piece.lines.clone());
        let mut parts = Vec::new();
        for line in lines {
            let content = self.layout.lines[line].content;
            if dates::heads_letter(&self.text[content.range()]) {
                parts.push(CloserPart::Dateline(closer::dated(&mut self.reader, line, content.start)));
            } else {
                parts.extend(closer::parts(&mut self.reader, line, content));
            }
        }
        Block::Closer(parts)
    }
}
