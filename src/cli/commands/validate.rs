//! `teiwright validate`: is it well-formed, and does it say what TEI means?

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard},
};

use clap::Args;
use teiwright::{
    rules::Selection,
    schema::{Options as Expected, Schema},
    validate::{Options, Validator},
};

use crate::cli::{
    args::{ReportFlags, Strict},
    commands::{
        corpus,
        mend::{self, MendFlags},
        schema::{self, IncludeReach},
    },
    failure::{Failure, chain},
    files::{self, Found, Kind, identity},
    run::{Outcome, Run, Stream},
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright validate meeting.xml
  teiwright validate encoded/                        every *.xml in the folder and below it
  teiwright validate a.xml --select DR               only the rules whose code begins with DR
  teiwright validate a.xml --ignore HD,speech-without-who
  teiwright validate plays/ --schema tei_all.rng     by the schema of the TEI Consortium, and our rules
  teiwright validate any.xml --schema any.rnc --no-rules
  teiwright validate plays/ --corpus plays/          pointers may lead from one file to another
  teiwright validate plays/ --diff --unsafe-fixes    show what could be mended
  teiwright validate plays/ --fix                    mend what can be mended safely
  teiwright validate encoded/ --output-format jsonl --output-file report.jsonl

`teiwright rules` lists the rules, `teiwright explain DR001` tells more about one.";

/// Check TEI files: well-formedness, then a schema, then our rules
///
/// Without --schema, the schema is our own, which holds the TEI that transcripts need; it is a part of TEI All.
/// Exit status 1 on error findings, with --strict on warnings too; infos never count.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Validate {
    /// TEI files, or folders to walk for *.xml; `-` reads standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Judge by this RELAX NG schema too, in either syntax; several may be given [default: teiwright's own, `teiwright`]
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,
    /// Judge by no schema, only by the rules
    #[arg(long, conflicts_with = "schema")]
    no_schema: bool,
    /// Judge by no rules, only by the schema
    #[arg(long, conflicts_with_all = ["select", "ignore", "no_schema"])]
    no_rules: bool,
    #[command(flatten)]
    reach: IncludeReach,
    /// Apply only these rules: codes, beginnings of codes, or names
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave out these rules: codes, beginnings of codes, or names
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// A folder, or a corpus root with its includes, whose files define the ids that pointers may lead to
    #[arg(long, value_name = "PATH")]
    corpus: Vec<PathBuf>,
    #[command(flatten)]
    mend: MendFlags,
    #[command(flatten)]
    strict: Strict,
    #[command(flatten)]
    report: ReportFlags,
}

/// The name by which `--schema` means our own schema.
const OWN: &str = "teiwright";

/// Runs the command.
pub fn run(arguments: &Validate) -> Status {
    let run = Run::new(&arguments.report, Stream::Stdout, arguments.strict.strict);
    if let Some(failure) = arguments.mend.refusal(arguments.report.output_format) {
        return run.refuse(&[failure]);
    }
    let options = match options(arguments) {
        Ok(options) => options,
        Err(failure) => return run.refuse(&[failure]),
    };
    let (found, failures) = files::find(&arguments.paths, "xml", "check");
    let status = run.refuse(&failures);
    // A validator learns a grammar's states as it goes: each thread takes one that is free, and gives it back.
    let idle = Mutex::new(Vec::new());
    status.max(run.over(
        &found,
        |found| found,
        |found| {
            let free = idle.lock().map_or(None, |mut idle: MutexGuard<'_, Vec<Validator>>| idle.pop());
            let mut validator = free.unwrap_or_else(|| Validator::new(&options));
            let outcome = one(found, &mut validator, arguments, &run);
            if let Ok(mut idle) = idle.lock() {
                idle.push(validator);
            }
            outcome
        },
    ))
}

fn options(arguments: &Validate) -> Result<Options, Failure> {
    let rules = Selection::new(&arguments.select, &arguments.ignore).map_err(|error| Failure::new(chain(&error)))?;
    let own = [PathBuf::from(OWN)];
    let names = match (arguments.no_schema, arguments.schema.is_empty()) {
        (true, _) => &[],
        (false, true) => own.as_slice(),
        (false, false) => arguments.schema.as_slice(),
    };
    let load = |name: &PathBuf| match name.as_os_str() == OWN && !name.exists() {
        true => Ok(Arc::clone(Schema::built_in())),
        false => schema::load(name, arguments.reach.reach()).map(Arc::new),
    };
    let schemas = names.iter().map(load).collect::<Result<_, _>>()?;
    let expected = match arguments.report.verbosity.verbose {
        true => Expected::Verbose,
        false => Expected::Brief,
    };
    let corpus = if arguments.corpus.is_empty() { None } else { Some(Arc::new(corpus::load(&arguments.corpus)?)) };
    let schema_names = names.iter().map(|name| name.display().to_string()).collect();
    Ok(Options { schemas, expected, rules: (!arguments.no_rules).then_some(rules), schema_names, corpus })
}

fn one(found: &Found, validator: &mut Validator, arguments: &Validate, run: &Run<'_>) -> Outcome {
    let source = match files::source(&found.input, Kind::Xml) {
        Ok(source) => source,
        Err(failure) => return run.failed(&failure),
    };
    // The corpus knows its files by one name each, however the arguments call them.
    let place = found.input.path().filter(|_| !arguments.corpus.is_empty()).map(|path| identity(path).display().to_string());
    if arguments.mend.are_set() {
        return mend::one(found, &source, place.as_deref(), validator, arguments.mend, run);
    }
    let mut outcome = run.judged(&source, &validator.judge_at(&source, place.as_deref()));
    outcome.notes = run.note_read(&source);
    outcome
}
