//! The parts of a play: from lines to title, list of persons, acts, scenes, speeches, directions, verse and prose.

use std::ops::Range;

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, CastPart, Decision, HeadingRole, ParagraphRole, Standing, VerseLine,
        cast::{self, CastList},
        cues::closing,
        directions::{self, INDENT},
        headings::{self, Rank},
        inlines::{Inline, LineEnds, Reader},
        labels::Label,
        layout::Layout,
        pages,
        persons::Persons,
        verse::Setting,
    },
};

/// The longest direction on lines of its own, in lines.
const DIRECTION_LIMIT: usize = 60;

/// How many passages after a single line may tell whether it is verse.
const NEIGHBORS: usize = 3;

/// The longest heading without a word for it, and the longest line of a title page, in columns.
const HEADING_LIMIT: usize = 90;

/// A part of a play.
#[derive(Clone, Debug)]
enum Item {
    Blank,
    Page {
        mark: Option<Span>,
        number: Option<String>,
    },
    Title(usize),
    Heading {
        rank: Option<Rank>,
        line: usize,
    },
    Cast(usize),
    Direction {
        span: Span,
        lines: Range<usize>,
    },
    Label(usize),
    /// Words from the first byte on, in these lines.
    Passage {
        start: usize,
        lines: Range<usize>,
        is_continued: bool,
    },
    End(usize),
}

/// What the parts of a play are made with.
pub(super) struct Play<'p, 'r> {
    pub(super) text: &'p str,
    pub(super) layout: &'p Layout,
    pub(super) labels: &'p [Label],
    pub(super) casts: &'p [CastList],
    /// The lines of notes, in order.
    pub(super) skipped: &'p [Range<usize>],
    pub(super) reader: &'p mut Reader<'r>,
    pub(super) persons: &'p mut Persons,
    pub(super) decisions: &'p mut Vec<Decision>,
}

/// What is being put together.
#[derive(Default)]
struct Assembly {
    /// The divisions that are open, with the rank of each, and the blocks of each; the first is the whole play.
    open: Vec<(Option<Rank>, &'static str, Vec<Block>)>,
    turn: Option<Turn>,
    /// The number of the passage before, if it was prose that may go on.
    is_after_blank: bool,
    setting: Setting,
    last_was_verse: bool,
}

struct Turn {
    label: Label,
    person: usize,
    certainty: Option<Certainty>,
    /// What is said and done, each with whether a blank line stands before it.
    blocks: Vec<(Block, bool)>,
    /// Where the last words end.
    end: usize,
}

impl Play<'_, '_> {
    /// Builds the blocks of a play from the lines `lines`.
    pub(super) fn build(&mut self, lines: Range<usize>) -> Vec<Block> {
        let items = self.items(lines);
        let passages: Vec<Range<usize>> = items
            .iter()
            .filter_map(|item| match item {
                Item::Passage { lines, .. } => Some(lines.clone()),
                _ => None,
            })
            .collect();
        let setting = Setting::of(self.text, self.layout, &passages);
        let mut assembly = Assembly { open: vec![(None, "play", Vec::new())], setting, ..Assembly::default() };
        for (index, item) in items.iter().enumerate() {
            self.take(item, &items[index + 1..], &mut assembly);
        }
        self.end_turn(&mut assembly);
        while assembly.open.len() > 1 {
            assembly.close();
        }
        assembly.open.pop().map(|(_, _, blocks)| blocks).unwrap_or_default()
    }

    fn words(&self, line: usize) -> &str {
        &self.text[self.layout.lines[line].content.range()]
    }

    /// Cuts the lines into the parts of a play.
    fn items(&self, lines: Range<usize>) -> Vec<Item> {
        let (from, to) = (lines.start, lines.end);
        let indents = directions::indents(self.text, self.layout, lines.clone(), self.labels);
        let title_end = self.title_end(from, to);
        let mut labels = self.labels.iter().enumerate().peekable();
        let mut casts = self.casts.iter().enumerate().peekable();
        let mut skipped = self.skipped.iter().peekable();
        let mut items = Vec::new();
        let mut line = from;
        let mut is_after_label = false;
        while line < to {
            if let Some(notes) = skipped.next_if(|notes| notes.start <= line) {
                line = line.max(notes.end);
                continue;
            }
            let facts = self.layout.lines[line];
            let before = items.len();
            let mut next = line + 1;
            while labels.next_if(|(_, label)| label.line < line).is_some() {}
            while casts.next_if(|(_, list)| list.heading < line).is_some() {}
            if facts.is_blank() {
                if !matches!(items.last(), Some(Item::Blank)) {
                    items.push(Item::Blank);
                }
            } else if let Some((index, list)) = casts.next_if(|(_, list)| list.heading == line) {
                items.push(Item::Cast(index));
                next = list.end;
            } else if let Some(number) = pages::mark(self.words(line)) {
                items.push(Item::Page { mark: Some(facts.content), number: Some(number) });
            } else if let Some((index, label)) = labels.next_if(|(_, label)| label.line == line) {
                items.push(Item::Label(index));
                next = self.after_label(label, to, &mut items);
            } else if line < title_end {
                items.push(Item::Title(line));
            } else if let Some(rank) = self.heading(line, from, to).filter(|_| !indents.contains(&facts.indent)) {
                items.push(Item::Heading { rank, line });
            } else if let Some(end) = self.direction(line, to, is_after_label, &indents) {
                let lines = line..end;
                items.push(Item::Direction { span: self.layout.span(&lines), lines });
                next = end;
            } else {
                let is_end = self.stands_apart(line, from, to) && headings::is_end(self.words(line));
                next = if is_end { line + 1 } else { self.passage_end(line, to, &indents) };
                let is_continued = is_after_label && facts.indent >= 2 * INDENT;
                items.push(if is_end {
                    Item::End(line)
                } else {
                    Item::Passage { start: facts.content.start, lines: line..next, is_continued }
                });
            }
            let starts_speech = matches!(items.last(), Some(Item::Label(_)));
            is_after_label = starts_speech || is_after_label && matches!(items.last(), Some(Item::Direction { .. }));
            debug_assert!(items.len() > before || facts.is_blank());
            if self.layout.lines[line..next].iter().any(|line| line.ends_page) {
                items.push(Item::Page { mark: None, number: None });
            }
            line = next;
        }
        self.without_contents(&mut items);
        items
    }

    /// Turns headings before the first speech that only list the parts of the play into text: little follows each, and the part
    /// that the first speech stands in comes after them.
    fn without_contents(&self, items: &mut [Item]) {
        let first = items.iter().position(|item| matches!(item, Item::Label(_))).unwrap_or(0);
        let mut least: Option<Rank> = None;
        let mut lines = 0;
        for item in items[..first].iter_mut().rev() {
            match item {
                Item::Heading { rank: Some(rank), line } => {
                    let is_listed = least.is_some_and(|least| *rank >= least) && lines <= 2;
                    if is_listed {
                        let start = self.layout.lines[*line].content.start;
                        *item = Item::Passage { start, lines: *line..*line + 1, is_continued: false };
                    } else {
                        least = Some(*rank);
                    }
                    lines = 0;
                }
                Item::Passage { lines: passage, .. } => lines += passage.len(),
                Item::Direction { lines: direction, .. } => lines += direction.len(),
                Item::Cast(_) => lines = 0,
                _ => {}
            }
        }
    }

    /// What follows a label on its line; gives the next line.
    fn after_label(&self, label: &Label, to: usize, items: &mut Vec<Item>) -> usize {
        let last = (label.line..to).find(|&line| self.layout.lines[line].content.end >= label.end).unwrap_or(label.line);
        let line_end = self.layout.lines[last].content.end;
        let rest = self.text[label.end..line_end.max(label.end)].trim_start();
        if rest.is_empty() {
            return last + 1;
        }
        let start = line_end - rest.len();
        // A direction that takes the rest of the line, or of some lines.
        if let Some(end) = self.bracket_end(start, last, to) {
            items.push(Item::Direction { span: Span::new(start, self.layout.lines[end - 1].content.end), lines: last..end });
            return end;
        }
        let next = self.passage_end(last, to, &[]);
        items.push(Item::Passage { start, lines: last..next, is_continued: false });
        next
    }

    /// The end of the title page: the lines before the first blank one, if they are few and short.
    fn title_end(&self, from: usize, to: usize) -> usize {
        let end = (from..to).find(|&line| self.layout.lines[line].is_blank()).unwrap_or(to);
        let is_label = |line: usize| self.labels.iter().take(1).any(|label| label.line <= line);
        let is_title = |line: usize| {
            self.layout.width(self.text, line) <= HEADING_LIMIT
                && !is_label(line)
                && !self.words(line).starts_with(['(', '['])
                && headings::rank(self.words(line)).is_none()
                && !headings::heads_personae(self.words(line))
        };
        if end - from <= 6 && end < to && (from..end).all(is_title) { end } else { from }
    }

    fn stands_apart(&self, line: usize, from: usize, to: usize) -> bool {
        let lines = &self.layout.lines;
        let is_open = |line: usize| lines[line].is_blank() || lines[line].ends_page || pages::mark(self.words(line)).is_some();
        (line == from || is_open(line - 1)) && (line + 1 >= to || is_open(line + 1))
    }

    /// Whether a line is a heading, and of what rank.
    fn heading(&self, line: usize, from: usize, to: usize) -> Option<Option<Rank>> {
        let words = self.words(line);
        let lines = &self.layout.lines;
        let is_first = line == from || lines[line - 1].is_blank() || pages::mark(self.words(line - 1)).is_some();
        if !is_first || lines[line].indent >= 40 {
            return None;
        }
        if let Some(rank) = headings::rank(words) {
            return Some(Some(rank));
        }
        let letters = words.chars().filter(|character| character.is_alphabetic()).count();
        let in_capitals = words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase);
        let is_heading = in_capitals
            && letters >= 4
            && self.stands_apart(line, from, to)
            && self.layout.width(self.text, line) <= HEADING_LIMIT
            && !words.ends_with(['!', '?', ',', ';', '…'])
            && !words.starts_with(['(', '['])
            && !headings::is_end(words);
        is_heading.then_some(None)
    }

    /// Where a direction on lines of its own ends, if one begins with this line: the line after it.
    fn direction(&self, line: usize, to: usize, is_after_label: bool, indents: &[usize]) -> Option<usize> {
        let facts = self.layout.lines[line];
        if facts.indent >= INDENT && indents.contains(&facts.indent) {
            let same = (line..to)
                .take_while(|&line| !self.layout.lines[line].is_blank() && self.layout.lines[line].indent == facts.indent);
            return Some(line + same.count());
        }
        let words = self.words(line);
        if !words.starts_with(['(', '[']) {
            return None;
        }
        // In a paragraph that is broken at a width, a bracket may begin a line by chance.
        let is_by_chance = !is_after_label
            && line > 0
            && !self.layout.lines[line - 1].is_blank()
            && self.layout.is_full(self.text, line - 1, line)
            && !self.words(line - 1).ends_with([']', ')']);
        if is_by_chance { None } else { self.bracket_end(facts.content.start, line, to) }
    }

    /// The line after brackets that begin at a byte, if they end with a line and nothing stands between them.
    fn bracket_end(&self, start: usize, line: usize, to: usize) -> Option<usize> {
        let limit = (line..to).take_while(|&line| !self.layout.lines[line].is_blank()).take(DIRECTION_LIMIT).last()?;
        let limit_end = self.layout.lines[limit].content.end;
        let mut at = start;
        loop {
            let words = &self.text[at..limit_end];
            if !words.starts_with(['(', '[']) {
                return None;
            }
            let length = closing(words)?;
            if !words[..length].chars().any(char::is_alphabetic) || pages::mark(&words[..length]).is_some() {
                return None;
            }
            at += length;
            let rest = &self.text[at..limit_end];
            let trimmed = rest.trim_start_matches(['.', ')', ']', ':', ',', ';', '–', '—', ' ']);
            at += rest.len() - trimmed.len();
            let last = (line..=limit).find(|&line| self.layout.lines[line].content.end >= at)?;
            if trimmed.is_empty() || self.layout.lines[last].content.end == at {
                return Some(last + 1);
            }
            if trimmed.starts_with('\n') || trimmed.starts_with('\r') {
                return Some(last + 1);
            }
        }
    }

    /// The line after a passage that begins with a line: up to a blank line, a page, a label, or a direction.
    fn passage_end(&self, line: usize, to: usize, indents: &[usize]) -> usize {
        let lines = &self.layout.lines;
        let mut next = line + 1;
        let first_label = self.labels.partition_point(|label| label.line <= line);
        let label = self.labels.get(first_label).map_or(to, |label| label.line);
        let notes = self.skipped.get(self.skipped.partition_point(|notes| notes.start <= line)).map_or(to, |notes| notes.start);
        while next < to.min(label).min(notes)
            && !lines[next].is_blank()
            && !lines[next - 1].ends_page
            && pages::mark(self.words(next)).is_none()
            && self.direction(next, to, false, indents).is_none()
        {
            next += 1;
        }
        next
    }

    fn take(&mut self, item: &Item, rest: &[Item], assembly: &mut Assembly) {
        match item {
            Item::Blank => {
                assembly.is_after_blank = true;
                return;
            }
            Item::Page { mark, number } => assembly.push(Block::Page { mark: *mark, number: number.clone() }),
            Item::Title(line) => {
                let inlines = self.line(*line);
                assembly.push(Block::Heading { role: HeadingRole::Main, inlines });
            }
            Item::Heading { rank, line } => {
                self.end_turn(assembly);
                let inlines = self.line(*line);
                self.decide_heading(*rank, *line);
                assembly.open_division(*rank, Block::Heading { role: HeadingRole::Sub, inlines });
            }
            Item::Cast(index) => {
                self.end_turn(assembly);
                let list = self.cast(*index);
                assembly.push(list);
            }
            Item::Direction { span, lines } => {
                let inlines = self.reader.direction(*span, lines);
                assembly.push(Block::Direction(inlines));
            }
            Item::Label(index) => {
                self.end_turn(assembly);
                self.begin_turn(self.labels[*index], assembly);
            }
            Item::Passage { start, lines, is_continued } => self.passage(*start, lines, *is_continued, rest, assembly),
            Item::End(line) => {
                self.end_turn(assembly);
                let inlines = self.line(*line);
                assembly.push(Block::Paragraph { role: ParagraphRole::Plain, inlines });
            }
        }
        assembly.is_after_blank = false;
    }

    /// The running text of one line.
    fn line(&mut self, line: usize) -> Vec<Inline> {
        self.reader.read(&(line..line + 1), self.layout.lines[line].content.start, LineEnds::Keep)
    }

    fn decide_heading(&mut self, rank: Option<Rank>, line: usize) {
        let (evidence, certainty) = match rank {
            Some(_) => ("a word for a part of a play with its number, on a line that stands apart", Certainty::High),
            None => ("a short line in capitals that stands apart", Certainty::Medium),
        };
        let value = kind(rank).to_owned();
        let span = self.layout.lines[line].content;
        self.decisions.push(Decision { kind: "heading", span, value, evidence: vec![evidence.into()], certainty });
    }

    fn begin_turn(&mut self, label: Label, assembly: &mut Assembly) {
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
        let is_said = |(block, _): &(Block, bool)| !matches!(block, Block::Direction(_) | Block::Page { .. });
        let words = blocks.iter().rposition(is_said).map_or(0, |last| last + 1);
        let apart = (words..blocks.len()).find(|&index| blocks[index].1 || matches!(blocks[index].0, Block::Page { .. }));
        let after = blocks.split_off(apart.unwrap_or(blocks.len()));
        let blocks: Vec<Block> = blocks.into_iter().map(|(block, _)| block).collect();
        let out = assembly.blocks();
        if blocks.iter().all(|block| matches!(block, Block::Page { .. })) {
            let message = format!("nothing follows the label {}", quote(&self.text[label.span.range()]));
            let help = "it is kept as a paragraph; delete it in the transcript if it stands there by mistake";
            self.reader.diagnostics.push(Diagnostic::new("TR007", Severity::Info, label.span, message).help(help));
            out.push(Block::Paragraph { role: ParagraphRole::Plain, inlines: vec![Inline::Text(label.span)] });
            out.extend(blocks);
        } else {
            out.push(Block::Turn { label: label.span, person, certainty, blocks });
        }
        out.extend(after.into_iter().map(|(block, _)| block));
    }

    /// A passage of verse or prose, or of both.
    fn passage(&mut self, start: usize, lines: &Range<usize>, is_continued: bool, rest: &[Item], assembly: &mut Assembly) {
        let setting = assembly.setting;
        let parts = setting.parts(self.text, self.layout, lines);
        for part in parts {
            let is_first = part.start == lines.start;
            let from = if is_first { start } else { self.layout.lines[part.start].content.start };
            let known = setting.is_verse(self.text, self.layout, &part);
            let is_continued = is_continued && is_first;
            let is_likely = || setting.is_mostly_verse() || self.is_among_verse(rest, assembly);
            let is_verse = is_continued || known.unwrap_or_else(is_likely);
            assembly.last_was_verse = is_verse;
            if is_verse {
                self.verse(from, &part, is_continued, assembly);
            } else if setting.is_wrapped() {
                self.prose(from, &part, assembly);
            } else {
                for line in part.clone() {
                    let from = if line == part.start { from } else { self.layout.lines[line].content.start };
                    self.prose(from, &(line..line + 1), assembly);
                    assembly.is_after_blank = false;
                }
            }
        }
    }

    /// Whether the passages on both sides are verse.
    fn is_among_verse(&self, rest: &[Item], assembly: &Assembly) -> bool {
        let after = || {
            let passages = rest.iter().filter_map(|item| match item {
                Item::Passage { lines, .. } => Some(lines),
                _ => None,
            });
            let next = passages.take(NEIGHBORS).find(|lines| lines.len() > 1);
            next.is_some_and(|lines| assembly.setting.is_verse(self.text, self.layout, lines) == Some(true))
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
            verse.push(VerseLine { part, inlines: self.reader.read_span(span, &(line..line + 1), LineEnds::Keep) });
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
        let page = match turn.blocks.last() {
            Some((Block::Page { .. }, _)) => turn.blocks.pop().map(|(block, _)| block),
            _ => None,
        };
        let Some((Block::Paragraph { inlines: before, .. }, _)) = turn.blocks.last_mut() else { return };
        let certainty = match page {
            Some(Block::Page { mark: Some(mark), number }) => {
                before.push(Inline::Space { span: Span::new(turn.end, mark.start), with: " " });
                before.push(Inline::Page { span: mark, number });
                Certainty::High
            }
            Some(_) => {
                before.push(Inline::Space { span: Span::new(turn.end, start), with: " " });
                before.push(Inline::PageTurn(Certainty::High));
                Certainty::High
            }
            None => {
                before.push(Inline::Space { span: Span::new(turn.end, start), with: " " });
                before.push(Inline::PageTurn(Certainty::Medium));
                Certainty::Medium
            }
        };
        before.extend(inlines);
        let evidence = vec!["no end of a sentence before".into(), "the next word begins with a small letter".into()];
        let value = "one paragraph, cut by a page turn".to_owned();
        self.decisions.push(Decision { kind: "page-join", span: Span::new(turn.end, start), value, evidence, certainty });
        turn.end = end;
    }

    /// Whether a paragraph goes on after a page, or after the blank line that a page left.
    fn continues(&self, start: usize, assembly: &Assembly) -> bool {
        let Some(turn) = &assembly.turn else { return false };
        let is_page = |block: &(Block, bool)| matches!(block.0, Block::Page { .. });
        let pages = turn.blocks.iter().rev().take_while(|block| is_page(block)).count();
        let before = turn.blocks.iter().rev().nth(pages);
        let is_prose = matches!(before, Some((Block::Paragraph { .. }, _)));
        let starts_small = self.text[start..].starts_with(char::is_lowercase);
        let is_cut = !pages::ends_sentence(self.text[..turn.end].lines().next_back().unwrap_or_default());
        let is_between_pages = pages == 1 || pages == 0 && assembly.is_after_blank;
        is_prose && is_cut && is_between_pages && starts_small
    }

    /// The list of persons: its roles are persons of the play.
    fn cast(&mut self, index: usize) -> Block {
        let list = &self.casts[index];
        let heading = self.line(list.heading);
        let items: Vec<Range<usize>> = list.items.clone();
        let items = items.iter().map(|lines| self.cast_item(lines)).collect();
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
            return vec![CastPart::Other(self.reader.flowing(span, lines))];
        };
        let person = self.persons.named(&self.text[role.range()], role, Standing::Present);
        let mut parts = vec![CastPart::Role(self.reader.flowing(role, lines), person)];
        let mut at = role.end;
        if let Some(said) = description {
            parts.push(CastPart::Other(vec![Inline::Text(Span::new(at, said.start))]));
            parts.push(CastPart::Description(self.reader.flowing(said, lines)));
            at = said.end;
        }
        if at < span.end {
            parts.push(CastPart::Other(vec![Inline::Text(Span::new(at, span.end))]));
        }
        parts
    }
}

fn kind(rank: Option<Rank>) -> &'static str {
    match rank {
        Some(Rank::Act) => "act",
        Some(Rank::Scene) => "scene",
        None => "part",
    }
}

impl Assembly {
    /// The blocks of the innermost division.
    fn blocks(&mut self) -> &mut Vec<Block> {
        &mut self.open.last_mut().expect("the play itself is open until the end").2
    }

    fn push(&mut self, block: Block) {
        let is_after_blank = self.is_after_blank;
        match &mut self.turn {
            Some(turn) => turn.blocks.push((block, is_after_blank)),
            None => self.blocks().push(block),
        }
    }

    fn close(&mut self) {
        if self.open.len() > 1
            && let Some((_, kind, blocks)) = self.open.pop()
        {
            self.blocks().push(Block::Division { kind, blocks });
        }
    }

    /// Opens a division inside those of higher rank; a part without a word for it stands in the act that is open.
    fn open_division(&mut self, rank: Option<Rank>, heading: Block) {
        let level = |rank: Option<Rank>| rank.unwrap_or(Rank::Scene);
        // At the very beginning, a heading belongs to the play.
        let is_title =
            rank.is_none() && self.open.len() == 1 && self.blocks().iter().all(|block| matches!(block, Block::Heading { .. }));
        if is_title {
            return self.blocks().push(heading);
        }
        while self.open.len() > 1 && level(self.open.last().and_then(|open| open.0)) >= level(rank) {
            self.close();
        }
        self.open.push((Some(level(rank)), kind(rank), vec![heading]));
    }

    /// Marks the last line of verse as the first part of one that goes on.
    fn split_last_line(&mut self) {
        let Some(Block::Turn { blocks, .. }) = self.blocks().iter_mut().rev().find(|block| matches!(block, Block::Turn { .. }))
        else {
            return;
        };
        let last = blocks.iter_mut().rev().find_map(|block| match block {
            Block::Verse(lines) => lines.last_mut(),
            _ => None,
        });
        if let Some(line) = last {
            line.part = Some(if line.part == Some("F") { "M" } else { "I" });
        }
    }
}
