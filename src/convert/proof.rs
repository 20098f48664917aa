//! The proof that nothing was lost: the written document is read again, and the source is found in it, byte by byte.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::{
    convert::{
        ConvertError,
        pieces::{Piece, Pieces},
        places::digest,
    },
    source::Source,
    span::Span,
    tei::{NAMESPACE, content_of},
    transcript::decoded,
    xml::{Content, ReadError, Scanner, Token, unescaped},
};

/// Reads the written document with a reader that knows nothing of how it was written, and compares all that the pieces say of
/// it with the source; gives the digest of the words.
///
/// # Errors
/// [`ConvertError::Read`] where the document is not what is written; [`ConvertError::Lost`] where the source does not come
/// back from it, where it holds text that no piece stands for, or where an element is missing that stands for words.
pub(super) fn prove(source: &Source, xml: &str, pieces: &Pieces) -> Result<String, ConvertError> {
    let mut marks = Marks::of(pieces);
    let texts = Texts::read(xml, &mut marks)?;
    let filled = texts.check(source, pieces)?;
    match marks.missing() {
        Some(span) => Err(ConvertError::Lost { span }),
        None => Ok(digest(filled.extents.keys().filter_map(|id| texts.place(*id)))),
    }
}

/// The texts of the document to which the pieces point.
#[derive(Debug, Default)]
struct Texts {
    /// The text of `text`.
    text: String,
    /// The text of each element of the header that has one of our identifiers.
    header: BTreeMap<String, String>,
}

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    Outside,
    Header,
    Text,
}

impl Texts {
    /// Reads a document; white space where TEI allows elements only is no text.
    fn read(xml: &str, marks: &mut Marks<'_>) -> Result<Texts, ReadError> {
        let mut scanner = Scanner::new(xml)?;
        let mut texts = Texts { text: String::with_capacity(xml.len() / 2), ..Texts::default() };
        let mut open: Vec<Content> = Vec::new();
        // The elements of the header whose text is wanted: how deep they stand, their names, and what was read of them.
        let mut named: Vec<(usize, String, String)> = Vec::new();
        let mut region = Region::Outside;
        while let Some(token) = scanner.token()? {
            match token {
                Token::Start(name) => {
                    region = match (open.len(), name) {
                        (1, "teiHeader") => Region::Header,
                        (1, "text") => Region::Text,
                        (0 | 1, _) => Region::Outside,
                        _ => region,
                    };
                    if open.is_empty() && scanner.attribute("xmlns") != Some(NAMESPACE) {
                        return Err(ReadError::Foreign { span: Span::at(0) });
                    }
                    match region {
                        Region::Text => marks.meet(name, scanner.attributes(), texts.text.len()),
                        Region::Header => {
                            let id = scanner.attribute("xml:id").filter(|id| id.starts_with("hd."));
                            named.extend(id.map(|id| (open.len(), id.to_owned(), String::new())));
                        }
                        Region::Outside => {}
                    }
                    open.push(content_of(name));
                }
                Token::Text(data) => {
                    if open.last() == Some(&Content::Elements) && is_blank(data) {
                        continue;
                    }
                    match region {
                        Region::Text => unescaped(data, &mut texts.text),
                        Region::Header => named.iter_mut().for_each(|(_, _, text)| unescaped(data, text)),
                        Region::Outside => {}
                    }
                }
                Token::End => {
                    open.pop();
                    if let Some((_, id, text)) = named.pop_if(|(depth, ..)| *depth == open.len()) {
                        texts.header.insert(id, text);
                    }
                }
            }
        }
        Ok(texts)
    }

    /// Puts the source together and compares it as it comes; then sees that nothing else stands in the texts. Gives what is filled.
    fn check<'r>(&self, source: &Source, pieces: &'r Pieces) -> Result<Filled<'r>, ConvertError> {
        let mut filled = Filled::default();
        let mut rest = source.text();
        for piece in pieces {
            let lost = || ConvertError::Lost { span: Span::at(source.text().len() - rest.len()) };
            let extent = piece.extent();
            let there = extent.map(|(id, at, length)| self.place(id)?.get(at..at.checked_add(length)?));
            let verbatim = match (piece, there) {
                (Piece::Text { .. } | Piece::Header { .. }, there) => there.flatten().ok_or_else(lost)?,
                (Piece::Layout { verbatim, replacement: Some(replacement) }, Some(there)) if there == Some(replacement.text) => {
                    verbatim
                }
                (Piece::Encoded { verbatim, replacement }, Some(there))
                    if there == Some(replacement.text) && decoded(verbatim).as_deref() == there =>
                {
                    verbatim
                }
                (Piece::Layout { replacement: Some(_), .. } | Piece::Encoded { .. }, _) => return Err(lost()),
                (Piece::Markup { verbatim, .. } | Piece::Layout { verbatim, .. } | Piece::Dropped { verbatim, .. }, _) => {
                    verbatim
                }
            };
            rest = rest.strip_prefix(verbatim).ok_or_else(lost)?;
            if let Some((id, at, length)) = extent {
                filled.add(id, at, length);
            }
        }
        let is_whole = rest.is_empty() && filled.covers_all(|id| self.place(id).map(str::len));
        if is_whole { Ok(filled) } else { Err(ConvertError::Lost { span: Span::at(source.text().len() - rest.len()) }) }
    }

    fn place(&self, id: Option<&str>) -> Option<&str> {
        match id {
            Some(id) => self.header.get(id).map(String::as_str),
            None => Some(&self.text),
        }
    }
}

/// Whether there is nothing but white space; mostly it is what the writer puts between elements.
fn is_blank(data: &str) -> bool {
    data.bytes().all(|byte| matches!(byte, b' ' | b'\n')) || data.trim().is_empty()
}

/// Which bytes of the places are filled: neighbors are one extent at once, so that there are few.
#[derive(Debug, Default)]
struct Filled<'r> {
    extents: BTreeMap<Option<&'r str>, Vec<(usize, usize)>>,
    /// The extent that grows.
    last: Option<(Option<&'r str>, usize, usize)>,
}

impl<'r> Filled<'r> {
    fn add(&mut self, id: Option<&'r str>, at: usize, length: usize) {
        match &mut self.last {
            Some((there, _, end)) if *there == id && *end == at => *end += length,
            _ => {
                self.keep();
                self.last = Some((id, at, at + length));
            }
        }
    }

    fn keep(&mut self) {
        if let Some((id, start, end)) = self.last.take() {
            self.extents.entry(id).or_default().push((start, end));
        }
    }

    /// Whether each place is filled from its first byte to its last, each byte once; `text` is a place in any case.
    fn covers_all(&mut self, len: impl Fn(Option<&'r str>) -> Option<usize>) -> bool {
        self.keep();
        self.extents.entry(None).or_default();
        self.extents.iter_mut().all(|(id, extents)| {
            extents.sort_unstable();
            let reached = extents.iter().try_fold(0, |at, &(start, end)| (at == start).then_some(end));
            reached.is_some() && reached == len(*id)
        })
    }
}

/// An element's name, and the name and value of the attribute that says the words.
type MarkKind<'r> = (&'r str, Option<(&'r str, &'r str)>);

/// The elements that stand for words of the source, by place and kind.
struct Marks<'r> {
    kinds: FxHashMap<MarkKind<'r>, u32>,
    /// The place in the text, the kind, and where the words stand in the source; sorted.
    expected: Vec<(u32, u32, u32)>,
    /// Whether each was met.
    is_met: Vec<bool>,
    /// The first that stands no earlier than the last element that was met.
    next: usize,
}

impl<'r> Marks<'r> {
    fn of(pieces: &'r Pieces) -> Marks<'r> {
        let mut marks = Marks { kinds: FxHashMap::default(), expected: Vec::new(), is_met: Vec::new(), next: 0 };
        let narrow = |number: usize| u32::try_from(number).expect("pieces hold no larger numbers, nor does a document");
        let mut start = 0;
        for piece in pieces {
            if let Piece::Markup { element, at: Some(at), attribute, .. } = piece {
                let next = narrow(marks.kinds.len());
                let kind = *marks.kinds.entry((element, attribute)).or_insert(next);
                marks.expected.push((narrow(at), kind, narrow(start)));
            }
            start += piece.source_len();
        }
        marks.expected.sort_unstable();
        marks.expected.dedup_by_key(|(at, kind, _)| (*at, *kind));
        marks.is_met = vec![false; marks.expected.len()];
        marks
    }

    /// Notes an element that begins after so many bytes of the text, no fewer than the one before.
    fn meet(&mut self, name: &str, attributes: &[(&str, &str)], at: usize) {
        while self.expected.get(self.next).is_some_and(|(there, ..)| (*there as usize) < at) {
            self.next += 1;
        }
        if self.expected.get(self.next).is_none_or(|(there, ..)| *there as usize != at) {
            return;
        }
        self.meet_kind((name, None), at);
        let mut read = String::new();
        for (attribute, value) in attributes {
            read.clear();
            unescaped(value, &mut read);
            self.meet_kind((name, Some((attribute, &read))), at);
        }
    }

    fn meet_kind(&mut self, kind: MarkKind<'_>, at: usize) {
        let (Some(&kind), Ok(at)) = (self.kinds.get(&kind), u32::try_from(at)) else { return };
        let index = self.expected.partition_point(|(there, other, _)| (*there, *other) < (at, kind));
        if self.expected.get(index).is_some_and(|(there, other, _)| (*there, *other) == (at, kind)) {
            self.is_met[index] = true;
        }
    }

    /// Where words stand in the source for which no element was met.
    fn missing(&self) -> Option<Span> {
        let missing = self.expected.iter().zip(&self.is_met).find(|(_, is_met)| !**is_met);
        missing.map(|((_, _, start), _)| Span::at(*start as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Options, convert};

    /// What the proof says of a document in which `from` became `to`; the source is found with its receipt.
    #[track_caller]
    fn check(from: &str, to: &str, expected: Result<(), Option<usize>>) {
        let text = "ANNA: It was [illegible] and\r\nlate.[1]\n\nBERT: So it was, dear.\n\nANNA: Yes.\n\n[1] Very late.\n";
        let source = Source::from_text("a.txt", text);
        let converted = convert(&source, &Options::default()).expect("it is plain text").value;
        assert!(converted.xml.contains(from), "{}", converted.xml);
        let xml = converted.xml.replacen(from, to, 1);
        let proof = match prove(&source, &xml, &converted.receipt.pieces) {
            Ok(words) => {
                assert_eq!(words, converted.receipt.words);
                Ok(())
            }
            Err(ConvertError::Lost { span }) => Err(Some(span.start)),
            Err(ConvertError::Read(_)) => Err(None),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(proof, expected, "{from} -> {to}");
    }

    #[test]
    fn whatever_is_lost_changed_or_added_is_found() {
        check("<p>", "<p>", Ok(()));
        check("dear", "fear", Err(Some(46)));
        check("dear", "dea", Err(Some(46)));
        check("Yes.", "Yes. No.", Err(Some(91)));
        check("<speaker>BERT:", "<speaker>", Err(Some(40)));
        check("reason=\"illegible\"", "reason=\"redacted\"", Err(Some(13)));
        check("<gap reason=\"illegible\" resp=\"#hd.insertions\"/>", "", Err(Some(13)));
        check("xml:id=\"fn1\" n=\"1\"", "xml:id=\"fn1\" n=\"2\"", Err(Some(76)));
        check("</speaker>", "", Err(None));
        check("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"", "<TEI xmlns=\"x\"", Err(None));
        check("<body>", "<body><!-- x -->", Err(None));
    }
}
