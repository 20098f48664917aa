//! Every byte that differs: what a patch needs, in the order of the text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    delta::{
        align::{Aligner, Hole, holes},
        pairs::Lot,
        spine::narrow,
        view::View,
    },
    span::Span,
};

/// Bytes of the old text, and the bytes of the new text that stand in their place; one of the two may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the old text.
    pub old: Span,
    /// The bytes of the new text.
    pub new: Span,
}

/// A place that both documents have: a tag of paired elements, or a paired comment.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    old: Span,
    new: Span,
    /// The old part, for its path.
    pub(super) part: usize,
    pub(super) new_part: usize,
    /// Where it stands in the shared measure.
    pub(super) shared: u32,
}

/// A part of both texts: a tag that both have, or what stands between two of these.
pub(super) struct Region {
    pub(super) edits: Vec<Edit>,
    /// The last tag that begins here or before.
    pub(super) mark: Mark,
    /// Whether this is a tag, and not what stands between two.
    pub(super) is_tag: bool,
}

/// The longest text in bytes whose single differences are looked for; a longer one is replaced as a whole.
const REFINED: usize = 1 << 17;

/// Finds the parts of two texts that differ, in order: outside of their edits the texts are the same, byte by byte.
pub(super) fn regions(old: &View<'_, '_>, new: &View<'_, '_>) -> Vec<Region> {
    let mut refiner = Refiner::default();
    let mut regions: Vec<Region> = Vec::new();
    let mut compare = |old_span: Span, new_span: Span, mark: Mark, is_tag: bool| {
        let (before, after) = (old.slice(old_span), new.slice(new_span));
        if before != after {
            let mut edits = refiner.refine(before, after);
            for edit in &mut edits {
                (edit.old, edit.new) = (shifted(edit.old, old_span.start), shifted(edit.new, new_span.start));
            }
            regions.push(Region { edits, mark, is_tag });
        }
    };
    let mut last = Mark { old: Span::at(0), new: Span::at(0), part: 0, new_part: 0, shared: 0 };
    for mark in marks(old, new) {
        // A mark out of order in the new document has moved; the marks around it hold.
        if mark.old.start < last.old.end || mark.new.start < last.new.end {
            continue;
        }
        compare(Span::new(last.old.end, mark.old.start), Span::new(last.new.end, mark.new.start), last, false);
        compare(mark.old, mark.new, mark, true);
        last = mark;
    }
    let (old_end, new_end) = (old.spine.tree.source().text().len(), new.spine.tree.source().text().len());
    compare(Span::new(last.old.end, old_end), Span::new(last.new.end, new_end), last, false);
    regions
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

fn shifted(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// Compares two short texts as written: words, runs of white space, and single other characters.
#[derive(Default)]
struct Refiner {
    aligner: Aligner,
}

impl Refiner {
    /// The edits from one text to another, in order.
    fn refine(&mut self, old: &str, new: &str) -> Vec<Edit> {
        let (prefix, suffix) = common_ends(old, new);
        let (old_rest, new_rest) = (&old[prefix..old.len() - suffix], &new[prefix..new.len() - suffix]);
        let whole = Edit { old: Span::new(prefix, prefix + old_rest.len()), new: Span::new(prefix, prefix + new_rest.len()) };
        if old_rest.is_empty() || new_rest.is_empty() || old_rest.len().max(new_rest.len()) > REFINED {
            return vec![whole];
        }
        let (olds, news) = (pieces(old_rest), pieces(new_rest));
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut number = |text| {
            let next = narrow(numbers.len());
            *numbers.entry(text).or_insert(next)
        };
        let old_ids: Vec<u32> = olds.iter().map(|piece| number(&old_rest[piece.clone()])).collect();
        let new_ids: Vec<u32> = news.iter().map(|piece| number(&new_rest[piece.clone()])).collect();
        let runs = self.aligner.runs(&old_ids, &new_ids);
        let edit = |hole: Hole| Edit {
            old: shifted(covered(&olds, &hole.old, old_rest.len()), prefix),
            new: shifted(covered(&news, &hole.new, new_rest.len()), prefix),
        };
        holes(&runs, 0..olds.len(), 0..news.len()).into_iter().map(edit).collect()
    }
}

/// The bytes of the equal beginning, and of the equal end after it.
fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let prefix = old.floor_char_boundary(same).min(new.floor_char_boundary(same));
    let (old, new) = (&old[prefix..], &new[prefix..]);
    let same = old.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
    // Equal bytes at the end begin a character in both texts or in neither.
    (prefix, old.len() - old.ceil_char_boundary(old.len() - same))
}

fn covered(pieces: &[Range<usize>], range: &Range<usize>, length: usize) -> Span {
    let start = |at: usize| pieces.get(at).map_or(length, |piece| piece.start);
    Span::new(start(range.start), start(range.end))
}

fn pieces(text: &str) -> Vec<Range<usize>> {
    let sort = |character: char| match character {
        _ if character.is_alphanumeric() => 1,
        _ if character.is_ascii_whitespace() => 2,
        _ => 0,
    };
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match pieces.last_mut() {
            Some(piece) if sort(character) != 0 && sort(character) == last => piece.end = end,
            _ => pieces.push(at..end),
        }
        last = sort(character);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn edits_are_small() {
        let edits = Refiner::default().refine("a b\n c d", "a x\n c  d");
        let spans: Vec<(Range<usize>, Range<usize>)> =
            edits.into_iter().map(|edit| (edit.old.range(), edit.new.range())).collect();
        assert_eq!(spans, [(2..3, 2..3), (6..6, 6..7)]);
    }

    proptest! {
        #[test]
        fn edits_turn_the_old_text_into_the_new(old in "[ab\u{e4}\u{e5} \n<>]{0,12}", new in "[ab\u{e4}\u{e5} \n<>]{0,12}") {
            let mut out = String::new();
            let mut at = 0;
            for edit in Refiner::default().refine(&old, &new) {
                prop_assert!(edit.old.start >= at);
                out += &old[at..edit.old.start];
                out += &new[edit.new.range()];
                at = edit.old.end;
            }
            out += &old[at..];
            prop_assert_eq!(out, new);
        }
    }
}
