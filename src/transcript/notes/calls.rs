//! Where notes are called: numbers in brackets, raised, or glued to a word, if a note has that number.

use std::borrow::Cow;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::{
    span::Span,
    transcript::notes::marks::{Form, NUMBER_LIMIT, is_number, raised, raised_number, sign},
};

/// The call of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::transcript) struct Call {
    /// All characters of it, with the caret before it.
    pub(in crate::transcript) span: Span,
    /// The note, by its index.
    pub(in crate::transcript) note: usize,
}

/// For each number, where it stands in one form, in order.
pub(super) type Places<'t> = HashMap<Cow<'t, str>, Vec<Span>>;

/// Finds the numbers that could call notes, of one form and among `wanted`; those at `marks` stand before notes.
pub(super) fn places<'t>(text: &'t str, span: Span, form: Form, wanted: &HashSet<&str>, marks: &HashSet<usize>) -> Places<'t> {
    let mut places = Places::default();
    let mut add = |number: Cow<'t, str>, start: usize, length: usize| {
        let end = start + length;
        let start = start - usize::from(text[..start].ends_with('^'));
        if wanted.contains(&*number) && !marks.contains(&start) {
            places.entry(number).or_default().push(Span::new(start, end));
        }
    };
    let bytes = &text.as_bytes()[span.range()];
    match form {
        Form::Square | Form::Round => {
            let (open, close) = if form == Form::Square { (b'[', ']') } else { (b'(', ')') };
            for at in memchr::memchr_iter(open, bytes).map(|at| span.start + at) {
                let inside = &text[at + 1..text.floor_char_boundary((at + 3 + NUMBER_LIMIT).min(text.len()))];
                let Some((words, _)) = inside.split_once(close) else { continue };
                let number = words.strip_prefix('^').filter(|_| form == Form::Square).unwrap_or(words);
                // A parenthesis with which a line begins marks an item of a list.
                let is_item = || form == Form::Round && text[..at].trim_end_matches([' ', '\t']).ends_with(['\n', '\r']);
                if is_number(number) && !is_item() {
                    add(number.into(), at, words.len() + 2);
                }
            }
        }
        Form::Raised => {
            let mut end = span.start;
            for at in memchr::memchr2_iter(0xc2, 0xe2, bytes).map(|at| span.start + at) {
                if at < end || !text[at..].starts_with(|first| raised(first).is_some()) {
                    continue;
                }
                let (number, length) = raised_number(&text[at..]);
                end = at + length;
                if !is_power(&text[..at]) {
                    add(number.into(), at, length);
                }
            }
        }
        Form::Sign => {
            let mut end = span.start;
            for at in memchr::memchr3_iter(b'*', 0xc2, 0xe2, bytes).map(|at| span.start + at) {
                let run = if at < end { "" } else { sign(&text[at..]) };
                if run.is_empty() {
                    continue;
                }
                end = at + run.len();
                let is_glued =
                    text[..at].chars().next_back().is_some_and(|before| !before.is_whitespace() && !"([{-–—/".contains(before));
                let goes_on = text[end..].starts_with(char::is_alphanumeric);
                if is_glued && !goes_on && !(run.starts_with('*') && closes_emphasis(&text[..at])) {
                    add(run.into(), at, run.len());
                }
            }
        }
        Form::Figure => {
            let mut at = span.start;
            while let Some(skipped) = bytes[at - span.start..].iter().position(u8::is_ascii_digit) {
                let start = at + skipped;
                let length = text[start..span.end].bytes().take_while(u8::is_ascii_digit).count();
                at = start + length;
                if length <= NUMBER_LIMIT && is_glued(&text[..start]) && ends_number(&text[at..]) {
                    add(text[start..at].into(), start, length);
                }
            }
        }
    }
    places
}

/// Whether a raised figure after these words is a power: `5 m²`.
fn is_power(before: &str) -> bool {
    let letters: Vec<char> = before.chars().rev().take(4).take_while(|character| character.is_alphabetic()).collect();
    let word: String = letters.iter().rev().collect();
    matches!(word.as_str(), "m" | "km" | "cm" | "mm" | "dm" | "м" | "км" | "см")
        || before.ends_with(|last: char| last.is_ascii_digit())
}

/// Whether an asterisk after these words ends what another began to set off: `*so`.
fn closes_emphasis(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let Some(at) = line.rfind('*') else { return false };
    let opens = line[..at]
        .trim_end_matches('*')
        .chars()
        .next_back()
        .is_none_or(|last| !last.is_alphanumeric() && !".,;:!?”\"»)".contains(last));
    opens && line[at + 1..].starts_with(|first: char| !first.is_whitespace())
}

/// Whether figures after these words are glued to a word or to the mark after one: `built185`, `old.1`, `so”2`.
fn is_glued(before: &str) -> bool {
    let mut last = before.chars().rev();
    match last.next() {
        Some('^') => true,
        // One letter before figures is a name: `F16`.
        Some(letter) if letter.is_alphabetic() => last.next().is_some_and(char::is_alphanumeric),
        Some(mark) if ".,;:!?…\"'”’»)]。，！？」』".contains(mark) => {
            last.next().is_some_and(|before| !before.is_ascii_digit() && !before.is_whitespace())
        }
        _ => false,
    }
}

/// Whether a number ends before these characters, and is no part of another: `.5`, `%`.
fn ends_number(after: &str) -> bool {
    let mut next = after.chars();
    match next.next() {
        None => true,
        Some(letter) if letter.is_alphanumeric() => false,
        Some('.' | ',' | ':' | '-' | '–' | '/') => next.next().is_none_or(|next| !next.is_alphanumeric()),
        Some(mark) => !"%°€$£".contains(mark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, form: Form, number: &str, expected: &[&str]) {
        let wanted = [number].into_iter().collect();
        let places = places(text, Span::new(0, text.len()), form, &wanted, &HashSet::default());
        let found: Vec<&str> = places.get(number).into_iter().flatten().map(|span| &text[span.range()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_call_notes_where_they_are_glued_or_marked() {
        check("so[1] and ^[1] and [^1], [12]", Form::Square, "1", &["[1]", "^[1]", "[^1]"]);
        check("so (1) and\n(1) and", Form::Round, "1", &["(1)"]);
        check("old² and 5 m² and 10²", Form::Raised, "2", &["²"]);
        check("old.1 built1, 1 and 12.1 and x1 and 1901.1 F1 a^1 so”1", Form::Figure, "1", &["1", "1", "^1", "1"]);
        check("5.1% so.1.5 so.1", Form::Figure, "1", &["1"]);
        check("old* and 5 * 3 and *so* and **so**", Form::Sign, "*", &["*"]);
        check("old** and *", Form::Sign, "**", &["**"]);
        check("old† and † so", Form::Sign, "†", &["†"]);
    }
}
