//! Findings that are known already, so that only new ones fail: told by what they say and where they stand in the text, not by lines.

mod entry;
mod error;
mod file;
mod matching;

pub use entry::{Entry, entries, fingerprints};
pub use error::BaselineError;
pub use file::Baseline;
pub use matching::{Comparison, compare};
