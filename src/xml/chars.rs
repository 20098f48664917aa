//! Which characters and names XML allows.

/// Whether XML 1.0 can carry the character (XML 1.0, 2.2, production 2).
pub fn is_xml_char(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// The characters of a text that XML 1.0 cannot carry, each with its first byte.
///
/// ```
/// use teiwright::xml::non_xml_chars;
///
/// assert_eq!(non_xml_chars("a\u{1}b\u{fffe}").collect::<Vec<_>>(), [(1, '\u{1}'), (3, '\u{fffe}')]);
/// ```
pub fn non_xml_chars(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = next_suspect(text.as_bytes(), from) {
            from = at + 1;
            if let Some(character) = text[at..].chars().next().filter(|&character| !is_xml_char(character)) {
                return Some((at, character));
            }
        }
        None
    })
}

/// The next byte that is a control character, or begins one from U+F000 to U+FFFF.
fn next_suspect(bytes: &[u8], from: usize) -> Option<usize> {
    // Long stretches without any are passed over at once, which is much faster than byte by byte.
    const STRETCH: usize = 16;
    let is_suspect = |byte: u8| ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')) | (byte == 0xef);
    let mut at = from;
    for stretch in bytes[from..].chunks(STRETCH) {
        if stretch.iter().fold(false, |found, &byte| found | is_suspect(byte)) {
            return stretch.iter().position(|&byte| is_suspect(byte)).map(|found| at + found);
        }
        at += stretch.len();
    }
    None
}

/// Whether the character is white space in XML (XML 1.0, 2.3, production 3); a no-break space is a character like any other.
pub fn is_xml_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// Whether the text is a name without a colon (Namespaces in XML 1.0, production 4), as an `xml:id` must be.
///
/// ```
/// use teiwright::xml::is_ncname;
///
/// assert!(is_ncname("sp1") && is_ncname("иван-петров"));
/// assert!(!is_ncname("1sp") && !is_ncname("a b") && !is_ncname("tei:sp") && !is_ncname(""));
/// ```
pub fn is_ncname(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(is_name_start) && characters.all(is_name_char)
}

/// Whether a name may begin with the character (XML 1.0, 2.3, production 4, without the colon).
pub(super) fn is_name_start(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// Whether a name may hold the character (XML 1.0, 2.3, production 4a, without the colon).
pub(super) fn is_name_char(character: char) -> bool {
    is_name_start(character)
        || matches!(character, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
