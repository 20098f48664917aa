//! Names as chats have them: in angle brackets, and as numbers.

/// The number of somebody's telephone has more digits than these.
const PHONE_DIGITS: usize = 6;

/// Tags of HTML that stand before words and have no attributes.
const WHOLE_TAGS: [&str; 8] = ["p", "br", "div", "li", "td", "tr", "hr", "dd"];

/// The length of the name of a chat in angle brackets: `<anna>`, `<@bert>`.
pub(super) fn nick(head: &str) -> Option<usize> {
    let inside = head.strip_prefix('<')?;
    let end = inside.find('>')?;
    let name = inside[..end].trim_start_matches(['@', '+', '%', '~', '&', ' ']);
    let is_tag = WHOLE_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
    let is_name =
        !name.is_empty() && !is_tag && !name.contains(|character: char| character.is_whitespace() || "<=\"/".contains(character));
    (is_name && inside[end + 1..].starts_with(' ')).then_some(end + 2)
}

/// Whether a name is one by which somebody is called on a network: `@anna_b`.
pub(super) fn is_handle(name: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    name.strip_prefix('@').is_some_and(|name| name.starts_with(char::is_alphanumeric) && name.chars().all(is_part))
}

/// Whether a name is one that a program gives to a voice: `VOICE_00`, `话者1`.
pub(super) fn is_numbered_voice(name: &str) -> bool {
    let word = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let has_case = |character: char| character.is_uppercase() || character.is_lowercase();
    let is_word = |word: &str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    let is_joined = word.strip_suffix('_').is_some_and(is_word);
    word.len() < name.len() && (is_joined || is_word(word) && !word.contains(has_case))
}

/// Whether a name is a number by which somebody is called: `+47 912 34 567`.
pub(super) fn is_phone_number(name: &str) -> bool {
    let is_part = |character: char| character.is_ascii_digit() || matches!(character, ' ' | '\u{a0}' | '-' | '(' | ')');
    name.strip_prefix('+').is_some_and(|digits| digits.chars().all(is_part))
        && name.bytes().filter(u8::is_ascii_digit).nth(PHONE_DIGITS).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_chats_are_told_from_tags_and_figures() {
        assert_eq!((nick("<anna> yes"), nick("<@bert> no"), nick("< carl_> well")), (Some(6), Some(7), Some(8)));
        for none in ["<p>Yes.", "<p> Yes.", "</p> yes", "<a href=\"x\"> yes", "<> yes", "anna> yes", "<two words> yes"] {
            assert_eq!(nick(none), None, "{none}");
        }
        assert!(is_handle("@anna_b") && is_handle("@voice1") && !is_handle("@") && !is_handle("@a b") && !is_handle("anna"));
        assert!(
            is_numbered_voice("VOICE_00")
                && is_numbered_voice("spk_1")
                && is_numbered_voice("話者1")
                && !is_numbered_voice("COVID19")
                && !is_numbered_voice("_1")
                && !is_numbered_voice("a_b")
        );
        assert!(is_phone_number("+47 000 00 000") && is_phone_number("+1 (000) 000-0000"));
        assert!(!is_phone_number("+5 degrees") && !is_phone_number("47 000 00 000") && !is_phone_number("+12"));
    }
}
