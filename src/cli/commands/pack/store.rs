//! Where a package is put together: a folder beside its place, which is moved there when it is whole.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use tempfile::{Builder, TempDir};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::cli::{
    failure::{Failure, reason},
    files::{Staged, commit, make_folder},
    interruption::Hold,
};

/// A package that is not finished.
pub struct Store {
    /// The folder or the archive to make.
    target: PathBuf,
    is_zip: bool,
    /// The name of the folder, in the archive too.
    name: String,
    folder: Unfinished,
    /// The paths that were put, to be archived in their order.
    paths: Mutex<Vec<String>>,
}

/// A temporary folder that an interruption removes, and its own end too.
struct Unfinished(Option<TempDir>);

impl Unfinished {
    fn path(&self) -> &Path {
        self.0.as_ref().map_or(Path::new("."), TempDir::path)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(folder) = self.0.take() {
            let path = folder.path().to_owned();
            drop(folder);
            Hold::new().forget(&path);
        }
    }
}

impl Store {
    /// Begins a package that will stand at `output`, or in the archive `output.zip`.
    ///
    /// # Errors
    /// [`Failure`] when something stands there, or nothing can be made beside it.
    pub fn create(output: &Path, is_zip: bool) -> Result<Store, Failure> {
        let Some(name) = output.file_name().map(|name| name.to_string_lossy().into_owned()) else {
            return Err(Failure::new(format!("{} is no name for a folder", output.display())).help("name it: `-o DIR`"));
        };
        let target = if is_zip { output.with_file_name(format!("{name}.zip")) } else { output.to_owned() };
        let stands = fs::symlink_metadata(&target).is_ok();
        let is_empty = || fs::read_dir(&target).is_ok_and(|mut entries| entries.next().is_none());
        if stands && (is_zip || !is_empty()) {
            let message = format!("{} exists{}", target.display(), if target.is_dir() { " and is not empty" } else { "" });
            return Err(Failure::new(message).help("name another place, or remove it: a package is made whole or not at all"));
        }
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        make_folder(parent)?;
        let mut hold = Hold::new();
        let folder =
            Builder::new().prefix(".teiwright-").suffix(".tmp").tempdir_in(parent).map_err(|error| cannot(&target, &error))?;
        hold.remember(folder.path());
        drop(hold);
        Ok(Store { is_zip, name, folder: Unfinished(Some(folder)), paths: Mutex::default(), target })
    }

    /// Puts a file into the package; the path has been judged.
    ///
    /// # Errors
    /// [`Failure`] when it cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let place = self.folder.path().join(path);
        if let Some(parent) = place.parent() {
            make_folder(parent)?;
        }
        fs::write(&place, bytes).map_err(|error| cannot(&self.target.join(path), &error))?;
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Ok(())
    }

    /// Puts the package at its place, and says where that is.
    ///
    /// # Errors
    /// [`Failure`] when it cannot be moved or archived.
    pub fn finish(mut self) -> Result<PathBuf, Failure> {
        if self.is_zip {
            self.archive()?;
            return Ok(self.target.clone());
        }
        share(self.folder.path()).map_err(|error| cannot(&self.target, &error))?;
        let mut hold = Hold::new();
        if let Some(folder) = self.folder.0.take() {
            let path = folder.keep();
            hold.forget(&path);
            // An empty folder gives way.
            let _ = fs::remove_dir(&self.target);
            if let Err(error) = fs::rename(&path, &self.target) {
                let _ = fs::remove_dir_all(&path);
                return Err(cannot(&self.target, &error));
            }
        }
        Ok(self.target.clone())
    }

    /// Writes the archive: sorted, every file of 1 January 1980, so that the same package gives the same bytes.
    fn archive(&self) -> Result<(), Failure> {
        let mut paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner).clone();
        paths.sort();
        let staged = Staged::create(&self.target)?;
        let mut archive = ZipWriter::new_stream(Stream { staged, failure: None });
        let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated).unix_permissions(0o644);
        let outcome = paths.iter().try_for_each(|path| -> io::Result<()> {
            let mut file = File::open(self.folder.path().join(path))?;
            let is_large = file.metadata()?.len() > u64::from(u32::MAX);
            archive.start_file(format!("{}/{path}", self.name), options.large_file(is_large)).map_err(io::Error::other)?;
            io::copy(&mut file, &mut archive).map(|_| ())
        });
        let stream = match outcome.and_then(|()| archive.finish().map_err(io::Error::other)) {
            Ok(stream) => stream.into_inner(),
            Err(error) => return Err(cannot(&self.target, &error)),
        };
        match stream.failure {
            Some(failure) => Err(failure),
            None => commit(vec![stream.staged]),
        }
    }
}

/// A file that is being written, as a stream; why it failed is kept.
struct Stream {
    staged: Staged,
    failure: Option<Failure>,
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.staged.write(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(failure) => {
                let error = io::Error::other(failure.message().to_owned());
                self.failure = Some(failure);
                Err(error)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn cannot(path: &Path, error: &io::Error) -> Failure {
    let remedy = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room there, or name another place",
        _ => "name another place",
    };
    Failure::new(format!("cannot write {}: {}", path.display(), reason(error))).help(remedy)
}

/// Gives the folder the permissions that any program's folders have; a temporary one is for its owner alone.
#[cfg(unix)]
fn share(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // A folder that was made inside shows what the process's mask leaves.
    let inside = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).find(|path| path.is_dir());
    let mode = inside.and_then(|inside| fs::metadata(inside).ok()).map_or(0o755, |it| it.permissions().mode());
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn share(_: &Path) -> io::Result<()> {
    Ok(())
}
