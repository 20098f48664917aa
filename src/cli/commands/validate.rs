//! `teiwright validate`: is it well-formed, and does it say what TEI means?

use std::path::PathBuf;

use clap::Args;
use teiwright::{diagnostic::Severity, schema::Options as Expected, settings::nearest};

use crate::cli::{
    args::{ReportFlags, Strict},
    commands::{
        judges::{Job, Judge, Plan, Wishes},
        known::{Known, News},
        mend::{self, MendFlags},
        schema::IncludeReach,
    },
    failure::Failure,
    files::{self, Found, Input, Kind, identity},
    report::Judged,
    run::{Outcome, Run, Stream, say},
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright validate meeting.xml
  teiwright validate encoded/                        every *.xml in the folder and below it
  teiwright validate a.xml --select DR               only findings whose code begins with DR
  teiwright validate a.xml --ignore HD,speech-without-who --severity DR005=error
  teiwright validate plays/ --schema tei_all.rng     by the schema of the TEI Consortium, and our rules
  teiwright validate any.xml --schema any.rnc --no-rules
  teiwright validate plays/ --archive dracor         and what the archive asks for; `teiwright archives` lists them
  teiwright validate plays/ --write-baseline known.jsonl
  teiwright validate plays/ --baseline known.jsonl   only what is new
  teiwright validate - --stdin-filename plays/a.xml < a.xml
  teiwright validate encoded/ --output-format sarif --output-file report.sarif
  teiwright validate plays/ --corpus plays/          pointers may lead from one file to another
  teiwright validate plays/ --diff --unsafe-fixes    show what could be mended
  teiwright validate plays/ --fix                    mend what can be mended safely

Within a file, `<?teiwright ignore DR001?>` before an element ignores DR001 in it, before the root element in the whole file.
Settings for a project are in teiwright.toml, found from each file upwards to the root of the repository.
`teiwright rules` lists the rules, `teiwright explain DR001` tells more about one.";

/// Check TEI files: well-formedness, then a schema, then our rules, then what an archive asks for
///
/// Without --schema and settings, the schema is our own, which holds the TEI that transcripts need; it is a part of TEI All.
/// Exit status 1 on error findings, with --strict on warnings too; infos never count. A run that checks nothing fails.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Validate {
    /// TEI files, or folders to walk for *.xml; `-` reads standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The file whose text standard input has: for messages, settings and the names that archives ask for
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    /// Judge by this RELAX NG schema, in either syntax; several may be given [default: teiwright's own, `teiwright`]
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,
    /// Judge by no schema, only by the rules
    #[arg(long, conflicts_with = "schema")]
    no_schema: bool,
    /// Judge by no rules, only by the schema
    #[arg(long)]
    no_rules: bool,
    #[command(flatten)]
    reach: IncludeReach,
    /// Judge by what this archive asks for too: a name that `teiwright archives` lists, or a profile of your own
    #[arg(long, value_name = "NAME|FILE.toml")]
    archive: Option<String>,
    /// A folder, or a corpus root with its includes, whose files define the ids that pointers may lead to
    #[arg(long, value_name = "PATH")]
    corpus: Vec<PathBuf>,
    #[command(flatten)]
    mend: MendFlags,
    #[command(flatten)]
    choice: ChoiceFlags,
    #[command(flatten)]
    baseline: BaselineFlags,
    #[command(flatten)]
    settings: SettingsFlags,
    #[command(flatten)]
    strict: Strict,
    /// Print on standard error how often each code was found
    #[arg(long)]
    statistics: bool,
    #[command(flatten)]
    report: ReportFlags,
}

/// Which findings are reported, and how much they weigh.
#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
struct ChoiceFlags {
    /// Report only these: codes of rules, schemas (RN) and archives (AR), beginnings of codes, or names
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave out these: codes, beginnings of codes, or names
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Weigh these as `error`, `warning` or `info`
    #[arg(long, value_name = "CODE=LEVEL", value_delimiter = ',', value_parser = weight)]
    severity: Vec<(String, Severity)>,
}

/// The findings that are known.
#[derive(Debug, Args)]
#[command(next_help_heading = "Baseline")]
struct BaselineFlags {
    /// Tolerate the findings that FILE has, and report only others
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to FILE, to be tolerated from now on; with --baseline, only those of its findings that are still there
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

/// Where the settings of a project are.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
pub struct SettingsFlags {
    /// Take the settings from FILE [default: teiwright.toml beside each file, or above]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Look for no settings
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
}

/// Reads `--severity`: a code, a sign of equality, a level.
fn weight(text: &str) -> Result<(String, Severity), String> {
    let (code, level) = text.split_once('=').ok_or("expected CODE=LEVEL, such as DR005=error")?;
    let severity = Severity::of(level).ok_or_else(|| {
        let near = nearest(level, Severity::ALL.iter().map(|severity| severity.name()));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        format!("`{level}` is no level{near} Expected `error`, `warning` or `info`; `--ignore CODE` leaves findings out")
    })?;
    Ok((code.to_owned(), severity))
}

/// Runs the command.
pub fn run(arguments: &Validate) -> Status {
    let run = Run::new(&arguments.report, Stream::Stdout, arguments.strict.strict).with_statistics(arguments.statistics);
    if let Some(failure) = refusal(arguments) {
        return run.refuse(&[failure]);
    }
    let (found, failures) = match inputs(arguments) {
        Ok(inputs) => inputs,
        Err(failure) => return run.refuse(&[failure]),
    };
    let plan = match Plan::of(found, &wishes(arguments)) {
        Ok(plan) => plan,
        Err(failure) => return run.refuse(&[failure]),
    };
    let written = match learned(arguments) {
        Ok(written) => written,
        Err(failure) => return run.refuse(&[failure]),
    };
    let learned = written.as_ref();
    let status =
        run.refuse(&failures).max(run.over(&plan.jobs, |job| &job.found, |job| one(job, &plan, learned, arguments, &run)));
    status.max(conclude(arguments, &plan, learned, status, &run))
}

/// The baseline that all findings go to: where one is written, and not only what is repaired taken out of one.
fn learned(arguments: &Validate) -> Result<Option<Known>, Failure> {
    let BaselineFlags { baseline, write_baseline } = &arguments.baseline;
    write_baseline.as_deref().filter(|_| baseline.is_none()).map(Known::load_if_any).transpose()
}

/// Writes the baseline that is to be written, or says what those that were read came to.
fn conclude(arguments: &Validate, plan: &Plan, learned: Option<&Known>, status: Status, run: &Run<'_>) -> Status {
    let Some(path) = &arguments.baseline.write_baseline else {
        plan.known.iter().for_each(|known| say(&run.said(&known.summary())));
        return Status::Clean;
    };
    if status == Status::Failed {
        let message = format!("{} is not written, as not all files were judged", path.display());
        return run.refuse(&[Failure::new(message).help("mend what failed first, or leave those files out")]);
    }
    match learned.or(plan.known.first()).map(|known| known.write(path)) {
        Some(Err(failure)) => run.refuse(&[failure]),
        Some(Ok(line)) => {
            say(&run.said(&line));
            Status::Clean
        }
        None => Status::Clean,
    }
}

/// The failure of flags that do not go together.
fn refusal(arguments: &Validate) -> Option<Failure> {
    let BaselineFlags { baseline, write_baseline } = &arguments.baseline;
    if arguments.mend.are_set() && (baseline.is_some() || write_baseline.is_some()) {
        let message = "fixes and baselines do not go together: what is mended is no longer as the baseline has it";
        return Some(Failure::new(message).help("mend first, then write the baseline anew"));
    }
    arguments.mend.refusal(arguments.report.output_format)
}

/// The files that are named, standard input under the name that it is given.
fn inputs(arguments: &Validate) -> Result<(Vec<Found>, Vec<Failure>), Failure> {
    let (mut found, failures) = files::find(&arguments.paths, &["xml"], "check");
    let Some(given) = &arguments.stdin_filename else { return Ok((found, failures)) };
    let stdin = found.iter_mut().find_map(|found| match &mut found.input {
        Input::Stdin { name } => Some(name),
        Input::File(_) => None,
    });
    let Some(name) = stdin else {
        let message = "`--stdin-filename` names the text of standard input, which is not read";
        return Err(Failure::new(message).help("read it: `teiwright validate - --stdin-filename FILE`"));
    };
    *name = Some(given.clone());
    Ok((found, failures))
}

fn wishes(arguments: &Validate) -> Wishes<'_> {
    let BaselineFlags { baseline, write_baseline } = &arguments.baseline;
    Wishes {
        schemas: &arguments.schema,
        no_schema: arguments.no_schema,
        no_rules: arguments.no_rules,
        reach: arguments.reach.reach(),
        expected: if arguments.report.verbosity.verbose { Expected::Verbose } else { Expected::Brief },
        select: &arguments.choice.select,
        ignore: &arguments.choice.ignore,
        severities: &arguments.choice.severity,
        archive: arguments.archive.as_deref(),
        corpus: &arguments.corpus,
        baseline: baseline.as_deref(),
        ignores_baselines: write_baseline.is_some(),
        is_strict: arguments.strict.strict,
        config: arguments.settings.config.as_deref(),
        no_config: arguments.settings.no_config,
    }
}

/// Judges one file.
fn one(job: &Job, plan: &Plan, learned: Option<&Known>, arguments: &Validate, run: &Run<'_>) -> Outcome {
    let source = match files::source(&job.found.input, Kind::Xml) {
        Ok(source) => source,
        Err(failure) => return run.failed(&failure),
    };
    let judge: &Judge = &plan.judges[job.judge];
    let known = judge.known.map(|known| (&plan.known[known], News::Reported)).or(learned.map(|known| (known, News::Learned)));
    // The corpus knows its files by one name each, however the arguments call them.
    let place = job.found.input.path().filter(|_| !arguments.corpus.is_empty()).map(|path| identity(path).display().to_string());
    if arguments.mend.are_set() {
        return judge.with(|validator| mend::one(&job.found, &source, place.as_deref(), validator, arguments.mend, run));
    }
    let (diagnostics, compared) = judge.with(|validator| {
        let mut diagnostics = validator.judge_at(&source, place.as_deref());
        let compared = known.map(|(known, news)| {
            let is_judged = |code: &str| validator.judges(code);
            let compared = known.compare(&source, &job.found.input, news, is_judged, &mut diagnostics);
            diagnostics.splice(..0, known.repaired(&compared).and_then(|finding| judge.admit(finding)));
            compared
        });
        (diagnostics, compared)
    });
    let judged = Judged { source: &source, diagnostics: &diagnostics, baseline: compared.as_ref(), is_strict: judge.is_strict };
    let mut outcome = run.compared(judged);
    outcome.notes = run.note_read(&source);
    outcome
}
