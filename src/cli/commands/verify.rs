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
    files::{self, Found, Input, Kind, receipt_beside},
    report::Format,
    run::{Outcome, Run, Stream},
    status::Status,
    terminal::printable,
};

const EXAMPLES: &str = "\
Examples:
  teiwright verify meeting.xml                       the receipt and the transcript lie beside it
  teiwright verify meeting.xml --source records/meeting.txt
  teiwright verify encoded/                          every *.xml in the folder and below it";

/// Check that the words of TEI files are unchanged since their conversion
///
/// Markup may have been added or changed; the words may not. The receipt is looked for beside the file (meeting.receipt.json
/// beside meeting.xml), and so is the transcript, under the name that the receipt has. Exit status 0 when the words are
/// unchanged, 1 when some differ, 2 when it cannot be told.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Verify {
    /// TEI files, or folders to walk for *.xml; `-` reads standard input
    #[arg(value_name = "TEI", required = true)]
    tei: Vec<PathBuf>,
    /// The transcript that was converted, to be compared byte for byte [default: beside the TEI, if it is there]
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
    /// The receipt of the conversion [default: beside the TEI]
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    #[command(flatten)]
    report: ReportFlags,
}

/// Runs the command.
pub fn run(arguments: &Verify) -> Status {
    let run = Run::new(&arguments.report, Stream::Stdout, false);
    let (found, failures) = files::find(&arguments.tei, "xml", "verify");
    if found.len() > 1 && (arguments.source.is_some() || arguments.receipt.is_some()) {
        let failure = Failure::new("`--source` and `--receipt` belong to one TEI file");
        return run.refuse(&[failure.help("verify the files one by one, or let the receipts lie beside them")]);
    }
    let status = run.refuse(&failures);
    status.max(run.over(
        &found,
        |found| found,
        |found| one(found, arguments, &run).unwrap_or_else(|failure| run.failed(&failure)),
    ))
}

fn one(found: &Found, arguments: &Verify, run: &Run<'_>) -> Result<Outcome, Failure> {
    let tei = files::source(&found.input, Kind::Xml)?;
    let receipt_path = receipt_path(found, arguments)?;
    let receipt = read_receipt(&receipt_path)?;
    let source_path = source_path(found, arguments, &receipt_path, &receipt);
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
        outcome.report = format!("OK {}: words unchanged ({exact})\n", printable(tei.name()));
    }
    Ok(outcome)
}

fn receipt_path(found: &Found, arguments: &Verify) -> Result<PathBuf, Failure> {
    if let Some(path) = &arguments.receipt {
        return Ok(path.clone());
    }
    let name = found.input.name();
    let path = found
        .input
        .path()
        .map(receipt_beside)
        .ok_or_else(|| Failure::of(&name, "nothing lies beside standard input").help("name the receipt: `--receipt FILE`"))?;
    if path.exists() {
        return Ok(path);
    }
    Err(Failure::of(&name, format!("its receipt {} is not there", path.display()))
        .help("name it: `--receipt FILE`; `teiwright convert` writes it beside the TEI"))
}

fn read_receipt(path: &Path) -> Result<Receipt, Failure> {
    let json = files::text(path)?;
    Receipt::from_json(&json)
        .map_err(|error| Failure::of(&path.display().to_string(), error).help("take the receipt as `teiwright convert` wrote it"))
}

/// The source that is named, or the file of the receipt's name beside the TEI or the receipt.
fn source_path(found: &Found, arguments: &Verify, receipt_path: &Path, receipt: &Receipt) -> Option<PathBuf> {
    if arguments.source.is_some() {
        return arguments.source.clone();
    }
    // A receipt comes from elsewhere: of the name in it, only the last part can lead to a file.
    let name = Path::new(&receipt.source.name).file_name()?;
    let neighbors = [found.input.path(), Some(receipt_path)];
    neighbors.into_iter().flatten().map(|path| path.with_file_name(name)).find(|path| path.is_file())
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
