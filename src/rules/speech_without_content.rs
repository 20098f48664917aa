//! A `sp` holds nothing that is said or done.
//!
//! ## Why
//!
//! A speech is what somebody says, or does instead of speaking. A `sp` that is empty, or has only its label, notes and page
//! beginnings, most often lost its text on the way, and TEI does not allow it. A `stage` alone is enough: *silent*, *laughs*.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><stage>Dies.</stage></sp>
//! ```
//!
//! ## Fix
//!
//! Put back the words in a `p`, `lg` or `l`. What was illegible is a `p` with a `gap`; what was no speech is no `sp`.

use crate::{
    rules::{
        Context,
        engine::{declare_rule, has_words},
    },
    xml::Node,
};

declare_rule! {
    SpeechWithoutContent {
        page: "speech_without_content.rs",
        code: "DR004",
        name: "speech-without-content",
        severity: Error,
        watch: Elements ["sp"],
        guidelines: ["DRSP"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(speech: Node<'t>, cx: &mut Context<'t>) {
    if has_words(speech) {
        return;
    }
    let held = if speech.first_element_child().is_some() { "nothing but its label and notes" } else { "nothing" };
    let finding = META.finding(cx.tree().name_span(speech), format!("`sp` holds {held}"));
    cx.report(finding.help("expected `p`, `l` or `stage` in it; a speech that cannot be read is a `p` with a `gap`"));
}
