//! What ends a record: `END 1:45 P.M.`, `Ende der Sitzung: 18 Uhr`, `[Whereupon, at 5 p.m., the committee adjourned.]`.

use std::{borrow::Cow, sync::LazyLock};

use crate::transcript::{
    clock, headings, names,
    pages::ends_sentence,
    vocabulary::WORDS,
    wordings::{Wordings, words},
};

/// The longest such line, in bytes, and the longest that states no time, in words.
const LENGTH_LIMIT: usize = 400;
const WORD_LIMIT: usize = 8;

static STARTS: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(&WORDS.frame.ends.starts));
static PHRASES: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(&WORDS.frame.ends.phrases));

/// What shows that a line ends a record or a part of it, if anything does; `is_last` where nothing but a signature follows.
pub(super) fn ends(line: &str, is_last: bool) -> Option<Vec<Cow<'static, str>>> {
    // What ends in a question or in the middle of a line ends nothing.
    if line.is_empty() || line.len() > LENGTH_LIMIT || line.ends_with(['?', ',', ':']) {
        return None;
    }
    let has_time = clock::find(line).is_some();
    let is_bracketed = line.starts_with(['(', '[']) && line.trim_end_matches('.').ends_with([')', ']']);
    let is_in_capitals = names::in_capitals(line);
    // Without one of these, no words are enough.
    if !(is_last || has_time || is_bracketed || is_in_capitals) {
        return None;
    }
    let found = words(line);
    if PHRASES.stands_in(&found) || in_one_run(line) {
        let evidence = match () {
            () if has_time => "it says at which time",
            () if is_bracketed => "it stands in brackets",
            () if is_last && found.len() <= WORD_LIMIT => "it is short, and nothing follows it",
            () => return None,
        };
        return Some(vec!["a phrase for the end of a meeting".into(), evidence.into()]);
    }
    let starts = STARTS.longest(&found);
    if starts.is_some() && found.len() <= WORD_LIMIT * 2 {
        let is_short = found.len() <= WORD_LIMIT;
        let evidence = match () {
            () if has_time => "it says at which time",
            () if is_bracketed && is_short => "it stands in brackets",
            () if is_short && is_in_capitals => "it is a short line in capitals",
            () if is_short && is_last && !ends_sentence(line.trim_end_matches('.')) => "nothing follows it",
            () => return None,
        };
        return Some(vec!["it begins with a word for an end".into(), evidence.into()]);
    }
    let is_end = is_last && found.len() <= 3 && headings::is_end(line);
    is_end.then(|| vec!["a word for an end".into(), "nothing follows it".into()])
}

/// Whether a phrase stands in a line whose script puts no spaces between words.
fn in_one_run(line: &str) -> bool {
    !line.is_ascii()
        && WORDS
            .frame
            .ends
            .phrases
            .iter()
            .any(|phrase| !phrase.is_ascii() && is_unspaced(phrase) && line.contains(phrase.as_str()))
}

fn is_unspaced(phrase: &str) -> bool {
    phrase
        .chars()
        .all(|character| matches!(character, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_told_by_words_and_a_time_or_a_place() {
        for line in [
            "END 1:45 P.M. EDT",
            "[Whereupon, at 5 p.m., the committee adjourned.]",
            "(End of interview)",
            "The meeting adjourned at 5.15 p.m.",
            "Ende der Sitzung: 18 Uhr",
            "(Schluss der Sitzung: 13.05 Uhr)",
            "La séance est levée à 17 h 30.",
            "Заседание закрыто в 18 часов.",
            "END OF TAPE 1, SIDE A",
            "(散会)",
        ] {
            assert!(ends(line, false).is_some(), "{line}");
        }
        for line in ["FIN", "Curtain", "Ende", "Konec", "End of transcript"] {
            assert!(ends(line, true).is_some() && ends(line, false).is_none_or(|_| line == "FIN"), "{line}");
        }
        for line in [
            "The end of the war was near, and we knew it by 5 p.m. or so on that day in the north of the country.",
            "I adjourned the meeting.",
            "End this at once!",
            "Ends and means are two things.",
            "Fin de siècle Vienna is what I study, and I love it dearly.",
        ] {
            assert!(ends(line, false).is_none(), "{line}");
        }
    }
}
