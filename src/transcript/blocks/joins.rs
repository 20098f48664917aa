//! Paragraphs that page turns cut.

use std::borrow::Cow;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Decision, TOLD, attendance,
        blocks::{Builder, Piece, frame::Role, is_direction},
        inlines::Inline,
        layout::Paragraphing,
        pages,
    },
};

impl Builder<'_> {
    /// One paragraph, with those that page turns cut off from it; gives how many pieces it takes.
    pub(super) fn joined(&mut self, pieces: &[Piece<'_>]) -> (Vec<Inline>, usize) {
        let mut inlines = self.read(&pieces[0]);
        let mut last = 0;
        loop {
            // The mark of a page and a running head may stand between the two parts.
            let is_between = |piece: &&Piece<'_>| self.layout.furniture(piece.lines.start).is_some();
            let next = last + 1 + pieces[last + 1..].iter().take_while(is_between).count();
            let Some(after) = pieces.get(next).filter(|piece| piece.label.is_none() && piece.role == Role::Text) else { break };
            let is_marked = next > last + 1;
            let found = if is_marked && self.is_one_run(&pieces[last..=next]) {
                Some((Certainty::High, vec!["no blank line stands beside the mark of a page".into()]))
            } else {
                self.cut(&pieces[last], after, is_marked)
            };
            let Some((certainty, evidence)) = found else { break };
            let (end, start) = (pieces[last].end, after.start);
            if is_marked {
                let is_inside_word = pages::divides_word(&self.text[..end], &self.text[start..]);
                let with = if is_inside_word { "" } else { " " };
                inlines.push(Inline::Space { span: Span::new(end, pieces[last + 1].start), with });
                for piece in &pieces[last + 1..next] {
                    let furniture = self.layout.furniture(piece.lines.start);
                    inlines.extend(furniture.into_iter().flat_map(|furniture| furniture.inlines(is_inside_word)));
                }
            } else {
                inlines.push(Inline::Space { span: Span::new(end, start), with: " " });
                inlines.push(Inline::PageTurn(certainty));
            }
            let value = "one paragraph, cut by a page turn".to_owned();
            self.decisions.push(Decision { kind: "page-join", span: Span::new(end, start), value, evidence, certainty });
            inlines.extend(self.read(after));
            last = next;
        }
        (inlines, last + 1)
    }

    /// Whether no blank line, and no indent of a first line, parts some pieces of a text whose paragraphs have several lines.
    fn is_one_run(&self, pieces: &[Piece<'_>]) -> bool {
        let indent = |piece: &Piece<'_>, line: usize| self.layout.lines[piece.lines.start + line].indent();
        let (first, last) = (&pieces[0], &pieces[pieces.len() - 1]);
        let is_indented =
            self.layout.paragraphing == Paragraphing::Indents && indent(last, 0) >= indent(first, first.lines.len() - 1) + 2;
        self.layout.paragraphing != Paragraphing::Lines
            && !is_indented
            && pieces.windows(2).all(|pair| pair[0].lines.end == pair[1].lines.start)
    }

    /// Whether a page turn cuts a sentence between two pieces; only where paragraphs end at blank lines, since elsewhere the
    /// next line is the next paragraph.
    fn cut(&self, before: &Piece<'_>, after: &Piece<'_>, is_marked: bool) -> Option<(Certainty, Vec<Cow<'static, str>>)> {
        // What belongs to the edition may stand between: it is no part of a paragraph.
        let is_apart = !self.layout.lines[before.lines.end..after.lines.start].iter().all(|line| line.is_blank());
        if self.layout.paragraphing == Paragraphing::Lines || is_apart && !is_marked {
            return None;
        }
        let line = |index: usize| &self.text[self.layout.lines[index].content.range()];
        let words = self.words(before);
        if let Some(is_joined) = pages::told(self.joins, self.text, Span::new(before.end, after.start)) {
            return is_joined.then(|| (Certainty::High, vec![TOLD.into()]));
        }
        if is_marked && let Some(found) = pages::joins_over_mark(words, self.words(after)) {
            return Some(found);
        }
        // A last line that is far shorter than the others was not cut by the end of a page.
        let last = line(before.lines.end - 1);
        let is_short_last = before.lines.len() > 1 && last.chars().take(40).count() < 40 && self.layout.is_wrapped;
        if is_short_last {
            return None;
        }
        let (certainty, mut evidence) = pages::joins(words, self.words(after), self.habits)?;
        if is_direction(self.words(after)) || attendance::heads_list(self.words(after)) {
            return None;
        }
        if self.form_feed_between(before, after) {
            evidence.push("a form feed stands between".into());
            return Some((Certainty::High, evidence));
        }
        Some((certainty, evidence))
    }
}
