//! A note stands within a note.
//!
//! ## Why
//!
//! TEI allows it, and hardly any program shows it: a footnote to a footnote is lost or printed in its middle. Most often the
//! end-tag of the first note was set too late.
//!
//! A gloss in the line of a note (`place="inline"`) is no such note, nor is one of another hand (`@resp`).
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>So he says.<note n="1">By the ghost. <note n="2">Of his father.</note></note></p>
//! ```
//!
//! ```xml,valid
//! <p>So he says.<note n="1">By the ghost.</note> <note n="2">Of his father.</note></p>
//! ```
//!
//! ```xml,valid
//! <p>So he says.<note resp="#author"><p>By the ghost.</p> <note resp="#editor">Of his father.</note></note></p>
//! <listPerson><person xml:id="author"/><person xml:id="editor"/></listPerson>
//! ```
//!
//! ```xml,valid
//! <p>So he says.<note place="foot">By the ghost <note place="inline">[of his father]</note>.</note></p>
//! ```
//!
//! ## Fix
//!
//! End the first note before the second, or say with `@resp` that the two are not of the same hand.

use crate::{
    rules::{
        Context,
        engine::{declare_rule, is_tei},
    },
    xml::Node,
};

declare_rule! {
    NestedNote {
        page: "nested_note.rs",
        code: "CO006",
        name: "nested-note",
        severity: Warning,
        watch: Elements ["note"],
        guidelines: ["CONONO"],
        since: "0.2.0",
        fix: false,
    }
}

/// How many elements, from a note outwards, are looked at.
const DEPTH: usize = 8;

fn check<'t>(note: Node<'t>, cx: &mut Context<'t>) {
    if note.attribute("place") == Some("inline") {
        return;
    }
    let outer = note.ancestors().skip(1).take(DEPTH).find(|ancestor| is_tei(*ancestor, "note"));
    let Some(outer) = outer.filter(|outer| outer.attribute("resp") == note.attribute("resp")) else { return };
    let finding = META.finding(cx.tree().name_span(note), "a `note` stands within a `note`");
    let finding = finding.label(cx.tree().name_span(outer), "the outer one");
    cx.report(finding.help("end the first before the second, or say with `@resp` that the two are of different hands"));
}
