//! What stands in one document only.

use std::ops::Range;

use crate::delta::{
    Change, Class, Kind, Side,
    pairs::Lot,
    phrase::quote_words,
    scale::Scale,
    spine::{Gap, Part},
    view::View,
    words::segments,
};

/// One of the two ways in which a document has what the other has not.
pub(super) struct Way {
    whole: Kind,
    whole_done: &'static str,
    tags: Kind,
    tags_done: &'static str,
    sides: fn(Side) -> (Option<Side>, Option<Side>),
}

/// What the old document has alone.
pub(super) const GONE: Way = Way {
    whole: Kind::Delete,
    whole_done: "deleted",
    tags: Kind::Unwrap,
    tags_done: "taken from around",
    sides: |side| (Some(side), None),
};

/// What the new document has alone.
pub(super) const CAME: Way = Way {
    whole: Kind::Insert,
    whole_done: "inserted",
    tags: Kind::Wrap,
    tags_done: "put around",
    sides: |side| (None, Some(side)),
};

impl Way {
    /// Tells the parts that stand in one document only, but for those that moved; each with its place in the shared measure.
    pub(super) fn tell(&self, view: &mut View<'_, '_>, roles: &[Role], has_moved: impl Fn(usize) -> bool) -> Vec<(u32, Change)> {
        let mut changes = Vec::new();
        for (part, role) in roles.iter().enumerate() {
            let change = match role {
                Role::Whole if has_moved(part) => continue,
                Role::Whole => {
                    view.changed.push(view.span(part));
                    let (class, kind) = class_of_whole(view, part, self.whole);
                    self.change(view, part, (class, kind), view.written(part), told_whole(view, part, self.whole_done))
                }
                Role::Tags => {
                    view.mark_tags(part);
                    let name = view.spine.parts[part].node.tag_name().name();
                    let told = view.about(part, &format!("`{name}` {} {}", self.tags_done, view.quoted(part)));
                    self.change(view, part, (Class::Markup, self.tags), view.tag(part), told)
                }
                Role::Inner => {
                    view.mark_tags(part);
                    continue;
                }
                Role::Paired => continue,
            };
            changes.push((view.ranges[part].0, change));
        }
        changes
    }

    /// Tells words that stand in one document only, cut where words end at tags.
    pub(super) fn tell_words(&self, view: &mut View<'_, '_>, scale: &Scale, runs: Vec<Range<usize>>) -> Vec<(u32, Change)> {
        let mut changes = Vec::new();
        for words in runs.iter().flat_map(|run| segments(view.spine, run, Gap::Tag)) {
            let place = scale.shared(view.spine.ink_at(words.start));
            let part = view.part_of_word(words.start);
            let context = view.context(words.clone());
            let Some(side) = view.words(words) else { continue };
            let told = view.about(part, &format!("{} {}", quote_words(Some(&side)), self.whole_done));
            let change = self.change(view, part, (Class::Words, Kind::Words), side, told);
            changes.push((place, Change { context: Some(context), ..change }));
        }
        changes
    }

    fn change(&self, view: &View<'_, '_>, part: usize, (class, kind): (Class, Kind), side: Side, sentence: String) -> Change {
        let (old, new) = (self.sides)(side);
        let (element, place) = (view.element(part), view.place(part));
        Change { class, kind, manner: None, element, attribute: None, place, old, new, context: None, sentence }
    }
}

/// How a part that may stand in one document only is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// With all that it holds, as one change.
    Whole,
    /// As tags around what stays.
    Tags,
    /// Not by itself: with what holds it, or with the words around it.
    Inner,
    /// It has a partner.
    Paired,
}

pub(super) fn roles(view: &View<'_, '_>) -> Vec<Role> {
    let parts = &view.spine.parts;
    let mut holds_partner = vec![false; parts.len()];
    for index in (0..parts.len()).rev() {
        let is_paired = matches!(view.lots[index], Lot::Pair(..) | Lot::Piece) || holds_partner[index];
        if is_paired && parts[index].parent != index {
            holds_partner[parts[index].parent] = true;
        }
    }
    let mut roles: Vec<Role> = Vec::with_capacity(parts.len());
    for (index, lot) in view.lots.iter().enumerate() {
        let (from, to) = view.ranges[index];
        let is_in_whole = parts[index].parent != index && roles[parts[index].parent] == Role::Whole;
        let is_in_inner = is_in_whole || (parts[index].parent != index && roles[parts[index].parent] == Role::Inner);
        roles.push(match lot {
            Lot::Pair(..) | Lot::Piece => Role::Paired,
            Lot::Alone => Role::Whole,
            Lot::Inside | Lot::Label => Role::Inner,
            Lot::Tags if from == to && is_in_inner => Role::Inner,
            Lot::Tags if from == to && !holds_partner[index] => Role::Whole,
            Lot::Tags => Role::Tags,
        });
    }
    roles
}

/// The words of elements that went or came whole and are told by themselves or with others, in order.
pub(super) fn whole_elements(view: &View<'_, '_>) -> Vec<Range<usize>> {
    let whole = view.lots.iter().zip(&view.spine.parts).filter(|(lot, _)| matches!(lot, Lot::Alone | Lot::Label));
    let words = |(_, part): (_, &Part<'_>)| {
        let words = view.spine.words_in(part.from, part.to);
        // A word that goes on after the element is more than the element tells.
        let is_cut = !words.is_empty() && view.spine.ink_at(words.end) > part.to;
        words.start..words.end - usize::from(is_cut)
    };
    whole.map(words).collect()
}

/// The words of a run that no whole element covers; `whole` is read on.
pub(super) fn uncovered(run: &Range<usize>, whole: &mut &[Range<usize>]) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut at = run.start;
    while let [first, rest @ ..] = *whole {
        if first.start >= run.end {
            break;
        }
        left.push(at..first.start.max(at));
        at = at.max(first.end);
        *whole = rest;
    }
    left.push(at..run.end.max(at));
    left
}

pub(super) fn class_of_whole(view: &View<'_, '_>, part: usize, kind: Kind) -> (Class, Kind) {
    if view.spine.parts[part].node.is_element() { (Class::Structure, kind) } else { (Class::Comment, Kind::Comment) }
}

pub(super) fn told_whole(view: &View<'_, '_>, part: usize, done: &str) -> String {
    format!("{} {done}: {}", view.subject(part), view.quoted(part))
}
