//! A phrase begins or ends with a space that belongs outside its tags.
//!
//! ## Why
//!
//! In `<hi>Words, </hi>words` the space is set in italics, underlined or linked with the phrase, and the name in
//! `<persName>Hamlet </persName>` is not the name `Hamlet`. The space stands between two words and belongs to neither.
//!
//! A line end is layout and is left alone, and so is all within `choice`, `app` and their like, and where `xml:space="preserve"`
//! is in force.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p><hi>Words, </hi>words, words.</p>
//! ```
//!
//! ```xml,fixed
//! <p><hi>Words,</hi> words, words.</p>
//! ```
//!
//! ```xml,invalid
//! <p>My lord <persName> Hamlet </persName> is dead.</p>
//! ```
//!
//! ```xml,fixed
//! <p>My lord <persName>Hamlet</persName> is dead.</p>
//! ```
//!
//! ```xml,valid
//! <p><hi>Words,</hi> words, words.</p>
//! ```
//!
//! ## Fix
//!
//! Put the space outside the tags, or delete it where one stands there already; the fix does so and changes no word.

use std::ops::Range;

use crate::{
    diagnostic::{Edit, Fix},
    rules::{
        Context,
        engine::{Written, declare_rule, is_preserved, is_tei},
    },
    span::Span,
    tei::{Flow, flow_of, holds_elements_only},
    xml::{Node, is_xml_space},
};

declare_rule! {
    LopsidedSpace {
        page: "lopsided_space.rs",
        code: "CO009",
        name: "lopsided-space",
        severity: Warning,
        watch: Elements [
            "hi", "emph", "foreign", "persName", "placeName", "orgName", "geogName", "name", "rs", "term", "title", "date",
            "time", "ref", "quote", "q", "said", "soCalled", "mentioned", "distinct", "gloss", "num", "abbr", "expan", "forename",
            "surname", "roleName", "supplied", "unclear"
        ],
        guidelines: ["COHQ", "STGAxs"],
        since: "0.2.0",
        fix: true,
    }
}

/// How many elements that end together are passed on the way outwards.
const DEPTH: usize = 64;

fn check<'t>(phrase: Node<'t>, cx: &mut Context<'t>) {
    let (first, last) = (phrase.first_child().and_then(leading), phrase.last_child().and_then(trailing));
    // Most phrases have neither.
    let is_at_start = first.is_some();
    if !is_at_start && last.is_none() {
        return;
    }
    let is_alternative = |parent: Node<'_>| ALTERNATIVES.iter().any(|name| is_tei(parent, name));
    if phrase.parent().is_some_and(is_alternative) || is_preserved(phrase) {
        return;
    }
    let sides = [first.map(|(node, range)| (Side::Start, node, range)), last.map(|(node, range)| (Side::End, node, range))];
    let mut edits = Some(Vec::new());
    let mut spans = Vec::new();
    for (side, node, range) in sides.into_iter().flatten() {
        let written = Written::of(cx.tree(), node);
        spans.push(written.span(range.clone()));
        let moved = moved(phrase, side).map(|place| place.map(|place| Edit::new(place, " ")));
        edits = edits.zip(written.edit(range, "")).zip(moved).map(|((mut edits, deleted), inserted)| {
            edits.push(deleted);
            edits.extend(inserted);
            edits
        });
    }
    let side = match (spans.len(), is_at_start) {
        (2, _) => "begins and ends",
        (_, true) => "begins",
        _ => "ends",
    };
    let finding = META.finding(spans[0], format!("`{}` {side} with a space", phrase.tag_name().name()));
    let finding = finding.help("put the space outside the tags, or delete it where one stands there");
    cx.report(match edits {
        Some(mut edits) => {
            edits.sort_by_key(|edit| edit.span);
            finding.fix(Fix::new("put the space outside the tags", edits))
        }
        None => finding,
    });
}

/// Where alternatives stand side by side, white space between them is no text.
const ALTERNATIVES: &[&str] = &["choice", "app", "subst", "rdgGrp", "alternate", "ruby"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// The white space at the beginning of a text that is more than white space and layout.
fn leading(node: Node<'_>) -> Option<(Node<'_>, Range<usize>)> {
    let text = node.text().filter(|_| node.is_text())?;
    let range = 0..text.len() - text.trim_start_matches(is_xml_space).len();
    is_space(text, &range).then_some((node, range))
}

fn trailing(node: Node<'_>) -> Option<(Node<'_>, Range<usize>)> {
    let text = node.text().filter(|_| node.is_text())?;
    let range = text.trim_end_matches(is_xml_space).len()..text.len();
    is_space(text, &range).then_some((node, range))
}

fn is_space(text: &str, range: &Range<usize>) -> bool {
    !range.is_empty() && range.len() < text.len() && !text[range.clone()].contains('\n')
}

/// Where the space goes: to a place outside all elements that begin or end with the phrase, or to none, where a space stands
/// there or none is needed. Nothing where the way is too long.
fn moved(phrase: Node<'_>, side: Side) -> Option<Option<Span>> {
    let mut edge = phrase;
    for _ in 0..DEPTH {
        let (beside, parent) = match side {
            Side::Start => (edge.prev_sibling(), edge.parent_element()),
            Side::End => (edge.next_sibling(), edge.parent_element()),
        };
        let parent = parent?;
        if holds_elements_only(parent) && flow_of(parent) == Flow::Block {
            return Some(None);
        }
        match beside {
            Some(node) if node.is_text() => {
                let text = node.text().unwrap_or_default();
                let has_space = if side == Side::Start { text.ends_with(is_xml_space) } else { text.starts_with(is_xml_space) };
                return Some((!has_space).then(|| place(edge, side)));
            }
            Some(_) => return Some(Some(place(edge, side))),
            // At the edge of a paragraph no space is needed; that of a phrase is the edge of what is around it.
            None if flow_of(parent) == Flow::Inline => edge = parent,
            None => return Some(None),
        }
    }
    None
}

fn place(edge: Node<'_>, side: Side) -> Span {
    Span::at(if side == Side::Start { edge.range().start } else { edge.range().end })
}
