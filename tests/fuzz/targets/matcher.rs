//! A schema and a document, parted by a NUL: both questions have one answer, every span is in the text, and a matcher that has
//! seen a document says the same of it again.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use teiwright::{
    schema::{Matcher, NoIncludes, Schema},
    source::Source,
    xml,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some((schema, document)) = text.split_once('\0') else { return };
    let Ok(schema) = Schema::compile(&Source::from_text("any.rng", schema), &NoIncludes) else { return };
    let document = Source::from_text("any.xml", document);
    let Ok(tree) = xml::parse(&document) else { return };
    let mut matcher = Matcher::new(Arc::new(schema));
    let findings = matcher.judge(&tree);
    assert_eq!(findings.is_empty(), matcher.is_valid(&tree));
    assert!(findings.iter().all(|finding| document.slice(finding.span).is_some()));
    assert_eq!(findings, matcher.judge(&tree));
});
