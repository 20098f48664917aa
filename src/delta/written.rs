//! Where words stand in the source, as written.

use crate::{
    delta::spine::{Spine, Word},
    span::Span,
    xml::RawText,
};

/// The text node that was read last: words are asked for in their order.
#[derive(Default)]
pub(super) struct Written(Option<(u32, RawText)>);

impl Written {
    /// From the beginning of one word to the end of another.
    pub(super) fn span(&mut self, spine: &Spine<'_>, first: &Word, last: &Word) -> Span {
        let start = self.place(spine, first.start.0, first.start.1, first.start.1 + 1).start;
        Span::new(start, self.end(spine, last).max(start))
    }

    /// The end of a word.
    pub(super) fn end(&mut self, spine: &Spine<'_>, word: &Word) -> usize {
        self.place(spine, word.end.0, word.end.1.saturating_sub(1), word.end.1).end
    }

    fn place(&mut self, spine: &Spine<'_>, run: u32, from: u32, to: u32) -> Span {
        if self.0.as_ref().is_none_or(|(read, _)| *read != run) {
            self.0 = Some((run, spine.tree.raw_text(spine.runs[run as usize].node)));
        }
        self.0.as_ref().map_or(Span::at(0), |(_, raw)| raw.span(from as usize..to as usize))
    }
}
