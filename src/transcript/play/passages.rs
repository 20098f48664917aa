//! The passages of a play: verse line by line, prose as paragraphs, joined where a page cuts them.

use std::ops::Range;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, Decision, ParagraphRole, VerseLine,
        cues::closing,
        inlines::{self, Inline, LineEnds, Mark, Marked},
        names::is_small,
        pages,
        play::{Play, assembly::Assembly, items::Item},
        verse::Setting,
    },
};

/// How many passages after a single line may tell whether it is verse, and how many where there is much of it.
const NEIGHBORS: usize = 3;
const NEIGHBORS_IN_VERSE: usize = 8;

/// The fewest passages of verse that make a scene without prose one of verse, and the share of its passages, one in so many.
const VERSE_LEAST: usize = 2;
const VERSE_SHARE: usize = 8;

/// The most lines of a page's number and running head.
const PAGE_LINES: usize = 3;

/// A page, a column or a running head inside a paragraph.
fn inline(block: Block) -> Option<Inline> {
    match block {
        Block::Page { mark: Some(mark), number, is_column } => {
            Some(Inline::beginning(mark, number.as_deref().unwrap_or_default(), is_column, false))
        }
        Block::Page { .. } => Some(Inline::PageTurn(Certainty::High)),
        Block::RunningHead(span) => Some(Marked::inline(Mark::RunningHead, vec![Inline::Text(span)])),
        _ => None,
    }
}

impl Play<'_, '_> {
    /// A passage of verse or prose, or of both.
    pub(super) fn passage(
        &mut self,
        start: usize,
        lines: &Range<usize>,
        is_continued: bool,
        rest: &[Item],
        assembly: &mut Assembly,
    ) {
        let setting = assembly.setting;
        let mut parts = setting.parts(self.layout, lines);
        self.part_song(setting, &mut parts);
        for part in parts {
            let is_first = part.start == lines.start;
            let from = if is_first { start } else { self.layout.lines[part.start].content.start };
            let known = setting.is_verse(self.layout, &part);
            let is_continued = is_continued && is_first;
            let is_likely = || setting.is_mostly_verse() || assembly.is_verse_scene || self.is_among_verse(rest, assembly);
            // Outside of the speeches a single line is a sentence about the play.
            let is_outside = part.len() == 1 && assembly.turn.is_none();
            let is_verse = is_continued || !is_outside && known.unwrap_or_else(is_likely);
            assembly.last_was_verse = is_verse;
            if is_verse {
                self.verse(from, &part, is_continued, assembly);
            } else if setting.is_wrapped() {
                for lines in setting.paragraphs(self.layout, &part) {
                    let from = if lines.start == part.start { from } else { self.layout.lines[lines.start].content.start };
                    self.prose(from, &lines, assembly);
                    assembly.is_after_blank = false;
                }
            } else {
                for line in part.clone() {
                    let from = if line == part.start { from } else { self.layout.lines[line].content.start };
                    self.prose(from, &(line..line + 1), assembly);
                    assembly.is_after_blank = false;
                }
            }
        }
    }

    /// Cuts a line of prose from the song that a direction at its end announces: `I shall tell you. (Sings.)`.
    fn part_song(&self, setting: Setting, parts: &mut Vec<Range<usize>>) {
        let Some(first) =
            parts.first_mut().filter(|first| first.len() > 2 && !setting.is_mostly_verse() && !setting.is_wrapped())
        else {
            return;
        };
        let line = first.start;
        if self.words(line).trim_end_matches('.').ends_with([')', ']']) {
            first.start += 1;
            parts.insert(0, line..line + 1);
        }
    }

    /// Whether a scene is verse, so that each of its lines is, in a play with much of it: some of its passages are, and none is prose.
    pub(super) fn is_verse_scene(&self, items: &[Item], setting: Setting) -> bool {
        if !setting.has_much_verse() || setting.is_wrapped() {
            return false;
        }
        let (mut verse, mut all) = (0, 0);
        for item in items.iter().take_while(|item| !matches!(item, Item::Heading { .. })) {
            let Item::Passage { lines, .. } = item else { continue };
            match setting.is_verse(self.layout, lines) {
                Some(false) => return false,
                Some(true) => verse += 1,
                None => {}
            }
            all += 1;
        }
        verse >= VERSE_LEAST && verse * VERSE_SHARE >= all
    }

    /// Whether the passages on both sides are verse.
    fn is_among_verse(&self, rest: &[Item], assembly: &Assembly) -> bool {
        let after = || {
            let passages = rest.iter().filter_map(|item| match item {
                Item::Passage { lines, .. } => Some(lines),
                _ => None,
            });
            let count = if assembly.setting.has_much_verse() { NEIGHBORS_IN_VERSE } else { NEIGHBORS };
            let next = passages.take(count).find(|lines| lines.len() > 1);
            next.is_some_and(|lines| assembly.setting.is_verse(self.layout, lines) == Some(true))
        };
        assembly.setting.has_verse() && assembly.last_was_verse && after()
    }

    fn verse(&mut self, start: usize, lines: &Range<usize>, is_continued: bool, assembly: &mut Assembly) {
        if is_continued {
            assembly.split_last_line();
        }
        let mut verse = Vec::with_capacity(lines.len());
        for line in lines.clone() {
            let content = self.layout.lines[line].content;
            let span = Span::new(if line == lines.start { start } else { content.start }, content.end);
            let part = (is_continued && line == lines.start).then_some("F");
            // A parenthesis that is all of a line which goes on from another speaker's is said.
            let is_said = part.is_some() && closing(&self.text[span.range()]) == Some(span.len());
            let brackets = self.reader.brackets;
            self.reader.brackets.round &= !is_said;
            let inlines = self.reader.read_span(span, &(line..line + 1), LineEnds::Keep);
            self.reader.brackets = brackets;
            verse.push(VerseLine { part, inlines });
        }
        if let Some(turn) = &mut assembly.turn {
            turn.end = self.layout.lines[lines.end - 1].content.end;
        }
        assembly.push(Block::Verse(verse));
    }

    /// A paragraph, or the rest of one that a page cut.
    fn prose(&mut self, start: usize, lines: &Range<usize>, assembly: &mut Assembly) {
        let end = self.layout.lines[lines.end - 1].content.end;
        let span = Span::new(start, end);
        let inlines = self.reader.flowing(span, lines);
        if !self.continues(start, assembly) {
            if let Some(turn) = &mut assembly.turn {
                turn.end = end;
            }
            return assembly.push(Block::Paragraph { role: ParagraphRole::Plain, inlines });
        }
        let turn = assembly.turn.as_mut().expect("only a speech is continued");
        let pages = turn.blocks.iter().rev().take_while(|(block, _)| block.is_furniture()).count();
        let pages = turn.blocks.split_off(turn.blocks.len() - pages);
        let Some((Block::Paragraph { inlines: before, .. }, _)) = turn.blocks.last_mut() else { return };
        let marks: Vec<Inline> = pages.into_iter().filter_map(|(block, _)| inline(block)).collect();
        let certainty = if marks.is_empty() { Certainty::Medium } else { Certainty::High };
        let first = inlines::cover(&marks).map_or(start, |mark| mark.start);
        before.push(Inline::Space { span: Span::new(turn.end, first), with: " " });
        before.extend(if marks.is_empty() { vec![Inline::PageTurn(certainty)] } else { marks });
        before.extend(inlines);
        let evidence = vec!["no end of a sentence before".into(), "the next word begins with a small letter".into()];
        let value = "one paragraph, cut by a page turn".to_owned();
        self.decisions.push(Decision { kind: "page-join", span: Span::new(turn.end, start), value, evidence, certainty });
        turn.end = end;
    }

    /// Whether a paragraph goes on after a page, or after the blank line that a page left.
    fn continues(&self, start: usize, assembly: &Assembly) -> bool {
        let Some(turn) = &assembly.turn else { return false };
        let is_page = |block: &(Block, bool)| block.0.is_furniture();
        let pages = turn.blocks.iter().rev().take_while(|block| is_page(block)).count();
        let before = turn.blocks.iter().rev().nth(pages);
        let is_prose = matches!(before, Some((Block::Paragraph { .. }, _)));
        let starts_small = self.text[start..].starts_with(is_small);
        let is_cut = !pages::ends_sentence(self.text[..turn.end].lines().next_back().unwrap_or_default());
        let is_between_pages = (1..=PAGE_LINES).contains(&pages) || pages == 0 && assembly.is_after_blank;
        is_prose && is_cut && is_between_pages && starts_small
    }
}
