//! `teiwright agree`: how far two encoders of one text agree.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use teiwright::{
    delta::{Ignored, Scope},
    diff::{self, render},
};

use crate::cli::{
    args::Verbosity,
    commands::{
        answer,
        compare::{Two, failure, write},
        fail,
    },
    failure::Failure,
    status::Status,
    terminal::printable,
};

const EXAMPLES: &str = "\
Examples:
  teiwright agree anna.xml bert.xml
  teiwright agree anna.xml bert.xml --element persName,placeName
  teiwright agree anna.xml bert.xml --output-format json -o agreement.json

Columns: how many elements of the name are in A and in B, how many are around the very same words, F1 of these, F1 of those that
share at least a word, Cohen's kappa of whether a word is in the element, Krippendorff's unitized alpha.";

/// Measure how far two encoders of one text agree
///
/// The texts are aligned word by word, and the elements of both are compared over the words that both have. Headers are left
/// out. Exit status 0 when they agree in all, 1 when they do not, 2 when they cannot be compared.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Agree {
    /// The TEI file of one encoder; `-` reads standard input
    #[arg(value_name = "A")]
    a: PathBuf,
    /// The TEI file of the other; `-` reads standard input
    #[arg(value_name = "B")]
    b: PathBuf,
    /// Compare only elements of these names
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    element: Vec<String>,
    /// Leave out elements with all that they hold
    #[arg(long, value_name = "ELEMENT", value_delimiter = ',')]
    ignore: Vec<Ignored>,
    /// How the measures are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Report")]
    output_format: AgreeFormat,
    /// Write them to FILE, which appears when it is whole
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    output_file: Option<PathBuf>,
    #[command(flatten)]
    verbosity: Verbosity,
}

/// How measures are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum AgreeFormat {
    /// A table, and the places of disagreement
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// Runs the command.
pub fn run(arguments: &Agree) -> Status {
    match measured(arguments) {
        Err(failure) => fail(&failure),
        Ok((report, is_same)) => {
            let written = match &arguments.output_file {
                Some(path) => write(path, &report).map_or_else(|failure| fail(&failure), |()| Status::Clean),
                None => answer(Ok(report)),
            };
            written.max(if is_same { Status::Clean } else { Status::Found })
        }
    }
}

/// The rendered measures, and whether there is no disagreement.
fn measured(arguments: &Agree) -> Result<(Vec<u8>, bool), Failure> {
    let output: Option<&Path> = arguments.output_file.as_deref();
    let Two { old: a, new: b } = Two::read(&arguments.a, &arguments.b, output, &arguments.verbosity)?;
    let ignored = arguments.ignore.iter().cloned().chain([Ignored::header()]).collect();
    let scope = Scope { only: None, ignored };
    let agreement = diff::agree(&a, &b, &scope, &arguments.element).map_err(|error| failure(&error, &a, &b))?;
    if agreement.shared == agreement.changed {
        let message = format!("{} and {} have no word in common", a.name(), b.name());
        return Err(Failure::new(message).help("name two encodings of one text"));
    }
    if let Some(name) = arguments.element.iter().find(|name| !agreement.elements.iter().any(|it| it.element == **name)) {
        let message = format!("neither {} nor {} has an element `{name}` that holds words of both", a.name(), b.name());
        return Err(Failure::new(message).help("name elements as they stand in the files, without prefix"));
    }
    let report = match arguments.output_format {
        AgreeFormat::Text => {
            let text = render::agreement(&agreement, &a, &b);
            text.lines().map(|line| printable(line) + "\n").collect()
        }
        AgreeFormat::Json => render::agreement_json(&agreement, &a, &b),
    };
    Ok((report.into_bytes(), agreement.disagreements.is_empty()))
}
