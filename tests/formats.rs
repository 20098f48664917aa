//! What the program writes has the form that `docs/formats.md` publishes.

use std::{fs, path::PathBuf, sync::Arc};

use serde_json::Value;
use teiwright::{
    convert::{self, Options},
    schema::{NoIncludes, Schema},
    source::Source,
    validate,
};

/// The schema that stands in `docs/formats.md` after the comment with its name.
fn schema(name: &str) -> jsonschema::Validator {
    let text = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).expect("the page is there");
    let after = text.split_once(&format!("<!-- schema: {name} -->\n```json\n")).expect("the schema is named in the page").1;
    let json: Value = serde_json::from_str(after.split_once("\n```").expect("the block ends").0).expect("the schema is JSON");
    jsonschema::validator_for(&json).expect("the schema is a JSON Schema")
}

fn receipt(text: &str) -> Value {
    let converted = convert::convert(&Source::from_text("a.txt", text), &Options::default()).expect("it converts").value;
    serde_json::from_str(&converted.receipt.to_json()).expect("a receipt is JSON")
}

#[test]
fn receipts_have_the_published_form() {
    let schema = schema("receipt");
    for entry in
        fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/convert")).expect("the folder is there")
    {
        let path = entry.expect("readable").path();
        if path.extension().is_some_and(|ending| ending == "in") {
            let receipt = receipt(&fs::read_to_string(&path).expect("readable"));
            let faults: Vec<String> =
                schema.iter_errors(&receipt).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
            assert!(faults.is_empty(), "{}: {}", path.display(), faults.join("\n"));
        }
    }
}

#[test]
fn the_codes_that_are_no_rules_are_published() {
    let page = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).expect("the page is there");
    let published: Vec<&str> =
        page.lines().filter(|line| ["| AU", "| ME", "| TR", "| VF"].iter().any(|code| line.starts_with(code))).collect();
    let known: Vec<String> =
        convert::FINDINGS.iter().map(|it| format!("| {} | {} | {} |", it.code, it.severity, it.says)).collect();
    assert_eq!(published, known);
}

#[test]
fn the_form_refuses_what_is_no_receipt() {
    let schema = schema("receipt");
    let mut broken = receipt("ANNA: Yes.\n\nBERT: No.\n");
    assert!(schema.is_valid(&broken));
    let pieces = broken["pieces"].clone();
    for wrong in ["0", "-1", "\"\"", "null", "{\"layout\":\" \"}", "{\"text\":1}", "{\"text\":1,\"at\":0,\"header\":1}"] {
        broken["pieces"][0] = serde_json::from_str(wrong).expect("it is JSON");
        assert!(!schema.is_valid(&broken), "{wrong}");
    }
    broken["pieces"] = pieces;
    assert!(schema.is_valid(&broken));
}

#[test]
fn reports_have_the_published_form() {
    let schema = schema("report");
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(
        folder.path().join("a.xml"),
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><sp who='#x'/></body></text></TEI>",
    )
    .expect("writable");
    fs::write(folder.path().join("b.xml"), "<TEI>").expect("writable");
    let output = assert_cmd::cargo::cargo_bin_cmd!("teiwright")
        .args(["validate", "--output-format", "jsonl"])
        .arg(folder.path())
        .output()
        .expect("the program runs");
    let lines: Vec<Value> =
        String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        let faults: Vec<String> = schema.iter_errors(line).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{line}: {}", faults.join("\n"));
    }
}

#[test]
fn baselines_have_the_published_form() {
    let schema = schema("baseline");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><sp who='#x'/></body></text></TEI>";
    fs::write(folder.path().join("a.xml"), text).expect("writable");
    let known = folder.path().join("known.jsonl");
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("teiwright");
    command.args(["validate", "--no-config", "--write-baseline"]).arg(&known).arg(folder.path()).assert().success();
    let lines = fs::read_to_string(&known).expect("it was written");
    assert!(lines.lines().count() > 2, "{lines}");
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let faults: Vec<String> =
            schema.iter_errors(&line).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{line}: {}", faults.join("\n"));
    }
    assert!(!schema.is_valid(&serde_json::json!({ "file": "a.xml", "code": "DR001" })));
}

#[test]
fn our_junit_has_the_structure_that_jenkins_reads() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><sp who='#x'/></body></text></TEI>";
    fs::write(folder.path().join("a.xml"), text).expect("writable");
    fs::write(folder.path().join("b.xml"), "").expect("writable");
    let output = assert_cmd::cargo::cargo_bin_cmd!("teiwright")
        .args(["validate", "--no-config", "--output-format", "junit"])
        .arg(folder.path())
        .output()
        .expect("the program runs");
    let report = Source::from_text("r.xml", String::from_utf8_lossy(&output.stdout));
    let notation =
        fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/peers/junit.rnc")).expect("it is there");
    let structure = Schema::compile(&Source::from_text("junit.rnc", notation), &NoIncludes).expect("a schema");
    let options = validate::Options { schemas: vec![Arc::new(structure)], ..validate::Options::default() };
    let findings = |source: &Source| validate::validate(source, &options).into_iter().map(|it| it.message).collect::<Vec<_>>();
    assert_eq!(findings(&report), [""; 0], "{}", report.text());
    assert!(report.text().contains("<error ") && report.text().contains("<failure "), "{}", report.text());
    assert!(!findings(&Source::from_text("r.xml", report.text().replace("testcase", "case"))).is_empty());
}

#[test]
fn the_changes_between_two_documents_have_the_published_form() {
    let schema: Value = serde_json::from_str(teiwright::diff::SCHEMA).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("the schema is a JSON Schema");
    let document = |who: &str, words: &str| {
        let text = format!(
            "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><sp who='{who}'><p>{words}</p></sp></body></text></TEI>"
        );
        Source::from_text("a.xml", text)
    };
    let (old, new) = (document("#a", "It rains today."), document("#b", "It snows today, they say."));
    let delta = teiwright::diff::diff(&old, &new, &teiwright::delta::Scope::default()).expect("well-formed");
    let json = teiwright::diff::render::json(&delta, &old, &new);
    assert!(delta.changes.len() > 1);
    let faults: Vec<String> = schema.iter_errors(&json).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{json}: {}", faults.join("\n"));
}

#[test]
fn the_changes_between_two_folders_have_the_published_form() {
    let schema = schema("release");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let document =
        |words: &str| format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>{words}</p></body></text></TEI>");
    let files = [
        ("old/changed.xml", document("It rains.")),
        ("new/changed.xml", document("It snows.")),
        ("old/layout.xml", document("It rains.")),
        ("new/layout.xml", document("It  rains.")),
        ("old/same.xml", document("It rains.")),
        ("new/same.xml", document("It rains.")),
        ("old/removed.xml", document("It rains.")),
        ("new/added.xml", document("It rains.")),
        ("old/failed.xml", document("It rains.")),
        ("new/failed.xml", "<TEI>".to_owned()),
    ];
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder can be made");
        fs::write(path, text).expect("writable");
    }
    let output = assert_cmd::cargo::cargo_bin_cmd!("teiwright")
        .args(["diff", "--output-format", "json", "old", "new"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let json: Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    let faults: Vec<String> = schema.iter_errors(&json).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{json}: {}", faults.join("\n"));
    let states: Vec<&str> = json["files"].as_array().into_iter().flatten().filter_map(|file| file["state"].as_str()).collect();
    assert_eq!(states, ["added", "changed", "failed", "layout", "removed", "same"]);
    let broken = serde_json::json!({ "schema": "teiwright-release/1", "files": [] });
    assert!(!schema.is_valid(&broken));
}
