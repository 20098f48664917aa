//! The front matter: what a web page puts before the record under headings of its own (Citation, Summary, Credits …).

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        citation::{self, Citation},
        dates::{self, FoundDate},
        inlines::{Inline, LineEnds, Reader},
        layout::Layout,
        vocabulary::WORDS,
    },
};

/// The front matter begins within this many paragraphs, or there is none.
const REACH: usize = 8;

/// The longest heading of front matter, in characters.
const HEADING_LIMIT: usize = 48;

/// Marks of emphasis, quotation and rules: a title of nothing else says nothing.
const TITLE_MARKS: &str = "*_#~=-–—\"'“”„‟‘’‚«»‹›";

/// What stands in front of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The title above the first heading.
    pub title: Option<Heading>,
    /// The subtitle.
    pub subtitle: Vec<Inline>,
    /// Who wrote it.
    pub authors: Vec<Vec<Inline>>,
    /// The line above the first heading that is a date: the whole line, and the date in it.
    pub date: Option<(Span, FoundDate)>,
    /// The headings with their values, in order.
    pub parts: Vec<Part>,
    /// What the citation says, part by part.
    pub citation: Option<Citation>,
}

/// A title, without the marks of emphasis around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its words; none where it is nothing but marks, such as `»«`.
    pub inlines: Vec<Inline>,
    /// The marks of emphasis around it, such as `**`, or those of which it consists.
    pub marks: Vec<Span>,
}

/// One heading with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part of the TEI header that the value goes to, as the word lists name it, or `other`.
    pub part: String,
    /// The heading with its colon.
    pub heading: Span,
    /// The paragraphs of the value.
    pub paragraphs: Vec<Vec<Inline>>,
    /// The value from its first to its last character; empty where there is none.
    pub value: Span,
}

/// A heading that was found, before its value is read.
struct Key {
    paragraph: usize,
    part: Option<&'static str>,
    heading: Span,
}

/// Reads the front matter; gives it with the number of paragraphs that it takes.
pub(super) fn read(text: &str, layout: &Layout, reader: &mut Reader<'_>) -> (FrontMatter, usize) {
    let keys = keys(text, layout);
    let Some(last) = keys.last() else { return (FrontMatter::default(), 0) };
    let mut front = FrontMatter::default();
    title_and_date(text, layout, 0..keys[0].paragraph, reader, &mut front);
    let mut end = last.paragraph + 1;
    for (index, key) in keys.iter().enumerate() {
        // The value of the last heading is one paragraph: what follows it is the record.
        let lines = &layout.paragraphs[key.paragraph];
        let rest = Span::new(key.heading.end, layout.span(lines).end);
        let is_empty = text[rest.range()].trim().is_empty();
        let until = match keys.get(index + 1) {
            Some(next) => next.paragraph,
            None if is_empty => (key.paragraph + 2).min(layout.paragraphs.len()),
            None => key.paragraph + 1,
        };
        end = end.max(until);
        let mut paragraphs = Vec::new();
        let mut value = Span::at(rest.end);
        // A citation is read by its own rules: quotation marks there enclose a title.
        let is_edition = key.part == Some("edition") && front.citation.is_none();
        let mut read = |span: Span, lines: &Range<usize>| match is_edition {
            true => reader.plain(span, lines, LineEnds::Keep),
            false => reader.read_span(span, lines, LineEnds::Keep),
        };
        if !is_empty {
            let start = rest.end - text[rest.range()].trim_start().len();
            value = Span::new(start, rest.end);
            paragraphs.push(read(value, lines));
        }
        for lines in &layout.paragraphs[key.paragraph + 1..until] {
            let span = layout.span(lines);
            value = if paragraphs.is_empty() { span } else { value.cover(span) };
            paragraphs.push(read(span, lines));
        }
        if is_edition && !value.is_empty() {
            front.citation = Some(citation::read(&text[value.range()], value.start));
        }
        front.parts.push(Part { part: key.part.unwrap_or("other").to_owned(), heading: key.heading, paragraphs, value });
    }
    (front, end)
}

/// The headings of the front matter in order: known ones, and those between them that look alike.
fn keys(text: &str, layout: &Layout) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let mut known = 0;
    for (paragraph, lines) in layout.paragraphs.iter().enumerate() {
        let since = keys.iter().rev().find(|key| key.part.is_some()).map_or(0, |key| key.paragraph + 1);
        if paragraph - since > REACH {
            break;
        }
        let Some((heading, words, stands_alone)) = heading(text, layout, lines) else { continue };
        let part = WORDS.header.part(words);
        if part.is_some() {
            known = keys.len() + 1;
        }
        if part.is_some() || stands_alone && !keys.is_empty() {
            keys.push(Key { paragraph, part, heading });
        }
    }
    keys.truncate(known);
    let known_parts = keys.iter().filter(|key| key.part.is_some()).count();
    // One heading alone could be a sentence; a citation is enough, since nothing else is called that.
    if known_parts < 2 && !keys.iter().any(|key| key.part == Some("edition")) {
        keys.clear();
    }
    keys
}

/// The heading with which a paragraph begins: its span with the colon, its words, and whether it has a line of its own.
fn heading<'t>(text: &'t str, layout: &Layout, lines: &Range<usize>) -> Option<(Span, &'t str, bool)> {
    let line = layout.lines[lines.start].content;
    let content = &text[line.range()];
    let at = content.char_indices().take(HEADING_LIMIT).find(|(_, character)| *character == ':').map(|(at, _)| at)?;
    let rest = &content[at + 1..];
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some((Span::new(line.start, line.start + at + 1), content[..at].trim(), rest.is_empty()))
}

/// Reads what stands above the first heading: a line that is a date, and the lines of the title.
fn title_and_date(text: &str, layout: &Layout, paragraphs: Range<usize>, reader: &mut Reader<'_>, front: &mut FrontMatter) {
    let mut title: Option<Range<usize>> = None;
    for lines in &layout.paragraphs[paragraphs] {
        for line in lines.clone() {
            let content = layout.lines[line].content;
            let found = dates::find(&text[content.range()], content.start);
            match found.filter(|date| date.span == content) {
                Some(date) if front.date.is_none() => front.date = Some((content, date)),
                _ => title = Some(title.map_or(line..line + 1, |title| title.start..line + 1)),
            }
        }
    }
    let Some(lines) = title else { return };
    // The lines of a title may stand apart; blank lines between them are no lines of it, and the date is not inside it.
    let whole = layout.span(&lines);
    if front.date.as_ref().is_some_and(|(line, _)| whole.contains(*line)) {
        front.date = None;
    }
    let words = &text[whole.range()];
    if words.chars().all(|character| character.is_whitespace() || TITLE_MARKS.contains(character)) {
        front.title = Some(Heading { inlines: Vec::new(), marks: vec![whole] });
        return;
    }
    let (lead, length) = emphasized(words);
    let span = Span::new(whole.start + lead, whole.start + lead + length);
    let marks = [Span::new(whole.start, span.start), Span::new(span.end, whole.end)];
    let marks = marks.into_iter().filter(|mark| !text[mark.range()].trim().is_empty()).collect();
    front.title = Some(Heading { inlines: reader.read_span(span, &lines, LineEnds::Space), marks });
}

/// What stands between the marks of emphasis: where it begins, and its length. A mark at the end belongs to one at the
/// beginning; without it, it is a word's own (`C#`) or calls a note (`A Talk*`).
fn emphasized(words: &str) -> (usize, usize) {
    let bare = words.trim_start_matches('#');
    let is_marked = bare.len() < words.len() && bare.starts_with(char::is_whitespace);
    let bare = if is_marked { bare.trim_end_matches('#').trim() } else { words };
    let core = bare.trim_start_matches(['*', '_']);
    let mut count = bare.len() - core.len();
    let mut core = core.trim();
    while count > 0 && core.ends_with(['*', '_']) {
        core = &core[..core.len() - 1];
        count -= 1;
    }
    let core = core.trim();
    (core.as_ptr() as usize - words.as_ptr() as usize, core.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::inlines::Brackets;

    fn read_front(text: &str) -> (FrontMatter, usize) {
        let layout = Layout::of(text);
        let mut reader = Reader {
            text,
            layout: &layout,
            calls: &[],
            quotes_inward: false,
            brackets: Brackets::default(),
            is_inside_direction: false,
            diagnostics: Vec::new(),
        };
        read(text, &layout, &mut reader)
    }

    #[test]
    fn headings_take_what_follows_them_and_the_last_takes_one_paragraph() {
        let text = "May 1, 1950\n**A Talk**\n\nCitation:\n\n\"A Talk,\" May 1, 1950, City Archive, X, D1.\n\nSummary: Two\n\nlines.\n\nPeople:\n\nA, B\n\nContents:\n\nTranslation - English\n\nTHE RECORD\n";
        let (front, end) = read_front(text);
        let parts: Vec<_> = front.parts.iter().map(|part| (part.part.as_str(), part.paragraphs.len())).collect();
        assert_eq!(parts, [("edition", 1), ("summary", 2), ("other", 1), ("contents", 1)]);
        assert_eq!(front.date.map(|(_, date)| date.when).as_deref(), Some("1950-05-01"));
        let title = front.title.expect("there is one");
        assert_eq!(title.marks.len(), 2);
        assert_eq!(title.inlines, [Inline::Text(Span::new(14, 20))]);
        assert_eq!(Layout::of(text).paragraphs.len() - end, 1);
    }

    #[test]
    fn a_title_of_marks_says_nothing_and_marks_are_taken_in_pairs() {
        #[track_caller]
        fn check(title: &str, words: Option<&str>, marks: &[&str]) {
            let text = format!("{title}\n\nCitation: \"A Talk\"\n");
            let found = read_front(&text).0.title.expect("there is one");
            let span = crate::transcript::inlines::cover(&found.inlines);
            assert_eq!(span.map(|span| &text[span.range()]), words);
            assert_eq!(found.marks.iter().map(|mark| &text[mark.range()]).collect::<Vec<_>>(), marks);
        }
        for marks in ["»«", "\"\"", "“”", "**", "#", "\"", "**\n»«", "* *"] {
            check(marks, None, &[marks]);
        }
        check("**A Talk**", Some("A Talk"), &["**", "**"]);
        check("# A Talk #", Some("A Talk"), &["# ", " #"]);
        check("The history of C#", Some("The history of C#"), &[]);
        check("#1 in the list", Some("#1 in the list"), &[]);
        check("A Talk*", Some("A Talk*"), &[]);
        check("**A Talk", Some("A Talk"), &["**"]);
        check("*A Talk**", Some("A Talk*"), &["*", "*"]);
        check("?", Some("?"), &[]);
    }

    #[test]
    fn headings_of_the_record_itself_are_no_front_matter() {
        let (front, end) = read_front("Subject: Trade\n\nParticipants: A, B\n\nA: Summary: it is over.\n");
        assert_eq!((front, end), (FrontMatter::default(), 0));
    }
}
