//! The files that a schema includes: local ones, in or below the folder of the schema.

use std::path::{Path, PathBuf};

use teiwright::schema::{Resolved, Resolver};

use crate::cli::files::{Input, Kind, identity, source};

/// Where included files may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In the schema's folder and below it.
    Folder,
    /// Anywhere on this machine.
    Anywhere,
}

/// Opens the files that a schema includes; never the network.
#[derive(Debug)]
pub struct LocalFiles {
    folder: PathBuf,
    reach: Reach,
}

impl LocalFiles {
    /// For the schema at `path`; what standard input includes lies in the current folder.
    pub fn of(path: Option<&Path>, reach: Reach) -> LocalFiles {
        let folder = path.and_then(Path::parent).unwrap_or(Path::new(""));
        LocalFiles { folder: identity(folder), reach }
    }
}

impl Resolver for LocalFiles {
    fn resolve(&self, href: &str, base: &str) -> Result<Resolved, String> {
        let path = match href.strip_prefix("file://") {
            Some(path) => PathBuf::from(percent_decoded(path)?),
            None if has_scheme(href) => return Err("only local files are read, never the network".to_owned()),
            None => Path::new(base).parent().unwrap_or(Path::new("")).join(percent_decoded(href)?),
        };
        let place = identity(&path);
        if self.reach == Reach::Folder && !place.starts_with(&self.folder) {
            return Err(format!(
                "{} lies outside the folder of the schema, which only `--include-anywhere` allows",
                path.display()
            ));
        }
        let input = Input::File(path.clone());
        let source = source(&input, Kind::Xml).map_err(|failure| failure.message().to_owned())?;
        Ok(Resolved { name: path.display().to_string(), source })
    }
}

/// Whether a reference begins with a scheme such as `http:` (RFC 3986, 3.1); a drive letter is none.
fn has_scheme(href: &str) -> bool {
    href.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|character: char| character.is_ascii_alphabetic())
            && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
    })
}

/// The path that a reference writes, with `%20` and its like decoded (RFC 3986, 2.1).
fn percent_decoded(href: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let code = (*first == b'%').then(|| tail.get(..2).and_then(|code| std::str::from_utf8(code).ok())).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).map_err(|_| format!("`{href}` is no path in UTF-8"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn includes_stay_in_the_folder_unless_they_may_leave_it() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(folder.path().join("in")).expect("a folder in it");
        fs::write(folder.path().join("out.rng"), "<grammar/>").expect("a file");
        fs::write(folder.path().join("in/a b.rng"), "<grammar/>").expect("a file");
        let schema = folder.path().join("in/main.rng");
        let base = schema.display().to_string();
        let near = LocalFiles::of(Some(&schema), Reach::Folder);
        assert_eq!(near.resolve("a%20b.rng", &base).expect("it is there").source.text(), "<grammar/>");
        assert!(near.resolve("../out.rng", &base).expect_err("outside").contains("outside the folder"));
        assert!(near.resolve("missing.rng", &base).expect_err("missing").contains("no such file"));
        assert!(near.resolve("https://example.org/a.rng", &base).expect_err("network").contains("never the network"));
        let far = LocalFiles::of(Some(&schema), Reach::Anywhere);
        assert!(far.resolve("../out.rng", &base).is_ok());
    }
}
