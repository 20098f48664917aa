//! Compares two encodings of a text: reads both, tells what changed, and renders it for people and for programs.

mod agreement;
mod digest;
mod patch;
mod release;
pub mod render;
pub mod sample;

use crate::{
    delta::{self, Delta, Scope},
    source::Source,
    xml::{self, ReadError},
};

pub use agreement::{Agreement, Disagreement, ElementAgreement, Manner, agree};
pub use patch::{PatchError, apply};
pub use release::{FileChange, Release, State};

/// The JSON Schema of [`render::json`]'s value.
pub const SCHEMA: &str = include_str!("delta.schema.json");

/// Why two documents cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiffError {
    /// The old document is not well-formed.
    #[error("the old document cannot be compared")]
    Old(#[source] ReadError),
    /// The new document is not well-formed.
    #[error("the new document cannot be compared")]
    New(#[source] ReadError),
}

/// Tells what changed from one document to another.
///
/// # Errors
/// [`DiffError`] when one of the two is not well-formed; the old one is read first.
///
/// ```
/// use teiwright::{delta::{Layout, Scope}, diff, source::Source};
///
/// let old = Source::from_text("a.xml", "<p xmlns='http://www.tei-c.org/ns/1.0'>To be or not</p>");
/// let new = Source::from_text("b.xml", "<p xmlns='http://www.tei-c.org/ns/1.0'>To be and <hi>not</hi></p>");
/// let delta = diff::diff(&old, &new, &Scope::default())?;
/// assert_eq!(delta.verdict(Layout::Hidden), "1 word changed; 1 tag differs");
/// # Ok::<(), diff::DiffError>(())
/// ```
pub fn diff(old: &Source, new: &Source, scope: &Scope) -> Result<Delta, DiffError> {
    let old = xml::parse(old).map_err(DiffError::Old)?;
    let new = xml::parse(new).map_err(DiffError::New)?;
    Ok(delta::between(&old, &new, scope))
}
