//! Puts what stands below headings of parts into divisions.

use rustc_hash::FxHashMap;

use crate::transcript::{Block, HeadingRole, ParagraphRole, sections::Form};

/// The blocks below the level of headings, put into divisions; what ends nothing is told as it was.
pub(super) fn nest(mut blocks: Vec<Block>, forms: &[Form]) -> Vec<Block> {
    // Most texts have no parts, and need no second list.
    if forms.is_empty() {
        settle(&mut blocks, ParagraphRole::Narration);
        return blocks;
    }
    let levels = levels(&blocks, forms);
    let mut forms = forms.iter();
    let mut open: Vec<(usize, &'static str, Vec<Block>)> = vec![(0, "", Vec::new())];
    let close = |open: &mut Vec<(usize, &'static str, Vec<Block>)>| {
        if let Some((_, kind, blocks)) = open.pop() {
            open.last_mut().expect("the record itself is open").2.push(Block::Division { kind, blocks });
        }
    };
    let tail = blocks.iter().rposition(|block| {
        !matches!(block, Block::Closer(_) | Block::Trailer(_) | Block::Copies { .. }) && !block.is_furniture()
    });
    let tail = tail.map_or(0, |last| last + 1);
    for (index, block) in blocks.into_iter().enumerate() {
        if index == tail {
            while open.len() > 1 {
                close(&mut open);
            }
        }
        if !matches!(block, Block::Heading { role: HeadingRole::Part, .. }) {
            open.last_mut().expect("the record itself is open").2.push(block);
            continue;
        }
        let form = *forms.next().expect("each heading of a part has its form");
        let level = levels[&form];
        let (last, _, inside) = open.last().expect("the record itself is open");
        let goes_on = open.len() > 1 && *last == level && inside.iter().all(Block::is_heading);
        if !goes_on {
            while open.len() > 1 && open.last().is_some_and(|(last, ..)| *last >= level) {
                close(&mut open);
            }
            open.push((level, form.kind(), Vec::new()));
        }
        open.last_mut().expect("the record itself is open").2.push(block);
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let mut blocks = open.pop().map(|(_, _, blocks)| blocks).unwrap_or_default();
    settle(&mut blocks, ParagraphRole::Narration);
    blocks
}

/// The level of each form: where headings of one stand right above those of another, they are outside of them.
fn levels(blocks: &[Block], forms: &[Form]) -> FxHashMap<Form, usize> {
    let mut levels: FxHashMap<Form, usize> = forms.iter().map(|form| (*form, form.level() * 2 + 2)).collect();
    let mut forms = forms.iter().copied();
    let mut above: Option<Form> = None;
    let mut votes: FxHashMap<(Form, Form), usize> = FxHashMap::default();
    for block in blocks {
        match block {
            Block::Heading { role: HeadingRole::Part, .. } => {
                let form = forms.next();
                if let (Some(above), Some(form)) = (above, form) {
                    *votes.entry((above, form)).or_default() += 1;
                }
                above = form;
            }
            block if block.is_furniture() => {}
            _ => above = None,
        }
    }
    let mut votes: Vec<_> = votes.into_iter().collect();
    votes.sort_unstable();
    for ((outer, inner), count) in &votes {
        let against = votes.iter().find(|((one, other), _)| (one, other) == (inner, outer)).map_or(0, |(_, count)| *count);
        if levels[outer] > levels[inner] && *count > against {
            levels.insert(*outer, levels[inner] - 1);
        }
    }
    levels
}

/// A trailer stands at the end of its division, or is a paragraph.
pub(in crate::transcript) fn settle(blocks: &mut [Block], otherwise: ParagraphRole) {
    let mut is_tail = true;
    for block in blocks.iter_mut().rev() {
        match block {
            Block::Trailer(inlines) if !is_tail => {
                *block = Block::Paragraph { role: otherwise, inlines: std::mem::take(inlines) };
            }
            Block::Trailer(_)
            | Block::Closer(_)
            | Block::Copies { .. }
            | Block::Page { .. }
            | Block::RunningHead(_)
            | Block::Time { .. } => {}
            Block::Division { blocks, .. } => {
                settle(blocks, otherwise);
                is_tail = false;
            }
            _ => is_tail = false,
        }
    }
}
