//! What a caller states about a transcript: the metadata of a TOML, YAML or CSV file, for the header.

mod apply;
mod read;

pub(super) use apply::{Given, apply};
pub use read::{ROLES, batch};

use crate::tei::document::Manuscript;

/// What is stated about one transcript, or about all of a batch. What is stated goes before what the transcript says; nothing
/// that the transcript says is lost by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// `titleStmt/title type="main"`.
    pub title: Option<String>,
    /// A second `titleStmt/title type="sub"`.
    pub subtitle: Option<String>,
    /// Those who answer for the text or the file.
    pub responsible: Vec<Responsible>,
    /// `publicationStmt/publisher`.
    pub publisher: Option<String>,
    /// `publicationStmt/pubPlace`.
    pub publication_place: Option<String>,
    /// `publicationStmt/date`: in words, or as `@when` has it.
    pub publication_date: Option<String>,
    /// `publicationStmt/idno`s.
    pub identifiers: Vec<Identifier>,
    /// The words of `licence`.
    pub licence: Option<String>,
    /// `licence/@target`.
    pub licence_url: Option<String>,
    /// `seriesStmt/title`.
    pub series: Option<String>,
    /// `notesStmt/note`s.
    pub notes: Vec<String>,
    /// `sourceDesc/bibl`s.
    pub sources: Vec<String>,
    /// `sourceDesc/msDesc`s.
    pub archives: Vec<Manuscript>,
    /// `projectDesc/p`s.
    pub project: Vec<String>,
    /// `creation/date`: in words, or as `@when` has it.
    pub date: Option<String>,
    /// `setting/time`.
    pub time: Option<String>,
    /// `setting/locale`.
    pub place: Option<String>,
    /// `abstract/p`s.
    pub summary: Vec<String>,
    /// The language of the text, as a tag of BCP 47.
    pub language: Option<String>,
    /// The language of the original, as a tag of BCP 47.
    pub original_language: Option<String>,
    /// `keywords/term`s.
    pub keywords: Vec<String>,
    /// Those who take part.
    pub participants: Vec<Participant>,
}

/// The element for somebody responsible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `author`.
    Author,
    /// `editor`.
    Editor,
    /// `principal`.
    Principal,
    /// `sponsor`.
    Sponsor,
    /// `funder`.
    Funder,
    /// `respStmt`.
    Statement,
}

/// Somebody who answers for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// The element.
    pub part: Part,
    /// The words of `resp`; empty for other elements.
    pub role: String,
    /// The name.
    pub name: String,
    /// `@ref`: an address of that person or body, such as an ORCID.
    pub reference: Option<String>,
}

/// An identifier: `idno`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// `@type`.
    pub kind: Option<String>,
    /// The identifier.
    pub value: String,
}

/// Somebody who takes part: a `person`, or a `personGrp`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Participant {
    /// The name.
    pub name: String,
    /// Other forms of it, labels in the transcript among them.
    pub names: Vec<String>,
    /// `@xml:id`.
    pub id: Option<String>,
    /// `@role`: one word.
    pub role: Option<String>,
    /// `occupation`.
    pub occupation: Option<String>,
    /// `affiliation`.
    pub affiliation: Option<String>,
    /// `idno`s.
    pub identifiers: Vec<Identifier>,
    /// Whether it is a group.
    pub is_group: bool,
}

impl Metadata {
    /// This, and from `other` what this does not state.
    #[must_use]
    pub fn over(self, other: &Metadata) -> Metadata {
        fn text(own: Option<String>, other: &Option<String>) -> Option<String> {
            own.or_else(|| other.clone())
        }
        fn list<T: Clone>(own: Vec<T>, other: &[T]) -> Vec<T> {
            if own.is_empty() { other.to_vec() } else { own }
        }
        let mut responsible = self.responsible;
        // Of each element, all or none.
        let is_new = |it: &&Responsible| !responsible.iter().any(|own| own.part == it.part && own.role == it.role);
        let more: Vec<Responsible> = other.responsible.iter().filter(is_new).cloned().collect();
        responsible.extend(more);
        Metadata {
            title: text(self.title, &other.title),
            subtitle: text(self.subtitle, &other.subtitle),
            responsible,
            publisher: text(self.publisher, &other.publisher),
            publication_place: text(self.publication_place, &other.publication_place),
            publication_date: text(self.publication_date, &other.publication_date),
            identifiers: list(self.identifiers, &other.identifiers),
            licence: text(self.licence, &other.licence),
            licence_url: text(self.licence_url, &other.licence_url),
            series: text(self.series, &other.series),
            notes: list(self.notes, &other.notes),
            sources: list(self.sources, &other.sources),
            archives: list(self.archives, &other.archives),
            project: list(self.project, &other.project),
            date: text(self.date, &other.date),
            time: text(self.time, &other.time),
            place: text(self.place, &other.place),
            summary: list(self.summary, &other.summary),
            language: text(self.language, &other.language),
            original_language: text(self.original_language, &other.original_language),
            keywords: list(self.keywords, &other.keywords),
            participants: list(self.participants, &other.participants),
        }
    }
}
