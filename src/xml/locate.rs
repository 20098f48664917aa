//! Finds the element that was left open, which the parser reports at the first character and without a name.

use quick_xml::{Reader, events::Event};

use crate::span::Span;

/// The start-tag that is left open in a text: its element's name and the name's span.
pub(super) struct OpenElement {
    pub(super) name: String,
    pub(super) span: Span,
}

/// Walks the text once more with a stack; gives the innermost element that is open where `end` lies.
///
/// At the end of the text, or at an end-tag of another name: the element that should have been closed there.
pub(super) fn innermost_open(text: &str, end: usize) -> Option<OpenElement> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<OpenElement> = Vec::new();
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        if start >= end {
            break;
        }
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                let at = start + text[start..].find(name.as_str())?;
                open.push(OpenElement { span: Span::new(at, at + name.len()), name });
            }
            Ok(Event::End(_)) => {
                open.pop();
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    open.pop()
}
