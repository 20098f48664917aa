//! Running text: brackets, quotation marks, note calls and line ends, each matched within limits.

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    tei::document::Certainty,
    transcript::{
        labels::whole_time,
        layout::Layout,
        letters::with_lowercase,
        names, notes,
        vocabulary::{WORDS, entry_of},
    },
};

/// The deepest nesting of brackets and quotations that becomes markup; what lies deeper stays text.
const DEPTH_LIMIT: usize = 6;

/// The longest text between a bracket and its partner, in bytes; a longer one is not taken for a pair.
const BRACKET_LIMIT: usize = 2_000;

/// The longest bracket for an action in a record, in bytes and in words.
const ACTION_LIMIT: usize = 80;
const ACTION_WORDS: usize = 4;

/// A part of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text as it stands.
    Text(Span),
    /// White space for which other white space stands in the TEI: none, a space or a line feed.
    Space {
        /// The white space of the source.
        span: Span,
        /// What stands for it.
        with: &'static str,
    },
    /// A line end whose place matters.
    LineEnd,
    /// A line end inside a word, after a hyphen.
    BrokenWord,
    /// Matter that is not there, by the source's own word.
    Gap {
        /// The words that say so.
        span: Span,
        /// Why, as `@reason` has it.
        reason: &'static str,
    },
    /// The call of a note.
    Call {
        /// The characters of the call.
        span: Span,
        /// The note, as an index into [`super::Transcript::notes`].
        note: usize,
    },
    /// A page turn inside a paragraph that no mark shows.
    PageTurn(Certainty),
    /// A page number inside a paragraph.
    Page {
        /// The characters that state it.
        span: Span,
        /// The number.
        number: Option<Box<str>>,
    },
    /// A time in the recording.
    Time {
        /// The characters that state it.
        span: Span,
        /// The time itself.
        time: Box<str>,
    },
    /// Text that a mark encloses; held apart, so that plain text takes little memory.
    Marked(Box<Marked>),
}

/// Text that a mark encloses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What the mark says.
    pub mark: Mark,
    /// Bytes that become markup: the keyword and the brackets of `[unclear: word?]`.
    pub tags: Vec<Span>,
    /// The text.
    pub inlines: Vec<Inline>,
}

impl Marked {
    /// Text that a mark encloses whose own bytes stay text.
    pub(super) fn inline(mark: Mark, inlines: Vec<Inline>) -> Inline {
        Inline::Marked(Box::new(Marked { mark, tags: Vec::new(), inlines }))
    }
}

/// What the marks around a piece of text say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An explanation in square brackets.
    Gloss(Gloss),
    /// A doubtful reading.
    Unclear,
    /// Words that describe what is not there, with `@reason`: `[dollar amount not declassified]`.
    Lacuna(String),
    /// Words that complete the sentence.
    Supplied,
    /// Quotation marks, and nothing that says what kind of quotation.
    Quoted,
    /// Quotation marks after a verb of speaking.
    Said,
    /// Quotation marks around a word from which the speaker keeps a distance.
    SoCalled,
    /// A date, as `@when` has it.
    Date(String),
    /// The heading of a note.
    NoteHeading,
    /// What is done or heard: `[laughs]`.
    Direction,
}

/// What a gloss explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gloss {
    /// The office of a person whose name stands beside it.
    Role,
    /// Another spelling of the name before it.
    Romanization,
    /// A mark of the editor such as `[sic]`.
    Sic,
    /// Anything else.
    Other,
}

/// What line ends inside running text become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnds {
    /// They stay line ends, and mean nothing.
    Keep,
    /// They become spaces.
    Space,
    /// Their places matter.
    Mark,
}

/// What the reading of running text needs to know of the whole file.
pub(super) struct Reader<'r> {
    pub(super) text: &'r str,
    pub(super) layout: &'r Layout,
    /// For each number by which a note is called, the note's index.
    pub(super) notes: &'r notes::Index,
    /// Whether quotation marks point inward: `»so«`, not `«so»`.
    pub(super) quotes_inward: bool,
    /// Which brackets are directions here wherever they stand.
    pub(super) brackets: Brackets,
    /// Whether what is read stands in a direction, where no other begins.
    pub(super) is_inside_direction: bool,
    /// Findings about brackets that stay open.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Which brackets a file uses for directions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brackets {
    /// `(aside)`.
    pub(super) round: bool,
    /// `[aside]`.
    pub(super) square: bool,
}

impl Brackets {
    fn are_directions(self, open: char) -> bool {
        match open {
            '(' => self.round,
            '[' => self.square,
            _ => false,
        }
    }
}

/// The bytes with which brackets and quotation marks begin, and few other characters.
static STARTS_MARK: [bool; 256] = {
    let mut bytes = [false; 256];
    let marks = b"\"()[]`\xc2\xe2\xef";
    let mut index = 0;
    while index < marks.len() {
        bytes[marks[index] as usize] = true;
        index += 1;
    }
    bytes
};

/// A pair of marks, and all that is inside: from the first byte of the opening mark to after the closing one.
#[derive(Clone, Copy, Debug)]
struct Pair {
    outer: Span,
    open: char,
    /// The lengths of the two marks, in bytes.
    lengths: (usize, usize),
}

impl Reader<'_> {
    /// Reads some lines from `start` on (a byte of the first of them) as running text.
    pub(super) fn read(&mut self, lines: &std::ops::Range<usize>, start: usize, line_ends: LineEnds) -> Vec<Inline> {
        let span = Span::new(start, self.layout.lines[lines.end - 1].content.end);
        self.read_span(span, lines, line_ends)
    }

    /// Reads a part of some lines as running text.
    pub(super) fn read_span(&mut self, span: Span, lines: &std::ops::Range<usize>, line_ends: LineEnds) -> Vec<Inline> {
        let pairs = self.pairs(span);
        self.with_pairs(&pairs, span, lines, line_ends)
    }

    /// Reads a direction: the bracket with which it begins is its own, and says nothing else.
    pub(super) fn direction(&mut self, span: Span, lines: &std::ops::Range<usize>) -> Vec<Inline> {
        let mut pairs = self.pairs(span);
        pairs.retain(|pair| pair.outer.start != span.start || !matches!(pair.open, '[' | '('));
        let was_inside = std::mem::replace(&mut self.is_inside_direction, true);
        let inlines = self.with_pairs(&pairs, span, lines, LineEnds::Keep);
        self.is_inside_direction = was_inside;
        inlines
    }

    /// Reads a part of some lines as running text whose line ends mean nothing.
    pub(super) fn flowing(&mut self, span: Span, lines: &std::ops::Range<usize>) -> Vec<Inline> {
        self.read_span(span, lines, LineEnds::Keep)
    }

    /// Reads a part of some lines as text and line ends alone.
    pub(super) fn plain(&mut self, span: Span, lines: &std::ops::Range<usize>, line_ends: LineEnds) -> Vec<Inline> {
        self.with_pairs(&[], span, lines, line_ends)
    }

    fn with_pairs(&mut self, mut pairs: &[Pair], span: Span, lines: &std::ops::Range<usize>, line_ends: LineEnds) -> Vec<Inline> {
        let holds_layout = memchr::memchr2(0x0b, 0x0c, &self.text.as_bytes()[span.range()]).is_some();
        if pairs.is_empty() && lines.len() == 1 && !span.is_empty() && !holds_layout {
            return vec![Inline::Text(span)];
        }
        let joints: Vec<Span> = (lines.start + 1..lines.end)
            .map(|line| Span::new(self.layout.lines[line - 1].content.end, self.layout.lines[line].content.start))
            .filter(|joint| span.contains(*joint))
            .collect();
        let mut joints = Joints { text: self.text, spans: &joints, line_ends, is_wrapped: self.layout.is_wrapped };
        let mut out = Vec::new();
        self.sequence(span, &mut pairs, &mut joints, &mut out);
        // A long text has millions of these lists, and they stay until it is written.
        out.shrink_to_fit();
        out
    }

    /// Finds the pairs of brackets and quotation marks that nest properly, sorted by where they open.
    fn pairs(&mut self, span: Span) -> Vec<Pair> {
        let text = self.text;
        let mut open: Vec<(usize, char)> = Vec::new();
        // Where square brackets stand in `open`, so that no search is longer than the text that it closes.
        let mut brackets: Vec<usize> = Vec::new();
        let mut pairs: Vec<Pair> = Vec::new();
        let mut unpaired: Option<(usize, usize)> = None;
        let words = &text[span.range()];
        let mut at = 0;
        while let Some(skipped) = words.as_bytes()[at..].iter().position(|byte| STARTS_MARK[usize::from(*byte)]) {
            let before = &words[..at + skipped];
            let mut characters = words[before.len()..].chars();
            let (Some(character), next) = (characters.next(), characters.clone().next()) else { break };
            let previous = before.chars().next_back();
            let whole = if character == '`' { backticks(&words[before.len()..]) } else { self.action(&words[before.len()..]) };
            if let Some((open, length)) = whole {
                let start = span.start + before.len();
                let marks = if open == '(' { (character.len_utf8(), character.len_utf8()) } else { (2, 2) };
                pairs.push(Pair { outer: Span::new(start, start + length), open, lengths: marks });
                at = before.len() + length;
                continue;
            }
            at = words.len() - characters.as_str().len();
            let at = span.start + before.len();
            let character_side = match character {
                '(' if self.brackets.round => Some(Side::Open),
                ')' if self.brackets.round => Some(Side::Close(&['('])),
                _ => side(if self.quotes_inward { turned(character) } else { character }, previous, next),
            };
            match character_side {
                Some(Side::Open) => {
                    if character == '[' {
                        brackets.push(open.len());
                    }
                    open.push((at, if self.quotes_inward { turned(character) } else { character }));
                }
                Some(Side::Close(partners)) => {
                    let found = if character == ']' {
                        brackets.pop()
                    } else {
                        // A quotation mark pairs within the innermost bracket only, and not over many open marks.
                        let fence = brackets.last().map_or(0, |bracket| bracket + 1).max(open.len().saturating_sub(64));
                        open[fence..].iter().rposition(|(_, mark)| partners.contains(mark)).map(|found| fence + found)
                    };
                    if let Some(found) = found {
                        let (start, mark) = open[found];
                        open.truncate(found);
                        let outer = Span::new(start, at + character.len_utf8());
                        if !matches!(mark, '[' | '(') || outer.len() <= BRACKET_LIMIT {
                            pairs.push(Pair { outer, open: mark, lengths: (mark.len_utf8(), character.len_utf8()) });
                        }
                    } else if character == ']' {
                        unpaired = Some((unpaired.map_or(at, |(first, _)| first), unpaired.map_or(1, |(_, count)| count + 1)));
                    }
                }
                None => {}
            }
        }
        for (at, _) in open.iter().filter(|(_, mark)| *mark == '[') {
            unpaired = Some((unpaired.map_or(*at, |(first, _)| first.min(*at)), unpaired.map_or(1, |(_, count)| count + 1)));
        }
        if let Some((at, count)) = unpaired {
            self.diagnostics.push(unpaired_bracket(text, at, count));
        }
        pairs.sort_by_key(|pair| (pair.outer.start, std::cmp::Reverse(pair.outer.end)));
        let mut ends: Vec<usize> = Vec::new();
        pairs.retain(|pair| {
            while ends.last().is_some_and(|&end| end <= pair.outer.start) {
                ends.pop();
            }
            let is_kept = ends.len() < DEPTH_LIMIT;
            if is_kept {
                ends.push(pair.outer.end);
            }
            is_kept
        });
        pairs
    }

    /// A short bracket that tells what is done or heard, where brackets are no directions otherwise: `(Risas.)`.
    fn action(&self, words: &str) -> Option<(char, usize)> {
        let (inside, close) = match words.chars().next()? {
            '(' if !self.brackets.round => (&words[1..], ')'),
            '（' => (&words['（'.len_utf8()..], '）'),
            _ => return None,
        };
        let near = &inside[..inside.floor_char_boundary(ACTION_LIMIT)];
        let end = near.find(['(', ')', '（', '）', '[', ']', '\n'])?;
        (near[end..].starts_with(close) && is_action(&inside[..end]))
            .then(|| ('(', words.len() - inside.len() + end + close.len_utf8()))
    }

    /// Writes what lies in `span`, taking the pairs that open in it from the front of `pairs`.
    fn sequence(&mut self, span: Span, pairs: &mut &[Pair], joints: &mut Joints<'_>, out: &mut Vec<Inline>) {
        let mut at = span.start;
        while let Some((pair, rest)) = pairs.split_first()
            && pair.outer.start < span.end
        {
            *pairs = rest;
            let Some((replaced, inline)) = self.pair(pair, pairs, joints, at, out) else { continue };
            debug_assert!(replaced.start >= at, "pairs nest");
            out.push(inline);
            at = replaced.end;
        }
        joints.text(Span::new(at, span.end), out);
    }

    /// Reads one pair; writes the text before it; gives the bytes that it takes and what stands for them, or nothing where it
    /// is only text.
    fn pair(
        &mut self,
        pair: &Pair,
        pairs: &mut &[Pair],
        joints: &mut Joints<'_>,
        at: usize,
        out: &mut Vec<Inline>,
    ) -> Option<(Span, Inline)> {
        let inner = Span::new(pair.outer.start + pair.lengths.0, pair.outer.end - pair.lengths.1);
        let words = self.text[inner.range()].trim();
        if words.is_empty() {
            return None;
        }
        if pair.open == '(' {
            if self.is_inside_direction {
                return None;
            }
            joints.text(Span::new(at, pair.outer.start), out);
            return Some((pair.outer, self.enclosed(Mark::Direction, pair.outer, pairs, joints)));
        }
        if pair.open != '[' {
            joints.text(Span::new(at, pair.outer.start), out);
            let mark = self.quotation(pair.outer, words);
            return Some((pair.outer, self.enclosed(mark, pair.outer, pairs, joints)));
        }
        // The caret of `^[1]` belongs to the call.
        let caret = usize::from(pair.outer.start > at && self.text[..pair.outer.start].ends_with('^'));
        let outer = Span::new(pair.outer.start - caret, pair.outer.end);
        let leaf = self.leaf(words, outer);
        if let Some(inline) = leaf {
            skip_inside(pairs, outer);
            joints.text(Span::new(at, outer.start), out);
            joints.skip(outer);
            return Some((outer, inline));
        }
        if self.brackets.square && self.is_inside_direction {
            return None;
        }
        joints.text(Span::new(at, pair.outer.start), out);
        if let Some(reading) = self.unclear(inner) {
            let tags = vec![Span::new(pair.outer.start, reading.start), Span::new(reading.end, pair.outer.end)];
            skip_inside(pairs, Span::new(pair.outer.start, reading.start));
            joints.skip(tags[0]);
            let inlines = self.inside(&Mark::Unclear, reading, pairs, joints);
            joints.skip(tags[1]);
            return Some((pair.outer, Inline::Marked(Box::new(Marked { mark: Mark::Unclear, tags, inlines }))));
        }
        let mark = self.bracket(pair.outer, words);
        Some((pair.outer, self.enclosed(mark, pair.outer, pairs, joints)))
    }

    fn enclosed(&mut self, mark: Mark, span: Span, pairs: &mut &[Pair], joints: &mut Joints<'_>) -> Inline {
        let inlines = self.inside(&mark, span, pairs, joints);
        Marked::inline(mark, inlines)
    }

    fn inside(&mut self, mark: &Mark, span: Span, pairs: &mut &[Pair], joints: &mut Joints<'_>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let was_inside = self.is_inside_direction;
        self.is_inside_direction |= *mark == Mark::Direction;
        self.sequence(span, pairs, joints, &mut inlines);
        inlines.shrink_to_fit();
        self.is_inside_direction = was_inside;
        inlines
    }

    /// What stands for a bracket and all that is in it, where that is one thing: a gap, a call, a page number.
    fn leaf(&self, words: &str, span: Span) -> Option<Inline> {
        let lower = words.to_lowercase();
        if let Some(note) = notes::called(self.notes, words, span.start) {
            return Some(Inline::Call { span, note });
        }
        if whole_time(words).is_some() {
            return Some(Inline::Time { span, time: words.into() });
        }
        if let Some(number) = page_number(words) {
            return Some(Inline::Page { span, number: Some(number.into_boxed_str()) });
        }
        let state = lower.trim_matches(|character: char| !character.is_alphanumeric() && character != '.' && character != '…');
        let reason = entry_of(&WORDS.marks.gaps, state)?;
        Some(Inline::Gap { span, reason })
    }

    /// Why something is not there that a bracket describes: `three words illegible`, `less than 1 line not declassified`.
    ///
    /// Few words that end with the reason; words such as `missing` can end any remark, and need a number.
    fn lacuna(words: &str) -> Option<String> {
        let lower = words.to_lowercase();
        let state = lower.trim_matches(|character: char| !character.is_alphanumeric());
        if state.split_whitespace().count() > 6 {
            return None;
        }
        let has_number = state.chars().any(|character| character.is_ascii_digit());
        let ends_with = |word: &str| state.strip_suffix(word).is_some_and(|before| before.ends_with(' '));
        let named = |words: &Vec<String>| words.iter().any(|word| word.len() > 4 && ends_with(word));
        let says_so = |reason: &str| has_number || matches!(reason, "illegible" | "inaudible" | "redacted");
        let mut found = WORDS.marks.gaps.iter().filter(|(reason, words)| says_so(reason) && named(words));
        found.next().map(|(reason, _)| reason.clone())
    }

    /// The doubtful reading in `[unclear: word?]`, without the keyword and the question mark.
    fn unclear(&self, inner: Span) -> Option<Span> {
        let words = &self.text[inner.range()];
        let (keyword, reading) = words.split_once(':')?;
        if !WORDS.marks.unclear.words.contains(&keyword.trim().to_lowercase()) {
            return None;
        }
        let start = inner.end - reading.trim_start().len();
        let reading = reading.trim().trim_end_matches('?').trim_end();
        (!reading.is_empty()).then(|| Span::new(start, start + reading.len()))
    }

    /// What an explaining bracket says, by its words and by what stands beside it.
    fn bracket(&self, outer: Span, words: &str) -> Mark {
        let lower = words.to_lowercase();
        if WORDS.marks.editorial.sic.contains(&lower) || WORDS.marks.editorial.emphasis.contains(&lower) {
            return Mark::Gloss(Gloss::Sic);
        }
        if let Some(reason) = Self::lacuna(words) {
            return Mark::Lacuna(reason);
        }
        if self.brackets.are_directions('[') {
            return Mark::Direction;
        }
        if is_action(words) {
            return Mark::Direction;
        }
        let before = names::name_before(&self.text[..outer.start]);
        let starts_lower = words.chars().next().is_some_and(char::is_lowercase);
        if starts_lower && words.split_whitespace().count() <= 4 && !words.contains([':', '.', ';']) {
            return Mark::Supplied;
        }
        if let Some(name) = before
            && names::is_other_spelling(name, words)
        {
            return Mark::Gloss(Gloss::Romanization);
        }
        let names_an_office = names::has_office_word(words);
        let beside_a_name = before.is_some() || names::name_after(&self.text[outer.end..]).is_some();
        Mark::Gloss(if names_an_office && beside_a_name { Gloss::Role } else { Gloss::Other })
    }

    /// What a quotation is, by the words before it and by its own.
    fn quotation(&self, outer: Span, words: &str) -> Mark {
        let before = &self.text[..outer.start];
        let before = before.get(before.floor_char_boundary(before.len().saturating_sub(60))..).unwrap_or_default();
        let is_in_sentence = !before.trim_end().ends_with(['.', '!', '?', '\n']);
        let mut last = before.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).rev().take(3);
        if is_in_sentence && last.any(|word| WORDS.marks.speaking.verbs.contains(&word.to_lowercase())) {
            return Mark::Said;
        }
        let is_one_word = words.split_whitespace().count() == 1;
        let starts_lower = words.chars().next().is_some_and(char::is_lowercase);
        if is_one_word && starts_lower && words.chars().all(char::is_alphabetic) { Mark::SoCalled } else { Mark::Quoted }
    }
}

/// Whether few words tell what is done or heard: the first is a word for that.
fn is_action(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let is_known =
        |word: &str| WORDS.marks.actions.words.contains(word.trim_matches(|character: char| !character.is_alphabetic()));
    words.split_whitespace().nth(ACTION_WORDS).is_none() && with_lowercase(first, is_known)
}

/// A quotation between two backticks and two apostrophes, with no other mark inside.
fn backticks(words: &str) -> Option<(char, usize)> {
    let inside = words.strip_prefix("``")?;
    let near = &inside[..inside.floor_char_boundary(BRACKET_LIMIT.min(inside.len()))];
    let end = near.find("''")?;
    let is_plain = !near[..end].contains(['[', ']', '"', '“', '”', '„', '«', '»', '`', '(', ')']);
    (end > 0 && is_plain).then_some(('`', end + 4))
}

/// The span from the first to the last byte of some inlines.
pub fn cover(inlines: &[Inline]) -> Option<Span> {
    inlines.iter().filter_map(span_of).reduce(Span::cover)
}

fn span_of(inline: &Inline) -> Option<Span> {
    match inline {
        Inline::Text(span)
        | Inline::Space { span, .. }
        | Inline::Gap { span, .. }
        | Inline::Call { span, .. }
        | Inline::Page { span, .. }
        | Inline::Time { span, .. } => Some(*span),
        Inline::Marked(marked) => marked.tags.iter().copied().chain(cover(&marked.inlines)).reduce(Span::cover),
        Inline::LineEnd | Inline::BrokenWord | Inline::PageTurn(_) => None,
    }
}

/// `Page 787`, `p. 12`, `Seite xii`: the number, from the words of a bracket.
///
/// One letter before a full stop could be an initial; it needs figures after it.
pub(super) fn page_number(words: &str) -> Option<String> {
    const WORDS_FOR_PAGE: [&str; 7] = ["page ", "pg. ", "seite ", "стр. ", "strana ", "p. ", "s. "];
    let lower = words.to_lowercase();
    let keyword = WORDS_FOR_PAGE.iter().find(|word| lower.starts_with(**word))?;
    // Lower case can be longer than the original; the keyword is found in both by its words.
    let number = words.split_once(char::is_whitespace)?.1.trim();
    let digits = number.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let is_figure =
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) && number.len() - digits.len() <= 1 && digits.len() <= 6;
    let is_roman = !number.is_empty() && number.len() <= 8 && number.chars().all(|c| "ivxlcdm".contains(c.to_ascii_lowercase()));
    (is_figure || is_roman && keyword.len() > 3).then(|| number.to_owned())
}

enum Side {
    Open,
    /// The marks with which it pairs.
    Close(&'static [char]),
}

/// Whether the quotation marks `»` and `«` of a text point inward, by which of them stands before words.
pub(super) fn quotes_point_inward(text: &str) -> bool {
    let opens = |mark: char| {
        memchr::memmem::find_iter(text.as_bytes(), mark.encode_utf8(&mut [0; 4]))
            .filter(|at| text[at + mark.len_utf8()..].starts_with(char::is_alphanumeric))
            .filter(|at| text[..*at].chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
            .count()
    };
    opens('»') > opens('«')
}

/// The mark that stands for this one where they point inward.
fn turned(mark: char) -> char {
    match mark {
        '»' => '«',
        '«' => '»',
        other => other,
    }
}

/// Whether a character opens or closes; straight quotation marks go by what stands beside them.
fn side(character: char, previous: Option<char>, next: Option<char>) -> Option<Side> {
    let space_before = previous.is_none_or(|character| character.is_whitespace() || "([{—–-‘".contains(character));
    let space_after = next.is_none_or(char::is_whitespace);
    match character {
        '[' | '«' | '„' => Some(Side::Open),
        ']' => Some(Side::Close(&['['])),
        '»' => Some(Side::Close(&['«'])),
        '”' if space_before && !space_after => Some(Side::Open),
        '”' => Some(Side::Close(&['“', '„', '”'])),
        '“' if space_before && !space_after => Some(Side::Open),
        '“' => Some(Side::Close(&['„'])),
        '"' if space_before && !space_after => Some(Side::Open),
        '"' if !space_before => Some(Side::Close(&['"'])),
        _ => None,
    }
}

/// Leaves out the pairs that open before the end of `span`.
fn skip_inside(pairs: &mut &[Pair], span: Span) {
    let inside = pairs.iter().take_while(|pair| pair.outer.start < span.end).count();
    *pairs = &pairs[inside..];
}

fn unpaired_bracket(text: &str, at: usize, count: usize) -> Diagnostic {
    let line = &text[at..text.floor_char_boundary((at + 200).min(text.len()))];
    let line = line.lines().next().unwrap_or_default();
    let message = match count {
        1 => format!("a square bracket has no partner in its paragraph: {}", quote(line)),
        _ => format!("{count} square brackets have no partner in their paragraph; the first: {}", quote(line)),
    };
    let help = "it is kept as text; close it in the transcript if it marks an insertion";
    Diagnostic::new("TR003", Severity::Info, Span::new(at, at + 1), message).help(help)
}

/// The white space between the lines of a piece of running text.
struct Joints<'j> {
    text: &'j str,
    /// What is left of it, in order.
    spans: &'j [Span],
    line_ends: LineEnds,
    is_wrapped: bool,
}

impl Joints<'_> {
    /// Writes text, with its line ends as they are wanted.
    fn text(&mut self, span: Span, out: &mut Vec<Inline>) {
        let mut at = span.start;
        while let Some((&joint, rest)) = self.spans.split_first()
            && joint.start < span.end
        {
            self.spans = rest;
            if joint.start < at {
                continue;
            }
            let as_it_stands = &self.text[joint.range()] == "\n";
            let ends_page = self.text[joint.range()].contains('\u{c}');
            match self.line_ends {
                _ if ends_page => {
                    push_text(Span::new(at, joint.start), out);
                    out.push(Inline::Space { span: joint, with: "\n" });
                    out.push(Inline::PageTurn(Certainty::High));
                }
                LineEnds::Keep if self.breaks_word(joint) => {
                    push_text(Span::new(at, joint.start), out);
                    out.push(Inline::BrokenWord);
                    out.push(Inline::Space { span: joint, with: "" });
                }
                LineEnds::Keep if as_it_stands => continue,
                LineEnds::Keep => {
                    push_text(Span::new(at, joint.start), out);
                    out.push(Inline::Space { span: joint, with: "\n" });
                }
                LineEnds::Space => {
                    push_text(Span::new(at, joint.start), out);
                    out.push(Inline::Space { span: joint, with: " " });
                }
                LineEnds::Mark => {
                    push_text(Span::new(at, joint.start), out);
                    out.push(Inline::LineEnd);
                    out.push(Inline::Space { span: joint, with: "\n" });
                }
            }
            at = joint.end;
        }
        // A vertical tab or a form feed that ends no line of these is layout all the same: XML cannot carry it.
        while let Some(found) = memchr::memchr2(0x0b, 0x0c, &self.text.as_bytes()[at..span.end]) {
            push_text(Span::new(at, at + found), out);
            out.push(Inline::Space { span: Span::new(at + found, at + found + 1), with: " " });
            at += found + 1;
        }
        push_text(Span::new(at, span.end), out);
    }

    /// Leaves out the joints in bytes that become markup.
    fn skip(&mut self, span: Span) {
        let inside = self.spans.iter().take_while(|joint| joint.start < span.end).count();
        self.spans = &self.spans[inside..];
    }

    /// Whether a hyphen divides a word at this line end: in text set at a width, between two small letters.
    fn breaks_word(&self, joint: Span) -> bool {
        let before = &self.text[..joint.start];
        self.is_wrapped
            && before.strip_suffix('-').and_then(|before| before.chars().next_back()).is_some_and(char::is_alphabetic)
            && self.text[joint.end..].chars().next().is_some_and(char::is_lowercase)
    }
}

fn push_text(span: Span, out: &mut Vec<Inline>) {
    if !span.is_empty() {
        out.push(Inline::Text(span));
    }
}
