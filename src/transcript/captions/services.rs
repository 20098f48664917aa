//! Where the JSON of programs and services that recognize speech keeps what is said, who says it, and when.
//!
//! Each has names of its own, and they do not contradict one another: what is said is a list of utterances (`segments`, `sentences`), of
//! words (`words`, `items`), or of turns that have lists of words (`monologues`).

use serde::Deserialize;
use serde_json::value::RawValue;

/// A field as it stands, if it is there.
pub(super) type Raw<'a> = Option<&'a RawValue>;

/// The longest time, in milliseconds.
const TIME_LIMIT: f64 = 1e12;

/// How many objects lie around a list at most: `results`, `channels`, `alternatives`, `paragraphs`.
const DEPTH: usize = 6;

/// Ticks of a hundred nanoseconds in a millisecond.
const TICKS: f64 = 10_000.0;

/// What one voice says without a pause that the file states.
pub(super) struct Spoken<'a> {
    /// The first and the last thing of the list that it comes from.
    pub(super) first: &'a RawValue,
    pub(super) last: &'a RawValue,
    /// What is said, piece by piece, and whether nothing parts a piece from the one before it.
    pub(super) pieces: Vec<(&'a RawValue, bool)>,
    /// Who speaks.
    pub(super) speaker: Raw<'a>,
    /// When it begins and ends, in milliseconds.
    pub(super) time: Option<(u64, u64)>,
}

impl<'a> Spoken<'a> {
    /// All that is said, in one text.
    pub(super) fn of_text(text: &'a RawValue) -> Spoken<'a> {
        Spoken { first: text, last: text, pieces: vec![(text, true)], speaker: None, time: None }
    }
}

/// What a file has.
pub(super) struct Heard<'a> {
    pub(super) list: Option<List<'a>>,
    /// All that is said, in one text.
    pub(super) text: Raw<'a>,
    /// The language that the file states.
    pub(super) language: Raw<'a>,
}

/// A list of what is said.
pub(super) struct List<'a> {
    items: Vec<&'a RawValue>,
    kind: Kind,
}

/// What a list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Utterances, timed in seconds.
    Seconds,
    /// Utterances, timed in whole milliseconds, or in seconds with a fraction.
    Either,
    Words,
}

/// Why a list cannot be read.
pub(super) enum Fault<'a> {
    /// One of its things, with its number from 0, is no utterance and no word.
    Item(&'a RawValue, usize, serde_json::Error),
    /// A field that should be a text is none.
    NoText(&'a RawValue),
}

/// An object that may hold the list.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Whole<'a> {
    #[serde(borrow)]
    segments: Raw<'a>,
    #[serde(borrow)]
    transcription: Raw<'a>,
    #[serde(borrow)]
    chunks: Raw<'a>,
    #[serde(borrow)]
    utterances: Raw<'a>,
    #[serde(borrow)]
    audio_segments: Raw<'a>,
    #[serde(borrow)]
    monologues: Raw<'a>,
    #[serde(borrow, rename = "recognizedPhrases")]
    phrases: Raw<'a>,
    #[serde(borrow)]
    sentences: Raw<'a>,
    #[serde(borrow)]
    messages: Raw<'a>,
    #[serde(borrow)]
    paragraphs: Raw<'a>,
    #[serde(borrow)]
    transcript: Raw<'a>,
    #[serde(borrow)]
    items: Raw<'a>,
    #[serde(borrow)]
    words: Raw<'a>,
    #[serde(borrow)]
    results: Raw<'a>,
    #[serde(borrow)]
    result: Raw<'a>,
    #[serde(borrow)]
    response: Raw<'a>,
    #[serde(borrow)]
    channels: Raw<'a>,
    #[serde(borrow)]
    alternatives: Raw<'a>,
    #[serde(borrow)]
    text: Raw<'a>,
    #[serde(borrow)]
    language: Raw<'a>,
    #[serde(borrow)]
    language_code: Raw<'a>,
}

/// One thing of a list: an utterance, a word, or a turn with its words.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Item<'a> {
    #[serde(borrow)]
    punctuated_word: Raw<'a>,
    #[serde(borrow)]
    text: Raw<'a>,
    #[serde(borrow)]
    transcript: Raw<'a>,
    #[serde(borrow)]
    body: Raw<'a>,
    #[serde(borrow)]
    content: Raw<'a>,
    #[serde(borrow)]
    sentence: Raw<'a>,
    #[serde(borrow)]
    value: Raw<'a>,
    #[serde(borrow)]
    word: Raw<'a>,
    #[serde(borrow)]
    display: Raw<'a>,
    #[serde(borrow)]
    alternatives: Raw<'a>,
    #[serde(borrow, rename = "nBest")]
    best: Raw<'a>,
    #[serde(borrow)]
    elements: Raw<'a>,
    #[serde(borrow)]
    sentences: Raw<'a>,
    #[serde(borrow)]
    words: Raw<'a>,
    #[serde(borrow)]
    speaker_name: Raw<'a>,
    #[serde(borrow)]
    speaker: Raw<'a>,
    #[serde(borrow)]
    speaker_label: Raw<'a>,
    #[serde(borrow)]
    speaker_id: Raw<'a>,
    #[serde(borrow, rename = "speakerTag")]
    speaker_tag: Raw<'a>,
    #[serde(borrow)]
    participant: Raw<'a>,
    #[serde(borrow)]
    role: Raw<'a>,
    #[serde(borrow)]
    name: Raw<'a>,
    #[serde(borrow, rename = "type")]
    kind: Raw<'a>,
    #[serde(borrow)]
    start: Raw<'a>,
    #[serde(borrow)]
    start_time: Raw<'a>,
    #[serde(borrow, rename = "startTime")]
    start_time_of_others: Raw<'a>,
    #[serde(borrow)]
    ts: Raw<'a>,
    #[serde(borrow)]
    end: Raw<'a>,
    #[serde(borrow)]
    end_time: Raw<'a>,
    #[serde(borrow, rename = "endTime")]
    end_time_of_others: Raw<'a>,
    #[serde(borrow)]
    end_ts: Raw<'a>,
    #[serde(rename = "offsetInTicks")]
    offset_in_ticks: Option<f64>,
    #[serde(rename = "durationInTicks")]
    duration_in_ticks: Option<f64>,
    offsets: Option<Offsets>,
    timestamp: Option<(Option<f64>, Option<f64>)>,
}

/// Times in milliseconds, as whisper.cpp has them.
#[derive(Deserialize)]
struct Offsets {
    from: f64,
    to: f64,
}

/// Finds what is said in a file.
///
/// # Errors
/// Those of JSON that is none.
pub(super) fn find(json: &str) -> Result<Heard<'_>, serde_json::Error> {
    if json.trim_start().starts_with('[') {
        let items = serde_json::from_str(json)?;
        return Ok(Heard { list: Some(List { items, kind: Kind::Seconds }), text: None, language: None });
    }
    let whole: Whole<'_> = serde_json::from_str(json)?;
    let (text, language) = (whole.text, whole.language.or(whole.language_code));
    Ok(Heard { list: whole.list(0)?, text, language })
}

/// What is in a list, if some field is one.
fn list_in<'a>(raw: Raw<'a>) -> Option<Vec<&'a RawValue>> {
    let raw = raw.filter(|raw| raw.get().starts_with('['))?;
    serde_json::from_str(raw.get()).ok()
}

/// The first of a list that is an object.
fn first_in<'a, T: Deserialize<'a>>(raw: Raw<'a>) -> Option<T> {
    serde_json::from_str(list_in(raw)?.first()?.get()).ok()
}

impl<'a> Whole<'a> {
    /// The list that it holds; `depth` is how many objects lie around it.
    fn list(&self, depth: usize) -> Result<Option<List<'a>>, serde_json::Error> {
        let lists = [
            (self.segments, Kind::Seconds),
            (self.transcription, Kind::Seconds),
            (self.chunks, Kind::Seconds),
            (self.utterances, Kind::Either),
            (self.audio_segments, Kind::Seconds),
            (self.monologues, Kind::Seconds),
            (self.phrases, Kind::Seconds),
            (self.sentences, Kind::Seconds),
            (self.messages, Kind::Seconds),
            (self.paragraphs, Kind::Seconds),
            (self.transcript, Kind::Seconds),
            (self.items, Kind::Words),
            (self.results, Kind::Seconds),
        ];
        for (raw, kind) in lists {
            if let Some(items) = list_in(raw) {
                return Ok(Some(List::new(items, kind)));
            }
        }
        if depth < DEPTH {
            let objects = [self.results, self.result, self.transcription, self.transcript, self.response, self.paragraphs];
            for raw in objects.into_iter().flatten().filter(|raw| raw.get().starts_with('{')) {
                let inner: Whole<'a> = serde_json::from_str(raw.get())?;
                if let Some(found) = inner.list(depth + 1)? {
                    return Ok(Some(found));
                }
            }
            // Of other channels nothing may be lost; other readings of the same words may.
            let is_one = list_in(self.channels).is_some_and(|channels| channels.len() == 1);
            let inner: Option<Whole<'a>> = if is_one { first_in(self.channels) } else { first_in(self.alternatives) };
            if let Some(inner) = inner
                && let Some(found) = inner.list(depth + 1)?
            {
                return Ok(Some(found));
            }
        }
        // Words without voices say no more than the text.
        let words = list_in(self.words).map(|items| List::new(items, Kind::Words));
        Ok(words.filter(|words| depth > 0 && self.text.is_none() || words.names_voices()))
    }
}

impl<'a> List<'a> {
    fn new(items: Vec<&'a RawValue>, kind: Kind) -> List<'a> {
        let item = |raw: Option<&&'a RawValue>| raw.and_then(|raw| serde_json::from_str::<Item<'a>>(raw.get()).ok());
        // The last of several results may have all words once more, with their voices.
        let last = item(items.last()).and_then(|last| first_in::<Whole<'a>>(last.alternatives));
        let words = last.and_then(|last| list_in(last.words)).map(|items| List { items, kind: Kind::Words });
        if let Some(words) = words.filter(List::names_voices) {
            return words;
        }
        // `results` may hold words, each with its kind.
        let first = item(items.first());
        let is_word = first.is_some_and(|item| item.alternatives.is_some() && item.kind.is_some());
        List { items, kind: if is_word { Kind::Words } else { kind } }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether the first of its things says something.
    pub(super) fn is_said(&self) -> bool {
        let Some(raw) = self.items.first() else { return false };
        serde_json::from_str::<Item<'a>>(raw.get()).is_ok_and(|item| item.pieces(raw, 0).is_ok())
    }

    fn names_voices(&self) -> bool {
        let first: Option<Item<'a>> = self.items.first().and_then(|item| serde_json::from_str(item.get()).ok());
        first.is_some_and(|item| item.speaker().is_some())
    }

    /// What is said, in order.
    pub(super) fn read(&self) -> Result<Vec<Spoken<'a>>, Fault<'a>> {
        let mut items: Vec<(&'a RawValue, Item<'a>)> = Vec::with_capacity(self.items.len());
        for raw in &self.items {
            let item = serde_json::from_str(raw.get()).map_err(|error| Fault::Item(raw, items.len(), error))?;
            items.push((raw, item));
        }
        if self.kind == Kind::Words {
            return words(&items);
        }
        let times = || items.iter().flat_map(|(_, item)| [item.start, item.end]).flatten();
        let is_whole = self.kind == Kind::Either && times().all(|time| time.get().bytes().all(|byte| byte.is_ascii_digit()));
        let unit = if is_whole { 1.0 } else { 1_000.0 };
        let spoken = items.iter().enumerate().map(|(index, (raw, item))| {
            let pieces = item.pieces(raw, index)?;
            Ok(Spoken {
                first: raw,
                last: raw,
                pieces,
                speaker: item.stated_speaker()?,
                time: item.time(unit).or_else(|| item.time_of_words(unit)),
            })
        });
        spoken.collect()
    }
}

/// Words that follow one another in one voice are one thing that is said.
fn words<'a>(items: &[(&'a RawValue, Item<'a>)]) -> Result<Vec<Spoken<'a>>, Fault<'a>> {
    let has_spaces = items.iter().any(|(_, item)| item.is_space());
    let mut spoken: Vec<Spoken<'a>> = Vec::new();
    for (index, (raw, item)) in items.iter().enumerate() {
        let pieces = item.pieces(raw, index)?;
        let speaker = item.stated_speaker()?;
        let time = item.time(1_000.0);
        let is_same = |last: &Spoken<'a>| {
            // A mark of punctuation may have no voice.
            speaker.is_none_or(|speaker| last.speaker.is_some_and(|other| other.get() == speaker.get()))
        };
        let is_glued = has_spaces || item.is_punctuation();
        match spoken.last_mut().filter(|last| is_same(last)) {
            Some(last) => {
                last.pieces.extend(pieces.into_iter().map(|(text, _)| (text, is_glued)));
                last.last = raw;
                last.time = match (last.time, time) {
                    (Some((start, _)), Some((_, end))) => Some((start, end)),
                    (stated, other) => stated.or(other),
                };
            }
            None => spoken.push(Spoken { first: raw, last: raw, pieces, speaker, time }),
        }
    }
    Ok(spoken)
}

impl<'a> Item<'a> {
    fn texts(&self) -> impl Iterator<Item = &'a RawValue> {
        let texts = [
            self.punctuated_word,
            self.text,
            self.transcript,
            self.body,
            self.content,
            self.sentence,
            self.value,
            self.word,
            self.display,
            self.words.filter(|words| words.get().starts_with('"')),
        ];
        texts.into_iter().flatten()
    }

    /// What is said.
    fn said(&self) -> Raw<'a> {
        let nested = || first_in::<Item<'a>>(self.alternatives).or_else(|| first_in(self.best))?.said();
        self.texts().find(|text| text.get().starts_with('"')).or_else(nested)
    }

    /// What is said, piece by piece; `raw` is all of it, and `index` its number in the list.
    fn pieces(&self, raw: &'a RawValue, index: usize) -> Result<Vec<(&'a RawValue, bool)>, Fault<'a>> {
        if let Some(text) = self.said() {
            return Ok(vec![(text, true)]);
        }
        if let Some(text) = self.texts().next() {
            return Err(Fault::NoText(text));
        }
        let lists = [(self.elements, true), (self.sentences, false), (self.words, false)];
        let Some((items, is_glued)) = lists.into_iter().find_map(|(raw, is_glued)| Some((list_in(raw)?, is_glued))) else {
            return Err(Fault::Item(raw, index, serde::de::Error::missing_field("text")));
        };
        let mut pieces = Vec::with_capacity(items.len());
        for item in items {
            let word: Item<'a> = serde_json::from_str(item.get()).map_err(|error| Fault::Item(item, index, error))?;
            let text = word.said().ok_or_else(|| Fault::Item(item, index, serde::de::Error::missing_field("text")))?;
            pieces.push((text, is_glued || word.is_punctuation()));
        }
        Ok(pieces)
    }

    /// Who speaks: a name, a number, or an object that has a name.
    fn speaker(&self) -> Raw<'a> {
        let fields = [
            self.speaker_name,
            self.speaker,
            self.speaker_label,
            self.speaker_id,
            self.speaker_tag.filter(|tag| tag.get() != "0"),
            self.participant,
            self.role,
            self.name,
        ];
        let named = fields.into_iter().flatten().find_map(|field| match field.get().as_bytes()[0] {
            b'{' => serde_json::from_str::<Item<'a>>(field.get()).ok()?.name.filter(|name| name.get().starts_with('"')),
            b'"' | b'0'..=b'9' => Some(field),
            _ => None,
        });
        named.or_else(|| first_in::<Item<'a>>(self.alternatives)?.speaker())
    }

    /// Who speaks, where nothing else stands in the field for it.
    fn stated_speaker(&self) -> Result<Raw<'a>, Fault<'a>> {
        match (self.speaker(), self.speaker) {
            (None, Some(other)) => Err(Fault::NoText(other)),
            (speaker, _) => Ok(speaker),
        }
    }

    fn is_punctuation(&self) -> bool {
        self.kind.is_some_and(|kind| matches!(kind.get(), "\"punctuation\"" | "\"punct\""))
    }

    /// Whether it is white space between two words.
    fn is_space(&self) -> bool {
        self.kind.is_some_and(|kind| kind.get() == "\"spacing\"") || self.said().is_some_and(|text| text.get() == "\" \"")
    }

    /// When the first of its words begins and the last one ends.
    fn time_of_words(&self, unit: f64) -> Option<(u64, u64)> {
        let items = list_in(self.elements).or_else(|| list_in(self.words))?;
        let mut times = items.iter().filter_map(|item| serde_json::from_str::<Item<'a>>(item.get()).ok()?.time(unit));
        let first = times.next()?;
        Some((first.0, times.next_back().unwrap_or(first).1))
    }

    /// When it begins and ends, in milliseconds; `unit` is how many of them the numbers count.
    fn time(&self, unit: f64) -> Option<(u64, u64)> {
        let number = |raws: [Raw<'a>; 4]| {
            let raw = raws.into_iter().flatten().next()?;
            raw.get().trim_matches('"').trim_end_matches('s').parse::<f64>().ok().map(|number| number * unit)
        };
        let start = number([self.start, self.start_time, self.start_time_of_others, self.ts]);
        let end = number([self.end, self.end_time, self.end_time_of_others, self.end_ts]);
        let ticks = || Some((self.offset_in_ticks? / TICKS, (self.offset_in_ticks? + self.duration_in_ticks?) / TICKS));
        let (start, end) = match (start, end, self.timestamp) {
            (Some(start), end, _) => (start, end.unwrap_or(start)),
            (None, _, Some((Some(start), end))) => (start * 1_000.0, end.unwrap_or(start) * 1_000.0),
            _ => self.offsets.as_ref().map(|offsets| (offsets.from, offsets.to)).or_else(ticks)?,
        };
        Some((milliseconds(start)?, milliseconds(end)?))
    }
}

/// A time in milliseconds, rounded.
fn milliseconds(time: f64) -> Option<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies within limits")]
    (0.0..TIME_LIMIT).contains(&time).then(|| time.round() as u64)
}
