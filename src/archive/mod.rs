//! What archives ask of a file beyond TEI: profiles as data, and the check of a document against one.

mod built_in;
mod check;
mod findings;
mod path;
mod profile;
mod read;

pub use built_in::{built_in, text_of};
pub use check::{Asked, check};
pub use findings::{FINDINGS, FindingPage};
pub use path::{Path, PathError, Reached};
pub use profile::{Constraint, FileName, Profile, Prohibition, Reference, Requirement};
