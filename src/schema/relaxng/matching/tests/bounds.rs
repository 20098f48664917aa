use std::time::{Duration, Instant};

use super::{judge, schema};
use crate::schema::relaxng::matching::Matcher;

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

/// Each member holds its own place of a sequence, and any may take the next `a`.
fn ambiguous(members: usize, length: usize) -> String {
    let member = |number: usize| {
        let steps = (0..length).map(|step| format!("element a {{ text }}, element b{number}x{step} {{ text }}?"));
        format!("({})*", steps.collect::<Vec<_>>().join(", "))
    };
    format!("element r {{ {} }}", (0..members).map(member).collect::<Vec<_>>().join(" & "))
}

#[test]
fn alternatives_that_multiply_end_in_a_finding() {
    let mut matcher = Matcher::new(schema(&ambiguous(24, 24)));
    let document = format!("<r>{}</r>", "<a/>".repeat(200));
    let start = Instant::now();
    let findings = judge(&mut matcher, &document);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("RN010: "), "{findings:?}");
    // What was given up leaves nothing behind.
    assert_eq!(judge(&mut matcher, "<r><a/><b1x0/></r>"), [""; 0]);
}

#[test]
fn what_is_remembered_is_bounded_within_a_document() {
    // A state for each set of the last 16 elements: more than may be kept.
    let tail = "(element a { empty } | element b { empty })";
    let text = format!(
        "element r {{ (element a {{ empty }} | element b {{ empty }})*, element a {{ empty }}, {} }}",
        vec![tail; 16].join(", ")
    );
    let mut matcher = Matcher::new(schema(&text));
    let mut seed: u32 = 7;
    let mut body = String::new();
    for _ in 0..300_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        body += if seed >> 31 == 0 { "<a/>" } else { "<b/>" };
    }
    let valid = format!("<r>{body}<a/>{}</r>", "<b/>".repeat(16));
    assert_eq!(judge(&mut matcher, &valid), [""; 0]);
    let invalid = format!("<r>{body}<b/>{}</r>", "<b/>".repeat(16));
    assert_eq!(judge(&mut matcher, &invalid).len(), 1);
}
