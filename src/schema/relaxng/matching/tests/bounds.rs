use std::sync::Arc;

use super::{judge, schema};
use crate::schema::relaxng::{
    Schema,
    ast::Place,
    matching::Matcher,
    names::NameClass,
    pattern::{EMPTY, Element, ElementId, Pattern, PatternId},
};

#[test]
fn elements_nest_as_deep_as_they_like() {
    let mut matcher = Matcher::new(schema("start = a a = element a { attribute n { xsd:integer }?, (a | text)* }"));
    let depth = 100_000;
    let document = |inner: &str| format!("{}{inner}{}", "<a n='1'>".repeat(depth), "</a>".repeat(depth));
    assert_eq!(judge(&mut matcher, &document("x")), [""; 0]);
    let findings = judge(&mut matcher, &document("<b/>"));
    assert_eq!(findings.len(), 1);
    assert!(findings[0].contains("RN001: b | the schema has no element `b` |"), "{findings:?}");
}

/// A schema whose interleaved parts all take the same element: section 7.4 forbids it, so that only a grammar made by hand is
/// as ambiguous as this.
fn ambiguous(members: usize, length: usize) -> Arc<Schema> {
    let mut grammar = Schema::clone(&schema("element r { element a { empty } }")).grammar;
    let mut add = |name: &str, content: PatternId| {
        let name = NameClass::Name(grammar.names.name("", name));
        grammar.elements.push(Element { name, content, definition: None, place: Place::default() });
        ElementId(u32::try_from(grammar.elements.len() - 1).expect("they are few"))
    };
    let mut parts = Vec::new();
    for member in 0..members {
        let mut sequence = EMPTY;
        for step in 0..length {
            let a = grammar.patterns.intern(Pattern::Element(add("a", EMPTY)));
            let b = grammar.patterns.intern(Pattern::Element(add(&format!("b{member}x{step}"), EMPTY)));
            let b = grammar.patterns.optional(b);
            let step = grammar.patterns.group(a, b);
            sequence = grammar.patterns.group(step, sequence);
        }
        let repeated = grammar.patterns.one_or_more(sequence);
        parts.push(grammar.patterns.optional(repeated));
    }
    let content = grammar.patterns.interleave_of(parts);
    let root = add("r", content);
    grammar.start = grammar.patterns.intern(Pattern::Element(root));
    Arc::new(Schema { grammar })
}

#[test]
fn alternatives_that_multiply_end_in_a_finding() {
    let mut matcher = Matcher::new(ambiguous(24, 24));
    let document = format!("<r>{}</r>", "<a/>".repeat(200));
    let findings = judge(&mut matcher, &document);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("RN010: "), "{findings:?}");
    // What was given up leaves nothing behind.
    assert_eq!(judge(&mut matcher, "<r/>"), [""; 0]);
}

#[test]
fn what_is_remembered_is_bounded_within_a_document() {
    // A state for each set of places that the last 16 elements may have: more than may be kept.
    let tail = "(element a { empty } | element b { empty })";
    let text = format!(
        "element r {{ (element a {{ empty }} | element b {{ empty }})*, element a {{ empty }}, {} }}",
        vec![tail; 16].join(", ")
    );
    let mut matcher = Matcher::new(schema(&text));
    matcher.automaton.weight_limit = 20_000;
    let mut seed: u32 = 7;
    let mut body = String::new();
    for _ in 0..20_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        body += if seed >> 31 == 0 { "<a/>" } else { "<b/>" };
    }
    let valid = format!("<r>{body}<a/>{}</r>", "<b/>".repeat(16));
    assert_eq!(judge(&mut matcher, &valid), [""; 0]);
    let invalid = format!("<r>{body}<b/>{}</r>", "<b/>".repeat(16));
    assert_eq!(judge(&mut matcher, &invalid).len(), 1);
}

#[test]
fn long_sequences_make_no_deep_recursion() {
    let members: Vec<String> = (0..50_000).map(|number| format!("element e{number} {{ empty }}?")).collect();
    let mut matcher = Matcher::new(schema(&format!("element r {{ {} }}", members.join(", "))));
    assert_eq!(judge(&mut matcher, "<r><e3/><e49999/></r>"), [""; 0]);
    assert_eq!(judge(&mut matcher, "<r><e49999/><e3/></r>").len(), 1);
}

#[test]
fn many_findings_are_made_fast_and_end_well() {
    let mut matcher = Matcher::new(schema("element r { (element a { empty } | element b { empty })*, element c { empty }* }"));
    let findings = judge(&mut matcher, &format!("<r>{}<c/>{}</r>", "<other/>".repeat(20_000), "<a/>".repeat(20_000)));
    assert_eq!(findings.len(), 20_001);
    assert!(findings[0].ends_with("| `r` may have `a`, `c` or `b` here"), "{}", findings[0]);
    assert!(findings[15_000].ends_with("the schema has no element `other` | "), "{}", findings[15_000]);
    assert!(findings[20_000].ends_with("`a` stands too late in `r` | it may stand before this `c`"), "{}", findings[20_000]);
}
