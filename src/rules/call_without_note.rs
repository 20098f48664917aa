//! A reference that calls a note has no `@target`, or leads to something that is no note.
//!
//! ## Why
//!
//! A `ref` or `ptr` whose `@type` says that it calls a note (`note`, `noteAnchor`, `footnote`) shows a number that readers
//! follow. A call without `@target` leads nowhere, and one that leads to another element has most likely the wrong name in it. A
//! pointer to no element at all is `SA001`.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>So he says.<ref type="noteAnchor">1</ref></p>
//! ```
//!
//! ```xml,invalid
//! <p><persName xml:id="ghost">Ghost</persName>, he says.<ref type="noteAnchor" target="#ghost">1</ref></p>
//! ```
//!
//! ```xml,valid
//! <p>So he says.<ref type="noteAnchor" target="#n1">1</ref></p>
//! <div type="notes"><note place="end" n="1" xml:id="n1">By the ghost.</note></div>
//! ```
//!
//! ## Fix
//!
//! Write the `xml:id` of the note into `@target`.

use crate::{
    diagnostic::quote,
    rules::{
        Context,
        engine::{declare_rule, is_tei},
    },
    xml::Node,
};

declare_rule! {
    CallWithoutNote {
        page: "call_without_note.rs",
        code: "CO004",
        name: "call-without-note",
        severity: Warning,
        watch: Elements ["ref", "ptr"],
        guidelines: ["CONONO", "COXR"],
        since: "0.2.0",
        fix: false,
    }
}

/// What a note may be encoded as where it is called.
const NOTES: &[&str] = &["note", "noteGrp", "item", "p", "ab", "seg", "div", "list", "bibl", "app", "annotation", "anchor"];

fn check<'t>(call: Node<'t>, cx: &mut Context<'t>) {
    let is_call = call.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("note"));
    // In a note, such a reference leads back to the call.
    let is_back = || call.ancestors().skip(1).take(4).any(|ancestor| is_tei(ancestor, "note"));
    if !is_call || is_back() {
        return;
    }
    let Some(target) = call.attribute_node("target") else {
        if !call.has_attribute("cRef") {
            let finding = META.finding(cx.tree().name_span(call), "the call of a note has no `@target`");
            cx.report(finding.help("write `#` and the `xml:id` of the note into `@target`"));
        }
        return;
    };
    let (value, span) = cx.trimmed_value(target);
    let Some(id) = value.strip_prefix('#').and_then(|id| cx.index().id(id)) else { return };
    if !NOTES.iter().any(|name| is_tei(id.element, name)) {
        let name = quote(id.element.tag_name().name());
        let finding = META.finding(span, format!("the call of a note leads to a {name}"));
        cx.report(finding.label(id.span, "the element of that name").help("write `#` and the `xml:id` of the note"));
    }
}
