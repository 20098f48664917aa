use super::{NESTING_LIMIT, read, write};
use crate::{
    schema::relaxng::{
        Notation, SchemaError,
        ast::{Keep, Pattern, PatternKind, SchemaFile},
        convert, write_xml,
    },
    source::Source,
};

fn parse(text: &str) -> Result<SchemaFile, SchemaError> {
    read(&Source::from_text("a.rnc", text), 3, Keep::Annotations)
}

/// A text with a fault: the place, the section, and a word of the message.
#[track_caller]
fn fault(text: &str, place: &str, section: &str, word: &str) {
    for keep in [Keep::Annotations, Keep::Patterns] {
        let source = Source::from_text("a.rnc", text);
        let error = read(&source, 3, keep).expect_err("the text has a fault");
        assert_eq!(source.slice(error.place.span), Some(place), "{error}");
        assert_eq!((error.section, error.place.file), (section, 3), "{error}");
        assert!(error.message.contains(word) && !error.help.is_empty(), "{error}");
    }
}

/// What a schema is in the XML syntax, without the XML declaration and the declarations of the root element.
#[track_caller]
fn check(text: &str, expected: &str) {
    let file = parse(text).unwrap_or_else(|error| panic!("{error} at {:?}", error.place.span));
    let xml = write_xml(&file).expect("it can be written");
    let xml = xml.split_once("?>").map_or("", |(_, rest)| rest).replace(" xmlns=\"http://relaxng.org/ns/structure/1.0\"", "");
    let lines: String = xml.lines().map(str::trim_start).collect();
    assert_eq!(lines, expected);
}

#[test]
fn operators_do_not_mix() {
    fault("a, b | c", "|", "compact 2", "`|` stands where");
    fault("element p { a & b, c }", ",", "compact 2", "`,` stands");
    fault("(a | b) , (a, b & c)", "&", "compact 2", "`&` stands");
    fault("element p { a** }", "*", "compact 2", "`*` stands");
    fault("string - \"a\" | b", "|", "compact 2", "`|` stands");
    fault("b | string - \"a\"", "string", "compact 2", "exception");
    fault("string - string - \"a\"", "-", "compact 2", "`-` stands");
    fault("string - \"a\"*", "*", "compact 2", "`*` stands");
    fault("(string) - \"a\"", "-", "compact 2", "`-` stands");
    fault("element a | * - b { text }", "*", "compact 2", "exception");
    fault("element * - a | b { text }", "|", "compact 2", "`|` stands");
    fault("element * - a - b { text }", "-", "compact 2", "`-` stands");
    fault("element a - b { text }", "-", "compact 2", "`-` stands");
}

#[test]
fn what_is_missing_or_too_much_is_shown() {
    fault("element p { text", "", "compact 2", "the schema ends");
    fault("element p { text } element q { text }", "element", "compact 2", "the end of the schema");
    fault("start = a }", "}", "compact 2", "a definition");
    fault("a = ", "", "compact 2", "a pattern");
    fault("list = a", "list", "compact 2", "keyword `list`");
    fault("start = parent start", "start", "compact 2", "keyword `start`");
    fault("start = element p { } ", "}", "compact 2", "a pattern");
    fault("include \"a\" { include \"b\" }", "include", "compact 2", "another");
    fault("start = a ## b\n | c", "## b", "compact 5", "before no definition");
    fault("element p { a ## b\n | c }", "## b", "compact 2", "documentation");
    fault("start = a\n## b", "## b", "compact 5", "before no definition");
    fault("element p { \"a\" ~ b }", "b", "compact 2", "a literal");
    fault("xsd:int { minInclusive }", "}", "compact 2", "`=`");
    fault("default = \"a\" a", "=", "compact 2", "`namespace`");
}

#[test]
fn declarations_keep_their_constraints() {
    fault("namespace a = \"urn:a\" namespace a = \"urn:b\" a", "a", "compact 4", "declared twice");
    fault("default namespace = \"a\" default namespace = inherit a", "default namespace", "compact 4", "declared twice");
    fault("default namespace a = \"a\" namespace a = \"a\" a", "a", "compact 4", "declared twice");
    fault("datatypes d = \"urn:a\" datatypes d = \"urn:a\" a", "d", "compact 4", "twice");
    fault("namespace xmlns = \"urn:a\" a", "xmlns", "compact 4", "`xmlns`");
    fault("namespace xml = \"urn:a\" a", "xml", "compact 4", "another namespace");
    fault("namespace xml = inherit a", "xml", "compact 4", "another namespace");
    fault("namespace x = \"http://www.w3.org/XML/1998/namespace\" a", "x", "compact 4", "something else");
    let default = "default namespace = \"http://www.w3.org/XML/1998/namespace\" a";
    fault(default, "\"http://www.w3.org/XML/1998/namespace\"", "compact 4", "something else");
    fault("datatypes xsd = \"urn:a\" a", "xsd", "compact 4", "another datatype library");
    fault("datatypes d = \"a/b\" a", "\"a/b\"", "compact 4", "no absolute URI");
    fault("element p:a { text }", "p", "compact 4", "not declared");
    fault("element xsd:a { text }", "xsd", "compact 4", "not declared");
    fault("element a { d:a }", "d", "compact 4", "for datatypes");
    fault("namespace d = \"urn:a\" element a { d:a }", "d", "compact 4", "for datatypes");
    fault("external \"a\" inherit = p", "p", "compact 4", "not declared");
    fault("xsd:QName \"p:a\"", "\"p:a\"", "compact 4", "`p`");
    fault("external \"a#b\"", "\"a#b\"", "4.5", "fragment");
    fault("include \"%\" ~ \"\"", "\"%\" ~ \"\"", "4.5", "percent");
}

#[test]
fn annotations_keep_their_constraints() {
    let head = "namespace p = \"urn:p\" namespace q = \"urn:p\" namespace i = inherit namespace l = \"\"\n";
    let fault = |text: &str, place: &str, word: &str| fault(&format!("{head}{text}"), place, "compact 5.1", word);
    fault("[p:a = \"\" q:a = \"\"] text", "q:a", "twice");
    fault("[a [b = \"\" b = \"\"]] text", "b", "twice");
    fault("[a = \"\"] text", "a", "no namespace");
    fault("[l:a = \"\"] text", "l:a", "no namespace");
    fault("[i:a = \"\"] text", "i", "inherited");
    fault("[a [i:b []]] text", "i", "inherited");
    fault("[a [] p:b = \"\"] text", "p:b", "after an element");
    fault("[a [xmlns = \"\"]] text", "xmlns", "`xmlns`");
    let relaxng = "namespace r = \"http://relaxng.org/ns/structure/1.0\" ";
    fault(&format!("{relaxng} [r:a = \"\"] text"), "r:a", "RELAX NG itself");
    fault(&format!("{relaxng} start = text r:a [ ]"), "r:a", "RELAX NG itself");
    let xmlns = "namespace x = \"http://www.w3.org/2000/xmlns\" ";
    fault(&format!("{xmlns} [x:a = \"\"] text"), "x:a", "`xmlns`");
    fault(&format!("{xmlns} [a [x:a = \"\"]] text"), "x:a", "`xmlns`");
    assert!(parse(&format!("{head}{relaxng} [a [r:b [r:c = \"\"]]] text")).is_ok());
}

#[test]
fn exceptions_and_the_root_keep_theirs() {
    fault("element * - * { text }", "*", "4.16", "all names");
    fault("element * - (a | *) { text }", "*", "4.16", "all names");
    fault("namespace p = \"p\" element p:* - (a | p:*) { text }", "p:*", "4.16", "a namespace");
    fault("namespace p = \"p\" element * - (p:* - (p:a | *)) { text }", "*", "4.16", "a namespace");
    assert!(parse("namespace p = \"p\" attribute * - (a | p:*) { text }").is_ok());
    fault("text >> a []", ">>", "compact 5.3", "one root");
    fault("[a []] \"v\"", "[a []]", "compact 5.3", "one root");
    fault("(text >> a [])", ">>", "compact 5.3", "one root");
    assert!(parse("(text >> a [])*").is_ok());
}

#[test]
fn lists_are_the_content_and_parentheses_make_a_group() {
    check("element p { a, b }", "<element name=\"p\"><ref name=\"a\"/><ref name=\"b\"/></element>");
    check("element p { (a, b) }", "<element name=\"p\"><group><ref name=\"a\"/><ref name=\"b\"/></group></element>");
    check("(a, b)*", "<zeroOrMore><ref name=\"a\"/><ref name=\"b\"/></zeroOrMore>");
    check("((a, b))*", "<zeroOrMore><group><ref name=\"a\"/><ref name=\"b\"/></group></zeroOrMore>");
    check("start = a, b", "<grammar><start><group><ref name=\"a\"/><ref name=\"b\"/></group></start></grammar>");
    check("token - (\"a\" | \"b\")", "<data type=\"token\"><except><value>a</value><value>b</value></except></data>");
    check("attribute a { text }", "<attribute name=\"a\"/>");
}

#[test]
fn annotations_go_where_xml_has_them() {
    let none = " xmlns=\"\"";
    check("[x[]] (a)", &format!("<group><x{none}/><ref name=\"a\"/></group>"));
    check("[x[]] (a*)", &format!("<zeroOrMore><x{none}/><ref name=\"a\"/></zeroOrMore>"));
    check("[x[]] a*", &format!("<zeroOrMore><ref name=\"a\"><x{none}/></ref></zeroOrMore>"));
    check("[x[]] ((a*))", &format!("<group><x{none}/><zeroOrMore><ref name=\"a\"/></zeroOrMore></group>"));
    check("a >> x[] *", &format!("<zeroOrMore><ref name=\"a\"/><x{none}/></zeroOrMore>"));
    check("list { a* >> x[] }", &format!("<list><zeroOrMore><ref name=\"a\"/></zeroOrMore><x{none}/></list>"));
    check("list { [x[]] \"a\" >> y[] }", &format!("<list><value>a</value><x{none}/><y{none}/></list>"));
    check("element [x[]] a { text }", &format!("<element><name>a</name><x{none}/><text/></element>"));
    check("element [x[]] (a) { text }", &format!("<element><choice><x{none}/><name>a</name></choice><text/></element>"));
    check("y [] start = a x [\"b\"]", &format!("<grammar><y{none}/><start><ref name=\"a\"/></start><x{none}>b</x></grammar>"));
}

#[test]
fn names_without_a_prefix_have_the_namespace_of_their_kind() {
    check(
        "default namespace = \"urn:d\" namespace l = \"\" element a { attribute a { text }, element l:b { text } }",
        "<element name=\"a\" ns=\"urn:d\"><attribute name=\"a\"/><element><name ns=\"\">b</name><text/></element></element>",
    );
    check(
        "namespace d = inherit default namespace = \"urn:d\" element a { element d:b { text } }",
        "<element><name ns=\"urn:d\">a</name><element name=\"b\"><text/></element></element>",
    );
    check("attribute xml:lang { xsd:NMTOKEN }", &{
        let library = " datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\"";
        format!("<attribute name=\"xml:lang\"{library}><data type=\"NMTOKEN\"/></attribute>")
    });
}

#[test]
fn what_an_element_says_for_itself_holds_for_its_children() {
    let xsd = " datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\"";
    check(
        "list { xsd:int, xsd:int, (string - xsd:int) }",
        &format!(
            "<list{xsd}><data type=\"int\"/><data type=\"int\"/><data type=\"string\" datatypeLibrary=\"\"><except>\
             <data type=\"int\"{xsd}/></except></data></list>"
        ),
    );
    check(
        "default namespace = \"urn:d\" namespace p = \"urn:p\" external \"a.rnc\" inherit = p",
        "<externalRef href=\"a.rnc\" ns=\"urn:p\" xmlns:p=\"urn:p\"/>",
    );
    // An attribute would take `ns` for its own name.
    check("default namespace = \"urn:d\" attribute a { text }", "<attribute name=\"a\"/>");
}

#[test]
fn nesting_has_a_limit_that_no_stack_overflows() {
    let parentheses = |count: usize| format!("{}a{}", "(".repeat(count), ")".repeat(count));
    assert!(parse(&parentheses(NESTING_LIMIT - 1)).is_ok());
    for text in [
        parentheses(100_000),
        "element a { ".repeat(100_000),
        "div { ".repeat(100_000),
        "grammar { start = ".repeat(100_000),
        format!("[ {}", "a [ ".repeat(100_000)),
        format!("element {}", "(".repeat(100_000)),
        format!("element * - {}", "(".repeat(100_000)),
        "string - (".repeat(100_000),
        "list { mixed { ".repeat(100_000),
    ] {
        let error = parse(&text).expect_err("it is too deep");
        assert!(error.message.contains("inside one another"), "{error}");
    }
}

#[test]
fn the_deepest_schema_is_written_and_read_again() {
    for (open, inside, close) in [
        ("element a { ", "text", " }"),
        ("list { a, ", "text", " }+"),
        ("(a | ", "b", ")"),
        ("[x []] (", "(a | b)", ")"),
        ("attribute a { [x []] (", "a", ")* >> y [] }"),
        ("string - (", "a", ")"),
        ("grammar { div { start = ", "a", " } }"),
    ] {
        let text = |count: usize| format!("{}{inside}{}", open.repeat(count), close.repeat(count));
        let deepest = (1..=NESTING_LIMIT).rev().find_map(|count| parse(&text(count)).ok()).expect("one level is not too deep");
        assert!(write_xml(&deepest).is_ok());
        assert!(parse(&write(&deepest)).is_ok(), "{open}");
    }
    let names = format!("element {}a{} {{ text }}", "([x []] ".repeat(90), ")".repeat(90));
    let names = parse(&names).expect("it is not too deep");
    assert!(write_xml(&names).is_ok() && parse(&write(&names)).is_ok());
}

#[test]
fn a_schema_without_annotations_keeps_its_patterns() {
    let text = "[a []] start = [b []] (text) >> c []\n## d\nx = \"v\"";
    let file = read(&Source::from_text("a.rnc", text), 0, Keep::Patterns).expect("it is correct");
    let debug = format!("{file:?}");
    assert!(!debug.contains("Element {") && file.prefixes.is_empty(), "{debug}");
    assert!(matches!(&file.pattern, Pattern { kind: PatternKind::Grammar(parts), .. } if parts.len() == 2));
}

#[test]
fn references_change_their_ending_with_the_notation() {
    let text = "include \"a.rnc\" { start = external \"b.rnc\" }\ninclude \"c.txt\"\ninclude \"d.rng\"";
    let xml = convert(&Source::from_text("x.rnc", text), Notation::Xml).expect("it is correct");
    for href in ["a.rng", "b.rng", "c.txt", "d.rng"] {
        assert!(xml.contains(&format!("href=\"{href}\"")), "{xml}");
    }
    let error = convert(&Source::from_text("x.rnc", "start ="), Notation::Xml).expect_err("it ends too early");
    assert_eq!(error.source_text.map(|source| source.name().to_owned()).as_deref(), Some("x.rnc"));
}

#[test]
fn what_is_written_is_readable() {
    let text = "\
default namespace tei = \"urn:d\"
namespace a = \"http://relaxng.org/ns/compatibility/annotations/1.0\"
datatypes xsd = \"http://www.w3.org/2001/XMLSchema-datatypes\"

include \"names.rnc\" inherit = a {
  start |= \\list | (p, q?)+
}

## One of several.
##
## In two paragraphs.
[ a:defaultValue = \"it's\" ]
\\list =
  element list | item {
    attribute n { xsd:int { minInclusive = \"1\" } - (\"3\" | \"4\") },
    attribute xml:lang { token - \"x\" }?,
    ## Text, or anything else.
    (text | element * - tei:* { text })*
  }

a:note [ \"outside\" ]
";
    assert_eq!(write(&parse(text).expect("it is correct")), text);
}
