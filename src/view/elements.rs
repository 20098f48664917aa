//! How each TEI element looks: a table.

/// The HTML for an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A part of its own; where only phrases may stand, a `span` that looks like one.
    Block(&'static str),
    /// A phrase.
    Phrase(&'static str),
    /// A heading, of the level at which it stands.
    Heading,
    /// A line of verse.
    Line,
    /// A note: in the margin, linked with its call.
    Note,
    /// A list: `ul` where it holds items only.
    List,
    /// A beginning of a page or a column, or another milestone: what it says of itself.
    Milestone,
    /// A line beginning.
    LineBeginning,
    /// What is not there, and why.
    Gap,
    /// A pointer: a link.
    Pointer,
    /// A picture, which is named and not loaded.
    Graphic,
    /// Readings of one passage: the first preferred one, and the others small.
    Choice,
    /// A reading that stands beside the preferred one: small, with its kind.
    Other(&'static str),
    /// Nothing: what is about the text.
    Hidden,
}

/// The shape of a TEI element; another element is a phrase.
pub(super) fn shape(name: &str) -> Shape {
    SHAPES.binary_search_by(|(known, _)| known.cmp(&name)).map_or(Shape::Phrase("span"), |found| SHAPES[found].1)
}

/// The HTML elements that hold phrases only.
pub(super) fn holds_phrases(html: &str) -> bool {
    matches!(html, "p" | "span" | "i" | "b" | "em" | "sup" | "sub" | "small" | "a" | "caption")
        || html.len() == 2 && html.starts_with('h')
}

/// By the element's name, sorted by byte.
#[rustfmt::skip]
const SHAPES: &[(&str, Shape)] = &[

    ("TEI", Shape::Block("article")), ("ab", Shape::Block("p")), ("abbr", Shape::Phrase("span")),
    ("addrLine", Shape::Block("div")), ("address", Shape::Block("div")), ("anchor", Shape::Hidden), ("app", Shape::Choice),
    ("argument", Shape::Block("div")), ("back", Shape::Block("section")), ("bibl", Shape::Phrase("span")),
    ("body", Shape::Block("section")), ("byline", Shape::Block("p")), ("camera", Shape::Block("p")),
    ("caption", Shape::Block("p")), ("castGroup", Shape::Block("div")), ("castItem", Shape::Block("p")),
    ("castList", Shape::Block("div")), ("cb", Shape::Milestone), ("cell", Shape::Block("td")), ("choice", Shape::Choice),
    ("cit", Shape::Block("div")), ("closer", Shape::Block("div")), ("corr", Shape::Phrase("span")),
    ("dateline", Shape::Block("p")), ("del", Shape::Other("deleted")), ("div", Shape::Block("section")),
    ("div1", Shape::Block("section")), ("div2", Shape::Block("section")), ("div3", Shape::Block("section")),
    ("div4", Shape::Block("section")), ("div5", Shape::Block("section")), ("div6", Shape::Block("section")),
    ("div7", Shape::Block("section")), ("docAuthor", Shape::Block("p")), ("docDate", Shape::Block("p")),
    ("docEdition", Shape::Block("p")), ("docImprint", Shape::Block("p")), ("docTitle", Shape::Block("div")),
    ("emph", Shape::Phrase("i")), ("epigraph", Shape::Block("div")), ("epilogue", Shape::Block("section")),
    ("facsimile", Shape::Hidden), ("figDesc", Shape::Phrase("span")), ("figure", Shape::Block("div")),
    ("floatingText", Shape::Block("div")), ("foreign", Shape::Phrase("i")), ("front", Shape::Block("section")),
    ("fw", Shape::Phrase("small")), ("gap", Shape::Gap), ("graphic", Shape::Graphic), ("group", Shape::Block("section")),
    ("head", Shape::Heading), ("hi", Shape::Phrase("span")), ("imprimatur", Shape::Block("p")), ("index", Shape::Hidden),
    ("item", Shape::Block("li")), ("l", Shape::Line), ("label", Shape::Block("p")), ("lb", Shape::LineBeginning),
    ("lg", Shape::Block("div")), ("list", Shape::List), ("listBibl", Shape::Block("div")), ("mentioned", Shape::Phrase("i")),
    ("milestone", Shape::Milestone), ("move", Shape::Hidden), ("note", Shape::Note), ("opener", Shape::Block("div")),
    ("orig", Shape::Other("original")), ("p", Shape::Block("p")), ("pb", Shape::Milestone),
    ("performance", Shape::Block("div")), ("postscript", Shape::Block("div")), ("prologue", Shape::Block("section")),
    ("ptr", Shape::Pointer), ("q", Shape::Phrase("span")), ("quote", Shape::Block("blockquote")),
    ("rdg", Shape::Other("other reading")), ("ref", Shape::Pointer), ("roleDesc", Shape::Phrase("i")),
    ("row", Shape::Block("tr")), ("salute", Shape::Block("p")), ("set", Shape::Block("div")), ("sic", Shape::Other("sic")),
    ("signed", Shape::Block("p")), ("soCalled", Shape::Phrase("span")), ("sound", Shape::Block("p")),
    ("sourceDoc", Shape::Hidden), ("sp", Shape::Block("div")), ("spGrp", Shape::Block("div")), ("speaker", Shape::Block("p")),
    ("stage", Shape::Block("p")), ("standOff", Shape::Hidden), ("table", Shape::Block("table")),
    ("teiCorpus", Shape::Block("div")), ("teiHeader", Shape::Hidden), ("term", Shape::Phrase("i")),
    ("text", Shape::Block("section")), ("timeline", Shape::Hidden), ("title", Shape::Phrase("i")),
    ("titlePage", Shape::Block("div")), ("titlePart", Shape::Block("p")), ("trailer", Shape::Block("p")),
    ("u", Shape::Block("div")), ("unclear", Shape::Phrase("span")), ("view", Shape::Block("p")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(SHAPES.is_sorted_by_key(|(name, _)| *name));
        assert_eq!(shape("sp"), Shape::Block("div"));
        assert_eq!(shape("persName"), Shape::Phrase("span"));
    }
}
