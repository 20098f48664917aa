//! What the other files of a corpus define: the elements that pointers may lead to, and the pointers that lead to ours.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    rules::engine::{
        element::is_tei,
        index::{XINCLUDE, references},
        pointer::percent_decoded,
    },
    xml::{Tree, XML_NAMESPACE},
};

/// The `xml:id`s and the pointers of all files of a corpus.
///
/// With it, `#hamlet` may lead to an element of any of its files, and `persons.xml#hamlet` is followed.
///
/// ```
/// use teiwright::{rules::Corpus, source::Source, xml};
///
/// let list = Source::from_text("c/persons.xml", "<listPerson><person xml:id='hamlet'/></listPerson>");
/// let mut corpus = Corpus::default();
/// corpus.add("c/persons.xml", &xml::parse(&list)?);
/// assert!(corpus.has_id("hamlet"));
/// assert_eq!(corpus.has_id_in("c/plays/a.xml", "../persons.xml", "hamlet"), Some(true));
/// assert_eq!(corpus.has_id_in("c/plays/a.xml", "places.xml", "elsinore"), None);
/// # Ok::<(), xml::ReadError>(())
/// ```
#[derive(Debug, Default)]
pub struct Corpus {
    /// The numbers of the files that have each `xml:id`, ascending.
    ids: FxHashMap<Box<str>, Vec<u32>>,
    /// The `xml:id`s in the order in which they were met.
    names: Vec<Box<str>>,
    files: FxHashMap<String, u32>,
    references: FxHashSet<Box<str>>,
    prefixes: FxHashSet<Box<str>>,
}

impl Corpus {
    /// Adds a file; `place` is its path, `/` between its parts, by which pointers from other files are resolved.
    pub fn add(&mut self, place: &str, tree: &Tree<'_>) {
        let next = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        let file = *self.files.entry(normalized(place)).or_insert(next);
        for element in tree.elements() {
            if is_tei(element, "prefixDef") {
                self.prefixes.extend(element.attribute("ident").map(|prefix| Box::from(prefix.trim_ascii())));
            }
            for attribute in element.attributes() {
                if attribute.namespace() == Some(XML_NAMESPACE) {
                    if attribute.name() == "id" {
                        self.define(attribute.value().trim_ascii(), file);
                    }
                } else {
                    self.references.extend(references(attribute.value()).map(Box::from));
                }
            }
        }
    }

    fn define(&mut self, id: &str, file: u32) {
        match self.ids.get_mut(id) {
            Some(files) if files.last() == Some(&file) => {}
            Some(files) => files.push(file),
            None => {
                self.ids.insert(Box::from(id), vec![file]);
                self.names.push(Box::from(id));
            }
        }
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether an element of some file has this `xml:id`.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// Whether the file to which `reference` leads from the file at `place` has this `xml:id`; nothing where it is not in the corpus.
    pub fn has_id_in(&self, place: &str, reference: &str, id: &str) -> Option<bool> {
        let path = match place.rsplit_once('/') {
            Some((folder, _)) if !reference.starts_with('/') => normalized(&format!("{folder}/{}", percent_decoded(reference))),
            _ => normalized(&percent_decoded(reference)),
        };
        let file = self.files.get(&path)?;
        Some(self.ids.get(id).is_some_and(|files| files.binary_search(file).is_ok()))
    }

    /// Whether a pointer of some file leads to this `xml:id`.
    pub fn refers_to(&self, id: &str) -> bool {
        self.references.contains(id)
    }

    /// Whether a `prefixDef` of some file declares this prefix.
    pub fn declares_prefix(&self, prefix: &str) -> bool {
        self.prefixes.contains(prefix)
    }

    /// The `xml:id`s in the order in which they were met.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }
}

/// The files that a document includes by `xi:include`, as their references are written; text is not among them.
///
/// ```
/// use teiwright::{rules, source::Source, xml};
///
/// let root = "<teiCorpus xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='a.xml'/></teiCorpus>";
/// let source = Source::from_text("root.xml", root);
/// assert_eq!(rules::includes(&xml::parse(&source)?), ["a.xml"]);
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn includes<'t>(tree: &'t Tree<'_>) -> Vec<&'t str> {
    let included = tree.elements().filter(|element| element.has_tag_name((XINCLUDE, "include")));
    let as_xml = included.filter(|include| include.attribute("parse") != Some("text"));
    as_xml.filter_map(|include| include.attribute("href")).filter(|href| !href.is_empty()).collect()
}

/// A path without `.`, without `..` where that can be resolved, and with `/` between its parts.
fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalized() {
        for (path, expected) in [
            ("a/./b.xml", "a/b.xml"),
            ("a/b/../c.xml", "a/c.xml"),
            ("./a.xml", "a.xml"),
            ("../a.xml", "../a.xml"),
            ("/a//b.xml", "/a/b.xml"),
            ("a\\b.xml", "a/b.xml"),
        ] {
            assert_eq!(normalized(path), expected, "{path}");
        }
    }
}
