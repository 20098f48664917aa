//! Letters and telegrams that a record or a play quotes: where each begins and ends, and its parts.

mod build;
mod ends;
mod find;
mod words;

use std::{borrow::Cow, ops::Range};

use crate::{span::Span, tei::document::Certainty};

pub(super) use find::find;
pub(super) use words::{begins_as_salutation, is_salutation};

/// A letter or a telegram, as ranges of lines that follow one another.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) kind: LetterKind,
    /// The line that says that it is a telegram.
    pub(super) heading: Option<usize>,
    /// Lines that say where and when, and to whom; the last of them may be the salutation.
    pub(super) opening: Range<usize>,
    /// The salutation; text may follow it on its line.
    pub(super) salutation: Option<Span>,
    /// The lines of the text, and where it begins.
    pub(super) body: Range<usize>,
    pub(super) start: usize,
    /// The valediction, which may take several lines; a name may follow it on its last one.
    pub(super) valediction: Option<Span>,
    /// The lines of the valediction and the signature.
    pub(super) closing: Range<usize>,
    pub(super) postscript: Range<usize>,
    pub(super) evidence: Vec<Cow<'static, str>>,
    pub(super) certainty: Certainty,
}

impl Letter {
    /// All its lines.
    pub(super) fn lines(&self) -> Range<usize> {
        self.heading.unwrap_or(self.opening.start)..self.postscript.end
    }
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// A letter.
    Letter,
    /// A telegram.
    Telegram,
}

impl LetterKind {
    /// The `@type` of the text.
    pub fn as_str(self) -> &'static str {
        match self {
            LetterKind::Letter => "letter",
            LetterKind::Telegram => "telegram",
        }
    }
}
