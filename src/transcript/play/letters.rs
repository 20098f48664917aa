//! The letters that somebody reads out in a play.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{Block, ParagraphRole, VerseLine, inlines::LineEnds, play::Play, verse::Setting},
};

impl Play<'_, '_> {
    /// A letter; its text is verse where lines in a row are.
    pub(super) fn letter(&mut self, index: usize, setting: Setting) -> Block {
        let letter = &self.letters[index];
        let (body, mut start) = (letter.body.clone(), letter.start);
        let mut blocks = Vec::new();
        let mut line = body.start;
        while line < body.end {
            if let Some(furniture) = self.layout.furniture(line) {
                blocks.extend(furniture.blocks());
                line += 1;
                continue;
            }
            let is_text = |line: &usize| !self.layout.lines[*line].is_blank() && self.layout.furniture(*line).is_none();
            let run = line..line + (line..body.end).take_while(is_text).count();
            if !run.is_empty() {
                self.letter_run(start.max(self.layout.lines[line].content.start), &run, setting, &mut blocks);
                start = 0;
            }
            line = run.end.max(line + 1);
        }
        letter.block(self.reader, blocks)
    }

    /// Lines of a letter in a row: verse, or a paragraph, or one for each line.
    fn letter_run(&mut self, start: usize, lines: &Range<usize>, setting: Setting, blocks: &mut Vec<Block>) {
        let end = self.layout.lines[lines.end - 1].content.end;
        if setting.is_verse(self.layout, lines) == Some(true) {
            let line = |line: usize| {
                let content = self.layout.lines[line].content;
                let span = Span::new(content.start.max(start), content.end);
                VerseLine { part: None, inlines: self.reader.read_span(span, &(line..line + 1), LineEnds::Keep) }
            };
            blocks.push(Block::Stanza(lines.clone().map(line).collect()));
        } else if setting.is_wrapped() {
            let inlines = self.reader.flowing(Span::new(start, end), lines);
            blocks.push(Block::Paragraph { role: ParagraphRole::Plain, inlines });
        } else {
            for line in lines.clone() {
                let content = self.layout.lines[line].content;
                let inlines = self.reader.flowing(Span::new(content.start.max(start), content.end), &(line..line + 1));
                blocks.push(Block::Paragraph { role: ParagraphRole::Plain, inlines });
            }
        }
    }
}
