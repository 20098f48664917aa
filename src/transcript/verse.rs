//! Verse and prose: whether the lines of a text are its own, or broken at a width.

use std::ops::Range;

use crate::transcript::layout::Layout;

/// The longest line of verse, in columns.
const LINE_LIMIT: usize = 78;

/// How the lines of a play are set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// Whether prose is broken at a width.
    is_wrapped: bool,
    /// The share of passages with several lines that are verse; none where hardly any passage has several.
    verse_share: f64,
}

impl Setting {
    /// Learns from all passages of a play, each a range of lines without a blank line.
    pub(super) fn of(text: &str, layout: &Layout, passages: &[Range<usize>]) -> Setting {
        let pairs = || passages.iter().flat_map(|lines| (lines.start + 1..lines.end).map(|line| (line - 1, line)));
        let full = pairs().filter(|&(line, next)| layout.is_full(text, line, next)).count();
        let mut setting = Setting { is_wrapped: full * 2 > pairs().count(), verse_share: 0.0 };
        let several = || passages.iter().filter(|lines| lines.len() > 1);
        let verse = several().filter(|lines| setting.is_verse(text, layout, lines) == Some(true)).count();
        if several().count() * 6 > passages.len() {
            setting.verse_share = verse as f64 / several().count() as f64;
        }
        setting
    }

    /// Whether prose is broken at a width, so that its line ends mean nothing.
    pub(super) fn is_wrapped(self) -> bool {
        self.is_wrapped
    }

    /// Whether most of the play is verse, so that a line alone is verse, too.
    pub(super) fn is_mostly_verse(self) -> bool {
        self.verse_share > 0.8
    }

    /// Whether there is any verse to speak of.
    pub(super) fn has_verse(self) -> bool {
        self.verse_share > 0.1
    }

    /// Whether a passage is verse; nothing where it has one line only.
    pub(super) fn is_verse(self, text: &str, layout: &Layout, lines: &Range<usize>) -> Option<bool> {
        if lines.len() < 2 {
            return (layout.width(text, lines.start) > LINE_LIMIT).then_some(false);
        }
        let count = lines.len() - 1;
        let full = (lines.start + 1..lines.end).filter(|&line| layout.is_full(text, line - 1, line)).count();
        if self.is_wrapped && full * 3 > count {
            return Some(false);
        }
        let long = lines.clone().filter(|&line| layout.width(text, line) > LINE_LIMIT).count();
        Some(long * 8 <= lines.len())
    }
}
