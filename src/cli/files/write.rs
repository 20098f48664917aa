//! Files appear whole or not at all: written beside, then renamed.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, TempPath};

use crate::cli::{
    failure::{Failure, reason},
    interruption::Hold,
};

/// A file that is being written and does not stand at its place yet.
pub struct Staged {
    /// The path as it was named, for messages.
    path: PathBuf,
    stream: BufWriter<File>,
    place: Place,
}

enum Place {
    /// A temporary file in the folder of the target; it removes itself unless it is renamed.
    Beside { temporary: Unfinished, target: PathBuf },
    /// A pipe or a device, which cannot be replaced.
    Direct,
}

/// A temporary file that an interruption removes, and its own end too.
struct Unfinished(Option<TempPath>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            let name = path.to_path_buf();
            drop(path);
            Hold::new().forget(&name);
        }
    }
}

impl Staged {
    /// Begins a file that will stand at `path`.
    ///
    /// # Errors
    /// [`Failure`] when the target is a folder or read-only, or nothing can be made in its folder.
    pub fn create(path: &Path) -> Result<Staged, Failure> {
        let refused =
            |reason: &str, help: &str| Err(Failure::new(format!("cannot write {}: {reason}", path.display())).help(help));
        // A link stays, and the file that it leads to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&target) {
            Ok(it) if it.is_dir() => refused("it is a folder", "name a file in it"),
            Ok(it) if it.is_file() && it.permissions().readonly() => {
                refused("the file is read-only", "name another place, or give the right to write it: `chmod u+w FILE`")
            }
            Ok(it) if it.is_file() => Staged::beside(path, target, Some(it.permissions())),
            Ok(_) => {
                let file = OpenOptions::new().write(true).open(&target).map_err(|error| cannot_write(path, &error))?;
                Ok(Staged { path: path.to_owned(), stream: BufWriter::new(file), place: Place::Direct })
            }
            Err(_) => Staged::beside(path, target, None),
        }
    }

    /// Makes a temporary file in the folder of the target, with the permissions of what it replaces.
    fn beside(path: &Path, target: PathBuf, permissions: Option<Permissions>) -> Result<Staged, Failure> {
        let folder = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut builder = Builder::new();
        builder.prefix(".teiwright-").suffix(".tmp");
        share(&mut builder);
        let mut hold = Hold::new();
        let (file, temporary) = builder.tempfile_in(folder).map_err(|error| cannot_write(path, &error))?.into_parts();
        hold.remember(&temporary);
        drop(hold);
        let temporary = Unfinished(Some(temporary));
        if let Some(permissions) = permissions {
            file.set_permissions(permissions).map_err(|error| cannot_write(path, &error))?;
        }
        Ok(Staged { path: path.to_owned(), stream: BufWriter::new(file), place: Place::Beside { temporary, target } })
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// [`Failure`] when they cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.stream.write_all(bytes).map_err(|error| cannot_write(&self.path, &error))
    }

    /// Hands over what is buffered.
    fn flush(&mut self) -> Result<(), Failure> {
        self.stream.flush().map_err(|error| cannot_write(&self.path, &error))
    }
}

/// Puts files at their places, after all of them are written: an interruption finds all of them there, or none.
///
/// # Errors
/// [`Failure`] when one cannot be written to its end, and then none is put at its place, or when one cannot be renamed.
pub fn commit(files: Vec<Staged>) -> Result<(), Failure> {
    let mut renames = Vec::new();
    for mut file in files {
        file.flush()?;
        // The file is closed here, which some systems want before it is renamed.
        if let Staged { path, place: Place::Beside { temporary, target }, .. } = file {
            renames.push((temporary, target, path));
        }
    }
    let mut hold = Hold::new();
    // Dropped only after the lock is given back: what is not renamed takes the lock itself when it goes.
    let mut left = Vec::new();
    let mut outcome = Ok(());
    for (mut temporary, target, path) in renames {
        if outcome.is_ok()
            && let Some(made) = temporary.0.take()
        {
            hold.forget(&made);
            outcome = made.persist(&target).map_err(|error| cannot_write(&path, &error.error));
        }
        left.push(temporary);
    }
    drop(hold);
    drop(left);
    outcome
}

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It stood there with the same bytes and was not touched.
    Unchanged,
    /// It stands there now.
    Replaced,
}

/// Writes several files, all or none; a file that has the same bytes already is not touched.
///
/// # Errors
/// [`Failure`] as for [`Staged::create`] and [`commit`].
pub fn write_all(files: &[(&Path, &[u8])]) -> Result<Vec<Written>, Failure> {
    let files: Vec<_> = files.iter().map(|&(path, bytes)| (path, vec![bytes])).collect();
    write_all_parts(&files)
}

/// Does the same with files that come in parts.
///
/// # Errors
/// As for [`write_all`].
pub fn write_all_parts(files: &[(&Path, Vec<&[u8]>)]) -> Result<Vec<Written>, Failure> {
    let (mut staged, mut written) = (Vec::new(), Vec::new());
    for (path, parts) in files {
        if has_bytes(path, parts) {
            written.push(Written::Unchanged);
            continue;
        }
        let mut file = Staged::create(path)?;
        parts.iter().try_for_each(|part| file.write(part))?;
        file.flush()?;
        staged.push(file);
        written.push(Written::Replaced);
    }
    commit(staged)?;
    Ok(written)
}

/// Whether a regular file stands at `path` and has these bytes, all parts one after the other.
pub fn has_bytes(path: &Path, parts: &[&[u8]]) -> bool {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let is_as_long = fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() == length as u64);
    is_as_long && File::open(path).is_ok_and(|file| gives(file, parts).unwrap_or(false))
}

/// Whether a stream gives these bytes and no others; it is never held as a whole.
fn gives(mut stream: impl Read, parts: &[&[u8]]) -> io::Result<bool> {
    let mut read = [0; 1 << 16];
    for mut part in parts.iter().copied() {
        while !part.is_empty() {
            let length = part.len().min(read.len());
            match stream.read_exact(&mut read[..length]) {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
                outcome => outcome?,
            }
            match part.strip_prefix(&read[..length]) {
                Some(rest) => part = rest,
                None => return Ok(false),
            }
        }
    }
    // The file may have grown since it was looked at.
    Ok(stream.read(&mut read)? == 0)
}

/// Gives a new file the permissions that any program's files have: all that the process's mask leaves.
#[cfg(unix)]
fn share(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn share(_: &mut Builder<'_, '_>) {}

/// Makes a folder, and those that it lies in, unless they are there.
///
/// # Errors
/// [`Failure`] when something else stands there, or nothing can be made there.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        Failure::new(format!("cannot make the folder {}: {}", folder.display(), reason(&error))).help(remedy(error.kind()))
    })
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write {}: {}", path.display(), reason(error))).help(remedy(error.kind()))
}

/// How to mend what the system says against writing.
fn remedy(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "make its folder first",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room there, or name another place",
        _ => "name another place",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder for the test")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn nothing_stands_there_before_the_end_and_nothing_is_left() {
        let folder = folder();
        let path = folder.path().join("a.xml");
        let mut staged = Staged::create(&path).expect("the folder can be written to");
        staged.write(b"half").expect("there is space");
        assert!(!path.exists());
        drop(staged);
        assert!(names(folder.path()).is_empty());
        let mut staged = Staged::create(&path).expect("the folder can be written to");
        staged.write(b"whole").expect("there is space");
        commit(vec![staged]).expect("it can be renamed");
        assert_eq!(fs::read(&path).expect("it is there"), b"whole");
        assert_eq!(names(folder.path()), ["a.xml"]);
    }

    #[test]
    fn when_one_of_two_cannot_be_written_neither_is() {
        let folder = folder();
        let (one, two) = (folder.path().join("one"), folder.path().join("no/two"));
        let failure = write_all(&[(&one, b"1"), (&two, b"2")]).expect_err("one folder is missing");
        assert!(failure.render(crate::cli::terminal::Palette::Plain).contains("cannot write"));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn the_same_bytes_are_not_written_again() {
        let folder = folder();
        let path = folder.path().join("a");
        assert_eq!(write_all(&[(&path, b"1")]).ok(), Some(vec![Written::Replaced]));
        assert_eq!(write_all(&[(&path, b"1")]).ok(), Some(vec![Written::Unchanged]));
        assert_eq!(write_all(&[(&path, b"2")]).ok(), Some(vec![Written::Replaced]));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_permissions_too() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").expect("the file is written");
        fs::set_permissions(&file, Permissions::from_mode(0o640)).expect("it is ours");
        symlink(&file, &link).expect("the link is made");
        write_all(&[(&link, b"new")]).expect("it can be written");
        assert!(fs::symlink_metadata(&link).is_ok_and(|it| it.is_symlink()));
        assert_eq!(fs::read(&file).expect("it is there"), b"new");
        assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
    }
}
