//! What stands between the speeches of a record and is none: marks and datelines above it, headings of its parts, the line that ends
//! it, and the headings of what is enclosed with it. Each is told from the whole file before the blocks are made.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, Decision, HeadingRole,
        attendance::names_genre,
        blocks::{
            Builder, Piece, is_direction, mark_span,
            parts::{PART_LENGTH, PART_LINES},
            titles::ends_as_text,
        },
        citation, clock,
        closer::{self, LineKind},
        correspondence, dates, distribution,
        inlines::{Inline, LineEnds, Mark, Marked, without_speech},
        labels::{Found, Label, heading_level, without_parentheses},
        layout::Layout,
        makers,
        names::{in_capitals, is_name_word, is_particle, tells_office},
        opener::{self, ClassMark},
        pages::ends_sentence,
        sections, trailer,
        vocabulary::WORDS,
    },
};

/// How many paragraphs from the top may hold marks and datelines, and how long they may be, in bytes.
const TOP: usize = 10;
const TOP_LENGTH: usize = 400;

/// The longest place above a date, in words and in bytes.
const PLACE_WORDS: usize = 4;
const PLACE_LENGTH: usize = 48;

/// The most signatures that look like labels.
const SIGNATURES: usize = 6;

/// What a piece is in the frame of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Text,
    /// Marks and datelines above the text.
    Opener,
    /// The heading of a part.
    Part,
    /// The line that ends the text or a part of it.
    End,
    /// The heading of what is enclosed.
    Enclosure,
    /// To whom copies went.
    Copies,
    /// A part of a letter, as an index into [`Builder::letters`].
    Letter(u32),
}

/// The fewest facts above a record that look like speeches, the longest, in bytes, and how many speeches they are compared with.
const FACTS: usize = 2;
const FACT_LENGTH: usize = 160;
const SPEECHES: usize = 200;

/// A name, and the mark after it: a time beside them is another each time.
type Named<'t> = (&'t str, Option<char>);

fn named<'t>(text: &'t str, label: &Label) -> Named<'t> {
    let rest = &text[label.name.end..label.span.end.max(label.name.end)];
    (&text[label.name.range()], rest.chars().rev().find(|mark| matches!(mark, ':' | '：' | '.' | '-' | '–' | '—')))
}

/// Takes away labels that are none whatever the file says: `Session I:`, `Signed:`; gives the facts above the record, if they look like
/// speeches.
pub(in crate::transcript) fn drop_labels(text: &str, layout: &Layout, found: &mut Found) -> Span {
    let mut counts: FxHashMap<Named<'_>, usize> = FxHashMap::default();
    for label in &found.labels {
        *counts.entry(named(text, label)).or_default() += 1;
    }
    let names_enclosure =
        |words: &str| sections::enclosure(words.trim_end_matches([':', '.', ' '])).is_some_and(|number| number.is_some());
    let is_none =
        |words: &str| names_enclosure(words) || distribution::is_whole(words) || correspondence::begins_as_salutation(words);
    // `Translated by: Ann Cole` and nothing else on the line.
    let names_maker =
        |line: &str| makers::stated(line).is_some_and(|(_, name)| line.trim_end_matches(['.', ')', ']']).ends_with(name));
    // `SECURITY COUNCIL: VERBATIM RECORD`, where what is said is not in capitals.
    let said = |label: &Label| text[label.end..layout.lines[label.line].content.end.max(label.end)].trim();
    let is_in_capitals = |label: &Label| in_capitals(said(label));
    let title = found.labels.first().filter(|label| text[..label.span.start].trim().is_empty() && is_in_capitals(label));
    let title = title.filter(|_| !found.labels.iter().skip(1).take(SPEECHES).any(is_in_capitals)).map(|label| label.span);
    let facts = facts_above(text, layout, &found.labels[usize::from(title.is_some())..], &counts);
    let mut dropped = Vec::new();
    found.labels.retain(|label| {
        // Whoever comes back speaks.
        let words = &text[label.span.range()];
        let line = &text[layout.lines[label.line].content.range()];
        let count = counts[&named(text, label)];
        let is_once = count == 1
            && (Some(label.span) == title
                || is_none(words)
                || names_maker(line)
                || citation::is_signature(line)
                || opener::class_marks(line).is_some());
        let is_none = is_once
            || sections::names_part(words)
            || label.span.start < facts.end
            || count <= SIGNATURES && closer::kind(words) == LineKind::Signature;
        if is_none {
            dropped.push(label.span);
        }
        !is_none
    });
    if !dropped.is_empty() {
        found.decisions.retain(|decision| decision.kind != "label" || !dropped.contains(&decision.span));
    }
    facts
}

/// The facts with which a record begins: `Ort: Wien`, `时间：十点`. Their keys look like labels; but each stands once, and what stands
/// after it is no sentence, where most of what is said later is.
fn facts_above(text: &str, layout: &Layout, labels: &[Label], counts: &FxHashMap<Named<'_>, usize>) -> Span {
    let comes_back = |label: &Label| counts[&named(text, label)] > 1;
    let words = |index: usize| {
        let end = labels.get(index + 1).map_or(text.len(), |next| next.span.start);
        text[labels[index].end..end.max(labels[index].end)].trim()
    };
    // To the next blank line.
    let value = |index: usize| {
        let words = words(index);
        let last = words.lines().take_while(|line| !line.trim().is_empty()).last();
        last.map_or(words, |last| &words[..last.as_ptr() as usize - words.as_ptr() as usize + last.len()])
    };
    let name = |index: usize| &text[labels[index].name.range()];
    // `President: Mr. Dale (Norland)`: whoever presides is named, and no sentence is said.
    let names_holder = |index: usize| {
        let outside = without_parentheses(value(index));
        tells_office(name(index)) && outside.contains(char::is_alphabetic) && outside.split_whitespace().all(is_part_of_name)
    };
    let is_fact = |index: &usize| {
        let value = value(*index);
        let is_one = !comes_back(&labels[*index]) || names_holder(*index);
        is_one && !value.is_empty() && value.len() <= FACT_LENGTH && !ends_sentence(value.trim_end_matches(')'))
    };
    let facts = (0..labels.len()).take_while(is_fact).count();
    let spoken = facts..labels.len().min(facts + SPEECHES);
    let finished = spoken.clone().filter(|index| ends_sentence(words(*index))).count();
    let are_speeches = spoken.clone().any(|index| comes_back(&labels[index])) && finished * 3 >= spoken.len() * 2;
    // Above them may stand one whose key is known.
    let line_above = labels.first().and_then(|label| layout.lines.get(label.line.checked_sub(1)?));
    let is_known = line_above.is_some_and(|line| text[line.content.range()].contains([':', '：']));
    // The lines right below may be others of their kind: `地点：中南海`.
    let is_fact_line = |line: &&str| line.contains([':', '：']);
    let below: usize = (0..facts).map(|index| words(index).lines().skip(1).take_while(is_fact_line).count()).sum();
    let are_enough = facts + usize::from(is_known) + below >= FACTS || facts > 0 && names_holder(0) && !comes_back(&labels[0]);
    if facts == 0 || !are_enough || !are_speeches {
        return Span::at(0);
    }
    let last = value(facts - 1);
    Span::new(labels[0].span.start, last.as_ptr() as usize - text.as_ptr() as usize + last.len())
}

/// Whether a word could stand in a name with its titles and offices.
fn is_part_of_name(word: &str) -> bool {
    is_name_word(word) || is_particle(word)
}

impl<'b> Builder<'b> {
    /// Tells which pieces are of the frame, and cuts off those lines of a piece that are.
    pub(super) fn frame<'l>(&mut self, mut pieces: Vec<Piece<'l>>) -> Vec<Piece<'l>> {
        self.find_letters(&mut pieces);
        self.find_openers(&mut pieces);
        self.find_enclosures(&mut pieces);
        self.find_ends(&mut pieces);
        self.find_copies(&mut pieces);
        self.find_parts(&mut pieces);
        pieces
    }

    pub(super) fn line(&self, line: usize) -> &'b str {
        &self.text[self.layout.lines[line].content.range()]
    }

    pub(super) fn first_label(pieces: &[Piece<'_>]) -> usize {
        pieces.iter().position(|piece| piece.label.is_some()).unwrap_or(pieces.len())
    }

    pub(super) fn decide(
        &mut self,
        kind: &'static str,
        piece: (usize, usize),
        value: String,
        evidence: Vec<Cow<'static, str>>,
        certainty: Certainty,
    ) {
        let span = Span::new(piece.0, piece.1);
        self.decisions.push(Decision { kind, span, value, evidence, certainty });
    }

    /// Lines of class marks, and lines that say where and when, above the text.
    fn find_openers(&mut self, pieces: &mut Vec<Piece<'_>>) {
        let mut index = 0;
        while index < pieces.len().min(TOP) {
            let piece = &pieces[index];
            if piece.label.is_some() || piece.role != Role::Text || piece.end - piece.start > TOP_LENGTH {
                break;
            }
            let lines = piece.lines.clone();
            // The first line that is of the other kind than the one before it.
            let opens = |line| self.opens(line, lines.start) || index > 0 && self.is_place_above(line);
            let is_opener: Vec<bool> = lines.clone().map(opens).collect();
            let cut = lines.clone().skip(1).find(|line| is_opener[line - lines.start] != is_opener[line - lines.start - 1]);
            if let Some(line) = cut {
                let rest = pieces[index].cut(self.layout, line);
                pieces.insert(index + 1, rest);
            }
            if is_opener.first() == Some(&true) {
                let piece = &mut pieces[index];
                piece.role = Role::Opener;
                let place = (piece.start, piece.end);
                let evidence = match opener::class_marks(self.text[place.0..place.1].lines().next().unwrap_or_default()) {
                    Some(_) => "a line of nothing but class marks and numbers above the text",
                    None => "a line above the text that says nothing but where and when",
                };
                self.decide("opener", place, "stands above the text".to_owned(), vec![evidence.into()], Certainty::High);
            }
            index += 1;
        }
        // Below a paragraph of text there is no opener.
        let text = pieces.iter().position(|piece| piece.label.is_some() || self.is_text(piece)).unwrap_or(pieces.len());
        pieces[text..].iter_mut().filter(|piece| piece.role == Role::Opener).for_each(|piece| piece.role = Role::Text);
    }

    /// Whether a piece is text for sure, and no heading.
    fn is_text(&self, piece: &Piece<'_>) -> bool {
        let words = self.words(piece);
        piece.role == Role::Text
            && ends_as_text(words)
            && words.split_whitespace().nth(8).is_some()
            && !citation::is_signature(words)
    }

    /// Whether a line is one of class marks, or says where and when; `first` is the first of its paragraph.
    fn opens(&self, line: usize, first: usize) -> bool {
        let words = self.line(line);
        if heading_level(words) > 0 {
            return false;
        }
        if opener::class_marks(words).is_some() {
            return true;
        }
        let is_own_line = line == first || !self.layout.is_full(line - 1, line) && !self.line(line - 1).ends_with(',');
        let is_below_date = || line > first && dates::heads_letter(self.line(line - 1)) && !dates::heads_letter(words);
        let is_place = || {
            is_below_date()
                && (1..=3).contains(&words.split_whitespace().count())
                && !ends_sentence(words)
                && words.split_whitespace().all(is_name_word)
        };
        is_own_line
            && (dates::heads_letter(words) && !names_genre(words) || !self.layout.is_timed && clock::is_only(words) || is_place())
    }

    /// Whether a line is a place right above the line with its date (`Washington, D.C.`), or before dashes (`BEIJING--`).
    fn is_place_above(&self, line: usize) -> bool {
        let words = self.line(line);
        let place = words.trim_end_matches(['-', '–', '—', ' ']);
        let count = place.split_whitespace().count();
        if !(1..=PLACE_WORDS).contains(&count) || place.len() > PLACE_LENGTH || !place.split_whitespace().all(is_name_word) {
            return false;
        }
        if words.ends_with("--") || words.ends_with(['–', '—']) {
            return in_capitals(place);
        }
        let is_genre = || WORDS.header.genres.names.contains(&place.to_lowercase());
        let below = (line + 1..self.layout.lines.len()).find(|below| !self.layout.lines[*below].is_blank());
        let is_dated = |below: usize| dates::find(self.line(below), 0).is_some_and(|date| date.span.start == 0);
        (count == 1 && !is_genre() || place.contains(','))
            && below.is_some_and(|below| dates::heads_letter(self.line(below)) && is_dated(below))
    }

    /// What stands above the text.
    pub(super) fn opener(&mut self, pieces: &[Piece<'_>]) -> Block {
        let mut inlines = Vec::new();
        for line in pieces.iter().flat_map(|piece| piece.lines.clone()) {
            if !inlines.is_empty() {
                inlines.push(Inline::LineEnd);
            }
            let content = self.layout.lines[line].content;
            let words = &self.text[content.range()];
            let span = |range: std::ops::Range<usize>| Span::new(content.start + range.start, content.start + range.end);
            let Some(marks) = opener::class_marks(words) else {
                let mut read = without_speech(self.reader.read(&(line..line + 1), content.start, LineEnds::Keep));
                self.mark_date(words, content.start, &mut read);
                if let Some(time) = clock::find(words) {
                    mark_span(&mut read, span(time), &Mark::TimeOfDay);
                }
                inlines.push(Marked::inline(Mark::Dateline, read));
                continue;
            };
            let mut read = vec![Inline::Text(content)];
            for (range, mark) in marks {
                let mark = match mark {
                    ClassMark::Classification => Mark::Classification,
                    ClassMark::Copy => Mark::Identifier("copy"),
                    ClassMark::Reference => Mark::Identifier("reference"),
                };
                mark_span(&mut read, span(range), &mark);
            }
            inlines.extend(read);
        }
        Block::Opener(inlines)
    }

    /// Headings of what is enclosed: after the text, and before more of it.
    fn find_enclosures(&mut self, pieces: &mut [Piece<'_>]) {
        for index in 2..pieces.len().saturating_sub(1) {
            let piece = &pieces[index];
            if piece.label.is_some()
                || piece.role != Role::Text
                || piece.lines.len() > PART_LINES
                || piece.end - piece.start > PART_LENGTH
            {
                continue;
            }
            let words = self.words(piece).trim_start_matches('[').trim_end_matches(']');
            if sections::enclosure(words).is_none()
                || !pieces[..index].iter().any(|before| before.label.is_some() || self.is_text(before))
            {
                continue;
            }
            let place = (piece.start, piece.end);
            pieces[index].role = Role::Enclosure;
            let evidence = vec!["a word for an enclosure on a line of its own".into(), "text stands before and after it".into()];
            self.decide("division", place, "enclosure".to_owned(), evidence, Certainty::High);
        }
    }

    /// The lines that end the text, or a part of it; the last line of a paragraph is cut off.
    fn find_ends(&mut self, pieces: &mut Vec<Piece<'_>>) {
        let mut index = pieces.len();
        while index > 0 {
            index -= 1;
            let piece = &pieces[index];
            let last = piece.lines.end - 1;
            let is_single = piece.lines.len() == 1 && piece.start == self.layout.lines[last].content.start;
            let is_cut_off = !is_single
                && !self.layout.is_full(last.saturating_sub(1), last)
                && piece.start < self.layout.lines[last].content.start;
            let is_whole = piece.label.is_none() && piece.role == Role::Text;
            // Only brackets run over lines.
            let words = match () {
                () if is_whole && (is_single || is_direction(self.words(piece))) => self.words(piece),
                () if is_cut_off => self.line(last),
                () => continue,
            };
            let follows = pieces[index + 1..].iter().take(8);
            let is_last = index > 0
                && pieces.len() - index <= 8
                && follows.clone().all(|after| after.label.is_none() && !self.is_text(after));
            if pieces[..index].iter().rev().take(TOP).all(|before| before.label.is_none() && !self.is_text(before)) && !is_cut_off
            {
                continue;
            }
            let is_source = is_last && is_whole && citation::is_signature(words);
            let source = || is_source.then(|| vec!["the signature of an archive, and nothing follows it".into()]);
            let Some(mut evidence) = trailer::ends(words, is_last).or_else(source) else { continue };
            let is_cut = words.len() < self.words(piece).len();
            if is_cut && !is_last {
                continue;
            }
            if is_cut {
                let rest = pieces[index].cut(self.layout, last);
                pieces.insert(index + 1, rest);
                index += 1;
                evidence.push("a line of its own".into());
            }
            let piece = &mut pieces[index];
            piece.role = Role::End;
            let place = (piece.start, piece.end);
            self.decide("trailer", place, "ends the text or a part of it".to_owned(), evidence, Certainty::High);
        }
    }

    /// The line that ends the text: in brackets it is a direction, where there may be one.
    pub(super) fn end(&mut self, piece: &Piece<'_>, is_after_closer: bool) -> Block {
        let span = Span::new(piece.start, piece.end);
        if is_direction(self.words(piece)) && !is_after_closer && !citation::is_signature(self.words(piece)) {
            return Block::Direction(self.reader.direction(span, &piece.lines));
        }
        Block::Trailer(self.reader.read_span(span, &piece.lines, LineEnds::Keep))
    }

    /// Whether a piece above the text begins with class marks.
    pub(super) fn is_class_mark(&self, piece: &Piece<'_>) -> bool {
        opener::class_marks(self.line(piece.lines.start)).is_some()
    }

    /// The list of those to whom copies went, after the last speech: a line that says so, and the short lines below it.
    fn find_copies(&mut self, pieces: &mut Vec<Piece<'_>>) {
        let last_label = pieces.iter().rposition(|piece| piece.label.is_some()).map_or(1, |last| last + 1);
        let mut index = last_label.max(pieces.len().saturating_sub(2 * TOP));
        while index < pieces.len() {
            let piece = &pieces[index];
            let found = piece.lines.clone().find(|&line| distribution::heads(self.line(line)));
            let Some(line) = found.filter(|_| piece.role == Role::Text && piece.label.is_none()) else {
                index += 1;
                continue;
            };
            if line > piece.lines.start {
                let rest = pieces[index].cut(self.layout, line);
                index += 1;
                pieces.insert(index, rest);
            }
            let follows = |piece: &&Piece<'_>| piece.role == Role::Text && piece.label.is_none() && !self.is_text(piece);
            let count = 1 + pieces[index + 1..].iter().take(TOP).take_while(follows).count();
            pieces[index..index + count].iter_mut().for_each(|piece| piece.role = Role::Copies);
            let place = (pieces[index].start, pieces[index + count - 1].end);
            let evidence = vec!["a phrase for the copies of a record".into(), "no speech follows it".into()];
            self.decide("copies", place, "to whom copies went".to_owned(), evidence, Certainty::High);
            index += count;
        }
    }

    /// To whom copies went: a heading and its lines.
    pub(super) fn copies(&mut self, pieces: &[Piece<'_>]) -> Block {
        let mut lines: Vec<usize> = pieces.iter().flat_map(|piece| piece.lines.clone()).collect();
        let has_heading = lines.len() > 1 && self.line(lines[0]).trim_end().ends_with([':', '：'])
            || distribution::is_whole(self.line(lines[0]));
        let mut read = |line: usize| self.reader.read(&(line..line + 1), self.layout.lines[line].content.start, LineEnds::Keep);
        let heading = if has_heading && lines.len() > 1 { read(lines.remove(0)) } else { Vec::new() };
        Block::Copies { heading, items: lines.into_iter().map(read).collect() }
    }

    /// The words of a heading; the signs of Markdown before it become markup.
    pub(super) fn heading_words(&mut self, piece: &Piece<'_>) -> Vec<Inline> {
        let inlines = self.reader.read_span(Span::new(piece.start, piece.end), &piece.lines, LineEnds::Mark);
        marked_up(self.text, inlines)
    }

    /// The heading of a part.
    pub(super) fn part_heading(&mut self, piece: &Piece<'_>, number: Option<String>) -> Block {
        let inlines = self.heading_words(piece);
        Block::Heading { role: HeadingRole::Part, number: number.map(String::into_boxed_str), inlines }
    }
}

/// The signs before a heading become markup.
fn marked_up(text: &str, mut inlines: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(span)) = inlines.first().cloned() {
        let words = &text[span.range()];
        let bare = words.trim_start_matches('#');
        if bare.len() < words.len() && bare.starts_with(' ') {
            let start = span.end - bare.trim_start().len();
            inlines.splice(0..1, [Inline::Markup(Span::new(span.start, start)), Inline::Text(Span::new(start, span.end))]);
        }
    }
    inlines
}
