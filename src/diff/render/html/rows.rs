//! Cuts both documents into rows: what stands beside each other, from one beginning of a line that both have to the next.

use std::ops::Range;

use crate::{
    delta::{Change, Kept},
    diff::render::html::{
        Pair,
        cells::Cells,
        marks::{Label, Marks, Places, Stretch},
        tokens::Token,
    },
    page::Html,
};

/// A row: the tokens of either document, and the marks at them.
pub(super) struct Row<'m> {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    pub(super) old_marks: At<'m>,
    pub(super) new_marks: At<'m>,
    /// The part of the new document, in thousandths, before the row.
    pub(super) at: usize,
}

/// The marks of one document in a row.
pub(super) struct At<'m> {
    /// Stretches that began in an earlier row and go on, then those that begin here.
    pub(super) stretches: Vec<Stretch>,
    pub(super) carried: usize,
    pub(super) labels: &'m [Label],
}

impl Row<'_> {
    /// The changes that the row shows, in their order, each once.
    pub(super) fn changes(&self) -> Vec<usize> {
        let marks = [&self.old_marks, &self.new_marks];
        let all = marks
            .into_iter()
            .flat_map(|marks| marks.stretches.iter().map(|it| it.change).chain(marks.labels.iter().map(|it| it.change)));
        let mut all: Vec<usize> = all.collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn is_changed(&self) -> bool {
        [&self.old_marks, &self.new_marks].into_iter().any(|marks| !marks.stretches.is_empty() || !marks.labels.is_empty())
    }
}

/// Cuts the documents.
pub(super) fn rows<'m>(pair: &Pair<'_>, marks: &'m Marks) -> Vec<Row<'m>> {
    let (old, new) = (&pair.old.tokens.all, &pair.new.tokens.all);
    let mut cuts = cuts(Way(&pair.kept), old, new);
    cuts.push((old.len(), new.len()));
    let cuts = outermost(cuts);
    let length = pair.new.tree.source().text().len().max(1);
    let mut old_places = Reader::of(&marks.old);
    let mut new_places = Reader::of(&marks.new);
    let mut last = (0, 0);
    let mut rows = Vec::with_capacity(cuts.len());
    for cut in cuts {
        if cut == last {
            continue;
        }
        let (old_end, new_end) = (start(old, cut.0), start(new, cut.1));
        let first = start(old, last.0);
        rows.push(Row {
            old: last.0..cut.0,
            new: last.1..cut.1,
            old_marks: old_places.read(first, old_end),
            new_marks: new_places.read(start(new, last.1), new_end),
            at: start(new, last.1).min(length) * 1000 / length,
        });
        last = cut;
    }
    rows
}

/// Of cuts that part lines of one document only, the first and the last: what stands in one only is one row.
fn outermost(cuts: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        if let [.., before, last] = kept.as_slice()
            && ((before.0 == last.0 && last.0 == cut.0) || (before.1 == last.1 && last.1 == cut.1))
        {
            kept.pop();
        }
        kept.push(cut);
    }
    kept
}

fn start(tokens: &[Token<'_>], index: usize) -> usize {
    tokens.get(index).map_or(usize::MAX, Token::at)
}

/// The marks of one document, read row by row.
struct Reader<'m> {
    stretches: &'m [Stretch],
    labels: &'m [Label],
    open: Vec<Stretch>,
}

impl<'m> Reader<'m> {
    fn of(places: &'m Places) -> Reader<'m> {
        Reader { stretches: &places.stretches, labels: &places.labels, open: Vec::new() }
    }

    /// The marks of the row that goes from `start` to `end`.
    fn read(&mut self, start: usize, end: usize) -> At<'m> {
        self.open.retain(|it| it.span.end > start);
        let mut stretches = self.open.clone();
        let carried = stretches.len();
        let (begun, rest) = self.stretches.split_at(self.stretches.partition_point(|it| it.span.start < end));
        stretches.extend(begun);
        self.open.extend(begun.iter().filter(|it| it.span.end > end));
        let (labels, labels_rest) = self.labels.split_at(self.labels.partition_point(|it| it.at < end));
        (self.stretches, self.labels) = (rest, labels_rest);
        At { stretches, carried, labels }
    }
}

/// The places at which both documents begin a line: where between the text before and the line one leads to the other. What
/// went comes before what came.
fn cuts(way: Way<'_>, old: &[Token<'_>], new: &[Token<'_>]) -> Vec<(usize, usize)> {
    let (old, new) = (lines(old), lines(new));
    let mut cuts: Vec<(usize, usize)> = Vec::with_capacity(old.len());
    // The new lines that the old line of the last cut leads to, from the one in the cut to the last.
    let (mut next, mut last) = (0, 0);
    for Line { index, from, at } in old {
        let (first, end) = (way.least(from), way.most(at));
        let begun = next + new[next..].partition_point(|line| line.at < first);
        let ended = begun + new[begun..].partition_point(|line| line.from <= end);
        if begun == ended {
            continue;
        }
        if let Some(&(before, _)) = cuts.last().filter(|_| begun > next && last > next) {
            cuts.push((before, new[last.min(begun)].index));
        }
        cuts.push((index, new[begun].index));
        (next, last) = (begun, ended - 1);
    }
    if let Some(&(before, _)) = cuts.last().filter(|_| last > next) {
        cuts.push((before, new[last].index));
    }
    cuts
}

/// A line of a document: its token, where the text before it ends, and where it begins.
struct Line {
    index: usize,
    from: usize,
    at: usize,
}

fn lines(tokens: &[Token<'_>]) -> Vec<Line> {
    let line = |(index, token): (usize, &Token<'_>)| match token {
        Token::Line { from, at, .. } => Some(Line { index, from: *from, at: *at }),
        Token::Text { .. } => None,
    };
    tokens.iter().enumerate().filter_map(line).collect()
}

/// The way from one document to the other, over the words that both have.
#[derive(Clone, Copy)]
pub(super) struct Way<'k>(pub(super) &'k [Kept]);

impl Way<'_> {
    /// The first place in the new document that stands for a place in the old one: between words, the end of the one before.
    pub(super) fn least(self, old: usize) -> usize {
        let after = self.0.partition_point(|word| word.old.start < old);
        after.checked_sub(1).map_or(0, |last| inside(&self.0[last], old))
    }

    /// Where a word of the old document would stand: one that became another before that, any other after the word before.
    pub(super) fn gone(self, old: usize) -> usize {
        let after = self.0.partition_point(|word| word.old.end <= old);
        match self.0.get(after).filter(|word| word.old.start <= old) {
            Some(word) => word.new.start,
            None => self.least(old),
        }
    }

    /// The last such place: between words, the beginning of the next.
    pub(super) fn most(self, old: usize) -> usize {
        let after = self.0.partition_point(|word| word.old.end <= old);
        self.0.get(after).map_or(usize::MAX, |word| inside(word, old))
    }
}

/// A place in a word, or at the end of it that is nearer.
fn inside(word: &Kept, old: usize) -> usize {
    let by = old.clamp(word.old.start, word.old.end) - word.old.start;
    if by == word.old.len() { word.new.end } else { word.new.start + by.min(word.new.len()) }
}

/// How many unchanged rows stand before and after those with changes.
const CONTEXT: usize = 1;

/// How many unchanged rows are not worth a fold.
const KEPT: usize = 2;

/// The most bytes of the new document that a page holds unchanged and folded; the rest is counted.
const FOLDED: usize = 4 << 20;

impl<'m> Row<'m> {
    /// Writes all rows; those far from any change are folded.
    pub(super) fn write_all(rows: &[Row<'m>], pair: &Pair<'_>, changes: &[&Change], html: &mut Html) {
        let mut cells = Cells::new(pair, changes);
        let changed: Vec<bool> = rows.iter().map(Row::is_changed).collect();
        let mut near = vec![false; rows.len()];
        for (at, _) in changed.iter().enumerate().filter(|(_, is_changed)| **is_changed) {
            let end = (at + CONTEXT + 1).min(rows.len());
            near[at.saturating_sub(CONTEXT)..end].fill(true);
        }
        let mut folded = 0;
        let mut at = 0;
        while at < rows.len() {
            let here = near[at];
            let length = near[at..].iter().take_while(|near| **near == here).count();
            let group = &rows[at..at + length];
            if here || length <= KEPT {
                // What stands before the first change belongs to it.
                if let Some(first) = group.iter().zip(&changed[at..]).position(|(_, is_changed)| *is_changed) {
                    cells.heading(&group[first], html);
                }
                for (row, is_changed) in group.iter().zip(&changed[at..]) {
                    if *is_changed { cells.changed(row, html) } else { cells.same(row, html) }
                }
            } else {
                let (first, last) = (group[0].new.start, group[length - 1].new.end);
                let end = start(&pair.new.tokens.all, last).min(pair.new.tree.source().text().len());
                let size = end.saturating_sub(start(&pair.new.tokens.all, first));
                let has_room = folded + size <= FOLDED;
                cells.folded(group, has_room, html);
                folded += if has_room { size } else { 0 };
            }
            at += length;
        }
    }
}
