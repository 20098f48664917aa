//! The laws of matching, on small schemas; and recovery, by the findings that it leaves.

mod bounds;
mod findings;
mod laws;

use std::sync::Arc;

use super::Matcher;
use crate::{
    schema::relaxng::{NoIncludes, Schema},
    source::Source,
    xml,
};

/// Compiles a schema in the compact syntax.
#[track_caller]
fn schema(text: &str) -> Arc<Schema> {
    let compiled = Schema::compile(&Source::from_text("test.rnc", text), &NoIncludes);
    Arc::new(compiled.unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// The findings as "line:column code: what is shown | message | help".
#[track_caller]
fn judge(matcher: &mut Matcher, text: &str) -> Vec<String> {
    let source = Source::from_text("test.xml", text);
    let tree = xml::parse(&source).unwrap_or_else(|error| panic!("{text}: {error}"));
    let findings = matcher.judge(&tree);
    assert_eq!(matcher.is_valid(&tree), findings.is_empty(), "{text}: {findings:?}");
    let written = findings.iter().map(|finding| {
        let place = source.place(finding.span.start);
        let shown = source.slice(finding.span).expect("spans lie on character boundaries");
        let help = finding.help.as_deref().unwrap_or_default();
        format!("{}:{} {}: {shown} | {} | {help}", place.line, place.column, finding.code, finding.message)
    });
    written.collect()
}

/// Checks which documents are valid, twice by one matcher, so that what it remembers is put to use.
#[track_caller]
fn check(text: &str, valid: &[&str], invalid: &[&str]) {
    let mut matcher = Matcher::new(schema(text));
    for _ in 0..2 {
        for document in valid {
            assert_eq!(judge(&mut matcher, document), [""; 0], "{text}: {document}");
        }
        for document in invalid {
            assert_ne!(judge(&mut matcher, document), [""; 0], "{text}: {document}");
        }
    }
}
