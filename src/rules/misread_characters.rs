//! Characters look like those of UTF-8 that were read as Windows-1252: `Ã¤` for `ä`, `â€œ` for `“`.
//!
//! ## Why
//!
//! A file in UTF-8 that a program takes for one of Windows becomes such a text, and no program will mend it by itself. Each such
//! place is a word that nobody finds.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>Something is rotten in the state of DÃ¤nemark.</p>
//! ```
//!
//! ```xml,fixed
//! <p>Something is rotten in the state of Dänemark.</p>
//! ```
//!
//! ```xml,valid
//! <p>Something is rotten in the state of Dänemark. «À LA CHÂTEAU»</p>
//! ```
//!
//! ## Fix
//!
//! Convert the source again, and name its encoding. The fix writes the characters that were most likely meant; it is an unsafe
//! one, as it changes words.

use crate::{
    diagnostic::{Fix, Safety, quote},
    rules::{
        Context,
        engine::{Written, declare_rule},
    },
    source::misread,
    xml::Node,
};

declare_rule! {
    MisreadCharacters {
        page: "misread_characters.rs",
        code: "CH009",
        name: "misread-characters",
        severity: Warning,
        watch: Characters ["misread"],
        guidelines: ["CH"],
        since: "0.2.0",
        fix: true,
    }
}

fn check<'t>(node: Node<'t>, cx: &mut Context<'t>) {
    let text = node.text().unwrap_or_default();
    let mut written = None;
    let mut at = 0;
    while let Some((range, meant)) = misread(text, at) {
        let start = range.start;
        at = range.end;
        let written = written.get_or_insert_with(|| Written::of(cx.tree(), node));
        let message = format!("{} looks like {} read in the wrong encoding", quote(&text[start..at]), quote(&meant));
        let help = "convert the source again as UTF-8, or write what was meant";
        let finding = META.finding(written.span(start..at), message).help(help);
        cx.report(match written.edit(start..at, &meant) {
            Some(edit) => finding.fix(Fix::new(format!("write {}", quote(&meant)), vec![edit]).safety(Safety::Rewording)),
            None => finding,
        });
    }
}
