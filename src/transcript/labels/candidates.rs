//! Where a label could stand: a short beginning of a line before a mark, and how far it looks like a name.

use std::{borrow::Cow, ops::Range, rc::Rc};

use rustc_hash::FxHashMap;

use crate::{
    span::Span,
    transcript::{
        clock, correspondence,
        cues::closing,
        facts::reference,
        growth, headings,
        labels::{
            Label,
            brackets::{OPENING, tells_action, trailing_bracket},
            chats::{is_phone_number, nick},
            parts::{CIRCLES, mark, time},
        },
        language,
        layout::{Layout, Line},
        letters::{first, is_alphabetic, split},
        names::{
            self, bare, begins_with_rank, begins_with_title, is_abbreviated, is_name_word, is_particle, is_small, is_title,
            tells_office, with_bare,
        },
        pages::ends_sentence,
        questions::words_of,
        vocabulary::WORDS,
    },
};

/// The longest label, in characters.
const LENGTH_LIMIT: usize = 72;

/// The longest label that says after a comma what somebody is, in characters and in words.
const OFFICE_LENGTH: usize = 160;
const OFFICE_WORDS: usize = 22;

/// The longest direction between a name and its mark, in bytes.
const DIRECTION_LIMIT: usize = 1_200;

/// The most lines of such a direction.
const DIRECTION_LINES: usize = 16;

/// The longest label that is no name, in words: `The old man:`.
const PHRASE_LIMIT: usize = 5;

/// The longest label, in words.
const WORD_LIMIT: usize = 9;

/// The longest label before a dash, in words.
const DASH_WORDS: usize = 5;

/// The mark that ends a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Colon,
    FullStop,
    Dash,
    /// No mark, and a time beside the name.
    Time,
    /// No mark, and emphasis around the name: `**Anna**`.
    Emphasis,
    /// White space after a letter for a question or an answer: `Q   Where?`
    Space,
}

impl Form {
    pub(super) const ALL: [Form; 6] = [Form::Colon, Form::FullStop, Form::Dash, Form::Time, Form::Emphasis, Form::Space];
    /// All but the full stop, with which many lines begin that have no label.
    pub(super) const WITHOUT_STOP: [Form; 5] = [Form::Colon, Form::Dash, Form::Time, Form::Emphasis, Form::Space];
}

pub(super) struct Candidate {
    pub(super) label: Label,
    pub(super) form: Form,
    /// What is the same whenever the same person is meant: the name in lower case.
    pub(super) key: Rc<str>,
    pub(super) looks: Looks,
    pub(super) begins_paragraph: bool,
    pub(super) after: After,
    /// Whether it is written in capitals throughout.
    pub(super) in_capitals: bool,
    /// Whether a time stands beside the name.
    pub(super) has_time: bool,
    /// Whether the name is emphasized, or a mark for a change of speaker stands before it.
    pub(super) is_marked: bool,
}

impl Candidate {
    /// What labels of one file have in common: their mark, whether they stand alone, and their capitals.
    pub(super) fn shape(&self) -> Shape {
        (self.form, self.stands_alone(), self.in_capitals)
    }

    /// Whether nothing follows on the line.
    pub(super) fn stands_alone(&self) -> bool {
        matches!(self.after, After::Nothing | After::NextLine)
    }

    /// Whether nothing is said.
    pub(super) fn says_nothing(&self) -> bool {
        matches!(self.after, After::Nothing | After::Time)
    }
}

/// What follows a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing to the end of the text.
    Nothing,
    /// Nothing on its line.
    NextLine,
    /// A time and nothing else.
    Time,
    /// Words that begin with a small letter, or whose paragraph ends like no sentence.
    Fragment,
    Sentence,
}

impl After {
    /// What `said` is, with which the line goes on; `below` are the lines that follow.
    fn of(said: &str, below: &[Line], is_finished: impl FnOnce() -> bool) -> After {
        // Of blank lines one stands for all.
        let ends_text = || below.len() <= 2 && below.iter().all(|line| line.is_blank());
        match said {
            "" if ends_text() => After::Nothing,
            "" => After::NextLine,
            _ if clock::is_only(said) => After::Time,
            _ if said.starts_with(is_small) || !is_finished() => After::Fragment,
            _ => After::Sentence,
        }
    }
}

pub(super) type Shape = (Form, bool, bool);

/// How far a candidate looks like a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Looks {
    /// It has words that no name has.
    Prose,
    /// It is a longer phrase that begins with a title or ends with a name: `Minister for the rivers of the north Anna Dale`.
    Clause,
    /// It is a name in capitals with what somebody is after it: `ANNA DALE, minister for the rivers of the north`.
    SetOff,
    /// It is a few words of which the first has a capital: `The old man`.
    Phrase,
    /// It is one word in small letters.
    Word,
    /// Every word could be part of a name.
    Name,
    /// It has a title besides.
    Titled,
}

/// What the words of a name show.
#[derive(Clone)]
struct NameFacts {
    key: Rc<str>,
    /// Nothing, where they cannot be a label at all.
    looks: Option<Looks>,
    in_capitals: bool,
}

impl NameFacts {
    fn of(name: &str) -> NameFacts {
        let outside = without_parentheses(name);
        let in_capitals = split(&outside).any(|word| !is_title(word) && word.chars().filter(|c| c.is_alphabetic()).count() > 1)
            && split(&outside).all(|word| is_title(word) || !word.chars().any(char::is_lowercase));
        let in_capitals = in_capitals || set_off(&outside).is_some();
        // `SCÈNE II. Anna, Bert` heads a part of a play.
        let is_heading = name.contains(char::is_whitespace) && headings::rank(name).is_some();
        NameFacts { key: key(name).into(), looks: looks(name).filter(|_| !is_heading), in_capitals }
    }
}

/// The names that were met, so that one that comes back is read once; only the first thousands are kept.
#[derive(Default)]
struct Names<'t> {
    known: FxHashMap<&'t str, NameFacts>,
}

impl<'t> Names<'t> {
    const LIMIT: usize = 4_096;

    fn facts(&mut self, name: &'t str) -> NameFacts {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let facts = NameFacts::of(name);
        if self.known.len() < Names::LIMIT {
            self.known.insert(name, facts.clone());
        }
        facts
    }
}

/// What is taken for a label: its marks, and the single letters that speak.
#[derive(Clone, Copy)]
pub(super) struct Sought<'s> {
    pub(super) forms: &'s [Form],
    pub(super) letters: &'s [char],
}

/// Every line that could begin with a label that is sought.
pub(super) fn candidates(text: &str, layout: &Layout, lines: Range<usize>, sought: Sought<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut names = Names::default();
    for paragraph in layout.paragraphs.iter().filter(|it| it.start >= lines.start && it.end <= lines.end) {
        for line in paragraph.clone() {
            // In text set at a width without blank lines, a sentence that ends with its line ends a paragraph.
            let follows_sentence = || layout.is_wrapped && ends_sentence(&text[layout.lines[line - 1].content.range()]);
            let begins_paragraph = || line == paragraph.start || follows_sentence();
            let is_finished = || {
                let last = &text[layout.lines[paragraph.end - 1].content.range()];
                last.ends_with([')', ']', ':', '–', '—']) || ends_sentence(last)
            };
            let found = candidate(text, layout, line, begins_paragraph, is_finished, sought, &mut names);
            if let Some(candidate) = found {
                growth::push(&mut candidates, candidate);
            }
        }
    }
    candidates
}

fn candidate<'t>(
    text: &'t str,
    layout: &Layout,
    line: usize,
    begins_paragraph: impl FnOnce() -> bool,
    is_finished: impl FnOnce() -> bool,
    sought: Sought<'_>,
    names: &mut Names<'t>,
) -> Option<Candidate> {
    let Sought { forms, letters } = sought;
    let content = layout.lines[line].content;
    // A time and marks may stand before the name: `[00:12] **ANNA:**`.
    let Opening { start, has_time, is_emphasized, is_marked } = opening(&text[content.range()]);
    let whole = Span::new(content.start + start, content.end);
    let head = &text[whole.range()];
    let head = first(head, LENGTH_LIMIT);
    let nick = if has_time { nick(head) } else { None };
    let found = if is_emphasized { emphasized(head) } else { None };
    let found = found.or_else(|| nick.map(|length| (Form::Emphasis, length, length)));
    // Most lines have no mark for a label at their beginning. A bracket may stand before a colon.
    let bits = bits::of(head);
    let has = |marks: u8| bits & marks != 0;
    let may_have_colon = has(bits::COLON | bits::BRACKET);
    let found = found.or_else(|| if may_have_colon { colon(text, layout, line, whole.start, LENGTH_LIMIT) } else { None });
    // An office after a comma may be long.
    let may_be_long = || has(bits::COMMA) && (begins_with_title(head) || set_off(head).is_some());
    let found = found.or_else(|| if may_be_long() { colon(text, layout, line, whole.start, OFFICE_LENGTH) } else { None });
    let may_stop = has(bits::STOP) && forms.contains(&Form::FullStop);
    let full_stop = || if may_stop { full_stop(head, &text[whole.range()], letters) } else { None };
    // In `Q. He said: never.` the letter is the label.
    let mut is_said = |(form, length, _): &(Form, usize, usize)| {
        *form == Form::Colon && head.as_bytes().get(1) == Some(&b'.') && {
            let said = &text[whole.start..whole.start + length];
            // `J. Cole (Quay):` is a name.
            let looks = names.facts(said).looks;
            said.starts_with(letters) && looks < Some(Looks::Name)
                || is_letter_for_question(&said[..1]) && looks == Some(Looks::Prose)
        }
    };
    let found = if found.as_ref().is_some_and(&mut is_said) { full_stop().or(found) } else { found };
    let found = found.or_else(full_stop).or_else(|| question(head));
    let may_be_timed = has(bits::DIGIT | bits::BRACKET);
    let found = found.or_else(|| if may_be_timed { timed(head, &text[whole.range()]) } else { None });
    let found = found.or_else(|| if has(bits::DASH) { dash(head) } else { None });
    let found = found.or_else(|| if is_marked && !is_emphasized { spaced(head) } else { None });
    let (form, name_length, length) = found?;
    let name = text[whole.start..whole.start + name_length].trim_end();
    // The label is kept as it is written, and XML can carry neither a vertical tab nor a form feed.
    if memchr::memchr2(0x0b, 0x0c, name.as_bytes()).is_some() {
        return None;
    }
    let before_time = without_time(name);
    let has_time = has_time || form == Form::Time || before_time.len() < name.len();
    let name = before_time;
    let NameFacts { key, looks, in_capitals } = names.facts(name);
    let looks = looks?;
    let looks = if nick.is_some() { looks.max(Looks::Name) } else { looks };
    if form != Form::Colon && looks < Looks::Name {
        return None;
    }
    let end = whole.start + length;
    // A label is one thing, and no sheet of paper ends in it: XML cannot carry the character that says so.
    if end > content.end && memchr::memchr2(0x0b, 0x0c, &text.as_bytes()[content.start..end]).is_some() {
        return None;
    }
    let after = time_after(&text[end..content.end.max(end)]);
    let (has_time, end) = (has_time || after > 0, end + after);
    let name_span = Span::new(whole.start, whole.start + name.len());
    let mut label = Label { line, span: Span::new(content.start, end), name: name_span, direction: None, end, certainty: None };
    if let Some(at) = trailing_bracket(name).filter(|&at| tells_action(&name[at..])) {
        label.part_direction(text, whole.start + at);
    }
    let said = text[end..content.end.max(end)].trim();
    let after = After::of(said, &layout.lines[line + 1..], is_finished);
    let begins_paragraph = begins_paragraph();
    Some(Candidate { label, form, key, looks, begins_paragraph, after, in_capitals, has_time, is_marked })
}

/// The marks that labels have, as bits: one look at each byte of a line's beginning tells which forms it could have.
mod bits {
    /// Either kind of colon.
    pub(super) const COLON: u8 = 1;
    pub(super) const STOP: u8 = 2;
    pub(super) const BRACKET: u8 = 4;
    pub(super) const DIGIT: u8 = 8;
    pub(super) const DASH: u8 = 16;
    pub(super) const COMMA: u8 = 32;

    static OF: [u8; 256] = {
        let groups: [(&[u8], u8); 6] =
            [(b":\xef", COLON), (b".", STOP), (b"([", BRACKET), (b"0123456789", DIGIT), (b"-\xe2", DASH), (b",", COMMA)];
        let mut table = [0; 256];
        let mut group = 0;
        while group < groups.len() {
            let (bytes, bit) = groups[group];
            let mut at = 0;
            while at < bytes.len() {
                table[bytes[at] as usize] |= bit;
                at += 1;
            }
            group += 1;
        }
        table
    };

    /// Which of the marks some text may have.
    pub(super) fn of(text: &str) -> u8 {
        text.bytes().fold(0, |bits, byte| bits | OF[usize::from(byte)])
    }
}

/// What stands before a name.
struct Opening {
    /// Where the name begins.
    start: usize,
    has_time: bool,
    /// Whether emphasis begins before the name.
    is_emphasized: bool,
    /// Whether any mark stands there.
    is_marked: bool,
}

/// Reads the times and marks with which a line begins.
fn opening(line: &str) -> Opening {
    let mut opening = Opening { start: 0, has_time: false, is_emphasized: false, is_marked: false };
    if line.starts_with(is_alphabetic) {
        return opening;
    }
    while let Some(rest) = line.get(opening.start..) {
        let length =
            if let Some((length, _)) = time(rest).filter(|(length, _)| rest[*length..].starts_with([' ', '\t', '*', '<'])) {
                opening.has_time = true;
                length
            } else if let Some(length) = mark(rest, true) {
                opening.is_marked = true;
                opening.is_emphasized |= !rest.starts_with('>') && !rest.starts_with(CIRCLES);
                length
            } else {
                break;
            };
        opening.start += length;
        opening.start = line.len() - line[opening.start..].trim_start().len();
    }
    opening
}

/// A name that emphasis encloses, with its mark or without: `**ANNA:**`, `<b>Anna</b>:`, `**Anna**`.
fn emphasized(head: &str) -> Option<(Form, usize, usize)> {
    let close = head.char_indices().find_map(|(at, _)| {
        let length = mark(&head[at..], matches!(head.as_bytes()[at], b'*' | b'_')).filter(|_| at > 0)?;
        Some((at, at + length))
    });
    let (at, end) = close?;
    let inside = without_time(head[..at].trim_end());
    let after = &head[end..];
    let form_of = |mark: char| match mark {
        ':' | '：' => Some(Form::Colon),
        '.' => Some(Form::FullStop),
        '—' | '–' => Some(Form::Dash),
        _ => None,
    };
    if let Some(mark) = inside.chars().next_back()
        && let Some(form) = form_of(mark)
    {
        return Some((if form == Form::Colon { form } else { Form::Emphasis }, inside.len() - mark.len_utf8(), end));
    }
    // A mark after the emphasis belongs to the label.
    let rest = after.trim_start();
    if let Some(mark) = rest.chars().next().filter(|mark| matches!(mark, ':' | '：')) {
        return Some((Form::Colon, inside.len(), head.len() - rest.len() + mark.len_utf8()));
    }
    (rest.is_empty() || time_after(after) > 0).then_some((Form::Emphasis, inside.len(), end))
}

/// A letter for a question or an answer before more than one space, `Q   Where?`, or before one, `Q Where?`.
fn question(head: &str) -> Option<(Form, usize, usize)> {
    let at = head.chars().next().filter(|letter| letter.is_uppercase())?.len_utf8();
    let rest = &head[at..];
    // After one space it must be no word: `A` is one, and a sentence may begin with it.
    let is_no_word = || {
        rest.strip_prefix(' ').is_some_and(|words| !words.starts_with(|first: char| is_small(first) || first.is_ascii_digit()))
            && !language::is_small_word(&head[..at])
    };
    let is_apart = rest.starts_with('\t') || rest.starts_with("  ") || is_no_word();
    (is_apart && !rest.trim().is_empty() && is_letter_for_question(&head[..at])).then_some((Form::Space, at, at))
}

/// Whether a single capital is a label for questions or answers in some language.
pub(in crate::transcript) fn is_letter_for_question(name: &str) -> bool {
    let mut letters = name.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    is_capital && with_bare(name, |letter| words_of(letter).is_some())
}

/// A name with a time after it that ends the line, or stands in brackets: `Anna Pell  55:21`.
fn timed(head: &str, line: &str) -> Option<(Form, usize, usize)> {
    let at = head.char_indices().find_map(|(at, character)| {
        let could_be = at > 0 && (character.is_ascii_digit() || matches!(character, '[' | '('));
        (could_be && head[..at].ends_with([' ', '\t', '\u{a0}'])).then_some(at).filter(|at| time(&line[*at..]).is_some())
    })?;
    let (length, inner) = time(&line[at..])?;
    let rest = &line[at + length..];
    let is_bracketed = inner.start > 0;
    let ends = rest.trim().is_empty() || is_bracketed && rest.starts_with([' ', '\t']);
    ends.then_some((Form::Time, at, at + length))
}

/// A name after a mark and before a wide space: `○鈴木花子君　橋はいつ開くのですか。`
fn spaced(head: &str) -> Option<(Form, usize, usize)> {
    let at = head.find('\u{3000}').or_else(|| head.find("  "))?;
    (at > 0).then_some((Form::Emphasis, at, at))
}

/// A name with a dash after it, before words: `Cde. Molotov— We agree.`
fn dash(head: &str) -> Option<(Form, usize, usize)> {
    let bytes = head.as_bytes();
    let (at, mark) = memchr::memchr2_iter(b'-', 0xe2, bytes).find_map(|at| {
        let found = ["—", "–", "--"].into_iter().find(|mark| bytes[at..].starts_with(mark.as_bytes()));
        let apart = || at.checked_sub(1).filter(|from| bytes[*from..].starts_with(b" - "));
        found.map(|mark| (at, mark)).or_else(|| apart().map(|from| (from, " - ")))
    })?;
    let rest = head[at + mark.len()..].trim_start_matches(['-', ' ']);
    let end = at + head[at..head.len() - rest.len()].trim_end().len();
    let words = head[..at].split_whitespace().count();
    let speaks = rest.trim_start().starts_with(|first: char| first.is_alphanumeric() || "\"“„«¿¡…([".contains(first));
    ((1..=DASH_WORDS).contains(&words) && speaks).then_some((Form::Dash, at, end))
}

/// A name without the time after it.
fn without_time(name: &str) -> &str {
    let from = name.char_indices().skip(1).find_map(|(at, character)| {
        let could_be = character.is_ascii_digit() || matches!(character, '[' | '(');
        let stands_apart = name[..at].ends_with([' ', '\t', '\u{a0}']) || !character.is_ascii_digit();
        (could_be && stands_apart && time(&name[at..]).is_some_and(|(length, _)| at + length == name.len())).then_some(at)
    });
    from.map_or(name, |at| name[..at].trim_end())
}

/// How long the time is that follows a label, with the white space before it: at the end of the line, or in brackets.
fn time_after(rest: &str) -> usize {
    let words = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    let space = rest.len() - words.len();
    match time(words) {
        Some((length, inner)) if words[length..].trim().is_empty() || inner.start > 0 => space + length,
        _ => 0,
    }
}

/// A colon that ends a label: outside parentheses, before white space or in a script that writes none.
///
/// A bracket before it may be long, and go on in the next lines.
fn colon(text: &str, layout: &Layout, line: usize, start: usize, limit: usize) -> Option<(Form, usize, usize)> {
    let mut count = 0;
    let mut at = 0;
    let mut last = line;
    loop {
        let rest = &text[start + at..layout.lines[last].content.end];
        let character = rest.chars().next()?;
        let next = at + character.len_utf8();
        // Mostly there are letters and spaces of ASCII, which decide nothing.
        if character.is_ascii_alphanumeric() || character == ' ' {
            (at, count) = (next, count + 1);
            if count >= limit {
                return None;
            }
            continue;
        }
        match character {
            '(' | '[' | '（' if at > 0 => {
                at += closing(bracket_room(text, layout, line, start + at))?;
                last += layout.lines[last..].iter().position(|line| line.content.end >= start + at)?;
                continue;
            }
            ';' if text[start..start + at].rfind('&').is_some_and(|from| reference(&text[start + from..]).is_some()) => {}
            // `היו"ר`: inside a word it is no quotation mark.
            '"' if is_inside_word(&text[start..], at) => {}
            '(' | '[' | ')' | ']' | '（' | '）' | '"' | '“' | '”' | '?' | '!' | ';' | '=' | '<' | '>' => return None,
            ':' | '：' if at > 0 => {
                let after = text[start + next..].chars().next();
                let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
                if digit(after) && digit(text[..start + at].chars().next_back()) {
                    // A time inside the label.
                    count += 1;
                    at = next;
                    continue;
                }
                let ends = character == '：' || after.is_none_or(|after| after.is_whitespace() || "\"“„«".contains(after));
                return ends.then_some((Form::Colon, at, next));
            }
            _ => {}
        }
        count += 1;
        at = next;
        if count >= limit {
            return None;
        }
    }
}

/// Whether letters stand on both sides of a character of one byte.
fn is_inside_word(words: &str, at: usize) -> bool {
    words[..at].ends_with(char::is_alphabetic) && words[at + 1..].starts_with(char::is_alphabetic)
}

/// The text from a byte of a line on in which a bracket may close: to the next blank line, within limits.
fn bracket_room<'t>(text: &'t str, layout: &Layout, line: usize, open: usize) -> &'t str {
    let lines = &layout.lines[line..];
    let last = lines.iter().take(DIRECTION_LINES).take_while(|line| !line.is_blank()).last();
    let end = last.map_or(open, |line| line.content.end).min(open + DIRECTION_LIMIT);
    &text[open..text.floor_char_boundary(end.max(open))]
}

/// A full stop that ends a label: all words before it are in capitals (`Mr. BURNS.`), or they are a title and one name (`Mr. Burns.`),
/// and text follows. Of single letters, those for questions and `letters` may be labels.
fn full_stop(head: &str, line: &str, letters: &[char]) -> Option<(Form, usize, usize)> {
    let in_capitals =
        |word: &str| !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase) || is_title(word);
    // Every word must be, and mostly the first tells that not every one is.
    let first = split(head).next().filter(|word| in_capitals(word))?;
    for (at, _) in head.match_indices('.') {
        let name = &head[..at];
        let rest = &line[at + 1..];
        if !rest.is_empty() && !rest.starts_with([' ', '\u{a0}', '\t']) {
            continue;
        }
        let last = name.split_whitespace().next_back()?;
        // `N. S.` and `Mr.` end no label.
        let is_letter =
            is_letter_for_question(name) || name.chars().eq(name.chars().next().filter(|letter| letters.contains(letter)));
        if is_abbreviated(last) || last.chars().filter(|character| character.is_alphabetic()).nth(1).is_none() && !is_letter {
            continue;
        }
        let mut others = name.split_whitespace().skip_while(|word| is_title(word));
        let mut is_titled = || is_title(first) && others.next().is_some_and(is_name_word) && others.next().is_none();
        let is_label = (name.split_whitespace().all(in_capitals) || is_titled()) && !rest.trim().is_empty();
        return is_label.then_some((Form::FullStop, at, at + 1));
    }
    None
}

/// How far the words look like a name; nothing where they cannot be a label at all.
fn looks(name: &str) -> Option<Looks> {
    let outside = without_parentheses(name);
    if is_phone_number(name) {
        return Some(Looks::Name);
    }
    let tail = set_off(&outside).or_else(|| outside.split_once(", ").map(|(_, tail)| tail).filter(|tail| tells_office(tail)));
    let limit = if tail.is_some() { OFFICE_WORDS } else { WORD_LIMIT };
    let words: Vec<&str> = names::unnumbered(split(&outside)).take(limit + 1).collect();
    if words.is_empty() || words.len() > limit || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    if correspondence::is_salutation(&outside) {
        return None;
    }
    // In a name in capitals, articles are in capitals, too: `THE PRESIDENT`.
    let in_capitals = names::in_capitals(&outside);
    let is_name_word = |word: &str| is_name_word(word) || in_capitals && word.starts_with(char::is_uppercase);
    let is_number =
        |word: &str| word.chars().all(|character| character.is_ascii_digit()) || word.starts_with('#') || names::is_ordinal(word);
    // `KAREL en IZABEL`.
    let is_link = |word: &str| is_particle(word) || names::small_word(word).is_conjunction;
    let is_family = names::begins_as_family(&outside);
    // `1-й сват`, `ráðherra Jón Vigfús`.
    let is_numbered = words.len() > 1 && (names::is_ordinal(words[0]) || names::is_rank(words[0]));
    // `т. Громов`.
    let is_small_title = words.len() > 1 && words[0].ends_with('.') && is_abbreviated(words[0]);
    let is_name = |(index, word): (usize, &&str)| {
        // `La señora PRESIDENTA`, `De heer Visser`.
        let may_be_small = if index == 0 {
            is_family || is_numbered || is_small_title
        } else {
            is_link(word) || is_number(word) || is_title(word)
        };
        is_name_word(word) || may_be_small || !word.chars().any(char::is_alphanumeric)
    };
    // Where the script has no capitals, a short run of letters is as much as a name shows.
    let has_capitals = name.chars().any(|character| character.is_uppercase() || is_small(character));
    let is_short_enough = has_capitals || name.chars().count() <= 24;
    let first_is_name = is_family || is_numbered || is_small_title || words.first().is_some_and(|word| is_name_word(word));
    let ends_clause = outside.trim_end().ends_with([',', '-', '–', '—']);
    if words.len() == 1 && words[0].chars().all(char::is_alphabetic) && !first_is_name {
        return Some(Looks::Word);
    }
    let has_names = words.iter().enumerate().all(is_name);
    let is_phrase = words.len() <= PHRASE_LIMIT && !outside.contains([',', '/']);
    let ends_with_name = || words.iter().rev().take(2).all(|word| is_name_word(word) && !is_title(word));
    let is_clause = || !outside.contains('/') && (begins_with_rank(&outside) || !outside.contains(',') && ends_with_name());
    if !first_is_name || !has_names && !is_phrase && !is_clause() && tail.is_none() || !is_short_enough || ends_clause {
        return Some(Looks::Prose);
    }
    // `X said:` tells of speech, and is no label.
    let verbs = &WORDS.marks.speaking.verbs;
    let asks = || with_bare(name, |word| words_of(word).is_some());
    let ends_with_verb = !asks() && words.last().is_some_and(|word| verbs.contains(&bare(word)))
        || !has_capitals && !asks() && name.chars().next_back().is_some_and(|last| verbs.contains(&last.to_string()));
    if ends_with_verb {
        return Some(Looks::Prose);
    }
    if !has_names {
        if tail.is_some_and(|tail| tail.starts_with(is_small)) && set_off(&outside).is_some() {
            return Some(Looks::SetOff);
        }
        return Some(if is_phrase { Looks::Phrase } else { Looks::Clause });
    }
    let is_titled = words.len() > 1 && words.iter().any(|word| is_title(word));
    Some(if is_titled { Looks::Titled } else { Looks::Name })
}

/// What stands after a name in capitals with which some words begin, if that is in small letters: after a comma, or after a name of
/// more than one word.
fn set_off(words: &str) -> Option<&str> {
    let first = words.split_whitespace().next().filter(|word| names::in_capitals(word))?;
    let mut end = 0;
    let mut count = 0;
    for word in words.split_whitespace() {
        let start = end + words[end..].find(word)?;
        if !names::in_capitals(word) && word.chars().any(char::is_alphabetic) {
            let has_comma = words[..start].trim_end().ends_with(',');
            // `A. B. said so`: initials alone are no name.
            let is_name = first.chars().filter(|c| c.is_alphabetic()).count() > 1;
            return (is_name && (has_comma || count > 1)).then_some(&words[start..]);
        }
        count += usize::from(word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        end = start + word.len();
    }
    None
}

/// The words outside parentheses and brackets.
pub(in crate::transcript) fn without_parentheses(name: &str) -> Cow<'_, str> {
    if !name.contains(OPENING) {
        return Cow::Borrowed(name);
    }
    let mut depth = 0usize;
    let kept = name.chars().filter(|character| match character {
        '(' | '[' | '（' => {
            depth += 1;
            false
        }
        ')' | ']' | '）' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    Cow::Owned(kept.collect())
}

/// The name in lower case, without punctuation and parentheses.
pub(in crate::transcript) fn key(name: &str) -> String {
    let outside = without_parentheses(name);
    let mut key = String::with_capacity(outside.len());
    for word in names::unnumbered(split(&outside)) {
        with_bare(word, |word| {
            if !key.is_empty() && !word.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        });
    }
    key
}
