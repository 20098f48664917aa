//! An element has a `@subtype` and no `@type`.
//!
//! ## Why
//!
//! A subtype divides a type further. Without the type, programs that sort by `@type` leave the element out, and TEI does not
//! allow it.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <div subtype="scene"><p>Who is there?</p></div>
//! ```
//!
//! ```xml,valid
//! <div type="part" subtype="scene"><p>Who is there?</p></div>
//! ```
//!
//! ## Fix
//!
//! Write the `@type`, or make the `@subtype` one.

use crate::{
    rules::{Context, engine::declare_rule},
    xml::{Attribute, Node},
};

declare_rule! {
    SubtypeWithoutType {
        page: "subtype_without_type.rs",
        code: "ST004",
        name: "subtype-without-type",
        severity: Warning,
        watch: Attributes ["subtype"],
        guidelines: ["STECAT"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(element: Node<'t>, subtype: Attribute<'t>, cx: &mut Context<'t>) {
    if !element.has_attribute("type") {
        let span = cx.tree().attribute_name_span(subtype);
        let name = element.tag_name().name();
        let finding = META.finding(span, format!("`{name}` has a `@subtype` and no `@type`"));
        cx.report(finding.help("write the `@type` that it divides, or make the `@subtype` a `@type`"));
    }
}
