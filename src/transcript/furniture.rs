//! Page numbers, column numbers and running heads on lines of their own, found over the whole file.
//!
//! A line that names what it is (`Page 12`, `Column 7`) or sets its number off (`- 12 -`) is believed by itself. A bare number is
//! one of a page where such numbers count upward through the file, and pages lie between them; a running head stands beside the
//! number of a page, and comes back.

use rustc_hash::FxHashMap;

use crate::{
    span::Span,
    transcript::{
        Block,
        inlines::{Inline, Mark, Marked},
        layout::{Line, trimmed},
        letters::with_bytes,
        names::is_small,
        pages::{self, ends_sentence},
    },
};

/// The widest line that is looked at, in bytes.
const WIDTH_LIMIT: usize = 160;

/// The fewest lines from one bare number to the next, on the average, where none of them cuts a sentence.
const PAGE_LINES: usize = 20;

/// The fewest bytes from one bare number to the next, on the average, where lines are long or pages small; for so many numbers at
/// least, of which one in so many cuts a sentence, or one in so many stands after a line that ends with no mark.
const PAGE_BYTES: usize = 300;
const SOME_PAGES: usize = 8;
const RARELY_CUT: usize = 16;
const OFTEN_OPEN: usize = 8;

/// The most lines between the number of a page and a running head.
const HEAD_REACH: usize = 2;

/// A line that is no part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Furniture {
    pub(super) line: usize,
    /// Whether its number is that of a column.
    pub(super) is_column: bool,
    /// The number, with all that states it.
    pub(super) number: Option<(Span, String)>,
    /// A running head.
    pub(super) head: Option<Span>,
}

impl Furniture {
    /// The parts of the line in the order of the text.
    fn parts<P>(&self, number: impl Fn(Span, &str) -> P, head: impl Fn(Span) -> P) -> Vec<P> {
        let mut parts: Vec<(Span, P)> = self.head.map(|span| (span, head(span))).into_iter().collect();
        parts.extend(self.number.as_ref().map(|(span, words)| (*span, number(*span, words))));
        parts.sort_by_key(|(span, _)| *span);
        parts.into_iter().map(|(_, part)| part).collect()
    }

    /// The line between paragraphs.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let number =
            |span, number: &str| Block::Page { mark: Some(span), number: Some(number.to_owned()), is_column: self.is_column };
        self.parts(number, Block::RunningHead)
    }

    /// The line inside a paragraph.
    pub(super) fn inlines(&self, is_inside_word: bool) -> Vec<Inline> {
        let number = |span, number: &str| Inline::beginning(span, number, self.is_column, is_inside_word);
        self.parts(number, |span| Marked::inline(Mark::RunningHead, vec![Inline::Text(span)]))
    }
}

/// A bare number, perhaps with a head beside it.
struct Bare {
    line: usize,
    value: u32,
    number: Span,
    head: Option<Span>,
}

/// Finds these lines, in order.
pub(super) fn find(text: &str, lines: &[Line]) -> Vec<Furniture> {
    let mut found: Vec<Furniture> = Vec::new();
    let mut bare: Vec<Bare> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let content = line.content;
        if content.is_empty() || content.len() > WIDTH_LIMIT {
            continue;
        }
        let bytes = &text.as_bytes()[content.range()];
        let (first, last) = (bytes[0], bytes[bytes.len() - 1]);
        let words = &text[content.range()];
        if let Some((is_column, number, span)) = stated(words, content) {
            let rest = Span::new(span.end, content.end);
            let head = head(text, rest);
            found.push(Furniture { line: index, is_column, number: Some((span, number)), head });
        } else if first.is_ascii_digit() || last.is_ascii_digit() {
            bare.extend(numbered(text, content, index));
        }
    }
    if let Some(chain) = chain(text, lines, &bare) {
        found.extend(chain.into_iter().map(|at| {
            let Bare { line, number, head, .. } = &bare[at];
            let words = text[number.range()].to_owned();
            Furniture { line: *line, is_column: false, number: Some((*number, words)), head: *head }
        }));
        found.sort_unstable_by_key(|furniture| furniture.line);
    }
    let heads = heads(text, lines, &found);
    found.extend(heads);
    found.sort_unstable_by_key(|furniture| furniture.line);
    found
}

fn is_filled(lines: &[Line], line: usize) -> bool {
    lines.get(line).is_some_and(|line| !line.content.is_empty())
}

/// What of a line is left, if anything is: marks without a letter are a head, too, since what stands beside a number is never lost.
fn head(text: &str, span: Span) -> Option<Span> {
    Some(trimmed(text, span)).filter(|head| !head.is_empty())
}

/// A number that a line states by a word or by the marks around it: whether it is of a column, the number, and its span.
fn stated(words: &str, content: Span) -> Option<(bool, String, Span)> {
    if let Some((is_column, number)) = pages::stated(words) {
        return Some((is_column, number, content));
    }
    // `PAGE 02   PORT ELGIN  041530Z`: capitals, and a gap before what follows.
    let gap = memchr::memchr(b' ', words.as_bytes())?;
    // Most lines have no figure there.
    words.as_bytes().get(gap + 1).filter(|byte| byte.is_ascii_digit())?;
    let (head, rest) = (&words[..gap], &words[gap + 1..]);
    let number: &str = &rest[..rest.len() - rest.trim_start_matches(|character: char| character.is_ascii_digit()).len()];
    let is_apart = rest[number.len()..].starts_with("  ") || rest[number.len()..].starts_with('\t');
    if !is_apart || !(1..=4).contains(&number.len()) || !head.chars().all(char::is_uppercase) {
        return None;
    }
    let length = head.len() + 1 + number.len();
    let (is_column, number) = pages::stated(&words[..length])?;
    Some((is_column, number, Span::new(content.start, content.start + length)))
}

/// A line of a number alone, or of a number and a head, with a gap between them.
fn numbered(text: &str, content: Span, line: usize) -> Option<Bare> {
    let words = &text[content.range()];
    let is_digit = |character: char| character.is_ascii_digit();
    let leading = words.len() - words.trim_start_matches(is_digit).len();
    let trailing = words.len() - words.trim_end_matches(is_digit).len();
    let (number, head) = if leading == words.len() {
        (content, None)
    } else if leading > 0 && starts_gap(&words[leading..]) {
        (Span::new(content.start, content.start + leading), head(text, Span::new(content.start + leading, content.end)))
    } else if trailing > 0 && ends_gap(&words[..words.len() - trailing]) {
        (Span::new(content.end - trailing, content.end), head(text, Span::new(content.start, content.end - trailing)))
    } else {
        return None;
    };
    let value = text[number.range()].parse().ok().filter(|_| (1..=4).contains(&number.len()))?;
    Some(Bare { line, value, number, head })
}

fn starts_gap(words: &str) -> bool {
    words.starts_with("   ") || words.starts_with('\t')
}

fn ends_gap(words: &str) -> bool {
    words.ends_with("   ") || words.ends_with('\t')
}

/// Which bare numbers count pages: each is one more than the one before, nearly all of the file's are so, and a sentence goes
/// on after one of them, or pages of text lie between them.
fn chain(text: &str, lines: &[Line], bare: &[Bare]) -> Option<Vec<usize>> {
    let mut best: Vec<usize> = Vec::new();
    let mut current: Vec<usize> = Vec::new();
    for (at, number) in bare.iter().enumerate() {
        let follows = current.last().is_some_and(|&last: &usize| {
            let step = number.value.wrapping_sub(bare[last].value);
            step == 1 || step == 2
        });
        if !follows {
            if current.len() > best.len() {
                best = std::mem::take(&mut current);
            }
            current.clear();
        }
        current.push(at);
    }
    if current.len() > best.len() {
        best = current;
    }
    let alone = bare.iter().filter(|number| number.head.is_none()).count();
    let in_chain = best.iter().filter(|&&at| bare[at].head.is_none()).count();
    let (first, last) = (best.first()?, best.last()?);
    let between = bare[*last].line - bare[*first].line;
    let is_whole = in_chain * 4 >= alone * 3 && best.len() >= 2;
    let cuts = |at: &&usize| cuts_sentence(text, lines, bare[**at].line);
    let is_of_pages = || {
        let cuts = best.iter().filter(cuts).count();
        // Lines that are not broken at a width are long, and a page has few of them. Parts of a text may be counted, too, but hardly
        // any of those goes on from the one before.
        let bytes = (bare[*last].number.start - bare[*first].number.end) / (best.len() - 1);
        let is_open = |at: &&usize| goes_on(text, lines, bare[**at].line);
        let are_cut = || cuts * RARELY_CUT >= best.len() || best.iter().filter(is_open).count() * OFTEN_OPEN >= best.len();
        let are_long = bytes >= PAGE_BYTES && best.len() >= SOME_PAGES && are_cut();
        cuts * 4 >= best.len() || between >= PAGE_LINES * (best.len() - 1) || are_long
    };
    (is_whole && is_of_pages()).then_some(best)
}

/// Whether the words before a line end with a letter or a comma: verse goes on with a capital.
fn goes_on(text: &str, lines: &[Line], line: usize) -> bool {
    let before = (0..line).rev().take(2 + HEAD_REACH).find(|&line| is_filled(lines, line));
    before.is_some_and(|line| text[lines[line].content.range()].ends_with(|last: char| last.is_alphabetic() || last == ','))
}

/// Whether a sentence goes on from before a line to after it; beside the line another of few words may stand.
fn cuts_sentence(text: &str, lines: &[Line], line: usize) -> bool {
    let words = |line: usize| &text[lines[line].content.range()];
    let before = (0..line).rev().take(2 + HEAD_REACH).find(|&line| is_filled(lines, line) && words(line).contains(is_small));
    let after =
        (line + 1..lines.len()).take(2 + HEAD_REACH).find(|&line| is_filled(lines, line) && words(line).contains(is_small));
    before.zip(after).is_some_and(|(before, after)| !ends_sentence(words(before)) && words(after).starts_with(is_small))
}

/// Lines beside numbers of pages that come back there.
fn heads(text: &str, lines: &[Line], found: &[Furniture]) -> Vec<Furniture> {
    let mut candidates: Vec<usize> = Vec::new();
    for furniture in found {
        let beside = |step: isize| {
            let places = (1..=HEAD_REACH).map_while(|by| furniture.line.checked_add_signed(step * by.cast_signed()));
            let mut places = places.take_while(|&line| line < lines.len());
            places.find(|&line| is_filled(lines, line)).filter(|&line| lines[line].content.len() <= WIDTH_LIMIT)
        };
        candidates.extend([beside(-1), beside(1)].into_iter().flatten());
    }
    // The last page may have a head, and no number.
    let last = (0..lines.len()).rev().find(|&line| is_filled(lines, line));
    candidates.extend(last.filter(|&line| !found.is_empty() && lines[line].content.len() <= WIDTH_LIMIT));
    candidates.sort_unstable();
    candidates.dedup();
    candidates.retain(|line| found.binary_search_by_key(line, |furniture| furniture.line).is_err());
    // How often each stands beside a page, and how often elsewhere: what comes back there is a label or a refrain.
    let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    let mut key = String::new();
    for &line in &candidates {
        without_figures(&text[lines[line].content.range()], &mut key);
        match counts.get_mut(&key) {
            Some((beside, _)) => *beside += 1,
            None => drop(counts.insert(key.clone(), (1, 0))),
        }
    }
    counts.retain(|_, (beside, _)| *beside > 1);
    if counts.is_empty() {
        return Vec::new();
    }
    // The bytes at both ends and the lengths first: few lines have those of a head.
    let mut firsts = with_bytes([false; 256], b"0123456789");
    let mut lasts = firsts;
    for key in counts.keys().map(|key| key.as_bytes()).filter(|key| !key.is_empty()) {
        firsts[usize::from(key[0])] = true;
        lasts[usize::from(key[key.len() - 1])] = true;
    }
    let mut lengths = [false; WIDTH_LIMIT + 1];
    counts.keys().for_each(|key| lengths[key.len()] = true);
    let widest = counts.keys().map(String::len).max().unwrap_or_default();
    for line in lines.iter().filter(|line| !line.content.is_empty() && line.content.len() <= widest + 8) {
        let words = &text[line.content.range()];
        let bytes = words.as_bytes();
        if !firsts[usize::from(bytes[0])] || !lasts[usize::from(bytes[bytes.len() - 1])] {
            continue;
        }
        let length = words.bytes().filter(|byte| !byte.is_ascii_digit()).count();
        if length > widest || !lengths[length] {
            continue;
        }
        let has_figures = length < words.len();
        if has_figures {
            without_figures(words, &mut key);
        }
        if let Some((_, all)) = counts.get_mut(if has_figures { key.as_str() } else { words }) {
            *all += 1;
        }
    }
    let mut is_head = |line: &usize| {
        let content = lines[*line].content;
        let words = &text[content.range()];
        without_figures(words, &mut key);
        // Once it may stand elsewhere, as the title.
        let is_of_pages = counts.get(&key).is_some_and(|(beside, all)| *all <= beside + 1);
        is_of_pages
            && !words.starts_with(is_small)
            && words.contains(char::is_alphabetic)
            && !ends_sentence(words)
            && !words.contains(':')
    };
    let head = |line: usize| Furniture { line, is_column: false, number: None, head: Some(lines[line].content) };
    candidates.retain(|line| is_head(line));
    candidates.into_iter().map(head).collect()
}

/// Writes the words of a line without its figures over what `out` holds: running heads may have a number that changes.
fn without_figures(words: &str, out: &mut String) {
    out.clear();
    words.split(|character: char| character.is_ascii_digit()).for_each(|part| out.push_str(part));
}

#[cfg(test)]
mod tests {
    use crate::transcript::layout::Layout;

    /// What is found, line by line: `12`, `THE HEAD`, `column 7`.
    fn found(text: &str) -> Vec<String> {
        let layout = Layout::of(text);
        let furniture = (0..layout.lines.len()).filter_map(|line| layout.furniture(line));
        let words = furniture.flat_map(|furniture| {
            let column = if furniture.is_column { "column " } else { "" };
            let number = furniture.number.as_ref().map(|(_, number)| format!("{column}{number}"));
            number.into_iter().chain(furniture.head.map(|head| text[head.range()].to_owned()))
        });
        words.collect()
    }

    #[test]
    fn bare_numbers_count_pages_where_sentences_go_on() {
        let page = |number: &str| {
            let whose = if number == "13" { "mine" } else { "yours" };
            format!("They spoke of {whose}, the old\n\n{number}\n\npier and {whose}, too.\n\n")
        };
        assert_eq!(found(&(page("12") + &page("13"))), ["12", "13"]);
        assert_eq!(
            found("Of the\n\n12     THE PIER\n\nold.\n\nAnd\n\nTHE PIER     13\n\nso.\n"),
            ["12", "THE PIER", "13", "THE PIER"]
        );
        assert_eq!(found("Of the\n\nTHE PIER\n12\n\nold.\n\nAnd\n\nTHE PIER\n13\n\nso.\n"), ["THE PIER", "12", "THE PIER", "13"]);
        // What stands elsewhere, too, is a label.
        let label = "THE MAYOR\nOf the\n\n";
        assert_eq!(found(&format!("{label}THE MAYOR\n12\n\nold.\n\n{label}THE MAYOR\n13\n\nso.\n")), ["12", "13"]);
        // Numbers that do not count, and numbers of what is no page.
        assert!(found(&(page("12") + &page("7"))).is_empty());
        assert!(found("1\n\nThe pier is old.\n\n2\n\nThe mole is new.\n").is_empty());
        assert!(found("1949      200\n1950      250\n").is_empty());
    }

    #[test]
    fn a_line_that_says_what_it_is_is_believed() {
        assert_eq!(found("Yes.\n\n- 14 -\n\nNo.\n\nColumn 177\n\nYes.\n"), ["14", "column 177"]);
        assert_eq!(found("PAGE 02   PORT ELGIN\n"), ["02", "PORT ELGIN"]);
    }
}
