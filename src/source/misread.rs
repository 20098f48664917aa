//! Characters of UTF-8 that were read as Windows-1252: `Ã¤` for `ä`.

use std::ops::Range;

/// Finds the next characters from a byte on that look like others read in the wrong encoding, with what was meant.
///
/// ```
/// use teiwright::source::misread;
///
/// assert_eq!(misread("In DÃ¤nemark", 0), Some((4..8, "ä".to_owned())));
/// assert_eq!(misread("«À LA CAFÉ»", 0), None);
/// ```
pub fn misread(text: &str, from: usize) -> Option<(Range<usize>, String)> {
    let mut at = from;
    // In UTF-8, what Windows-1252 makes of a first byte begins with this byte.
    while let Some(found) = memchr::memchr(0xc3, &text.as_bytes()[at..]) {
        let start = at + found;
        // What follows a first byte is no character of ASCII, either: after most letters with accents one stands.
        if text.as_bytes().get(start + 2).is_none_or(u8::is_ascii) {
            at = start + 2;
            continue;
        }
        let (length, meant) = run(&text[start..]);
        if length > 0 && is_likely(text, start, length, &meant) {
            return Some((start..start + length, meant));
        }
        at = start + 2;
    }
    None
}

/// The length of the characters at the beginning of a text that were misread, in bytes, and what they were.
fn run(text: &str) -> (usize, String) {
    let (mut length, mut meant) = (0, String::new());
    while let Some((bytes, character)) = one(&text[length..]) {
        length += bytes;
        meant.push(character);
    }
    (length, meant)
}

/// The length of the characters that one misread character became, and that character.
fn one(text: &str) -> Option<(usize, char)> {
    let lead = text.chars().next().filter(|character| is_lead(*character))?;
    let count = match lead {
        ..='\u{df}' => 2,
        ..='\u{ef}' => 3,
        _ => 4,
    };
    let mut bytes = vec![u8::try_from(u32::from(lead)).ok()?];
    let mut length = lead.len_utf8();
    for character in text.chars().skip(1).take(count - 1) {
        let mut buffer = [0; 4];
        let (byte, _, is_lost) = encoding_rs::WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
        if is_lost || !is_continuation(character) {
            return None;
        }
        bytes.extend_from_slice(&byte);
        length += character.len_utf8();
    }
    let mut meant = std::str::from_utf8(&bytes).ok()?.chars();
    let character = meant.next().filter(|character| !character.is_control())?;
    meant.next().is_none().then_some((length, character))
}

/// Whether what was found is no word of its own: `É»` ends a French quotation, `Ã¤` nothing.
fn is_likely(text: &str, start: usize, length: usize, meant: &str) -> bool {
    let lead = text[start..].chars().next().unwrap_or_default();
    let is_run = meant.chars().nth(1).is_some();
    let before = text[..start].chars().next_back();
    let is_inside = text[start + length..].starts_with(char::is_alphabetic) || before.is_some_and(char::is_lowercase);
    match lead {
        '\u{c2}' | '\u{c3}' => {
            let ends_quotation = text[start..start + length].ends_with(['»', '”', '’', '“', '‘', '…', '–', '—', '\u{a0}']);
            !ends_quotation || is_inside || !before.is_some_and(char::is_uppercase)
        }
        '\u{e2}' => meant.starts_with(|character| matches!(character, '\u{2000}'..='\u{22ff}')),
        '\u{f0}' => true,
        '\u{c4}' | '\u{c5}' => is_inside,
        _ => is_run,
    }
}

/// Whether Windows-1252 reads the first byte of a character in UTF-8 as this character.
pub(crate) fn is_lead(character: char) -> bool {
    matches!(character, '\u{c2}'..='\u{f4}')
}

/// Whether Windows-1252 reads a further byte of a character in UTF-8 as this character.
pub(crate) fn is_continuation(character: char) -> bool {
    const SPECIAL: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    match character {
        '\u{a0}'..='\u{bf}' | '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}' => true,
        '\u{152}'..='\u{2122}' => SPECIAL.contains(character),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let start = text.find(is_lead).expect("there is one");
        let (length, meant) = run(&text[start..]);
        let found = (length > 0 && is_likely(text, start, length, &meant)).then_some(meant);
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn what_was_meant_is_found() {
        check("DÃ¤nemark", Some("ä"));
        check("â€œNow", Some("“"));
        check("ÐœÐ¾ÑÐºÐ²Ð°", Some("Мо"));
        check("Ã©tÃ©", Some("é"));
        check("Â§ 5", Some("§"));
    }

    #[test]
    fn what_stands_so_in_a_language_is_left_alone() {
        check("«CAFÉ»", None);
        check("SÃ»", None);
        check("„Ä“ und", None);
        check("à la", None);
        check("É", None);
    }
}
