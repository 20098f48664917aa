//! Findings as lines for people, as lines for editors, and as JSON.

mod concise;
mod excerpt;
mod json;
mod sink;
mod tally;
mod text;

pub use excerpt::Excerpt;
pub use sink::{Sink, SinkError, to_stdout};
pub use tally::{Tally, counted};

use clap::ValueEnum;
use teiwright::{diagnostic::Diagnostic, source::Source};

use crate::cli::terminal::Palette;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Each finding with the line it stands in and how to mend it
    #[default]
    Text,
    /// One JSON array with one object per file
    Json,
    /// One JSON object per file, one per line
    Jsonl,
    /// One line per finding: FILE:LINE:COLUMN: SEVERITY: CODE MESSAGE
    Concise,
}

impl Format {
    /// The report on one file; in JSON a file without findings has one too.
    pub fn render(self, source: &Source, diagnostics: &[Diagnostic], palette: Palette) -> String {
        match self {
            Format::Text => text::render(source, diagnostics, palette),
            Format::Concise => concise::render(source, diagnostics),
            Format::Json | Format::Jsonl => json::render(source, diagnostics),
        }
    }
}
