//! Running text: brackets, quotation marks, note calls and line ends, each matched within limits.

mod joints;
mod kinds;
mod markdown;
mod quotes;

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    transcript::{
        actions,
        brackets::{self, Bracket, Sense},
        gaps::{self, Amount, Extent, Lacuna},
        labels::whole_time,
        layout::Layout,
        letters::{find, with_bytes, with_lowercase},
        notes::Call,
        pages,
        vocabulary::WORDS,
    },
};

pub use kinds::{Gloss, Inline, Mark, Marked, cover};
pub(in crate::transcript) use kinds::{without_directions, without_speech};
pub(in crate::transcript) use quotes::quotes_point_inward;

use joints::{Joints, push_text};
use markdown::{BOLD, ESCAPED, LINK, NUMBER_SIGN};
use quotes::{Side, backticks, side, turned};

/// The deepest nesting of brackets and quotations that becomes markup; what lies deeper stays text.
const DEPTH_LIMIT: usize = 6;

/// The longest text between a bracket and its partner, in bytes; a longer one is not taken for a pair.
const BRACKET_LIMIT: usize = 2_000;

/// What stands for the mark with which the call of a note opens: it has none of its own.
const CALL: char = '\0';

/// What stands for each character of words that were made unreadable.
const BLACKENED: char = '█';

/// The most findings about the brackets and labels of a file.
const FINDING_LIMIT: usize = 1_000;

/// What line ends inside running text become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::transcript) enum LineEnds {
    /// They stay line ends, and mean nothing.
    Keep,
    /// They become spaces.
    Space,
    /// Their places matter.
    Mark,
}

/// What the reading of running text needs to know of the whole file.
pub(in crate::transcript) struct Reader<'r> {
    pub(in crate::transcript) text: &'r str,
    pub(in crate::transcript) layout: &'r Layout,
    /// Where notes are called, in the order of the text.
    pub(in crate::transcript) calls: &'r [Call],
    /// Whether quotation marks point inward: `»so«`, not `«so»`.
    pub(in crate::transcript) quotes_inward: bool,
    /// Which brackets are directions here wherever they stand.
    pub(in crate::transcript) brackets: Brackets,
    /// Whether what is read stands in a direction, where no other begins.
    pub(in crate::transcript) is_inside_direction: bool,
    /// Findings about brackets that stay open.
    pub(in crate::transcript) diagnostics: Vec<Diagnostic>,
}

/// Which brackets a file uses for directions.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::transcript) struct Brackets {
    /// `(aside)`.
    pub(in crate::transcript) round: bool,
    /// `[aside]`.
    pub(in crate::transcript) square: bool,
    /// Round ones between two sentences, where not all are directions.
    pub(in crate::transcript) round_asides: Asides,
    /// Square ones there.
    pub(in crate::transcript) square_asides: Asides,
    /// Whether round ones are after the first words of a passage: else they are only where one begins.
    pub(in crate::transcript) round_within: bool,
    /// Whether parentheses that call or ask are said: in a play.
    pub(in crate::transcript) some_are_said: bool,
}

/// Which brackets of one kind are directions where they stand between two sentences.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::transcript) struct Asides {
    /// `(He leaves.)`.
    pub(in crate::transcript) sentences: bool,
    /// `(Bells)`.
    pub(in crate::transcript) phrases: bool,
}

impl Brackets {
    fn are_directions(self, open: char) -> bool {
        match open {
            '(' => self.round,
            '[' => self.square,
            _ => false,
        }
    }

    /// Where a bracket ends that is a direction because it stands between two sentences.
    ///
    /// `text` is what stands before it, `rest` begins with it.
    fn aside_end(self, before: &str, rest: &str) -> Option<usize> {
        let asides = if rest.starts_with('(') { self.round_asides } else { self.square_asides };
        let aside = actions::aside(before, rest)?;
        let is_direction = aside.is_action || if aside.is_sentence { asides.sentences } else { asides.phrases };
        is_direction.then_some(aside.end)
    }
}

/// The bytes with which brackets and quotation marks begin, and few other characters.
static STARTS_MARK: [bool; 256] = with_bytes([false; 256], b"\"()[]`#*\xc2\xe2\xef");

/// A pair of marks, and all that is inside: from the first byte of the opening mark to after the closing one.
#[derive(Clone, Copy, Debug)]
struct Pair {
    outer: Span,
    open: char,
    /// The lengths of the two marks, in bytes.
    lengths: (usize, usize),
}

impl<'r> Reader<'r> {
    /// Keeps a finding, unless the file has very many; then one more says so.
    pub(in crate::transcript) fn report(&mut self, finding: impl FnOnce() -> Diagnostic) {
        if self.diagnostics.len() < FINDING_LIMIT {
            self.diagnostics.push(finding());
        } else if self.diagnostics.len() == FINDING_LIMIT {
            let Diagnostic { code, severity, span, .. } = finding();
            let message = format!("the file has more than {FINDING_LIMIT} findings like this, and no more are listed");
            let help = "mend some of those that are listed, and convert the file again";
            self.diagnostics.push(Diagnostic::new(code, severity, span, message).help(help));
        }
    }

    /// Reads some lines from `start` on (a byte of the first of them) as running text.
    pub(in crate::transcript) fn read(
        &mut self,
        lines: &std::ops::Range<usize>,
        start: usize,
        line_ends: LineEnds,
    ) -> Vec<Inline> {
        let span = Span::new(start, self.layout.lines[lines.end - 1].content.end);
        self.read_span(span, lines, line_ends)
    }

    /// Reads a part of some lines as running text.
    pub(in crate::transcript) fn read_span(
        &mut self,
        span: Span,
        lines: &std::ops::Range<usize>,
        line_ends: LineEnds,
    ) -> Vec<Inline> {
        let pairs = self.pairs(span);
        self.with_pairs(&pairs, span, lines, line_ends)
    }

    /// Reads a direction: the bracket with which it begins is its own, and says nothing else.
    pub(in crate::transcript) fn direction(&mut self, span: Span, lines: &std::ops::Range<usize>) -> Vec<Inline> {
        let mut pairs = self.pairs(span);
        pairs.retain(|pair| pair.outer.start != span.start || !matches!(pair.open, '[' | '('));
        let was_inside = std::mem::replace(&mut self.is_inside_direction, true);
        let inlines = self.with_pairs(&pairs, span, lines, LineEnds::Keep);
        self.is_inside_direction = was_inside;
        inlines
    }

    /// Reads a part of some lines as running text whose line ends mean nothing.
    pub(in crate::transcript) fn flowing(&mut self, span: Span, lines: &std::ops::Range<usize>) -> Vec<Inline> {
        self.read_span(span, lines, LineEnds::Keep)
    }

    /// Reads a part of some lines as text and line ends alone.
    pub(in crate::transcript) fn plain(
        &mut self,
        span: Span,
        lines: &std::ops::Range<usize>,
        line_ends: LineEnds,
    ) -> Vec<Inline> {
        self.with_pairs(&[], span, lines, line_ends)
    }

    fn with_pairs(&mut self, mut pairs: &[Pair], span: Span, lines: &std::ops::Range<usize>, line_ends: LineEnds) -> Vec<Inline> {
        let holds_layout = memchr::memchr2(0x0b, 0x0c, &self.text.as_bytes()[span.range()]).is_some();
        if pairs.is_empty() && lines.len() == 1 && !span.is_empty() && !holds_layout {
            return vec![Inline::Text(span)];
        }
        let mut joints = Joints { text: self.text, layout: self.layout, lines: lines.start + 1..lines.end, span, line_ends };
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
        let calls = self.calls_in(span);
        let mut next_call = calls.iter().peekable();
        let mut from = 0;
        while let Some(skipped) = find(&words.as_bytes()[from..], &STARTS_MARK) {
            let before = &words[..from + skipped];
            let mut characters = words[before.len()..].chars();
            let (Some(character), next) = (characters.next(), characters.clone().next()) else { break };
            let previous = before.chars().next_back();
            from = words.len() - characters.as_str().len();
            let at = span.start + before.len();
            while next_call.next_if(|call| call.span.end <= at).is_some() {}
            if let Some(call) = next_call.next_if(|call| call.span.start <= at) {
                from = call.span.end - span.start;
                continue;
            }
            if let Some(pair) = self.whole(character, at, span.end) {
                from = pair.outer.end - span.start;
                pairs.push(pair);
                continue;
            }
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
            self.report(|| unpaired_bracket(text, at, count));
        }
        pairs.extend(calls.iter().map(|call| Pair { outer: call.span, open: CALL, lengths: (0, 0) }));
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

    /// The calls of notes in a part of the text.
    fn calls_in(&self, span: Span) -> &'r [Call] {
        let from = self.calls.partition_point(|call| call.span.start < span.start);
        let to = self.calls.partition_point(|call| call.span.end <= span.end);
        &self.calls[from..to.max(from)]
    }

    /// A pair that is seen at its first character, and in which no other begins: a parenthesis that says what a bracket could
    /// say, or words that were blackened.
    fn whole(&self, character: char, at: usize, end: usize) -> Option<Pair> {
        let rest = &self.text[at..end];
        let (length, open, mark) = match character {
            '(' if !self.brackets.round => match actions::action_end(rest) {
                Some(end) => (end, '(', 1),
                None => match brackets::parenthesis_end(rest) {
                    Some(end) => (end, '[', 1),
                    None => (self.brackets.aside_end(&self.text[..at], rest)?, '(', 1),
                },
            },
            '[' | BOLD | NUMBER_SIGN => return markdown::pair(&self.text[..at], rest, at),
            '（' => (actions::action_end(rest)?, '(', character.len_utf8()),
            '`' => (backticks(rest)?, '`', 2),
            BLACKENED => (rest.len() - rest.trim_start_matches(BLACKENED).len(), BLACKENED, 0),
            _ => return None,
        };
        Some(Pair { outer: Span::new(at, at + length), open, lengths: (mark, mark) })
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
        if pair.open == CALL {
            let call = self.calls_in(pair.outer).first()?;
            joints.text(Span::new(at, pair.outer.start), out);
            return Some((pair.outer, Inline::Call { span: pair.outer, note: call.note }));
        }
        let words = self.text[inner.range()].trim();
        if words.is_empty() && pair.open != BOLD {
            return None;
        }
        if matches!(pair.open, BOLD | NUMBER_SIGN | LINK | ESCAPED) {
            return Some(self.of_markdown(pair, inner, joints, at, out));
        }
        if pair.open == BLACKENED {
            joints.text(Span::new(at, pair.outer.start), out);
            let extent = Extent { amount: Amount::Exact(words.chars().count().to_string()), unit: "character" };
            let mark = Mark::Lacuna(Box::new(Lacuna { reason: "redacted", extent: Some(extent) }));
            return Some((pair.outer, Inline::Marked(Box::new(Marked { mark, tags: vec![pair.outer], inlines: Vec::new() }))));
        }
        if pair.open == '('
            && let Some(reason) = gaps::of_marks(words)
        {
            joints.text(Span::new(at, pair.outer.start), out);
            return Some((pair.outer, Inline::Gap { span: pair.outer, reason }));
        }
        if pair.open == '(' {
            let is_said =
                || self.brackets.some_are_said && actions::is_said(&self.text[pair.outer.range()], &self.text[pair.outer.end..]);
            let is_within = pair.outer.start > joints.span.start && !self.brackets.round_within;
            if self.is_inside_direction || is_within || brackets::is_inside_word(self.text, pair.outer) || is_said() {
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
        let is_aside = || self.brackets.aside_end(&self.text[..outer.start], &self.text[outer.start..]).is_some();
        let is_direction = self.brackets.are_directions('[') || !self.is_inside_direction && is_aside();
        let bracket = Bracket { text: self.text, outer: pair.outer, free_from: at, is_direction };
        Some(self.said(bracket.sense(), pair.outer, pairs, joints, at, out))
    }

    fn enclosed(&mut self, mark: Mark, span: Span, pairs: &mut &[Pair], joints: &mut Joints<'_>) -> Inline {
        let inlines = self.inside(&mark, span, pairs, joints);
        Marked::inline(mark, inlines)
    }

    fn inside(&mut self, mark: &Mark, span: Span, pairs: &mut &[Pair], joints: &mut Joints<'_>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let was_inside = self.is_inside_direction;
        self.is_inside_direction |= *mark == Mark::Direction || mark.holds_phrases_only();
        self.sequence(span, pairs, joints, &mut inlines);
        inlines.shrink_to_fit();
        self.is_inside_direction = was_inside;
        inlines
    }

    /// What stands for a bracket and all that is in it, where that is one thing: a gap, a call, a page number.
    fn leaf(&self, words: &str, span: Span) -> Option<Inline> {
        if whole_time(words).is_some() {
            return Some(Inline::Time { span, time: words.into() });
        }
        let core = words.trim_matches(['[', ']']);
        if let Some(number) = page_number(core) {
            return Some(Inline::Page { span, number: Some(number.into_boxed_str()) });
        }
        if self.text[span.range()].starts_with('[')
            && let Some((is_column, number)) = pages::stated(&self.text[span.range()])
        {
            return Some(Inline::beginning(span, &number, is_column, false));
        }
        gaps::reason(core).map(|reason| Inline::Gap { span, reason })
    }

    /// Writes a bracket as what it says, with the word before it that it is about; gives the bytes that this takes.
    fn said(
        &mut self,
        sense: Sense,
        outer: Span,
        pairs: &mut &[Pair],
        joints: &mut Joints<'_>,
        at: usize,
        out: &mut Vec<Inline>,
    ) -> (Span, Inline) {
        let Sense { mark, reading, word } = sense;
        joints.text(Span::new(at, word.map_or(outer.start, |word| word.start)), out);
        let Some(word) = word else { return (outer, self.bracket(mark, reading, outer, pairs, joints)) };
        let space = Span::new(word.end, outer.start);
        let text = |span: Span| vec![Inline::Text(span)];
        match mark {
            Mark::Unclear => {
                skip_inside(pairs, outer);
                joints.skip(outer);
                let tags = vec![Span::new(word.end, outer.end)];
                (outer, Inline::Marked(Box::new(Marked { mark, tags, inlines: text(word) })))
            }
            Mark::Correction { .. } => {
                let mut readings = vec![Marked::inline(Mark::Sic, text(word))];
                if !space.is_empty() {
                    // Nothing but readings stands in a choice.
                    readings.push(Inline::Space { span: space, with: "" });
                }
                readings.push(self.bracket(mark, reading, outer, pairs, joints));
                (outer, Marked::inline(Mark::Choice, readings))
            }
            Mark::Expansion => {
                let rest = &self.text[outer.end..];
                let letters = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
                let whole = Span::new(word.start, outer.end + letters);
                let mut parts = text(word);
                parts.push(self.bracket(Mark::Expanded, None, outer, pairs, joints));
                push_text(Span::new(outer.end, whole.end), &mut parts);
                (whole, Marked::inline(mark, parts))
            }
            mark => {
                let is_emphasis = mark == Mark::Gloss(Gloss::Emphasis);
                out.push(Marked::inline(if is_emphasis { Mark::Highlighted } else { Mark::Sic }, text(word)));
                push_text(space, out);
                (outer, self.bracket(mark, reading, outer, pairs, joints))
            }
        }
    }

    /// A bracket with its mark; where a part of it is the reading, what stands around that becomes markup, or, in an original
    /// wording, stays around words in another language.
    fn bracket(
        &mut self,
        mark: Mark,
        reading: Option<Span>,
        outer: Span,
        pairs: &mut &[Pair],
        joints: &mut Joints<'_>,
    ) -> Inline {
        if mark == Mark::Blank {
            skip_inside(pairs, outer);
            joints.skip(outer);
            return Inline::Marked(Box::new(Marked { mark, tags: vec![outer], inlines: Vec::new() }));
        }
        let Some(reading) = reading else { return self.enclosed(mark, outer, pairs, joints) };
        let around = [Span::new(outer.start, reading.start), Span::new(reading.end, outer.end)];
        skip_inside(pairs, around[0]);
        if let Mark::Gloss(Gloss::Original(tag)) = &mark {
            let mut inlines = Vec::with_capacity(3);
            joints.text(around[0], &mut inlines);
            inlines.push(self.enclosed(Mark::Foreign(tag.clone()), reading, pairs, joints));
            joints.text(around[1], &mut inlines);
            skip_inside(pairs, outer);
            return Marked::inline(mark, inlines);
        }
        joints.skip(around[0]);
        let inlines = self.inside(&mark, reading, pairs, joints);
        joints.skip(around[1]);
        skip_inside(pairs, outer);
        Inline::Marked(Box::new(Marked { mark, tags: around.to_vec(), inlines }))
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

/// `Page 787`, `p. 12`, `Seite xii`: the number, from the words of a bracket.
///
/// One letter before a full stop could be an initial; it needs figures after it.
pub(in crate::transcript) fn page_number(words: &str) -> Option<String> {
    const WORDS_FOR_PAGE: [&str; 7] = ["page", "pg.", "seite", "стр.", "strana", "p.", "s."];
    let (keyword, number) = words.split_once(char::is_whitespace)?;
    let number = number.trim();
    let digits = number.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let is_figure =
        !digits.is_empty() && digits.len() <= 6 && number.len() - digits.len() <= 1 && digits.chars().all(|c| c.is_ascii_digit());
    let is_roman = !number.is_empty() && number.len() <= 8 && number.chars().all(|c| "ivxlcdm".contains(c.to_ascii_lowercase()));
    if !is_figure && !is_roman || !words[keyword.len()..].starts_with(' ') {
        return None;
    }
    let keyword = with_lowercase(keyword, |lower| WORDS_FOR_PAGE.into_iter().find(|word| *word == lower))?;
    (is_figure || keyword.len() > 2).then(|| number.to_owned())
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
