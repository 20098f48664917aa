//! Any bytes convert and come back the same from the TEI and its receipt, or are refused with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiwright::{
    convert::{self, ConvertError, Receipt},
    source::Source,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode("any.txt", bytes, None) else { return };
    let converted = match convert::convert(&source, &convert::Options::default()) {
        Ok(converted) => converted.value,
        Err(ConvertError::Character { .. } | ConvertError::Blank) => return,
        Err(error) => panic!("{error}: {:?}", error.span()),
    };
    let tei = Source::from_text("any.xml", converted.xml);
    let receipt = Receipt::from_json(&converted.receipt.to_json()).expect("what was written can be read");
    let verdict = convert::verify(&tei, &receipt, Some(&source)).expect("they belong together");
    assert!(verdict.is_exact && verdict.is_unchanged());
});
