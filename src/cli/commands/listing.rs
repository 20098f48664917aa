//! Lists of what comes with the program, to be read by people and by programs.

use clap::ValueEnum;
use serde::Serialize;
use teiwright::settings::nearest;

use crate::cli::failure::Failure;

/// How the list of profiles is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// One line per profile: its name, and what it is for
    #[default]
    Text,
    /// One JSON array with one object per profile
    Json,
}

/// The rows of a list as JSON.
///
/// # Errors
/// [`Failure`] where one cannot be written.
pub fn json(rows: &[impl Serialize]) -> Result<Vec<u8>, Failure> {
    let mut out =
        serde_json::to_vec_pretty(rows).map_err(|error| Failure::new(format!("cannot write the profiles as JSON: {error}")))?;
    out.push(b'\n');
    Ok(out)
}

/// That no profile of a kind has a name, and the one that comes nearest.
pub fn unknown<'n>(kind: &str, name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let near = nearest(name, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!("there is no {kind} `{name}`{near}")
}

/// The names that there are, and that a file may be named: such as `HOUSE.toml`.
pub fn known_names<'n>(known: impl Iterator<Item = &'n str>, file: &str) -> String {
    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    format!("there are {}; a profile of your own is named by its file, `{file}`", known.join(", "))
}
