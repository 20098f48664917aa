//! `pack`: packages appear whole or not at all, and are checked; `view` and `table`.

use crate::Folder;

#[test]
fn a_package_is_made_checked_and_found_damaged() {
    let folder = Folder::converted();
    folder.run(&["pack", "a.xml", "-o", "out/bag", "--date", "2026-08-01", "-q"]).exits(0);
    folder.run(&["pack", "--verify", "out/bag"]).exits(0);
    assert!(folder.get("out/bag/bag-info.txt").contains("Bagging-Date: 2026-08-01"));
    assert!(folder.get("out/bag/data/receipts/a.receipt.json").contains("a.txt"));
    folder.run(&["pack", "a.xml", "-o", "again", "--date", "2026-08-01", "-q", "-j", "1"]).exits(0);
    assert_eq!(folder.get("out/bag/manifest-sha512.txt"), folder.get("again/manifest-sha512.txt"));
    folder.put("out/bag/data/tei/a.xml", "<TEI/>");
    let ran = folder.run(&["pack", "--verify", "out/bag"]).exits(1);
    assert!(ran.stdout.contains("data/tei/a.xml: is not as it was"), "{ran:#?}");
    folder.run(&["pack", "--verify", "a.xml"]).fails("a.xml is no folder", "unpack");
    folder.run(&["pack", "a.xml", "-o", "again"]).fails("again exists and is not empty", "another place");
    assert_eq!(folder.names("out"), ["bag"]);
}

#[test]
fn an_archive_has_the_same_bytes_each_time() {
    let folder = Folder::converted();
    folder.run(&["pack", "a.xml", "-o", "bag", "--zip", "-q"]).exits(0);
    let first = std::fs::read(folder.path("bag.zip")).expect("it is there");
    std::fs::remove_file(folder.path("bag.zip")).expect("it is ours");
    folder.run(&["pack", "a.xml", "-o", "bag", "--zip", "-q"]).exits(0);
    assert_eq!(std::fs::read(folder.path("bag.zip")).expect("it is there"), first);
    folder.run(&["pack", "a.xml", "-o", "bag", "--zip"]).fails("bag.zip exists", "another place");
    assert!(!folder.path("bag").exists());
}

#[test]
fn nothing_is_packed_that_has_errors_unless_it_is_allowed() {
    let folder = Folder::converted();
    folder.put("bad.xml", folder.get("a.xml").replacen("who=\"#", "who=\"#no-", 1));
    let ran = folder.run(&["pack", "a.xml", "bad.xml", "-o", "bag"]).exits(1);
    assert!(ran.stderr.contains("nothing was packed"), "{ran:#?}");
    assert!(!folder.path("bag").exists());
    folder.run(&["pack", "a.xml", "bad.xml", "-o", "bag", "--allow-findings", "-q"]).exits(1);
    assert!(folder.get("bag/data/README.md").contains("packed although"));
    folder.put("ill.xml", "<TEI>");
    folder.run(&["pack", "ill.xml", "-o", "none"]).exits(2);
    assert!(!folder.path("none").exists());
}

#[test]
fn paths_that_a_package_cannot_hold_are_refused() {
    let folder = Folder::converted();
    let tei = folder.get("a.xml");
    folder.put("in/aux.xml", &tei);
    folder.run(&["pack", "in", "-o", "bag"]).fails("in/aux.xml", "rename the file");
    folder.put("in2/a.xml", &tei);
    folder.put("in2/A.xml", &tei);
    if folder.names("in2").len() == 2 {
        folder.run(&["pack", "in2", "-o", "bag"]).fails("in2/a.xml", "rename the file");
    }
    folder.run(&["pack", "-", "-o", "bag"]).fails("stdin: a package is made of files", "save it");
    #[cfg(unix)]
    {
        folder.put("in3/b.xml", &tei);
        std::os::unix::fs::symlink(folder.path("a.xml"), folder.path("in3/c.xml")).expect("the link is made");
        folder.run(&["pack", "in3", "-o", "bag"]).fails("in3/c.xml: the link leads out of the folder", "copy the file");
    }
    assert!(!folder.path("bag").exists());
}

#[test]
fn pages_are_made_for_one_file_and_for_a_folder() {
    let folder = Folder::converted();
    folder.run(&["view", "a.xml", "-o", "a.html"]).exits(0);
    assert!(folder.get("a.html").starts_with("<!DOCTYPE html>"));
    assert_eq!(folder.run(&["view", "a.xml"]).exits(0).stdout, folder.get("a.html"));
    folder.put("in/b c.xml", folder.get("a.xml"));
    folder.run(&["view", "in", "-o", "site", "--title", "Harbor"]).exits(0);
    assert!(folder.get("site/index.html").contains("<a href=\"b%20c.html\">"), "{}", folder.get("site/index.html"));
    folder.run(&["view", "a.xml", "-o", "a.xml"]).fails("cannot write a.xml", "another place");
    folder.run(&["view", "a.xml", "in"]).fails("several files need a folder", "-o DIR");
    folder.run(&["view", "in", "-o", "a.xml"]).fails("a.xml is a file", "name a folder");
    folder.put("in/ill.xml", "<TEI>");
    folder.run(&["view", "in", "-o", "site"]).exits(2);
}

#[test]
fn each_speech_is_a_row() {
    let folder = Folder::converted();
    let ran = folder.run(&["table", "a.xml"]).exits(0);
    let rows: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(rows[0], "file,id,order,who,speaker,division,words,text");
    assert_eq!((rows.len(), rows[2]), (4, "a.xml,sp2,2,bert,BERT:,record,4,Good morning to you."));
    let json = folder.run(&["table", "a.xml", "--output-format", "jsonl", "--output-file", "t.jsonl"]).exits(0);
    assert!(json.stdout.is_empty() && folder.get("t.jsonl").lines().count() == 3);
    folder.run(&["table", "a.xml", "--output-file", "a.xml"]).fails("cannot write a.xml", "another place");
    folder.run(&["table", "none.xml"]).fails("none.xml", "no such file");
}

#[test]
fn a_text_service_is_made_beside_the_package_or_alone() {
    let folder = Folder::converted();
    folder.run(&["pack", "a.xml", "-o", "bag", "--dts", "dts", "--dts-url", "https://example.org/d", "-q"]).exits(0);
    folder.run(&["pack", "--verify", "bag"]).exits(0);
    assert!(folder.get("dts/index.json").contains("https://example.org/d/document{/resource,ref}.xml"));
    assert_eq!(folder.get("dts/document/a.xml"), folder.get("a.xml"));
    folder.run(&["pack", "a.xml", "--dts", "alone", "-q"]).exits(0);
    assert!(folder.get("alone/navigation/a;down=1.json").contains("https://dtsapi.org/context/v1.0.json"));
    folder.run(&["pack", "a.xml", "--dts", "alone"]).fails("alone exists and is not empty", "another place");
    folder.run(&["pack", "a.xml", "-o", "x", "--dts", "x/dts"]).fails("x and x/dts lie one in the other", "side by side");
    assert!(!folder.path("x").exists());
}

#[test]
fn settings_state_what_flags_do_not() {
    let folder = Folder::converted();
    folder.put("teiwright.toml", "[package]\ntitle = 'Harbor'\npublisher = 'Press'\ndate = '2026-08-01'\n");
    let ran = folder.run(&["pack", "a.xml", "-o", "bag", "--title", "Pier"]).exits(0);
    assert!(!ran.stderr.contains("PK003") && !ran.stderr.contains("PK004"), "{ran:#?}");
    let about = folder.get("bag/data/datacite.json");
    assert!(about.contains("\"Pier\"") && about.contains("\"Press\"") && about.contains("\"2026-08-01\""), "{about}");
    folder.put("b/teiwright.toml", "[package]\ntitle = 'Other'\n");
    folder.put("b/b.xml", folder.get("a.xml"));
    folder
        .run(&["pack", "a.xml", "b/b.xml", "-o", "two"])
        .fails("teiwright.toml and b/teiwright.toml both have a table `[package]`", "--config FILE");
}
