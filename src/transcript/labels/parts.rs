//! What a label holds besides a name: times, and marks of emphasis or of a change of speaker.

use std::ops::Range;

/// A part of a label as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelPart {
    /// The name and its punctuation.
    Words(Range<usize>),
    /// A mark of emphasis or of a change of speaker: `**`, `<strong>`, `>>`.
    Mark(Range<usize>),
    /// A time, its brackets included; and the time itself.
    Time(Range<usize>, Range<usize>),
}

/// Tags of HTML that emphasize.
const TAGS: [&str; 7] = ["b", "strong", "em", "i", "u", "cite", "span"];

/// Marks before the names of those who speak, in the records of parliaments in Japan and Korea.
pub(super) const CIRCLES: [char; 3] = ['○', '◯', '◎'];

/// The mark of bold type in wikis.
const WIKI_BOLD: &str = "'''";

/// The longest tag with attributes, in bytes.
const TAG_LIMIT: usize = 80;

/// Cuts a label into its parts; white space beside a time or a mark belongs to none.
///
/// ```
/// use teiwright::transcript::{LabelPart, label_parts};
///
/// let label = "[00:12] **ANNA:**";
/// let parts = label_parts(label);
/// assert_eq!(parts[0], LabelPart::Time(0..7, 1..6));
/// assert_eq!(parts[2], LabelPart::Words(10..15));
/// ```
pub fn parts(label: &str) -> Vec<LabelPart> {
    let mut parts = Vec::new();
    let mut words = 0..0;
    let mut at = 0;
    let flush = |words: &mut Range<usize>, next: usize, parts: &mut Vec<LabelPart>| {
        let inside = &label[words.clone()];
        let start = words.start + inside.len() - inside.trim_start().len();
        let end = start + inside.trim().len();
        if start < end {
            parts.push(LabelPart::Words(start..end));
        }
        *words = next..next;
    };
    while let Some(character) = label[at..].chars().next() {
        let rest = &label[at..];
        let is_at_word = label[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        if is_at_word && let Some((length, inner)) = time(rest) {
            flush(&mut words, at + length, &mut parts);
            parts.push(LabelPart::Time(at..at + length, at + inner.start..at + inner.end));
            at += length;
        } else if let Some(length) =
            mark(rest, is_at_edge(label, at, &parts)).or_else(|| if at == 0 { picture(rest) } else { None }).or_else(|| {
                if begins_after_time(&parts, label[words.clone()].trim().is_empty(), at) { bullet(rest, true) } else { None }
            })
        {
            flush(&mut words, at + length, &mut parts);
            parts.push(LabelPart::Mark(at..at + length));
            at += length;
        } else {
            at += character.len_utf8();
            words.end = at;
        }
    }
    flush(&mut words, at, &mut parts);
    parts
}

/// Whether nothing of a label but times and marks stands before a byte, or after it.
fn is_at_edge(label: &str, at: usize, parts: &[LabelPart]) -> bool {
    let is_words = |part: &LabelPart| matches!(part, LabelPart::Words(_));
    let begins = || label[..at].ends_with([' ', ']']) && !parts.iter().any(is_words);
    at == 0 || begins() || label[at..].trim_matches(['*', '_', '\'', ':', '.', ' ']).is_empty()
}

/// Whether nothing but a time stands before a byte of a label.
fn begins_after_time(parts: &[LabelPart], is_bare: bool, at: usize) -> bool {
    is_bare && (at == 0 || matches!(parts, [LabelPart::Time(..)]))
}

/// The length of a picture before a name, as chats have them: `🤖 **Anna:**`.
pub(super) fn picture(text: &str) -> Option<usize> {
    let word = text.split(' ').next().filter(|word| word.starts_with(|first| ('\u{1f000}'..='\u{1faff}').contains(&first)))?;
    (!word.contains(char::is_alphanumeric) && word.len() < text.len()).then_some(word.len())
}

/// The length of the mark of an item of a list: after a time, or before emphasis.
pub(super) fn bullet(text: &str, follows_time: bool) -> Option<usize> {
    let rest = text.strip_prefix(['-', '–', '•'])?;
    let is_item = rest.starts_with(' ') && (follows_time || stands_before_mark(&rest[1..]));
    is_item.then(|| text.len() - rest.len())
}

/// Whether emphasis or a time in brackets begins.
fn stands_before_mark(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'*' | b'_' | b'<') => mark(text, false).is_some(),
        Some(b'[' | b'(') => time(text).is_some(),
        _ => false,
    }
}

/// The number of signs of Markdown for a heading with which a line begins.
pub(in crate::transcript) fn heading_level(line: &str) -> u8 {
    let level = line.bytes().take(7).take_while(|byte| *byte == b'#').count();
    let is_heading = level <= 6 && line[level..].starts_with([' ', '\t']);
    u8::try_from(level).ok().filter(|_| is_heading).unwrap_or(0)
}

/// The length of the mark with which a text begins; a single asterisk or low line is one at the edges of a label only.
pub(super) fn mark(text: &str, is_at_edge: bool) -> Option<usize> {
    if text.starts_with("**") || text.starts_with("__") {
        let length = text.len() - text.trim_start_matches(['*', '_']).len();
        return Some(length.min(3));
    }
    if text.starts_with(">>") {
        return is_at_edge.then(|| text.len() - text.trim_start_matches('>').len());
    }
    if let Some(circle) = text.chars().next().filter(|first| CIRCLES.contains(first)) {
        return is_at_edge.then(|| circle.len_utf8());
    }
    match text.as_bytes().first()? {
        b'<' => tag(text),
        b'*' | b'_' if is_at_edge => Some(1),
        b'\'' if is_at_edge && text.starts_with(WIKI_BOLD) => Some(WIKI_BOLD.len()),
        b'#' if is_at_edge => Some(usize::from(heading_level(text))).filter(|level| *level > 0),
        _ => None,
    }
}

/// The length of a tag that emphasizes: `<b>`, `</strong>`, `<span class="name">`.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let end = inside.as_bytes().iter().take(TAG_LIMIT).position(|byte| *byte == b'>')?;
    let name = inside[..end].split_whitespace().next()?;
    let is_known = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
    is_known.then(|| text.len() - inside.len() + end + 1)
}

/// The length of the time with which a text begins, brackets included, and the time itself: `00:12`, `[1:02:33]`, `(00:12.5)`,
/// `00:12 - 00:15`, `[12/03/24, 10:01]`, `12/03/24, 10:01 -`.
pub(in crate::transcript) fn time(text: &str) -> Option<(usize, Range<usize>)> {
    let first = *text.as_bytes().first()?;
    let close = match first {
        b'0'..=b'9' => None,
        b'[' => Some(b']'),
        b'(' => Some(b')'),
        b'<' => Some(b'>'),
        _ => return None,
    };
    let open = usize::from(close.is_some());
    let date = date(&text[open..]);
    let start = open + date.unwrap_or(0);
    let mut end = start + clock(&text[start..])?;
    // `12/03/2024, 10:01 - Anna`: a date without brackets belongs to the time before a dash, or at the end.
    if close.is_none() && date.is_some() {
        if end == text.len() {
            return Some((end, open..end));
        }
        let dash = [" - ", " – "].into_iter().find(|dash| text[end..].starts_with(dash))?;
        return Some((end + dash.len() - 1, open..end));
    }
    // A stretch of time.
    let rest = text[end..].trim_start_matches(' ');
    let joint = ["-->", "→", "–", "—", "-", "to "].iter().find_map(|joint| rest.strip_prefix(joint));
    if let Some(second) = joint.map(|after| after.trim_start_matches(' '))
        && let Some(length) = clock(second)
    {
        end = text.len() - second.len() + length;
    }
    let length = match close {
        Some(close) if text.as_bytes().get(end) == Some(&close) => end + 1,
        Some(_) => return None,
        None => end,
    };
    Some((length, open..end))
}

/// The time that is all of some words: of a recording, and no verse of a book or the like, if it has two digits before each colon.
pub(in crate::transcript) fn whole_time(words: &str) -> Option<Range<usize>> {
    let (length, inner) = time(words)?;
    let of_recording = words[inner.clone()].matches(':').count() > 1 || words.as_bytes().get(inner.start + 2) == Some(&b':');
    (length == words.len() && of_recording).then_some(inner)
}

/// Whether a line of a chat tells what happened, and is nobody's: after its time and a dash no label stands, or a mark does.
pub(in crate::transcript) fn is_notice(line: &str) -> bool {
    let Some((length, inner)) = time(line) else { return false };
    let rest = line[length..].trim_start();
    let is_dated = inner.start == 0 && line[..length].ends_with(['-', '–']);
    is_dated || ["-!-", "***", "* ", "-->", "<--"].iter().any(|mark| rest.starts_with(mark))
}

/// The length of a date in figures before a time, with what stands between.
fn date(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = 0;
    for part in 0..3 {
        let count = digits(at);
        let ends = part == 2 || bytes.get(at + count).is_some_and(|mark| b"./-".contains(mark));
        if !(1..=4).contains(&count) || !ends {
            return None;
        }
        at += count + usize::from(part < 2);
    }
    let rest = text[at..].trim_start_matches([',', ' ', 'T']);
    (rest.len() < text.len() - at).then_some(text.len() - rest.len())
}

/// The length of a time of day or of a recording: two to four numbers with colons between.
fn clock(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = digits(0);
    if !(1..=3).contains(&at) {
        return None;
    }
    let mut count = 1;
    while count < 4 && matches!(bytes.get(at), Some(b':' | b';')) && digits(at + 1) == 2 {
        at += 3;
        count += 1;
    }
    // `00:02.5`, and `00:00:02:500`, as some programs have it.
    let is_fraction = |mark: u8| match mark {
        b'.' | b',' => (1..=3).contains(&digits(at + 1)),
        _ => mark == b':' && digits(at + 1) == 3,
    };
    if count > 1 && bytes.get(at).is_some_and(|mark| is_fraction(*mark)) {
        at += 1 + digits(at + 1);
    }
    let is_open = text[at..].starts_with(|after: char| after.is_alphanumeric() || after == ':');
    (count > 1 && !is_open).then(|| at + half_of_day(&text[at..]))
}

/// The length of the half of the day after a time, with the space before it: ` PM`, ` p.m.`
fn half_of_day(rest: &str) -> usize {
    let words = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let mut letters = words.bytes();
    let is_half = matches!(letters.next(), Some(b'a' | b'A' | b'p' | b'P'));
    let dot = usize::from(letters.clone().next() == Some(b'.'));
    let is_there = is_half && letters.nth(dot).is_some_and(|letter| letter.eq_ignore_ascii_case(&b'm'));
    let end = 2 + dot + usize::from(dot == 1 && words.as_bytes().get(3) == Some(&b'.'));
    if !is_there || words[end..].starts_with(char::is_alphanumeric) {
        return 0;
    }
    rest.len() - words.len() + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(label: &str, words: &[&str], marks: &[&str], times: &[&str]) {
        let found = parts(label);
        let of = |wanted: fn(&LabelPart) -> Option<Range<usize>>| -> Vec<&str> {
            found.iter().filter_map(wanted).map(|range| &label[range]).collect()
        };
        assert_eq!(of(|part| if let LabelPart::Words(range) = part { Some(range.clone()) } else { None }), words);
        assert_eq!(of(|part| if let LabelPart::Mark(range) = part { Some(range.clone()) } else { None }), marks);
        assert_eq!(of(|part| if let LabelPart::Time(_, range) = part { Some(range.clone()) } else { None }), times);
    }

    #[test]
    fn a_label_is_cut_at_its_times_and_marks() {
        check("ANNA:", &["ANNA:"], &[], &[]);
        check("[00:00:12] ANNA:", &["ANNA:"], &[], &["00:00:12"]);
        check("LENNY (01:05):", &["LENNY", ":"], &[], &["01:05"]);
        check("[1/5/24, 9:03:22\u{202f}PM] Anna:", &["Anna:"], &[], &["1/5/24, 9:03:22\u{202f}PM"]);
        check("10:01 p.m. Anna:", &["Anna:"], &[], &["10:01 p.m."]);
        check("[12/03/24, 10:01:22] Anna:", &["Anna:"], &[], &["12/03/24, 10:01:22"]);
        check("12/03/2024, 10:01 - Anna:", &["Anna:"], &[], &["12/03/2024, 10:01"]);
        check("12.03.24, 10:01 - Anna:", &["Anna:"], &[], &["12.03.24, 10:01"]);
        check("[2024-03-12 10:01] Anna:", &["Anna:"], &[], &["2024-03-12 10:01"]);
        check("Amy Brand: 00:04:21", &["Amy Brand:"], &[], &["00:04:21"]);
        check("00:12.5 - 00:15 Bert:", &["Bert:"], &[], &["00:12.5 - 00:15"]);
        check("**Daniel Field:**", &["Daniel Field:"], &["**", "**"], &[]);
        check("<strong class=\"x\">Nuala</strong>:", &["Nuala", ":"], &["<strong class=\"x\">", "</strong>"], &[]);
        check(">> Mr. Carney:", &["Mr. Carney:"], &[">>"], &[]);
        check("*CHI:", &["CHI:"], &["*"], &[]);
        check("'''Anna:'''", &["Anna:"], &["'''", "'''"], &[]);
        check("### Anna (0:12 - 0:15)", &["Anna"], &["###"], &["0:12 - 0:15"]);
        check("- **Anna**:", &["Anna", ":"], &["-", "**", "**"], &[]);
        check("[00:00:05.140] - Voice 1", &["Voice 1"], &["-"], &["00:00:05.140"]);
        check("[00:00:05 → 00:00:09] **Anna:**", &["Anna:"], &["**", "**"], &["00:00:05 → 00:00:09"]);
        check("[00:00:09:369 - 00:00:52:360] Anna:", &["Anna:"], &[], &["00:00:09:369 - 00:00:52:360"]);
        check("[Voice 1 0:12]", &["[Voice 1", "]"], &[], &["0:12"]);
        check("Anna — 05/04/2021 2:03 PM", &["Anna —"], &[], &["05/04/2021 2:03 PM"]);
        check("🤖 **Anna:**", &["Anna:"], &["🤖", "**", "**"], &[]);
        check("- Anna:", &["Anna:"], &["-"], &[]);
        check("Anna-Lena - Berg:", &["Anna-Lena - Berg:"], &[], &[]);
        check("Sub*star_a: ", &["Sub*star_a:"], &[], &[]);
        check("Witness (2):", &["Witness (2):"], &[], &[]);
    }

    #[test]
    fn a_time_has_two_numbers_at_least() {
        for text in ["12", "1:2", "10:30pm", "[10:30", "1234:56", "10:30:5"] {
            assert_eq!(time(text), None, "{text}");
        }
        assert_eq!(time("01:02:03;04 x"), Some((11, 0..11)));
    }
}
