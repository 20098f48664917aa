//! A text node as it is written, for findings about some of its characters.

use std::ops::Range;

use crate::{
    diagnostic::Edit,
    source::Source,
    span::Span,
    xml::{Node, RawText, Tree},
};

/// How a text node is written.
#[derive(Debug)]
pub(in crate::rules) struct Written<'t> {
    source: &'t Source,
    raw: RawText,
}

impl<'t> Written<'t> {
    /// Reads how a text node is written.
    pub(in crate::rules) fn of(tree: &'t Tree<'t>, text: Node<'t>) -> Written<'t> {
        Written { source: tree.source(), raw: tree.raw_text(text) }
    }

    /// Where the bytes `range` of the decoded text stand.
    pub(in crate::rules) fn span(&self, range: Range<usize>) -> Span {
        self.raw.span(range)
    }

    /// The edit that puts `text` there; nothing where an entity, or the edge of a CDATA section, stands in the way.
    pub(in crate::rules) fn edit(&self, range: Range<usize>, text: &str) -> Option<Edit> {
        let span = self.span(range);
        let slice = self.source.slice(span)?;
        // `]]>` may not stand in a text, and may not be made there.
        let (before, after) = (self.source.text().get(..span.start)?, self.source.text().get(span.end..)?);
        let makes_end = before.ends_with(']') && after.starts_with([']', '>']);
        let is_plain = self.raw.is_exact() && !slice.contains(['<', ']']) && !makes_end;
        is_plain.then(|| Edit::new(span, text))
    }
}
