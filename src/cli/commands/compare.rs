//! What the commands that compare two files have in common: reading both, and writing what came of it.

use std::path::Path;

use teiwright::{diff::DiffError, source::Source};

use crate::cli::{
    args::Verbosity,
    failure::{Failure, chain},
    files::{self, Input, Kind, Staged, commit, identity},
    run::{read_line, say, would_overwrite},
};

/// Two texts to compare.
pub(super) struct Two {
    pub(super) old: Source,
    pub(super) new: Source,
}

impl Two {
    /// Reads two files, neither of which is the one to write.
    pub(super) fn read(old: &Path, new: &Path, output: Option<&Path>, verbosity: &Verbosity) -> Result<Two, Failure> {
        let (old, new) = (Input::of(old), Input::of(new));
        if let Some(path) = output
            && [&old, &new].into_iter().filter_map(Input::path).any(|input| identity(input) == identity(path))
        {
            return Err(would_overwrite(path));
        }
        if matches!((&old, &new), (Input::Stdin { .. }, Input::Stdin { .. })) {
            return Err(Failure::new("standard input can be given once").help("name a file for one of the two"));
        }
        Ok(Two { old: read(&old, verbosity)?, new: read(&new, verbosity)? })
    }
}

fn read(input: &Input, verbosity: &Verbosity) -> Result<Source, Failure> {
    let source = files::source(input, Kind::Xml)?;
    if verbosity.verbose {
        say(&read_line(&source));
    }
    Ok(source)
}

/// What keeps two texts from being compared, at its place in the one that has it.
pub(super) fn failure(error: &DiffError, old: &Source, new: &Source) -> Failure {
    let (source, fault) = match error {
        DiffError::Old(fault) => (old, fault),
        DiffError::New(fault) => (new, fault),
    };
    Failure::at(source, Some(fault.span()), chain(error)).help(fault.help())
}

/// Writes a report to a file, which appears when it is whole.
pub(super) fn write(path: &Path, report: &[u8]) -> Result<(), Failure> {
    let mut file = Staged::create(path)?;
    file.write(report)?;
    commit(vec![file])
}
