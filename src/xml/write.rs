//! Writing XML: the only way out, and it lets nothing ill-formed through.

use std::borrow::Cow;

use quick_xml::{
    Writer as RawWriter,
    events::{BytesDecl, BytesEnd, BytesPI, BytesStart, BytesText, Event as RawEvent, attributes::Attribute},
    name::QName,
};

use crate::xml::chars::{is_name_char, is_name_start, is_xml_char};

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
        name: Cow<'a, str>,
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
    /// Text between elements where only elements may stand, or outside the root element.
    #[error("text stands in `{0}`, which holds elements only")]
    Text(String),
    /// More end-tags than start-tags, fewer, or a second root element.
    #[error("start-tags and end-tags do not pair")]
    Unbalanced,
}

/// Writes events as an indented XML document, and refuses what would not be well-formed.
///
/// ```
/// use teiwright::xml::{Content, Event, Writer};
///
/// let mut writer = Writer::new();
/// writer.write(&Event::Start { name: "p".into(), attributes: vec![("n", "a\n\"b\"".into())], content: Content::Mixed })?;
/// writer.write(&Event::Text("1 < 2".into()))?;
/// writer.write(&Event::End)?;
/// let xml = writer.finish()?;
/// assert!(xml.ends_with("<p n=\"a&#10;&quot;b&quot;\">1 &lt; 2</p>\n"));
/// # Ok::<(), teiwright::xml::WriteError>(())
/// ```
pub struct Writer {
    out: RawWriter<Vec<u8>>,
    open: Vec<Open>,
    pending: Option<BytesStart<'static>>,
    has_root: bool,
}

#[derive(Debug)]
struct Open {
    name: String,
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
        let mut writer = Writer { out: RawWriter::new(Vec::new()), open: Vec::new(), pending: None, has_root: false };
        writer.put(RawEvent::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        writer
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
                self.flush();
                self.break_line();
                self.put(RawEvent::PI(BytesPI::new(format!("{target} {data}"))));
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

    /// Ends the document.
    ///
    /// # Errors
    /// [`WriteError::Unbalanced`] when an element is open, or none was written.
    pub fn finish(mut self) -> Result<String, WriteError> {
        if !self.open.is_empty() || !self.has_root {
            return Err(WriteError::Unbalanced);
        }
        self.put(RawEvent::Text(BytesText::from_escaped("\n")));
        Ok(String::from_utf8(self.out.into_inner()).expect("only strings were written"))
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
        self.flush();
        if self.open.last().is_none_or(|parent| parent.content == Content::Elements) {
            self.break_line();
        }
        let mut tag = BytesStart::new(name.to_owned());
        for (index, (name, value)) in attributes.iter().enumerate() {
            let (name, value) = (name.as_ref(), value.as_ref());
            check_name(name)?;
            check_text(value)?;
            if attributes[..index].iter().any(|(earlier, _)| earlier.as_ref() == name) {
                return Err(WriteError::Attribute(name.to_owned()));
            }
            tag.push_attribute(Attribute { key: QName(name), value: escape_value(value) });
        }
        self.has_root = true;
        if let Some(parent) = self.open.last_mut() {
            parent.has_children = true;
        }
        self.open.push(Open { name: name.to_owned(), content, has_children: false });
        self.pending = Some(tag);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), WriteError> {
        check_text(text)?;
        match self.open.last() {
            Some(parent) if parent.content == Content::Mixed => {}
            Some(parent) => return Err(WriteError::Text(parent.name.clone())),
            None => return Err(WriteError::Unbalanced),
        }
        if !text.is_empty() {
            self.flush();
            self.put(RawEvent::Text(BytesText::from_escaped(quick_xml::escape::partial_escape(text))));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), WriteError> {
        let element = self.open.pop().ok_or(WriteError::Unbalanced)?;
        match self.pending.take() {
            Some(tag) => self.put(RawEvent::Empty(tag)),
            None => {
                if element.content == Content::Elements && element.has_children {
                    self.break_line();
                }
                self.put(RawEvent::End(BytesEnd::new(element.name)));
            }
        }
        Ok(())
    }

    /// Writes the start-tag that waited for content.
    fn flush(&mut self) {
        if let Some(tag) = self.pending.take() {
            self.put(RawEvent::Start(tag));
        }
    }

    fn break_line(&mut self) {
        let indent = format!("\n{}", "  ".repeat(self.open.len()));
        self.put(RawEvent::Text(BytesText::from_escaped(indent)));
    }

    fn put(&mut self, event: RawEvent<'_>) {
        self.out.write_event(event).expect("writing to memory does not fail");
    }
}

/// Qualified names: a name, or two joined with a colon (Namespaces in XML 1.0, production 7).
fn check_name(name: &str) -> Result<(), WriteError> {
    let is_name = |part: &str| {
        let mut characters = part.chars();
        characters.next().is_some_and(is_name_start) && characters.all(is_name_char)
    };
    if name.splitn(2, ':').all(is_name) { Ok(()) } else { Err(WriteError::Name(name.to_owned())) }
}

fn check_text(text: &str) -> Result<(), WriteError> {
    match text.chars().find(|&character| !is_xml_char(character)) {
        Some(character) => Err(WriteError::Character(character)),
        None => Ok(()),
    }
}

/// A value for double quotation marks; white space other than a space would be normalized on reading (XML 1.0, 3.3.3).
fn escape_value(value: &str) -> Cow<'static, str> {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(name: &'static str, content: Content) -> Event<'static> {
        Event::Start { name: name.into(), attributes: Vec::new(), content }
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
        let twice =
            Event::Start { name: "b".into(), attributes: vec![("n", "1".into()), ("n", "2".into())], content: Content::Mixed };
        assert_eq!(writer.write(&twice), Err(WriteError::Attribute("n".to_owned())));
        let twice = [("n".to_owned(), String::new()), ("n".to_owned(), String::new())];
        assert_eq!(writer.write_start("b", &twice, Content::Mixed), Err(WriteError::Attribute("n".to_owned())));
        writer.write(&start("p", Content::Mixed)).expect("a child element");
        assert_eq!(writer.write(&Event::Text("\u{1}".into())), Err(WriteError::Character('\u{1}')));
    }
}
