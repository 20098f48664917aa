//! What one file adds to a report.

use std::borrow::Cow;

use teiwright::{baseline, diagnostic::Diagnostic, source::Source};

use crate::cli::{
    report::{Base, FileReport, Format, concise, file::Compared, github, json, text},
    terminal::Palette,
};

/// What one file adds to a report.
#[derive(Debug, Default)]
pub enum Part {
    /// Nothing.
    #[default]
    Nothing,
    /// Text that is written as it is.
    Text(String),
    /// Facts for a report that is written when all files are done.
    File(Box<FileReport>),
}

/// A file that was judged.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The file.
    pub source: &'a Source,
    /// What was found in it.
    pub diagnostics: &'a [Diagnostic],
    /// What a baseline says of it.
    pub baseline: Option<&'a Compared>,
    /// Whether warnings fail.
    pub is_strict: bool,
}

impl Format {
    /// What a file that was judged adds to the report; in the forms for programs a file without findings adds something too.
    pub fn judged(self, judged: Judged<'_>, base: &Base, palette: Palette) -> Part {
        let Judged { source, diagnostics, baseline, is_strict } = judged;
        let lines = match self {
            Format::Text => text::render(source, diagnostics, palette),
            Format::Concise => concise::render(source, diagnostics),
            Format::Json | Format::Jsonl => json::render(source, diagnostics, is_strict),
            Format::Github => github::render(&FileReport::of(source, diagnostics, vec![String::new(); diagnostics.len()]), base),
            Format::Sarif | Format::Gitlab | Format::Junit | Format::Html => {
                let prints = baseline::fingerprints(source, diagnostics);
                let report = FileReport { baseline: baseline.cloned(), is_strict, ..FileReport::of(source, diagnostics, prints) };
                return Part::File(Box::new(report));
            }
        };
        if lines.is_empty() { Part::Nothing } else { Part::Text(lines) }
    }

    /// What a file adds that could not be judged; its failure is told on standard error in any case.
    pub fn failed(self, name: &str, failure: &str, base: &Base) -> Part {
        // The name stands beside the failure, not in it.
        let failure: Cow<'_, str> = failure.strip_prefix(&format!("{name}: ")).unwrap_or(failure).into();
        let report = FileReport::failed(name, &failure);
        match self {
            Format::Text | Format::Concise => Part::Nothing,
            Format::Json | Format::Jsonl => Part::Text(json::render_failure(name, &failure)),
            Format::Github => Part::Text(github::render(&report, base)),
            Format::Sarif | Format::Gitlab | Format::Junit | Format::Html => Part::File(Box::new(report)),
        }
    }
}
