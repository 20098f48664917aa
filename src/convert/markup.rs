//! Words of the source that became markup: whether the elements for them are still there, and still say it.

use std::collections::HashMap;

use crate::{
    convert::{pieces::Piece, places::Places, receipt::Receipt},
    tei::{NAMESPACE, TextStream},
    xml::{Node, Tree},
};

/// What is known of an element: its name, and how many characters of the text stand before it, white space left out, so that
/// lines can be broken anew.
type Spot<'a> = (&'a str, usize);

/// A piece of the source whose element is gone, or says something else.
pub(super) struct Missing<'r> {
    /// Its first byte in the source, read as UTF-8.
    pub(super) start: usize,
    /// The source's words.
    pub(super) verbatim: &'r str,
    /// The element's name.
    pub(super) name: &'r str,
    /// Where it stood, in bytes of the text.
    pub(super) at: usize,
}

/// An attribute in place of words: name and value.
type Carrier<'r> = (&'r str, &'r str);

/// The pieces that became markup in the text and are not found there, in order; to be asked only where no word has changed.
pub(super) fn missing<'r>(tree: &Tree<'_>, places: &Places<'_>, receipt: &'r Receipt) -> Vec<Missing<'r>> {
    let Some(stream) = &places.text else { return Vec::new() };
    let mut expected: Vec<(Missing<'r>, Option<Carrier<'r>>)> = expected(receipt).collect();
    if expected.is_empty() {
        return Vec::new();
    }
    expected.sort_by_key(|(missing, _)| missing.at);
    let found = spots(tree, stream);
    let mut counter = Counter::new(stream);
    let mut gone = Vec::new();
    for (missing, carrier) in expected {
        let spot = (missing.name, counter.solid(missing.at));
        let says_it = |node: &Node<'_>| carrier.is_none_or(|(name, value)| node.attribute(name) == Some(value));
        if !found.get(&spot).is_some_and(|nodes| nodes.iter().any(says_it)) {
            gone.push(missing);
        }
    }
    gone
}

fn expected(receipt: &Receipt) -> impl Iterator<Item = (Missing<'_>, Option<Carrier<'_>>)> {
    let mut start = 0;
    receipt.pieces.iter().filter_map(move |piece| {
        let here = start;
        start += piece.source_len();
        let Piece::Markup { element, at: Some(at), attribute, verbatim } = piece else { return None };
        Some((Missing { start: here, verbatim, name: element, at }, attribute))
    })
}

/// Every TEI element of the text by name and place.
fn spots<'t>(tree: &'t Tree<'_>, stream: &TextStream<'t>) -> HashMap<Spot<'t>, Vec<Node<'t>>> {
    let mut spots: HashMap<Spot<'t>, Vec<Node<'t>>> = HashMap::new();
    let mut counter = Counter::new(stream);
    let mut runs = stream.runs().iter().peekable();
    let text = tree.root_element().children().find(|node| node.has_tag_name(crate::tei::tei("text")));
    let mut at = 0;
    for node in text.into_iter().flat_map(|text| text.descendants()) {
        if let Some(run) = runs.next_if(|run| run.node == node) {
            at = run.offset + run.text.len();
        } else if node.is_element() && node.tag_name().namespace() == Some(NAMESPACE) {
            spots.entry((node.tag_name().name(), counter.solid(at))).or_default().push(node);
        }
    }
    spots
}

/// Counts characters that are no white space, for offsets in rising order.
struct Counter<'c, 't> {
    stream: &'c TextStream<'t>,
    run: usize,
    offset: usize,
    count: usize,
}

impl<'c, 't> Counter<'c, 't> {
    fn new(stream: &'c TextStream<'t>) -> Counter<'c, 't> {
        Counter { stream, run: 0, offset: 0, count: 0 }
    }

    /// How many characters of the stream stand before `offset`, white space left out.
    fn solid(&mut self, offset: usize) -> usize {
        while self.offset < offset
            && let Some(run) = self.stream.runs().get(self.run)
        {
            let end = offset.min(run.offset + run.text.len());
            let part = run.text.get(self.offset - run.offset..end - run.offset).unwrap_or_default();
            self.count += part.chars().filter(|character| !character.is_whitespace()).count();
            self.offset = end;
            self.run += usize::from(end == run.offset + run.text.len());
        }
        self.count
    }
}
