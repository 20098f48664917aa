//! A limit for the attributes of one element: the parser compares each with all others.

use crate::{span::Span, xml::ReadError};

/// The most attributes of one element; TEI's richest element has about 80.
pub const ATTRIBUTE_LIMIT: usize = 4096;

/// Checks start-tags before the parser reads them.
///
/// Only a tag that is long enough to hold that many attributes is looked at, so that other texts cost one search for `<`.
///
/// # Errors
/// [`ReadError::Attributes`] at the first start-tag that breaks the limit.
pub(super) fn check(text: &str) -> Result<(), ReadError> {
    // The shortest attribute is ` a=""`.
    const SHORTEST: usize = ATTRIBUTE_LIMIT * 5;
    let mut tags = memchr::memchr_iter(b'<', text.as_bytes()).peekable();
    while let Some(start) = tags.next() {
        let end = tags.peek().copied().unwrap_or(text.len());
        if end - start > SHORTEST && count(&text.as_bytes()[start..end]) > ATTRIBUTE_LIMIT {
            return Err(ReadError::Attributes { span: Span::new(start, start + 1) });
        }
    }
    Ok(())
}

/// The number of quoted values before the `>` that ends the tag; a value cannot hold `<`.
fn count(tag: &[u8]) -> usize {
    let mut values = 0;
    let mut at = 0;
    while let Some(found) = tag[at..].iter().position(|byte| matches!(byte, b'"' | b'\'' | b'>')) {
        let quote = tag[at + found];
        if quote == b'>' {
            break;
        }
        values += 1;
        at += found + 1;
        match memchr::memchr(quote, &tag[at..]) {
            Some(length) => at += length + 1,
            None => break,
        }
    }
    values
}
