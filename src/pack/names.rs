//! File names that every system and every bag can hold, and no two that one system takes for one.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Why a path cannot be in a package.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// It leaves the folder, or is empty.
    #[error("the path leads out of the package")]
    Outside,
    /// A character that some system forbids.
    #[error("the name has {0:?}, which Windows or a bag cannot hold")]
    Character(char),
    /// A name that Windows keeps for a device.
    #[error("`{0}` is the name of a device in Windows")]
    Device(String),
    /// A part that ends with a full stop or a space.
    #[error("`{0}` ends with a full stop or a space, which Windows drops")]
    End(String),
    /// A part that is longer than file systems allow.
    #[error("a part of the path has more than 255 bytes")]
    Long,
    /// Another path that differs in case or in the composition of letters only.
    #[error("`{0}` has the same name but for case or the composition of letters")]
    Collision(String),
}

/// The names that Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// The paths of a package so far.
#[derive(Clone, Debug, Default)]
pub struct Names {
    taken: HashMap<String, String>,
}

impl Names {
    /// Takes a path with `/`, or says why it cannot be taken.
    ///
    /// # Errors
    /// [`NameError`].
    ///
    /// ```
    /// use teiwright::pack::{NameError, Names};
    ///
    /// let mut names = Names::default();
    /// assert!(names.take("plays/Nathan.xml").is_ok());
    /// assert!(matches!(names.take("plays/nathan.xml"), Err(NameError::Collision(_))));
    /// assert_eq!(names.take("../a.xml"), Err(NameError::Outside));
    /// ```
    pub fn take(&mut self, path: &str) -> Result<(), NameError> {
        for part in path.split('/') {
            judge(part)?;
        }
        match self.taken.insert(folded(path), path.to_owned()) {
            Some(other) => Err(NameError::Collision(other)),
            None => Ok(()),
        }
    }
}

/// A path as systems that do not tell case or composition apart compare it.
pub(super) fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn judge(part: &str) -> Result<(), NameError> {
    if matches!(part, "" | "." | "..") {
        return Err(NameError::Outside);
    }
    if let Some(bad) = part.chars().find(|it| matches!(it, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*') || it.is_control()) {
        return Err(NameError::Character(bad));
    }
    if part.ends_with(['.', ' ']) {
        return Err(NameError::End(part.to_owned()));
    }
    if part.len() > 255 {
        return Err(NameError::Long);
    }
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_port =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|it| it.len() == 1 && it.bytes().all(|b| b.is_ascii_digit()));
    if DEVICES.contains(&stem.as_str()) || is_port("com") || is_port("lpt") {
        return Err(NameError::Device(part.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_cannot_hold_are_refused() {
        let refused = |path: &str| Names::default().take(path).expect_err("it is refused");
        assert_eq!(refused("/etc/a.xml"), NameError::Outside);
        assert_eq!(refused("a//b.xml"), NameError::Outside);
        assert_eq!(refused("a/./b.xml"), NameError::Outside);
        assert_eq!(refused("c:a.xml"), NameError::Character(':'));
        assert_eq!(refused("a\nb.xml"), NameError::Character('\n'));
        assert_eq!(refused("Aux.xml"), NameError::Device("Aux.xml".to_owned()));
        assert_eq!(refused("com1/a.xml"), NameError::Device("com1".to_owned()));
        assert_eq!(refused("a./b.xml"), NameError::End("a.".to_owned()));
        assert_eq!(refused(&"ü".repeat(130)), NameError::Long);
        assert!(Names::default().take("common/console.xml").is_ok());
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_name() {
        let mut names = Names::default();
        names.take("caf\u{e9}.xml").expect("a good name");
        assert_eq!(names.take("cafe\u{301}.xml"), Err(NameError::Collision("caf\u{e9}.xml".to_owned())));
    }
}
