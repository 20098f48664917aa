//! Deletions and insertions that could stand at several places: which place is meant.

use std::ops::Range;

use crate::delta::{
    align::Run,
    spine::{Gap, Spine, Word},
};

/// Moves deletions and insertions that could stand at several places to where they begin and end at the strongest boundaries.
///
/// In `A. Yes. B. Yes.` without its second speech, `B. Yes.` is gone, and not `Yes. B.`, though both leave the same words.
pub(super) fn slide(old: &Spine<'_>, new: &Spine<'_>, kept: &mut [Run]) {
    for at in 1..kept.len() {
        let (before, after) = kept.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), after.first_mut()) else { continue };
        let (old_gap, new_gap) = (left.old + left.len..right.old, left.new + left.len..right.new);
        let (spine, gap) = match (old_gap.is_empty(), new_gap.is_empty()) {
            (false, true) => (old, old_gap),
            (true, false) => (new, new_gap),
            _ => continue,
        };
        let shift = best_shift(spine, &gap, left.len, right.len);
        let (grown, shrunk) = if shift < 0 { (right, left) } else { (left, right) };
        let length = shift.unsigned_abs();
        grown.len += length;
        shrunk.len -= length;
        let moved = if shift < 0 { grown } else { shrunk };
        if shift < 0 {
            (moved.old, moved.new) = (moved.old - length, moved.new - length);
        } else {
            (moved.old, moved.new) = (moved.old + length, moved.new + length);
        }
    }
}

/// How far a gap moves, at most `left` words back and `right` words on.
fn best_shift(spine: &Spine<'_>, gap: &Range<usize>, left: usize, right: usize) -> isize {
    let ids = &spine.ids;
    let weight = |start: usize, end: usize| {
        let (start, end) = (spine.words.get(start), spine.words.get(end));
        let depth = |word: Option<&Word>| word.map_or(0, |word| word.depth);
        let glued = |word: Option<&Word>| word.is_some_and(|word| word.gap == Gap::Glued);
        (depth(start).max(depth(end)), depth(start).min(depth(end)), glued(start), glued(end))
    };
    let mut best = (weight(gap.start, gap.end), 0isize);
    let mut consider = |start: usize, end: usize, shift: isize| {
        let weight = weight(start, end);
        if weight < best.0 {
            best = (weight, shift);
        }
    };
    let back = (1..=left.min(gap.start)).take_while(|by| ids[gap.start - by] == ids[gap.end - by]);
    for by in back {
        consider(gap.start - by, gap.end - by, -by.cast_signed());
    }
    let on = (0..right.min(ids.len() - gap.end)).take_while(|by| ids[gap.start + by] == ids[gap.end + by]);
    for by in on {
        consider(gap.start + by + 1, gap.end + by + 1, (by + 1).cast_signed());
    }
    best.1
}

/// Lets go of a mark that is kept at the end of a label that went or came beside a changed word.
///
/// In `A: it rains. B: and snows` the full stop after `rains` stays where `B:` goes, even if `rains` changed too.
pub(super) fn release(old: &Spine<'_>, new: &Spine<'_>, kept: &[Run]) -> Vec<Run> {
    let mut released: Vec<Run> = Vec::with_capacity(kept.len());
    for run in kept {
        let (old_at, new_at) = released.last().map_or((0, 0), |last| (last.old + last.len, last.new + last.len));
        let mut run = *run;
        let has_both = old_at < run.old && new_at < run.new && run.len > 0;
        let in_label = (old.is_label(run.old), new.is_label(run.new));
        if has_both
            && in_label == (true, false)
            && let Some(at) = earlier(old, old_at..run.old)
        {
            released.push(Run { old: at, len: 1, ..run });
            run = Run { old: run.old + 1, new: run.new + 1, len: run.len - 1 };
        } else if has_both
            && in_label == (false, true)
            && let Some(at) = earlier(new, new_at..run.new)
        {
            released.push(Run { new: at, len: 1, ..run });
            run = Run { old: run.old + 1, new: run.new + 1, len: run.len - 1 };
        }
        released.push(run);
    }
    released
}

/// The last place in a range where the word after the range stands too, before a tag, if another tag follows that word.
fn earlier(spine: &Spine<'_>, range: Range<usize>) -> Option<usize> {
    let ends_at_tag = |at: usize| spine.words.get(at + 1).is_some_and(|word| word.gap >= Gap::Tag);
    let word = *spine.ids.get(range.end)?;
    if spine.words[range.end].gap != Gap::Glued || !ends_at_tag(range.end) {
        return None;
    }
    range.rev().find(|&at| spine.ids[at] == word && ends_at_tag(at))
}
