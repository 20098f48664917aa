//! From characters to lines, and from lines to paragraphs: how paragraphs are marked is found once for a file.

use crate::{
    span::Span,
    transcript::{
        furniture::{self, Furniture},
        growth,
        labels::{heading_level, time},
        pages::ends_sentence,
    },
};

/// One line of the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// From the first to after the last character that is no white space; empty for a blank line.
    pub(super) content: Span,
    /// Columns of white space before the content, up to [`INDENT`].
    indent: u16,
    /// Whether a form feed ends the line: the sheet of paper ends there.
    pub(super) ends_page: bool,
    /// How many characters the content has, up to [`COLUMNS`].
    columns: u16,
    /// How many characters its first word has, up to [`FIRST_WORD`].
    first_word: u8,
    pub(super) begins: Beginning,
    /// Whether it is a page number or a running head, and no part of the text.
    is_furniture: bool,
}

/// With what a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    Capital,
    Small,
    /// A mark, a figure, a letter of a script without capitals, or nothing.
    Other,
}

impl Beginning {
    fn of(content: &str) -> Beginning {
        match content.chars().next() {
            Some(first) if first.is_lowercase() => Beginning::Small,
            Some(first) if first.is_uppercase() => Beginning::Capital,
            _ => Beginning::Other,
        }
    }
}

/// Longer lines are as long as this.
const COLUMNS: usize = 400;

/// Longer words are as long as this.
const FIRST_WORD: usize = 40;

/// Deeper indents are as deep as this.
const INDENT: usize = 4_000;

impl Line {
    /// Columns of white space before the content, up to some thousands; a tab counts to the next multiple of 8.
    pub(super) fn indent(self) -> usize {
        usize::from(self.indent)
    }

    pub(super) fn is_blank(self) -> bool {
        self.content.is_empty()
    }
}

/// What separates paragraphs in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paragraphing {
    /// Blank lines alone.
    BlankLines,
    /// Blank lines, and a deeper indent of a paragraph's first line.
    Indents,
    /// Every line end.
    Lines,
}

/// The lines of a file, and how they make paragraphs.
#[derive(Debug)]
pub(super) struct Layout {
    /// Of blank lines that follow one another, one stands for all.
    pub(super) lines: Vec<Line>,
    /// How many lines there are, every blank one counted.
    pub(super) line_count: usize,
    pub(super) paragraphing: Paragraphing,
    /// Whether lines are broken at a width, so that a line end inside a paragraph means nothing.
    pub(super) is_wrapped: bool,
    /// Whether times of a recording stand on lines of their own between most of the others.
    pub(super) is_timed: bool,
    /// The paragraphs as ranges of lines, without blank lines.
    pub(super) paragraphs: Vec<std::ops::Range<usize>>,
    /// The width that nearly all lines keep, in columns.
    measure: usize,
    /// The lines of page numbers and running heads, in order.
    furniture: Vec<Furniture>,
    /// The lines of Markdown that are nothing but a rule, in order.
    pub(super) rules: Vec<usize>,
}

impl Layout {
    pub(super) fn of(text: &str) -> Layout {
        Layout::told(text, None)
    }

    /// Reads the lines of a file whose paragraphs are marked as somebody said.
    pub(super) fn told(text: &str, told: Option<Paragraphing>) -> Layout {
        let (mut lines, line_count) = lines(text);
        let runs = runs(&lines);
        let is_wrapped = is_wrapped(&lines, &runs);
        let is_timed = are_timed(text, runs.iter().flat_map(Clone::clone).map(|line| lines[line].content));
        let found = || if is_timed { Paragraphing::Lines } else { paragraphing(text, &lines, &runs, is_wrapped) };
        let paragraphing = told.unwrap_or_else(found);
        let paragraphs = match paragraphing {
            Paragraphing::BlankLines => runs,
            Paragraphing::Lines => (0..lines.len()).filter(|&line| !lines[line].is_blank()).map(|line| line..line + 1).collect(),
            Paragraphing::Indents => runs.into_iter().flat_map(|run| split_at_indents(&lines, run)).collect(),
        };
        let measure = measure(&lines);
        let furniture = furniture::find(text, &lines);
        furniture.iter().for_each(|furniture| lines[furniture.line].is_furniture = true);
        let (headings, rules) = marks(text, &lines, &paragraphs);
        let mut alone: Vec<usize> = furniture.iter().map(|furniture| furniture.line).collect();
        alone.extend(headings.into_iter().chain(rules.iter().copied()));
        alone.sort_unstable();
        alone.dedup();
        let paragraphs = apart(paragraphs, alone);
        Layout { lines, line_count, paragraphing, is_wrapped, is_timed, paragraphs, measure, furniture, rules }
    }

    /// What a line is that is no part of the text: a page number, a running head.
    pub(super) fn furniture(&self, line: usize) -> Option<&Furniture> {
        // Nearly every line is text.
        self.lines.get(line).filter(|line| line.is_furniture)?;
        self.furniture.binary_search_by_key(&line, |furniture| furniture.line).ok().map(|at| &self.furniture[at])
    }

    /// The columns that a line takes, up to some hundreds.
    pub(super) fn width(&self, line: usize) -> usize {
        width(&self.lines[line])
    }

    /// Whether a line ends because the first word of the next would not have fit.
    pub(super) fn is_full(&self, line: usize, next: usize) -> bool {
        (NARROWEST..=WIDEST).contains(&self.measure) && self.fills(line, next, self.measure)
    }

    /// Whether the first word of the next line would have gone beyond a measure, in columns.
    pub(super) fn fills(&self, line: usize, next: usize, measure: usize) -> bool {
        self.width(line) + 1 + usize::from(self.lines[next].first_word) > measure
    }

    /// The span from the first to the last character of some lines.
    pub(super) fn span(&self, lines: &std::ops::Range<usize>) -> Span {
        self.lines[lines.start].content.cover(self.lines[lines.end - 1].content)
    }
}

/// Makes each line that is no part of the text a paragraph of its own.
fn apart(paragraphs: Vec<std::ops::Range<usize>>, lines: Vec<usize>) -> Vec<std::ops::Range<usize>> {
    if lines.is_empty() {
        return paragraphs;
    }
    let mut parts = Vec::with_capacity(paragraphs.len() + lines.len());
    let mut rest = lines.into_iter().peekable();
    for paragraph in paragraphs {
        let mut start = paragraph.start;
        while let Some(line) = rest.next_if(|line| *line < paragraph.end) {
            if start < line {
                parts.push(start..line);
            }
            parts.push(line..line + 1);
            start = line + 1;
        }
        if start < paragraph.end {
            parts.push(start..paragraph.end);
        }
    }
    parts
}

/// The lines that are headings of Markdown, and, where there are some, those at the edges of paragraphs that are nothing but a rule.
fn marks(text: &str, lines: &[Line], paragraphs: &[std::ops::Range<usize>]) -> (Vec<usize>, Vec<usize>) {
    let words = |line: usize| &text[lines[line].content.range()];
    let headings: Vec<usize> = (0..lines.len()).filter(|&line| heading_level(words(line)) > 0).collect();
    if headings.is_empty() {
        return (headings, Vec::new());
    }
    let is_rule = |line: &usize| {
        let words = words(*line);
        words.len() > 2 && [b'-', b'_', b'='].iter().any(|mark| words.bytes().all(|byte| byte == *mark))
    };
    let edges = paragraphs.iter().flat_map(|lines| [lines.start, lines.end - 1]);
    let mut rules: Vec<usize> = edges.filter(is_rule).collect();
    rules.dedup();
    (headings, rules)
}

/// The narrowest and the widest measure at which prose is set, in columns.
const NARROWEST: usize = 38;
const WIDEST: usize = 110;

fn width(line: &Line) -> usize {
    usize::from(line.columns) + line.indent()
}

/// The width that ninety-eight lines of a hundred keep.
fn measure(lines: &[Line]) -> usize {
    let mut counts = [0usize; 512];
    let mut total = 0usize;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        counts[width(line).min(511)] += 1;
        total += 1;
    }
    let mut left = total / 50;
    for (width, count) in counts.iter().enumerate().rev() {
        match left.checked_sub(*count) {
            Some(rest) => left = rest,
            None => return width,
        }
    }
    0
}

/// The lines, and how many there are with every blank one. A line ends with a line feed, a carriage return or both, a vertical tab, or a form feed.
fn lines(text: &str) -> (Vec<Line>, usize) {
    // A vertical tab is rare, and a search for three bytes is faster than one for four.
    let has_tabs = memchr::memchr(0xb, text.as_bytes()).is_some();
    let line_end = |bytes: &[u8]| match has_tabs {
        true => bytes.iter().position(|byte| matches!(byte, b'\n' | 0xb | 0xc | b'\r')),
        false => memchr::memchr3(b'\n', b'\r', 0xc, bytes),
    };
    // Two line ends in a row are a blank line; more of them give no more lines.
    let gives_line = |at: &usize| text.as_bytes().get(at.saturating_sub(2)..=*at) != Some(b"\n\n\n");
    let mut lines: Vec<Line> = Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).filter(gives_line).count() + 1);
    let (mut start, mut count) = (0, 0);
    while start < text.len() {
        let rest = &text[start..];
        let length = line_end(rest.as_bytes()).unwrap_or(rest.len());
        let end_length = match rest.as_bytes().get(length) {
            None => 0,
            Some(b'\r') if rest.as_bytes().get(length + 1) == Some(&b'\n') => 2,
            Some(_) => 1,
        };
        let line = line(&rest[..length], start, rest.as_bytes().get(length) == Some(&0xc));
        count += 1;
        match lines.last_mut() {
            // Of blank lines on one page that follow one another, one stands for all.
            Some(last) if line.is_blank() && last.is_blank() && !last.ends_page => last.ends_page = line.ends_page,
            _ => growth::push(&mut lines, line),
        }
        start += length + end_length;
    }
    (lines, count)
}

fn line(text: &str, start: usize, ends_page: bool) -> Line {
    let is_space = |character: char| character.is_whitespace() || character == '\u{feff}';
    let starts_blank = !text.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    let content = if starts_blank { text.trim_start_matches(is_space) } else { text };
    let space = &text[..text.len() - content.len()];
    let indent = space.chars().fold(0, |column, character| match character {
        '\u{feff}' => column,
        _ => column_after(column, character),
    });
    let indent = u16::try_from(indent.min(INDENT)).unwrap_or(u16::MAX);
    let content_start = start + space.len();
    let ends_blank = !content.as_bytes().last().is_some_and(u8::is_ascii_graphic);
    let content = if ends_blank { content.trim_end_matches(is_space) } else { content };
    let first_word = content.chars().take(FIRST_WORD).take_while(|character| !character.is_whitespace()).count();
    let content_span = Span::new(content_start, content_start + content.len());
    let first_word = u8::try_from(first_word).unwrap_or(u8::MAX);
    Line {
        content: content_span,
        indent,
        ends_page,
        columns: columns(content),
        first_word,
        begins: Beginning::of(content),
        is_furniture: false,
    }
}

/// The column after a character; a tab counts to the next multiple of 8.
pub(super) fn column_after(column: usize, character: char) -> usize {
    if character == '\t' { (column / 8 + 1) * 8 } else { column + 1 }
}

/// A part of a text without the white space around it.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let start = span.end - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}

/// How many characters a text has, up to [`COLUMNS`].
fn columns(text: &str) -> u16 {
    // None has more than four bytes.
    let count = text[..text.floor_char_boundary(4 * COLUMNS)].chars().count();
    u16::try_from(count.min(COLUMNS)).unwrap_or(u16::MAX)
}

/// The runs of lines between blank lines.
fn runs(lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    for (index, line) in lines.iter().enumerate() {
        match (line.is_blank(), start) {
            (false, None) => start = Some(index),
            (true, Some(from)) => {
                growth::push(&mut runs, from..index);
                start = None;
            }
            _ => {}
        }
    }
    runs.extend(start.map(|from| from..lines.len()));
    runs
}

/// The fewest lines of a width below labels, and of how many of them so many go on in small letters.
const BELOW_LABELS: usize = 6;
const GO_ON: (usize, usize) = (2, 5);

/// Whether lines are broken because the next word would not have fit: the sign of a text set at a width.
///
/// Where short speeches stand below labels, those are no part of what is set: without the first line of each run the others must be
/// full, and go on in small letters, as verse does not.
fn is_wrapped(lines: &[Line], runs: &[std::ops::Range<usize>]) -> bool {
    let below = || runs.iter().flat_map(|run| run.start + 1..run.end - 1);
    let goes_on = |line: &usize| lines[line + 1].begins == Beginning::Small;
    fills_width(lines, || runs.iter().flat_map(|run| run.start..run.end - 1)) || {
        let count = below().take(BELOW_LABELS).count();
        count == BELOW_LABELS
            && below().filter(goes_on).count() * GO_ON.1 >= below().count() * GO_ON.0
            && fills_width(lines, below)
    }
}

/// Whether most of some lines are full, each with another after it in its run.
fn fills_width<L: Iterator<Item = usize>>(lines: &[Line], inner: impl Fn() -> L) -> bool {
    let width = |line: usize| usize::from(lines[line].columns.min(200)) + lines[line].indent();
    // The width that nine lines of ten keep, from how many have each; no measure is so wide as the last.
    let mut counts = [0usize; 256];
    inner().for_each(|line| counts[width(line).min(255)] += 1);
    let total: usize = counts.iter().sum();
    let mut narrower = 0;
    let measure = counts.iter().position(|count| {
        narrower += count;
        narrower > total * 9 / 10
    });
    let Some(measure) = measure.filter(|measure| (30..=140).contains(measure)) else { return false };
    // A tenth of the width is left to taste: some break before a short word.
    let is_full = |line: &usize| width(*line) + 1 + usize::from(lines[line + 1].first_word) + measure / 10 > measure;
    inner().filter(is_full).count() * 10 >= total * 6
}

fn paragraphing(text: &str, lines: &[Line], runs: &[std::ops::Range<usize>], is_wrapped: bool) -> Paragraphing {
    let filled: usize = runs.iter().map(ExactSizeIterator::len).sum();
    // Most lines of a chat begin with a time.
    let begins_with_time = |line: &usize| {
        let words = &text[lines[*line].content.range()];
        words.starts_with(|first: char| first.is_ascii_digit() || first == '[') && time(words).is_some()
    };
    if runs.iter().flat_map(Clone::clone).filter(begins_with_time).count() * 3 > filled * 2 {
        return Paragraphing::Lines;
    }
    let in_long_runs: usize = runs.iter().map(ExactSizeIterator::len).filter(|&length| length > 1).sum();
    if is_wrapped {
        let inner = || runs.iter().flat_map(|run| run.start + 1..run.end);
        let indented: usize = runs.iter().map(|run| indented(lines, run).filter(|&line| line > run.start).count()).sum();
        // A paragraph has several lines: where most lines are indented, the indent is an ornament.
        return match inner().count() {
            count if indented > 0 && indented * 2 <= count => Paragraphing::Indents,
            _ => Paragraphing::BlankLines,
        };
    }
    // Lines that are paragraphs of their own end like sentences; the lines of an address, a list or a ragged paragraph do not.
    let skipped = usize::from(have_labels_alone(lines, runs));
    let inner = || runs.iter().flat_map(|run| run.start + skipped..run.end - 1);
    let complete = inner().filter(|&line| ends_sentence(&text[lines[line].content.range()])).count();
    if in_long_runs * 2 > filled && complete * 2 >= inner().count() { Paragraphing::Lines } else { Paragraphing::BlankLines }
}

/// How many lines of the transcript of a video are times and nothing else, and of how many lines.
const TIMED: (usize, usize) = (2, 5);

/// The fewest lines that tell so.
const TIMED_LEAST: usize = 8;

/// Whether times on lines of their own stand between most of the others, as in the transcripts of videos.
fn are_timed(text: &str, lines: impl Iterator<Item = Span>) -> bool {
    let (mut times, mut count) = (0, 0);
    for line in lines {
        let words = &text[line.range()];
        count += 1;
        times +=
            usize::from(words.as_bytes()[0].is_ascii_digit() && time(words).is_some_and(|(length, _)| length == words.len()));
        // A text that does not begin like this is none.
        if count == 4 * TIMED_LEAST && times * TIMED.1 < count {
            return false;
        }
    }
    count >= TIMED_LEAST && times * TIMED.1 >= count * TIMED.0
}

/// The longest first line of a run that may be a label alone on its line, in columns, and the fewest runs with one.
const LABEL_WIDTH: usize = 30;
const LABELED_RUNS: usize = 4;

/// Whether most runs of several lines begin with a short line above a longer one, as labels alone on their lines do: their full stop
/// ends no sentence.
fn have_labels_alone(lines: &[Line], runs: &[std::ops::Range<usize>]) -> bool {
    let (mut long, mut labeled) = (0, 0);
    for run in runs.iter().filter(|run| run.len() > 1) {
        let (first, second) = (width(&lines[run.start]), width(&lines[run.start + 1]));
        long += 1;
        labeled += usize::from(first <= LABEL_WIDTH && second > first);
    }
    labeled >= LABELED_RUNS && labeled * 2 > long
}

/// The lines of a run that are deeper than its margin.
fn indented(lines: &[Line], run: &std::ops::Range<usize>) -> impl Iterator<Item = usize> {
    let margin = run.clone().map(|line| lines[line].indent()).min().unwrap_or(0);
    run.clone().filter(move |&line| lines[line].indent() >= margin + 2)
}

fn split_at_indents(lines: &[Line], run: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = run.start;
    for line in indented(lines, &run).filter(|&line| line > run.start) {
        parts.push(start..line);
        start = line;
    }
    parts.push(start..run.end);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> (Paragraphing, Vec<&str>) {
        let layout = Layout::of(text);
        (layout.paragraphing, layout.paragraphs.iter().map(|lines| &text[layout.span(lines).range()]).collect())
    }

    #[test]
    fn blank_lines_separate_whatever_they_are_made_of() {
        let (how, found) = paragraphs("\u{feff}One.\r\n\u{a0}\r\nTwo\ncontinues.\n\u{c}\nThree.\n");
        assert_eq!(how, Paragraphing::BlankLines);
        assert_eq!(found, ["One.", "Two\ncontinues.", "Three."]);
    }

    #[test]
    fn lines_without_blank_lines_are_paragraphs_unless_they_are_set_at_a_width() {
        assert_eq!(paragraphs("A: Yes.\nB: No, not at all, I should think.\nA: Well.").0, Paragraphing::Lines);
        let set = "The quick brown fox jumps over\nthe lazy dog and then runs off\ninto the woods where nobody can\nfollow it at all.\n";
        assert_eq!(paragraphs(set), (Paragraphing::BlankLines, vec![set.trim_end()]));
    }

    #[test]
    fn the_full_stop_of_a_label_alone_on_its_line_ends_no_sentence() {
        let turns = "Ann Cole.\nThe ferry is late again, and nobody\nknows why.\n\nBert.\nIt is the engine, as ever, and the\ncompany knows it.\n\n";
        assert_eq!(paragraphs(&turns.repeat(3)).0, Paragraphing::BlankLines);
    }

    #[test]
    fn short_speeches_below_labels_are_set_at_a_width() {
        let turns = "THE CHAIR OF THE COUNCIL OF THE HARBOR.\nThe ferry is late again, and nobody on the quay or\nin the town knows why.\n\nANN COLE, MEMBER FOR THE NORTH.\nIt is the engine, as ever, and the company has known\nof it since the flood.\n\nBERT.\nSo.\n\n";
        assert_eq!(paragraphs(&turns.repeat(4)).0, Paragraphing::BlankLines);
        let verse = "THE CHAIR OF THE COUNCIL OF THE HARBOR.\nThe ferry sails at noon,\nThe ferry sails too soon,\nThe ferry sails to sea.\n\n";
        assert!(!Layout::of(&verse.repeat(4)).is_wrapped);
    }

    #[test]
    fn an_indent_begins_a_paragraph_in_text_set_at_a_width() {
        let set = "   The quick brown fox jumps over\nthe lazy dog and then runs off to\nsleep.\n   Nobody could follow it into the\nwoods where it went to live.\n";
        let (how, found) = paragraphs(set);
        assert_eq!(how, Paragraphing::Indents);
        assert_eq!(found.len(), 2);
    }
}
