//! The forms of labels, read at the beginning of a line: what stands before the name, and the mark that ends it.
//!
//! Each reader gives the form, the length of the name and the length of the label with its mark, in bytes.

use crate::span::Span;
use crate::transcript::{
    actions::is_action,
    cues::closing,
    facts::reference,
    gaps::reason,
    inlines::page_number,
    labels::parts::{CIRCLES, bullet, heading_level, mark, picture, time},
    language,
    layout::Layout,
    letters::{is_alphabetic, split},
    names::{is_abbreviated, is_name_word, is_small, is_title, with_bare},
    questions::words_of,
};

/// The longest label, in characters.
pub(super) const LENGTH_LIMIT: usize = 72;

/// The longest label that says after a comma what somebody is, in characters.
pub(super) const OFFICE_LENGTH: usize = 160;

/// The longest direction between a name and its mark, in bytes.
const DIRECTION_LIMIT: usize = 1_200;

/// The most lines of such a direction.
const DIRECTION_LINES: usize = 16;

/// The longest label before a dash, in words.
const DASH_WORDS: usize = 5;

/// The mark that ends a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Colon,
    FullStop,
    Dash,
    /// No mark, and a time beside the name.
    Time,
    /// No mark, and emphasis around the name: `**Anna**`.
    Emphasis,
    /// No mark, and emphasis or brackets around the name, before what is said: `**Anna** Where?`, `[Anna] Where?`
    Enclosed,
    /// Nothing else on a line that heads others: a heading of Markdown, or a line that begins with a time.
    Heading,
    /// White space after a letter for a question or an answer: `Q   Where?`
    Space,
    /// A tab or several spaces after a name.
    Apart,
}

impl Form {
    pub(super) const ALL: [Form; 9] = [
        Form::Colon,
        Form::FullStop,
        Form::Dash,
        Form::Time,
        Form::Emphasis,
        Form::Enclosed,
        Form::Heading,
        Form::Space,
        Form::Apart,
    ];
    /// All but the full stop, with which many lines begin that have no label.
    pub(super) const WITHOUT_STOP: [Form; 8] =
        [Form::Colon, Form::Dash, Form::Time, Form::Emphasis, Form::Enclosed, Form::Heading, Form::Space, Form::Apart];
}

/// What stands before a name.
pub(super) struct Opening {
    /// Where the name begins.
    pub(super) start: usize,
    pub(super) has_time: bool,
    /// Whether emphasis begins before the name.
    pub(super) is_emphasized: bool,
    /// Whether any mark stands there.
    pub(super) is_marked: bool,
    /// Of what level the heading of Markdown is that the line is, or 0.
    pub(super) level: u8,
}

/// Reads the times and marks with which a line begins.
pub(super) fn opening(line: &str) -> Opening {
    let mut opening = Opening { start: 0, has_time: false, is_emphasized: false, is_marked: false, level: 0 };
    if line.starts_with(is_alphabetic) {
        return opening;
    }
    opening.level = heading_level(line);
    if let Some(length) = picture(line) {
        opening.start = line.len() - line[length..].trim_start().len();
    }
    while let Some(rest) = line.get(opening.start..) {
        let length =
            if let Some((length, _)) = time(rest).filter(|(length, _)| rest[*length..].starts_with([' ', '\t', '*', '<'])) {
                opening.has_time = true;
                length
            } else if let Some(length) = bullet(rest, opening.has_time && !opening.is_marked) {
                length
            } else if let Some(length) = mark(rest, true) {
                opening.is_marked = true;
                opening.is_emphasized |= !rest.starts_with(['>', '#']) && !rest.starts_with(CIRCLES);
                length
            } else {
                break;
            };
        opening.start += length;
        opening.start = line.len() - line[opening.start..].trim_start().len();
    }
    opening
}

/// A name that is all of a line, before a time or not: a heading of Markdown, or what stands after a time at the beginning of a line.
pub(super) fn heading(line: &str) -> Option<(Form, usize, usize)> {
    let name = line.trim_end_matches(['#', ' ', ':']);
    (!name.is_empty() && name.chars().nth(LENGTH_LIMIT).is_none()).then_some((Form::Heading, name.len(), line.len()))
}

/// A name in square brackets at the beginning of a line, before what is said: `[Anna] Where?`, `[Anna 0:12] Where?`, `[Anna]: Where?`
///
/// What is given counts from the bracket on.
pub(super) fn bracketed(head: &str) -> Option<(Form, usize, usize)> {
    let length = closing(head).filter(|_| head.starts_with('['))?;
    let inside = head[1..length - 1].trim_end();
    let rest = &head[length..];
    let after = rest.strip_prefix([':', '：']).unwrap_or(rest);
    let is_label = after.starts_with([' ', '\t']) || after.is_empty() || rest.starts_with('：');
    // `[laughs]`, `[inaudible]`, `[Page 12]`
    let tells = inside.contains(['[', '|']) || inside.split_whitespace().any(is_action) || reason(inside).is_some();
    let is_name =
        inside.starts_with(|first: char| is_alphabetic(first) || first == '@') && !tells && page_number(inside).is_none();
    (is_label && is_name).then(|| (Form::Enclosed, 1 + without_time(inside).len(), head.len() - after.len()))
}

/// A name that emphasis encloses, with its mark or without: `**ANNA:**`, `<b>Anna</b>:`, `**Anna**`.
pub(super) fn emphasized(head: &str) -> Option<(Form, usize, usize)> {
    // A low line inside a word is a part of it: `VOICE_00`.
    let is_inside = |at: usize, length: usize| {
        let is_part = |character: char| character.is_alphanumeric();
        head.as_bytes()[at] == b'_' && length == 1 && head[..at].ends_with(is_part) && head[at + 1..].starts_with(is_part)
    };
    let close = head.char_indices().find_map(|(at, _)| {
        let length = mark(&head[at..], matches!(head.as_bytes()[at], b'*' | b'_' | b'\'')).filter(|_| at > 0)?;
        (!is_inside(at, length)).then_some((at, at + length))
    });
    let (at, end) = close?;
    let inside = without_time(head[..at].trim_end());
    let after = &head[end..];
    let form_of = |mark: char| match mark {
        ':' | '：' => Some(Form::Colon),
        '.' => Some(Form::FullStop),
        '—' | '–' => Some(Form::Dash),
        _ => None,
    };
    if let Some(mark) = inside.chars().next_back()
        && let Some(form) = form_of(mark)
    {
        return Some((if form == Form::Colon { form } else { Form::Emphasis }, inside.len() - mark.len_utf8(), end));
    }
    // `**Q: Who was there?**`: the mark ends the label, and the emphasis goes on.
    if after.trim().is_empty()
        && let Some((name, said)) = inside.split_once(": ").filter(|(name, _)| is_letter_for_question(name))
        && !said.trim().is_empty()
    {
        return Some((Form::Colon, name.len(), name.len() + 1));
    }
    // A mark after the emphasis belongs to the label.
    let rest = after.trim_start();
    if let Some(mark) = rest.chars().next().filter(|mark| matches!(mark, ':' | '：')) {
        return Some((Form::Colon, inside.len(), head.len() - rest.len() + mark.len_utf8()));
    }
    // So does a full stop, and a direction may stand there: `_Anna_.`, `_Anna_ (laughing).`
    if after.starts_with('.') && !after.starts_with("..") {
        return Some((Form::Emphasis, inside.len(), end + 1));
    }
    let is_label = rest.is_empty() || rest.starts_with(['(', '[']) || time_after(after) > 0;
    if is_label {
        return Some((Form::Emphasis, inside.len(), end));
    }
    // One asterisk may set off any word.
    (end - at > 1 && after.starts_with([' ', '\t', '\u{3000}'])).then_some((Form::Enclosed, inside.len(), end))
}

/// A direction after the emphasis of a name, with the mark that follows it, on the line that ends at a byte.
pub(super) fn direction_beside(text: &str, from: usize, line_end: usize) -> Option<Span> {
    let rest = text[from..line_end.max(from)].trim_start();
    let start = line_end - rest.len();
    let length = closing(rest)?;
    let is_marked = rest[length..].starts_with([':', '.']) && !rest[length..].starts_with("..");
    rest[..length].contains(char::is_alphabetic).then(|| Span::new(start, start + length + usize::from(is_marked)))
}

/// A letter for a question or an answer before more than one space, `Q   Where?`, or before one, `Q Where?`.
pub(super) fn question(head: &str) -> Option<(Form, usize, usize)> {
    let at = head.chars().next().filter(|letter| letter.is_uppercase())?.len_utf8();
    let rest = &head[at..];
    // After one space it must be no word: `A` is one, and a sentence may begin with it.
    let is_no_word = || {
        rest.strip_prefix(' ').is_some_and(|words| !words.starts_with(|first: char| is_small(first) || first.is_ascii_digit()))
            && !language::is_small_word(&head[..at])
    };
    let is_apart = rest.starts_with('\t') || rest.starts_with("  ") || is_no_word();
    (is_apart && !rest.trim().is_empty() && is_letter_for_question(&head[..at])).then_some((Form::Space, at, at))
}

/// The longest name before a wide space, in words.
const APART_WORDS: usize = 3;

/// A name before a tab or several spaces, and what is said after them: `Anna   Where is it?`
pub(super) fn apart(head: &str) -> Option<(Form, usize, usize)> {
    let bytes = head.as_bytes();
    let mut at = 0;
    for _ in 0..APART_WORDS {
        at += memchr::memchr2(b' ', b'\t', &bytes[at..])?;
        if bytes[at] == b'\t' || bytes.get(at + 1) == Some(&b' ') {
            return (at > 1 && !head[at..].trim().is_empty()).then_some((Form::Apart, at, at));
        }
        at += 1;
    }
    None
}

/// Whether a single capital is a label for questions or answers in some language.
pub(in crate::transcript) fn is_letter_for_question(name: &str) -> bool {
    let mut letters = name.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    is_capital && with_bare(name, |letter| words_of(letter).is_some())
}

/// A name with a time after it that ends the line, or stands in brackets: `Anna Pell  55:21`.
pub(super) fn timed(head: &str, line: &str) -> Option<(Form, usize, usize)> {
    let at = head.char_indices().find_map(|(at, character)| {
        let could_be = at > 0 && (character.is_ascii_digit() || matches!(character, '[' | '('));
        (could_be && head[..at].ends_with([' ', '\t', '\u{a0}'])).then_some(at).filter(|at| time(&line[*at..]).is_some())
    })?;
    let (length, inner) = time(&line[at..])?;
    let rest = &line[at + length..];
    let is_bracketed = inner.start > 0;
    let ends = rest.trim().is_empty() || is_bracketed && rest.starts_with([' ', '\t']);
    // `Anna - 0:12`
    let name = head[..at].trim_end();
    let name = name.strip_suffix(['-', '–', '—']).filter(|name| name.ends_with([' ', '\u{a0}'])).map_or(at, str::len);
    ends.then_some((Form::Time, name, at + length))
}

/// A name after a mark and before a wide space: `○鈴木花子君　橋はいつ開くのですか。`
pub(super) fn spaced(head: &str) -> Option<(Form, usize, usize)> {
    let at = head.find('\u{3000}').or_else(|| head.find("  "))?;
    (at > 0).then_some((Form::Emphasis, at, at))
}

/// A name with a dash after it, before words: `Cde. Molotov— We agree.`
pub(super) fn dash(head: &str) -> Option<(Form, usize, usize)> {
    let bytes = head.as_bytes();
    let (at, mark) = memchr::memchr2_iter(b'-', 0xe2, bytes).find_map(|at| {
        let found = ["—", "–", "--"].into_iter().find(|mark| bytes[at..].starts_with(mark.as_bytes()));
        let apart = || at.checked_sub(1).filter(|from| bytes[*from..].starts_with(b" - "));
        found.map(|mark| (at, mark)).or_else(|| apart().map(|from| (from, " - ")))
    })?;
    let rest = head[at + mark.len()..].trim_start_matches(['-', ' ']);
    let end = at + head[at..head.len() - rest.len()].trim_end().len();
    let words = head[..at].split_whitespace().count();
    let speaks = rest.trim_start().starts_with(|first: char| first.is_alphanumeric() || "\"“„«¿¡…([".contains(first));
    ((1..=DASH_WORDS).contains(&words) && speaks).then_some((Form::Dash, at, end))
}

/// A name without the time after it.
pub(in crate::transcript) fn without_time(name: &str) -> &str {
    let from = name.char_indices().skip(1).find_map(|(at, character)| {
        let could_be = character.is_ascii_digit() || matches!(character, '[' | '(');
        let stands_apart = name[..at].ends_with([' ', '\t', '\u{a0}']) || !character.is_ascii_digit();
        (could_be && stands_apart && time(&name[at..]).is_some_and(|(length, _)| at + length == name.len())).then_some(at)
    });
    from.map_or(name, |at| name[..at].trim_end())
}

/// How long the time is that follows a label, with the white space before it: at the end of the line, or in brackets.
pub(super) fn time_after(rest: &str) -> usize {
    let words = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    let space = rest.len() - words.len();
    match time(words) {
        Some((length, inner)) if words[length..].trim().is_empty() || inner.start > 0 => space + length,
        _ => 0,
    }
}

/// A colon that ends a label: outside parentheses, before white space or in a script that writes none.
///
/// A bracket before it may be long, and go on in the next lines.
pub(super) fn colon(text: &str, layout: &Layout, line: usize, start: usize, limit: usize) -> Option<(Form, usize, usize)> {
    let mut count = 0;
    let mut at = 0;
    let mut last = line;
    loop {
        let rest = &text[start + at..layout.lines[last].content.end];
        let character = rest.chars().next()?;
        let next = at + character.len_utf8();
        // Mostly there are letters and spaces of ASCII, which decide nothing.
        if character.is_ascii_alphanumeric() || character == ' ' {
            (at, count) = (next, count + 1);
            if count >= limit {
                return None;
            }
            continue;
        }
        match character {
            '(' | '[' | '（' if at > 0 => {
                at += closing(bracket_room(text, layout, line, start + at))?;
                last += layout.lines[last..].iter().position(|line| line.content.end >= start + at)?;
                continue;
            }
            ';' if text[start..start + at].rfind('&').is_some_and(|from| reference(&text[start + from..]).is_some()) => {}
            // `היו"ר`: inside a word it is no quotation mark.
            '"' if is_inside_word(&text[start..], at) => {}
            '(' | '[' | ')' | ']' | '（' | '）' | '"' | '“' | '”' | '?' | '!' | ';' | '=' | '<' | '>' => return None,
            ':' | '：' if at > 0 => {
                let after = text[start + next..].chars().next();
                let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
                if digit(after) && digit(text[..start + at].chars().next_back()) {
                    // A time inside the label.
                    count += 1;
                    at = next;
                    continue;
                }
                let ends = character == '：' || after.is_none_or(|after| after.is_whitespace() || "\"“„«".contains(after));
                return ends.then_some((Form::Colon, at, next));
            }
            _ => {}
        }
        count += 1;
        at = next;
        if count >= limit {
            return None;
        }
    }
}

/// Whether letters stand on both sides of a character of one byte.
fn is_inside_word(words: &str, at: usize) -> bool {
    words[..at].ends_with(char::is_alphabetic) && words[at + 1..].starts_with(char::is_alphabetic)
}

/// The text from a byte of a line on in which a bracket may close: to the next blank line, within limits.
fn bracket_room<'t>(text: &'t str, layout: &Layout, line: usize, open: usize) -> &'t str {
    let lines = &layout.lines[line..];
    let last = lines.iter().take(DIRECTION_LINES).take_while(|line| !line.is_blank()).last();
    let end = last.map_or(open, |line| line.content.end).min(open + DIRECTION_LIMIT);
    &text[open..text.floor_char_boundary(end.max(open))]
}

/// A full stop that ends a label: all words before it are in capitals (`Mr. BURNS.`), or they are a title and one name (`Mr. Burns.`),
/// and text follows. Of single letters, those for questions and `letters` may be labels.
pub(super) fn full_stop(head: &str, line: &str, letters: &[char]) -> Option<(Form, usize, usize)> {
    let in_capitals =
        |word: &str| !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase) || is_title(word);
    // Every word must be, and mostly the first tells that not every one is.
    let first = split(head).next().filter(|word| in_capitals(word))?;
    for (at, _) in head.match_indices('.') {
        let name = &head[..at];
        let rest = &line[at + 1..];
        if !rest.is_empty() && !rest.starts_with([' ', '\u{a0}', '\t']) {
            continue;
        }
        let last = name.split_whitespace().next_back()?;
        // `N. S.` and `Mr.` end no label.
        let is_letter =
            is_letter_for_question(name) || name.chars().eq(name.chars().next().filter(|letter| letters.contains(letter)));
        if is_abbreviated(last) || last.chars().filter(|character| character.is_alphabetic()).nth(1).is_none() && !is_letter {
            continue;
        }
        let mut others = name.split_whitespace().skip_while(|word| is_title(word));
        let mut is_titled = || is_title(first) && others.next().is_some_and(is_name_word) && others.next().is_none();
        let is_label = (name.split_whitespace().all(in_capitals) || is_titled()) && !rest.trim().is_empty();
        return is_label.then_some((Form::FullStop, at, at + 1));
    }
    None
}
