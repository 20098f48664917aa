//! Page turns: marks that state a number, and paragraphs that a page turn cuts inside a sentence.

use std::borrow::Cow;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{inlines::page_number, names::is_small},
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
        if before.char_indices().nth(CUT_LIMIT).is_none() {
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
    fn a_page_mark_states_its_number() {
        assert_eq!(mark("[Page 787]").as_deref(), Some("787"));
        assert_eq!(mark("[page xii]").as_deref(), Some("xii"));
        assert_eq!(mark("[Pages are missing]"), None);
    }
}
