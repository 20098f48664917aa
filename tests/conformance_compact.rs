//! The public suite of the compact syntax: what is correct has the XML that the suite gives, and what is incorrect is refused.
//!
//! Two XML schemas are the same here when they are after the simplifications of sections 4.2 to 4.4 and 4.8 to 4.10 of the
//! specification, which the compact syntax calls strict equivalence (6.2). Four more spellings count as notation, since the
//! suite uses them freely: a `group` that is the whole content of something and its members (4.12), a `choice` that is a whole
//! exception and its members (4.12), a `group`, `choice` or `interleave` of one member and that member (4.12), an attribute with
//! `text` and one without content (4.12). Prefixes, comments and the order of
//! attributes are never looked at.
//!
//! A case is called by the beginning of the SHA-256 of its schema, so that other cases do not change its name.

#[path = "conformance/canonical.rs"]
mod canonical;

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use sha2::{Digest, Sha256};
use teiwright::{
    schema::relaxng::{NoIncludes, Notation, Schema, ast::Keep, compact, convert, write_xml},
    source::Source,
    xml::{self, Node},
};

#[test]
fn every_listed_case_passes_and_no_other() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let suites = env::var_os("SUITES").map_or(root.join("../shared"), |suites| root.join(suites));
    let path = suites.join("conformance/compacttest.xml");
    let Ok(bytes) = fs::read(&path) else {
        println!("skipped: the suite is not at {}", path.display());
        return;
    };
    let source = Source::decode("compacttest.xml", &bytes, None).expect("the suite is text");
    let tree = xml::parse(&source).expect("the suite is well-formed");
    let mut passes = BTreeSet::new();
    let mut failures = Vec::new();
    for case in tree.root_element().children().filter(|child| child.has_tag_name("testCase")) {
        let name = name(case);
        match judge(case) {
            Ok(()) => assert!(passes.insert(name.clone()), "two cases are called {name}"),
            Err(reason) => failures.push((name, reason)),
        }
    }
    let list = fs::read_to_string(root.join("tests/conformance/compact-pass.txt")).expect("the list is there");
    let listed: BTreeSet<String> = list.lines().map(str::to_owned).collect();
    for (name, reason) in &failures {
        println!("{name}: {reason}");
    }
    println!("{} of {} cases pass", passes.len(), passes.len() + failures.len());
    let unlisted: Vec<_> = passes.difference(&listed).collect();
    let lost: Vec<_> = listed.difference(&passes).collect();
    assert!(
        unlisted.is_empty() && lost.is_empty(),
        "pass but are not listed: {unlisted:?}; are listed but do not pass: {lost:?}"
    );
}

fn child<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    node.children().find(|child| child.has_tag_name(name))
}

fn text(node: Node<'_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

fn name(case: Node<'_>) -> String {
    let compact = child(case, "compact").expect("every case has a schema in the compact syntax");
    let digest = Sha256::digest(text(compact).as_bytes());
    digest[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why a case fails, if it does.
fn judge(case: Node<'_>) -> Result<(), String> {
    let compact = child(case, "compact").ok_or("no compact schema")?;
    if let Some(incorrect) = child(compact, "incorrect") {
        let source = Source::from_text("incorrect.rnc", text(incorrect));
        return match Schema::compile(&source, &NoIncludes) {
            Err(error) if error.help.is_empty() => Err(format!("refused without a remedy: {error}")),
            Err(_) => Ok(()),
            Ok(_) => Err("accepted".to_owned()),
        };
    }
    let xml = child(case, "xml").ok_or("no XML schema")?;
    let correct = child(compact, "correct").ok_or("neither correct nor incorrect")?;
    compare("correct.rnc", &text(correct), child(xml, "correct").ok_or("no correct XML schema")?)?;
    for resource in compact.children().filter(|child| child.has_tag_name("resource")) {
        let name = resource.attribute("name").ok_or("a resource without a name")?;
        let wanted = name.replace(Notation::Compact.suffix(), Notation::Xml.suffix());
        let expected = xml.children().find(|child| child.has_tag_name("resource") && child.attribute("name") == Some(&wanted));
        compare(name, &text(resource), expected.ok_or("a resource without its XML")?)?;
    }
    Ok(())
}

/// Compares the XML of a schema with what the suite has in an element, and with the XML of what we write in the compact syntax.
fn compare(name: &str, schema: &str, expected: Node<'_>) -> Result<(), String> {
    let source = Source::from_text(name, schema);
    let xml = convert(&source, Notation::Xml).map_err(|error| format!("{name} is refused: {error}"))?;
    let root = expected.children().find(Node::is_element).ok_or("no element")?;
    let expected = canonical::of(root);
    let found = of_text(&xml)?;
    if found != expected {
        return Err(format!("{name} gives\n{found}\nand not\n{expected}"));
    }
    let file = compact::read(&source, 0, Keep::Annotations).map_err(|error| error.to_string())?;
    let written = compact::write(&file);
    let again = compact::read(&Source::from_text(name, written.as_str()), 0, Keep::Annotations)
        .map_err(|error| format!("{written}\nis refused: {error}"))?;
    let xml = write_xml(&again).map_err(|error| error.to_string())?.replace(".rnc\"", ".rng\"");
    let found = of_text(&xml)?;
    if found == expected { Ok(()) } else { Err(format!("{written}\ngives\n{found}\nand not\n{expected}")) }
}

fn of_text(xml: &str) -> Result<String, String> {
    let source = Source::from_text("found.rng", xml);
    let tree = xml::parse(&source).map_err(|error| format!("{xml}\nis not well-formed: {error}"))?;
    Ok(canonical::of(tree.root_element()))
}

#[test]
fn schemas_that_differ_are_told_apart() {
    let schema = |inside: &str| {
        of_text(&format!("<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\">{inside}</grammar>")).expect("it is well-formed")
    };
    let plain = schema("<start><element name='a'><text/></element></start>");
    for same in [
        "<start><element name=' a '><!-- c --><text/></element></start>",
        "<start xmlns:b='urn:b'><element><name>a</name><text/></element></start>",
    ] {
        assert_eq!(schema(same), plain, "{same}");
    }
    for other in [
        "<start><element name='a' ns=''><text/></element></start>",
        "<start><element name='a'><empty/></element></start>",
        "<start><element name='a'><text/><text/></element></start>",
        "<start><element name='a'><b xmlns='urn:b'/><text/></element></start>",
        "<start combine='choice'><element name='a'><text/></element></start>",
        "<start><element name='a'><data type='string' datatypeLibrary='urn:b'/></element></start>",
        "<start><element name='a'><value> </value></element></start>",
        "<define name='a'><element name='a'><text/></element></define>",
    ] {
        assert_ne!(schema(other), plain, "{other}");
    }
    let list = |inside: &str| schema(&format!("<start><choice>{inside}</choice></start>"));
    assert_eq!(schema("<start><group><text/><empty/></group></start>"), schema("<start><text/><empty/></start>"));
    assert_ne!(list("<group><text/><empty/></group>"), list("<text/><empty/>"));
}
