//! Directions of a play without brackets: who comes and goes, and what stands below the heading of a scene.

use std::ops::Range;

use crate::transcript::{
    layout::Layout,
    names::{in_capitals, is_small},
    play::{Play, items::Item},
};

/// The longest direction about coming and going, in lines, and all that tells where a scene is set.
const MOVEMENT_LIMIT: usize = 4;
const SETTING_LIMIT: usize = 60;

impl Play<'_, '_> {
    /// Where a direction about coming and going ends that begins with a line: lines between blank ones, or the last line before a
    /// blank one or a label.
    pub(super) fn movement_end(&self, line: usize, to: usize, is_after_label: bool) -> Option<usize> {
        let lines = &self.layout.lines;
        let is_label = |line: usize| self.labels.binary_search_by_key(&line, |label| label.line).is_ok();
        let is_open = |line: usize| line >= to || lines[line].is_blank() || lines[line - 1].ends_page || is_label(line);
        let stands_first = line == 0 || lines[line - 1].is_blank() || lines[line - 1].ends_page;
        if stands_first && !is_after_label {
            let end = (line + 1..=line + MOVEMENT_LIMIT).find(|&line| is_open(line))?;
            return (line + 1..end).all(|next| goes_on(self.text, self.layout, next)).then_some(end);
        }
        let is_by_chance = line == 0 || is_label(line - 1) || goes_on(self.text, self.layout, line);
        (!is_by_chance && !stands_first && is_open(line + 1)).then_some(line + 1)
    }

    /// Makes directions of what stands between the heading of an act or a scene and its first speech, but for verse.
    ///
    /// Where brackets set directions off there, what has none is something else.
    pub(super) fn with_settings(&self, items: &mut [Item]) {
        let is_bracketed = |pair: &[Item]| match pair {
            [Item::Heading { rank: Some(_), .. }, Item::Blank, Item::Direction { start, .. }, ..]
            | [Item::Heading { rank: Some(_), .. }, Item::Direction { start, .. }, ..] => {
                self.text[*start..].starts_with(['(', '['])
            }
            _ => false,
        };
        if items.windows(3).any(is_bracketed) {
            return;
        }
        let mut at = 0;
        while at < items.len() {
            let begin = at + 1;
            at = begin;
            if !matches!(items[begin - 1], Item::Heading { rank: Some(_), .. }) {
                continue;
            }
            let is_between =
                |item: &&Item| matches!(item, Item::Blank | Item::Page(_) | Item::Direction { .. } | Item::Passage { .. });
            let end = begin + items[begin..].iter().take_while(is_between).count();
            let passages = || {
                items[begin..end].iter().filter_map(|item| match item {
                    Item::Passage { lines, .. } => Some(lines),
                    _ => None,
                })
            };
            let words = |line: usize| &self.text[self.layout.lines[line].content.range()];
            // A name in capitals above other lines is a label that was missed, and a line without letters sets no scene.
            let is_other = |lines: &Range<usize>| {
                lines.len() > 1 && in_capitals(words(lines.start)) || !words(lines.start).contains(char::is_alphabetic)
            };
            if passages().any(is_other) {
                continue;
            }
            let are_prose =
                passages().all(|lines| (lines.start + 1..lines.end).all(|line| goes_on(self.text, self.layout, line)));
            let count: usize = passages().map(ExactSizeIterator::len).sum();
            if !matches!(items.get(end), Some(Item::Label(_))) || !are_prose || count > SETTING_LIMIT {
                continue;
            }
            for item in &mut items[begin..end] {
                if let Item::Passage { start, lines, .. } = item {
                    *item = Item::Direction { start: *start, lines: lines.clone() };
                }
            }
        }
    }
}

/// Where most of what is said stands far in from the margin, as in scripts for films, no words go on from the verse of another.
pub(super) fn without_continued(items: &mut [Item]) {
    let mut count = (0, 0);
    let mut is_after_label = false;
    for item in items.iter() {
        if let Item::Passage { is_continued, .. } = item {
            count = (count.0 + usize::from(is_after_label), count.1 + usize::from(*is_continued));
        }
        is_after_label = matches!(item, Item::Label(_)) || is_after_label && matches!(item, Item::Blank | Item::Direction { .. });
    }
    if count.1 * 3 > count.0 * 2 {
        for item in items {
            if let Item::Passage { is_continued, .. } = item {
                *is_continued = false;
            }
        }
    }
}

/// Whether a line goes on with the sentence of the line before it, as no line of verse does: that one is full, or no mark ends
/// it, or a small letter begins this one.
fn goes_on(text: &str, layout: &Layout, line: usize) -> bool {
    let words = |line: usize| &text[layout.lines[line].content.range()];
    let is_marked = words(line - 1).ends_with(['.', ',', ';', ':', '!', '?', '—', '–', '-', ')', ']', '_']);
    layout.is_full(line - 1, line) || !is_marked || words(line).starts_with(is_small)
}
