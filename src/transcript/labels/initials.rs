//! Single letters that stand for those who speak: `P. Hello, Henry.`, `K. Mr. President.`

use crate::{
    span::Span,
    transcript::{layout::Layout, names::is_title},
};

/// How often such a letter begins a paragraph, at least, and how many of them there are, at most.
const FEWEST: usize = 3;
const MOST: usize = 6;

/// The longest line that is a letter with its mark, in bytes.
const ALONE: usize = 3;

/// The letters before a full stop or alone on a line that begin a good part of the paragraphs.
///
/// The first letters of the alphabet number the items of lists, unless they answer each other; and a letter that is a title, as in
/// `M. Durand`, begins a name.
pub(super) fn letters_that_speak(text: &str, layout: &Layout, from: usize, to: usize) -> Vec<char> {
    let mut counts: Vec<(char, usize)> = Vec::new();
    let mut paragraphs = 0;
    let beginnings = || {
        let inside = layout.paragraphs.iter().filter(|lines| lines.start >= from && lines.end <= to);
        inside.map(|lines| layout.lines[lines.start].content).map(|line| (letter(text, line), line.len() <= ALONE))
    };
    for (letter, _) in beginnings() {
        paragraphs += usize::from(letter.is_some() || !counts.is_empty());
        let Some(letter) = letter else { continue };
        match counts.iter_mut().find(|(known, _)| *known == letter) {
            Some((_, count)) => *count += 1,
            None => counts.push((letter, 1)),
        }
    }
    counts.retain(|(letter, count)| *count >= FEWEST && !is_title(letter.encode_utf8(&mut [0; 4])));
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let mut letters: Vec<char> = counts.into_iter().map(|(letter, _)| letter).collect();
    letters.sort_unstable();
    let numbers_items = letters.iter().zip('A'..).all(|(letter, item)| *letter == item)
        || letters.iter().zip('А'..).all(|(letter, item)| *letter == item);
    let speak =
        (2..=MOST).contains(&letters.len()) && total * 5 >= paragraphs * 2 && (!numbers_items || answer(beginnings(), &letters));
    if speak { letters } else { Vec::new() }
}

/// Whether some of these letters answer each other: no item of a list stands right before one with an earlier letter.
///
/// `beginnings` tells of each paragraph the letter with which it begins, and whether that is all of the line: what is said may be a
/// paragraph of its own.
fn answer(beginnings: impl Iterator<Item = (Option<char>, bool)>, letters: &[char]) -> bool {
    let (mut before, mut is_said, mut answers) = (None, false, 0);
    for (letter, is_alone) in beginnings {
        let letter = letter.filter(|letter| letters.contains(letter));
        if letter.is_none() && std::mem::take(&mut is_said) {
            continue;
        }
        answers += usize::from(letter.zip(before).is_some_and(|(letter, before)| letter < before));
        (before, is_said) = (letter, is_alone);
    }
    answers >= FEWEST
}

/// The capital with which a line begins, if a full stop follows it, or nothing.
fn letter(text: &str, line: Span) -> Option<char> {
    let line = &text[line.range()];
    let letter = line.chars().next().filter(|letter| letter.is_uppercase())?;
    let rest = &line[letter.len_utf8()..];
    let after = rest.strip_prefix('.').unwrap_or(rest);
    let is_marked = after.len() < rest.len();
    (after.trim().is_empty() || is_marked && after.starts_with([' ', '\t', '\u{a0}'])).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let layout = Layout::of(text);
        assert_eq!(letters_that_speak(text, &layout, 0, layout.lines.len()).iter().collect::<String>(), expected);
    }

    #[test]
    fn letters_that_come_back_before_paragraphs_speak() {
        let talk = "A Talk\n\nP. Hello.\n\nK. Mr. President.\n\nP. Well?\n\nK. Not yet.\n\nP. When?\n\nK. Soon.\n";
        check(talk, "KP");
        check(&talk.replace(". ", ".\n"), "KP");
        check(&talk.replace("\n\nP. ", "\n\nA. ").replace("\n\nK. ", "\n\nB. "), "");
        let long = format!("{talk}\nP. Why?\n\nK. So.\n\nP. Oh.\n");
        check(&long.replace("\n\nP. ", "\n\nA. ").replace("\n\nK. ", "\n\nB. "), "AB");
        check(&long.replace("\n\nP. ", "\n\nA.\n").replace("\n\nK. ", "\n\nB.\n"), "AB");
        check("A. One.\n\nB. Two.\n\nThen:\n\nA. One.\n\nB. Two.\n\nThen:\n\nA. One.\n\nB. Two.\n", "");
        check(&talk.replace("\n\nK. ", "\n\nM. ").replace("\n\nP. ", "\n\nM. "), "");
        check("P. Hello.\n\nSo it was.\n\nAnd so it is.\n\nK. Long ago.\n\nThey went.\n\nThey came.\n", "");
    }
}
