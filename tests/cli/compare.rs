//! `diff` over folders and as a sample, `accuracy`, `agree`.

use crate::Folder;

fn document(text: &str) -> String {
    format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>\n<p>{text}</p>\n</body></text></TEI>\n")
}

fn two_releases() -> Folder {
    let folder = Folder::new();
    for (name, text) in [
        ("one/same.xml", document("nothing new")),
        ("one/a.xml", document("To bee or not")),
        ("one/sub/gone.xml", document("farewell")),
        ("one/laid.xml", document("x")),
        ("two/same.xml", document("nothing new")),
        ("two/a.xml", document("To be or <hi>not</hi>")),
        ("two/sub/came.xml", document("welcome")),
        ("two/laid.xml", document("x").replace("<p>", "  <p>")),
    ] {
        folder.put(name, text);
    }
    folder
}

#[test]
fn folders_are_compared_file_by_file() {
    let folder = two_releases();
    let verdict = "5 files: 1 changed, 1 layout only, 1 added, 1 removed, 1 the same; 1 word changed; 1 change of markup, \
                   0 of structure, 0 of comments";
    let text = folder.run(&["diff", "one", "two"]).exits(1).stdout;
    assert_eq!(
        text,
        format!(
            "{verdict}\none → two\n\nchanged\n  a.xml  1 word changed; 1 tag differs\n\nlayout only\n  \
             laid.xml  0 words changed; 1 re-indented line hidden\n\nadded\n  sub/came.xml\n\nremoved\n  sub/gone.xml\n"
        )
    );
    let json = folder.run(&["diff", "one", "two", "--output-format", "json", "-j", "3"]).exits(1).json();
    assert_eq!((&json["verdict"], &json["totals"]["added"]), (&verdict.into(), &1.into()));
    assert_eq!(json["files"].as_array().map(Vec::len), Some(5));
    let markdown = folder.run(&["diff", "one", "two", "--output-format", "markdown"]).exits(1).stdout;
    assert!(markdown.contains("| a.xml | changed | 1 word changed; 1 tag differs |"), "{markdown}");
    assert!(markdown.contains("- 2 → 2: paragraph 1: `bee` changed to `be`"), "{markdown}");
    folder.run(&["diff", "one", "two", "--output-format", "html", "-o", "release.html"]).exits(1);
    assert!(folder.get("release.html").contains("<a href=\"#f0\">a.xml</a>"));
    folder.run(&["diff", "one", "one"]).exits(0);
}

#[test]
fn a_file_that_cannot_be_compared_is_told_and_the_others_are_compared() {
    let folder = two_releases();
    folder.put("two/same.xml", "<TEI>");
    let ran = folder.run(&["diff", "one", "two"]).exits(2);
    assert!(ran.stderr.contains("two/same.xml:1:") && ran.stdout.contains("1 not compared"), "{} {}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("a.xml  1 word changed"), "{}", ran.stdout);
    folder.run(&["diff", "one", "one/a.xml"]).fails("one is a folder, and one/a.xml is a file", "two files, or two folders");
    folder.run(&["diff", "one", "none"]).fails("none", "no such file");
    folder.put("empty/a.txt", "x");
    folder.run(&["diff", "one", "empty"]).fails("empty", "no `*.xml` file");
    folder.run(&["diff", "one", "two", "-o", "two/a.xml"]).fails("cannot write two/a.xml", "files to read");
    folder.run(&["diff", "one", "two", "--sample", "3"]).fails("a sample", "two files");
}

#[test]
fn a_sample_is_judged_and_gives_the_accuracy() {
    let folder = Folder::new();
    let text = |word: &str| document(&(0..40).map(|at| format!("{at} are the same words and {word}{at}x ")).collect::<String>());
    folder.put("old.xml", text("abc"));
    folder.put("new.xml", text("abd"));
    let sample = ["diff", "old.xml", "new.xml", "--sample", "10", "--seed", "3"];
    let sheet = folder.run(&sample).exits(1).stdout;
    assert_eq!(folder.run(&sample).exits(1).stdout, sheet);
    assert!(sheet.contains("10 of 40 changes from old.xml to new.xml, drawn with seed 3."), "{sheet}");
    assert_eq!(sheet.matches("- [ ] correct\n- [ ] incorrect\n").count(), 10, "{sheet}");
    let filled = sheet
        .replacen("[ ] incorrect", "[x] incorrect", 2)
        .replace("- [ ] correct\n- [ ] incorrect", "- [x] correct\n- [ ] incorrect");
    folder.put("open.md", sheet);
    folder.run(&["accuracy", "open.md"]).fails("open.md: no change is judged yet", "[x]");
    folder.put("sheet.md", filled);
    assert_eq!(
        folder.run(&["accuracy", "sheet.md"]).exits(0).stdout,
        "8 of 10 correct\naccuracy 0.800, 95 % interval 0.490 to 0.943 (Wilson)\n"
    );
    let rows =
        folder.run(&["diff", "old.xml", "new.xml", "--sample", "10", "--seed", "3", "--output-format", "csv"]).exits(1).stdout;
    assert_eq!(rows.lines().count(), 11, "{rows}");
    folder.put("sheet.csv", rows.replacen(",,", ",correct,", 5));
    let json = folder.run(&["accuracy", "sheet.csv", "--output-format", "json"]).exits(0).json();
    assert_eq!((&json["correct"], &json["open"]), (&5.into(), &5.into()));
    folder.run(&["accuracy", "old.xml"]).fails("old.xml: this is no sheet", "--sample");
    folder.run(&["diff", "old.xml", "new.xml", "--output-format", "csv"]).fails("csv", "--sample");
    folder
        .run(&["diff", "old.xml", "new.xml", "--sample", "3", "--output-format", "json"])
        .fails("a sheet of changes", "markdown");
}

#[test]
fn markdown_tells_each_change_and_calls_nobody() {
    let folder = Folder::new();
    folder.put("old.xml", document("To *bee* or not"));
    folder.put("new.xml", document("To *be* or @not"));
    let text = folder.run(&["diff", "old.xml", "new.xml", "--output-format", "markdown"]).exits(1).stdout;
    assert!(text.starts_with("### old.xml → new.xml\n\n**1 word changed, 1 inserted**\n\n**paragraph 1**\n\n"), "{text}");
    assert!(text.contains("- 2 → 2: To \\*<del>bee</del> <ins>be</ins>\\* or not") && !text.contains(" @not"), "{text}");
}

#[test]
fn two_encoders_are_measured() {
    let folder = Folder::new();
    folder.put("a.xml", document("<name>Anna</name> and <name>Bert</name>"));
    folder.put("b.xml", document("<name>Anna</name> and Bert"));
    let text = folder.run(&["agree", "a.xml", "b.xml", "--element", "name"]).exits(1).stdout;
    assert!(text.contains("name        2     1     1      0.667       0.667"), "{text}");
    assert!(text.ends_with("1 disagreement (A · B)\n  2:26 · -  `name` only in A, around `Bert`\n"), "{text}");
    folder.run(&["agree", "a.xml", "a.xml"]).exits(0);
    let json = folder.run(&["agree", "a.xml", "b.xml", "--output-format", "json"]).exits(1).json();
    assert_eq!(json["schema"], "teiwright-agreement/1");
    folder
        .run(&["agree", "a.xml", "b.xml", "--element", "none"])
        .fails("neither a.xml nor b.xml has an element `none`", "without prefix");
    folder.put("ill.xml", "<TEI>");
    folder.run(&["agree", "a.xml", "ill.xml"]).fails("ill.xml:1:", "never closed");
    folder.put("other.xml", document("Quite different words"));
    folder.run(&["agree", "a.xml", "other.xml"]).fails("a.xml and other.xml have no word in common", "one text");
    folder.run(&["agree", "-", "-"]).fails("standard input", "once");
}
