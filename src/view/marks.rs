//! The identifiers of a page: where links lead.

use std::collections::{HashMap, HashSet};

use crate::{
    tei::{XML_ID, is_division, tei},
    xml::{Node, Tree},
};

/// For each element that can be linked to, its identifier in the page.
pub(super) struct Marks {
    /// By the element's place in the document.
    ids: HashMap<u32, String>,
    /// For each `@xml:id`, the element that bears it first.
    elements: HashMap<String, u32>,
    /// For each note, the `ref`s and `ptr`s that lead to it.
    calls: HashMap<u32, Vec<u32>>,
    /// For each `ref` and `ptr` that leads to a note with a number, the number.
    numbers: HashMap<u32, String>,
}

/// A key for an element within one document.
fn key(element: Node<'_>) -> u32 {
    element.id().get()
}

impl Marks {
    /// Gives each element that can be linked to an identifier: its `@xml:id`, or one that counts its like.
    pub(super) fn of(tree: &Tree<'_>) -> Marks {
        let mut marks = Marks { ids: HashMap::new(), elements: HashMap::new(), calls: HashMap::new(), numbers: HashMap::new() };
        let mut taken: HashSet<String> = RESERVED.iter().map(ToString::to_string).collect();
        for element in tree.elements() {
            if let Some(id) = element.attribute(XML_ID) {
                marks.elements.entry(id.to_owned()).or_insert_with(|| key(element));
                taken.insert(id.to_owned());
            }
        }
        let mut counts = Counts::default();
        for element in tree.elements() {
            let own = element.attribute(XML_ID).filter(|id| marks.elements.get(*id) == Some(&key(element)));
            let counted = counts.name(element);
            let id = match (own, counted) {
                // What the page itself uses is not given twice.
                (Some(id), _) if !RESERVED.contains(&id) => id.to_owned(),
                (Some(id), _) => unused(id, &mut taken),
                (None, Some(name)) => unused(&name, &mut taken),
                (None, None) => continue,
            };
            marks.ids.insert(key(element), id);
        }
        marks.note_calls(tree);
        marks
    }

    fn note_calls(&mut self, tree: &Tree<'_>) {
        let mut count = 0;
        let notes: HashMap<u32, Option<&str>> =
            tree.elements().filter(|it| it.has_tag_name(tei("note"))).map(|note| (key(note), note.attribute("n"))).collect();
        for pointer in tree.elements().filter(|it| it.has_tag_name(tei("ref")) || it.has_tag_name(tei("ptr"))) {
            let target = pointer.attribute("target").and_then(|it| it.strip_prefix('#')).and_then(|it| self.elements.get(it));
            if let Some((note, number)) = target.and_then(|it| Some((*it, *notes.get(it)?))) {
                count += 1;
                self.numbers.extend(number.map(|number| (key(pointer), number.to_owned())));
                self.ids.entry(key(pointer)).or_insert_with(|| format!("ref-{count}"));
                self.calls.entry(note).or_default().push(key(pointer));
            }
        }
    }

    /// The identifier of an element that has one.
    pub(super) fn id(&self, element: Node<'_>) -> Option<&str> {
        self.ids.get(&key(element)).map(String::as_str)
    }

    /// The identifier in the page of the element that a pointer such as `#a` leads to.
    pub(super) fn target(&self, pointer: &str) -> Option<&str> {
        let element = self.elements.get(pointer.strip_prefix('#')?)?;
        self.ids.get(element).map(String::as_str)
    }

    /// The number of the note that a pointer leads to.
    pub(super) fn number(&self, pointer: Node<'_>) -> Option<&str> {
        self.numbers.get(&key(pointer)).map(String::as_str)
    }

    /// The identifiers of the pointers that lead to a note.
    pub(super) fn calls(&self, note: Node<'_>) -> impl Iterator<Item = &str> {
        self.calls.get(&key(note)).into_iter().flatten().filter_map(|call| self.ids.get(call).map(String::as_str))
    }
}

/// The identifiers that the page itself uses.
const RESERVED: &[&str] = &["text", "contents", "people", "search", "query", "found", "about"];

/// An identifier that nothing else has.
fn unused(name: &str, taken: &mut HashSet<String>) -> String {
    let mut id = name.to_owned();
    while !taken.insert(id.clone()) {
        id.push('_');
    }
    id
}

/// How many of each kind there were.
#[derive(Default)]
struct Counts {
    divisions: usize,
    speeches: usize,
    paragraphs: usize,
    notes: usize,
    in_speech: usize,
}

impl Counts {
    /// A name for an element that is often linked to: `sp-12`, `sp-12-p-2`, `p-7`, `div-3`, `note-4`.
    fn name(&mut self, element: Node<'_>) -> Option<String> {
        let mut next = |kind: &str, count: fn(&mut Counts) -> &mut usize| {
            let count = count(self);
            *count += 1;
            Some(format!("{kind}-{count}"))
        };
        if is_division(element) {
            return next("div", |it| &mut it.divisions);
        }
        match element.tag_name().name() {
            "sp" | "u" => {
                self.in_speech = 0;
                self.speeches += 1;
                Some(format!("sp-{}", self.speeches))
            }
            "note" => next("note", |it| &mut it.notes),
            "p" | "ab" if !element.ancestors().any(|it| it.has_tag_name(tei("teiHeader"))) => {
                if element.ancestors().any(|it| it.has_tag_name(tei("sp"))) {
                    self.in_speech += 1;
                    return Some(format!("sp-{}-p-{}", self.speeches, self.in_speech));
                }
                next("p", |it| &mut it.paragraphs)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    #[test]
    fn each_identifier_stands_once() {
        let source = Source::from_text(
            "a.xml",
            "<body xmlns='http://www.tei-c.org/ns/1.0'><p xml:id='sp-1'/><sp><p/><p/></sp><sp xml:id='text'><p xml:id='q'/></sp>
             <p/><note xml:id='q'/><ref target='#q'/><note xml:id='n'/><ref target='#n'/></body>",
        );
        let tree = xml::parse(&source).expect("well-formed");
        let marks = Marks::of(&tree);
        let ids: Vec<&str> = tree.elements().filter_map(|element| marks.id(element)).collect();
        assert_eq!(ids, ["sp-1", "sp-1_", "sp-1-p-1", "sp-1-p-2", "text_", "q", "p-2", "note-1", "n", "ref-1"]);
        let note = tree.elements().find(|it| it.attribute(XML_ID) == Some("n")).expect("it is there");
        assert_eq!(marks.calls(note).collect::<Vec<_>>(), ["ref-1"]);
        assert_eq!((marks.target("#text"), marks.target("#no"), marks.target("b.xml")), (Some("text_"), None, None));
    }
}
