//! The words that two documents share, each where it stands in both.

use crate::{
    delta::{
        Scope,
        spine::{Numbers, Spine, Word},
        words::{Step, align},
    },
    span::Span,
    xml::{RawText, Tree},
};

/// Words that stand for each other in two documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where they stand in the old document.
    pub old: Span,
    /// Where they stand in the new document.
    pub new: Span,
}

/// Gives the words that [`between`](crate::delta::between) finds in both documents, one by one and in the order of both; words
/// that changed into others are given as one.
///
/// ```
/// use teiwright::{delta, source::Source, xml};
///
/// let old = Source::from_text("a.xml", "<p>To be</p>");
/// let new = Source::from_text("b.xml", "<p>To <hi>be</hi></p>");
/// let kept = delta::kept(&xml::parse(&old)?, &xml::parse(&new)?, &delta::Scope::default());
/// assert_eq!((old.slice(kept[1].old), new.slice(kept[1].new)), (Some("be"), Some("be")));
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn kept<'t>(old: &'t Tree<'t>, new: &'t Tree<'t>, scope: &Scope) -> Vec<Kept> {
    let mut numbers = Numbers::default();
    let (old, new) = (Spine::of(old, &mut numbers, scope), Spine::of(new, &mut numbers, scope));
    let (mut old_places, mut new_places) = (Places::of(&old), Places::of(&new));
    let mut kept = Vec::new();
    for step in align(&old, &new).steps {
        match step {
            Step::Keep { old, new, len } => {
                let word = |by| Kept { old: old_places.span(old + by, old + by), new: new_places.span(new + by, new + by) };
                kept.extend((0..len).map(word));
            }
            Step::Replace { old, new } => {
                let (old, new) = (old_places.span(old.start, old.end - 1), new_places.span(new.start, new.end - 1));
                kept.push(Kept { old, new });
            }
            Step::Delete { .. } | Step::Insert { .. } => {}
        }
    }
    kept
}

/// Where words stand as written; they are asked for in their order.
struct Places<'a, 't> {
    spine: &'a Spine<'t>,
    /// The text node that was read last.
    raw: Option<(u32, RawText)>,
}

impl<'a, 't> Places<'a, 't> {
    fn of(spine: &'a Spine<'t>) -> Places<'a, 't> {
        Places { spine, raw: None }
    }

    /// The span from the beginning of one word to the end of another.
    fn span(&mut self, first: usize, last: usize) -> Span {
        let (Word { start, .. }, Word { end, .. }) = (self.spine.words[first], self.spine.words[last]);
        let start = self.place(start.0, start.1, start.1 + 1).start;
        Span::new(start, self.place(end.0, end.1.saturating_sub(1), end.1).end.max(start))
    }

    fn place(&mut self, run: u32, from: u32, to: u32) -> Span {
        if self.raw.as_ref().is_none_or(|(read, _)| *read != run) {
            self.raw = Some((run, self.spine.tree.raw_text(self.spine.runs[run as usize].node)));
        }
        self.raw.as_ref().map_or(Span::at(0), |(_, raw)| raw.span(from as usize..to as usize))
    }
}
