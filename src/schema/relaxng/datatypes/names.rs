//! Names as XML 1.0, second edition, has them; XML Schema 1.0 names that edition, and `jing` keeps to it.
//!
//! Later editions of XML allow more characters in names. A name of that kind is well-formed XML and yet no `Name` here.

use crate::xml::second_edition::{is_name_char, is_name_start};

/// Whether the text is a `Name` (production 5).
pub(super) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(is_name_start) && is_nmtoken_rest(characters.as_str())
}

/// Whether the text is an `NCName` (Namespaces in XML, production 4).
pub(in crate::schema::relaxng) fn is_ncname(text: &str) -> bool {
    is_name(text) && !text.as_bytes().contains(&b':')
}

/// Whether an `NCName` may begin with the character.
pub(in crate::schema::relaxng) fn begins_ncname(character: char) -> bool {
    character != ':' && is_name_start(character)
}

/// Whether an `NCName` may have the character after its first.
pub(in crate::schema::relaxng) fn continues_ncname(character: char) -> bool {
    character != ':' && is_name_char(character)
}

/// Whether the text is an `Nmtoken` (production 7).
pub(super) fn is_nmtoken(text: &str) -> bool {
    !text.is_empty() && is_nmtoken_rest(text)
}

fn is_nmtoken_rest(text: &str) -> bool {
    text.chars().all(is_name_char)
}

/// Splits a `QName` into its prefix, empty if there is none, and its local name.
pub(super) fn qname(text: &str) -> Option<(&str, &str)> {
    let (prefix, local) = match text.split_once(':') {
        Some((prefix, local)) if is_ncname(prefix) => (prefix, local),
        Some(_) => return None,
        None => ("", text),
    };
    is_ncname(local).then_some((prefix, local))
}

/// Whether the text is a language tag (RFC 1766 as XML Schema, part 2, 3.3.3 has it).
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_part = |part: &str, allowed: fn(&u8) -> bool| (1..=8).contains(&part.len()) && part.as_bytes().iter().all(allowed);
    parts.next().is_some_and(|first| is_part(first, u8::is_ascii_alphabetic))
        && parts.all(|part| is_part(part, u8::is_ascii_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_second_edition() {
        for name in ["act1", "_", "é", "иван", "\u{3007}", "a\u{b7}", "a\u{387}", "\u{1e9b}", "\u{2180}", "\u{212e}", "a\u{300}"]
        {
            assert!(is_ncname(name), "{name:?}");
        }
        for text in ["", "1", "-a", "\u{b7}", "\u{132}", "\u{220}", "\u{2c00}", "\u{e3f}", "\u{10000}", "a b", "a:b", ":"] {
            assert!(!is_ncname(text), "{text:?}");
        }
        assert!(is_name(":") && is_name("a:b:c") && is_nmtoken("-1.:") && !is_nmtoken("") && !is_nmtoken("\u{2c00}"));
    }

    #[test]
    fn qualified_names_have_one_colon_inside() {
        assert_eq!(qname("tei:sp"), Some(("tei", "sp")));
        assert_eq!(qname("sp"), Some(("", "sp")));
        for text in ["", ":", ":a", "a:", "a::b", "a:b:c", "a:1", "1:a", "a b"] {
            assert_eq!(qname(text), None, "{text}");
        }
    }

    #[test]
    fn language_tags_have_parts_of_up_to_eight() {
        for tag in ["en", "e", "abcdefgh", "en-UK", "i-cherokee", "en-a1b2"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "en-", "-en", "123", "abcdefghi", "en-123456789", "en_US", "en--us", "é", "en.UK"] {
            assert!(!is_language(tag), "{tag}");
        }
    }
}
