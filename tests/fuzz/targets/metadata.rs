//! Any text is read as metadata and as an authority in each of their forms, or is refused at a place inside it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiwright::{
    convert::{Metadata, batch, read_rows, read_tei},
    settings::{SettingsError, Table, rows},
    source::Source,
};

fuzz_target!(|text: &str| {
    let source = Source::from_text("any.toml", text);
    check(&source, Table::parse(&source).and_then(Metadata::read));
    check(&source, Table::parse_yaml(&source).and_then(Metadata::read));
    check(&source, rows(&source).and_then(batch));
    check(&source, rows(&source).and_then(read_rows));
    let _ = read_tei(&source);
});

fn check<T>(source: &Source, read: Result<T, SettingsError>) {
    if let Err(error) = read {
        assert!(source.slice(error.span).is_some(), "{error:?}");
    }
}
