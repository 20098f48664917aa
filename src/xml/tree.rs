//! Any well-formed document, read-only, with the span of every part.

use std::ops::Range;

use roxmltree::Document;

use crate::{source::Source, span::Span};

/// A node of a [`Tree`]: the root, an element, a text node, a comment or a processing instruction.
pub type Node<'t> = roxmltree::Node<'t, 't>;

/// An attribute of an element.
pub type Attribute<'t> = roxmltree::Attribute<'t, 't>;

/// A well-formed document over its [`Source`].
#[derive(Debug)]
pub struct Tree<'s> {
    source: &'s Source,
    document: Document<'s>,
}

impl<'s> Tree<'s> {
    pub(super) fn new(source: &'s Source, document: Document<'s>) -> Tree<'s> {
        Tree { source, document }
    }

    /// The text that the tree was read from.
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// The root, whose children are the root element and the comments and processing instructions around it.
    pub fn root(&self) -> Node<'_> {
        self.document.root()
    }

    /// The root element.
    pub fn root_element(&self) -> Node<'_> {
        self.document.root_element()
    }

    /// The elements in document order.
    pub fn elements(&self) -> impl Iterator<Item = Node<'_>> {
        self.document.descendants().filter(Node::is_element)
    }

    /// The span of a node, as written, tags included; for a text node see [`Tree::text_span`].
    pub fn span(&self, node: Node<'_>) -> Span {
        node.range().into()
    }

    /// The span of an element's name in its start-tag, prefix included.
    pub fn name_span(&self, element: Node<'_>) -> Span {
        let start = element.range().start + 1;
        let rest = self.source.text().get(start..).unwrap_or_default();
        let length = rest.find(|character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>'));
        Span::new(start, start + length.unwrap_or(rest.len()))
    }

    /// The span of an element's start-tag, or of its empty-element tag, from `<` to `>`.
    pub fn start_tag_span(&self, element: Node<'_>) -> Span {
        // `>` may stand in an attribute value; after the last value it ends the tag.
        let start = element.range().start;
        let after = element.attributes().next_back().map_or(start, |attribute| attribute.range().end);
        let namespaces_and_end = self.source.text().get(after..).unwrap_or_default();
        let mut quote = None;
        for (at, character) in namespaces_and_end.char_indices() {
            match (quote, character) {
                (None, '>') => return Span::new(start, after + at + 1),
                (None, '"' | '\'') => quote = Some(character),
                (Some(open), close) if open == close => quote = None,
                _ => {}
            }
        }
        element.range().into()
    }

    /// The span of an attribute's name, prefix included.
    pub fn attribute_name_span(&self, attribute: Attribute<'_>) -> Span {
        attribute.range_qname().into()
    }

    /// The span of an attribute's value as written, without its quotation marks.
    pub fn attribute_value_span(&self, attribute: Attribute<'_>) -> Span {
        attribute.range_value().into()
    }

    /// The tokens of an attribute's value (XML 1.0, 3.3.3, as for NMTOKENS), cut from the text as written.
    ///
    /// Each token is decoded; its span holds the references as they stand in the file.
    pub fn tokens(&self, attribute: Attribute<'_>) -> Vec<(Span, String)> {
        let span = self.attribute_value_span(attribute);
        let raw = self.source.slice(span).unwrap_or_default();
        if !raw.contains('&') {
            let base = raw.as_ptr() as usize;
            return raw
                .split_ascii_whitespace()
                .map(|token| {
                    let start = span.start + (token.as_ptr() as usize - base);
                    (Span::new(start, start + token.len()), token.to_owned())
                })
                .collect();
        }
        decoded_tokens(raw, span.start, attribute.value())
    }

    /// The span of a text node as written, to the next sibling or the parent's end-tag.
    ///
    /// A text node put together from pieces (CDATA sections, entities) has the range of its first piece only.
    pub fn text_span(&self, text: Node<'_>) -> Span {
        let start = text.range().start;
        let end = match (text.next_sibling(), text.parent_element()) {
            (Some(next), _) => next.range().start,
            (None, Some(parent)) => {
                let outer = parent.range();
                self.source.text()[outer.clone()].rfind("</").map_or(outer.end, |at| outer.start + at)
            }
            (None, None) => text.range().end,
        };
        Span::new(start, end.max(text.range().end))
    }

    /// The span, as written, of the bytes `range` of a text node's decoded text; see [`Tree::raw_text`] for many ranges.
    pub fn raw_span(&self, text: Node<'_>, range: Range<usize>) -> Span {
        self.raw_text(text).span(range)
    }

    /// How a text node is written, to cut many ranges from it without reading it again for each.
    pub fn raw_text(&self, text: Node<'_>) -> RawText {
        let whole = self.text_span(text);
        let pieces = decoded_pieces(self.source.slice(whole).unwrap_or_default());
        // Where an entity holds elements, the text ends before them, and no span tells where.
        let length = text.text().map_or(0, str::len);
        let pieces = pieces.filter(|pieces| pieces.last().map_or(0, |piece| piece.decoded.end) == length);
        RawText { whole, pieces }
    }
}

/// A text node as written, beside what it decodes to.
#[derive(Clone, Debug)]
pub struct RawText {
    whole: Span,
    pieces: Option<Vec<Piece>>,
}

/// A piece of a text as written, and the bytes of the decoded text that it stands for.
#[derive(Clone, Debug)]
struct Piece {
    raw: Range<usize>,
    decoded: Range<usize>,
}

impl RawText {
    /// Whether spans are those of the very bytes asked for: no entity of the document's own stands in the text.
    pub fn is_exact(&self) -> bool {
        self.pieces.is_some()
    }

    /// The span, as written, of the bytes `range` of the decoded text.
    ///
    /// Where the text comes from an entity of the document's own, the span of the whole text node.
    pub fn span(&self, range: Range<usize>) -> Span {
        let Some(pieces) = &self.pieces else { return self.whole };
        let base = self.whole.start;
        let Some(first) = pieces.get(pieces.partition_point(|piece| piece.decoded.end <= range.start)) else {
            return Span::at(self.whole.end);
        };
        let start = base + first.raw.start + first.inner(range.start);
        if range.is_empty() {
            return Span::at(start);
        }
        let last = pieces.get(pieces.partition_point(|piece| piece.decoded.end < range.end));
        let end = last.map_or(self.whole.end, |piece| match piece.is_plain() {
            true => base + piece.raw.start + piece.inner(range.end),
            false => base + piece.raw.end,
        });
        Span::new(start, end)
    }
}

impl Piece {
    /// A piece that is written as it reads can be cut; any other is whole.
    fn is_plain(&self) -> bool {
        self.raw.len() == self.decoded.len()
    }

    fn inner(&self, decoded: usize) -> usize {
        if self.is_plain() { decoded.saturating_sub(self.decoded.start) } else { 0 }
    }
}

/// The pieces of a text as written, each with what it stands for: references, CDATA sections and line ends are decoded
/// (XML 1.0, 2.11 and 4.4). Gives nothing where a reference is to an entity of the document's own.
fn decoded_pieces(raw: &str) -> Option<Vec<Piece>> {
    const CDATA: &str = "<![CDATA[";
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |raw: Range<usize>, length: usize| {
        let from = pieces.last().map_or(0, |piece| piece.decoded.end);
        pieces.push(Piece { raw, decoded: from..from + length });
    };
    let mut at = 0;
    while at < raw.len() {
        let rest = &raw[at..];
        let (length, decoded) = if let Some(section) = rest.strip_prefix(CDATA) {
            let inner = section.find("]]>").unwrap_or(section.len());
            push(at..at + CDATA.len(), 0);
            at += CDATA.len();
            for line in section[..inner].split_inclusive("\r\n") {
                push(at..at + line.len(), line.len() - usize::from(line.ends_with("\r\n")));
                at += line.len();
            }
            ("]]>".len().min(raw.len() - at), 0)
        } else if rest.starts_with('&') {
            let length = rest.find(';')? + 1;
            (length, quick_xml::escape::unescape(&rest[..length]).ok()?.len())
        } else if rest.starts_with('\r') {
            (1 + usize::from(rest.starts_with("\r\n")), 1)
        } else {
            let length = rest.find(['&', '<', '\r']).unwrap_or(rest.len()).max(1);
            rest.get(..length)?;
            (length, length)
        };
        push(at..at + length, decoded);
        at += length;
    }
    Some(pieces)
}

/// Cuts tokens where white space or a reference to white space stands, and decodes each.
///
/// A value whose references do not decode to the parser's own value (entities of a DTD) is given as one token.
fn decoded_tokens(raw: &str, base: usize, value: &str) -> Vec<(Span, String)> {
    let mut tokens: Vec<(Span, String)> = Vec::new();
    let mut open = false;
    let mut at = 0;
    while let Some(character) = raw[at..].chars().next() {
        let (decoded, length) = match character {
            '&' => {
                let length = raw[at..].find(';').map_or(raw.len() - at, |end| end + 1);
                match quick_xml::escape::unescape(&raw[at..at + length]) {
                    Ok(decoded) => (decoded.into_owned(), length),
                    Err(_) => return vec![(Span::new(base, base + raw.len()), value.trim().to_owned())],
                }
            }
            _ => (character.to_string(), character.len_utf8()),
        };
        if decoded.chars().all(char::is_whitespace) {
            open = false;
        } else if let (true, Some((span, token))) = (open, tokens.last_mut()) {
            span.end = base + at + length;
            token.push_str(&decoded);
        } else {
            tokens.push((Span::new(base + at, base + at + length), decoded));
            open = true;
        }
        at += length;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    #[test]
    fn spans_come_from_the_text_as_written() {
        let text = "<t:sp xmlns:t='urn:t' who=\"#a&#x20;#b&amp;c \" n='>' xmlns:z='>'><t:p>x<![CDATA[y]]>z</t:p></t:sp>";
        let source = Source::from_text("a.xml", text);
        let tree = xml::parse(&source).expect("well-formed");
        let root = tree.root_element();
        let slice = |span| source.slice(span).expect("on character boundaries");
        assert_eq!(slice(tree.name_span(root)), "t:sp");
        let who = root.attribute_node("who").expect("there is one");
        let tokens: Vec<_> = tree.tokens(who).into_iter().map(|(span, token)| (slice(span).to_owned(), token)).collect();
        assert_eq!(tokens, [("#a".to_owned(), "#a".to_owned()), ("#b&amp;c".to_owned(), "#b&c".to_owned())]);
        assert!(slice(tree.start_tag_span(root)).ends_with("xmlns:z='>'>"));
        let paragraph = root.first_element_child().expect("there is one");
        let text = paragraph.first_child().expect("there is one");
        assert_eq!(slice(tree.text_span(text)), "x<![CDATA[y]]>z");
        assert_eq!(slice(tree.raw_span(text, 1..2)), "y");
        assert_eq!(slice(tree.raw_span(text, 0..3)), "x<![CDATA[y]]>z");
        assert_eq!(slice(tree.raw_span(text, 3..3)), "");
    }

    #[test]
    fn a_text_that_ends_in_an_entity_with_elements_is_not_cut() {
        let source = Source::from_text("a.xml", "<!DOCTYPE a [<!ENTITY m '<b/>'>]><a><![CDATA[ x ]]>yz&m;</a>");
        let tree = xml::parse(&source).expect("well-formed");
        let text = tree.root_element().first_child().expect("a text");
        assert_eq!((text.text(), tree.raw_text(text).is_exact()), (Some(" x yz"), false));
    }

    #[test]
    fn many_ranges_are_cut_from_one_reading() {
        let text = "<p>a&amp;\r\nb<![CDATA[c\r\nd]]>&#xe4;e</p>";
        let source = Source::from_text("a.xml", text);
        let tree = xml::parse(&source).expect("well-formed");
        let node = tree.root_element().first_child().expect("there is one");
        assert_eq!(node.text(), Some("a&\nbc\nd\u{e4}e"));
        let raw = tree.raw_text(node);
        let slice = |range| source.slice(raw.span(range)).expect("on character boundaries");
        assert_eq!(slice(0..1), "a");
        assert_eq!(slice(1..2), "&amp;");
        assert_eq!(slice(2..4), "\r\nb");
        assert_eq!(slice(6..7), "d");
        assert_eq!(slice(7..9), "&#xe4;");
        assert_eq!(slice(9..10), "e");
    }
}
