//! Reads the beginnings of lines as names: what stands where a label could stand.

use std::{ops::Range, rc::Rc};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    span::Span,
    transcript::{
        attendance, growth, headings,
        labels::{is_letter_for_question, key, time, without_time},
        layout::Layout,
        letters::{is_alphabetic, split, with_lowercase},
        names::{
            bare, begins_as_family, begins_with_rank, in_capitals, is_abbreviated, is_name_word, is_particle, is_small,
            small_word, tells_office,
        },
        pages,
        vocabulary::{SmallWord, WORDS},
    },
};

/// The longest name, in words.
const WORD_LIMIT: usize = 9;

/// The longest name that is not written in capitals, in words.
const SMALL_WORD_LIMIT: usize = 6;

/// The longest phrase that could stand for a name, in words.
const PHRASE_LIMIT: usize = 5;

/// The longest phrase after a title: `M. Jean Aubin, ministre des travaux publics.`
const TITLED_LIMIT: usize = 20;

/// The longest line with a name and a direction after a comma, in columns.
const ASIDE_LIMIT: usize = 90;

/// The longest one that says after the comma what somebody is.
const OFFICE_LIMIT: usize = 160;

/// The longest direction beside a name, in bytes.
const DIRECTION_LIMIT: usize = 1_200;

/// A place that could be a label.
#[derive(Clone, Debug)]
pub(in crate::transcript) struct Cue {
    pub(in crate::transcript) line: usize,
    /// The name with its full stop, if that stands right after it.
    pub(in crate::transcript) span: Span,
    pub(in crate::transcript) name: Span,
    /// A direction between the name and its mark or the end of the line, with the mark.
    pub(in crate::transcript) direction: Option<Span>,
    /// Where what is said begins.
    pub(in crate::transcript) end: usize,
    /// What is the same whenever the same person is meant.
    pub(in crate::transcript) key: Rc<str>,
    pub(in crate::transcript) shape: Shape,
    /// The column at which it begins.
    pub(in crate::transcript) indent: usize,
    /// Whether the words head or end a part of the play, or head the list of those present.
    pub(in crate::transcript) is_structural: bool,
    /// Whether a blank line, a page or nothing stands before it.
    pub(in crate::transcript) begins_block: bool,
    /// Whether its first word is in capitals.
    pub(in crate::transcript) opens_in_capitals: bool,
    /// Whether its last two words are those of a name, or all but the last.
    pub(in crate::transcript) is_set: bool,
    /// Whether its last word is one of a name.
    pub(in crate::transcript) ends_with_name: bool,
    /// Whether it has words that no name has: `The old man`.
    pub(in crate::transcript) is_phrase: bool,
    /// Whether an office stands after a comma in the name: `Mme Dumont, ministre des travaux publics`.
    pub(in crate::transcript) has_office: bool,
    /// Whether other small words stand there, as in `Monsieur le ministre, vous avez tort`.
    pub(in crate::transcript) is_clause: bool,
    /// Whether a comma and no bracket stands before the direction.
    pub(in crate::transcript) has_comma: bool,
    /// Whether words follow on its line.
    pub(in crate::transcript) has_text: bool,
    /// Whether anything follows at all before the next blank line.
    pub(in crate::transcript) is_followed: bool,
    /// Whether it stands between blank lines, and something follows after the second.
    pub(in crate::transcript) is_set_apart: bool,
}

/// What the labels of one file have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::transcript) struct Shape {
    /// Whether a full stop ends it.
    pub(in crate::transcript) has_stop: bool,
    pub(in crate::transcript) in_capitals: bool,
}

pub(super) fn begins_block(text: &str, layout: &Layout, line: usize, from: usize) -> bool {
    let lines = &layout.lines;
    if lines[line].is_blank() {
        return false;
    }
    line == from || lines[line - 1].is_blank() || lines[line - 1].ends_page || {
        let before = &text[lines[line - 1].content.range()];
        pages::mark(before).is_some()
    }
}

/// Reads every line that could begin with a label; `cast` holds the words of the list of persons, in lower case.
pub(super) fn read_all(text: &str, layout: &Layout, lines: Range<usize>, cast: &FxHashSet<String>, letters: &[char]) -> Vec<Cue> {
    let (from, to) = (lines.start, lines.end);
    let mut cues = Vec::new();
    let mut names = Names::default();
    let last_line = (from..to).rfind(|&line| !layout.lines[line].is_blank()).unwrap_or(from);
    for line in from..to {
        let content = layout.lines[line].content;
        if !content.is_empty() && layout.lines[line].indent() < 40 {
            let place = Place { begins_block: begins_block(text, layout, line, from), letters, line, last_line, to };
            read(text, layout, place, cast, &mut names, &mut cues);
        }
    }
    cues
}

/// Whether the words head or end a part of the play, or head the list of those present.
fn is_structural(words: &str) -> bool {
    let key = key(words);
    headings::rank(words).is_some()
        || headings::heads_personae(words)
        || WORDS.script.ends.contains(&key)
        || attendance::is_heading(&key)
}

/// The line that is read, the last one with words, the line before which the text ends, and what holds for the file.
#[derive(Clone, Copy)]
struct Place<'l> {
    line: usize,
    last_line: usize,
    to: usize,
    begins_block: bool,
    /// Single letters that are names here.
    letters: &'l [char],
}

/// Whether words begin with a title in an abbreviated form and small letters, and a name after it: `т. Громов`.
fn begins_with_small_title(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().filter(|word| word.starts_with(is_small) && word.ends_with('.'));
    let is_short_title = |word: &str| {
        let kind = small_word(word);
        kind.is_title && kind.is_abbreviated
    };
    first.is_some_and(is_short_title) && words.next().is_some_and(is_name_word)
}

/// Where the words of a name end.
#[derive(Clone, Copy)]
struct Stop {
    /// The byte after the name and its full stop, if any.
    at: usize,
    has_mark: bool,
    in_capitals: bool,
    is_phrase: bool,
    words: usize,
}

/// Reads the beginning of a line as a name: once, or twice where a full stop may belong to an abbreviation.
///
/// `names` holds those that were met.
fn read<'t>(
    text: &'t str,
    layout: &Layout,
    place: Place<'_>,
    cast: &FxHashSet<String>,
    names: &mut Names<'t>,
    cues: &mut Vec<Cue>,
) {
    let Place { line, last_line, to, begins_block, letters } = place;
    let content = layout.lines[line].content;
    let head = &text[content.range()];
    let is_great = |first: char| first.is_ascii_digit() || is_alphabetic(first) && !is_small(first);
    if !head.starts_with(is_great) && !begins_as_family(head) && !begins_with_small_title(head) {
        return;
    }
    // A phrase begins a block, or stands in the list of persons.
    let is_in_cast = || split(head).nth(1).is_some_and(|word| cast.contains(&bare(word)));
    let (stops, bracket) = stops(head, begins_block || !cast.is_empty() && is_in_cast());
    let line_of = |end: usize| (line..to).find(|&line| layout.lines[line].content.end >= end).unwrap_or(line);
    let mut push = |stop: Stop, direction: Option<Span>, end: usize, has_mark: bool| {
        let name_end = content.start + stop.at - usize::from(stop.has_mark);
        let words = without_time(text[content.start..name_end].trim_end_matches([' ', ',']));
        let name = Span::new(content.start, content.start + words.len());
        let ends_on = line_of(end);
        let rest = text[end..layout.lines[ends_on].content.end.max(end)].trim();
        let next_is_text = ends_on + 1 < to && !layout.lines[ends_on + 1].is_blank();
        // A comma after the name is part of the label.
        let span_end = content.start + head[..stop.at].trim_end().len();
        let has_comma = direction.is_some_and(|direction| !text[direction.start..].starts_with(['(', '[']));
        let NameFacts { key, is_structural } = names.facts(&text[name.range()]);
        // `II.` numbers a part.
        let is_numeral = || text[name.range()].chars().all(|character| "IVX".contains(character));
        let is_letter = text[name.range()].chars().eq(text[name.range()].chars().next().filter(|first| letters.contains(first)));
        // `Q.`, and the question below.
        let is_letter = is_letter || rest.is_empty() && begins_block && is_letter_for_question(&text[name.range()]);
        let is_short = key.chars().filter(|&character| is_alphabetic(character)).nth(1).is_none();
        if is_short && !(is_letter && rest.is_empty()) || has_mark && is_numeral() {
            return;
        }
        let words = if stop.is_phrase { &text[name.range()] } else { "" };
        let mut after_commas = words.split(", ").skip(1).filter_map(|rest| rest.split_whitespace().next());
        let after_comma = after_commas.clone().find(|word| tells_office(word)).or_else(|| after_commas.next());
        let cue = Cue {
            line,
            span: Span::new(content.start, span_end),
            name,
            direction,
            end,
            key,
            shape: Shape { has_stop: has_mark, in_capitals: stop.in_capitals || is_letter },
            indent: layout.lines[line].indent(),
            is_structural,
            begins_block,
            opens_in_capitals: head.split_whitespace().next().is_some_and(in_capitals),
            is_set: is_set(&text[name.range()]),
            ends_with_name: text[name.range()].split_whitespace().next_back().is_some_and(is_name_word),
            is_phrase: stop.is_phrase,
            has_office: after_comma.is_some_and(tells_office)
                || has_comma && direction.is_some_and(|words| tells_office(&text[words.range()])),
            is_clause: after_comma.is_some_and(|word| word.starts_with(is_small) && !tells_office(word)),
            has_comma,
            has_text: !rest.is_empty(),
            is_followed: !rest.is_empty() || next_is_text || direction.is_some() && !has_comma,
            is_set_apart: rest.is_empty() && !next_is_text && begins_block && ends_on + 1 < last_line,
        };
        growth::push(cues, cue);
    };
    for &stop in &stops {
        push(stop, None, content.start + stop.at, true);
    }
    match bracket {
        Ending::Bracket(stop) => {
            let open = content.start + head[stop.at..].find(['(', '[']).map_or(stop.at, |at| stop.at + at);
            let limit = (line..to).take_while(|&line| !layout.lines[line].is_blank()).take(12).last().unwrap_or(line);
            let limit = text.floor_char_boundary(layout.lines[limit].content.end.min(open + DIRECTION_LIMIT));
            let Some(close) = closing_all(&text[open..limit]) else { return };
            // `ANNA DALE (Quay) [10:02:33].`
            let brackets = &text[open..open + close];
            let is_time =
                text[open + close..].starts_with('.') && time(brackets).is_some_and(|(length, _)| length == brackets.len());
            if is_time {
                let end = open + close + 1;
                push(Stop { at: end - content.start, has_mark: true, ..stop }, None, end, true);
                return;
            }
            let is_number =
                text[open..open + close].chars().filter(|character| character.is_alphanumeric()).all(|c| c.is_ascii_digit());
            let after = &text[open + close..];
            if after.starts_with(':') || is_number {
                return;
            }
            let has_mark = after.starts_with('.');
            let end = open + close + usize::from(has_mark);
            // Words after a bracket without a mark are no sign of a label.
            let line_end = layout.lines[line_of(end)].content.end;
            if has_mark || text[end..line_end.max(end)].trim().is_empty() {
                push(stop, Some(Span::new(open, end)), end, has_mark);
            }
        }
        Ending::Line(stop) => push(stop, None, content.start + stop.at, false),
        Ending::Comma(stop) => {
            let at = content.start + stop.at;
            let start = content.end - text[at..content.end].trim_start().len();
            // What is said may follow on the line: `ANNA, à part. Il ment !`
            let end = sentence_end(&text[start..content.end]).map_or(content.end, |length| start + length);
            let aside = &text[start..end];
            let limit = if tells_office(aside) { OFFICE_LIMIT } else { ASIDE_LIMIT };
            let is_short = if end < content.end { aside.len() <= limit } else { layout.width(line) <= limit };
            let is_said =
                aside.ends_with(['!', '?', '…', ',', ';', ':']) || end < content.end && aside.contains(['!', '?', ';', ':']);
            if begins_block && is_short && !is_said && line < last_line {
                push(stop, Some(Span::new(start, end)), end, aside.ends_with('.'));
            }
        }
        Ending::Other => {}
    }
}

/// Whether words end with a name of two words, or are a name and one more word.
fn is_set(words: &str) -> bool {
    let mut last = words.split_whitespace().rev();
    let ends_with_name = last.next().is_some_and(is_name_word);
    if ends_with_name { last.next().is_some_and(is_name_word) } else { last.all(is_name_word) }
}

/// Where the first sentence of some words ends that others follow.
fn sentence_end(words: &str) -> Option<usize> {
    let mut ends = words.match_indices(". ").map(|(at, _)| at + 1);
    ends.find(|&end| words[..end - 1].ends_with(is_alphabetic))
}

/// What the words of a name show.
#[derive(Clone)]
struct NameFacts {
    key: Rc<str>,
    is_structural: bool,
}

/// The names that were met: a key costs memory once, and a name that comes back is read once.
#[derive(Default)]
struct Names<'t> {
    keys: FxHashSet<Rc<str>>,
    /// The first thousands of names.
    known: FxHashMap<&'t str, NameFacts>,
}

impl<'t> Names<'t> {
    const LIMIT: usize = 4_096;

    fn facts(&mut self, name: &'t str) -> NameFacts {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let facts = NameFacts { key: self.shared(key(name)), is_structural: is_structural(name) };
        if self.known.len() < Names::LIMIT {
            self.known.insert(name, facts.clone());
        }
        facts
    }

    /// The same text as one that was met before.
    fn shared(&mut self, key: String) -> Rc<str> {
        if let Some(known) = self.keys.get(key.as_str()) {
            return Rc::clone(known);
        }
        let key: Rc<str> = key.into();
        self.keys.insert(Rc::clone(&key));
        key
    }
}

/// What ends the words of a name that no full stop ends.
enum Ending {
    Bracket(Stop),
    /// A comma, with small words after it: `ANNA, without a word.`
    Comma(Stop),
    Line(Stop),
    Other,
}

/// The full stops that could end the name with which a line begins, the nearest first and at most two; and what else ends it.
///
/// Where it may be a phrase, small words may follow the first one.
fn stops(head: &str, may_be_phrase: bool) -> (Vec<Stop>, Ending) {
    let mut stops: Vec<Stop> = Vec::new();
    let mut end = 0;
    let mut dresses = true;
    let mut has_capitals = false;
    let mut is_phrase = false;
    let mut is_titled = false;
    let mut comma = None;
    let mut words = 0;
    loop {
        let in_capitals = dresses && has_capitals;
        let rest = head[end..].trim_start();
        let start = head.len() - rest.len();
        let here = Stop { at: end, has_mark: false, in_capitals, is_phrase, words };
        if in_capitals && head[..end].ends_with(',') {
            comma = Some(here);
        }
        if rest.is_empty() {
            let is_marked = stops.last().is_some_and(|stop| stop.at == end);
            let is_open = is_marked || is_phrase && head[..end].ends_with(',');
            // `ANNA AND J. DOLE` ends with no initial.
            stops.retain(|stop| stop.at == end || ends_name(head, stop));
            return (kept(stops, head), if is_open { Ending::Other } else { Ending::Line(here) });
        }
        if rest.starts_with(['(', '[']) && words > 0 {
            // The full stop of an initial ends no name: `DALE J. B. (Quay)`.
            stops.retain(|stop| stop.at < end || ends_name(head, stop) && !ends_with_initials(&head[..end]));
            let is_marked = stops.last().is_some_and(|stop| stop.at == end);
            return (kept(stops, head), if is_marked { Ending::Other } else { Ending::Bracket(here) });
        }
        let has_ended = || stops.iter().any(|stop| ends_name(head, stop));
        if let Some(comma) = comma.filter(|comma| comma.at == end && !has_ended() && parts_from_name(rest)) {
            return (kept(stops, head), Ending::Comma(comma));
        }
        // `ANNA DALE minister for the rivers`.
        if in_capitals && words > 1 && rest.starts_with(is_small) && !has_ended() && tells_office(rest) {
            return (kept(stops, head), Ending::Comma(here));
        }
        let run = split(rest).next().unwrap_or_default();
        let length = memchr::memchr2(b'(', b'[', run.as_bytes()).unwrap_or(run.len());
        let word = &rest[..length];
        let kind = small_word(word);
        // A phrase is short, but for one that is all of a short line.
        let is_over = match (is_titled, is_phrase) {
            (true, _) => words == TITLED_LIMIT,
            (false, true) => words >= PHRASE_LIMIT && (words == WORD_LIMIT || head.split_whitespace().nth(WORD_LIMIT).is_some()),
            (false, false) => words == WORD_LIMIT,
        };
        if is_over {
            return (kept(stops, head), Ending::Other);
        }
        if !could_be_in_name(word, kind) {
            if let Some(comma) = comma.filter(|_| !stops.iter().any(|stop| ends_name(head, stop))) {
                return (kept(stops, head), Ending::Comma(comma));
            }
            let has_ended = stops.iter().any(|stop| ends_name(head, stop));
            if !may_be_phrase || words == 0 || has_ended || !is_small_word(word) {
                return (kept(stops, head), Ending::Other);
            }
            is_phrase = true;
        }
        let follows_capitals = stops.last().is_some_and(|stop| stop.in_capitals);
        let is_capital = is_capital(word);
        let dresses_up = (dresses || follows_capitals) && (is_capital || words > 0 && is_link(word, kind) || kind.is_title);
        if !dresses_up && follows_capitals {
            // The name in capitals ended before this word.
            return (kept(stops, head), Ending::Other);
        }
        dresses &= dresses_up;
        is_titled |= words == 0 && begins_with_rank(head) || words == 2 && head[..end].ends_with(',') && tells_office(rest);
        has_capitals |= is_capital && word.chars().filter(|&character| is_alphabetic(character)).count() > 1;
        // Small words may stand between the comma and what shows a direction: `ANNA, en riant`.
        comma = comma.filter(|_| word.starts_with(is_small));
        words += 1;
        end = start + length;
        if word.ends_with('.') && !word.ends_with("..") {
            let in_capitals = dresses && has_capitals && !is_phrase;
            stops.push(Stop { at: end, has_mark: true, in_capitals, is_phrase, words });
        }
    }
}

/// Whether words after a comma belong to no other name: small ones stand in their first sentence, `a word in small letters`, or the
/// first of them is an office, `Minister for the rivers`.
fn parts_from_name(rest: &str) -> bool {
    let tail = &rest[..sentence_end(rest).unwrap_or(rest.len()).min(rest.floor_char_boundary(OFFICE_LIMIT))];
    let is_small_word = |word: &str| word.starts_with(is_small) && !is_link(word, small_word(word));
    if rest.starts_with(is_small) { tail.split_whitespace().any(is_small_word) } else { tells_office(tail) }
}

/// Whether the last word is nothing but letters with full stops: `J.B.`
fn ends_with_initials(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    last.split('.').all(|part| part.chars().nth(1).is_none())
}

/// Whether a full stop ends more than an initial or a title in an abbreviated form: `Mr.` ends no name, and `Count.` is one.
fn ends_name(head: &str, stop: &Stop) -> bool {
    let last = head[..stop.at].split_whitespace().next_back().unwrap_or_default();
    let letters = last.chars().filter(|&character| is_alphabetic(character)).count();
    letters > 1 && !abbreviates_title(head, stop) && !is_particle(last)
}

/// Whether a full stop belongs to a title in an abbreviated form.
///
/// In capitals, it does before a name in capitals only: in `podpredseda NR SR. Ano.` the letters name a body.
fn abbreviates_title(head: &str, stop: &Stop) -> bool {
    let last = head[..stop.at].split_whitespace().next_back().unwrap_or_default();
    let is_of_body = || {
        let next = head[stop.at..].split_whitespace().next();
        let has_letters = last.chars().filter(|&character| is_alphabetic(character)).count() > 1;
        has_letters && in_capitals(last) && next.is_some_and(|next| next.starts_with(is_alphabetic) && !in_capitals(next))
    };
    is_abbreviated(last) && !is_of_body()
}

/// Of all full stops, the first that ends more than a title or an initial, and the last one in capitals or at the end of the line.
///
/// Before other words, the full stop of a title in an abbreviated form ends none: `Minister Dr. Cole`, `Mr. Dale: Yes.`
fn kept(mut stops: Vec<Stop>, head: &str) -> Vec<Stop> {
    let abbreviates = |stop: &Stop| stop.at < head.len() && abbreviates_title(head, stop);
    stops.retain(|stop| !abbreviates(stop));
    let tells = |stop: &Stop| head[..stop.at].split_once(", ").is_some_and(|(_, tail)| tells_office(tail));
    let is_titled = |stop: &Stop| stop.is_phrase && (begins_with_rank(head) || tells(stop));
    // Alone on its line, a phrase may be longer.
    let is_alone = |stop: &Stop| stop.is_phrase && stop.at == head.trim_end().len();
    let is_short = |stop: &Stop| stop.in_capitals || stop.words <= SMALL_WORD_LIMIT || is_titled(stop) || is_alone(stop);
    if stops.len() < 2 {
        stops.retain(is_short);
        return stops;
    }
    let short = stops.iter().find(|stop| ends_name(head, stop)).or(stops.first()).copied();
    let ends_line = |stop: &&Stop| stop.at == head.trim_end().len() && stop.words <= SMALL_WORD_LIMIT && !stop.is_phrase;
    let long = stops.iter().rfind(|stop| stop.in_capitals).or(stops.last().filter(ends_line)).copied();
    let mut kept: Vec<Stop> = short.into_iter().filter(is_short).collect();
    let is_longer = |long: &Stop| kept.last().is_some_and(|short| short.in_capitals == long.in_capitals && short.at < long.at);
    if let Some(long) = long.filter(is_longer) {
        kept.push(long);
    }
    kept
}

/// Whether a word could belong to a name: it has a capital where the script has them, or joins others.
fn could_be_in_name(word: &str, kind: SmallWord) -> bool {
    let core = word.trim_end_matches(['.', ',']);
    let Some(first) = core.chars().next() else { return false };
    let is_mark = |character: char| {
        matches!(
            character,
            '!' | '?' | ';' | ':' | '"' | '„' | '“' | '”' | '«' | '»' | '…' | '=' | '*' | '<' | '>' | '/' | ')' | ']'
        )
    };
    // Most words have letters of ASCII and nothing else.
    if !core.bytes().all(|byte| byte.is_ascii_alphabetic()) && core.chars().any(is_mark) {
        return false;
    }
    let is_numbered = first.is_ascii_digit() && core.chars().count() <= 5;
    // `v.` for `von`.
    let abbreviates = word.ends_with('.') && core.chars().count() <= 2;
    // Small letters of ASCII are the most frequent beginnings.
    let is_great = !first.is_ascii_lowercase() && is_alphabetic(first) && !is_small(first);
    is_numbered || abbreviates || is_great || is_link(core, kind) || kind.is_title
}

/// Whether a word is letters in small ones, with a mark at its end at most.
fn is_small_word(word: &str) -> bool {
    let core = word.trim_end_matches(['.', ',']);
    core.starts_with(is_small) && core.chars().all(|character| is_alphabetic(character) || "'’-".contains(character))
}

fn is_link(word: &str, kind: SmallWord) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    let SmallWord { is_particle, is_conjunction, .. } = kind;
    // A mark before the word makes another of it.
    is_particle || word == "&" || is_conjunction && with_lowercase(word, |word| WORDS.script.conjunctions.contains(word))
}

fn is_capital(word: &str) -> bool {
    let first_is_figure = word.starts_with(|character: char| character.is_ascii_digit());
    first_is_figure || in_capitals(word)
}

/// The length of the brackets with which a text begins, one after another.
fn closing_all(text: &str) -> Option<usize> {
    let mut end = closing(text)?;
    loop {
        let rest = text[end..].trim_start_matches(' ');
        match closing(rest) {
            Some(length) => end = text.len() - rest.len() + length,
            None => return Some(end),
        }
    }
}

/// The length of the bracket with which a text begins, its partner included.
pub(in crate::transcript) fn closing(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
        '（' => '）',
        '[' => ']',
        _ => return None,
    };
    let mut depth = 0usize;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + close.len_utf8());
            }
        }
    }
    None
}
