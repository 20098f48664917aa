//! The closer of a record: where it begins, and its lines.

use std::ops::Range;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, Decision,
        blocks::{Builder, Piece},
        closer::{self, CloserPart},
        inlines::{self, Inline, LineEnds},
        makers,
    },
};

impl Builder<'_> {
    /// The first piece of the closer, or the end.
    pub(super) fn closer_start(&mut self, pieces: &[Piece<'_>], last_label: Option<usize>) -> usize {
        let from = last_label.map_or(0, |index| index + 1);
        let tail: Vec<Range<usize>> = pieces[from..].iter().map(|piece| piece.lines.clone()).collect();
        let Some(start) = closer::find(self.text, self.layout, &tail) else { return pieces.len() };
        let start = from + start;
        // A closer ends something: after nothing, or after headings alone, the short lines are the text.
        if self.heading_count(&pieces[..start]) == start {
            return pieces.len();
        }
        self.decisions.push(Decision {
            kind: "closer",
            span: Span::new(pieces[start].start, pieces[pieces.len() - 1].end),
            value: "ends the record".to_owned(),
            evidence: vec![
                "short lines at the end that are no sentences".into(),
                "one of them states a signature or a seal".into(),
            ],
            certainty: Certainty::High,
        });
        start
    }

    /// The lines of a closer.
    pub(super) fn closer(&mut self, pieces: &[Piece<'_>]) -> Block {
        let mut parts = Vec::new();
        for line in pieces.iter().flat_map(|piece| piece.lines.clone()) {
            let mut content = self.layout.lines[line].content;
            // `Signed: Ann Cole`, `Записал: А. Сидоров`: the word, and who signs.
            let words = &self.text[content.range()];
            let maker = || makers::stated(words).map(|(_, name)| name).filter(|name| words.ends_with(name));
            if let Some(name) = closer::signed_by(words).or_else(maker) {
                let start = content.end - name.len();
                let lead = Span::new(content.start, content.start + self.text[content.start..start].trim_end().len());
                parts.push(CloserPart::new(closer::LineKind::Other, vec![Inline::Text(lead)]));
                content.start = start;
            }
            let kind = closer::kind(&self.text[content.range()]);
            let inlines = match kind {
                // The words of a signature or a seal keep their brackets, and are no gloss.
                closer::LineKind::Signature | closer::LineKind::Seal => vec![Inline::Text(content)],
                // No direction stands in a name or a signature.
                _ => inlines::without_directions(self.reader.read(&(line..line + 1), content.start, LineEnds::Keep)),
            };
            parts.push(CloserPart::new(kind, inlines));
        }
        Block::Closer(parts)
    }
}
