//! Where files lie for those who read a report elsewhere: from the root of the repository.

use std::{
    env,
    path::{Component, Path, PathBuf},
};

/// The folders from which the names in a report are told.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// The root of the repository, or the current folder where there is none.
    root: PathBuf,
    /// The current folder.
    current: PathBuf,
}

/// A file's place for those who read a report elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The path with `/` between its parts, from the root of the repository where it lies in it.
    pub path: String,
    /// Whether the path begins at the root of the repository.
    pub is_below_root: bool,
}

impl Base {
    /// The repository that the current folder is in, if any.
    pub fn here() -> Base {
        let current = env::current_dir().unwrap_or_default();
        let root = repository(&current).unwrap_or_else(|| current.clone());
        Base { root, current }
    }

    /// Where a file lies that was named from the current folder.
    pub fn location(&self, name: &str) -> Location {
        let whole = lexical(&self.current.join(name));
        let (path, is_below_root) = match whole.strip_prefix(&self.root) {
            Ok(below) => (below, true),
            Err(_) => (whole.as_path(), false),
        };
        let parts = path.components().filter_map(|part| match part {
            Component::RootDir => None,
            part => Some(part.as_os_str().to_string_lossy()),
        });
        let path = parts.collect::<Vec<_>>().join("/");
        Location { path: if is_below_root { path } else { format!("/{path}") }, is_below_root }
    }
}

impl Location {
    /// The place as a URI reference (RFC 3986): relative below the root of the repository, else of the scheme `file`.
    pub fn uri(&self) -> String {
        let mut uri = if self.is_below_root { String::new() } else { "file://".to_owned() };
        for byte in self.path.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
                _ => uri += &format!("%{byte:02X}"),
            }
        }
        uri
    }
}

/// The nearest folder at or above `folder` that holds `.git`.
fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// The path without `.` and `..`, as it is written, links not followed.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn files_are_named_from_the_root_of_the_repository() {
        let base = Base { root: "/home/a/plays".into(), current: "/home/a/plays/tei".into() };
        let uri = |name| base.location(name).uri();
        assert_eq!(uri("hamlet.xml"), "tei/hamlet.xml");
        assert_eq!(uri("./../b c/ä.xml"), "b%20c/%C3%A4.xml");
        assert_eq!(uri("/home/a/plays/x.xml"), "x.xml");
        assert_eq!(uri("/other/x.xml"), "file:///other/x.xml");
        assert_eq!(base.location("../../x.xml").path, "/home/a/x.xml");
    }
}
