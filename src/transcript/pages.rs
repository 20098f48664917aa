//! Page turns: marks that state a number, and paragraphs that a page turn cuts inside a sentence.

use std::{borrow::Cow, sync::LazyLock};

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        beginnings::Beginnings,
        inlines::page_number,
        letters::{is_longer, with_lowercase},
        names::is_small,
    },
};

/// How many words on either side tell a place from others.
const PLACE_WORDS: usize = 6;

/// A paragraph that is cut short has at least this many characters: it filled its last line.
const CUT_LIMIT: usize = 60;

/// The number in a paragraph that is a page mark and nothing else: `[Page 787]`.
pub(super) fn mark(words: &str) -> Option<String> {
    let inside = words.strip_prefix('[')?.strip_suffix(']')?;
    page_number(inside.trim_matches(['[', ']']))
}

/// Words for a page and for a column, before their number.
const PAGE_WORDS: [&str; 12] =
    ["page", "pg.", "p.", "seite", "s.", "стр.", "страница", "strana", "strona", "str.", "página", "pagina"];
const COLUMN_WORDS: [&str; 8] = ["column", "col.", "cols.", "spalte", "sp.", "столбец", "colonne", "columna"];

/// What sets a number off, and the marks of a rule on both sides of one.
const SET_OFF: [(char, char); 4] = [('[', ']'), ('{', '}'), ('|', '|'), ('(', ')')];
const RULES: [char; 5] = ['-', '–', '—', '~', '='];

/// The marks of ASCII with which a line that states a number can begin.
const MARKS: &[u8] = b"[{|(-~=";

/// The beginnings of the words for a page and for a column: most lines begin with others.
static KEYWORDS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(PAGE_WORDS.into_iter().chain(COLUMN_WORDS)));

/// The number of a page or a column that words state and nothing else, and whether it is that of a column: `[Page 787]`,
/// `Page 15 of 16`, `- 14 -`, `Column 177`.
pub(super) fn stated(words: &str) -> Option<(bool, String)> {
    let first = *words.as_bytes().first()?;
    if first.is_ascii() && !first.is_ascii_alphabetic() && !MARKS.contains(&first) || !KEYWORDS.may_begin(words) {
        return None;
    }
    fn set_off(words: &str) -> Option<&str> {
        SET_OFF.iter().find_map(|(open, close)| words.strip_prefix(*open)?.strip_suffix(*close).map(str::trim))
    }
    let has_rules = |mark: &char| words.starts_with(*mark) && words.ends_with(*mark);
    if RULES.iter().any(has_rules) {
        let bare = words.trim_matches(|character: char| character == ' ' || RULES.contains(&character));
        if is_page(bare) {
            return Some((false, bare.to_owned()));
        }
    }
    let inside = match set_off(words) {
        Some(inside) if words.starts_with(['{', '|']) && is_page(inside) => return Some((false, inside.to_owned())),
        Some(inside) if words.starts_with('[') => set_off(inside).unwrap_or(inside),
        Some(_) => return None,
        None => words,
    };
    let (keyword, rest) = inside.split_once(char::is_whitespace)?;
    let is_column = with_lowercase(keyword, |keyword| match keyword {
        _ if COLUMN_WORDS.contains(&keyword) => Some(true),
        _ if PAGE_WORDS.contains(&keyword) => Some(false),
        _ => None,
    })?;
    let rest = rest.trim().trim_end_matches(':');
    let number = rest.split(|character: char| character.is_whitespace() || character == '/').next().unwrap_or_default();
    let total = rest[number.len()..].trim_start_matches(|character: char| !character.is_ascii_digit());
    let has_total =
        !total.is_empty() && total.chars().all(|character| character.is_ascii_digit()) && rest.len() <= number.len() + 12;
    let is_short = keyword.chars().nth(2).is_some() || words.starts_with('[');
    (is_page(number) && (number.len() == rest.len() || has_total) && is_short).then(|| (is_column, number.to_owned()))
}

/// Whether some characters are the number of a page: figures with a letter before or after them, or a small Roman numeral.
fn is_page(number: &str) -> bool {
    let figures = number.trim_start_matches(|character: char| character.is_ascii_uppercase());
    let letters = number.len() - figures.len();
    let digits = figures.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let is_figure = !digits.is_empty() && digits.len() <= 6 && digits.chars().all(|character| character.is_ascii_digit());
    let is_roman = !number.is_empty() && number.len() <= 8 && number.chars().all(|character| "ivxlc".contains(character));
    is_figure && letters <= 1 && figures.len() - digits.len() <= 1 || is_roman
}

/// Whether the words end like a sentence, or like something that is no sentence at all.
pub(super) fn ends_sentence(words: &str) -> bool {
    let end = words.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*', '_', '^']);
    end.ends_with([
        '.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '।', '-', '—', '–', '։', '።', '۔', '။', '།', '។', '｡', '．',
    ]) || end.is_empty()
        || words.ends_with([']', ')'])
}

/// The words on both sides of a place between paragraphs: by these it is found again when the text has changed elsewhere.
pub(super) fn place_between(text: &str, gap: Span) -> String {
    let before: Vec<&str> = text[..gap.start].split_whitespace().rev().take(PLACE_WORDS).collect();
    let after: Vec<&str> = text[gap.end..].split_whitespace().take(PLACE_WORDS).collect();
    let before: Vec<&str> = before.into_iter().rev().collect();
    format!("{} | {}", before.join(" "), after.join(" "))
}

/// What somebody said of a place between paragraphs.
pub(super) fn told(joins: &[(String, bool)], text: &str, gap: Span) -> Option<bool> {
    if joins.is_empty() {
        return None;
    }
    let place = place_between(text, gap);
    joins.iter().find(|(told, _)| *told == place).map(|(_, is_joined)| *is_joined)
}

/// What a file shows of its paragraphs: whether an unfinished one is a sign of anything.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    long: usize,
    finished: usize,
    small_cuts: usize,
}

impl Habits {
    /// Counts a paragraph and the one after it, if that has no label.
    pub(super) fn count(&mut self, before: &str, after: Option<&str>) {
        if !is_longer(before, CUT_LIMIT) {
            return;
        }
        self.long += 1;
        if ends_sentence(before) {
            self.finished += 1;
        } else if after.is_some_and(|after| after.starts_with(is_small)) {
            self.small_cuts += 1;
        }
    }

    /// Whether most long paragraphs end like sentences, so that one that does not is cut.
    fn are_of_prose(self) -> bool {
        self.finished * 3 >= self.long * 2 || self.finished + self.small_cuts >= self.long
    }
}

/// Whether the mark of a page cuts a sentence between two paragraphs, with what speaks for it.
pub(super) fn joins_over_mark(before: &str, after: &str) -> Option<(Certainty, Vec<Cow<'static, str>>)> {
    let is_cut = (divides_word(before, after) || !ends_sentence(before))
        && !starts_list(after)
        && after.starts_with(is_small)
        && before.contains(is_small);
    is_cut.then(|| {
        let evidence =
            ["the mark of a page stands between", "no end of a sentence before", "the next word begins with a small letter"];
        (Certainty::High, evidence.map(Cow::Borrowed).to_vec())
    })
}

/// Whether a hyphen divides a word between these two texts: a letter before it, a small one after, or capitals on both sides.
pub(super) fn divides_word(before: &str, after: &str) -> bool {
    let Some(before) = before.strip_suffix(['-', '‐', '⹀', '⸗', '¬']) else { return false };
    let mut last = before.chars().rev();
    let is_capital = |letter: Option<char>| letter.is_some_and(char::is_uppercase);
    let (letter, second) = (last.next(), last.next());
    let mut next = after.chars();
    let mut in_capitals = || is_capital(letter) && is_capital(second) && is_capital(next.next()) && is_capital(next.next());
    letter.is_some_and(char::is_alphabetic) && (after.starts_with(is_small) || in_capitals())
}

/// Whether a page turn cuts a sentence between two paragraphs, with what speaks for it.
///
/// Only in a file whose paragraphs end like sentences; and before a capital only if it cuts before small letters, too. Two conditions (`docs/ENCODING.md`): no end of a sentence before; no label, list mark or heading after. The next word may
/// begin with a capital. Labels are not seen here: a paragraph with a label is never asked about.
pub(super) fn joins(before: &str, after: &str, habits: Habits) -> Option<(Certainty, Vec<Cow<'static, str>>)> {
    let is_long = before.char_indices().nth(CUT_LIMIT).is_some();
    if !is_long
        || !habits.are_of_prose()
        || ends_sentence(before)
        || before.ends_with(',') && starts_list(after)
        || starts_list(after)
        || is_heading_like(after)
    {
        return None;
    }
    let continues = after.chars().next().is_some_and(is_small);
    let mut evidence: Vec<Cow<'static, str>> =
        vec!["no end of a sentence before".into(), "no label, list mark or heading after".into()];
    if continues {
        evidence.push("the next word begins with a small letter".into());
        return Some((Certainty::Medium, evidence));
    }
    let is_like_others = habits.small_cuts > 0;
    (is_like_others && after.chars().next().is_some_and(char::is_alphanumeric)).then_some((Certainty::Low, evidence))
}

/// Whether a paragraph begins like an item of a list: `1.`, `(a)`, `-`, `•`.
pub(super) fn starts_list(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let core = first.trim_start_matches('(');
    let is_numbered = core.len() < first.len() + 1
        && first.ends_with([')', '.'])
        && core.trim_end_matches([')', '.']).chars().count() <= 3
        && core.trim_end_matches([')', '.']).chars().all(char::is_alphanumeric);
    is_numbered
        && (first.starts_with('(') || first.chars().next().is_some_and(|c| c.is_ascii_digit()) || first.chars().count() == 2)
        || matches!(first, "-" | "–" | "—" | "•" | "*" | "·" | "o")
}

/// Whether a paragraph is short and all in capitals.
fn is_heading_like(words: &str) -> bool {
    words.char_indices().nth(200).is_none()
        && words.chars().any(char::is_uppercase)
        && !words.chars().any(char::is_lowercase)
        && words.chars().filter(|character| character.is_alphabetic()).count() > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_sentence_is_joined_and_nothing_else_is() {
        let mut habits = Habits::default();
        habits.count(&"x".repeat(CUT_LIMIT + 1), Some("and so on"));
        let joins = |before: &str, after: &str| joins(before, after, habits);
        let before = "The plans of the party for the coming years were discussed and then";
        assert_eq!(joins(before, "approved by all.").map(|(certainty, _)| certainty), Some(Certainty::Medium));
        assert_eq!(joins(before, "Eisenhower failed.").map(|(certainty, _)| certainty), Some(Certainty::Low));
        assert_eq!(joins(&format!("{before} approved."), "approved by all."), None);
        assert_eq!(joins(before, "1. the first point"), None);
        assert_eq!(joins(before, "(a) the first point"), None);
        assert_eq!(joins(before, "SECOND SESSION"), None);
        assert_eq!(joins("Too short to fill a line", "and so on."), None);
    }

    #[test]
    fn a_line_states_a_page_or_a_column() {
        for (words, expected) in [
            ("[Page 787]", Some((false, "787"))),
            ("[[Page S693]]", Some((false, "S693"))),
            ("Page 15 of 16", Some((false, "15"))),
            ("- 14 -", Some((false, "14"))),
            ("— xii —", Some((false, "xii"))),
            ("{15}", Some((false, "15"))),
            ("Column 177", Some((true, "177"))),
            ("[Sp. 181]", Some((true, "181"))),
            ("Page 12 was torn", None),
            ("Page one", None),
            ("p. 12", None),
            ("- 14 stones -", None),
            ("(12)", None),
        ] {
            assert_eq!(stated(words), expected.map(|(is_column, number)| (is_column, number.to_owned())), "{words}");
        }
    }

    #[test]
    fn a_page_mark_states_its_number() {
        assert_eq!(mark("[Page 787]").as_deref(), Some("787"));
        assert_eq!(mark("[page xii]").as_deref(), Some("xii"));
        assert_eq!(mark("[Pages are missing]"), None);
    }
}
