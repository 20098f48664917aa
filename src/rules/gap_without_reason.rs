//! A `gap` has no `@reason`.
//!
//! ## Why
//!
//! A `gap` says that something is left out. Whether it could not be read, was not heard, was withheld, or was of no interest
//! to the editor decides what the text may be used for.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>To be, or not to <gap quantity="1" unit="word"/></p>
//! ```
//!
//! ```xml,valid
//! <p>To be, or not to <gap reason="illegible" quantity="1" unit="word"/></p>
//! ```
//!
//! ## Fix
//!
//! Say why: `illegible`, `inaudible`, `damage`, `redacted`, `sampling` are usual reasons.

use crate::{rules::Context, rules::engine::declare_rule, xml::Node};

declare_rule! {
    GapWithoutReason {
        page: "gap_without_reason.rs",
        code: "CO001",
        name: "gap-without-reason",
        severity: Warning,
        watch: Elements ["gap"],
        guidelines: ["COEDADD", "PHDA"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(gap: Node<'t>, cx: &mut Context<'t>) {
    if gap.attribute("reason").is_some_and(|reason| !reason.trim_ascii().is_empty()) {
        return;
    }
    let finding = META.finding(cx.tree().name_span(gap), "`gap` has no `@reason`");
    cx.report(finding.help("say why something is left out, such as `illegible`, `inaudible` or `redacted`"));
}
