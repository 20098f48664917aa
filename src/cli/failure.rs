//! Why one piece of work could not be done, for people.

use std::{error::Error, fmt, io};

use teiwright::{diagnostic::Severity, source::Source, span::Span};

use crate::cli::{
    report::Excerpt,
    terminal::{Palette, printable},
};

/// A failure: what it is about, what is wrong, and how to mend it.
#[derive(Clone, Debug)]
pub struct Failure {
    message: String,
    excerpt: Option<Excerpt>,
    help: Option<String>,
}

impl Failure {
    /// Makes a failure that is about the whole run.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), excerpt: None, help: None }
    }

    /// Makes a failure about one file.
    pub fn of(name: &str, message: impl fmt::Display) -> Failure {
        Failure::new(format!("{name}: {message}"))
    }

    /// Makes a failure about a place in a text, or about the whole text.
    pub fn at(source: &Source, span: Option<Span>, message: impl fmt::Display) -> Failure {
        let Some(span) = span else { return Failure::of(source.name(), message) };
        let place = source.place(span.start);
        let mut failure = Failure::new(format!("{}:{}:{}: {message}", source.name(), place.line, place.column));
        failure.excerpt = Some(Excerpt::of(source, span, &[]));
        failure
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Failure {
        self.help = Some(help.into());
        self
    }

    /// What is wrong, without the place and the remedy.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The failure as lines for standard error.
    pub fn render(&self, palette: Palette) -> String {
        let mut out = format!("{}: {}\n", palette.severity(Severity::Error, "error"), printable(&self.message));
        if let Some(excerpt) = &self.excerpt {
            out += &excerpt.render(Severity::Error, palette);
        }
        if let Some(help) = &self.help {
            out += &format!("  {}: {}\n", palette.bold("help"), printable(help));
        }
        out
    }
}

/// An error and its causes in one line, each after the one that it caused.
pub fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line += &format!(": {error}");
        cause = error.source();
    }
    line
}

/// What the system says against an operation, in our words where they are better than its own.
pub fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::StorageFull => "no space left on the device",
        io::ErrorKind::QuotaExceeded => "the disk quota is used up",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::AlreadyExists => "a file of that name is there",
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        io::ErrorKind::InvalidFilename => "the name is too long or not allowed here",
        io::ErrorKind::OutOfMemory => "not enough memory",
        _ => return error.to_string(),
    };
    words.to_owned()
}
