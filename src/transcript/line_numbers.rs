//! The numbers of lines, as courts and editions of verse print them: found over the whole file, and read as white space.
//!
//! Either nearly every line begins with its number, and the numbers count upward, perhaps anew on each page; or every fifth line
//! or so has one, before it or behind it. A list counts upward, too: its items are no lines of one text, which breaks sentences
//! wherever a line is full.

use crate::{
    source::Source,
    span::Span,
    transcript::{
        labels::is_letter_for_question,
        layout::column_after,
        names::is_small,
        pages::{divides_word, ends_sentence},
    },
};

/// The number of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineNumber {
    /// The number, with the mark after it.
    pub span: Span,
    /// Where the text of its line begins; where the number stands behind the text, where that ends.
    pub text_at: usize,
    /// Whether the number stands behind the text of its line.
    pub is_behind: bool,
}

/// The numbers of a file, and the file without them.
pub(super) struct LineNumbers {
    /// In the order of the text.
    pub(super) numbers: Vec<LineNumber>,
    /// The text of the same length in which white space stands for them.
    pub(super) without: String,
}

/// A source in which white space stands for the numbers of its lines.
pub fn without_numbers(source: &Source, numbers: &[LineNumber]) -> Source {
    Source::from_text(source.name(), blanked(source.text(), numbers))
}

/// The fewest numbered lines, and the fewest numbers where only some lines have one.
const LINES: usize = 8;
const NUMBERS: usize = 4;

/// The least measure of lines that break sentences, in characters.
const MEASURE: usize = 28;

/// The fewest lines with letters for questions and answers of a court's record, and the fewest sentences that its lines break.
const LETTERS: usize = 4;
const RAGGED_BREAKS: usize = 2;

/// The most figures of a number.
const FIGURES: usize = 5;

/// From here on, characters are as wide as two letters: the signs of Chinese and its neighbors.
const WIDE: char = '\u{2e80}';

/// Longer words are as long as this.
const WORD: usize = 20;

/// Text that begins farther to the right is not looked at.
const COLUMNS: usize = 80;

/// How many lines the text may take from one number to the next beyond those that are counted: labels and directions are not.
const UNCOUNTED: usize = 6;

/// A line that is not blank.
struct Line {
    content: Span,
    /// The number at its beginning or its end, if there is one.
    number: Option<Number>,
    /// Whether a blank line stands above.
    is_below_blank: bool,
}

#[derive(Clone, Copy)]
struct Number {
    span: Span,
    value: u32,
    is_behind: bool,
}

impl Line {
    /// The line without its number.
    fn words<'t>(&self, text: &'t str) -> &'t str {
        match self.number {
            None => &text[self.content.range()],
            Some(number) if number.is_behind => text[self.content.start..number.span.start].trim_end(),
            Some(number) => text[number.span.end..self.content.end].trim_start(),
        }
    }

    fn line_number(&self, text: &str) -> Option<LineNumber> {
        let Number { span, is_behind, .. } = self.number?;
        let words = self.words(text).len();
        let text_at = if is_behind { self.content.start + words } else { self.content.end - words };
        Some(LineNumber { span, text_at, is_behind })
    }
}

/// Finds the numbers of lines in a file that has them.
pub(super) fn find(text: &str) -> Option<LineNumbers> {
    let mut counts = Counts::default();
    each_line(text, &mut |line| counts.add(&line));
    if !counts.may_be_of_lines() {
        return None;
    }
    let mut lines = Vec::with_capacity(counts.filled);
    each_line(text, &mut |line| lines.push(line));
    every_line(text, &lines).or_else(|| some_lines(text, &lines))
}

/// Gives the lines that are not blank.
fn each_line(text: &str, take: &mut dyn FnMut(Line)) {
    let mut start = 0;
    let mut is_below_blank = false;
    while start < text.len() {
        let length = memchr::memchr3(b'\n', b'\r', 0xc, &text.as_bytes()[start..]).unwrap_or(text.len() - start);
        let line = &text[start..start + length];
        let words = line.trim();
        if words.is_empty() {
            let ends_pair = text[..start].ends_with('\r') && text[start..].starts_with('\n');
            is_below_blank |= !ends_pair;
        } else {
            let at = words.as_ptr() as usize - text.as_ptr() as usize;
            let content = Span::new(at, at + words.len());
            take(Line { content, number: number(words, content), is_below_blank });
            is_below_blank = false;
        }
        start += length + 1;
    }
}

/// What is counted before a file is looked at in full: most have no numbers, or none that go on.
#[derive(Default)]
struct Counts {
    filled: usize,
    /// How many numbers are one more than the last, or begin anew.
    upward: usize,
    /// How many are as much more than the last as that was more than the one before; before the text, and behind it.
    steps: [usize; 2],
    last: [(u32, u32); 2],
}

impl Counts {
    fn add(&mut self, line: &Line) {
        self.filled += 1;
        let Some(number) = line.number else { return };
        let side = usize::from(number.is_behind);
        let (last, step) = self.last[side];
        let next = number.value.wrapping_sub(last);
        self.upward += usize::from(!number.is_behind && (number.value == 1 || next == 1));
        self.steps[side] += usize::from(next == step && step > 1);
        self.last[side] = (number.value, next);
    }

    fn may_be_of_lines(&self) -> bool {
        let is_stepwise = |steps: &usize| *steps + 2 >= NUMBERS && steps * 40 >= self.filled;
        self.upward * 3 >= self.filled * 2 || self.steps.iter().any(is_stepwise)
    }
}

/// The number at the beginning of a line or, behind a gap, at its end.
fn number(words: &str, content: Span) -> Option<Number> {
    let (first, last) = (words.as_bytes()[0], words.as_bytes()[words.len() - 1]);
    let is_figure = |character: char| character.is_ascii_digit();
    if first.is_ascii_digit() {
        let figures = words.len() - words.trim_start_matches(is_figure).len();
        let rest = &words[figures..];
        let mark = usize::from(rest.starts_with(['.', ')', ':', '|']));
        if rest[mark..].is_empty() || rest[mark..].starts_with(char::is_whitespace) {
            let span = Span::new(content.start, content.start + figures + mark);
            return value(&words[..figures]).map(|value| Number { span, value, is_behind: false });
        }
    }
    let before = words.trim_end_matches(is_figure);
    let is_apart = before.ends_with("  ") || before.ends_with('\t');
    if !last.is_ascii_digit() || !is_apart {
        return None;
    }
    let span = Span::new(content.start + before.len(), content.end);
    value(&words[before.len()..]).map(|value| Number { span, value, is_behind: true })
}

fn value(figures: &str) -> Option<u32> {
    figures.parse().ok().filter(|_| figures.len() <= FIGURES)
}

/// The numbers where nearly every line begins with one.
fn every_line(text: &str, lines: &[Line]) -> Option<LineNumbers> {
    let chain = chain(text, lines);
    if chain.len() < LINES || chain.len() * 4 < lines.len() * 3 {
        return None;
    }
    let value = |at: usize| lines[at].number.map_or(0, |number| number.value);
    let restarts = chain.windows(2).filter(|pair| value(pair[1]) <= value(pair[0])).count();
    let pairs = || chain.windows(2).map(|pair| (pair[0], pair[1])).filter(|(one, next)| value(*next) == value(*one) + 1);
    let mut setting = Setting::of(text, lines, &chain);
    setting.is_ragged = asks(text, lines, &chain);
    let breaks = pairs().filter(|pair| setting.breaks_sentence(text, lines, *pair)).count();
    if setting.measure < MEASURE && !setting.is_ragged {
        return None;
    }
    // Where lines are numbered, none stands between two numbers.
    if pairs().filter(|(one, next)| one + 1 < *next).count() * 20 > pairs().count() {
        return None;
    }
    // Pages of one length speak for lines, too; and questions and answers of more than one line do.
    let share = if restarts > 1 { 10 } else { 5 };
    if if setting.is_ragged { breaks < RAGGED_BREAKS } else { breaks * share < pairs().count() } {
        return None;
    }
    let numbers = chain.iter().filter_map(|&at| lines[at].line_number(text)).collect();
    Some(LineNumbers { numbers, without: set(text, lines, &chain) })
}

/// The text as it would be set without numbers: the line end stands right before the words of each line, and a blank line is left
/// where a paragraph begins, so that indents have nothing more to say.
fn set(text: &str, lines: &[Line], chain: &[usize]) -> String {
    let mut without = text.to_owned();
    let filled: Vec<usize> = chain.iter().copied().filter(|&at| !lines[at].words(text).is_empty()).collect();
    let value = |at: usize| lines[at].number.map_or(0, |number| number.value);
    let setting = Setting { is_ragged: asks(text, lines, chain), ..Setting::of(text, lines, &filled) };
    for &at in chain {
        blank(&mut without, lines[at].number.map_or(Span::at(0), |number| number.span));
    }
    for (index, &at) in filled.iter().enumerate() {
        let Some(number) = lines[at].number else { continue };
        let before = index.checked_sub(1).map(|before| filled[before]);
        let is_new_page = before.is_some_and(|before| value(at) <= value(before));
        // Blank lines that have numbers stand between, and nothing else.
        let is_next = before.is_some_and(|before| (before + 1..at).all(|line| chain.binary_search(&line).is_ok()));
        let goes_on = before.filter(|_| is_next).filter(|&before| setting.goes_on(text, lines, (before, at), is_new_page));
        if let Some(before) = goes_on {
            blank(&mut without, Span::new(lines[before].content.end, number.span.start));
        }
        let line_end = if is_new_page && is_next { "\u{c}" } else { "\n" };
        let at = number.span.end - 1 + gap(text, &lines[at]).bytes().take_while(u8::is_ascii).count();
        without.replace_range(at..=at, line_end);
    }
    without
}

/// How numbered lines are set.
struct Setting {
    /// The column that nineteen lines of twenty keep.
    measure: usize,
    /// Whether a blank line stands between any two lines, and means nothing.
    is_double: bool,
    /// Whether a paragraph's other lines are deeper than its first.
    is_hanging: bool,
    /// Whether lines end before they are full.
    is_ragged: bool,
}

/// Whether many lines begin with letters for questions and answers: the record of a court, whose lines may be short.
fn asks(text: &str, lines: &[Line], chain: &[usize]) -> bool {
    let is_letter = |at: &&usize| {
        let first = lines[**at].words(text).split_whitespace().next().unwrap_or_default();
        is_letter_for_question(first.trim_end_matches(['.', ':']))
    };
    let count = chain.iter().filter(is_letter).count();
    count >= LETTERS && count * 5 >= chain.len()
}

impl Setting {
    fn of(text: &str, lines: &[Line], filled: &[usize]) -> Setting {
        let mut ends: Vec<usize> = filled.iter().map(|&at| end(text, &lines[at])).collect();
        ends.sort_unstable();
        let measure = ends.get(ends.len() * 19 / 20).copied().unwrap_or_default();
        let pairs = || filled.windows(2).filter(|pair| pair[0] + 1 == pair[1]);
        let is_double = pairs().filter(|pair| lines[pair[1]].is_below_blank).count() * 10 >= pairs().count() * 9;
        let mut setting = Setting { measure, is_double, is_hanging: false, is_ragged: false };
        let breaks = || pairs().filter(|pair| setting.breaks_sentence(text, lines, (pair[0], pair[1])));
        let deeper = breaks().filter(|pair| indent(text, &lines[pair[1]]) >= indent(text, &lines[pair[0]]) + 2).count();
        setting.is_hanging = deeper * 2 > breaks().count();
        setting
    }

    /// Whether a line is so full that the first word of the next would not have fit; a tenth of the width is left to taste.
    fn is_full(&self, text: &str, lines: &[Line], (one, next): (usize, usize)) -> bool {
        let word = lines[next].words(text).split(char::is_whitespace).next().unwrap_or_default();
        // What needs no spaces is broken anywhere.
        let word = if word.starts_with(|first: char| first >= WIDE) { 2 } else { word.chars().take(WORD).count() };
        end(text, &lines[one]) + 1 + word + self.measure / 10 > self.measure
    }

    /// Whether a full line ends inside a sentence.
    fn breaks_sentence(&self, text: &str, lines: &[Line], (one, next): (usize, usize)) -> bool {
        let is_inner = |first: char| is_small(first) || first.is_alphabetic() && !first.is_uppercase() && !first.is_lowercase();
        let (before, after) = (lines[one].words(text), lines[next].words(text));
        let is_inside = !ends_sentence(before) && after.starts_with(is_inner) || divides_word(before, after);
        is_inside && (self.is_ragged || self.is_full(text, lines, (one, next)))
    }

    /// Whether a paragraph goes on from a line to the next that is not blank.
    fn goes_on(&self, text: &str, lines: &[Line], (one, next): (usize, usize), is_new_page: bool) -> bool {
        let is_apart = one + 1 < next || lines[next].is_below_blank && !self.is_double;
        if is_apart && !is_new_page {
            return false;
        }
        let (before, after) = (lines[one].words(text), lines[next].words(text));
        // Lines that are set in the middle are never full.
        if before.ends_with(',') && after.starts_with(is_small) {
            return true;
        }
        let is_deeper = !self.is_hanging && indent(text, &lines[next]) >= indent(text, &lines[one]) + 2;
        self.breaks_sentence(text, lines, (one, next)) || !is_apart && !is_deeper && self.is_full(text, lines, (one, next))
    }
}

/// The white space between a number and the text after it.
fn gap<'t>(text: &'t str, line: &Line) -> &'t str {
    let words = line.words(text).len();
    line.number.map_or("", |number| &text[number.span.end..line.content.end - words])
}

/// The columns between a number and the text after it.
fn indent(text: &str, line: &Line) -> usize {
    gap(text, line).chars().fold(0, column_after)
}

/// The column after the last one of a line, counted from its number.
fn end(text: &str, line: &Line) -> usize {
    let columns = |character: char| if character < WIDE { 1 } else { 2 };
    indent(text, line) + line.words(text).chars().map(columns).sum::<usize>()
}

/// The lines whose numbers count upward, or begin anew.
fn chain(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut pages: Vec<Vec<usize>> = Vec::new();
    let mut last = 0;
    for (at, line) in lines.iter().enumerate() {
        let Some(number) = line.number.filter(|number| !number.is_behind) else { continue };
        if number.value == 1 || pages.is_empty() {
            pages.push(vec![at]);
        } else if let Some(page) = pages.last_mut()
            && (number.value == last + 1 || number.value == last + 2)
        {
            page.push(at);
        } else {
            continue;
        }
        last = number.value;
    }
    // The number of a page may look like the next one of a line.
    let length = most_frequent(pages.iter().map(Vec::len));
    let is_alone = |at: usize| lines[at].words(text).is_empty();
    for page in &mut pages {
        if page.len() == length + 1 && is_alone(page[length]) || page.len() == 1 && is_alone(page[0]) {
            page.pop();
        }
    }
    // What stands before the first page may be anything.
    if pages.len() > 1 && pages[0].len() == 1 {
        pages.remove(0);
    }
    pages.concat()
}

fn most_frequent(lengths: impl Iterator<Item = usize>) -> usize {
    let mut lengths: Vec<usize> = lengths.collect();
    lengths.sort_unstable();
    lengths.chunk_by(usize::eq).max_by_key(|same| same.len()).map_or(0, |same| same[0])
}

/// The text with white space for its numbers.
fn blanked(text: &str, numbers: &[LineNumber]) -> String {
    let mut without = text.to_owned();
    numbers.iter().for_each(|number| blank(&mut without, number.span));
    without
}

/// Puts spaces in the place of characters, one for each byte.
fn blank(text: &mut String, span: Span) {
    text.replace_range(span.range(), &" ".repeat(span.len()));
}

/// The numbers where only some lines have one: each is one step more than the last, and so many lines stand between.
fn some_lines(text: &str, lines: &[Line]) -> Option<LineNumbers> {
    [false, true].into_iter().find_map(|is_behind| {
        let numbered =
            |at: &usize| lines[*at].number.is_some_and(|number| number.is_behind == is_behind && is_apart(text, &lines[*at]));
        let candidates: Vec<usize> = (0..lines.len()).filter(numbered).collect();
        let value = |at: usize| lines[at].number.map_or(0, |number| number.value);
        let step = *[5, 10, 4, 3].iter().find(|step| {
            let fits = candidates.iter().filter(|at| value(**at) % **step == 0 && value(**at) > 0).count();
            fits * 10 >= candidates.len() * 9
        })?;
        let lines_of_step = step as usize;
        let is_next = |pair: &[usize]| {
            let between = pair[1] - pair[0];
            let follows = value(pair[1]) == value(pair[0]) + step || value(pair[1]) == step;
            follows && (lines_of_step..=lines_of_step + UNCOUNTED).contains(&between)
        };
        let kept: Vec<usize> = candidates.iter().copied().filter(|at| value(*at) % step == 0).collect();
        let following = kept.windows(2).filter(|pair| is_next(pair)).count();
        let aligned = if is_behind { kept.len() } else { aligned(text, lines, &kept) };
        if kept.len() < NUMBERS || following * 4 < (kept.len() - 1) * 3 || aligned * 4 < kept.len() * 3 {
            return None;
        }
        let numbers: Vec<LineNumber> = kept.iter().filter_map(|&at| lines[at].line_number(text)).collect();
        let without = blanked(text, &numbers);
        Some(LineNumbers { numbers, without })
    })
}

/// Whether a gap parts a line and its number.
fn is_apart(text: &str, line: &Line) -> bool {
    let Some(number) = line.number else { return false };
    let rest = &text[number.span.end..];
    !line.words(text).is_empty() && (number.is_behind || rest.starts_with("  ") || rest.starts_with('\t'))
}

/// How many lines of some have their text, after the number, in a column in which several lines without one begin.
fn aligned(text: &str, lines: &[Line], numbered: &[usize]) -> usize {
    let mut columns = [0usize; COLUMNS];
    let unnumbered = lines.iter().filter(|line| line.number.is_none());
    unnumbered.for_each(|line| columns[column(text, line.content.start).min(COLUMNS - 1)] += 1);
    let is_aligned = |at: &&usize| {
        let column = lines[**at].line_number(text).map_or(0, |number| column(text, number.text_at));
        columns.get(column).is_some_and(|lines| *lines > 1)
    };
    numbered.iter().filter(is_aligned).count()
}

/// The column of a byte; a tab counts to the next multiple of 8.
fn column(text: &str, at: usize) -> usize {
    let start = text[..at].rfind(['\n', '\r', '\u{c}']).map_or(0, |end| end + 1);
    text[start..at].chars().fold(0, column_after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without its numbers, each white space as one character: `|` for a line end, `/` for a page.
    fn without(text: &str) -> Option<String> {
        let LineNumbers { numbers, without } = find(text)?;
        assert_eq!(without.len(), text.len());
        assert!(numbers.is_sorted_by_key(|number| number.span));
        let lines = without.split(['\n', '\r']).map(|line| line.trim_matches(' ')).collect::<Vec<_>>();
        Some(lines.join("|").replace('\u{c}', "/").replace("|||", "||"))
    }

    const LINES: [&str; 8] = [
        "Q. Where were you when the old pier of the town",
        "fell into the river?",
        "A. At home, with my brother and with the two",
        "children of our neighbor, who had come to stay in",
        "town for the night.",
        "Q. And then?",
        "A. Then we heard a noise like that of a train, and",
        "went down.",
    ];

    fn numbered(line: impl Fn(usize, &str) -> String) -> String {
        LINES.iter().enumerate().map(|(at, words)| line(at + 1, words)).collect()
    }

    #[test]
    fn short_lines_of_questions_and_answers_are_numbered() {
        let lines = [
            "Q.  Your name?",
            "A.  Ann Cole.",
            "Q.  And then?",
            "A.  I waited until the",
            "bell rang and",
            "we went home.",
            "Q.  Alone?",
            "A.  Yes.",
            "MR. DOLE:  Objection.",
            "THE COURT:  Go on.",
        ];
        let text: String = lines.iter().enumerate().map(|(at, words)| format!("{:>2}     {words}\n", at + 1)).collect();
        assert!(without(&text).is_some_and(|text| text.contains("A.  I waited until the|bell rang and|we went home.||Q.")));
        let list: String = lines
            .iter()
            .filter(|line| line.contains(".  "))
            .enumerate()
            .map(|(at, words)| format!("{:>2}     {words}\n", at + 1))
            .collect();
        assert!(without(&list).is_none());
    }

    #[test]
    fn lines_that_count_are_read_without_their_numbers() {
        let expected = "|Q. Where were you when the old pier of the town|fell into the river?||A. At home, with my brother and with the \
                        two|children of our neighbor, who had come to stay in|town for the night.||Q. And then?||A. Then we heard a noise like \
                        that of a train, and|went down.|";
        let check = |line: &dyn Fn(usize, &str) -> String| {
            assert_eq!(without(&numbered(line)).as_deref(), Some(expected));
        };
        check(&|at, words| format!("{at} {words}\n"));
        check(&|at, words| format!("{at:>3}   {words}\n"));
        check(&|at, words| format!("{at}.\t{words}\n"));
        check(&|at, words| format!("{at:>2}  {}{words}\n", if words.starts_with(['Q', 'A']) { "     " } else { "" }));
        check(&|at, words| format!("{at}  {words}\n\n").replace("down.\n\n", "down.\n"));
    }

    #[test]
    fn pages_end_where_the_numbers_begin_anew() {
        let page = numbered(|at, words| format!("{at} {words}\n"));
        let found = without(
            &(page.replace("went down.", "went down to the pier and saw the water of the")
                + &page.replace("Q. Where", "river. Where")),
        )
        .expect("it is numbered");
        assert!(found.contains("|went down to the pier and saw the water of the  /river. Where"), "{found}");
        // A number on a line of its own is that of a page.
        let found = without(&format!("    12\n{page}\n    13\n{page}")).expect("it is numbered");
        assert!(found.starts_with("12|") && found.contains("|13|"), "{found}");
    }

    #[test]
    fn lists_and_paragraphs_with_numbers_are_no_lines() {
        assert!(find(&numbered(|at, _| format!("{at}. Was the old pier of the town open that night?\n"))).is_none());
        assert!(find(&numbered(|at, _| format!("{at}. bread\n"))).is_none());
        // Between two numbers stands another line.
        assert!(find(&numbered(|at, words| format!("{at} {words}\nand more of it\n"))).is_none());
        assert!(find(&numbered(|_, words| format!("{words}\n"))).is_none());
        assert!(find("Year  Boats\n1950  5\n1951  10\n1952  15\n1953  20\n1954  25\n").is_none());
    }

    #[test]
    fn every_fifth_line_may_have_its_number() {
        let text: String = (1..=20)
            .map(|at| format!("{} The sea gives up\n", if at % 5 == 0 { format!("{at:<4}") } else { "    ".to_owned() }))
            .collect();
        let numbers = find(&text).expect("every fifth is numbered").numbers;
        assert_eq!(numbers.len(), 4);
        assert!(numbers.iter().all(|number| !number.is_behind && text[number.text_at..].starts_with("The sea")));
        let text: String =
            (1..=20).map(|at| if at % 5 == 0 { format!("The sea      {at}\n") } else { "The sea gives\n".to_owned() }).collect();
        let numbers = find(&text).expect("every fifth is numbered").numbers;
        assert!(numbers.iter().all(|number| number.is_behind && text[..number.text_at].ends_with("The sea")));
        assert!(find(&text.replace("10\n", "11\n").replace("15\n", "19\n")).is_none());
    }
}
