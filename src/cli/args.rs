//! The command's arguments as a whole, and the flags that several commands share: one definition each.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, Parser, Subcommand};

use crate::cli::{
    commands::{
        Accuracy, Agree, Archives, Completions, Convert, Diff, Explain, Man, Pack, Patch, Profiles, Rules, SchemaCommand, Table,
        Text, Validate, Verify, View,
    },
    report::Format,
    terminal::ColorWhen,
};

const STATUS: &str = "\
Exit status:
  0  clean, or no difference
  1  errors found, or differences
  2  the work could not be done

`teiwright COMMAND --help` has examples to copy.";

/// From plain transcripts of speech to TEI XML, and the proof that no character was lost
#[derive(Debug, Parser)]
#[command(name = "teiwright", version, about, after_help = STATUS, max_term_width = 100)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands, in the order of the work.
#[derive(Debug, Subcommand)]
pub enum Command {
    Convert(Convert),
    Verify(Verify),
    Validate(Validate),
    Diff(Diff),
    Patch(Patch),
    Accuracy(Accuracy),
    Agree(Agree),
    Text(Text),
    Table(Table),
    View(View),
    Pack(Pack),
    Schema(SchemaCommand),
    Rules(Rules),
    Explain(Explain),
    Archives(Archives),
    Profiles(Profiles),
    Completions(Completions),
    Man(Man),
}

/// How a command reports on files.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub struct ReportFlags {
    /// How the report is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: Format,
    #[command(flatten)]
    pub file: OutputFile,
    #[command(flatten)]
    pub jobs: Jobs,
    #[command(flatten)]
    pub color: Color,
    #[command(flatten)]
    pub verbosity: Verbosity,
}

/// Where a report goes.
#[derive(Debug, Args)]
pub struct OutputFile {
    /// Write the report to FILE, which appears when it is whole
    #[arg(long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
}

/// How many files at once.
#[derive(Debug, Args)]
pub struct Jobs {
    /// Work on N files at once; the output is the same at any N [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// When to color.
#[derive(Debug, Args)]
pub struct Color {
    /// When to color the report
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColorWhen,
}

/// How much is said beside the report.
#[derive(Debug, Args)]
pub struct Verbosity {
    /// Leave out the progress bar and the summary; findings and failures remain
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say on standard error which files are read and written
    #[arg(short, long)]
    pub verbose: bool,
}

/// What fails a run.
#[derive(Debug, Args)]
pub struct Strict {
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
}
