//! The file of settings that is about a file: the nearest at or above its folder, no further than the root of its repository.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
};

use crate::cli::{
    config::{Config, NAME},
    failure::Failure,
    files::identity,
};

/// Finds files of settings, and reads each once.
#[derive(Debug, Default)]
pub struct Finder {
    /// What was found from each folder.
    by_folder: HashMap<PathBuf, Option<Rc<Config>>>,
    by_file: HashMap<PathBuf, Rc<Config>>,
}

impl Finder {
    /// The settings for files in a folder, which is named from the current one.
    ///
    /// # Errors
    /// [`Failure`] when a file of settings is found and cannot be read.
    pub fn of_folder(&mut self, folder: &Path) -> Result<Option<Rc<Config>>, Failure> {
        let whole = identity(folder);
        let mut passed = Vec::new();
        let mut found = None;
        // The file is named as its folder is, so that messages have the path that the user knows.
        let mut named = Some(folder.to_owned());
        for folder in whole.ancestors() {
            if let Some(known) = self.by_folder.get(folder) {
                found.clone_from(known);
                break;
            }
            passed.push(folder.to_owned());
            if folder.join(NAME).is_file() {
                let near = named.as_ref().map(|named| named.join(NAME)).filter(|near| identity(near) == folder.join(NAME));
                found = Some(self.load(&near.unwrap_or_else(|| folder.join(NAME)))?);
                break;
            }
            if folder.join(".git").exists() {
                break;
            }
            named = named.and_then(|named| named.parent().map(Path::to_owned));
        }
        for folder in passed {
            self.by_folder.insert(folder, found.clone());
        }
        Ok(found)
    }

    /// The settings in a file that is named.
    ///
    /// # Errors
    /// [`Failure`] when it cannot be read.
    pub fn load(&mut self, path: &Path) -> Result<Rc<Config>, Failure> {
        let whole = identity(path);
        if let Some(known) = self.by_file.get(&whole) {
            return Ok(Rc::clone(known));
        }
        let config = Rc::new(Config::load(path)?);
        self.by_file.insert(whole, Rc::clone(&config));
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_file_is_found_no_further_than_the_repository() {
        let scratch = tempfile::tempdir().expect("a folder for the test");
        let at = |name: &str| scratch.path().join(name);
        for folder in ["repository/.git", "repository/plays/old", "repository/letters"] {
            fs::create_dir_all(at(folder)).expect("the folder is made");
        }
        fs::write(at(NAME), "strict = true").expect("the file is written");
        fs::write(at("repository/plays/teiwright.toml"), "archive = 'dracor'").expect("the file is written");
        let mut finder = Finder::default();
        let archive = |finder: &mut Finder, folder: &str| {
            let found = finder.of_folder(&at(folder)).expect("it is read");
            found.map(|config| config.archive.clone())
        };
        assert_eq!(archive(&mut finder, "repository/plays/old"), Some(Some("dracor".to_owned())));
        assert_eq!(archive(&mut finder, "repository/plays"), Some(Some("dracor".to_owned())));
        assert_eq!(archive(&mut finder, "repository/letters"), None);
        assert_eq!(archive(&mut finder, "."), Some(None));
    }
}
