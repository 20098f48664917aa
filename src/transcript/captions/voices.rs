//! What a file shows of its voices: whether cues name them, and how.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    span::Span,
    transcript::{
        Guidance,
        captions::cue::{Cue, Item, Part},
        labels::key,
        names::{in_capitals, is_name_word, is_particle},
    },
};

/// How much of the text is kept to tell its language, in bytes.
const SAMPLE: usize = 40_000;

/// The longest label, in bytes and in words.
const LABEL_LENGTH: usize = 100;
const LABEL_WORDS: usize = 5;

/// How often a label stands that is not in capitals.
const OFTEN: usize = 2;

/// The marks with which a line begins where another voice speaks.
const DASHES: [&str; 6] = ["-", "–", "—", "‐", "―", ">>"];

/// What is learned of the voices of a file.
#[derive(Debug, Default)]
pub(super) struct Voices {
    /// Labels that somebody named, and names that somebody said are none.
    speakers: FxHashSet<String>,
    never: FxHashSet<String>,
    /// How often each label stands at the beginning of a line.
    labels: FxHashMap<String, usize>,
    /// How many cues have a field or a tag that says who speaks.
    pub(super) fields: usize,
    /// How many lines begin with a dash, in cues with several of them.
    pub(super) dashes: usize,
    /// Some of what is said.
    pub(super) sample: String,
}

/// What the beginning of a line says of the voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// The label with its mark, and the name in it.
    Label(Span, Span),
    /// A dash: another voice, without a name.
    Dash(Span),
}

impl Voices {
    /// Begins with what somebody said of labels.
    pub(super) fn told(guidance: &Guidance) -> Voices {
        let keys = |names: &[String]| names.iter().map(|name| key(name)).collect();
        Voices { speakers: keys(&guidance.speakers), never: keys(&guidance.never), ..Voices::default() }
    }

    /// Learns from a part of a file.
    pub(super) fn learn(&mut self, text: &str, item: &Item) {
        let Item::Cue(cue) = item else { return };
        self.fields += usize::from(cue.voice.is_some());
        let mut dashes = 0;
        for part in &cue.parts {
            match part {
                Part::Text(span) => self.add_sample(&text[span.range()]),
                Part::Decoded(_, meant) => self.add_sample(meant),
                Part::LineEnd(_) => self.add_sample("\n"),
                Part::Voice(voice, _) => self.fields += usize::from(voice.is_some()),
                _ => {}
            }
        }
        self.add_sample("\n");
        for line in beginnings(cue) {
            dashes += usize::from(dash(&text[line.range()]).is_some());
            if let Some((_, name)) = label(text, line) {
                *self.labels.entry(key(&text[name.range()])).or_default() += 1;
            }
        }
        self.dashes += if dashes > 1 { dashes } else { 0 };
    }

    fn add_sample(&mut self, words: &str) {
        if self.sample.len() < SAMPLE {
            self.sample.push_str(words);
        }
    }

    /// What the beginning of a line says; a single dash says something only where others stand in pairs.
    pub(super) fn at(&self, text: &str, line: Span) -> Option<Start> {
        if let Some((whole, name)) = label(text, line) {
            let words = &text[name.range()];
            let is_loud = in_capitals(words) && words.chars().filter(|character| character.is_alphabetic()).count() > 1;
            let key = key(words);
            let is_often = self.labels.get(&key).is_some_and(|count| *count >= OFTEN);
            if (is_loud || is_often || self.speakers.contains(&key)) && !self.never.contains(&key) {
                return Some(Start::Label(whole, name));
            }
        }
        let mark = dash(&text[line.range()])?;
        let words = &text[line.range()];
        let start = line.end - words.trim_start().len();
        let length = words.trim_start().len() - words.trim_start()[mark.len()..].trim_start_matches('>').len();
        (self.dashes > 0 || mark == ">>").then(|| Start::Dash(Span::new(start, start + length)))
    }

    /// Whether labels stand in the text, which hold until another follows.
    pub(super) fn has_labels(&self) -> bool {
        self.labels.iter().any(|(key, count)| (*count >= OFTEN || self.speakers.contains(key)) && !self.never.contains(key))
    }

    /// Whether anything tells voices apart.
    pub(super) fn are_told(&self) -> bool {
        self.fields > 0 || self.dashes > 0 || self.has_labels()
    }
}

/// The first characters of each line of a cue.
fn beginnings(cue: &Cue) -> impl Iterator<Item = Span> {
    let mut begins = true;
    cue.parts.iter().filter_map(move |part| match part {
        Part::Text(span) => std::mem::take(&mut begins).then_some(*span),
        Part::Decoded(..) => {
            begins = false;
            None
        }
        Part::LineEnd(_) => {
            begins = true;
            None
        }
        _ => None,
    })
}

/// The dash that a line begins with.
fn dash(line: &str) -> Option<&'static str> {
    DASHES.into_iter().find(|dash| {
        let rest = line.trim_start().strip_prefix(dash);
        rest.is_some_and(|rest| rest.trim_start_matches('>').starts_with(|next: char| !next.is_ascii_digit() && next != '-'))
    })
}

/// A label that a line begins with: with its mark, and its name alone. A dash or a bracket may stand before the name.
fn label(text: &str, line: Span) -> Option<(Span, Span)> {
    let words = &text[line.range()];
    let head = &words[..words.floor_char_boundary(words.len().min(LABEL_LENGTH))];
    let (before, rest) = head.split_once([':', '：'])?;
    let end = line.start + head.len() - rest.len();
    if !text[end..line.end].is_empty()
        && !text[end..line.end].starts_with(char::is_whitespace)
        && !head[before.len()..].starts_with('：')
    {
        return None;
    }
    let name = before.trim_start_matches(['-', '–', '—', '‐', '―', '>', '[', '(', ' ']).trim_end_matches([']', ')', ' ']);
    let start = line.start + before.len() - before.trim_start_matches(['-', '–', '—', '‐', '―', '>', '[', '(', ' ']).len();
    let is_number = |word: &str| word.chars().all(|character| character.is_ascii_digit());
    let is_part = |word: &str| is_name_word(word) || is_particle(word) || is_number(word) || word.contains('_');
    let count = name.split_whitespace().count();
    let is_name = (1..=LABEL_WORDS).contains(&count)
        && name.split_whitespace().all(is_part)
        && name.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
        && !name.contains(['"', ',', ';', '?', '!']);
    let leading = start - line.start;
    let whole = line.start + words[..leading].len() - words[..leading].trim_start().len();
    is_name.then(|| (Span::new(whole, end), Span::new(start, start + name.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_a_name_before_a_colon() {
        let found = |line: &str| {
            label(line, Span::new(0, line.len()))
                .map(|(whole, name)| (line[whole.range()].to_owned(), line[name.range()].to_owned()))
        };
        let pair = |whole: &str, name: &str| Some((whole.to_owned(), name.to_owned()));
        assert_eq!(found("ANNA: Yes."), pair("ANNA:", "ANNA"));
        assert_eq!(found("- Anna Cole: Yes."), pair("- Anna Cole:", "Anna Cole"));
        assert_eq!(found("[SPEAKER_00]: Yes."), pair("[SPEAKER_00]:", "SPEAKER_00"));
        assert_eq!(found(">> MAN 2: Yes."), pair(">> MAN 2:", "MAN 2"));
        assert_eq!(found("毛泽东：你好"), pair("毛泽东：", "毛泽东"));
        for none in ["At 10:30 we met", "we said: no", "One thing is clear: no", "Yes, Anna: no", "No colon", ":", "https://a.b"]
        {
            assert_eq!(found(none), None, "{none}");
        }
        assert_eq!(
            (dash("- Yes"), dash("–Yes"), dash("-5 degrees"), dash("--"), dash(">>> Yes")),
            (Some("-"), Some("–"), None, None, Some(">>"))
        );
    }
}
