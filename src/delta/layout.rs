//! What is written differently and says the same.

use crate::{
    delta::{
        Change, Class, Kind, Manner, Side,
        edits::{Edit, Region},
        view::View,
    },
    span::Span,
};

/// Tells the edits that belong to no change so far, each with its place in the shared measure.
pub(super) fn changes(old: &mut View<'_, '_>, new: &mut View<'_, '_>, regions: &[Region]) -> Vec<(u32, Change)> {
    old.changed.sort_unstable();
    new.changed.sort_unstable();
    let (old_changed, new_changed) = (Covered::of(&old.changed), Covered::of(&new.changed));
    let (mut old_changed, mut new_changed) = (Pointer(&old_changed.0), Pointer(&new_changed.0));
    let mut changes = Vec::new();
    for region in regions {
        let mut last: Option<Edit> = None;
        for &edit in &region.edits {
            let is_changed = [old_changed.touches(edit.old), new_changed.touches(edit.new)].contains(&true);
            match &mut last {
                _ if is_changed => changes.extend(last.take().map(|last| told(old, new, last, region))),
                // A tag is written differently once, in however many places.
                Some(last) if region.is_tag => {
                    (last.old, last.new) = (last.old.cover(edit.old), last.new.cover(edit.new));
                }
                _ => changes.extend(last.replace(edit).map(|last| told(old, new, last, region))),
            }
        }
        changes.extend(last.map(|last| told(old, new, last, region)));
    }
    changes
}

fn told(old: &View<'_, '_>, new: &View<'_, '_>, edit: Edit, region: &Region) -> (u32, Change) {
    let mark = &region.mark;
    let (before, after) = (old.slice(edit.old), new.slice(edit.new));
    let is_space = !region.is_tag && before.trim().is_empty() && after.trim().is_empty();
    let is_between = is_space && !old.is_in_text(edit.old);
    let (manner, what) = match before.contains('\n') || after.contains('\n') {
        _ if !is_space => (Manner::Written, "written differently"),
        true if is_between => (Manner::Indented, "line indented otherwise"),
        true => (Manner::Wrapped, "line broken otherwise"),
        false if is_between && is_after_line_end(old, edit.old) => (Manner::Indented, "line indented otherwise"),
        false => (Manner::Spaced, "white space differs"),
    };
    let change = Change {
        class: Class::Layout,
        kind: Kind::Layout,
        manner: Some(manner),
        element: old.element(mark.part),
        attribute: None,
        place: old.place(mark.part),
        old: Some(Side { span: edit.old, path: old.spine.path(mark.part), text: before.to_owned() }),
        new: Some(Side { span: edit.new, path: new.spine.path(mark.new_part), text: after.to_owned() }),
        context: None,
        sentence: old.about(mark.part, what),
    };
    (mark.shared, change)
}

/// Whether only white space stands between the end of a line and a place.
fn is_after_line_end(view: &View<'_, '_>, span: Span) -> bool {
    let before = view.slice(Span::new(0, span.start));
    before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])
}

/// Spans as they were sorted, with those joined that meet or overlap.
struct Covered(Vec<Span>);

impl Covered {
    fn of(sorted: &[Span]) -> Covered {
        let mut covered: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match covered.last_mut() {
                Some(last) if span.start <= last.end => *last = last.cover(*span),
                _ => covered.push(*span),
            }
        }
        Covered(covered)
    }
}

/// Sorted spans, read from left to right.
struct Pointer<'a>(&'a [Span]);

impl Pointer<'_> {
    /// Whether a span meets one of the sorted ones; the spans that are asked for rise.
    fn touches(&mut self, span: Span) -> bool {
        while let [first, rest @ ..] = self.0
            && first.end < span.start
        {
            self.0 = rest;
        }
        self.0.first().is_some_and(|first| first.start <= span.end)
    }
}
