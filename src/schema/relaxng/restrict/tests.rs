//! Restrictions: each section, where it is broken.

use crate::{
    schema::relaxng::{NoIncludes, Schema},
    source::Source,
};

fn compile(start: &str, definitions: &str) -> (Source, Result<Schema, (&'static str, String)>) {
    let text = format!(
        "<grammar xmlns='http://relaxng.org/ns/structure/1.0' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>\
         <start>{start}</start>{definitions}</grammar>"
    );
    let source = Source::from_text("a.rng", text);
    let schema = Schema::compile(&source, &NoIncludes);
    let schema = schema.map_err(|error| (error.section, source.slice(error.place.span).unwrap_or_default().to_owned()));
    (source, schema)
}

#[track_caller]
fn refused(content: &str, section: &str, at: &str) {
    let (source, schema) = compile(&format!("<element name='root'>{content}</element>"), "");
    assert_eq!(schema.expect_err("a fault"), (leak(section), at.to_owned()), "{}", source.text());
}

#[track_caller]
fn accepted(content: &str) {
    let (source, schema) = compile(&format!("<element name='root'>{content}</element>"), "");
    assert!(schema.is_ok(), "{:?} {}", schema.err(), source.text());
}

/// Sections are compared as text.
fn leak(section: &str) -> &'static str {
    ["7.1.1", "7.1.2", "7.1.3", "7.1.4", "7.1.5", "7.2", "7.3", "7.4"]
        .into_iter()
        .find(|known| *known == section)
        .expect("a section of restrictions")
}

const A: &str = "<attribute name='a'/>";
const B: &str = "<attribute name='b'/>";
const X: &str = "<element name='x'><empty/></element>";
const Y: &str = "<element name='y'><empty/></element>";
const DATA: &str = "<data type='token'/>";

#[test]
fn prohibited_paths() {
    refused(&format!("<attribute name='a'>{X}</attribute>"), "7.1.1", "element");
    refused(&format!("<attribute name='a'><choice><text/>{B}</choice></attribute>"), "7.1.1", "attribute");
    refused(&format!("<oneOrMore>{A}{B}</oneOrMore>"), "7.1.2", "attribute");
    refused(&format!("<zeroOrMore><interleave>{A}<text/></interleave></zeroOrMore>"), "7.1.2", "attribute");
    accepted(&format!("<oneOrMore>{A}</oneOrMore>"));
    accepted(&format!("<oneOrMore><choice>{A}{B}</choice></oneOrMore>"));
    accepted(&format!("<oneOrMore><group>{A}<empty/></group></oneOrMore>"));
    for inside in
        ["<text/>", A, X, "<list><data type='token'/></list>", "<interleave><value>a</value><value>b</value></interleave>"]
    {
        let name = inside[1..].split([' ', '/', '>']).next().expect("a name");
        refused(&format!("<list>{inside}</list>"), "7.1.3", name);
    }
    for inside in [
        "<text/>",
        "<empty/>",
        A,
        X,
        "<list><empty/></list>",
        "<group><value>a</value><value>b</value></group>",
        "<oneOrMore><value>a</value></oneOrMore>",
    ] {
        let name = inside[1..].split([' ', '/', '>']).next().expect("a name");
        refused(&format!("<data type='token'><except>{inside}</except></data>"), "7.1.4", name);
    }
    accepted("<data type='token'><except><value>a</value><data type='token'/></except></data>");
    accepted("<data type='token'><except><choice><value>a</value><notAllowed/></choice></except></data>");
}

#[test]
fn a_start_names_elements() {
    let choice = format!("<choice>{X}{Y}</choice>");
    assert!(compile(&choice, "").1.is_ok());
    for (start, at) in [
        ("<text/>", "text"),
        ("<empty/>", "empty"),
        (A, "attribute"),
        (DATA, "data"),
        ("<list><empty/></list>", "list"),
        ("<ref name='d'/>", "group"),
        ("<oneOrMore><element name='x'><empty/></element></oneOrMore>", "oneOrMore"),
        ("<optional><element name='x'><empty/></element></optional>", "optional"),
    ] {
        let definition = format!("<define name='d'><group>{X}{Y}</group></define>");
        assert_eq!(compile(start, &definition).1.expect_err("a fault"), ("7.1.5", at.to_owned()), "{start}");
    }
}

#[test]
fn text_of_a_datatype_stands_alone() {
    refused(&format!("{DATA}{DATA}"), "7.2", "data");
    refused(&format!("{DATA}{X}"), "7.2", "element");
    refused(&format!("<oneOrMore>{DATA}</oneOrMore>"), "7.2", "oneOrMore");
    refused(&format!("<interleave>{DATA}<text/></interleave>"), "7.2", "text");
    refused(&format!("<attribute name='a'><group>{DATA}{DATA}</group></attribute>"), "7.2", "data");
    accepted(&format!("{A}{DATA}"));
    accepted(&format!("<choice>{DATA}{X}<text/></choice>"));
    accepted(&format!("{DATA}<empty/>"));
    accepted(&format!("<list>{DATA}<oneOrMore>{DATA}</oneOrMore></list>"));
}

#[test]
fn an_attribute_stands_once() {
    refused(&format!("{A}{A}"), "7.3", "attribute");
    refused(&format!("<optional>{A}</optional><interleave>{B}<choice>{A}<text/></choice></interleave>"), "7.3", "interleave");
    accepted(&format!("<choice>{A}<group>{A}{B}</group></choice>"));
    refused("<attribute><anyName/></attribute>", "7.3", "anyName");
    let any = |except: &str| format!("<zeroOrMore><attribute><anyName>{except}</anyName></attribute></zeroOrMore>");
    refused(&format!("{A}{}", any("")), "7.3", "zeroOrMore");
    accepted(&format!("{A}{}", any("<except><name>a</name></except>")));
    refused(&format!("{}{}", any(""), any("<except><nsName ns='urn:n'/></except>")), "7.3", "zeroOrMore");
    let named = "<zeroOrMore><attribute><nsName ns='urn:n'/></attribute></zeroOrMore>";
    accepted(&format!("{named}{}", any("<except><nsName ns='urn:n'/></except>")));
    accepted(&format!("<group>{A}<notAllowed/></group><optional>{A}</optional>"));
}

#[test]
fn parts_of_an_interleave_are_told_by_name() {
    refused(&format!("<interleave>{X}<group>{Y}{X}</group></interleave>"), "7.4", "group");
    refused(&format!("<mixed>{X}<text/></mixed>"), "7.4", "mixed");
    refused("<interleave><text/><text/></interleave>", "7.4", "text");
    accepted(&format!("<interleave>{X}<mixed>{Y}</mixed></interleave>"));
    accepted(&format!("<interleave>{X}<choice>{Y}<group>{X}<notAllowed/></group></choice></interleave>"));
    refused(&format!("<interleave>{X}<element><anyName/><text/></element></interleave>"), "7.4", "element");
}

#[test]
fn many_attributes_in_nested_groups_are_compared_within_a_limit() {
    let chain = |count: usize| -> String {
        (1..count)
            .map(|n| format!("<define name='d{n}'><attribute name='a{n}'/><ref name='d{}'/></define>", n - 1))
            .chain(["<define name='d0'><empty/></define>".to_owned()])
            .collect()
    };
    let start = |count: usize| format!("<element name='x'><ref name='d{}'/></element>", count - 1);
    assert!(compile(&start(1000), &chain(1000)).1.is_ok());
    assert_eq!(compile(&start(20_000), &chain(20_000)).1.expect_err("too many").0, "");
}

#[test]
fn ids_are_sound_where_names_tell_them() {
    let has_ids = |content: &str| {
        let schema = compile(&format!("<element name='root'>{content}</element>"), "").1;
        schema.expect("soundness is no condition").has_ids()
    };
    let id = "<attribute name='id'><data type='ID'/></attribute>";
    let of = |name: &str, content: &str| format!("<optional><element name='{name}'>{content}</element></optional>");
    assert!(has_ids(id));
    assert!(!has_ids(A));
    assert!(has_ids(&format!("{id}{}", of("x", "<attribute name='id'/>"))));
    assert!(!has_ids(&format!("{id}{}", of("root", "<attribute name='id'/>"))));
    assert!(has_ids(&format!("{id}{}", of("root", "<empty/>"))));
    assert!(!has_ids(&format!("{id}{}", of("x", "<data type='IDREF'/>"))));
    assert!(!has_ids("<attribute name='id'><choice><data type='ID'/><value>a</value></choice></attribute>"));
    let any = "<zeroOrMore><attribute><anyName/></attribute></zeroOrMore>";
    assert!(has_ids(&format!("{id}{}", of("x", any))));
    assert!(!has_ids(&format!("{id}{}", of("root", any))));
    let all = "<optional><element><anyName/><attribute name='id'/></element></optional>";
    assert!(!has_ids(&format!("{id}{all}")));
}
