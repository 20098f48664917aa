//! What the arguments name: standard input or a file.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input, named by `-`.
    Stdin {
        /// The file whose text it is, where the caller says so.
        name: Option<PathBuf>,
    },
    /// A file.
    File(PathBuf),
}

impl Input {
    /// Reads an argument.
    pub fn of(argument: &Path) -> Input {
        if argument.as_os_str() == "-" { Input::Stdin { name: None } } else { Input::File(argument.to_owned()) }
    }

    /// The name that messages use.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin { name: Some(name) } => name.display().to_string(),
            Input::Stdin { name: None } => "stdin".to_owned(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// The path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::Stdin { .. } => None,
            Input::File(path) => Some(path),
        }
    }

    /// The path of the file, or of the one whose text standard input has.
    pub fn place(&self) -> Option<&Path> {
        match self {
            Input::Stdin { name } => name.as_deref(),
            Input::File(path) => Some(path),
        }
    }
}

/// A path by which two names of one file are known to be the same, whether or not the file exists.
///
/// Links are followed as far as the path exists; what is beyond is taken as it is written.
pub fn identity(path: &Path) -> PathBuf {
    let mut existing = path;
    let mut beyond = Vec::new();
    loop {
        let folder = if existing.as_os_str().is_empty() { Path::new(".") } else { existing };
        if let Ok(known) = fs::canonicalize(folder) {
            return beyond.iter().rev().fold(known, |path, part| step(path, *part));
        }
        match (existing.parent(), existing.components().next_back()) {
            (Some(parent), Some(part)) => {
                beyond.push(part);
                existing = parent;
            }
            _ => return path.to_owned(),
        }
    }
}

/// Where the receipt of a TEI file lies: beside `x.xml`, `x.receipt.json`.
pub fn receipt_beside(tei: &Path) -> PathBuf {
    let is_xml = tei.extension().is_some_and(|it| it.eq_ignore_ascii_case("xml"));
    let mut name = if is_xml { tei.with_extension("") } else { tei.to_owned() }.into_os_string();
    name.push(".receipt.json");
    name.into()
}

/// Whether a path means a folder: one is there, or the path ends as only folders do.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

fn step(mut path: PathBuf, part: Component<'_>) -> PathBuf {
    match part {
        Component::ParentDir => {
            path.pop();
        }
        Component::CurDir => {}
        part => path.push(part),
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_one_identity() {
        let here = identity(Path::new("Cargo.toml"));
        assert!(here.is_absolute());
        assert_eq!(identity(Path::new("./src/../Cargo.toml")), here);
        assert_eq!(identity(Path::new("no/such/../file.xml")), identity(Path::new("./no/file.xml")));
        assert_ne!(identity(Path::new("no/file.xml")), identity(Path::new("file.xml")));
    }

    #[test]
    fn a_receipt_lies_beside_its_file() {
        assert_eq!(receipt_beside(Path::new("a/v.1.xml")), Path::new("a/v.1.receipt.json"));
        assert_eq!(receipt_beside(Path::new("a.tei")), Path::new("a.tei.receipt.json"));
    }

    #[test]
    fn a_hyphen_is_standard_input() {
        assert_eq!(Input::of(Path::new("-")), Input::Stdin { name: None });
        assert_eq!(Input::of(Path::new("./-")).name(), "./-");
    }
}
