//! Finds letters and telegrams among the lines of a transcript, each by more than one sign.

use std::{borrow::Cow, ops::Range};

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        correspondence::{
            Letter, LetterKind,
            ends::End,
            words::{self, OPENING},
        },
        dates, headings,
        layout::{Layout, Paragraphing},
    },
};

/// The most lines of a letter, and of what stands above its salutation.
const LETTER_LINES: usize = 300;
const ADDRESS_LINES: usize = 8;

/// The longest line of an address, in columns, and the longest that may hold a salutation and nothing else.
const ADDRESS_WIDTH: usize = 60;

/// The least times a telegram without a heading has the word for a full stop.
const STOPS: usize = 2;

/// Finds the letters and telegrams in some lines; `stops` are the lines, in order, at which a label stands or a note begins.
pub(in crate::transcript) fn find(text: &str, layout: &Layout, lines: Range<usize>, stops: &[usize]) -> Vec<Letter> {
    let scan = Scan { text, layout, from: lines.start, to: lines.end, stops };
    let mut letters = Vec::new();
    let mut line = lines.start + 1;
    while line < lines.end {
        match scan.letter_at(line) {
            Some(letter) => {
                line = letter.lines().end.max(line + 1);
                letters.push(letter);
            }
            None => line += 1,
        }
    }
    letters
}

/// The lines in which letters are looked for.
pub(super) struct Scan<'s> {
    text: &'s str,
    pub(super) layout: &'s Layout,
    from: usize,
    to: usize,
    stops: &'s [usize],
}

impl Scan<'_> {
    pub(super) fn words(&self, line: usize) -> &str {
        &self.text[self.layout.lines[line].content.range()]
    }

    pub(super) fn is_blank(&self, line: usize) -> bool {
        self.layout.lines[line].is_blank()
    }

    /// Whether paragraphs are set apart by blank lines, so that an indent means something else.
    pub(super) fn sets_paragraphs_apart(&self) -> bool {
        self.layout.paragraphing == Paragraphing::BlankLines
    }

    /// The line before a line that is not blank.
    pub(super) fn before(&self, line: usize) -> Option<usize> {
        (self.from..line).rev().take(3).find(|line| !self.is_blank(*line))
    }

    /// Whether a line goes on with nothing that was before it.
    pub(super) fn begins_anew(&self, line: usize) -> bool {
        line == self.from || self.is_blank(line - 1) || !self.layout.is_full(line - 1, line)
    }

    /// After the last line that is not blank.
    pub(super) fn trimmed(&self, from: usize, to: usize) -> usize {
        (from..to).rev().find(|line| !self.is_blank(*line)).map_or(from, |line| line + 1)
    }

    /// Where the speech ends in which a line stands.
    fn limit(&self, line: usize) -> usize {
        let next = self.stops.partition_point(|stop| *stop <= line);
        self.stops.get(next).copied().unwrap_or(self.to).min(line + LETTER_LINES).min(self.to)
    }

    fn is_stop(&self, line: usize) -> bool {
        self.stops.binary_search(&line).is_ok()
    }

    /// The letter whose salutation or heading stands at a line, or that is announced right before it.
    fn letter_at(&self, line: usize) -> Option<Letter> {
        self.begun_at(line).filter(|_| !self.is_stop(line))
    }

    fn begun_at(&self, line: usize) -> Option<Letter> {
        if self.is_blank(line) {
            return None;
        }
        let words = self.words(line);
        if words::heads_telegram(words) {
            return self.telegram(line, Some(line));
        }
        if let Some(length) = words::salutation(words) {
            return self.greeted(line, length);
        }
        let before = line.checked_sub(1)?;
        // Most lines come right after another that does not end with a colon.
        let before = if self.is_blank(before) { self.before(line)? } else { before };
        if !self.words(before).ends_with([':', '：']) {
            return None;
        }
        match words::announces(self.words(before), true) {
            true => self.telegram(line, None),
            false => self.unaddressed(line),
        }
    }

    /// Whether a line ends what has no end of its own: a direction, or the heading of an act.
    fn interrupts(&self, line: usize) -> bool {
        let words = self.words(line);
        words.starts_with(['(', '[']) && words.ends_with([')', ']', '.']) || headings::rank(words).is_some()
    }

    /// Whether something before a line announces what begins there: a colon, or a bracket that says so.
    fn is_announced(&self, line: usize) -> bool {
        let Some(before) = self.before(line) else { return false };
        let words = self.words(before);
        let is_bracket = words.ends_with([']', ')']) && words.starts_with(['[', '(']) && self.speaks_of_letter(before);
        words.trim_end_matches([']', ')']).ends_with([':', '：']) || is_bracket
    }

    /// Whether a line, or the one before it in its paragraph, speaks of a letter.
    fn speaks_of_letter(&self, line: usize) -> bool {
        let is_more = |before: &usize| !self.is_blank(*before) && !self.is_stop(line);
        let before = line.checked_sub(1).filter(is_more);
        let speaks = |line: usize| words::announces(self.words(line), false) || words::announces(self.words(line), true);
        speaks(line) || before.is_some_and(speaks)
    }

    /// A letter whose salutation stands at a line and takes some of its bytes.
    fn greeted(&self, line: usize, length: usize) -> Option<Letter> {
        let before = self.before(line)?;
        if !self.begins_anew(line) {
            return None;
        }
        let content = self.layout.lines[line].content;
        let is_run_in = length < content.len();
        let body_from = if is_run_in { line } else { line + 1 };
        let limit = self.limit(line);
        let opening = self.address_start(line);
        let is_announced = self.is_announced(opening);
        // Before the first speech, a letter is the text itself unless something announces it.
        if !is_announced && self.stops.first().is_none_or(|first| *first > before) {
            return None;
        }
        let mut evidence: Vec<Cow<'static, str>> = vec!["a salutation on a line of its own".into()];
        let mut signs = 0;
        let mut add = |is_so: bool, says: &'static str| {
            signs += usize::from(is_so);
            evidence.extend(is_so.then(|| says.into()));
        };
        let is_quoted = self.words(opening).starts_with(OPENING);
        let quoted = || is_quoted.then(|| self.quoted_end(line, limit)).flatten();
        let end = match self.valediction(line + 1, limit) {
            Some(end) => {
                add(true, "a valediction");
                add(end.is_signed, "a signature below it");
                end
            }
            None => {
                let apart = quoted().or_else(|| self.indented_end(opening, limit));
                let all = self.trimmed(line + 1, (line + 1..limit).find(|line| self.interrupts(*line)).unwrap_or(limit));
                if all <= body_from {
                    return None;
                }
                let end = self.unsigned(body_from, apart.unwrap_or(all));
                let is_told = is_announced && self.before(opening).is_some_and(|before| self.speaks_of_letter(before));
                if apart.is_none() && !(is_announced && (end.is_signed || is_told)) {
                    return None;
                }
                add(apart.is_some(), if is_quoted { "quotation marks enclose it" } else { "it is indented" });
                add(end.is_signed, "a name below the text");
                end
            }
        };
        add(is_announced, "what stands before it announces it");
        let certainty = if signs >= 2 { Certainty::High } else { Certainty::Medium };
        let salutation = Some(Span::new(content.start, content.start + length));
        self.letter(LetterKind::Letter, None, opening..line + 1, salutation, body_from, end, evidence, certainty)
    }

    /// A letter without a salutation, right after what announces it: it is set apart, and somebody takes leave and signs.
    fn unaddressed(&self, line: usize) -> Option<Letter> {
        let limit = self.limit(line);
        let is_quoted = self.words(line).starts_with(OPENING);
        let apart = if is_quoted { self.quoted_end(line, limit) } else { self.indented_end(line, limit) }?;
        let end = self.valediction(line + 1, apart).filter(|end| end.is_signed)?;
        let set_apart = if is_quoted { "quotation marks enclose it" } else { "it is indented" };
        let evidence = ["what stands before it announces it", set_apart, "a valediction", "a signature below it"]
            .map(Cow::Borrowed)
            .to_vec();
        let opening = line..line + (line..end.body_end).take_while(|&line| self.is_above_text(line)).count();
        let from = opening.end;
        self.letter(LetterKind::Letter, None, opening, None, from, end, evidence, Certainty::High)
    }

    /// Whether a line above the text of a letter says where and when.
    fn is_above_text(&self, line: usize) -> bool {
        self.is_blank(line) || dates::heads_letter(self.words(line))
    }

    /// A telegram that begins at a line, with a heading or right after what announces it.
    fn telegram(&self, line: usize, heading: Option<usize>) -> Option<Letter> {
        let before = self.before(line)?;
        let is_announced = self.is_announced(line);
        if !is_announced && self.stops.first().is_none_or(|first| *first > before) || !self.begins_anew(line) {
            return None;
        }
        let limit = self.limit(line);
        let from = if heading.is_some() { line + 1 } else { line };
        let is_above = |line: &usize| self.is_blank(*line) || words::is_key(self.words(*line)) || self.is_above_text(*line);
        let keys = (from..limit).take_while(is_above).count();
        let opening = from..self.trimmed(from, from + keys);
        let stops: Vec<usize> = (opening.end..limit).filter(|line| words::has_stop(self.words(*line))).collect();
        let count = stops.iter().map(|line| self.words(*line).split_whitespace().filter(|word| words::has_stop(word)).count());
        let has_stops = count.sum::<usize>() >= if heading.is_some() { 1 } else { STOPS };
        let apart = || match self.words(line).starts_with(OPENING) {
            true => self.quoted_end(line, limit),
            false => self.indented_end(line, limit),
        };
        let body_end = match stops.last() {
            Some(last) if has_stops => self.paragraph_end(*last, limit),
            _ => apart().filter(|_| heading.is_some() || !opening.is_empty())?,
        };
        let end = if has_stops { self.signed(body_end, limit) } else { self.unsigned(opening.end, body_end) };
        let mut evidence: Vec<Cow<'static, str>> = Vec::new();
        evidence.extend(heading.map(|_| "a heading that says that it is a telegram".into()));
        evidence.extend((!opening.is_empty()).then(|| "to whom and from whom it goes".into()));
        evidence.extend(has_stops.then(|| "words for full stops".into()));
        evidence.extend((!has_stops).then(|| "it is set apart".into()));
        evidence.extend(is_announced.then(|| "what stands before it announces it".into()));
        let certainty = if evidence.len() > 2 { Certainty::High } else { Certainty::Medium };
        let body_from = opening.end;
        self.letter(LetterKind::Telegram, heading, opening, None, body_from, end, evidence, certainty)
    }

    /// After the last line of the paragraph in which a line stands.
    fn paragraph_end(&self, line: usize, to: usize) -> usize {
        if !self.sets_paragraphs_apart() {
            return line + 1;
        }
        line + 1 + (line + 1..to).take_while(|&next| !self.is_blank(next) && self.layout.is_full(next - 1, next)).count()
    }

    /// The end of a telegram whose text ends before a line: its signature may follow.
    fn signed(&self, body_end: usize, limit: usize) -> End {
        let first = (body_end..limit).find(|line| !self.is_blank(*line));
        let signed = first.filter(|line| words::signs(self.words(*line), true) && !self.words(*line).ends_with('.'));
        let closing_end = signed.map_or(body_end, |line| line + 1);
        End { body_end, valediction: None, closing: body_end..closing_end, is_signed: signed.is_some() }
    }

    /// Where the lines begin that stand above a salutation: an address between it and what announces the letter, or a line that says
    /// where and when.
    fn address_start(&self, line: usize) -> usize {
        let (mut start, mut dated) = (line, line);
        for above in (self.from + 1..line).rev().filter(|above| !self.is_blank(*above)).take(ADDRESS_LINES) {
            let words = self.words(above);
            let is_short = self.layout.width(above) <= ADDRESS_WIDTH.max(self.layout.lines[above].indent() + ADDRESS_WIDTH / 2);
            if self.is_stop(above) || !is_short || words.ends_with([':', '?', '!', ']', ')']) {
                break;
            }
            start = above;
            if dates::heads_letter(words) && dated == self.after(above) {
                dated = above;
            }
        }
        let has_break = |line: usize| line < start || self.begins_anew(line);
        if start < line && self.is_announced(start) && (start..line).filter(|line| !self.is_blank(*line)).all(has_break) {
            start
        } else {
            dated
        }
    }

    /// The line after a line that is not blank.
    fn after(&self, line: usize) -> usize {
        (line + 1..self.to).find(|line| !self.is_blank(*line)).unwrap_or(self.to)
    }

    #[expect(clippy::too_many_arguments, reason = "they are the parts of a letter")]
    fn letter(
        &self,
        kind: LetterKind,
        heading: Option<usize>,
        opening: Range<usize>,
        salutation: Option<Span>,
        body_from: usize,
        end: End,
        evidence: Vec<Cow<'static, str>>,
        certainty: Certainty,
    ) -> Option<Letter> {
        let body_from = (body_from..end.body_end).find(|line| !self.is_blank(*line))?;
        let content = self.layout.lines[body_from].content;
        // Text may follow the salutation on its line.
        let start = match salutation {
            Some(salutation) if content.contains(salutation) => {
                content.end - self.text[salutation.end..content.end].trim_start().len()
            }
            _ => content.start,
        };
        if start >= content.end {
            return None;
        }
        let body = body_from..self.trimmed(body_from, end.body_end);
        let closing = if end.closing.is_empty() { body.end..body.end } else { end.closing };
        let postscript = self.postscript(closing.end);
        let valediction = end.valediction;
        Some(Letter { kind, heading, opening, salutation, body, start, valediction, closing, postscript, evidence, certainty })
    }

    /// The postscript after a line.
    fn postscript(&self, from: usize) -> Range<usize> {
        let none = from..from;
        let limit = self.limit(from.saturating_sub(1));
        let Some(first) = (from..limit).find(|line| !self.is_blank(*line)) else { return none };
        if !words::postscript(self.words(first)) {
            return none;
        }
        let is_more = |&line: &usize| !self.is_blank(line) && self.layout.is_full(line - 1, line);
        first..first + 1 + (first + 1..limit).take_while(is_more).count()
    }
}
