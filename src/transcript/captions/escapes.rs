//! Escapes: what the characters of JSON and WebVTT mean that do not stand for themselves.

use crate::xml::non_xml_chars;

/// What parts two things of a list in JSON without white space.
pub(super) const SEPARATOR: &str = ",{";

/// The names of characters that WebVTT knows (WebVTT, 6.4).
const ENTITIES: [(&str, &str); 6] =
    [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&lrm;", "\u{200e}"), ("&rlm;", "\u{200f}")];

/// The longest number in a character reference.
const NUMBER_LIMIT: usize = 8;

/// What an escape means: `&amp;` and `&#233;` of WebVTT, or a run of escapes of JSON such as `\u00e9\n`.
///
/// Nothing, where it means nothing, or a character that XML cannot carry.
///
/// ```
/// use teiwright::transcript::decoded;
///
/// assert_eq!(decoded("&amp;").as_deref(), Some("&"));
/// assert_eq!(decoded("\\u00e9\\n").as_deref(), Some("é\n"));
/// assert_eq!(decoded("é"), None);
/// ```
pub fn decoded(escape: &str) -> Option<String> {
    let meant = match escape.as_bytes().first()? {
        b'&' => match ENTITIES.iter().find(|(name, _)| *name == escape) {
            Some((_, meant)) => (*meant).to_owned(),
            None => numbered(escape)?.to_string(),
        },
        // What parts two things of a list stands for the space between what they say.
        b',' if escape == SEPARATOR => " ".to_owned(),
        b'\\' => serde_json::from_str::<String>(&format!("\"{escape}\"")).ok()?,
        _ => return None,
    };
    let is_text = non_xml_chars(&meant).next().is_none();
    is_text.then_some(meant)
}

/// The character that `&#233;` or `&#xe9;` means.
fn numbered(reference: &str) -> Option<char> {
    let number = reference.strip_prefix("&#")?.strip_suffix(';')?;
    if number.len() > NUMBER_LIMIT {
        return None;
    }
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// How long the character reference is that a text begins with; nothing, where it begins with none.
pub(super) fn reference_len(text: &str) -> Option<usize> {
    let end = text.bytes().take(NUMBER_LIMIT + 4).position(|byte| byte == b';')? + 1;
    decoded(text.get(..end)?).map(|_| end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_something_is_an_escape() {
        assert_eq!(decoded("&#xe9;").as_deref(), Some("é"));
        assert_eq!(decoded("\\ud83d\\ude00").as_deref(), Some("😀"));
        assert_eq!(decoded("\\\"\\\\\\/").as_deref(), Some("\"\\/"));
        for none in ["&eacute;", "&#0;", "&#xd800;", "&", "\\", "\\ud83d", "\\u0000", "\\x", "", "&#99999999999;"] {
            assert_eq!(decoded(none), None, "{none}");
        }
        assert_eq!(reference_len("&lt;3"), Some(4));
        assert_eq!(reference_len("& co;"), None);
    }
}
