//! `verify` over folders: sources and receipts that lie elsewhere; and messages that a newcomer meets.

use crate::{Folder, MEETING};

/// Two transcripts, one in a sub-folder, their TEI and their receipts, each in a folder of its own.
fn apart() -> Folder {
    let folder = Folder::new();
    folder.put("in/a.txt", MEETING);
    folder.put("in/sub/b.txt", MEETING.replace("rains", "snows"));
    folder.run(&["convert", "in", "-o", "tei", "--receipt", "receipts"]).exits(0);
    folder
}

#[test]
fn folders_of_sources_and_receipts_mirror_the_folder_of_tei() {
    let folder = apart();
    let ran = folder.run(&["verify", "tei", "--source", "in", "--receipt", "receipts", "-v"]).exits(0);
    assert_eq!(ran.stdout.lines().count(), 2, "{ran:#?}");
    assert!(ran.stderr.contains("receipt receipts/sub/b.receipt.json") && ran.stderr.contains("source in/sub/b.txt"), "{ran:#?}");
    folder.run(&["verify", "tei/a.xml", "--source", "in", "--receipt", "receipts/"]).exits(0);
    let ran = folder.run(&["verify", "tei", "--receipt", "receipts", "-v"]).exits(0);
    assert!(ran.stderr.contains("no source: `b.txt`"), "{ran:#?}");
}

#[test]
fn each_file_is_compared_with_its_own_source_and_receipt() {
    let folder = apart();
    let words = folder.get("tei/sub/b.xml").replace("snows", "hails");
    folder.put("tei/sub/b.xml", words);
    let ran = folder.run(&["verify", "tei", "--source", "in", "--receipt", "receipts"]).exits(1);
    assert!(ran.stdout.contains("OK tei/a.xml") && ran.stdout.contains("`snows.` became `hails.`"), "{ran:#?}");
    folder.put("in/a.txt", MEETING.replace("rains", "pours"));
    let ran = folder.run(&["verify", "tei", "--source", "in", "--receipt", "receipts"]).exits(2);
    assert!(ran.stderr.contains("error: in/a.txt: this source is not the file that was converted"), "{ran:#?}");
}

#[test]
fn what_a_named_folder_lacks_is_a_failure_of_its_file_only() {
    let folder = apart();
    std::fs::remove_file(folder.path("in/sub/b.txt")).expect("it is there");
    let ran = folder.run(&["verify", "tei", "--source", "in", "--receipt", "receipts"]).exits(2);
    assert!(ran.stderr.contains("error: tei/sub/b.xml: its source in/sub/b.txt is not there"), "{ran:#?}");
    assert!(ran.stdout.contains("OK tei/a.xml"), "{ran:#?}");
    std::fs::remove_file(folder.path("receipts/a.receipt.json")).expect("it is there");
    let ran = folder.run(&["verify", "tei", "--receipt", "receipts"]).exits(2);
    assert!(ran.stderr.contains("error: tei/a.xml: its receipt receipts/a.receipt.json is not there"), "{ran:#?}");
    assert!(ran.stdout.contains("OK tei/sub/b.xml"), "{ran:#?}");
    let input = folder.get("tei/a.xml");
    let ran = folder.run_with_input(&["verify", "-", "--receipt", "receipts"], input.as_bytes());
    ran.fails("stdin: standard input has no receipt", "name the receipt: `--receipt FILE`");
}

#[test]
fn one_file_for_several_tei_is_refused() {
    let folder = apart();
    let source = ["verify", "tei", "--source", "in/a.txt", "--receipt", "receipts"];
    folder.run(&source).fails("in/a.txt is no folder", "`--source DIR`");
    let receipt = ["verify", "tei", "--source", "in", "--receipt", "receipts/a.receipt.json"];
    folder.run(&receipt).fails("receipts/a.receipt.json is no folder", "`--receipt DIR`");
    folder.run(&["verify", "tei", "--source", "none"]).fails("none is no folder", "one by one");
}

#[test]
fn messages_about_bytes_and_labels_can_be_followed() {
    let folder = Folder::converted();
    folder.put("nul.txt", "ANNA: one\0two.\n");
    folder.run(&["convert", "nul.txt"]).fails("nul.txt: the byte at offset 9 is 0x00", "delete that byte");
    folder.put("odd.txt", b"ANNA: caf\x81.\n");
    folder.run(&["convert", "odd.txt"]).fails("odd.txt: line 1, offset 9 of the file: byte 0x81", "--encoding NAME");
    folder.put("other.txt", MEETING.replace("rains", "snows"));
    let length = MEETING.len();
    let words = format!("its {length} bytes are not the {length} that the receipt is about");
    folder.run(&["verify", "a.xml", "--source", "other.txt"]).fails("other.txt", &words);
    folder.put("plain.txt", "Just a text.\n");
    let ran = folder.run(&["convert", "plain.txt", "-o", "plain.xml"]).exits(0);
    assert!(ran.stderr.contains("before a colon, or in capitals before a full stop"), "{ran:#?}");
}
