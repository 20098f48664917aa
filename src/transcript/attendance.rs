//! What tells who was there: the heading of a list, or a sentence with a verb for it.

use crate::transcript::{
    lists::BULLETS,
    names::{is_name_word, is_office, is_title},
    pages::ends_sentence,
    vocabulary::WORDS,
};

/// The longest heading that is one of the known words, in characters.
const HEADING_LIMIT: usize = 40;

/// The longest heading with other words beside the known ones, in words.
const PHRASE_LIMIT: usize = 10;

/// The longest item of a list under a heading that stands apart, in characters.
const ITEM_LIMIT: usize = 110;

/// How much of a paragraph is looked at, in bytes.
const REACH: usize = 240;

/// Whether a paragraph tells who was there: a heading for it stands at its beginning, or a verb for it beside names.
pub(super) fn is_attendance(words: &str) -> bool {
    if heads_list(words) {
        return true;
    }
    let head = &words[..words.floor_char_boundary(words.len().min(REACH))];
    let lower = head.to_lowercase();
    let tells = WORDS.people.attendance_verbs.iter().any(|word| has_phrase(&lower, word));
    tells && head.split_whitespace().skip(1).filter(|word| is_name_word(word) && !is_title(word) && !is_office(word)).count() >= 2
}

/// Whether a paragraph begins with a heading for those present, on a line of its own or before a colon: one of the known words, or,
/// right above the names, a line that has one: `Those attending the meeting were`.
pub(super) fn heads_list(words: &str) -> bool {
    let line = words.lines().next().unwrap_or_default();
    let heading = line.split([':', '：']).next().unwrap_or_default().trim().trim_end_matches('.');
    if is_heading(heading) {
        return true;
    }
    let items = words.lines().skip(1).take(PHRASE_LIMIT);
    let is_phrase = || {
        heading.split_whitespace().nth(PHRASE_LIMIT).is_none() && !ends_sentence(heading) && has_heading(&heading.to_lowercase())
    };
    line.trim_end().trim_end_matches([':', '：']).ends_with(heading)
        && items.clone().nth(1).is_some()
        && items.into_iter().all(is_listed)
        && is_phrase()
}

/// Whether a heading for those present stands among some words in lower case.
pub(super) fn has_heading(words: &str) -> bool {
    WORDS.people.attendance.iter().any(|heading| has_phrase(words, heading))
}

/// Whether some words are a heading for those present and nothing else.
pub(super) fn is_heading(words: &str) -> bool {
    words.chars().nth(HEADING_LIMIT).is_none() && WORDS.people.attendance.contains(&words.trim().to_lowercase())
}

/// Whether a line could be an item of a list under a heading that stands apart: it is short, and its first word could be of a name.
pub(super) fn is_item(line: &str) -> bool {
    let words = line.trim_start_matches(|character: char| BULLETS.contains(&character) || character.is_whitespace());
    words.chars().nth(ITEM_LIMIT).is_none() && words.split_whitespace().next().is_some_and(is_name_word)
}

/// Whether a line could be an item, and ends as items do: with no mark of a sentence, but for the full stop of `U.S.`
pub(super) fn is_listed(line: &str) -> bool {
    let is_short_form = |words: &str| !words.contains(char::is_whitespace) && words.trim_end_matches('.').contains('.');
    let words = line.trim();
    is_item(words) && (!ends_sentence(words.trim_end_matches([')', ']'])) || is_short_form(words))
}

/// Whether a phrase stands among some words, both in lower case.
fn has_phrase(words: &str, phrase: &str) -> bool {
    let is_boundary = |character: Option<char>| character.is_none_or(|character| !character.is_alphanumeric());
    words
        .match_indices(phrase)
        .any(|(at, _)| is_boundary(words[..at].chars().next_back()) && is_boundary(words[at + phrase.len()..].chars().next()))
}

/// Whether words say what kind of record this is: `Interview with Ann Cole, June 4, 1988`.
pub(super) fn names_genre(words: &str) -> bool {
    let lower = words.to_lowercase();
    WORDS.header.genres.names.iter().any(|genre| has_phrase(&lower, genre))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_those_present_has_a_heading() {
        for words in [
            "PARTICIPANTS",
            "Present: Ann Cole; Bert Dole",
            "Those attending the meeting were\nAnn Cole\nBert Dole",
            "U.S. Participants:\nAnn Cole, Chair\nMr. Dole",
            "Liste der Teilnehmer\nAnna Kohl\nBert Dahl (Dolmetscher)",
        ] {
            assert!(heads_list(words), "{words}");
        }
        for words in [
            "The present position",
            "THE PRESENT POSITION\nIt is bad.\nIt was worse.",
            "The participants agreed:\nthat nothing be done\nthat nobody be told",
            "Two things, at present\nOne is clear.",
        ] {
            assert!(!heads_list(words), "{words}");
        }
    }
}
