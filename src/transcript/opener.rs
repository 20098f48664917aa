//! What stands above a record: who may read it, which copy it is, its number in a file.

use std::{ops::Range, sync::LazyLock};

use crate::transcript::{
    vocabulary::WORDS,
    wordings::{Word, Wordings, beginning_with, spaced_out, words},
};

/// The longest line of such marks, in bytes.
const LENGTH_LIMIT: usize = 160;

/// What a mark above a record states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClassMark {
    /// Who may read it: `TOP SECRET`.
    Classification,
    /// Which copy it is: `Copy No. 2`.
    Copy,
    /// A number that refers to it: `No. 231/ss`.
    Reference,
}

static CLASSES: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(&WORDS.frame.classes.words));
static COPIES: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(&WORDS.frame.copies.words));
static REFERENCES: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(&WORDS.frame.references.words));

/// The marks of which a line consists; nothing, where it says anything else.
pub(super) fn class_marks(line: &str) -> Option<Vec<(Range<usize>, ClassMark)>> {
    if line.len() > LENGTH_LIMIT || line.ends_with('?') {
        return None;
    }
    if let Some(spelled) = spaced_out(line) {
        let found = words(&spelled);
        return CLASSES.holds(&found).then(|| vec![(0..line.len(), ClassMark::Classification)]);
    }
    let words = beginning_with(line, |first| {
        first.has_digit() || [&CLASSES, &COPIES, &REFERENCES].into_iter().any(|phrases| phrases.have_first(first))
    })?;
    let mut marks = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (length, mark) = mark(&words[at..])?;
        marks.push((words[at].start..words[at + length - 1].end(), mark));
        at += length;
    }
    // A word alone in small letters begins a sentence, or is one.
    let is_dressed = words.first().is_some_and(|word| !word.text.starts_with(crate::transcript::names::is_small));
    (!marks.is_empty() && is_dressed).then_some(marks)
}

/// The mark with which some words begin, and how many of them it takes.
fn mark(words: &[Word<'_>]) -> Option<(usize, ClassMark)> {
    if let Some(length) = CLASSES.longest(words) {
        return Some((length, ClassMark::Classification));
    }
    // `3. Ausfertigung`, `2 copies`.
    if words[0].has_digit() && words[0].text.len() <= 4 {
        return COPIES.longest(words.get(1..)?).map(|length| (1 + length, ClassMark::Copy));
    }
    let copy = COPIES.longest(words);
    let mut at = copy.unwrap_or(0);
    while let Some(length) = words.get(at..).and_then(|words| REFERENCES.longest(words)) {
        at += length;
    }
    if at == 0 || !words.get(at)?.has_digit() {
        return None;
    }
    at += 1;
    if copy.is_none() {
        return Some((at, ClassMark::Reference));
    }
    let is_of = words.get(at).is_some_and(|word| WORDS.frame.copies.of.iter().any(|of| *of == word.lower));
    let has_total = is_of && words.get(at + 1).is_some_and(Word::has_digit);
    Some((if has_total { at + 2 } else { at }, ClassMark::Copy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_in_many_languages() {
        use ClassMark::{Classification, Copy, Reference};
        let cases: [(&str, &[(&str, ClassMark)]); 14] = [
            ("TOP SECRET", &[("TOP SECRET", Classification)]),
            ("Secret. Copy No. 2", &[("Secret", Classification), ("Copy No. 2", Copy)]),
            ("Совершенно секретно. Экз. № 1", &[("Совершенно секретно", Classification), ("Экз. № 1", Copy)]),
            ("Streng geheim!", &[("Streng geheim", Classification)]),
            ("CONFIDENTIEL", &[("CONFIDENTIEL", Classification)]),
            ("No. 231/ss", &[("No. 231/ss", Reference)]),
            ("Исх. № 45", &[("Исх. № 45", Reference)]),
            ("SECRET/NODIS", &[("SECRET", Classification), ("NODIS", Classification)]),
            ("S E C R E T", &[("S E C R E T", Classification)]),
            ("Copy 2 of 5", &[("Copy 2 of 5", Copy)]),
            ("3. Ausfertigung", &[("3. Ausfertigung", Copy)]),
            ("绝密", &[("绝密", Classification)]),
            ("The secret of it", &[]),
            ("secret", &[]),
        ];
        for (line, expected) in cases {
            let found = class_marks(line).unwrap_or_default();
            let found: Vec<_> = found.into_iter().map(|(range, mark)| (&line[range], mark)).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
