//! Footnotes that stand after the record or at the end of a page: each is a note only if something calls it.
//!
//! A number in square brackets is believed by itself. Numbers in other forms (`marks`) could be those of a list: they make notes
//! only where each of a run is called (`calls`) in the text before.

mod calls;
mod marks;

use std::ops::Range;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

pub(super) use calls::Call;

use crate::{
    span::Span,
    transcript::{
        inlines::Inline,
        layout::Layout,
        letters::with_lowercase,
        notes::{calls::Places, marks::Form},
        vocabulary::{WORDS, entry_of},
    },
};

/// The most paragraphs with which a note goes on.
const PARAGRAPH_LIMIT: usize = 3;

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
    /// Whether it stands at the foot of a page, and not at the end.
    pub is_at_foot: bool,
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
    pub(super) is_at_foot: bool,
    form: Form,
}

/// The notes of a file.
#[derive(Clone, Default)]
pub(super) struct FoundNotes {
    /// In the order of the text.
    pub(super) notes: Vec<FoundNote>,
    /// Headings such as `NOTES` and rules, which stand above notes and have nothing below them once those stand at their calls.
    pub(super) headings: Vec<Range<usize>>,
    /// Where they are called, in the order of the text.
    pub(super) calls: Vec<Call>,
}

impl FoundNotes {
    /// The lines of all notes and their headings, in order.
    pub(super) fn lines(&self) -> Vec<Range<usize>> {
        let mut lines: Vec<_> = self.notes.iter().map(|note| note.lines.clone()).chain(self.headings.iter().cloned()).collect();
        lines.sort_unstable_by_key(|lines| lines.start);
        lines
    }

    /// Leaves out notes, as those that nothing calls: they are text. A heading with no note left is text, too.
    pub(super) fn retain(&mut self, kept: &[bool]) {
        let mut left = 0;
        let number = |kept: &bool| {
            left += usize::from(*kept);
            left.saturating_sub(1)
        };
        let numbers: Vec<usize> = kept.iter().map(number).collect();
        let mut kept_notes = kept.iter();
        self.notes.retain(|_| kept_notes.next() == Some(&true));
        self.calls.retain_mut(|call| {
            let is_kept = kept[call.note];
            call.note = numbers[call.note];
            is_kept
        });
        let last = self.notes.last().map_or(0, |note| note.lines.start);
        self.headings.retain(|heading| heading.start < last);
    }
}

/// Finds the notes among the lines of a record: those with which it ends, and those with which a page ends. Keys of the edition
/// (`keys`, in order) may stand between them, and are no notes, whatever mark they begin with.
pub(super) fn find(text: &str, layout: &Layout, record: Range<usize>, keys: &[Range<usize>]) -> FoundNotes {
    if record.is_empty() {
        return FoundNotes::default();
    }
    let span = layout.span(&record);
    let mut found = candidates(text, layout, &blocks(layout, record, keys));
    if found.notes.is_empty() {
        return FoundNotes::default();
    }
    let marks: HashSet<usize> = found.notes.iter().map(|note| note.mark.start).collect();
    let mut finder =
        Finder { text, span, marks: &marks, notes: &found.notes, places: HashMap::default(), taken: HashSet::default() };
    let mut calls = finder.bracketed();
    finder.taken = calls.iter().map(|call| call.span.start).collect();
    let mut start = 0;
    let mut from = span.start;
    while start < found.notes.len() {
        let end = run_end(&found.notes, start);
        if found.notes[start].form != Form::Square {
            calls.extend(finder.run(start..end, from));
        }
        from = layout.lines[found.notes[end - 1].lines.end - 1].content.end;
        start = end;
    }
    calls.sort_unstable_by_key(|call| (call.span.start, call.span.end));
    // One place calls one note.
    calls.dedup_by(|next, call| next.span.start < call.span.end);
    let mut called = vec![false; found.notes.len()];
    for call in &calls {
        called[call.note] |= call.span.start < found.notes[call.note].mark.start;
    }
    found.calls = calls;
    found.retain(&called);
    found
}

/// The end of the notes that stand together: of one form, one after the other, counted upward.
fn run_end(notes: &[FoundNote], start: usize) -> usize {
    let follows = |pair: &&[FoundNote]| {
        let (one, next) = (&pair[0], &pair[1]);
        let counts = |note: &FoundNote| note.number.parse::<u32>().ok();
        let is_higher = counts(one).zip(counts(next)).is_none_or(|(one, next)| one < next);
        one.form == next.form && one.is_at_foot == next.is_at_foot && is_higher
    };
    start + 1 + notes[start..].windows(2).take_while(follows).count()
}

/// Finds the calls of notes.
struct Finder<'f> {
    text: &'f str,
    span: Span,
    /// Where the numbers before notes begin.
    marks: &'f HashSet<usize>,
    notes: &'f [FoundNote],
    /// For each form, where the numbers of notes stand.
    places: HashMap<Form, Places<'f>>,
    /// Where calls of notes with brackets begin, which call no others.
    taken: HashSet<usize>,
}

impl<'f> Finder<'f> {
    /// Where the numbers of notes stand in one form.
    fn find_places(&mut self, form: Form) {
        let Finder { text, span, marks, notes, .. } = *self;
        self.places.entry(form).or_insert_with(|| {
            let wanted = notes.iter().filter(|note| note.form.calls().contains(&form)).map(|note| note.number.as_str());
            calls::places(text, span, form, &wanted.collect(), marks)
        });
    }

    /// The calls of some notes that stand together, in the text between `from` and them, if each of them has one.
    fn run(&mut self, run: Range<usize>, from: usize) -> Vec<Call> {
        let notes = self.notes;
        let to = notes[run.start].mark.start;
        for form in notes[run.start].form.calls() {
            self.find_places(*form);
            let places = &self.places[form];
            let first = |index: usize| {
                let spans = places.get(notes[index].number.as_str())?;
                let span = spans.get(spans.partition_point(|span| span.start < from)).filter(|span| span.end <= to)?;
                (!self.taken.contains(&span.start)).then_some(Call { span: *span, note: index })
            };
            let calls: Option<Vec<Call>> = run.clone().map(first).collect();
            if let Some(calls) = calls {
                return calls;
            }
        }
        Vec::new()
    }

    /// The calls of notes with numbers in square brackets. Each means the next note that has its number, since notes may be
    /// counted anew on every page; after the last, that one.
    fn bracketed(&mut self) -> Vec<Call> {
        let notes = self.notes;
        let mut by_number: HashMap<&str, Vec<usize>> = HashMap::default();
        for (index, note) in notes.iter().enumerate().filter(|(_, note)| note.form == Form::Square) {
            by_number.entry(&note.number).or_default().push(index);
        }
        let mut calls = Vec::new();
        self.find_places(Form::Square);
        for (number, spans) in &self.places[&Form::Square] {
            let Some(indices) = by_number.get(&**number) else { continue };
            for span in spans {
                let next = indices.partition_point(|&index| notes[index].mark.start <= span.start);
                calls.push(Call { span: *span, note: indices[next.min(indices.len() - 1)] });
            }
        }
        calls
    }
}

/// The paragraphs that begin like notes, at the end of the file or of a page.
fn candidates(text: &str, layout: &Layout, blocks: &[Range<usize>]) -> FoundNotes {
    let mut found = FoundNotes::default();
    let mut at_end = true;
    // Paragraphs between notes, with which the note before them may go on.
    let mut between: Vec<Range<usize>> = Vec::new();
    for (index, lines) in blocks.iter().enumerate().rev() {
        let next = blocks.get(index + 1);
        let is_foot = next.is_some() && ends_page(layout, lines.end, next);
        let goes_on = next.is_none_or(|next| follows(layout, lines.end, next.start));
        // A heading may stand on the line above the first note.
        let top = lines.start..lines.start + 1;
        let has_heading = lines.len() > 1 && is_heading(text, layout, &top) && begins_note(text, layout, top.end);
        let lines = &(if has_heading { top.end } else { lines.start }..lines.end);
        if (at_end || is_foot) && begins_note(text, layout, lines.start) {
            let mut notes = notes(text, layout, lines, is_foot);
            if !between.is_empty() && !is_foot {
                let follows = notes.last().zip(found.notes.last()).is_some_and(|(last, next)| is_next(last, next));
                if !follows || !goes_on {
                    at_end = false;
                    continue;
                }
                let end = between.first().map_or(lines.end, |last| last.end);
                notes.iter_mut().next_back().expect("the paragraph begins a note").lines.end = end;
            }
            between.clear();
            found.notes.extend(notes.into_iter().rev());
            found.headings.extend(has_heading.then_some(top));
        } else if is_heading(text, layout, lines)
            && found.notes.last().is_some_and(|note| follows(layout, lines.end, note.lines.start))
        {
            found.headings.push(lines.clone());
        } else if at_end
            && goes_on
            && !found.notes.is_empty()
            && between.len() < PARAGRAPH_LIMIT
            && !has_label(text, layout, lines)
        {
            between.push(lines.clone());
        } else {
            at_end = false;
        }
    }
    found.notes.reverse();
    found
}

/// Whether a note has the number after that of another.
fn is_next(note: &FoundNote, next: &FoundNote) -> bool {
    let number = |note: &FoundNote| note.number.parse::<u32>().ok();
    note.form == next.form && number(note).zip(number(next)).is_some_and(|(one, next)| one + 1 == next)
}

/// Whether a paragraph begins with few words and a colon, as a speech does.
fn has_label(text: &str, layout: &Layout, lines: &Range<usize>) -> bool {
    let line = &text[layout.lines[lines.start].content.range()];
    line.split_once(':').is_some_and(|(label, _)| label.len() <= 60)
}

/// The runs of lines without a blank one and without keys.
fn blocks(layout: &Layout, record: Range<usize>, keys: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_key = |line: usize| keys.get(keys.partition_point(|keys| keys.end <= line)).is_some_and(|keys| keys.start <= line);
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for line in record.filter(|&line| !layout.lines[line].is_blank() && !is_key(line)) {
        match blocks.last_mut() {
            Some(last) if last.end == line && layout.furniture(line).is_none() && layout.furniture(line - 1).is_none() => {
                last.end = line + 1
            }
            _ => blocks.push(line..line + 1),
        }
    }
    blocks
}

/// Whether a page ends after some lines: a form feed, or a page mark in the next paragraph.
fn ends_page(layout: &Layout, line: usize, next: Option<&Range<usize>>) -> bool {
    let Some(next) = next else { return true };
    layout.lines[line - 1..next.start].iter().any(|line| line.ends_page) || layout.furniture(next.start).is_some()
}

/// Whether only blank lines stand between two lines.
fn follows(layout: &Layout, end: usize, next: usize) -> bool {
    end <= next && layout.lines[end..next].iter().all(|line| line.is_blank())
}

/// Whether a paragraph heads notes, or is a rule above them.
fn is_heading(text: &str, layout: &Layout, lines: &Range<usize>) -> bool {
    let words = &text[layout.span(lines).range()];
    if lines.len() != 1 || words.len() >= 60 {
        return false;
    }
    let is_rule = words.len() >= 3 && words.chars().all(|character| "-_=*–—".contains(character));
    is_rule || with_lowercase(words.trim_end_matches([':', '.']), |words| WORDS.script.notes.contains(words))
}

fn begins_note(text: &str, layout: &Layout, line: usize) -> bool {
    marks::of_line(&text[layout.lines[line].content.range()]).is_some()
}

/// The notes of a paragraph: one begins with each line that has a number of the form of the first.
fn notes(text: &str, layout: &Layout, lines: &Range<usize>, is_at_foot: bool) -> Vec<FoundNote> {
    let mut notes: Vec<FoundNote> = Vec::new();
    for line in lines.clone() {
        let content = layout.lines[line].content;
        let words = &text[content.range()];
        let mark =
            marks::of_line(words).filter(|(form, number, _)| notes.last().is_none_or(|last| follows_in(last, *form, number)));
        match (mark, notes.last_mut()) {
            (Some((form, number, length)), _) => {
                let start = content.end - words[length..].trim_start().len();
                let mark = Span::new(content.start, content.start + length);
                let (kind, heading) = heading(&text[start..content.end], start);
                let number = number.into_owned();
                notes.push(FoundNote { number, mark, lines: line..line + 1, kind, heading, start, is_at_foot, form });
            }
            (None, Some(note)) => note.lines.end = line + 1,
            (None, None) => {}
        }
    }
    notes
}

/// Whether a number with which a line begins inside a paragraph is that of another note; a bare figure only if it is the next.
fn follows_in(last: &FoundNote, form: Form, number: &str) -> bool {
    let next = || last.number.parse::<u32>().ok().map(|number| number + 1);
    form == last.form && (form != Form::Figure || number.parse::<u32>().ok() == next())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(String, &'static str)> {
        let layout = Layout::of(text);
        find(text, &layout, 0..layout.lines.len(), &[]).notes.into_iter().map(|note| (note.number, note.kind)).collect()
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
        let called: Vec<usize> = find(text, &layout, 0..layout.lines.len(), &[]).calls.iter().map(|call| call.note).collect();
        assert_eq!(called, [0, 1]);
    }

    #[test]
    fn other_numbers_make_notes_where_all_of_a_run_are_called() {
        let found = |text: &str| numbers(text).into_iter().map(|(number, _)| number).collect::<Vec<_>>();
        assert_eq!(found("It is old.1 It is long2.\n\n1. Built so.\n2. Some yards.\n"), ["1", "2"]);
        assert_eq!(found("It is old[1] and long[2].\n\nNotes\n\n1. Built so.\n\n2. Some yards.\n"), ["1", "2"]);
        assert_eq!(found("It is old* and long†.\n\n* Built so.\n\n† Some yards.\n"), ["*", "†"]);
        assert_eq!(found("It is old (1).\n\n(1) Built so.\n\n[p. 2]\n\nIt is (1) new.\n\n(1) Not so.\n"), ["1", "1"]);
        assert_eq!(found("It is old[1].\n\n1. Buy stones.\n\n[p. 2]\n\nYes.\n\n[1] Built so.\n"), ["1"]);
        assert!(found("It is old.1 It is long.\n\n1. Buy stones.\n2. Go home.\n").is_empty());
        assert!(found("It is *so* old.\n\n* Built so.\n").is_empty());
        // A bare year inside a note begins none.
        assert_eq!(found("It is old.1\n\n1 Built in\n1901 or so.\n"), ["1"]);
    }

    #[test]
    fn a_note_may_have_several_paragraphs() {
        let text = "So[1] it[2] is.\n\n[1] First.\n\nIt goes on.\n\n[2] Second.\n";
        let layout = Layout::of(text);
        let found = find(text, &layout, 0..layout.lines.len(), &[]);
        assert_eq!(found.notes.iter().map(|note| note.lines.clone()).collect::<Vec<_>>(), [2..5, 6..7]);
        // What somebody says is no part of a note.
        assert_eq!(numbers("So[1] it[2] is.\n\n[1] First.\n\nBERT: No.\n\n[2] Second.\n").len(), 1);
    }
}
