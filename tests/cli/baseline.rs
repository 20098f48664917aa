//! `--baseline` and `--write-baseline`: old findings are tolerated, new ones fail, repaired ones are asked to be taken out.

use crate::Folder;

/// A transcript whose every speech is by somebody else, as TEI in which some pointers lead nowhere.
fn play(broken: &[usize]) -> String {
    let speech = |number: usize| {
        let who = if broken.contains(&number) { format!("nobody-{number}") } else { "anna".to_owned() };
        format!("        <sp who=\"#{who}\"><speaker>Anna</speaker><p>This is speech number {number} of the play.</p></sp>\n")
    };
    let speeches: String = (0..8).map(speech).collect();
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">\n  <teiHeader>\n    <fileDesc>\n      \
         <titleStmt><title>T</title></titleStmt>\n      <publicationStmt><p>P</p></publicationStmt>\n      \
         <sourceDesc><p>S</p></sourceDesc>\n    </fileDesc>\n    <profileDesc><particDesc><listPerson>\
         <person xml:id=\"anna\"><persName>Anna</persName></person></listPerson></particDesc></profileDesc>\n  </teiHeader>\n  \
         <text>\n    <body>\n      <div>\n{speeches}      </div>\n    </body>\n  </text>\n</TEI>\n"
    )
}

const FLAGS: [&str; 6] = ["--no-schema", "--select", "DR001", "--output-format", "concise", "--no-config"];

fn validate(folder: &Folder, paths: &[&str], more: &[&str]) -> crate::Ran {
    folder.run(&[&["validate"], paths, more, &FLAGS].concat())
}

/// A folder with two plays, and a baseline of their three faults.
fn learned() -> Folder {
    let folder = Folder::new();
    folder.put("plays/a.xml", play(&[2, 5]));
    folder.put("plays/b.xml", play(&[3]));
    let ran = validate(&folder, &["plays"], &["--write-baseline", "known.jsonl"]).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "wrote known.jsonl: 3 findings in 2 files\n"));
    folder
}

#[test]
fn old_findings_are_tolerated_and_new_ones_fail() {
    let folder = learned();
    let ran = validate(&folder, &["plays"], &["--baseline", "known.jsonl"]).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "known.jsonl: 3 findings tolerated\n"));
    folder.put("plays/a.xml", play(&[2, 5, 6]));
    let ran = validate(&folder, &["plays"], &["--baseline", "known.jsonl"]).exits(1);
    assert_eq!(ran.stdout.lines().count(), 1);
    assert!(ran.stdout.contains("DR001 `#nobody-6` points"), "{ran:#?}");
}

#[test]
fn edits_elsewhere_and_beside_do_not_disturb_it() {
    let folder = learned();
    let moved = play(&[2, 5])
        .replace("<div>\n", "<div>\n\n\n<!-- a comment -->\n<head>Act</head>")
        .replace("speech number 1 of", "speech number one of")
        .replace("speech number 2 of the play", "speech number 2 of a play");
    let moved = moved.replacen("        <sp", "<div><sp", 1).replacen("</div>\n    </body>", "</div></div>\n    </body>", 1);
    folder.put("plays/a.xml", moved);
    let ran = validate(&folder, &["plays"], &["--baseline", "known.jsonl"]).exits(0);
    assert_eq!(ran.stdout, "", "{ran:#?}");
    // The same path from another folder.
    let mut command = folder.command(&[&["validate", "a.xml", "--baseline", "../known.jsonl"][..], &FLAGS].concat());
    command.current_dir(folder.path("plays"));
    crate::ran(command).exits(0);
}

#[test]
fn repaired_findings_are_asked_to_be_taken_out_and_are() {
    let folder = learned();
    folder.put("plays/a.xml", play(&[5, 7]));
    let ran = validate(&folder, &["plays"], &["--baseline", "known.jsonl"]).exits(1);
    assert!(ran.stdout.contains("plays/a.xml:1:1: info: BL001 1 finding of the baseline is repaired: DR001 1\n"), "{ran:#?}");
    assert!(ran.stderr.ends_with("known.jsonl: 2 findings tolerated, 1 repaired\n"), "{ran:#?}");
    let ran = validate(&folder, &["plays"], &["--baseline", "known.jsonl", "--ignore", "BL001"]).exits(1);
    assert!(!ran.stdout.contains("BL001"), "{ran:#?}");
    // Pruning takes out what is repaired, and learns nothing.
    let before = folder.get("known.jsonl");
    let pruned = ["--baseline", "known.jsonl", "--write-baseline", "known.jsonl"];
    validate(&folder, &["plays"], &pruned).exits(1);
    let after = folder.get("known.jsonl");
    let left: Vec<&str> = before.lines().filter(|line| !line.contains("nobody-2")).collect();
    assert_eq!(after.lines().collect::<Vec<_>>(), left);
    assert!(validate(&folder, &["plays"], &["--baseline", "known.jsonl"]).exits(1).stdout.contains("nobody-7"));
}

#[test]
fn a_run_over_some_files_leaves_the_others_in_the_baseline() {
    let folder = learned();
    let before = folder.get("known.jsonl");
    let lines: Vec<&str> = before.lines().collect();
    assert!(lines[1..].is_sorted() && lines.len() == 4, "{before}");
    validate(&folder, &["plays/b.xml"], &["--write-baseline", "known.jsonl"]).exits(0);
    assert_eq!(folder.get("known.jsonl"), before);
    std::fs::remove_file(folder.path("plays/a.xml")).expect("it is ours");
    let ran = validate(&folder, &["plays"], &["--baseline", "known.jsonl"]).exits(0);
    assert_eq!(ran.stderr, "known.jsonl: 1 finding tolerated, 1 file that is gone\n");
    validate(&folder, &["plays"], &["--baseline", "known.jsonl", "--write-baseline", "known.jsonl"]).exits(0);
    assert_eq!(folder.get("known.jsonl").lines().count(), 2);
}

#[test]
fn what_is_not_judged_is_not_repaired() {
    let folder = learned();
    let ran = folder.run(&["validate", "plays", "--no-schema", "--select", "HD001", "--baseline", "known.jsonl", "--no-config"]);
    assert!(!ran.exits(0).stdout.contains("BL001"));
    folder.put("plays/a.xml", play(&[2, 5]).replace("</body>", ""));
    let ran = validate(&folder, &["plays"], &["--baseline", "known.jsonl"]).exits(1);
    assert!(ran.stdout.contains("XM001") && !ran.stdout.contains("BL001"), "{ran:#?}");
}

#[test]
fn settings_name_a_baseline_from_their_folder() {
    let folder = learned();
    folder.put("teiwright.toml", "baseline = 'known.jsonl'\n[rules]\nselect = ['DR001']\n");
    folder.run(&["validate", "plays", "--no-schema"]).exits(0);
    folder.run(&["validate", "plays", "--no-schema", "--write-baseline", "other.jsonl"]).exits(0);
    assert_eq!(folder.get("other.jsonl"), folder.get("known.jsonl"));
}

#[test]
fn the_page_shows_the_trend() {
    let folder = learned();
    folder.put("plays/a.xml", play(&[5, 6]));
    let flags = ["validate", "plays", "--no-schema", "--select", "DR001", "--no-config", "--baseline", "known.jsonl"];
    let page = folder.run(&[&flags[..], &["--output-format", "html"]].concat()).exits(1).stdout;
    assert!(page.contains("2 new findings, 2 findings tolerated, 1 finding repaired since."), "{page}");
}

#[test]
fn what_is_no_baseline_is_refused_and_one_that_is_incomplete_not_written() {
    let folder = learned();
    folder.put("bad.jsonl", "nothing");
    validate(&folder, &["plays"], &["--baseline", "bad.jsonl"]).fails("bad.jsonl: the first line is not", "--write-baseline");
    folder.put("bad.jsonl", folder.get("known.jsonl").replace("\n{\"file\":\"plays/b", "\n<<<<<<< ours\n{\"file\":\"plays/b"));
    validate(&folder, &["plays"], &["--baseline", "bad.jsonl"]).fails("bad.jsonl: line 4 is no entry", "mend the line");
    validate(&folder, &["plays"], &["--baseline", "none.jsonl"]).fails("none.jsonl: cannot read", "no such file");
    folder.put("plays/c.xml", "");
    let before = folder.get("known.jsonl");
    let ran = validate(&folder, &["plays"], &["--write-baseline", "known.jsonl"]).exits(2);
    assert!(ran.stderr.contains("known.jsonl is not written"), "{ran:#?}");
    assert_eq!(folder.get("known.jsonl"), before);
}
