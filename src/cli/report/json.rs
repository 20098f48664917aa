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
    /// `valid`, or `invalid` where there is an error.
    status: &'static str,
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

/// Renders the findings of one file as one object, with a line feed after it.
pub fn render(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let is_invalid = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let file = File {
        file: source.name(),
        status: if is_invalid { "invalid" } else { "valid" },
        diagnostics: diagnostics.iter().map(|diagnostic| finding(source, diagnostic)).collect(),
    };
    serde_json::to_string(&file).expect("strings, numbers and lists become JSON") + "\n"
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
            render(&source, std::slice::from_ref(&finding)),
            "{\"file\":\"a.xml\",\"status\":\"invalid\",\"diagnostics\":[{\"code\":\"DR001\",\"severity\":\"error\",\"message\":\"m\",\
             \"help\":\"h\",\"line\":1,\"column\":10,\"endLine\":1,\"endColumn\":12,\"span\":{\"start\":9,\"end\":11}}]}\n"
        );
        let fix = Fix::new("t", vec![Edit::new(span, "#y")]);
        let fixed = render(&source, &[finding.fix(fix)]);
        assert!(
            fixed.contains("\"fix\":{\"title\":\"t\",\"edits\":[{\"span\":{\"start\":9,\"end\":11},\"text\":\"#y\"}]}"),
            "{fixed}"
        );
    }

    #[test]
    fn a_clean_file_has_an_object_too() {
        let source = Source::from_text("a.xml", "<TEI/>");
        assert_eq!(render(&source, &[]), "{\"file\":\"a.xml\",\"status\":\"valid\",\"diagnostics\":[]}\n");
    }
}
