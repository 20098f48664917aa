//! The XML syntax: what is read, and what is refused where.

use super::read;
use crate::{
    schema::relaxng::ast::{AnnotationNode, Component, ComponentKind, Keep, NameClassKind, PatternKind, SchemaFile},
    source::Source,
};

const HEAD: &str = "xmlns='http://relaxng.org/ns/structure/1.0' xmlns:t='urn:t'";

fn schema(text: &str, keep: Keep) -> SchemaFile {
    let source = Source::from_text("a.rng", text.replace("HEAD", HEAD));
    read(&source, 0, keep).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[track_caller]
fn refused(text: &str, section: &str, at: &str) {
    let text = text.replace("HEAD", HEAD);
    let source = Source::from_text("a.rng", text.as_str());
    let error = read(&source, 0, Keep::Patterns).expect_err("the schema breaks the syntax");
    assert_eq!((error.section, source.slice(error.place.span)), (section, Some(at)), "{error}: {text}");
    assert!(!error.help.is_empty());
}

#[test]
fn each_breach_of_the_syntax_stands_at_its_place() {
    refused("<text/>", "3", "text");
    refused("<start HEAD><text/></start>", "3", "start");
    refused("<group HEAD><p/></group>", "3", "p");
    refused("<group HEAD/>", "3", "group");
    refused("<group HEAD>and<text/></group>", "3", "and");
    refused("<text HEAD n='1'/>", "3", "n");
    refused("<r:text xmlns:r='http://relaxng.org/ns/structure/1.0' r:n='1'/>", "3", "r:n");
    refused("<text HEAD><empty/></text>", "3", "empty");
    refused("<element HEAD><text/></element>", "3", "element");
    refused("<element HEAD name='p'/>", "3", "element");
    refused("<element HEAD name='p q'><text/></element>", "3", "p q");
    refused("<element HEAD><name>p<t:x/></name><text/></element>", "3", "t:x");
    refused("<element HEAD name='u:p'><text/></element>", "4.10", "u:p");
    refused("<element HEAD><anyName><except/></anyName><text/></element>", "3", "except");
    refused("<element HEAD><anyName><except><name>a</name></except><name>b</name></anyName><text/></element>", "3", "name");
    refused("<attribute HEAD name='n'><text/><empty/></attribute>", "3", "empty");
    refused("<ref HEAD/>", "3", "ref");
    refused("<data HEAD type='token'><except><text/></except><param name='a'/></data>", "3", "param");
    refused("<data HEAD type='token' datatypeLibrary='a/b'/>", "4.3", "a/b");
    refused("<data HEAD type='token' datatypeLibrary='a:b%2'/>", "4.3", "a:b%2");
    refused("<externalRef HEAD href='a#b'/>", "4.5", "a#b");
    refused("<grammar HEAD><start combine='all'><text/></start></grammar>", "3", "all");
    refused("<grammar HEAD><start><text/><text/></start></grammar>", "3", "text");
    refused("<grammar HEAD><include href='a'><div><include href='b'/></div></include></grammar>", "3", "include");
}

#[test]
fn names_take_their_namespaces_from_ns_or_a_prefix() {
    let names = |text: &str| match schema(text, Keep::Patterns).pattern.kind {
        PatternKind::Element(names, _) | PatternKind::Attribute(names, _) => match names.kind {
            NameClassKind::Name(namespace, local) => (namespace.map(|namespace| namespace.to_string()), local.to_string()),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let name = |namespace: &str, local: &str| (Some(namespace.to_owned()), local.to_owned());
    assert_eq!(names("<element HEAD name=' p '><text/></element>"), (None, "p".to_owned()));
    assert_eq!(names("<element HEAD ns='urn:n' name='p'><text/></element>"), name("urn:n", "p"));
    assert_eq!(names("<element HEAD ns='urn:n' name='t:p'><text/></element>"), name("urn:t", "p"));
    assert_eq!(names("<element HEAD ns='urn:n'><name>p<!-- -->q</name><text/></element>"), name("urn:n", "pq"));
    assert_eq!(names("<attribute HEAD name='n'/>"), name("", "n"));
    assert_eq!(names("<attribute HEAD ns='urn:n' name='n'/>"), name("urn:n", "n"));
    assert_eq!(names("<attribute HEAD ns='urn:n'><name ns=''>n</name></attribute>"), name("", "n"));
    assert_eq!(names("<attribute HEAD name='xml:id'/>").1, "id");
}

#[test]
fn bases_are_joined_inside_the_file() {
    let file = schema("<group HEAD xml:base='a/'><group xml:base='b/c'><externalRef href='d'/></group></group>", Keep::Patterns);
    let PatternKind::Group(outer) = file.pattern.kind else { panic!("a group") };
    let PatternKind::Group(inner) = &outer[0].kind else { panic!("a group") };
    let PatternKind::ExternalRef(reference) = &inner[0].kind else { panic!("a reference") };
    assert_eq!(reference.base.as_deref(), Some("a/b/c"));
}

#[test]
fn annotations_belong_to_the_parent_or_to_what_they_follow() {
    let text = "<grammar HEAD t:g='1' xml:base='b'><t:before>of <t:a n='2'/></t:before><start><text><t:in/></text></start>\
                <t:after/></grammar>";
    let grammar = schema(text, Keep::Annotations);
    assert_eq!(grammar.prefixes, [("t".into(), Some("urn:t".into()))]);
    let annotations = &grammar.pattern.annotations;
    assert_eq!(annotations.attributes.iter().map(|attribute| &*attribute.name).collect::<Vec<_>>(), ["g"]);
    let [AnnotationNode::Element { prefix, name, children, .. }] = annotations.before.as_slice() else { panic!("one") };
    assert_eq!((&**prefix, &**name, children.len()), ("t", "before", 2));
    let PatternKind::Grammar(components) = &grammar.pattern.kind else { panic!("a grammar") };
    let [Component { kind: ComponentKind::Define { patterns, .. }, annotations, .. }] = components.as_slice() else {
        panic!("one")
    };
    assert_eq!((annotations.before.len(), annotations.after.len()), (0, 1));
    assert_eq!(patterns[0].annotations.before.len(), 1);
    assert_eq!(schema(text, Keep::Patterns).pattern.annotations, Default::default());
}

#[test]
fn depth_has_a_limit() {
    let depth = 100_000;
    let text = format!("<group HEAD>{}<text/>{}</group>", "<group>".repeat(depth), "</group>".repeat(depth));
    refused(&text, "", "group");
}
