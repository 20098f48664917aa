//! Quotation marks: which of them open, and which close.

use crate::transcript::inlines::BRACKET_LIMIT;

/// On which side of words a mark stands.
pub(super) enum Side {
    Open,
    /// The marks with which it pairs.
    Close(&'static [char]),
}

/// Whether the quotation marks `»` and `«` of a text point inward, by which of them stands before words.
pub(in crate::transcript) fn quotes_point_inward(text: &str) -> bool {
    let opens = |mark: char| {
        memchr::memmem::find_iter(text.as_bytes(), mark.encode_utf8(&mut [0; 4]))
            .filter(|at| text[at + mark.len_utf8()..].starts_with(char::is_alphanumeric))
            .filter(|at| text[..*at].chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
            .count()
    };
    opens('»') > opens('«')
}

/// The mark that stands for this one where they point inward.
pub(super) fn turned(mark: char) -> char {
    match mark {
        '»' => '«',
        '«' => '»',
        other => other,
    }
}

/// Whether a character opens or closes; straight quotation marks go by what stands beside them.
pub(super) fn side(character: char, previous: Option<char>, next: Option<char>) -> Option<Side> {
    let space_before = previous.is_none_or(|character| character.is_whitespace() || "([{—–-‘".contains(character));
    let space_after = next.is_none_or(char::is_whitespace);
    match character {
        '[' | '«' | '„' => Some(Side::Open),
        ']' => Some(Side::Close(&['['])),
        '»' => Some(Side::Close(&['«'])),
        '”' if space_before && !space_after => Some(Side::Open),
        '”' => Some(Side::Close(&['“', '„', '”'])),
        '“' if space_before && !space_after => Some(Side::Open),
        '“' => Some(Side::Close(&['„'])),
        '"' if space_before && !space_after => Some(Side::Open),
        '"' if !space_before => Some(Side::Close(&['"'])),
        _ => None,
    }
}

/// The length of a quotation between two backticks and two apostrophes, with no other mark inside.
pub(super) fn backticks(words: &str) -> Option<usize> {
    let inside = words.strip_prefix("``")?;
    let near = &inside[..inside.floor_char_boundary(BRACKET_LIMIT.min(inside.len()))];
    let end = near.find("''")?;
    let is_plain = !near[..end].contains(['[', ']', '"', '“', '”', '„', '«', '»', '`', '(', ')']);
    (end > 0 && is_plain).then_some(end + 4)
}
