//! Writing XML: the only way out, and it lets nothing ill-formed through.

use std::borrow::Cow;

use crate::xml::{
    Parts,
    chars::{is_name_char, is_name_start, non_xml_chars},
};

/// What an element may hold, which decides where white space may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Elements only: white space between them means nothing, and the writer indents there.
    Elements,
    /// Text, or text and elements: every space is text, and the writer adds none.
    Mixed,
}

/// One step of a document that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A start-tag.
    Start {
        /// The element's qualified name.
        name: &'static str,
        /// The attributes in the order in which they are written: qualified name and value.
        attributes: Vec<(&'static str, Cow<'a, str>)>,
        /// What the element holds.
        content: Content,
    },
    /// Character data.
    Text(Cow<'a, str>),
    /// The end-tag of the element that was started last; an element without content becomes an empty-element tag.
    End,
    /// A processing instruction: target and data.
    Instruction(&'static str, Cow<'a, str>),
}

/// Why a document cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// XML does not allow the name.
    #[error("`{0}` is no name in XML")]
    Name(String),
    /// XML cannot carry the character.
    #[error("U+{:04X} is a character that XML cannot carry", u32::from(*.0))]
    Character(char),
    /// An attribute stands twice in one tag.
    #[error("the attribute `{0}` stands twice in one tag")]
    Attribute(String),
    /// A processing instruction whose data hold its own end, `?>`.
    #[error("the processing instruction `{0}` holds its own end")]
    Instruction(String),
    /// Text between elements where only elements may stand, or outside the root element.
    #[error("text stands in `{0}`, which holds elements only")]
    Text(String),
    /// More end-tags than start-tags, fewer, or a second root element.
    #[error("start-tags and end-tags do not pair")]
    Unbalanced,
}

/// As long as nearly any tag with its indent, in bytes.
const TAG: usize = 256;

/// Writes events as an indented XML document, and refuses what would not be well-formed.
///
/// ```
/// use teiwright::xml::{Content, Event, Writer};
///
/// let mut writer = Writer::new();
/// writer.write(&Event::Start { name: "p", attributes: vec![("n", "a\n\"b\"".into())], content: Content::Mixed })?;
/// writer.write(&Event::Text("1 < 2".into()))?;
/// writer.write(&Event::End)?;
/// let xml = writer.finish()?;
/// assert!(xml.ends_with("<p n=\"a&#10;&quot;b&quot;\">1 &lt; 2</p>\n"));
/// # Ok::<(), teiwright::xml::WriteError>(())
/// ```
pub struct Writer {
    out: Parts,
    open: Vec<Open>,
    /// The names of the open elements, one behind the other.
    names: String,
    /// Whether the last start-tag still waits for its `>`: without content it becomes an empty-element tag.
    is_in_tag: bool,
    has_root: bool,
}

#[derive(Debug)]
struct Open {
    /// Where its name begins in `names`; it ends where the next begins.
    name: usize,
    content: Content,
    has_children: bool,
}

impl Default for Writer {
    fn default() -> Writer {
        Writer::new()
    }
}

impl Writer {
    /// Begins a document with its XML declaration.
    pub fn new() -> Writer {
        let out = Parts::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned());
        Writer { out, open: Vec::new(), names: String::new(), is_in_tag: false, has_root: false }
    }

    /// Writes one event.
    ///
    /// # Errors
    /// [`WriteError`] when the document would not be well-formed, or when text stands where the content is elements only.
    pub fn write(&mut self, event: &Event<'_>) -> Result<(), WriteError> {
        match event {
            Event::Start { name, attributes, content } => self.start(name, attributes, *content),
            Event::Text(text) => self.text(text),
            Event::End => self.end(),
            Event::Instruction(target, data) => {
                check_name(target)?;
                check_text(data)?;
                if data.contains("?>") {
                    return Err(WriteError::Instruction((*target).to_owned()));
                }
                self.end_tag();
                self.break_line();
                for part in ["<?", target, " ", data, "?>"] {
                    self.out.push_str(part);
                }
                Ok(())
            }
        }
    }

    /// Writes a start-tag whose attributes have names that are known only at run time; otherwise as [`Event::Start`].
    ///
    /// # Errors
    /// [`WriteError`] when the document would not be well-formed.
    pub fn write_start(&mut self, name: &str, attributes: &[(String, String)], content: Content) -> Result<(), WriteError> {
        self.start(name, attributes, content)
    }

    /// Ends the document, and gives it as one text.
    ///
    /// # Errors
    /// [`WriteError::Unbalanced`] when an element is open, or none was written.
    pub fn finish(self) -> Result<String, WriteError> {
        self.finish_parts().map(String::from)
    }

    /// Ends the document, and gives it in parts.
    ///
    /// # Errors
    /// As for [`Writer::finish`].
    pub fn finish_parts(mut self) -> Result<Parts, WriteError> {
        if !self.open.is_empty() || !self.has_root {
            return Err(WriteError::Unbalanced);
        }
        self.out.push_str("\n");
        Ok(self.out)
    }

    fn start<N: AsRef<str>, V: AsRef<str>>(
        &mut self,
        name: &str,
        attributes: &[(N, V)],
        content: Content,
    ) -> Result<(), WriteError> {
        check_name(name)?;
        if self.open.is_empty() && self.has_root {
            return Err(WriteError::Unbalanced);
        }
        for (index, (name, value)) in attributes.iter().enumerate() {
            let (name, value) = (name.as_ref(), value.as_ref());
            check_name(name)?;
            if !is_plain_value(value) {
                check_text(value)?;
            }
            if attributes[..index].iter().any(|(earlier, _)| earlier.as_ref() == name) {
                return Err(WriteError::Attribute(name.to_owned()));
            }
        }
        self.end_tag();
        self.out.make_room(TAG);
        if self.open.last().is_none_or(|parent| parent.content == Content::Elements) {
            self.break_line();
        }
        self.out.push_str("<");
        self.out.push_str(name);
        for (name, value) in attributes {
            let (name, value) = (name.as_ref(), value.as_ref());
            for part in [" ", name, "=\""] {
                self.out.push_str(part);
            }
            self.value(value);
            self.out.push_str("\"");
        }
        self.has_root = true;
        if let Some(parent) = self.open.last_mut() {
            parent.has_children = true;
        }
        self.open.push(Open { name: self.names.len(), content, has_children: false });
        self.names.push_str(name);
        self.is_in_tag = true;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), WriteError> {
        let is_plain = is_plain(text);
        if !is_plain {
            check_text(text)?;
        }
        match self.open.last() {
            Some(parent) if parent.content == Content::Mixed => {}
            Some(parent) => return Err(WriteError::Text(self.names[parent.name..].to_owned())),
            None => return Err(WriteError::Unbalanced),
        }
        if text.is_empty() {
            return Ok(());
        }
        self.end_tag();
        self.out.make_room(text.len());
        if is_plain {
            self.out.push_str(text);
            return Ok(());
        }
        // A carriage return would be read as a line feed (XML 1.0, 2.11).
        for (index, part) in text.split('\r').enumerate() {
            if index > 0 {
                self.out.push_str("&#13;");
            }
            self.escaped(part, memchr::memchr3_iter(b'&', b'<', b'>', part.as_bytes()));
        }
        Ok(())
    }

    /// A value for double quotation marks; white space other than a space would be normalized on reading (XML 1.0, 3.3.3).
    fn value(&mut self, value: &str) {
        if is_plain_value(value) {
            self.out.push_str(value);
            return;
        }
        let is_escaped = |byte: &u8| matches!(byte, b'&' | b'<' | b'"' | b'\t' | b'\n' | b'\r');
        let places = value.bytes().enumerate().filter(|(_, byte)| is_escaped(byte)).map(|(at, _)| at);
        self.escaped(value, places);
    }

    /// Writes text with references for the characters at these places.
    fn escaped(&mut self, text: &str, places: impl Iterator<Item = usize>) {
        let mut from = 0;
        for at in places {
            self.out.push_str(&text[from..at]);
            self.out.push_str(match text.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\t' => "&#9;",
                b'\n' => "&#10;",
                _ => "&#13;",
            });
            from = at + 1;
        }
        self.out.push_str(&text[from..]);
    }

    fn end(&mut self) -> Result<(), WriteError> {
        let element = self.open.pop().ok_or(WriteError::Unbalanced)?;
        if self.is_in_tag {
            self.is_in_tag = false;
            self.names.truncate(element.name);
            self.out.push_str("/>");
            return Ok(());
        }
        self.out.make_room(TAG);
        if element.content == Content::Elements && element.has_children {
            self.break_line();
        }
        for part in ["</", &self.names[element.name..], ">"] {
            self.out.push_str(part);
        }
        self.names.truncate(element.name);
        Ok(())
    }

    /// Ends the start-tag that waited for content.
    fn end_tag(&mut self) {
        if self.is_in_tag {
            self.is_in_tag = false;
            self.out.push_str(">");
        }
    }

    fn break_line(&mut self) {
        const SPACES: &str = "                                                                ";
        self.out.push_str("\n");
        let mut wanted = 2 * self.open.len();
        while wanted > 0 {
            let count = wanted.min(SPACES.len());
            self.out.push_str(&SPACES[..count]);
            wanted -= count;
        }
    }
}

/// Qualified names: a name, or two joined with a colon (Namespaces in XML 1.0, production 7).
fn check_name(name: &str) -> Result<(), WriteError> {
    // Nearly all names are letters of ASCII, with `xml:` before them at most.
    let local = name.strip_prefix("xml:").unwrap_or(name);
    if !local.is_empty() && local.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(());
    }
    let is_name = |part: &str| {
        let mut characters = part.chars();
        characters.next().is_some_and(is_name_start) && characters.all(is_name_char)
    };
    if name.splitn(2, ':').all(is_name) { Ok(()) } else { Err(WriteError::Name(name.to_owned())) }
}

/// Whether character data stand as they are: nothing in them is refused or replaced. Every byte is looked at, whatever was found,
/// since many are then looked at together.
fn is_plain(text: &str) -> bool {
    let is_control = |byte: u8| (byte < 0x20) & (byte != b'\t') & (byte != b'\n');
    let needs_care = |byte: u8| is_control(byte) | (byte == 0xef) | (byte == b'&') | (byte == b'<') | (byte == b'>');
    text.as_bytes().chunks(64).all(|bytes| !bytes.iter().fold(false, |found, byte| found | needs_care(*byte)))
}

/// The same of a value, which is short.
fn is_plain_value(value: &str) -> bool {
    value.bytes().all(|byte| byte >= 0x20 && !matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xef))
}

fn check_text(text: &str) -> Result<(), WriteError> {
    match non_xml_chars(text).next() {
        Some((_, character)) => Err(WriteError::Character(character)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(name: &'static str, content: Content) -> Event<'static> {
        Event::Start { name, attributes: Vec::new(), content }
    }

    #[test]
    fn only_element_content_is_indented() {
        let mut writer = Writer::new();
        for event in [
            start("div", Content::Elements),
            start("p", Content::Mixed),
            Event::Text("a\r".into()),
            start("hi", Content::Mixed),
            Event::End,
            Event::End,
            Event::End,
        ] {
            writer.write(&event).expect("the event is allowed");
        }
        let xml = writer.finish().expect("all is closed");
        assert_eq!(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<div>\n  <p>a&#13;<hi/></p>\n</div>\n");
    }

    #[test]
    fn what_would_be_ill_formed_is_refused() {
        assert_eq!(Writer::new().write(&start("a b", Content::Mixed)), Err(WriteError::Name("a b".to_owned())));
        assert_eq!(Writer::new().write(&Event::End), Err(WriteError::Unbalanced));
        assert_eq!(Writer::new().finish(), Err(WriteError::Unbalanced));
        let mut writer = Writer::new();
        writer.write(&start("a", Content::Elements)).expect("a root element");
        assert_eq!(writer.write(&Event::Text("x".into())), Err(WriteError::Text("a".to_owned())));
        let twice = Event::Start { name: "b", attributes: vec![("n", "1".into()), ("n", "2".into())], content: Content::Mixed };
        assert_eq!(writer.write(&twice), Err(WriteError::Attribute("n".to_owned())));
        let twice = [("n".to_owned(), String::new()), ("n".to_owned(), String::new())];
        assert_eq!(writer.write_start("b", &twice, Content::Mixed), Err(WriteError::Attribute("n".to_owned())));
        let ended = Event::Instruction("x", "a?>b".into());
        assert_eq!(writer.write(&ended), Err(WriteError::Instruction("x".to_owned())));
        writer.write(&start("p", Content::Mixed)).expect("a child element");
        assert_eq!(writer.write(&Event::Text("\u{1}".into())), Err(WriteError::Character('\u{1}')));
    }
}
