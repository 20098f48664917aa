//! Findings as the code quality report of GitLab: one array with one object for each finding.

use serde::Serialize;
use sha2::{Digest, Sha256};
use teiwright::diagnostic::Severity;

use crate::cli::report::{Base, FileReport};

/// What the object of a file that could not be judged is called.
const FAILURE: &str = "not-judged";

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Renders the whole report.
pub fn render(files: &[FileReport], base: &Base) -> String {
    let entries: Vec<Entry<'_>> = files.iter().flat_map(|file| entries(file, base)).collect();
    serde_json::to_string_pretty(&entries).expect("strings, numbers and lists become JSON") + "\n"
}

fn entries<'a>(file: &'a FileReport, base: &Base) -> Vec<Entry<'a>> {
    let path = base.location(&file.name).path;
    let entry = |check_name: &'a str, print: &str, description: String, severity, begin, end| Entry {
        description,
        check_name,
        fingerprint: digest(&[&path, check_name, print]),
        severity,
        location: Location { path: path.clone(), lines: Lines { begin, end } },
    };
    let failure = file.failure.iter().map(|failure| entry(FAILURE, "", failure.clone(), "blocker", 1, 1));
    let findings = file.findings.iter().map(|finding| {
        let severity = match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        };
        let description = match &finding.help {
            Some(help) => format!("{} ({help})", finding.message),
            None => finding.message.clone(),
        };
        let end = finding.end.line.max(finding.start.line);
        entry(&finding.code, &finding.fingerprint, description, severity, finding.start.line, end)
    });
    failure.chain(findings).collect()
}

/// Half of the SHA-256 of the parts, as hexadecimal digits.
fn digest(parts: &[&str]) -> String {
    let hash = Sha256::digest(parts.join("\0"));
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::cli::report::file::samples;

    #[test]
    fn entries_have_the_names_that_gitlab_reads_and_fingerprints_of_their_own() {
        let mut other = samples::file();
        other.name = "b.xml".to_owned();
        let report = render(&[samples::file(), other, FileReport::failed("c.xml", "c.xml: no such file")], &Base::default());
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let entries = report.as_array().expect("an array");
        assert_eq!(entries.len(), 5);
        let prints: HashSet<&str> = entries.iter().filter_map(|entry| entry["fingerprint"].as_str()).collect();
        assert_eq!(prints.len(), 5);
        assert_eq!((&entries[0]["check_name"], &entries[0]["severity"]), (&"DR001".into(), &"major".into()));
        assert_eq!(entries[0]["location"], serde_json::json!({"path": "plays/a, b: c.xml", "lines": {"begin": 3, "end": 3}}));
        assert_eq!(entries[4]["severity"], "blocker");
    }

    #[test]
    fn nothing_found_is_an_empty_array() {
        assert_eq!(render(&[], &Base::default()), "[]\n");
    }
}
