//! Any bytes are a tree, one fault inside the text, or no text at all.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiwright::{source::Source, xml};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode("any.xml", bytes, None) else { return };
    match xml::parse(&source) {
        Ok(tree) => {
            for element in tree.elements() {
                assert!(source.slice(tree.name_span(element)).is_some());
                assert!(source.slice(tree.start_tag_span(element)).is_some());
                for attribute in element.attributes() {
                    for (span, _) in tree.tokens(attribute) {
                        assert!(source.slice(span).is_some());
                    }
                }
                for text in element.children().filter(|node| node.is_text()) {
                    assert!(source.slice(tree.text_span(text)).is_some());
                }
            }
        }
        Err(error) => assert!(source.slice(error.span()).is_some()),
    }
});
