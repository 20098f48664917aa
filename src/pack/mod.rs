//! Packages for archives: a BagIt bag whose payload is an RO-Crate, with DataCite, CFF, pages, plain texts and the proof.
//!
//! Whatever is stated comes from the headers and from what the caller says; nothing is invented. The library holds one text at
//! a time: each is prepared alone ([`Prepared::of`]), its files are handed over, and only its metadata and digests are kept. The
//! same texts in the same order give the same bytes.

mod bag;
mod check;
mod citation;
mod crate_metadata;
mod datacite;
mod demands;
pub mod dts;
mod names;
mod overview;
mod readme;
mod yaml;

pub use bag::{Algorithm, Digests, Hasher};
pub use check::{Fault, Shelf, check};
pub use demands::PACK_FINDINGS;
pub use names::{NameError, Names};
pub use overview::{Details, Overview};

use crate::{
    diagnostic::Diagnostic,
    span::Span,
    tei::{self, Metadata},
    view::{self, Entry},
    xml::Tree,
};

/// A file of the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the bag, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A text to be packed.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    /// Its path in the package, below `tei/`, with `/`; it ends in `.xml`.
    pub path: &'t str,
    /// The bytes of the file.
    pub bytes: &'t [u8],
    /// The same, decoded and read.
    pub tree: &'t Tree<'t>,
    /// The receipt of its conversion, if it has one.
    pub receipt: Option<&'t [u8]>,
    /// The findings about it as JSON: the line that `validate --output-format jsonl` writes.
    pub report: &'t str,
    /// How many of them are errors.
    pub errors: usize,
}

/// What the package keeps of a text.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its path below `tei/`.
    path: String,
    metadata: Metadata,
    /// How it is cited.
    citation: String,
    entry: Entry,
    /// Each of its files: path in the payload, size, digests.
    files: Vec<Listed>,
    report: String,
    errors: usize,
    has_receipt: bool,
}

impl Record {
    /// Its path in the package, below `tei/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How many errors were found in it.
    pub fn errors(&self) -> usize {
        self.errors
    }
}

/// A file of the payload, as the metadata and the manifests name it.
#[derive(Clone, Debug)]
struct Listed {
    /// Its path below `data/`.
    path: String,
    size: u64,
    digests: Digests,
}

/// A text made ready: its files, what is kept of it, and what its header lacks.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The files, to be written.
    pub files: Vec<File>,
    /// What the package keeps.
    pub record: Record,
    /// Findings of the family `PK`: what archives ask for and neither the header nor the caller states.
    pub findings: Vec<Diagnostic>,
}

impl Prepared {
    /// Makes the files of one text: the TEI as it is, its receipt, the plain text, the reading page; `details` is what the caller
    /// states about the package.
    pub fn of(text: &Text<'_>, details: &Details) -> Prepared {
        let stem = text.path.strip_suffix(".xml").unwrap_or(text.path);
        let metadata = Metadata::of(text.tree);
        let mut files = vec![
            File { path: format!("tei/{}", text.path), bytes: text.bytes.to_vec() },
            File { path: format!("text/{stem}.txt"), bytes: tei::plain_text(text.tree).into_bytes() },
            File { path: format!("pages/{stem}.html"), bytes: view::page(text.tree).into_bytes() },
        ];
        if let Some(receipt) = text.receipt {
            files.push(File { path: format!("receipts/{stem}.receipt.json"), bytes: receipt.to_vec() });
        }
        let listed = files.iter().map(|file| Listed {
            path: file.path.clone(),
            size: file.bytes.len() as u64,
            digests: Digests::of(&file.bytes),
        });
        let record = Record {
            path: text.path.to_owned(),
            citation: view::citation(&metadata, text.tree),
            entry: Entry::of(text.tree, &format!("{stem}.html")),
            files: listed.collect(),
            report: text.report.to_owned(),
            errors: text.errors,
            has_receipt: text.receipt.is_some(),
            metadata,
        };
        let findings = demands::check(text.tree, &record.metadata, details);
        for file in &mut files {
            file.path.insert_str(0, PAYLOAD);
        }
        Prepared { files, record, findings }
    }
}

/// The folder of the payload.
const PAYLOAD: &str = "data/";

/// Writes what stands around the texts: metadata, report, index, and the bag's own files, in the order in which they are to be
/// written, the declaration `bagit.txt` last, so that an unfinished bag is none.
///
/// The records are those of the texts in their order; `details` is what the caller states about the package as a whole.
pub fn finish(records: &[Record], details: &Details) -> Vec<File> {
    let overview = Overview::of(records, details);
    let report: String = records.iter().map(|record| record.report.as_str()).collect();
    let entries: Vec<Entry> = records.iter().map(|record| record.entry.clone()).collect();
    let mut around = vec![
        File { path: "CITATION.cff".to_owned(), bytes: citation::write(&overview).into_bytes() },
        File { path: "README.md".to_owned(), bytes: readme::write(&overview, records).into_bytes() },
        File { path: "pages/index.html".to_owned(), bytes: view::index(&overview.title, &entries).into_bytes() },
        File { path: "validation.jsonl".to_owned(), bytes: report.into_bytes() },
    ];
    if let Some(json) = datacite::json(&overview) {
        around.push(File { path: "datacite.json".to_owned(), bytes: json.into_bytes() });
        around.push(File { path: "datacite.xml".to_owned(), bytes: datacite::xml(&overview).unwrap_or_default().into_bytes() });
    }
    let mut listed: Vec<Listed> = records.iter().flat_map(|record| record.files.iter().cloned()).collect();
    listed.extend(around.iter().map(listed_file));
    let metadata = crate_metadata::write(&overview, records, &listed);
    let metadata = File { path: "ro-crate-metadata.json".to_owned(), bytes: metadata.into_bytes() };
    listed.push(listed_file(&metadata));
    around.push(metadata);
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    for file in &mut around {
        file.path.insert_str(0, PAYLOAD);
    }
    around.extend(bag::write(&overview, &listed));
    around
}

/// What a package of these texts is called.
pub fn title(records: &[Record], details: &Details) -> String {
    Overview::of(records, details).title
}

fn listed_file(file: &File) -> Listed {
    Listed { path: file.path.clone(), size: file.bytes.len() as u64, digests: Digests::of(&file.bytes) }
}

/// The span of the first element with one of the names, or of the root element's name.
fn place(tree: &Tree<'_>, names: &[&str]) -> Span {
    let find = |name: &&str| tree.elements().find(|it| it.has_tag_name(tei::tei(name)));
    tree.name_span(names.iter().find_map(find).unwrap_or_else(|| tree.root_element()))
}

/// The program, as the package names it.
pub const PROGRAM: &str = concat!("teiwright ", env!("CARGO_PKG_VERSION"));
