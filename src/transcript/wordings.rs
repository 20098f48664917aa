//! Phrases of the word lists, found word by word at the beginning of a text.

use rustc_hash::FxHashMap;

use crate::transcript::letters::{is_alphanumeric, lower};

/// Phrases by their first words.
#[derive(Default)]
pub(super) struct Wordings {
    phrases: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
}

impl Wordings {
    pub(super) fn of<'w>(phrases: impl IntoIterator<Item = &'static String> + 'w) -> Wordings {
        let mut wordings = Wordings::default();
        for phrase in phrases {
            let words: Vec<&str> = phrase.split(' ').collect();
            wordings.phrases.entry(words[0]).or_default().push(words);
        }
        wordings.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|words| std::cmp::Reverse(words.len())));
        wordings
    }

    /// How many of some words the longest phrase takes with which they begin.
    pub(super) fn longest(&self, words: &[Word<'_>]) -> Option<usize> {
        let phrases = self.phrases.get(words.first()?.lower.as_str())?;
        let is_here =
            |phrase: &&Vec<&str>| phrase.len() <= words.len() && phrase.iter().zip(words).all(|(part, word)| *part == word.lower);
        phrases.iter().find(is_here).map(Vec::len)
    }

    /// Whether some words are one of the phrases.
    pub(super) fn holds(&self, words: &[Word<'_>]) -> bool {
        self.longest(words).is_some_and(|length| length == words.len())
    }

    /// Whether one of the phrases stands anywhere among some words.
    pub(super) fn stands_in(&self, words: &[Word<'_>]) -> bool {
        (0..words.len()).any(|at| self.longest(&words[at..]).is_some())
    }
}

/// A word of a line without the punctuation around it.
#[derive(Clone, Debug)]
pub(super) struct Word<'w> {
    pub(super) start: usize,
    pub(super) text: &'w str,
    /// In small letters.
    pub(super) lower: String,
}

impl Word<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn has_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// The words of a line: what holds a figure is one word with its strokes and points, `231/ss`; of the rest, strokes and points part
/// words. The signs `№` and `°` are letters here.
pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    let is_letter = |character: char| is_alphanumeric(character) || matches!(character, '№' | '°' | 'º' | '\u{300}'..='\u{36f}');
    let mut found = Vec::new();
    let mut push = |text: &str, start: usize| {
        let core = text.trim_start_matches(|character| !is_letter(character));
        let start = start + text.len() - core.len();
        let core = core.trim_end_matches(|character| !is_letter(character));
        if !core.is_empty() {
            let end = start + core.len();
            found.push(Word { start, text: &line[start..end], lower: lower(core) });
        }
    };
    let mut at = 0;
    for chunk in line.split(char::is_whitespace) {
        let digit = chunk.find(|character: char| character.is_ascii_digit());
        match digit {
            // `No.231` and `№231/сс` are two words.
            Some(digit) if chunk[..digit].ends_with(['.', '№', '°', 'º', ':']) => {
                push(&chunk[..digit], at);
                push(&chunk[digit..], at + digit);
            }
            Some(_) => push(chunk, at),
            None => {
                let mut start = at;
                for part in chunk.split(['/', '|', '—', '–']) {
                    push(part, start);
                    start += part.len();
                    start += line[start..].chars().next().map_or(0, char::len_utf8);
                }
            }
        }
        at += chunk.len();
        at += line[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// Whether some words are letters with spaces between them: `N o t e`.
pub fn is_spaced_out(line: &str) -> bool {
    spaced_out(line).is_some()
}

/// The word that letters with spaces between them spell, `N o t e`; several, where more spaces part them.
pub(super) fn spaced_out(line: &str) -> Option<String> {
    const LETTERS: usize = 4;
    let is_single =
        |word: &str| word.trim_end_matches(['.', ':']).chars().filter(|character| is_alphanumeric(*character)).count() == 1;
    let count = line.split_whitespace().count();
    if count < LETTERS || !line.split_whitespace().all(is_single) || line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words = line.trim().split("  ").filter(|word| !word.trim().is_empty());
    Some(words.map(|word| word.split_whitespace().collect::<String>()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_the_strokes_of_numbers() {
        let found = |line| words(line).into_iter().map(|word| word.text).collect::<Vec<_>>();
        assert_eq!(found("Secret. Copy No.2, AB/12-3"), ["Secret", "Copy", "No", "2", "AB/12-3"]);
        assert_eq!(found("SECRET/NODIS №231/сс"), ["SECRET", "NODIS", "№", "231/сс"]);
        assert_eq!(found(" N° 5 — «Ä» "), ["N°", "5", "Ä"]);
        for word in words("«Ключ»/Экз. № 1") {
            assert!(!word.text.is_empty());
        }
    }

    #[test]
    fn letters_apart_spell_words() {
        assert_eq!(spaced_out("N o t e").as_deref(), Some("Note"));
        assert_eq!(spaced_out("C O N T E N T S").as_deref(), Some("CONTENTS"));
        assert_eq!(spaced_out("T O P  S E C R E T").as_deref(), Some("TOP SECRET"));
        assert_eq!(spaced_out("A B C"), None);
        assert_eq!(spaced_out("I am a man"), None);
    }
}
