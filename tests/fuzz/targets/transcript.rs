//! Any text is read as a transcript: every span lies in the text, and nothing panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiwright::{
    diagnostic::Parsed,
    source::Source,
    tei::document::TurnElement,
    transcript::{self, Format, Guidance, Transcript},
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

/// A few words and names of the pieces, said before the file is read.
fn guidance(turns: TurnElement) -> Guidance {
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Guidance {
        turns: Some(turns),
        square_directions: Some(turns == TurnElement::Utterance),
        speakers: named(&["Anna", "word"]),
        never: named(&["BERT"]),
        persons: vec![("Anna".to_owned(), "Dora Evans".to_owned()), ("Comrade Pak".to_owned(), String::new())],
        ..Guidance::default()
    }
}
