//! The forms of a report for programs: one part for each file, the same at any number of threads.

use std::collections::HashSet;

use serde_json::Value;

use crate::{Folder, broken};

/// A folder with a clean file, a broken one, and one that cannot be read.
fn three() -> Folder {
    let folder = Folder::converted();
    folder.put("in/a.xml", folder.get("a.xml"));
    folder.put("in/b c.xml", broken(&folder.get("a.xml")));
    folder.put("in/d.xml", "");
    folder
}

fn report(folder: &Folder, format: &str) -> String {
    let ran = folder.run(&["validate", "in", "--output-format", format]).exits(2);
    assert!(ran.stderr.contains("error: in/d.xml: "), "{ran:#?}");
    ran.stdout
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_file_that_cannot_be_judged_has_its_place_in_every_form() {
    let folder = three();
    let lines: Vec<Value> = report(&folder, "jsonl").lines().map(json).collect();
    let statuses: Vec<&str> = lines.iter().filter_map(|line| line["status"].as_str()).collect();
    assert_eq!(statuses, ["valid", "invalid", "failed"]);
    assert!(lines[2]["failure"].as_str().is_some_and(|failure| failure.contains("empty")), "{lines:#?}");
    let log = json(&report(&folder, "sarif"));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(log["runs"][0]["artifacts"].as_array().map(Vec::len), Some(3));
    let quality = json(&report(&folder, "gitlab"));
    assert_eq!(quality.as_array().and_then(|entries| entries.last()).expect("entries")["severity"], "blocker");
    assert!(report(&folder, "junit").contains("<error message=\"the file is empty"));
    assert!(report(&folder, "github").contains("::error file=in/d.xml,title=not judged::the file is empty"));
    assert!(report(&folder, "html").contains("Not judged: the file is empty"));
}

#[test]
fn sarif_has_places_rules_and_fingerprints_of_its_own() {
    let folder = three();
    let log = json(&report(&folder, "sarif"));
    let run = &log["runs"][0];
    let error = run["results"].as_array().expect("a list").iter().find(|it| it["level"] == "error").expect("an error");
    let place = &error["locations"][0]["physicalLocation"];
    assert_eq!(
        (&place["artifactLocation"]["uri"], &place["artifactLocation"]["uriBaseId"]),
        (&"in/b%20c.xml".into(), &"%SRCROOT%".into())
    );
    let text = folder.get("in/b c.xml");
    let line =
        place["region"]["startLine"].as_u64().and_then(|line| text.lines().nth(line as usize - 1)).expect("the line is there");
    let column = |name: &str| place["region"][name].as_u64().expect("a number") as usize - 1;
    assert_eq!(place["region"]["snippet"]["text"].as_str(), line.get(column("startColumn")..column("endColumn")));
    assert_eq!(place["contextRegion"]["snippet"]["text"].as_str(), Some(line));
    let results = run["results"].as_array().expect("a list");
    let print = |result: &Value| {
        let path = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
        (path.to_string(), result["partialFingerprints"]["teiwright/v1"].to_string())
    };
    assert_eq!(results.iter().map(print).collect::<HashSet<_>>().len(), results.len());
    assert_eq!(run["columnKind"], "unicodeCodePoints");
}

#[test]
fn fingerprints_stay_when_other_lines_change() {
    let folder = three();
    let prints = |text: &str| -> Vec<Value> {
        json(text).as_array().expect("a list").iter().map(|entry| entry["fingerprint"].clone()).collect()
    };
    let before = prints(&report(&folder, "gitlab"));
    folder.put("in/b c.xml", folder.get("in/b c.xml").replacen("<teiHeader", "\n\n<!-- new -->\n<teiHeader", 1));
    assert_eq!(prints(&report(&folder, "gitlab")), before);
    assert_eq!(before.iter().map(ToString::to_string).collect::<HashSet<_>>().len(), before.len());
}

#[test]
fn paths_begin_at_the_root_of_the_repository() {
    let folder = three();
    folder.put(".git/HEAD", "");
    let mut command = folder.command(&["validate", "b c.xml", "--output-format", "github"]);
    command.current_dir(folder.path("in"));
    let ran = crate::ran(command).exits(1);
    assert!(ran.stdout.contains("::error file=in/b c.xml,line="), "{ran:#?}");
}

#[test]
fn the_page_is_one_file_and_the_forms_are_the_same_at_any_number_of_threads() {
    let folder = three();
    for number in 0..12 {
        folder.put(&format!("in/n{number}.xml"), folder.get("in/b c.xml") + &"<!-- -->\n".repeat(number * 100));
    }
    for format in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html"] {
        let written = |jobs: &str| {
            let name = format!("r.{jobs}");
            let ran =
                folder.run(&["validate", "in", "--output-format", format, "-j", jobs, "--statistics", "--output-file", &name]);
            assert_eq!(ran.stdout, "");
            (folder.get(&name), ran.exits(2).stderr)
        };
        let one = written("1");
        assert!(!one.0.is_empty(), "{format}");
        assert_eq!(one, written("5"), "{format}");
    }
    let page = report(&folder, "html");
    for outside in ["<script", "<link", "src=", "http-equiv", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("<caption>") && page.contains("lang=\"en\""));
}

#[test]
fn statistics_count_codes_over_all_files() {
    let folder = three();
    folder.put("in/e.xml", folder.get("in/b c.xml"));
    let ran = folder.run(&["validate", "in/b c.xml", "in/e.xml", "--select", "DR001", "--statistics"]).exits(1);
    assert!(ran.stderr.contains("2  DR001  error    unresolved-who  in 2 files\n"), "{ran:#?}");
}

#[test]
fn verify_and_convert_report_in_these_forms_too() {
    let folder = Folder::converted();
    let log = folder.run(&["verify", "a.xml", "--output-format", "sarif"]).exits(0).json();
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(0));
    folder.put("b.txt", "Nobody speaks.\n");
    let ran = folder.run(&["convert", "b.txt", "-o", "b.xml", "--output-format", "gitlab", "--output-file", "q.json"]).exits(0);
    assert_eq!(ran.stdout, "");
    assert!(folder.get("q.json").contains("\"TR001\""));
}
