//! Tells which words stand for each other where two texts differ.

use std::ops::Range;

use crate::delta::{
    counterparts::{self, Stretch},
    likeness::resemble,
    spine::{Gap, Spine},
    words::{Step, segments},
};

/// The most words of a whole passage that may stand for those of another with which it has nothing in common.
const UNLIKE_WORDS: usize = 3;

/// Pairs runs of different words passage by passage where the passages can be paired, and in these block by block.
pub(super) fn change(old: &Spine<'_>, new: &Spine<'_>, old_words: Range<usize>, new_words: Range<usize>, steps: &mut Vec<Step>) {
    let (olds, news) = (segments(old, &old_words, Gap::Passage), segments(new, &new_words, Gap::Passage));
    let (mut olds, mut news) = (olds.as_slice(), news.as_slice());
    let is_inside = |spine: &Spine<'_>, at: usize| spine.words.get(at).is_some_and(|word| word.gap < Gap::Passage);
    if let ([old_first, old_rest @ ..], [new_first, new_rest @ ..]) = (olds, news)
        && is_inside(old, old_words.start)
        && is_inside(new, new_words.start)
    {
        change_blocks(old, new, old_first.clone(), new_first.clone(), steps);
        (olds, news) = (old_rest, new_rest);
    }
    let mut last = Vec::new();
    if let ([old_rest @ .., old_last], [new_rest @ .., new_last]) = (olds, news)
        && is_inside(old, old_words.end)
        && is_inside(new, new_words.end)
    {
        change_blocks(old, new, old_last.clone(), new_last.clone(), &mut last);
        (olds, news) = (old_rest, new_rest);
    }
    let is_short = |spine: &Spine<'_>, passage: &Range<usize>| {
        passage.len() <= UNLIKE_WORDS && segments(spine, passage, Gap::Tag).len() == 1
    };
    let is_version = |old_passage: &Range<usize>, new_passage: &Range<usize>| {
        (is_short(old, old_passage) && is_short(new, new_passage)) || resemble((old, old_passage), (new, new_passage))
    };
    if olds.len() == news.len() && olds.iter().zip(news).all(|(old_passage, new_passage)| is_version(old_passage, new_passage)) {
        for (old_passage, new_passage) in olds.iter().zip(news) {
            change_blocks(old, new, old_passage.clone(), new_passage.clone(), steps);
        }
    } else {
        among((old, rest(olds, &last, old_words.end, Side::Old)), (new, rest(news, &last, new_words.end, Side::New)), steps);
    }
    steps.append(&mut last);
}

/// Pairs runs of different words block by block where the blocks can be paired.
fn change_blocks(old: &Spine<'_>, new: &Spine<'_>, old_words: Range<usize>, new_words: Range<usize>, steps: &mut Vec<Step>) {
    let (old_blocks, new_blocks) = (segments(old, &old_words, Gap::Tag), segments(new, &new_words, Gap::Tag));
    if old_blocks.len() == new_blocks.len() {
        for (old_block, new_block) in old_blocks.into_iter().zip(new_blocks) {
            replace((old, new), old_block, new_block, steps);
        }
        return;
    }
    // The first and the last blocks pair where both runs begin, or end, inside of a block.
    let begins_inside = |spine: &Spine<'_>, at: usize| spine.words.get(at).is_some_and(|word| word.gap < Gap::Tag);
    let (mut old_blocks, mut new_blocks) = (old_blocks.as_slice(), new_blocks.as_slice());
    if let ([old_first, old_rest @ ..], [new_first, new_rest @ ..]) = (old_blocks, new_blocks)
        && begins_inside(old, old_words.start)
        && begins_inside(new, new_words.start)
    {
        replace((old, new), old_first.clone(), new_first.clone(), steps);
        (old_blocks, new_blocks) = (old_rest, new_rest);
    }
    let mut last = Vec::new();
    if let ([old_rest @ .., old_last], [new_rest @ .., new_last]) = (old_blocks, new_blocks)
        && begins_inside(old, old_words.end)
        && begins_inside(new, new_words.end)
    {
        replace((old, new), old_last.clone(), new_last.clone(), &mut last);
        (old_blocks, new_blocks) = (old_rest, new_rest);
    }
    among(
        (old, rest(old_blocks, &last, old_words.end, Side::Old)),
        (new, rest(new_blocks, &last, new_words.end, Side::New)),
        steps,
    );
    steps.append(&mut last);
}

/// One of the two documents.
#[derive(Clone, Copy)]
enum Side {
    Old,
    New,
}

/// The words of segments that are left before the last steps; an empty range there if no segment is left.
fn rest(segments: &[Range<usize>], last: &[Step], end: usize, side: Side) -> Range<usize> {
    let end = last.first().map_or(end, |step| match side {
        Side::Old => step.starts().0,
        Side::New => step.starts().1,
    });
    segments.first().map_or(end, |segment| segment.start)..end
}

/// Pairs the blocks that are versions of each other, wherever they stand; the others stand alone.
fn among((old, old_words): (&Spine<'_>, Range<usize>), (new, new_words): (&Spine<'_>, Range<usize>), steps: &mut Vec<Step>) {
    let (mut old_at, mut new_at) = (old_words.start, new_words.start);
    let stretch = |spine, words: &Range<usize>| Stretch { spine, words: words.clone(), has_moved: &|_| false };
    let pairs = counterparts::of_blocks(&stretch(old, &old_words), &stretch(new, &new_words));
    for (old_block, new_block) in pairs.into_iter().flatten() {
        alone(old_at..old_block.start, new_at..new_block.start, steps);
        (old_at, new_at) = (old_block.end, new_block.end);
        replace((old, new), old_block, new_block, steps);
    }
    alone(old_at..old_words.end, new_at..new_words.end, steps);
}

/// Tells words that stand for no others.
pub(super) fn alone(old: Range<usize>, new: Range<usize>, steps: &mut Vec<Step>) {
    if !old.is_empty() {
        steps.push(Step::Delete { old: old.clone(), new: new.start });
    }
    if !new.is_empty() {
        steps.push(Step::Insert { old: old.end, new });
    }
}

/// Replaces words one by one where there are as many, and between words of the same letters where there are not; keeps what is
/// the same.
fn replace(spines: (&Spine<'_>, &Spine<'_>), old: Range<usize>, new: Range<usize>, steps: &mut Vec<Step>) {
    if old.len() == new.len() {
        steps.extend(old.zip(new).map(|(old, new)| one(spines, old, new)));
        return;
    }
    let (mut old_at, mut new_at) = (old.start, new.start);
    for (old_word, new_word) in counterparts::of_words((spines.0, old.clone()), (spines.1, new.clone())) {
        differ(old_at..old_word, new_at..new_word, steps);
        steps.push(one(spines, old_word, new_word));
        (old_at, new_at) = (old_word + 1, new_word + 1);
    }
    differ(old_at..old.end, new_at..new.end, steps);
}

fn one(spines: (&Spine<'_>, &Spine<'_>), old: usize, new: usize) -> Step {
    match spines.0.ids[old] == spines.1.ids[new] {
        true => Step::Keep { old, new, len: 1 },
        false => Step::Replace { old: old..old + 1, new: new..new + 1 },
    }
}

/// Words that stand for each other if both are there.
fn differ(old: Range<usize>, new: Range<usize>, steps: &mut Vec<Step>) {
    if old.is_empty() || new.is_empty() { alone(old, new, steps) } else { steps.push(Step::Replace { old, new }) }
}
