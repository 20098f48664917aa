//! Letters and small letters, told fast: a long text has hundreds of millions of them.

use std::cell::Cell;

/// A table of bytes in which some more are told: one look at it tells whether anything can begin at a byte.
pub(super) const fn with_bytes(mut table: [bool; 256], bytes: &[u8]) -> [bool; 256] {
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
}

/// Where the first byte stands that a table tells; it is rare.
pub(super) fn find(bytes: &[u8], table: &[bool; 256]) -> Option<usize> {
    // Eight at a time: a branch for each byte costs more than the look at it.
    let is_told = |byte: &u8| table[usize::from(*byte)];
    let tells_none = |eight: &&[u8]| !eight.iter().fold(false, |any, byte| any | is_told(byte));
    let start = 8 * bytes.chunks_exact(8).take_while(tells_none).count();
    bytes[start..].iter().position(is_told).map(|at| start + at)
}

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

/// The runs of characters between white space, as [`str::split_whitespace`] gives them.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + stretch(&text[at..], true);
        at = start + stretch(&text[start..], false);
        (at > start).then(|| &text[start..at])
    })
}

/// How long the run is with which a text begins: of white space, or of all else.
fn stretch(text: &str, is_of_space: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if matches!(byte, b' ' | b'\t'..=b'\r') != is_of_space {
                break;
            }
            at += 1;
        } else if !is_of_space && !matches!(byte, 0xc2 | 0xe1..=0xe3) {
            // White space beyond ASCII begins with one of these bytes.
            at += 1;
        } else {
            let Some(character) = text[at..].chars().next().filter(|it| it.is_whitespace() == is_of_space) else { break };
            at += character.len_utf8();
        }
    }
    at
}

/// The runs of letters and digits in a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + run(&text[at..], false);
        at = start + run(&text[start..], true);
        (at > start).then(|| &text[start..at])
    })
}

/// How long the run is with which a text begins: of letters and digits, or of all else.
fn run(text: &str, is_of_words: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() != is_of_words {
                break;
            }
            at += 1;
        } else if is_of_words && leads_letter(byte) {
            at += 2;
        } else {
            let Some(character) = text[at..].chars().next().filter(|it| is_alphanumeric(*it) == is_of_words) else { break };
            at += character.len_utf8();
        }
    }
    at
}

/// Whether all characters of two bytes that begin with this one are letters: Latin from U+0100 on, and Cyrillic.
pub(super) fn leads_letter(byte: u8) -> bool {
    matches!(byte, 0xc4..=0xca | 0xd0 | 0xd1)
}

/// The first characters of a text.
pub(super) fn first(text: &str, count: usize) -> &str {
    match text.as_bytes().get(..count) {
        None => text,
        Some(bytes) if bytes.is_ascii() => &text[..count],
        Some(_) => {
            let is_continuation = |byte: &u8| matches!(byte, 0x80..=0xbf);
            let starts = text.bytes().enumerate().filter(|(_, byte)| !is_continuation(byte));
            &text[..starts.map(|(at, _)| at).nth(count).unwrap_or(text.len())]
        }
    }
}

/// Whether a text has more characters than so many.
pub(super) fn is_longer(text: &str, count: usize) -> bool {
    // None has more than four bytes.
    text.len() > 4 * count || text.len() > count && text.chars().count() > count
}

/// Words in lower case; the dotted capital of Turkish becomes a plain letter, as the word lists have it.
pub(super) fn lower(words: &str) -> String {
    let lower = words.to_lowercase();
    if words.contains('İ') { lower.replace('\u{307}', "") } else { lower }
}

thread_local! {
    /// Room for words in lower case, which hundreds of thousands of words take one after another.
    static ROOM: Cell<String> = const { Cell::new(String::new()) };
}

/// Calls `see` with words as [`lower`] gives them, without memory of their own.
pub(super) fn with_lowercase<R>(text: &str, see: impl FnOnce(&str) -> R) -> R {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return see(text);
    }
    // Whoever sees the words may ask for others: they find no room here, and take some.
    let mut room = ROOM.take();
    room.clear();
    if !lowercase(text, &mut room) {
        room = lower(text);
    }
    let seen = see(&room);
    ROOM.set(room);
    seen
}

/// Writes a text in lower case behind what `room` holds; tells whether every letter has one small letter.
fn lowercase(text: &str, room: &mut String) -> bool {
    if text.is_ascii() {
        room.push_str(text);
        room.make_ascii_lowercase();
        return true;
    }
    for character in text.chars() {
        match small_letter(character) {
            _ if character.is_ascii() => room.push(character.to_ascii_lowercase()),
            Some(small) => room.push(small),
            None => return false,
        }
    }
    true
}

/// The small letter of a letter beyond ASCII, or the character itself; nothing where it is not one character, or not always
/// the same.
pub(super) fn small_letter(character: char) -> Option<char> {
    let distance = match character {
        '\u{c0}'..='\u{de}' if character != '×' => 0x20,
        '\u{410}'..='\u{42f}' => 0x20,
        '\u{400}'..='\u{40f}' => 0x50,
        '\u{df}'..='\u{ff}' | '\u{430}'..='\u{45f}' => 0,
        // A sigma at the end of a word has another small letter.
        'Σ' => return None,
        _ => {
            let mut small = character.to_lowercase();
            let first = small.next();
            return first.filter(|_| small.next().is_none());
        }
    };
    char::from_u32(u32::from(character) + distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        for text in ["", "one two", "  «Über–3x»,ж!", "a\u{301}b c\u{2003}d", "—"] {
            let split = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
            assert_eq!(words(text).collect::<Vec<_>>(), split.collect::<Vec<_>>());
            assert!(super::split(text).eq(text.split_whitespace()));
        }
    }

    #[test]
    fn the_first_byte_that_is_told_is_found() {
        let table = with_bytes([false; 256], b"[(");
        for at in 0..40 {
            let text = format!("{}[{}(", "a".repeat(at), "b".repeat(40 - at));
            assert_eq!(find(text.as_bytes(), &table), Some(at));
        }
        assert_eq!((find(b"", &table), find(&[b'a'; 17], &table)), (None, None));
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        for text in ["", "a", "abc", "äbc", "aбв", "日本語"] {
            for count in 0..5 {
                assert_eq!(first(text, count), text.chars().take(count).collect::<String>());
                assert_eq!(is_longer(text, count), text.chars().count() > count, "{text} {count}");
            }
        }
    }

    #[test]
    fn every_character_is_what_the_standard_says() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(character), character.is_alphabetic(), "{character:?}");
            assert_eq!(is_alphanumeric(character), character.is_alphanumeric(), "{character:?}");
        }
        for character in '\0'..='\u{2fff}' {
            let text = format!("A{character}Ä{character}");
            assert_eq!(with_lowercase(&text, str::to_owned), lower(&text));
        }
        // Words that are asked for while others are seen are other words.
        assert_eq!(with_lowercase("ÄB", |one| with_lowercase("CÖ", |two| format!("{one}{two}"))), "äbcö");
    }
}
