//! A number is left out in the numbers of the notes.
//!
//! ## Why
//!
//! Notes that are numbered 1, 2, 4 have lost one on the way, or one number is a slip.
//!
//! Notes are compared with the one before them of the same `@type`, `@place` and `@resp`. Numbers that begin again at 1 are
//! those of the next page or chapter, and `@n` that is no number in figures is left alone.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>One<note n="1">a</note> and two<note n="2">b</note> and three<note n="4">c</note>.</p>
//! ```
//!
//! ```xml,valid
//! <p>One<note n="1">a</note> and two<note n="2">b</note></p>
//! <p>and three<note n="3">c</note>, and again one<note n="1">d</note>.</p>
//! ```
//!
//! ## Fix
//!
//! Look for the note in the source. If it has no such number either, all is well; say so with a comment.

use rustc_hash::FxHashMap;

use crate::{
    rules::{
        Context, List,
        engine::{declare_rule, number},
    },
    xml::Attribute,
};

declare_rule! {
    NoteNumberGap {
        page: "note_number_gap.rs",
        code: "CO005",
        name: "note-number-gap",
        severity: Warning,
        watch: Document,
        guidelines: ["CONONO"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    let mut last: FxHashMap<[Option<&str>; 3], (u32, Attribute<'_>)> = FxHashMap::default();
    let mut findings = Vec::new();
    for note in cx.index().listed(List::Notes) {
        let Some(attribute) = note.attribute_node("n") else { continue };
        let Some(here) = number(attribute.value()) else { continue };
        let series = ["type", "place", "resp"].map(|name| note.attribute(name));
        if let Some((before, label)) = last.insert(series, (here, attribute))
            && here > before + 1
        {
            let ((_, span), (_, label)) = (cx.trimmed_value(attribute), cx.trimmed_value(label));
            let message = format!("the note after number {before} has number {here}");
            let finding = META.finding(span, message).label(label, "the number before it");
            findings.push(finding.help("look for the notes between the two, or correct the number"));
        }
    }
    findings.into_iter().for_each(|finding| cx.report(finding));
}
