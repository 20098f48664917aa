//! Measures of agreement, held against values computed by hand.

use serde_json::Value;
use teiwright::{
    delta::Scope,
    diff::{self, Agreement, Manner, render},
    source::Source,
};

fn source(name: &str, body: &str) -> Source {
    Source::from_text(name, format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>{body}</body></text></TEI>"))
}

fn agree(a: &str, b: &str, elements: &[&str]) -> Agreement {
    let elements: Vec<String> = elements.iter().map(ToString::to_string).collect();
    diff::agree(&source("a.xml", a), &source("b.xml", b), &Scope::default(), &elements).expect("both are well-formed")
}

#[track_caller]
fn close(value: Option<f64>, expected: f64) {
    let value = value.expect("it is defined");
    assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
}

/// Ten words. A has names around 1-2, 5, 8; B has names around 1-2, 5-6, and a place around 9.
const A: &str = "<p>w <name>a b</name> c d <name>e</name> f g <name>h</name> i</p>";
const B: &str = "<p>w <name>a b</name> c d <name>e f</name> g h <place>i</place></p>";

#[test]
fn spans() {
    let agreement = agree(A, B, &["name", "place"]);
    assert_eq!((agreement.shared, agreement.alone), (10, [0, 0]));
    let [name, place] = agreement.elements.as_slice() else { panic!("{:?}", agreement.elements) };
    assert_eq!((name.counts, name.same, name.overlapping), ([3, 2], 1, [2, 2]));
    // 2 · 1 / 5, and (2 + 2) / 5.
    close(Some(name.strict), 0.4);
    close(Some(name.overlap), 0.8);
    assert_eq!((place.counts, place.strict, place.overlap), ([0, 1], 0.0, 0.0));
}

#[test]
fn kappa() {
    let agreement = agree(A, B, &["name", "place"]);
    // In names are 4 words of A, 4 of B, 3 of both: 8 of 10 agree; by chance 0.4 · 0.4 + 0.6 · 0.6 = 0.52.
    close(agreement.elements[0].kappa, (0.8 - 0.52) / 0.48);
    // In places are 0 and 1: 9 agree; by chance 0 · 0.1 + 1 · 0.9.
    close(agreement.elements[1].kappa, 0.0);
    // Name, place, neither: 4, 0, 6 in A and 4, 1, 5 in B; 7 agree; by chance 0.16 + 0 + 0.3.
    close(agreement.kappa, (0.7 - 0.46) / 0.54);
    assert_eq!(agree(A, A, &["p"]).kappa, None);
}

#[test]
fn alpha() {
    let agreement = agree(A, B, &["name", "place"]);
    // Names of A at 1 (2 words), 5 (1), 8 (1); of B at 1 (2), 5 (2). Observed: 0 + 1 + 1 (alone) of 100.
    // Gaps of A: 1, 2, 2, 1; of B: 1, 2, 3. Of 5 units: length 2 gives 4/3 · 6 = 8 and 4 · (1 + 1 + 1 + 2) = 20, three times;
    // length 1 gives 0 and 1 · (1 + 2 + 2 + 1 + 1 + 2 + 3) = 12, twice: 108. Of 2 · 108 / 10 = 21.6 by 20 · 19 - 3 · 2 = 374.
    let name = (0.02, 21.6 / 374.0);
    close(agreement.elements[0].alpha, 1.0 - name.0 / name.1);
    // A place of B alone, at 9: 1 of 100. One unit of length 1, gaps 10 and 9: 19; 3.8 by 380.
    let place = (0.01, 3.8 / 380.0);
    close(agreement.elements[1].alpha, 1.0 - place.0 / place.1);
    close(agreement.alpha, 1.0 - (name.0 + place.0) / (name.1 + place.1));
}

#[test]
fn places() {
    let told = |a: &str, b: &str| -> Vec<(Manner, Option<String>, Option<String>)> {
        let text = |unit: Option<teiwright::delta::Unit>| unit.map(|unit| format!("{} {}", unit.element, unit.side.text));
        agree(a, b, &[]).disagreements.into_iter().map(|it| (it.manner, text(it.a), text(it.b))).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        told(A, B),
        [
            (Manner::Boundary, some("name e"), some("name e f")),
            (Manner::Alone, some("name h"), None),
            (Manner::Alone, None, some("place i")),
        ]
    );
    assert_eq!(told("<p>a <name>b</name></p>", "<p>a <rs>b</rs></p>"), [(Manner::Name, some("name b"), some("rs b"))]);
    assert_eq!(told(A, A), []);
}

#[test]
fn words_of_one_encoder_alone_are_no_words_of_the_measures() {
    let agreement = agree("<p>a <name>b c</name> d</p>", "<p>a <name>b X c</name> dd</p>", &["name"]);
    assert_eq!((agreement.shared, agreement.changed, agreement.alone), (4, 1, [0, 1]));
    assert_eq!(agreement.elements[0].strict, 1.0);
    close(agreement.kappa, 1.0);
}

#[test]
fn elements_in_each_other_and_deep_nesting() {
    let nested = "<p><hi>a <hi>b</hi></hi> c</p>";
    let agreement = agree(nested, nested, &["hi"]);
    assert_eq!((agreement.elements[0].same, agreement.elements[0].strict), (2, 1.0));
    close(agreement.elements[0].alpha, 1.0);
    let deep = |depth: usize| format!("{}x y{}", "<div>".repeat(depth), "</div>".repeat(depth));
    assert_eq!(agree(&deep(5_000), &deep(4_999), &["div"]).elements[0].same, 4_999);
}

#[test]
fn the_json_has_the_published_form() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md")).expect("the page is there");
    let after = page.split_once("<!-- schema: agreement -->\n```json\n").expect("the schema is named in the page").1;
    let schema: Value = serde_json::from_str(after.split_once("\n```").expect("the block ends").0).expect("it is JSON");
    let schema = jsonschema::validator_for(&schema).expect("it is a JSON Schema");
    let (a, b) = (source("a.xml", A), source("b.xml", B));
    for (a, b) in [(&a, &b), (&a, &a)] {
        let agreement = diff::agree(a, b, &Scope::default(), &[]).expect("both are well-formed");
        let mut json: Value = serde_json::from_str(&render::agreement_json(&agreement, a, b)).expect("it is JSON");
        let faults: Vec<String> = schema.iter_errors(&json).map(|it| format!("{it} at {}", it.instance_path())).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        json["kappa"] = "high".into();
        assert!(!schema.is_valid(&json));
    }
}
