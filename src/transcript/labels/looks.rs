//! What the words of a label show: how far they look like a name.

use std::{borrow::Cow, rc::Rc};

use rustc_hash::FxHashMap;

use crate::transcript::{
    correspondence, headings,
    labels::{
        brackets::OPENING,
        chats::{is_handle, is_numbered_voice, is_phone_number},
    },
    letters::split,
    names::{
        self, bare, begins_with_rank, is_abbreviated, is_name_word, is_particle, is_small, is_title, tells_office, with_bare,
    },
    questions::words_of,
    vocabulary::WORDS,
};

/// The longest label that says after a comma what somebody is, in words.
const OFFICE_WORDS: usize = 22;

/// The longest label that is no name, in words: `The old man:`.
const PHRASE_LIMIT: usize = 5;

/// The longest label, in words.
const WORD_LIMIT: usize = 9;

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
pub(super) struct NameFacts {
    pub(super) key: Rc<str>,
    /// Nothing, where they cannot be a label at all.
    pub(super) looks: Option<Looks>,
    pub(super) in_capitals: bool,
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
pub(super) struct Names<'t> {
    known: FxHashMap<&'t str, NameFacts>,
}

impl<'t> Names<'t> {
    const LIMIT: usize = 4_096;

    pub(super) fn facts(&mut self, name: &'t str) -> NameFacts {
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

/// How far the words look like a name; nothing where they cannot be a label at all.
fn looks(name: &str) -> Option<Looks> {
    let outside = without_parentheses(name);
    if is_phone_number(name) || is_handle(name) || is_numbered_voice(name) {
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
    // `ch0`, `spk_1`
    let is_numbered_word = || words[0].starts_with(is_small) && words[0].chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_word = words.len() == 1 && (words[0].chars().all(char::is_alphabetic) || is_numbered_word());
    if is_word && !first_is_name {
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
pub(super) fn set_off(words: &str) -> Option<&str> {
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
