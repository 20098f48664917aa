//! Which language a text is in: what a heading says, else its small words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Decision,
        letters::{is_alphabetic, with_lowercase, words as words_in},
        vocabulary::WORDS,
    },
};

/// How much of a text is read to tell its language, in bytes.
const SAMPLE: usize = 200_000;

/// A language that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLanguage {
    /// The tag of BCP 47; `und` where nothing tells.
    pub tag: String,
    /// The language of the original, where the text is a translation and says so.
    pub original: Option<String>,
}

impl Default for FoundLanguage {
    fn default() -> FoundLanguage {
        FoundLanguage { tag: "und".to_owned(), original: None }
    }
}

/// For each name of a language, the tag of the first that has it.
static NAMES: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for language in &WORDS.languages {
        for name in &language.names {
            names.entry(name.as_str()).or_insert(language.tag.as_str());
        }
    }
    names
});

/// The tag of the first language that the words name.
pub(super) fn named(words: &str) -> Option<&'static str> {
    words_in(words).find_map(|word| with_lowercase(word, |word| NAMES.get(word).copied()))
}

/// The tag of the language that the value of a key states: by its name, or as a tag such as `en` or `pt-BR`.
pub(super) fn stated(value: &str) -> Option<&'static str> {
    let primary = value.split(['-', '_']).next().unwrap_or_default().trim().to_lowercase();
    let is_tag = value.trim().len() <= 12 && !value.trim().contains(char::is_whitespace);
    let by_tag = WORDS.languages.iter().find(|language| is_tag && language.tag == primary).map(|language| language.tag.as_str());
    by_tag.or_else(|| named(value))
}

/// The tag of the language whose name begins with some letters, at least two: `russ`, `engl`.
pub(super) fn abbreviated(letters: &str) -> Option<&'static str> {
    let is_name = |name: &String| letters.chars().nth(1).is_some() && name.starts_with(letters);
    WORDS.languages.iter().find(|language| language.names.iter().any(is_name)).map(|language| language.tag.as_str())
}

/// The script of a letter, as ISO 15924 calls it; nothing for a character of no script or of one that is not told here.
pub(super) fn script(letter: char) -> Option<&'static str> {
    Some(match letter {
        _ if !letter.is_alphabetic() => return None,
        '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => "Latn",
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => "Grek",
        '\u{400}'..='\u{52f}' => "Cyrl",
        '\u{530}'..='\u{58f}' => "Armn",
        '\u{590}'..='\u{5ff}' => "Hebr",
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => "Arab",
        '\u{900}'..='\u{97f}' => "Deva",
        '\u{e00}'..='\u{e7f}' => "Thai",
        '\u{10a0}'..='\u{10ff}' => "Geor",
        '\u{3040}'..='\u{30ff}' => "Jpan",
        '\u{3400}'..='\u{9fff}' => "Hani",
        '\u{ac00}'..='\u{d7af}' => "Hang",
        _ => return None,
    })
}

/// The tag of a language in the script of some words, where that is not its own: `ru-Latn`.
pub(super) fn in_script(tag: &'static str, words: &str) -> String {
    let of_words = words.chars().find_map(script);
    let language = WORDS.languages.iter().find(|language| language.tag == tag);
    let own = language.and_then(|language| language.words.first()?.chars().find_map(script));
    match (of_words, own) {
        (Some("Latn"), Some(own)) if own != "Latn" => format!("{tag}-Latn"),
        _ => tag.to_owned(),
    }
}

/// The name of a language by its tag, for people, with a capital.
pub fn name(tag: &str) -> Option<String> {
    let language = WORDS.languages.iter().find(|language| language.tag == tag)?;
    let name = language.names.first()?;
    let mut characters = name.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect())
}

/// Tells the language by the text itself.
pub(super) fn guess(text: &str) -> (String, Decision) {
    let sample = &text[..text.floor_char_boundary(text.len().min(SAMPLE))];
    let (tag, evidence, certainty) = by_script(sample)
        .or_else(|| by_words(sample))
        .unwrap_or_else(|| ("und", "no language that is known shows itself".to_owned(), Certainty::Low));
    let decision = Decision {
        kind: "language",
        span: Span::new(0, sample.len()),
        value: tag.to_owned(),
        evidence: vec![evidence.into()],
        certainty,
    };
    (tag.to_owned(), decision)
}

/// For each small word, the languages that have it, by their places in the word list.
static LANGUAGES_OF: LazyLock<FxHashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages_of: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, language) in WORDS.languages.iter().enumerate() {
        language.words.iter().for_each(|word| languages_of.entry(word).or_default().push(index));
    }
    languages_of
});

/// Whether a word is a small word of any language.
pub(super) fn is_small_word(word: &str) -> bool {
    with_lowercase(word, |word| LANGUAGES_OF.contains_key(word))
}

/// Scripts that one language alone uses.
fn by_script(sample: &str) -> Option<(&'static str, String, Certainty)> {
    let (mut kana, mut hangul, mut han, mut letters) = (0usize, 0usize, 0usize, 0usize);
    for character in sample.chars().filter(|&character| is_alphabetic(character)) {
        letters += 1;
        match character {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            _ => {}
        }
    }
    let (tag, script) = match () {
        () if letters == 0 => return None,
        () if kana * 10 > letters => ("ja", "kana"),
        () if hangul * 2 > letters => ("ko", "Hangul"),
        () if han * 2 > letters => ("zh", "Chinese characters without kana"),
        () => return None,
    };
    Some((tag, format!("is written in {script}"), Certainty::Medium))
}

/// Whether a text could be in a language: its small words are at least half as many as those of any other.
pub(super) fn could_be(text: &str, tag: &str) -> bool {
    let (scores, _) = scores(&text[..text.floor_char_boundary(text.len().min(SAMPLE))]);
    let best = scores.first().map_or(0, |(score, _)| *score);
    scores.iter().any(|&(score, other)| other == tag && score * 2 >= best)
}

fn by_words(sample: &str) -> Option<(&'static str, String, Certainty)> {
    let (scores, total) = scores(sample);
    let (&(best, tag), &(second, _)) = (scores.first()?, scores.get(1)?);
    if best * 20 < total || best < 3 {
        return None;
    }
    let certainty = if best > second * 2 && best >= 20 { Certainty::High } else { Certainty::Medium };
    Some((tag, format!("{best} of {total} words are small words of this language; the next language has {second}"), certainty))
}

/// For each language how many of its small words a text has, the most first; and how many words there are.
fn scores(sample: &str) -> (Vec<(usize, &'static str)>, usize) {
    let mut scores: Vec<(usize, &'static str)> = WORDS.languages.iter().map(|language| (0, language.tag.as_str())).collect();
    let mut total = 0usize;
    for word in sample.split(|character: char| !is_alphabetic(character)).filter(|word| !word.is_empty()) {
        total += 1;
        for &language in with_lowercase(word, |word| LANGUAGES_OF.get(word)).into_iter().flatten() {
            scores[language].0 += 1;
        }
    }
    // By score, then by tag, so that the same text always gives the same answer.
    scores.sort_by_key(|&(score, tag)| (std::cmp::Reverse(score), tag));
    (scores, total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_and_scripts_tell_the_language() {
        let cases = [
            ("We have come to you and it was a long way for the children, but this is not the end of that.", "en"),
            ("Ich habe nicht gesagt, dass die Leute mit der Bahn zu uns kommen und es ist auch gut.", "de"),
            ("Я не знаю, что он сказал, но мы как и вы по домам, и это хорошо.", "ru"),
            ("これは日本語の文です。", "ja"),
            ("同志们，你们好。", "zh"),
            ("Xyzzy plugh.", "und"),
        ];
        for (text, tag) in cases {
            assert_eq!(guess(text).0, tag, "{text}");
        }
        assert_eq!(named("Translation - English"), Some("en"));
        assert_eq!(name("sq").as_deref(), Some("Albanian"));
    }
}
