//! How elements stand in the flow of a text: in the line, apart from it, or in lines of their own.

use crate::{
    tei::{NAMESPACE, holds_elements_only, tei},
    xml::Node,
};

/// How an element stands to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// In the line: a word may run through its tags.
    Inline,
    /// Apart: a word ends where the element begins, and another begins where it ends, yet no line does.
    Apart,
    /// In lines of its own, as a paragraph is.
    Block,
}

/// Tells how an element stands in the text; an element of another namespace stands in the line.
///
/// A line, column, page or gathering beginning with `break="no"` stands inside a word (Guidelines, `att.breaking`).
///
/// ```
/// use teiwright::{source::Source, tei::{self, Flow}, xml};
///
/// let source = Source::from_text("a.xml", "<p xmlns='http://www.tei-c.org/ns/1.0'>a <hi>b</hi></p>");
/// let tree = xml::parse(&source)?;
/// let flows: Vec<Flow> = tree.elements().map(tei::flow_of).collect();
/// assert_eq!(flows, [Flow::Block, Flow::Inline]);
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn flow_of(element: Node<'_>) -> Flow {
    let name = element.tag_name();
    if name.namespace() != Some(NAMESPACE) {
        return Flow::Inline;
    }
    let name = name.name();
    if BREAKS.contains(&name) {
        return if element.attribute("break") == Some("no") { Flow::Inline } else { Flow::Apart };
    }
    if BLOCKS.binary_search(&name).is_ok() {
        return Flow::Block;
    }
    match element.parent() {
        // The paragraphs of an utterance.
        Some(parent) if name == "seg" && parent.has_tag_name(tei("u")) => Flow::Block,
        Some(parent) if PHRASES_OF_ELEMENTS.contains(&parent.tag_name().name()) => Flow::Apart,
        Some(parent) if holds_elements_only(parent) => Flow::Block,
        _ if APART.contains(&name) => Flow::Apart,
        _ => Flow::Inline,
    }
}

/// The elements that mark a beginning (`model.milestoneLike`) and may stand inside a word.
const BREAKS: &[&str] = &["cb", "gb", "lb", "milestone", "pb"];

/// The elements that have no place in the words around them, wherever they stand.
const APART: &[&str] = &["note", "noteGrp"];

/// The elements that hold elements only and stand in the line all the same; what they hold are alternatives or parts.
const PHRASES_OF_ELEMENTS: &[&str] = &["alternate", "app", "choice", "rdgGrp", "ruby", "subst"];

/// The elements that make lines of their own wherever they stand, sorted by byte.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "TEI", "ab", "argument", "back", "body", "byline", "castGroup", "castItem", "castList", "cell", "closer", "dateline",
    "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "docImprint", "docTitle", "epigraph", "figure",
    "floatingText", "front", "group", "head", "imprimatur", "item", "l", "lg", "list", "listBibl", "opener", "p",
    "postscript", "row", "salute", "set", "signed", "sp", "spGrp", "speaker", "table", "teiCorpus", "teiHeader", "text",
    "titlePage", "titlePart", "trailer", "u",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(BLOCKS.is_sorted());
    }
}
