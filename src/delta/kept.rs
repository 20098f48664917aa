//! The words that two documents share, each where it stands in both.

use std::ops::Range;

use crate::{
    delta::{
        Scope,
        spine::{Numbers, Spine},
        words::{Step, align},
        written::Written,
    },
    span::Span,
    xml::Tree,
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
    let (mut old_written, mut new_written) = (Written::default(), Written::default());
    let mut between = |olds: Range<usize>, news: Range<usize>| Kept {
        old: old_written.span(&old, &old.words[olds.start], &old.words[olds.end - 1]),
        new: new_written.span(&new, &new.words[news.start], &new.words[news.end - 1]),
    };
    let mut kept = Vec::new();
    for step in align(&old, &new).steps {
        match step {
            Step::Keep { old, new, len } => {
                kept.extend((0..len).map(|by| between(old + by..old + by + 1, new + by..new + by + 1)));
            }
            Step::Replace { old, new } => kept.push(between(old, new)),
            Step::Delete { .. } | Step::Insert { .. } => {}
        }
    }
    kept
}
