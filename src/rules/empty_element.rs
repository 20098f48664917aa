//! A `p`, `head`, `speaker` or `persName` holds nothing.
//!
//! ## Why
//!
//! An empty paragraph, heading, label or name says that something stood there and is gone, or that the element was used for white
//! space. Programs count it, and pages show a gap. An element inside (a `gap`, `pb` or `graphic`) is content, and so is what
//! `@copyOf` or `@sameAs` point to. A `persName` without text may name somebody by its attributes (`@ref`, `@key`).
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>The rest is silence.</p>
//! <p> </p>
//! ```
//!
//! ```xml,invalid
//! <listPerson><person xml:id="hamlet"><persName/></person></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>The rest is silence.</p></sp>
//! ```
//!
//! ```xml,valid
//! <p>The rest is silence.</p>
//! <p><gap reason="illegible"/></p>
//! ```
//!
//! ## Fix
//!
//! Delete the element, or put a `gap` with its `@reason` where text is missing.

use crate::{rules::Context, rules::engine::declare_rule, xml::Node};

declare_rule! {
    EmptyElement {
        page: "empty_element.rs",
        code: "CO002",
        name: "empty-element",
        severity: Warning,
        watch: Elements ["p", "head", "speaker", "persName"],
        guidelines: ["COPA", "CODR", "NDPER"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(element: Node<'t>, cx: &mut Context<'t>) {
    let is_content = |node: Node<'_>| node.is_element() || node.is_text() && holds_text(node);
    let borrows = ["copyOf", "sameAs", "select"].iter().any(|name| element.has_attribute(*name));
    let name = element.tag_name().name();
    let is_named = || name == "persName" && ["ref", "key", "nymRef"].iter().any(|name| element.has_attribute(*name));
    if borrows || is_named() || element.children().any(is_content) {
        return;
    }
    let finding = META.finding(cx.tree().name_span(element), format!("`{name}` holds nothing"));
    cx.report(finding.help("delete it, or put a `gap` with `@reason` where text is missing"));
}

fn holds_text(text: Node<'_>) -> bool {
    text.text().is_some_and(|text| !text.trim_ascii().is_empty())
}
