//! With what a note begins: its number, in one of the forms that transcripts have.

use std::borrow::Cow;

/// The longest number of a note, in bytes.
pub(super) const NUMBER_LIMIT: usize = 6;

/// The most figures of a number that no bracket marks.
const FIGURE_LIMIT: usize = 4;

/// Signs that call notes.
const SIGNS: [char; 4] = ['*', '†', '‡', '§'];

/// How a number is written, before a note or where it calls one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::transcript) enum Form {
    /// `[1]`, `^[1]`, `[^1]`, `[iv]`.
    Square,
    /// `(1)`.
    Round,
    /// `¹`.
    Raised,
    /// `*`, `††`.
    Sign,
    /// `1.`, `1)`, `1` or `^1` before a note; after a word a bare number.
    Figure,
}

impl Form {
    /// The forms in which a note of this form is called, the likeliest first.
    pub(super) fn calls(self) -> &'static [Form] {
        match self {
            Form::Square => &[Form::Square],
            Form::Round => &[Form::Round, Form::Raised],
            Form::Raised => &[Form::Raised, Form::Figure],
            Form::Sign => &[Form::Sign],
            Form::Figure => &[Form::Square, Form::Raised, Form::Figure, Form::Round],
        }
    }
}

/// The number with which a line begins, and the length of all that states it.
pub(super) fn of_line(line: &str) -> Option<(Form, Cow<'_, str>, usize)> {
    let (form, number, length) = begins(line)?;
    let is_filled = line[length..].contains(char::is_alphanumeric);
    is_filled.then_some((form, number, length))
}

fn begins(line: &str) -> Option<(Form, Cow<'_, str>, usize)> {
    let first = line.chars().next()?;
    match first {
        '[' | '^' => {
            let bare = line.strip_prefix('^').unwrap_or(line);
            if let Some(inside) = bare.strip_prefix('[') {
                let (number, rest) = inside.split_once(']')?;
                let rest = rest.strip_prefix(':').filter(|_| number.starts_with('^')).unwrap_or(rest);
                let number = number.strip_prefix('^').unwrap_or(number);
                return is_number(number).then(|| (Form::Square, number.into(), line.len() - rest.len()));
            }
            figure(bare, line)
        }
        '(' => {
            let (number, rest) = line[1..].split_once(')')?;
            let is_short = number.len() <= 3 && !number.is_empty();
            (is_short && is_figure(number)).then(|| (Form::Round, number.into(), line.len() - rest.len()))
        }
        _ if SIGNS.contains(&first) => {
            let run = sign(line);
            (run.chars().count() <= 3).then(|| (Form::Sign, run.into(), run.len()))
        }
        _ if raised(first).is_some() => {
            let (number, length) = raised_number(line);
            Some((Form::Raised, number.into(), length))
        }
        _ if first.is_ascii_digit() => figure(line, line),
        _ => None,
    }
}

/// `1.`, `1)` or `1` before a space.
fn figure<'t>(bare: &'t str, line: &str) -> Option<(Form, Cow<'t, str>, usize)> {
    let rest = bare.trim_start_matches(|character: char| character.is_ascii_digit());
    let number = &bare[..bare.len() - rest.len()];
    let after = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    let is_apart = after.starts_with(char::is_whitespace);
    (is_apart && !number.is_empty() && number.len() <= FIGURE_LIMIT)
        .then(|| (Form::Figure, number.into(), line.len() - after.len()))
}

/// Whether the words in a bracket could be the number of a note: figures, one letter or sign, a small Roman numeral.
pub(super) fn is_number(number: &str) -> bool {
    let is_other = || {
        let one = number.chars().count() == 1 && number.chars().all(|character| character.is_alphabetic());
        one || !sign(number).is_empty() && sign(number).len() == number.len() || number.chars().all(|c| "ivxl".contains(c))
    };
    !number.is_empty() && number.len() <= NUMBER_LIMIT && (is_figure(number) || is_other())
}

pub(super) fn is_figure(number: &str) -> bool {
    number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The signs with which a text begins, as long as they are the same.
pub(super) fn sign(text: &str) -> &str {
    let Some(first) = text.chars().next().filter(|first| SIGNS.contains(first)) else { return "" };
    &text[..text.len() - text.trim_start_matches(first).len()]
}

/// The figure that a raised one stands for.
pub(super) fn raised(character: char) -> Option<char> {
    Some(match character {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' => '0',
        '⁴'..='⁹' => char::from_digit(u32::from(character) - 0x2070, 10)?,
        _ => return None,
    })
}

/// The raised number with which a text begins, in common figures, and how many bytes it takes.
pub(super) fn raised_number(text: &str) -> (String, usize) {
    let number: String = text.chars().map_while(raised).collect();
    let length = text.chars().take(number.len()).map(char::len_utf8).sum();
    (number, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_form() {
        for (line, form, number, length) in [
            ("[1] x", Form::Square, "1", 3),
            ("^[12] x", Form::Square, "12", 5),
            ("[^a]: x", Form::Square, "a", 5),
            ("[iii] x", Form::Square, "iii", 5),
            ("(2) x", Form::Round, "2", 3),
            ("¹² x", Form::Raised, "12", 4),
            ("** x", Form::Sign, "**", 2),
            ("†x", Form::Sign, "†", 3),
            ("185. x", Form::Figure, "185", 4),
            ("1 x", Form::Figure, "1", 1),
            ("^1 x", Form::Figure, "1", 2),
        ] {
            assert_eq!(of_line(line), Some((form, number.into(), length)), "{line}");
        }
        for line in ["[1]", "[see] x", "***", "**** x", "1901-1950 x", "12345 x", "(a) x", "1x"] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }
}
