//! Dates in words and figures, in any of the languages whose months are known.

use crate::{
    span::Span,
    transcript::{names::is_small, vocabulary::WORDS},
};

/// A date that stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// Where it stands.
    pub span: Span,
    /// The date as `@when` has it: `1961-02-10` or `1961-02`.
    pub when: String,
}

/// Finds the first full date in a piece of text; `base` is the place of its first byte.
///
/// Forms: `February 10, 1961`, `10 February 1961`, `10. Februar 1961`, `10 de febrero de 1961`, `1961-02-10`, and
/// `February 1961`. Figures alone with the day or month first are not read: nobody can tell which is which.
pub(super) fn find(text: &str, base: usize) -> Option<FoundDate> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let number = |index: usize| words.get(index).and_then(|(_, word)| word.parse::<u16>().ok());
    let is_filler = |index: usize| {
        words.get(index).is_some_and(|(_, word)| word.eq_ignore_ascii_case("de") || word.eq_ignore_ascii_case("of"))
    };
    let found = |first: usize, last: usize, when: String| {
        let (start, (at, word)) = (words[first].0, words[last]);
        Some(FoundDate { span: Span::new(base + start, base + at + word.len()), when })
    };
    for (index, (_, word)) in words.iter().enumerate() {
        if let Some(when) = iso(word) {
            return found(index, index, when);
        }
        let Some(month) = WORDS.header.month(word) else { continue };
        if let (Some(day), Some(year)) = (number(index + 1), number(index + 2))
            && let Some(when) = day_of(year, month, day)
        {
            return found(index, index + 2, when);
        }
        let before =
            (1..=2).find(|back| index >= *back && number(index - back).is_some() && (1..*back).all(|at| is_filler(index - at)));
        let after = (1..=2).find(|forward| number(index + forward).is_some() && (1..*forward).all(|at| is_filler(index + at)));
        if let (Some(back), Some(forward)) = (before, after)
            && let (Some(day), Some(year)) = (number(index - back), number(index + forward))
            && let Some(when) = day_of(year, month, day)
        {
            return found(index - back, index + forward, when);
        }
        // `2015. május 8.`, `2015 m. gegužės 8 d.`, `2015. gada 8. maijā`: the year comes first.
        let year_before = |end: usize| {
            let back = if end > 0 && is_word_of_year(words[end - 1].1) { 2 } else { 1 };
            end.checked_sub(back).filter(|at| number(*at).is_some_and(is_year))
        };
        let dated = |first: usize, day: usize, last: usize| Some((first, day_of(number(first)?, month, number(day)?)?, last));
        let after_year = year_before(index).and_then(|first| dated(first, index + 1, index + 1));
        let in_order = || year_before(index.checked_sub(1)?).and_then(|first| dated(first, index - 1, index));
        if let Some((first, when, last)) = after_year.or_else(in_order) {
            return found(first, last, when);
        }
        if let Some(year) = number(index + 1).filter(|year| is_year(*year)) {
            return found(index, index + 1, format!("{year:04}-{month:02}"));
        }
    }
    None
}

/// The first full date in some words, as `@when` has it.
pub fn when(words: &str) -> Option<String> {
    find(words, 0).map(|date| date.when)
}

/// The longest line that says where and when, in characters.
const DATELINE_LIMIT: usize = 100;

/// Whether words say where and when, as those above a letter do: `Moscow, 4 May 1953, 3 p.m.`, but not `Held on 4 May 1953`.
pub(super) fn heads_letter(words: &str) -> bool {
    if words.char_indices().nth(DATELINE_LIMIT).is_some() {
        return false;
    }
    let Some(date) = find(words, 0) else { return false };
    let place = words[..date.span.start].trim();
    let (_, after_comma) = place.rsplit_once(',').unwrap_or(("", place));
    let is_place = |words: &str| words.split_whitespace().all(|word| word.starts_with(|first: char| !is_small(first)));
    // `Berlin, den 4. Mai 1953`: one small word may introduce the day.
    let is_key = place.contains([':', '\n']);
    !is_key && (place.is_empty() || is_place(after_comma) || place.contains(',') && after_comma.chars().count() <= 4)
}

/// Words of letters, digits and hyphens, with their places; ordinal endings after digits are left off.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |character: char| character.is_alphanumeric() || character == '-';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_word)?;
        let end = text[start..].find(|character: char| !is_word(character)).map_or(text.len(), |length| start + length);
        at = end;
        let word = &text[start..end];
        let digits = word.find(|character: char| !character.is_ascii_digit()).unwrap_or(word.len());
        let is_ordinal = digits > 0 && matches!(&word[digits..], "st" | "nd" | "rd" | "th" | "er" | "ST" | "ND" | "RD" | "TH");
        Some((start, if is_ordinal { &word[..digits] } else { word }))
    })
}

fn iso(word: &str) -> Option<String> {
    let mut parts = word.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    day_of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Whether a word stands between a year and what follows it: `2015 m. gegužės 8 d.`, `2015. gada 8. maijā`.
fn is_word_of_year(word: &str) -> bool {
    matches!(word, "m" | "gada" | "urteko")
}

/// Whether a number could be a year: it has four figures.
pub(super) fn is_year(year: u16) -> bool {
    (1000..=2999).contains(&year)
}

/// The date as `@when` has it, if there is such a day.
fn day_of(year: u16, month: u8, day: u16) -> Option<String> {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    (is_year(year) && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_has_a_place_and_no_sentence() {
        for words in ["Moscow, 4 May 1953, 3 p.m.", "4 May 1953", "Dar es Salaam, May 4, 1953", "Berlin, den 4. Mai 1953"] {
            assert!(heads_letter(words), "{words}");
        }
        for words in ["Held on 4 May 1953", "Sitzung vom 4. Mai 1953", "Minutes, as read on 4 May 1953", "Date: 4 May 1953"] {
            assert!(!heads_letter(words), "{words}");
        }
    }

    #[test]
    fn dates_are_read_in_many_forms() {
        let cases = [
            ("ON FEBRUARY 10, 1961 WITH", Some(("FEBRUARY 10, 1961", "1961-02-10"))),
            ("am 10. Februar 1961.", Some(("10. Februar 1961", "1961-02-10"))),
            ("el 10 de febrero de 1961", Some(("10 de febrero de 1961", "1961-02-10"))),
            ("Moscow, 4 мая 1953 г.", Some(("4 мая 1953", "1953-05-04"))),
            ("September 1960", Some(("September 1960", "1960-09"))),
            ("May 3rd, 1999", Some(("May 3rd, 1999", "1999-05-03"))),
            ("(1961-02-10)", Some(("1961-02-10", "1961-02-10"))),
            ("2015. május 8.", Some(("2015. május 8", "2015-05-08"))),
            ("Vilnius, 2015 m. gegužės 8 d.", Some(("2015 m. gegužės 8", "2015-05-08"))),
            ("2015. gada 8. maijā", Some(("2015. gada 8. maijā", "2015-05-08"))),
            ("12 травня 2011 року", Some(("12 травня 2011", "2011-05-12"))),
            ("February 30, 1961", None),
            ("10/02/1961", None),
            ("you may 5 times", None),
            ("in 1956 we", None),
        ];
        for (text, expected) in cases {
            let found = find(text, 100);
            let found = found.as_ref().map(|date| (&text[date.span.start - 100..date.span.end - 100], date.when.as_str()));
            // The span ends with the digits of an ordinal, not with its ending.
            assert_eq!(found.map(|(_, when)| when), expected.map(|(_, when)| when), "{text}");
            if let (Some((words, _)), Some((expected, _))) = (found, expected) {
                assert_eq!(words, expected);
            }
        }
    }
}
