//! Where lines start, and places as line and column.

use crate::{source::Place, span::Span};

/// Where lines start, and how many characters stand before certain bytes.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    /// The first byte of each line; the first is 0.
    starts: Vec<usize>,
    /// The characters before every [`STEP`]th byte: a line may be as long as the text, and may hold many places.
    characters: Vec<usize>,
}

/// How many bytes are counted at most to tell a column.
const STEP: usize = 1024;

impl Lines {
    /// Finds the lines of a text: a line feed, a carriage return with a line feed, or a lone carriage return ends one.
    pub(super) fn of(text: &str) -> Lines {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        let mut before = 0;
        let count = |step: &[u8]| {
            let here = before;
            before += characters(step);
            here
        };
        let characters = bytes.chunks(STEP).map(count).collect();
        Lines { starts, characters }
    }

    /// The characters before a byte.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let step = (offset / STEP).min(self.characters.len().saturating_sub(1));
        self.characters.get(step).map_or(0, |before| before + characters(&text.as_bytes()[step * STEP..offset]))
    }

    pub(super) fn place(&self, text: &str, offset: usize) -> Place {
        let offset = offset.min(text.len());
        let index = self.starts.partition_point(|&start| start <= offset) - 1;
        let column = self.characters(text, offset) - self.characters(text, self.starts[index]);
        // A byte-order mark stands before the first character that a person sees.
        let mark = usize::from(index == 0 && offset > 0 && text.starts_with('\u{feff}'));
        Place { line: index + 1, column: column + 1 - mark }
    }

    pub(super) fn count(&self, text: &str) -> usize {
        self.starts.len() - usize::from(self.starts.last() == Some(&text.len()))
    }

    pub(super) fn span(&self, text: &str, line: usize) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        Some(Span::new(start, start + text[start..end].trim_end_matches(['\n', '\r']).len()))
    }
}

/// The characters that begin in a run of bytes.
fn characters(bytes: &[u8]) -> usize {
    // Few enough bytes at a time for a sum in one byte, which is much faster.
    let count = |part: &[u8]| part.iter().fold(0u8, |count, &byte| count + u8::from(!is_continuation(byte)));
    bytes.chunks(usize::from(u8::MAX)).map(|part| usize::from(count(part))).sum()
}

/// Whether the byte continues a character that began before it (RFC 3629, section 3).
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_all_three_line_ends() {
        let text = "aé\r\nb\rc\n";
        let lines = Lines::of(text);
        assert_eq!(lines.place(text, 3), Place { line: 1, column: 3 });
        assert_eq!(lines.place(text, 5), Place { line: 2, column: 1 });
        assert_eq!(lines.place(text, 7), Place { line: 3, column: 1 });
        assert_eq!(lines.place(text, 99), Place { line: 4, column: 1 });
        assert_eq!(lines.count(text), 3);
        assert_eq!(lines.span(text, 2), Some(Span::new(5, 6)));
        assert_eq!(lines.span(text, 5), None);
        assert_eq!(lines.span(text, 0), None);
    }

    #[test]
    fn columns_of_a_long_line_count_characters() {
        let text = format!("a\n{}", "é".repeat(3 * STEP));
        let lines = Lines::of(&text);
        for column in [1, STEP / 2, STEP, STEP + 1, 3 * STEP + 1] {
            assert_eq!(lines.place(&text, 2 + 2 * (column - 1)), Place { line: 2, column });
        }
        assert_eq!(Lines::of("").place("", 0), Place { line: 1, column: 1 });
    }

    #[test]
    fn the_byte_order_mark_takes_no_column() {
        let text = "\u{feff}ab";
        assert_eq!(Lines::of(text).place(text, 4), Place { line: 1, column: 2 });
    }
}
