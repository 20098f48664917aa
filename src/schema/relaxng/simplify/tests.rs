//! Simplification: what schemas become, and what they may not be.

use std::collections::BTreeMap;

use crate::{
    schema::relaxng::{
        NoIncludes, Resolved, Resolver, Schema, SchemaError, join,
        limits::NESTING_LIMIT,
        names::{NameClass, Names},
        pattern::{ElementId, Grammar, Pattern, PatternId},
    },
    source::Source,
};

/// Files by name.
struct Files<'a>(BTreeMap<&'a str, String>);

impl Resolver for Files<'_> {
    fn resolve(&self, href: &str, base: &str) -> Result<Resolved, String> {
        let name = join(base, href);
        let text = self.0.get(name.as_str()).ok_or("there is no such file")?;
        Ok(Resolved { source: Source::from_text(name.as_str(), text.as_str()), name })
    }
}

fn compile(files: &[(&str, &str)]) -> Result<Schema, SchemaError> {
    let text = |text: &str| text.replacen('>', " xmlns='http://relaxng.org/ns/structure/1.0'>", 1);
    let files: Vec<(&str, String)> = files.iter().map(|(name, content)| (*name, text(content))).collect();
    let main = Source::from_text(files[0].0, files[0].1.as_str());
    Schema::compile(&main, &Files(files.into_iter().collect()))
}

#[track_caller]
fn becomes(files: &[(&str, &str)], expected: &str) {
    let schema = compile(files).unwrap_or_else(|error| panic!("{} {error}", error.section));
    let grammar = &schema.grammar;
    let mut shown = show(grammar, grammar.start);
    for (index, element) in (0..).zip(&grammar.elements) {
        let names = name(&grammar.names, &grammar.elements[index as usize].name);
        shown += &format!("; {} {names}: {}", number(ElementId(index)), show(grammar, element.content));
    }
    assert_eq!(shown, expected);
}

#[track_caller]
fn refused(files: &[(&str, &str)], section: &str, file: &str, at: &str, message: &str) {
    let error = compile(files).expect_err("the schema has a fault");
    let source = error.source_text.as_ref().expect("a fault has its text");
    let found = (error.section, source.name(), source.slice(error.place.span), error.message.as_str());
    assert_eq!(found, (section, file, Some(at), message));
}

fn number(element: ElementId) -> String {
    format!("#{}", element.0)
}

fn name(names: &Names, class: &NameClass) -> String {
    match class {
        NameClass::Name(id) => format!("{{{}}}{}", names.namespace_of(*id), names.local(*id)),
        other => format!("{other:?}"),
    }
}

/// A pattern in a notation of our own: `|`, `&` and `,` bind alike.
fn show(grammar: &Grammar, id: PatternId) -> String {
    let join = |members: &[PatternId], between: &str| {
        let members: Vec<String> = members.iter().map(|&member| show(grammar, member)).collect();
        format!("({})", members.join(between))
    };
    match grammar.patterns.get(id) {
        Pattern::NotAllowed => "none".to_owned(),
        Pattern::Empty => "empty".to_owned(),
        Pattern::Text => "text".to_owned(),
        Pattern::Choice(members) => join(members, "|"),
        Pattern::Interleave(members) => join(members, "&"),
        Pattern::Group(first, rest) => join(&[*first, *rest], ","),
        Pattern::OneOrMore(inner) => format!("{}+", show(grammar, *inner)),
        Pattern::List(inner) => format!("list {}", show(grammar, *inner)),
        Pattern::Element(element) => number(*element),
        Pattern::Attribute(attribute) => {
            let attribute = &grammar.attributes[attribute.0 as usize];
            format!("@{}={}", name(&grammar.names, &attribute.name), show(grammar, attribute.value))
        }
        Pattern::Data(data) => match &grammar.data[data.0 as usize].value {
            Some((text, _)) => format!("'{text}'"),
            None => format!("data{}", data.0),
        },
    }
}

#[test]
fn shorthands_are_spelled_out_and_what_does_nothing_vanishes() {
    let of = |content: &str, expected: &str| {
        becomes(&[("a", &format!("<element name='p'>{content}</element>"))], &format!("#0; #0 {{}}p: {expected}"));
    };
    of("<optional><value>a</value></optional>", "(empty|'a')");
    of(
        "<list><zeroOrMore><value>a</value><value>b</value></zeroOrMore></list><attribute name='n'/>",
        "(list (empty|('a','b')+),@{}n=text)",
    );
    of("<mixed><attribute name='n'><choice><value>a</value><notAllowed/></choice></attribute></mixed>", "(text&@{}n='a')");
    of("<group><empty/><choice><notAllowed/><group><text/><notAllowed/></group></choice></group>", "none");
    of("<choice><value>a</value><value type='string'>a</value><value>a</value></choice>", "('a'|'a')");
    of("<choice><attribute name='n'><notAllowed/></attribute><empty/></choice>", "empty");
}

#[test]
fn definitions_are_built_once_and_name_what_they_hold() {
    let text = "<grammar><start><ref name='a'/></start>\
                <define name='a'><element name='x'><ref name='b'/><ref name='b'/><ref name='n'/></element></define>\
                <define name='b'><optional><ref name='a'/></optional></define>\
                <define name='n'><attribute name='n'><ref name='type'/></attribute></define>\
                <define name='type'><data type='token'/></define>\
                <define name='unused'><element name='y'><text/></element></define></grammar>";
    becomes(&[("a", text)], "#0; #0 {}x: ((empty|#0),((empty|#0),@{}n=data0))");
    let schema = compile(&[("a", text)]).expect("correct");
    assert_eq!(schema.grammar.elements[0].definition.as_deref(), Some("a"));
    assert_eq!(schema.grammar.attributes[0].value_definition.as_deref(), Some("type"));
    assert!(!schema.has_ids());
}

#[test]
fn definitions_of_one_name_are_combined() {
    let two = |one: &str, other: &str| {
        format!(
            "<grammar><start><element name='p'><ref name='a'/></element></start>\
             <define name='a'{one}><attribute name='n'/></define><define name='a'{other}><text/></define></grammar>"
        )
    };
    let (choice, interleave) = (" combine='choice'", " combine='interleave'");
    becomes(&[("a", &two(choice, ""))], "#0; #0 {}p: (text|@{}n=text)");
    becomes(&[("a", &two("", interleave))], "#0; #0 {}p: (text&@{}n=text)");
    refused(
        &[("a", &two("", ""))],
        "4.17",
        "a",
        "a",
        "`a` stands twice without `combine`".replace("`a`", "the definition `a`").as_str(),
    );
    refused(&[("a", &two(choice, interleave))], "4.17", "a", "a", "the definition `a` is combined in two ways");
}

#[test]
fn an_include_gives_way_to_what_stands_in_it() {
    let main = "<grammar ns='urn:n'><include href='sub/b'><define name='p'><text/></define></include></grammar>";
    let part = "<grammar><start><element name='x'><ref name='p'/></element></start><include href='c'/></grammar>";
    let core = "<grammar><define name='p'><ref name='nowhere'/></define></grammar>";
    becomes(&[("a", main), ("sub/b", part), ("sub/c", core)], "#0; #0 {urn:n}x: text");
    let message = "the definition `p` stands in place of nothing in `sub/b`";
    refused(&[("a", main), ("sub/b", &part.replace("<include href='c'/>", ""))], "4.7", "a", "p", message);
    refused(&[("a", main), ("sub/b", "<text></text>")], "4.7", "a", "include", "`sub/b` holds no `grammar`");
}

#[test]
fn faults_of_files_stand_in_the_file_that_has_them() {
    let main = "<grammar><start><externalRef href='b/b'/></start></grammar>";
    let other = "<group><externalRef href='c'/></group>";
    refused(&[("a", main), ("b/b", other)], "4.6", "b/b", "externalRef", "`c` cannot be included: there is no such file");
    let back = "<group><externalRef href='../a'/></group>";
    refused(&[("a", main), ("b/b", other), ("b/c", back)], "4.6", "b/c", "externalRef", "the file `a` includes itself");
    refused(&[("a", main), ("b/b", "<group><x/></group>")], "3", "b/b", "x", "`x` cannot stand here in `group`");
    let error = Schema::compile(&Source::from_text("a", "<x"), &NoIncludes).expect_err("not well-formed");
    assert_eq!(error.source_text.map(|source| source.name().to_owned()).as_deref(), Some("a"));
}

#[test]
fn references_are_those_of_their_grammar() {
    let nested = "<grammar><start><ref name='a'/></start><define name='a'><element name='x'><grammar>\
                  <start><ref name='a'/><parentRef name='b'/></start></grammar></element></define>\
                  <define name='b'><text/></define></grammar>";
    let nested = nested
        .replace("<ref name='a'/><parentRef", "<group><ref name='a'/><parentRef")
        .replace("'b'/></start></grammar>", "'b'/></group></start><define name='a'><attribute name='n'/></define></grammar>");
    becomes(&[("a", &nested)], "#0; #0 {}x: (@{}n=text,text)");
    refused(&[("a", "<grammar><start><ref name='p'/></start></grammar>")], "4.18", "a", "ref", "`p` is not defined");
    refused(
        &[("a", "<grammar><start><parentRef name='p'/></start></grammar>")],
        "4.18",
        "a",
        "parentRef",
        "`parentRef` stands in no nested grammar",
    );
    refused(
        &[("a", "<grammar><define name='p'><text/></define></grammar>")],
        "4.18",
        "a",
        "grammar",
        "the grammar has no `start`",
    );
    // A file that is no grammar speaks of the definitions of the grammar that refers to it.
    let main = "<grammar><start><externalRef href='b'/></start><define name='p'><text/></define></grammar>";
    becomes(&[("a", main), ("b", "<element name='x'><ref name='p'/></element>")], "#0; #0 {}x: text");
}

#[test]
fn a_reference_leads_back_through_an_element_only() {
    let text = |content: &str| {
        format!(
            "<grammar><start><ref name='a'/></start><define name='a'><element name='x'><ref name='b'/></element></define>\
                 <define name='b'>{content}</define></grammar>"
        )
    };
    becomes(&[("a", &text("<optional><ref name='a'/></optional>"))], "#0; #0 {}x: (empty|#0)");
    let endless = text("<choice><text/><attribute name='n'><ref name='b'/></attribute></choice>");
    refused(&[("a", &endless)], "4.19", "a", "ref", "`b` refers to itself without an element between");
}

#[test]
fn names_are_checked_even_where_nothing_leads() {
    let text = |names: &str| {
        format!("<grammar><start><element name='x'><text/></element></start><define name='a'>{names}</define></grammar>")
    };
    let fault = |names: &str, at: &str, message: &str| refused(&[("a", &text(names))], "4.16", "a", at, message);
    fault("<attribute name='xmlns'/>", "xmlns", "the attribute `xmlns` is a namespace declaration");
    fault(
        "<attribute name='n' ns='http://www.w3.org/2000/xmlns'/>",
        "n",
        "an attribute of the namespace of `xmlns` is a namespace declaration",
    );
    fault(
        "<element><nsName><except><choice><nsName/></choice></except></nsName><text/></element>",
        "nsName",
        "`nsName` stands in the exception of `nsName`",
    );
    becomes(&[("a", &text("<attribute ns='urn:n' name='xmlns'/>"))], "#0; #0 {}x: text");
}

#[test]
fn schemas_made_to_blow_up_are_refused() {
    let chain = |first: &str, step: &dyn Fn(usize) -> String, count: usize| {
        let steps: String = (1..count).map(|n| format!("<define name='d{n}'>{}</define>", step(n))).collect();
        format!(
            "<grammar><start><element name='x'><ref name='d{}'/></element></start><define name='d0'>{first}</define>{steps}</grammar>",
            count - 1
        )
    };
    let outcome = |text: &str| compile(&[("a", text)]).map(|schema| schema.counts().elements).map_err(|error| error.section);
    // A million references in a row are followed without a stack of their depth.
    let long = chain("<text/>", &|n| format!("<ref name='d{}'/>", n - 1), 200_000);
    assert_eq!(outcome(&long), Ok(1));
    let double =
        |list: &str, first: &str| chain(first, &|n| format!("<{list}><ref name='d{0}'/><ref name='d{0}'/></{list}>", n - 1), 60);
    assert_eq!(outcome(&double("group", "<element name='y'><text/></element>")), Err(""));
    assert_eq!(outcome(&double("interleave", "<element name='y'><text/></element>")), Err(""));
    assert_eq!(outcome(&double("choice", "<element name='y'><text/></element>")), Ok(2));
    assert_eq!(outcome(&double("group", "<attribute name='y'/>")), Err(""));
    // Each file includes the next one twice.
    let names: Vec<String> = (0..40).map(|n| format!("f{n}")).collect();
    let twice = |next: &str| {
        format!(
            "<group><grammar><start><externalRef href='{next}'/></start></grammar><grammar><start><externalRef href='{next}'/></start></grammar></group>"
        )
    };
    let mut files: Vec<(&str, String)> =
        names.iter().zip(names.iter().skip(1)).map(|(name, next)| (name.as_str(), twice(next))).collect();
    files.push((names.last().expect("forty"), "<text></text>".to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(compile(&files).expect_err("too large").section, "");
}

#[test]
fn many_files_are_refused() {
    struct Endless;
    impl Resolver for Endless {
        fn resolve(&self, href: &str, _: &str) -> Result<Resolved, String> {
            let number: usize = href.parse().map_err(|_| "no number".to_owned())?;
            let next = number + 1;
            let text = format!("<grammar xmlns='http://relaxng.org/ns/structure/1.0'><include href='{next}'/></grammar>");
            Ok(Resolved { name: href.to_owned(), source: Source::from_text(href, text) })
        }
    }
    let main = "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><include href='1'/></grammar>";
    let error = Schema::compile(&Source::from_text("0", main), &Endless).expect_err("endless");
    assert_eq!(error.message, "the schema has more than 1000 files");
    struct Long;
    impl Resolver for Long {
        fn resolve(&self, href: &str, base: &str) -> Result<Resolved, String> {
            match href {
                "100" => Err("enough".to_owned()),
                _ => Endless.resolve(href, base),
            }
        }
    }
    let error = Schema::compile(&Source::from_text("0", main), &Long).expect_err("too long");
    assert_eq!(error.message, "`100` cannot be included: enough");
}

#[test]
fn the_deepest_schemas_leave_the_stack_whole() {
    let nested = |open: &str, inner: &str, close: &str, levels: usize| {
        let depth = NESTING_LIMIT / levels - 2;
        compile(&[("a", &format!("<element name='r'>{}{inner}{}</element>", open.repeat(depth), close.repeat(depth)))])
    };
    for (open, close, levels) in [
        ("<group>", "</group>", 1),
        ("<zeroOrMore>", "</zeroOrMore>", 1),
        ("<interleave><choice><empty/>", "</choice><empty/></interleave>", 2),
        ("<element name='x'>", "</element>", 1),
        ("<element><anyName/>", "</element>", 1),
        ("<grammar><start>", "</start></grammar>", 2),
        ("<grammar><div><define name='d' combine='choice'>", "</define><start><ref name='d'/></start></div></grammar>", 3),
    ] {
        let outcome = nested(open, "<empty/>", close, levels);
        assert!(outcome.as_ref().is_ok_and(|schema| !schema.has_ids()), "{open}: {:?}", outcome.err());
    }
    let depth = NESTING_LIMIT - 5;
    let names = format!(
        "<element><anyName><except>{}<name>x</name>{}</except></anyName><text/></element>",
        "<choice>".repeat(depth),
        "</choice>".repeat(depth)
    );
    assert_eq!(compile(&[("a", &names)]).map(|schema| schema.counts().elements).ok(), Some(1));
}
