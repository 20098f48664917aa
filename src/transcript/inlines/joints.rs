//! Line ends in running text.

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        inlines::{Inline, LineEnds},
        layout::Layout,
        pages,
    },
};

/// The white space between the lines of a piece of running text.
pub(super) struct Joints<'j> {
    pub(super) text: &'j str,
    pub(super) layout: &'j Layout,
    /// The lines that it stands before, without those that were met.
    pub(super) lines: std::ops::Range<usize>,
    /// The piece.
    pub(super) span: Span,
    pub(super) line_ends: LineEnds,
}

impl Joints<'_> {
    /// The next joint, if it begins before a byte.
    fn next_before(&mut self, end: usize) -> Option<Span> {
        while let line = self.lines.start
            && line < self.lines.end
        {
            let joint = Span::new(self.layout.lines[line - 1].content.end, self.layout.lines[line].content.start);
            if joint.start >= end {
                return None;
            }
            self.lines.start += 1;
            if self.span.contains(joint) {
                return Some(joint);
            }
        }
        None
    }

    /// Writes text, with its line ends as they are wanted.
    pub(super) fn text(&mut self, span: Span, out: &mut Vec<Inline>) {
        let mut at = span.start;
        while let Some(joint) = self.next_before(span.end) {
            if joint.start < at {
                continue;
            }
            let as_it_stands = &self.text[joint.range()] == "\n";
            let ends_page = self.text[joint.range()].contains('\u{c}');
            match self.line_ends {
                _ if ends_page => {
                    self.stretch(Span::new(at, joint.start), out);
                    out.push(Inline::Space { span: joint, with: "\n" });
                    out.push(Inline::PageTurn(Certainty::High));
                }
                LineEnds::Keep if self.breaks_word(joint) => {
                    self.stretch(Span::new(at, joint.start), out);
                    out.push(Inline::BrokenWord);
                    out.push(Inline::Space { span: joint, with: "" });
                }
                LineEnds::Keep if as_it_stands => continue,
                LineEnds::Keep => {
                    self.stretch(Span::new(at, joint.start), out);
                    out.push(Inline::Space { span: joint, with: "\n" });
                }
                LineEnds::Space => {
                    self.stretch(Span::new(at, joint.start), out);
                    out.push(Inline::Space { span: joint, with: " " });
                }
                LineEnds::Mark => {
                    self.stretch(Span::new(at, joint.start), out);
                    out.push(Inline::LineEnd);
                    out.push(Inline::Space { span: joint, with: "\n" });
                }
            }
            at = joint.end;
        }
        self.stretch(Span::new(at, span.end), out);
    }

    /// Writes text in which none of the joints stands. A vertical tab or a form feed that ends no line of these is layout all the same:
    /// XML cannot carry it.
    fn stretch(&self, span: Span, out: &mut Vec<Inline>) {
        let mut at = span.start;
        while let Some(found) = memchr::memchr2(0x0b, 0x0c, &self.text.as_bytes()[at..span.end]) {
            push_text(Span::new(at, at + found), out);
            out.push(Inline::Space { span: Span::new(at + found, at + found + 1), with: " " });
            at += found + 1;
        }
        push_text(Span::new(at, span.end), out);
    }

    /// Leaves out the joints in bytes that become markup.
    pub(super) fn skip(&mut self, span: Span) {
        while self.next_before(span.end).is_some() {}
    }

    /// Whether a hyphen divides a word at this line end: in text set at a width, between two small letters.
    fn breaks_word(&self, joint: Span) -> bool {
        let before = &self.text[..joint.start];
        self.layout.is_wrapped && pages::divides_word(before, &self.text[joint.end..])
    }
}

pub(super) fn push_text(span: Span, out: &mut Vec<Inline>) {
    if !span.is_empty() {
        out.push(Inline::Text(span));
    }
}
