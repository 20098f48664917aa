//! Language tags, as `@xml:lang` and `language/@ident` hold them.

use crate::diagnostic::quote;

/// Why a text is no language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LanguageError {
    /// A character that is no ASCII letter, digit or hyphen.
    #[error("a language tag holds letters, digits and hyphens, and no {}", quote(&.0.to_string()))]
    Character(char),
    /// Nothing stands before, after or between hyphens.
    #[error("nothing stands on one side of a hyphen")]
    Gap,
    /// The first part is no language.
    #[error("{} has the form of no language, which is 2 to 8 letters", quote(.0))]
    Language(String),
    /// A later part that may not stand where it does.
    #[error("{} can be no further part of it", quote(.0))]
    Subtag(String),
}

/// Checks that a text is a well-formed language tag: language, script, region, variants, extensions and private use, in this order
/// (RFC 5646, 2.1). Whether the parts are registered is not looked up.
///
/// # Errors
/// [`LanguageError`]: the first part that breaks the grammar.
///
/// ```
/// use teiwright::tei::check_language;
///
/// assert!(check_language("zh-Hant-TW").is_ok() && check_language("de-1901").is_ok() && check_language("x-elvish").is_ok());
/// assert!(check_language("de_DE").is_err() && check_language("d").is_err());
/// ```
pub fn check_language(tag: &str) -> Result<(), LanguageError> {
    if let Some(character) = tag.chars().find(|character| !character.is_ascii_alphanumeric() && *character != '-') {
        return Err(LanguageError::Character(character));
    }
    let subtags: Vec<&str> = tag.split('-').collect();
    if subtags.iter().any(|subtag| subtag.is_empty()) {
        return Err(LanguageError::Gap);
    }
    if IRREGULAR.iter().any(|irregular| irregular.eq_ignore_ascii_case(tag)) {
        return Ok(());
    }
    match parts(&subtags) {
        None => Ok(()),
        Some(0) => Err(LanguageError::Language(subtags[0].to_owned())),
        Some(at) => Err(LanguageError::Subtag(subtags[at].to_owned())),
    }
}

/// The tags that were registered before the grammar and break it (RFC 5646, 2.1, production `irregular`).
const IRREGULAR: &[&str] = &[
    "en-GB-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-BE-FR",
    "sgn-BE-NL",
    "sgn-CH-DE",
];

/// The parts of `langtag` after the language, in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Language,
    /// A language below another, at most three.
    Extension(u8),
    Script,
    Region,
    Variant,
    /// A letter or digit that begins an extension, and needs something after it.
    Singleton,
    ExtensionSubtag,
}

/// The first subtag that breaks productions `langtag` and `privateuse`, by its number.
fn parts(subtags: &[&str]) -> Option<usize> {
    let first = subtags[0];
    let mut last = match first {
        "x" | "X" => return private_use(subtags, 0),
        _ if is_letters(first) && (2..=8).contains(&first.len()) => Part::Language,
        _ => return Some(0),
    };
    for (at, subtag) in subtags.iter().enumerate().skip(1) {
        if subtag.eq_ignore_ascii_case("x") && last != Part::Singleton {
            return private_use(subtags, at);
        }
        last = match part(subtag, last, first.len()) {
            Some(part) => part,
            None => return Some(at),
        };
    }
    (last == Part::Singleton).then(|| subtags.len() - 1)
}

/// What a subtag is when it stands after `last`, or nothing.
fn part(subtag: &str, last: Part, language: usize) -> Option<Part> {
    let starts_with_digit = subtag.starts_with(|character: char| character.is_ascii_digit());
    Some(match (subtag.len(), last) {
        (2..=8, Part::Singleton | Part::ExtensionSubtag) => Part::ExtensionSubtag,
        (1, Part::Singleton) => return None,
        (1, _) => Part::Singleton,
        (3, Part::Language) if is_letters(subtag) && language < 4 => Part::Extension(1),
        (3, Part::Extension(count @ 1..=2)) if is_letters(subtag) => Part::Extension(count + 1),
        (4, _) if is_letters(subtag) && last < Part::Script => Part::Script,
        (2, _) if is_letters(subtag) && last < Part::Region => Part::Region,
        (3, _) if subtag.bytes().all(|byte| byte.is_ascii_digit()) && last < Part::Region => Part::Region,
        (5..=8, _) => Part::Variant,
        (4, _) if starts_with_digit => Part::Variant,
        _ => return None,
    })
}

/// Checks `x` and what follows it: at least one subtag of 1 to 8 characters.
fn private_use(subtags: &[&str], x: usize) -> Option<usize> {
    if subtags.len() == x + 1 {
        return Some(x);
    }
    subtags.iter().skip(x + 1).position(|subtag| subtag.len() > 8).map(|at| x + 1 + at)
}

fn is_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_that_of_the_rfc() {
        let good =
            ["de", "deu", "de-DE", "sr-Latn-RS", "zh-yue-HK", "zh-min-nan", "es-419", "sl-rozaj-biske-1994", "de-CH-1901", "grc"];
        for tag in
            good.into_iter().chain(["en-a-bbb-x-a", "ru-t-en-latn", "qaa-x-priv", "X-y", "i-klingon", "EN-gb-OED", "german"])
        {
            assert_eq!(check_language(tag), Ok(()), "{tag}");
        }
        let bad = [
            "a",
            "de_DE",
            "de-",
            "-de",
            "de--DE",
            "de DE",
            "de-DE-Latn",
            "de-a",
            "de-x",
            "de-a-x-b",
            "x",
            "1de",
            "français",
            "abcdefghi",
        ];
        for tag in
            bad.into_iter().chain(["en-us-us", "de-latn-latn", "x-abcdefghi", "en-a-b-cc", "german-deu", "zh-min-nan-abc-def"])
        {
            assert!(check_language(tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn the_error_names_the_part() {
        assert_eq!(check_language("de-DE-Latn"), Err(LanguageError::Subtag("Latn".to_owned())));
        assert_eq!(check_language("1"), Err(LanguageError::Language("1".to_owned())));
        assert_eq!(check_language("de_DE"), Err(LanguageError::Character('_')));
        assert_eq!(check_language("de-"), Err(LanguageError::Gap));
    }
}
