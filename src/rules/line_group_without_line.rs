//! A line group holds no line of verse.
//!
//! ## Why
//!
//! `lg` is a group of lines: a stanza, a couplet, a refrain. Without an `l`, its verse was most likely put into a `p`, or lost.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <lg type="couplet"><head>Exit Hamlet.</head></lg>
//! ```
//!
//! ```xml,valid
//! <lg type="couplet"><l>The time is out of joint. O cursed spite,</l><l>That ever I was born to set it right!</l></lg>
//! ```
//!
//! ## Fix
//!
//! Put each line of verse into an `l`. A stanza that is left out is a `gap`.

use crate::{
    rules::{
        Context,
        engine::{declare_rule, is_tei},
    },
    xml::Node,
};

declare_rule! {
    LineGroupWithoutLine {
        page: "line_group_without_line.rs",
        code: "CO010",
        name: "line-group-without-line",
        severity: Warning,
        watch: Elements ["lg"],
        guidelines: ["COVE", "CODV"],
        since: "0.2.0",
        fix: false,
    }
}

/// What holds no verse beside the lines of a group; anything else may hold some, or stand for it.
const BESIDES: &[&str] =
    &["head", "label", "pb", "lb", "cb", "gb", "fw", "milestone", "note", "stage", "trailer", "byline", "desc"];

fn check<'t>(group: Node<'t>, cx: &mut Context<'t>) {
    let borrows = ["copyOf", "sameAs", "corresp"].iter().any(|name| group.has_attribute(*name));
    let mut elements = group.children().filter(Node::is_element);
    if borrows || !elements.all(|element| BESIDES.iter().any(|name| is_tei(element, name))) {
        return;
    }
    let finding = META.finding(cx.tree().name_span(group), "`lg` holds no `l`");
    cx.report(finding.help("put each line of verse into an `l`; what is missing is a `gap`"));
}
