//! Any XML is judged by the rules, and what they mend is well-formed, has the same words, and needs no second mending.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiwright::{
    diagnostic::Safety,
    rules::Selection,
    source::Source,
    validate::{Options, Validator, mend},
};

const START: &str = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>";

fuzz_target!(|text: &str| {
    let options = Options { rules: Some(Selection::default()), ..Options::default() };
    let mut validator = Validator::new(&options);
    // As it stands, and as the body of a document, so that elements need no namespace to be judged.
    for text in [text.to_owned(), format!("{START}{text}</body></text></TEI>")] {
        let source = Source::from_text("any.xml", text);
        for finding in validator.judge(&source) {
            assert!(source.slice(finding.span).is_some());
            assert!(finding.labels.iter().all(|label| source.slice(label.span).is_some()));
        }
        for reach in [Safety::Safe, Safety::Rewording] {
            let once = mend(&source, None, &mut validator, reach).expect("fixes settle, and keep the words");
            let again = Source::from_text("any.xml", once.text.as_str());
            let twice = mend(&again, None, &mut validator, reach).expect("fixes settle, and keep the words");
            assert_eq!(once.text, twice.text);
        }
    }
});
