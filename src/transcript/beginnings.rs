//! The first letters of the words in a list, as a set of bits: for most lines a look at it tells that none of the words begins them.

/// How many letters of a word are looked at.
const LETTERS: usize = 4;

/// How many bits there are: far more than words in a list.
const SIZE: usize = 1 << 13;

/// Tells at little cost that a text begins with none of some words, large letters taken for small ones.
pub(super) struct Beginnings {
    /// For each number that first letters give, whether a word gives it.
    bits: [u64; SIZE / 64],
}

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings { bits: [0; SIZE / 64] }
    }
}

impl Beginnings {
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Beginnings {
        let mut beginnings = Beginnings::default();
        words.into_iter().for_each(|word| beginnings.add(word));
        beginnings
    }

    /// Adds a word, or a phrase by its first word, in small letters.
    pub(super) fn add(&mut self, word: &str) {
        // A word without a number begins with letters that give none in a text either: they are never told here.
        if let Some(number) = number(word) {
            self.bits[number / 64] |= 1 << (number % 64);
        }
    }

    /// Whether a text could begin with one of the words: so it may if it begins with a mark, or with letters that are not told here.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        number(text).is_none_or(|number| self.bits[number / 64] & 1 << (number % 64) != 0)
    }
}

/// The number that the first letters of a text give; none, where they are others than those of most texts in ASCII, in Latin and
/// in Cyrillic script, or a mark stands before them.
fn number(text: &str) -> Option<usize> {
    let mut bytes = text.bytes();
    let mut number = 0usize;
    for at in 0..LETTERS {
        let letter = match bytes.next() {
            Some(byte) if byte.is_ascii_alphanumeric() => u32::from(byte | 0x20),
            // The word ends.
            Some(byte) if byte.is_ascii() && at > 0 => break,
            None => break,
            Some(lead @ (0xc3 | 0xd0 | 0xd1)) => small(lead, bytes.next()?)?,
            Some(_) => return None,
        };
        number = number.wrapping_mul(37).wrapping_add(letter as usize);
    }
    Some(number % SIZE)
}

/// The small letter of a letter of two bytes, one of `À` to `ÿ` and `Ѐ` to `ѿ`; none, where it is a mark.
fn small(lead: u8, next: u8) -> Option<u32> {
    let letter = u32::from(lead & 0x1f) << 6 | u32::from(next & 0x3f);
    match letter {
        0xd7 | 0xf7 => None,
        0xc0..=0xde | 0x410..=0x42f => Some(letter + 0x20),
        0x400..=0x40f => Some(letter + 0x50),
        // Of the old letters of Cyrillic, each large one stands before its small one.
        0x460..=0x47f => Some(letter | 1),
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::letters::lower;

    #[test]
    fn no_beginning_is_missed() {
        let words = ["a", "act", "acte premier", "être", "ёлка", "действие", "şarkı", "πράξη", "第一幕", "m"];
        let beginnings = Beginnings::of(words);
        for word in words {
            for text in [word.to_owned(), word.to_uppercase(), format!("{word}."), format!("{} I", word.to_uppercase())] {
                assert!(beginnings.may_begin(&text), "{text}");
            }
        }
        // Whatever has the same small letters gives the same number, or none.
        for letter in '\0'..='\u{2fff}' {
            let text = format!("{letter}ab");
            let small = lower(&text);
            assert!(number(&text).is_none() || number(&text) == number(&small), "{letter:?}");
        }
        assert!(!beginnings.may_begin("Actor") && !beginnings.may_begin("Дорога") && !beginnings.may_begin("So it was"));
        assert!(beginnings.may_begin("«Ça va»"));
    }
}
