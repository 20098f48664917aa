//! The text of a paragraph, heading, line or label begins or ends with a space.
//!
//! ## Why
//!
//! Such a space is no part of the text; programs that do not expect it indent the line, or take `Ham. ` and `Ham.` for two labels.
//! It is an info, as most programs leave it out.
//!
//! A line end is layout and is left alone, with the white space around it. Where `xml:space="preserve"` is in force, nothing is
//! said.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>Who is there? </p>
//! ```
//!
//! ```xml,fixed
//! <p>Who is there?</p>
//! ```
//!
//! ```xml,valid
//! <p>
//!   Who is there?
//! </p>
//! ```
//!
//! ## Fix
//!
//! Delete the space; the fix does so.

use std::ops::Range;

use crate::{
    diagnostic::{Edit, Fix},
    rules::{
        Context,
        engine::{Written, declare_rule, is_preserved},
    },
    span::Span,
    tei::{Flow, flow_of},
    xml::{Node, is_xml_space},
};

declare_rule! {
    PaddedElement {
        page: "padded_element.rs",
        code: "CO008",
        name: "padded-element",
        severity: Info,
        watch: Elements [
            "p", "head", "speaker", "l", "item", "label", "cell", "stage", "byline", "dateline", "salute", "signed", "trailer",
            "titlePart"
        ],
        guidelines: ["STGAxs"],
        since: "0.2.0",
        fix: true,
    }
}

fn check<'t>(element: Node<'t>, cx: &mut Context<'t>) {
    let is_text = |node: &Node<'_>| node.is_text() && !node.text().unwrap_or_default().trim_matches(is_xml_space).is_empty();
    let (first, last) = (element.first_child().filter(is_text), element.last_child().filter(is_text));
    let mut places: Vec<(Span, Option<Edit>)> = Vec::new();
    if let Some(node) = first {
        let text = node.text().unwrap_or_default();
        places.extend(padding(node, 0..text.len() - text.trim_start_matches(is_xml_space).len(), cx));
    }
    if let Some(node) = last {
        let text = node.text().unwrap_or_default();
        places.extend(padding(node, text.trim_end_matches(is_xml_space).len()..text.len(), cx));
    }
    let Some(span) = places.first().map(|(span, _)| *span) else { return };
    // In the line, a space at the edge may be all that stands between two words.
    if flow_of(element) != Flow::Block || is_preserved(element) {
        return;
    }
    let side = match (first.is_some_and(|node| node.range().start == span.start), places.len()) {
        (_, 2) => "begins and ends",
        (true, _) => "begins",
        _ => "ends",
    };
    let message = format!("the text of `{}` {side} with a space", element.tag_name().name());
    let finding = META.finding(span, message).help("delete the space: it is no part of the text");
    let edits: Option<Vec<Edit>> = places.into_iter().map(|(_, edit)| edit).collect();
    cx.report(match edits {
        Some(edits) => finding.fix(Fix::new("delete the space", edits)),
        None => finding,
    });
}

/// White space at an end of a text, unless it is layout, and the edit that deletes it.
fn padding<'t>(node: Node<'t>, range: Range<usize>, cx: &Context<'t>) -> Option<(Span, Option<Edit>)> {
    let text = node.text().unwrap_or_default();
    let is_layout = text[range.clone()].contains('\n');
    if range.is_empty() || is_layout {
        return None;
    }
    let written = Written::of(cx.tree(), node);
    Some((written.span(range.clone()), written.edit(range, "")))
}
