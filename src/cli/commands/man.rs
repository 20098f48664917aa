//! `teiwright man`: the manual pages.

use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man as Page;

use crate::cli::{
    args::Cli,
    commands::{answer, fail},
    failure::{Failure, reason},
    files,
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright man | man -l -
  teiwright man -o ~/.local/share/man/man1           one page for each command";

/// Print the manual page, or write the pages of all commands
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Man {
    /// Write the pages into the folder DIR, which is made if it is not there
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Man) -> Status {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let Some(folder) = &arguments.output else { return answer(page(root)) };
    match pages(root).and_then(|pages| write(folder, &pages)) {
        Ok(()) => Status::Clean,
        Err(failure) => fail(&failure),
    }
}

/// All pages with the names of their files.
fn pages(root: Command) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut pages = Vec::new();
    for command in root.get_subcommands() {
        let name = format!("{}-{}.1", root.get_name(), command.get_name());
        pages.push((name, page(command.clone())?));
    }
    pages.push((format!("{}.1", root.get_name()), page(root)?));
    Ok(pages)
}

fn page(command: Command) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let written = Page::new(command).render(&mut out);
    written.map_err(|error| Failure::new(format!("cannot write the manual page: {}", reason(&error))))?;
    Ok(out)
}

fn write(folder: &Path, pages: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    files::make_folder(folder)?;
    let paths: Vec<PathBuf> = pages.iter().map(|(name, _)| folder.join(name)).collect();
    let all: Vec<_> = paths.iter().zip(pages).map(|(path, (_, bytes))| (path.as_path(), bytes.as_slice())).collect();
    files::write_all(&all).map(drop)
}
