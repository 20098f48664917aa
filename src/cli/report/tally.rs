//! How many findings of each kind, and what they come to.

use std::{fmt, ops::AddAssign};

use teiwright::diagnostic::{Diagnostic, Severity};

use crate::cli::status::Status;

/// Counts of files and findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    failures: usize,
}

impl Tally {
    /// Counts the findings of one file.
    pub fn of(diagnostics: &[Diagnostic]) -> Tally {
        let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        Tally {
            files: 1,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            failures: 0,
        }
    }

    /// Counts one file whose work failed.
    pub fn of_failure() -> Tally {
        Tally { files: 1, failures: 1, ..Tally::default() }
    }

    /// What the counts come to; a strict run counts warnings as errors.
    pub fn status(self, is_strict: bool) -> Status {
        if self.failures > 0 {
            Status::Failed
        } else if self.errors > 0 || (is_strict && self.warnings > 0) {
            Status::Found
        } else {
            Status::Clean
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.files += other.files;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.failures += other.failures;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info"), (self.failures, "failure")];
        write!(formatter, "{}", counted(self.files, "file"))?;
        for (count, word) in counts.into_iter().filter(|(count, _)| *count > 0) {
            write!(formatter, ", {}", counted(count, word))?;
        }
        if counts.iter().all(|(count, _)| *count == 0) { formatter.write_str(", no findings") } else { Ok(()) }
    }
}

/// A number with its noun, such as `2 errors`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use teiwright::span::Span;

    use super::*;

    fn findings(severities: &[Severity]) -> Vec<Diagnostic> {
        severities.iter().map(|&severity| Diagnostic::new("XX001", severity, Span::at(0), "m")).collect()
    }

    #[test]
    fn the_summary_counts_what_there_is() {
        let mut tally = Tally::of(&findings(&[Severity::Error, Severity::Warning, Severity::Error]));
        tally += Tally::of(&[]);
        assert_eq!(tally.to_string(), "2 files, 2 errors, 1 warning");
        tally += Tally::of_failure();
        assert_eq!(tally.to_string(), "3 files, 2 errors, 1 warning, 1 failure");
        assert_eq!(Tally::of(&[]).to_string(), "1 file, no findings");
    }

    #[test]
    fn warnings_count_in_strict_runs_and_infos_never() {
        let status = |severity, is_strict| Tally::of(&findings(&[severity])).status(is_strict);
        assert_eq!(status(Severity::Error, false), Status::Found);
        assert_eq!(status(Severity::Warning, false), Status::Clean);
        assert_eq!(status(Severity::Warning, true), Status::Found);
        assert_eq!(status(Severity::Info, true), Status::Clean);
        assert_eq!(Tally::of_failure().status(false), Status::Failed);
    }
}
