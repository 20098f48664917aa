//! Any text is read as a transcript: every span lies in the text, and nothing panics.
#![no_main]

#[path = "../guidance.rs"]
mod guidance;

use guidance::guidance;
use libfuzzer_sys::fuzz_target;
use teiwright::{
    diagnostic::Parsed,
    source::Source,
    tei::document::TurnElement,
    transcript::{self, Format, Transcript},
};

fuzz_target!(|text: &str| {
    let source = Source::from_text("any.txt", text);
    for format in [Format::Text, Format::EzDrama, Format::SubRip, Format::WebVtt, Format::Whisper] {
        for turns in [TurnElement::Speech, TurnElement::Utterance] {
            match transcript::read_as(&source, format, &guidance(turns)) {
                Ok(parsed) => check(&source, &parsed),
                Err(error) => assert!(source.slice(error.span).is_some()),
            }
        }
    }
});

fn check(source: &Source, parsed: &Parsed<Transcript>) {
    for decision in &parsed.value.decisions {
        assert!(source.slice(decision.span).is_some());
    }
    for finding in &parsed.diagnostics {
        assert!(source.slice(finding.span).is_some());
    }
}
