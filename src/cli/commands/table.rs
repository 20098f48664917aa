//! `teiwright table`: one row for each speech.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;
use teiwright::{
    settings::cell,
    tei::{Speech, speeches},
    xml,
};

use crate::cli::{
    args::{Jobs, OutputFile},
    commands::fail,
    failure::Failure,
    files::{self, Found, Kind, Staged, commit},
    jobs,
    report::{SinkError, to_stdout},
    run::would_overwrite,
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright table plays/ > speeches.csv
  teiwright table plays/ --output-format jsonl --output-file speeches.jsonl
  R:      read.csv(\"speeches.csv\")
  Python: pandas.read_csv(\"speeches.csv\")

Columns: file, id (xml:id of the speech), order (from 1, in the file), who (identifiers, without #, parted by spaces), speaker
(the label), division (headings from the outermost, parted by ` / `), words (parted by white space), text (without label,
directions and notes; line ends between paragraphs and verse lines).";

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// Comma-separated values (RFC 4180) with a line of column names
    #[default]
    Csv,
    /// One JSON object per speech, one per line; `who` and `division` are arrays
    Jsonl,
}

/// Print a table with one row for each speech
///
/// For R, Python, a spreadsheet or a database. The rows stand in the order of the files and of the speeches in each.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Table {
    /// TEI files, or folders to walk for *.xml; `-` reads standard input
    #[arg(value_name = "TEI", required = true)]
    tei: Vec<PathBuf>,
    /// How the table is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: TableFormat,
    #[command(flatten)]
    file: OutputFile,
    #[command(flatten)]
    jobs: Jobs,
}

/// Runs the command.
pub fn run(arguments: &Table) -> Status {
    let (found, failures) = files::find(&arguments.tei, &["xml"], "read");
    let status = failures.iter().map(fail).max().unwrap_or(Status::Clean);
    match write(&found, arguments) {
        Ok(written) => status.max(written),
        Err(failure) => fail(&failure),
    }
}

fn write(found: &[Found], arguments: &Table) -> Result<Status, Failure> {
    let mut file = match &arguments.file.output_file {
        Some(path)
            if found.iter().any(|it| it.input.path().is_some_and(|input| files::identity(input) == files::identity(path))) =>
        {
            return Err(would_overwrite(path));
        }
        Some(path) => Some(Staged::create(path)?),
        None => None,
    };
    let mut put = |rows: &str| match &mut file {
        Some(file) => file.write(rows.as_bytes()).map_err(SinkError::Failed),
        None => to_stdout([rows.as_bytes()]),
    };
    let mut broken = None;
    // Where nothing can be read there is no table, not even an empty one.
    let mut heading =
        (arguments.output_format == TableFormat::Csv).then_some("file,id,order,who,speaker,division,words,text\r\n");
    let mut status = Status::Clean;
    jobs::in_order(
        found,
        arguments.jobs.jobs,
        |found| rows(found, arguments.output_format),
        |rows| {
            match rows {
                Ok(rows) => broken = put(&(heading.take().unwrap_or_default().to_owned() + &rows)).err(),
                Err(failure) => status = status.max(fail(&failure)),
            }
            if broken.is_some() { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
        },
    )?;
    match broken {
        Some(SinkError::Closed) => return Ok(Status::Clean),
        Some(SinkError::Failed(failure)) => return Err(failure),
        None => {}
    }
    commit(file.into_iter().collect())?;
    Ok(status)
}

fn rows(found: &Found, format: TableFormat) -> Result<String, Failure> {
    let source = files::source(&found.input, Kind::Xml)?;
    let tree = xml::parse(&source).map_err(|error| Failure::at(&source, Some(error.span()), &error).help(error.help()))?;
    let row = |speech: &Speech| match format {
        TableFormat::Csv => csv(source.name(), speech),
        TableFormat::Jsonl => jsonl(source.name(), speech),
    };
    Ok(speeches(&tree).iter().map(row).collect())
}

fn csv(file: &str, speech: &Speech) -> String {
    let (order, words) = (speech.order.to_string(), speech.words.to_string());
    let (who, division) = (speech.who.join(" "), speech.divisions.join(" / "));
    let id = speech.id.as_deref().unwrap_or_default();
    [file, id, &order, &who, &speech.speaker, &division, &words, &speech.text].map(|value| cell(value, ',')).join(",") + "\r\n"
}

fn jsonl(file: &str, speech: &Speech) -> String {
    let row = json!({
        "file": file, "id": speech.id, "order": speech.order, "who": speech.who, "speaker": speech.speaker,
        "division": speech.divisions, "words": speech.words, "text": speech.text,
    });
    format!("{row}\n")
}
