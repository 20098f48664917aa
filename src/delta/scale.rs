//! One measure for both documents: the ink that they share.

use crate::delta::{spine::Spine, words::Step};

/// What became of a stretch of ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    Replaced,
    /// Deleted, or inserted: it stands in one document only.
    Alone,
}

/// Maps the ink of one document to the shared measure.
///
/// Kept words count as much as they have ink; words that stand for other words count 2, so that a boundary before, within
/// and after them can be told; deleted and inserted words count nothing.
#[derive(Debug, Default)]
pub(super) struct Scale(Vec<Stretch>);

#[derive(Clone, Copy, Debug)]
struct Stretch {
    ink: u32,
    shared: u32,
    fate: Fate,
}

/// What words that stand for other words count.
const REPLACED: u32 = 2;

impl Scale {
    /// Makes the scales of both documents.
    pub(super) fn of(old: &Spine<'_>, new: &Spine<'_>, steps: &[Step]) -> (Scale, Scale) {
        let (mut old_scale, mut new_scale) = (Scale::default(), Scale::default());
        let mut shared = 0;
        for step in steps {
            match step {
                Step::Keep { old: from, new: to, len } => {
                    old_scale.push(old.ink_at(*from), shared, Fate::Kept);
                    new_scale.push(new.ink_at(*to), shared, Fate::Kept);
                    shared += old.ink_at(from + len) - old.ink_at(*from);
                }
                Step::Replace { old: from, new: to } => {
                    old_scale.push(old.ink_at(from.start), shared, Fate::Replaced);
                    new_scale.push(new.ink_at(to.start), shared, Fate::Replaced);
                    shared += REPLACED;
                }
                Step::Delete { old: from, .. } => old_scale.push(old.ink_at(from.start), shared, Fate::Alone),
                Step::Insert { new: to, .. } => new_scale.push(new.ink_at(to.start), shared, Fate::Alone),
            }
        }
        old_scale.push(old.ink, shared, Fate::Kept);
        new_scale.push(new.ink, shared, Fate::Kept);
        (old_scale, new_scale)
    }

    fn push(&mut self, ink: u32, shared: u32, fate: Fate) {
        self.0.push(Stretch { ink, shared, fate });
    }

    /// The shared measure at a place between two bytes of ink.
    pub(super) fn shared(&self, ink: u32) -> u32 {
        let Some(stretch) = self.stretch(ink) else { return 0 };
        let inside = ink - stretch.ink;
        stretch.shared
            + match stretch.fate {
                Fate::Kept => inside,
                Fate::Replaced => inside.min(1),
                Fate::Alone => 0,
            }
    }

    /// What became of the ink after a place.
    pub(super) fn fate(&self, ink: u32) -> Fate {
        self.stretch(ink).map_or(Fate::Kept, |stretch| stretch.fate)
    }

    fn stretch(&self, ink: u32) -> Option<&Stretch> {
        self.0.get(self.0.partition_point(|stretch| stretch.ink <= ink).checked_sub(1)?)
    }
}
