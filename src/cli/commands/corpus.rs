//! `--corpus`: the files in which pointers of the judged files may end.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use teiwright::{
    rules::{self, Corpus},
    xml,
};

use crate::cli::{
    failure::Failure,
    files::{self, Input, Kind, identity},
};

/// The most files that a corpus root may include, so that no chain of includes goes on for ever.
const INCLUDE_LIMIT: usize = 1_000_000;

/// Reads what the files of a corpus define: each `*.xml` of a folder, or a corpus root and the files that it includes.
///
/// # Errors
/// [`Failure`] when a file cannot be read or is not well-formed: what it defines is not known then.
pub fn load(paths: &[PathBuf]) -> Result<Corpus, Failure> {
    let mut corpus = Corpus::default();
    let mut seen = HashSet::new();
    let mut open: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_dir() {
            let (found, mut failures) = files::find(std::slice::from_ref(path), &["xml"], "read for the corpus");
            if !failures.is_empty() {
                return Err(failures.swap_remove(0));
            }
            open.extend(found.into_iter().rev().filter_map(|found| found.input.path().map(Path::to_owned)));
        } else {
            open.push(path.clone());
        }
    }
    while let Some(path) = open.pop() {
        let place = identity(&path);
        if seen.len() < INCLUDE_LIMIT && seen.insert(place.clone()) {
            open.extend(add(&mut corpus, &path, &place)?);
        }
    }
    Ok(corpus)
}

/// Adds one file, and gives the local files that it includes.
fn add(corpus: &mut Corpus, path: &Path, place: &Path) -> Result<Vec<PathBuf>, Failure> {
    let source = files::source(&Input::File(path.to_owned()), Kind::Xml)?;
    let tree = xml::parse(&source).map_err(|error| {
        Failure::at(&source, Some(error.span()), &error).help("mend it first: what it defines for the corpus is not known")
    })?;
    corpus.add(&place.display().to_string(), &tree);
    let folder = path.parent().unwrap_or(Path::new(""));
    let local = rules::includes(&tree).into_iter().filter(|href| !href.contains("://"));
    Ok(local.map(|href| folder.join(href.split('#').next().unwrap_or(href))).collect())
}
