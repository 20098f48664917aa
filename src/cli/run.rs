//! A run over many files: work in parallel, a report in order, one exit status.

use std::{io::Write, ops::ControlFlow, path::Path};

use teiwright::{diagnostic::Diagnostic, source::Source};

use crate::cli::{
    args::ReportFlags,
    failure::Failure,
    files::{Found, identity},
    jobs,
    panic::while_at,
    report::{Base, Format, Judged, Part, Sink, SinkError, Statistics, Tally, counted},
    status::Status,
    terminal::{Palette, printable, progress_bar},
};

/// What the work on one file came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its part of the report.
    pub report: Part,
    /// Why the work failed, if it did.
    pub failure: Option<String>,
    /// Lines for standard error.
    pub notes: String,
    /// Its findings, counted.
    pub tally: Tally,
    /// Its findings, counted by code.
    pub statistics: Statistics,
    /// The least exit status that it allows, whatever the findings are.
    pub least: Option<Status>,
}

/// Where a report goes when no file is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The report is the command's result.
    Stdout,
    /// The command has another result.
    Stderr,
}

/// A run as the flags describe it.
pub struct Run<'a> {
    flags: &'a ReportFlags,
    stream: Stream,
    is_strict: bool,
    palette: Palette,
    notes_palette: Palette,
    base: Base,
    has_statistics: bool,
}

impl<'a> Run<'a> {
    /// Sets up a run.
    pub fn new(flags: &'a ReportFlags, stream: Stream, is_strict: bool) -> Run<'a> {
        let when = flags.color.color;
        let palette = match (&flags.file.output_file, stream) {
            (Some(_), _) => Palette::of_file(when),
            (None, Stream::Stdout) => Palette::of_stdout(when),
            (None, Stream::Stderr) => Palette::of_stderr(when),
        };
        Run {
            flags,
            stream,
            is_strict,
            palette,
            notes_palette: Palette::of_stderr(when),
            base: Base::here(),
            has_statistics: false,
        }
    }

    /// Ends the run with the counts by code.
    #[must_use]
    pub fn with_statistics(mut self, is_wanted: bool) -> Run<'a> {
        self.has_statistics = is_wanted;
        self
    }

    /// How the report is written.
    pub fn format(&self) -> Format {
        self.flags.output_format
    }

    /// The outcome of a file with these findings.
    pub fn judged(&self, source: &Source, diagnostics: &[Diagnostic]) -> Outcome {
        self.compared(Judged { source, diagnostics, baseline: None, is_strict: self.is_strict })
    }

    /// The outcome of a file that was judged, and perhaps compared with a baseline.
    pub fn compared(&self, judged: Judged<'_>) -> Outcome {
        let report = self.format().judged(judged, &self.base, self.palette);
        let (tally, statistics) = (Tally::of(judged.diagnostics), Statistics::of(judged.diagnostics));
        let least = Some(tally.status(judged.is_strict));
        Outcome { report, tally, statistics, least, ..Outcome::default() }
    }

    /// The outcome of a file whose work failed.
    pub fn failed(&self, failure: &Failure) -> Outcome {
        let (notes, message) = (failure.render(self.notes_palette), failure.message().to_owned());
        Outcome { notes, failure: Some(message), tally: Tally::of_failure(), ..Outcome::default() }
    }

    /// A line for standard error, where the caller asks to hear more.
    pub fn note(&self, text: &str) -> String {
        if self.flags.verbosity.verbose { format!("{}\n", printable(text)) } else { String::new() }
    }

    /// A line for standard error, unless the caller asks to hear less.
    pub fn said(&self, text: &str) -> String {
        if self.flags.verbosity.quiet { String::new() } else { format!("{}\n", printable(text)) }
    }

    /// The line that `--verbose` has about a file that was read.
    pub fn note_read(&self, source: &Source) -> String {
        if self.flags.verbosity.verbose { read_line(source) } else { String::new() }
    }

    /// Prints failures that are about no one file, and gives the exit status.
    pub fn refuse(&self, failures: &[Failure]) -> Status {
        for failure in failures {
            say(&failure.render(self.notes_palette));
        }
        if failures.is_empty() { Status::Clean } else { Status::Failed }
    }

    /// Does `work` on every file, writes the report in their order, and gives the worst exit status.
    pub fn over<T: Sync>(&self, items: &[T], found: impl Fn(&T) -> &Found + Sync, work: impl Fn(&T) -> Outcome + Sync) -> Status {
        let mut sink = match self.open(items.iter().map(&found)) {
            Ok(sink) => sink,
            Err(failure) => return self.refuse(&[failure]),
        };
        let bar = progress_bar(items.len(), self.flags.verbosity.quiet);
        let (mut tally, mut statistics) = (Tally::default(), Statistics::default());
        let (mut least, mut broken) = (Status::Clean, None);
        let named = |item: &T| {
            let name = found(item).input.name();
            let mut outcome = while_at(&name, || work(item));
            if let Some(failure) = &outcome.failure {
                outcome.report = self.format().failed(&name, failure, &self.base);
            }
            outcome
        };
        let started = jobs::in_order(items, self.flags.jobs.jobs, named, |outcome| {
            tally += outcome.tally;
            least = least.max(outcome.least.unwrap_or(Status::Clean));
            statistics.add(outcome.statistics);
            broken = bar.suspend(|| show(&outcome.notes, outcome.report, &mut sink)).err();
            bar.inc(1);
            if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        bar.finish_and_clear();
        if let Err(failure) = started {
            return self.refuse(&[failure]);
        }
        match broken.map_or_else(|| sink.finish(&self.base), Err) {
            Err(SinkError::Closed) => return Status::Clean,
            Err(SinkError::Failed(failure)) => return self.refuse(&[failure]),
            Ok(()) => {}
        }
        if self.has_statistics {
            say(&statistics.render());
        }
        if self.format() == Format::Text && !self.flags.verbosity.quiet && !items.is_empty() {
            say(&format!("{tally}\n"));
        }
        least.max(tally.status(self.is_strict))
    }

    /// Opens the report; its file is not one of those that are read.
    fn open<'f>(&self, mut inputs: impl Iterator<Item = &'f Found>) -> Result<Sink, Failure> {
        let Some(path) = &self.flags.file.output_file else {
            return Ok(match self.stream {
                Stream::Stdout => Sink::stdout(self.format()),
                Stream::Stderr => Sink::stderr(self.format()),
            });
        };
        let place = identity(path);
        let is_input = |found: &Found| found.input.path().map(identity).is_some_and(|input| input == place);
        if inputs.any(is_input) {
            return Err(would_overwrite(path));
        }
        Sink::file(path, self.format())
    }
}

/// The failure of an output that would stand where an input does.
pub fn would_overwrite(path: &Path) -> Failure {
    Failure::new(format!("cannot write {}: it is one of the files to read", path.display())).help("name another place")
}

/// Prints lines on standard error; nobody can be told when that fails.
pub fn say(lines: &str) {
    let _ = std::io::stderr().write_all(lines.as_bytes());
}

/// The line that `--verbose` has about a file that was read.
pub fn read_line(source: &Source) -> String {
    let name = printable(source.name());
    format!("read {name}: {}, {}\n", source.encoding().name(), counted(source.line_count(), "line"))
}

fn show(notes: &str, report: Part, sink: &mut Sink) -> Result<(), SinkError> {
    if !notes.is_empty() {
        say(notes);
    }
    sink.write(report)
}
