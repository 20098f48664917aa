//! Verse and prose: whether the lines of a text are its own, or broken at a width.

use std::ops::Range;

use crate::transcript::layout::{Beginning, Layout};

/// The longest line of verse, in columns.
const LINE_LIMIT: usize = 78;

/// The longest where speeches of several lines are frequent and hardly any line is longer, as in farces of old, in columns; and the
/// fewest such lines that tell.
const LONG_LINE_LIMIT: usize = 140;
const LONG_LINES_LEAST: usize = 20;

/// The least lines of a passage that shows prose, and the fewest such passages.
const PROSE_LINES: usize = 4;
const PROSE_PASSAGES: usize = 3;

/// Verse has at most one long line in so many.
const LONG_LINES: usize = 8;

/// The fewest lines with a capital, after others, that tell how verse begins here; one of so many may begin with a small letter.
const CAPITALS: usize = 10;
const SMALL_LETTERS: usize = 5;

/// The fewest longer passages in which all lines do.
const UPRIGHT: usize = 3;

/// The fewest lines alone of which hardly one is long, as those of a dialogue in verse.
const LINES_ALONE: usize = 30;

/// The narrowest width that is looked for, in columns.
const NARROWEST: usize = 50;

/// The fewest lines near the widest that show a measure, which all but one of so many keep.
const WIDE_LINES: usize = 6;
const UNEVEN_LINES: usize = 20;

/// The fewest lines that go on from another speaker's which show verse.
const SHARED_LINES: usize = 3;

/// How the lines of a play are set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// Whether prose is broken at a width.
    is_wrapped: bool,
    /// The width at which it is broken, where no line goes beyond it.
    measure: Option<usize>,
    /// The longest line of verse, in columns.
    limit: usize,
    /// Whether the lines of verse begin with capitals, so that a small letter shows prose.
    has_capitals: bool,
    /// Whether nearly all passages with several lines are verse, and no line is a paragraph.
    is_mostly_verse: bool,
    /// Whether some passages with several lines are.
    has_verse: bool,
    /// Whether a good part of all passages are verse for sure.
    has_much_verse: bool,
}

impl Setting {
    /// Learns from all passages of a play, each a range of lines without a blank line; so many of them begin with a line that goes
    /// on from another speaker's.
    pub(super) fn of(layout: &Layout, passages: &[Range<usize>], shared: usize) -> Setting {
        let mut setting = Setting { measure: measure(layout, passages), limit: LINE_LIMIT, ..Setting::default() };
        let pairs = || passages.iter().flat_map(|lines| (lines.start + 1..lines.end).map(|line| (line - 1, line)));
        let full = pairs().filter(|&(line, next)| layout.is_full(line, next)).count();
        // A measure breaks before any word; lines of verse may all begin with capitals, and be of one length.
        let (mut longer, mut upright, mut broken) = (0, 0, 0);
        for lines in passages.iter().filter(|lines| lines.len() >= PROSE_LINES) {
            longer += 1;
            upright += usize::from(beginnings(layout, lines) == (lines.len() - 1, 0));
            broken += usize::from(is_broken(layout, lines));
        }
        let beginnings = passages.iter().map(|lines| beginnings(layout, lines));
        let (capital, small) = beginnings.fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
        let are_even = capital >= CAPITALS && small * SMALL_LETTERS <= capital;
        setting.has_capitals = are_even || upright >= UPRIGHT && upright * 3 > longer && upright > broken;
        setting.is_wrapped = match setting.has_capitals {
            _ if setting.measure.is_some() => true,
            true => passages.iter().any(|lines| is_broken(layout, lines)),
            false => full * 2 > pairs().count() || setting.has_prose(layout, passages),
        };
        if setting.has_capitals && !setting.is_wrapped {
            setting.limit = limit(layout, passages);
        }
        let several = || passages.iter().filter(|lines| lines.len() > 1);
        let verse = several().filter(|lines| setting.is_verse(layout, lines) == Some(true)).count();
        let single = || passages.iter().filter(|lines| lines.len() == 1);
        let long = single().filter(|lines| layout.width(lines.start) > setting.limit).count();
        let are_shared = shared >= SHARED_LINES && shared * 10 >= passages.len();
        let are_short = single().count() >= LINES_ALONE && long * 100 < single().count();
        let is_rare = several().count() * if are_short { 10 } else { 6 } <= passages.len() && !are_shared;
        setting.is_mostly_verse = !is_rare && verse * 5 > several().count() * 4 && long * 40 < single().count().max(1);
        setting.has_verse = verse * 10 > several().count();
        setting.has_much_verse = verse * 5 > passages.len();
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

    /// Whether a good part of it is.
    pub(super) fn has_much_verse(self) -> bool {
        self.has_much_verse
    }

    /// Cuts a passage where long lines, which are paragraphs of prose, and short ones meet; one that is broken at a width stays
    /// whole.
    pub(super) fn parts(self, layout: &Layout, lines: &Range<usize>) -> Vec<Range<usize>> {
        if self.measure.is_some() {
            return self.unfilled(layout, lines);
        }
        if self.is_wrapped {
            return vec![lines.clone()];
        }
        let is_long = |line: usize| layout.width(line) > self.limit;
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

    /// Cuts a passage where lines that are filled, which are a paragraph of prose, and others meet.
    fn unfilled(self, layout: &Layout, lines: &Range<usize>) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for paragraph in self.paragraphs(layout, lines) {
            match parts.last_mut().filter(|last| paragraph.len() == 1 && self.fullness(layout, last) == 0) {
                Some(last) => last.end = paragraph.end,
                None => parts.push(paragraph),
            }
        }
        parts
    }

    /// The paragraphs of prose in some lines: where no line goes beyond a width, one that is not filled ends a paragraph.
    pub(super) fn paragraphs(self, layout: &Layout, lines: &Range<usize>) -> Vec<Range<usize>> {
        let (mut paragraphs, mut start) = (Vec::new(), lines.start);
        for line in lines.start + 1..lines.end {
            if self.measure.is_some() && !self.is_full(layout, line - 1, line) {
                paragraphs.push(start..line);
                start = line;
            }
        }
        paragraphs.push(start..lines.end);
        paragraphs
    }

    /// Whether a passage is verse; nothing where it has too few lines to tell.
    pub(super) fn is_verse(self, layout: &Layout, lines: &Range<usize>) -> Option<bool> {
        let long = lines.clone().filter(|&line| layout.width(line) > self.limit).count();
        if lines.len() < 2 {
            return (long > 0).then_some(false);
        }
        let count = lines.len() - 1;
        let full = self.fullness(layout, lines);
        if self.has_capitals && is_broken(layout, lines) {
            return Some(false);
        }
        let is_prose = self.measure.is_some() && full == count;
        if self.has_capitals && count > 1 && beginnings(layout, lines) == (count, 0) && long == 0 && !is_prose {
            return Some(true);
        }
        if self.is_wrapped && full * 3 > count {
            return Some(false);
        }
        if long * LONG_LINES > lines.len() {
            return Some(false);
        }
        (lines.len() > 2 || !self.is_wrapped || self.has_verse).then_some(true)
    }

    /// Whether a line ends because the first word of the next would not have fit.
    fn is_full(self, layout: &Layout, line: usize, next: usize) -> bool {
        self.measure.map_or_else(|| layout.is_full(line, next), |measure| layout.fills(line, next, measure))
    }

    /// Whether, among much verse, prose that is broken at a width shows in passages in which nearly every line is full.
    fn has_prose(self, layout: &Layout, passages: &[Range<usize>]) -> bool {
        let longer = || passages.iter().filter(|lines| lines.len() >= PROSE_LINES);
        let prose = longer().filter(|lines| self.fullness(layout, lines) * 4 >= (lines.len() - 1) * 3).count();
        prose >= PROSE_PASSAGES && prose * 10 >= longer().count()
    }

    /// How many lines of a passage end so.
    fn fullness(self, layout: &Layout, lines: &Range<usize>) -> usize {
        (lines.start + 1..lines.end).filter(|&line| self.is_full(layout, line - 1, line)).count()
    }
}

/// Whether most lines of a passage begin in the middle of a sentence, and each ends because the first word of the next would have
/// gone beyond the widest.
fn is_broken(layout: &Layout, lines: &Range<usize>) -> bool {
    let (capital, small) = beginnings(layout, lines);
    let widest = lines.clone().map(|line| layout.width(line)).max().unwrap_or(0);
    lines.len() >= PROSE_LINES && small > capital && (lines.start + 1..lines.end).all(|line| layout.fills(line - 1, line, widest))
}

/// The width at which prose is broken: that of the widest line, where nearly all lines that come near it end because the next word
/// would have gone beyond it.
fn measure(layout: &Layout, passages: &[Range<usize>]) -> Option<usize> {
    // A label or a direction may make a few lines longer.
    let mut widths: Vec<usize> = passages.iter().flat_map(Clone::clone).map(|line| layout.width(line)).collect();
    widths.sort_unstable();
    let widest = *widths.get(widths.len().checked_sub(1 + widths.len() / 100)?)?;
    if !(NARROWEST..=LINE_LIMIT).contains(&widest) {
        return None;
    }
    let pairs = || passages.iter().flat_map(|lines| (lines.start + 1..lines.end).map(|line| (line - 1, line)));
    let wide: Vec<(usize, usize)> = pairs().filter(|&(line, _)| layout.width(line) * 5 >= widest * 4).collect();
    let uneven = wide.iter().filter(|&&(line, next)| !layout.fills(line, next, widest)).count();
    (wide.len() >= WIDE_LINES && wide.len() * 8 >= pairs().count() && uneven * UNEVEN_LINES <= wide.len()).then_some(widest)
}

/// The longest line of verse: longer than elsewhere where a good part of the speeches have several lines, and all of those are
/// shorter than paragraphs of prose are.
fn limit(layout: &Layout, passages: &[Range<usize>]) -> usize {
    let several = || passages.iter().filter(|lines| lines.len() > 1);
    let mut widths: Vec<usize> = several().flat_map(Clone::clone).map(|line| layout.width(line)).collect();
    widths.sort_unstable();
    let widest = widths.last().copied().unwrap_or(0);
    let are_many = widths.len() >= LONG_LINES_LEAST && several().count() * 3 > passages.len();
    if are_many && widest <= LONG_LINE_LIMIT { widest.max(LINE_LIMIT) } else { LINE_LIMIT }
}

/// How many lines of a passage after its first begin with a capital, and how many with a small letter.
fn beginnings(layout: &Layout, lines: &Range<usize>) -> (usize, usize) {
    let with = |begins: Beginning| (lines.start + 1..lines.end).filter(|&line| layout.lines[line].begins == begins).count();
    (with(Beginning::Capital), with(Beginning::Small))
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
        let setting = Setting::of(&layout, &passages, 0);
        let found = passages.iter().map(|lines| setting.is_verse(&layout, lines)).collect::<Vec<_>>();
        assert_eq!(found, [Some(true), Some(false), Some(false)]);
        assert!(setting.is_wrapped() && setting.has_verse() && !setting.is_mostly_verse());
    }

    #[test]
    fn prose_among_much_verse_is_told_by_its_full_lines() {
        let verse = "O say, what did you see\nupon the silent sea?\nA sail, a sail, a sail\nbefore the rising gale.\nAnd more, and more, and more.\n\n";
        let prose = "The ship had come into the harbor late that\nnight, and nobody had seen it but the boy who\nslept on the pier and told of it the next\nmorning to all who would stay and listen to a\nboy.\n\n";
        let text = format!("{}{}", verse.repeat(8), prose.repeat(3));
        let layout = Layout::of(&text);
        let passages: Vec<Range<usize>> = (0..11).map(|index| index * 6..index * 6 + 5).collect();
        let setting = Setting::of(&layout, &passages, 0);
        assert!(setting.is_wrapped());
        assert_eq!(setting.is_verse(&layout, &passages[0]), Some(true));
        assert_eq!(setting.is_verse(&layout, &passages[9]), Some(false));
    }

    #[test]
    fn lines_that_are_not_filled_are_verse_in_the_block_of_a_paragraph() {
        let prose = "ANNA. The ship had come into the harbor late that night, and\nnobody had seen it but the boy who slept on the old pier.\n\n";
        let song = "BERT. I have a song of ships and of the harbor, and I learned\nit there. (He sings.)\nThe ship is in, the ship is gone,\nthe sailor has his jacket on,\nand I have none.\n";
        let text = format!("{}{song}", prose.repeat(8));
        let layout = Layout::of(&text);
        let passages: Vec<Range<usize>> = (0..8).map(|index| index * 3..index * 3 + 2).chain(std::iter::once(24..29)).collect();
        let setting = Setting::of(&layout, &passages, 0);
        assert_eq!(setting.parts(&layout, &passages[8]), [24..26, 26..29]);
        assert_eq!(setting.is_verse(&layout, &(24..26)), Some(false));
        assert_eq!(setting.is_verse(&layout, &(26..29)), Some(true));
        assert_eq!(setting.paragraphs(&layout, &(0..2)).len(), 1);
    }

    #[test]
    fn long_lines_are_verse_where_many_speeches_have_several() {
        let speech = "Good neighbor, I have heard the bell of Holm, and all that it could tell me was not worth the rope on which it hung,\nAnd so I went to sleep again.\n\n";
        let text = speech.repeat(30);
        let layout = Layout::of(&text);
        let passages: Vec<Range<usize>> = (0..30).map(|index| index * 3..index * 3 + 2).collect();
        let setting = Setting::of(&layout, &passages, 0);
        assert_eq!(setting.parts(&layout, &passages[3]).first(), Some(&(9..11)));
        assert_eq!(setting.is_verse(&layout, &passages[3]), Some(true));
    }

    #[test]
    fn a_width_that_prose_keeps_needs_lines_that_fill_it() {
        let verse = "The night is long, the bell of Holm is very still,\nAnd none keeps watch upon the windy hill above,\nI hear the sea, I hear it call my name and yours,\nAnd every wave that calls me calls the very same.\n\n";
        let text = verse.repeat(6);
        let layout = Layout::of(&text);
        let passages: Vec<Range<usize>> = (0..6).map(|index| index * 5..index * 5 + 4).collect();
        let setting = Setting::of(&layout, &passages, 0);
        assert!(!setting.is_wrapped() && setting.is_mostly_verse());
    }
}
