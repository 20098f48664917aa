//! Builds the blocks of a play that bears the signs of EzDrama.

use std::ops::Range;

use crate::{
    diagnostic::{self, Diagnostic, Parsed, Severity, quote},
    source::Source,
    span::Span,
    transcript::{
        Block, CastPart, Decision, FoundLanguage, Guidance, HeadingRole, MarkedTurn, ParagraphRole, Standing, Transcript,
        VerseLine, cast,
        ezdrama::lines::{Field, Sign, sign},
        facts::{suspicious, told_date, told_language},
        front::{FrontMatter, Heading},
        headings::{self, Rank},
        inlines::{self, Asides, Brackets, Inline, LineEnds, Reader, without_directions},
        language,
        layout::Layout,
        persons::Persons,
    },
};

/// The deepest division that becomes one inside another.
const DEPTH_LIMIT: usize = 8;

/// Reads a play in EzDrama.
pub(in crate::transcript) fn read(source: &Source, guidance: &Guidance) -> Parsed<Transcript> {
    let text = source.text();
    let layout = Layout::of(text);
    let reader = Reader {
        text,
        layout: &layout,
        calls: &[],
        quotes_inward: inlines::quotes_point_inward(text),
        brackets: Brackets {
            round: guidance.round_directions.unwrap_or(true),
            round_within: true,
            square: guidance.square_directions.unwrap_or(false),
            round_asides: Asides::default(),
            square_asides: Asides::default(),
            some_are_said: false,
        },
        is_inside_direction: false,
        diagnostics: suspicious(text),
    };
    let mut play = Play {
        text,
        layout: &layout,
        reader,
        persons: Persons::told(guidance),
        front: FrontMatter::default(),
        open: vec![(0, "play", Vec::new())],
        turn: None,
        has_open_comment: false,
        decisions: Vec::new(),
    };
    play.lines();
    play.end_turn();
    while play.open.len() > 1 {
        play.close_division();
    }
    let Play { reader, persons, front, mut open, mut decisions, .. } = play;
    let blocks = open.pop().map(|(.., blocks)| blocks).unwrap_or_default();
    let mut diagnostics = reader.diagnostics;
    diagnostics.extend(persons.diagnostics);
    let language = match &guidance.language {
        Some(tag) => told_language(tag, source.span(), &mut decisions),
        None => {
            let (tag, decision) = language::guess(text);
            decisions.push(decision);
            FoundLanguage { tag, original: None }
        }
    };
    let date = guidance.date.as_ref().map(|when| told_date(when, source.span(), &mut decisions));
    decisions.extend(persons.decisions);
    decisions.sort_by(|a, b| (a.span, a.kind).cmp(&(b.span, b.kind)));
    diagnostic::sort(&mut diagnostics);
    let value =
        Transcript { front, blocks, persons: persons.list, language, date, is_play: true, decisions, ..Transcript::default() };
    Parsed { value, diagnostics }
}

/// What is being put together.
struct Play<'p> {
    text: &'p str,
    layout: &'p Layout,
    reader: Reader<'p>,
    persons: Persons,
    front: FrontMatter,
    /// The divisions that are open, with the depth and the kind of each; the first is the whole play.
    open: Vec<(usize, &'static str, Vec<Block>)>,
    turn: Option<Turn>,
    /// Whether a comment has no end, and no later one does.
    has_open_comment: bool,
    decisions: Vec<Decision>,
}

/// A speech that is not at its end.
struct Turn {
    turn: MarkedTurn,
    /// The sign and the label.
    span: Span,
    is_verse: bool,
}

impl Play<'_> {
    fn lines(&mut self) {
        let mut line = 0;
        while let Some(facts) = self.layout.lines.get(line) {
            let content = facts.content;
            if content.is_empty() {
                line += 1;
                continue;
            }
            line = match sign(self.text, content) {
                Some((sign, mark)) => self.signed(sign, mark, line),
                None => {
                    self.plain(line, content.start, None);
                    line + 1
                }
            };
        }
    }

    /// Takes a line with a sign, and those that belong to it; gives the line after them.
    fn signed(&mut self, sign: Sign, mark: Span, line: usize) -> usize {
        let content = self.layout.lines[line].content;
        let start = content.end - self.text[mark.end..content.end].trim_start().len();
        match sign {
            Sign::Field(field) => {
                self.end_turn();
                let words = without_directions(self.marked(mark, start, &(line..line + 1)));
                match field {
                    Field::Title if self.front.title.is_none() => {
                        self.front.title = Some(Heading { inlines: words, marks: Vec::new() });
                    }
                    Field::Subtitle if self.front.subtitle.is_empty() => self.front.subtitle = words,
                    Field::Author => self.front.authors.push(words),
                    // A heading would stand too late in its division.
                    Field::Title | Field::Subtitle => self.push(Block::Paragraph { role: ParagraphRole::Plain, inlines: words }),
                }
            }
            Sign::Cast => {
                self.end_turn();
                let end = self.unsigned_end(line + 1);
                let list = self.cast(mark, start, line..end);
                self.push(list);
                return end;
            }
            Sign::Heading(depth) => {
                self.end_turn();
                self.heading(depth, mark, start, line);
            }
            Sign::Speaker => {
                self.end_turn();
                self.speaker(mark, start, line);
            }
            Sign::Direction => {
                self.end_turn();
                let end = self.unsigned_end(line + 1);
                self.direction(mark, start, line..end);
                return end;
            }
            Sign::Inside => self.direction(mark, start, line..line + 1),
            Sign::Verse => {
                if let Some(turn) = &mut self.turn {
                    turn.is_verse = !turn.is_verse;
                }
                if start < content.end {
                    self.plain(line, start, Some(mark));
                } else {
                    self.push(Block::Comment(vec![Inline::Markup(mark)]));
                }
            }
            Sign::Comment => return self.comment(mark, line),
        }
        line + 1
    }

    /// The line after those that bear no sign, blank lines at the end left out.
    fn unsigned_end(&self, from: usize) -> usize {
        let mut end = from;
        for (index, line) in self.layout.lines.iter().enumerate().skip(from) {
            match line.content.is_empty() {
                true => {}
                false if sign(self.text, line.content).is_some() => break,
                false => end = index + 1,
            }
        }
        end
    }

    /// A sign, and the running text after it.
    fn marked(&mut self, mark: Span, start: usize, lines: &Range<usize>) -> Vec<Inline> {
        let end = self.layout.lines[lines.end - 1].content.end;
        let mut inlines = vec![Inline::Markup(mark)];
        if start < end {
            inlines.extend(self.read(Span::new(start, end), lines));
        }
        inlines
    }

    /// Running text, with the numbers of pages in it.
    fn read(&mut self, span: Span, lines: &Range<usize>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for inline in self.reader.read_span(span, lines, LineEnds::Keep) {
            match inline {
                Inline::Text(span) => pages(self.text, span, &mut inlines),
                other => inlines.push(other),
            }
        }
        inlines
    }

    fn push(&mut self, block: Block) {
        match &mut self.turn {
            Some(turn) => turn.turn.blocks.push(block),
            None => self.open.last_mut().expect("the play itself is open until the end").2.push(block),
        }
    }

    /// A line without a sign, or after one: what is said, or a paragraph where nobody speaks.
    fn plain(&mut self, line: usize, start: usize, mark: Option<Span>) {
        let span = Span::new(start, self.layout.lines[line].content.end);
        let mut inlines: Vec<Inline> = mark.map(Inline::Markup).into_iter().collect();
        inlines.extend(self.read(span, &(line..line + 1)));
        if !self.turn.as_ref().is_some_and(|turn| turn.is_verse) {
            return self.push(Block::Paragraph { role: ParagraphRole::Plain, inlines });
        }
        let verse = VerseLine { part: None, inlines };
        match self.turn.as_mut().and_then(|turn| turn.turn.blocks.last_mut()) {
            Some(Block::Verse(lines)) => lines.push(verse),
            _ => self.push(Block::Verse(vec![verse])),
        }
    }

    fn heading(&mut self, depth: usize, mark: Span, start: usize, line: usize) {
        let depth = depth.min(DEPTH_LIMIT);
        while self.open.last().is_some_and(|(open, ..)| *open >= depth) {
            self.close_division();
        }
        let words = &self.text[start..self.layout.lines[line].content.end];
        let kind = match (headings::rank(words), depth) {
            (Some(Rank::Act), _) | (None, 1) => "act",
            (Some(Rank::Scene), _) | (None, 2) => "scene",
            _ => "part",
        };
        let inlines = self.marked(mark, start, &(line..line + 1));
        self.open.push((depth, kind, vec![Block::Heading { role: HeadingRole::Sub, number: None, inlines }]));
    }

    fn close_division(&mut self) {
        if let Some((_, kind, blocks)) = self.open.pop() {
            self.push(Block::Division { kind, blocks });
        }
    }

    /// A speaker, with the direction in parentheses after the name.
    fn speaker(&mut self, mark: Span, start: usize, line: usize) {
        let content = self.layout.lines[line].content;
        let words = &self.text[start..content.end];
        let direction = words.find('(').filter(|at| *at > 0 && words[*at..].contains(')')).map(|at| start + at);
        let label = Span::new(start, start + self.text[start..direction.unwrap_or(content.end)].trim_end().len());
        let name = self.text[label.range()].trim_end_matches(['.', ':', ',', ';', ' ', '：', '—', '–', '-']);
        if name.is_empty() {
            let inlines = self.marked(mark, start, &(line..line + 1));
            return self.push(Block::Paragraph { role: ParagraphRole::Plain, inlines });
        }
        let (person, certainty) = self.persons.speaker(name, label);
        let mut turn = MarkedTurn {
            label: vec![Inline::Markup(mark), Inline::Text(label)],
            person: Some(person),
            certainty,
            ..MarkedTurn::default()
        };
        if let Some(at) = direction {
            let direction = self.reader.direction(Span::new(at, content.end), &(line..line + 1));
            turn.blocks.push(Block::Direction(direction));
        }
        self.turn = Some(Turn { turn, span: mark.cover(label), is_verse: false });
    }

    /// Ends a speech; a speaker who says nothing is a paragraph.
    fn end_turn(&mut self) {
        let Some(Turn { turn, span, .. }) = self.turn.take() else { return };
        let is_said = |block: &Block| !matches!(block, Block::Comment(_)) && !block.is_furniture();
        if turn.blocks.iter().any(is_said) {
            return self.push(Block::Marked(Box::new(turn)));
        }
        let message = format!("nothing follows the label {}", quote(&self.text[span.range()]));
        let help = "it is kept as a paragraph; delete it in the transcript if it stands there by mistake";
        self.reader.diagnostics.push(Diagnostic::new("TR007", Severity::Info, span, message).help(help));
        self.push(Block::Paragraph { role: ParagraphRole::Plain, inlines: turn.label });
        turn.blocks.into_iter().for_each(|block| self.push(block));
    }

    fn direction(&mut self, mark: Span, start: usize, lines: Range<usize>) {
        let span = Span::new(start, self.layout.lines[lines.end - 1].content.end);
        let mut inlines = vec![Inline::Markup(mark)];
        if start < span.end {
            inlines.extend(self.reader.direction(span, &lines));
        }
        self.push(Block::Direction(inlines));
    }

    /// The list of persons; each item is a role, with what is said of it after a comma or a dash.
    fn cast(&mut self, mark: Span, start: usize, lines: Range<usize>) -> Block {
        let heading = self.marked(mark, start, &(lines.start..lines.start + 1));
        let is_filled = |line: &usize| !self.layout.lines[*line].content.is_empty();
        let items: Vec<usize> = (lines.start + 1..lines.end).filter(is_filled).collect();
        if items.is_empty() {
            return Block::Paragraph { role: ParagraphRole::Plain, inlines: heading };
        }
        let brackets = std::mem::take(&mut self.reader.brackets);
        let items = items.into_iter().map(|line| self.cast_item(line)).collect();
        self.reader.brackets = brackets;
        Block::Cast { heading, items }
    }

    fn cast_item(&mut self, line: usize) -> Vec<CastPart> {
        let lines = line..line + 1;
        let span = self.layout.span(&lines);
        let Some((role, description)) = cast::role(self.text, span) else {
            return vec![CastPart::Other(without_directions(self.reader.flowing(span, &lines)))];
        };
        let person = self.persons.named(&self.text[role.range()], role, Standing::Present);
        let mut parts = vec![CastPart::Role(without_directions(self.reader.flowing(role, &lines)), person)];
        let mut at = role.end;
        if let Some(said) = description {
            parts.push(CastPart::Other(vec![Inline::Text(Span::new(at, said.start))]));
            parts.push(CastPart::Description(without_directions(self.reader.flowing(said, &lines))));
            at = said.end;
        }
        if at < span.end {
            parts.push(CastPart::Other(vec![Inline::Text(Span::new(at, span.end))]));
        }
        parts
    }

    /// A comment to its end, which may stand in a later line; without one, the line is text.
    fn comment(&mut self, mark: Span, line: usize) -> usize {
        let found = if self.has_open_comment { None } else { self.text[mark.end..].find("-->") };
        let Some(length) = found else {
            self.has_open_comment = true;
            let content = self.layout.lines[line].content;
            self.push(Block::Paragraph { role: ParagraphRole::Plain, inlines: vec![Inline::Text(content)] });
            return line + 1;
        };
        let close = mark.end + length;
        let mut inlines = vec![Inline::Markup(mark)];
        let mut at = mark.end;
        let mut last = line;
        while self.layout.lines[last].content.end < close {
            inlines.push(Inline::Text(Span::new(
                at.max(self.layout.lines[last].content.start),
                self.layout.lines[last].content.end,
            )));
            at = self.layout.lines[last].content.end;
            last += 1;
            let start = self.layout.lines[last].content.start;
            if self.layout.lines[last].content.is_empty() || start > close {
                continue;
            }
            inlines.push(Inline::Space { span: Span::new(at, start), with: "\n" });
            at = start;
        }
        inlines.push(Inline::Text(Span::new(at, close)));
        inlines.push(Inline::Markup(Span::new(close, close + 3)));
        let rest = Span::new(close + 3, self.layout.lines[last].content.end);
        let rest = Span::new(rest.end - self.text[rest.range()].trim_start().len(), rest.end);
        inlines.retain(|inline| !matches!(inline, Inline::Text(span) if span.is_empty()));
        self.push(Block::Comment(inlines));
        if !rest.is_empty() {
            self.plain(last, rest.start, None);
        }
        last + 1
    }
}

/// Cuts text where a page begins: a number before a colon.
fn pages(text: &str, span: Span, out: &mut Vec<Inline>) {
    let mut from = span.start;
    let mut at = span.start;
    while let Some(found) = memchr::memchr(b':', &text.as_bytes()[at..span.end]) {
        let colon = at + found;
        at = colon + 1;
        let digits = text[from..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = colon - digits;
        let before = text[from..start].chars().next_back();
        // `10:30` is a time.
        let is_time = text[at..span.end].starts_with(|next: char| next.is_ascii_digit());
        if digits == 0 || is_time || before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        if from < start {
            out.push(Inline::Text(Span::new(from, start)));
        }
        let number = Some(text[start..colon].to_owned().into_boxed_str());
        out.push(Inline::Page { span: Span::new(start, at), number });
        from = at;
    }
    if from < span.end {
        out.push(Inline::Text(Span::new(from, span.end)));
    }
}
