//! A `sp` has `@who` and no `speaker`.
//!
//! ## Why
//!
//! `speaker` holds the label as the source prints it. Where it is missing, a label may have been left in the text of the
//! speech. It is no more than an info: many sources print no label where the stage direction or the heading just before names
//! the speaker, and `@who` then says all that there is to say.
//!
//! Nothing is said of a speech that continues another one (`@prev`), whose label stands there.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><p>HAMLET. The rest is silence.</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>HAMLET.</speaker><p>The rest is silence.</p></sp>
//! ```
//!
//! ## Fix
//!
//! If the source has a label, put it into a `speaker` at the beginning of the `sp`. If it has none, all is well.

use crate::{
    rules::{
        Context,
        engine::{child, declare_rule, has_words},
    },
    xml::Node,
};

declare_rule! {
    SpeechWithoutSpeaker {
        page: "speech_without_speaker.rs",
        code: "DR003",
        name: "speech-without-speaker",
        severity: Info,
        watch: Elements ["sp"],
        guidelines: ["DRSP", "CODR"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(speech: Node<'t>, cx: &mut Context<'t>) {
    // A speech without words, or without any name of a speaker, is another rule's.
    let is_named_only_for_programs = speech.has_attribute("who") && child(speech, "speaker").is_none();
    if is_named_only_for_programs && !speech.has_attribute("prev") && has_words(speech) {
        let finding = META.finding(cx.tree().name_span(speech), "`sp` has no `speaker`");
        cx.report(finding.help("if the source prints a label, it goes into a `speaker` at the beginning"));
    }
}
