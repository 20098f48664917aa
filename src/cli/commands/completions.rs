//! `teiwright completions`: what a shell needs to complete our arguments.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::{args::Cli, commands::answer, status::Status};

const EXAMPLES: &str = "\
Examples:
  teiwright completions bash > ~/.local/share/bash-completion/completions/teiwright
  teiwright completions fish > ~/.config/fish/completions/teiwright.fish
  teiwright completions zsh > ~/.zfunc/_teiwright";

/// Print the completions for a shell
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Runs the command.
pub fn run(arguments: &Completions) -> Status {
    let mut out = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "teiwright", &mut out);
    answer(Ok(out))
}
