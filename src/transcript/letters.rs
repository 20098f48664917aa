//! Letters and small letters, told fast: a long text has hundreds of millions of them.

/// Whether a character is a letter: the same as [`char::is_alphabetic`], which searches a table for any but ASCII.
pub(super) fn is_alphabetic(character: char) -> bool {
    match character {
        '\0'..='\u{7f}' => character.is_ascii_alphabetic(),
        // Latin, Cyrillic, and the characters of Chinese and Japanese.
        '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2c1}'
        | '\u{400}'..='\u{481}'
        | '\u{48a}'..='\u{52f}'
        | '\u{3041}'..='\u{3096}'
        | '\u{4e00}'..='\u{9fff}' => true,
        // Dashes, quotation marks and spaces.
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' => false,
        _ => character.is_alphabetic(),
    }
}

/// Whether a character is a letter or a digit: the same as [`char::is_alphanumeric`].
pub(super) fn is_alphanumeric(character: char) -> bool {
    is_alphabetic(character) || if character.is_ascii() { character.is_ascii_digit() } else { character.is_numeric() }
}

/// The longest word that is folded without a string of its own, in bytes.
const SHORT: usize = 64;

/// Calls `see` with a text in lower case: the same as [`str::to_lowercase`], without a string for a short one.
pub(super) fn with_lowercase<R>(text: &str, see: impl FnOnce(&str) -> R) -> R {
    let mut buffer = [0; SHORT];
    match lowercase(text, &mut buffer) {
        Some(length) => see(str::from_utf8(&buffer[..length]).expect("whole characters were written")),
        None => see(&text.to_lowercase()),
    }
}

/// Writes a text in lower case; gives its length, or nothing where it is too long or a letter has no single small one.
fn lowercase(text: &str, buffer: &mut [u8; SHORT]) -> Option<usize> {
    let mut end = 0;
    for character in text.chars() {
        if character.is_ascii() {
            *buffer.get_mut(end)? = character.to_ascii_lowercase() as u8;
            end += 1;
            continue;
        }
        // A sigma at the end of a word has another small letter.
        let mut small = character.to_lowercase();
        let (Some(first), None, false) = (small.next(), small.next(), character == 'Σ') else { return None };
        let room = buffer.get_mut(end..end + first.len_utf8())?;
        end += first.encode_utf8(room).len();
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_the_standard_says() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(character), character.is_alphabetic(), "{character:?}");
            assert_eq!(is_alphanumeric(character), character.is_alphanumeric(), "{character:?}");
            let text = format!("A{character}Ä{character}");
            assert_eq!(with_lowercase(&text, str::to_owned), text.to_lowercase());
        }
        let long = "ÄB".repeat(SHORT);
        assert_eq!(with_lowercase(&long, str::to_owned), long.to_lowercase());
    }
}
