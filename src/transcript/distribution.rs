//! Lines that say to whom copies of a record went: `Copies to:`, `cc: Ann Cole`, `Отпечатано в 3 экз.`

use std::sync::LazyLock;

use crate::transcript::{
    vocabulary::WORDS,
    wordings::{Wordings, beginning_with, words},
};

static PHRASES: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(&WORDS.frame.distribution.words));

/// The longest such line, in bytes.
const LENGTH_LIMIT: usize = 300;

/// Whether a line begins with a phrase for the copies of a record, before a colon, a number or the end of the line.
pub(super) fn heads(line: &str) -> bool {
    if line.len() > LENGTH_LIMIT {
        return false;
    }
    let Some(found) = beginning_with(line, |first| PHRASES.have_first(first)) else { return false };
    let Some(length) = PHRASES.longest(&found) else { return false };
    let rest = line[found[length - 1].end()..].trim_start_matches('.').trim_start();
    let is_counted =
        length == 1 && found.len() <= 6 && found[1..].iter().any(|word| word.has_digit()) && found[0].lower.chars().count() > 5;
    rest.is_empty() && length > 1
        || rest.starts_with([':', '：'])
        || length > 1 && found.len() > length
        || is_counted
        || is_whole(line)
}

/// Whether a line is such a phrase and nothing else.
pub(super) fn is_whole(line: &str) -> bool {
    line.len() <= LENGTH_LIMIT && line.starts_with(char::is_uppercase) && {
        let found = words(line);
        PHRASES.longest(&found).is_some_and(|length| length == found.len() && (length > 1 || found[0].text.chars().count() > 5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_for_copies_head_a_line() {
        for line in [
            "Copies to:",
            "cc: Ann Cole",
            "Verteiler",
            "Отпечатано в 3 экз.",
            "Разослано: т. Громову",
            "Distribution:",
            "Copie à M. Blanc",
            "c.c. : Noir",
        ] {
            assert!(heads(line), "{line}");
        }
        for line in ["Copies were sent to nobody", "Diffusion of light", "A copy", "cc", "Kopie"] {
            assert!(!heads(line), "{line}");
        }
    }
}
