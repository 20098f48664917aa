//! Which brackets and which indents a file uses for directions: learned from where they stand.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        actions, brackets,
        inlines::{self, Brackets},
        labels::Label,
        layout::Layout,
        pages::ends_sentence,
    },
};

/// The least indent of a direction without brackets, in columns.
pub(super) const INDENT: usize = 4;

/// The most different indents that are looked at.
const INDENTS: usize = 16;

/// How many times more often blocks at an indent stand between sentences than elsewhere, if those among the lines of speeches count.
const AMID: usize = 4;

/// The fewest brackets on lines of their own that make them directions in a record.
const FEWEST: usize = 3;

/// Parentheses inside sentences are said where not one of so many stands between two sentences.
const BETWEEN: usize = 2;

/// The longest part of a word that brackets hold, with them, in bytes: there may be many that nothing closes.
const LETTERS: usize = 32;

/// How many parentheses that are sure to be directions make one of each of their form.
const SURE: usize = 2;

/// The fewest brackets of one form beside names that make it the form of directions, and how much rarer the other must be there.
const BESIDE_NAMES: usize = 4;
const RARE: usize = 40;

/// Where the brackets of one kind stand.
#[derive(Default)]
struct Places {
    /// On lines of their own.
    own: usize,
    /// After a label, at the beginning of a line, or where a sentence has ended.
    edge: usize,
    /// Of those, the ones where a sentence has ended in a line.
    between: usize,
    /// Inside sentences.
    inside: usize,
    /// Beside the names of labels, before or after their mark.
    labels: usize,
}

/// Brackets of one form that stand between two sentences of a record.
#[derive(Clone, Copy, Default)]
struct Asides {
    all: usize,
    /// Those that are directions by their words, or by a line of their own.
    sure: usize,
    /// Those that tell in known words what is done or heard.
    known: usize,
    /// Those on lines of their own.
    own: usize,
}

impl Asides {
    /// Editors write in square brackets, too: those need both known words and lines of their own.
    fn are_directions(&self, is_square: bool) -> bool {
        match is_square {
            true => self.known >= SURE && self.own > 0,
            false => self.sure >= SURE || self.sure > 0 && self.all >= FEWEST,
        }
    }
}

/// Learns from all brackets in a part of the text, and from the directions of labels.
///
/// In a play they are directions unless most of them stand inside sentences; in a record they are, if several stand on lines
/// of their own and hardly any inside a sentence. Where those of a record are not, those that stand between two
/// sentences may be: a few of their form stand on lines of their own, or say in known words what is done or heard.
pub(super) fn learn(text: &str, span: Span, labels: &[Label], is_play: bool) -> Brackets {
    let mut round = Places::default();
    let mut square = Places::default();
    for label in labels {
        match label.direction.map(|direction| &text[direction.range()]) {
            Some(words) if words.starts_with('(') => round.labels += 1,
            Some(words) if words.starts_with('[') => square.labels += 1,
            _ => {}
        }
    }
    (round.edge, square.edge) = (round.labels, square.labels);
    let in_labels = round.labels;
    let mut asides = [[Asides::default(); 2]; 2];
    let mut label_ends = labels.iter().map(|label| label.end).peekable();
    for at in memchr::memchr2_iter(b'(', b'[', &text.as_bytes()[span.range()]) {
        let at = span.start + at;
        let places = if text.as_bytes()[at] == b'(' { &mut round } else { &mut square };
        let inside = text[at + 1..].trim_start_matches(['(', '[', '_', '*']).chars().next();
        if inside.is_none_or(|first| !first.is_alphabetic() && !"…–—".contains(first)) {
            continue;
        }
        while label_ends.next_if(|end| *end <= at && !text[*end..at].trim().is_empty()).is_some() {}
        // Letters supplied in a word are no sentence's.
        if text[..at].ends_with(char::is_alphabetic)
            && let Some(end) = text[at..text.floor_char_boundary(at + LETTERS)].find([')', ']'])
            && brackets::is_inside_word(text, Span::new(at, at + end + 1))
        {
            continue;
        }
        let before = text[..at].trim_end_matches([' ', '\t', '\u{a0}']);
        let last = before.chars().next_back();
        let is_after_label = label_ends.peek().is_some_and(|end| *end <= at);
        places.labels += usize::from(is_after_label);
        if !is_play && let Some(aside) = actions::aside(before, &text[at..]) {
            let ends_line = text[at + aside.end..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
            let is_own = ends_line && last.is_none_or(|last| last == '\n' || last == '\r');
            let form = &mut asides[usize::from(text.as_bytes()[at] == b'[')][usize::from(aside.is_sentence)];
            form.all += 1;
            form.sure += usize::from(is_own || aside.is_action);
            form.known += usize::from(aside.is_action);
            form.own += usize::from(is_own);
        }
        if last.is_none_or(|last| last == '\n' || last == '\r' || last == '\u{c}') {
            let line = text[at..].lines().next().unwrap_or_default().trim_end();
            if line.ends_with([')', ']']) { places.own += 1 } else { places.edge += 1 }
        } else if is_after_label || last.is_some_and(|last| ".!?…:–—-)]\"»«”“".contains(last)) {
            places.edge += 1;
            places.between += usize::from(!is_after_label);
        } else {
            places.inside += 1;
        }
    }
    let decide = |places: &Places| match is_play {
        true => places.own + places.edge > 0 && places.own + places.edge >= places.inside,
        false => places.own >= FEWEST && places.edge >= places.inside * 3,
    };
    // Where only the other form stands beside names and on lines of its own, parentheses are said aside.
    let is_other = |places: &Places, other: &Places| {
        is_play && other.labels >= BESIDE_NAMES && (places.labels + places.own) * RARE <= other.labels
    };
    let [round_asides, square_asides] = [false, true].map(|is_square| {
        let [phrases, sentences] = asides[usize::from(is_square)].map(|form| form.are_directions(is_square));
        inlines::Asides { sentences, phrases }
    });
    // Where hardly any stand between sentences, those inside of sentences are said; those of labels stand inside of lines, too.
    let round_within = !is_play || round.between * BETWEEN >= round.inside.saturating_sub(in_labels);
    let round = decide(&round) && !is_other(&round, &square);
    Brackets { round, round_within, square: decide(&square), round_asides, square_asides, some_are_said: is_play }
}

/// The indents at which directions without brackets stand: blocks of their own that are deeper than the text around them.
///
/// Where no blank lines stand between turns, a block ends before a label, after a sentence. An indent with which paragraphs
/// begin whose other lines do not have it means a paragraph and no direction.
pub(super) fn indents(text: &str, layout: &Layout, lines: Range<usize>, labels: &[Label]) -> Vec<usize> {
    let facts = &layout.lines;
    let is_open = |line: usize| line >= lines.end || facts[line].is_blank();
    // Lines with labels, and whether anything is said there after them.
    let mut has_label: Vec<Option<bool>> = vec![None; lines.end];
    for label in labels {
        if let Some(has_label) = has_label.get_mut(label.line) {
            *has_label = Some(label.end < facts[label.line].content.end);
        }
    }
    let is_label = |line: usize| has_label.get(line).is_some_and(Option::is_some);
    let is_name = |line: usize| has_label.get(line) == Some(&Some(false));
    let mut found: Vec<Indent> = Vec::new();
    let mut blocks = 0;
    let mut line = lines.start;
    while line < lines.end {
        let (start, indent) = (line, facts[line].indent());
        line += 1;
        if facts[start].is_blank() {
            continue;
        }
        let is_first = start == lines.start || facts[start - 1].is_blank();
        blocks += usize::from(is_first || is_label(start));
        if indent < INDENT || is_label(start) {
            continue;
        }
        while !is_open(line) && facts[line].indent() == indent && !is_label(line) {
            line += 1;
        }
        let place = match found.iter().position(|known| known.columns == indent) {
            Some(place) => place,
            None if found.len() < INDENTS => {
                found.push(Indent { columns: indent, ..Indent::default() });
                found.len() - 1
            }
            None => continue,
        };
        let known = &mut found[place];
        let ends = is_open(line) || is_label(line);
        let words = |line: usize| &text[facts[line].content.range()];
        let follows_sentence = || ends_sentence(words(start - 1));
        if is_first && ends {
            known.apart += 1;
        } else if !is_first && ends && !is_label(start - 1) && follows_sentence() {
            known.between += 1;
        } else if !is_first && !is_name(start - 1) && follows_sentence() && ends_sentence(words(line - 1)) {
            known.amid += 1;
        } else if is_first && !is_open(line) && facts[line].indent() < indent {
            known.first += 1;
        } else {
            known.inside += 1;
        }
    }
    let is_direction = |indent: &&Indent| {
        let count = indent.apart + indent.between;
        let is_between = indent.between >= FEWEST && indent.between > indent.inside + indent.amid;
        let all = indent.between + indent.amid;
        let is_amid = indent.between > 0 && all >= 2 * FEWEST && all > AMID * indent.inside;
        let is_apart = indent.apart >= 2 || is_between || is_amid;
        is_apart && (indent.first < 2 || indent.first * 8 <= count) && count * 2 < blocks
    };
    found.iter().filter(is_direction).map(|indent| indent.columns).collect()
}

/// How the blocks at one indent stand.
#[derive(Default)]
struct Indent {
    columns: usize,
    /// Between blank lines.
    apart: usize,
    /// After the end of a sentence and before a label or a blank line.
    between: usize,
    /// As the first lines of paragraphs that go on at a smaller indent.
    first: usize,
    /// Among the lines of a speech, after the end of a sentence, with one of their own.
    amid: usize,
    /// Anywhere else.
    inside: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_inside_sentences_are_no_directions() {
        let learn = |text: &str, is_play| {
            let brackets = learn(text, Span::new(0, text.len()), &[], is_play);
            (brackets.round, brackets.square)
        };
        assert_eq!(learn("(He goes.)\nYes. (Aside.) No.\nThe plan [of ours] failed.", true), (true, false));
        assert_eq!(learn("I met them (and him) there.\n(He goes.)", false), (false, false));
        assert_eq!(learn("[A]\nx\n[B]\ny\n[C]\nYes. [D] No.", false), (false, true));
    }

    #[test]
    fn sentences_in_brackets_are_directions_where_some_are_for_sure() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            assert_eq!(super::learn(text, Span::new(0, text.len()), &[], false).round_asides.sentences, expected, "{text}");
        }
        check("Yes. (He goes.) No.\n(She stays.)\nWell. (A bell rings.) So (they say).", true);
        check("Yes. (Applause.) No. (She stays.) Well. (Laughter.) So.", true);
        check("Yes. (He goes.) No. (We shall see.) Well. (It is late.) So.", false);
        check("Yes. (Applause.) No. (We shall see.) Well.", false);
        check("Yes (Applause.) no. (applause.) Well.", false);
        let phrases = |text: &str| super::learn(text, Span::new(0, text.len()), &[], false).round_asides.phrases;
        assert!(phrases("Yes. (Bell) No.\n(Bell)\nWell. (Noise on the left) So.\n(Noise)\n"));
        assert!(!phrases("Yes. (Applause.) No. (Laughter.) Well (Paper 3) is it. (Paper 4) So."));
    }

    #[test]
    fn square_brackets_between_sentences_need_known_words_and_lines_of_their_own() {
        let learn = |text: &str| super::learn(text, Span::new(0, text.len()), &[], false).square_asides.sentences;
        assert!(learn("Yes. [Applause.] No. [Laughter.] So.\n[The bell rings.]\nWell. [He goes.] So [they say]."));
        assert!(!learn("Yes. [Applause.] No. [Laughter.] Well. [The paper is lost.] So [they say]."));
        assert!(!learn("Yes. [He goes.] No.\n[The paper is lost.]\nSo [they say]."));
    }

    #[test]
    fn blocks_deeper_than_the_text_are_directions_and_first_lines_of_paragraphs_are_not() {
        let indents = |text: &str| indents(text, &Layout::of(text), 0..text.lines().count(), &[]);
        assert_eq!(indents("Yes.\n\n      He goes.\n\nNo.\n\n      She goes,\n      too.\n\nWell.\n"), [6]);
        assert!(indents("    One line\nand one.\n\n    Two lines\nand two.\n\n    Three.\n\n    Four.\n\nx\n").is_empty());
        assert!(indents("    One.\n\n    Two.\n\n    Three.\n").is_empty());
    }
}
