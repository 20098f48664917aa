//! The numbers of divisions that follow each other leave one out, or repeat one.
//!
//! ## Why
//!
//! After scene 1 comes scene 2. Where the `@n` of two divisions side by side are 1 and 3, or 2 and 2, a division was lost, or one
//! number is a slip.
//!
//! A division is compared with the one before it of the same `@type`, where both have a number in figures.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <div type="scene" n="1"><p>Who is there?</p></div>
//! <div type="scene" n="3"><p>Nay, answer me.</p></div>
//! ```
//!
//! ```xml,valid
//! <div type="scene" n="1"><p>Who is there?</p></div>
//! <div type="scene" n="2"><p>Nay, answer me.</p></div>
//! ```
//!
//! ## Fix
//!
//! Look for the division in the source. If its own numbers leave one out, all is well; say so with a comment.

use crate::{
    rules::{
        Context,
        engine::{declare_rule, number},
    },
    xml::Node,
};

declare_rule! {
    DivisionNumberGap {
        page: "division_number_gap.rs",
        code: "DS002",
        name: "division-number-gap",
        severity: Warning,
        watch: Elements ["div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"],
        guidelines: ["DSDIV", "STGA"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(division: Node<'t>, cx: &mut Context<'t>) {
    let Some(attribute) = division.attribute_node("n") else { return };
    let Some(here) = number(attribute.value()) else { return };
    let before = division.prev_siblings().skip(1).find(|node| node.tag_name() == division.tag_name());
    let Some(before) = before.filter(|before| before.attribute("type") == division.attribute("type")) else { return };
    let Some(last) = before.attribute_node("n") else { return };
    let Some(there) = number(last.value()).filter(|there| here != there + 1 && here != 1) else { return };
    let ((_, span), (_, label)) = (cx.trimmed_value(attribute), cx.trimmed_value(last));
    let name = division.tag_name().name();
    let finding = META.finding(span, format!("the `{name}` after number {there} has number {here}"));
    cx.report(
        finding.label(label, "the number before it").help("look for what is missing between the two, or correct the number"),
    );
}
