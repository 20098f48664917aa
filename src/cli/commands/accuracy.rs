//! `teiwright accuracy`: how right the changes of `diff` are, by a sheet that people filled in.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;
use teiwright::diff::sample::{self, Interval, Judged, SheetError};

use crate::cli::{
    commands::{answer, fail},
    failure::Failure,
    files::{self, Input, Kind},
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright diff old.xml new.xml --sample 50 --seed 7 -o sheet.md
  teiwright accuracy sheet.md                        after one box of each change was marked: [x]
  teiwright diff old.xml new.xml --sample 50 --output-format csv -o sheet.csv
  teiwright accuracy sheet.csv                       after `correct` or `incorrect` was written in the column `judgement`";

/// Tell how right the changes of `diff` are, by a sheet that people filled in
///
/// Gives the share of changes that were judged correct, with its 95 % interval (Wilson's score interval). Changes without a
/// judgement are counted apart.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Accuracy {
    /// The sheet that `teiwright diff --sample` wrote, filled in; `-` reads standard input
    #[arg(value_name = "SHEET")]
    sheet: PathBuf,
    /// How the result is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: AccuracyFormat,
}

/// How the result is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum AccuracyFormat {
    /// Two lines
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// Runs the command.
pub fn run(arguments: &Accuracy) -> Status {
    match read(arguments) {
        Err(failure) => fail(&failure),
        Ok((judged, interval)) => answer(Ok(match arguments.output_format {
            AccuracyFormat::Text => text(judged, interval),
            AccuracyFormat::Json => format!(
                "{}\n",
                json!({"correct": judged.correct, "incorrect": judged.incorrect, "open": judged.open,
                       "accuracy": interval.share, "low": interval.low, "high": interval.high, "confidence": 0.95})
            ),
        }
        .into_bytes())),
    }
}

fn read(arguments: &Accuracy) -> Result<(Judged, Interval), Failure> {
    let source = files::source(&Input::of(&arguments.sheet), Kind::Settings)?;
    let judged = sample::judged(source.text()).map_err(|error| {
        let help = match error {
            SheetError::Form => "name a sheet that `teiwright diff OLD NEW --sample N` wrote",
            SheetError::Both(_) => "leave one of the two marked",
            SheetError::Judgement(..) => "mark a box with `[x]`, or write `correct` or `incorrect`",
            SheetError::Columns(_) => "write in the column `judgement` only",
        };
        Failure::of(source.name(), error).help(help)
    })?;
    let interval = sample::wilson(judged.correct, judged.correct + judged.incorrect).ok_or_else(|| {
        Failure::of(source.name(), "no change is judged yet")
            .help("mark one box of each change, `[x]`, or write `correct` or `incorrect` in the column `judgement`")
    })?;
    Ok((judged, interval))
}

fn text(judged: Judged, interval: Interval) -> String {
    let all = judged.correct + judged.incorrect;
    let Interval { share, low, high } = interval;
    let open = match judged.open {
        0 => String::new(),
        open => format!("{open} of {} without a judgement\n", all + open),
    };
    format!("{} of {all} correct\naccuracy {share:.3}, 95 % interval {low:.3} to {high:.3} (Wilson)\n{open}", judged.correct)
}
