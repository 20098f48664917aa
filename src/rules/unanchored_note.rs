//! A footnote or endnote stands at no place of the text, and nothing points to it.
//!
//! ## Why
//!
//! A note belongs to a word or a passage. Where it stands in the text itself, that place is its anchor; where it is put together
//! with others in a `div`, `back` or `noteGrp`, it needs a `@target`, or something that points to its `xml:id`. Without either,
//! nobody can tell what it is a note on.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <div type="notes"><note place="end" n="1">By the ghost.</note></div>
//! ```
//!
//! ```xml,valid
//! <p>So he says.<ref target="#n1">1</ref></p>
//! <div type="notes"><note place="end" n="1" xml:id="n1">By the ghost.</note></div>
//! ```
//!
//! ```xml,valid
//! <p>So he says.<note place="foot" n="1">By the ghost.</note></p>
//! ```
//!
//! ## Fix
//!
//! Put the note where its number stands in the text, or write a `ref` there and an `xml:id` on the note.

use crate::{
    rules::{
        Context,
        engine::{declare_rule, is_tei},
    },
    tei::XML_ID,
    xml::Node,
};

declare_rule! {
    UnanchoredNote {
        page: "unanchored_note.rs",
        code: "CO003",
        name: "unanchored-note",
        severity: Warning,
        watch: Elements ["note"],
        guidelines: ["CONONO"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(note: Node<'t>, cx: &mut Context<'t>) {
    const APART: [&str; 5] = ["div", "back", "body", "front", "noteGrp"];
    const ANCHORS: [&str; 6] = ["target", "targetEnd", "corresp", "sameAs", "copyOf", "prev"];
    let is_called = ["foot", "end", "bottom"].contains(&note.attribute("place").unwrap_or_default())
        || ["footnote", "endnote"].contains(&note.attribute("type").unwrap_or_default());
    let is_apart = note.parent().is_some_and(|parent| APART.iter().any(|name| is_tei(parent, name)));
    let is_anchored = || ANCHORS.iter().any(|name| note.has_attribute(*name));
    let is_meant = || note.attribute(XML_ID).is_some_and(|id| cx.refers_to(id.trim_ascii()));
    if is_called && is_apart && !is_anchored() && !is_meant() && cx.is_whole() {
        let finding = META.finding(cx.tree().name_span(note), "nothing says to which place of the text this `note` belongs");
        cx.report(finding.help("put it where its number stands, or point to its `xml:id` from there with a `ref`"));
    }
}
