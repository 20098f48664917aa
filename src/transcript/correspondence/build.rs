//! The parts of a letter that stand around its text.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        Block, HeadingRole,
        closer::{self, CloserPart},
        correspondence::{Letter, words},
        dates,
        inlines::{Inline, LineEnds, Mark, Marked, Reader, without_directions, without_speech},
    },
};

impl Letter {
    /// The letter as a block, with the blocks of its text.
    pub(in crate::transcript) fn block(&self, reader: &mut Reader<'_>, text: Vec<Block>) -> Block {
        let mut blocks = Vec::with_capacity(text.len() + 3);
        if let Some(line) = self.heading {
            let inlines = reader.read(&(line..line + 1), reader.layout.lines[line].content.start, LineEnds::Keep);
            blocks.push(Block::Heading { role: HeadingRole::Part, number: None, inlines });
        }
        let opener = self.opener(reader);
        blocks.extend((!opener.is_empty()).then_some(Block::Opener(opener)));
        blocks.extend(text);
        let closer = self.closer(reader);
        blocks.extend((!closer.is_empty()).then_some(Block::Closer(closer)));
        if !self.postscript.is_empty() {
            let start = reader.layout.lines[self.postscript.start].content.start;
            blocks.push(Block::Postscript(reader.read(&self.postscript, start, LineEnds::Keep)));
        }
        Block::Letter { kind: self.kind, blocks }
    }

    /// The lines above the text: where and when, to whom, the salutation.
    fn opener(&self, reader: &mut Reader<'_>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for line in filled(reader, &self.opening) {
            if !inlines.is_empty() {
                inlines.push(Inline::LineEnd);
            }
            let content = reader.layout.lines[line].content;
            match self.salutation.filter(|salutation| content.contains(*salutation)) {
                Some(salutation) => {
                    let read = reader.read_span(salutation, &(line..line + 1), LineEnds::Keep);
                    inlines.push(Marked::inline(Mark::Salutation, without_directions(read)));
                }
                None => inlines.extend(above_text(reader, line)),
            }
        }
        inlines
    }

    /// The lines below the text: the valediction and the signature.
    fn closer(&self, reader: &mut Reader<'_>) -> Vec<CloserPart> {
        let mut parts = Vec::new();
        let mut after = 0;
        if let Some(span) = self.valediction {
            let is_inside = |line: &usize| reader.layout.lines[*line].content.start < span.end;
            let last = self.closing.clone().take_while(is_inside).last().unwrap_or(self.closing.start);
            let read = reader.read_span(span, &(self.closing.start..last + 1), LineEnds::Keep);
            parts.push(CloserPart::Valediction(without_directions(read)));
            after = span.end;
        }
        for line in filled(reader, &self.closing) {
            let content = reader.layout.lines[line].content;
            let rest = &reader.text[content.start.max(after).min(content.end)..content.end];
            let start = content.end - rest.trim_start().len();
            if start == content.end {
                continue;
            }
            if dates::heads_letter(&reader.text[start..content.end]) {
                parts.push(CloserPart::Dateline(closer::dated(reader, line, start)));
                continue;
            }
            // The mark that closes the quotation is no part of the name, nor is a full stop.
            let end = start + name_end(&reader.text[start..content.end]);
            let has_name = parts.iter().any(|part| matches!(part, CloserPart::Name(..)));
            let signed = closer::parts(reader, line, Span::new(start, end)).into_iter();
            parts.extend(signed.map(|part| match part {
                // Below the name, what has a comma is a place.
                CloserPart::Name(inlines, _) if has_name && reader.text[start..end].contains(',') => CloserPart::Line(inlines),
                part => part,
            }));
            if end < content.end {
                let mark = Span::new(content.end - reader.text[end..content.end].trim_start().len(), content.end);
                parts.push(CloserPart::Line(vec![Inline::Text(mark)]));
            }
        }
        parts
    }
}

/// Where the name ends that a line is, with the full stop of an initial or an abbreviation, but without other marks.
fn name_end(words: &str) -> usize {
    let name = words.trim_end_matches(words::CLOSING).trim_end();
    let last = name.trim_end_matches('.');
    let is_whole = last.rsplit([' ', '.']).next().is_some_and(|word| word.chars().count() > 3);
    match if is_whole { last.len() } else { name.len() } {
        0 => words.len(),
        end => end,
    }
}

/// The lines that are not blank.
fn filled(reader: &Reader<'_>, lines: &Range<usize>) -> Vec<usize> {
    lines.clone().filter(|line| !reader.layout.lines[*line].is_blank()).collect()
}

/// A line above the text: it says where and when, or to whom the letter goes.
fn above_text(reader: &mut Reader<'_>, line: usize) -> Vec<Inline> {
    let content = reader.layout.lines[line].content;
    if dates::heads_letter(&reader.text[content.range()]) {
        return vec![Marked::inline(Mark::Dateline, closer::dated(reader, line, content.start))];
    }
    without_speech(reader.read(&(line..line + 1), content.start, LineEnds::Keep))
}
