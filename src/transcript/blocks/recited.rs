//! Verse that somebody recites or quotes in prose: lines that are set apart.

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, Decision, VerseLine,
        blocks::{Builder, Piece},
        inlines::LineEnds,
        names::is_small,
    },
};

/// The fewest lines of verse, and the longest, in columns.
const FEWEST: usize = 2;
const WIDTH: usize = 72;

/// The least words of most lines: an address has fewer.
const WORDS: usize = 4;

/// How many columns verse stands away from what is around it.
const INDENT: usize = 2;

impl Builder<'_> {
    /// The verse that a paragraph is: lines that begin with capitals, end by themselves, and stand apart from the paragraph before,
    /// or are set as the verse before.
    pub(super) fn recited(&mut self, piece: &Piece<'_>, before: Option<&Piece<'_>>, follows_verse: bool) -> Option<Block> {
        let lines = &piece.lines;
        let starts_line = self.layout.lines[lines.start].content.start == piece.start;
        if lines.len() < FEWEST || piece.label.is_some() || !starts_line {
            return None;
        }
        let words = |line: usize| &self.text[self.layout.lines[line].content.range()];
        let could_be_verse = |line: usize| {
            let words = words(line).trim_start_matches(|character: char| "\"'“”‘’«»„‚(—–-".contains(character));
            self.layout.width(line) <= WIDTH
                && words.starts_with(|first: char| first.is_alphabetic() && !is_small(first))
                && !(line + 1 < lines.end && self.layout.is_full(line, line + 1))
        };
        let is_long = |line: &usize| words(*line).split_whitespace().take(WORDS).count() == WORDS;
        if !lines.clone().all(could_be_verse) || lines.clone().filter(is_long).count() * 2 < lines.len() {
            return None;
        }
        let before = before?;
        let margin = self.layout.lines[before.lines.end - 1].indent();
        let is_indented = lines.clone().all(|line| self.layout.lines[line].indent() >= margin + INDENT);
        let is_next = follows_verse && margin > 0 && self.layout.lines[lines.start].indent() == margin;
        let is_announced = lines.len() > FEWEST && self.words(before).ends_with([':', '：']);
        let mut evidence = vec!["its lines begin with capitals and end before they are full".into()];
        evidence.extend(is_indented.then(|| "it is indented".into()));
        evidence.extend(is_next.then(|| "it is set as the verse before it".into()));
        evidence.extend(is_announced.then(|| "the paragraph before ends with a colon".into()));
        if evidence.len() < 2 {
            return None;
        }
        self.decisions.push(Decision {
            kind: "verse",
            span: Span::new(piece.start, piece.end),
            value: format!("{} lines of verse", lines.len()),
            evidence,
            certainty: if is_indented && is_announced { Certainty::High } else { Certainty::Medium },
        });
        let verse = lines.clone().map(|line| {
            let content = self.layout.lines[line].content;
            let end = content.end.min(piece.end);
            let inlines = self.reader.read_span(Span::new(content.start, end), &(line..line + 1), LineEnds::Keep);
            VerseLine { part: None, inlines }
        });
        Some(Block::Stanza(verse.collect()))
    }
}
