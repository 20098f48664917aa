//! Schemas: `validate --schema`, `schema check` and `schema convert`.

use crate::Folder;

const GRAMMAR: &str = "start = element play { attribute n { xsd:integer }?, element sp { text }+ }\n";

#[test]
fn any_xml_is_judged_by_any_schema() {
    let folder = Folder::new();
    folder.put("play.rnc", GRAMMAR);
    folder.put("good.xml", "<play n='1'><sp>Who is there?</sp></play>");
    folder.put("bad.xml", "<play n='one'><sp>Who?</sp><spp>I.</spp></play>");
    folder.run(&["validate", "good.xml", "--schema", "play.rnc"]).exits(0);
    let ran = folder.run(&["validate", "bad.xml", "--schema", "play.rnc", "--output-format", "concise"]).exits(1);
    assert_eq!(ran.stdout.lines().count(), 2, "{ran:#?}");
    assert!(ran.stdout.contains("bad.xml:1:10: error: RN005") && ran.stdout.contains("bad.xml:1:29: error: RN001"), "{ran:#?}");
    folder.run(&["schema", "convert", "play.rnc", "play.rng"]).exits(0);
    let again = folder.run(&["validate", "bad.xml", "--schema", "play.rng", "--output-format", "concise"]).exits(1);
    assert_eq!(again.stdout, ran.stdout);
    folder.run(&["validate", "good.xml", "--schema", "play.rng", "--no-rules"]).exits(0);
    assert!(folder.run(&["explain", "RN005"]).exits(0).stdout.contains("RN005"));
}

#[test]
fn our_own_schema_is_the_default_and_can_be_left_out() {
    let folder = Folder::converted();
    folder.put("b.xml", folder.get("a.xml").replace("<body>", "<body><entry/>"));
    assert!(folder.run(&["validate", "b.xml"]).exits(1).stdout.contains("RN001"));
    assert!(folder.run(&["validate", "b.xml", "--schema", "teiwright"]).exits(1).stdout.contains("RN001"));
    assert!(!folder.run(&["validate", "b.xml", "--no-schema"]).stdout.contains("RN001"));
}

#[test]
fn schemas_that_do_not_load_are_failures_with_their_place() {
    let folder = Folder::new();
    folder.put("a.xml", "<play/>");
    folder.put("bad.rnc", "start = element play { nothing }\n");
    folder.put("in/outer.rnc", "include \"../play.rnc\"\n");
    folder.put("in/missing.rnc", "include \"no.rnc\"\n");
    folder.put("in/net.rnc", "include \"https://example.org/no.rnc\"\n");
    folder.put("play.rnc", GRAMMAR);
    folder.run(&["schema", "check", "bad.rnc"]).fails("bad.rnc:1:24:", "help: ");
    folder.run(&["validate", "a.xml", "--schema", "bad.rnc"]).fails("bad.rnc:1:24:", "help: ");
    folder.run(&["validate", "a.xml", "--schema", "none.rng"]).fails("none.rng", "help: ");
    folder.run(&["schema", "check", "in/outer.rnc"]).fails("in/outer.rnc:1:9:", "--include-anywhere");
    folder.run(&["schema", "check", "in/outer.rnc", "--include-anywhere"]).exits(0);
    folder.run(&["schema", "check", "in/missing.rnc"]).fails("in/missing.rnc:1:", "help: ");
    folder.run(&["schema", "check", "in/net.rnc"]).fails("in/net.rnc:1:9:", "never the network");
    folder.run(&["schema", "convert", "play.rnc", "play.rnc"]).fails("cannot write play.rnc", "help: ");
    folder.put("there.rng", "");
    folder.run(&["schema", "convert", "play.rnc", "there.rng"]).fails("cannot write there.rng: it is there already", "--force");
    folder.run(&["schema", "convert", "play.rnc", "play.txt"]).fails("the ending of the output", "--to xml");
}
