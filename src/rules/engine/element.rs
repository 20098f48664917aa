//! Small questions about elements that several rules ask.

use crate::{tei::NAMESPACE, xml::Node};

/// Whether the node is the TEI element of this name.
pub(in crate::rules) fn is_tei(node: Node<'_>, name: &str) -> bool {
    let tag = node.tag_name();
    tag.name() == name && tag.namespace() == Some(NAMESPACE)
}

/// The first child that is the TEI element of this name.
pub(in crate::rules) fn child<'t>(parent: Node<'t>, name: &str) -> Option<Node<'t>> {
    parent.children().find(|node| is_tei(*node, name))
}

/// Whether an element stands directly in this one.
pub(in crate::rules) fn holds_elements(element: Node<'_>) -> bool {
    element.first_element_child().is_some()
}

/// The `TEI` that a statement of a `fileDesc` describes; nothing for the header of a corpus, which may leave things to its parts.
pub(in crate::rules) fn described_text(statement: Node<'_>) -> Option<Node<'_>> {
    ["fileDesc", "teiHeader", "TEI"].iter().try_fold(statement, |node, name| node.parent().filter(|parent| is_tei(*parent, name)))
}

/// Whether a `sp` holds anything that is said or done: text, or an element besides its label, its notes and what marks its layout.
pub(in crate::rules) fn has_words(speech: Node<'_>) -> bool {
    const BESIDES: [&str; 10] = ["anchor", "cb", "fw", "gb", "index", "lb", "milestone", "note", "pb", "speaker"];
    speech.children().any(|node| match node.text() {
        Some(text) if node.is_text() => !text.trim_ascii().is_empty(),
        _ => node.is_element() && !BESIDES.iter().any(|name| is_tei(node, name)),
    })
}

/// Whether an element bears the attributes of `att.datable.w3c`, so that its `@from` and `@to` are dates.
pub(in crate::rules) fn is_dated(element: Node<'_>) -> bool {
    DATED.binary_search(&element.tag_name().name()).is_ok()
}

/// The members of `att.datable.w3c` in TEI P5, sorted by byte.
#[rustfmt::skip]
const DATED: &[&str] = &[
    "acquisition", "affiliation", "age", "altIdentifier", "application", "author", "binding", "birth", "bloc", "change",
    "climate", "conversion", "country", "creation", "custEvent", "date", "death", "district", "docDate", "editor",
    "education", "event", "eventName", "faith", "floruit", "funder", "gender", "geogFeat", "geogName", "idno",
    "langKnowledge", "langKnown", "licence", "localProp", "location", "mapping", "meeting", "name", "nationality",
    "objectName", "occupation", "offset", "orgName", "origDate", "origPlace", "origin", "persName", "persPronouns",
    "placeName", "population", "post", "precision", "principal", "provenance", "region", "relation", "residence", "resp",
    "seal", "settlement", "sex", "socecStatus", "sponsor", "stamp", "state", "terrain", "time", "title", "trait",
    "unicodeProp", "unihanProp", "unitDecl", "unitDef",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(DATED.is_sorted());
    }
}
