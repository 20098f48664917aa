//! The JSON of Whisper and of other programs that recognize speech: a list of segments or utterances with times and text.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    span::Span,
    transcript::{
        FormatError, Inline,
        captions::{
            cue::{Cue, Item, Part, Voice},
            escapes::decoded,
        },
    },
};

/// The lists of segments that are known: Whisper and WhisperX, whisper.cpp, the pipelines of Transformers, and services that tell
/// speakers apart.
const LISTS: &str = "`segments`, `transcription`, `chunks` or `utterances`";

/// The longest time, in milliseconds.
const TIME_LIMIT: f64 = 1e12;

/// A whole file.
#[derive(Default, Deserialize)]
struct Whole<'a> {
    #[serde(borrow, alias = "transcription", alias = "chunks")]
    segments: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    utterances: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    results: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    #[serde(borrow, alias = "language_code")]
    language: Option<&'a RawValue>,
}

/// What some services put the utterances in.
#[derive(Deserialize)]
struct Results<'a> {
    #[serde(borrow)]
    utterances: Vec<&'a RawValue>,
}

/// One segment, in any of the notations.
#[derive(Deserialize)]
struct Segment<'a> {
    #[serde(borrow, alias = "transcript")]
    text: &'a RawValue,
    #[serde(borrow, default)]
    speaker: Option<&'a RawValue>,
    #[serde(borrow, default)]
    start: Option<&'a RawValue>,
    #[serde(borrow, default)]
    end: Option<&'a RawValue>,
    offsets: Option<Offsets>,
    timestamp: Option<(Option<f64>, Option<f64>)>,
}

/// Times in milliseconds, as whisper.cpp has them.
#[derive(Deserialize)]
struct Offsets {
    from: f64,
    to: f64,
}

/// The segments of a file, in order.
pub(super) struct File<'a> {
    text: &'a str,
    segments: Vec<Segment<'a>>,
    /// Where each segment begins and ends.
    spans: Vec<Span>,
    /// How many milliseconds the numbers of `start` and `end` count.
    unit: f64,
    /// The language that the file states.
    pub(super) language: Option<String>,
}

/// Whether a file looks like one: it begins as JSON does, and names a list of segments.
pub(in crate::transcript) fn is_whisper(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let is_named =
        || ["\"segments\"", "\"transcription\"", "\"chunks\"", "\"utterances\""].iter().any(|name| text.contains(name));
    text.starts_with('{')
        && (text.contains("\"text\"") || text.contains("\"transcript\""))
        && is_named()
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

impl<'a> File<'a> {
    /// Reads a file.
    pub(super) fn parse(text: &'a str) -> Result<File<'a>, FormatError> {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let json = &text[start..];
        let whole: Whole<'a> = match json.trim_start().starts_with('[') {
            true => serde_json::from_str(json).map(|segments| Whole { segments: Some(segments), ..Whole::default() }),
            false => serde_json::from_str(json),
        }
        .map_err(|error| no_json(text, start, &error))?;
        let is_list_of_utterances = whole.segments.is_none();
        let nested = || serde_json::from_str::<Results<'a>>(whole.results?.get()).ok();
        let utterances = whole.utterances.or_else(|| nested().map(|results| results.utterances));
        let raw = match (whole.segments.or(utterances), whole.text) {
            (Some(segments), _) => segments,
            (None, Some(_)) => Vec::new(),
            (None, None) => {
                let help = format!("a transcript in JSON has a list of what is said: {LISTS}");
                return Err(
                    FormatError::new(Span::new(start, text.len().min(start + 1)), "this JSON holds no transcript").help(help)
                );
            }
        };
        let span = |raw: &'a RawValue| span_in(text, raw.get());
        let spans: Vec<Span> = raw.iter().map(|raw| span(raw)).collect();
        let mut segments = Vec::with_capacity(raw.len());
        for (raw, span) in raw.iter().zip(&spans) {
            let segment: Segment<'a> =
                serde_json::from_str(raw.get()).map_err(|error| no_segment(*span, segments.len(), &error))?;
            // Speakers may be numbered.
            let is_number = |field: &RawValue| field.get().bytes().all(|byte| byte.is_ascii_digit());
            for field in std::iter::once(segment.text).chain(segment.speaker.filter(|speaker| !is_number(speaker))) {
                if !field.get().starts_with('"') {
                    return Err(FormatError::new(span_in(text, field.get()), "a text was expected here, in quotation marks"));
                }
            }
            segments.push(segment);
        }
        // Utterances are timed in whole milliseconds, or in seconds with a fraction.
        let times = || segments.iter().flat_map(|segment| [segment.start, segment.end]).flatten();
        let is_whole = is_list_of_utterances && times().all(|time| time.get().bytes().all(|byte| byte.is_ascii_digit()));
        let unit = if is_whole { 1.0 } else { 1000.0 };
        let language = whole.language.and_then(|language| serde_json::from_str(language.get()).ok());
        let mut file = File { text, segments, spans, unit, language };
        if let Some(text) = whole.text.filter(|text| file.segments.is_empty() && text.get().starts_with('"')) {
            file.segments.push(Segment { text, speaker: None, start: None, end: None, offsets: None, timestamp: None });
            file.spans.push(span(text));
        }
        Ok(file)
    }

    /// Gives each part of the file.
    pub(super) fn read(&self, take: &mut dyn FnMut(Item)) {
        let mut at = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        if let Some(first) = self.spans.first() {
            take(Item::Dropped(Span::new(at, first.start), "json-structure"));
            at = first.start;
        }
        for (segment, span) in self.segments.iter().zip(&self.spans) {
            let region = Span::new(at, span.end);
            let cue = self.cue(segment, region);
            take(if cue.is_blank(self.text) { Item::Dropped(region, "empty-cue") } else { Item::Cue(cue) });
            at = span.end;
        }
        take(Item::Dropped(Span::new(at, self.text.len()), "json-structure"));
    }

    /// A segment as a cue; `region` has all its bytes, and those since the last one.
    fn cue(&self, segment: &Segment<'a>, region: Span) -> Cue {
        let said = self.content(segment.text);
        let named = segment.speaker.map(|speaker| self.content(speaker));
        let mut parts = Vec::new();
        fragments(self.text, said, &mut |part| parts.push(part));
        let mut mark = Span::new(region.start, said.start);
        let mut after = Span::new(said.end, region.end);
        let voice = named.filter(|name| !self.text[name.range()].trim().is_empty()).map(|name| {
            let mut label = Vec::new();
            let mut meant = String::new();
            let before = name.start < said.start;
            // The braces and the names of fields on the way to the name belong to the label.
            let way = if before { Span::new(region.start, name.start) } else { Span::new(said.end, name.start) };
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
            } else {
                label.push(Inline::Markup(Span::new(name.end, region.end)));
                after = Span::at(said.end);
            }
            Voice { name: meant.trim().to_owned(), label, span: name }
        });
        if !after.is_empty() {
            parts.push(Part::Markup(after));
        }
        Cue { mark, time: segment.time(self.unit), voice, parts }
    }

    /// What stands between the quotation marks of a text, or all of a number.
    fn content(&self, raw: &'a RawValue) -> Span {
        let span = span_in(self.text, raw.get());
        let quote = usize::from(raw.get().starts_with('"'));
        Span::new(span.start + quote, span.end - quote)
    }
}

impl Segment<'_> {
    /// When it begins and ends, in milliseconds; `unit` is how many of them the numbers count.
    fn time(&self, unit: f64) -> Option<(u64, u64)> {
        let number = |raw: Option<&RawValue>| raw.and_then(|raw| raw.get().parse::<f64>().ok()).map(|number| number * unit);
        let offsets = self.offsets.as_ref().map(|offsets| (offsets.from, offsets.to));
        let (start, end) = match (number(self.start), number(self.end), self.timestamp) {
            (Some(start), end, _) => (start, end.unwrap_or(start)),
            (None, _, Some((Some(start), end))) => (start * 1000.0, end.unwrap_or(start) * 1000.0),
            _ => offsets?,
        };
        Some((milliseconds(start)?, milliseconds(end)?))
    }
}

/// A time in milliseconds, rounded.
fn milliseconds(time: f64) -> Option<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies within limits")]
    (0.0..TIME_LIMIT).contains(&time).then(|| time.round() as u64)
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
