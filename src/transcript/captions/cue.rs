//! What every form of timed text consists of.

use crate::{
    diagnostic::Diagnostic,
    span::Span,
    transcript::{Inline, captions::escapes::SEPARATOR},
};

/// A part of a file, in the order of the file.
#[derive(Debug)]
pub(super) enum Item {
    /// A cue.
    Cue(Cue),
    /// What somebody noted beside the text.
    Comment(Vec<Inline>),
    /// Text outside of any cue.
    Loose(Vec<Inline>),
    /// Bytes that say nothing of the text, with the rule that leaves them out.
    Dropped(Span, &'static str),
    /// Something that is not as it should be.
    Finding(Diagnostic),
}

/// A stretch of time, and what is said in it.
#[derive(Debug)]
pub(super) struct Cue {
    /// The bytes before the text that state the time.
    pub(super) mark: Span,
    /// When it begins and ends, in milliseconds; none, where nothing says so.
    pub(super) time: Option<(u64, u64)>,
    /// Who speaks, where a field of the cue says so.
    pub(super) voice: Option<Voice>,
    /// What is said, line by line.
    pub(super) parts: Vec<Part>,
}

impl Cue {
    /// Whether nothing is said.
    pub(super) fn is_blank(&self, text: &str) -> bool {
        !self.parts.iter().any(|part| match part {
            Part::Text(span) => !text[span.range()].trim().is_empty(),
            Part::Decoded(_, meant) => !meant.trim().is_empty(),
            _ => false,
        })
    }
}

/// A part of what a cue says.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Characters as they stand, within a line.
    Text(Span),
    /// Characters that mean others.
    Decoded(Span, Box<str>),
    /// A tag.
    Markup(Span),
    /// A line end.
    LineEnd(Span),
    /// White space between two words.
    Space(Span),
    /// A time inside the text.
    Moment(Span, u64),
    /// A tag that says who speaks from here on; nothing, where the voice ends.
    Voice(Option<Voice>, Span),
}

/// Markup in which one place stands for the space between what is said before it and after it, if it has one: white space, or what parts
/// two things of a list.
pub(super) fn apart(text: &str, span: Span) -> Vec<Part> {
    let marks = &text[span.range()];
    let at = |at: usize, length: usize| Span::new(span.start + at, span.start + at + length);
    let found = match marks.find(SEPARATOR) {
        Some(found) => Some((found, SEPARATOR.len(), Part::Decoded(at(found, SEPARATOR.len()), " ".into()))),
        None => marks.find(char::is_whitespace).map(|found| {
            let length = marks[found..].len() - marks[found..].trim_start().len();
            (found, length, Part::Space(at(found, length)))
        }),
    };
    let Some((found, length, part)) = found else { return vec![Part::Markup(span)] };
    let around = [Span::new(span.start, span.start + found), Span::new(span.start + found + length, span.end)];
    let [before, after] = around.map(|span| (!span.is_empty()).then_some(Part::Markup(span)));
    before.into_iter().chain([part]).chain(after).collect()
}

/// A statement of who speaks.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    /// The name as it is meant.
    pub(super) name: String,
    /// The name with the marks around it, in the order of the source.
    pub(super) label: Vec<Inline>,
    /// Where it stands.
    pub(super) span: Span,
}
