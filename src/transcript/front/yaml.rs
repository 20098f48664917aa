//! YAML before a text, between two lines of hyphens: keys and values as they stand, whatever YAML says of their spelling.
//!
//! It is read line by line: what people write there is often no YAML (`title: Part one: the pier`), and still says what it says.

use crate::{
    span::Span,
    transcript::{
        front::{Part, keys},
        inlines::Inline,
        layout::Layout,
    },
};

/// The most lines between the two lines of hyphens.
const LIMIT: usize = 400;

/// The parts that stand there, and the line after the closing line; nothing where the text begins otherwise.
pub(super) fn read(text: &str, layout: &Layout) -> Option<(Vec<Part>, usize)> {
    let words = |line: usize| &text[layout.lines[line].content.range()];
    let first = layout.lines.iter().position(|line| !line.is_blank())?;
    if words(first) != "---" {
        return None;
    }
    let close = (first + 1..layout.lines.len().min(first + LIMIT)).find(|&line| matches!(words(line), "---" | "..."))?;
    let mut parts: Vec<Part> = Vec::new();
    let mut literal = false;
    for line in first + 1..close {
        let (content, indent) = (layout.lines[line].content, layout.lines[line].indent());
        if content.is_empty() {
            if let Some(part) = parts.last_mut().filter(|_| literal) {
                part.paragraphs.push(Vec::new());
            }
            continue;
        }
        if indent == 0 && !words(line).starts_with('-') {
            let (part, value) = key(text, content)?;
            parts.push(part);
            literal = false;
            let rest = Span::new(content.end - value.len(), content.end);
            let part = parts.last_mut().expect("one was pushed");
            if value.starts_with(['|', '>']) && value.len() <= 3 {
                part.marks.push(rest);
                part.paragraphs.push(Vec::new());
                literal = true;
            } else {
                part.add(text, rest, false);
            }
            continue;
        }
        // The first line has to be a key.
        let part = parts.last_mut()?;
        let item = words(line).strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' ')).filter(|_| !literal);
        let start = item.map_or(content.start, |rest| content.end - rest.trim_start().len());
        if start > content.start {
            part.marks.push(Span::new(content.start, content.start + 1));
        }
        part.add(text, Span::new(start, content.end), literal || item.is_none() && !is_list(part));
    }
    let (head, tail) = (layout.lines[first].content, layout.lines[close].content);
    parts.first_mut()?.marks.push(head);
    parts.last_mut()?.marks.push(tail);
    parts.iter_mut().for_each(|part| part.paragraphs.retain(|paragraph| !paragraph.is_empty()));
    Some((parts, close + 1))
}

/// Whether the values so far stand in a list, where each line is one.
fn is_list(part: &Part) -> bool {
    !part.marks.is_empty()
}

/// The key of a line, and its value as it stands; a comment is a key without a name.
fn key(text: &str, content: Span) -> Option<(Part, &str)> {
    let words = &text[content.range()];
    let (length, name) = match words.strip_prefix('#') {
        Some(_) => (1, ""),
        None => {
            let at = words.match_indices(':').map(|(at, _)| at).find(|at| {
                let rest = &words[at + 1..];
                rest.is_empty() || rest.starts_with(char::is_whitespace)
            })?;
            (at + 1, words[..at].trim_matches(['"', '\'']))
        }
    };
    let spoken = name.replace(['_', '-'], " ").to_lowercase();
    let known =
        keys::known(&name.to_lowercase()).or_else(|| keys::known(&spoken)).filter(|(kind, _)| *kind != keys::Kind::Furniture);
    let part = match known {
        Some((keys::Kind::Record, "other")) | None if keys::is_attendance(&spoken) => "participants",
        Some((_, part)) => part,
        None if words.starts_with('#') => "comment",
        None => "other",
    };
    Some((Part::new(part, Span::new(content.start, content.start + length)), words[length..].trim_start()))
}

impl Part {
    /// Adds a line of the value, without the quotation marks or brackets around it: to the last paragraph, or as one of its own.
    fn add(&mut self, text: &str, line: Span, continues: bool) {
        if line.is_empty() {
            return;
        }
        let words = &text[line.range()];
        let pairs = [('"', '"'), ('\'', '\''), ('[', ']')];
        let inner = pairs.iter().find(|(open, close)| words.len() > 2 && words.starts_with(*open) && words.ends_with(*close));
        let span = if inner.is_some() { Span::new(line.start + 1, line.end - 1) } else { line };
        if inner.is_some() {
            self.marks.extend([Span::new(line.start, span.start), Span::new(span.end, line.end)]);
        }
        match inner {
            Some(('[', _)) => self.items.extend(items(text, span, ',')),
            _ => self.items.push(span),
        }
        self.value = if self.value.is_empty() { span } else { self.value.cover(span) };
        let before = self.paragraphs.last_mut().filter(|_| continues && inner.is_none());
        match before.and_then(|paragraph| Some((joint(text, paragraph, span)?, paragraph))) {
            Some((joint, paragraph)) => paragraph.extend([joint, Some(Inline::Text(span))].into_iter().flatten()),
            None => self.paragraphs.push(vec![Inline::Text(span)]),
        }
    }
}

/// What joins a line to the lines before it: white space, if any stands before it; nothing where a mark does.
fn joint(text: &str, paragraph: &[Inline], line: Span) -> Option<Option<Inline>> {
    let Some(Inline::Text(before)) = paragraph.last() else { return Some(None) };
    let between = Span::new(before.end, line.start);
    text[between.range()].trim().is_empty().then_some(Some(Inline::Space { span: between, with: "\n" }))
}

/// The parts of a value between separators, without white space and quotation marks.
pub(super) fn items(text: &str, value: Span, separator: char) -> Vec<Span> {
    let is_mark = |character: char| character.is_whitespace() || matches!(character, '"' | '\'');
    let words = text[value.range()].split(separator).map(|part| part.trim_matches(is_mark)).filter(|words| !words.is_empty());
    let place = |words: &str| words.as_ptr() as usize - text.as_ptr() as usize;
    words.map(|words| Span::new(place(words), place(words) + words.len())).collect()
}
