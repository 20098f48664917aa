//! One line per finding, for editors and `grep`.

use std::fmt::Write;

use teiwright::{diagnostic::Diagnostic, source::Source};

use crate::cli::terminal::printable;

/// Renders the findings of one file as `file:line:col: severity: code message`.
pub fn render(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    let name = printable(source.name());
    for Diagnostic { code, severity, message, span, .. } in diagnostics {
        let place = source.place(span.start);
        let (line, column, message) = (place.line, place.column, printable(message));
        writeln!(out, "{name}:{line}:{column}: {severity}: {code} {message}").expect("a string takes all that is written");
    }
    out
}

#[cfg(test)]
mod tests {
    use teiwright::{diagnostic::Severity, span::Span};

    use super::*;

    #[test]
    fn a_finding_is_one_line() {
        let source = Source::from_text("a.xml", "<TEI>\n <gap/>");
        let finding = Diagnostic::new("CO001", Severity::Warning, Span::new(8, 11), "`gap` has\nno `@reason`").help("add one");
        assert_eq!(render(&source, &[finding]), "a.xml:2:3: warning: CO001 `gap` has\\nno `@reason`\n");
    }
}
