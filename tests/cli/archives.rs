//! `--archive` and `archives`: what archives ask for.

use crate::Folder;

fn concise(folder: &Folder, arguments: &[&str]) -> crate::Ran {
    folder.run(&[&["validate", "a.xml", "--select", "AR", "--output-format", "concise"][..], arguments].concat())
}

#[test]
fn profiles_are_listed_and_printed() {
    let folder = Folder::new();
    let list = folder.run(&["archives"]).exits(0).stdout;
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["deposit", "dracor", "parlamint", "tapas"]);
    let rows = folder.run(&["archives", "--output-format", "json"]).exits(0).json();
    for row in rows.as_array().expect("a list") {
        assert!(row["documents"][0]["url"].as_str().is_some_and(|url| url.starts_with("http")), "{row:#}");
    }
    folder.run(&["archives", "darcor"]).fails("there is no archive profile `darcor`", "did you mean `dracor`?");
}

#[test]
fn a_missing_element_is_one_finding_that_says_what_would_hold_it() {
    let folder = Folder::converted();
    let ran = concise(&folder, &["--archive", "deposit"]).exits(1);
    assert!(ran.stdout.contains("which would hold the licence by its address"), "{ran:#?}");
    // The rule that says less of the same place is left out.
    let tei = folder.get("a.xml");
    let bare = tei.split("<availability").next().expect("a beginning").to_owned()
        + tei.split("</availability>").nth(1).expect("it states its terms");
    folder.put("a.xml", bare);
    let whole = folder.run(&["validate", "a.xml", "--archive", "deposit", "--no-schema", "--output-format", "concise"]).exits(1);
    assert_eq!(whole.stdout.matches("availability").count(), 1, "{whole:#?}");
    assert!(folder.run(&["validate", "a.xml", "--no-schema", "--output-format", "concise"]).stdout.contains("HD004"));
}

#[test]
fn a_profile_of_ones_own_is_ten_lines() {
    let folder = Folder::converted();
    let profile = "name = \"ours\"\ntitle = \"Our archive\"\n\n[severity]\nAR004 = \"warning\"\n\n[[file]]\nnames = [\"play-*.xml\"]\n\
                   help = \"number them\"\n\n[[require]]\nwhat = \"the shelf mark\"\nany = [\"teiHeader//idno[@type='shelf']\"]\n";
    folder.put("ours.toml", profile);
    let ran = concise(&folder, &["--archive", "ours.toml"]).exits(1);
    assert!(ran.stdout.contains("warning: AR004 the file name `a.xml` is not like `play-*.xml`"), "{ran:#?}");
    assert!(ran.stdout.contains("has no `idno[@type='shelf']`, which would hold the shelf mark"), "{ran:#?}");
    folder.put("teiwright.toml", "archive = \"ours.toml\"\n");
    assert_eq!(concise(&folder, &[]).exits(1).stdout, ran.stdout);
    // The command line goes before the profile.
    let weighed = concise(&folder, &["--archive", "ours.toml", "--severity", "AR=info"]).exits(0);
    assert!(weighed.stdout.contains("info: AR004"), "{weighed:#?}");
    for (text, place, words) in [
        (profile.replace("what", "waht"), "ours.toml:11:1: there is no `what`", ""),
        (profile.replace("any = [", "any = [\"a[\", "), "ours.toml:13:8: `[` is no condition", "such as"),
        (profile.replace("AR004", "AR04"), "ours.toml: no rule has the code", "did you mean `AR004`?"),
    ] {
        folder.put("ours.toml", text);
        concise(&folder, &["--archive", "ours.toml"]).fails(place, words);
    }
    concise(&folder, &["--archive", "our"]).fails("there is no archive profile `our`", "OURS.toml");
}
