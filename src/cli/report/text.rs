//! Findings for people: where and what, the line itself, how to mend it.

use teiwright::{diagnostic::Diagnostic, source::Source};

use crate::cli::{
    report::Excerpt,
    terminal::{Palette, printable},
};

/// Renders the findings of one file, with an empty line after each.
pub fn render(source: &Source, diagnostics: &[Diagnostic], palette: Palette) -> String {
    diagnostics.iter().map(|diagnostic| finding(source, diagnostic, palette)).collect()
}

fn finding(source: &Source, diagnostic: &Diagnostic, palette: Palette) -> String {
    let Diagnostic { code, severity, message, span, labels, help, .. } = diagnostic;
    let place = source.place(span.start);
    let place = format!("{}:{}:{}", printable(source.name()), place.line, place.column);
    let kind = format!("{severity} {code}");
    let (place, kind) = (palette.bold(&place), palette.severity(*severity, &kind));
    let mut out = format!("{place}: {kind}: {}\n", printable(message));
    // A finding about the whole file points to its beginning; the first line would explain nothing.
    if !(span.is_empty() && span.start == 0) {
        out += &Excerpt::of(source, *span, labels).render(*severity, palette);
    }
    if let Some(help) = help {
        out += &format!("  {}: {}\n", palette.bold("help"), printable(help));
    }
    out + "\n"
}

#[cfg(test)]
mod tests {
    use teiwright::{diagnostic::Severity, span::Span};

    use super::*;

    #[test]
    fn a_finding_answers_what_where_and_how() {
        let text = "<TEI>\n<person xml:id=\"hamlet\"/>\n<sp who=\"#hamlett\">\n";
        let source = Source::from_text("hamlet.xml", text);
        let finding = Diagnostic::new("DR001", Severity::Error, Span::new(41, 49), "`#hamlett` points to no element")
            .label(Span::new(22, 28), "this one?")
            .help("the nearest `xml:id` is `hamlet` (2:17)");
        let expected = "\
hamlet.xml:3:10: error DR001: `#hamlett` points to no element
  3 | <sp who=\"#hamlett\">
    |          ^^^^^^^^
    |
   :::
  2 | <person xml:id=\"hamlet\"/>
    |                 ------ this one?
  help: the nearest `xml:id` is `hamlet` (2:17)

";
        assert_eq!(render(&source, &[finding], Palette::Plain), expected);
    }
}
