//! A delta as JSON, in the form that [`SCHEMA`](crate::diff::SCHEMA) describes.

use serde::Serialize;
use serde_json::Value;

use crate::{
    delta::{Change, Class, Context, Counts, Delta, Edit, Kind, Layout, Manner, Place, Side},
    diff::digest::Digest,
    source::Source,
    span::Span,
};

/// The form that is written, and its version.
pub const FORM: &str = "teiwright-delta/1";

/// Renders a delta as a JSON value.
pub fn json(delta: &Delta, old: &Source, new: &Source) -> Value {
    serde_json::to_value(Report::of(delta, old, new)).expect("strings and numbers only")
}

/// Renders a delta as the text of a JSON file, which [`apply`](crate::diff::apply) reads.
///
/// ```
/// use teiwright::{delta::Scope, diff::{self, render}, source::Source};
///
/// let old = Source::from_text("a.xml", "<p>a b</p>");
/// let new = Source::from_text("b.xml", "<p>a c</p>\r\n");
/// let delta = diff::diff(&old, &new, &Scope::default())?;
/// let json = render::to_json(&delta, &old, &new);
/// assert_eq!(diff::apply(&old, &json)?, b"<p>a c</p>\r\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_json(delta: &Delta, old: &Source, new: &Source) -> String {
    pretty(&Report::of(delta, old, new))
}

/// A report as JSON with a line feed at its end.
pub(super) fn pretty(report: &impl Serialize) -> String {
    serde_json::to_string_pretty(report).expect("strings and numbers only") + "\n"
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    old: Document<'a>,
    new: Document<'a>,
    equal: bool,
    coarse: bool,
    verdict: String,
    counts: Counts,
    changes: Vec<ChangeOut<'a>>,
    edits: Vec<EditOut<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    name: &'a str,
    encoding: String,
    #[serde(flatten)]
    digest: Digest,
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    class: Class,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    manner: Option<Manner>,
    element: &'a str,
    attribute: Option<&'a str>,
    place: &'a Place,
    old: Option<SideOut<'a>>,
    new: Option<SideOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<&'a Context>,
    sentence: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SideOut<'a> {
    span: Span,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    path: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct EditOut<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Report<'a> {
    fn of(delta: &'a Delta, old: &'a Source, new: &'a Source) -> Report<'a> {
        let edit = |edit: &Edit| EditOut {
            start: edit.old.start,
            end: edit.old.end,
            text: new.slice(edit.new).expect("an edit's span is in its text"),
        };
        Report {
            schema: FORM,
            old: Document::of(old),
            new: Document::of(new),
            equal: delta.is_equal(),
            coarse: delta.is_coarse,
            verdict: delta.verdict(Layout::Hidden),
            counts: delta.counts(),
            changes: delta.changes.iter().map(|change| ChangeOut::of(change, old, new)).collect(),
            edits: delta.edits.iter().map(edit).collect(),
        }
    }
}

impl<'a> Document<'a> {
    fn of(source: &'a Source) -> Document<'a> {
        Document { name: source.name(), encoding: source.encoding().name(), digest: Digest::of(source) }
    }
}

impl<'a> ChangeOut<'a> {
    fn of(change: &'a Change, old: &Source, new: &Source) -> ChangeOut<'a> {
        ChangeOut {
            class: change.class,
            kind: change.kind,
            manner: change.manner,
            element: &change.element,
            attribute: change.attribute.as_deref(),
            place: &change.place,
            old: change.old.as_ref().map(|side| SideOut::of(side, old)),
            new: change.new.as_ref().map(|side| SideOut::of(side, new)),
            context: change.context.as_ref(),
            sentence: &change.sentence,
        }
    }
}

impl<'a> SideOut<'a> {
    fn of(side: &'a Side, source: &Source) -> SideOut<'a> {
        let (start, end) = (source.place(side.span.start), source.place(side.span.end));
        SideOut {
            span: side.span,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            path: &side.path,
            text: &side.text,
        }
    }
}
