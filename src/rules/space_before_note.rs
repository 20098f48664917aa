//! White space stands between a word and its footnote.
//!
//! ## Why
//!
//! A program puts the number of the note where the note stands: after a space it stands apart from its word, and may even begin
//! the next line.
//!
//! Only notes at the foot of a page or at the end of a text (`@place`) are judged, and a line end of the layout is a space like
//! any other.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>A little more than kin <note place="foot">An aside.</note> and less than kind.</p>
//! ```
//!
//! ```xml,fixed
//! <p>A little more than kin<note place="foot">An aside.</note> and less than kind.</p>
//! ```
//!
//! ```xml,valid
//! <p>A little more than kin<note place="foot">An aside.</note>, and less than kind.</p>
//! ```
//!
//! ## Fix
//!
//! Delete the white space before the note. The fix does so where white space, a mark or the end of the element follows the
//! note; it is an unsafe one, as a source may print it so.

use crate::{
    diagnostic::{Fix, Safety},
    rules::{
        Context,
        engine::{Written, declare_rule, is_preserved},
    },
    tei::holds_elements_only,
    xml::{Node, is_xml_space},
};

declare_rule! {
    SpaceBeforeNote {
        page: "space_before_note.rs",
        code: "CO007",
        name: "space-before-note",
        severity: Warning,
        watch: Elements ["note"],
        guidelines: ["CONONO"],
        since: "0.2.0",
        fix: true,
    }
}

fn check<'t>(note: Node<'t>, cx: &mut Context<'t>) {
    let is_called = ["foot", "end", "bottom"].contains(&note.attribute("place").unwrap_or_default());
    let Some(before) = note.prev_sibling().filter(|node| is_called && node.is_text()) else { return };
    let text = before.text().unwrap_or_default();
    let end = text.trim_end_matches(is_xml_space).len();
    let stands_apart = end == 0 && before.prev_sibling().is_none_or(|node| !node.is_element());
    if end == text.len()
        || stands_apart
        || note.parent().is_some_and(|parent| holds_elements_only(parent) || is_preserved(parent))
    {
        return;
    }
    let written = Written::of(cx.tree(), before);
    let finding = META.finding(written.span(end..text.len()), "white space stands between a word and its `note`");
    let finding = finding.help("delete it, so that the number of the note stands at its word");
    let next = note.next_sibling().map(|node| node.text().filter(|_| node.is_text()).unwrap_or("a"));
    let is_free = next.is_none_or(|next| !next.starts_with(char::is_alphanumeric));
    cx.report(match written.edit(end..text.len(), "").filter(|_| is_free) {
        Some(edit) => finding.fix(Fix::new("delete the white space", vec![edit]).safety(Safety::Unsafe)),
        None => finding,
    });
}
