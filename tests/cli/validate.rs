//! `validate` and the forms of a report.

use std::time::{Duration, Instant};

use crate::{Folder, MEETING, broken, ran};

#[test]
fn validate_accepts_what_convert_writes_and_finds_a_pointer_to_nothing() {
    let folder = Folder::converted();
    folder.run(&["validate", "a.xml"]).exits(0);
    folder.put("b.xml", broken(&folder.get("a.xml")));
    let ran = folder.run(&["validate", "b.xml"]).exits(1);
    assert!(ran.stdout.contains("points to no element") && ran.stdout.contains("^^^"), "{ran:#?}");
    assert!(ran.stderr.starts_with("1 file, 1 error"), "{ran:#?}");
    assert_eq!(folder.run(&["validate", "b.xml", "-q"]).exits(1).stderr, "");
    let from_stdin = folder.run_with_input(&["validate", "-"], folder.get("b.xml").as_bytes()).exits(1);
    assert_eq!(from_stdin.stdout, ran.stdout.replace("b.xml:", "stdin:"));
}

#[test]
fn validate_gives_one_finding_at_the_true_place_of_an_ill_formed_file() {
    let folder = Folder::new();
    folder.put("a.xml", "<TEI>\n <text>\n  <body>\n</TEI>");
    let ran = folder.run(&["validate", "a.xml", "--output-format", "concise"]).exits(1);
    assert!(ran.stdout.starts_with("a.xml:3:4: error: ") && ran.stdout.lines().count() == 1, "{ran:#?}");
    let bomb = (1..9).fold("<!DOCTYPE a [<!ENTITY l0 'lolololol'>".to_owned(), |bomb, level| {
        bomb + &format!("<!ENTITY l{level} '{}'>", format!("&l{};", level - 1).repeat(10))
    });
    folder.put("bomb.xml", bomb + "]><a>&l8;</a>");
    folder.put("outside.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>");
    let started = Instant::now();
    folder.run(&["validate", "bomb.xml", "outside.xml"]).exits(1);
    folder.run(&["text", "outside.xml"]).fails("outside.xml:1:", "help: ");
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn rules_are_selected_and_left_out_by_code() {
    let folder = Folder::converted();
    folder.put("b.xml", broken(&folder.get("a.xml")));
    let report = folder.run(&["validate", "b.xml", "--output-format", "jsonl"]).exits(1).json();
    let errors = report["diagnostics"].as_array().expect("a list").iter().filter(|it| it["severity"] == "error");
    let codes: Vec<&str> = errors.map(|it| it["code"].as_str().expect("a code")).collect();
    assert_eq!(codes.len(), 1, "{report:#}");
    folder.run(&["validate", "b.xml", "--ignore", codes[0]]).exits(0);
    let selected = folder.run(&["validate", "b.xml", "--select", codes[0]]).exits(1);
    assert!(selected.stderr.starts_with("1 file, 1 error\n"), "{selected:#?}");
    folder.run(&["validate", "b.xml", "--select", "ZZ999"]).fails("no rule", "ZZ999");
}

#[test]
fn strict_runs_fail_on_warnings_and_infos_never_count() {
    let folder = Folder::converted();
    let tei = folder.get("a.xml");
    let at = tei.rfind("</p>").expect("there is a paragraph");
    let cases = [tei.clone(), format!("{}<gap/>{}", &tei[..at], &tei[at..]), broken(&tei)];
    for case in cases {
        folder.put("b.xml", case);
        let report = ran(folder.command(&["validate", "b.xml", "--output-format", "json"])).json();
        let findings = report[0]["diagnostics"].as_array().expect("a list").clone();
        let has = |severity: &str| i32::from(findings.iter().any(|it| it["severity"] == severity));
        folder.run(&["validate", "b.xml"]).exits(has("error"));
        folder.run(&["validate", "b.xml", "--strict"]).exits(has("error") | has("warning"));
    }
}

#[test]
fn json_has_an_object_for_every_file_in_the_order_given() {
    let folder = Folder::converted();
    folder.put("b.xml", broken(&folder.get("a.xml")));
    let ran = folder.run(&["validate", "b.xml", "a.xml", "--output-format", "jsonl"]).exits(1);
    assert_eq!(ran.stderr, "");
    let lines: Vec<serde_json::Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((&lines[0]["file"], &lines[0]["status"]), (&"b.xml".into(), &"invalid".into()));
    assert_eq!((&lines[1]["file"], &lines[1]["status"]), (&"a.xml".into(), &"valid".into()));
    let finding = &lines[0]["diagnostics"][0];
    for name in ["code", "severity", "message", "help", "line", "column", "endLine", "endColumn", "span"] {
        assert!(finding.get(name).is_some(), "{name}: {finding:#}");
    }
    let array = folder.run(&["validate", "b.xml", "a.xml", "--output-format", "json"]).exits(1).json();
    assert_eq!(array.as_array().expect("an array"), &lines);
    folder.run(&["validate", "b.xml", "a.xml", "--output-format", "json", "--output-file", "r.json"]).exits(1);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&folder.get("r.json")).expect("JSON"), array);
}

#[test]
fn the_output_is_the_same_at_any_number_of_threads() {
    let folder = Folder::converted();
    let good = folder.get("a.xml");
    for number in 0..40 {
        let text = if number % 3 == 0 { broken(&good) } else { good.clone() };
        folder.put(&format!("in/{number:02}.xml"), text + &"<!-- -->\n".repeat(number * number));
        folder.put(&format!("in/{number:02}.txt"), MEETING.repeat(1 + number % 7));
    }
    folder.put("in/13.xml", "");
    for format in ["text", "concise", "json", "jsonl"] {
        let validate = |jobs| folder.run(&["validate", "in", "--output-format", format, "-j", jobs]).exits(2);
        let one = validate("1");
        for jobs in ["2", "7"] {
            let many = validate(jobs);
            assert_eq!((&one.stdout, &one.stderr), (&many.stdout, &many.stderr), "{format}");
        }
    }
    let convert = |jobs, out| folder.run(&["convert", "in", "-o", out, "-j", jobs, "-v"]).exits(0).stderr.replace(out, "out");
    assert_eq!(convert("1", "one"), convert("4", "four"));
    for name in folder.names("one") {
        assert_eq!(folder.get(&format!("one/{name}")), folder.get(&format!("four/{name}")));
    }
}

#[test]
fn color_is_for_terminals_unless_it_is_asked_for() {
    let folder = Folder::converted();
    folder.put("b.xml", broken(&folder.get("a.xml")));
    assert!(!folder.run(&["validate", "b.xml"]).stdout.contains('\u{1b}'));
    assert!(folder.run(&["validate", "b.xml", "--color", "always"]).stdout.contains('\u{1b}'));
    let mut command = folder.command(&["validate", "b.xml"]);
    command.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1");
    assert!(!ran(command).stdout.contains('\u{1b}'));
}

#[test]
fn a_long_line_is_not_printed_whole() {
    let folder = Folder::new();
    let text = format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><p>{}</q></TEI>", "word ".repeat(2_000_000));
    folder.put("a.xml", text);
    let ran = folder.run(&["validate", "a.xml"]).exits(1);
    assert!(ran.stdout.len() < 1_000 && ran.stdout.contains('…'), "{ran:#?}");
}
