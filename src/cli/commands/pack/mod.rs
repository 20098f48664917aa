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
    pack::{
        self, Details, Names, Prepared, Record,
        dts::{self, Resource, Service},
    },
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
  teiwright pack plays/ -o plays-1.0 --dts public/dts --dts-url https://example.org/dts/
  teiwright pack --verify deposit

The package is a BagIt bag (RFC 8493); its payload, `data/`, is an RO-Crate 1.2 with the texts, their words, reading pages,
receipts, DataCite 4.5, CITATION.cff and the findings. The folder of --dts is a text service (DTS 1.0, level 0) that any server of
files can give. See docs/handing-over.md.";

/// Make a package of TEI files for an archive, or check one
///
/// Texts with errors are not packed unless --allow-findings says so. All that the package states comes from the headers, from the
/// flags, and from the table `[package]` of teiwright.toml; what is missing is a finding that names the header element for it. Same input, same bytes; the clock is not read.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Pack {
    /// TEI files, or folders to walk for *.xml
    #[arg(value_name = "PATH", required_unless_present = "verify", conflicts_with = "verify")]
    paths: Vec<PathBuf>,
    /// The folder to make; nothing stands there yet
    #[arg(short, long, value_name = "DIR", required_unless_present_any = ["verify", "dts"])]
    output: Option<PathBuf>,
    /// Make DIR.zip, which holds the folder, instead of the folder
    #[arg(long, requires = "output")]
    zip: bool,
    /// Make a text service of static files in this folder (Distributed Text Services 1.0, level 0); nothing stands there yet
    #[arg(long, value_name = "DIR", conflicts_with = "verify")]
    dts: Option<PathBuf>,
    /// The address at which that folder will be found
    #[arg(long, value_name = "URL", default_value = "/", requires = "dts")]
    dts_url: String,
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
    match &arguments.verify {
        Some(folder) => verify(folder, arguments),
        None => make(arguments).unwrap_or_else(|failure| fail(&failure)),
    }
}

/// A text to pack.
struct Text<'p> {
    job: &'p Job,
    /// Its path in the package.
    path: String,
    /// What the text service calls it.
    id: String,
}

/// Where the files go.
struct Targets {
    package: Option<Store>,
    service: Option<(Store, Service)>,
}

impl Targets {
    fn create(arguments: &Pack) -> Result<Targets, Failure> {
        if let (Some(package), Some(service)) = (&arguments.output, &arguments.dts)
            && (identity(service).starts_with(identity(package)) || identity(package).starts_with(identity(service)))
        {
            let message = format!("{} and {} lie one in the other", package.display(), service.display());
            return Err(Failure::new(message).help("name two folders side by side: a package holds what its manifests list only"));
        }
        let package = arguments.output.as_ref().map(|output| Store::create(output, arguments.zip)).transpose()?;
        let service = arguments.dts.as_ref().map(|folder| Store::create(folder, false)).transpose()?;
        Ok(Targets { package, service: service.map(|store| (store, Service::at(&arguments.dts_url))) })
    }

    /// Whether a file could not be written.
    fn have_failed(&self) -> bool {
        self.package.iter().chain(self.service.iter().map(|(store, _)| store)).any(Store::has_failed)
    }

    /// Puts what stands around the texts, and everything at its place; says where that is.
    fn finish(self, records: &[Record], resources: &[Resource], details: &Details) -> Result<Vec<PathBuf>, Failure> {
        let mut places = Vec::new();
        if let Some(store) = &self.package {
            pack::finish(records, details).iter().try_for_each(|file| store.put(&file.path, &file.bytes))?;
        }
        if let Some((store, service)) = &self.service {
            let title = pack::title(records, details);
            service.finish(resources, &title).iter().try_for_each(|file| store.put(&file.path, &file.bytes))?;
        }
        for store in self.package.into_iter().chain(self.service.map(|(store, _)| store)) {
            places.push(store.finish()?);
        }
        Ok(places)
    }
}

/// What is kept of a text that was put where it goes.
struct Kept {
    record: Record,
    resource: Option<Resource>,
}

fn make(arguments: &Pack) -> Result<Status, Failure> {
    let run = Run::new(&arguments.report, Stream::Stderr, false);
    let (found, failures) = files::find(&arguments.paths, &["xml"], "pack");
    if !failures.is_empty() {
        return Ok(run.refuse(&failures));
    }
    let plan = Plan::of(found, &wishes(arguments))?;
    let texts = texts(&plan)?;
    let details = details(arguments, &plan)?;
    let targets = Targets::create(arguments)?;
    let kept = Mutex::new(Vec::new());
    let status = run.over(
        &texts,
        |text| &text.job.found,
        |text| {
            if targets.have_failed() {
                // One full disk is one failure, and not one for each text that is left.
                return Outcome { least: Some(Status::Failed), ..Outcome::default() };
            }
            match one(text, &plan.judges[text.job.judge], &details, &targets, &run) {
                Ok((outcome, text)) => {
                    kept.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                    outcome
                }
                Err(failure) => run.failed(&failure),
            }
        },
    );
    let mut kept: Vec<Kept> = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
    if status == Status::Failed || kept.len() != texts.len() {
        return Ok(Status::Failed);
    }
    kept.sort_by(|a, b| a.record.path().cmp(b.record.path()));
    let (records, resources): (Vec<Record>, Vec<Option<Resource>>) = kept.into_iter().map(|it| (it.record, it.resource)).unzip();
    let resources: Vec<Resource> = resources.into_iter().flatten().collect();
    let errors: usize = records.iter().map(Record::errors).sum();
    if errors > 0 && !arguments.allow_findings {
        let failure = Failure::new(format!("nothing was packed: {} in the texts", counted(errors, "error")));
        run.refuse(&[failure.help("mend them, or pack the texts as they are: `--allow-findings`")]);
        return Ok(Status::Found);
    }
    for place in targets.finish(&records, &resources, &details)? {
        say(&run.note(&format!("wrote {}", place.display())));
    }
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
        texts.push(Text { job, path, id: String::new() });
    }
    let paths: Vec<&str> = texts.iter().map(|text| text.path.as_str()).collect();
    let ids = dts::identifiers(&paths);
    for (text, id) in texts.iter_mut().zip(ids) {
        text.id = id;
    }
    Ok(texts)
}

/// What is stated about the package: by the flags, or else by the settings.
fn details(arguments: &Pack, plan: &Plan) -> Result<Details, Failure> {
    let settings = match plan.packages.as_slice() {
        [] => Details::default(),
        [(_, details)] => details.clone(),
        [(first, _), (second, _), ..] => {
            let message = format!("{} and {} both have a table `[package]`", first.display(), second.display());
            return Err(Failure::new(message).help("name the one that is meant: `--config FILE`"));
        }
    };
    let date = match arguments.date.clone().or(settings.date) {
        Some(date) => Some(date),
        None => date::from_environment()?,
    };
    Ok(Details {
        title: arguments.title.clone().or(settings.title),
        description: arguments.description.clone().or(settings.description),
        publisher: arguments.publisher.clone().or(settings.publisher),
        licence: arguments.licence.clone().or(settings.licence),
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

/// Judges a text, and puts its files where they go.
fn one(text: &Text<'_>, judge: &Judge, details: &Details, targets: &Targets, run: &Run<'_>) -> Result<(Outcome, Kept), Failure> {
    let input = &text.job.found.input;
    let bytes = files::bytes(input)?;
    let source = files::decoded(input, bytes.clone(), Kind::Xml)?;
    let mut findings = judge.with(|validator| validator.judge(&source));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let tree = xml::parse(&source).map_err(|error| Failure::at(&source, Some(error.span()), &error).help(error.help()))?;
    let receipt = input.path().map(receipt_beside).filter(|path| path.is_file());
    let receipt = receipt.map(|path| fs::read(&path).map_err(|error| unreadable(&path, &error))).transpose()?;
    let named = Source::from_text(text.path.as_str(), source.text());
    let packed = pack::Text {
        path: &text.path,
        bytes: &bytes,
        tree: &tree,
        receipt: receipt.as_deref(),
        report: &json_line(&named, &findings),
        errors,
    };
    let Prepared { files, record, findings: missing } = Prepared::of(&packed, details);
    if let Some(store) = &targets.package {
        files.iter().try_for_each(|file| store.put(&file.path, &file.bytes))?;
    }
    findings.extend(missing);
    let mut resource = None;
    if let Some((store, service)) = &targets.service {
        let (about, finding) = service.text(&packed, &text.id, &mut |file| store.put(&file.path, &file.bytes))?;
        findings.extend(finding);
        resource = Some(about);
    }
    diagnostic::sort(&mut findings);
    let mut outcome = run.judged(&source, &findings);
    outcome.notes = run.note_read(&source);
    Ok((outcome, Kept { record, resource }))
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
    match to_stdout([report.as_bytes()]) {
        Ok(()) | Err(SinkError::Closed) if faults.is_empty() => Status::Clean,
        Ok(()) | Err(SinkError::Closed) => Status::Found,
        Err(SinkError::Failed(failure)) => fail(&failure),
    }
}
