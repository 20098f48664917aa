//! Lines that begin with a key, and which of them make the block before a record and the block after it.

use std::{ops::Range, sync::LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    span::Span,
    transcript::{layout::Layout, vocabulary::WORDS},
};

/// The keys before a record begin within this many paragraphs, or there are none.
const REACH: usize = 8;

/// How many paragraphs may stand between two keys.
const VALUE_REACH: usize = 5;

/// The longest key, in characters.
const KEY_LIMIT: usize = 48;

/// The most keys that are looked at: whoever has more has a dialogue.
const COUNT_LIMIT: usize = 200;

/// How many lines at the end of a file may hold the block after a record, and how many one value in it may have.
const TAIL: usize = 150;
const VALUE_LINES: usize = 12;

/// Parts that nothing but an edition states: without one of them, words alone on their lines are no keys.
const STRONG: &[&str] = &["edition", "information", "rights", "identifier"];

/// What a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The edition in which the text was read.
    Edition,
    /// Somebody who did something for the edition.
    Role,
    /// The record itself, whose text it is.
    Record,
    /// Nothing: a web page's own words.
    Furniture,
    /// It is in no word list.
    Unknown,
}

impl Kind {
    fn is_edition(self) -> bool {
        matches!(self, Kind::Edition | Kind::Role)
    }
}

/// A line that begins with a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) line: usize,
    pub(super) kind: Kind,
    /// The part of the header that the word lists name.
    pub(super) part: &'static str,
    /// The key with its colon.
    pub(super) heading: Span,
    /// Whether no colon follows: the key is the whole line.
    is_bare: bool,
    /// Whether its value does not begin on the line.
    is_alone: bool,
}

/// The keys of a block with the line after its last.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyBlock {
    pub(super) keys: Vec<Key>,
    pub(super) end: usize,
}

impl KeyBlock {
    /// The lines of a key and its value.
    pub(super) fn lines(&self, index: usize) -> Range<usize> {
        self.keys[index].line..self.keys.get(index + 1).map_or(self.end, |next| next.line)
    }
}

/// What the word lists know of a key in small letters.
pub(super) fn known(words: &str) -> Option<(Kind, &'static str)> {
    static KEYS: LazyLock<FxHashMap<&str, (Kind, &str)>> = LazyLock::new(|| {
        let header = &WORDS.header;
        let lists = [(Kind::Edition, &header.keys), (Kind::Record, &header.record)];
        let listed = lists.into_iter().flat_map(|(kind, lists)| {
            lists.iter().flat_map(move |(part, words)| words.iter().map(move |word| (word.as_str(), (kind, part.as_str()))))
        });
        let roles = header
            .roles
            .iter()
            .flat_map(|(part, role)| role.names.iter().map(move |word| (word.as_str(), (Kind::Role, part.as_str()))));
        let furniture = header.furniture.lines.iter().map(|line| (line.as_str(), (Kind::Furniture, "furniture")));
        furniture.chain(roles).chain(listed).collect()
    });
    KEYS.get(words).copied()
}

/// Whether a key heads a list of those who are there.
pub(super) fn is_attendance(key: &str) -> bool {
    let key = key.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
    WORDS.people.attendance.contains(&key) || WORDS.header.attendance.names.contains(&key)
}

/// Reads the key with which a line begins.
pub(super) fn on_line(text: &str, layout: &Layout, line: usize) -> Option<Key> {
    let content = layout.lines[line].content;
    let words = &text[content.range()];
    let separator = words.char_indices().take(KEY_LIMIT).find(|(_, character)| matches!(character, ':' | '：' | '\t'));
    let key = |kind, part, length: usize, is_bare| {
        let heading = Span::new(content.start, content.start + length);
        Some(Key { line, kind, part, heading, is_bare, is_alone: length == words.len() })
    };
    let Some((at, mark)) = separator else {
        if words.chars().nth(KEY_LIMIT).is_some() {
            return begins_furniture(words).then(|| key(Kind::Furniture, "furniture", words.len(), true)).flatten();
        }
        let lower = bare(words).to_lowercase();
        return match known(&lower) {
            // A role without a name says nothing.
            Some((Kind::Role, _)) => None,
            Some((kind, part)) => key(kind, part, words.len(), true),
            None => begins_furniture(words).then(|| key(Kind::Furniture, "furniture", words.len(), true)).flatten(),
        };
    };
    let after = at + mark.len_utf8();
    // The marks of emphasis around a key may enclose its colon.
    let end = words.len() - words[after..].trim_start_matches(['*', '_']).len();
    let rest = &words[end..];
    if mark == ':' && !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    match known(&bare(&words[..at]).to_lowercase()) {
        Some((Kind::Furniture, part)) => key(Kind::Furniture, part, words.len(), false),
        Some((kind, part)) => key(kind, part, end, false),
        None if begins_furniture(words) => key(Kind::Furniture, "furniture", words.len(), true),
        None if mark == '\t' || bare(&words[..at]).is_empty() => None,
        None => key(Kind::Unknown, "other", end, false),
    }
}

/// A key without marks of emphasis or of a heading.
fn bare(words: &str) -> &str {
    words.trim_matches(|character: char| character.is_whitespace() || matches!(character, '*' | '_' | '#'))
}

fn begins_furniture(words: &str) -> bool {
    let head: String = words.chars().take(KEY_LIMIT).flat_map(char::to_lowercase).collect();
    WORDS.header.furniture.starts.iter().any(|start| head.starts_with(start.as_str()))
}

/// Whether a line is of a web page and says nothing.
pub(super) fn is_furniture(text: &str, layout: &Layout, line: usize) -> bool {
    on_line(text, layout, line).is_some_and(|key| key.kind == Kind::Furniture)
}

/// The keys before a record, which ends before line `to`.
pub(super) fn before(text: &str, layout: &Layout, to: usize) -> Option<KeyBlock> {
    [true, false].into_iter().find_map(|with_bare| {
        let mut keys = collect(text, layout, to, with_bare);
        if let Some(label) = keys.iter().position(|key| key.kind == Kind::Role && is_label(text, key)) {
            keys.truncate(label);
        }
        keys.truncate(keys.iter().rposition(|key| key.kind.is_edition()).map_or(0, |last| last + 1));
        // What a page says above them is read with the title.
        let above = keys.iter().take_while(|key| key.kind == Kind::Furniture).count();
        keys.drain(..above);
        // One key alone could be a sentence; a citation is enough, since nothing else is called that.
        let parts: FxHashSet<&str> = keys.iter().filter(|key| key.kind == Kind::Edition).map(|key| key.part).collect();
        let is_strong = STRONG.iter().any(|part| parts.contains(part));
        let is_block = parts.contains("edition") || parts.len() > 1;
        if !is_block || keys.iter().any(|key| key.is_bare) && !is_strong {
            return None;
        }
        join_dates(layout, &mut keys);
        let mut end = end(layout, &keys);
        // A page goes on with words of its own.
        while let Some(line) = (end..to).find(|&line| !layout.lines[line].is_blank())
            && let Some(key) = on_line(text, layout, line).filter(|key| key.kind == Kind::Furniture)
        {
            keys.push(key);
            end = line + 1;
        }
        Some(KeyBlock { keys, end })
    })
}

fn collect(text: &str, layout: &Layout, to: usize, with_bare: bool) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let (mut since, mut end, mut is_list, mut labels) = (0, 0, false, 0);
    for (paragraph, lines) in layout.paragraphs.iter().enumerate().take_while(|(_, lines)| lines.end <= to) {
        let reach = if keys.is_empty() { REACH } else { VALUE_REACH };
        // Where several paragraphs begin with what could be labels, they are no value.
        if paragraph - since > reach || keys.len() > COUNT_LIMIT || labels > 1 {
            break;
        }
        // Where every line is a paragraph, a list goes on until a blank line.
        is_list &= lines.start == end;
        end = lines.end;
        for line in lines.clone().take(COUNT_LIMIT) {
            let Some(key) = on_line(text, layout, line) else { continue };
            let is_first = line == lines.start;
            let belongs = match key.kind {
                _ if key.is_bare && !with_bare => false,
                Kind::Unknown if is_first && key.is_alone => !keys.is_empty(),
                Kind::Unknown => is_list && looks_like_key(&text[key.heading.range()]),
                _ => is_first || is_list || key.is_bare,
            };
            labels += usize::from(!belongs && is_first && key.kind == Kind::Unknown);
            if belongs {
                labels = 0;
                is_list |= is_first && key.kind != Kind::Unknown;
                since = if key.kind.is_edition() { paragraph + 1 } else { since };
                keys.push(key);
            }
        }
    }
    keys
}

/// Whether words in a list of keys are one that nobody knows: few, and the first begins with a capital where there are capitals.
fn looks_like_key(words: &str) -> bool {
    words.split_whitespace().count() <= 3 && !words.starts_with(char::is_lowercase)
}

/// Whether the key stands at the beginning of another line, too: then it is the label of a speaker.
fn is_label(text: &str, key: &Key) -> bool {
    let words = &text[key.heading.range()];
    let finder = memchr::memmem::Finder::new(words);
    let starts = |&at: &usize| text[..at].ends_with(['\n', '\r']) || at == 0;
    finder.find_iter(text.as_bytes()).filter(starts).nth(1).is_some()
}

/// A date among keys of the edition alone is the edition's.
fn join_dates(layout: &Layout, keys: &mut [Key]) {
    let is_near = |a: &Key, b: &Key| !layout.lines[a.line.min(b.line)..a.line.max(b.line)].iter().any(|line| line.is_blank());
    for index in 0..keys.len() {
        let key = keys[index];
        let others = keys[..index].iter().rev().take(3).chain(keys[index + 1..].iter().take(3));
        let mut near = others.filter(|other| is_near(&key, other)).peekable();
        if key.kind == Kind::Record && key.part == "date" && near.peek().is_some() && near.all(|other| other.kind.is_edition()) {
            keys[index].kind = Kind::Edition;
        }
    }
}

/// The line after the value of the last key: one paragraph where the key stands alone; what follows it is the record.
fn end(layout: &Layout, keys: &[Key]) -> usize {
    let Some(last) = keys.last() else { return 0 };
    let index = layout.paragraphs.partition_point(|lines| lines.end <= last.line);
    let lines = &layout.paragraphs[index];
    match last.is_alone {
        true if last.line + 1 < lines.end => lines.end,
        true => layout.paragraphs.get(index + 1).map_or(lines.end, |next| next.end),
        // In a list a value goes on where its line was full, or in lines that are indented.
        false if lines.start < last.line => {
            let goes_on =
                |&line: &usize| layout.lines[line].indent() > layout.lines[last.line].indent() || layout.is_full(line - 1, line);
            last.line + 1 + (last.line + 1..lines.end).take_while(goes_on).count()
        }
        false => lines.end,
    }
}

/// The keys after a record, if the file ends with such a block.
pub(super) fn after(text: &str, layout: &Layout) -> Option<KeyBlock> {
    let total = layout.lines.iter().rposition(|line| !line.is_blank())? + 1;
    let first = total.saturating_sub(TAIL);
    let (unknown, keys): (Vec<Key>, Vec<Key>) = (first..total)
        .filter_map(|line| on_line(text, layout, line))
        .filter(|key| key.kind != Kind::Record)
        .partition(|key| key.kind == Kind::Unknown);
    let starts = (0..keys.len()).filter(|&start| keys[start].part == "source" || STRONG.contains(&keys[start].part));
    for mut start in starts {
        if !is_block_to_the_end(layout, &keys[start..], &unknown, total) {
            continue;
        }
        // Furniture right above belongs to it.
        let is_next = |above: &Key, below: &Key| (above.line + 1..below.line).all(|line| layout.lines[line].is_blank());
        while start > 0 && keys[start - 1].kind == Kind::Furniture && is_next(&keys[start - 1], &keys[start]) {
            start -= 1;
        }
        return Some(KeyBlock { keys: keys[start..].to_vec(), end: total });
    }
    None
}

/// Whether keys with short values, one of them an edition's own, fill the lines to the end.
fn is_block_to_the_end(layout: &Layout, keys: &[Key], unknown: &[Key], total: usize) -> bool {
    let is_blank = |line: usize| layout.lines[line].is_blank();
    let ends = keys.iter().skip(1).map(|key| key.line).chain([total]);
    let are_short = keys.iter().zip(ends).all(|(key, end)| {
        let lines = (key.line..end).filter(|&line| !is_blank(line)).count();
        let paragraphs = (key.line + 1..end).filter(|&line| !is_blank(line) && is_blank(line - 1)).count();
        // Lines that begin with what could be labels are no value.
        let labels = unknown.iter().filter(|other| (key.line..end).contains(&other.line) && !other.is_alone).count();
        match key.part {
            "related" => true,
            _ => lines <= VALUE_LINES && paragraphs <= VALUE_REACH && labels < 2,
        }
    });
    let parts: FxHashSet<&str> = keys.iter().filter(|key| key.kind == Kind::Edition).map(|key| key.part).collect();
    let is_strong = STRONG.iter().any(|part| parts.contains(part));
    // The last value is one paragraph: what follows would be somebody's text.
    let ends_there = keys.last().is_some_and(|last| {
        let blanks = (last.line + 1..total).filter(|&line| is_blank(line) && !is_blank(line - 1)).count();
        last.part == "related" || blanks <= usize::from(last.is_alone)
    });
    let is_many = parts.len() > 2 || parts.len() > 1 && matches!(keys[0].part, "information" | "edition");
    are_short && is_strong && ends_there && is_many
}
