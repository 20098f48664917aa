//! Any text compiles as a schema, in either notation, or is refused; what is read can be written, and reads the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiwright::{
    schema::{NoIncludes, Notation, Schema, convert},
    source::Source,
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode("any.rng", bytes, None) else { return };
    let _ = Schema::compile(&source, &NoIncludes);
    for notation in [Notation::Xml, Notation::Compact] {
        let Ok(text) = convert(&source, notation) else { continue };
        let again = convert(&Source::from_text("again", text.as_str()), notation);
        assert_eq!(again.ok().as_deref(), Some(text.as_str()), "what was written reads as it was");
    }
});
