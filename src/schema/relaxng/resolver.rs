//! How a schema finds the files that it includes: the caller opens them, the library never does.

use crate::source::Source;

/// Gives the texts of included files.
pub trait Resolver {
    /// Resolves a reference and reads what it names.
    ///
    /// `href` is the reference as written in the schema; `base` is the name (see [`Resolved::name`]) of the file that has it,
    /// or what `xml:base` makes of that name.
    ///
    /// # Errors
    /// A sentence, in lower case and without a full stop, that says why the file cannot be had.
    fn resolve(&self, href: &str, base: &str) -> Result<Resolved, String>;
}

/// An included file.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The name of the file: the same file has the same name however it is referred to, so that cycles are seen.
    pub name: String,
    /// What it says.
    pub source: Source,
}

/// Refuses every reference: for schemas that must stand alone.
#[derive(Clone, Copy, Debug)]
pub struct NoIncludes;

impl Resolver for NoIncludes {
    fn resolve(&self, _: &str, _: &str) -> Result<Resolved, String> {
        Err("this schema may not include other files".to_owned())
    }
}
