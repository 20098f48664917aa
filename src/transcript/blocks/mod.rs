//! From paragraphs to blocks: headings, narration, turns with their paragraphs, directions and the closer.

mod closing;
pub(in crate::transcript) mod frame;
mod joins;
mod letters;
mod nest;
mod participants;
mod parts;
mod plays;
mod recited;
mod tables;
mod titles;

use std::{collections::VecDeque, ops::Range};

use rustc_hash::FxHashSet;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, Decision, ParagraphRole,
        attendance::is_attendance,
        brackets,
        callers::Callers,
        citation, clock,
        correspondence::Letter,
        dates,
        facts::nothing_follows,
        growth,
        inlines::{Inline, LineEnds, Mark, Marked, Reader},
        labels::{Label, is_notice, time},
        layout::Layout,
        lists::{self, Marker},
        makers,
        names::{self, bare},
        pages,
        persons::{self, Persons},
        questions::Questions,
        sections::{self, Candidate, Form},
        vocabulary::WORDS,
    },
};

use frame::Role;
pub(super) use nest::settle;

/// The most words of a name with which narration begins.
const NAME_WORDS: usize = 6;

/// The longest direction after a label, in bytes.
const DIRECTION_LIMIT: usize = 160;

/// A paragraph, or the part of one that begins with a label.
#[derive(Clone, Debug)]
pub(in crate::transcript) struct Piece<'l> {
    lines: Range<usize>,
    label: Option<&'l Label>,
    /// The first byte after the label, or of the paragraph.
    start: usize,
    end: usize,
    role: Role,
}

/// What the blocks are made with.
pub(in crate::transcript) struct Builder<'b> {
    pub(in crate::transcript) text: &'b str,
    pub(in crate::transcript) layout: &'b Layout,
    pub(in crate::transcript) reader: Reader<'b>,
    pub(in crate::transcript) persons: Persons,
    pub(in crate::transcript) decisions: Vec<Decision>,
    /// The first words of the kind of text, where a heading has them.
    pub(in crate::transcript) genre: Option<String>,
    /// The dates that headings state.
    pub(in crate::transcript) dates: Vec<dates::FoundDate>,
    /// The indents at which directions without brackets stand.
    pub(in crate::transcript) indents: Vec<usize>,
    /// How the paragraphs of the file end.
    pub(in crate::transcript) habits: pages::Habits,
    /// Who asks and who answers.
    pub(in crate::transcript) questions: Questions,
    /// Whom initials mean that a heading tells.
    pub(in crate::transcript) callers: Callers,
    /// The names of all labels, as they are written.
    pub(in crate::transcript) names: FxHashSet<&'b str>,
    /// The words of all labels that tell somebody from others, in lower case.
    pub(in crate::transcript) speakers: FxHashSet<String>,
    /// What somebody said of places between paragraphs.
    pub(in crate::transcript) joins: &'b [(String, bool)],
    /// The facts above the record whose keys look like labels.
    pub(in crate::transcript) facts: Span,
    /// What somebody said of lines: whether they head parts.
    pub(in crate::transcript) headings: &'b [(String, bool)],
    /// The headings of parts that are not yet built, in order.
    pub(in crate::transcript) parts: VecDeque<Candidate>,
    /// The forms of those that are built, of one record.
    pub(in crate::transcript) forms: Vec<Form>,
    /// The letters that are quoted, in order.
    pub(in crate::transcript) letters: Vec<Letter>,
    /// Whether the text of one is read, where an indent is no direction.
    pub(in crate::transcript) is_inside_letter: bool,
}

/// Cuts paragraphs where a label begins inside them.
pub(in crate::transcript) fn pieces<'l>(
    text: &str,
    layout: &Layout,
    paragraphs: &[Range<usize>],
    labels: &'l [Label],
) -> Vec<Piece<'l>> {
    let begins_line = |label: &Label| label.span.start == layout.lines[label.line].content.start;
    let mut labels = labels.iter().peekable();
    let mut pieces: Vec<Piece<'_>> = Vec::with_capacity(paragraphs.len());
    // A direction after a label may end in a later paragraph.
    let mut taken = 0;
    for paragraph in paragraphs {
        while labels.next_if(|label| label.line < paragraph.start).is_some() {}
        let mut start = paragraph.start;
        let mut label = labels.next_if(|label| label.line == start && begins_line(label));
        loop {
            let next = labels.next_if(|label| label.line < paragraph.end);
            let (lines_end, limit) = match next {
                None => (paragraph.end, None),
                Some(next) if begins_line(next) => (next.line, None),
                Some(next) => (next.line + 1, Some(text[..next.span.start].trim_end().len())),
            };
            let mut lines = start..lines_end;
            let after = label.map_or(layout.span(&lines).start.max(taken), |label| label.end);
            // A direction beside the name may go on in the next lines.
            while layout.lines[lines.end - 1].content.end < after {
                lines.end += 1;
            }
            let end = limit.unwrap_or_else(|| layout.span(&lines).end).max(after);
            if end != taken || label.is_some() {
                taken = end;
                let space = text[after..end].len() - text[after..end].trim_start().len();
                pieces.push(Piece { lines, label, start: after + space, end, role: Role::Text });
            }
            let Some(next) = next else { break };
            start = next.line;
            label = Some(next);
        }
    }
    pieces
}

impl<'l> Piece<'l> {
    /// Keeps what stands before a line; gives the rest, which has no label.
    fn cut(&mut self, layout: &Layout, line: usize) -> Piece<'l> {
        let content = layout.lines[line].content;
        let rest = Piece { lines: line..self.lines.end, label: None, start: content.start, ..self.clone() };
        self.lines.end = line;
        self.end = layout.lines[line - 1].content.end;
        rest
    }
}

impl<'b> Builder<'b> {
    /// Builds the blocks of a record, and of what is enclosed with it.
    pub(in crate::transcript) fn build(&mut self, pieces: Vec<Piece<'_>>) -> Vec<Block> {
        for (index, piece) in pieces.iter().enumerate() {
            let after = pieces.get(index + 1).filter(|after| after.label.is_none()).map(|after| self.words(after));
            self.habits.count(self.words(piece), after);
        }
        let pieces = self.frame(pieces);
        let mut parts = pieces.chunk_by(|_, next| next.role != Role::Enclosure);
        let mut blocks = self.record(parts.next().unwrap_or_default());
        for enclosed in parts {
            let words = self.words(&enclosed[0]).trim_start_matches('[');
            let heading = self.part_heading(&enclosed[0], sections::enclosure(words.trim_end_matches(']')).flatten());
            let mut inside = vec![heading];
            inside.extend(self.record(&enclosed[1..]));
            blocks.push(Block::Division { kind: "enclosure", blocks: inside });
        }
        blocks
    }

    /// Builds the blocks of one record.
    fn record(&mut self, pieces: &[Piece<'_>]) -> Vec<Block> {
        let ends = pieces.iter().rev().take_while(|piece| matches!(piece.role, Role::End | Role::Copies)).count();
        let (pieces, after) = pieces.split_at(pieces.len() - ends);
        let last_label = pieces.iter().rposition(|piece| piece.label.is_some());
        let first_label = pieces.iter().position(|piece| piece.label.is_some()).unwrap_or(pieces.len());
        let end = self.closer_start(pieces, last_label);
        let first_part = pieces.iter().position(|piece| piece.role == Role::Part).unwrap_or(pieces.len());
        let heading_end = self.headings_end(&pieces[..first_label.min(end).min(first_part)], first_label < pieces.len());
        let mut blocks = self.headings(&pieces[..heading_end]);
        let before_turns = first_label.min(end).max(heading_end);
        let has_turns = first_label < pieces.len();
        let role = if has_turns { ParagraphRole::Narration } else { ParagraphRole::Plain };
        self.paragraphs(&pieces[heading_end..before_turns], role, &mut blocks);
        persons::learn_present(self.text, &blocks, &mut self.persons);
        let mut at = before_turns;
        while at < end {
            let is_said = |piece: &Piece<'_>| piece.label.is_none() && matches!(piece.role, Role::Text | Role::Letter(_));
            let next = (at + 1..end).find(|&index| !is_said(&pieces[index])).unwrap_or(end);
            if at > 0 && self.form_feed_between(&pieces[at - 1], &pieces[at]) {
                blocks.push(Block::Page { mark: None, number: None, is_column: false });
            }
            let is_speech_next = next < end && pieces[next].label.is_some();
            let told = at + self.narration_start(&pieces[at..next], is_speech_next);
            self.turn(&pieces[at..told], &mut blocks);
            // What follows a heading is told by whoever kept the record.
            let label = (next..end).find(|&index| pieces[index].label.is_some()).unwrap_or(end);
            self.paragraphs(&pieces[told..label], ParagraphRole::Narration, &mut blocks);
            at = label;
        }
        let mut is_closed = false;
        if end < pieces.len() {
            // After marks of pages alone there is nothing to close.
            if blocks.iter().all(Block::is_heading) {
                self.decisions.retain(|decision| decision.kind != "closer");
                self.paragraphs(&pieces[end..], ParagraphRole::Plain, &mut blocks);
            } else {
                blocks.push(self.closer(&pieces[end..]));
                is_closed = true;
            }
        }
        for run in after.chunk_by(|one, next| one.role == Role::Copies && next.role == Role::Copies) {
            let block = if run[0].role == Role::Copies { self.copies(run) } else { self.end(&run[0], is_closed) };
            is_closed |= run[0].role == Role::Copies;
            blocks.push(block);
        }
        nest::nest(blocks, &std::mem::take(&mut self.forms))
    }

    fn words(&self, piece: &Piece<'_>) -> &'b str {
        &self.text[piece.start..piece.end]
    }

    /// Whether a sheet of paper ends between two pieces, and no page number says so.
    fn form_feed_between(&self, before: &Piece<'_>, after: &Piece<'_>) -> bool {
        let has_number = |piece: &Piece<'_>| self.layout.furniture(piece.lines.start).is_some_and(|it| it.number.is_some());
        !has_number(before)
            && !has_number(after)
            && self.layout.lines[before.lines.end - 1..after.lines.start].iter().any(|line| line.ends_page)
    }

    /// Writes the beginning of a page that a piece is; false where it is none.
    fn page(&self, piece: &Piece<'_>, blocks: &mut Vec<Block>) -> bool {
        if let Some(furniture) = self.layout.furniture(piece.lines.start) {
            blocks.extend(furniture.blocks());
            return true;
        }
        let words = self.words(piece);
        // After a label it has no line of its own.
        let stated = pages::stated(words).filter(|_| words.starts_with('['));
        let is_page = stated.is_some();
        if let Some((is_column, number)) = stated {
            let mark = Some(Span::new(piece.start, piece.end));
            growth::push(blocks, Block::Page { mark, number: Some(number), is_column });
        }
        is_page
    }

    /// Reads paragraphs without labels, joined where a page turn cuts them.
    fn paragraphs(&mut self, pieces: &[Piece<'_>], role: ParagraphRole, blocks: &mut Vec<Block>) {
        let mut at = 0;
        while at < pieces.len() {
            let words = self.words(&pieces[at]);
            if at > 0 && self.form_feed_between(&pieces[at - 1], &pieces[at]) {
                growth::push(blocks, Block::Page { mark: None, number: None, is_column: false });
            }
            let is_framing = match pieces[at].role {
                Role::Text | Role::Letter(_) => false,
                Role::Opener => blocks.iter().all(Block::is_heading),
                _ => true,
            };
            if let Role::Letter(_) = pieces[at].role {
                let taken = pieces[at..].iter().take_while(|piece| piece.role == pieces[at].role).count();
                let letter = self.letter(&pieces[at..at + taken]);
                growth::push(blocks, letter);
                at += taken;
            } else if is_framing {
                self.framing(&pieces[at], blocks);
                at += 1;
            } else if self.page(&pieces[at], blocks) {
                at += 1;
            } else if let Some(time) = time_alone(words) {
                blocks.push(self.time(pieces[at].start, &time, words.len()));
                at += 1;
            } else if let Some(taken) = self.participants_end(&pieces[at..], role) {
                let list = self.participants(&pieces[at..at + taken]);
                growth::push(blocks, list);
                at += taken;
            } else if let Some((list, taken)) = self.list(&pieces[at..]) {
                blocks.push(list);
                at += taken;
            } else if let Some((table, taken)) = self.table(&pieces[at..], at.checked_sub(1).map(|before| &pieces[before])) {
                blocks.push(table);
                at += taken;
            } else if let Some(verse) = self.recited(
                &pieces[at],
                at.checked_sub(1).map(|before| &pieces[before]),
                matches!(blocks.last(), Some(Block::Stanza(_))),
            ) {
                blocks.push(verse);
                at += 1;
            } else if is_direction(words)
                && !brackets::is_statement(words)
                && makers::stated(words).is_none()
                && !citation::is_signature(words)
                || self.is_indented_direction(&pieces[at])
            {
                let span = Span::new(pieces[at].start, pieces[at].end);
                growth::push(blocks, Block::Direction(self.reader.direction(span, &pieces[at].lines)));
                at += 1;
            } else {
                let role =
                    if role == ParagraphRole::Narration && is_attendance(words) { ParagraphRole::Attendance } else { role };
                let (mut inlines, taken) = self.joined(&pieces[at..]);
                if role == ParagraphRole::Narration && dates::heads_letter(words) {
                    self.mark_date(words, pieces[at].start, &mut inlines);
                }
                growth::push(blocks, Block::Paragraph { role, inlines });
                at += taken;
            }
        }
    }

    /// A piece of the frame among paragraphs.
    fn framing(&mut self, piece: &Piece<'_>, blocks: &mut Vec<Block>) {
        let block = match piece.role {
            Role::Opener => self.opener(std::slice::from_ref(piece)),
            Role::Part => {
                let part = self.parts.pop_front().expect("each heading of a part was found with its form");
                self.forms.push(part.form);
                self.part_heading(piece, part.number)
            }
            Role::End => self.end(piece, false),
            _ => Block::Paragraph { role: ParagraphRole::Narration, inlines: self.read(piece) },
        };
        growth::push(blocks, block);
    }

    /// The running text of a piece.
    fn read(&mut self, piece: &Piece<'_>) -> Vec<Inline> {
        self.reader.read_span(Span::new(piece.start, piece.end), &piece.lines, LineEnds::Keep)
    }

    /// The list with which some pieces begin, and how many pieces it takes.
    fn list(&mut self, pieces: &[Piece<'_>]) -> Option<(Block, usize)> {
        let first = Marker::of(self.words(&pieces[0]))?;
        // Where nobody has a label, a dash may be the mark of a speaker.
        if matches!(first, Marker::Bullet('-' | '–')) && self.names.is_empty() {
            return None;
        }
        let mut found: Vec<(Range<usize>, Span)> = Vec::new();
        let mut before = None;
        let mut taken = 0;
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 && (piece.label.is_some() || piece.role != Role::Text) {
                break;
            }
            let Some((items, last)) = lists::items(self.text, self.layout, &piece.lines, piece.start, before) else { break };
            for (index, (lines, start)) in items.iter().enumerate() {
                let end = items.get(index + 1).map_or(piece.end, |_| self.layout.lines[lines.end - 1].content.end);
                found.push((lines.clone(), Span::new(*start, end)));
            }
            before = Some(last);
            taken = index + 1;
        }
        if found.len() < 2 {
            return None;
        }
        let items = found.iter().map(|(lines, span)| self.reader.read_span(*span, lines, LineEnds::Keep)).collect();
        Some((Block::List { is_numbered: matches!(first, Marker::Number(..)), items }, taken))
    }

    /// A time that stands at a byte.
    fn time(&self, at: usize, time: &Range<usize>, length: usize) -> Block {
        Block::Time { mark: Span::new(at, at + length), time: Span::new(at + time.start, at + time.end) }
    }

    /// Marks the date that words state, and keeps it for the header.
    fn mark_date(&mut self, words: &str, start: usize, inlines: &mut Vec<Inline>) {
        if let Some(date) = dates::find(words, start) {
            mark_span(inlines, date.span, &Mark::Date(date.when.clone()));
            self.dates.push(date);
        }
    }

    /// Whether all lines of a piece have an indent at which directions stand here.
    fn is_indented_direction(&self, piece: &Piece<'_>) -> bool {
        let indents = self.layout.lines[piece.lines.clone()].iter().map(|line| line.indent());
        let starts_line = self.layout.lines[piece.lines.start].content.start == piece.start;
        starts_line
            && !self.is_inside_letter
            && piece.label.is_none()
            && indents.into_iter().all(|indent| self.indents.contains(&indent))
    }

    /// Whom a label means: for a question or an answer, whoever asks or answers there; for the initials of two, whom the heading names.
    fn speaker(&mut self, label: &Label) -> (usize, Option<Certainty>) {
        let words = &self.text[label.name.range()];
        let asked = self.questions.named_by(words, label.line);
        let Some(name) = asked.or_else(|| self.callers.named_by(words)) else { return self.persons.speaker(words, label.span) };
        let (person, certainty) = self.persons.speaker(&self.text[name.range()], name);
        let evidence = match asked {
            Some(_) => "the last line before it that says who asks or answers",
            None => {
                self.persons.add_form(person, None, words);
                "its letter begins one of the two names in the heading"
            }
        };
        self.persons.asked(person, words, label.span, evidence);
        (person, certainty.max(Some(Certainty::Medium)))
    }

    /// Where narration begins among the pieces of a turn: what the recorder says after the words of one speaker and before the
    /// next.
    fn narration_start(&self, pieces: &[Piece<'_>], has_next: bool) -> usize {
        let words_from = if pieces[0].start < pieces[0].end { 1 } else { 2 };
        let is_narration = |piece: &Piece<'_>| {
            if piece.role != Role::Text {
                return false;
            }
            let words = self.words(piece);
            self.questions.is_heading(piece.lines.start)
                || is_notice(words)
                || self.tells_of_speaker(words)
                || !has_next && (makers::stated(words).is_some() || is_attendance(words))
        };
        if let Some(found) = (words_from..pieces.len()).find(|&index| is_narration(&pieces[index])) {
            return found;
        }
        // What ends with a colon right before a label introduces it.
        let last = pieces.len() - 1;
        let introduces =
            has_next && last >= words_from && pieces[last].role == Role::Text && self.words(&pieces[last]).ends_with([':', '：']);
        if introduces { last } else { pieces.len() }
    }

    /// Whether a paragraph begins with a name as labels have it, and goes on about that speaker: `Mr. GRANT addressed the Chair.`,
    /// `Grant said: if`.
    fn tells_of_speaker(&self, words: &str) -> bool {
        let mut end = 0;
        for word in words.split_inclusive(' ').take(NAME_WORDS) {
            end += word.len();
            let name = words[..end].trim_end();
            if !self.names.contains(name) {
                continue;
            }
            let rest = &words[end..];
            let next = rest.split_whitespace().next().unwrap_or_default();
            let is_verb = WORDS.marks.speaking.verbs.contains(&bare(next));
            let is_dressed =
                names::in_capitals(name.split_whitespace().next_back().unwrap_or_default()) && name.chars().nth(2).is_some();
            let follows = next.starts_with(names::is_small) && next.chars().all(char::is_alphabetic);
            if is_dressed && follows || is_verb && rest.trim_start().split(' ').take(3).any(|word| word.ends_with(':')) {
                return true;
            }
        }
        false
    }

    fn turn(&mut self, pieces: &[Piece<'_>], out: &mut Vec<Block>) {
        let mut label = *pieces[0].label.expect("a turn begins with a label: pieces are cut there");
        let mut first = pieces[0].clone();
        if let Some(length) = self.questions.second_label(label.name, self.words(&first)) {
            label.span.end = first.start + length;
            first.start += length;
            first.start += self.words(&first).len() - self.words(&first).trim_start().len();
        }
        let leading = leading_direction(self.words(&first)).map(|end| Span::new(first.start, first.start + end));
        if let Some(direction) = leading {
            self.questions.asked_in(self.text, &self.text[label.name.range()], direction);
        }
        let (person, identity) = self.speaker(&label);
        // The less sure of the two: that this is a label, and whose it is.
        let certainty = identity.max(label.certainty);
        let mut blocks = Vec::new();
        if let Some(direction) = label.direction {
            blocks.push(Block::Direction(self.reader.direction(direction, &first.lines)));
        }
        if let Some(span) = leading {
            blocks.push(Block::Direction(self.reader.direction(span, &first.lines)));
            let rest = &self.text[span.end..first.end];
            first.start = first.end - rest.trim_start().len();
        }
        // A time on the line below the label.
        let words = self.words(&first);
        let line = words.lines().next().unwrap_or_default().trim_end();
        if line.len() < words.len()
            && let Some((length, time)) = time(line).filter(|(length, _)| *length == line.len())
        {
            blocks.push(self.time(first.start, &time, length));
            first.start += words.len() - words[length..].trim_start().len();
        }
        let is_empty = first.start == first.end;
        let mut rest: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
        if !is_empty {
            // A label alone on its line: the speech begins on the next one.
            while self.layout.lines[first.lines.start].content.end < first.start {
                first.lines.start += 1;
            }
            rest.push(first);
        }
        rest.extend_from_slice(&pieces[1..]);
        self.paragraphs(&rest, ParagraphRole::Plain, &mut blocks);
        if blocks.iter().all(|block| block.is_furniture() || matches!(block, Block::Time { .. })) {
            // A label that nothing follows is no speech: TEI has none without words or directions.
            let text = self.text;
            self.reader.report(|| nothing_follows(text, label.span));
            let inlines = self.reader.plain(label.span, &(label.line..label.line + 1), LineEnds::Keep);
            out.push(Block::Paragraph { role: ParagraphRole::Narration, inlines });
            out.extend(blocks);
        } else {
            blocks.shrink_to_fit();
            growth::push(out, Block::Turn { label: label.span, person, certainty, blocks });
        }
    }
}

/// The time of which a paragraph consists: `[00:12]`, `2.36 p.m.`; `(at 10.20 hours)` is a remark.
fn time_alone(words: &str) -> Option<Range<usize>> {
    match time(words) {
        Some((length, time)) if length == words.len() => Some(time),
        _ => (!is_direction(words) && clock::is_only(words)).then(|| clock::find(words)).flatten(),
    }
}

/// Whether a paragraph is all one bracket or parenthesis; the call of a note may follow it.
fn is_direction(words: &str) -> bool {
    let mut depth = 0usize;
    let (open, close) = match words.chars().next() {
        Some('[') => ('[', ']'),
        Some('(') => ('(', ')'),
        _ => return false,
    };
    for (at, character) in words.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                let after = titles::without_call(&words[at + 1..]);
                let inside = &words[1..at];
                let says = inside.contains(char::is_alphabetic) || clock::is_figures(inside);
                return after.trim_matches(['.', ' ']).is_empty() && says;
            }
        }
    }
    false
}

/// Where a direction in parentheses ends with which a speech begins, or one in square brackets and small letters before a sentence:
/// `[to Mr. Cole] Is it late?`.
fn leading_direction(words: &str) -> Option<usize> {
    let (inside, close) = match words.strip_prefix('(') {
        Some(inside) => (inside, ')'),
        None => (words.strip_prefix('[').filter(|inside| inside.starts_with(names::is_small))?, ']'),
    };
    let end = inside.find([')', '(', ']', '[', '\n'])?;
    let is_closed = inside[end..].starts_with(close);
    // The call of a note may stand after it.
    let after = inside[end + 1..].trim_start_matches(|character: char| "^[] ".contains(character) || character.is_ascii_digit());
    let is_last = after.is_empty();
    let is_stated =
        || !after.starts_with(char::is_uppercase) || !inside[..end].contains(' ') || brackets::is_statement(&words[..end + 2]);
    if close == ']' && is_closed && is_stated() {
        return None;
    }
    (is_closed && !is_last && end < DIRECTION_LIMIT && inside[..end].chars().any(char::is_alphabetic)).then_some(end + 2)
}

/// Puts a mark around a span that lies in one piece of text.
pub(in crate::transcript) fn mark_span(inlines: &mut Vec<Inline>, span: Span, mark: &Mark) {
    let Some(index) = inlines.iter().position(|inline| matches!(inline, Inline::Text(text) if text.contains(span))) else {
        return;
    };
    let Inline::Text(text) = inlines[index] else { return };
    let marked = Marked::inline(mark.clone(), vec![Inline::Text(span)]);
    let parts = [Inline::Text(Span::new(text.start, span.start)), marked, Inline::Text(Span::new(span.end, text.end))];
    let is_filled = |inline: &Inline| !matches!(inline, Inline::Text(span) if span.is_empty());
    inlines.splice(index..=index, parts.into_iter().filter(is_filled));
}
