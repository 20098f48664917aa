//! What a bracket says of matter that is not there: why, and how much.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::transcript::vocabulary::{WORDS, entry_of};

/// Matter that is not there, by words that say more than the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacuna {
    /// Why, as `@reason` has it.
    pub reason: &'static str,
    /// How much.
    pub extent: Option<Extent>,
}

/// A number of something, or the words for it where they state none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// The number, as `@quantity` has it.
    Exact(String),
    /// The words: `less than 1 line`.
    Limit(String),
}

/// How much is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many.
    pub amount: Amount,
    /// What is counted, as `@unit` has it.
    pub unit: &'static str,
}

/// The most words of a statement that something is missing.
const WORD_LIMIT: usize = 8;

/// For each word that states a gap, its `@reason`.
static REASONS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let entries = WORDS.marks.gaps.iter();
    entries.flat_map(|(reason, words)| words.iter().map(move |word| (word.as_str(), reason.as_str()))).collect()
});

/// The words of those that state a gap: most brackets have none of them.
static REASON_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| REASONS.keys().flat_map(|words| words.split(' ')).collect());

/// Why something is not there, where some words say that and nothing else: `illegible`, `...`, `* * *`, `???`.
pub(super) fn reason(words: &str) -> Option<&'static str> {
    reason_of(words, &words.to_lowercase())
}

/// The same, of words that are given in lower case, too.
pub(super) fn reason_of(words: &str, lower: &str) -> Option<&'static str> {
    if !words.contains(char::is_alphanumeric) {
        return of_marks(words);
    }
    REASONS.get(lower.trim_matches(|character: char| !character.is_alphanumeric())).copied()
}

/// The reason that marks alone give: dots and asterisks stand for what is left out, question marks for what was not heard.
pub(super) fn of_marks(words: &str) -> Option<&'static str> {
    let count = |marks: &[char]| words.chars().filter(|character| marks.contains(character)).count();
    let (dots, ellipses, stars, questions) = (count(&['.']), count(&['…', '⋯']), count(&['*']), count(&['?']));
    let spaces = words.chars().filter(|character| character.is_whitespace()).count();
    match dots + ellipses + stars + questions + spaces == words.chars().count() {
        true if questions > 1 || questions == 1 && dots + ellipses > 0 => Some("inaudible"),
        true if questions == 0 && (dots > 1 || ellipses > 0 || stars > 1) => Some("sampling"),
        _ => None,
    }
}

/// What is not there by words that say more: `three words illegible`, `less than 1 line not declassified`,
/// `inaudible 00:12:31`.
///
/// The reason stands first or last, or after the number of units with which the words begin. Words such as `missing` can end any
/// remark, and need a number or a unit. `lower` is the words in lower case.
pub(super) fn lacuna(lower: &str) -> Option<Lacuna> {
    let state = lower.trim_matches(|character: char| !character.is_alphanumeric());
    let parts = state.split(|character: char| character.is_whitespace() || matches!(character, '(' | ')' | ',' | ';'));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).take(WORD_LIMIT + 1).collect();
    if parts.len() > WORD_LIMIT || parts.len() < 2 || !parts.iter().any(|part| REASON_WORDS.contains(part)) {
        return None;
    }
    let extent = extent(&parts);
    let has_unit = parts.iter().any(|part| unit(part).is_some());
    let has_number = state.chars().any(|character| character.is_ascii_digit());
    // The longest phrase that the words end or begin with.
    let last = (1..parts.len()).find_map(|from| REASONS.get(parts[from..].join(" ").as_str()));
    let first = || (1..parts.len()).rev().find_map(|to| Some((to, REASONS.get(parts[..to].join(" ").as_str())?)));
    let amount = |part: &&str| unit(part).is_some() || number(part).is_some() || part.contains(|c: char| c.is_ascii_digit());
    let inside = || extent.as_ref().and_then(|_| parts.iter().find_map(|part| REASONS.get(part)));
    let found = last.copied().or_else(|| first().filter(|(to, _)| parts[*to..].iter().all(amount)).map(|(_, reason)| *reason));
    let reason = found.or_else(|| inside().copied())?;
    let says_so = has_number || has_unit || matches!(reason, "illegible" | "inaudible" | "redacted");
    says_so.then_some(Lacuna { reason, extent })
}

/// The first number of units that the words state.
fn extent(parts: &[&str]) -> Option<Extent> {
    let at = (0..parts.len().saturating_sub(1)).find(|&at| number(parts[at]).is_some() && unit(parts[at + 1]).is_some())?;
    let before = parts[..at].join(" ");
    let limits = &WORDS.marks.limits;
    let is_limit = limits.most.iter().chain(&limits.least).any(|limit| before.ends_with(limit.as_str()));
    let number = number(parts[at])?;
    let amount = if is_limit { Amount::Limit(parts[..=at + 1].join(" ")) } else { Amount::Exact(number) };
    Some(Extent { amount, unit: unit(parts[at + 1])? })
}

fn unit(word: &str) -> Option<&'static str> {
    entry_of(&WORDS.marks.units, word)
}

/// A number in figures, with a half or a decimal, or in words.
fn number(word: &str) -> Option<String> {
    let figures = word.trim_end_matches(['½', '¼', '¾']);
    if !figures.is_empty() && figures.len() <= 6 && figures.chars().all(|character| character.is_ascii_digit()) {
        let part = match &word[figures.len()..] {
            "½" => ".5",
            "¼" => ".25",
            "¾" => ".75",
            _ => "",
        };
        return Some(format!("{figures}{part}"));
    }
    match word {
        "½" => Some("0.5".to_owned()),
        _ => entry_of(&WORDS.marks.counts, word).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<(&str, Option<(&str, &str)>)>) {
        let found = lacuna(&words.to_lowercase());
        let extent = |extent: &'_ Extent| match &extent.amount {
            Amount::Exact(number) | Amount::Limit(number) => (number.clone(), extent.unit),
        };
        let found = found.map(|lacuna| (lacuna.reason, lacuna.extent.as_ref().map(extent)));
        let expected = expected.map(|(reason, extent)| (reason, extent.map(|(amount, unit)| (amount.to_owned(), unit))));
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn words_state_why_and_how_much() {
        check("less than 1 line not declassified", Some(("redacted", Some(("less than 1 line", "line")))));
        check("3 paragraphs (11 lines) not declassified", Some(("redacted", Some(("3", "paragraph")))));
        check("4½ lines not declassified", Some(("redacted", Some(("4.5", "line")))));
        check("drei Wörter unleserlich", Some(("illegible", Some(("3", "word")))));
        check("неразборчиво 2 слова", Some(("illegible", Some(("2", "word")))));
        check("inaudible 00:12:31", Some(("inaudible", None)));
        check("several words missing", Some(("missing", None)));
        check("one page is missing from the original", Some(("missing", Some(("1", "page")))));
        check("dollar amount not declassified", Some(("redacted", None)));
        for remark in ["he found his hat missing", "Berg", "the deleted scene was long", "two lines", "illegible to all of us"] {
            check(remark, None);
        }
    }

    #[test]
    fn marks_alone_state_gaps() {
        for (marks, expected) in [
            ("...", Some("sampling")),
            ("…", Some("sampling")),
            (". . .", Some("sampling")),
            ("* * *", Some("sampling")),
            (".?.", Some("inaudible")),
            ("???", Some("inaudible")),
            ("?", None),
            ("!", None),
            ("*", None),
            (".", None),
        ] {
            assert_eq!(of_marks(marks), expected, "{marks}");
        }
        assert_eq!(reason("字跡不清"), Some("illegible"));
        assert_eq!(reason("Unleserlich."), Some("illegible"));
    }
}
