//! Where a letter ends: at its valediction and signature, at the quotation mark that closes it, with its indent, or with the speech.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        correspondence::{find::Scan, words},
        pages::ends_sentence,
    },
};

/// The most lines of a valediction that is a sentence, and of a signature.
const FORMULA_LINES: usize = 6;
const SIGNATURE_LINES: usize = 5;

/// How many lines before a letter tell the margin.
const MARGIN_LINES: usize = 3;

/// The columns that a letter stands away from the text around it.
const INDENT: usize = 2;

/// The end of a letter: where its text ends, and what stands below it.
pub(super) struct End {
    /// After the last line of the text.
    pub(super) body_end: usize,
    pub(super) valediction: Option<Span>,
    pub(super) closing: Range<usize>,
    /// Whether a name stands below the text.
    pub(super) is_signed: bool,
}

impl Scan<'_> {
    /// The valediction between two lines, with the signature below it; nothing where another letter begins before it.
    pub(super) fn valediction(&self, from: usize, to: usize) -> Option<End> {
        for line in from..to {
            if self.is_blank(line) || !self.begins_anew(line) {
                continue;
            }
            let words = self.words(line);
            let content = self.layout.lines[line].content;
            if let Some(end) = words::valediction(words) {
                let has_name = end < words.len();
                // `With kind regards,` and `Yours,` below it.
                let is_whole =
                    |next: &usize| words::valediction(self.words(*next)).is_some_and(|end| end == self.words(*next).len());
                let more = if has_name { 0 } else { (line + 1..to).take_while(is_whole).count() };
                let last = line + more;
                let end = if more > 0 { self.layout.lines[last].content.end } else { content.start + end };
                let closing_end = self.signature_end(last + 1, to);
                return Some(End {
                    body_end: line,
                    valediction: Some(Span::new(content.start, end)),
                    closing: line..closing_end,
                    is_signed: has_name || closing_end > last + 1,
                });
            }
            if words::formula(words)
                && let Some(end) = self.of_formula(line, to)
            {
                return Some(end);
            }
            if words::salutation(words).is_some() {
                return None;
            }
        }
        None
    }

    /// A valediction that is a sentence, with the signature below it, or at the end of all.
    fn of_formula(&self, line: usize, to: usize) -> Option<End> {
        let is_open = |&next: &usize| !self.is_blank(next) && !self.words(next - 1).ends_with(['.', ',']);
        let last = line + (line + 1..to.min(line + FORMULA_LINES)).take_while(is_open).count();
        let closing_end = self.signature_end(last + 1, to);
        let is_last = self.trimmed(last + 1, to) == last + 1;
        (closing_end > last + 1 || is_last).then(|| End {
            body_end: line,
            valediction: Some(self.layout.span(&(line..last + 1))),
            closing: line..closing_end.max(last + 1),
            is_signed: closing_end > last + 1,
        })
    }

    /// After the lines of a signature, of which the first may stand below a blank line; the first of these lines, where none signs.
    fn signature_end(&self, from: usize, to: usize) -> usize {
        let mut end = from;
        let mut line = from;
        while line < to && end - from < SIGNATURE_LINES {
            if self.is_blank(line) {
                line += 1;
                continue;
            }
            let is_first = end == from;
            let stands_below = is_first || line == end || self.is_office(line);
            if !stands_below || !words::signs(self.words(line), is_first) {
                break;
            }
            line += 1;
            end = line;
        }
        end
    }

    /// Whether a line below a signature, apart from it, belongs to it: an office, a seal, a date.
    fn is_office(&self, line: usize) -> bool {
        use crate::transcript::{closer, dates};
        let words = self.words(line);
        !matches!(closer::kind(words), closer::LineKind::Name | closer::LineKind::Other) || dates::heads_letter(words)
    }

    /// The end of what a quotation mark encloses that opens at a line: the first line that closes it.
    pub(super) fn quoted_end(&self, from: usize, to: usize) -> Option<usize> {
        let closes = |line: &usize| {
            let words = self.words(*line);
            // A mark that also opened on this line closes no letter.
            let body = words.trim_end_matches(['.', ',']);
            body.ends_with(words::CLOSING) && {
                let last = body.chars().next_back().unwrap_or_default();
                body.matches(words::CLOSING).count() == 1 || !body[..body.len() - last.len_utf8()].contains(words::OPENING)
            }
        };
        (from..to).filter(|line| !self.is_blank(*line)).find(closes).map(|line| line + 1)
    }

    /// The end of the lines that are indented as the first of them is, against the text before it.
    pub(super) fn indented_end(&self, from: usize, to: usize) -> Option<usize> {
        let indent = |line: usize| self.layout.lines[line].indent();
        let before = self.before(from)?;
        let paragraph = (before.saturating_sub(MARGIN_LINES)..=before).rev().take_while(|line| !self.is_blank(*line));
        let margin = paragraph.map(indent).min()?;
        let is_inside = |line: &usize| self.is_blank(*line) || indent(*line) >= margin + INDENT;
        let end = from + (from..to).take_while(is_inside).count();
        let end = self.trimmed(from, end);
        (end > from + 1 && self.sets_paragraphs_apart()).then_some(end)
    }

    /// The end of a letter without a valediction: what is its last line, and whether that signs.
    pub(super) fn unsigned(&self, from: usize, end: usize) -> End {
        let last = end - 1;
        let before = self.before(last).filter(|before| *before >= from);
        let is_signed = words::signs(self.words(last), true)
            && !words::announces(self.words(last), false)
            && before.is_some_and(|before| ends_sentence(self.words(before)) && self.begins_anew(last));
        let body_end = if is_signed { last } else { end };
        End { body_end, valediction: None, closing: body_end..end, is_signed }
    }
}
