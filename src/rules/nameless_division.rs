//! A division has neither a heading nor a type.
//!
//! ## Why
//!
//! A `div` is an act, a scene, a chapter, a letter. Without `head` and without `@type`, neither a reader nor a program can tell
//! which, and no table of contents can name it. It is an info, as a source may divide its text by a line and nothing else.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <div><p>Who is there?</p></div>
//! ```
//!
//! ```xml,valid
//! <div type="scene"><p>Who is there?</p></div>
//! ```
//!
//! ## Fix
//!
//! Write `@type`, or put the heading of the source into a `head`.

use crate::{
    rules::{
        Context,
        engine::{child, declare_rule},
    },
    xml::Node,
};

declare_rule! {
    NamelessDivision {
        page: "nameless_division.rs",
        code: "DS001",
        name: "nameless-division",
        severity: Info,
        watch: Elements ["div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"],
        guidelines: ["DSDIV", "DSHD"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(division: Node<'t>, cx: &mut Context<'t>) {
    const NAMES: [&str; 7] = ["type", "subtype", "ana", "copyOf", "sameAs", "prev", "decls"];
    if NAMES.iter().any(|name| division.has_attribute(*name)) || child(division, "head").is_some() {
        return;
    }
    let name = division.tag_name().name();
    let finding = META.finding(cx.tree().name_span(division), format!("`{name}` has neither `head` nor `@type`"));
    cx.report(finding.help("say with `@type` what it is, or put the heading of the source into a `head`"));
}
