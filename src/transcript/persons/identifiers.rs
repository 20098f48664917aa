//! Identifiers made from names.

use crate::xml::second_edition;

/// The letter itself, or the one of an early edition of XML that stands nearest to it: Romanian has two that are younger.
fn of_second_edition(character: char) -> char {
    match character {
        'ș' => 'ş',
        'ț' => 'ţ',
        other => other,
    }
}

/// Whether an identifier is one that a speech, a note, an utterance or a moment may have.
pub fn is_reserved(id: &str) -> bool {
    let prefixes = ["sp", "fn", "u", "t"];
    let mut digits = prefixes.iter().filter_map(|prefix| id.strip_prefix(prefix));
    id == "t" || digits.any(|digits| digits.starts_with(|character: char| character.is_ascii_digit()))
}

/// An identifier made from the words of a name.
pub fn identifier<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let parts: Vec<String> =
        words.map(|word| word.chars().map(of_second_edition).filter(|c| is_in_identifier(*c)).collect()).collect();
    let mut base = parts.join("-");
    if !base.starts_with(second_edition::is_name_start) || is_reserved(&base) {
        base = format!("person-{base}");
    }
    base.truncate(base.floor_char_boundary(60));
    base
}

fn is_in_identifier(character: char) -> bool {
    // Marks that belong to a letter are kept, as in Devanagari.
    let is_of_word = character.is_alphanumeric() || character == '-' || !character.is_ascii() && character != '\u{b7}';
    is_of_word && second_edition::is_name_char(character)
}
