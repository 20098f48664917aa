//! The text of an element as one stream of characters, free of the layout of tags.

use crate::{
    tei::holds_elements_only,
    xml::{Node, Tree},
};

/// The character data of an element in document order, without the white space that stands where only elements may.
///
/// Comments, processing instructions, CDATA sections, references and indentation make no difference to it. Bytes of the
/// stream are counted over its decoded text.
#[derive(Clone, Debug)]
pub struct TextStream<'t> {
    runs: Vec<Run<'t>>,
    len: usize,
}

/// One text node of a [`TextStream`].
#[derive(Clone, Copy, Debug)]
pub struct Run<'t> {
    /// Where its first byte stands in the stream.
    pub offset: usize,
    /// The text node.
    pub node: Node<'t>,
    /// Its text, decoded.
    pub text: &'t str,
}

impl<'t> TextStream<'t> {
    /// Collects the stream of an element and all that it holds.
    pub fn of(element: Node<'t>) -> TextStream<'t> {
        let mut stream = TextStream { runs: Vec::new(), len: 0 };
        for node in element.descendants().filter(Node::is_text) {
            let text = node.text().unwrap_or_default();
            if text.trim().is_empty() && node.parent().is_some_and(holds_elements_only) {
                continue;
            }
            stream.runs.push(Run { offset: stream.len, node, text });
            stream.len += text.len();
        }
        stream
    }

    /// The text nodes in document order.
    pub fn runs(&self) -> &[Run<'t>] {
        &self.runs
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The run that holds the byte at `offset`.
    pub fn run_at(&self, offset: usize) -> Option<&Run<'t>> {
        let index = self.runs.partition_point(|run| run.offset <= offset).checked_sub(1)?;
        self.runs.get(index).filter(|run| offset < run.offset + run.text.len())
    }

    /// Appends the bytes from `start` to before `end` to `out`, or gives nothing where they leave the stream or cut a character.
    pub fn copy(&self, start: usize, end: usize, out: &mut String) -> Option<()> {
        let mut at = start;
        let mut index = self.runs.partition_point(|run| run.offset + run.text.len() <= start);
        while at < end {
            let run = self.runs.get(index)?;
            let to = end.min(run.offset + run.text.len());
            out.push_str(run.text.get(at.checked_sub(run.offset)?..to.checked_sub(run.offset)?)?);
            at = to;
            index += 1;
        }
        Some(())
    }

    /// The place in the file of the byte at `offset`, for messages.
    pub fn source_offset(&self, tree: &Tree<'_>, offset: usize) -> Option<usize> {
        let run = self.run_at(offset)?;
        Some(tree.raw_span(run.node, offset - run.offset..offset - run.offset).start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    #[test]
    fn layout_between_elements_is_no_text() {
        let text = "<div xmlns='http://www.tei-c.org/ns/1.0'>\n  <sp><speaker>A:</speaker>\n <p>x <hi>y</hi>\n<!-- no -->&amp;z</p></sp></div>";
        let source = Source::from_text("a.xml", text);
        let tree = xml::parse(&source).expect("well-formed");
        let stream = TextStream::of(tree.root_element());
        let mut out = String::new();
        stream.copy(0, stream.len(), &mut out).expect("the whole stream");
        assert_eq!(out, "A:x y\n&z");
        assert_eq!(stream.copy(2, 99, &mut out), None);
        let at = stream.source_offset(&tree, 6).expect("inside");
        assert_eq!(&text[at..at + 6], "&amp;z");
    }
}
