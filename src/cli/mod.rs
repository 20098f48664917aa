//! The command line: arguments, files, colors, progress, exit status.
//!
//! This is the only part that touches the world. A command's function reads, calls one library function, and renders;
//! what it knows about TEI it has from the library.

mod args;
mod commands;
mod config;
mod date;
mod failure;
mod files;
mod interruption;
mod jobs;
mod panic;
mod report;
mod run;
mod status;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::Cli;

/// Runs the command that the process's arguments name, and gives its exit status.
pub fn run() -> ExitCode {
    panic::install_hook();
    interruption::install_handler();
    match Cli::try_parse() {
        Ok(cli) => commands::run(cli.command).into(),
        Err(error) => {
            // Help that nobody reads to the end is no failure.
            let _ = error.print();
            u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
        }
    }
}
