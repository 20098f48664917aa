//! Tells which words stand for each other where two texts differ.

use std::ops::Range;

use crate::delta::{
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
    if olds.len() == news.len() {
        for (old_passage, new_passage) in olds.iter().zip(news) {
            if is_version(old_passage, new_passage) {
                change_blocks(old, new, old_passage.clone(), new_passage.clone(), steps);
            } else {
                alone(old_passage.clone(), new_passage.clone(), steps);
            }
        }
    } else {
        let old_end = last.first().map_or(old_words.end, |step| step.starts().0);
        let new_end = last.first().map_or(new_words.end, |step| step.starts().1);
        let start = |passages: &[Range<usize>], end: usize| passages.first().map_or(end, |passage| passage.start);
        alone(start(olds, old_end)..old_end, start(news, new_end)..new_end, steps);
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
    let old_end = last.first().map_or(old_words.end, |step| step.starts().0);
    let new_end = last.first().map_or(new_words.end, |step| step.starts().1);
    let start = |blocks: &[Range<usize>], end: usize| blocks.first().map_or(end, |block| block.start);
    alone(start(old_blocks, old_end)..old_end, start(new_blocks, new_end)..new_end, steps);
    steps.append(&mut last);
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

/// Replaces words one by one where there are as many, and all at once where there are not; keeps what is the same.
fn replace(spines: (&Spine<'_>, &Spine<'_>), old: Range<usize>, new: Range<usize>, steps: &mut Vec<Step>) {
    if old.len() != new.len() {
        steps.push(Step::Replace { old, new });
        return;
    }
    steps.extend(old.zip(new).map(|(old, new)| match spines.0.ids[old] == spines.1.ids[new] {
        true => Step::Keep { old, new, len: 1 },
        false => Step::Replace { old: old..old + 1, new: new..new + 1 },
    }));
}
