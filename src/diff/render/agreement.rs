//! Agreement as a table for people and as JSON, in the form that `docs/formats.md` publishes.

use serde::Serialize;

use crate::{
    delta::{Side, Unit},
    diagnostic::quote,
    diff::{
        agreement::{Agreement, Disagreement, Manner},
        render::json::pretty,
    },
    source::Source,
    span::Span,
};

/// The form of the JSON, and its version.
const FORM: &str = "teiwright-agreement/1";

/// Renders agreement for people: the table, then the places of disagreement.
///
/// ```
/// use teiwright::{delta::Scope, diff::{self, render}, source::Source};
///
/// let a = Source::from_text("a.xml", "<p>to <name>Anna Berg</name></p>");
/// let b = Source::from_text("b.xml", "<p>to <name>Anna</name> Berg</p>");
/// let agreement = diff::agree(&a, &b, &Scope::default(), &["name".to_owned()])?;
/// let text = render::agreement(&agreement, &a, &b);
/// assert!(text.ends_with("  1:7 · 1:7  `name` is around `Anna Berg` and around `Anna`\n"));
/// # Ok::<(), diff::DiffError>(())
/// ```
pub fn agreement(agreement: &Agreement, a: &Source, b: &Source) -> String {
    let mut out = format!("A: {}\nB: {}\n", a.name(), b.name());
    let [only_a, only_b] = agreement.alone;
    out += &format!(
        "{} words in both, {} of them changed; {only_a} only in A, {only_b} only in B\n",
        agreement.shared, agreement.changed
    );
    if agreement.is_coarse {
        out += "the texts differ much, and more of their words may stand for each other\n";
    }
    out += &format!("kappa {}, alpha {}, over all elements below\n\n", told(agreement.kappa), told(agreement.alpha));
    out += &table(agreement);
    out += &match agreement.disagreements.len() {
        0 => "\nno disagreement\n".to_owned(),
        1 => "\n1 disagreement (A · B)\n".to_owned(),
        count => format!("\n{count} disagreements (A · B)\n"),
    };
    for place in &agreement.disagreements {
        let [old, new] = [(&place.a, a), (&place.b, b)].map(|(unit, source)| {
            unit.as_ref().map_or_else(
                || "-".to_owned(),
                |unit| {
                    let place = source.place(unit.side.span.start);
                    format!("{}:{}", place.line, place.column)
                },
            )
        });
        out += &format!("  {old} · {new}  {}\n", sentence(place));
    }
    out
}

fn table(agreement: &Agreement) -> String {
    let head = ["element", "in A", "in B", "same", "strict F1", "overlap F1", "kappa", "alpha"].map(str::to_owned);
    let row = |it: &crate::diff::agreement::ElementAgreement| {
        let count = |number: usize| number.to_string();
        let (strict, overlap) = (told(Some(it.strict)), told(Some(it.overlap)));
        let (kappa, alpha) = (told(it.kappa), told(it.alpha));
        [it.element.clone(), count(it.counts[0]), count(it.counts[1]), count(it.same), strict, overlap, kappa, alpha]
    };
    let rows: Vec<[String; 8]> = [head].into_iter().chain(agreement.elements.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..8).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        out += &format!("{:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            out += &format!("  {cell:>width$}");
        }
        out.push('\n');
    }
    out
}

/// A measure with three digits; a dash where it is not defined.
fn told(measure: Option<f64>) -> String {
    measure.map_or_else(|| "-".to_owned(), |measure| format!("{measure:.3}"))
}

fn sentence(place: &Disagreement) -> String {
    let name = |unit: &Unit| format!("`{}`", unit.element);
    let words = |unit: &Unit| quote(&unit.side.text);
    match (&place.a, &place.b) {
        (Some(a), Some(b)) if place.manner == Manner::Name => format!("{} or {} around {}", name(a), name(b), words(a)),
        (Some(a), Some(b)) => format!("{} is around {} and around {}", name(a), words(a), words(b)),
        (Some(a), None) => format!("{} only in A, around {}", name(a), words(a)),
        (None, Some(b)) => format!("{} only in B, around {}", name(b), words(b)),
        (None, None) => String::new(),
    }
}

/// Renders agreement as the text of a JSON file.
pub fn agreement_json(agreement: &Agreement, a: &Source, b: &Source) -> String {
    let report = Report {
        schema: FORM,
        a: a.name(),
        b: b.name(),
        words: Words {
            shared: agreement.shared,
            changed: agreement.changed,
            only_a: agreement.alone[0],
            only_b: agreement.alone[1],
        },
        coarse: agreement.is_coarse,
        kappa: agreement.kappa,
        alpha: agreement.alpha,
        elements: agreement.elements.iter().map(Element::of).collect(),
        disagreements: agreement.disagreements.iter().map(|place| Place::of(place, a, b)).collect(),
    };
    pretty(&report)
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    a: &'a str,
    b: &'a str,
    words: Words,
    coarse: bool,
    kappa: Option<f64>,
    alpha: Option<f64>,
    elements: Vec<Element<'a>>,
    disagreements: Vec<Place<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Words {
    shared: usize,
    changed: usize,
    only_a: usize,
    only_b: usize,
}

#[derive(Serialize)]
struct Element<'a> {
    element: &'a str,
    a: usize,
    b: usize,
    same: usize,
    overlapping: [usize; 2],
    strict: f64,
    overlap: f64,
    kappa: Option<f64>,
    alpha: Option<f64>,
}

impl<'a> Element<'a> {
    fn of(it: &'a crate::diff::agreement::ElementAgreement) -> Element<'a> {
        let ([a, b], same, overlapping) = (it.counts, it.same, it.overlapping);
        let (strict, overlap, kappa, alpha) = (it.strict, it.overlap, it.kappa, it.alpha);
        Element { element: &it.element, a, b, same, overlapping, strict, overlap, kappa, alpha }
    }
}

#[derive(Serialize)]
struct Place<'a> {
    manner: Manner,
    a: Option<UnitOut<'a>>,
    b: Option<UnitOut<'a>>,
}

impl<'a> Place<'a> {
    fn of(place: &'a Disagreement, a: &Source, b: &Source) -> Place<'a> {
        let unit = |unit: &'a Option<Unit>, source: &Source| unit.as_ref().map(|unit| UnitOut::of(unit, source));
        Place { manner: place.manner, a: unit(&place.a, a), b: unit(&place.b, b) }
    }
}

#[derive(Serialize)]
struct UnitOut<'a> {
    element: &'a str,
    span: Span,
    line: usize,
    column: usize,
    path: &'a str,
    text: &'a str,
}

impl<'a> UnitOut<'a> {
    fn of(unit: &'a Unit, source: &Source) -> UnitOut<'a> {
        let Side { span, path, text } = &unit.side;
        let place = source.place(span.start);
        UnitOut { element: &unit.element, span: *span, line: place.line, column: place.column, path, text }
    }
}
