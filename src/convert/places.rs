//! The texts of a TEI document to which a receipt points, and the source put together from them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::{
    convert::{
        pieces::Piece,
        receipt::{Receipt, hexadecimal},
    },
    tei::{TextStream, XML_ID, tei},
    xml::Tree,
};

/// The texts of a document to which a receipt points.
pub(super) struct Places<'t> {
    /// The text of the `text` element.
    pub(super) text: Option<TextStream<'t>>,
    /// For each `xml:id` of the header, the text of its element.
    pub(super) header: BTreeMap<&'t str, TextStream<'t>>,
}

impl<'t> Places<'t> {
    /// Collects the texts of a document.
    pub(super) fn of(tree: &'t Tree<'_>) -> Places<'t> {
        let root = tree.root_element();
        let child = |name: &str| root.children().find(|node| node.has_tag_name(tei(name)));
        let text = child("text").map(TextStream::of);
        let header = child("teiHeader").into_iter().flat_map(|header| header.descendants());
        // Only the identifiers that this program gives are looked at: one `person` after another would cost time for nothing.
        let named = header.filter_map(|node| node.attribute(XML_ID).filter(|id| id.starts_with("hd.")).map(|id| (id, node)));
        Places { text, header: named.map(|(id, node)| (id, TextStream::of(node))).collect() }
    }

    /// Puts the text of the source together; nothing where a piece lies outside the texts.
    pub(super) fn rebuild(&self, receipt: &Receipt) -> Option<String> {
        let mut text = String::with_capacity(receipt.source.bytes);
        for piece in &receipt.pieces {
            match piece {
                Piece::Text { at, length } => self.text.as_ref()?.copy(at, at.checked_add(length)?, &mut text)?,
                Piece::Header { id, at, length } => self.header.get(id)?.copy(at, at.checked_add(length)?, &mut text)?,
                Piece::Markup { verbatim, .. }
                | Piece::Layout { verbatim, .. }
                | Piece::Encoded { verbatim, .. }
                | Piece::Dropped { verbatim, .. } => {
                    text.push_str(verbatim);
                }
            }
        }
        Some(text)
    }

    /// Whether the pieces fill the places from the first byte to the last, each in its own bytes, and what stands in place of
    /// white space is what the receipt says: nothing was added, and nothing changed.
    pub(super) fn are_filled_by(&self, receipt: &Receipt) -> bool {
        let mut extents: BTreeMap<Option<&str>, Vec<Extent<'_>>> = BTreeMap::new();
        for (place, extent) in receipt.pieces.iter().filter_map(|piece| extent(&piece)) {
            extents.entry(place).or_default().push(extent);
        }
        extents.entry(None).or_default();
        extents.into_iter().all(|(id, mut extents)| {
            extents.sort_by_key(|extent| extent.at);
            match id.map_or(self.text.as_ref(), |id| self.header.get(id)) {
                Some(stream) => fills(stream, &extents),
                None => extents.is_empty(),
            }
        })
    }

    /// The digest of the words, of those places that the receipt names.
    pub(super) fn words_digest(&self, receipt: &Receipt) -> String {
        let mut names: Vec<Option<&str>> = receipt.pieces.iter().filter_map(|piece| extent(&piece)).map(|(id, _)| id).collect();
        names.sort_unstable();
        names.dedup();
        let streams = names.into_iter().filter_map(|id| id.map_or(self.text.as_ref(), |id| self.header.get(id)));
        digest(streams.flat_map(|stream| stream.runs().iter().map(|run| run.text)))
    }
}

/// The bytes of a place that a piece fills.
struct Extent<'r> {
    at: usize,
    length: usize,
    /// What stands there, where it is not the piece itself.
    replacement: Option<&'r str>,
}

/// The place that a piece fills, if it fills any: the `xml:id` of an element of the header, or none for the text.
fn extent<'r>(piece: &Piece<'r>) -> Option<(Option<&'r str>, Extent<'r>)> {
    let replacement = match piece {
        Piece::Layout { replacement, .. } => replacement.map(|it| it.text),
        Piece::Encoded { replacement, .. } => Some(replacement.text),
        _ => None,
    };
    piece.extent().map(|(id, at, length)| (id, Extent { at, length, replacement }))
}

/// Whether sorted extents fill a stream without gaps and overlaps, and replacements are what stands there.
fn fills(stream: &TextStream<'_>, extents: &[Extent<'_>]) -> bool {
    let mut at = 0;
    let mut there = String::new();
    for extent in extents {
        if extent.at != at {
            return false;
        }
        at = at.saturating_add(extent.length);
        if let Some(replacement) = extent.replacement {
            there.clear();
            if stream.copy(extent.at, at, &mut there).is_none() || there != replacement {
                return false;
            }
        }
    }
    at == stream.len()
}

/// The digest of some text, white space left out.
pub(super) fn digest<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut words = Words::default();
    texts.for_each(|text| words.add(text));
    words.digest()
}

/// How many bytes are handed over to a digest at once: words are short, and one by one they cost more than their digest.
const BLOCK: usize = 4096;

/// How many bytes are looked at together.
const EIGHT: usize = 8;

/// The digest of text that comes part by part, white space left out.
pub(super) struct Words {
    hasher: Sha256,
    block: [u8; BLOCK],
    filled: usize,
}

impl Default for Words {
    fn default() -> Words {
        Words { hasher: Sha256::new(), block: [0; BLOCK], filled: 0 }
    }
}

impl Words {
    /// Adds a part; no character may go on in the next one.
    pub(super) fn add(&mut self, text: &str) {
        let mut left = text.as_bytes();
        while let Some(&byte) = left.first() {
            if self.filled + 2 * EIGHT > BLOCK {
                self.hasher.update(&self.block[..self.filled]);
                self.filled = 0;
            }
            if let Some((&eight, rest)) = left.split_first_chunk()
                && !may_hold_other_space(u64::from_le_bytes(eight))
            {
                let (solid, length) = solid(eight);
                self.block[self.filled..self.filled + EIGHT].copy_from_slice(&solid);
                self.filled += length;
                left = rest;
                continue;
            }
            // White space may begin here that is none of ASCII, or little is left.
            let character = if starts_other_space(byte) { text[text.len() - left.len()..].chars().next() } else { None };
            let (here, rest) = left.split_at(character.map_or(1, char::len_utf8));
            self.block[self.filled..self.filled + here.len()].copy_from_slice(here);
            self.filled += match character {
                Some(character) if character.is_whitespace() => 0,
                Some(_) => here.len(),
                None => usize::from(IS_SOLID[usize::from(byte)]),
            };
            left = rest;
        }
    }

    /// The digest of all that was added, in hexadecimal.
    pub(super) fn digest(mut self) -> String {
        self.hasher.update(&self.block[..self.filled]);
        hexadecimal(&self.hasher.finalize())
    }
}

/// For each byte 1, or 0 where it is white space of ASCII.
static IS_SOLID: [u8; 256] = {
    let mut table = [1; 256];
    let mut left: &[u8] = b"\t\n\x0b\x0c\r ";
    while let [byte, rest @ ..] = left {
        table[*byte as usize] = 0;
        left = rest;
    }
    table
};

/// Eight bytes without white space of ASCII, and how many they are then; what stands behind them means nothing.
fn solid(eight: [u8; EIGHT]) -> ([u8; EIGHT], usize) {
    let (mut solid, mut length) = ([0; EIGHT], 0);
    for byte in eight {
        // The next one is written over a space: a branch would be guessed wrong too often.
        solid[length % EIGHT] = byte;
        length += usize::from(IS_SOLID[usize::from(byte)]);
    }
    (solid, length)
}

/// Whether white space may begin among eight bytes that is none of ASCII.
fn may_hold_other_space(bytes: u64) -> bool {
    const fn eight_times(byte: u8) -> u64 {
        u64::from_le_bytes([byte; EIGHT])
    }
    const HIGH: u64 = eight_times(0x80);
    let has_zero = |bytes: u64| bytes.wrapping_sub(eight_times(1)) & !bytes & HIGH != 0;
    bytes & HIGH != 0 && (has_zero(bytes ^ eight_times(0xc2)) || has_zero(bytes & eight_times(0xfc) ^ eight_times(0xe0)))
}

/// Whether white space may begin with the byte that is none of ASCII: U+0085, U+00A0, U+1680, and U+2000 to U+3000 do with these.
fn starts_other_space(byte: u8) -> bool {
    matches!(byte, 0xc2 | 0xe0..=0xe3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_words() {
        let text = "a  b\u{a0}c\u{c9}\u{3000}\u{3042}\u{2028}\u{1680}d\u{85}\u{1f600}\n".repeat(3);
        for text in [text, "w\u{f6}rd ".repeat(3_000), "\u{3042}\u{1680}".repeat(5_000), String::new()] {
            let words: String = text.split_whitespace().collect();
            assert_eq!(digest([text.as_str()].into_iter()), hexadecimal(&Sha256::digest(words.as_bytes())));
        }
    }
}
