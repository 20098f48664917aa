//! The header that we write: `teiHeader`, part by part.

use crate::tei::document::{Certainty, Phrase};

/// `teiHeader`.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// `titleStmt/title type="main"`.
    pub title: Vec<Phrase>,
    /// `titleStmt/title type="sub"`.
    pub subtitle: Vec<Phrase>,
    /// `author`s.
    pub authors: Vec<Vec<Phrase>>,
    /// `author`s, `editor`s, `principal`s, `sponsor`s and `funder`s that a caller states.
    pub named: Vec<Named>,
    /// `publicationStmt`.
    pub publication: Publication,
    /// `seriesStmt/title`.
    pub series: Option<String>,
    /// `notesStmt/note`s.
    pub notes: Vec<String>,
    /// `sourceDesc/bibl`s that a caller states.
    pub bibliography: Vec<String>,
    /// `projectDesc/p`s that a caller states.
    pub project: Vec<String>,
    /// `funder`s.
    pub funders: Vec<Vec<Phrase>>,
    /// `respStmt`s of the title statement.
    pub responsibilities: Vec<Responsibility>,
    /// `publicationStmt/idno type="filename"`: the name of the source without its ending.
    pub file_name: String,
    /// `sourceDesc/bibl`: the edition in which the text was read; where it is empty, the source is only named.
    pub edition: Vec<Phrase>,
    /// `sourceDesc/bibl/idno`: the edition's own number for the text.
    pub edition_number: Option<String>,
    /// `sourceDesc/bibl/bibl`s: what the edition was made from, in its own words.
    pub sources: Vec<Vec<Phrase>>,
    /// What stands in `availability`; where there is nothing, that the source states no licence.
    pub rights: Vec<Rights>,
    /// `sourceDesc/bibl/note`s: what the edition says of itself besides.
    pub edition_notes: Vec<EditionNote>,
    /// `msDesc`s: the objects in archives.
    pub manuscripts: Vec<Manuscript>,
    /// `creation`: when the record was made.
    pub creation: Option<Creation>,
    /// `abstract`: one `p` for each list of phrases.
    pub summary: Vec<Vec<Phrase>>,
    /// Another `abstract`, that a caller states: what is from the source stands apart, so that a receipt can count it.
    pub stated_summary: Vec<String>,
    /// `langUsage/language`s.
    pub languages: Vec<Language>,
    /// `keywords/term`s.
    pub keywords: Vec<String>,
    /// `particDesc/listPerson`s.
    pub participants: Vec<PersonList>,
    /// `settingDesc/listPlace`: places that the text names.
    pub places: Vec<Item>,
    /// `particDesc/listOrg`: organizations that the text names.
    pub organizations: Vec<Item>,
    /// `setting/locale`: where it took place.
    pub locale: Option<String>,
    /// `setting/time`: at which time of the day.
    pub time: Option<String>,
    /// `editorialDecl` and `samplingDecl`: which of the declarations hold for this document.
    pub declarations: Declarations,
    /// `revisionDesc/change/@when`.
    pub revised: Option<String>,
}

/// Somebody whom an element of its own names in the title statement.
#[derive(Clone, Debug)]
pub struct Named {
    /// The element.
    pub element: &'static str,
    /// The name.
    pub name: String,
    /// `@ref`.
    pub reference: Option<String>,
}

/// What `publicationStmt` says; what is not stated is said to be so.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// `publisher`.
    pub publisher: Option<String>,
    /// `pubPlace`.
    pub place: Option<String>,
    /// `date`, with `@when` where it has one.
    pub date: Option<(Option<String>, String)>,
    /// `idno`s, with `@type` where it is known.
    pub identifiers: Vec<(Option<String>, String)>,
}

/// `respStmt`.
#[derive(Clone, Debug)]
pub struct Responsibility {
    /// `@xml:id`.
    pub id: String,
    /// `resp`.
    pub role: String,
    /// The name: of a person, or else of a body or a program.
    pub name: String,
    /// Whether it is a person's name.
    pub is_person: bool,
    /// `@ref` of the name.
    pub reference: Option<String>,
}

/// A statement of rights: a `licence`, or a `p`.
#[derive(Clone, Debug)]
pub struct Rights {
    /// Its words.
    pub phrases: Vec<Phrase>,
    /// `licence/@target`: the address of a licence's text.
    pub target: Option<String>,
    /// `availability/@status`: `free`, `restricted` or `unknown`.
    pub status: &'static str,
    /// Whether it is a licence, even without an address.
    pub is_licence: bool,
}

/// What an edition says of itself under a heading of its own.
#[derive(Clone, Debug)]
pub struct EditionNote {
    /// `@type`.
    pub kind: String,
    /// The words under the heading.
    pub phrases: Vec<Phrase>,
}

/// `msDesc`: an object in an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// `country`.
    pub country: Option<String>,
    /// `settlement`.
    pub settlement: Option<String>,
    /// `institution`.
    pub institution: Option<String>,
    /// `repository`.
    pub repository: Option<String>,
    /// `collection`.
    pub collection: Option<String>,
    /// `idno type="shelfmark"`.
    pub shelfmark: Option<String>,
    /// `textLang/@mainLang` and its words.
    pub language: Option<Language>,
    /// `origDate/@when`.
    pub date: Option<String>,
}

/// `creation`.
#[derive(Clone, Debug)]
pub struct Creation {
    /// `date/@when`, where the words tell it.
    pub when: Option<String>,
    /// `date/@cert`, where it is inferred.
    pub certainty: Option<Certainty>,
    /// The words for it: of the source where they stand in front of the record, else made.
    pub phrases: Vec<Phrase>,
}

/// `language`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// `@ident`: a tag of BCP 47.
    pub tag: String,
    /// What the language is in this document.
    pub role: String,
}

/// `listPerson`.
#[derive(Clone, Debug)]
pub struct PersonList {
    /// `@type`: `speakers`, `present` or `mentioned`.
    pub kind: &'static str,
    /// Its persons, in the order of the text.
    pub persons: Vec<Person>,
}

/// `place` or `org`.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// `@xml:id`.
    pub id: String,
    /// `placeName`s or `orgName`s.
    pub names: Vec<String>,
    /// `idno`s, with `@type` where it is known.
    pub identifiers: Vec<(Option<String>, String)>,
}

/// `person`, or `personGrp`.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// `@xml:id`.
    pub id: String,
    /// Whether it is a group: `personGrp`.
    pub is_group: bool,
    /// Whether the record does not know who it is: then it has no name.
    pub is_unknown: bool,
    /// `persName`s: each form of the name, with its `@type` where it is known.
    pub names: Vec<(Option<&'static str>, String)>,
    /// `occupation`s, each with the pointer to who says so, where that is not the record.
    pub occupations: Vec<(String, Option<&'static str>)>,
    /// `@role`.
    pub role: Option<String>,
    /// `affiliation`s: a side, a party, a constituency.
    pub affiliations: Vec<String>,
    /// `idno`s, with `@type` where it is known.
    pub identifiers: Vec<(Option<String>, String)>,
}

/// Which declarations of the header hold.
#[derive(Clone, Debug, Default)]
pub struct Declarations {
    /// The headings of the front matter, in words, that moved to the header.
    pub keys: Vec<String>,
    /// Whether lines are joined.
    pub joins_lines: bool,
    /// Whether lines have numbers.
    pub has_line_numbers: bool,
    /// How many paragraphs were joined over a page turn.
    pub page_joins: usize,
    /// Whether there are speeches.
    pub has_speeches: bool,
    /// Whether there are insertions in square brackets.
    pub has_insertions: bool,
    /// Whether names of an authority are tagged in the text.
    pub tags_names: bool,
    /// Whether there are quotation marks.
    pub has_quotations: bool,
    /// Whether words are divided at line ends.
    pub has_line_end_hyphens: bool,
    /// The kinds of paragraph that `@ana` tells apart: the category's identifier and its description.
    pub categories: Vec<(&'static str, &'static str)>,
}
