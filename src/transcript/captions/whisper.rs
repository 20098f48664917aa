//! The JSON of Whisper and of other programs and services that recognize speech: a list of what is said, or of its words.

use serde_json::value::RawValue;

use crate::{
    span::Span,
    transcript::{
        FormatError, Inline,
        captions::{
            cue::{Cue, Item, Part, Voice, apart},
            escapes::decoded,
            services::{self, Heard, Spoken},
        },
    },
};

/// The lists that are known: Whisper and WhisperX, whisper.cpp, the pipelines of Transformers, and services that tell speakers apart.
const LISTS: &str =
    "`segments`, `transcription`, `chunks`, `utterances`, `monologues`, `sentences`, `messages`, `results` or `words`";

/// What is said in a file, in order.
pub(super) struct File<'a> {
    text: &'a str,
    said: Vec<Spoken<'a>>,
    /// The language that the file states.
    pub(super) language: Option<String>,
}

/// Whether a file looks like one: it is an object of JSON, and holds a list of what is said.
pub(in crate::transcript) fn is_whisper(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("{") && services::find(text).is_ok_and(|heard| heard.list.is_some_and(|list| list.is_said()))
}

impl<'a> File<'a> {
    /// Reads a file.
    pub(super) fn parse(text: &'a str) -> Result<File<'a>, FormatError> {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let Heard { list, text: whole, language } =
            services::find(&text[start..]).map_err(|error| no_json(text, start, &error))?;
        let language = language.and_then(|language| serde_json::from_str(language.get()).ok());
        let said = match (list, whole) {
            (Some(list), _) if !list.is_empty() => list.read().map_err(|fault| match fault {
                services::Fault::Item(item, index, error) => no_segment(span_in(text, item.get()), index, &error),
                services::Fault::NoText(field) => {
                    FormatError::new(span_in(text, field.get()), "a text was expected here, in quotation marks")
                }
            })?,
            (_, Some(whole)) if whole.get().starts_with('"') => vec![Spoken::of_text(whole)],
            (Some(_), _) | (None, Some(_)) => Vec::new(),
            (None, None) => {
                let help = format!("a transcript in JSON has a list of what is said: {LISTS}");
                return Err(
                    FormatError::new(Span::new(start, text.len().min(start + 1)), "this JSON holds no transcript").help(help)
                );
            }
        };
        Ok(File { text, said, language })
    }

    /// Gives each part of the file.
    pub(super) fn read(&self, take: &mut dyn FnMut(Item)) {
        let mut at = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        if let Some(first) = self.said.first() {
            let start = span_in(self.text, first.first.get()).start;
            take(Item::Dropped(Span::new(at, start), "json-structure"));
            at = start;
        }
        for said in &self.said {
            let region = Span::new(at, span_in(self.text, said.last.get()).end);
            let cue = self.cue(said, region);
            take(if cue.is_blank(self.text) { Item::Dropped(region, "empty-cue") } else { Item::Cue(cue) });
            at = region.end;
        }
        take(Item::Dropped(Span::new(at, self.text.len()), "json-structure"));
    }

    /// What one voice says as a cue; `region` has all its bytes, and those since the last one.
    fn cue(&self, spoken: &Spoken<'a>, region: Span) -> Cue {
        let pieces: Vec<Span> = spoken.pieces.iter().map(|(text, _)| self.content(text)).collect();
        let (first, last) = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => (*first, *last),
            _ => (Span::at(region.start), Span::at(region.start)),
        };
        let named = spoken.speaker.map(|speaker| self.content(speaker));
        let named = named.filter(|name| !self.text[name.range()].trim().is_empty());
        // The name stands before what is said, or between its first piece and the next.
        let next = pieces.get(1).map_or(region.end, |next| next.start);
        let named = named.filter(|name| name.end <= first.start || first.end <= name.start && name.end <= next);
        let mut mark = Span::new(region.start, first.start);
        let mut free = first.end;
        let voice = named.map(|name| {
            let mut label = Vec::new();
            let mut meant = String::new();
            let before = name.start < first.start;
            // The braces and the names of fields on the way to the name belong to the label.
            let way = if before { Span::new(region.start, name.start) } else { Span::new(first.end, name.start) };
            label.push(Inline::Markup(way));
            fragments(self.text, name, &mut |part| match part {
                Part::Decoded(span, text) => {
                    meant.push_str(&text);
                    label.push(Inline::Decoded { span, text });
                }
                Part::Text(span) => {
                    meant.push_str(&self.text[span.range()]);
                    label.push(Inline::Text(span));
                }
                _ => {}
            });
            if before {
                mark.start = name.end;
            } else if pieces.len() == 1 {
                label.push(Inline::Markup(Span::new(name.end, region.end)));
                free = region.end;
            } else {
                free = name.end;
            }
            Voice { name: meant.trim().to_owned(), label, span: name }
        });
        let mut parts = Vec::new();
        fragments(self.text, first, &mut |part| parts.push(part));
        for (piece, (_, is_glued)) in pieces.iter().zip(&spoken.pieces).skip(1) {
            let between = Span::new(free, piece.start);
            match between.is_empty() {
                true => {}
                // Where words stand apart in a list, a space parts them.
                false if !is_glued => parts.extend(apart(self.text, between)),
                false => parts.push(Part::Markup(between)),
            }
            fragments(self.text, *piece, &mut |part| parts.push(part));
            free = piece.end;
        }
        let after = Span::new(free.max(last.end), region.end);
        if !after.is_empty() {
            parts.push(Part::Markup(after));
        }
        Cue { mark, time: spoken.time, voice, parts }
    }

    /// What stands between the quotation marks of a text, or all of a number.
    fn content(&self, raw: &'a RawValue) -> Span {
        let span = span_in(self.text, raw.get());
        let quote = usize::from(raw.get().starts_with('"'));
        Span::new(span.start + quote, span.end - quote)
    }
}

/// The span of a part of a text.
fn span_in(text: &str, part: &str) -> Span {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(start, start + part.len())
}
/// Cuts the inside of a text of JSON at its escapes; escapes that follow one another are one part.
fn fragments(text: &str, span: Span, take: &mut dyn FnMut(Part)) {
    let mut from = span.start;
    let mut at = span.start;
    while let Some(found) = memchr::memchr(b'\\', &text.as_bytes()[at..span.end]) {
        let start = at + found;
        let mut end = start;
        while text.as_bytes()[end..span.end].first() == Some(&b'\\') {
            let is_long = text.as_bytes().get(end + 1) == Some(&b'u');
            end = (end + if is_long { 6 } else { 2 }).min(span.end);
        }
        at = end;
        let escape = Span::new(start, end);
        // What XML cannot carry stays as it is written.
        let Some(meant) = text.get(escape.range()).and_then(decoded) else { continue };
        if from < start {
            take(Part::Text(Span::new(from, start)));
        }
        take(Part::Decoded(escape, meant.into()));
        from = end;
    }
    if from < span.end {
        take(Part::Text(Span::new(from, span.end)));
    }
}

/// The failure of a text that is no JSON, at its place.
fn no_json(text: &str, start: usize, error: &serde_json::Error) -> FormatError {
    let line = text[start..].split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = text.floor_char_boundary((start + line + error.column().saturating_sub(1)).min(text.len()));
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    FormatError::new(Span::at(at), format!("this is no JSON of a transcript: {message}"))
        .help(format!("take the file as it was written; it has a list of segments: {LISTS}"))
}

fn no_segment(span: Span, index: usize, error: &serde_json::Error) -> FormatError {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    FormatError::new(span, format!("segment {} is not what recognizers of speech write: {message}", index + 1))
        .help("a segment has `start` and `end` in seconds, and `text`")
}
