//! Footnotes that stand after the record or at the end of a page: each is a note only if something calls it.

use std::ops::Range;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::{
    span::Span,
    transcript::{
        inlines::Inline,
        layout::Layout,
        pages,
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
#[derive(Clone)]
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

/// The notes of a file.
#[derive(Clone, Default)]
pub(super) struct FoundNotes {
    /// In the order of the text.
    pub(super) notes: Vec<FoundNote>,
    /// Headings such as `NOTES` and rules, which stand above notes and have nothing below them once those stand at their calls.
    pub(super) headings: Vec<Range<usize>>,
}

impl FoundNotes {
    /// The lines of all notes and their headings, in order.
    pub(super) fn lines(&self) -> Vec<Range<usize>> {
        let mut lines: Vec<_> = self.notes.iter().map(|note| note.lines.clone()).chain(self.headings.iter().cloned()).collect();
        lines.sort_unstable_by_key(|lines| lines.start);
        lines
    }

    /// For each number, the notes that have it: where each begins, and its index.
    pub(super) fn index(&self) -> Index {
        let mut index = Index::default();
        for (number, note) in self.notes.iter().enumerate() {
            index.entry(note.number.clone()).or_default().push((note.mark.start, number));
        }
        index
    }

    /// Leaves out the notes that nothing calls: they are text. A heading with no note left is text, too.
    pub(super) fn retain(&mut self, called: &[bool]) {
        let mut called = called.iter();
        self.notes.retain(|_| called.next() == Some(&true));
        let last = self.notes.last().map_or(0, |note| note.lines.start);
        self.headings.retain(|heading| heading.start < last);
    }
}

/// The notes by number, each with where it begins and its index.
pub(super) type Index = HashMap<String, Vec<(usize, usize)>>;

/// The note that a call at a byte means: the next one that has the number, since notes may be counted anew on every page.
pub(super) fn called(index: &Index, number: &str, at: usize) -> Option<usize> {
    let notes = index.get(number)?;
    // They are in the order of the text.
    notes.get(notes.partition_point(|(start, _)| *start <= at)).or(notes.last()).map(|(_, note)| *note)
}

/// Finds the notes among the paragraphs from `from` on: those with which the file ends, and those with which a page ends.
pub(super) fn find(text: &str, layout: &Layout, from: usize) -> FoundNotes {
    let Some(first) = layout.paragraphs.get(from).map(|first| first.start) else { return FoundNotes::default() };
    let blocks = blocks(layout, first);
    let mut found = FoundNotes::default();
    let mut at_end = true;
    // Where the numbers of notes stand, which call nothing.
    let mut marks = HashSet::default();
    for (index, lines) in blocks.iter().enumerate().rev() {
        let ends_page = || ends_page(text, layout, lines.end, blocks.get(index + 1));
        // A heading may stand on the line above the first note.
        let top = lines.start..lines.start + 1;
        let has_heading = lines.len() > 1 && is_heading(text, layout, &top) && begins_note(text, layout, top.end);
        let lines = &(if has_heading { top.end } else { lines.start }..lines.end);
        if (at_end || ends_page()) && begins_note(text, layout, lines.start) {
            let notes = notes(text, layout, lines);
            marks.extend(notes.iter().map(|note| note.mark.end));
            found.notes.extend(notes.into_iter().rev());
            found.headings.extend(has_heading.then_some(top));
        } else if is_heading(text, layout, lines)
            && found.notes.last().is_some_and(|note| follows(layout, lines.end, note.lines.start))
        {
            found.headings.push(lines.clone());
        } else {
            at_end = false;
        }
    }
    found.notes.reverse();
    let span = Span::new(layout.lines[first].content.start, text.len());
    let calls = calls(text, span, &marks);
    let mut since: HashMap<&str, usize> = HashMap::default();
    let mut called = Vec::with_capacity(found.notes.len());
    for note in &found.notes {
        let from = since.insert(&note.number, note.mark.start).unwrap_or(0);
        let calls = calls.get(note.number.as_str()).map_or(&[][..], Vec::as_slice);
        let next = calls.partition_point(|&call| call < from);
        called.push(calls.get(next).is_some_and(|&call| call < note.mark.start));
    }
    found.retain(&called);
    found
}

/// The runs of lines without a blank one, from a line on.
fn blocks(layout: &Layout, from: usize) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for (line, _) in layout.lines.iter().enumerate().skip(from).filter(|(_, line)| !line.is_blank()) {
        match blocks.last_mut() {
            Some(last) if last.end == line => last.end = line + 1,
            _ => blocks.push(line..line + 1),
        }
    }
    blocks
}

/// Whether a page ends after some lines: a form feed, or a page mark in the next paragraph.
fn ends_page(text: &str, layout: &Layout, line: usize, next: Option<&Range<usize>>) -> bool {
    let Some(next) = next else { return true };
    layout.lines[line - 1..next.start].iter().any(|line| line.ends_page)
        || pages::mark(&text[layout.lines[next.start].content.range()]).is_some()
}

/// Whether only blank lines stand between two lines.
fn follows(layout: &Layout, end: usize, next: usize) -> bool {
    end <= next && layout.lines[end..next].iter().all(|line| line.is_blank())
}

/// Whether a paragraph heads notes, or is a rule above them.
fn is_heading(text: &str, layout: &Layout, lines: &Range<usize>) -> bool {
    let words = &text[layout.span(lines).range()];
    let is_rule = words.len() >= 3 && words.chars().all(|character| "-_=*–—".contains(character));
    lines.len() == 1
        && words.len() < 60
        && (is_rule || WORDS.script.notes.contains(words.trim_end_matches([':', '.']).to_lowercase().as_str()))
}

fn begins_note(text: &str, layout: &Layout, line: usize) -> bool {
    number(&text[layout.lines[line].content.range()]).is_some()
}

/// The number in the bracket with which a line begins, and the length of that bracket: `[1]`, `^[1]`.
fn number(line: &str) -> Option<(&str, usize)> {
    let bracket = line.strip_prefix('^').unwrap_or(line).strip_prefix('[')?;
    let (number, rest) = bracket.split_once(']')?;
    (is_number(number) && !rest.trim().is_empty()).then_some((number, line.len() - rest.len()))
}

/// The notes of a paragraph: one begins with each line that has a number.
fn notes(text: &str, layout: &Layout, lines: &Range<usize>) -> Vec<FoundNote> {
    let mut notes: Vec<FoundNote> = Vec::new();
    for line in lines.clone() {
        let content = layout.lines[line].content;
        let words = &text[content.range()];
        match (number(words), notes.last_mut()) {
            (Some((number, length)), _) => {
                let start = content.end - words[length..].trim_start().len();
                let mark = Span::new(content.start, content.start + length);
                let (kind, heading) = heading(&text[start..content.end], start);
                notes.push(FoundNote { number: number.to_owned(), mark, lines: line..line + 1, kind, heading, start });
            }
            (None, Some(note)) => note.lines.end = line + 1,
            (None, None) => {}
        }
    }
    notes
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
        let kind = entry_of(&WORDS.marks.notes, heading.trim().trim_end_matches('.').to_lowercase().as_str())?;
        Some((kind, Span::new(base, base + heading.len() + 1)))
    });
    match found {
        Some((kind, span)) => (kind, Some(span)),
        None => ("footnote", None),
    }
}

/// Every short bracket of a part of the text that could call a note: for each number, where it stands.
fn calls<'t>(text: &'t str, span: Span, marks: &HashSet<usize>) -> HashMap<&'t str, Vec<usize>> {
    let mut calls: HashMap<&str, Vec<usize>> = HashMap::default();
    for at in memchr::memchr_iter(b'[', &text.as_bytes()[span.range()]) {
        let at = span.start + at;
        let inside = &text[at + 1..text.floor_char_boundary((at + 2 + NUMBER_LIMIT * 4).min(text.len()))];
        if let Some((number, _)) = inside.split_once(']')
            && is_number(number)
            && !marks.contains(&(at + number.len() + 2))
        {
            calls.entry(number).or_default().push(at);
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(String, &'static str)> {
        let layout = Layout::of(text);
        find(text, &layout, 0).notes.into_iter().map(|note| (note.number, note.kind)).collect()
    }

    #[test]
    fn a_note_is_one_only_if_it_is_called() {
        let text = "He said^[1] so [2].\n\nEnd.\n\n[1] Translator's note: or \"thus\".\n\n[2] See above.\n";
        assert_eq!(numbers(text), [("1".to_owned(), "translator"), ("2".to_owned(), "footnote")]);
        assert!(numbers("He said so.\n\n[1] A first point.\n").is_empty());
        assert_eq!(numbers("He^[2] said.\n\n[1] A point.\n\n[2] A note.\n"), [("2".to_owned(), "footnote")]);
        assert!(numbers("[1] Alone.").is_empty());
    }

    #[test]
    fn notes_stand_in_lines_under_a_heading_or_at_the_end_of_pages() {
        let text = "He said[1] so.[2]\n\nNOTES\n\n[1] First,\nand more.\n[2] Second.\n";
        assert_eq!(numbers(text).len(), 2);
        let text = "One.^[1]\n\n^[1] First page.\n\n[p. 2]\n\nTwo.^[1]\n\n^[1] Second page.\n";
        assert_eq!(numbers(text).len(), 2);
        let layout = Layout::of(text);
        let index = find(text, &layout, 0).index();
        assert_eq!([called(&index, "1", 4), called(&index, "1", 44), called(&index, "2", 4)], [Some(0), Some(1), None]);
    }
}
