//! Any bytes convert and come back the same from the TEI and its receipt, or are refused with a reason.
#![no_main]

#[path = "../guidance.rs"]
mod guidance;

use guidance::guidance;
use libfuzzer_sys::fuzz_target;
use teiwright::{
    convert::{self, ConvertError, Options, Receipt},
    source::Source,
    tei::document::TurnElement,
    transcript::Format,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode("any.txt", bytes, None) else { return };
    for format in [Format::Text, Format::EzDrama, Format::SubRip, Format::WebVtt, Format::Whisper] {
        for turns in [TurnElement::Speech, TurnElement::Utterance] {
            check(&source, &Options { format: Some(format), guidance: guidance(turns), ..Options::default() });
        }
    }
});

fn check(source: &Source, options: &Options) {
    let converted = match convert::convert(source, options) {
        Ok(converted) => converted.value,
        Err(ConvertError::Character { .. } | ConvertError::Blank | ConvertError::Format(_)) => return,
        Err(error) => panic!("{error}: {:?}", error.span()),
    };
    let tei = Source::from_text("any.xml", converted.xml);
    let receipt = Receipt::from_json(&converted.receipt.to_json()).expect("what was written can be read");
    let verdict = convert::verify(&tei, &receipt, Some(source)).expect("they belong together");
    assert!(verdict.is_exact && verdict.is_unchanged());
}
