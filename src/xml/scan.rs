//! Reading back what [`Writer`](crate::xml::Writer) wrote, without a tree.
//!
//! The scanner takes a small part of XML and refuses all else, well-formed or not: so that what it takes is well-formed by the
//! few rules that stand here, and means what any reader of XML finds in it. It knows nothing of how the text was written.

use crate::{
    span::Span,
    xml::{ReadError, TEXT_LIMIT, non_xml_chars},
};

/// One part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A start-tag, or the first half of an empty-element tag; [`Scanner::attributes`] has its attributes.
    Start(&'a str),
    /// Character data between two tags or ends of parts, as written: [`unescaped`] replaces its references.
    Text(&'a str),
    /// The end of the element that was started last.
    End,
}

/// Reads a document that [`Writer`](crate::xml::Writer) wrote, part by part.
///
/// ```
/// use teiwright::xml::{Scanner, Token};
///
/// let mut scanner = Scanner::new(["<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<p n=\"1\">a<lb/></p>\n"])?;
/// assert_eq!(scanner.token()?, Some(Token::Start("p")));
/// assert_eq!(scanner.attributes(), [("n", "1")]);
/// assert_eq!(scanner.token()?, Some(Token::Text("a")));
/// # Ok::<(), teiwright::xml::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Scanner<'a> {
    /// The parts after the one that is read.
    later: std::vec::IntoIter<&'a str>,
    text: &'a str,
    /// Where it begins in the document.
    start: usize,
    at: usize,
    open: Vec<&'a str>,
    attributes: Vec<(&'a str, &'a str)>,
    has_root: bool,
    /// Whether the last tag was an empty-element tag, whose end is still to be told.
    is_empty: bool,
}

/// What every document begins with.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// The references that the writer writes, and what they stand for.
const REFERENCES: &[(&str, char)] =
    &[("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#9;", '\t'), ("&#10;", '\n'), ("&#13;", '\r')];

impl<'a> Scanner<'a> {
    /// Begins a document, which may come in [`Parts`](crate::xml::Parts).
    ///
    /// # Errors
    /// [`ReadError::TooLarge`], or [`ReadError::Foreign`] where the declaration is missing, or a character stands in the text
    /// that XML cannot carry or that a reader would change.
    pub fn new(parts: impl IntoIterator<Item = &'a str>) -> Result<Scanner<'a>, ReadError> {
        let parts: Vec<&str> = parts.into_iter().collect();
        let mut start = 0;
        for (index, part) in parts.iter().enumerate() {
            if start + part.len() > TEXT_LIMIT {
                return Err(ReadError::TooLarge);
            }
            let changed = memchr::memchr(b'\r', part.as_bytes()).or_else(|| non_xml_chars(part).next().map(|(at, _)| at));
            let is_declared = index > 0 || part.starts_with(DECLARATION);
            if let Some(at) = changed.or((!is_declared).then_some(0)) {
                return Err(ReadError::Foreign { span: Span::at(start + at) });
            }
            start += part.len();
        }
        let mut later = parts.into_iter();
        let text = later.next().ok_or(ReadError::Foreign { span: Span::at(0) })?;
        let (open, attributes) = (Vec::new(), Vec::new());
        Ok(Scanner { later, text, start: 0, at: DECLARATION.len(), open, attributes, has_root: false, is_empty: false })
    }

    /// The next part; nothing after the root element.
    ///
    /// # Errors
    /// [`ReadError::Foreign`] where the text departs from what is written.
    pub fn token(&mut self) -> Result<Option<Token<'a>>, ReadError> {
        if std::mem::take(&mut self.is_empty) {
            self.open.pop();
            return Ok(Some(Token::End));
        }
        loop {
            let rest = self.rest();
            let length = self.data_length(rest)?;
            let (data, tag) = rest.split_at(length);
            if self.open.is_empty() {
                // Between and after declarations there is layout only.
                let layout = data.bytes().take_while(|byte| matches!(byte, b' ' | b'\n')).count();
                self.at += layout;
                if layout < length {
                    return Err(self.foreign());
                }
                match tag {
                    "" if layout > 0 => {}
                    "" if self.has_root => return Ok(None),
                    _ if tag.starts_with("<?") && !self.has_root => self.instruction(tag)?,
                    _ if tag.starts_with('<') && !self.has_root => return self.start(&tag[1..]).map(Some),
                    _ => return Err(self.foreign()),
                }
            } else if !data.is_empty() {
                self.at += length;
                return Ok(Some(Token::Text(data)));
            } else if let Some(end) = tag.strip_prefix("</") {
                return self.end(end).map(Some);
            } else {
                return self.start(tag.get(1..).unwrap_or_default()).map(Some);
            }
        }
    }

    /// What is still to be read of a part, or the next part.
    fn rest(&mut self) -> &'a str {
        while self.at == self.text.len()
            && let Some(next) = self.later.next()
        {
            self.start += self.text.len();
            (self.text, self.at) = (next, 0);
        }
        &self.text[self.at..]
    }

    /// The attributes of the start-tag that was read last, in order: names, and values as written.
    pub fn attributes(&self) -> &[(&'a str, &'a str)] {
        &self.attributes
    }

    /// The value of an attribute of that start-tag, as written.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(there, _)| *there == name).map(|(_, value)| *value)
    }

    /// A processing instruction before the root element.
    fn instruction(&mut self, tag: &str) -> Result<(), ReadError> {
        let end = tag.find("?>").ok_or_else(|| self.foreign())?;
        let name = tag[2..end].split(' ').next().unwrap_or_default();
        if name.is_empty() || name_length(name) < name.len() || name.eq_ignore_ascii_case("xml") {
            return Err(self.foreign());
        }
        self.at += end + 2;
        Ok(())
    }

    /// A start-tag or an empty-element tag, after its `<`.
    fn start(&mut self, tag: &'a str) -> Result<Token<'a>, ReadError> {
        let name = &tag[..name_length(tag)];
        if name.is_empty() {
            return Err(self.foreign());
        }
        self.attributes.clear();
        let mut rest = &tag[name.len()..];
        while let Some(attribute) = rest.strip_prefix(' ') {
            let local = attribute.strip_prefix("xml:").unwrap_or(attribute);
            let length = name_length(local);
            let (name, value) = attribute.split_at(attribute.len() - local.len() + length);
            let quoted = value.strip_prefix("=\"").ok_or_else(|| self.foreign())?;
            let value = self.value(quoted)?;
            if length == 0 || !self.may_have(name) {
                return Err(self.foreign());
            }
            self.attributes.push((name, value));
            rest = &quoted[value.len() + 1..];
        }
        let length = match rest.as_bytes() {
            [b'>', ..] => 1,
            [b'/', b'>', ..] => 2,
            _ => return Err(self.foreign()),
        };
        self.is_empty = length == 2;
        self.at += 1 + tag.len() - rest.len() + length;
        self.has_root = true;
        self.open.push(name);
        Ok(Token::Start(name))
    }

    /// Whether an attribute may stand in the tag that is read: once; a namespace is declared on the root element only, and for
    /// names without a prefix.
    fn may_have(&self, name: &str) -> bool {
        self.attributes.iter().all(|(earlier, _)| *earlier != name) && (name != "xmlns" || self.open.is_empty())
    }

    fn end(&mut self, tag: &str) -> Result<Token<'a>, ReadError> {
        let name = *self.open.last().expect("the caller found an open element");
        if tag.strip_prefix(name).is_none_or(|rest| !rest.starts_with('>')) {
            return Err(self.foreign());
        }
        self.open.pop();
        self.at += 2 + name.len() + 1;
        Ok(Token::End)
    }

    /// How long the character data are with which a text begins; a character that would have to be escaped is refused, and so are
    /// references that the writer does not write.
    fn data_length(&self, text: &str) -> Result<usize, ReadError> {
        for at in memchr::memchr3_iter(b'<', b'&', b'>', text.as_bytes()) {
            if text.as_bytes()[at] == b'<' {
                return Ok(at);
            }
            if !starts_reference(&text[at..]) {
                return Err(self.foreign());
            }
        }
        Ok(text.len())
    }

    /// The value that ends with the quotation mark after it; it is checked in the same way.
    fn value(&self, text: &'a str) -> Result<&'a str, ReadError> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|byte| ENDS_VALUE[usize::from(*byte)]) {
            at += found;
            match bytes[at] {
                b'"' => return Ok(&text[..at]),
                b'&' if starts_reference(&text[at..]) => at += 1,
                _ => break,
            }
        }
        Err(self.foreign())
    }

    fn foreign(&self) -> ReadError {
        ReadError::Foreign { span: Span::at(self.start + self.at) }
    }
}

/// Character data or a value with its references replaced, appended to `out`; only what a scanner gave has none but those it knows.
pub fn unescaped(data: &str, out: &mut String) {
    let mut rest = data;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = REFERENCES.iter().find(|(reference, _)| rest.starts_with(reference));
        let (length, character) = known.map_or((1, '&'), |(reference, character)| (reference.len(), *character));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

/// Whether a text begins with a reference that the writer writes.
fn starts_reference(text: &str) -> bool {
    REFERENCES.iter().any(|(reference, _)| text.starts_with(reference))
}

/// The length of the name without a colon with which a text begins, or 0; it is of ASCII characters only: the names of TEI are.
fn name_length(text: &str) -> usize {
    let begins = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    if !text.bytes().next().is_some_and(begins) {
        return 0;
    }
    text.bytes().position(|byte| !IN_NAME[usize::from(byte)]).unwrap_or(text.len())
}

/// The bytes of names: nearly every tag is looked at byte by byte.
static IN_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        byte += 1;
    }
    table
};

/// The bytes at which a value ends, or may have to be refused.
static ENDS_VALUE: [bool; 256] = {
    let mut table = [false; 256];
    let mut left: &[u8] = b"\"&<\t\n";
    while let [byte, rest @ ..] = left {
        table[*byte as usize] = true;
        left = rest;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    /// Reads a document whole; gives the place of the fault where there is one.
    fn read(body: &str) -> Result<String, usize> {
        let text = format!("{DECLARATION}\n{body}\n");
        let fault = |error: ReadError| error.span().start - DECLARATION.len() - 1;
        let mut scanner = Scanner::new([text.as_str()]).map_err(fault)?;
        let mut out = String::new();
        while let Some(token) = scanner.token().map_err(fault)? {
            match token {
                Token::Start(name) => out.push_str(&format!("({name}{}", scanner.attributes().len())),
                Token::Text(data) => unescaped(data, &mut out),
                Token::End => out.push(')'),
            }
        }
        let tree = xml::parse(&Source::from_text("a.xml", text.as_str())).is_ok();
        assert!(tree, "what is taken here is well-formed: {body}");
        Ok(out)
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(
            read("<?xml-model href=\"x\"?>\n<a n=\"1\" xml:id=\"b\">x<lb/> &lt;&#13;&amp;amp;</a>").as_deref(),
            Ok("(a2x(lb0) <\r&amp;)")
        );
    }

    #[test]
    fn what_is_not_well_formed_or_never_written_is_refused_at_its_place() {
        let cases = [
            ("<a></b>", 3),
            ("<a>", 4),
            ("<a/><b/>", 4),
            ("x<a/>", 0),
            ("<a/>x", 4),
            ("<a n=\"1\" n=\"2\"/>", 0),
            ("<a n='1'/>", 0),
            ("<a n=\"<\"/>", 0),
            ("<a n=\"\n\"/>", 0),
            ("<a  n=\"1\"/>", 0),
            ("<a x:n=\"1\"/>", 0),
            ("<x:a/>", 0),
            ("<1/>", 0),
            ("<a><b xmlns=\"x\"/></a>", 3),
            ("<a>]]></a>", 3),
            ("<a>&auml;</a>", 3),
            ("<a>&#1;</a>", 3),
            ("<a>x & y</a>", 3),
            ("<a>\r</a>", 3),
            ("<a>\u{1}</a>", 3),
            ("<a><!-- x --></a>", 3),
            ("<a><![CDATA[x]]></a>", 3),
            ("<a><?x y?></a>", 3),
            ("<!DOCTYPE a><a/>", 0),
            ("<?xml version=\"1.0\"?><a/>", 0),
            ("<?x <a/>", 0),
            ("<a", 0),
            ("", 1),
        ];
        for (body, at) in cases {
            assert_eq!(read(body), Err(at), "{body}");
        }
        assert!(Scanner::new(["<a/>"]).is_err());
    }
}
