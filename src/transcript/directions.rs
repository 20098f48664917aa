//! Which brackets a file uses for directions: learned from where they stand.

use crate::{
    span::Span,
    transcript::{inlines::Brackets, labels::Label},
};

/// The fewest brackets on lines of their own that make them directions in a record.
const FEWEST: usize = 3;

/// Where the brackets of one kind stand.
#[derive(Default)]
struct Places {
    /// On lines of their own.
    own: usize,
    /// After a label, at the beginning of a line, or where a sentence has ended.
    edge: usize,
    /// Inside sentences.
    inside: usize,
}

/// Learns from all brackets in a part of the text, and from the directions of labels.
///
/// In a play they are directions unless most of them stand inside sentences; in a record they are, if several stand on lines
/// of their own and hardly any inside a sentence.
pub(super) fn learn(text: &str, span: Span, labels: &[Label], is_play: bool) -> Brackets {
    let mut round = Places::default();
    let mut square = Places::default();
    for label in labels {
        match label.direction.map(|direction| &text[direction.range()]) {
            Some(words) if words.starts_with('(') => round.edge += 1,
            Some(words) if words.starts_with('[') => square.edge += 1,
            _ => {}
        }
    }
    let mut label_ends = labels.iter().map(|label| label.end).peekable();
    for at in memchr::memchr2_iter(b'(', b'[', &text.as_bytes()[span.range()]) {
        let at = span.start + at;
        let places = if text.as_bytes()[at] == b'(' { &mut round } else { &mut square };
        let inside = text[at + 1..].chars().next();
        if inside.is_none_or(|first| !first.is_alphabetic() && !"…–—".contains(first)) {
            continue;
        }
        while label_ends.next_if(|end| *end <= at && !text[*end..at].trim().is_empty()).is_some() {}
        let before = text[..at].trim_end_matches([' ', '\t', '\u{a0}']);
        let last = before.chars().next_back();
        if last.is_none_or(|last| last == '\n' || last == '\r' || last == '\u{c}') {
            let line = text[at..].lines().next().unwrap_or_default().trim_end();
            if line.ends_with([')', ']']) { places.own += 1 } else { places.edge += 1 }
        } else if label_ends.peek().is_some_and(|end| *end <= at) || last.is_some_and(|last| ".!?…:–—-)]\"»«”“".contains(last))
        {
            places.edge += 1;
        } else {
            places.inside += 1;
        }
    }
    let decide = |places: &Places| match is_play {
        true => places.own + places.edge > 0 && places.own + places.edge >= places.inside,
        false => places.own >= FEWEST && places.edge >= places.inside * 3,
    };
    Brackets { round: decide(&round), square: decide(&square) }
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
}
