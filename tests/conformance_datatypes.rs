//! Runs the public suites for the datatypes and the regular expressions of XML Schema in RELAX NG: `xsdtest.xml` and
//! `regextest.xml` in the folder `conformance` of the one that `SUITES` names, or of one beside this project.
//!
//! Each verdict of a suite is a case, named by what it is about, its kind, and a number; `tests/conformance/*-pass.txt` lists
//! those that pass. A listed case that fails and an unlisted one that passes are errors; `UPDATE=1` writes the lists.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
};

use roxmltree::{Document, Node};
use teiwright::schema::relaxng::datatypes::{Datatype, Prefixes, Regex, XSD_LIBRARY};

/// The verdicts of a suite.
#[derive(Default)]
struct Cases {
    /// Whether each case passes and what it is, by its name.
    verdicts: BTreeMap<String, (bool, String)>,
    /// How many there are of each kind.
    counts: BTreeMap<String, usize>,
}

impl Cases {
    fn add(&mut self, subject: &str, kind: &str, passes: bool, what: String) {
        let kind = format!("{subject} {kind}");
        let count = self.counts.entry(kind.clone()).or_default();
        *count += 1;
        self.verdicts.insert(format!("{kind} {count}"), (passes, what));
    }
}

#[test]
fn datatypes_conform() {
    run("xsdtest.xml", "datatypes-pass.txt", |root| {
        let mut cases = Cases::default();
        for datatype in elements(root) {
            assert_eq!(datatype.tag_name().name(), "datatype", "the suite has a part that this test does not know");
            let name = datatype.attribute("name").expect("a datatype has a name");
            for part in elements(datatype) {
                run_part(name, part, &mut cases);
            }
        }
        cases
    });
}

#[test]
fn regular_expressions_conform() {
    run("regextest.xml", "regex-pass.txt", |root| {
        let mut cases = Cases::default();
        for (index, case) in elements(root).enumerate() {
            let subject = format!("pattern {}", index + 1);
            let mut parts = elements(case);
            let first = parts.next().expect("a case has a pattern");
            let (kind, pattern) = (first.tag_name().name(), text(first));
            let regex = Regex::compile(&pattern);
            let passes = match kind {
                "correct" => regex.is_ok(),
                "incorrect" => regex.is_err(),
                other => panic!("the suite has a part that this test does not know: {other}"),
            };
            cases.add(&subject, kind, passes, format!("{pattern:?}"));
            for part in parts {
                let (kind, text) = (part.tag_name().name(), text(part));
                let passes = regex.as_ref().is_ok_and(|regex| regex.matches(&text) == is_valid(kind));
                cases.add(&subject, kind, passes, format!("{pattern:?} on {text:?}"));
            }
        }
        cases
    });
}

/// One verdict, or several on values that are compared with one another.
fn run_part(name: &str, part: Node<'_, '_>, cases: &mut Cases) {
    let kind = part.tag_name().name();
    let Ok(datatype) = Datatype::compile(XSD_LIBRARY, name, &[]) else {
        cases.add(name, kind, false, "there is no such datatype".to_owned());
        return;
    };
    let context = Context(part);
    let pair = || match &elements(part).map(text).collect::<Vec<String>>()[..] {
        [one, other] => (one.clone(), other.clone()),
        _ => panic!("two values are compared"),
    };
    match kind {
        "valid" | "invalid" => {
            let text = text(part);
            cases.add(name, kind, datatype.accepts(&text, &context) == is_valid(kind), format!("{text:?}"));
        }
        "length" => {
            let (text, length) = (text(part), part.attribute("value").expect("a length has a value"));
            let measured = Datatype::compile(XSD_LIBRARY, name, &[("length", length)]);
            let passes = measured.is_ok_and(|measured| measured.accepts(&text, &context));
            cases.add(name, kind, passes, format!("{length} of {text:?}"));
        }
        "equiv" => run_classes(name, &datatype, part, cases),
        "lessThan" => {
            let (less, more) = pair();
            let passes = is_less(name, &less, &more, &context) && !is_less(name, &more, &less, &context);
            cases.add(name, kind, passes, format!("{less:?} and {more:?}"));
        }
        "incomparable" => {
            let (one, other) = pair();
            let passes = !is_less(name, &one, &other, &context) && !is_less(name, &other, &one, &context);
            cases.add(name, kind, passes, format!("{one:?} and {other:?}"));
        }
        other => panic!("the suite has a part that this test does not know: {other}"),
    }
}

/// Values of one class are equal, and those of two classes are not: each value against each.
fn run_classes(name: &str, datatype: &Datatype, part: Node<'_, '_>, cases: &mut Cases) {
    let context = Context(part);
    let classes: Vec<Vec<String>> = elements(part).map(|class| elements(class).map(text).collect()).collect();
    let all = || classes.iter().enumerate().flat_map(|(class, values)| values.iter().map(move |value| (class, value)));
    for (class, one) in all() {
        let wrong: Vec<&String> = match datatype.read(one, &context) {
            None => vec![one],
            Some(value) => {
                let is_wrong = |other: &(usize, &String)| {
                    !datatype.accepts(other.1, &context) || datatype.equals(&value, other.1, &context) != (class == other.0)
                };
                all().filter(is_wrong).map(|(_, other)| other).collect()
            }
        };
        cases.add(name, "equiv", wrong.is_empty(), format!("{one:?} against {wrong:?}"));
    }
}

/// Whether both facets and the comparison of values say so.
fn is_less(name: &str, less: &str, more: &str, context: &Context<'_, '_>) -> bool {
    let bounded = |facet, bound: &str, text: &str| {
        Datatype::compile(XSD_LIBRARY, name, &[(facet, bound)]).expect("a value is a bound").accepts(text, context)
    };
    let datatype = Datatype::compile(XSD_LIBRARY, name, &[]).expect("it has compiled before");
    let value = |text| datatype.read(text, context).expect("values that are compared are values");
    let verdicts = [
        bounded("maxExclusive", more, less),
        bounded("minExclusive", less, more),
        value(less).compare(&value(more)) == Some(Ordering::Less),
    ];
    assert!(verdicts.iter().all(|&verdict| verdict == verdicts[0]), "{name}: {less:?} {more:?} {verdicts:?}");
    verdicts[0]
}

fn is_valid(kind: &str) -> bool {
    match kind {
        "valid" => true,
        "invalid" => false,
        other => panic!("the suite has a part that this test does not know: {other}"),
    }
}

/// The prefixes in force at an element of the suite, and the entities that its `internalSubset` declares.
struct Context<'a, 'input>(Node<'a, 'input>);

impl Prefixes for Context<'_, '_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        self.0.lookup_namespace_uri(Some(prefix).filter(|prefix| !prefix.is_empty()))
    }

    fn has_unparsed_entity(&self, name: &str) -> bool {
        let subset = self.0.attribute("internalSubset").unwrap_or_default();
        subset.split("<!ENTITY").skip(1).any(|entity| entity.split_whitespace().next() == Some(name) && entity.contains("NDATA"))
    }
}

fn elements<'a, 'input: 'a>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

fn text(node: Node<'_, '_>) -> String {
    node.children().filter_map(|child| child.text()).collect()
}

/// Runs one suite, if it is there, and holds its verdicts against the list.
fn run(file: &str, list: &str, judge: impl Fn(Node<'_, '_>) -> Cases) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let suites = env::var_os("SUITES").map_or(root.join("../shared"), |suites| root.join(suites));
    let Ok(suite) = fs::read_to_string(suites.join("conformance").join(file)) else {
        println!("skipped: conformance/{file} is not in {}", suites.display());
        return;
    };
    let document = Document::parse(&suite).expect("the suite is well-formed");
    let cases = judge(document.root_element()).verdicts;
    assert!(!cases.is_empty(), "{file} has no cases");
    let passing: Vec<&str> = cases.iter().filter(|(_, (passes, _))| *passes).map(|(name, _)| name.as_str()).collect();
    println!("{file}: {} of {} cases pass", passing.len(), cases.len());
    let path = root.join("tests/conformance").join(list);
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(root.join("tests/conformance")).expect("the folder can be made");
        fs::write(&path, passing.join("\n") + "\n").expect("the list can be written");
    }
    let text = fs::read_to_string(&path).expect("the list is there");
    let listed: BTreeSet<&str> = text.lines().collect();
    let mut faults = Vec::new();
    for (name, (passes, what)) in &cases {
        match (*passes, listed.contains(name.as_str())) {
            (false, true) => faults.push(format!("listed and fails: {name}: {what}")),
            (true, false) => faults.push(format!("passes and is not listed (UPDATE=1 lists it): {name}")),
            (false, false) => println!("known to fail: {name}: {what}"),
            (true, true) => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
