//! The files that the arguments name, folders walked.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use crate::cli::{
    failure::{Failure, reason},
    files::Input,
};

/// One input, and where it stands below the argument that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What to read.
    pub input: Input,
    /// The path below the folder that was walked; of a file that was named itself, its last part.
    pub below: PathBuf,
    /// Whether a folder was walked to find it.
    pub is_walked: bool,
}

/// Finds what the arguments name, in their order; a folder stands for the files with one of the extensions in it and below it.
///
/// Names are sorted within each folder; hidden files and folders are left out, and links to folders not followed.
/// A folder that cannot be read, or in which there is no such file to `purpose`, is a failure beside what was found.
pub fn find(arguments: &[PathBuf], extensions: &[&str], purpose: &str) -> (Vec<Found>, Vec<Failure>) {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for argument in arguments {
        let input = Input::of(argument);
        match input.path() {
            Some(folder) if folder.is_dir() => {
                let (files, mut faults) = walk(folder, extensions);
                if files.is_empty() && faults.is_empty() {
                    faults.push(nothing(folder, extensions, purpose));
                }
                found.extend(files);
                failures.extend(faults);
            }
            path => {
                let below = path.and_then(Path::file_name).map_or_else(|| input.name().into(), PathBuf::from);
                found.push(Found { input, below, is_walked: false });
            }
        }
    }
    (found, failures)
}

fn walk(root: &Path, extensions: &[&str]) -> (Vec<Found>, Vec<Failure>) {
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    let mut open = vec![Entry { path: root.to_owned(), is_folder: true }];
    while let Some(Entry { path, is_folder }) = open.pop() {
        if !is_folder {
            let below = path.strip_prefix(root).unwrap_or(&path).to_owned();
            found.push(Found { input: Input::File(path), below, is_walked: true });
            continue;
        }
        match entries(&path, extensions) {
            Ok(entries) => open.extend(entries.into_iter().rev()),
            Err(error) => failures.push(Failure::of(&path.display().to_string(), format!("cannot read: {}", reason(&error)))),
        }
    }
    (found, failures)
}

fn nothing(folder: &Path, extensions: &[&str], purpose: &str) -> Failure {
    let names: Vec<String> = extensions.iter().map(|extension| format!("`*.{extension}`")).collect();
    Failure::of(&folder.display().to_string(), format!("no {} file in this folder: nothing to {purpose}", names.join(", ")))
        .help("hidden files and linked folders are left out; a file that is named itself is read whatever it is called")
}

struct Entry {
    path: PathBuf,
    is_folder: bool,
}

/// The folders and the files with one of the extensions in one folder, sorted by name.
fn entries(folder: &Path, extensions: &[&str]) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let has_extension = path
            .extension()
            .and_then(OsStr::to_str)
            .is_some_and(|it| extensions.iter().any(|extension| it.eq_ignore_ascii_case(extension)));
        // A receipt is JSON, too, and no transcript.
        let has_extension = has_extension && !path.to_string_lossy().ends_with(".receipt.json");
        // A link is followed to a file, but not to a folder, which could lead back here.
        if kind.is_dir() || (has_extension && path.is_file()) {
            entries.push(Entry { path, is_folder: kind.is_dir() });
        }
    }
    entries.sort_by(|a, b| a.path.file_name().cmp(&b.path.file_name()));
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        let (found, _) = find(&[root.to_owned()], &["txt"], "convert");
        found.iter().map(|found| found.below.display().to_string()).collect()
    }

    #[test]
    fn a_folder_is_walked_in_order_of_names_without_what_is_hidden() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path();
        for name in ["b/c/2.txt", "b/1.TXT", "a.txt", "z.xml", ".git/x.txt", ".h.txt", "b.txt"] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("it has one")).expect("the folder is made");
            fs::write(path, "x").expect("the file is written");
        }
        assert_eq!(names(root), ["a.txt", "b/1.TXT", "b/c/2.txt", "b.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_to_files_only() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path();
        fs::write(root.join("a.txt"), "x").expect("the file is written");
        std::os::unix::fs::symlink(root, root.join("round.txt")).expect("the link is made");
        std::os::unix::fs::symlink(root.join("a.txt"), root.join("b.txt")).expect("the link is made");
        assert_eq!(names(root), ["a.txt", "b.txt"]);
    }

    #[test]
    fn an_empty_folder_is_a_failure() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (found, failures) = find(&[folder.path().to_owned(), PathBuf::from("-")], &["xml"], "check");
        assert_eq!(found.len(), 1);
        assert_eq!(failures.len(), 1);
    }
}
