//! Findings as lines for people, as lines for editors, and in the forms that other programs read.

mod base;
mod catalog;
mod concise;
mod excerpt;
mod file;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod part;
mod sarif;
mod sink;
mod statistics;
mod tally;
mod text;

pub use base::Base;
pub use excerpt::Excerpt;
pub use file::{Compared, FileReport};
pub use json::line as json_line;
pub use part::{Judged, Part};
pub use sink::{Sink, SinkError, to_stdout};
pub use statistics::Statistics;
pub use tally::{Tally, counted};

use clap::ValueEnum;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Each finding with the line it stands in and how to mend it
    #[default]
    Text,
    /// One line per finding: FILE:LINE:COLUMN: SEVERITY: CODE MESSAGE
    Concise,
    /// One JSON array with one object per file
    Json,
    /// One JSON object per file, one per line
    Jsonl,
    /// SARIF 2.1.0, which code hosts and editors read
    Sarif,
    /// Workflow commands of GitHub Actions, shown beside the lines of a change
    Github,
    /// The code quality report of GitLab
    Gitlab,
    /// JUnit XML as Jenkins reads it: a suite for each file, a case for each code
    Junit,
    /// One page with counts by rule and by file
    Html,
}
