//! Findings as JUnit XML in the form that Jenkins reads: a suite for each file, a case for each code that was found in it.

use std::{borrow::Cow, collections::BTreeMap};

use teiwright::{
    diagnostic::Severity,
    xml::{Content, Event, WriteError, Writer},
};

use crate::cli::{
    report::{FileReport, file::Finding},
    terminal::printable,
};

/// What a suite comes to.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
}

/// One case of a suite: a code that was found, or that nothing was.
struct Case<'a> {
    name: String,
    findings: Vec<&'a Finding>,
    is_failure: bool,
}

/// Renders the whole report; warnings fail a case in a strict run only, infos never.
pub fn render(files: &[FileReport]) -> String {
    write(files).expect("the names are fixed, the pairs are even, and no text has a control character")
}

fn write(files: &[FileReport]) -> Result<String, WriteError> {
    let suites: Vec<(&FileReport, Vec<Case<'_>>)> = files.iter().map(|file| (file, cases(file))).collect();
    let mut total = Counts::default();
    for (file, cases) in &suites {
        let counts = counts(file, cases);
        total.tests += counts.tests;
        total.failures += counts.failures;
        total.errors += counts.errors;
    }
    let mut writer = Writer::new();
    start(&mut writer, "testsuites", "teiwright", total)?;
    for (file, cases) in &suites {
        start(&mut writer, "testsuite", &file.name, counts(file, cases))?;
        for case in cases {
            write_case(&mut writer, file, case)?;
        }
        writer.write(&Event::End)?;
    }
    writer.write(&Event::End)?;
    writer.finish()
}

fn start(writer: &mut Writer, element: &str, name: &str, counts: Counts) -> Result<(), WriteError> {
    let Counts { tests, failures, errors } = counts;
    let numbers = [("tests", tests), ("failures", failures), ("errors", errors)];
    let mut attributes = vec![("name".to_owned(), clean(name).into_owned())];
    attributes.extend(numbers.map(|(name, number)| (name.to_owned(), number.to_string())));
    writer.write_start(element, &attributes, Content::Elements)
}

fn write_case(writer: &mut Writer, file: &FileReport, case: &Case<'_>) -> Result<(), WriteError> {
    let attributes = vec![("name", Cow::Borrowed(&*case.name)), ("classname", clean(&file.name))];
    writer.write(&Event::Start { name: "testcase".into(), attributes, content: Content::Elements })?;
    if let Some(failure) = &file.failure {
        write_text(writer, "error", vec![("message", clean(failure)), ("type", "failure".into())], failure)?;
    } else if let Some(first) = case.findings.first() {
        let lines: Vec<String> = case.findings.iter().map(|finding| line(file, finding)).collect();
        let message = match case.findings.len() {
            1 => first.message.clone(),
            count => format!("{count} findings, the first of them: {}", first.message),
        };
        let attributes = vec![("message", Cow::Owned(clean(&message).into_owned())), ("type", clean(&first.code))];
        match case.is_failure {
            true => write_text(writer, "failure", attributes, &lines.join("\n"))?,
            false => write_text(writer, "system-out", Vec::new(), &lines.join("\n"))?,
        }
    }
    writer.write(&Event::End)
}

fn write_text(
    writer: &mut Writer,
    element: &'static str,
    attributes: Vec<(&'static str, Cow<'_, str>)>,
    text: &str,
) -> Result<(), WriteError> {
    writer.write(&Event::Start { name: element.into(), attributes, content: Content::Mixed })?;
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(clean).collect();
    writer.write(&Event::Text(lines.join("\n").into()))?;
    writer.write(&Event::End)
}

fn cases(file: &FileReport) -> Vec<Case<'_>> {
    let mut by_code: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &file.findings {
        by_code.entry(&finding.code).or_default().push(finding);
    }
    let fails = |finding: &&Finding| match finding.severity {
        Severity::Error => true,
        Severity::Warning => file.is_strict,
        Severity::Info => false,
    };
    let mut cases: Vec<Case<'_>> = by_code
        .into_iter()
        .map(|(code, findings)| Case { name: code.to_owned(), is_failure: findings.iter().any(fails), findings })
        .collect();
    if cases.is_empty() {
        let name = if file.failure.is_some() { "judged" } else { "no findings" };
        cases.push(Case { name: name.to_owned(), findings: Vec::new(), is_failure: false });
    }
    cases
}

fn counts(file: &FileReport, cases: &[Case<'_>]) -> Counts {
    let failures = cases.iter().filter(|case| case.is_failure).count();
    Counts { tests: cases.len(), failures, errors: usize::from(file.failure.is_some()) }
}

fn line(file: &FileReport, finding: &Finding) -> String {
    let Finding { code, severity, message, start, .. } = finding;
    let help = finding.help.as_deref().map(|help| format!("\n  help: {help}")).unwrap_or_default();
    format!("{}:{}:{}: {severity}: {code} {}{help}", file.name, start.line, start.column, printable(message))
}

/// The text on one line, without what XML cannot carry.
fn clean(text: &str) -> Cow<'_, str> {
    let text = printable(text);
    match text.contains(['\u{fffe}', '\u{ffff}']) {
        true => Cow::Owned(text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use teiwright::{source::Source, xml};

    use super::*;
    use crate::cli::report::file::samples;

    fn report(is_strict: bool) -> String {
        let file = FileReport { is_strict, ..samples::file() };
        let mut odd = samples::file();
        odd.name = "o\u{1b}\u{ffff}.xml".to_owned();
        let clean = FileReport { name: "clean.xml".to_owned(), ..FileReport::default() };
        render(&[file, odd, clean, FileReport::failed("none.xml", "none.xml: no such file")])
    }

    #[test]
    fn suites_count_their_cases() {
        let source = Source::from_text("r.xml", report(false));
        let tree = xml::parse(&source).expect("well-formed");
        let root = tree.root_element();
        let numbers = ["tests", "failures", "errors"].map(|name| root.attribute(name).expect("it is there").to_owned());
        assert_eq!(numbers, ["6", "2", "1"]);
        assert_eq!(tree.elements().filter(|element| element.has_tag_name("testcase")).count(), 6);
        assert_eq!(tree.elements().filter(|element| element.has_tag_name("failure")).count(), 2);
        let text = tree.elements().find(|element| element.has_tag_name("failure")).and_then(|element| element.text());
        assert!(text.is_some_and(|text| text.starts_with("plays/a, b: c.xml:3:5: error: DR001 100% of <who>")), "{text:?}");
    }

    #[test]
    fn warnings_fail_in_strict_runs() {
        assert!(report(false).contains("<testsuite name=\"plays/a, b: c.xml\" tests=\"2\" failures=\"1\" errors=\"0\">"));
        assert!(report(true).contains("<testsuite name=\"plays/a, b: c.xml\" tests=\"2\" failures=\"2\" errors=\"0\">"));
    }
}
