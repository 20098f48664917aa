//! What our writers write of any schema, our readers read as the same schema.

#[path = "relaxng_writers/maker.rs"]
mod maker;

use maker::Namespaces;
use proptest::prelude::*;
use teiwright::{
    schema::relaxng::{
        ast::{Keep, SchemaFile},
        compact, write_xml, xml_syntax,
    },
    source::Source,
    xml,
};

/// A schema without its places, to compare.
fn shape(file: &SchemaFile) -> String {
    let mut shape = format!("{file:?}");
    while let Some(at) = shape.find("place: Place {") {
        let end = shape[at..].find("} }").expect("a place ends") + at + 3;
        shape.replace_range(at..end, "@");
    }
    shape
}

/// A schema without its places and without what it declares.
fn pattern_shape(file: &SchemaFile) -> String {
    let (prefixes, libraries) = (Vec::new(), Vec::new());
    shape(&SchemaFile { pattern: file.pattern.clone(), prefixes, libraries })
}

fn read(text: &str) -> SchemaFile {
    match compact::read(&Source::from_text("written.rnc", text), 0, Keep::Annotations) {
        Ok(file) => file,
        Err(error) => panic!("{error} at {:?} in\n{text}", error.place.span),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn compact_text_reads_as_what_was_written(choices in prop::collection::vec(any::<u8>(), 0..400)) {
        let file = maker::file(&choices, Namespaces::All);
        let text = compact::write(&file);
        prop_assert_eq!(shape(&read(&text)), shape(&file), "{}", text);
        prop_assert_eq!(compact::write(&read(&text)), text);
    }

    #[test]
    fn any_schema_can_be_written_in_xml(choices in prop::collection::vec(any::<u8>(), 0..400)) {
        let file = maker::file(&choices, Namespaces::All);
        let text = write_xml(&file);
        prop_assert!(text.is_ok(), "{:?}: {:?}", text, file);
        let text = text.expect("it was written");
        prop_assert!(xml::parse(&Source::from_text("written.rng", text.as_str())).is_ok(), "{}", text);
    }

    #[test]
    fn xml_text_reads_as_what_was_written(choices in prop::collection::vec(any::<u8>(), 0..400)) {
        let file = maker::file(&choices, Namespaces::Named);
        let text = write_xml(&file).expect("it can be written");
        match xml_syntax::read(&Source::from_text("written.rng", text.as_str()), 0, Keep::Annotations) {
            // Which prefixes a file declares is notation, in XML.
            Ok(again) => prop_assert_eq!(pattern_shape(&again), pattern_shape(&file), "{}", text),
            Err(error) => prop_assert!(false, "{} at {:?} in\n{}", error, error.place.span, text),
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(pieces in prop::collection::vec(0..maker::PIECES.len(), 0..60), keep in any::<bool>()) {
        let text: Vec<&str> = pieces.iter().map(|&piece| maker::PIECES[piece]).collect();
        let text = text.join(if keep { " " } else { "" });
        let source = Source::from_text("soup.rnc", text.as_str());
        let keep = if keep { Keep::Annotations } else { Keep::Patterns };
        match compact::read(&source, 0, keep) {
            Ok(file) => prop_assert!(!write_xml(&file).is_ok_and(|text| text.is_empty())),
            Err(error) => {
                prop_assert!(source.slice(error.place.span).is_some(), "{:?}", error);
                prop_assert!(!error.help.is_empty());
            }
        }
    }
}
