//! White space, as the facet `whiteSpace` of XML Schema (part 2, 4.3.6) treats it.

use std::borrow::Cow;

/// What happens to white space before a text is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WhiteSpace {
    /// Nothing.
    Preserve,
    /// Each tab, line feed and carriage return becomes a space.
    Replace,
    /// Each run becomes one space, and none is left at either end.
    Collapse,
}

/// Whether the byte is white space in XML.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Cuts white space off at both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// The tokens between white space, in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r']).filter(|token| !token.is_empty())
}

/// The text as it is judged; borrowed unless white space inside of it changes.
pub(super) fn normalize(white_space: WhiteSpace, text: &str) -> Cow<'_, str> {
    match white_space {
        WhiteSpace::Preserve => Cow::Borrowed(text),
        WhiteSpace::Replace if !text.bytes().any(|byte| is_space(byte) && byte != b' ') => Cow::Borrowed(text),
        WhiteSpace::Replace => Cow::Owned(text.replace(['\t', '\n', '\r'], " ")),
        WhiteSpace::Collapse => {
            let trimmed = trim(text);
            if is_collapsed(trimmed) { Cow::Borrowed(trimmed) } else { Cow::Owned(tokens(trimmed).collect::<Vec<_>>().join(" ")) }
        }
    }
}

/// Whether a trimmed text has no white space but single spaces.
fn is_collapsed(trimmed: &str) -> bool {
    let mut after_space = false;
    trimmed.bytes().all(|byte| {
        let doubled = after_space && byte == b' ';
        after_space = byte == b' ';
        !(doubled || is_space(byte) && byte != b' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_kept_replaced_or_collapsed() {
        let text = "\t a\r\n b ";
        assert_eq!(normalize(WhiteSpace::Preserve, text), text);
        assert_eq!(normalize(WhiteSpace::Replace, text), "  a   b ");
        assert_eq!(normalize(WhiteSpace::Collapse, text), "a b");
    }

    #[test]
    fn a_text_that_does_not_change_is_borrowed() {
        for (white_space, text) in
            [(WhiteSpace::Replace, "a  b"), (WhiteSpace::Collapse, "\n a b c\t"), (WhiteSpace::Collapse, " ")]
        {
            assert!(matches!(normalize(white_space, text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn a_no_break_space_is_a_character_like_any_other() {
        assert_eq!(normalize(WhiteSpace::Collapse, "\u{a0}a\u{2003}"), "\u{a0}a\u{2003}");
    }
}
