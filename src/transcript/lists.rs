//! Lists: paragraphs or lines that begin with numbers that follow each other, or with one bullet.

use std::ops::Range;

use crate::transcript::layout::Layout;

/// The characters with which items begin that have no number.
pub(super) const BULLETS: [char; 8] = ['-', '–', '•', '*', '·', '▪', '◦', '‣'];

/// The most digits of a number.
const DIGITS: usize = 3;

/// How an item begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet(char),
    /// A number, and the character after it.
    Number(usize, char),
}

impl Marker {
    /// How the words of an item begin, if they do.
    pub(super) fn of(words: &str) -> Option<Marker> {
        let first = words.chars().next()?;
        let after = |length: usize| words[length..].starts_with([' ', '\t', '\u{a0}']) && !words[length..].trim().is_empty();
        if BULLETS.contains(&first) {
            return after(first.len_utf8()).then_some(Marker::Bullet(first));
        }
        let digits = words.bytes().take(DIGITS + 1).take_while(u8::is_ascii_digit).count();
        if !(1..=DIGITS).contains(&digits) {
            return None;
        }
        let mark = words[digits..].chars().next().filter(|mark| matches!(mark, '.' | ')'))?;
        let number = words[..digits].parse().ok()?;
        after(digits + 1).then_some(Marker::Number(number, mark))
    }

    /// Whether an item that begins so comes right after this one.
    fn is_followed_by(self, next: Marker) -> bool {
        match (self, next) {
            (Marker::Bullet(one), Marker::Bullet(other)) => one == other,
            (Marker::Number(one, mark), Marker::Number(other, same)) => mark == same && other == one + 1,
            _ => false,
        }
    }
}

/// The lines of an item, and its first byte.
pub(super) type Item = (Range<usize>, usize);

/// The items in some lines of which the first begins an item at the byte `start`, each with its lines and its first byte; with the
/// marker of the last.
///
/// A line without a marker goes on with the item before it.
pub(super) fn items(
    text: &str,
    layout: &Layout,
    lines: &Range<usize>,
    start: usize,
    before: Option<Marker>,
) -> Option<(Vec<Item>, Marker)> {
    let content = |line: usize| layout.lines[line].content;
    let words = |line: usize| &text[content(line).start.max(start)..content(line).end.max(start)];
    let mut marker = Marker::of(words(lines.start))?;
    if before.is_some_and(|before| !before.is_followed_by(marker)) {
        return None;
    }
    let mut items = vec![(lines.start..lines.start + 1, start)];
    for line in lines.start + 1..lines.end {
        match Marker::of(words(line)).filter(|next| marker.is_followed_by(*next)) {
            Some(next) => {
                marker = next;
                items.push((line..line + 1, content(line).start));
            }
            None => items.last_mut().expect("the first is there").0.end = line + 1,
        }
    }
    Some((items, marker))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_follow_each_other() {
        let found = |text: &str| {
            let layout = Layout::of(text);
            items(text, &layout, &(0..layout.lines.len()), 0, None).map_or(0, |(items, _)| items.len())
        };
        assert_eq!(found("1. One\n2. Two\ngoes on\n3. Three"), 3);
        assert_eq!(found("1. One\n3. Three"), 1);
        assert_eq!(found("- a\n- b"), 2);
        assert_eq!(found("1.5 million"), 0);
        assert_eq!(found("-5 degrees"), 0);
        assert_eq!(Marker::of("12) x"), Some(Marker::Number(12, ')')));
    }
}
