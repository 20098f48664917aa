//! Lists of those present.

use std::ops::Range;

use crate::transcript::{
    Block, ParagraphRole,
    blocks::{Builder, Piece, frame::Role},
    inlines::LineEnds,
    lists::BULLETS,
    names,
    pages::ends_sentence,
    vocabulary::WORDS,
};

/// The longest item of a list of participants under a heading that stands apart, in columns.
const ITEM_LIMIT: usize = 110;

impl Builder<'_> {
    /// How many of the pieces are a list of participants: a heading for it, and lines to the next blank line.
    pub(super) fn participants_end(&self, pieces: &[Piece<'_>], role: ParagraphRole) -> Option<usize> {
        if role != ParagraphRole::Narration || !is_attendance_list(self.words(&pieces[0])) {
            return None;
        }
        // Names that follow the heading on its line and run on in the next are a paragraph.
        let first = pieces[0].lines.start;
        let has_names = !self.text[self.layout.lines[first].content.range()].trim_end().ends_with(':');
        if has_names && pieces[0].lines.len() > 1 && self.layout.is_full(first, first + 1) {
            return None;
        }
        let follows = |pair: &&[Piece<'_>]| {
            pair[0].lines.end == pair[1].lines.start && pair[1].label.is_none() && pair[1].role == Role::Text
        };
        let mut taken = 1 + pieces.windows(2).take_while(follows).count();
        let run = |from: usize| from + 1 + pieces[from..].windows(2).take_while(follows).count();
        let lines = |from: usize, to: usize| pieces[from].lines.start..pieces[to - 1].lines.end;
        // A heading alone may have a blank line below it; then several short lines are the list.
        if taken == 1 && pieces[0].lines.len() == 1 && !has_names_on_line(self.words(&pieces[0])) && pieces.len() > 1 {
            let (end, label) = (run(1), pieces[1].label);
            if lines(1, end).len() > 1 && label.is_none() && lines(1, end).all(|line| self.is_short_item(line)) {
                taken = end;
            }
        }
        // Each side of a talk may have a list of its own, below a line that names it.
        while let Some(side) = pieces.get(taken).filter(|_| lines(0, taken).len() > 1) {
            let end = run(taken);
            if side.label.is_some() || side.role != Role::Text || !self.is_list_of_side(lines(taken, end)) {
                break;
            }
            taken = end;
        }
        (pieces[taken - 1].lines.end - pieces[0].lines.start > 1).then_some(taken)
    }

    /// Whether some lines are the list of one side: a line that names it and ends with a colon, or has titles below it.
    fn is_list_of_side(&self, lines: Range<usize>) -> bool {
        let first = self.line(lines.start).trim_end();
        let is_titled = |line: usize| names::begins_with_title(self.line(line));
        let titled = lines.clone().skip(1).filter(|&line| is_titled(line)).count();
        let heads = first.ends_with([':', '：']) || titled * 2 >= lines.len() - 1 && !ends_sentence(first);
        lines.len() > 1 && heads && lines.clone().all(|line| self.is_short_item(line))
    }

    /// Whether a line could be an item of a list under a heading that stands apart.
    fn is_short_item(&self, line: usize) -> bool {
        let words =
            self.line(line).trim_start_matches(|character: char| BULLETS.contains(&character) || character.is_whitespace());
        self.layout.width(line) <= ITEM_LIMIT && names::is_name_word(words.split_whitespace().next().unwrap_or_default())
    }

    pub(super) fn participants(&mut self, pieces: &[Piece<'_>]) -> Block {
        let lines = pieces[0].lines.start..pieces[pieces.len() - 1].lines.end;
        let first = lines.start..lines.start + 1;
        let heading = self.reader.read(&first, pieces[0].start, LineEnds::Keep);
        let mut items = Vec::new();
        for line in (lines.start + 1..lines.end).filter(|&line| !self.layout.lines[line].is_blank()) {
            items.push(self.reader.read(&(line..line + 1), self.layout.lines[line].content.start, LineEnds::Keep));
        }
        Block::Participants { heading, items }
    }
}

/// Whether words follow the heading of a list on its line.
fn has_names_on_line(words: &str) -> bool {
    words.split_once(':').is_some_and(|(_, names)| !names.trim().is_empty())
}

/// Whether a paragraph begins with a heading for those present, on a line of its own or before a colon.
pub(super) fn is_attendance_list(words: &str) -> bool {
    let line = words.lines().next().unwrap_or_default();
    let heading = line.split(':').next().unwrap_or_default();
    heading.chars().count() <= 40 && WORDS.people.attendance.contains(&heading.trim().trim_end_matches('.').to_lowercase())
}
