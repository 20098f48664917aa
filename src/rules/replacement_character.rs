//! A replacement character stands where another character was lost.
//!
//! ## Why
//!
//! Programs write `�` (U+FFFD) for bytes that they cannot read. It says that a file was read in the wrong encoding, and that
//! what stood there is gone from this copy of the text.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>Something is rotten in the state of D&#xFFFD;nemark.</p>
//! ```
//!
//! ```xml,valid
//! <p>Something is rotten in the state of Dänemark.</p>
//! ```
//!
//! ## Fix
//!
//! Take the character from the source. Where it cannot be read there either, write `gap` or `unclear`.

use crate::{
    rules::{
        Context,
        engine::{Written, declare_rule},
    },
    xml::Node,
};

declare_rule! {
    ReplacementCharacter {
        page: "replacement_character.rs",
        code: "CH005",
        name: "replacement-character",
        severity: Warning,
        watch: Characters ["replacement"],
        guidelines: ["CH"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(node: Node<'t>, cx: &mut Context<'t>) {
    let written = Written::of(cx.tree(), node);
    let text = node.text().unwrap_or_default();
    let mut at = 0;
    while let Some(found) = text[at..].find('\u{fffd}') {
        let start = at + found;
        let rest = text[start..].trim_start_matches('\u{fffd}');
        at = text.len() - rest.len();
        let finding = META.finding(written.span(start..at), "`\u{fffd}` stands for a character that was lost");
        cx.report(finding.help("take the character from the source; the file was read in the wrong encoding once"));
    }
}
