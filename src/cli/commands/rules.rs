//! `teiwright rules`: what is checked.

use std::fmt::Write;

use clap::{Args, ValueEnum};
use teiwright::rules;

use crate::cli::{commands::answer, failure::Failure, status::Status};

const EXAMPLES: &str = "\
Examples:
  teiwright rules
  teiwright rules --output-format json
  teiwright rules --output-format markdown > rules.md

`teiwright explain CODE` prints the page of one rule.";

/// List the rules that `validate` applies
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Rules {
    /// How the list is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: ListFormat,
}

/// How the list of rules is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// One line per rule: code, severity, name, summary
    #[default]
    Text,
    /// One JSON array with one object per rule
    Json,
    /// The whole reference, with the reasons and examples of each rule
    Markdown,
}

/// Runs the command.
pub fn run(arguments: &Rules) -> Status {
    answer(match arguments.output_format {
        ListFormat::Text => Ok(table().into_bytes()),
        ListFormat::Json => json(),
        ListFormat::Markdown => Ok(rules::reference().into_bytes()),
    })
}

fn table() -> String {
    let pages = rules::pages();
    let width = pages.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for rule in pages {
        writeln!(out, "{}  {:<7}  {:<width$}  {}", rule.code, rule.severity, rule.name, rule.summary)
            .expect("a string takes all that is written");
    }
    out
}

fn json() -> Result<Vec<u8>, Failure> {
    let mut out = serde_json::to_vec_pretty(&rules::pages())
        .map_err(|error| Failure::new(format!("cannot write the rules as JSON: {error}")))?;
    out.push(b'\n');
    Ok(out)
}
