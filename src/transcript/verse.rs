//! Verse and prose: whether the lines of a text are its own, or broken at a width.

use std::ops::Range;

use crate::transcript::layout::Layout;

/// The longest line of verse, in columns.
const LINE_LIMIT: usize = 78;

/// Verse has at most one long line in so many.
const LONG_LINES: usize = 8;

/// How the lines of a play are set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// Whether prose is broken at a width.
    is_wrapped: bool,
    /// Whether nearly all passages with several lines are verse, and no line is a paragraph.
    is_mostly_verse: bool,
    /// Whether some passages with several lines are.
    has_verse: bool,
}

impl Setting {
    /// Learns from all passages of a play, each a range of lines without a blank line.
    pub(super) fn of(text: &str, layout: &Layout, passages: &[Range<usize>]) -> Setting {
        let pairs = || passages.iter().flat_map(|lines| (lines.start + 1..lines.end).map(|line| (line - 1, line)));
        let full = pairs().filter(|&(line, next)| layout.is_full(text, line, next)).count();
        let mut setting = Setting { is_wrapped: full * 2 > pairs().count(), ..Setting::default() };
        let several = || passages.iter().filter(|lines| lines.len() > 1);
        let verse = several().filter(|lines| setting.is_verse(text, layout, lines) == Some(true)).count();
        let single = || passages.iter().filter(|lines| lines.len() == 1);
        let long = single().filter(|lines| layout.width(text, lines.start) > LINE_LIMIT).count();
        let is_rare = several().count() * 6 <= passages.len();
        setting.is_mostly_verse = !is_rare && verse * 5 > several().count() * 4 && long * 40 < single().count().max(1);
        setting.has_verse = verse * 10 > several().count();
        setting
    }

    /// Whether prose is broken at a width, so that its line ends mean nothing.
    pub(super) fn is_wrapped(self) -> bool {
        self.is_wrapped
    }

    /// Whether most of the play is verse, so that a line alone is verse, too.
    pub(super) fn is_mostly_verse(self) -> bool {
        self.is_mostly_verse
    }

    /// Whether there is any verse to speak of.
    pub(super) fn has_verse(self) -> bool {
        self.has_verse
    }

    /// Cuts a passage where long lines, which are paragraphs of prose, and short ones meet; one that is broken at a width stays
    /// whole.
    pub(super) fn parts(self, text: &str, layout: &Layout, lines: &Range<usize>) -> Vec<Range<usize>> {
        if self.is_wrapped {
            return vec![lines.clone()];
        }
        let is_long = |line: usize| layout.width(text, line) > LINE_LIMIT;
        let mut parts = Vec::new();
        let mut start = lines.start;
        for line in lines.start + 1..lines.end {
            if is_long(line) != is_long(line - 1) {
                parts.push(start..line);
                start = line;
            }
        }
        parts.push(start..lines.end);
        // A few long lines among many short ones are verse that is long.
        let long: usize = parts.iter().filter(|part| is_long(part.start)).map(ExactSizeIterator::len).sum();
        if long * LONG_LINES <= lines.len() { vec![lines.clone()] } else { parts }
    }

    /// Whether a passage is verse; nothing where it has too few lines to tell.
    pub(super) fn is_verse(self, text: &str, layout: &Layout, lines: &Range<usize>) -> Option<bool> {
        let long = lines.clone().filter(|&line| layout.width(text, line) > LINE_LIMIT).count();
        if lines.len() < 2 {
            return (long > 0).then_some(false);
        }
        let count = lines.len() - 1;
        let full = (lines.start + 1..lines.end).filter(|&line| layout.is_full(text, line - 1, line)).count();
        if self.is_wrapped && full * 3 > count {
            return Some(false);
        }
        if long * LONG_LINES > lines.len() {
            return Some(false);
        }
        (lines.len() > 2 || !self.is_wrapped).then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_short_of_the_measure_are_verse() {
        let verse = "O say, what did you see\nupon the silent sea?\nA sail, a sail, a sail\nbefore the rising gale.\n";
        let prose = "The ship had come into the harbor late that\nnight, and nobody had seen it but the boy who\nslept on the pier and told of it the next\nday.\n";
        let text = format!("{verse}\n{prose}\n{prose}");
        let layout = Layout::of(&text);
        let passages = [0..4, 5..9, 10..14];
        let setting = Setting::of(&text, &layout, &passages);
        let found = passages.iter().map(|lines| setting.is_verse(&text, &layout, lines)).collect::<Vec<_>>();
        assert_eq!(found, [Some(true), Some(false), Some(false)]);
        assert!(setting.is_wrapped() && setting.has_verse() && !setting.is_mostly_verse());
    }
}
