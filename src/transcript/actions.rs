//! What a bracket among speech tells: what is done or heard, or what somebody says.

use crate::transcript::{
    citation,
    cues::closing,
    letters::{is_alphabetic, with_lowercase},
    names, pages,
    vocabulary::WORDS,
};

/// The longest parenthesis for an action in a record, in bytes and in words.
const ACTION_LIMIT: usize = 80;
const ACTION_WORDS: usize = 4;

/// In a bracket between two sentences, so many of the first words may tell what is done or heard.
const EDGE_WORDS: usize = 2;

/// The longest parenthesis that is a direction because it is a sentence, in bytes, and how a sentence ends.
const SENTENCE_LIMIT: usize = 300;
const SENTENCE_ENDS: &[char] = &['.', '!', '?', '…', '。', '！', '？', '؟', '।', '։', '።', '۔'];

/// The longest mark of a class in parentheses, in bytes.
const SHORT_FORM: usize = 4;

/// What begins the words that somebody calls out in a bracket: `(Voice from the left: “Never!”)`.
const QUOTES: [char; 5] = ['“', '„', '"', '«', '”'];

/// The longest name before what somebody calls out, in words.
const CALLER_LIMIT: usize = 5;

/// The longest beginning of a sentence that tells what happens, such as `At this point`, in bytes.
const START_LIMIT: usize = 40;

/// Whether a parenthesis of a play is said, and not done: `(Oh, what do I hear!)`, `(He lies.) (aside)`. A direction that calls or
/// asks quotes somebody: `(Shouts: Stop!)`. `rest` is what follows the parenthesis.
pub(super) fn is_said(words: &str, rest: &str) -> bool {
    if !words.starts_with('(') {
        return false;
    }
    let inside = words.trim_matches(['(', ')', ' ']);
    let calls = inside.ends_with(['!', '?']) && !inside.contains([':', '"', '»', '«', '“', '”', '„', '[']);
    calls || says_aside(rest) && !is_aside(inside)
}

/// Whether words begin, after the end of a line at most, with a bracket that says that what stands before it was said aside.
fn says_aside(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['.', ' ', '\u{a0}']);
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest).trim_start_matches([' ', '\t']);
    let Some(inside) = rest.strip_prefix(['(', '[']) else { return false };
    inside[..inside.floor_char_boundary(ACTION_LIMIT)].split_once([')', ']']).is_some_and(|(inside, _)| is_aside(inside))
}

/// Whether the first words of a bracket say that something is said aside.
fn is_aside(inside: &str) -> bool {
    let lower = inside.trim_matches(['_', '*', ' ']).to_lowercase();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    WORDS.script.asides.iter().any(|aside| lower.strip_prefix(aside.as_str()).is_some_and(ends))
}

/// Whether a line begins as a direction about coming and going does: `Enter Anna and two guards`, `Exeunt.`
///
/// Either the word is all of it, or a name follows; a sentence that calls or asks is said.
pub(super) fn tells_movement(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().map(|first| first.trim_matches(['_', '*']));
    let Some(first) = first.filter(|first| !first.starts_with(names::is_small)) else { return false };
    let core = first.trim_end_matches('.');
    if first.ends_with([',', ';', '!', '?', ':']) || line.ends_with(['!', '?', ',', ';', ':']) || !is_movement(core) {
        return false;
    }
    let mut rest = words.peekable();
    rest.peek().is_none() || core.len() == first.len() && rest.any(|word| word.starts_with(char::is_uppercase))
}

fn is_movement(word: &str) -> bool {
    with_lowercase(word, |word| WORDS.script.movements.contains(word))
}

/// Where a bracket without a partner ends that is a direction, as old editions print them: `[_Exit._`, `[Exeunt Anna and Bert.`
///
/// It goes to the end of a line, and one mark of emphasis encloses its words, or it tells of coming and going.
pub(super) fn open_end(words: &str) -> Option<usize> {
    let inside = words.strip_prefix('[')?;
    let end = if let Some(emphasized) = inside.strip_prefix('_') {
        let room = emphasized.floor_char_boundary(emphasized.len().min(SENTENCE_LIMIT * 2));
        let length = emphasized[..room].find('_')?;
        let end = 2 + length + 1;
        end + usize::from(words[end..].starts_with('.'))
    } else {
        let line = inside.lines().next().filter(|line| tells_movement(line))?;
        1 + line.trim_end().len()
    };
    let rest = words[end..].trim_start_matches([' ', '\t']);
    let is_apart = rest.is_empty() || rest.starts_with(['\n', '\r']);
    (is_apart && end <= SENTENCE_LIMIT * 2 && !words[1..end].contains(['[', ']'])).then_some(end)
}

/// Where a parenthesis ends that tells in few words what is done or heard: `(Risas.)`, `（笑）`.
pub(super) fn action_end(rest: &str) -> Option<usize> {
    let open = rest.chars().next()?;
    let close = if open == '(' { ')' } else { '）' };
    let inside = &rest[open.len_utf8()..rest.floor_char_boundary(rest.len().min(ACTION_LIMIT))];
    let end = inside.find([')', '）', '(', '（', '[', ']', '\n'])?;
    let words = &inside[..end];
    let first = words.split_whitespace().next()?;
    let is_short = words.split_whitespace().nth(ACTION_WORDS).is_none();
    (is_short && is_action(first) && inside[end..].starts_with(close)).then_some(open.len_utf8() + end + close.len_utf8())
}

/// Whether some words are the mark of a class or another short form in capitals: `(S)`, `(TS)`, `(S/NF)`. They tell of no action.
fn is_short_form(words: &str) -> bool {
    words.len() <= SHORT_FORM && words.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'/')
}

/// Whether a word tells what is done or heard.
pub(super) fn is_action(word: &str) -> bool {
    let core = word.trim_matches(|character: char| !character.is_alphabetic());
    with_lowercase(core, |word| WORDS.marks.actions.words.contains(word))
}

/// Whether a name with a title or an office stands before a colon: `Senator Cole: Never.`
fn calls_out(words: &str) -> bool {
    let Some((name, said)) = words.split_once(':') else { return false };
    let count = name.split_whitespace().count();
    (2..=CALLER_LIMIT).contains(&count)
        && said.starts_with(char::is_whitespace)
        && names::begins_with_rank(name)
        && name.split_whitespace().skip(1).all(|word| names::is_name_word(word) || names::is_particle(word))
}

/// Whether a sentence tells what somebody with a title does, or begins with words such as `At this point`: `Gen. Cole left the room.`,
/// `The witness nods.`
fn begins_as_narration(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let is_titled = match (parts.next(), parts.next()) {
        (Some(first), Some(second)) if names::is_title(first) => names::is_name_word(second),
        (Some(first), Some(second)) => names::leads(first) && (names::is_rank(second) || names::is_title(second)),
        _ => false,
    };
    let mut goes_on = || parts.find(|word| !names::is_name_word(word)).is_some_and(|word| word.starts_with(names::is_small));
    is_titled && goes_on() || {
        let head = &words[..words.floor_char_boundary(words.len().min(START_LIMIT))];
        let lower = head.to_lowercase();
        WORDS.marks.actions.starts.iter().any(|start| lower.starts_with(start.as_str()))
    }
}

/// A bracket that stands between two sentences: `(The speaker shows a map.)`, `[Bells]`.
pub(super) struct Aside {
    /// Its length, in bytes.
    pub(super) end: usize,
    /// Whether it is a sentence itself.
    pub(super) is_sentence: bool,
    /// Whether a word at its beginning or its end tells what is done or heard, or a quotation does: `(Long applause on the left.)`.
    pub(super) is_action: bool,
}

/// Reads a bracket that stands between two sentences.
///
/// `before` is what stands before it, `rest` begins with it; few bytes of both are looked at.
pub(super) fn aside(before: &str, rest: &str) -> Option<Aside> {
    let before = before.trim_end_matches([' ', '\t', '\u{a0}']);
    let is_after = before.is_empty() || before.ends_with(['\n', '\r']) || pages::ends_sentence(before);
    let is_high = rest[1..]
        .trim_start_matches(|first: char| first.is_whitespace() || QUOTES.contains(&first))
        .starts_with(|first: char| is_alphabetic(first) && !names::is_small(first));
    if !is_high || !is_after {
        return None;
    }
    let end = closing(&rest[..rest.floor_char_boundary(rest.len().min(SENTENCE_LIMIT))])?;
    let words = rest[1..end - 1].trim();
    // It may run over lines, but over no blank one.
    if is_short_form(words) || citation::is_signature(words) || words.lines().any(|line| line.trim().is_empty()) {
        return None;
    }
    // `(Rumores).`: its full stop may stand outside.
    let after = rest[end..].trim_start_matches('.').trim_start().chars().next();
    let is_before = after.is_none_or(|next| !names::is_small(next) && !",;:.".contains(next));
    let is_action = || {
        let mut parts = words.split_whitespace();
        let tells_of_somebody = words.ends_with(SENTENCE_ENDS) && begins_as_narration(words);
        let mut called =
            words.match_indices(':').map(|(at, _)| &words[at + 1..]).filter(|rest| rest.starts_with(char::is_whitespace));
        // `(« Très bien ! » à droite.)`
        let is_quoted = words.starts_with(QUOTES) && words.ends_with(SENTENCE_ENDS);
        let is_heard = is_quoted
            || calls_out(words)
            || called.clone().any(|rest| rest.trim_start().starts_with(QUOTES))
            || called.next().is_some() && words.ends_with(['!', '?']);
        is_heard || tells_of_somebody || parts.clone().take(EDGE_WORDS).any(is_action) || parts.next_back().is_some_and(is_action)
    };
    is_before.then(|| Aside { end, is_sentence: words.ends_with(SENTENCE_ENDS), is_action: is_action() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coming_and_going_is_told_by_the_first_word_and_a_name() {
        for line in [
            "Enter Anna.",
            "_Enter_ ANNA, _with a lamp._",
            "Exeunt.",
            "Exit",
            "Enter two Drovers",
            "Vanse.",
            "Salen CLARA y LUIS.",
        ] {
            assert!(tells_movement(line), "{line}");
        }
        for line in
            ["Enter, Anna.", "Enter not into this house.", "Enter the house, Anna!", "enter Anna", "Exit. Anna goes", "The Exit"]
        {
            assert!(!tells_movement(line), "{line}");
        }
    }

    #[test]
    fn an_open_bracket_ends_with_its_line() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(open_end(text).map(|end| &text[..end]), expected, "{text}");
        }
        check("[_Exit._", Some("[_Exit._"));
        check("[_She follows\nher._\nmore", Some("[_She follows\nher._"));
        check("[Exit Anna.\nmore", Some("[Exit Anna."));
        check("[_Exit._]", None);
        check("[_Exit_ and more", None);
        check("[a gloss", None);
    }

    #[test]
    fn a_parenthesis_that_calls_or_asks_is_said_unless_it_quotes() {
        let is_said = |words: &str| is_said(words, " Yes.");
        assert!(is_said("(Oh, what do I hear!)") && is_said("(Chi sarà?)"));
        assert!(!is_said("(He laughs.)") && !is_said("(Shouts: Stop!)") && !is_said("(He reads »Stop!«)") && !is_said("[What?]"));
    }

    #[test]
    fn a_parenthesis_before_one_that_says_aside_is_said() {
        assert!(
            is_said("(Mente.)", " (da sé).") && is_said("(Donna Catte)", "\n(da sé, ridendo).") && is_said("(So.)", " [aside]")
        );
        assert!(
            !is_said("(Mente.)", " (dalla porta)") && !is_said("(da sé)", " (da sé)") && !is_said("(Ride.)", "\n\n(a parte)")
        );
    }
}
