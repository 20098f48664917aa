//! What a name looks like: words with capitals where the script has them, and no word of an office among them.

use crate::transcript::{
    letters::{is_alphanumeric, leads_letter, with_lowercase},
    vocabulary::{SMALL_WORDS, SmallWord, WORDS},
};

/// A word without the punctuation around it, in lower case, as the word lists have it.
pub(super) fn bare(word: &str) -> String {
    with_bare(word, str::to_owned)
}

/// Calls `see` with a word as [`bare`] gives it.
pub(super) fn with_bare<R>(word: &str, see: impl FnOnce(&str) -> R) -> R {
    with_lowercase(trimmed(word), see)
}

/// A word without the punctuation around it.
pub(super) fn trimmed(word: &str) -> &str {
    // Most words begin with a letter of ASCII, and end with one or with a mark of ASCII after it.
    let bytes = word.as_bytes();
    let ends_with_letter = |bytes: &[u8]| match bytes {
        [.., last] if last.is_ascii() => last.is_ascii_alphanumeric(),
        [.., lead, _] => leads_letter(*lead),
        _ => false,
    };
    if bytes.first().is_some_and(|first| first.is_ascii_alphanumeric() || leads_letter(*first)) && ends_with_letter(bytes) {
        return word;
    }
    let end = bytes.iter().rposition(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric()).map_or(0, |last| last + 1);
    let start = bytes[..end].iter().position(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric()).unwrap_or(end);
    let core = &word[start..end];
    match core.as_bytes() {
        [] => core,
        [first, .., last] | [first @ last] if first.is_ascii() && last.is_ascii() => core,
        _ => core.trim_matches(|character: char| !is_alphanumeric(character)),
    }
}

/// Whether a letter is a small one of a script in which names begin with capitals. Georgian letters have capitals in Unicode, but
/// no text begins a name with them; and the raised letters of `1.ª` have none.
pub(super) fn is_small(character: char) -> bool {
    character.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&character) && !matches!(character, 'ª' | 'º')
}

/// Whether some words have capitals and no small letters.
pub(super) fn in_capitals(words: &str) -> bool {
    let is_lower = |character: char| character.is_lowercase() && !matches!(character, 'ª' | 'º');
    !words.chars().any(is_lower) && words.chars().any(char::is_uppercase)
}

/// Whether the first of some words is a title.
pub(super) fn begins_with_title(words: &str) -> bool {
    words.split_whitespace().next().is_some_and(is_title)
}

/// Whether some words begin with a title or an office, an article or a number before it apart: `Second Vice-President`, `O Sr.`
pub(super) fn begins_with_rank(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let is_rank = |kind: SmallWord| kind.is_rank || kind.is_title;
    let Some(first) = words.next() else { return false };
    let kind = small_word(first);
    is_rank(kind) || (kind.leads || is_ordinal(first)) && words.next().map(small_word).is_some_and(is_rank)
}

/// Whether some words are an article or a number, and an office: `El secretari quart`, `An hon. member`.
pub(super) fn begins_with_led_rank(words: &str) -> bool {
    let mut words = words.split_whitespace();
    words.next().is_some_and(leads) && (words.next().is_some_and(is_rank) || words.next_back().is_some_and(is_rank))
}

/// Whether a word is an article or a number.
pub(super) fn leads(word: &str) -> bool {
    is_ordinal(word) || small_word(word).leads
}

/// Whether a word is an office with which a label may begin.
pub(super) fn is_rank(word: &str) -> bool {
    small_word(word).is_rank
}

/// Whether words after a comma in a label say what somebody is: one of the first is an office.
pub(super) fn tells_office(words: &str) -> bool {
    words.split_whitespace().take(3).any(|word| is_office(word) || is_rank(word))
}

pub(super) fn is_title(word: &str) -> bool {
    small_word(word).is_title
}

/// Whether a word with a capital beside a name is no part of another: a title, an office, or a small word that begins a sentence.
pub fn is_no_name(word: &str) -> bool {
    is_title(word) || is_office(word) || is_particle(word) || super::language::is_small_word(word)
}

/// Whether a word is a title or a degree in an abbreviated form: `Mr`, `Prof`.
pub(super) fn is_abbreviated(word: &str) -> bool {
    small_word(word).is_abbreviated
}

pub(super) fn is_particle(word: &str) -> bool {
    small_word(word).is_particle
}

/// Whether a word is a particle or the English article, which may stand before a title or an office: `the witness`.
pub(super) fn is_particle_or_the(word: &str) -> bool {
    is_particle(word) || with_bare(word, |word| word == "the")
}

/// What kind of small word beside names a word is.
pub(super) fn small_word(word: &str) -> SmallWord {
    let core = trimmed(word);
    if !SMALL_WORDS.filter.may_hold(core) {
        return SmallWord::default();
    }
    with_lowercase(core, |word| SMALL_WORDS.kinds.get(word).copied().unwrap_or_default())
}

/// Whether words begin with a small word as names of families do, and a name after it: `v. Bülow`.
pub(super) fn begins_as_family(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().filter(|word| word.starts_with(is_small));
    first.is_some_and(|word| small_word(word).is_nobiliary) && words.find(|word| !is_particle(word)).is_some_and(is_name_word)
}

pub(super) fn is_office(word: &str) -> bool {
    let offices = &WORDS.people.offices;
    with_bare(word, |word| offices.contains(word.trim_end_matches(['\'', '’'])) || offices.contains(word.trim_end_matches('s')))
}

/// Whether a word numbers a speech before the name of who speaks: `01.02`.
pub(super) fn is_numbering(word: &str) -> bool {
    let is_figures = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once('.').is_some_and(|(first, second)| is_figures(first) && is_figures(second))
}

/// Words of a label without those that number the speech: `01.02 Piet Laan`, `Anf. 12 Lena Berg`.
pub(super) fn unnumbered<'w>(words: impl Iterator<Item = &'w str>) -> impl Iterator<Item = &'w str> {
    let mut words = words.filter(|word| !is_numbering(word)).peekable();
    let is_mark = |word: &&str| with_bare(word, |word| WORDS.people.numbering.contains(word));
    let mark = words.next_if(is_mark);
    let is_number = |word: &&str| trimmed(word).bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 4;
    let kept = mark.filter(|_| words.next_if(is_number).is_none());
    kept.into_iter().chain(words)
}

/// Whether a word is a number with the letters of an ordinal: `1-й`, `2.ª`, `1st`.
pub(super) fn is_ordinal(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) && word.ends_with(char::is_alphabetic) && word.chars().count() <= 5
}

/// Whether any word belongs to an office or an institution.
pub(super) fn has_office_word(words: &str) -> bool {
    words.split_whitespace().any(is_office)
}

/// Whether a word could be part of a name: it has a letter, the first is a capital or of a script without capitals, and it is
/// no small word in capitals.
pub(super) fn is_name_word(word: &str) -> bool {
    if word.len() <= 5 && word.chars().all(char::is_uppercase) && is_particle(word) {
        return false;
    }
    let first = word.chars().find(|character| character.is_alphabetic());
    first.is_some_and(|first| !is_small(first)) && !word.chars().any(|character| character.is_ascii_digit())
}

/// The name that ends right before a place: one to four name words, the last one directly before it.
pub(super) fn name_before(text: &str) -> Option<&str> {
    let near = &text[text.floor_char_boundary(text.len().saturating_sub(80))..];
    let line = near.rsplit('\n').next().unwrap_or_default().trim_end();
    if line.ends_with(|character: char| !character.is_alphanumeric()) {
        return None;
    }
    let mut start = line.len();
    for (count, word) in line.rsplit(' ').enumerate() {
        let is_end_of_clause = count > 0 && word.ends_with([',', ';', ':', ')']);
        if count == 4 || is_end_of_clause || !is_name_word(word) || is_title(word) || is_office(word) {
            break;
        }
        start = word.as_ptr() as usize - line.as_ptr() as usize;
    }
    let name = &line[start..];
    (!name.is_empty()).then_some(name)
}

/// The name that begins right after a place: one to four name words.
pub(super) fn name_after(text: &str) -> Option<&str> {
    let near = &text[..text.floor_char_boundary(text.len().min(80))];
    let line = near.trim_start_matches(' ').lines().next().unwrap_or_default();
    let mut end = 0;
    for (count, word) in line.split(' ').enumerate() {
        let core = word.trim_end_matches([',', ';', ':', '.', ')', ']', '!', '?', '"', '”', '»']);
        // A dash ends a name: `Cole—Since`.
        let core = core.split(['—', '–']).next().unwrap_or_default();
        let is_initial = word.ends_with('.') && word.chars().filter(|character| character.is_alphabetic()).count() <= 2;
        if count == 4 || word.starts_with(['[', '(']) || !is_name_word(word) || is_title(word) || is_office(word) {
            break;
        }
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        end = start + if is_initial { word.len() } else { core.len() };
        if core.len() < word.len() && !is_initial {
            break;
        }
    }
    (end > 0).then(|| &line[..end])
}

/// Whether a bracket after a name spells it otherwise: as many words with capitals, and one of them alike or near it.
pub(super) fn is_other_spelling(name: &str, words: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        text.split(|character: char| character == '-' || character.is_whitespace())
            .filter(|word| !word.is_empty())
            .map(bare)
            .collect()
    };
    if has_office_word(words) || !words.split_whitespace().all(|word| is_name_word(word) || word.contains('-')) {
        return false;
    }
    let (name, other) = (split(name), split(words));
    let shared = name.iter().filter(|word| other.contains(word)).count();
    let alike = name.iter().zip(&other).filter(|(a, b)| a.chars().next() == b.chars().next()).count();
    !other.is_empty() && other.len() <= 4 && name.len().abs_diff(other.len()) <= 1 && (shared > 0 || alike == name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_scripts_without_capitals_are_not_small() {
        assert!(is_small('a') && is_small('я') && is_small('ß') && !is_small('A'));
        assert!(['ა', 'א', 'ب', '中', 'क'].into_iter().all(|letter| !is_small(letter) && is_name_word(&letter.to_string())));
    }

    #[test]
    fn numbers_before_names_are_told_apart() {
        assert!(is_numbering("01.02") && !is_numbering("1.2") && !is_numbering("3.") && !is_numbering("Dr.An"));
        assert!(is_ordinal("1-й") && is_ordinal("2.ª") && is_ordinal("1st") && !is_ordinal("1.") && !is_ordinal("12"));
        assert!(in_capitals("SR.ª INÊS") && !in_capitals("Inês"));
    }

    #[test]
    fn names_are_found_beside_a_bracket() {
        assert_eq!(name_before("led by comrade Pak Geum-cheol "), Some("Pak Geum-cheol"));
        assert_eq!(name_before("the government of the traitor "), None);
        assert_eq!(name_before("he said, Filippov "), Some("Filippov"));
        assert_eq!(name_after(" Hysni Kapo, and the Director"), Some("Hysni Kapo"));
        assert_eq!(name_after(" Syngman Rhee fell"), Some("Syngman Rhee"));
        assert_eq!(name_after(" enemies."), None);
    }

    #[test]
    fn another_spelling_shares_a_word_or_its_initials() {
        assert!(is_other_spelling("Pak Geum-cheol", "Pak Kum Chol"));
        assert!(!is_other_spelling("Kim Il Sung", "General Secretary"));
        assert!(!is_other_spelling("Filippov", "Stalin"));
    }
}
