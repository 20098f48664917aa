//! `teiwright convert`: from a plain transcript to TEI and its receipt.

mod authority;
mod metadata;
mod plan;
mod review;

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use teiwright::{
    convert::{self, Converted, DocumentFacts, Options, Receipt},
    diagnostic::Parsed,
    transcript::Format,
};

use crate::cli::{
    args::{ReportFlags, Strict},
    commands::profiles,
    date,
    failure::{Failure, chain, reason},
    files::{self, Kind, Written},
    report::{SinkError, to_stdout},
    run::{Outcome, Run, Stream, say},
    status::Status,
};

use metadata::Stated;
use plan::{Job, Plan};
use review::Review;

const EXAMPLES: &str = "\
Examples:
  teiwright convert meeting.txt                      print the TEI
  teiwright convert meeting.txt -o meeting.xml       write it, and meeting.receipt.json beside it
  teiwright convert records/ -o encoded/             every *.txt, *.srt and *.vtt in the folder and below it
  teiwright convert records/ -o encoded/ --meta house.toml --meta records.csv
  teiwright convert play.txt --from ezdrama -o play.xml
  teiwright convert talk.vtt --profile spoken -o talk.xml
  teiwright convert records/ -o encoded/ --review review.csv
  teiwright convert old.txt --encoding windows-1251 -o old.xml
  teiwright convert records/ -o encoded/ --check     write nothing; exit status 1 if a file would change

The receipt says where every byte of the transcript went; `teiwright verify meeting.xml` reads it.";

/// Turn plain transcripts into TEI
///
/// Each transcript becomes one TEI file and one receipt. Before anything is written, the transcript is rebuilt from the two,
/// and the conversion fails if a single byte differs. Findings go to standard error; exit status 1 on error findings,
/// with --strict on warnings too, and 2 when an input could not be converted, for which nothing is written then.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Convert {
    /// Transcripts, or folders to walk for *.txt, *.srt and *.vtt; `-` reads standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    /// Where the TEI goes: a file for one input, a folder for several; `-` is standard output
    /// [default: standard output]
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Where the receipt goes: a file for one input, a folder for several [default: beside the TEI]
    #[arg(long, value_name = "FILE|DIR")]
    receipt: Option<PathBuf>,
    /// What the inputs are [default: told from each file's name and first lines]
    #[arg(long, value_enum, value_name = "FORMAT")]
    from: Option<From>,
    /// What is known of the inputs: a profile's name, or a file that ends in .toml (see `teiwright profiles`)
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
    /// A table of what is doubtful, for a spreadsheet: written, and where it is there, read first. Answers in it hold in every
    /// later run; tabs part the fields of *.tsv, and commas those of others
    #[arg(long, value_name = "FILE")]
    review: Option<PathBuf>,
    /// The encoding of the inputs, such as windows-1252 [default: told from the bytes]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The date of this conversion, for the revision description: YYYY, YYYY-MM or YYYY-MM-DD
    /// [default: from SOURCE_DATE_EPOCH, or none; never the clock]
    #[arg(long, value_name = "DATE", value_parser = date::parse)]
    date: Option<String>,
    /// What the header says besides: TOML or YAML for every input, or CSV with a row for each, whose column `file` names it;
    /// may be given several times, a later file goes before an earlier one (docs/metadata.md has the keys)
    #[arg(long, value_name = "FILE")]
    meta: Vec<PathBuf>,
    /// Names to tag in the text and to link speakers with: a TEI file with listPerson, listPlace or listOrg, or CSV with the columns
    /// kind, name, names, id, viaf, wikidata, gnd (docs/metadata.md); may be given several times
    #[arg(long, value_name = "FILE")]
    authority: Vec<PathBuf>,
    /// Write over a TEI file that was edited since its conversion, or that is none of ours
    #[arg(long)]
    force: bool,
    /// Write nothing; exit status 1 if a file would change
    #[arg(long, requires = "output")]
    check: bool,
    #[command(flatten)]
    strict: Strict,
    #[command(flatten)]
    report: ReportFlags,
}

/// What inputs are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum From {
    /// Told from each file's name and first lines
    #[default]
    Auto,
    /// Plain text, whose layout is found by evidence
    Text,
    /// `EzDrama`: plays with a sign at the beginning of each line
    Ezdrama,
    /// `SubRip` subtitles
    Srt,
    /// `WebVTT` captions
    Vtt,
    /// The JSON of Whisper and its kin
    Whisper,
}

impl From {
    fn format(self) -> Option<Format> {
        match self {
            From::Auto => None,
            From::Text => Some(Format::Text),
            From::Ezdrama => Some(Format::EzDrama),
            From::Srt => Some(Format::SubRip),
            From::Vtt => Some(Format::WebVtt),
            From::Whisper => Some(Format::Whisper),
        }
    }

    /// The endings of the files for which folders are walked.
    fn extensions(self) -> &'static [&'static str] {
        match self {
            From::Auto => &["txt", "srt", "vtt"],
            From::Text | From::Ezdrama => &["txt"],
            From::Srt => &["srt"],
            From::Vtt => &["vtt"],
            From::Whisper => &["json"],
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Convert) -> Status {
    let run = Run::new(&arguments.report, Stream::Stderr, arguments.strict.strict);
    let (found, failures) = files::find(&arguments.inputs, arguments.from.unwrap_or_default().extensions(), "convert");
    let status = run.refuse(&failures);
    let stated = Stated::read(&arguments.meta, &found.iter().collect::<Vec<_>>());
    let prepared = stated.and_then(|stated| Ok((plan(arguments, found)?, options(arguments)?, stated, Review::open(arguments)?)));
    let (Plan { jobs }, options, stated, review) = match prepared {
        Ok(prepared) => prepared,
        Err(failure) => return run.refuse(&[failure]),
    };
    stated.warnings.iter().for_each(|warning| say(&run.said(warning)));
    let least = if stated.warnings.is_empty() || !arguments.strict.strict { Status::Clean } else { Status::Found };
    let status = status.max(least);
    let status = status.max(run.over(
        &jobs,
        |job| &job.found,
        |job| one(job, arguments, &options, &Beside { stated: &stated, review: &review }, &run),
    ));
    match review.close(arguments.check) {
        Ok(note) => {
            say(&run.said(&note).repeat(usize::from(!note.is_empty())));
            status
        }
        Err(failure) => status.max(run.refuse(&[failure])),
    }
}

fn plan(arguments: &Convert, found: Vec<files::Found>) -> Result<Plan, Failure> {
    if arguments.check && arguments.output.as_deref().is_some_and(|path| path.as_os_str() == "-") {
        return Err(Failure::new("`--check` compares with files, and standard output is none").help("name a file: `-o FILE`"));
    }
    let report = arguments.report.file.output_file.as_deref();
    Plan::of(found, arguments.inputs.len(), arguments.output.as_deref(), arguments.receipt.as_deref(), report)
}

fn options(arguments: &Convert) -> Result<Options, Failure> {
    let date = match &arguments.date {
        Some(date) => Some(date.clone()),
        None => date::from_environment()?,
    };
    let guidance = arguments.profile.as_deref().map(profiles::load).transpose()?.unwrap_or_default();
    Ok(Options {
        date,
        format: arguments.from.and_then(From::format),
        authority: authority::read(&arguments.authority)?,
        guidance,
        ..Options::default()
    })
}

/// What stands beside the transcripts: metadata for them, and the answers to what is doubtful.
struct Beside<'b> {
    stated: &'b Stated,
    review: &'b Review,
}

fn one(job: &Job, arguments: &Convert, options: &Options, beside: &Beside<'_>, run: &Run<'_>) -> Outcome {
    let Beside { stated, review } = beside;
    let (metadata, missing) = stated.of(&job.found);
    let options = Options { metadata, ..options.clone() };
    let source = match files::source(&job.found.input, Kind::Transcript(arguments.encoding.as_deref())) {
        Ok(source) => source,
        Err(failure) => return run.failed(&failure),
    };
    let file = job.found.below.display().to_string();
    let Parsed { value, mut diagnostics } = match convert::convert(&source, &review.options(&file, &options)) {
        Ok(parsed) => parsed,
        Err(error) => {
            let failure = Failure::at(&source, error.span(), chain(&error));
            return run.failed(&match error.help() {
                Some(help) => failure.help(help),
                None => failure,
            });
        }
    };
    diagnostics.splice(0..0, missing);
    match deliver(job, &value, arguments, run) {
        Ok((notes, status)) => {
            review.take(&file, &source, &value.doubts);
            let mut outcome = run.judged(&source, &diagnostics);
            outcome.notes = run.note_read(&source) + &notes;
            outcome.least = Some(status);
            outcome
        }
        // Findings about a file that does not stand there would only hide the failure.
        Err(failure) => run.failed(&failure),
    }
}

/// Writes, prints or compares what was made; gives lines for standard error.
fn deliver(job: &Job, converted: &Converted, arguments: &Convert, run: &Run<'_>) -> Result<(String, Status), Failure> {
    let receipt = job.receipt.as_ref().map(|path| (path.as_path(), converted.receipt.to_json()));
    let xml = || converted.xml.iter().map(str::as_bytes);
    let mut files: Vec<(&Path, Vec<&[u8]>)> = Vec::new();
    if let Some(path) = &job.tei {
        files.push((path, xml().collect()));
    }
    if let Some((path, json)) = &receipt {
        files.push((path, vec![json.as_bytes()]));
    }
    if arguments.check {
        return Ok(compare(&files));
    }
    if let (Some(tei), false) = (&job.tei, arguments.force) {
        keep_edited(tei, converted, job.receipt.as_deref())?;
    }
    if job.makes_folders {
        make_folders(&files)?;
    }
    let mut notes = String::new();
    for (written, (path, _)) in files::write_all_parts(&files)?.into_iter().zip(&files) {
        let verb = match written {
            Written::Unchanged => "unchanged",
            Written::Replaced => "wrote",
        };
        notes += &run.note(&format!("{verb} {}", path.display()));
    }
    match job.tei.as_ref().map_or_else(|| to_stdout(xml()), |_| Ok(())) {
        Err(SinkError::Failed(failure)) => Err(failure),
        Ok(()) | Err(SinkError::Closed) => Ok((notes, Status::Clean)),
    }
}

/// Refuses to write over a TEI file that is not as an earlier conversion left it.
fn keep_edited(tei: &Path, converted: &Converted, receipt: Option<&Path>) -> Result<(), Failure> {
    let xml: Vec<_> = converted.xml.iter().map(str::as_bytes).collect();
    if !tei.is_file() || files::has_bytes(tei, &xml) {
        return Ok(());
    }
    let bytes = fs::read(tei).map_err(|error| Failure::new(format!("cannot read {}: {}", tei.display(), reason(&error))))?;
    let now = Some(DocumentFacts::of([&bytes]));
    let written = |path: &Path| files::text(path).ok().and_then(|json| Receipt::document_in(&json));
    let beside = files::receipt_beside(tei);
    if [Some(beside.as_path()), receipt].into_iter().flatten().any(|path| written(path) == now) {
        return Ok(());
    }
    let message = format!("{} exists and was edited since its conversion (or is none of ours)", tei.display());
    Err(Failure::new(message).help("move it, or overwrite it with `--force`"))
}

/// Says which files would change.
fn compare(files: &[(&Path, Vec<&[u8]>)]) -> (String, Status) {
    let mut notes = String::new();
    for (path, _) in files.iter().filter(|(path, parts)| !files::has_bytes(path, parts)) {
        let verb = if path.exists() { "would change" } else { "would be new" };
        writeln!(notes, "{}: {verb}", path.display()).expect("a string takes all that is written");
    }
    let status = if notes.is_empty() { Status::Clean } else { Status::Found };
    (notes, status)
}

fn make_folders(files: &[(&Path, Vec<&[u8]>)]) -> Result<(), Failure> {
    for folder in files.iter().filter_map(|(path, _)| path.parent()).filter(|folder| !folder.as_os_str().is_empty()) {
        files::make_folder(folder)?;
    }
    Ok(())
}
