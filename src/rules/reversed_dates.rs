//! A time ends before it begins.
//!
//! ## Why
//!
//! `@from` and `@notBefore` say when something begins, `@to` and `@notAfter` when it ends. Where the end comes first, two
//! values were exchanged or one of them is a slip.
//!
//! A year and a day in it are no contradiction, nor are times of day, which may pass midnight, and days without a year.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>He was away <date from="1602" to="1601">for a year</date>.</p>
//! ```
//!
//! ```xml,fixed
//! <p>He was away <date from="1601" to="1602">for a year</date>.</p>
//! ```
//!
//! ```xml,invalid
//! <p><date notBefore="1601-02-07" notAfter="1601-02-06">About then</date>.</p>
//! ```
//!
//! ```xml,valid
//! <p>He was away <date from="1601" to="1602">for a year</date>.</p>
//! ```
//!
//! ```xml,valid
//! <p><date from="1601-02-07" to="1601">Until the end of the year</date>.</p>
//! ```
//!
//! ## Fix
//!
//! Exchange the two values, or correct the one that is wrong. The fix exchanges them; it is an unsafe one.

use crate::{
    diagnostic::{Edit, Fix, Safety, quote},
    rules::{
        Context,
        engine::{declare_rule, is_dated},
    },
    tei::parse_when,
    xml::{Attribute, Node},
};

declare_rule! {
    ReversedDates {
        page: "reversed_dates.rs",
        code: "ND003",
        name: "reversed-dates",
        severity: Error,
        watch: Attributes ["to", "notAfter", "to-iso", "notAfter-iso"],
        guidelines: ["NDDATE", "CONADA"],
        since: "0.1.0",
        fix: true,
    }
}

fn check<'t>(element: Node<'t>, end: Attribute<'t>, cx: &mut Context<'t>) {
    let (Ok(past), true) = (parse_when(end.value()), is_dated(element)) else { return };
    let starts = match end.name() {
        "to" => ["from", "notBefore"],
        "notAfter" => ["notBefore", "from"],
        "to-iso" => ["from-iso", "notBefore-iso"],
        _ => ["notBefore-iso", "from-iso"],
    };
    let later = starts
        .iter()
        .filter_map(|name| element.attribute_node(*name))
        .find(|start| parse_when(start.value()).is_ok_and(|begin| begin.is_after(past)));
    let Some(start) = later else { return };
    let ((value, span), (begin, label)) = (cx.trimmed_value(end), cx.trimmed_value(start));
    let message = format!("`@{}` {} lies before `@{}` {}", end.name(), quote(value), start.name(), quote(begin));
    let finding = META.finding(span, message).label(label, "the beginning").help("exchange the two, or correct one of them");
    // Where a third attribute takes part, nobody can tell which of them is wrong.
    let others = ["from", "to", "notBefore", "notAfter", "from-iso", "to-iso", "notBefore-iso", "notAfter-iso"];
    let is_pair = element.attributes().filter(|attribute| others.contains(&attribute.name())).count() == 2;
    cx.report(if is_pair {
        let mut edits = vec![Edit::new(span, begin), Edit::new(label, value)];
        edits.sort_by_key(|edit| edit.span);
        finding.fix(Fix::new("exchange the two", edits).safety(Safety::Unsafe))
    } else {
        finding
    });
}
