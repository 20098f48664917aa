//! How often each code was found.

use std::collections::{BTreeMap, BTreeSet};

use teiwright::diagnostic::{Diagnostic, Severity};

use crate::cli::report::{catalog, counted};

/// Counts of findings by code, over all files of a run.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    rows: BTreeMap<String, Row>,
}

#[derive(Clone, Debug)]
struct Row {
    findings: usize,
    files: usize,
    /// The weights that its findings have.
    severities: BTreeSet<Severity>,
}

impl Statistics {
    /// Counts the findings of one file.
    pub fn of(diagnostics: &[Diagnostic]) -> Statistics {
        let mut statistics = Statistics::default();
        for diagnostic in diagnostics {
            let new = || Row { findings: 0, files: 1, severities: BTreeSet::new() };
            let row = statistics.rows.entry(diagnostic.code.to_string()).or_insert_with(new);
            row.findings += 1;
            row.severities.insert(diagnostic.severity);
        }
        statistics
    }

    /// Adds the counts of another file.
    pub fn add(&mut self, other: Statistics) {
        for (code, row) in other.rows {
            match self.rows.get_mut(&code) {
                None => {
                    self.rows.insert(code, row);
                }
                Some(mine) => {
                    mine.findings += row.findings;
                    mine.files += row.files;
                    mine.severities.extend(row.severities);
                }
            }
        }
    }

    /// One line for each code, those with most findings first: count, code, weight, name, and in how many files.
    pub fn render(&self) -> String {
        let meanings = catalog::meanings();
        let mut rows: Vec<(&String, &Row)> = self.rows.iter().collect();
        rows.sort_by_key(|(code, row)| (std::cmp::Reverse(row.findings), *code));
        let name = |code: &String| meanings.get(code).map_or("", |meaning| meaning.name.as_str());
        let width = rows.iter().map(|(code, _)| name(code).len()).max().unwrap_or(0);
        let digits = rows.first().map_or(1, |(_, row)| row.findings.to_string().len());
        let line = |(code, row): (&String, &Row)| {
            let severities: Vec<String> = row.severities.iter().map(ToString::to_string).collect();
            let (severity, name) = (severities.join("/"), name(code));
            let files = counted(row.files, "file");
            format!("{:>digits$}  {code}  {severity:<7}  {name:<width$}  in {files}\n", row.findings)
        };
        rows.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use teiwright::span::Span;

    use super::*;

    #[test]
    fn the_commonest_code_stands_first() {
        let finding = |code: &'static str, severity| Diagnostic::new(code, severity, Span::at(0), "m");
        let mut statistics = Statistics::of(&[finding("DR001", Severity::Error)]);
        let many: Vec<Diagnostic> = (0..10).map(|_| finding("HD004", Severity::Warning)).collect();
        statistics.add(Statistics::of(&many));
        statistics.add(Statistics::of(&[finding("DR001", Severity::Warning)]));
        let expected = "\
10  HD004  warning  missing-availability  in 1 file
 2  DR001  error/warning  unresolved-who        in 2 files
";
        assert_eq!(statistics.render(), expected);
    }
}
