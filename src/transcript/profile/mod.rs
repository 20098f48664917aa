//! Profiles: what somebody knows of a kind of transcripts, read strictly from TOML.
//!
//! A profile steers the reading and decides nothing that it does not name; what it does not say is found by evidence.

mod built_in;
mod guidance;
mod read;

pub use built_in::{built_in, text_of};
pub use guidance::{Genre, Guidance, LabelForm};

use crate::settings::Item;

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name by which the command line knows it; empty for one that has none.
    pub name: String,
    /// What it is for, in one line.
    pub about: String,
    /// The profile whose settings hold where this one says nothing: a name, or a file.
    pub extends: Option<Item<String>>,
    /// What it says.
    pub guidance: Guidance,
}
