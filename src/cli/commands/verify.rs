//! `teiwright verify`: are the words what they were?

use std::path::{Path, PathBuf};

use clap::Args;
use teiwright::{
    convert::{self, Receipt, VerifyError},
    source::Source,
};

use crate::cli::{
    args::ReportFlags,
    failure::{Failure, chain},
    files::{self, Found, Input, Kind, is_folder, receipt_beside},
    report::{Format, Part},
    run::{Outcome, Run, Stream},
    status::Status,
    terminal::printable,
};

const EXAMPLES: &str = "\
Examples:
  teiwright verify meeting.xml                       the receipt and the transcript lie beside it
  teiwright verify meeting.xml --source records/meeting.txt
  teiwright verify encoded/                          every *.xml in the folder and below it
  teiwright verify tei/ --source records/ --receipt receipts/

The last one reads what `teiwright convert records/ -o tei/ --receipt receipts/` wrote.";

/// Check that the words of TEI files are unchanged since their conversion
///
/// Markup may have been added or changed; the words may not. The receipt is looked for beside the file (meeting.receipt.json
/// beside meeting.xml), and so is the transcript, under the name that the receipt has. In a folder that is named for them, they
/// are looked for under the same names, in the sub-folder that the TEI file has below the folder that was walked. Exit status 0
/// when the words are unchanged, 1 when some differ, 2 when it cannot be told.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Verify {
    /// TEI files, or folders to walk for *.xml; `-` reads standard input
    #[arg(value_name = "TEI", required = true)]
    tei: Vec<PathBuf>,
    /// The transcript that was converted, to be compared byte for byte, or the folder of several
    /// [default: beside the TEI, if it is there]
    #[arg(long, value_name = "FILE|DIR")]
    source: Option<PathBuf>,
    /// The receipt of the conversion, or the folder of several [default: beside the TEI]
    #[arg(long, value_name = "FILE|DIR")]
    receipt: Option<PathBuf>,
    #[command(flatten)]
    report: ReportFlags,
}

/// Runs the command.
pub fn run(arguments: &Verify) -> Status {
    let run = Run::new(&arguments.report, Stream::Stdout, false);
    let (found, failures) = files::find(&arguments.tei, &["xml"], "verify");
    if let (true, Some(failure)) = (found.len() > 1, one_for_several(arguments)) {
        return run.refuse(&[failure]);
    }
    let status = run.refuse(&failures);
    status.max(run.over(
        &found,
        |found| found,
        |found| one(found, arguments, &run).unwrap_or_else(|failure| run.failed(&failure)),
    ))
}

/// The refusal of one source or receipt for several TEI files.
fn one_for_several(arguments: &Verify) -> Option<Failure> {
    let named = [("--source", &arguments.source), ("--receipt", &arguments.receipt)];
    let (flag, path) =
        named.into_iter().find_map(|(flag, path)| Some((flag, path.as_deref().filter(|path| !is_folder(path))?)))?;
    let message = format!("{} is no folder, and several TEI files are to be verified", path.display());
    Some(Failure::new(message).help(format!("name the folder of them all, `{flag} DIR`, or verify the files one by one")))
}

fn one(found: &Found, arguments: &Verify, run: &Run<'_>) -> Result<Outcome, Failure> {
    let tei = files::source(&found.input, Kind::Xml)?;
    let receipt_path = receipt_path(found, arguments)?;
    let receipt = read_receipt(&receipt_path)?;
    let source_path = source_path(found, arguments, &receipt_path, &receipt)?;
    let source = source_path.as_deref().map(|path| read_source(path, &receipt)).transpose()?;
    let verdict = convert::verify(&tei, &receipt, source.as_ref()).map_err(|error| failure(&error, &tei, source.as_ref()))?;
    let mut outcome = run.judged(&tei, &verdict.diagnostics);
    outcome.notes = run.note_read(&tei) + &run.note(&format!("receipt {}", receipt_path.display()));
    outcome.notes += &match &source_path {
        Some(path) => run.note(&format!("source {}", path.display())),
        None => run.note(&format!("no source: `{}` does not lie beside the TEI", receipt.source.name)),
    };
    if !verdict.is_unchanged() {
        outcome.least = Some(Status::Found);
    } else if run.format() == Format::Text {
        let exact =
            if verdict.is_exact { "source comes back byte for byte" } else { "but the source does not come back byte for byte" };
        outcome.report = Part::Text(format!("OK {}: words unchanged ({exact})\n", printable(tei.name())));
    }
    Ok(outcome)
}

/// The receipt that is named, or the one in the folder that is named, or the one beside the TEI.
fn receipt_path(found: &Found, arguments: &Verify) -> Result<PathBuf, Failure> {
    let name = found.input.name();
    let tei = match &arguments.receipt {
        Some(path) if !is_folder(path) => return Ok(path.clone()),
        // Standard input has no name under which anything could lie in the folder.
        Some(folder) => found.input.path().map(|_| folder.join(&found.below)),
        None => found.input.path().map(Path::to_owned),
    };
    let path = tei.map(|tei| receipt_beside(&tei)).ok_or_else(|| {
        Failure::of(&name, "standard input has no receipt of its name").help("name the receipt: `--receipt FILE`")
    })?;
    if path.exists() {
        return Ok(path);
    }
    Err(Failure::of(&name, format!("its receipt {} is not there", path.display()))
        .help("name it, or its folder: `--receipt FILE|DIR`; `teiwright convert` writes it beside the TEI"))
}

fn read_receipt(path: &Path) -> Result<Receipt, Failure> {
    let json = files::text(path)?;
    Receipt::from_json(&json)
        .map_err(|error| Failure::of(&path.display().to_string(), error).help("take the receipt as `teiwright convert` wrote it"))
}

/// The source that is named, or the file of the receipt's name: in the folder that is named, or beside the TEI or the receipt.
fn source_path(found: &Found, arguments: &Verify, receipt_path: &Path, receipt: &Receipt) -> Result<Option<PathBuf>, Failure> {
    // A receipt comes from elsewhere: of the name in it, only the last part can lead to a file.
    let name = Path::new(&receipt.source.name).file_name();
    match (&arguments.source, name) {
        (Some(path), _) if !is_folder(path) => Ok(Some(path.clone())),
        (Some(folder), Some(name)) => {
            let path = folder.join(found.below.with_file_name(name));
            if path.is_file() {
                return Ok(Some(path));
            }
            Err(Failure::of(&found.input.name(), format!("its source {} is not there", path.display()))
                .help("name it, or the folder that was converted: `--source FILE|DIR`"))
        }
        (Some(_), None) => Err(Failure::of(&receipt_path.display().to_string(), "the receipt names no source")
            .help("name the transcript: `--source FILE`")),
        (None, name) => {
            let beside = |path: &Path| name.map(|name| path.with_file_name(name)).filter(|path| path.is_file());
            Ok([found.input.path(), Some(receipt_path)].into_iter().flatten().find_map(beside))
        }
    }
}

fn read_source(path: &Path, receipt: &Receipt) -> Result<Source, Failure> {
    files::source(&Input::of(path), Kind::Transcript(Some(receipt.source.encoding.as_str())))
}

/// What keeps the words from being compared, at the file that has it.
fn failure(error: &VerifyError, tei: &Source, source: Option<&Source>) -> Failure {
    match (error, source) {
        (VerifyError::Read(fault), _) => Failure::at(tei, Some(fault.span()), chain(error)).help(fault.help()),
        (VerifyError::OtherSource { .. }, Some(source)) => Failure::of(source.name(), chain(error))
            .help("name the transcript as it was converted: `--source FILE`; or convert this one again"),
        _ => Failure::of(tei.name(), chain(error)),
    }
}
