use std::sync::Arc;

use super::{judge, schema};
use crate::{
    schema::relaxng::matching::{Matcher, Options},
    source::Source,
    xml,
};

/// A little TEI.
const PLAY: &str = r#"
default namespace = "urn:play"
start = element play { head, words }
head = element head { attribute xml:id { xsd:ID }?, title, source, note* }
title = element title { inlines }
source = element source { element p { inlines }+ }
note = element note { attribute resp { xsd:anyURI }, inlines }
words = element text { cast?, scene+ }
cast = element cast { element role { attribute xml:id { xsd:ID }, text }+ }
scene = element scene {
  attribute kind { "act" | "scene" | "prologue" }?, attribute n { xsd:positiveInteger }?,
  element heading { inlines }?, (((speech | stage)+, element closing { inlines }?) | scene+)
}
speech = element speech { attribute who { xsd:anyURI }?, speaker?, (element line { inlines } | element p { inlines } | stage)+ }
speaker = element speaker { inlines }
stage = element stage { inlines }
inlines = (text | stage | element date { attribute when { xsd:date }, text } | element break { empty })*
"#;

const HEAD: &str = "<head><title>T</title><source><p>S</p></source></head>";

/// Judges the text of a play.
#[track_caller]
fn in_text(scenes: &str) -> Vec<String> {
    in_play(&format!("{HEAD}\n<text>{scenes}</text>"))
}

#[track_caller]
fn in_play(inner: &str) -> Vec<String> {
    judge(&mut Matcher::new(schema(PLAY)), &format!("<play xmlns='urn:play'>{inner}</play>"))
}

/// The other places that the findings show, with what is said there.
fn in_text_with_labels(scenes: &str) -> Vec<String> {
    let source = Source::from_text("test.xml", format!("<play xmlns='urn:play'>{HEAD}\n<text>{scenes}</text></play>"));
    let findings = Matcher::new(schema(PLAY)).judge(&xml::parse(&source).expect("well-formed"));
    let labels = findings.into_iter().flat_map(|finding| finding.labels);
    let written = labels.map(|label| {
        let place = source.place(label.span.start);
        format!("{}:{} {}", place.line, place.column, label.text)
    });
    written.collect()
}

/// Each text has one fault, or as many as there are findings.
#[track_caller]
fn check(found: &[String], expected: &[&str]) {
    assert_eq!(found, expected);
}

#[test]
fn a_slip_in_a_name_is_seen_and_the_rest_is_judged() {
    check(
        &in_text("<scene><speach><p>x <stege>y</stege></p></speach></scene>"),
        &[
            "2:15 RN001: speach | the schema has no element `speach` | did you mean `speech`?",
            "2:28 RN001: stege | the schema has no element `stege` | did you mean `stage`?",
        ],
    );
}

#[test]
fn unknown_elements_are_passed_over_with_all_they_hold() {
    let other = "<other xmlns='urn:o'><b/><b c=''/>d</other>";
    check(
        &in_text(&format!("<scene>{other}<set><p/><q/></set><speech><p>x</p></speech></scene>")),
        &[
            "2:15 RN001: other | the schema has no element `other` in the namespace `urn:o` | `scene` may have `speech`, `scene`, \
             `stage` or `heading` here",
            "2:58 RN001: set | the schema has no element `set` | `scene` may have `speech`, `scene`, `stage` or `heading` here",
        ],
    );
    // What they hold and the schema knows is judged for itself.
    assert_eq!(in_text("<scene><set><stage><date/></stage></set><stage/></scene>").len(), 2);
}

#[test]
fn an_element_that_lacks_content_says_what_it_needs() {
    check(
        &in_text("<scene><speech/></scene>"),
        &["2:15 RN002: speech | `speech` has no content | it needs `p`, `stage` or `line`"],
    );
    check(
        &in_text("<scene><speech><speaker>A</speaker></speech></scene>"),
        &["2:15 RN002: speech | `speech` ends too early | it needs `p`, `stage` or `line` after `speaker`"],
    );
    check(&in_text(""), &["2:2 RN002: text | `text` lacks `scene` | write `<scene>…</scene>` in it"]);
    check(
        &in_play(""),
        &["1:2 RN002: play | `play` lacks `head` and `text` | write `<head>…</head>` and `<text>…</text>` in it"],
    );
}

#[test]
fn what_is_missing_before_an_element_is_named() {
    check(
        &in_play("<text><scene><stage/></scene></text>"),
        &["1:25 RN002: text | `play` lacks `head` before `text` | write `<head>…</head>` before `text`"],
    );
    check(
        &in_play("<head><source><p>S</p></source></head><text><scene><stage/></scene></text>"),
        &["1:31 RN002: source | `head` lacks `title` before `source` | write `<title>…</title>` before `source`"],
    );
}

#[test]
fn wrong_order_is_one_finding() {
    check(
        &in_play(&format!("<text><scene><stage/></scene></text>{HEAD}")),
        &["1:25 RN001: text | `text` stands before `head` | in `play`, `head` comes first: move it up"],
    );
    let note = "<note resp='#a'>x</note><title>T</title><source><p>S</p></source>";
    check(
        &in_play(&format!("<head>{note}</head><text><scene><stage/></scene></text>")),
        &["1:31 RN001: note | `note` stands before `title` | in `head`, `title` and `source` come first: move them up"],
    );
}

#[test]
fn what_comes_too_late_is_said_once_for_each_name() {
    let late = "<scene><stage/><heading>H</heading><stage/><heading>H</heading></scene>";
    check(
        &in_text(late),
        &[
            "2:23 RN001: heading | `heading` stands too late in `scene` | it may stand before this `stage`; `scene` may have `stage`, \
           `closing` or `speech` here",
        ],
    );
    let labels = in_text_with_labels(late);
    assert_eq!(labels, ["2:15 `heading` comes before this", "2:51 so does this"]);
}

#[test]
fn an_element_out_of_place_is_one_fault_with_all_its_own_definition_lacks() {
    check(
        &in_text("<scene><p>x</p><stage/></scene>"),
        &[
            "2:15 RN001: p | `p` is not allowed in `scene` | it may stand in `speech` or `source`; `scene` may have `stage`, `scene`, \
           `speech` or `heading` here",
        ],
    );
    // `note` lacks `@resp`, and `source` may hold neither text nor `stage`: the names are wrong, not what they hold.
    assert_eq!(in_text("<scene><note>x</note><source>x<stage/></source><stage/></scene>").len(), 2);
    // What its children lack is another matter.
    assert_eq!(in_text("<scene><source><p><date>x</date></p></source><stage/></scene>").len(), 2);
}

#[test]
fn nothing_more_is_missing_once_a_finding_has_said_what_belongs_there() {
    assert_eq!(in_text("<scene><p>x</p></scene>").len(), 1);
    assert_eq!(in_text("<scene>x</scene>").len(), 1);
}

#[test]
fn stray_text_is_reported_once_with_what_may_hold_it() {
    check(
        &in_text("<scene> x &amp; <stage/>y</scene>"),
        &[
            "2:15 RN006: x &amp; | text stands directly in `scene`, which takes elements only: `x &` | put it into `stage` or `heading`, \
           or move it elsewhere",
        ],
    );
    check(
        &in_text("<scene><stage><break>x</break></stage></scene>"),
        &["2:28 RN006: x | text stands in `break`, which takes nothing here: `x` | move it out of `break`, or delete it"],
    );
}

#[test]
fn an_empty_element_takes_no_elements() {
    check(
        &in_text("<scene><stage><break><line/></break></stage></scene>"),
        &["2:29 RN001: line | `line` is not allowed in `break` | it may stand in `speech`; `break` may have no element here"],
    );
}

#[test]
fn values_are_told_in_words() {
    check(
        &in_text("<scene kind='at' n='0'><stage><date when='1.5.1820'>x</date></stage></scene>"),
        &[
            "2:20 RN005: at | `@kind` cannot be `at` | it takes `act`, `scene` or `prologue`",
            "2:27 RN005: 0 | `@n` cannot be `0` | it takes a whole number from 1 on such as `3`",
            "2:49 RN005: 1.5.1820 | `@when` cannot be `1.5.1820` | it takes a date such as `1820-05-01`",
        ],
    );
    check(
        &in_text("<scene kind='sczene'><stage/></scene>"),
        &["2:20 RN005: sczene | `@kind` cannot be `sczene` | did you mean `scene`? it takes `act` or `prologue` too"],
    );
    check(
        &in_text("<scene n=''><stage/></scene>"),
        &["2:16 RN005: '' | `@n` has no value on `scene` | it takes a whole number from 1 on such as `3`"],
    );
}

#[test]
fn attributes_are_placed() {
    check(
        &in_text("<scene knd='act'><stage n='1'/></scene>"),
        &[
            "2:14 RN003: knd | `@knd` is not allowed on `scene` | did you mean `@kind`?",
            "2:31 RN003: n | `@n` is not allowed on `stage` | it may stand on `scene`; `stage` may have no other attribute",
        ],
    );
    check(
        &in_text("<scene><stage><date>x</date></stage></scene>"),
        &["2:22 RN004: date | `date` lacks `@when` | write `when=\"…\"`; it takes a date such as `1820-05-01`"],
    );
}

#[test]
fn attributes_that_exclude_one_another_are_told() {
    let mut matcher = Matcher::new(schema("element r { (attribute a { text } | attribute b { text }), attribute c { text }? }"));
    check(
        &judge(&mut matcher, "<r a='' b=''/>"),
        &["1:9 RN003: b | `@b` is not allowed beside the other attributes of `r` | it may stand on `r`; `r` may have `@c`"],
    );
    check(&judge(&mut matcher, "<r c=''/>"), &["1:2 RN004: r | `r` lacks `@a` or `@b` | write `a=\"…\"`"]);
}

#[test]
fn ids_are_told() {
    check(
        &in_text("<cast><role xml:id='a'>A</role><role xml:id='a'>B</role></cast><scene><stage/></scene>"),
        &[
            "2:52 RN007: a | `@xml:id` is `a` a second time | an ID stands for one element: give one of the two another, and mend what \
           points to it",
        ],
    );
    let text = "start = element r { e* } e = element e { attribute id { xsd:ID }?, attribute to { xsd:IDREFS }? }";
    check(
        &judge(&mut Matcher::new(schema(text)), "<r><e id='hamlet'/><e to='hamlet hamlett'/></r>"),
        &["1:34 RN008: hamlett | `@to` refers to `hamlett`, and no element has this ID | did you mean `hamlet`?"],
    );
}

#[test]
fn the_root_has_a_code_of_its_own() {
    let mut matcher = Matcher::new(schema(PLAY));
    check(
        &judge(&mut matcher, "<scene xmlns='urn:play'><stage/></scene>"),
        &["1:2 RN009: scene | the root element is `scene` | the schema begins with `play`"],
    );
    check(
        &judge(&mut matcher, "<x xmlns='urn:y'/>"),
        &["1:2 RN009: x | the schema has no element `x` in the namespace `urn:y` | the schema begins with `play`"],
    );
}

#[test]
fn a_wrong_namespace_is_one_finding() {
    let inner = format!("{HEAD}<text><scene><stage/></scene></text>");
    let mut matcher = Matcher::new(schema(PLAY));
    check(
        &judge(&mut matcher, &format!("<play xmlns='urn:plya'>{inner}</play>")),
        &[
            "1:2 RN009: play | `play` is in the namespace `urn:plya` | declare the namespace of the schema on it: `xmlns=\"urn:play\"`",
        ],
    );
    check(
        &judge(&mut matcher, &format!("<play>{inner}</play>")),
        &["1:2 RN009: play | `play` is in no namespace | declare the namespace of the schema on it: `xmlns=\"urn:play\"`"],
    );
}

#[test]
fn everything_is_listed_on_demand() {
    let many: Vec<String> = (0..9).map(|number| format!("element a{number} {{ empty }}")).collect();
    let schema = schema(&format!("element r {{ ({})* }}", many.join(" | ")));
    let help = |options| judge(&mut Matcher::new(Arc::clone(&schema)).options(options), "<r><other/></r>").remove(0);
    assert!(
        help(Options::Brief).ends_with("| `r` may have `a0`, `a1`, `a2`, `a3`, `a4` or 4 others here"),
        "{}",
        help(Options::Brief)
    );
    assert!(help(Options::Verbose).ends_with("`a6`, `a7` or `a8` here"), "{}", help(Options::Verbose));
}

#[test]
fn content_that_is_data_is_told_in_words() {
    let mut matcher = Matcher::new(schema("element r { element year { xsd:gYear }, element kind { 'a' | 'b' } }"));
    check(
        &judge(&mut matcher, "<r><year> 18<!-- -->a0 </year><kind/></r>"),
        &[
            "1:11 RN005: 18<!-- -->a0 | the content of `year` cannot be `18a0` | it takes a year of four digits such as `1820`",
            "1:32 RN005: kind | `kind` has no content | it takes `a` or `b`",
        ],
    );
}
