//! What was found in one file, kept for the formats that are written when all files are done.

use teiwright::{
    diagnostic::{Diagnostic, Severity},
    source::{Place, Source},
    span::Span,
};

/// The longest piece of a line that a report quotes, in characters.
const SNIPPET: usize = 200;

/// What was found in one file.
#[derive(Clone, Debug, Default)]
pub struct FileReport {
    /// The file, as it was named or found.
    pub name: String,
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// Why the file could not be judged.
    pub failure: Option<String>,
    /// What a baseline says of the file.
    pub baseline: Option<Compared>,
    /// Whether warnings fail.
    pub is_strict: bool,
}

/// What came of the findings that a baseline has of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The codes of the findings that are tolerated, one for each finding.
    pub tolerated: Vec<(String, Severity)>,
    /// The codes of those that are repaired, one for each.
    pub repaired: Vec<String>,
}

/// A finding with its places for people.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its code.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// What was expected and how to mend it.
    pub help: Option<String>,
    /// Where it begins.
    pub start: Place,
    /// The place after its last character.
    pub end: Place,
    /// The characters that it marks, cut at 200.
    pub snippet: String,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Edits that mend it.
    pub fix: Option<Mending>,
    /// What tells it from other findings of the file, and stays when the text elsewhere changes.
    pub fingerprint: String,
}

/// A place that explains a finding.
#[derive(Clone, Debug)]
pub struct Related {
    /// Where it begins.
    pub start: Place,
    /// The place after its last character.
    pub end: Place,
    /// What stands there.
    pub text: String,
}

/// Edits that mend a fault.
#[derive(Clone, Debug)]
pub struct Mending {
    /// What the edits do.
    pub title: String,
    /// The parts that are replaced, from the first place to before the second, by the text.
    pub edits: Vec<(Place, Place, String)>,
}

impl FileReport {
    /// Keeps the findings of one file; each has its fingerprint at the same index.
    pub fn of(source: &Source, diagnostics: &[Diagnostic], fingerprints: Vec<String>) -> FileReport {
        let findings = diagnostics.iter().zip(fingerprints).map(|(diagnostic, print)| finding(source, diagnostic, print));
        FileReport { name: source.name().to_owned(), findings: findings.collect(), ..FileReport::default() }
    }

    /// Keeps why a file could not be judged.
    pub fn failed(name: &str, failure: &str) -> FileReport {
        FileReport { name: name.to_owned(), failure: Some(failure.to_owned()), ..FileReport::default() }
    }
}

fn finding(source: &Source, diagnostic: &Diagnostic, fingerprint: String) -> Finding {
    let places = |span: Span| (source.place(span.start), source.place(span.end));
    let (start, end) = places(diagnostic.span);
    let related = diagnostic.labels.iter().map(|label| {
        let (start, end) = places(label.span);
        Related { start, end, text: label.text.clone() }
    });
    let fix = diagnostic.fix.as_ref().map(|fix| Mending {
        title: fix.title.clone(),
        edits: fix
            .edits
            .iter()
            .map(|edit| (source.place(edit.span.start), source.place(edit.span.end), edit.text.clone()))
            .collect(),
    });
    Finding {
        code: diagnostic.code.to_string(),
        severity: diagnostic.severity,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        start,
        end,
        snippet: source.slice(diagnostic.span).unwrap_or_default().chars().take(SNIPPET).collect(),
        related: related.collect(),
        fix,
        fingerprint,
    }
}

#[cfg(test)]
pub(super) mod samples {
    use super::*;

    /// A file with one error that has a fix and one warning, whose name and message need to be escaped wherever they stand.
    pub fn file() -> FileReport {
        let place = |line, column| Place { line, column };
        let finding = |code: &str, severity, message: &str, print: &str| Finding {
            code: code.to_owned(),
            severity,
            message: message.to_owned(),
            help: Some("did you mean `#a`?".to_owned()),
            start: place(3, 5),
            end: place(3, 9),
            snippet: "#b&c".to_owned(),
            related: Vec::new(),
            fix: None,
            fingerprint: print.to_owned(),
        };
        let mut error = finding("DR001", Severity::Error, "100% of <who> & \"more\",\nhere: `#b`", "1111");
        error.fix = Some(Mending { title: "point to `#a`".to_owned(), edits: vec![(place(3, 5), place(3, 9), "#a".to_owned())] });
        let findings = vec![error, finding("CO001", Severity::Warning, "`gap` has no `@reason`", "2222")];
        FileReport { name: "plays/a, b: c.xml".to_owned(), findings, ..FileReport::default() }
    }
}
