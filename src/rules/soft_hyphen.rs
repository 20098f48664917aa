//! A soft hyphen stands in the text.
//!
//! ## Why
//!
//! A soft hyphen (U+00AD) only tells a program where it may break a word; it is seen at the end of a line and nowhere else. In
//! a text it is mostly left over from a typesetting program or a scan: a search for the word does not find it. A break of the
//! source is `lb break="no"`.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>To be, or not to be: that is the ques&#xAD;tion.</p>
//! ```
//!
//! ```xml,fixed
//! <p>To be, or not to be: that is the question.</p>
//! ```
//!
//! ```xml,valid
//! <p>To be, or not to be: that is the ques-<lb break="no"/>tion.</p>
//! ```
//!
//! ## Fix
//!
//! Delete it, or write `-` and `lb break="no"` where the source breaks the line. The fix deletes it; it is an unsafe one, as it
//! changes a word.

use crate::{
    diagnostic::{Fix, Safety},
    rules::{
        Context,
        engine::{Written, declare_rule},
    },
    xml::Node,
};

declare_rule! {
    SoftHyphen {
        page: "soft_hyphen.rs",
        code: "CH006",
        name: "soft-hyphen",
        severity: Warning,
        watch: Characters ["soft-hyphen"],
        guidelines: ["COPU", "CH"],
        since: "0.2.0",
        fix: true,
    }
}

fn check<'t>(node: Node<'t>, cx: &mut Context<'t>) {
    let written = Written::of(cx.tree(), node);
    for (at, found) in node.text().unwrap_or_default().match_indices('\u{ad}') {
        let range = at..at + found.len();
        let finding = META.finding(written.span(range.clone()), "a soft hyphen stands in the text");
        let finding = finding.help("delete it, or write `-` and `lb break=\"no\"` where the source breaks the line");
        cx.report(match written.edit(range, "") {
            Some(edit) => finding.fix(Fix::new("delete it", vec![edit]).safety(Safety::Rewording)),
            None => finding,
        });
    }
}
