//! From bytes to text, and back to the same bytes.

use std::borrow::Cow;

use crate::span::Span;

/// The encoding of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8, with or without a byte-order mark.
    pub const UTF_8: Encoding = Encoding(encoding_rs::UTF_8);

    /// Finds the encoding that a label of the WHATWG Encoding Standard (section 4.2) names: `latin1` is Windows-1252 there.
    pub fn for_label(label: &str) -> Option<Encoding> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Encoding)
    }

    /// The name in lower case, as the Encoding Standard has it: `utf-8`, `utf-16le`, `windows-1252`.
    pub fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    /// The bytes of `text` in this encoding, or nothing where it cannot hold a character of the text.
    ///
    /// A byte-order mark in the text is encoded like any character.
    pub fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        if self.0 == encoding_rs::UTF_8 {
            return Some(Cow::Borrowed(text.as_bytes()));
        }
        // The Encoding Standard has no encoder for UTF-16, and encoding_rs writes UTF-8 in its place.
        if self.0 == encoding_rs::UTF_16LE {
            return Some(Cow::Owned(text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        }
        if self.0 == encoding_rs::UTF_16BE {
            return Some(Cow::Owned(text.encode_utf16().flat_map(u16::to_be_bytes).collect()));
        }
        let (bytes, _, had_unmappable) = self.0.encode(text);
        (!had_unmappable).then_some(bytes)
    }
}

/// Why bytes are no text; how to mend it depends on who names the encoding, so that the caller says it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The file has no byte, or a byte-order mark and nothing more.
    #[error("the file is empty")]
    Empty,
    /// A byte that no text has.
    #[error("the byte at offset {offset} is {byte:#04x}, which no text has: this looks like a binary file")]
    Binary {
        /// Where the byte is, from 0.
        offset: usize,
        /// The byte.
        byte: u8,
    },
    /// Mostly UTF-8, but not all of it.
    #[error("line {line}, offset {offset} of the file: byte {byte:#04x} is not UTF-8, though the text before it or after it is")]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
        /// Where the byte is, from 0.
        offset: usize,
        /// The byte.
        byte: u8,
    },
    /// A byte or a byte sequence that the encoding leaves undefined.
    #[error("line {line}, offset {offset} of the file: byte {byte:#04x} has no meaning in {encoding}")]
    Undefined {
        /// The encoding that was tried.
        encoding: String,
        /// The line, from 1.
        line: usize,
        /// Where the byte is, from 0.
        offset: usize,
        /// The byte.
        byte: u8,
    },
    /// The bytes decode, but the text does not encode to the same bytes, so that a receipt could not give them back.
    #[error("the bytes from offset {offset} on would not come back the same from {encoding}")]
    NotReversible {
        /// The encoding that was tried.
        encoding: String,
        /// The first byte that would change, from 0.
        offset: usize,
    },
    /// Not UTF-8, and no Western European text either.
    #[error(
        "the bytes are not UTF-8, and as windows-1252 most letters would have accents: another encoding is likely, such as windows-1251 or koi8-r (Cyrillic), iso-8859-2 (Central European), iso-8859-7 (Greek)"
    )]
    Unlikely,
    /// A label that names no encoding.
    #[error("no encoding is called `{0}`")]
    UnknownEncoding(String),
}

/// Decodes bytes to text and names the encoding; see [`super::Source::decode`] for the order in which encodings are tried.
///
/// Bytes that are given away and are UTF-8 become the text as they are: checked once, never copied.
pub(super) fn decode(bytes: Cow<'_, [u8]>, label: Option<&str>) -> Result<(String, Encoding), DecodeError> {
    let encoding = match named(&bytes, label)? {
        Some(encoding) if encoding != Encoding::UTF_8 => return decode_as(&bytes, encoding),
        encoding => encoding,
    };
    match String::from_utf8(bytes.into_owned()) {
        Ok(text) => match memchr::memchr(0, text.as_bytes()) {
            Some(offset) => Err(DecodeError::Binary { offset, byte: 0 }),
            None => Ok((text, Encoding::UTF_8)),
        },
        Err(error) => {
            let first_bad = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            encoding.map_or_else(|| decode_legacy(&bytes, first_bad), |encoding| decode_as(&bytes, encoding))
        }
    }
}

/// The encoding that a byte-order mark, a label or a declaration names, in this order.
fn named(bytes: &[u8], label: Option<&str>) -> Result<Option<Encoding>, DecodeError> {
    let named = match label {
        Some(label) => Some(Encoding::for_label(label).ok_or_else(|| DecodeError::UnknownEncoding(label.to_owned()))?),
        None => None,
    };
    let marked = encoding_rs::Encoding::for_bom(bytes);
    if marked.map_or(bytes.is_empty(), |(_, length)| bytes.len() == length) {
        return Err(DecodeError::Empty);
    }
    Ok(marked.map(|(encoding, _)| Encoding(encoding)).or(named).or_else(|| declared(bytes)))
}

/// Whether neither a label, nor a byte-order mark, nor a declaration names the encoding.
pub(super) fn is_unnamed(bytes: &[u8], label: Option<&str>) -> bool {
    label.is_none() && encoding_rs::Encoding::for_bom(bytes).is_none() && declared(bytes).is_none()
}

/// Decodes bytes that are not UTF-8 and name no encoding: Windows-1252 if they can be that.
///
/// Where the same bytes hold well-formed UTF-8 sequences too, one damaged byte is likelier than another encoding, and
/// decoding would garble every letter that is right.
fn decode_legacy(bytes: &[u8], first_bad: usize) -> Result<(String, Encoding), DecodeError> {
    let binary = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    if let Some(offset) = bytes.iter().position(|&byte| binary(byte)) {
        return Err(DecodeError::Binary { offset, byte: bytes[offset] });
    }
    let (mut sequences, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    if sequences > faults {
        return Err(DecodeError::NotUtf8 { line: line_at(bytes, first_bad), offset: first_bad, byte: bytes[first_bad] });
    }
    let (text, encoding) = decode_as(bytes, Encoding(encoding_rs::WINDOWS_1252))?;
    let letters = text.chars().filter(|character| character.is_alphabetic());
    let (all, accented) = letters.fold((0, 0), |(all, accented), letter| (all + 1, accented + usize::from(!letter.is_ascii())));
    if accented * 2 > all { Err(DecodeError::Unlikely) } else { Ok((text, encoding)) }
}

/// Decodes bytes in one encoding, and makes sure that the text gives them back.
fn decode_as(bytes: &[u8], encoding: Encoding) -> Result<(String, Encoding), DecodeError> {
    if encoding.0 == encoding_rs::ISO_2022_JP {
        // Its escape sequences depend on what stands before, so that no piece of a text has bytes of its own.
        return Err(DecodeError::NotReversible { encoding: encoding.name(), offset: 0 });
    }
    let undefined = |offset: usize| DecodeError::Undefined {
        encoding: encoding.name(),
        line: line_at(bytes, offset),
        offset,
        byte: bytes.get(offset).copied().unwrap_or_default(),
    };
    if encoding.0 == encoding_rs::WINDOWS_1252 {
        // The Encoding Standard maps these five to control characters; Windows leaves them undefined, and no text has them.
        if let Some(offset) = bytes.iter().position(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)) {
            return Err(undefined(offset));
        }
    }
    let Some(text) = encoding.0.decode_without_bom_handling_and_without_replacement(bytes) else {
        return Err(undefined(first_undefined(bytes, encoding)));
    };
    if let Some(at) = text.find('\0') {
        return Err(DecodeError::Binary { offset: encoding.encode(&text[..at]).map_or(at, |before| before.len()), byte: 0 });
    }
    match encoding.encode(&text) {
        Some(back) if back.as_ref() == bytes => {}
        back => {
            let back = back.unwrap_or_default();
            let offset = back.iter().zip(bytes).position(|(a, b)| a != b).unwrap_or(back.len().min(bytes.len()));
            return Err(DecodeError::NotReversible { encoding: encoding.name(), offset });
        }
    }
    Ok((text.into_owned(), encoding))
}

/// The first byte that the decoder refuses.
fn first_undefined(bytes: &[u8], encoding: Encoding) -> usize {
    let mut decoder = encoding.0.new_decoder_without_bom_handling();
    let mut buffer = [0u8; 1024];
    let mut read = 0;
    loop {
        let (result, taken, _) = decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut buffer, true);
        read += taken;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return bytes.len(),
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(length, after) => {
                return read.saturating_sub(usize::from(length) + usize::from(after));
            }
        }
    }
}

/// The encoding that an XML declaration states (XML 1.0, 4.3.3); UTF-16 cannot be stated in bytes that are read as ASCII.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = &bytes[..bytes.len().min(256)];
    let head = head.strip_prefix(b"<?xml")?;
    let head = str::from_utf8(&head[..memchr::memmem::find(head, b"?>")?]).ok()?;
    let value = head.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    Encoding::for_label(label).filter(|encoding| !encoding.0.name().starts_with("UTF-16"))
}

/// The line of a byte, from 1, in bytes that are not decoded.
fn line_at(bytes: &[u8], offset: usize) -> usize {
    let before = Span::new(0, offset.min(bytes.len()));
    memchr::memchr_iter(b'\n', &bytes[before.range()]).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8], label: Option<&str>) -> String {
        let (text, encoding) = decode(bytes.into(), label).expect("the bytes are a text");
        assert_eq!(encoding.encode(&text).as_deref(), Some(bytes));
        encoding.name()
    }

    #[test]
    fn every_supported_encoding_comes_back_byte_for_byte() {
        assert_eq!(name("žluťoučký".as_bytes(), None), "utf-8");
        assert_eq!(name(b"\xef\xbb\xbfmark", None), "utf-8");
        assert_eq!(name(b"\xff\xfea\0\x3d\xd8\x0a\xde", None), "utf-16le");
        assert_eq!(name(b"\xfe\xff\0a\0\n", None), "utf-16be");
        assert_eq!(name(b"na\xefve \x93quoted\x94", None), "windows-1252");
        assert_eq!(name(b"na\xefve", Some("latin1")), "windows-1252");
        assert_eq!(name(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251")), "windows-1251");
        assert_eq!(name(b"<?xml version='1.0' encoding='ISO-8859-2'?><a>\xb1</a>", None), "iso-8859-2");
    }

    #[test]
    fn what_is_no_text_is_refused_at_its_place() {
        assert_eq!(decode((&b""[..]).into(), None), Err(DecodeError::Empty));
        assert_eq!(decode((&b"\xef\xbb\xbf"[..]).into(), None), Err(DecodeError::Empty));
        assert_eq!(decode((&b"ab\0"[..]).into(), None), Err(DecodeError::Binary { offset: 2, byte: 0 }));
        assert!(matches!(
            decode("né\nà\u{e9} ".as_bytes().iter().chain(b"\xff").copied().collect::<Vec<_>>().into(), None),
            Err(DecodeError::NotUtf8 { line: 2, .. })
        ));
        assert!(matches!(decode((&b"a\x81"[..]).into(), None), Err(DecodeError::Undefined { offset: 1, byte: 0x81, .. })));
        let russian = b"\xcf\xf0\xe8\xe2\xe5\xf2, Bert.";
        assert_eq!(decode((&russian[..]).into(), None), Err(DecodeError::Unlikely));
        assert!(decode((&russian[..]).into(), Some("windows-1252")).is_ok());
        assert!(matches!(decode((&b"a"[..]).into(), Some("klingon")), Err(DecodeError::UnknownEncoding(_))));
        assert!(matches!(decode((&b"\xff\xfea\0\x3d"[..]).into(), None), Err(DecodeError::Undefined { .. })));
        assert!(matches!(decode((&b"\xff\xfea\0\x3d\xd8a\0"[..]).into(), None), Err(DecodeError::Undefined { .. })));
    }
}
