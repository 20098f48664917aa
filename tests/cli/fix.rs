//! `validate --fix`, `--unsafe-fixes`, `--diff` and `--corpus`.

use std::fs;

use crate::Folder;

/// A document with one safe fix (a space), one that needs `--unsafe-fixes` (a soft hyphen), and nothing else.
const FAULTY: &str = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\"><teiHeader><fileDesc><titleStmt><title>T</title>\
    <author>A</author></titleStmt><publicationStmt><publisher>P</publisher><availability><licence target=\"https://example.org/\">\
    L</licence></availability></publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader><text><body>\n\
    <p><hi>Words, </hi>w\u{ad}ords.</p>\n</body></text></TEI>\n";

#[test]
fn safe_fixes_are_written_and_the_rest_is_reported() {
    let folder = Folder::new();
    folder.put("a.xml", FAULTY);
    let ran = folder.run(&["validate", "a.xml", "--no-schema", "--fix"]).exits(0);
    assert!(ran.stderr.starts_with("mended a.xml: 1 finding (CO009 1)\n") && ran.stdout.contains("CH006"), "{ran:#?}");
    assert_eq!(folder.get("a.xml"), FAULTY.replace("<hi>Words, </hi>w", "<hi>Words,</hi> w"));
    let again = folder.run(&["validate", "a.xml", "--no-schema", "--fix"]).exits(0);
    assert!(!again.stderr.contains("mended"), "{again:#?}");
    folder.run(&["validate", "a.xml", "--no-schema", "--fix", "--unsafe-fixes", "--strict"]).exits(0);
    assert_eq!(folder.get("a.xml"), FAULTY.replace("<hi>Words, </hi>w\u{ad}", "<hi>Words,</hi> w"));
}

#[test]
fn a_diff_shows_and_writes_nothing() {
    let folder = Folder::new();
    folder.put("a.xml", FAULTY);
    let ran = folder.run(&["validate", "a.xml", "--no-schema", "--diff"]).exits(1);
    let line = |mark: &str| ran.stdout.lines().any(|line| line.starts_with(mark) && line.contains("ords.</p>"));
    assert!(
        ran.stdout.starts_with("--- a.xml\n+++ a.xml (mended)\n") && line("-<p>") && line("+<p><hi>Words,</hi> "),
        "{ran:#?}"
    );
    assert_eq!(folder.get("a.xml"), FAULTY);
    let from_stdin = folder.run_with_input(&["validate", "-", "--no-schema", "--diff"], FAULTY.as_bytes()).exits(1);
    assert!(from_stdin.stdout.contains("+<p><hi>Words,</hi> "), "{from_stdin:#?}");
    folder.run_with_input(&["validate", "-", "--fix"], FAULTY.as_bytes()).fails("cannot mend standard input", "--diff");
    folder.run(&["validate", "a.xml", "--diff", "--output-format", "json"]).fails("`--diff`", "--output-format");
    assert_eq!(folder.run(&["validate", "a.xml", "--unsafe-fixes"]).status, Some(2));
}

#[test]
fn a_file_keeps_its_encoding_and_an_ill_formed_one_its_bytes() {
    let folder = Folder::new();
    let declared = "<?xml version=\"1.0\" encoding=\"windows-1252\"?>";
    let text = FAULTY.replace('\u{ad}', "\u{e9}");
    let encode = |text: &str| text.chars().map(|it| u8::try_from(u32::from(it)).expect("a character of it")).collect::<Vec<u8>>();
    folder.put("a.xml", encode(&format!("{declared}{text}")));
    folder.run(&["validate", "a.xml", "--no-schema", "--fix"]).exits(0);
    let expected = text.replace("Words, </hi>", "Words,</hi> ");
    assert_eq!(fs::read(folder.path("a.xml")).expect("it is there"), encode(&format!("{declared}{expected}")));
    folder.put("b.xml", "<p><hi>a </hi>");
    folder.run(&["validate", "b.xml", "--fix", "--unsafe-fixes"]).exits(1);
    assert_eq!(folder.get("b.xml"), "<p><hi>a </hi>");
}

#[test]
fn a_corpus_defines_what_pointers_lead_to() {
    let folder = Folder::new();
    let pointing = |pointer: &str| FAULTY.replace("<hi>Words, </hi>w\u{ad}ords", &format!("<name ref=\"{pointer}\">H</name>"));
    folder.put("c/persons.xml", "<listPerson xmlns='http://www.tei-c.org/ns/1.0'><person xml:id='hamlet'/></listPerson>");
    let include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='persons.xml'/>";
    folder.put("c/root.xml", format!("<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'>{include}</teiCorpus>"));
    folder.put("c/plays/good.xml", pointing("#hamlet"));
    folder.put("c/plays/other.xml", pointing("../persons.xml#hamlett"));
    let judge = |file: &str, corpus: &[&str]| folder.run(&[&["validate", file, "--no-schema"], corpus].concat());
    judge("c/plays/good.xml", &[]).exits(1);
    judge("c/plays/good.xml", &["--corpus", "c"]).exits(0);
    judge("c/plays/good.xml", &["--corpus", "c/root.xml"]).exits(0);
    judge("c/plays/other.xml", &[]).exits(0);
    let ran = judge("c/plays/other.xml", &["--corpus", "c"]).exits(1);
    assert!(ran.stdout.contains("that file of the corpus has no such `xml:id`"), "{ran:#?}");
    judge("c/plays/good.xml", &["--corpus", "none.xml"]).fails("none.xml", "cannot read");
}
