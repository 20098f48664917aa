//! Brackets in cues: what is heard and done, and what cannot be understood.

use crate::{
    span::Span,
    transcript::{Inline, Mark, gaps, inlines::Marked},
};

/// The longest bracket, in bytes.
const LIMIT: usize = 300;

/// Marks the brackets of a paragraph: `[laughs]`, `(door slams)`, `[inaudible]`; one over two cues is text.
pub(super) fn mark(text: &str, inlines: Vec<Inline>) -> Vec<Inline> {
    let has_bracket = |inline: &Inline| matches!(inline, Inline::Text(span) if text[span.range()].contains(['[', '(']));
    if !inlines.iter().any(has_bracket) {
        return inlines;
    }
    let mut out = Vec::with_capacity(inlines.len() + 2);
    let mut rest = inlines.into_iter().collect::<std::collections::VecDeque<_>>();
    while let Some(inline) = rest.pop_front() {
        let Inline::Text(span) = inline else {
            out.push(inline);
            continue;
        };
        let opening = text[span.range()].find(['[', '(']).map(|at| span.start + at);
        let Some((open, (index, end))) = opening.and_then(|open| Some((open, closing(text, open, span, &rest)?))) else {
            // What stands before an open bracket needs not be looked at again.
            match opening {
                Some(open) if open + 1 < span.end => {
                    out.push(Inline::Text(Span::new(span.start, open + 1)));
                    rest.push_front(Inline::Text(Span::new(open + 1, span.end)));
                }
                _ => out.push(inline),
            }
            continue;
        };
        push_text(&mut out, Span::new(span.start, open));
        let mut inside = Vec::new();
        let last = match index {
            None => Span::new(open, span.end),
            Some(index) => {
                inside.push(Inline::Text(Span::new(open, span.end)));
                inside.extend(rest.drain(..index));
                match rest.pop_front() {
                    Some(Inline::Text(last)) => last,
                    _ => return out,
                }
            }
        };
        inside.push(Inline::Text(Span::new(last.start, end)));
        if end < last.end {
            rest.push_front(Inline::Text(Span::new(end, last.end)));
        }
        out.push(bracket(text, inside));
    }
    joined(out)
}

/// Where the bracket that opens at a byte is closed: in which of the inlines that follow, and after which byte.
fn closing(text: &str, open: usize, span: Span, rest: &std::collections::VecDeque<Inline>) -> Option<(Option<usize>, usize)> {
    let (start, close) = if text[open..].starts_with('[') { ('[', ']') } else { ('(', ')') };
    let find = |span: Span| text[span.range()].find([start, close]).map(|at| span.start + at);
    let is_end = |at: usize| text[at..].starts_with(close);
    if let Some(at) = find(Span::new(open + 1, span.end)) {
        return is_end(at).then_some((None, at + 1));
    }
    for (index, inline) in rest.iter().enumerate() {
        match inline {
            Inline::Text(span) if span.end > open + LIMIT => return None,
            Inline::Text(span) => {
                if let Some(at) = find(*span) {
                    return is_end(at).then_some((Some(index), at + 1));
                }
            }
            Inline::Moment { .. } => return None,
            _ => {}
        }
    }
    None
}

/// What a bracket says: that something cannot be understood, or what is done and heard.
fn bracket(text: &str, inside: Vec<Inline>) -> Inline {
    if let [Inline::Text(span)] = inside.as_slice() {
        let words = text[span.range()].trim_matches(['[', ']', '(', ')']).trim();
        if let Some(reason) = gaps::reason(words) {
            return Inline::Gap { span: *span, reason };
        }
        if !words.chars().any(char::is_alphabetic) {
            return Inline::Text(*span);
        }
    }
    Marked::inline(Mark::Direction, inside)
}

fn push_text(out: &mut Vec<Inline>, span: Span) {
    if !span.is_empty() {
        out.push(Inline::Text(span));
    }
}

/// Text that follows text as one.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (out.last_mut(), &inline) {
            (Some(Inline::Text(last)), Inline::Text(span)) if last.end == span.start => last.end = span.end,
            _ => out.push(inline),
        }
    }
    out
}
