//! A `sp` has neither `speaker` nor `@who`.
//!
//! ## Why
//!
//! Nothing says who speaks, neither to readers nor to programs. Most often the label was lost, or was left in the text of the
//! speech. A source that marks turns by a dash has that dash as its label.
//!
//! Nothing is said of a speech that continues another one (`@prev`), whose label stands there.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <sp><p>HAMLET. The rest is silence.</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>HAMLET.</speaker><p>The rest is silence.</p></sp>
//! ```
//!
//! ## Fix
//!
//! Put the label of the source into a `speaker` at the beginning of the `sp`, and point to the person with `@who`.

use crate::{
    rules::{
        Context,
        engine::{child, declare_rule, has_words},
    },
    xml::Node,
};

declare_rule! {
    NamelessSpeech {
        page: "nameless_speech.rs",
        code: "DR006",
        name: "nameless-speech",
        severity: Warning,
        watch: Elements ["sp"],
        guidelines: ["DRSP", "CODR"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(speech: Node<'t>, cx: &mut Context<'t>) {
    let is_named = speech.has_attribute("who") || speech.has_attribute("prev") || child(speech, "speaker").is_some();
    // A speech without words is another rule's.
    if !is_named && has_words(speech) {
        let finding = META.finding(cx.tree().name_span(speech), "`sp` has neither `speaker` nor `@who`: nothing says who speaks");
        cx.report(finding.help("put the label of the source into a `speaker`, and point to the person with `@who`"));
    }
}
