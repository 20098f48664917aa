//! The public conformance suites, where they are present: `SUITES` names the folder, `../shared` is asked otherwise.
//!
//! For each suite `tests/conformance/<suite>-pass.txt` lists the cases that pass, sorted. A listed case that fails and an
//! unlisted one that passes both fail the test, so that the list tells the truth. The suites themselves are not ours to copy.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    sync::Arc,
};

use roxmltree::{Document, Node, ParsingOptions};
use teiwright::{
    diagnostic::Diagnostic,
    schema::relaxng::{Matcher, NoIncludes, Resolved, Resolver, Schema, join},
    source::Source,
    xml,
};

#[test]
fn relaxng_specification() {
    let Some(text) = suite("conformance/spectest.xml") else { return };
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).expect("the suite is well-formed");
    let mut results = Results::default();
    for (number, case) in (1..).zip(document.descendants().filter(|node| node.has_tag_name("testCase"))) {
        specification_case(number, case, &text, &mut results);
    }
    results.compare("spectest");
}

#[test]
fn tei_all_is_a_schema() {
    let Some(text) = suite("tei/tei_all.rng") else { return };
    let schema = Schema::compile(&Source::from_text("tei_all.rng", text.as_str()), &NoIncludes);
    let schema = schema.unwrap_or_else(|error| panic!("{} {error} at {:?}", error.section, error.place));
    // Every `element` of the schema can be reached, and its IDs are told by name.
    assert_eq!(schema.counts().elements, text.matches("<element").count());
    assert!(schema.has_ids());
    println!("{:?}", schema.counts());
}

/// The plays in the folder of the suites, with the faults that `jing` finds in them: on the same lines, and no others.
#[test]
fn plays_are_judged_as_by_jing() {
    let Some(expected) = suite("corpus/EXPECTED-jing.txt") else { return };
    let Some(mut matcher) = tei_all() else { return };
    let mut found = String::new();
    for (name, source) in folder("corpus") {
        for finding in judge(&mut matcher, &source) {
            // Where one finding speaks of several elements, it shows the others as well.
            let others = finding.labels.iter().filter(|label| label.text == "so does this");
            for span in [finding.span].into_iter().chain(others.map(|label| label.span)) {
                found += &format!("{name}:{}\n", source.place(span.start).line);
            }
        }
    }
    // FILE.xml:LINE:COLUMN: …
    let places = expected.lines().filter_map(|line| line.match_indices(':').nth(1).map(|(at, _)| format!("{}\n", &line[..at])));
    assert_eq!(found, places.collect::<String>());
}

/// Small texts with one fault each: one finding, on the line of the fault.
#[test]
fn a_fault_is_one_finding() {
    let Some(mut matcher) = tei_all() else { return };
    let expected = [
        ("0-ok.xml", None),
        ("1-unknown-el.xml", Some(("RN001", "stagedir"))),
        ("2-empty-sp.xml", Some(("RN002", "sp"))),
        ("3-missing-header-child.xml", Some(("RN002", "sourceDesc"))),
        ("4-misspelt-attr.xml", Some(("RN003", "tpye"))),
        ("5-bad-datatype.xml", Some(("RN005", "1.5.1820"))),
        ("6-wrong-order.xml", Some(("RN001", "publicationStmt"))),
        ("7-text-not-allowed.xml", Some(("RN006", "Exit left."))),
        ("8-dup-id.xml", Some(("RN007", "a1"))),
    ];
    for (name, source) in folder("bench/broken") {
        let findings = judge(&mut matcher, &source);
        let shown: Vec<_> =
            findings.iter().map(|finding| (&*finding.code, source.slice(finding.span).unwrap_or_default())).collect();
        let (_, fault) = expected.iter().find(|(known, _)| *known == name).expect("the folder has nine texts");
        assert_eq!(shown, fault.iter().copied().collect::<Vec<_>>(), "{name}");
    }
}

fn judge(matcher: &mut Matcher, source: &Source) -> Vec<Diagnostic> {
    matcher.judge(&xml::parse(source).expect("the texts are well-formed"))
}

fn tei_all() -> Option<Matcher> {
    let text = suite("tei/tei_all.rng")?;
    let schema = Schema::compile(&Source::from_text("tei_all.rng", text), &NoIncludes).expect("TEI All is a schema");
    Some(Matcher::new(Arc::new(schema)))
}

/// The XML files of a folder of the suites, by name; none if it is absent.
fn folder(name: &str) -> Vec<(String, Source)> {
    let path = env::var_os("SUITES").map_or(root().join("../shared"), |suites| root().join(suites)).join(name);
    let Ok(entries) = fs::read_dir(&path) else {
        println!("skipped: there is no {name} in the folder of the suites");
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "xml"));
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("files have names").to_string_lossy().into_owned();
        let source = Source::decode(name.as_str(), fs::read(path).expect("readable"), None).expect("it is text");
        (name, source)
    };
    files.iter().map(read).collect()
}

/// One case: a schema that is correct or not, and documents for a correct one.
fn specification_case(number: usize, case: Node<'_, '_>, text: &str, results: &mut Results) {
    let sections: Vec<&str> =
        case.children().filter(|node| node.has_tag_name("section")).filter_map(|node| node.text()).collect();
    let title = format!("{number:03} {}", sections.join("+"));
    let name = format!("{title} schema");
    let mut matcher = None;
    let mut documents = 0;
    let mut files = Memory::default();
    files.add(case, "", text);
    for node in case.children().filter(Node::is_element) {
        let is_correct = match node.tag_name().name() {
            "correct" => true,
            "incorrect" => false,
            kind @ ("valid" | "invalid") => {
                documents += 1;
                let name = format!("{title} {kind} {documents:02}");
                match &mut matcher {
                    Some(matcher) => instance(name, matcher, &content(node, text), kind == "valid", results),
                    None => results.fail(name, "its schema is not read".to_owned()),
                }
                continue;
            }
            _ => continue,
        };
        let source = Source::from_text("schema.rng", content(node, text));
        match (Schema::compile(&source, &files), is_correct) {
            (Ok(schema), true) => {
                results.pass(name.clone());
                matcher = Some(Matcher::new(Arc::new(schema)));
            }
            (Err(error), false) => {
                assert!(!error.help.is_empty() && error.source_text.is_some(), "{name}: {error}");
                results.pass(name.clone());
            }
            (Ok(_), false) => results.fail(name.clone(), "a fault is not found".to_owned()),
            (Err(error), true) => results.fail(name.clone(), format!("{} {error}", error.section)),
        }
    }
}

/// One document, valid or not by the schema of its case.
fn instance(name: String, matcher: &mut Matcher, text: &str, is_valid: bool, results: &mut Results) {
    let source = Source::from_text("document.xml", text);
    let tree = xml::parse(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
    let findings = matcher.judge(&tree);
    assert_eq!(matcher.is_valid(&tree), findings.is_empty(), "{name}");
    match findings.first() {
        None if is_valid => results.pass(name),
        Some(_) if !is_valid => results.pass(name),
        None => results.fail(name, format!("no fault is found in {text}")),
        Some(finding) => results.fail(name, format!("{} in {text}", finding.message)),
    }
}

/// The first element in a node as a document of its own, with the entities of the suite.
fn content(node: Node<'_, '_>, text: &str) -> String {
    let element = node.first_element_child().expect("the suite has a document there");
    let subset = text.find('[').zip(text.find("]>")).filter(|(start, _)| text[..*start].trim_start().starts_with("<!DOCTYPE"));
    let subset = subset.map_or("", |(start, end)| &text[start..end + 2]);
    format!("<!DOCTYPE schema {subset}\n{}", &text[element.range()])
}

/// The files of one case.
#[derive(Default)]
struct Memory {
    files: BTreeMap<String, String>,
}

impl Memory {
    fn add(&mut self, node: Node<'_, '_>, folder: &str, text: &str) {
        for child in node.children() {
            let name = || format!("{folder}{}", child.attribute("name").expect("files and folders have names"));
            if child.has_tag_name("resource") {
                self.files.insert(name(), content(child, text));
            } else if child.has_tag_name("dir") {
                self.add(child, &format!("{}/", name()), text);
            }
        }
    }
}

impl Resolver for Memory {
    fn resolve(&self, href: &str, base: &str) -> Result<Resolved, String> {
        let name = join(base, href);
        let text = self.files.get(&name).ok_or_else(|| format!("there is no file `{name}`"))?;
        Ok(Resolved { source: Source::from_text(name.as_str(), text.as_str()), name })
    }
}

/// What passed, and why the rest did not.
#[derive(Default)]
struct Results {
    passed: BTreeSet<String>,
    failed: BTreeMap<String, String>,
}

impl Results {
    fn pass(&mut self, name: String) {
        self.passed.insert(name);
    }

    fn fail(&mut self, name: String, reason: String) {
        self.failed.insert(name, reason);
    }

    /// Compares what passed with the list of the suite; `UPDATE=1` writes the list anew.
    #[track_caller]
    fn compare(&self, suite: &str) {
        let path = root().join(format!("tests/conformance/{suite}-pass.txt"));
        println!("{suite}: {} of {} pass", self.passed.len(), self.passed.len() + self.failed.len());
        if env::var_os("UPDATE").is_some() {
            let list: String = self.passed.iter().map(|name| format!("{name}\n")).collect();
            fs::write(&path, list).expect("the list can be written");
            return;
        }
        let list = fs::read_to_string(&path).expect("the list of passing cases is there");
        let listed: BTreeSet<&str> = list.lines().collect();
        let sorted: Vec<&str> = listed.iter().copied().collect();
        assert_eq!(list.lines().collect::<Vec<_>>(), sorted, "{} is not sorted", path.display());
        let mut breaches: Vec<String> = Vec::new();
        for name in &listed {
            if !self.passed.contains(*name) {
                let reason = self.failed.get(*name).map_or("there is no such case", String::as_str);
                breaches.push(format!("listed, but fails: {name}: {reason}"));
            }
        }
        let unlisted = self.passed.iter().filter(|name| !listed.contains(name.as_str()));
        breaches.extend(unlisted.map(|name| format!("passes, but is not listed: {name}")));
        assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    }
}

/// The text of a suite; says so where it is absent.
fn suite(name: &str) -> Option<String> {
    let path = env::var_os("SUITES").map_or(root().join("../shared"), |suites| root().join(suites)).join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) => {
            println!("skipped: there is no {name} in the folder of the suites");
            None
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
