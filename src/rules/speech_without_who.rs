//! A `sp` has a `speaker` and no `@who`.
//!
//! ## Why
//!
//! The label is for readers: *Ham.*, *Hamlet* and *The Prince* may be one person. Only `@who` tells programs so. It is no
//! more than an info, because a speaker whom nobody can name has no `@who`, and to invent one would be wrong.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <sp><speaker>A voice.</speaker><p>Long live the king!</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><personGrp xml:id="voices"/></listPerson>
//! <sp who="#voices"><speaker>A voice.</speaker><p>Long live the king!</p></sp>
//! ```
//!
//! ## Fix
//!
//! Describe the speaker as a `person` or `personGrp` in `particDesc/listPerson`, and point to it with `@who`.

use crate::{
    rules::{
        Context,
        engine::{child, declare_rule, has_words},
    },
    xml::Node,
};

declare_rule! {
    SpeechWithoutWho {
        page: "speech_without_who.rs",
        code: "DR005",
        name: "speech-without-who",
        severity: Info,
        watch: Elements ["sp"],
        guidelines: ["DRSP"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(speech: Node<'t>, cx: &mut Context<'t>) {
    // A speech without a label, or without words, is another rule's.
    if speech.has_attribute("who") || child(speech, "speaker").is_none() || !has_words(speech) {
        return;
    }
    let finding = META.finding(cx.tree().name_span(speech), "`sp` has no `@who`");
    cx.report(finding.help("point to the `person` or `personGrp` who speaks; leave it so if nobody knows"));
}
