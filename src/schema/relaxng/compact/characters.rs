//! From the text to characters and newline markers (compact, appendix A, 2.2 to 2.4).

use crate::{
    schema::relaxng::{SchemaError, ast::Place},
    span::Span,
    xml::is_xml_char,
};

/// A character after escapes were read, or a newline marker.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character {
    /// The character; a line feed for a newline marker.
    pub value: char,
    /// Whether it is a newline marker, which `\x{A}` is not.
    pub is_newline: bool,
    /// How it is written.
    pub span: Span,
}

impl Character {
    /// Whether a comment ends here.
    pub fn ends_line(self) -> bool {
        self.is_newline || self.value == '\n'
    }
}

/// Walks through the characters of a text.
#[derive(Clone, Debug)]
pub(super) struct Characters<'s> {
    text: &'s str,
    file: u32,
    at: usize,
}

impl<'s> Characters<'s> {
    /// Begins after a byte-order mark.
    pub fn new(text: &'s str, file: u32) -> Characters<'s> {
        Characters { text, file, at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } }
    }

    /// The byte that is read next.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to a byte where a character begins that was seen before.
    pub fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Takes the next character if it is as asked for.
    pub fn take_if(&mut self, is_wanted: impl Fn(Character) -> bool) -> Result<Option<Character>, SchemaError> {
        let next = self.peek()?.filter(|&next| is_wanted(next));
        if let Some(next) = next {
            self.at = next.span.end;
        }
        Ok(next)
    }

    /// Takes the next character if it is this one; a newline marker is none.
    pub fn take(&mut self, wanted: char) -> Result<bool, SchemaError> {
        Ok(self.take_if(|next| next.value == wanted && !next.is_newline)?.is_some())
    }

    /// The next character, or nothing at the end of the text.
    ///
    /// # Errors
    /// An escape that is none, or a character that XML cannot carry.
    pub fn peek(&self) -> Result<Option<Character>, SchemaError> {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return Ok(None) };
        let plain = Span::new(self.at, self.at + first.len_utf8());
        match first {
            '\r' if rest.starts_with("\r\n") => Ok(Some(newline(Span::new(self.at, self.at + 2)))),
            '\n' | '\r' => Ok(Some(newline(plain))),
            '\\' => self.escape(rest).map(Some),
            _ if is_xml_char(first) => Ok(Some(Character { value: first, is_newline: false, span: plain })),
            _ => Err(self.fault(
                plain,
                format!("U+{:04X} is a character that XML cannot carry", u32::from(first)),
                "delete it; no part of a schema may hold it",
            )),
        }
    }

    /// Reads `\x{…}`, with any number of `x`, or a backslash that opens no escape.
    fn escape(&self, rest: &str) -> Result<Character, SchemaError> {
        let start = self.at;
        let xs = rest[1..].bytes().take_while(|&byte| byte == b'x').count();
        let Some(digits) = rest[1 + xs..].strip_prefix('{').filter(|_| xs > 0) else {
            return Ok(Character { value: '\\', is_newline: false, span: Span::new(start, start + 1) });
        };
        let length = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
        let open = start + xs + 2;
        if length == 0 || digits.as_bytes().get(length) != Some(&b'}') {
            return Err(self.fault(
                Span::new(start, open + length),
                "an escape has no hexadecimal number in braces",
                "write `\\x{41}` for `A`; a backslash before `x{` is written `\\x{5C}`",
            ));
        }
        let span = Span::new(start, open + length + 1);
        let number = digits[..length].bytes().fold(0_u32, |number, digit| {
            let digit = char::from(digit).to_digit(16).expect("only hexadecimal digits were counted");
            number.saturating_mul(16).saturating_add(digit)
        });
        match char::from_u32(number).filter(|&character| is_xml_char(character)) {
            Some(value) => Ok(Character { value, is_newline: false, span }),
            None => Err(self.fault(
                span,
                "the escape names no character that XML can carry",
                "XML has U+0009, U+000A, U+000D and the characters from U+0020 to U+10FFFF without the surrogates, U+FFFE and U+FFFF",
            )),
        }
    }

    fn fault(&self, span: Span, message: impl Into<String>, help: &str) -> SchemaError {
        SchemaError::new("compact A.2.4", Place { file: self.file, span }, message, help)
    }
}

fn newline(span: Span) -> Character {
    Character { value: '\n', is_newline: true, span }
}
