//! What the header declares: what was done to the text, and what occurs in it.

use std::collections::BTreeSet;

use crate::{
    source::Source,
    tei::document::Declarations,
    transcript::{self, Block, Transcript},
};

/// What is to be declared.
pub(super) fn declarations(transcript: &Transcript, source: &Source, seen: &Seen) -> Declarations {
    let is_mark = |character: char| !character.is_alphanumeric() && !matches!(character, ')' | '(');
    let words = |part: &transcript::Part| source.slice(part.heading).unwrap_or_default().trim_matches(is_mark).to_owned();
    let keys = transcript.front.parts.iter().map(words).filter(|key| !key.is_empty());
    let mut categories = Vec::new();
    if seen.has_attendance {
        categories.push(("attendance", "statement of who was there"));
    }
    if seen.has_narration {
        categories.push(("narration", "what happened, told by whoever kept the record"));
    }
    Declarations {
        tags_names: false,
        keys: keys.collect(),
        joins_lines: transcript.joins_lines,
        has_line_numbers: !transcript.line_numbers.is_empty(),
        page_joins: transcript.decisions.iter().filter(|decision| decision.kind == "page-join").count(),
        has_speeches: seen.has_speeches,
        has_insertions: seen.has_insertions,
        has_quotations: seen.has_quotations,
        has_line_end_hyphens: seen.has_broken_words,
        categories,
    }
}

/// What occurs in a transcript and is to be declared.
#[derive(Default)]
pub(super) struct Seen {
    has_speeches: bool,
    has_attendance: bool,
    has_narration: bool,
    pub(super) has_insertions: bool,
    has_quotations: bool,
    has_broken_words: bool,
    /// The languages of words in a gloss.
    pub(super) foreign: BTreeSet<String>,
}

impl Seen {
    pub(super) fn in_transcript(transcript: &Transcript) -> Seen {
        let mut seen = Seen::default();
        transcript.blocks.iter().for_each(|block| seen.block(block));
        transcript.notes.iter().for_each(|note| seen.inlines(&note.inlines));
        transcript.front.title.iter().for_each(|title| seen.inlines(&title.inlines));
        transcript.front.authors.iter().chain([&transcript.front.subtitle]).for_each(|inlines| seen.inlines(inlines));
        transcript.front.parts.iter().flat_map(|part| &part.paragraphs).for_each(|paragraph| seen.inlines(paragraph));
        seen
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { role, inlines } => {
                self.has_attendance |= *role == transcript::ParagraphRole::Attendance;
                self.has_narration |= *role == transcript::ParagraphRole::Narration;
                self.inlines(inlines);
            }
            Block::Heading { inlines, .. }
            | Block::Opener(inlines)
            | Block::Trailer(inlines)
            | Block::Postscript(inlines)
            | Block::Direction(inlines)
            | Block::Comment(inlines) => self.inlines(inlines),
            Block::Marked(turn) => {
                self.has_speeches = true;
                turn.blocks.iter().for_each(|block| self.block(block));
            }
            Block::Turn { blocks, .. } => {
                self.has_speeches = true;
                blocks.iter().for_each(|block| self.block(block));
            }
            Block::Participants { heading, items } | Block::Copies { heading, items } => {
                self.inlines(heading);
                items.iter().for_each(|item| self.inlines(item));
            }
            Block::Closer(parts) => parts.iter().for_each(|part| {
                self.has_insertions |= matches!(part, transcript::CloserPart::Signature(_));
                self.inlines(part.inlines());
            }),
            Block::Division { blocks, .. } | Block::Letter { blocks, .. } => blocks.iter().for_each(|block| self.block(block)),
            Block::Verse(lines) | Block::Stanza(lines) => lines.iter().for_each(|line| self.inlines(&line.inlines)),
            Block::Cast { heading, items } => {
                self.inlines(heading);
                items.iter().flatten().for_each(|part| self.inlines(part.inlines()));
            }
            Block::List { items, .. } => items.iter().for_each(|item| self.inlines(item)),
            Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| self.inlines(cell)),
            Block::Page { .. } | Block::Time { .. } | Block::RunningHead(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &[transcript::Inline]) {
        use transcript::{Inline, Mark};
        for inline in inlines {
            match inline {
                Inline::Gap { .. } => self.has_insertions = true,
                Inline::BrokenWord => self.has_broken_words = true,
                Inline::Marked(marked) => {
                    let transcript::Marked { mark, inlines, .. } = &**marked;
                    self.has_insertions |= matches!(
                        mark,
                        Mark::Gloss(_)
                            | Mark::Lacuna(_)
                            | Mark::Supplied
                            | Mark::Unclear
                            | Mark::Correction { .. }
                            | Mark::Expanded
                            | Mark::Note(_)
                    );
                    if let Mark::Foreign(tag) = mark {
                        self.foreign.insert(tag.to_string());
                    }
                    self.has_quotations |= matches!(mark, Mark::Quoted | Mark::Said | Mark::SoCalled);
                    self.inlines(inlines);
                }
                _ => {}
            }
        }
    }
}
