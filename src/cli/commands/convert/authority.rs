//! The files of `--authority`.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use teiwright::{
    convert::{Authority, AuthorityEntry, ReadAuthorityError, read_rows, read_tei},
    settings::rows,
};

use crate::cli::{
    failure::{Failure, chain},
    files::{self, Input, Kind},
};

/// Reads the files as one authority; nothing where none is named.
///
/// # Errors
/// [`Failure`] where one cannot be read, is of no kind that is known, or holds something unknown.
pub fn read(paths: &[PathBuf]) -> Result<Option<Arc<Authority>>, Failure> {
    let mut entries = Vec::new();
    for path in paths {
        entries.extend(entries_of(path)?);
    }
    Ok((!paths.is_empty()).then(|| Arc::new(Authority::new(entries))))
}

fn entries_of(path: &Path) -> Result<Vec<AuthorityEntry>, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let input = Input::File(path.to_owned());
    match ending.as_str() {
        "xml" | "tei" => {
            let source = files::source(&input, Kind::Xml)?;
            read_tei(&source).map_err(|error| match &error {
                ReadAuthorityError::Read(read) => Failure::at(&source, Some(read.span()), chain(&error)).help(read.help()),
                _ => {
                    Failure::of(source.name(), chain(&error)).help("name a TEI file with `listPerson`, `listPlace` or `listOrg`")
                }
            })
        }
        "csv" | "tsv" => {
            let source = files::source(&input, Kind::Settings)?;
            rows(&source).and_then(read_rows).map_err(|error| {
                let failure = Failure::at(&source, Some(error.span), &error.message);
                match error.help {
                    Some(help) => failure.help(help),
                    None => failure,
                }
            })
        }
        _ => {
            let help = "name a TEI file that ends in `.xml`, or a table in `.csv` or `.tsv`";
            Err(Failure::of(&path.to_string_lossy(), "the file's ending tells no format of an authority").help(help))
        }
    }
}
