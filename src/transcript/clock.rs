//! Times of the day as records state them: `5.15 p.m.`, `18 Uhr`, `17 h 30`, `в 18 часов`.

use std::ops::Range;

use crate::transcript::vocabulary::WORDS;

/// The longest line that is a time of the day and nothing else, in bytes: longer ones are not looked at.
const LENGTH_LIMIT: usize = 80;

/// The first time of the day in some words.
pub(super) fn find(words: &str) -> Option<Range<usize>> {
    if !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let clock = &WORDS.frame.clock;
    let tokens: Vec<(usize, &str)> = words
        .split_whitespace()
        .map(|word| {
            let core: &str = word
                .trim_matches(|character: char| matches!(character, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '«' | '»' | '"'));
            (core.as_ptr() as usize - words.as_ptr() as usize, core)
        })
        .collect();
    let is_after = |index: usize| tokens.get(index).is_some_and(|(_, word)| is_unit(word));
    let is_before = |index: usize| index > 0 && clock.before.contains(tokens[index - 1].1.to_lowercase().trim_end_matches('.'));
    for (index, &(start, word)) in tokens.iter().enumerate() {
        let Some((rest, has_minutes, is_plain)) = figures(word) else { continue };
        let is_glued = !rest.is_empty() && is_unit(rest) || rest.strip_prefix(['h', 'H']).is_some_and(is_minutes);
        // `18:30` says it by itself; `18.30` and `18` need a word for it beside them.
        // `alle 18.`, `o godz. 17`: an hour that ends a sentence after a word for a time.
        let ends = index + 1 == tokens.len() || words[start + word.len()..].starts_with([']', ')']) || word.ends_with('.');
        let is_stated = is_before(index) && (has_minutes || ends);
        let is_time = is_glued || rest.is_empty() && (is_plain && has_minutes || is_after(index + 1) || is_stated);
        if !is_time {
            continue;
        }
        let mut last = index;
        // `18 часов 30 минут`, `17 h 30`, `5.15 p.m. EDT`.
        for at in index + 1..tokens.len().min(index + 5) {
            let word = tokens[at].1;
            let is_zone = (3..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
            if is_unit(word) || is_minutes(word) && is_unit(tokens[at - 1].1) || is_zone && at > index {
                last = at;
            } else {
                break;
            }
        }
        let (at, word) = tokens[last];
        let word = if is_unit(word) && word.trim_end_matches('.').contains('.') { word } else { word.trim_end_matches('.') };
        return Some(start..at + word.len());
    }
    None
}

/// Whether some words are a time of the day and nothing else but a word before it.
pub(super) fn is_only(words: &str) -> bool {
    if words.len() > LENGTH_LIMIT {
        return false;
    }
    let is_before = |word: &str| WORDS.frame.clock.before.contains(&word.to_lowercase());
    find(words).is_some_and(|time| {
        words[time.end..].trim_matches(['.', ')', ']', ' ']).is_empty()
            && words[..time.start].trim_matches(['(', '[', ' ']).split_whitespace().all(is_before)
    })
}

/// Whether some words are the hour and the minutes and nothing else, with a full stop between them: `9.08`.
pub(super) fn is_figures(words: &str) -> bool {
    words.split_once('.').is_some_and(|(hour, _)| !hour.is_empty())
        && figures(words).is_some_and(|(rest, has_minutes, _)| rest.is_empty() && has_minutes)
}

fn is_unit(word: &str) -> bool {
    WORDS.frame.clock.after.contains(word.trim_end_matches(['.', ',', ']', ')']).to_lowercase().as_str())
}

fn is_minutes(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() == 2 && word.parse::<u8>().is_ok_and(|minutes| minutes < 60)
}

/// The figures of a time with which a word begins: what follows them, whether they have minutes, and whether a colon parts those.
fn figures(word: &str) -> Option<(&str, bool, bool)> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || word[..digits].parse::<u8>().ok()? > 24 {
        return None;
    }
    let rest = &word[digits..];
    // `2:30–3:20 p.m.`
    let range = rest.trim_start_matches(|character: char| character.is_ascii_digit() || matches!(character, ':' | '.'));
    if let Some(end) = range.strip_prefix(['–', '—', '-']) {
        return figures(end).filter(|_| rest.len() - range.len() <= 3);
    }
    if let Some(after) = rest.strip_prefix([':', '.', 'h']) {
        let minutes = after.bytes().take_while(u8::is_ascii_digit).count();
        if minutes == 2 && is_minutes(&after[..2]) {
            let end = after[2..].trim_end_matches('.');
            return Some((if end.starts_with('.') || end.starts_with(':') { "?" } else { end }, true, !rest.starts_with('.')));
        }
    }
    Some((rest.trim_end_matches('.'), false, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_in_many_forms() {
        let cases = [
            ("The meeting adjourned at 5.15 p.m.", Some("5.15 p.m.")),
            ("END 1:45 P.M. EDT", Some("1:45 P.M. EDT")),
            ("Ende der Sitzung: 18 Uhr", Some("18 Uhr")),
            ("Schluss: 18.30 Uhr.", Some("18.30 Uhr")),
            ("La séance est levée à 17 h 30.", Some("17 h 30")),
            ("La séance est levée à dix-sept heures.", None),
            ("levée à 17h30.", Some("17h30")),
            ("в 18 часов 30 минут.", Some("18 часов 30 минут")),
            ("Mötet avslutades kl. 17.30.", Some("17.30")),
            ("at 5pm", Some("5pm")),
            ("Paris, 3:30–4 p.m.", Some("3:30–4 p.m.")),
            ("in 10-15 places", None),
            ("La seduta termina alle 18.", Some("18")),
            ("Posiedzenie zamknięto o godz. 17.", Some("17")),
            ("at 18 places", None),
            ("Section 5.15 of the act", None),
            ("on 4.05.1953", None),
            ("He is 18 years old", None),
            ("the ratio 18:30:12", None),
        ];
        for (words, expected) in cases {
            assert_eq!(find(words).map(|range| &words[range]), expected, "{words}");
        }
        assert!(is_only("3 p.m.") && is_only("at 10:30 a.m.") && is_only("18 Uhr") && !is_only("We met at 10:30"));
    }
}
