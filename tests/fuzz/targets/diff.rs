//! Two documents, parted by a NUL: every span is in its text, the edits lead from the one to the other byte for byte and in
//! either direction, and a document does not differ from itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use teiwright::{
    delta::{Layout, Scope},
    diff::{self, render},
    source::Source,
};

fuzz_target!(|bytes: &[u8]| {
    let Some(at) = bytes.iter().position(|&byte| byte == 0) else { return };
    let Ok(old) = Source::decode("old.xml", &bytes[..at], None) else { return };
    let Ok(new) = Source::decode("new.xml", &bytes[at + 1..], None) else { return };
    for (old, new) in [(&old, &new), (&new, &old), (&old, &old)] {
        let Ok(delta) = diff::diff(old, new, &Scope::default()) else { return };
        for change in &delta.changes {
            for (side, source) in [(&change.old, old), (&change.new, new)] {
                assert!(side.as_ref().is_none_or(|side| source.slice(side.span).is_some()));
            }
        }
        let patched = diff::apply(old, &render::to_json(&delta, old, new)).expect("a delta applies to its old file");
        assert_eq!(Some(patched.as_slice()), new.encoding().encode(new.text()).as_deref());
        assert_eq!(render::text(&delta, old, new, Layout::Hidden).is_empty(), delta.is_equal());
        assert!(old.text() != new.text() || delta.changes.is_empty() && delta.edits.is_empty());
    }
});
