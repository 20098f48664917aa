//! Language tags, as `@xml:lang` and `language/@ident` hold them.

use crate::diagnostic::quote;

/// Why a text is no language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LanguageError {
    /// A character that is no ASCII letter, digit or hyphen.
    #[error("a language tag holds letters, digits and hyphens, and no {}", word_for(*.0))]
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
    if tag.split('-').any(str::is_empty) {
        return Err(LanguageError::Gap);
    }
    if IRREGULAR.iter().any(|irregular| irregular.eq_ignore_ascii_case(tag)) {
        return Ok(());
    }
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    let mut last = (language, first_part(language).ok_or_else(|| LanguageError::Language(language.to_owned()))?);
    for subtag in subtags {
        let part = next_part(subtag, last.1, language.len()).ok_or_else(|| LanguageError::Subtag(subtag.to_owned()))?;
        last = (subtag, part);
    }
    match last {
        (singleton, Part::Singleton | Part::X) => Err(LanguageError::Subtag(singleton.to_owned())),
        _ => Ok(()),
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

/// The parts of a tag, in their order (RFC 5646, 2.1, productions `langtag` and `privateuse`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Language,
    /// A language below another, at most three.
    Extended(u8),
    Script,
    Region,
    Variant,
    /// A letter or digit that begins an extension, and needs something after it.
    Singleton,
    Extension,
    /// The `x` that begins what is for private use, and needs something after it.
    X,
    Private,
}

fn first_part(subtag: &str) -> Option<Part> {
    if subtag.eq_ignore_ascii_case("x") {
        return Some(Part::X);
    }
    (is_letters(subtag) && (2..=8).contains(&subtag.len())).then_some(Part::Language)
}

/// What a subtag is when it stands after `last`, or nothing; `language` is the length of the first one.
fn next_part(subtag: &str, last: Part, language: usize) -> Option<Part> {
    let starts_with_digit = subtag.starts_with(|character: char| character.is_ascii_digit());
    Some(match (subtag.len(), last) {
        (1..=8, Part::X | Part::Private) => Part::Private,
        (_, Part::X | Part::Private) => return None,
        (2..=8, Part::Singleton | Part::Extension) => Part::Extension,
        (1, Part::Singleton) => return None,
        (1, _) if subtag.eq_ignore_ascii_case("x") => Part::X,
        (1, _) => Part::Singleton,
        (3, Part::Language) if is_letters(subtag) && language < 4 => Part::Extended(1),
        (3, Part::Extended(count @ 1..=2)) if is_letters(subtag) => Part::Extended(count + 1),
        (4, _) if is_letters(subtag) && last < Part::Script => Part::Script,
        (2, _) if is_letters(subtag) && last < Part::Region => Part::Region,
        (3, _) if subtag.bytes().all(|byte| byte.is_ascii_digit()) && last < Part::Region => Part::Region,
        (5..=8, _) => Part::Variant,
        (4, _) if starts_with_digit => Part::Variant,
        _ => return None,
    })
}

fn word_for(character: char) -> String {
    if character.is_whitespace() { "white space".to_owned() } else { quote(&character.to_string()) }
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
