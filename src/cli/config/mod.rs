//! `teiwright.toml`: what a project asks of its files, found from each file upwards.

mod file;
mod find;

pub use file::Config;
pub use find::Finder;

use teiwright::{settings::SettingsError, source::Source};

use crate::cli::failure::Failure;

/// The name of the files that are found.
pub const NAME: &str = "teiwright.toml";

/// What is wrong with a file of settings, in the file that has it.
pub fn failure(source: &Source, error: &SettingsError) -> Failure {
    let failure = Failure::at(source, Some(error.span), &error.message);
    match &error.help {
        Some(help) => failure.help(help.as_str()),
        None => failure,
    }
}
