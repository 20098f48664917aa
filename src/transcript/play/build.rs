//! Builds the blocks of a play from its parts: divisions, speeches and the list of persons.

use std::ops::Range;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, CastPart, Decision, HeadingRole, ParagraphRole, Standing, TOLD,
        blocks::settle,
        cast,
        facts::nothing_follows,
        furniture::Furniture,
        growth,
        headings::{self, Ending, Rank},
        inlines::{Inline, LineEnds, without_directions},
        labels::Label,
        play::{
            Play,
            assembly::{Assembly, Turn, kind},
            items::Item,
        },
        verse::Setting,
    },
};

impl Play<'_, '_> {
    /// Builds the blocks of a play from the lines `lines`.
    pub(in crate::transcript) fn build(&mut self, lines: Range<usize>) -> Vec<Block> {
        let items = self.items(lines);
        // A preface is prose, whatever the speeches are, and tells nothing of how they are set.
        let first = items.iter().position(|item| matches!(item, Item::Label(_))).unwrap_or(items.len());
        let (front, body) = (self.setting(&items[..first]), self.setting(&items[first..]));
        let mut assembly = Assembly { open: vec![(None, "play", Vec::new())], setting: front, ..Assembly::default() };
        for (index, item) in items.iter().enumerate() {
            if index == first {
                assembly.setting = body;
                assembly.is_verse_scene = self.is_verse_scene(&items[index..], body);
            }
            self.take(item, &items[index + 1..], &mut assembly);
        }
        self.end_turn(&mut assembly);
        while assembly.open.len() > 1 {
            assembly.close();
        }
        let mut blocks = assembly.open.pop().map(|(_, _, blocks)| blocks).unwrap_or_default();
        settle(&mut blocks, ParagraphRole::Plain);
        blocks
    }

    /// How the verse and the prose of a part of the play are set.
    fn setting(&self, items: &[Item]) -> Setting {
        let passages = items.iter().filter_map(|item| match item {
            Item::Passage { lines, .. } => Some(lines.clone()),
            _ => None,
        });
        let shared = items.iter().filter(|item| matches!(item, Item::Passage { is_continued: true, .. })).count();
        Setting::of(self.layout, &passages.collect::<Vec<_>>(), shared)
    }

    fn take(&mut self, item: &Item, rest: &[Item], assembly: &mut Assembly) {
        match item {
            Item::Blank => {
                assembly.is_after_blank = true;
                return;
            }
            Item::Page(line) => {
                let form_feed = || vec![Block::Page { mark: None, number: None, is_column: false }];
                let furniture = line.and_then(|line| self.layout.furniture(line));
                furniture.map_or_else(form_feed, Furniture::blocks).into_iter().for_each(|block| assembly.push(block));
            }
            Item::Title(line) => {
                let inlines = self.line(*line);
                assembly.push(Block::Heading { role: HeadingRole::Main, number: None, inlines });
            }
            Item::Heading { rank, line } => {
                self.end_turn(assembly);
                let inlines = self.line(*line);
                self.decide_heading(*rank, *line);
                assembly.is_verse_scene = self.is_verse_scene(rest, assembly.setting);
                assembly.open_division(*rank, Block::Heading { role: HeadingRole::Sub, number: None, inlines });
            }
            Item::Cast(index) => {
                self.end_turn(assembly);
                let list = self.cast(*index);
                assembly.push(list);
            }
            Item::Direction { start, lines } => {
                let span = Span::new(*start, self.layout.lines[lines.end - 1].content.end);
                let inlines = self.reader.direction(span, lines);
                assembly.push(Block::Direction(inlines));
            }
            Item::Label(index) => {
                self.end_turn(assembly);
                self.begin_turn(self.labels[*index], assembly);
            }
            Item::Passage { start, lines, is_continued } => self.passage(*start, lines, *is_continued, rest, assembly),
            Item::Letter(index) => {
                let letter = self.letter(*index, assembly.setting);
                assembly.push(letter);
            }
            Item::End(line) => {
                self.end_turn(assembly);
                let inlines = self.line(*line);
                self.close_ended(*line, rest, assembly);
                assembly.push(Block::Trailer(inlines));
            }
        }
        assembly.is_after_blank = false;
    }

    /// Closes the divisions that end before a line which ends something: the scene where it ends the act, and all of them where
    /// nothing follows it.
    fn close_ended(&self, line: usize, rest: &[Item], assembly: &mut Assembly) {
        let is_page = |item: &&Item| matches!(item, Item::Blank | Item::Page { .. } | Item::End(_));
        let next = rest.iter().find(|item| !is_page(item));
        let is_before_act = matches!(next, None | Some(Item::Heading { rank: Some(Rank::Act), .. }));
        match headings::ending(self.words(line)) {
            Some(Ending::Part(Rank::Act)) => assembly.close_scenes(),
            Some(Ending::Curtain) if is_before_act => assembly.close_scenes(),
            Some(Ending::Whole) if next.is_none() => {
                while assembly.open.len() > 1 {
                    assembly.close();
                }
            }
            _ => {}
        }
    }

    /// The running text of one line.
    fn line(&mut self, line: usize) -> Vec<Inline> {
        self.reader.read(&(line..line + 1), self.layout.lines[line].content.start, LineEnds::Keep)
    }

    fn decide_heading(&mut self, rank: Option<Rank>, line: usize) {
        let (evidence, certainty) = match rank {
            None if headings::told(self.told, self.words(line)).is_some() => (TOLD, Certainty::High),
            Some(_) => ("a word for a part of a play with its number, on a line that stands apart", Certainty::High),
            None => ("a short line in capitals that stands apart", Certainty::Medium),
        };
        let value = kind(rank).to_owned();
        let span = self.layout.lines[line].content;
        self.decisions.push(Decision { kind: "heading", span, value, evidence: vec![evidence.into()], certainty });
    }

    fn begin_turn(&mut self, mut label: Label, assembly: &mut Assembly) {
        // After a comma and without brackets, the words are part of the label as it is printed.
        if let Some(direction) = label.direction.take_if(|direction| !self.text[direction.range()].starts_with(['(', '[', '（']))
        {
            label.span = Span::new(label.span.start, direction.end);
        }
        let (person, identity) = self.persons.speaker(&self.text[label.name.range()], label.span);
        let mut blocks = Vec::new();
        if let Some(direction) = label.direction {
            let last = (label.line..self.layout.lines.len()).find(|&line| self.layout.lines[line].content.end >= direction.end);
            let lines = label.line..last.unwrap_or(label.line) + 1;
            blocks.push((Block::Direction(self.reader.direction(direction, &lines)), false));
        }
        assembly.turn = Some(Turn { label, person, certainty: identity.max(label.certainty), blocks, end: label.end });
    }

    /// Ends a speech; directions after its last words, apart from them, stand after it.
    fn end_turn(&mut self, assembly: &mut Assembly) {
        let Some(Turn { label, person, certainty, mut blocks, .. }) = assembly.turn.take() else { return };
        let is_said = |(block, _): &(Block, bool)| !matches!(block, Block::Direction(_)) && !block.is_furniture();
        let words = blocks.iter().rposition(is_said).map_or(0, |last| last + 1);
        let apart = (words..blocks.len()).find(|&index| blocks[index].1 || blocks[index].0.is_furniture());
        let after = blocks.split_off(apart.unwrap_or(blocks.len()));
        let mut blocks: Vec<Block> = blocks.into_iter().map(|(block, _)| block).collect();
        blocks.shrink_to_fit();
        let out = assembly.blocks();
        if blocks.iter().all(Block::is_furniture) {
            let text = self.text;
            self.reader.report(|| nothing_follows(text, label.span));
            let inlines = self.reader.plain(label.span, &(label.line..label.line + 1), LineEnds::Keep);
            out.push(Block::Paragraph { role: ParagraphRole::Plain, inlines });
            out.extend(blocks);
        } else {
            growth::push(out, Block::Turn { label: label.span, person, certainty, blocks });
        }
        out.extend(after.into_iter().map(|(block, _)| block));
    }

    /// The list of persons: its roles are persons of the play.
    fn cast(&mut self, index: usize) -> Block {
        let list = &self.casts[index];
        let mut heading = if list.has_heading { self.line(list.start) } else { Vec::new() };
        let list = &self.casts[index];
        // A page may begin between the heading and the first item, and between items.
        let layout = self.layout;
        let pages = |from: usize, to: usize| -> Vec<Inline> {
            (from..to).filter_map(|line| layout.furniture(line)).flat_map(|page| page.inlines(false)).collect()
        };
        heading.extend(pages(list.start + 1, list.items.first().map_or(0, |item| item.start)));
        let lines: Vec<Range<usize>> = list.items.clone();
        let mut items = Vec::with_capacity(lines.len());
        for (at, item) in lines.iter().enumerate() {
            let mut parts = self.cast_item(item);
            let pages = lines.get(at + 1).map_or_else(Vec::new, |next| pages(item.end, next.start));
            parts.extend(Some(CastPart::Other(pages)).filter(|part| !part.inlines().is_empty()));
            items.push(parts);
        }
        Block::Cast { heading, items }
    }

    fn cast_item(&mut self, lines: &Range<usize>) -> Vec<CastPart> {
        let span = self.layout.span(lines);
        // What stands in parentheses tells of the person, and is no direction.
        let brackets = std::mem::take(&mut self.reader.brackets);
        let parts = self.cast_parts(span, lines);
        self.reader.brackets = brackets;
        parts
    }

    fn cast_parts(&mut self, span: Span, lines: &Range<usize>) -> Vec<CastPart> {
        let Some((role, description)) = cast::role(self.text, span).filter(|_| lines.len() == 1) else {
            return vec![CastPart::Other(without_directions(self.reader.flowing(span, lines)))];
        };
        let person = self.persons.named(&self.text[role.range()], role, Standing::Present);
        let mut parts = vec![CastPart::Role(without_directions(self.reader.flowing(role, lines)), person)];
        let mut at = role.end;
        if let Some(said) = description {
            parts.push(CastPart::Other(vec![Inline::Text(Span::new(at, said.start))]));
            parts.push(CastPart::Description(without_directions(self.reader.flowing(said, lines))));
            at = said.end;
        }
        if at < span.end {
            parts.push(CastPart::Other(vec![Inline::Text(Span::new(at, span.end))]));
        }
        parts
    }
}
