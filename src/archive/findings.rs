//! The findings of archive profiles: what their codes mean.

use std::fmt;

use crate::diagnostic::Severity;

/// What a code means that an archive profile gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingPage {
    /// The code, such as `AR001`.
    pub code: &'static str,
    /// The fault, so that it reads after "allow".
    pub name: &'static str,
    /// How much it weighs, unless the profile says otherwise.
    pub severity: Severity,
    /// The fault in one sentence.
    pub summary: &'static str,
    /// Why it is said, and how it is mended.
    pub why: &'static str,
}

/// The codes of archive profiles, sorted; a code that is missing was dropped and is not used again.
pub const FINDINGS: &[FindingPage] = &[
    FindingPage {
        code: "AR001",
        name: "missing-for-archive",
        severity: Severity::Error,
        summary: "An element or attribute that the archive asks for is not there, or is empty.",
        why: "The profile that `--archive` names asks for it; the finding stands at the innermost element that is there, and says \
              what it would hold. `teiwright archives NAME` prints the profile with the archive's documents.",
    },
    FindingPage {
        code: "AR002",
        name: "value-for-archive",
        severity: Severity::Error,
        summary: "A value is not one of those that the archive understands.",
        why: "The profile that `--archive` names lists or describes the values; the finding names them. What the archive does not \
              understand it leaves out or refuses.",
    },
    FindingPage {
        code: "AR003",
        name: "dated-for-archive",
        severity: Severity::Warning,
        summary: "Something is encoded in a way that the archive no longer recommends.",
        why: "The archive still takes it, and its documents say what to write in its place.",
    },
    FindingPage {
        code: "AR004",
        name: "layout-for-archive",
        severity: Severity::Error,
        summary: "The file is not named as the archive names its files, or is a document of a kind that it does not take.",
        why: "Archives that build their collections from file names cannot place it, and some take no corpora. A text that comes from standard input without \
              `--stdin-filename` has no file name, and is not judged on it.",
    },
];

impl fmt::Display for FindingPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FindingPage { code, name, severity, summary, why } = self;
        writeln!(formatter, "{code} {name} ({severity})\n\n{summary}\n\n{why}")
    }
}
