//! Where the changes stand in both documents: stretches of text that came, went or moved, and boxes between words.

use crate::{
    delta::{Change, Kept, Kind, Side as Place},
    diff::render::html::{Pair, Side},
    span::Span,
};

/// A stretch of text that stands in one document only, or elsewhere in the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) span: Span,
    /// The change, by its place among those of the page.
    pub(super) change: usize,
}

/// What a box tells of its change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Where an element ends.
    End,
    /// All there is to say, or where an element begins.
    Whole,
}

/// A box at a place in a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) at: usize,
    pub(super) change: usize,
    pub(super) part: Part,
}

/// The marks of one document, in the order of their places.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) stretches: Vec<Stretch>,
    pub(super) labels: Vec<Label>,
}

/// The marks of both documents.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) old: Places,
    pub(super) new: Places,
}

impl Marks {
    /// Finds the marks of all changes.
    pub(super) fn of(changes: &[&Change], pair: &Pair<'_>) -> Marks {
        let mut marks = Marks::default();
        for (index, change) in changes.iter().enumerate() {
            marks.push(index, change, pair);
        }
        for places in [&mut marks.old, &mut marks.new] {
            places.stretches.sort_by_key(|stretch| (stretch.span.start, stretch.change));
            places.labels.sort_by_key(|label| (label.at, label.part, label.change));
        }
        marks
    }

    fn push(&mut self, index: usize, change: &Change, pair: &Pair<'_>) {
        let (old, new) = (change.old.as_ref(), change.new.as_ref());
        match change.kind {
            Kind::Words => {
                self.old.stretch(index, old);
                self.new.stretch(index, new);
            }
            Kind::Delete | Kind::Insert | Kind::Move => {
                self.old.label(index, old);
                self.old.stretch(index, old);
                self.new.label(index, new);
                self.new.stretch(index, new);
            }
            Kind::Wrap | Kind::Unwrap | Kind::Boundary => {
                self.old.around(index, old, &pair.old);
                self.new.around(index, new, &pair.new);
            }
            // A label that came with a cut, or went with a join, is told with it.
            Kind::Split => {
                self.new.label(index, new);
                self.new.speaker(index, new, &pair.new, |span| is_kept(&pair.kept, |word| word.new, span));
            }
            Kind::Merge => {
                self.old.label(index, old);
                self.old.speaker(index, old, &pair.old, |span| is_kept(&pair.kept, |word| word.old, span));
            }
            Kind::Attribute | Kind::Rename | Kind::Comment | Kind::Layout => match new {
                Some(_) => self.new.label(index, new),
                None => self.old.label(index, old),
            },
        }
    }
}

/// Whether a word that both documents have stands in a span of one of them.
fn is_kept(kept: &[Kept], side: impl Fn(&Kept) -> Span, span: Span) -> bool {
    let after = kept.partition_point(|word| side(word).end <= span.start);
    kept.get(after).is_some_and(|word| side(word).overlaps(span))
}

impl Places {
    fn stretch(&mut self, change: usize, place: Option<&Place>) {
        self.stretches.extend(place.map(|place| Stretch { span: place.span, change }));
    }

    fn label(&mut self, change: usize, place: Option<&Place>) {
        self.labels.extend(place.map(|place| Label { at: place.span.start, change, part: Part::Whole }));
    }

    fn around(&mut self, change: usize, place: Option<&Place>, side: &Side<'_>) {
        let Some(place) = place else { return };
        self.label(change, Some(place));
        if let Some(element) = side.tokens.element(place.span.start) {
            self.labels.push(Label { at: element.range().end, change, part: Part::End });
        }
    }

    fn speaker(&mut self, change: usize, place: Option<&Place>, side: &Side<'_>, is_kept: impl Fn(Span) -> bool) {
        let element = place.and_then(|place| side.tokens.element(place.span.start));
        let first = element.and_then(|element| element.first_element_child());
        let Some(first) = first.filter(|first| first.tag_name().name() == "speaker") else { return };
        let span = side.tree.span(first);
        if !is_kept(span) {
            self.stretches.push(Stretch { span, change });
        }
    }
}
