//! Names that a caller knows: persons, places and organizations of an authority file, found in the text and linked.

mod apply;
mod find;
mod read;

pub(super) use apply::{Linked, link};
pub use read::{ReadAuthorityError, read_rows, read_tei};

use find::Index;

/// What kind of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorityKind {
    /// `person`, tagged as `persName`.
    Person,
    /// `place`, tagged as `placeName`.
    Place,
    /// `org`, tagged as `orgName`.
    Organization,
}

/// Somebody or something of an authority file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityEntry {
    /// What it is.
    pub kind: AuthorityKind,
    /// Its identifier in the file, for `@key`; empty where it has none.
    pub id: String,
    /// Its names, the chief one first; at least one.
    pub names: Vec<String>,
    /// Its numbers elsewhere: the kind, such as `VIAF`, and the number.
    pub identifiers: Vec<(String, String)>,
}

/// The entries of authority files, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority {
    entries: Vec<AuthorityEntry>,
    index: Index,
}

impl Authority {
    /// Makes an authority of entries; those of one kind and identifier are one, and those without a name are left out.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use teiwright::{convert::{self, Authority, AuthorityEntry, AuthorityKind, Options}, source::Source};
    ///
    /// let names = vec!["Oslo".to_owned()];
    /// let oslo = AuthorityEntry { kind: AuthorityKind::Place, id: "p1".to_owned(), names, identifiers: Vec::new() };
    /// let options = Options { authority: Some(Arc::new(Authority::new(vec![oslo]))), ..Options::default() };
    /// let source = Source::from_text("a.txt", "ANNA: To Oslo.\n\nBERT: Yes.\n\nANNA: So.\n");
    /// let xml = convert::convert(&source, &options)?.value.xml.to_string();
    /// assert!(xml.contains("<placeName ref=\"#oslo\" key=\"p1\">Oslo</placeName>"));
    /// # Ok::<(), convert::ConvertError>(())
    /// ```
    pub fn new(entries: Vec<AuthorityEntry>) -> Authority {
        let mut merged: Vec<AuthorityEntry> = Vec::new();
        let mut known = std::collections::HashMap::new();
        for entry in entries.into_iter().filter(|entry| !entry.names.is_empty()) {
            let place = (entry.kind as u8, entry.id.clone());
            match known.get(&place).copied().filter(|_| !entry.id.is_empty()) {
                Some(index) => {
                    let other: &mut AuthorityEntry = &mut merged[index];
                    other.names.extend(entry.names);
                    other.identifiers.extend(entry.identifiers);
                }
                None => {
                    known.insert(place, merged.len());
                    merged.push(entry);
                }
            }
        }
        let index = Index::of(&merged);
        Authority { entries: merged, index }
    }
}
