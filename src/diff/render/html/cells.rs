//! The cells of a row: the pieces of both documents in one order.

use std::collections::HashSet;

use crate::{
    delta::{Change, Kind},
    diff::render::html::{
        Pair,
        lines::{In, Lines},
        marks::{Label, Part},
        rows::{At, Row, Way},
        tokens::Token,
        told::values,
    },
    page::Html,
    span::Span,
    xml::{Node, Tree},
};

/// A piece of a row, in the order in which it is read.
enum Piece<'t> {
    Line(&'t str, In),
    Text(&'t str, In, Option<usize>),
    Label(Label, In),
}

/// Where a piece is read: its place in the new document, what comes first there, and the same in the old document.
type Order = (usize, u8, usize, u8);

/// Writes rows one after another.
pub(super) struct Cells<'p, 't> {
    pair: &'p Pair<'t>,
    changes: &'p [&'p Change],
    division: &'p str,
    /// The changes that links lead to already: two rows may show one, each for a document.
    anchored: HashSet<usize>,
}

impl<'p, 't> Cells<'p, 't> {
    pub(super) fn new(pair: &'p Pair<'t>, changes: &'p [&'p Change]) -> Cells<'p, 't> {
        Cells { pair, changes, division: "", anchored: HashSet::new() }
    }

    /// A row in which nothing changed.
    pub(super) fn same(&self, row: &Row<'_>, html: &mut Html) {
        html.open("div", &[("class", "row same")]);
        self.plain(row, html);
        html.close();
        html.newline();
    }

    /// Rows far from any change, folded; without their text where a page would be too long.
    pub(super) fn folded(&self, rows: &[Row<'_>], has_text: bool, html: &mut Html) {
        let count = rows.len();
        let told = if count == 1 { "1 line unchanged".to_owned() } else { format!("{count} lines unchanged") };
        if !has_text {
            html.element("p", &[("class", "fold"), ("lang", "en")], &format!("{told}, left out"));
            return;
        }
        html.open("details", &[("class", "fold")]);
        html.element("summary", &[("lang", "en")], &told);
        html.open("div", &[("class", "row same")]);
        rows.iter().for_each(|row| self.plain(row, html));
        html.close();
        html.close();
        html.newline();
    }

    fn plain(&self, row: &Row<'_>, html: &mut Html) {
        let mut lines = Lines::new(self.changes, html);
        for token in &self.pair.new.tokens.all[row.new.clone()] {
            match token {
                Token::Line { name, .. } => lines.line(name, In::Both),
                Token::Text { node, .. } => lines.text(node.text().unwrap_or_default(), In::Both, None),
            }
        }
        lines.end();
    }

    /// The heading of the division in which a row with changes is, where the rows before are of another.
    pub(super) fn heading(&mut self, row: &Row<'_>, html: &mut Html) {
        let division = row.changes().first().map_or("", |&first| self.changes[first].place.division.as_str());
        if !division.is_empty() && division != self.division {
            html.element("h2", &[], division);
            self.division = division;
        }
    }

    /// A row with changes, once for each document; the style sheet shows of each what belongs there.
    pub(super) fn changed(&mut self, row: &Row<'_>, html: &mut Html) {
        self.heading(row, html);
        let shown = row.changes();
        let first = shown.first().map(|&first| self.changes[first]);
        html.open("div", &[("class", "row changed")]);
        self.anchors(row, &shown, html);
        html.open("p", &[("class", "where"), ("lang", "en")]);
        html.text(&self.place(row, first));
        html.close();
        let pieces = self.pieces(row);
        for class in ["cell old", "cell new"] {
            html.open("div", &[("class", class), ("dir", "auto")]);
            let mut lines = Lines::new(self.changes, html);
            for piece in &pieces {
                match piece {
                    Piece::Line(name, side) => lines.line(name, *side),
                    Piece::Text(text, side, change) => lines.text(text, *side, *change),
                    Piece::Label(label, side) => lines.label(*label, *side),
                }
            }
            lines.end();
            html.close();
        }
        html.close();
        html.newline();
    }

    /// What links lead to: each change at its row, and what moved at its new row too.
    fn anchors(&mut self, row: &Row<'_>, shown: &[usize], html: &mut Html) {
        let is_in = |marks: &At<'_>, change: usize| {
            let begun = marks.stretches[marks.carried..].iter().map(|it| it.change);
            begun.chain(marks.labels.iter().map(|it| it.change)).any(|it| it == change)
        };
        for &change in shown {
            let (is_old, is_new) = (is_in(&row.old_marks, change), is_in(&row.new_marks, change));
            let has_moved = self.changes[change].kind == Kind::Move;
            if (is_old || (is_new && !has_moved)) && self.anchored.insert(change) {
                html.element("span", &[("id", &format!("c{change}"))], "");
            }
            if has_moved && is_new {
                html.element("span", &[("id", &format!("c{change}-new"))], "");
            }
        }
    }

    fn place(&self, row: &Row<'_>, first: Option<&Change>) -> String {
        let line = |tokens: &[Token<'_>], tree: &Tree<'_>| {
            let at = tokens.iter().find_map(|token| match token {
                Token::Text { at, .. } => Some(*at),
                Token::Line { .. } => None,
            });
            at.map_or_else(|| "·".to_owned(), |at| tree.source().place(at).line.to_string())
        };
        let old = line(&self.pair.old.tokens.all[row.old.clone()], self.pair.old.tree);
        let new = line(&self.pair.new.tokens.all[row.new.clone()], self.pair.new.tree);
        let passage = first.map_or("", |change| change.place.passage.as_str());
        let comma = if passage.is_empty() { "" } else { ", " };
        format!("{passage}{comma}line {old} → {new}")
    }

    /// The pieces of both documents in one order: that of the new text, with what went where it stood.
    fn pieces(&self, row: &Row<'_>) -> Vec<Piece<'t>> {
        let mut pieces: Vec<(Order, Piece<'t>)> = Vec::new();
        let way = Way(&self.pair.kept);
        let start = self.pair.new.tokens.all.get(row.new.start).map_or(usize::MAX, Token::at);
        let end = self.pair.new.tokens.all.get(row.new.end).map_or(usize::MAX, Token::at);
        let in_row = |at: usize| at.clamp(start, end);
        let cuts = sorted(ends(&row.old_marks).collect());
        for token in &self.pair.old.tokens.all[row.old.clone()] {
            match *token {
                Token::Line { at, name, .. } => {
                    if covering(&row.old_marks, at).is_some() {
                        pieces.push(((in_row(way.least(at)), 0, at, 0), Piece::Line(name, In::Old)));
                    }
                }
                Token::Text { node, .. } => {
                    for (at, text) in cut(self.pair.old.tree, node, &cuts) {
                        let change = covering(&row.old_marks, at);
                        pieces.extend(change.map(|it| ((in_row(way.gone(at)), 0, at, 2), Piece::Text(text, In::Old, Some(it)))));
                    }
                }
            }
        }
        for label in row.old_marks.labels {
            let side = side_of(self.changes[label.change], In::Old);
            let at = if label.part == Part::End { way.least(label.at) } else { way.most(label.at) };
            pieces.push(((in_row(at), 0, label.at, 1), Piece::Label(*label, side)));
        }
        // Where words went, those that came are cut, and boxes stand between words.
        let mut places: Vec<usize> = pieces.iter().map(|((at, ..), _)| *at).collect();
        places.extend(row.new_marks.labels.iter().map(|label| label.at));
        places.extend(ends(&row.new_marks));
        let places = sorted(places);
        for label in row.new_marks.labels {
            let rank = if label.part == Part::End { 1 } else { 3 };
            let side = side_of(self.changes[label.change], In::New);
            pieces.push(((label.at, rank, 0, 0), Piece::Label(*label, side)));
        }
        for token in &self.pair.new.tokens.all[row.new.clone()] {
            match *token {
                Token::Line { at, name, .. } => {
                    let side = if covering(&row.new_marks, at).is_some() { In::New } else { In::Both };
                    pieces.push(((at, 2, 0, 0), Piece::Line(name, side)));
                }
                Token::Text { node, .. } => {
                    for (at, text) in cut(self.pair.new.tree, node, &places) {
                        let change = covering(&row.new_marks, at);
                        let side = if change.is_some() { In::New } else { In::Both };
                        pieces.push(((at, 4, 0, 0), Piece::Text(text, side, change)));
                    }
                }
            }
        }
        pieces.sort_by_key(|(order, _)| *order);
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }
}

/// A change of a value stands once, for both columns.
fn side_of(change: &Change, side: In) -> In {
    if values(change).is_some() { In::Both } else { side }
}

fn ends(marks: &At<'_>) -> impl Iterator<Item = usize> {
    marks.stretches.iter().flat_map(|it| [it.span.start, it.span.end])
}

/// The change whose stretch covers a place.
fn covering(marks: &At<'_>, at: usize) -> Option<usize> {
    let covers = |span: Span| span.start <= at && at < span.end;
    marks.stretches.iter().rev().find(|it| covers(it.span)).map(|it| it.change)
}

fn sorted(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}

/// A text node cut at places of the source, which are sorted; each piece with its place.
fn cut<'t>(tree: &Tree<'_>, node: Node<'t>, places: &[usize]) -> Vec<(usize, &'t str)> {
    let text = node.text().unwrap_or_default();
    let span = tree.text_span(node);
    let inside = |at: usize| places.partition_point(|place| *place < at);
    let places = &places[inside(span.start + 1)..inside(span.end).max(inside(span.start + 1))];
    if places.is_empty() {
        return vec![(span.start, text)];
    }
    let raw = tree.raw_text(node);
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut pieces = Vec::new();
    let mut last = (span.start, 0);
    for &place in places {
        let index = boundaries.partition_point(|&at| raw.span(at..at).start < place);
        let end = boundaries.get(index).copied().unwrap_or(text.len());
        if end > last.1 {
            pieces.push((last.0, &text[last.1..end]));
            last = (place, end);
        } else {
            last.0 = place;
        }
    }
    pieces.push((last.0, &text[last.1..]));
    pieces
}
