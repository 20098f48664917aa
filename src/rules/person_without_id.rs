//! A person of the list of participants has no `xml:id`.
//!
//! ## Why
//!
//! `@who`, `@ref` and `@corresp` point to a `person` by its `xml:id`. Without one, nothing of what is said of the person can be
//! joined with a speech or a name in the text.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson><person><persName>Hamlet</persName></person></listPerson>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"><persName>Hamlet</persName></person></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Words.</p></sp>
//! ```
//!
//! ## Fix
//!
//! Write an `xml:id`, such as the name in small letters.

use crate::{
    rules::{
        Context,
        engine::{declare_rule, is_tei},
    },
    tei::XML_ID,
    xml::Node,
};

declare_rule! {
    PersonWithoutId {
        page: "person_without_id.rs",
        code: "CC001",
        name: "person-without-id",
        severity: Warning,
        watch: Elements ["person", "personGrp"],
        guidelines: ["CCAHPA"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(person: Node<'t>, cx: &mut Context<'t>) {
    let is_listed = person.parent().is_some_and(|parent| ["listPerson", "particDesc"].iter().any(|name| is_tei(parent, name)));
    let borrows = ["copyOf", "sameAs", "corresp"].iter().any(|name| person.has_attribute(*name));
    if is_listed && !borrows && !person.has_attribute(XML_ID) {
        let name = person.tag_name().name();
        let finding = META.finding(cx.tree().name_span(person), format!("`{name}` has no `xml:id`"));
        cx.report(finding.help("give it one, so that `@who` and `@ref` can point to it"));
    }
}
