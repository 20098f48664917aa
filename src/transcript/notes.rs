//! Footnotes that stand after the record: each is a note only if something calls it.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use crate::{
    span::Span,
    transcript::{
        inlines::Inline,
        layout::Layout,
        vocabulary::{WORDS, entry_of},
    },
};

/// The longest number of a note, in bytes.
const NUMBER_LIMIT: usize = 5;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The number by which it is called.
    pub number: String,
    /// The number as it stands before the note.
    pub mark: Span,
    /// Who wrote it, as its heading says: `translator`, `editor`; or else `footnote`.
    pub kind: &'static str,
    /// Its words, the heading included.
    pub inlines: Vec<Inline>,
}

/// A note before its words are read.
pub(super) struct FoundNote {
    pub(super) number: String,
    pub(super) mark: Span,
    pub(super) lines: Range<usize>,
    pub(super) kind: &'static str,
    /// The heading: `Translator's note:`.
    pub(super) heading: Option<Span>,
    /// Where its words begin.
    pub(super) start: usize,
}

/// Finds the notes at the end of the paragraphs from `from` on; gives them in order, with the paragraph with which they begin.
pub(super) fn find(text: &str, layout: &Layout, from: usize) -> (Vec<FoundNote>, usize) {
    let mut first = layout.paragraphs.len();
    let mut notes = Vec::new();
    while first > from
        && let Some(note) = note(text, layout, &layout.paragraphs[first - 1])
    {
        notes.push(note);
        first -= 1;
    }
    let Some(record) = layout.paragraphs[from..first].last() else { return (Vec::new(), layout.paragraphs.len()) };
    let record = Span::new(layout.span(&layout.paragraphs[from]).start, layout.span(record).end);
    let called = calls(&text[record.range()]);
    notes.reverse();
    // What nothing calls is text, and so is whatever stands before it.
    if let Some(text_ends) = notes.iter().rposition(|note| !called.contains(note.number.as_str())) {
        notes.drain(..=text_ends);
        first += text_ends + 1;
    }
    let mut seen = HashSet::new();
    if notes.iter().any(|note| !seen.insert(note.number.as_str())) {
        return (Vec::new(), layout.paragraphs.len());
    }
    (notes, first)
}

/// For each number, the note's index.
pub(super) fn index(notes: &[FoundNote]) -> HashMap<String, usize> {
    notes.iter().enumerate().map(|(index, note)| (note.number.clone(), index)).collect()
}

/// A paragraph that begins with `[1]` or `^[1]`.
fn note(text: &str, layout: &Layout, lines: &Range<usize>) -> Option<FoundNote> {
    let span = layout.span(lines);
    let words = &text[span.range()];
    let bracket = words.strip_prefix('^').unwrap_or(words).strip_prefix('[')?;
    let (number, rest) = bracket.split_once(']')?;
    if !is_number(number) || rest.trim().is_empty() {
        return None;
    }
    let start = span.end - rest.trim_start().len();
    let mark = Span::new(span.start, span.end - rest.len());
    let (kind, heading) = heading(&text[start..span.end], start);
    Some(FoundNote { number: number.to_owned(), mark, lines: lines.clone(), kind, heading, start })
}

fn is_number(number: &str) -> bool {
    let is_figure = number.chars().all(|character| character.is_ascii_digit());
    let is_other =
        number.chars().count() == 1 && number.chars().all(|character| character.is_alphabetic() || "*†‡".contains(character));
    !number.is_empty() && number.len() <= NUMBER_LIMIT && (is_figure || is_other)
}

/// The heading of a note and whose note it says that this is.
fn heading(words: &str, base: usize) -> (&'static str, Option<Span>) {
    let head = &words[..words.floor_char_boundary(words.len().min(60))];
    let found = head.split_once(':').and_then(|(heading, _)| {
        let kind = entry_of(&WORDS.marks.notes, &heading.trim().to_lowercase())?;
        Some((kind, Span::new(base, base + heading.len() + 1)))
    });
    match found {
        Some((kind, span)) => (kind, Some(span)),
        None => ("footnote", None),
    }
}

/// Every short bracket of a text that could call a note.
fn calls(text: &str) -> HashSet<&str> {
    let short = |at: usize| {
        let inside = &text[at + 1..text.floor_char_boundary((at + 2 + NUMBER_LIMIT * 4).min(text.len()))];
        inside.split_once(']').map(|(number, _)| number).filter(|number| is_number(number))
    };
    memchr::memchr_iter(b'[', text.as_bytes()).filter_map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(String, &'static str)> {
        let layout = Layout::of(text);
        find(text, &layout, 0).0.into_iter().map(|note| (note.number, note.kind)).collect()
    }

    #[test]
    fn a_note_is_one_only_if_it_is_called() {
        let text = "He said^[1] so [2].\n\nEnd.\n\n[1] Translator's note: or \"thus\".\n\n[2] See above.\n";
        assert_eq!(numbers(text), [("1".to_owned(), "translator"), ("2".to_owned(), "footnote")]);
        assert!(numbers("He said so.\n\n[1] A first point.\n").is_empty());
        assert_eq!(numbers("He^[2] said.\n\n[1] A point.\n\n[2] A note.\n"), [("2".to_owned(), "footnote")]);
        assert!(numbers("[1] Alone.").is_empty());
    }
}
