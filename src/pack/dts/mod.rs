//! A text service as static files: Distributed Text Services 1.0, level 0 (<https://dtsapi.org/versions/v1.0>).
//!
//! Level 0 asks for all calls but ranges (`start`, `end`), so that any server of files can give the answers. Each answer is a file
//! whose path the entry's templates (RFC 6570) lead to:
//!
//! | file | answer |
//! | --- | --- |
//! | `index.json` | the entry |
//! | `collection.json`, `collection/ID.json`, `collection/ID/children.json`, `…/parents.json` | the collection, each text |
//! | `navigation/ID;down=N.json`, `navigation/ID;down=N/REF.json`, `navigation/ID/REF.json` | the citation tree, parts of it |
//! | `document/ID.xml`, `document/ID/REF.xml` | the text, a passage of it |

mod answers;
mod cite;
mod passage;
mod template;

use crate::{
    convert::FindingPage,
    diagnostic::{Diagnostic, Severity},
    pack::{File, Names, Text},
    tei::Metadata,
    xml::Tree,
};
use answers::Answers;
use cite::{Citation, CiteError};

/// The identifier of the collection that holds all texts.
const ROOT: &str = "texts";

/// The most siblings that are listed for `down=0`: their lists grow with the square of their number, and `down=1` of what is above
/// them says the same.
const SIBLINGS: usize = 200;

pub(super) const NO_CITATION: FindingPage = FindingPage {
    code: "PK007",
    severity: Severity::Warning,
    says: "the text service has no citation tree for the text",
    why: "A service gives passages by the references that `refsDecl/citeStructure` declares. Without one that can be followed, \
          readers get the text as a whole only.",
    remedy: "Declare it with paths of element names and conditions on attributes in `@match`, and `position()` or an attribute in \
             `@use`: `citeStructure unit=\"act\" match=\"/TEI/text/body/div\" use=\"position()\"`.",
};

/// A text of the service: what the collection says of it.
#[derive(Clone, Debug)]
pub struct Resource {
    id: String,
    /// The answer about it, without its members.
    about: serde_json::Value,
}

/// A service at an address.
#[derive(Clone, Debug)]
pub struct Service {
    /// The address, with `/` at its end.
    base: String,
}

impl Service {
    /// A service that will be found at this address, such as `https://example.org/dts/` or `/` for the root of any server.
    pub fn at(address: &str) -> Service {
        Service { base: format!("{}/", address.trim_end_matches('/')) }
    }

    /// Gives `put` the files of one text, one by one, and says what the collection will say of it, and what keeps it from being
    /// cited by passages. `id` names it in paths, see [`identifiers`].
    ///
    /// # Errors
    /// The first error of `put`.
    pub fn text<E>(
        &self,
        text: &Text<'_>,
        id: &str,
        put: &mut dyn FnMut(File) -> Result<(), E>,
    ) -> Result<(Resource, Option<Diagnostic>), E> {
        let metadata = Metadata::of(text.tree);
        let (citation, finding) = match cite::read(text.tree) {
            Ok(citation) => (citation, None),
            Err(error) => (Citation::default(), Some(finding(text.tree, &error))),
        };
        let answers = Answers::new(&self.base, id, &metadata, text.path, &citation);
        put(file(format!("document/{id}.xml"), text.bytes.to_vec()))?;
        for unit in &citation.units {
            let bytes = passage::write(text.tree, unit.element).into_bytes();
            put(file(format!("document/{id}/{}.xml", unit.identifier), bytes))?;
        }
        for down in answers.depths() {
            put(file(format!("navigation/{id};down={down}.json"), answers.tree(down)))?;
        }
        for at in 0..citation.units.len() {
            let reference = &citation.units[at].identifier;
            put(file(format!("navigation/{id}/{reference}.json"), answers.unit(at)))?;
            let siblings = answers.siblings(at).map(|answer| (0, answer));
            for (down, answer) in siblings.into_iter().chain(answers.depths_below(at).map(|down| (down, answers.below(at, down))))
            {
                put(file(format!("navigation/{id};down={down}/{reference}.json"), answer))?;
            }
        }
        Ok((Resource { id: id.to_owned(), about: answers.resource() }, finding))
    }

    /// The files about all texts, which are given in their order: the entry and the collection.
    pub fn finish(&self, resources: &[Resource], title: &str) -> Vec<File> {
        let root = answers::collection(&self.base, ROOT, title, resources.len());
        let members: Vec<_> = resources.iter().map(|resource| resource.about.clone()).collect();
        let children = answers::with_members(&root, members);
        let mut files = vec![
            file("index.json".to_owned(), answers::entry(&self.base)),
            file("collection.json".to_owned(), children.clone()),
            file(format!("collection/{ROOT}.json"), children.clone()),
            file(format!("collection/{ROOT}/children.json"), children),
            file(format!("collection/{ROOT}/parents.json"), answers::with_members(&root, Vec::new())),
        ];
        for Resource { id, about } in resources {
            let childless = answers::with_members(about, Vec::new());
            files.push(file(format!("collection/{id}.json"), childless.clone()));
            files.push(file(format!("collection/{id}/children.json"), childless));
            files.push(file(format!("collection/{id}/parents.json"), answers::with_members(about, vec![root.clone()])));
        }
        files
    }
}

/// The identifiers of texts by their paths in the package: the path without `.xml`, `/` made a full stop; one that is taken gets a
/// number.
pub fn identifiers(paths: &[&str]) -> Vec<String> {
    let mut names = Names::default();
    let _ = names.take(ROOT);
    let mut identifiers = Vec::new();
    for path in paths {
        let stem = path.strip_suffix(".xml").unwrap_or(path).replace('/', ".");
        let mut candidates = std::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
        // A path that was taken into the package has no fault but that its name may be taken.
        identifiers.extend(candidates.find(|candidate| names.take(candidate).is_ok()));
    }
    identifiers
}

fn file(path: String, bytes: Vec<u8>) -> File {
    File { path, bytes }
}

fn finding(tree: &Tree<'_>, error: &CiteError) -> Diagnostic {
    let FindingPage { code, severity, says, remedy, .. } = NO_CITATION;
    let span = error.span.unwrap_or_else(|| super::place(tree, &["refsDecl", "encodingDesc", "teiHeader"]));
    Diagnostic::new(code, severity, span, format!("{says}: {}", error.reason))
        .help(remedy.replacen("Declare", "declare", 1).trim_end_matches('.'))
}
