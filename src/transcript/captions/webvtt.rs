//! WebVTT (`.vtt`): cues with tags for voices, notes, styles and regions.

use crate::{
    span::Span,
    transcript::{
        Inline,
        captions::{
            cue::{Cue, Item, Part, Voice},
            escapes::{decoded, reference_len},
            lines::{Lines, reversed, untimed},
            stamp::moment,
        },
    },
};

/// Gives each part of a file.
pub(super) fn read(text: &str, take: &mut dyn FnMut(Item)) {
    let mut lines = Lines::of(text);
    // What stands before the first blank line is the head of the file.
    let mut head: Option<Span> = None;
    while let Some(line) = lines.next_if(|line| !text[line.range()].contains("-->")) {
        if line.is_empty() && head.is_some() {
            break;
        }
        if !line.is_empty() {
            head = Some(head.map_or(line, |head| head.cover(line)));
        }
    }
    if let Some(head) = head {
        take(Item::Dropped(head, "webvtt-head"));
    }
    while let Some(first) = lines.next_filled() {
        let words = &text[first.range()];
        if let Some(rest) = words.strip_prefix("NOTE").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
            let start = first.end - rest.trim_start().len();
            let mut inlines = vec![Inline::Markup(Span::new(first.start, first.start + 4))];
            inlines.extend(lines.loose(Span::new(start, first.end)));
            take(Item::Comment(inlines));
        } else if matches!(words, "STYLE" | "REGION") {
            take(Item::Dropped(lines.rest(first), "webvtt-style"));
        } else if let Some((mark, time)) = lines.time_at(first, |name| !name.contains("-->")) {
            if time.1 < time.0 {
                take(Item::Finding(reversed(mark)));
            }
            take(Item::Cue(Cue { mark, time: Some(time), voice: None, parts: lines.parts(tags) }));
        } else {
            take(Item::Finding(untimed(&lines, first)));
            take(Item::Loose(lines.loose(first)));
        }
    }
}

/// Reads a line with its tags and character references (WebVTT, 6.4).
fn tags(text: &str, line: Span, parts: &mut Vec<Part>) {
    let mut from = line.start;
    let mut at = line.start;
    while let Some(found) = text[at..line.end].find(['<', '&']) {
        let start = at + found;
        let rest = &text[start..line.end];
        let part = match rest.find('>').filter(|_| rest.starts_with('<')) {
            Some(end) => Some(tag(text, Span::new(start, start + end + 1))),
            None => reference_len(rest).and_then(|length| {
                let span = Span::new(start, start + length);
                decoded(&text[span.range()]).map(|meant| (Part::Decoded(span, meant.into()), span.end))
            }),
        };
        let Some((part, end)) = part else {
            at = start + 1;
            continue;
        };
        if from < start {
            parts.push(Part::Text(Span::new(from, start)));
        }
        parts.push(part);
        (at, from) = (end, end);
    }
    if from < line.end {
        parts.push(Part::Text(Span::new(from, line.end)));
    }
}

/// What a tag says, and where it ends.
fn tag(text: &str, span: Span) -> (Part, usize) {
    let inside = &text[span.start + 1..span.end - 1];
    let part = if let Some(at) = moment(inside) {
        Part::Moment(span, at)
    } else if inside == "/v" {
        Part::Voice(None, span)
    } else {
        match inside.split_once(|character: char| character.is_whitespace()) {
            Some((name, voice)) if (name == "v" || name.starts_with("v.")) && !voice.trim().is_empty() => {
                let start = span.end - 1 - voice.trim_start().len();
                let name = Span::new(start, start + voice.trim().len());
                let marks = [Span::new(span.start, name.start), Span::new(name.end, span.end)];
                let label = vec![Inline::Markup(marks[0]), Inline::Text(name), Inline::Markup(marks[1])];
                Part::Voice(Some(Voice { name: text[name.range()].to_owned(), label, span }), span)
            }
            _ => Part::Markup(span),
        }
    };
    (part, span.end)
}
