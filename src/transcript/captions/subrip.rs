//! SubRip (`.srt`): a number, a line with two times, lines of text, a blank line.

use crate::{
    span::Span,
    transcript::captions::{
        cue::{Cue, Item, Part},
        lines::{Lines, is_number, reversed, untimed},
    },
};

/// The tags that players know.
const TAGS: [&str; 5] = ["i", "b", "u", "s", "font"];

/// Gives each part of a file.
pub(super) fn read(text: &str, take: &mut dyn FnMut(Item)) {
    let mut lines = Lines::of(text);
    while let Some(first) = lines.next_filled() {
        match lines.time_at(first, is_number) {
            Some((mark, time)) => {
                if time.1 < time.0 {
                    take(Item::Finding(reversed(mark)));
                }
                take(Item::Cue(Cue { mark, time: Some(time), voice: None, parts: lines.parts(tags) }));
            }
            None => {
                take(Item::Finding(untimed(&lines, first)));
                take(Item::Loose(lines.loose(first)));
            }
        }
    }
}

/// Reads a line with the tags that players know: `<i>`, `</font>`, `{\an8}`.
fn tags(text: &str, line: Span, parts: &mut Vec<Part>) {
    let mut from = line.start;
    let mut at = line.start;
    while let Some(found) = text[at..line.end].find(['<', '{']) {
        let start = at + found;
        let rest = &text[start..line.end];
        let Some(length) = tag_len(rest) else {
            at = start + 1;
            continue;
        };
        if from < start {
            parts.push(Part::Text(Span::new(from, start)));
        }
        at = start + length;
        from = at;
        parts.push(Part::Markup(Span::new(start, at)));
    }
    if from < line.end {
        parts.push(Part::Text(Span::new(from, line.end)));
    }
}

/// How long the tag is that a text begins with.
fn tag_len(text: &str) -> Option<usize> {
    if text.starts_with("{\\") {
        return text.find('}').map(|end| end + 1);
    }
    let inside = text.strip_prefix('<')?;
    let end = inside.find('>')?;
    let name = inside[..end].trim_start_matches('/').split([' ', '=']).next()?;
    TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name)).then_some(end + 2)
}
