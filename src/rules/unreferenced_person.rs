//! Nothing points to a person or a role.
//!
//! ## Why
//!
//! A `person` to whom no `@who`, `@ref` or `@corresp` leads says nothing in the text and is named nowhere in it. Perhaps the
//! speeches point to another `xml:id`. It is an info: lists name silent persons too, and that is right.
//!
//! Only persons and roles with an `xml:id` are judged; a person within a pair or group that is pointed to counts as meant. With
//! `--corpus`, the pointers of all its files count.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson><person xml:id="hamlet"/><person xml:id="yorick"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Alas, poor Yorick!</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"/><person xml:id="yorick"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Alas, poor <persName ref="#yorick">Yorick</persName>!</p></sp>
//! ```
//!
//! ## Fix
//!
//! Point to the person where it speaks or is named. If it is silent, all is well.

use crate::{
    diagnostic::quote,
    rules::{Context, List, engine::declare_rule},
    tei::XML_ID,
};

declare_rule! {
    UnreferencedPerson {
        page: "unreferenced_person.rs",
        code: "CC002",
        name: "unreferenced-person",
        severity: Info,
        watch: Document,
        guidelines: ["CCAHPA", "DRCAST"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    if !cx.is_whole() {
        return;
    }
    for list in [List::Persons, List::Roles] {
        for element in cx.index().listed(list) {
            let Some(attribute) = element.attribute_node(XML_ID) else { continue };
            let (id, span) = cx.trimmed_value(attribute);
            // An entry that itself points to a person is only its label.
            let is_entry = element.has_attribute("corresp") || element.has_attribute("sameAs");
            if id.is_empty() || is_entry || cx.refers_to(id) {
                continue;
            }
            let finding = META.finding(span, format!("nothing points to the `{}` {}", element.tag_name().name(), quote(id)));
            cx.report(finding.help("point to it with `@who` or `@ref` where it speaks or is named; a silent person is no fault"));
        }
    }
}
