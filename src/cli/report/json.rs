//! Findings as JSON: one object per file, on one line (`docs/formats.md`).

use serde::Serialize;
use teiwright::{
    diagnostic::{Diagnostic, Fix, Severity},
    source::Source,
    span::Span,
};

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    /// `valid`, `invalid` where a finding fails the run, or `failed` where the file could not be judged.
    status: &'static str,
    /// Why it could not be judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'a str>,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Mending<'a>>,
}

#[derive(Serialize)]
struct Mending<'a> {
    title: &'a str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    span: Span,
    text: &'a str,
}

/// The findings of one file as one object, as a run that is not strict has them.
pub fn line(source: &Source, diagnostics: &[Diagnostic]) -> String {
    render(source, diagnostics, false)
}

/// Renders the findings of one file as one object, with a line feed after it; in a strict run warnings make it invalid too.
pub fn render(source: &Source, diagnostics: &[Diagnostic], is_strict: bool) -> String {
    let fails = |severity| severity == Severity::Error || (is_strict && severity == Severity::Warning);
    let is_invalid = diagnostics.iter().any(|diagnostic| fails(diagnostic.severity));
    write(&File {
        file: source.name(),
        status: if is_invalid { "invalid" } else { "valid" },
        failure: None,
        diagnostics: diagnostics.iter().map(|diagnostic| finding(source, diagnostic)).collect(),
    })
}

/// Renders a file that could not be judged as one object, with a line feed after it.
pub fn render_failure(name: &str, failure: &str) -> String {
    write(&File { file: name, status: "failed", failure: Some(failure), diagnostics: Vec::new() })
}

fn write(file: &File<'_>) -> String {
    serde_json::to_string(file).expect("strings, numbers and lists become JSON") + "\n"
}

fn finding<'a>(source: &Source, diagnostic: &'a Diagnostic) -> Finding<'a> {
    let (start, end) = (source.place(diagnostic.span.start), source.place(diagnostic.span.end));
    Finding {
        code: &diagnostic.code,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        span: diagnostic.span,
        fix: diagnostic.fix.as_ref().map(mending),
    }
}

fn mending(fix: &Fix) -> Mending<'_> {
    let edits = fix.edits.iter().map(|edit| Replacement { span: edit.span, text: &edit.text }).collect();
    Mending { title: &fix.title, edits }
}

#[cfg(test)]
mod tests {
    use teiwright::diagnostic::Edit;

    use super::*;

    #[test]
    fn the_object_has_the_documented_names() {
        let source = Source::from_text("a.xml", "<sp who='#x'/>");
        let span = Span::new(9, 11);
        let finding = Diagnostic::new("DR001", Severity::Error, span, "m").help("h");
        assert_eq!(
            render(&source, std::slice::from_ref(&finding), false),
            "{\"file\":\"a.xml\",\"status\":\"invalid\",\"diagnostics\":[{\"code\":\"DR001\",\"severity\":\"error\",\"message\":\"m\",\
             \"help\":\"h\",\"line\":1,\"column\":10,\"endLine\":1,\"endColumn\":12,\"span\":{\"start\":9,\"end\":11}}]}\n"
        );
        let fix = Fix::new("t", vec![Edit::new(span, "#y")]);
        let fixed = render(&source, &[finding.fix(fix)], false);
        assert!(
            fixed.contains("\"fix\":{\"title\":\"t\",\"edits\":[{\"span\":{\"start\":9,\"end\":11},\"text\":\"#y\"}]}"),
            "{fixed}"
        );
    }

    #[test]
    fn a_clean_file_has_an_object_too() {
        let source = Source::from_text("a.xml", "<TEI/>");
        assert_eq!(render(&source, &[], true), "{\"file\":\"a.xml\",\"status\":\"valid\",\"diagnostics\":[]}\n");
    }

    #[test]
    fn warnings_make_a_file_invalid_in_strict_runs() {
        let source = Source::from_text("a.xml", "<TEI/>");
        let warning = [Diagnostic::new("CO001", Severity::Warning, Span::new(0, 1), "m")];
        assert!(render(&source, &warning, false).contains("\"status\":\"valid\""));
        assert!(render(&source, &warning, true).contains("\"status\":\"invalid\""));
    }

    #[test]
    fn a_file_that_could_not_be_judged_has_an_object_too() {
        let expected = "{\"file\":\"a.xml\",\"status\":\"failed\",\"failure\":\"cannot read\",\"diagnostics\":[]}\n";
        assert_eq!(render_failure("a.xml", "cannot read"), expected);
    }
}
