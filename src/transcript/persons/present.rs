//! Names in running text and in lists: who was there, and who is spoken of.

use crate::{
    span::Span,
    transcript::{
        Block, ParagraphRole,
        inlines::cover,
        labels::without_parentheses,
        letters::{is_alphanumeric, with_bytes},
        names::{
            bare, begins_with_title, has_office_word, is_name_word, is_office, is_particle, is_small, is_title, name_after,
            name_before, with_bare,
        },
        persons::{Persons, Standing},
        vocabulary::WORDS,
    },
};

/// Learns who was there from the blocks before the first turn, so that labels find everybody known.
pub(in crate::transcript) fn learn_present(text: &str, blocks: &[Block], persons: &mut Persons) {
    for block in blocks {
        match block {
            Block::Paragraph { role: ParagraphRole::Attendance, inlines } => {
                let Some(span) = cover(inlines) else { continue };
                for (at, name, office) in names_in(&text[span.range()]) {
                    let start = span.start + at;
                    let person = persons.named(name, Span::new(start, start + name.len()), Standing::Present);
                    if let (Some(person), Some(office)) = (person, office) {
                        persons.add_office(person, office, false);
                    }
                }
            }
            Block::Participants { items, .. } => {
                let mut side: Option<&str> = None;
                let spans: Vec<Span> = items.iter().filter_map(|item| cover(item)).collect();
                for (index, &span) in spans.iter().enumerate() {
                    let line = &text[span.range()];
                    let next = spans.get(index + 1).map(|next| &text[next.range()]);
                    if let Some(words) = headed_side(line, next) {
                        side = Some(words);
                        continue;
                    }
                    let (Some(name), office) = name_and_office(line) else { continue };
                    let Some(person) = persons.named(name, span, Standing::Present) else { continue };
                    if let Some(office) = office {
                        persons.add_office(person, office, false);
                    }
                    if let Some(side) = side {
                        persons.add_affiliation(person, side);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The side whose list a line heads: `Soviet side:`; or, above a line that begins with a title, an institution or one word,
/// `Harbor Office`, `Pilots`.
fn headed_side<'l>(line: &'l str, next: Option<&str>) -> Option<&'l str> {
    if let Some(words) = line.trim_end().strip_suffix([':', '：']) {
        return Some(words.trim());
    }
    let words = line.trim();
    let is_one = !words.contains(char::is_whitespace) || has_office_word(words);
    let is_bare =
        !words.contains([',', '—', '–', '(', ';', '.']) && !begins_with_title(words) && words.starts_with(is_name_start);
    (is_one && is_bare && next.is_some_and(begins_with_title)).then_some(words)
}

fn is_name_start(first: char) -> bool {
    first.is_alphabetic() && !is_small(first)
}

/// The names in a sentence that tells who was there, each with its place and the office before it.
pub(super) fn names_in(words: &str) -> Vec<(usize, &str, Option<&str>)> {
    let mut found: Vec<(usize, &str, Option<&str>)> = Vec::new();
    let outside = |at: usize| words[..at].matches(['[', '(']).count() == words[..at].matches([']', ')']).count();
    let mut clause = 0;
    let mut at = 0;
    for word in words.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        if start < clause || !is_name_word(word) || is_title(word) || is_office(word) || !outside(start) {
            continue;
        }
        let Some(name) = name_after(&words[start..]) else { continue };
        let end = start + name.len();
        let before = words[..start].trim_end();
        let previous = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let next = words[end..].split_whitespace().next().unwrap_or_default();
        let runs_into_office = !words[end..].starts_with([',', '.', ';', ')', ']']) && is_office(next);
        let is_of_something = matches!(bare(previous).as_str(), "of" | "the" | "for" | "at") && !previous.ends_with([',', ']']);
        clause = end;
        if runs_into_office || is_of_something || name.split_whitespace().count() < 2 && !is_title(previous) {
            continue;
        }
        let since = found.last().map_or(0, |(at, name, _)| at + name.len());
        found.push((start, name, office_before(&words[since..start])));
    }
    found
}

/// The office in the words before a name: `and the Director of the Museum, `.
fn office_before(words: &str) -> Option<&str> {
    let clause = words.trim_end().strip_suffix(',')?;
    let clause = clause.trim_start_matches([',', ';', ' ', '\n']);
    let clause = clause.strip_prefix("and ").unwrap_or(clause);
    let clause = clause.strip_prefix("the ").unwrap_or(clause).trim();
    let is_one_clause = !clause.contains(['.', ';', '[', ']']) && clause.split_whitespace().count() <= 14;
    (is_one_clause && has_office_word(clause) && clause.chars().next().is_some_and(char::is_uppercase)).then_some(clause)
}

/// The name and the office in a line of a list of participants: `Ann Cole, Director of the Museum`, `- Ann Cole ...... Director`.
pub(super) fn name_and_office(line: &str) -> (Option<&str>, Option<&str>) {
    let line = line.trim_start_matches(['-', '–', '—', '•', '*', '·', '▪', '◦', '‣', ' ', '\t']);
    // `1. Ann Cole`, `2) Bert Dahl`.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let line = if digits > 0 { line[digits..].trim_start_matches(['.', ')', ' ']) } else { line };
    let leader = ["...", "…", ". .", "\t", "    "].iter().filter_map(|leader| line.find(leader)).min();
    let (name, office) = match leader.filter(|at| *at > 0) {
        Some(at) => {
            let office = line[at..].trim_start_matches(['.', '…', ' ', '\t', '_']).trim_end();
            (line[..at].trim(), Some(office).filter(|office| !office.is_empty()))
        }
        None => split_at_mark(line),
    };
    // `Chairman—Ann Cole`
    if let Some(after) = office.filter(|_| line[name.len()..].trim_start().starts_with(['—', '–']) && has_office_word(name))
        && let (Some(stated), None) = name_with_office(after, None)
    {
        return (Some(stated), Some(name));
    }
    name_with_office(name, office)
}

fn split_at_mark(line: &str) -> (&str, Option<&str>) {
    match line.split_once([',', '،', '、', '，', '–', '—', ';']) {
        Some((name, office)) => (name.trim(), Some(office.trim()).filter(|office| !office.is_empty())),
        None => (line.trim(), None),
    }
}

fn name_with_office<'l>(name: &'l str, office: Option<&'l str>) -> (Option<&'l str>, Option<&'l str>) {
    let name = name.trim_end_matches('.');
    let outside = without_parentheses(name);
    let words: Vec<&str> = outside.split_whitespace().collect();
    let is_name = (1..=6).contains(&words.len())
        && words.iter().all(|word| is_name_word(word) || is_particle(word))
        && !words.iter().all(|word| is_title(word) || is_office(word) || is_particle(word))
        && !words.iter().any(|word| is_office(word) && !is_title(word));
    (is_name.then_some(name), office)
}

/// The names in running text that a title announces: `comrade Kim Il Sung`. Each with its place, and the title before it if that
/// tells persons of one name apart.
pub(in crate::transcript) fn titled_names(text: &str) -> impl Iterator<Item = (usize, &str, Option<&str>)> {
    // The capital after white space first: it costs less than the word list.
    beginnings(text).filter_map(move |(space, after)| {
        let core = last_word(&text[..space]);
        let abbreviates = core.ends_with('.') && core.chars().count() <= 5;
        let ends = core.ends_with(|character: char| !is_alphanumeric(character)) && !abbreviates;
        if ends || !is_title(core) {
            return None;
        }
        let tells_apart = with_bare(core, |core| WORDS.people.contrasts.iter().any(|contrast| contrast.has(core)));
        name_after(&text[after..]).map(|name| (after, name, tells_apart.then_some(core)))
    })
}

/// The bytes with which characters of white space end; other characters end with them, too.
static SPACE_ENDS: [bool; 256] =
    with_bytes([false; 256], b"\t\n\x0b\x0c\r \x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x9f\xa0\xa8\xa9\xaf");

/// Where white space ends at a capital: its last character, and the capital.
fn beginnings(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..].iter().position(|byte| SPACE_ENDS[usize::from(*byte)])? + 1;
            at = start;
            if bytes.get(start).is_none_or(|byte| !byte.is_ascii_uppercase() && *byte < 0xc3) {
                continue;
            }
            let space = text[..start].char_indices().next_back().filter(|(_, before)| before.is_whitespace());
            if let Some((space, _)) = space
                && (bytes[start].is_ascii() || text[start..].starts_with(char::is_uppercase))
            {
                return Some((space, start));
            }
        }
    })
}

/// What stands after the last white space of a text.
fn last_word(text: &str) -> &str {
    // A byte of ASCII is a character.
    let plain = text.bytes().rev().take_while(u8::is_ascii_graphic).count();
    let start = text.len() - plain;
    if start == 0 || text.as_bytes()[start - 1].is_ascii_whitespace() {
        return &text[start..];
    }
    &text[text.trim_end_matches(|character: char| !character.is_whitespace()).len()..]
}

/// The person whom a gloss explains, by the name beside it: before it for another spelling, else after or before it.
pub(in crate::transcript) fn name_beside(text: &str, gloss: Span, is_spelling: bool) -> Option<&str> {
    let before = name_before(&text[..gloss.start]);
    if is_spelling { before } else { name_after(&text[gloss.end..]).or(before) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_after_white_space_of_any_kind_are_found() {
        for space in
            [" ", "\n", "\t", "\r", "\u{85}", "\u{a0}", "\u{1680}", "\u{2009}", "\u{2028}", "\u{202f}", "\u{205f}", "\u{3000}"]
        {
            for (before, capital) in [("Mr.", "Ann"), ("т.", "Громов"), ("—", "É"), ("a".repeat(17).as_str(), "Ω")] {
                let text = format!("{before}{space}{capital} b{space}c");
                let end = before.len() + space.len();
                assert_eq!(beginnings(&text).collect::<Vec<_>>(), [(before.len(), end)], "{text:?}");
            }
        }
        assert_eq!(beginnings("AnnÉ—Ω d 3 中").next(), None);
    }
}
