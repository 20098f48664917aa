//! Whom initials mean in the record of a call: `P:` and `D:` below `Telephone Conversation Between the President and Ann Dale`, or
//! below `The President / Ann Dale`.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        labels::Label,
        layout::Layout,
        names::{bare, is_name_word, is_particle_or_the},
        vocabulary::WORDS,
    },
};

/// How many lines above the first label may name the two.
const REACH: usize = 20;

/// The longest name with its titles, in words.
const NAME_LIMIT: usize = 6;

/// The two whom a heading names, each with the letter that stands for them.
#[derive(Debug, Default)]
pub(super) struct Callers(Vec<(char, Span)>);

impl Callers {
    /// Reads the heading, where all labels are two letters of which each begins a word of one name and none of the other.
    pub(super) fn read(text: &str, layout: &Layout, lines: Range<usize>, labels: &[Label]) -> Callers {
        let mut letters: Vec<char> = Vec::new();
        for label in labels {
            let mut characters = text[label.name.range()].chars();
            let letter = characters.next().filter(|letter| letter.is_uppercase() && characters.next().is_none());
            match letter {
                Some(letter) if letters.contains(&letter) => {}
                Some(letter) if letters.len() < 2 => letters.push(letter),
                _ => return Callers::default(),
            }
        }
        let [one, other] = letters[..] else { return Callers::default() };
        let above = lines.start..labels[0].line.min(lines.start + REACH);
        for paragraph in layout.paragraphs.iter().filter(|lines| lines.start >= above.start && lines.end <= above.end) {
            let beside = || paragraph.clone().find_map(|line| beside(text, layout.lines[line].content));
            let Some(names) = between(text, layout.span(paragraph)).or_else(beside) else { continue };
            let begins = |letter: char, name: Span| text[name.range()].split_whitespace().any(|word| word.starts_with(letter));
            let fits = |letter: char, name: usize| begins(letter, names[name]) && !begins(letter, names[1 - name]);
            for (first, second) in [(0, 1), (1, 0)] {
                if fits(one, first) && fits(other, second) {
                    return Callers(vec![(one, names[first]), (other, names[second])]);
                }
            }
        }
        Callers::default()
    }

    /// The name for which a label stands.
    pub(super) fn named_by(&self, label: &str) -> Option<Span> {
        self.0.iter().find(|(letter, _)| label.chars().eq([*letter])).map(|(_, name)| *name)
    }
}

/// The two names in a heading: `between President Cole and Ann Dale`.
fn between(text: &str, heading: Span) -> Option<[Span; 2]> {
    let words: Vec<&str> = text[heading.range()].split_whitespace().collect();
    WORDS.frame.parties.iter().find_map(|parties| {
        let start = words.iter().position(|word| bare(word) == parties.between)? + 1;
        let joint = start + words[start..].iter().position(|word| bare(word) == parties.and)?;
        Some([name(text, &words[start..joint], true)?, name(text, &words[joint + 1..], false)?])
    })
}

/// The two names that are all of a line with a slash between them: `Director Cole / Ann Dale`.
fn beside(text: &str, line: Span) -> Option<[Span; 2]> {
    let (one, other) = text[line.range()].split_once('/')?;
    let whole = |side: &str| name(text, &side.split_whitespace().collect::<Vec<_>>(), true);
    Some([whole(one)?, whole(other)?])
}

/// The name with which some words begin, without an article; all of them are its words, or the first up to one that is none.
fn name(text: &str, words: &[&str], is_whole: bool) -> Option<Span> {
    let article = words.first().filter(|word| is_particle_or_the(word)).map_or(0, |_| 1);
    let words = &words[article..];
    let is_part = |word: &&&str| is_name_word(word) && !word.starts_with('(');
    let mut count = words.iter().take_while(is_part).take(NAME_LIMIT).count();
    count = words[..count].iter().position(|word| word.ends_with([',', ';'])).map_or(count, |end| end + 1);
    if count == 0 || is_whole && count < words.len() {
        return None;
    }
    let start = words[0].as_ptr() as usize - text.as_ptr() as usize;
    let last = words[count - 1];
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.trim_end_matches([',', ';', '.', ':']).len();
    Some(Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_the_two() {
        let names =
            |text: &str| between(text, Span::new(0, text.len())).map(|names| names.map(|name| text[name.range()].to_owned()));
        let found = |one: &str, other: &str| Some([one.to_owned(), other.to_owned()]);
        assert_eq!(names("TALK BETWEEN THE PRESIDENT AND\nANN DALE"), found("PRESIDENT", "ANN DALE"));
        assert_eq!(names("Gespräch zwischen Minister Ost und Anna Pell, 4. Mai"), found("Minister Ost", "Anna Pell"));
        assert_eq!(names("A road between the river and the sea"), None);
    }

    #[test]
    fn a_line_names_the_two_with_a_slash_between_them() {
        let names =
            |text: &str| beside(text, Span::new(0, text.len())).map(|names| names.map(|name| text[name.range()].to_owned()));
        assert_eq!(names("Director Cole/The President"), Some(["Director Cole".to_owned(), "President".to_owned()]));
        assert_eq!(names("Cole / Dale / Ost"), None);
        assert_eq!(names("Boats and/or ferries"), None);
    }
}
