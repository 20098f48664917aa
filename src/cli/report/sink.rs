//! Where a report goes: standard output, standard error, or a file that appears when it is whole.

use std::{
    io::{self, BufWriter, ErrorKind, Write},
    path::Path,
};

use crate::cli::{
    failure::{Failure, reason},
    files::{self, Staged},
    report::{Base, FileReport, Format, Part, gitlab, html, junit, sarif},
};

/// A report under way.
pub struct Sink {
    destination: Destination,
    format: Format,
    /// How many reports on files were written.
    count: usize,
    /// What is written when all files are done.
    files: Vec<FileReport>,
}

enum Destination {
    Stdout(BufWriter<io::Stdout>),
    Stderr,
    File(Box<Staged>),
}

/// Why a report cannot go on.
#[derive(Debug)]
pub enum SinkError {
    /// Nobody reads it any more, which is no fault.
    Closed,
    /// It cannot be written.
    Failed(Failure),
}

impl Sink {
    /// Opens a report on standard output.
    pub fn stdout(format: Format) -> Sink {
        Sink::new(Destination::Stdout(BufWriter::new(io::stdout())), format)
    }

    /// Opens a report on standard error.
    pub fn stderr(format: Format) -> Sink {
        Sink::new(Destination::Stderr, format)
    }

    /// Opens a report in a file, which appears at [`Sink::finish`].
    ///
    /// # Errors
    /// [`Failure`] when the file cannot be made.
    pub fn file(path: &Path, format: Format) -> Result<Sink, Failure> {
        Ok(Sink::new(Destination::File(Box::new(Staged::create(path)?)), format))
    }

    fn new(destination: Destination, format: Format) -> Sink {
        Sink { destination, format, count: 0, files: Vec::new() }
    }

    /// Writes what one file adds to the report, now or when all are done.
    pub fn write(&mut self, part: Part) -> Result<(), SinkError> {
        let report = match part {
            Part::Nothing => return Ok(()),
            Part::File(file) => {
                self.files.push(*file);
                return Ok(());
            }
            Part::Text(report) => report,
        };
        self.count += 1;
        match (self.format, self.count) {
            (Format::Json, 1) => self.put(&format!("[\n{}", report.trim_end())),
            (Format::Json, _) => self.put(&format!(",\n{}", report.trim_end())),
            _ => self.put(&report),
        }
    }

    /// Ends the report, whose files lie where `base` says, and hands all of it over.
    pub fn finish(mut self, base: &Base) -> Result<(), SinkError> {
        let end = match self.format {
            Format::Json if self.count == 0 => "[]\n".to_owned(),
            Format::Json => "\n]\n".to_owned(),
            Format::Sarif => sarif::render(&self.files, base),
            Format::Gitlab => gitlab::render(&self.files, base),
            Format::Junit => junit::render(&self.files),
            Format::Html => html::render(&self.files, base),
            Format::Text | Format::Concise | Format::Jsonl | Format::Github => String::new(),
        };
        self.put(&end)?;
        match self.destination {
            Destination::Stdout(mut stream) => stream.flush().map_err(|error| stream_error("standard output", &error)),
            Destination::Stderr => Ok(()),
            Destination::File(staged) => files::commit(vec![*staged]).map_err(SinkError::Failed),
        }
    }

    fn put(&mut self, text: &str) -> Result<(), SinkError> {
        let bytes = text.as_bytes();
        match &mut self.destination {
            Destination::Stdout(stream) => stream.write_all(bytes).map_err(|error| stream_error("standard output", &error)),
            Destination::Stderr => {
                // The work has another result, which goes on whether or not anybody listens here.
                let _ = io::stderr().write_all(bytes);
                Ok(())
            }
            Destination::File(staged) => staged.write(bytes).map_err(SinkError::Failed),
        }
    }
}

/// Writes a whole result to standard output, part by part.
///
/// # Errors
/// [`SinkError`] as for a report.
pub fn to_stdout<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Result<(), SinkError> {
    let mut stream = io::stdout().lock();
    let written = parts.into_iter().try_for_each(|part| stream.write_all(part));
    written.and_then(|()| stream.flush()).map_err(|error| stream_error("standard output", &error))
}

fn stream_error(name: &str, error: &io::Error) -> SinkError {
    if error.kind() == ErrorKind::BrokenPipe {
        return SinkError::Closed;
    }
    SinkError::Failed(Failure::new(format!("cannot write {name}: {}", reason(error))))
}
