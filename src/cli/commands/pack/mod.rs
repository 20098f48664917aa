//! `teiwright pack`: packages for archives, and whether one is what it says.

mod shelf;
mod store;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use clap::Args;
use teiwright::{
    diagnostic::{self, Severity},
    pack::{self, Details, Names, Prepared, Record},
    schema::Options as Expected,
    source::Source,
    xml,
};

use crate::cli::{
    args::ReportFlags,
    commands::{
        fail,
        judges::{Job, Judge, Plan, Wishes},
        schema::IncludeReach,
        validate::SettingsFlags,
    },
    date,
    failure::{Failure, reason},
    files::{self, Kind, identity, receipt_beside},
    report::{SinkError, counted, json_line, to_stdout},
    run::{Outcome, Run, Stream, say},
    status::Status,
    terminal::printable,
};
use shelf::Folder;
use store::Store;

const EXAMPLES: &str = "\
Examples:
  teiwright pack encoded/ -o deposit --date 2026-08-01
  teiwright pack plays/ -o plays-1.0 --zip --title \"Plays of the harbor\"       plays-1.0.zip
  teiwright pack --verify deposit

The package is a BagIt bag (RFC 8493); its payload, `data/`, is an RO-Crate 1.2 with the texts, their words, reading pages,
receipts, DataCite 4.5, CITATION.cff and the findings. See docs/handing-over.md.";

/// Make a package of TEI files for an archive, or check one
///
/// Texts with errors are not packed unless --allow-findings says so. All that the package states comes from the headers and from
/// the flags; what is missing is a finding that names the header element for it. Same input, same bytes; the clock is not read.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Pack {
    /// TEI files, or folders to walk for *.xml
    #[arg(value_name = "PATH", required_unless_present = "verify", conflicts_with = "verify")]
    paths: Vec<PathBuf>,
    /// The folder to make; nothing stands there yet
    #[arg(short, long, value_name = "DIR", required_unless_present = "verify")]
    output: Option<PathBuf>,
    /// Make DIR.zip, which holds the folder, instead of the folder
    #[arg(long, requires = "output")]
    zip: bool,
    /// Judge by this RELAX NG schema, in either syntax; several may be given [default: teiwright's own, `teiwright`]
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,
    /// Judge by no schema, only by the rules
    #[arg(long, conflicts_with = "schema")]
    no_schema: bool,
    #[command(flatten)]
    reach: IncludeReach,
    /// Judge by what this archive asks for too: a name that `teiwright archives` lists, or a profile of your own
    #[arg(long, value_name = "NAME|FILE.toml")]
    archive: Option<String>,
    #[command(flatten)]
    settings: SettingsFlags,
    /// Pack texts in which errors are found, too; the package says so
    #[arg(long)]
    allow_findings: bool,
    /// What the package is called [default: the title of the text, if it is one]
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// What it is, in a sentence [default: the abstract of the text, or what is in the package]
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Who publishes it [default: the publisher that all headers name]
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The address of the licence of the whole [default: those of the texts]
    #[arg(long, value_name = "URL")]
    licence: Option<String>,
    /// The day of the package: YYYY, YYYY-MM or YYYY-MM-DD
    /// [default: from SOURCE_DATE_EPOCH, or the latest date of publication; never the clock]
    #[arg(long, value_name = "DATE", value_parser = date::parse)]
    date: Option<String>,
    /// Check the package in DIR: is it complete, and is every byte as it was?
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    verify: Option<PathBuf>,
    #[command(flatten)]
    report: ReportFlags,
}

/// Runs the command.
pub fn run(arguments: &Pack) -> Status {
    match (&arguments.verify, &arguments.output) {
        (Some(folder), _) => verify(folder, arguments),
        (None, Some(output)) => make(arguments, output).unwrap_or_else(|failure| fail(&failure)),
        (None, None) => fail(&Failure::new("a package needs a folder").help("name it: `-o DIR`")),
    }
}

/// A text to pack.
struct Text<'p> {
    job: &'p Job,
    /// Its path in the package.
    path: String,
}

fn make(arguments: &Pack, output: &Path) -> Result<Status, Failure> {
    let run = Run::new(&arguments.report, Stream::Stderr, false);
    let (found, failures) = files::find(&arguments.paths, &["xml"], "pack");
    if !failures.is_empty() {
        return Ok(run.refuse(&failures));
    }
    let plan = Plan::of(found, &wishes(arguments))?;
    let texts = texts(&plan)?;
    let details = details(arguments)?;
    let store = Store::create(output, arguments.zip)?;
    let kept = Mutex::new(Vec::new());
    let status = run.over(
        &texts,
        |text| &text.job.found,
        |text| match one(text, &plan.judges[text.job.judge], &store, &run) {
            Ok((outcome, record)) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(record);
                outcome
            }
            Err(failure) => run.failed(&failure),
        },
    );
    let mut records: Vec<Record> = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
    if status == Status::Failed || records.len() != texts.len() {
        return Ok(Status::Failed);
    }
    records.sort_by(|a, b| a.path().cmp(b.path()));
    let errors: usize = records.iter().map(Record::errors).sum();
    if errors > 0 && !arguments.allow_findings {
        let failure = Failure::new(format!("nothing was packed: {} in the texts", counted(errors, "error")));
        run.refuse(&[failure.help("mend them, or pack the texts as they are: `--allow-findings`")]);
        return Ok(Status::Found);
    }
    for file in pack::finish(&records, &details) {
        store.put(&file.path, &file.bytes)?;
    }
    let place = store.finish()?;
    say(&run.note(&format!("wrote {}", place.display())));
    Ok(if errors > 0 { Status::Found } else { Status::Clean })
}

/// Where each text goes; a path that some system or a bag cannot hold is refused, and one that leads out of its folder.
fn texts(plan: &Plan) -> Result<Vec<Text<'_>>, Failure> {
    let mut names = Names::default();
    let mut texts = Vec::new();
    for job in &plan.jobs {
        let found = &job.found;
        let name = found.input.name();
        let Some(path) = found.input.path() else {
            return Err(Failure::of(&name, "a package is made of files").help("save it, and name the file"));
        };
        let root = path.ancestors().nth(found.below.components().count()).filter(|_| found.is_walked);
        if root.is_some_and(|root| !identity(path).starts_with(identity(root))) {
            return Err(Failure::of(&name, "the link leads out of the folder").help("copy the file into the folder"));
        }
        let parts: Option<Vec<&str>> = found.below.components().map(|part| part.as_os_str().to_str()).collect();
        let path = parts
            .map(|parts| parts.join("/"))
            .ok_or_else(|| Failure::of(&name, "the name is not in UTF-8").help("rename the file"))?;
        let path = if path.to_lowercase().ends_with(".xml") { path } else { path + ".xml" };
        names.take(&path).map_err(|error| {
            Failure::of(&name, format!("cannot be in a package: {error}")).help("rename the file, or pack it apart")
        })?;
        texts.push(Text { job, path });
    }
    Ok(texts)
}

fn details(arguments: &Pack) -> Result<Details, Failure> {
    let date = match &arguments.date {
        Some(date) => Some(date.clone()),
        None => date::from_environment()?,
    };
    Ok(Details {
        title: arguments.title.clone(),
        description: arguments.description.clone(),
        publisher: arguments.publisher.clone(),
        licence: arguments.licence.clone(),
        date,
    })
}

fn wishes(arguments: &Pack) -> Wishes<'_> {
    Wishes {
        schemas: &arguments.schema,
        no_schema: arguments.no_schema,
        no_rules: false,
        reach: arguments.reach.reach(),
        expected: if arguments.report.verbosity.verbose { Expected::Verbose } else { Expected::Brief },
        select: &[],
        ignore: &[],
        severities: &[],
        archive: arguments.archive.as_deref(),
        corpus: &[],
        baseline: None,
        ignores_baselines: true,
        is_strict: false,
        config: arguments.settings.config.as_deref(),
        no_config: arguments.settings.no_config,
    }
}

/// Judges a text, and puts its files into the package.
fn one(text: &Text<'_>, judge: &Judge, store: &Store, run: &Run<'_>) -> Result<(Outcome, Record), Failure> {
    let input = &text.job.found.input;
    let bytes = files::bytes(input)?;
    let source = files::decoded(input, bytes.clone(), Kind::Xml)?;
    let mut findings = judge.with(|validator| validator.judge(&source));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let tree = xml::parse(&source).map_err(|error| Failure::at(&source, Some(error.span()), &error).help(error.help()))?;
    let receipt = input.path().map(receipt_beside).filter(|path| path.is_file());
    let receipt = receipt.map(|path| fs::read(&path).map_err(|error| unreadable(&path, &error))).transpose()?;
    let named = Source::from_text(text.path.as_str(), source.text());
    let text = pack::Text {
        path: &text.path,
        bytes: &bytes,
        tree: &tree,
        receipt: receipt.as_deref(),
        report: &json_line(&named, &findings),
        errors,
    };
    let Prepared { files, record, findings: missing } = Prepared::of(&text);
    for file in &files {
        store.put(&file.path, &file.bytes)?;
    }
    findings.extend(missing);
    diagnostic::sort(&mut findings);
    let mut outcome = run.judged(&source, &findings);
    outcome.notes = run.note_read(&source);
    Ok((outcome, record))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {}", path.display(), reason(error)))
}

/// Checks a package, and prints what is wrong with it.
fn verify(folder: &Path, arguments: &Pack) -> Status {
    let mut shelf = match Folder::open(folder) {
        Ok(shelf) => shelf,
        Err(failure) => return fail(&failure),
    };
    let faults = pack::check(&mut shelf);
    let name = folder.display().to_string();
    let name = printable(&name);
    let lines = faults.iter().map(|fault| format!("{name}: {}: {}\n", printable(&fault.path), printable(&fault.message)));
    let mut report: String = lines.collect();
    if faults.is_empty() && !arguments.report.verbosity.quiet {
        report = format!("OK {name}: complete, and every byte as it was\n");
    }
    match to_stdout(report.as_bytes()) {
        Ok(()) | Err(SinkError::Closed) if faults.is_empty() => Status::Clean,
        Ok(()) | Err(SinkError::Closed) => Status::Found,
        Err(SinkError::Failed(failure)) => fail(&failure),
    }
}
