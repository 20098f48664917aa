//! Findings as workflow commands of GitHub Actions, which it shows beside the lines of a change.

use teiwright::diagnostic::Severity;

use crate::cli::report::{Base, FileReport};

/// What a command about no finding is headed by.
const TITLE: &str = "teiwright";

/// Renders one line for each finding of a file; a file that could not be judged is an error without a line.
pub fn render(file: &FileReport, base: &Base) -> String {
    let path = property(&base.location(&file.name).path);
    let mut out = String::new();
    if let Some(failure) = &file.failure {
        out += &format!("::error file={path},title={TITLE}::{}\n", data(failure));
    }
    for finding in &file.findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (line, end_line) = (finding.start.line, finding.end.line.max(finding.start.line));
        // Columns are only understood within one line.
        let columns = match line == end_line {
            true => format!(",col={},endColumn={}", finding.start.column, finding.end.column),
            false => String::new(),
        };
        let title = property(&format!("teiwright {}", finding.code));
        let message = match &finding.help {
            Some(help) => data(&format!("{}\nhelp: {help}", finding.message)),
            None => data(&finding.message),
        };
        out += &format!("::{level} file={path},line={line},endLine={end_line}{columns},title={title}::{message}\n");
    }
    out
}

/// A message: what would end the command is written as an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: a colon and a comma would end it too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::file::samples;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let file = samples::file();
        let lines = render(&file, &Base::default());
        let expected = "::error file=plays/a%2C b%3A c.xml,line=3,endLine=3,col=5,endColumn=9,title=teiwright DR001::\
                        100%25 of <who> & \"more\",%0Ahere: `#b`%0Ahelp: did you mean `#a`?\n";
        assert_eq!(lines.split_inclusive('\n').next(), Some(expected));
        assert!(lines.lines().nth(1).is_some_and(|line| line.starts_with("::warning ")), "{lines}");
    }

    #[test]
    fn a_failure_is_an_error_and_two_lines_have_no_columns() {
        let mut file = samples::file();
        file.findings[0].end.line = 4;
        file.failure = Some("a: no\nsuch file".to_owned());
        let lines = render(&file, &Base::default());
        assert!(
            lines.starts_with(concat!("::error file=plays/a%2C b%3A c.xml,title=teiwright:", ":a: no%0Asuch file\n")),
            "{lines}"
        );
        assert!(lines.contains(",line=3,endLine=4,title="), "{lines}");
    }
}
