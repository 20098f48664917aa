//! What a file said: its bytes decoded once, and places in the text for people.

mod bytes;
mod decode;
mod lines;
mod misread;

pub use bytes::FileOffsets;
pub use decode::{DecodeError, Encoding};
pub use misread::misread;
pub(crate) use misread::{is_continuation, is_lead};

use std::{borrow::Cow, sync::OnceLock};

use crate::span::Span;
use lines::Lines;

/// A text as one file gave it, decoded to UTF-8, with what is needed to give its bytes back.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: Encoding,
    encoding_is_guessed: bool,
    /// Found when somebody first asks for a place.
    lines: OnceLock<Lines>,
}

/// A place for people: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1; a line ends with a line feed, with carriage return and line feed, or with a lone carriage return.
    pub line: usize,
    /// The column, from 1, in characters (Unicode scalar values).
    pub column: usize,
}

impl Source {
    /// Decodes the bytes of a file; `name` is what messages call it.
    ///
    /// The encoding is, in this order: the one that a byte-order mark states, the one that `label` names (a label of the
    /// WHATWG Encoding Standard), the one that an XML declaration states, UTF-8, and Windows-1252.
    ///
    /// # Errors
    /// [`DecodeError`] when the bytes are no text in that encoding, or could not be given back from the decoded text.
    ///
    /// ```
    /// use teiwright::source::Source;
    ///
    /// let source = Source::decode("caf\u{e9}.txt", b"caf\xe9", None)?;
    /// assert_eq!(source.text(), "caf\u{e9}");
    /// assert_eq!(source.encoding().name(), "windows-1252");
    /// # Ok::<(), teiwright::source::DecodeError>(())
    /// ```
    pub fn decode<'b>(
        name: impl Into<String>,
        bytes: impl Into<Cow<'b, [u8]>>,
        label: Option<&str>,
    ) -> Result<Source, DecodeError> {
        let bytes = bytes.into();
        let names_none = decode::is_unnamed(&bytes, label);
        let (text, encoding) = decode::decode(bytes, label)?;
        // Only a guess gives Windows-1252 where no label and no declaration names it: UTF-8 is tried first.
        let encoding_is_guessed = encoding != Encoding::UTF_8 && names_none;
        Ok(Source { encoding_is_guessed, ..Source::with_encoding(name.into(), text, encoding) })
    }

    /// Makes a source from text that is already decoded; its bytes are those of UTF-8.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source::with_encoding(name.into(), text.into(), Encoding::UTF_8)
    }

    fn with_encoding(name: String, text: String, encoding: Encoding) -> Source {
        Source { name, text, encoding, encoding_is_guessed: false, lines: OnceLock::new() }
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }

    /// The name that messages use.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, byte-order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding of the file's bytes.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether nothing named the encoding, and the bytes are not UTF-8.
    pub fn encoding_is_guessed(&self) -> bool {
        self.encoding_is_guessed
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// The text at `span`, or nothing where the span leaves the text or cuts a character.
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.text.get(span.range())
    }

    /// The place of a byte for people; an offset past the end gives the place after the last character.
    pub fn place(&self, offset: usize) -> Place {
        self.lines().place(&self.text, offset)
    }

    /// Maps places in the text to places in the file's own bytes, in rising order.
    pub fn file_offsets(&self) -> FileOffsets<'_> {
        self.file_offsets_from(0, 0)
    }

    /// Maps places from `offset` on, which stands at the byte `file_offset` of the file.
    pub fn file_offsets_from(&self, offset: usize, file_offset: usize) -> FileOffsets<'_> {
        FileOffsets::new(self, offset, file_offset)
    }

    /// The number of lines; a text that ends with a line end has no empty line after it.
    pub fn line_count(&self) -> usize {
        self.lines().count(&self.text)
    }

    /// The span of a line (from 1) without its line end, or nothing where there is no such line.
    pub fn line(&self, line: usize) -> Option<Span> {
        self.lines().span(&self.text, line)
    }
}
