//! A `date` or `time` has no attribute that says for programs which one it is.
//!
//! ## Why
//!
//! `date` marks a date for programs, and without `@when`, `@from`, `@to`, `@notBefore`, `@notAfter` or a sister of these, they
//! have to read "the tenth of February" themselves. It is an info, as not every date in a text can be told.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>On <date>7 February 1601</date> they played it.</p>
//! ```
//!
//! ```xml,valid
//! <p>On <date when="1601-02-07">7 February 1601</date> they played it.</p>
//! ```
//!
//! ## Fix
//!
//! Write `@when`; a span of time is `@from` and `@to`, what is uncertain is `@notBefore` and `@notAfter`.

use crate::{
    rules::{Context, engine::declare_rule},
    xml::Node,
};

declare_rule! {
    UndatedDate {
        page: "undated_date.rs",
        code: "ND004",
        name: "undated-date",
        severity: Info,
        watch: Elements ["date", "time", "docDate", "origDate"],
        guidelines: ["CONADA", "NDDATE"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(date: Node<'t>, cx: &mut Context<'t>) {
    const DATING: [&str; 5] = ["when", "from", "to", "notBefore", "notAfter"];
    const OTHERS: [&str; 10] =
        ["period", "datingPoint", "dur", "dur-iso", "copyOf", "sameAs", "corresp", "ref", "calendar", "datingMethod"];
    let dates = |name: &str| {
        DATING.iter().any(|known| name.strip_prefix(known).is_some_and(|rest| matches!(rest, "" | "-iso" | "-custom")))
    };
    let is_dated = date.attributes().any(|attribute| dates(attribute.name()) || OTHERS.contains(&attribute.name()));
    // What holds a `date` is dated by it.
    let holds_date = || date.children().any(|child| child.tag_name() == date.tag_name() || child.tag_name().name() == "date");
    if !is_dated && !holds_date() {
        let name = date.tag_name().name();
        let finding = META.finding(cx.tree().name_span(date), format!("`{name}` has no `@when` or other dating attribute"));
        cx.report(finding.help("write `@when` for programs, such as `1601-02-07`, if the date can be told"));
    }
}
