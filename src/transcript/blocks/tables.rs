//! Tables between the paragraphs of a record.

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block,
        blocks::{Builder, Piece, frame::Role},
        inlines::{Inline, LineEnds},
        tables::{self, Row},
    },
};

impl Builder<'_> {
    /// The table that some of the pieces are, and how many it takes; the lines of one may be paragraphs of their own.
    pub(super) fn table(&mut self, pieces: &[Piece<'_>], before: Option<&Piece<'_>>) -> Option<(Block, usize)> {
        let could_be = |piece: &Piece<'_>| {
            let is_whole = piece.start == self.layout.lines[piece.lines.start].content.start;
            piece.label.is_none() && piece.role == Role::Text && is_whole && tables::could_be_row(self.line(piece.lines.start))
        };
        // Lines are looked at once: those right below others of the kind were.
        let first = pieces.first().filter(|piece| could_be(piece))?;
        if before.is_some_and(|before| before.lines.end == first.lines.start && could_be(before)) {
            return None;
        }
        let follows = |pair: &&[Piece<'_>]| pair[0].lines.end == pair[1].lines.start && could_be(&pair[1]);
        let taken = 1 + pieces.windows(2).take_while(follows).count();
        let table = tables::read(self.text, self.layout, first.lines.start..pieces[taken - 1].lines.end)?;
        let place = (first.start, pieces[taken - 1].end);
        let value = format!("a table of {} rows and {} columns", table.rows.len(), table.rows[0].cells.len());
        self.decide("table", place, value, vec!["the same columns are on all its lines".into()], Certainty::Medium);
        let rows = table.rows.iter().map(|row| self.cells(row)).collect();
        Some((Block::Table { has_names: table.has_names, rows }, taken))
    }

    fn cells(&mut self, row: &Row) -> Vec<Vec<Inline>> {
        let lines = row.line..row.line + 1;
        let marks = |bars: Option<&Vec<Span>>| bars.into_iter().flatten().map(|bar| Inline::Markup(*bar)).collect::<Vec<_>>();
        let mut cells: Vec<Vec<Inline>> = Vec::with_capacity(row.cells.len());
        for (index, cell) in row.cells.iter().enumerate() {
            let mut inlines = marks(row.bars.get(index));
            if !cell.is_empty() {
                inlines.extend(self.reader.read_span(*cell, &lines, LineEnds::Keep));
            }
            cells.push(inlines);
        }
        if let Some(last) = cells.last_mut() {
            last.extend(marks(row.bars.get(row.cells.len())));
        }
        cells
    }
}
