//! The files of `--meta`: what they state for all inputs, and for each.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use teiwright::{
    convert::{Metadata, batch},
    diagnostic::{Diagnostic, Severity},
    settings::{Item, SettingsError, Table, rows},
    source::Source,
    span::Span,
};

use crate::cli::{
    failure::Failure,
    files::{self, Found, Input, Kind},
};

/// The most rows that are named because no input is theirs.
const NAMED_LIMIT: usize = 5;

/// What the files state.
#[derive(Debug, Default)]
pub struct Stated {
    /// For every input; nothing where no file states anything for all.
    common: Option<Metadata>,
    /// By the name of the input that a row gives.
    rows: HashMap<String, Metadata>,
    has_batch: bool,
    /// The names of files that several inputs have.
    shared: HashSet<String>,
    /// Rows of no input, as warnings.
    pub warnings: Vec<String>,
}

impl Stated {
    /// Reads the files; a later one goes before an earlier one.
    ///
    /// # Errors
    /// [`Failure`] where one cannot be read, is of no kind that is known, or states something unknown.
    pub fn read(paths: &[PathBuf], inputs: &[&Found]) -> Result<Stated, Failure> {
        let mut stated = Stated::default();
        let mut names = HashSet::new();
        stated.shared = inputs.iter().map(|found| file_name(found)).filter(|name| !names.insert(name.clone())).collect();
        let known: HashSet<String> = inputs.iter().flat_map(|found| stated.names(found)).collect();
        for path in paths {
            let source = files::source(&Input::File(path.clone()), Kind::Settings)?;
            let failed = |error: SettingsError| {
                let failure = Failure::at(&source, Some(error.span), &error.message);
                match error.help {
                    Some(help) => failure.help(help),
                    None => failure,
                }
            };
            match format(path)? {
                Format::Table(read) => {
                    let one = read(&source).and_then(Metadata::read).map_err(failed)?;
                    stated.common = Some(stated.common.take().map_or_else(|| one.clone(), |earlier| one.clone().over(&earlier)));
                }
                Format::Rows => {
                    stated.has_batch = true;
                    let batch = rows(&source).and_then(batch).map_err(failed)?;
                    stated.warnings.extend(strangers(&source, &batch, &known));
                    for (file, one) in batch {
                        let name = plain(&file.value);
                        let one = stated.rows.remove(&name).map_or_else(|| one.clone(), |earlier| one.clone().over(&earlier));
                        stated.rows.insert(name, one);
                    }
                }
            }
        }
        Ok(stated)
    }

    /// What is stated about an input, and whether a row is missing.
    pub fn of(&self, found: &Found) -> (Option<Metadata>, Option<Diagnostic>) {
        let row = self.names(found).into_iter().find_map(|name| self.rows.get(&name)).cloned();
        let missing = (self.has_batch && row.is_none()).then(|| {
            let help = "add a row with its name in the column `file`";
            Diagnostic::new("ME002", Severity::Warning, Span::at(0), "no row of the metadata is about this file").help(help)
        });
        let metadata = match (row, &self.common) {
            (Some(row), Some(common)) => Some(row.over(common)),
            (row, common) => row.or_else(|| common.clone()),
        };
        (metadata, missing)
    }

    /// The names by which a row may call an input, the longest first: a file's name alone where only one input has it.
    fn names(&self, found: &Found) -> Vec<String> {
        let path = found.input.path().map(|path| plain(&path.to_string_lossy()));
        let below = plain(&found.below.to_string_lossy());
        let name = Some(file_name(found)).filter(|name| !self.shared.contains(name));
        path.into_iter().chain([below]).chain(name).collect()
    }
}

/// How a file is read.
enum Format {
    Table(for<'s> fn(&'s Source) -> Result<Table<'s>, SettingsError>),
    Rows,
}

fn format(path: &Path) -> Result<Format, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "toml" => Ok(Format::Table(|source| Table::parse(source))),
        "yaml" | "yml" => Ok(Format::Table(|source| Table::parse_yaml(source))),
        "csv" | "tsv" => Ok(Format::Rows),
        _ => {
            let help = "name a file that ends in `.toml`, `.yaml` or `.yml`, or a table of many transcripts in `.csv` or `.tsv`";
            Err(Failure::of(&path.to_string_lossy(), "the file's ending tells no format of metadata").help(help))
        }
    }
}

/// A path with `/` between its parts, and no `./` before it.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}

fn file_name(found: &Found) -> String {
    found.below.file_name().unwrap_or(found.below.as_os_str()).to_string_lossy().into_owned()
}

/// The rows that are about no input, each as a warning; of many, the first.
fn strangers(source: &Source, batch: &[(Item<String>, Metadata)], known: &HashSet<String>) -> Vec<String> {
    let strangers: Vec<_> = batch.iter().filter(|(file, _)| !known.contains(&plain(&file.value))).collect();
    let mut warnings: Vec<String> = Vec::new();
    for (file, _) in strangers.iter().take(NAMED_LIMIT) {
        let line = source.place(file.span.start).line;
        warnings.push(format!("warning: {}:{line}: the row is about `{}`, which is no input", source.name(), file.value));
    }
    if strangers.len() > NAMED_LIMIT {
        warnings.push(format!("warning: {}: {} more rows are about no input", source.name(), strangers.len() - NAMED_LIMIT));
    }
    warnings
}
