//! The proof that nothing was lost: the written document is read again, and the source is found in it, byte by byte.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::{
    convert::{
        ConvertError,
        pieces::{Iter, Mark, Piece, Pieces, Replacement},
        places::Words,
    },
    source::Source,
    span::Span,
    tei::{NAMESPACE, content_of},
    transcript::decoded,
    xml::{Content, Parts, ReadError, Scanner, Token, unescaped},
};

/// Reads the written document with a reader that knows nothing of how it was written, and compares all that the pieces say of
/// it with the source; gives the digest of the words.
///
/// The text is compared as it is read, and never held: it may be longer than all else that is in memory.
///
/// # Errors
/// [`ConvertError::Read`] where the document is not what is written; [`ConvertError::Lost`] where the source does not come
/// back from it, where it holds text that no piece stands for, or where an element is missing that stands for words.
pub(super) fn prove(source: &Source, xml: &Parts, pieces: &Pieces) -> Result<String, ConvertError> {
    let mut reader = Reader { scanner: Scanner::new(xml.iter())?, open: Vec::new() };
    let header = reader.header()?;
    let Account { stretches, filled, mut marks } = Account::of(source, pieces, &header)?;
    let mut expected = Expected {
        source: source.text(),
        pieces,
        stretches: stretches.into_iter(),
        running: None,
        start: 0,
        at: 0,
        here: 0,
        left: &[],
    };
    let mut words = Words::default();
    reader.text(&mut expected, &mut marks, &mut words)?;
    expected.finish()?;
    match marks.missing() {
        Some(span) => Err(ConvertError::Lost { span }),
        None => {
            filled.keys().filter_map(|id| header.get(*id)).for_each(|text| words.add(text));
            Ok(words.digest())
        }
    }
}

/// Reads a document; white space where TEI allows elements only is no text.
struct Reader<'x> {
    scanner: Scanner<'x>,
    /// What the open elements hold.
    open: Vec<Content>,
}

impl<'x> Reader<'x> {
    fn next(&mut self) -> Result<Option<Token<'x>>, ReadError> {
        loop {
            let token = self.scanner.token()?;
            match token {
                Some(Token::Start(name)) => {
                    if self.open.is_empty() && self.scanner.attribute("xmlns") != Some(NAMESPACE) {
                        return Err(ReadError::Foreign { span: Span::at(0) });
                    }
                    self.open.push(content_of(name));
                }
                Some(Token::Text(data)) if self.open.last() == Some(&Content::Elements) && is_blank(data) => continue,
                Some(Token::End) => {
                    self.open.pop();
                }
                _ => {}
            }
            return Ok(token);
        }
    }

    /// Reads the document to the start-tag of `text`; gives the text of each element of the header that has one of our identifiers.
    fn header(&mut self) -> Result<BTreeMap<String, String>, ReadError> {
        let mut texts = BTreeMap::new();
        // The elements whose text is wanted: how deep they stand, their names, and what was read of them.
        let mut named: Vec<(usize, String, String)> = Vec::new();
        let mut is_header = false;
        while let Some(token) = self.next()? {
            match (token, self.open.len()) {
                (Token::Start("text"), 2) => break,
                (Token::Start(name), depth) => {
                    is_header = if depth == 2 { name == "teiHeader" } else { is_header };
                    let id = self.scanner.attribute("xml:id").filter(|id| is_header && id.starts_with("hd."));
                    named.extend(id.map(|id| (depth, id.to_owned(), String::new())));
                }
                (Token::Text(data), _) => named.iter_mut().for_each(|(_, _, text)| unescaped(data, text)),
                (Token::End, depth) => {
                    if let Some((_, id, text)) = named.pop_if(|(there, ..)| *there > depth) {
                        texts.insert(id, text);
                    }
                }
            }
        }
        Ok(texts)
    }

    /// Reads the rest of the document, and compares its text.
    fn text(&mut self, expected: &mut Expected<'_>, marks: &mut Marks<'_>, words: &mut Words) -> Result<(), ConvertError> {
        let mut plain = String::new();
        let mut at = 0;
        while self.open.len() > 1
            && let Some(token) = self.next()?
        {
            match token {
                Token::Start(name) => marks.meet(name, self.scanner.attributes(), at),
                Token::Text(data) => {
                    let text = if memchr::memchr(b'&', data.as_bytes()).is_none() {
                        data
                    } else {
                        plain.clear();
                        unescaped(data, &mut plain);
                        &plain
                    };
                    at += text.len();
                    expected.meet(text)?;
                    words.add(text);
                }
                Token::End => {}
            }
        }
        while self.next()?.is_some() {}
        Ok(())
    }
}

/// Whether there is nothing but white space; mostly it is what the writer puts between elements.
fn is_blank(data: &str) -> bool {
    data.bytes().all(|byte| matches!(byte, b' ' | b'\n')) || data.trim().is_empty()
}

/// What the pieces say of the document, found to be what the source and the header say.
struct Account<'r> {
    /// Pieces that follow one another in `text`, in the order of `text`: most documents have one stretch, and a note at its call
    /// makes another.
    stretches: Vec<Stretch>,
    /// The elements of the header with text of the source: the first byte and the byte after the last one of each part of theirs;
    /// neighbors are one at once, so that there are few.
    filled: BTreeMap<&'r str, Vec<(usize, usize)>>,
    marks: Marks<'r>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    /// Its first byte in `text`.
    at: usize,
    /// The first byte of its first piece in the source.
    start: usize,
    /// Its first piece.
    from: Mark,
}

impl<'r> Account<'r> {
    /// Goes through the pieces and sees that each is the part of the source that is its turn. What stands in `text` is taken for
    /// what it says, and is still to be compared.
    fn of(source: &Source, pieces: &'r Pieces, header: &BTreeMap<String, String>) -> Result<Account<'r>, ConvertError> {
        let mut stretches = Vec::new();
        let mut filled: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        let mut marks = Marks::default();
        let mut rest = source.text();
        let mut end = None;
        let mut iter = pieces.iter();
        loop {
            let from = iter.mark();
            let Some(piece) = iter.next() else { break };
            let start = source.text().len() - rest.len();
            let lost = || ConvertError::Lost { span: Span::at(start) };
            let here = match piece {
                Piece::Text { length, .. } | Piece::Header { length, .. } => rest.get(..length),
                Piece::Encoded { verbatim, replacement } if decoded(verbatim).as_deref() != Some(replacement.text) => None,
                Piece::Markup { verbatim, .. }
                | Piece::Layout { verbatim, .. }
                | Piece::Encoded { verbatim, .. }
                | Piece::Dropped { verbatim, .. } => rest.starts_with(verbatim).then_some(verbatim),
            };
            let here = here.ok_or_else(lost)?;
            rest = &rest[here.len()..];
            match piece.extent() {
                Some((None, at, length)) => {
                    if end != Some(at) {
                        stretches.push(Stretch { at, start, from });
                    }
                    end = Some(at.saturating_add(length));
                }
                Some((Some(id), at, length)) => {
                    let to = at.saturating_add(length);
                    let there = header.get(id).and_then(|text| text.get(at..to));
                    there.filter(|there| *there == written(&piece).unwrap_or(here)).ok_or_else(lost)?;
                    let parts = filled.entry(id).or_default();
                    match parts.last_mut() {
                        Some((_, end)) if *end == at => *end = to,
                        _ => parts.push((at, to)),
                    }
                }
                None => marks.expect(&piece, start),
            }
        }
        let is_whole = filled.iter_mut().all(|(id, parts)| {
            parts.sort_unstable();
            let reached = parts.iter().try_fold(0, |at, &(start, end)| (at == start).then_some(end));
            reached == header.get(*id).map(String::len)
        });
        if !rest.is_empty() || !is_whole {
            return Err(ConvertError::Lost { span: Span::at(source.text().len() - rest.len()) });
        }
        stretches.sort_unstable();
        marks.sort();
        Ok(Account { stretches, filled, marks })
    }
}

/// What stands in the document for a piece, where that is not the piece itself.
fn written<'r>(piece: &Piece<'r>) -> Option<&'r str> {
    match piece {
        Piece::Layout { replacement, .. } => replacement.map(|it| it.text),
        Piece::Encoded { replacement: Replacement { text, .. }, .. } => Some(text),
        _ => None,
    }
}

/// What `text` must hold, in its order.
struct Expected<'r> {
    source: &'r str,
    pieces: &'r Pieces,
    /// The stretches that are still to come.
    stretches: std::vec::IntoIter<Stretch>,
    /// The rest of the stretch that is met; what follows it is of another.
    running: Option<Iter<'r>>,
    /// Where its next piece stands in the source.
    start: usize,
    /// The byte of `text` after the last piece.
    at: usize,
    /// Where the piece that is met stands in the source.
    here: usize,
    /// What of it is still to be met.
    left: &'r [u8],
}

impl Expected<'_> {
    /// Compares what was read.
    fn meet(&mut self, text: &str) -> Result<(), ConvertError> {
        let mut text = text.as_bytes();
        loop {
            let (here, after) = text.split_at(text.len().min(self.left.len()));
            self.left = self.left.strip_prefix(here).ok_or(ConvertError::Lost { span: Span::at(self.here) })?;
            text = after;
            if text.is_empty() {
                return Ok(());
            }
            if !self.next()? {
                return Err(ConvertError::Lost { span: Span::at(self.source.len()) });
            }
        }
    }

    /// Goes to the next piece that stands in `text`, if there is one; it must begin where the last one ends.
    fn next(&mut self) -> Result<bool, ConvertError> {
        loop {
            let Some(piece) = self.running.as_mut().and_then(Iter::next) else {
                let Some(stretch) = self.stretches.next() else { return Ok(false) };
                if stretch.at != self.at {
                    return Err(ConvertError::Lost { span: Span::at(stretch.start) });
                }
                self.running = Some(self.pieces.from(stretch.from));
                self.start = stretch.start;
                continue;
            };
            let span = Span::new(self.start, self.start + piece.source_len());
            self.start = span.end;
            match piece.extent() {
                Some((None, at, length)) if at == self.at => {
                    self.at = at.saturating_add(length);
                    self.here = span.start;
                    self.left = written(&piece).unwrap_or(&self.source[span.range()]).as_bytes();
                    return Ok(true);
                }
                Some((None, ..)) => self.running = None,
                _ => {}
            }
        }
    }

    /// Sees that nothing is left.
    fn finish(&mut self) -> Result<(), ConvertError> {
        while self.left.is_empty() {
            if !self.next()? {
                return Ok(());
            }
        }
        Err(ConvertError::Lost { span: Span::at(self.here) })
    }
}

/// An element's name, and the name and value of the attribute that says the words.
type MarkKind<'r> = (&'r str, Option<(&'r str, &'r str)>);

/// The elements that stand for words of the source, by place and kind.
#[derive(Default)]
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
    /// Notes a piece that became an element of the text.
    fn expect(&mut self, piece: &Piece<'r>, start: usize) {
        let narrow = |number: usize| u32::try_from(number).expect("pieces hold no larger numbers, nor does a document");
        if let Piece::Markup { element, at: Some(at), attribute, .. } = *piece {
            let next = narrow(self.kinds.len());
            let kind = *self.kinds.entry((element, attribute)).or_insert(next);
            self.expected.push((narrow(at), kind, narrow(start)));
        }
    }

    /// Puts them in the order of the text.
    fn sort(&mut self) {
        self.expected.sort_unstable();
        self.expected.dedup_by_key(|(at, kind, _)| (*at, *kind));
        self.is_met = vec![false; self.expected.len()];
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
        let xml = converted.xml.to_string();
        assert!(xml.contains(from), "{xml}");
        let xml = Parts::from(xml.replacen(from, to, 1));
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
        // The layout after it is text then.
        check("</speaker>", "", Err(Some(6)));
        check("</body>", "", Err(None));
        check("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"", "<TEI xmlns=\"x\"", Err(None));
        check("<body>", "<body><!-- x -->", Err(None));
    }
}
