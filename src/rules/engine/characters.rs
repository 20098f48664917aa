//! Kinds of characters that most texts do not hold, found in one pass, so that a rule about them looks only where there is one.

use crate::source::{is_continuation, is_lead};

/// A set of kinds of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

/// A character that composition (NFC) may change.
const UNCOMPOSED: u8 = 1;
/// A character of a private use area.
const PRIVATE: u8 = 1 << 1;
/// U+FFFD, which stands for what could not be read.
const REPLACEMENT: u8 = 1 << 2;
/// U+00AD.
const SOFT_HYPHEN: u8 = 1 << 3;
/// A control or another character that nobody sees.
const INVISIBLE: u8 = 1 << 4;
/// Two characters that look like the bytes of one, read in the wrong encoding.
const MISREAD: u8 = 1 << 5;
/// A word with letters of two scripts that share shapes.
const MIXED: u8 = 1 << 6;

/// The kinds by the names that rules give them.
const NAMES: &[(&str, u8)] = &[
    ("uncomposed", UNCOMPOSED),
    ("private", PRIVATE),
    ("replacement", REPLACEMENT),
    ("soft-hyphen", SOFT_HYPHEN),
    ("invisible", INVISIBLE),
    ("misread", MISREAD),
    ("mixed", MIXED),
];

impl Kinds {
    /// The kinds with these names.
    pub(super) fn named(names: &[&str]) -> Kinds {
        let bit = |name: &&str| NAMES.iter().find(|(known, _)| known == name).map_or(0, |(_, bit)| *bit);
        Kinds(names.iter().map(bit).fold(0, |set, bit| set | bit))
    }

    /// Whether there is no kind.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds of both sets.
    pub(super) fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether the two sets share a kind.
    pub(super) fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds that a text holds.
    pub(super) fn of(text: &str) -> Kinds {
        if text.is_ascii() {
            return Kinds(if memchr::memchr(0x7f, text.as_bytes()).is_some() { INVISIBLE } else { 0 });
        }
        let (mut found, mut word, mut before) = (0, 0, '\0');
        for character in text.chars() {
            if character.is_ascii() {
                word = if character.is_ascii_alphabetic() { word | Script::Latin as u8 } else { 0 };
                if character == '\u{7f}' {
                    found |= INVISIBLE;
                }
            } else {
                found |= kind(character);
                if is_continuation(character) && is_lead(before) {
                    found |= MISREAD;
                }
                match script(character) {
                    Some(script) => word |= script as u8,
                    None if is_mark(character) => {}
                    None => word = 0,
                }
            }
            if word & word.wrapping_sub(1) != 0 {
                found |= MIXED;
            }
            before = character;
        }
        Kinds(found)
    }
}

fn kind(character: char) -> u8 {
    match character {
        '\u{80}'..='\u{9f}' => INVISIBLE,
        '\u{ad}' => SOFT_HYPHEN,
        // Most texts are made of these, which no composition changes.
        '\u{a0}'..='\u{2ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{4e00}'..='\u{9fff}' => 0,
        '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205e}' => 0,
        '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => INVISIBLE,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => PRIVATE,
        '\u{fffd}' => REPLACEMENT,
        _ => UNCOMPOSED,
    }
}

/// Whether the character stands upon the letter before it.
pub(in crate::rules) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}')
}

/// The scripts whose letters share shapes, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Script {
    /// Latin.
    Latin = 1,
    /// Greek.
    Greek = 2,
    /// Cyrillic.
    Cyrillic = 4,
}

/// The script of a letter; nothing for other scripts and for what is no letter.
pub(in crate::rules) fn script(character: char) -> Option<Script> {
    match character {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            Some(Script::Latin)
        }
        '\u{386}' | '\u{388}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::Greek),
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => Some(Script::Cyrillic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str]) {
        assert_eq!(Kinds::of(text), Kinds::named(names), "{text:?}");
    }

    #[test]
    fn each_kind_is_found_and_plain_text_has_none() {
        check("Who is there?", &[]);
        check("„Wörter“ – naïve, déjà vu … «да» 漢字", &[]);
        check("e\u{301}", &["uncomposed"]);
        check("\u{e010}\u{fffd}", &["private", "replacement"]);
        check("a\u{ad}b\u{200b}\u{7f}é", &["soft-hyphen", "invisible"]);
        check("\u{7f}", &["invisible"]);
        check("GrÃ¶ÃŸe", &["misread"]);
        check("Mоscow", &["mixed"]);
        check("Москва USA, Moskau Россия", &[]);
    }

    #[test]
    fn every_name_is_a_kind_of_its_own() {
        for (name, _) in NAMES {
            assert!(!Kinds::named(&[name]).is_empty());
        }
        assert!(Kinds::named(&["unknown"]).is_empty());
    }
}
