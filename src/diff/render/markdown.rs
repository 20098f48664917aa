//! A delta as Markdown, for the description of a pull request.

use crate::{
    delta::{Change, Class, Delta, Layout, Side},
    diagnostic::code_parts,
    diff::render::text::said,
    source::Source,
};

/// The most changes that are told; forges refuse longer comments, and a reader has the page.
const TOLD: usize = 200;

/// The most changes that stand open; more are folded.
const OPEN: usize = 20;

/// Renders a delta as Markdown in the flavor of GitHub and GitLab; nothing but its verdict where nothing differs.
///
/// ```
/// use teiwright::{delta::{Layout, Scope}, diff::{self, render}, source::Source};
///
/// let old = Source::from_text("a.xml", "<p xmlns='http://www.tei-c.org/ns/1.0'>To bee or</p>");
/// let new = Source::from_text("b.xml", "<p xmlns='http://www.tei-c.org/ns/1.0'>To be or</p>");
/// let delta = diff::diff(&old, &new, &Scope::default())?;
/// let text = render::markdown(&delta, &old, &new, Layout::Hidden);
/// assert!(text.starts_with("### a.xml → b.xml\n\n**1 word changed**\n"));
/// assert!(text.ends_with("\n**paragraph 1**\n\n- 1 → 1: To <del>bee</del> <ins>be</ins> or\n"));
/// # Ok::<(), diff::DiffError>(())
/// ```
pub fn markdown(delta: &Delta, old: &Source, new: &Source, layout: Layout) -> String {
    let shown: Vec<&Change> = delta.shown(layout).collect();
    let mut out = format!("### {} → {}\n\n**{}**\n", escaped(old.name()), escaped(new.name()), sentence(&delta.verdict(layout)));
    let is_folded = shown.len() > OPEN;
    if is_folded {
        out += &format!("\n<details>\n<summary>{} changes</summary>\n", shown.len());
    }
    let mut last = None;
    for change in shown.iter().take(TOLD) {
        if last != Some(&change.place) {
            let place = [&change.place.division, &change.place.passage];
            let mut parts: Vec<String> = place.into_iter().filter(|it| !it.is_empty()).map(|it| escaped(it)).collect();
            parts.dedup();
            out += &match parts.is_empty() {
                true => "\n".to_owned(),
                false => format!("\n**{}**\n\n", parts.join(" · ")),
            };
            last = Some(&change.place);
        }
        out += &format!("- {} → {}: {}\n", line(change.old.as_ref(), old), line(change.new.as_ref(), new), told(change));
    }
    if shown.len() > TOLD {
        out += &format!("\nAnd {} more.\n", shown.len() - TOLD);
    }
    if is_folded {
        out += "\n</details>\n";
    }
    out
}

/// The line of a side, or a dot where it is not there.
pub(in crate::diff) fn line(side: Option<&Side>, source: &Source) -> String {
    side.map_or_else(|| "·".to_owned(), |side| source.place(side.span.start).line.to_string())
}

/// A change of words in its context, any other as its sentence.
pub(in crate::diff) fn told(change: &Change) -> String {
    match &change.context {
        Some(context) if change.class == Class::Words && is_visible(change) => {
            let mut told = escaped(&context.before);
            // Asterisks and tildes mean nothing beside some letters and punctuation marks; elements hold everywhere.
            for (side, name) in [(&change.old, "del"), (&change.new, "ins")] {
                let Some(side) = side else { continue };
                let gap = if told.ends_with("</del>") { " " } else { "" };
                told += &format!("{gap}<{name}>{}</{name}>", escaped(&side.text));
            }
            told + &escaped(&context.after)
        }
        _ => sentence(&said(change)),
    }
}

fn is_visible(change: &Change) -> bool {
    [&change.old, &change.new].into_iter().flatten().all(|side| side.text.trim().chars().any(char::is_alphanumeric))
}

/// A sentence with its code as it stands, and the rest escaped.
pub(in crate::diff) fn sentence(text: &str) -> String {
    let part = |(part, is_code): (&str, bool)| match is_code {
        false => escaped(part),
        true if part.is_empty() => "``".to_owned(),
        true => format!("`{}`", part.replace(['\n', '\r'], " ")),
    };
    code_parts(text).into_iter().map(part).collect()
}

/// Text that means nothing to Markdown, and calls nobody.
pub(in crate::diff) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '|' | '>' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}
