//! `teiwright archives`: what archives ask for.

use std::fmt::Write;

use clap::Args;
use serde::Serialize;
use teiwright::archive::{self, Profile};

use crate::cli::{
    commands::{
        answer,
        listing::{self, ListFormat},
    },
    failure::Failure,
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright archives
  teiwright archives dracor                          the profile itself, with the archive's documents
  teiwright archives deposit > ours.toml             a profile to begin with: then `--archive ours.toml`
  teiwright archives --output-format json

`teiwright validate FILE --archive dracor` judges by one.";

/// List the archives whose demands `validate --archive` knows, or print one profile
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Archives {
    /// Print this profile, to be read, or copied and changed
    #[arg(value_name = "NAME", conflicts_with = "output_format")]
    name: Option<String>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: ListFormat,
}

#[derive(Serialize)]
struct Row<'p> {
    name: &'p str,
    title: &'p str,
    about: &'p str,
    documents: Vec<Document<'p>>,
}

#[derive(Serialize)]
struct Document<'p> {
    name: &'p str,
    url: &'p str,
}

/// Runs the command.
pub fn run(arguments: &Archives) -> Status {
    answer(match (&arguments.name, arguments.output_format) {
        (Some(name), _) => archive::text_of(name).map(|text| text.as_bytes().to_vec()).ok_or_else(|| unknown(name)),
        (None, ListFormat::Text) => Ok(table().into_bytes()),
        (None, ListFormat::Json) => json(),
    })
}

/// The failure of a name that no profile has.
pub fn unknown(name: &str) -> Failure {
    let names = || archive::built_in().iter().map(|profile| profile.name.as_str());
    Failure::new(listing::unknown("archive profile", name, names())).help(listing::known_names(names(), "OURS.toml"))
}

fn table() -> String {
    let width = archive::built_in().iter().map(|profile| profile.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for Profile { name, title, about, .. } in archive::built_in() {
        writeln!(out, "{name:<width$}  {title}: {about}").expect("a string takes all that is written");
    }
    out
}

fn json() -> Result<Vec<u8>, Failure> {
    let row = |profile: &'static Profile| Row {
        name: &profile.name,
        title: &profile.title,
        about: &profile.about,
        documents: profile.documents.iter().map(|it| Document { name: &it.name, url: &it.url }).collect(),
    };
    let rows: Vec<Row<'_>> = archive::built_in().iter().map(row).collect();
    listing::json(&rows)
}
