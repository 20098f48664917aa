//! What is written differently and says the same.

use crate::{
    delta::{Change, Class, Kind, Side, pairs::Lot, view::View},
    span::Span,
};

/// A place that both documents have: a tag of paired elements, or a paired comment.
#[derive(Clone, Copy)]
struct Mark {
    old: Span,
    new: Span,
    /// The old part, for its path.
    part: usize,
    new_part: usize,
    shared: u32,
}

/// Finds where the documents differ as written although nothing else differs there, each with its place in the shared measure.
pub(super) fn changes(old: &mut View<'_, '_>, new: &mut View<'_, '_>) -> Vec<(u32, Change)> {
    old.changed.sort_unstable();
    new.changed.sort_unstable();
    let (mut old_changed, mut new_changed) = (Pointer(&old.changed), Pointer(&new.changed));
    let mut regions: Vec<(Span, Span, Mark)> = Vec::new();
    let mut compare = |old_span: Span, new_span: Span, mark: Mark| {
        let is_changed = [old_changed.touches(old_span), new_changed.touches(new_span)].contains(&true);
        if is_changed || old.slice(old_span) == new.slice(new_span) {
            return;
        }
        match regions.last_mut() {
            Some((last_old, last_new, _)) if last_old.end == old_span.start && last_new.end == new_span.start => {
                (*last_old, *last_new) = (last_old.cover(old_span), last_new.cover(new_span));
            }
            _ => regions.push((old_span, new_span, mark)),
        }
    };
    let mut last = Mark { old: Span::at(0), new: Span::at(0), part: 0, new_part: 0, shared: 0 };
    for mark in marks(old, new) {
        // A mark out of order in the new document has moved; the marks around it hold.
        if mark.old.start < last.old.end || mark.new.start < last.new.end {
            continue;
        }
        compare(Span::new(last.old.end, mark.old.start), Span::new(last.new.end, mark.new.start), last);
        compare(mark.old, mark.new, mark);
        last = mark;
    }
    let (old_end, new_end) = (old.spine.tree.source().text().len(), new.spine.tree.source().text().len());
    compare(Span::new(last.old.end, old_end), Span::new(last.new.end, new_end), last);
    regions.into_iter().map(|(old_span, new_span, mark)| told(old, new, old_span, new_span, mark)).collect()
}

/// The tags of paired elements, in the order of the old document.
fn marks(old: &View<'_, '_>, new: &View<'_, '_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (part, lot) in old.lots.iter().enumerate() {
        let Lot::Pair(new_part, _) = *lot else { continue };
        let (from, to) = old.ranges[part];
        marks.push(Mark { old: old.start_tag(part), new: new.start_tag(new_part), part, new_part, shared: from });
        if old.spine.parts[part].node.is_element() {
            marks.push(Mark { old: old.end_tag(part), new: new.end_tag(new_part), part, new_part, shared: to });
        }
    }
    marks.sort_by_key(|mark| (mark.old.start, mark.old.end));
    marks
}

fn told(old: &View<'_, '_>, new: &View<'_, '_>, old_span: Span, new_span: Span, mark: Mark) -> (u32, Change) {
    let (before, after) = (old.slice(old_span), new.slice(new_span));
    let prefix: usize =
        before.chars().zip(after.chars()).take_while(|(a, b)| a == b).map(|(character, _)| character.len_utf8()).sum();
    let (before, after) = (&before[prefix..], &after[prefix..]);
    let suffix: usize = before
        .chars()
        .rev()
        .zip(after.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let side = |span: Span, text: &str, path: String| {
        let span = Span::new(span.start + prefix, span.end - suffix);
        Some(Side { span, path, text: text[..text.len() - suffix].to_owned() })
    };
    let is_space = before[..before.len() - suffix].trim().is_empty() && after[..after.len() - suffix].trim().is_empty();
    let what = if is_space { "white space differs" } else { "written differently" };
    let change = Change {
        class: Class::Layout,
        kind: Kind::Layout,
        old: side(old_span, before, old.spine.path(mark.part)),
        new: side(new_span, after, new.spine.path(mark.new_part)),
        sentence: old.about(mark.part, what),
    };
    (mark.shared, change)
}

/// Sorted spans, read from left to right.
struct Pointer<'a>(&'a [Span]);

impl Pointer<'_> {
    /// Whether a span shares a byte with one of the sorted ones; the spans that are asked for rise.
    fn touches(&mut self, span: Span) -> bool {
        while let [first, rest @ ..] = self.0
            && first.end <= span.start
        {
            self.0 = rest;
        }
        self.0.first().is_some_and(|first| first.overlaps(span))
    }
}
