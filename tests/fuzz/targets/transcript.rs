//! Any text is read as a transcript: every span lies in the text, and nothing panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiwright::{source::Source, transcript};

fuzz_target!(|text: &str| {
    let source = Source::from_text("any.txt", text);
    let parsed = transcript::parse(&source);
    for decision in &parsed.value.decisions {
        assert!(source.slice(decision.span).is_some());
    }
    for finding in &parsed.diagnostics {
        assert!(source.slice(finding.span).is_some());
    }
});
