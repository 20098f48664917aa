//! The files of a bag in a folder.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use teiwright::pack::{Digests, Hasher, Shelf};

use crate::cli::failure::{Failure, reason};

/// How many bytes are read at once.
const PIECE: usize = 1 << 16;

/// A bag in a folder; links are never followed.
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// A folder that is there.
    ///
    /// # Errors
    /// [`Failure`] when it is none.
    pub fn open(root: &Path) -> Result<Folder, Failure> {
        if root.is_dir() {
            return Ok(Folder { root: root.to_owned() });
        }
        let is_archive = root.is_file();
        let failure = Failure::new(format!("{} is no folder", root.display()));
        Err(failure.help(if is_archive {
            "unpack the archive first, and name its folder"
        } else {
            "name the folder of the package"
        }))
    }

    fn place(&self, path: &str) -> Result<PathBuf, String> {
        let place = self.root.join(path);
        match fs::symlink_metadata(&place) {
            Ok(it) if it.is_file() => Ok(place),
            Ok(_) => Err("is a link or no file, and is not read".to_owned()),
            Err(error) => Err(format!("cannot be read: {}", reason(&error))),
        }
    }
}

impl Shelf for Folder {
    fn paths(&mut self) -> Result<Vec<String>, String> {
        let mut paths = Vec::new();
        let mut open = vec![String::new()];
        while let Some(below) = open.pop() {
            let entries =
                fs::read_dir(self.root.join(&below)).map_err(|error| format!("{below} cannot be read: {}", reason(&error)))?;
            for entry in entries {
                let entry = entry.map_err(|error| format!("{below} cannot be read: {}", reason(&error)))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if below.is_empty() { name } else { format!("{below}/{name}") };
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(path),
                    _ => paths.push(path),
                }
            }
        }
        Ok(paths)
    }

    fn read(&mut self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(self.place(path)?).map_err(|error| format!("cannot be read: {}", reason(&error)))
    }

    fn digests(&mut self, path: &str) -> Result<(u64, Digests), String> {
        let cannot = |error: std::io::Error| format!("cannot be read: {}", reason(&error));
        let mut file = File::open(self.place(path)?).map_err(cannot)?;
        let (mut hasher, mut size, mut piece) = (Hasher::default(), 0, vec![0; PIECE]);
        loop {
            let count = file.read(&mut piece).map_err(cannot)?;
            if count == 0 {
                return Ok((size, hasher.finish()));
            }
            hasher.update(&piece[..count]);
            size += count as u64;
        }
    }
}
