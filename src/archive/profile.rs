//! A profile: what one archive asks for.

use crate::{archive::Path, diagnostic::Severity, settings::Pattern};

/// What one archive asks of a file.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name by which the command line knows it.
    pub name: String,
    /// The archive's name.
    pub title: String,
    /// What the profile asks for, in one line.
    pub about: String,
    /// Where the archive says so.
    pub documents: Vec<Reference>,
    /// The weights that rules have for this archive: codes, beginnings of codes or names, and levels.
    pub severities: Vec<(String, Severity)>,
    /// The root elements that the archive takes; any, if none is named.
    pub roots: Vec<String>,
    /// How files are named.
    pub file_names: Vec<FileName>,
    /// What must be there.
    pub requirements: Vec<Requirement>,
    /// What should not be there.
    pub prohibitions: Vec<Prohibition>,
}

/// A document of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its title.
    pub name: String,
    /// Where it can be read.
    pub url: String,
}

/// How the files with one root element are named.
#[derive(Clone, Debug)]
pub struct FileName {
    /// The root element; any, if not said.
    pub root: Option<String>,
    /// The patterns, of which the name fits one.
    pub patterns: Vec<(String, Pattern)>,
    /// How much another name weighs.
    pub severity: Severity,
    /// How names are made.
    pub help: String,
}

/// Something that must be there.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// What it is, with its article: `the licence`.
    pub what: String,
    /// Of which document elements it is asked: `TEI` or `teiCorpus`; of the root element, if not said.
    pub root: Option<String>,
    /// From which elements the paths begin; the document element, if not said.
    pub each: Option<Path>,
    /// The paths, of which one must lead somewhere; the first is the one that is recommended. None where values alone are judged.
    pub paths: Vec<Path>,
    /// Whether it must be there, or only be right where it is.
    pub is_optional: bool,
    /// What the values must be.
    pub constraint: Option<Constraint>,
    /// How much a lack weighs.
    pub severity: Severity,
    /// How to mend it.
    pub help: Option<String>,
    /// The section of the archive's document.
    pub section: Option<String>,
    /// The rules whose findings at the same place say less, and are left out.
    pub replaces: Vec<String>,
}

/// What the values must be, white space around them left out.
#[derive(Clone, Debug)]
pub enum Constraint {
    /// One of these.
    OneOf(Vec<String>),
    /// As this pattern says.
    Like(String, Pattern),
    /// The name of the file without `.xml`.
    FileName,
    /// The `xml:id` of the document element and more after it.
    BeginsWithId,
}

/// Something that should not be there.
#[derive(Clone, Debug)]
pub struct Prohibition {
    /// What it is: `a digital source around the original one`.
    pub what: String,
    /// Where it would be.
    pub path: Path,
    /// How much it weighs.
    pub severity: Severity,
    /// What to write in its place.
    pub help: Option<String>,
    /// The section of the archive's document.
    pub section: Option<String>,
}
