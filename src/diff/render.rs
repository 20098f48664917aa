//! A delta as text for people and as JSON for programs.

use serde_json::{Value, json};

use crate::{
    delta::{Change, Class, Delta, Side},
    diagnostic::quote,
    source::Source,
};

/// The form that [`json()`] writes, and its version.
pub const FORM: &str = "teiwright-delta/1";

/// What is shown to people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Style {
    /// Whether changes of layout are shown, and not only counted.
    pub has_layout: bool,
}

impl Style {
    /// Shows changes of layout too.
    #[must_use]
    pub fn with_layout(mut self) -> Style {
        self.has_layout = true;
        self
    }
}

/// Renders a delta for people: the verdict, then for each change a line with its sentence, a line with its places, and what
/// stands there. Nothing to show gives an empty text.
///
/// ```
/// use teiwright::{diff::{self, render}, source::Source};
///
/// let old = Source::from_text("a.xml", "<sp xmlns='http://www.tei-c.org/ns/1.0' who='#ham'/>");
/// let new = Source::from_text("b.xml", "<sp xmlns='http://www.tei-c.org/ns/1.0' who='#oph'/>");
/// let delta = diff::diff(&old, &new, &diff::Options::default())?;
/// assert_eq!(
///     render::text(&delta, &old, &new, &render::Style::default()),
///     "0 words changed; 1 tag differs\n\
///      a.xml:1:41 → b.xml:1:41: speech 1: `@who` changed from `#ham` to `#oph`\n"
/// );
/// # Ok::<(), diff::DiffError>(())
/// ```
pub fn text(delta: &Delta, old: &Source, new: &Source, style: &Style) -> String {
    let shown: Vec<&Change> = delta.changes.iter().filter(|change| style.has_layout || change.class != Class::Layout).collect();
    if shown.is_empty() {
        return String::new();
    }
    let mut out = delta.verdict() + "\n";
    for change in shown {
        let places: Vec<String> =
            [place(change.old.as_ref(), old), place(change.new.as_ref(), new)].into_iter().flatten().collect();
        out += &format!("{}: {}", places.join(" → "), change.sentence);
        if change.class == Class::Layout {
            let written = |side: &Option<Side>| side.as_ref().map_or_else(String::new, |side| escaped(&side.text));
            out += &format!(": {} → {}", written(&change.old), written(&change.new));
        }
        out.push('\n');
    }
    out
}

fn place(side: Option<&Side>, source: &Source) -> Option<String> {
    let place = source.place(side?.span.start);
    Some(format!("{}:{}:{}", source.name(), place.line, place.column))
}

/// What is written, with white space made visible.
fn escaped(text: &str) -> String {
    quote(&text.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t").replace(' ', "·"))
}

/// Renders a delta as a JSON value in the form that [`super::SCHEMA`] describes.
pub fn json(delta: &Delta, old: &Source, new: &Source) -> Value {
    let change = |change: &Change| {
        json!({
            "class": change.class,
            "kind": change.kind,
            "old": change.old.as_ref().map(|side| side_value(side, old)),
            "new": change.new.as_ref().map(|side| side_value(side, new)),
            "sentence": change.sentence,
        })
    };
    json!({
        "schema": FORM,
        "old": { "name": old.name() },
        "new": { "name": new.name() },
        "equal": delta.is_equal(),
        "coarse": delta.is_coarse,
        "verdict": delta.verdict(),
        "counts": delta.counts(),
        "changes": delta.changes.iter().map(change).collect::<Vec<Value>>(),
    })
}

fn side_value(side: &Side, source: &Source) -> Value {
    let (start, end) = (source.place(side.span.start), source.place(side.span.end));
    json!({
        "span": side.span,
        "line": start.line,
        "column": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "path": side.path,
        "text": side.text,
    })
}
