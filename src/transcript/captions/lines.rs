//! The lines of a file of cues, and what is found wrong with them.

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    transcript::{
        Inline,
        captions::{cue::Part, stamp::time_line},
    },
};

/// The lines of a file, each without white space around it.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Where the next line begins.
    at: usize,
    next: Option<Span>,
    /// A line that was read and belongs to what follows.
    waiting: Option<Span>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Lines<'t> {
        let mut lines = Lines { text, at: 0, next: None, waiting: None };
        lines.next = lines.read();
        lines
    }

    fn read(&mut self) -> Option<Span> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        // A vertical tab and a form feed end lines, too: XML cannot carry them.
        let end = rest.bytes().position(|byte| matches!(byte, b'\n' | b'\r' | 0xb | 0xc));
        let line = &rest[..end.unwrap_or(rest.len())];
        let is_space = |character: char| character.is_whitespace() || character == '\u{feff}';
        let start = self.at + line.len() - line.trim_start_matches(is_space).len();
        let words = line.trim_matches(is_space);
        self.at += end.map_or(rest.len(), |end| end + 1);
        Some(Span::new(start, start + words.len()))
    }

    fn next(&mut self) -> Option<Span> {
        let next = self.next;
        self.next = self.read();
        next
    }

    /// The next line, where it is as it is asked for.
    pub(super) fn next_if(&mut self, is_wanted: impl Fn(&Span) -> bool) -> Option<Span> {
        self.next.filter(is_wanted).and_then(|_| self.next())
    }

    /// The next line that is not blank.
    pub(super) fn next_filled(&mut self) -> Option<Span> {
        if let Some(line) = self.waiting.take() {
            return Some(line);
        }
        std::iter::from_fn(|| self.next()).find(|line| !line.is_empty())
    }

    /// The rest of the lines up to the next blank one, as one span.
    pub(super) fn rest(&mut self, first: Span) -> Span {
        std::iter::from_fn(|| self.next_if(|line| !line.is_empty())).fold(first, Span::cover)
    }

    /// The time of the cue that begins with a line, and the bytes that state it: its number or its
    /// name may stand above the line with the times.
    pub(super) fn time_at(&mut self, line: Span, is_name: impl Fn(&str) -> bool) -> Option<(Span, (u64, u64))> {
        if let Some((time, _)) = time_line(&self.text[line.range()]) {
            return Some((line, time));
        }
        let next = self.next.filter(|_| is_name(&self.text[line.range()]))?;
        let (time, _) = time_line(&self.text[next.range()])?;
        self.next();
        Some((line.cover(next), time))
    }

    /// The lines of a cue to the next blank line, or to the next cue where none stands between.
    pub(super) fn parts(&mut self, read: impl Fn(&str, Span, &mut Vec<Part>)) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut end = None;
        while let Some(line) = self.next_if(|line| !line.is_empty()) {
            let begins_cue = is_number(&self.text[line.range()])
                && self.next.is_some_and(|next| time_line(&self.text[next.range()]).is_some());
            if begins_cue || time_line(&self.text[line.range()]).is_some() {
                self.waiting = Some(line);
                break;
            }
            parts.extend(end.map(|end| Part::LineEnd(Span::new(end, line.start))));
            read(self.text, line, &mut parts);
            end = Some(line.end);
        }
        parts
    }

    /// The lines to the next blank line, as text.
    pub(super) fn loose(&mut self, first: Span) -> Vec<Inline> {
        let mut inlines = vec![Inline::Text(first)];
        let mut end = first.end;
        while let Some(line) = self.next_if(|line| !line.is_empty()) {
            inlines.push(Inline::Space { span: Span::new(end, line.start), with: "\n" });
            inlines.push(Inline::Text(line));
            end = line.end;
        }
        inlines
    }
}

/// Whether a line has digits only.
pub(super) fn is_number(line: &str) -> bool {
    line.bytes().all(|byte| byte.is_ascii_digit())
}

/// The finding about text that no time belongs to; a number above it is not what is wrong.
pub(super) fn untimed(lines: &Lines<'_>, first: Span) -> Diagnostic {
    let below = lines.next.filter(|line| is_number(&lines.text[first.range()]) && !line.is_empty());
    let line = below.unwrap_or(first);
    let message = format!("{} begins no cue: no times stand there that can be read", quote(&lines.text[line.range()]));
    let help = "a cue begins with two times, such as `00:00:01,000 --> 00:00:02,500`; these lines are kept as a paragraph";
    Diagnostic::new("TR020", Severity::Warning, line, message).help(help)
}

/// The finding about a cue that ends before it begins.
pub(super) fn reversed(mark: Span) -> Diagnostic {
    let help = "compare with the recording; the times are kept as they stand";
    Diagnostic::new("TR021", Severity::Warning, mark, "this cue ends before it begins").help(help)
}
