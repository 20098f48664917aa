//! `@spanTo` points backwards.
//!
//! ## Why
//!
//! A span runs from the element to the one that its `@spanTo` points to, which follows it in the text (Guidelines,
//! `att.spanning`). Where it points to itself or to an element before it, there is nothing between the two.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p><anchor xml:id="end"/>The rest <delSpan spanTo="#end"/>is silence.</p>
//! ```
//!
//! ```xml,valid
//! <p>The rest <delSpan spanTo="#end"/>is silence<anchor xml:id="end"/>.</p>
//! ```
//!
//! ## Fix
//!
//! Put the `anchor` where the span ends, or correct the pointer.

use crate::{
    diagnostic::quote,
    rules::{Context, engine::declare_rule},
    xml::{Attribute, Node},
};

declare_rule! {
    ReversedSpan {
        page: "reversed_span.rs",
        code: "SA005",
        name: "reversed-span",
        severity: Error,
        watch: Attributes ["spanTo"],
        guidelines: ["STECAT", "PHAD"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(element: Node<'t>, attribute: Attribute<'t>, cx: &mut Context<'t>) {
    let (value, span) = cx.trimmed_value(attribute);
    let Some(end) = value.strip_prefix('#').and_then(|id| cx.index().id(id)) else { return };
    let place = end.element.range().start;
    // The end of an element that the span begins in is no end either: what counts is where it begins.
    if place > element.range().start {
        return;
    }
    let finding = META.finding(span, format!("the span ends at {}, which does not follow it", quote(value)));
    cx.report(
        finding.label(end.span, "the end of the span").help("put the `anchor` where the span ends, or correct the pointer"),
    );
}
