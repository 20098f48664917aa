//! The other commands: differences, text, rules, help, completions, manual pages.

use crate::Folder;

#[test]
fn diff_keeps_words_and_markup_apart() {
    let folder = Folder::converted();
    let tei = folder.get("a.xml");
    let at = tei.rfind("rains").expect("the word is there");
    folder.put("b.xml", format!("{}snows{}", &tei[..at], &tei[at + "rains".len()..]));
    folder.run(&["diff", "a.xml", "a.xml"]).exits(0);
    assert!(!folder.run(&["diff", "a.xml", "b.xml"]).exits(1).stdout.is_empty());
    folder.run(&["diff", "a.xml", "b.xml", "--only", "words"]).exits(1);
    folder.run(&["diff", "a.xml", "b.xml", "--only", "markup"]).exits(0);
    folder.run(&["diff", "a.xml", "b.xml", "--output-format", "json"]).exits(1).json();
    folder.run(&["diff", "a.xml", "b.xml", "--output-format", "json", "-o", "d.json"]).exits(1);
    serde_json::from_str::<serde_json::Value>(&folder.get("d.json")).expect("JSON");
    folder.run(&["diff", "a.xml", "b.xml", "-o", "./b.xml"]).fails("cannot write ./b.xml", "files to read");
    folder.run(&["diff", "-", "-"]).fails("standard input", "once");
    folder.put("ill.xml", "<TEI>\n<p></TEI>");
    folder.run(&["diff", "a.xml", "ill.xml"]).fails("ill.xml:2:", "left open");
    folder.run(&["diff", "a.xml", "none.xml"]).fails("none.xml", "no such file");
}

#[test]
fn diff_leaves_out_what_it_is_told_to() {
    let folder = Folder::new();
    let tei = |date: &str, rend: &str| {
        let header = format!("<teiHeader><revisionDesc><change>{date}</change></revisionDesc></teiHeader>");
        format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'>{header}<text><body><p rend='{rend}'>a</p></body></text></TEI>\n")
    };
    folder.put("a.xml", tei("May", "x"));
    folder.put("b.xml", tei("June", "y"));
    folder.run(&["diff", "a.xml", "b.xml", "--ignore", "revisionDesc,@rend"]).exits(0);
    folder.run(&["diff", "a.xml", "b.xml", "--no-header", "--ignore", "@rend"]).exits(0);
    folder.run(&["diff", "a.xml", "b.xml", "--no-header", "--header", "--ignore", "@rend"]).exits(1);
    let refused = folder.run(&["diff", "a.xml", "b.xml", "--ignore", "<p>"]).exits(2).stderr;
    assert!(refused.contains("`<p>` is no name of an element"), "{refused}");
    folder.put("c.xml", tei("May", "x").replace("<p", "\n  <p"));
    let ran = folder.run(&["diff", "a.xml", "c.xml"]).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "no differences but of layout; `--show-layout` shows them\n"));
    let shown = folder.run(&["diff", "a.xml", "c.xml", "--show-layout"]).exits(0).stdout;
    assert!(shown.starts_with("0 words changed; 1 re-indented line\n"), "{shown}");
    let json = folder.run(&["diff", "a.xml", "a.xml", "--output-format", "json"]).exits(0).json();
    assert_eq!((&json["changes"], &json["edits"]), (&serde_json::json!([]), &serde_json::json!([])));
}

#[test]
fn patch_gives_the_new_file_back_and_refuses_any_other() {
    let folder = Folder::converted();
    let new = folder.get("a.xml").replace("rains", "snows").replace('\n', "\r\n");
    folder.put("b.xml", &new);
    folder.run(&["diff", "a.xml", "b.xml", "--output-format", "json", "-o", "d.json", "--only", "markup"]).exits(0);
    folder.run(&["patch", "a.xml", "d.json", "-o", "c.xml"]).exits(0);
    assert_eq!(folder.get("c.xml"), new);
    assert_eq!(folder.run(&["patch", "a.xml", "d.json"]).exits(0).stdout, new);
    folder.run(&["patch", "b.xml", "d.json", "-o", "e.xml"]).fails("b.xml: the file is not the old one", "bytes");
    folder.run(&["patch", "a.xml", "b.xml", "-o", "e.xml"]).fails("b.xml: the delta is not of the form", "--output-format json");
    folder.run(&["patch", "a.xml", "d.json", "-o", "a.xml"]).fails("cannot write a.xml", "files to read");
    assert!(!folder.path("e.xml").exists());
}

#[test]
fn colors_of_a_diff_never_stand_alone() {
    let folder = Folder::converted();
    folder.put("b.xml", folder.get("a.xml").replace("rains", "snows"));
    let plain = folder.run(&["diff", "a.xml", "b.xml"]).exits(1).stdout;
    assert!(plain.contains("It [-rains-]{+snows+}.") && !plain.contains('\u{1b}'), "{plain}");
    let colored = folder.run(&["diff", "a.xml", "b.xml", "--color", "always"]).exits(1).stdout;
    assert!(colored.contains("\u{1b}[9m") && colored.contains("\u{1b}[4m"), "{colored:?}");
}

#[test]
fn text_gives_the_words_back() {
    let folder = Folder::converted();
    let ran = folder.run(&["text", "a.xml"]).exits(0);
    assert!(ran.stdout.contains("Good morning to you.") && !ran.stdout.contains('<'), "{ran:#?}");
    folder.put("ill.xml", "<TEI>");
    folder.run(&["text", "ill.xml"]).fails("ill.xml:1:", "help: ");
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = Folder::new();
    let list = folder.run(&["rules"]).exits(0).stdout;
    let codes: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.len() > 1, "{list}");
    let array = folder.run(&["rules", "--output-format", "json"]).exits(0).json();
    assert_eq!(array.as_array().map(Vec::len), Some(codes.len()));
    let reference = folder.run(&["rules", "--output-format", "markdown"]).exits(0).stdout;
    for code in codes {
        assert!(reference.contains(code));
        assert!(folder.run(&["explain", &code.to_lowercase()]).exits(0).stdout.contains(code));
    }
    assert!(folder.run(&["explain", "tr001"]).exits(0).stdout.starts_with("TR001 (warning): no label"));
    assert!(folder.run(&["explain", "VF001"]).exits(0).stdout.contains("convert it again"));
    folder.run(&["explain", "ZZ999"]).fails("no rule has the code or name `ZZ999`", "teiwright rules");
}

#[test]
fn help_lists_the_commands_in_the_order_of_the_work() {
    let folder = Folder::new();
    let help = folder.run(&["--help"]).exits(0).stdout;
    let commands = [
        "convert",
        "verify",
        "validate",
        "diff",
        "patch",
        "text",
        "table",
        "view",
        "pack",
        "schema",
        "rules",
        "explain",
        "archives",
        "completions",
        "man",
    ];
    let places = commands.map(|command| help.find(&format!("\n  {command} ")).unwrap_or_else(|| panic!("{command}: {help}")));
    assert!(places.is_sorted(), "{help}");
    for command in commands {
        let long = folder.run(&[command, "--help"]).exits(0).stdout;
        assert!(long.contains(&format!("  teiwright {command} ")), "an example to copy: {long}");
        let short = folder.run(&[command, "-h"]).exits(0).stdout;
        assert!(short.len() < long.len() && short.contains("Usage: teiwright"), "{short}");
    }
}

#[test]
fn completions_and_manual_pages_are_made() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(folder.run(&["completions", shell]).exits(0).stdout.contains("validate"), "{shell}");
    }
    assert!(folder.run(&["man"]).exits(0).stdout.contains(".TH teiwright 1"));
    folder.run(&["man", "-o", "man/man1"]).exits(0);
    assert_eq!(folder.names("man/man1").len(), 17);
    assert!(folder.get("man/man1/teiwright-convert.1").contains(".TH teiwright-convert 1"));
}

#[test]
fn wrong_arguments_fail() {
    let folder = Folder::new();
    folder.put("a.xml", "<TEI/>");
    let cases: [&[&str]; 9] = [
        &[],
        &["nonsense"],
        &["convert"],
        &["validate"],
        &["validate", "a.xml", "--nonsense"],
        &["validate", "a.xml", "-j", "0"],
        &["validate", "a.xml", "-q", "-v"],
        &["validate", "a.xml", "--output-format", "xml"],
        &["diff", "a.xml"],
    ];
    for case in cases {
        assert_eq!(folder.run(case).exits(2).stdout, "", "{case:?}");
    }
}
