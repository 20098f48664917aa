//! Habits: what is chosen and weighed, switches in files, teiwright.toml, runs that check nothing.

use crate::{Folder, broken};

/// A folder that is a repository, with a clean file and one with a pointer to nothing, in `plays/`.
fn repository() -> Folder {
    let folder = Folder::converted();
    folder.put(".git/HEAD", "");
    folder.put("plays/good.xml", folder.get("a.xml"));
    folder.put("plays/bad.xml", broken(&folder.get("a.xml")));
    folder
}

const CONCISE: [&str; 2] = ["--output-format", "concise"];

/// The codes that a run prints, in order.
fn codes(folder: &Folder, arguments: &[&str], status: i32) -> Vec<String> {
    let ran = folder.run(&[&["validate"], arguments, &CONCISE].concat()).exits(status);
    ran.stdout.lines().filter_map(|line| line.split(": ").nth(2)?.split(' ').next().map(str::to_owned)).collect()
}

#[test]
fn findings_are_chosen_and_weighed_on_the_command_line() {
    let folder = repository();
    assert_eq!(codes(&folder, &["plays/bad.xml", "--select", "DR"], 1), ["DR001"]);
    assert_eq!(codes(&folder, &["plays/bad.xml", "--select", "unresolved-who"], 1), ["DR001"]);
    assert!(!codes(&folder, &["plays/bad.xml", "--ignore", "DR"], 0).contains(&"DR001".to_owned()));
    let weighed =
        folder.run(&["validate", "plays/bad.xml", "--select", "DR", "--severity", "DR001=warning", CONCISE[0], CONCISE[1]]);
    assert!(weighed.exits(0).stdout.contains(": warning: DR001 "));
    folder.put("a.xml", folder.get("a.xml").replace("<body>", "<body><nonsense/>"));
    assert_eq!(codes(&folder, &["a.xml", "--select", "RN"], 1), ["RN001"]);
    assert!(!codes(&folder, &["a.xml", "--ignore", "RN001"], 0).contains(&"RN001".to_owned()));
    assert_eq!(codes(&folder, &["a.xml", "--select", "RN", "--severity", "misplaced-element=info", "--strict"], 0), ["RN001"]);
}

#[test]
fn what_is_misspelt_on_the_command_line_is_refused_with_a_suggestion() {
    let folder = repository();
    folder.run(&["validate", "plays", "--select", "DR01"]).fails("no rule has the code", "did you mean `DR001`?");
    folder.run(&["validate", "plays", "--ignore", "XM001"]).fails("`XM001` cannot be ignored", "not well-formed");
    folder.run(&["validate", "plays", "--severity", "XM001=info"]).fails("`XM001` cannot be ignored", "");
    for (value, words) in
        [("DR001", "expected CODE=LEVEL"), ("DR001=eror", "did you mean `error`?"), ("DR001=off", "`--ignore CODE`")]
    {
        let ran = folder.run(&["validate", "plays", "--severity", value]).exits(2);
        assert!(ran.stderr.contains(words), "{ran:#?}");
    }
}

#[test]
fn a_run_that_checks_nothing_fails_and_says_why() {
    let folder = repository();
    folder.put("empty/x.txt", "");
    folder.run(&["validate", "empty"]).fails("empty: no `*.xml` file", "nothing to check");
    folder.put("teiwright.toml", "exclude = ['plays/']\n");
    folder.run(&["validate", "plays"]).fails("nothing was checked: settings exclude all of the 2 files", "--no-config");
    assert_eq!(codes(&folder, &["plays", "--no-config", "--select", "DR001"], 1), ["DR001"]);
    assert_eq!(codes(&folder, &["plays/bad.xml", "--select", "DR001"], 1), ["DR001"], "a file that is named itself is judged");
    folder.run(&["validate", "a.xml", "--no-schema", "--no-rules"]).fails("nothing would be checked", "select other codes");
    folder.run(&["validate", "a.xml", "--select", "RN", "--no-schema"]).fails("nothing would be checked", "--no-schema");
    folder.run(&["validate", "a.xml", "--select", "XM"]).exits(0);
}

#[test]
fn settings_are_found_from_the_file_upwards_and_the_command_line_goes_before_them() {
    let folder = repository();
    folder.put("teiwright.toml", "strict = true\n[rules]\nselect = ['DR001']\n[severity]\nDR001 = 'warning'\n");
    assert_eq!(codes(&folder, &["plays"], 1), ["DR001"]);
    let json = folder.run(&["validate", "plays/bad.xml", "--output-format", "json"]).exits(1).json();
    assert_eq!((&json[0]["status"], &json[0]["diagnostics"][0]["severity"]), (&"invalid".into(), &"warning".into()));
    assert_eq!(codes(&folder, &["plays", "--severity", "DR=info"], 0), ["DR001"]);
    assert_eq!(codes(&folder, &["plays", "--select", "DR005"], 0), [""; 0]);
    // A nearer file stands alone, and one above the repository is not looked for.
    folder.put("plays/teiwright.toml", "[rules]\nignore = ['DR001']\n");
    assert!(!codes(&folder, &["plays/bad.xml"], 0).contains(&"DR001".to_owned()));
    folder.put("plays/.git/HEAD", "");
    folder.put("plays/teiwright.toml", "");
    assert_eq!(codes(&folder, &["plays/bad.xml", "--select", "DR001"], 1), ["DR001"]);
    folder.put("other.toml", "[rules]\nselect = ['HD']\n");
    assert!(codes(&folder, &["plays/bad.xml", "--config", "other.toml"], 0).iter().all(|code| code.starts_with("HD")));
    folder.run(&["validate", "plays", "--config", "none.toml"]).fails("none.toml: cannot read", "no such file");
}

#[test]
fn what_is_wrong_with_settings_is_told_with_its_place() {
    let folder = repository();
    folder.put("teiwright.toml", "strict = true\n\n[rules]\nignroe = ['DR001']\n");
    folder.run(&["validate", "plays"]).fails("teiwright.toml:4:1: there is no key `ignroe`", "did you mean `ignore`?");
}

#[test]
fn schemas_are_set_by_the_paths_of_files() {
    let folder = repository();
    let good = folder.get("a.xml");
    folder.put("letters/a.xml", good.replace("<body>", "<body><nonsense/>"));
    folder.put("plays/a.xml", good.replace("<body>", "<body><nonsense/>"));
    folder.put("s/any.rnc", "start = any\nany = element * { attribute * { text }*, (text | any)* }\n");
    folder.put("teiwright.toml", "[[schema]]\nfiles = ['letters/**/*.xml']\nuse = ['s/any.rnc']\n");
    assert_eq!(codes(&folder, &["letters", "--select", "RN"], 0), [""; 0]);
    assert_eq!(codes(&folder, &["plays/a.xml", "letters", "--select", "RN"], 1), ["RN001"]);
    assert_eq!(codes(&folder, &["letters", "--select", "RN", "--schema", "teiwright"], 1), ["RN001"]);
    folder.put("teiwright.toml", "[[schema]]\nfiles = ['letters/']\nuse = ['none.rng']\n");
    folder.run(&["validate", "letters"]).fails("", "no such file");
}

#[test]
fn standard_input_has_the_name_that_it_is_given() {
    let folder = repository();
    folder.put("teiwright.toml", "[rules]\nselect = ['DR001']\n");
    let bad = folder.get("plays/bad.xml");
    let ran =
        folder.run_with_input(&["validate", "-", "--stdin-filename", "plays/new.xml", CONCISE[0], CONCISE[1]], bad.as_bytes());
    let ran = ran.exits(1);
    assert!(ran.stdout.starts_with("plays/new.xml:") && ran.stdout.lines().count() == 1, "{ran:#?}");
    folder.run(&["validate", "plays", "--stdin-filename", "x.xml"]).fails("`--stdin-filename`", "standard input");
}

#[test]
fn a_file_that_is_named_twice_is_judged_once() {
    let folder = repository();
    assert_eq!(codes(&folder, &["plays/bad.xml", "plays", "./plays/bad.xml", "--select", "DR001"], 1), ["DR001"]);
}

#[test]
fn a_switch_in_a_file_ignores_findings_and_is_judged_itself() {
    let folder = repository();
    let bad = folder.get("plays/bad.xml");
    let speech = bad.find("<sp ").expect("there is a speech");
    let with = |switch: &str| format!("{}{switch}{}", &bad[..speech], &bad[speech..]);
    let found = |text: String| {
        folder.put("s.xml", text);
        let ran = folder.run(&["validate", "s.xml", "--select", "DR,IG", CONCISE[0], CONCISE[1]]);
        ran.stdout.lines().map(|line| line.split(": ").skip(1).take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let short = |text| found(text).iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    assert_eq!(short(with("<?teiwright ignore DR001?>")), [""; 0]);
    assert_eq!(short(with("<?teiwright ignore DR005, DR001?>")), ["info IG002"]);
    assert_eq!(short(with("<?teiwright ignore DR01?>")), ["warning IG001", "error DR001"]);
    let whole = bad.replacen("<TEI ", "<?teiwright ignore unresolved-who?>\n<TEI ", 1);
    assert_eq!(short(whole), [""; 0]);
    for code in ["IG001", "IG002", "IG003", "AR001", "AR004", "BL001"] {
        assert!(folder.run(&["explain", code]).exits(0).stdout.starts_with(code), "{code}");
    }
}
