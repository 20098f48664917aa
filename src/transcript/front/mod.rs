//! What stands before and after a record and belongs to the edition in which it was read: the keys of a web page (Citation,
//! Summary, Rights …), of a list (`Title: …`) or of YAML, and the page's own words around them.

mod ebook;
mod keys;
pub(super) mod record;
mod yaml;

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        citation::{self, Citation, CitationPart},
        dates::{self, FoundDate},
        inlines::{Inline, LineEnds, Reader},
        layout::Layout,
        vocabulary::WORDS,
    },
};

use keys::{KeyBlock, Kind};

/// Marks of emphasis, quotation and rules: a title of nothing else says nothing.
const TITLE_MARKS: &str = "*_#~=-–—\"'“”„‟‘’‚«»‹›";

/// The most names of one key that are looked at.
const CONTRIBUTOR_LIMIT: usize = 50;

/// What stands around a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The title above the first key.
    pub title: Option<Heading>,
    /// The subtitle.
    pub subtitle: Vec<Inline>,
    /// Who wrote it.
    pub authors: Vec<Vec<Inline>>,
    /// The line above the first key that is a date: the whole line, and the date in it.
    pub date: Option<(Span, FoundDate)>,
    /// The keys with their values, in order.
    pub parts: Vec<Part>,
    /// Lines of a web page that are about the page.
    pub furniture: Vec<Span>,
    /// The lines of all of it, from 0, in order.
    pub lines: Vec<Range<usize>>,
    /// Who did what for the edition, each once, in order.
    pub contributors: Vec<Contributor>,
}

/// Somebody who did something for an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// One word for `editor/@role`.
    pub role: String,
    /// A phrase for `resp`.
    pub resp: String,
    /// The name.
    pub name: String,
    /// Where it stands.
    pub places: Vec<Span>,
}

impl FrontMatter {
    /// What the citations and the statements of sources say, in order.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.parts.iter().filter_map(|part| part.citation.as_ref())
    }

    /// The values of a part of the header, as the word lists name it.
    pub fn values<'f>(&'f self, part: &'f str) -> impl Iterator<Item = &'f Part> {
        self.parts.iter().filter(move |found| found.part == part && !found.value.is_empty())
    }
}

/// A title, without the marks of emphasis around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its words; none where it is nothing but marks, such as `»«`.
    pub inlines: Vec<Inline>,
    /// The marks of emphasis around it, such as `**`, or those of which it consists.
    pub marks: Vec<Span>,
}

/// One key with its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The part of the TEI header that the value goes to, as the word lists name it, or `other`.
    pub part: String,
    /// The key with its colon.
    pub heading: Span,
    /// Other bytes that are no words: the quotation marks and hyphens of YAML.
    pub marks: Vec<Span>,
    /// The paragraphs of the value.
    pub paragraphs: Vec<Vec<Inline>>,
    /// The value from its first to its last character; empty where there is none.
    pub value: Span,
    /// The value's parts, where it is a list.
    pub items: Vec<Span>,
    /// What it says, where it is a citation or tells a source.
    pub citation: Option<Citation>,
}

impl Part {
    fn new(part: &str, heading: Span) -> Part {
        Part { part: part.to_owned(), heading, value: Span::at(heading.end), ..Part::default() }
    }
}

/// The lines around a record, before they are read.
#[derive(Clone, Default)]
pub(super) struct Frame {
    before: KeyBlock,
    after: KeyBlock,
    /// The lines that belong to no key: those of the title and the date, and those of furniture.
    title: Range<usize>,
    furniture: Vec<usize>,
    yaml: Vec<Part>,
    /// The lines of all of it, in order.
    pub(super) lines: Vec<Range<usize>>,
    /// The lines from the first to the last of the record.
    pub(super) record: Range<usize>,
}

/// Finds what stands around the record.
pub(super) fn find(text: &str, layout: &Layout) -> Frame {
    let mut frame = Frame::default();
    let total = layout.lines.len();
    let ebook = ebook::find(text, layout);
    let (mut start, mut end) = (0, ebook.as_ref().map_or(total, |book| book.end));
    let mut after = if end < total { None } else { keys::after(text, layout) };
    if let Some((parts, line)) = yaml::read(text, layout) {
        frame.yaml = parts;
        frame.lines.push(0..line);
        start = line;
    } else if let Some(mut block) = keys::before(text, layout, ebook.as_ref().map_or(total, |book| book.start)) {
        // The keys before a short record end where those after it begin.
        if let Some(line) = after.as_ref().map(|after| after.keys[0].line).filter(|&line| line > block.keys[0].line) {
            block = keys::before(text, layout, line).unwrap_or_default();
        }
        frame.before = block;
        frame.read_top(text, layout);
    }
    let kept = |index: &usize| frame.before.keys[*index].kind != Kind::Record;
    frame.lines.extend((0..frame.before.keys.len()).filter(kept).map(|index| frame.before.lines(index)));
    start = start.max(frame.before.end);
    // Where there is nothing between the two, there is one.
    let is_apart = |after: &mut KeyBlock| (start..after.keys[0].line).any(|line| !layout.lines[line].is_blank());
    if let Some(block) = after.take_if(is_apart) {
        end = block.keys[0].line;
        frame.lines.push(end..total);
        frame.after = block;
    }
    if let Some(book) = ebook {
        frame.set_aside(layout, 0..book.start);
        frame.set_aside(layout, book.end..total);
    }
    frame.lines.sort_unstable_by_key(|lines| lines.start);
    let is_record = |&line: &usize| {
        let at = frame.lines.partition_point(|lines| lines.end <= line);
        !layout.lines[line].is_blank() && frame.lines.get(at).is_none_or(|lines| lines.start > line)
    };
    let first = (0..end).find(is_record).unwrap_or(end);
    frame.record = first..end;
    frame
}

impl Frame {
    /// Takes the lines that belong to nothing yet for words of whoever published the text.
    fn set_aside(&mut self, layout: &Layout, lines: Range<usize>) {
        let is_free = |line: &usize| !layout.lines[*line].is_blank() && !self.lines.iter().any(|known| known.contains(line));
        let free: Vec<usize> = lines.filter(is_free).collect();
        self.lines.extend(free.chunk_by(|line, next| line + 1 == *next).map(|run| run[0]..run[run.len() - 1] + 1));
        self.furniture.extend(free);
    }

    /// Settles what the lines above the first key are.
    fn read_top(&mut self, text: &str, layout: &Layout) {
        let first = self.before.keys.first().map_or(0, |key| key.line);
        let lines: Vec<usize> = (0..first).filter(|&line| !layout.lines[line].is_blank()).collect();
        let is_furniture = |line: &&usize| keys::is_furniture(text, layout, **line);
        let above = lines.iter().take_while(is_furniture).count();
        let below = lines[above..].iter().rev().take_while(is_furniture).count();
        let (above, rest) = lines.split_at(above);
        let (lines, below) = rest.split_at(rest.len() - below);
        self.furniture.extend(above.iter().chain(below));
        self.lines.extend(self.furniture.iter().map(|&line| line..line + 1));
        // Above a list that tells the title, a heading is the record's own.
        let has_title = self.before.keys.iter().any(|key| key.kind == Kind::Edition && key.part == "title");
        if let (Some(first), Some(last), false) = (lines.first(), lines.last(), has_title) {
            self.title = *first..last + 1;
            self.lines.push(self.title.clone());
        }
    }

    /// Reads it.
    pub(super) fn read(self, text: &str, layout: &Layout, reader: &mut Reader<'_>) -> FrontMatter {
        let mut front = FrontMatter { parts: self.yaml, lines: self.lines, ..FrontMatter::default() };
        front.furniture.extend(self.furniture.iter().map(|&line| layout.lines[line].content));
        title_and_date(text, layout, self.title, reader, &mut front);
        for block in [&self.before, &self.after] {
            for (index, key) in block.keys.iter().enumerate() {
                let lines = block.lines(index);
                match key.kind {
                    Kind::Record => {}
                    Kind::Furniture => {
                        let filled = layout.lines[lines].iter().filter(|line| !line.is_blank());
                        front.furniture.extend(filled.map(|line| line.content));
                    }
                    _ => front.parts.push(part(Part::new(key.part, key.heading), lines, text, layout, reader)),
                }
            }
        }
        let mut has_edition = false;
        for part in front.parts.iter_mut().filter(|part| !part.value.is_empty()) {
            let words = &text[part.value.range()];
            match part.part.as_str() {
                "edition" if !has_edition => part.citation = Some(citation::read(words, part.value.start)),
                "source" => part.citation = Some(citation::read_source(words, part.value.start)),
                _ => continue,
            }
            has_edition |= part.part == "edition";
        }
        front.contributors = contributors(text, &front.parts);
        front
    }
}

/// Those whom citations and keys such as `Translator:` name; whoever is named twice for one thing is listed once.
fn contributors(text: &str, parts: &[Part]) -> Vec<Contributor> {
    let mut found: Vec<Contributor> = Vec::new();
    let mut add = |role: &str, resp: &str, span: Span| {
        let name = text[span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        match found.iter_mut().find(|known| known.role == role && known.name == name) {
            Some(known) => known.places.push(span),
            None => found.push(Contributor { role: role.to_owned(), resp: resp.to_owned(), name, places: vec![span] }),
        }
    };
    for part in parts {
        for (span, cited) in part.citation.iter().flat_map(|citation| &citation.parts) {
            if let CitationPart::Responsible { role, resp } = cited {
                add(role, resp, *span);
            }
        }
        if let Some(words) = WORDS.header.roles.get(&part.part) {
            part.items.iter().take(CONTRIBUTOR_LIMIT).for_each(|name| add(&part.part, &words.resp, *name));
        }
    }
    found
}

/// Reads the value of a key.
fn part(mut part: Part, lines: Range<usize>, text: &str, layout: &Layout, reader: &mut Reader<'_>) -> Part {
    // What is cited is read by its own rules: quotation marks there enclose a title.
    let is_cited = matches!(part.part.as_str(), "edition" | "source");
    let first = layout.paragraphs.partition_point(|paragraph| paragraph.end <= lines.start);
    for paragraph in &layout.paragraphs[first..] {
        let lines = paragraph.start.max(lines.start)..paragraph.end.min(lines.end);
        if lines.is_empty() {
            break;
        }
        let whole = layout.span(&lines);
        let start = whole.start.max(part.heading.end);
        let words = &text[start.min(whole.end)..whole.end];
        let span = Span::new(whole.end - words.trim_start().len(), whole.end);
        if span.is_empty() {
            continue;
        }
        part.value = if part.value.is_empty() { span } else { part.value.cover(span) };
        part.paragraphs.push(match is_cited {
            true => reader.plain(span, &lines, LineEnds::Keep),
            false => reader.read_span(span, &lines, LineEnds::Keep),
        });
    }
    part.items = yaml::items(text, part.value, ';');
    part
}

/// Reads what stands above the first key: a line that is a date, and the lines of the title.
fn title_and_date(text: &str, layout: &Layout, lines: Range<usize>, reader: &mut Reader<'_>, front: &mut FrontMatter) {
    let mut title: Option<Range<usize>> = None;
    for line in lines.filter(|&line| !layout.lines[line].is_blank()) {
        let content = layout.lines[line].content;
        let found = dates::find(&text[content.range()], content.start);
        match found.filter(|date| date.span == content) {
            Some(date) if front.date.is_none() => front.date = Some((content, date)),
            _ => title = Some(title.map_or(line..line + 1, |title| title.start..line + 1)),
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

    fn read_front(text: &str) -> (FrontMatter, Vec<&str>) {
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
        let frame = find(text, &layout);
        let record = frame.record.clone();
        let lines = layout.lines[record].iter().map(|line| &text[line.content.range()]).filter(|line| !line.is_empty());
        (frame.read(text, &layout, &mut reader), lines.collect())
    }

    #[test]
    fn headings_take_what_follows_them_and_the_last_takes_one_paragraph() {
        let text = "May 1, 1950\n**A Talk**\n\nCitation:\n\n\"A Talk,\" May 1, 1950, City Archive, X, D1.\n\nSummary: Two\n\nlines.\n\nPeople:\n\nA, B\n\nContents:\n\nTranslation - English\n\nTHE RECORD\n";
        let (front, record) = read_front(text);
        let parts: Vec<_> = front.parts.iter().map(|part| (part.part.as_str(), part.paragraphs.len())).collect();
        assert_eq!(parts, [("edition", 1), ("summary", 2), ("other", 1), ("contents", 1)]);
        assert_eq!(front.date.map(|(_, date)| date.when).as_deref(), Some("1950-05-01"));
        let title = front.title.expect("there is one");
        assert_eq!(title.marks.len(), 2);
        assert_eq!(title.inlines, [Inline::Text(Span::new(14, 20))]);
        assert_eq!(record, ["THE RECORD"]);
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
        let (front, record) = read_front("Subject: Trade\n\nParticipants: A, B\n\nA: Summary: it is over.\n");
        assert_eq!((front, record.len()), (FrontMatter::default(), 3));
    }

    #[test]
    fn a_dialogue_is_no_value_of_a_key() {
        let (front, record) = read_front("Citation: \"A Talk\"\n\nCole: a.\n\nFry: b.\n\nCole: c.\n\nSource: it rains.\n");
        assert_eq!(front.parts.len(), 1);
        assert_eq!(record.len(), 4);
        // A key that begins several lines is a label.
        let (front, record) = read_front("Title: A Talk\nLanguage: English\nEditor: Hello.\nAuthor: Hello.\nEditor: Yes.\n");
        assert_eq!(front.parts.len(), 2);
        assert_eq!(record.len(), 3);
    }

    #[test]
    fn keys_after_a_record_fill_the_file_to_its_end() {
        let text = "Cole: a.\n\nFry: b.\n\nSource: City Archive, D1\nRights: CC0\nRecord ID: 7\n";
        let (front, record) = read_front(text);
        let parts: Vec<_> = front.parts.iter().map(|part| part.part.as_str()).collect();
        assert_eq!((parts, record.len()), (vec!["source", "rights", "identifier"], 2));
        let (front, _) = read_front(&format!("{text}\nCole: c.\n\nFry: d.\n"));
        assert!(front.parts.is_empty());
    }

    #[test]
    fn yaml_is_read_as_it_stands() {
        let (front, record) = read_front("---\ntitle: One: two\ntags: [a, 'b']\nspeakers:\n  - Ann\n  - Bert\n---\nAnn: Yes.\n");
        let items: Vec<_> = front.parts.iter().map(|part| (part.part.as_str(), part.items.len())).collect();
        assert_eq!(items, [("title", 1), ("keywords", 2), ("participants", 2)]);
        assert_eq!(record, ["Ann: Yes."]);
        for text in ["---\nno key\n---\nx", "---\ntitle: open\n", "x\n---\ntitle: late\n---\n"] {
            assert!(read_front(text).0.parts.is_empty(), "{text}");
        }
    }

    #[test]
    fn no_word_is_in_two_lists() {
        let header = &WORDS.header;
        let lists = header.keys.values().chain(header.record.values()).chain([&header.furniture.lines]);
        let mut seen = std::collections::HashSet::new();
        for word in lists.flatten().chain(header.roles.values().flat_map(|role| &role.names)) {
            assert_eq!(*word, word.to_lowercase());
            assert!(seen.insert(word), "{word}");
        }
    }
}
