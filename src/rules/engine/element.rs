//! Small questions about elements that several rules ask.

use crate::{
    tei::NAMESPACE,
    xml::{Node, XML_NAMESPACE},
};

/// The most nodes of an element that are read for a comparison: no name or label has more.
const NODE_LIMIT: usize = 200;

/// The longest text that is compared, in bytes.
const WORDS_LIMIT: usize = 400;

/// How many elements, from one outwards, are asked for an `xml:space`.
const SPACE_DEPTH: usize = 16;

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

/// The words of a short element, one space between them; notes in it are left out, and what is long is cut.
pub(in crate::rules) fn plain_words(element: Node<'_>) -> String {
    // Most labels and names are one text.
    if let Some(text) = element.first_child().filter(|node| node.is_text() && node.next_sibling().is_none()) {
        return joined(text.text().unwrap_or_default());
    }
    let mut words = String::new();
    for node in element.descendants().take(NODE_LIMIT).filter(Node::is_text) {
        let is_noted = node.ancestors().take(4).any(|ancestor| ancestor != element && is_tei(ancestor, "note"));
        if words.len() < WORDS_LIMIT && !is_noted {
            words.push_str(node.text().unwrap_or_default());
        }
    }
    joined(&words)
}

/// The words of a text, one space between them.
fn joined(text: &str) -> String {
    let mut words = String::with_capacity(text.len().min(WORDS_LIMIT));
    for word in text.split_whitespace() {
        if words.len() >= WORDS_LIMIT {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// The first name of a person, as it is written there; nothing where there is none.
pub(in crate::rules) fn name_of(person: Node<'_>) -> Option<String> {
    let named = person.children().find(|node| ["persName", "name", "orgName"].iter().any(|name| is_tei(*node, name)))?;
    Some(plain_words(named)).filter(|words| !words.is_empty())
}

/// Whether white space in an element is to be kept as it is.
pub(in crate::rules) fn is_preserved(element: Node<'_>) -> bool {
    let space = |node: Node<'_>| node.attribute((XML_NAMESPACE, "space")).map(|value| value == "preserve");
    element.ancestors().take(SPACE_DEPTH).find_map(space).unwrap_or(false)
}

/// A number in Arabic figures.
pub(in crate::rules) fn number(value: &str) -> Option<u32> {
    let value = value.trim_ascii();
    let is_number = !value.is_empty() && value.len() < 9 && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| value.parse().ok()).flatten()
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
