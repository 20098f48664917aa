//! `teiwright diff`: what differs between two encodings.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use teiwright::{
    delta::{Ignored, Layout, Only, Scope},
    diff::{
        self, DiffError,
        render::{self, Tone},
    },
    source::Source,
};

use crate::cli::{
    args::{Color, Verbosity},
    commands::{answer, fail},
    failure::{Failure, chain},
    files::{self, Input, Kind, Staged, commit, identity},
    run::{read_line, say, would_overwrite},
    status::Status,
    terminal::{Palette, printable},
};

const EXAMPLES: &str = "\
Examples:
  teiwright diff old.xml new.xml
  teiwright diff old.xml new.xml --only words        did anybody touch the text?
  teiwright diff old.xml new.xml --no-header --ignore @xml:id,revisionDesc
  teiwright diff old.xml new.xml --output-format html -o changes.html
  teiwright diff old.xml new.xml --output-format json -o changes.json
  teiwright patch old.xml changes.json -o new.xml";

/// Compare two encodings of a text: words and markup apart
///
/// Exit status 0 when nothing differs, 1 when something does, 2 when they cannot be compared.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Diff {
    /// The older TEI file; `-` reads standard input
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The newer TEI file; `-` reads standard input
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Compare only the words, or only the markup
    #[arg(long, value_enum, value_name = "WHAT")]
    only: Option<What>,
    /// Show changes of layout too, such as white space between tags; they make no difference
    #[arg(long)]
    show_layout: bool,
    /// Leave out elements with all that they hold, and attributes
    #[arg(long, value_name = "ELEMENT|@ATTR", value_delimiter = ',')]
    ignore: Vec<Ignored>,
    /// Compare the headers too; this is the default
    #[arg(long, overrides_with = "no_header")]
    header: bool,
    /// Leave out the headers
    #[arg(long, overrides_with = "header")]
    no_header: bool,
    /// How the differences are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Report")]
    output_format: DiffFormat,
    /// Write them to FILE, which appears when it is whole
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    output_file: Option<PathBuf>,
    #[command(flatten)]
    color: Color,
    #[command(flatten)]
    verbosity: Verbosity,
}

impl Diff {
    fn scope(&self) -> Scope {
        let only = self.only.map(|what| match what {
            What::Words => Only::Words,
            What::Markup => Only::Markup,
        });
        let header = self.no_header.then(Ignored::header);
        Scope { only, ignored: self.ignore.iter().cloned().chain(header).collect() }
    }

    fn palette(&self) -> Palette {
        match self.output_file {
            Some(_) => Palette::of_file(self.color.color),
            None => Palette::of_stdout(self.color.color),
        }
    }
}

/// What may be compared alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// The text
    Words,
    /// The elements and attributes around it
    Markup,
}

/// How differences are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// Each difference with its places in both files
    #[default]
    Text,
    /// One JSON object
    Json,
    /// One page to read in a browser, without server or network
    Html,
}

/// Runs the command.
pub fn run(arguments: &Diff) -> Status {
    match compare(arguments) {
        Err(failure) => fail(&failure),
        Ok((report, is_equal)) => {
            let written = match &arguments.output_file {
                Some(path) => write(path, &report).map_or_else(|failure| fail(&failure), |()| Status::Clean),
                None => answer(Ok(report)),
            };
            written.max(if is_equal { Status::Clean } else { Status::Found })
        }
    }
}

/// The rendered differences, and whether there are none.
fn compare(arguments: &Diff) -> Result<(Vec<u8>, bool), Failure> {
    let (old, new) = (Input::of(&arguments.old), Input::of(&arguments.new));
    if let Some(path) = &arguments.output_file
        && [&old, &new].into_iter().filter_map(Input::path).any(|input| identity(input) == identity(path))
    {
        return Err(would_overwrite(path));
    }
    if matches!((&old, &new), (Input::Stdin { .. }, Input::Stdin { .. })) {
        return Err(Failure::new("standard input can be given once").help("name a file for one of the two"));
    }
    let (old, new) = (read(&old, arguments)?, read(&new, arguments)?);
    let delta = diff::diff(&old, &new, &arguments.scope()).map_err(|error| failure(&error, &old, &new))?;
    let layout = if arguments.show_layout { Layout::Shown } else { Layout::Hidden };
    let report = match (arguments.output_format, arguments.palette()) {
        (DiffFormat::Text, Palette::Plain) => lines(&render::text(&delta, &old, &new, layout)),
        (DiffFormat::Text, palette) => {
            let pieces = render::pieces(&delta, &old, &new, layout);
            pieces.iter().map(|(tone, piece)| painted(palette, *tone, piece)).collect()
        }
        (DiffFormat::Json, _) => render::to_json(&delta, &old, &new),
        (DiffFormat::Html, _) => {
            render::page(&delta, &old, &new, &arguments.scope(), layout).map_err(|error| failure(&error, &old, &new))?
        }
    };
    if report.is_empty() && !arguments.verbosity.quiet {
        say(if delta.changes.is_empty() {
            "no differences\n"
        } else {
            "no differences but of layout; `--show-layout` shows them\n"
        });
    }
    Ok((report.into_bytes(), delta.is_equal()))
}

/// A piece in its color; its line end, if it has one, stays outside.
fn painted(palette: Palette, tone: Tone, piece: &str) -> String {
    let text = piece.trim_end_matches('\n');
    format!("{}{}", palette.tone(tone, &printable(text)), &piece[text.len()..])
}

/// Lines without characters that could steer a terminal.
fn lines(text: &str) -> String {
    text.split_inclusive('\n').map(|line| painted(Palette::Plain, Tone::Plain, line)).collect()
}

fn read(input: &Input, arguments: &Diff) -> Result<Source, Failure> {
    let source = files::source(input, Kind::Xml)?;
    if arguments.verbosity.verbose {
        say(&read_line(&source));
    }
    Ok(source)
}

/// What keeps two texts from being compared, at its place in the one that has it.
fn failure(error: &DiffError, old: &Source, new: &Source) -> Failure {
    let (source, fault) = match error {
        DiffError::Old(fault) => (old, fault),
        DiffError::New(fault) => (new, fault),
    };
    Failure::at(source, Some(fault.span()), chain(error)).help(fault.help())
}

fn write(path: &Path, report: &[u8]) -> Result<(), Failure> {
    let mut file = Staged::create(path)?;
    file.write(report)?;
    commit(vec![file])
}
