//! `teiwright patch`: the new file back, from the old one and what `diff` told.

use std::path::PathBuf;

use clap::Args;
use teiwright::{
    diff::{self, PatchError},
    source::Source,
};

use crate::cli::{
    args::Verbosity,
    commands::{answer, fail},
    failure::{Failure, chain},
    files::{self, Input, Kind, Staged, commit, identity},
    run::{read_line, say, would_overwrite},
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright diff old.xml new.xml --output-format json -o changes.json
  teiwright patch old.xml changes.json -o new.xml";

/// Make the new file of a comparison from the old one, byte for byte
///
/// Exit status 0 when the file is made, 2 when it cannot be: nothing is written then.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Patch {
    /// The older TEI file of the comparison; `-` reads standard input
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// What `teiwright diff --output-format json` wrote; `-` reads standard input
    #[arg(value_name = "DELTA")]
    delta: PathBuf,
    /// Write the new file to FILE, which appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    verbosity: Verbosity,
}

/// Runs the command.
pub fn run(arguments: &Patch) -> Status {
    let made = patched(arguments);
    match (&arguments.output, made) {
        (Some(path), Ok(bytes)) => {
            let written = Staged::create(path).and_then(|mut file| {
                file.write(&bytes)?;
                commit(vec![file])
            });
            written.map_or_else(|failure| fail(&failure), |()| Status::Clean)
        }
        (_, made) => answer(made),
    }
}

fn patched(arguments: &Patch) -> Result<Vec<u8>, Failure> {
    let (old, delta) = (Input::of(&arguments.old), Input::of(&arguments.delta));
    if let Some(path) = &arguments.output
        && [&old, &delta].into_iter().filter_map(Input::path).any(|input| identity(input) == identity(path))
    {
        return Err(would_overwrite(path));
    }
    if old.path().is_none() && delta.path().is_none() {
        return Err(Failure::new("standard input can be given once").help("name a file for one of the two"));
    }
    let (old, delta) = (read(&old, arguments)?, read(&delta, arguments)?);
    diff::apply(&old, delta.text()).map_err(|error| {
        let help = match error {
            PatchError::NotOld(_) => "name the file that `teiwright diff` read as OLD, unchanged",
            PatchError::Version(_) => "apply it with the version of teiwright that wrote it, or compare again",
            PatchError::Form(_) => "make it anew: `teiwright diff OLD NEW --output-format json -o DELTA.json`",
            _ => "take the delta as it was written, or compare again",
        };
        // What is wrong with the delta is said of its file.
        let name = if matches!(error, PatchError::NotOld(_)) { old.name() } else { delta.name() };
        Failure::of(name, chain(&error)).help(help)
    })
}

fn read(input: &Input, arguments: &Patch) -> Result<Source, Failure> {
    let source = files::source(input, Kind::Xml)?;
    if arguments.verbosity.verbose {
        say(&read_line(&source));
    }
    Ok(source)
}
