//! The proof that nothing was lost: the written document is read again, and the source is found in it, byte by byte.

use std::{borrow::Cow, cell::Cell, collections::BTreeMap};

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
        None => Ok(digest(filled.extents.keys().filter_map(|id| texts.place(*id)).flat_map(Flow::parts))),
    }
}

/// The texts of the document to which the pieces point.
#[derive(Debug, Default)]
struct Texts<'x> {
    /// The text of `text`.
    text: Flow<'x>,
    /// The text of each element of the header that has one of our identifiers.
    header: BTreeMap<String, Flow<'x>>,
}

/// A text in runs: what stands between two tags is taken where it stands, and copied only where it has escapes.
#[derive(Debug, Default)]
struct Flow<'x> {
    /// How many bytes stand before each run, and the run; none is empty.
    runs: Vec<(usize, Cow<'x, str>)>,
    length: usize,
    /// The run at which the last look ended: the next one mostly begins there.
    last: Cell<usize>,
}

impl<'x> Flow<'x> {
    /// Adds character data as it stands in the document.
    fn add(&mut self, data: &'x str) {
        let run = if memchr::memchr(b'&', data.as_bytes()).is_none() {
            Cow::Borrowed(data)
        } else {
            let mut text = String::new();
            unescaped(data, &mut text);
            Cow::Owned(text)
        };
        let at = self.length;
        self.length += run.len();
        if !run.is_empty() {
            self.runs.push((at, run));
        }
    }

    /// What of `text` is left after the `length` bytes from byte `at` on, if it begins with them.
    fn strip<'t>(&self, at: usize, length: usize, mut text: &'t str) -> Option<&'t str> {
        let end = at.checked_add(length).filter(|end| *end <= self.length)?;
        let mut from = at;
        let mut next = self.run_at(at);
        while let Some((start, run)) = self.runs.get(next).filter(|(start, _)| *start < end) {
            text = text.strip_prefix(run.get(from - start..run.len().min(end - start))?)?;
            from = start + run.len();
            self.last.set(next);
            next += 1;
        }
        Some(text)
    }

    /// The first run that ends after a byte.
    fn run_at(&self, at: usize) -> usize {
        let ends_after = |index: usize| self.runs.get(index).is_none_or(|(start, run)| start + run.len() > at);
        let starts_before = |index: usize| self.runs.get(index).is_some_and(|(start, _)| *start <= at);
        let near = [self.last.get(), self.last.get() + 1].into_iter().find(|index| starts_before(*index) && ends_after(*index));
        near.unwrap_or_else(|| self.runs.partition_point(|(start, run)| start + run.len() <= at))
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        self.runs.iter().map(|(_, run)| &**run)
    }
}

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    Outside,
    Header,
    Text,
}

impl<'x> Texts<'x> {
    /// Reads a document; white space where TEI allows elements only is no text.
    fn read(xml: &'x str, marks: &mut Marks<'_>) -> Result<Texts<'x>, ReadError> {
        let mut scanner = Scanner::new(xml)?;
        let mut texts = Texts::default();
        let mut open: Vec<Content> = Vec::new();
        // The elements of the header whose text is wanted: how deep they stand, their names, and what was read of them.
        let mut named: Vec<(usize, String, Flow<'x>)> = Vec::new();
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
                        Region::Text => marks.meet(name, scanner.attributes(), texts.text.length),
                        Region::Header => {
                            let id = scanner.attribute("xml:id").filter(|id| id.starts_with("hd."));
                            named.extend(id.map(|id| (open.len(), id.to_owned(), Flow::default())));
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
                        Region::Text => texts.text.add(data),
                        Region::Header => named.iter_mut().for_each(|(_, _, text)| text.add(data)),
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
            let holds = |text: &str| self.strip(extent, text) == Some("");
            let left = match piece {
                Piece::Text { .. } | Piece::Header { .. } => self.strip(extent, rest),
                Piece::Layout { verbatim, replacement: Some(replacement) } if holds(replacement.text) => {
                    rest.strip_prefix(verbatim)
                }
                Piece::Encoded { verbatim, replacement }
                    if holds(replacement.text) && decoded(verbatim).as_deref() == Some(replacement.text) =>
                {
                    rest.strip_prefix(verbatim)
                }
                Piece::Layout { replacement: Some(_), .. } | Piece::Encoded { .. } => None,
                Piece::Markup { verbatim, .. } | Piece::Layout { verbatim, .. } | Piece::Dropped { verbatim, .. } => {
                    rest.strip_prefix(verbatim)
                }
            };
            rest = left.ok_or_else(lost)?;
            if let Some((id, at, length)) = extent {
                filled.add(id, at, length);
            }
        }
        let is_whole = rest.is_empty() && filled.covers_all(|id| self.place(id).map(|text| text.length));
        if is_whole { Ok(filled) } else { Err(ConvertError::Lost { span: Span::at(source.text().len() - rest.len()) }) }
    }

    /// What is left of some text after what the document holds at an extent, if it begins with that.
    fn strip<'t>(&self, extent: Option<(Option<&str>, usize, usize)>, text: &'t str) -> Option<&'t str> {
        let (id, at, length) = extent?;
        self.place(id)?.strip(at, length, text)
    }

    fn place(&self, id: Option<&str>) -> Option<&Flow<'x>> {
        match id {
            Some(id) => self.header.get(id),
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
