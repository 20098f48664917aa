//! Phrases of the word lists, found word by word at the beginning of a text.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::transcript::letters::{is_alphanumeric, lower, split};

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

    /// Whether one of the phrases begins with a word.
    pub(super) fn have_first(&self, word: &Word<'_>) -> bool {
        self.phrases.contains_key(&*word.lower)
    }

    /// How many of some words the longest phrase takes with which they begin.
    pub(super) fn longest(&self, words: &[Word<'_>]) -> Option<usize> {
        let phrases = self.phrases.get(&*words.first()?.lower)?;
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
    pub(super) lower: Cow<'w, str>,
}

impl<'w> Word<'w> {
    fn new(text: &'w str, start: usize) -> Word<'w> {
        let lower = if text.chars().all(is_small_or_digit) { Cow::Borrowed(text) } else { Cow::Owned(lower(text)) };
        Word { start, text, lower }
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn has_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// Whether a character is for sure the same in small letters; the most frequent ones are told.
fn is_small_or_digit(character: char) -> bool {
    matches!(character, 'a'..='z' | '0'..='9' | '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{ff}' | '\u{430}'..='\u{45f}')
}

/// The words of a line: what holds a figure is one word with its strokes and points, `231/ss`; of the rest, strokes and points part
/// words. The signs `№` and `°` are letters here.
pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    Words::of(line).collect()
}

/// The words of a line, if its first word may begin what is looked for: hardly any line does, and its other words cost time.
pub(super) fn beginning_with<'l>(line: &'l str, may_begin: impl FnOnce(&Word<'_>) -> bool) -> Option<Vec<Word<'l>>> {
    may_begin(&Words::of(line).next()?).then(|| words(line))
}

/// The words of a line, one after the other: most lines are told by their first.
pub(super) struct Words<'l> {
    line: &'l str,
    at: usize,
    /// The end of the run without white space in which `at` stands.
    end: usize,
    /// Where the run is cut.
    cut: Cut,
}

/// Where a run without white space is cut into words.
#[derive(Clone, Copy)]
enum Cut {
    /// At each stroke.
    Strokes,
    /// At this byte of the line, or nowhere where it is the end.
    At(usize),
}

impl<'l> Words<'l> {
    pub(super) fn of(line: &'l str) -> Words<'l> {
        Words { line, at: 0, end: 0, cut: Cut::Strokes }
    }

    /// Goes to the next run; false where there is none.
    fn next_run(&mut self) -> bool {
        let (line, start) = (self.line, self.at);
        let Some(run) = split(&line[start..]).next() else { return false };
        self.at = run.as_ptr() as usize - line.as_ptr() as usize;
        self.end = self.at + run.len();
        self.cut = match run.bytes().position(|byte| byte.is_ascii_digit()) {
            // `No.231` and `№231/сс` are two words.
            Some(digit) if run[..digit].ends_with(['.', '№', '°', 'º', ':']) => Cut::At(self.at + digit),
            Some(_) => Cut::At(self.end),
            None => Cut::Strokes,
        };
        true
    }
}

impl<'l> Iterator for Words<'l> {
    type Item = Word<'l>;

    fn next(&mut self) -> Option<Word<'l>> {
        let is_letter =
            |character: char| is_alphanumeric(character) || matches!(character, '№' | '°' | 'º' | '\u{300}'..='\u{36f}');
        loop {
            if self.at >= self.end && !self.next_run() {
                return None;
            }
            let run = &self.line[self.at..self.end];
            let (length, gap) = match self.cut {
                Cut::At(cut) if cut > self.at => (cut - self.at, 0),
                Cut::At(_) => (run.len(), 0),
                Cut::Strokes => run
                    .char_indices()
                    .find(|(_, character)| matches!(character, '/' | '|' | '—' | '–'))
                    .map_or((run.len(), 0), |(at, stroke)| (at, stroke.len_utf8())),
            };
            let start = self.at;
            self.at += length + gap;
            let part = &run[..length];
            let core = part.trim_start_matches(|character| !is_letter(character));
            let start = start + part.len() - core.len();
            let core = core.trim_end_matches(|character| !is_letter(character));
            if !core.is_empty() {
                return Some(Word::new(core, start));
            }
        }
    }
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
