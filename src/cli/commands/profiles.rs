//! `teiwright profiles`: what may be said of transcripts before they are read.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;
use teiwright::transcript::{Guidance, Profile, built_in_profiles, profile_text};

use crate::cli::{
    commands::{
        answer,
        listing::{self, ListFormat},
    },
    failure::Failure,
    files::{self, Input, Kind},
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright profiles
  teiwright profiles interview                       the profile itself
  teiwright profiles interview > house.toml          a profile to begin with: then `--profile house.toml`

`teiwright convert FILE --profile interview` reads by one.";

/// How many profiles may extend one another.
const DEPTH_LIMIT: usize = 8;

/// List the profiles that `convert --profile` knows, or print one
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Profiles {
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
    about: &'p str,
    extends: Option<&'p str>,
}

/// Runs the command.
pub fn run(arguments: &Profiles) -> Status {
    answer(match (&arguments.name, arguments.output_format) {
        (Some(name), _) => profile_text(name).map(|text| text.as_bytes().to_vec()).ok_or_else(|| unknown(name)),
        (None, ListFormat::Text) => Ok(table().into_bytes()),
        (None, ListFormat::Json) => json(),
    })
}

/// What a profile says, and those that it extends: a name, or a file that ends in `.toml`.
pub fn load(name: &str) -> Result<Guidance, Failure> {
    let mut guidance = Guidance::default();
    let mut next = Some(if is_file(name) { Step::File(PathBuf::from(name)) } else { Step::Profile(built_in(name)?) });
    for _ in 0..DEPTH_LIMIT {
        match next.take() {
            None => return Ok(guidance),
            Some(Step::Profile(profile)) => {
                guidance = guidance.over(&profile.guidance);
                next = match &profile.extends {
                    Some(base) => Some(Step::Profile(built_in(&base.value)?)),
                    None => None,
                };
            }
            Some(Step::File(path)) => {
                let source = files::source(&Input::File(path.clone()), Kind::Settings)?;
                let profile = Profile::parse(&source).map_err(|error| {
                    let failure = Failure::at(&source, Some(error.span), error.message);
                    match error.help {
                        Some(help) => failure.help(help),
                        None => failure,
                    }
                })?;
                guidance = guidance.over(&profile.guidance);
                next = match profile.extends {
                    Some(base) if is_file(&base.value) => {
                        Some(Step::File(path.parent().unwrap_or(Path::new("")).join(base.value)))
                    }
                    Some(base) => {
                        let known = built_in_profiles().iter().find(|profile| profile.name == base.value);
                        let place = |()| Failure::at(&source, Some(base.span), message(&base.value)).help(known_names());
                        Some(Step::Profile(known.ok_or(()).map_err(place)?))
                    }
                    None => None,
                };
            }
        }
    }
    match next {
        None => Ok(guidance),
        Some(_) => Err(Failure::new(format!("the profile {name} extends another {DEPTH_LIMIT} times over"))
            .help("a profile extends one that does not lead back to it")),
    }
}

/// A profile on the way to the one that extends none.
enum Step {
    Profile(&'static Profile),
    File(PathBuf),
}

fn is_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

fn built_in(name: &str) -> Result<&'static Profile, Failure> {
    built_in_profiles().iter().find(|profile| profile.name == name).ok_or_else(|| unknown(name))
}

/// The failure of a name that no profile has.
fn unknown(name: &str) -> Failure {
    Failure::new(message(name)).help(known_names())
}

fn message(name: &str) -> String {
    listing::unknown("profile", name, names())
}

fn known_names() -> String {
    listing::known_names(names(), "HOUSE.toml")
}

fn names() -> impl Iterator<Item = &'static str> {
    built_in_profiles().iter().map(|profile| profile.name.as_str())
}

fn table() -> String {
    let width = built_in_profiles().iter().map(|profile| profile.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for Profile { name, about, .. } in built_in_profiles() {
        writeln!(out, "{name:<width$}  {about}").expect("a string takes all that is written");
    }
    out
}

fn json() -> Result<Vec<u8>, Failure> {
    let row = |profile: &'static Profile| Row {
        name: &profile.name,
        about: &profile.about,
        extends: profile.extends.as_ref().map(|base| base.value.as_str()),
    };
    let rows: Vec<Row<'_>> = built_in_profiles().iter().map(row).collect();
    listing::json(&rows)
}
