//! `teiwright diff`: what differs between two encodings.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use teiwright::{
    delta::{Change, Delta, Ignored, Layout, Only, Scope},
    diff::{
        self,
        render::{self, Tone},
        sample,
    },
    source::Source,
};

use crate::cli::{
    args::{Color, Jobs, Verbosity},
    commands::{
        answer,
        compare::{Two, failure, write},
        fail,
        release::{is_within, release},
    },
    failure::Failure,
    files::{self, Input, Kind},
    run::{say, would_overwrite},
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
  teiwright patch old.xml changes.json -o new.xml
  teiwright diff release-1/ release-2/               the change report of a corpus
  teiwright diff old.xml new.xml --sample 50 -o sheet.md";

/// Compare two encodings of a text, or two folders of them: words and markup apart
///
/// Of two folders, the files with the same name are compared: what came, went and changed, with totals. docs/comparing.md has
/// the lines for git's configuration.
///
/// Exit status 0 when nothing differs, 1 when something does, 2 when they cannot be compared.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Diff {
    /// The older TEI file or folder; `-` reads standard input
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The newer TEI file or folder; `-` reads standard input
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
    /// Write a sheet of N random changes to judge; `teiwright accuracy` reads it when it is filled in
    #[arg(long, value_name = "N", help_heading = "Report")]
    sample: Option<NonZeroUsize>,
    /// What the sample is drawn with: the same number, the same changes
    #[arg(long, value_name = "S", default_value_t = 1, help_heading = "Report")]
    seed: u64,
    #[command(flatten)]
    jobs: Jobs,
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

    /// Refuses formats that have no meaning together.
    fn check(&self) -> Result<(), Failure> {
        match (self.output_format, self.sample) {
            (DiffFormat::Csv, None) => {
                Err(Failure::new("csv is the form of a sheet of changes to judge")
                    .help("add `--sample N`, or name another format"))
            }
            (DiffFormat::Json | DiffFormat::Html, Some(_)) => {
                Err(Failure::new("a sheet of changes to judge has no such form").help("`--output-format markdown` or `csv`"))
            }
            _ => Ok(()),
        }
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
    /// For the description of a pull request
    Markdown,
    /// A sheet for a spreadsheet, with `--sample`
    Csv,
}

/// Runs the command.
pub fn run(arguments: &Diff) -> Status {
    match compare(arguments) {
        Err(failure) => fail(&failure),
        Ok((report, status)) => {
            let written = match &arguments.output_file {
                Some(path) => write(path, &report).map_or_else(|failure| fail(&failure), |()| Status::Clean),
                None => answer(Ok(report)),
            };
            written.max(status)
        }
    }
}

/// The rendered differences, and what they mean for the exit status.
fn compare(arguments: &Diff) -> Result<(Vec<u8>, Status), Failure> {
    arguments.check()?;
    match [&arguments.old, &arguments.new].map(|path| path.is_dir()) {
        [true, true] => folders(arguments),
        [true, false] if arguments.new.exists() => Err(mixed(&arguments.old, &arguments.new)),
        [false, true] if arguments.old.exists() => Err(mixed(&arguments.new, &arguments.old)),
        // Of a folder and nothing, the message is about what is not there.
        [true, false] => Err(files::source(&Input::of(&arguments.new), Kind::Xml)
            .err()
            .unwrap_or_else(|| mixed(&arguments.old, &arguments.new))),
        _ => documents(arguments),
    }
}

fn mixed(folder: &Path, file: &Path) -> Failure {
    let message = format!("{} is a folder, and {} is a file", folder.display(), file.display());
    Failure::new(message).help("name two files, or two folders")
}

fn documents(arguments: &Diff) -> Result<(Vec<u8>, Status), Failure> {
    let output = arguments.output_file.as_deref();
    let Two { old, new } = Two::read(&arguments.old, &arguments.new, output, &arguments.verbosity)?;
    let scope = arguments.scope();
    let delta = diff::diff(&old, &new, &scope).map_err(|error| failure(&error, &old, &new))?;
    let layout = if arguments.show_layout { Layout::Shown } else { Layout::Hidden };
    let status = if delta.is_equal() { Status::Clean } else { Status::Found };
    if let Some(count) = arguments.sample {
        return Ok((sheet(arguments, count.get(), &delta, &old, &new, layout).into_bytes(), status));
    }
    let report = match (arguments.output_format, arguments.palette()) {
        (DiffFormat::Text, Palette::Plain) => lines(&render::text(&delta, &old, &new, layout)),
        (DiffFormat::Text, palette) => {
            let pieces = render::pieces(&delta, &old, &new, layout);
            pieces.iter().map(|(tone, piece)| painted(palette, *tone, piece)).collect()
        }
        (DiffFormat::Json, _) => render::to_json(&delta, &old, &new),
        (DiffFormat::Html, _) => render::page(&delta, &old, &new, &scope, layout).map_err(|error| failure(&error, &old, &new))?,
        (DiffFormat::Markdown | DiffFormat::Csv, _) => render::markdown(&delta, &old, &new, layout),
    };
    if report.is_empty() && !arguments.verbosity.quiet {
        say(if delta.changes.is_empty() {
            "no differences\n"
        } else {
            "no differences but of layout; `--show-layout` shows them\n"
        });
    }
    Ok((report.into_bytes(), status))
}

/// A sheet of random changes to judge.
fn sheet(arguments: &Diff, count: usize, delta: &Delta, old: &Source, new: &Source, layout: Layout) -> String {
    let all: Vec<&Change> = delta.shown(layout).collect();
    let drawn: Vec<(usize, &Change)> =
        sample::draw(count, all.len(), arguments.seed).into_iter().map(|number| (number, all[number])).collect();
    match arguments.output_format {
        DiffFormat::Csv => sample::csv(&drawn, old, new),
        _ => sample::markdown(&drawn, all.len(), arguments.seed, old, new),
    }
}

fn folders(arguments: &Diff) -> Result<(Vec<u8>, Status), Failure> {
    let (old, new) = (&arguments.old, &arguments.new);
    if arguments.sample.is_some() {
        return Err(Failure::new("a sample is drawn from two files, not from folders").help("name two files"));
    }
    if let Some(path) = arguments.output_file.as_deref().filter(|path| is_within(path, [old, new])) {
        return Err(would_overwrite(path));
    }
    let (release, status) = release(old, new, &arguments.scope(), &arguments.jobs, arguments.verbosity.quiet)?;
    let (old, new) = (old.display().to_string(), new.display().to_string());
    let report = match arguments.output_format {
        DiffFormat::Text => lines(&render::release_text(&release, &old, &new)),
        DiffFormat::Json => render::release_json(&release, &old, &new),
        DiffFormat::Html => render::release_page(&release, &old, &new),
        DiffFormat::Markdown | DiffFormat::Csv => render::release_markdown(&release, &old, &new),
    };
    Ok((report.into_bytes(), status.max(if release.is_equal() { Status::Clean } else { Status::Found })))
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
