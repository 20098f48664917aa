//! Lists of those present.

use std::ops::Range;

use crate::transcript::{
    Block, ParagraphRole,
    attendance::{self, heads_list},
    blocks::{Builder, Piece, frame::Role},
    inlines::LineEnds,
    names::{self, bare},
    pages::ends_sentence,
    vocabulary::WORDS,
};

/// The fewest items with names that speak that make a list of participants without a known heading.
const FEWEST: usize = 3;

impl Builder<'_> {
    /// How many of the pieces are a list of participants: a heading for it, and lines to the next blank line.
    pub(super) fn participants_end(&self, pieces: &[Piece<'_>], role: ParagraphRole) -> Option<usize> {
        if role != ParagraphRole::Narration || !(heads_list(self.words(&pieces[0])) || self.lists_speakers(&pieces[0])) {
            return None;
        }
        // Names that follow the heading on its line and run on in the next are a paragraph.
        let first = pieces[0].lines.start;
        let heading = self.line(first).trim_end();
        let runs_on = || self.layout.is_full(first, first + 1) || heading.ends_with([',', ';']);
        if !heading.ends_with(':') && pieces[0].lines.len() > 1 && runs_on() {
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
            } else {
                taken += self.items_apart(&pieces[1..]);
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

    /// Whether some lines are the list of one side: a line that names it and ends with a colon, or has titles or names that speak
    /// below it.
    fn is_list_of_side(&self, lines: Range<usize>) -> bool {
        let first = self.line(lines.start).trim_end();
        let is_titled = |line: usize| names::begins_with_title(self.line(line));
        let titled = lines.clone().skip(1).filter(|&line| is_titled(line)).count();
        let named = lines.clone().skip(1).filter(|&line| self.names_speaker(self.line(line))).count();
        let is_side = |count: usize| count * 2 >= lines.len() - 1 && !ends_sentence(first);
        let heads = first.ends_with([':', '：']) || is_side(titled) || is_side(named) && !self.names_speaker(first);
        lines.len() > 1 && heads && lines.clone().all(|line| self.is_short_item(line))
    }

    /// Whether a line could be an item of a list under a heading that stands apart.
    fn is_short_item(&self, line: usize) -> bool {
        attendance::is_item(self.line(line))
    }

    /// How many pieces are the items of a list with a blank line after each: short lines, up to one that states another fact; most
    /// name somebody who speaks, or bear a title.
    fn items_apart(&self, pieces: &[Piece<'_>]) -> usize {
        let is_item = |piece: &&Piece<'_>| {
            let words = self.words(piece);
            let names_fact = || WORDS.people.keys.contains(&bare(words.split([':', '：']).next().unwrap_or_default()));
            let is_line = piece.label.is_none() && piece.role == Role::Text && piece.lines.len() == 1;
            is_line && attendance::is_item(words) && !ends_sentence(words) && !attendance::heads_list(words) && !names_fact()
        };
        let count = pieces.iter().take_while(is_item).count();
        let named = pieces[..count].iter().filter(|piece| self.names_speaker(self.words(piece))).count();
        if named >= 2 && named * 2 >= count { count } else { 0 }
    }

    /// Whether a paragraph is a list of participants that no known word heads: below its first line, most lines name somebody who
    /// speaks.
    fn lists_speakers(&self, piece: &Piece<'_>) -> bool {
        let items = piece.lines.start + 1..piece.lines.end;
        let could_be = piece.label.is_none() && piece.role == Role::Text && items.len() >= FEWEST;
        could_be
            && items.clone().all(|line| self.is_short_item(line) && !ends_sentence(self.line(line)))
            && !self.names_speaker(self.line(piece.lines.start))
            && {
                let named = items.clone().filter(|&line| self.names_speaker(self.line(line))).count();
                named >= FEWEST && named * 2 >= items.len()
            }
    }

    /// Whether a line has a word that tells a speaker from others.
    fn names_speaker(&self, line: &str) -> bool {
        let speaks = |word: &str| self.speakers.contains(&bare(word));
        line.split_whitespace().any(speaks)
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
