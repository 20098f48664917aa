//! `teiwright validate`: is it well-formed, and does it say what TEI means?

use std::path::PathBuf;

use clap::Args;
use teiwright::{rules::Selection, validate};

use crate::cli::{
    args::{ReportFlags, Strict},
    failure::{Failure, chain},
    files::{self, Found, Kind},
    run::{Outcome, Run, Stream},
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright validate meeting.xml
  teiwright validate encoded/                        every *.xml in the folder and below it
  teiwright validate a.xml --select DR               only the rules whose code begins with DR
  teiwright validate a.xml --ignore HD,speech-without-who
  teiwright validate encoded/ --output-format jsonl --output-file report.jsonl

`teiwright rules` lists the rules, `teiwright explain DR001` tells more about one.";

/// Check TEI files: well-formedness, then our rules
///
/// Exit status 1 on error findings, with --strict on warnings too; infos never count.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Validate {
    /// TEI files, or folders to walk for *.xml; `-` reads standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Apply only these rules: codes, beginnings of codes, or names
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave out these rules: codes, beginnings of codes, or names
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    #[command(flatten)]
    strict: Strict,
    #[command(flatten)]
    report: ReportFlags,
}

/// Runs the command.
pub fn run(arguments: &Validate) -> Status {
    let run = Run::new(&arguments.report, Stream::Stdout, arguments.strict.strict);
    let options = match Selection::new(&arguments.select, &arguments.ignore) {
        Ok(rules) => validate::Options { rules },
        Err(error) => return run.refuse(&[Failure::new(chain(&error))]),
    };
    let (found, failures) = files::find(&arguments.paths, "xml", "check");
    let status = run.refuse(&failures);
    status.max(run.over(&found, |found| found, |found| one(found, &options, &run)))
}

fn one(found: &Found, options: &validate::Options, run: &Run<'_>) -> Outcome {
    match files::source(&found.input, Kind::Xml) {
        Err(failure) => run.failed(&failure),
        Ok(source) => {
            let mut outcome = run.judged(&source, &validate::validate(&source, options));
            outcome.notes = run.note_read(&source);
            outcome
        }
    }
}
