//! Labels as scripts print them: a name with a full stop, or alone on its line, before what is said.
//!
//! `NAME.` and `NAME` on lines of their own, `NAME. Text` on one line, in capitals or not, each with or without a direction in
//! brackets. None is a label by itself: a form is believed where names come back in it, and begin a good part of the blocks.

use std::collections::{HashMap, HashSet};

use crate::{
    span::Span,
    transcript::{
        headings,
        labels::key,
        layout::Layout,
        names::{is_particle, is_title},
        pages,
        vocabulary::WORDS,
    },
};

/// The longest name, in words.
const WORD_LIMIT: usize = 9;

/// The longest name that is not written in capitals, in words.
const SMALL_WORD_LIMIT: usize = 4;

/// The longest direction beside a name, in bytes.
const DIRECTION_LIMIT: usize = 1_200;

/// The share of blocks with labels from which a name that stands once is a label.
const SURE_SHARE: f64 = 0.5;

/// A file has hardly any blank lines if it has more than so many lines for each block.
const GAPLESS: usize = 4;

/// An ordinary word that begins so many blocks before a full stop or alone is a label: `Officials.`
const OFTEN: usize = 4;

/// The fewest labels with names that come back.
const FEWEST: usize = 4;

/// Names that begin so many columns apart are not of one kind.
const INDENT: usize = 4;

/// A place that could be a label.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) line: usize,
    /// The name with its full stop, if that stands right after it.
    pub(super) span: Span,
    pub(super) name: Span,
    /// A direction between the name and its mark or the end of the line, with the mark.
    pub(super) direction: Option<Span>,
    /// Where what is said begins.
    pub(super) end: usize,
    pub(super) key: String,
    pub(super) shape: Shape,
    /// The column at which it begins.
    indent: usize,
    /// Whether the words head or end a part of the play.
    is_structural: bool,
    /// Whether a blank line, a page or nothing stands before it.
    begins_block: bool,
    /// Whether words follow on its line.
    has_text: bool,
    /// Whether anything follows at all before the next blank line.
    is_followed: bool,
}

/// What the labels of one file have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Shape {
    /// Whether a full stop ends it.
    pub(super) has_stop: bool,
    pub(super) in_capitals: bool,
}

/// The labels of the form that a file has, and how many blocks they begin.
pub(super) struct Chosen {
    pub(super) cues: Vec<Cue>,
    /// For each name, how often it stands.
    pub(super) counts: HashMap<String, usize>,
    pub(super) shape: Shape,
    /// How many labels have names that come back.
    pub(super) strength: usize,
    /// The share of blocks that begin with one of those.
    pub(super) share: f64,
}

/// Finds the form of the labels in some lines, and the labels of that form; nothing where no such form is coherent.
pub(super) fn choose(text: &str, layout: &Layout, from: usize, to: usize, cast: &HashSet<String>) -> Option<Chosen> {
    let mut cues = resolve(read_all(text, layout, from, to));
    let first = cues.iter().map(|cue| cue.line).min()?;
    let blocks = (first..to).filter(|&line| begins_block(text, layout, line, from)).count();
    let filled = (first..to).filter(|&line| !layout.lines[line].is_blank()).count();
    // Where hardly any blank line stands between turns, every line may begin one.
    let is_gapless = blocks * GAPLESS < filled;
    let shapes = [(true, true), (false, true), (true, false), (false, false)];
    let shapes = shapes.map(|(has_stop, in_capitals)| Shape { has_stop, in_capitals });
    let ordinary = ordinary_words(text, layout, from..to, &cues);
    let best = shapes.into_iter().filter_map(|shape| {
        let in_blocks = self::believed(&cues, shape, &ordinary, cast, false);
        let strength: usize = in_blocks.values().sum();
        let least = if shape.in_capitals { 0.15 } else { 0.35 };
        let share = strength as f64 / blocks.max(1) as f64;
        let (believed, strength, share, least) = if is_gapless && !shape.in_capitals && share < least {
            let in_lines = self::believed(&cues, shape, &ordinary, cast, true);
            let strength: usize = in_lines.values().sum();
            (in_lines, strength, strength as f64 / filled as f64, 0.1)
        } else {
            (in_blocks, strength, share, least)
        };
        (believed.len() >= 2 && strength >= FEWEST && share >= least).then_some((strength, shape, believed, share))
    });
    let (strength, shape, believed, share) = best.max_by_key(|(strength, ..)| *strength)?;
    let margin = margin(cues.iter().filter(|cue| cue.shape == shape && believed.contains_key(&cue.key)));
    let file = Form {
        shape,
        believed: &believed,
        in_blocks: stands_in_blocks(&cues, shape, &believed),
        share,
        ordinary: &ordinary,
        margin,
        cast,
    };
    let style = cues.iter().filter(|cue| cue.shape == shape && believed.contains_key(&cue.key));
    let (inline, alone) =
        style.fold((0, 0), |(inline, alone), cue| if cue.has_text { (inline + 1, alone) } else { (inline, alone + 1) });
    let known = known_words(&believed, cast);
    let mut all: HashMap<String, usize> = HashMap::new();
    for cue in cues.iter().filter(|cue| cue.shape == shape && cue.begins_block && cue.is_followed) {
        *all.entry(cue.key.clone()).or_default() += 1;
    }
    cues.retain(|cue| file.is_label(cue, all.get(&cue.key).copied().unwrap_or(0), inline, alone, &known));
    let mut counts = HashMap::new();
    for cue in &cues {
        *counts.entry(cue.key.clone()).or_insert(0) += 1;
    }
    Some(Chosen { cues, counts, shape, strength, share })
}

/// The form of a file, and what is sure of it.
struct Form<'f> {
    shape: Shape,
    /// The names that come back.
    believed: &'f HashMap<String, usize>,
    /// Whether labels begin blocks here.
    in_blocks: bool,
    /// The share of blocks that begin with one of them.
    share: f64,
    /// Words that stand in small letters elsewhere.
    ordinary: &'f HashSet<String>,
    /// The column at which most of them begin.
    margin: usize,
    cast: &'f HashSet<String>,
}

impl Form<'_> {
    fn is_label(&self, cue: &Cue, count: usize, inline: usize, alone: usize, known: &HashSet<String>) -> bool {
        if cue.indent.abs_diff(self.margin) >= INDENT {
            return false;
        }
        let at_right_place = cue.begins_block || !self.in_blocks;
        if self.believed.contains_key(&cue.key) {
            let is_same_dress = cue.shape.in_capitals == self.shape.in_capitals;
            return is_same_dress
                && at_right_place
                && (cue.shape.has_stop == self.shape.has_stop || cue.begins_block && cue.is_followed);
        }
        let is_like_others = if cue.has_text { inline > 0 } else { alone > 0 && cue.is_followed };
        if cue.shape != self.shape || !at_right_place || !is_like_others || cue.is_structural {
            return false;
        }
        if cue.shape.in_capitals {
            return true;
        }
        let comes_often = self.share >= SURE_SHARE && cue.begins_block && count >= OFTEN;
        if comes_often {
            return true;
        }
        // In a file where nearly every block begins with a label, a name that stands once is a label if no word of it is
        // ordinary; elsewhere it must share words with names that are sure.
        let is_rare_name = self.share >= SURE_SHARE
            && (!cue.has_text || cue.key.contains(' '))
            && cue.key.split(' ').all(|word| !self.ordinary.contains(word))
            && (cue.begins_block || cue.key.contains(' '));
        if is_rare_name {
            return true;
        }
        let shares = |word: &str| known.contains(&beginning(word)) || self.cast.contains(word);
        cue.key.split(' ').filter(|word| word.chars().count() > 2).any(shares)
    }
}

/// The column at which most labels begin.
fn margin<'c>(cues: impl Iterator<Item = &'c Cue>) -> usize {
    let mut counts = [0usize; 64];
    for cue in cues {
        counts[cue.indent.min(63)] += 1;
    }
    (0..64).max_by_key(|&indent| (counts[indent], std::cmp::Reverse(indent))).unwrap_or(0)
}

/// Whether the words head or end a part of the play.
fn is_structural(words: &str) -> bool {
    headings::rank(words).is_some() || headings::heads_personae(words) || WORDS.script.ends.contains(&key(words))
}

/// The first letters of a word: abbreviations and inflected forms share them.
fn beginning(word: &str) -> String {
    word.chars().take(4).collect()
}

fn known_words(believed: &HashMap<String, usize>, cast: &HashSet<String>) -> HashSet<String> {
    let words = believed.keys().flat_map(|key| key.split(' ')).chain(cast.iter().map(String::as_str));
    words.filter(|word| word.chars().count() > 2).map(beginning).collect()
}

/// Whether labels of this form begin blocks: in a file without blank lines between turns they do not.
fn stands_in_blocks(cues: &[Cue], shape: Shape, believed: &HashMap<String, usize>) -> bool {
    let all = || cues.iter().filter(|cue| cue.shape == shape && believed.contains_key(&cue.key));
    let in_blocks = all().filter(|cue| cue.begins_block).count();
    in_blocks * 4 >= all().count() * 3
}

/// The names of a form that come back and that something follows, with how often they stand.
fn believed(
    cues: &[Cue],
    shape: Shape,
    ordinary: &HashSet<String>,
    cast: &HashSet<String>,
    is_gapless: bool,
) -> HashMap<String, usize> {
    let mut found: HashMap<&str, (usize, usize, &Cue)> = HashMap::new();
    for cue in cues.iter().filter(|cue| cue.shape == shape) {
        let entry = found.entry(&cue.key).or_insert((0, 0, cue));
        entry.0 += 1;
        entry.1 += usize::from(cue.is_followed && (cue.begins_block || shape.in_capitals || cue.has_text || is_gapless));
    }
    let is_name = |key: &str| shape.in_capitals || key.split(' ').all(|word| !ordinary.contains(word) || cast.contains(word));
    let found = found
        .into_iter()
        .filter(|(key, (count, followed, cue))| *count >= 2 && followed * 2 >= *count && !cue.is_structural && is_name(key));
    found.map(|(key, (count, ..))| (key.to_owned(), count)).collect()
}

/// The words of names that are not written in capitals and stand in small letters elsewhere: no names, but ordinary words.
fn ordinary_words(text: &str, layout: &Layout, lines: std::ops::Range<usize>, cues: &[Cue]) -> HashSet<String> {
    let small = cues.iter().filter(|cue| !cue.shape.in_capitals);
    let wanted: HashSet<&str> = small.flat_map(|cue| cue.key.split(' ')).collect();
    let mut ordinary = HashSet::new();
    if wanted.is_empty() {
        return ordinary;
    }
    let words = layout.lines[lines].iter().flat_map(|line| text[line.content.range()].split(|c: char| !c.is_alphanumeric()));
    for word in words.filter(|word| word.starts_with(char::is_lowercase)) {
        if wanted.contains(word) && !is_particle(word) {
            ordinary.insert(word.to_owned());
        }
    }
    ordinary
}

/// Chooses, of two readings of one line, the longer name where it comes back: `FR. V. MAYEN.`, not `FR.`.
fn resolve(cues: Vec<Cue>) -> Vec<Cue> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for cue in &cues {
        *counts.entry(cue.key.clone()).or_default() += 1;
    }
    let mut resolved: Vec<Cue> = Vec::with_capacity(cues.len());
    for cue in cues {
        match resolved.last_mut() {
            // The shorter reading of a line comes first.
            Some(last) if last.line == cue.line => {
                let short_is_title = last.key.split(' ').all(|word| is_title(word) || word.chars().count() < 2);
                if counts[&cue.key] >= 2 || short_is_title {
                    *last = cue;
                }
            }
            _ => resolved.push(cue),
        }
    }
    resolved
}

fn begins_block(text: &str, layout: &Layout, line: usize, from: usize) -> bool {
    let lines = &layout.lines;
    if lines[line].is_blank() {
        return false;
    }
    line == from || lines[line - 1].is_blank() || lines[line - 1].ends_page || {
        let before = &text[lines[line - 1].content.range()];
        pages::mark(before).is_some()
    }
}

fn read_all(text: &str, layout: &Layout, from: usize, to: usize) -> Vec<Cue> {
    let mut cues = Vec::new();
    for line in from..to {
        let content = layout.lines[line].content;
        if !content.is_empty() && layout.lines[line].indent < 40 {
            read(text, layout, line, to, begins_block(text, layout, line, from), &mut cues);
        }
    }
    cues
}

/// Where the words of a name end.
#[derive(Clone, Copy)]
struct Stop {
    /// The byte after the name and its full stop, if any.
    at: usize,
    has_mark: bool,
    in_capitals: bool,
    words: usize,
}

/// Reads the beginning of a line as a name: once, or twice where a full stop may belong to an abbreviation.
fn read(text: &str, layout: &Layout, line: usize, to: usize, begins_block: bool, cues: &mut Vec<Cue>) {
    let content = layout.lines[line].content;
    let head = &text[content.range()];
    if !head.starts_with(|first: char| {
        first.is_uppercase() || first.is_ascii_digit() || first.is_alphabetic() && !first.is_lowercase()
    }) {
        return;
    }
    let (stops, bracket) = stops(head);
    let last_line = |end: usize| (line..to).find(|&line| layout.lines[line].content.end >= end).unwrap_or(line);
    let mut push = |stop: Stop, direction: Option<Span>, end: usize, has_mark: bool| {
        let name_end = content.start + stop.at - usize::from(stop.has_mark);
        let name = Span::new(content.start, content.start + text[content.start..name_end].trim_end_matches([' ', ',']).len());
        let ends_on = last_line(end);
        let rest = text[end..layout.lines[ends_on].content.end.max(end)].trim();
        let next_is_text = ends_on + 1 < to && !layout.lines[ends_on + 1].is_blank();
        let span_end = if stop.has_mark { content.start + stop.at } else { name.end };
        let key = key(&text[name.range()]);
        if key.chars().filter(|character| character.is_alphabetic()).count() < 2 {
            return;
        }
        cues.push(Cue {
            line,
            span: Span::new(content.start, span_end),
            name,
            direction,
            end,
            key,
            shape: Shape { has_stop: has_mark, in_capitals: stop.in_capitals },
            indent: layout.lines[line].indent,
            is_structural: is_structural(&text[name.range()]),
            begins_block,
            has_text: !rest.is_empty(),
            is_followed: !rest.is_empty() || next_is_text || direction.is_some(),
        });
    };
    for &stop in &stops {
        push(stop, None, content.start + stop.at, true);
    }
    match bracket {
        Ending::Bracket(stop) => {
            let open = content.start + head[stop.at..].find(['(', '[']).map_or(stop.at, |at| stop.at + at);
            let limit = (line..to).take_while(|&line| !layout.lines[line].is_blank()).take(12).last().unwrap_or(line);
            let limit = text.floor_char_boundary(layout.lines[limit].content.end.min(open + DIRECTION_LIMIT));
            let Some(close) = closing(&text[open..limit]) else { return };
            let is_number =
                text[open..open + close].chars().filter(|character| character.is_alphanumeric()).all(|c| c.is_ascii_digit());
            let after = &text[open + close..];
            if after.starts_with(':') || is_number {
                return;
            }
            let has_mark = after.starts_with('.');
            let end = open + close + usize::from(has_mark);
            // Words after a bracket without a mark are no sign of a label.
            let line_end = layout.lines[last_line(end)].content.end;
            if has_mark || text[end..line_end.max(end)].trim().is_empty() {
                push(stop, Some(Span::new(open, end)), end, has_mark);
            }
        }
        Ending::Line(stop) => push(stop, None, content.start + stop.at, false),
        Ending::Other => {}
    }
}

/// What ends the words of a name that no full stop ends.
enum Ending {
    Bracket(Stop),
    Line(Stop),
    Other,
}

/// The full stops that could end the name with which a line begins, the nearest first and at most two; and what else ends it.
fn stops(head: &str) -> (Vec<Stop>, Ending) {
    let mut stops: Vec<Stop> = Vec::new();
    let mut end = 0;
    let mut dresses = true;
    let mut has_capitals = false;
    let mut words = 0;
    loop {
        let in_capitals = dresses && has_capitals;
        let rest = head[end..].trim_start();
        let start = head.len() - rest.len();
        let here = Stop { at: end, has_mark: false, in_capitals, words };
        if rest.is_empty() {
            let is_marked = stops.last().is_some_and(|stop| stop.at == end);
            return (kept(stops, head), if is_marked { Ending::Other } else { Ending::Line(here) });
        }
        if rest.starts_with(['(', '[']) && words > 0 {
            let is_marked = stops.last().is_some_and(|stop| stop.at == end);
            return (kept(stops, head), if is_marked { Ending::Other } else { Ending::Bracket(here) });
        }
        let length =
            rest.find(|character: char| character.is_whitespace() || matches!(character, '(' | '[')).unwrap_or(rest.len());
        let word = &rest[..length];
        if words == WORD_LIMIT || !could_be_in_name(word, words == 0) {
            return (kept(stops, head), Ending::Other);
        }
        let dresses_up = is_capital(word) || words > 0 && is_link(word) || is_title(word);
        if !dresses_up && stops.last().is_some_and(|stop| stop.in_capitals) {
            // The name in capitals ended before this word.
            return (kept(stops, head), Ending::Other);
        }
        dresses &= dresses_up;
        has_capitals |= is_capital(word) && word.chars().filter(|character| character.is_alphabetic()).count() > 1;
        words += 1;
        end = start + length;
        if word.ends_with('.') && !word.ends_with("..") {
            stops.push(Stop { at: end, has_mark: true, in_capitals: dresses && has_capitals, words });
        }
    }
}

/// Of all full stops, the first that ends more than a title or an initial, and the last one in capitals.
fn kept(stops: Vec<Stop>, head: &str) -> Vec<Stop> {
    let ends_word = |stop: &&Stop| {
        let last = head[..stop.at].split_whitespace().next_back().unwrap_or_default();
        let letters = last.chars().filter(|character| character.is_alphabetic()).count();
        letters > 1 && !is_title(last) && !is_particle(last)
    };
    let short = stops.iter().find(ends_word).or(stops.first()).copied();
    let long = stops.iter().rfind(|stop| stop.in_capitals).copied();
    let mut kept: Vec<Stop> = short.into_iter().filter(|stop| stop.in_capitals || stop.words <= SMALL_WORD_LIMIT).collect();
    kept.extend(long.filter(|long| kept.last().is_some_and(|short| short.in_capitals && short.at < long.at)));
    kept
}

/// Whether a word could belong to a name: it has a capital where the script has them, or joins others.
fn could_be_in_name(word: &str, is_first: bool) -> bool {
    let core = word.trim_end_matches(['.', ',']);
    let Some(first) = core.chars().next() else { return false };
    if core.contains(['!', '?', ';', ':', '"', '„', '“', '”', '«', '»', '…', '=', '*', '<', '>', '/', ')', ']']) {
        return false;
    }
    let is_numbered = first.is_ascii_digit() && core.chars().count() <= 5;
    // `v.` for `von`.
    let abbreviates = !is_first && word.ends_with('.') && core.chars().count() <= 2;
    is_numbered || abbreviates || first.is_alphabetic() && !first.is_lowercase() || !is_first && (is_link(core) || is_title(core))
}

fn is_link(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    is_particle(word) || WORDS.script.conjunctions.contains(&word.to_lowercase())
}

fn is_capital(word: &str) -> bool {
    let first_is_figure = word.starts_with(|character: char| character.is_ascii_digit());
    first_is_figure || word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// The length of the bracket with which a text begins, its partner included.
pub(super) fn closing(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
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
                return Some(at + 1);
            }
        }
    }
    None
}
