//! The text service as static files: what it answers is what Distributed Text Services 1.0 asks of level 0.

use std::{collections::BTreeMap, convert::Infallible};

use serde_json::{Value, json};
use teiwright::{
    pack::{
        Text,
        dts::{Service, identifiers},
    },
    source::Source,
    xml,
};

const HEADER: &str = "<teiHeader><fileDesc><titleStmt><title>The Pier</title><author>Ann Cole</author></titleStmt></fileDesc>
  <encodingDesc><refsDecl><citeStructure unit='act' match='/TEI/text/body/div' use='@n'>
    <citeStructure unit='speech' match='sp' use='position()' delim='.'/>
    <citeStructure unit='direction' match='stage' use='position()' delim='-s'/></citeStructure></refsDecl></encodingDesc></teiHeader>";

/// The files of a service with one text, and the finding about it.
fn serve(tei: &str) -> (BTreeMap<String, String>, Option<String>) {
    let source = Source::from_text("pier.xml", tei);
    let tree = xml::parse(&source).expect("well-formed");
    let text = Text { path: "pier.xml", bytes: tei.as_bytes(), tree: &tree, receipt: None, report: "", errors: 0 };
    let service = Service::at("https://example.org/dts");
    let mut files = BTreeMap::new();
    let mut put = |file: teiwright::pack::File| {
        let before = files.insert(file.path.clone(), String::from_utf8(file.bytes).expect("UTF-8"));
        assert!(before.is_none(), "{} is written twice", file.path);
        Ok::<(), Infallible>(())
    };
    let (resource, finding) = service.text(&text, "pier", &mut put).expect("nothing fails");
    for file in service.finish(&[resource], "Plays") {
        put(file).expect("nothing fails");
    }
    (files, finding.map(|finding| format!("{}: {}", finding.code, finding.message)))
}

fn play(body: &str) -> String {
    format!("<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'>{HEADER}<text><body>{body}</body></text></TEI>")
}

fn json_of(files: &BTreeMap<String, String>, path: &str) -> Value {
    let text = files.get(path).unwrap_or_else(|| panic!("{path} is not in {:?}", files.keys()));
    serde_json::from_str(text).expect("JSON")
}

fn members(answer: &Value) -> Vec<&str> {
    answer["member"].as_array().expect("a list").iter().map(|it| it["identifier"].as_str().expect("a text")).collect()
}

#[test]
fn every_call_of_level_0_has_its_answer() {
    let (files, finding) = serve(&play(
        "<div n='I'><head>One</head><sp who='#a'><speaker>A.</speaker><p>x</p></sp><stage>Bell.</stage><sp><p>y</p></sp></div>
         <div n='II'><sp><p>z</p></sp></div>",
    ));
    assert_eq!(finding, None);
    let entry = json_of(&files, "index.json");
    assert_eq!(entry["navigation"], "https://example.org/dts/navigation{/resource}{;down}{/ref}.json");
    for path in ["collection.json", "collection/texts.json", "collection/texts/children.json"] {
        assert_eq!(json_of(&files, path)["member"][0]["@id"], "pier", "{path}");
    }
    assert_eq!(json_of(&files, "collection/pier/parents.json")["member"][0]["@id"], "texts");
    let about = json_of(&files, "collection/pier.json");
    assert_eq!(about["dublinCore"]["creator"], json!([{ "lang": "en", "value": "Ann Cole" }]));
    assert_eq!(about["citationTrees"][0]["citeStructure"][0]["citeStructure"][1]["citeType"], "direction");
    assert_eq!(members(&json_of(&files, "navigation/pier;down=1.json")), ["I", "II"]);
    let all = ["I", "I.1", "I-s1", "I.2", "II", "II.1"];
    assert_eq!(members(&json_of(&files, "navigation/pier;down=2.json")), all);
    assert_eq!(members(&json_of(&files, "navigation/pier;down=-1.json")), all);
    assert_eq!(members(&json_of(&files, "navigation/pier;down=1/I.json")), ["I", "I.1", "I-s1", "I.2"]);
    assert_eq!(members(&json_of(&files, "navigation/pier;down=0/I-s1.json")), ["I.1", "I-s1", "I.2"]);
    assert_eq!(members(&json_of(&files, "navigation/pier;down=-1/II.1.json")), ["II.1"]);
    let one = json_of(&files, "navigation/pier/I.1.json");
    assert_eq!(one["@id"], "https://example.org/dts/navigation/pier/I.1.json");
    let unit = json!({ "@type": "CitableUnit", "identifier": "I.1", "level": 2, "citeType": "speech", "parent": "I",
        "dublinCore": { "title": [{ "lang": "en", "value": "A." }] } });
    assert_eq!(one["ref"], unit);
    assert!(one.get("member").is_none(), "without `down` there are no members");
    assert_eq!(json_of(&files, "navigation/pier/I.json")["ref"]["parent"], Value::Null);
    assert!(files["document/pier/I-s1.xml"].contains("<stage>Bell.</stage></dts:wrapper>"));
    assert_eq!(files.keys().filter(|path| path.starts_with("document/pier/")).count(), 6);
}

#[test]
fn a_passage_keeps_what_it_needs_of_its_document() {
    let tei = play("<div n='1'><sp xml:lang='de'><p>&wer; <x:q xmlns:y='urn:y'>u</x:q></p></sp></div>").replacen(
        "<TEI ",
        "<?a <!DOCTYPE?><!DOCTYPE TEI [<!ENTITY wer 'Wer > was'>]><!-- > --><TEI xmlns:x='urn:&quot;x' ",
        1,
    );
    let (files, _) = serve(&tei);
    let passage = Source::from_text("passage.xml", files["document/pier/1.1.xml"].as_str());
    let tree = xml::parse(&passage).expect("a passage is a document");
    let p = tree.elements().find(|it| it.tag_name().name() == "p").expect("it is there");
    assert_eq!(p.descendants().filter_map(|it| it.text().filter(|_| it.is_text())).collect::<String>(), "Wer > was u");
    assert_eq!(tree.root_element().attribute(teiwright::tei::XML_LANG), Some("en"));
    assert_eq!(
        tree.elements().find(|it| it.tag_name().name() == "q").expect("it is there").tag_name().namespace(),
        Some("urn:\"x")
    );
}

#[test]
fn a_text_in_another_prefix_keeps_its_names() {
    let tei = "<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'><t:teiHeader><t:encodingDesc><t:refsDecl><t:citeStructure unit='p'
        match='//p' use='@xml:id'/></t:refsDecl></t:encodingDesc></t:teiHeader><t:text><t:body><t:p xml:id='a'><plain/></t:p><t:p/>
        </t:body></t:text></t:TEI>";
    let (files, finding) = serve(tei);
    assert_eq!(finding, None);
    assert_eq!(members(&json_of(&files, "navigation/pier;down=-1.json")), ["a"], "what has no name is not cited");
    let passage = Source::from_text("passage.xml", files["document/pier/a.xml"].as_str());
    let tree = xml::parse(&passage).expect("a passage is a document");
    let plain = tree.elements().find(|it| it.tag_name().name() == "plain").expect("it is there");
    assert_eq!(plain.tag_name().namespace().unwrap_or_default(), "");
}

#[test]
fn a_declaration_that_cannot_be_followed_is_told_and_the_whole_text_is_served() {
    let body = "<div n='I'><sp><p>x</p></sp></div><div n='I'/>";
    let declared = |from: &str, to: &str| serve(&play("<div n='I'><sp/></div>").replacen(from, to, 1)).1.expect("a finding");
    let deep = format!("{}{}", "<citeStructure match='sp' use='@n'>".repeat(8), "</citeStructure>".repeat(8));
    for (finding, reason) in [
        (serve(&play(body)).1.expect("a finding"), "the reference `I` stands for more than one unit"),
        (declared("match='/TEI/text/body/div'", "match='/TEI/text[1]'"), "`[1]` is no condition of a path"),
        (declared("match='/TEI/text/body/div'", "match='div'"), "does not begin at the root"),
        (declared("match='/TEI/text/body/div'", ""), "no `@match`"),
        (declared("use='@n'", "use='head'"), "`@use` is `head`, which is neither"),
        (declared("use='@n'", ""), "no `@use`"),
        (declared("n='I'", "n='I/2'"), "has a slash"),
        (declared("n='I'", "n='con'"), "the name of a device in Windows"),
        (serve("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>").1.expect("a finding"), "its header has no `citeStructure`"),
        (
            serve(&play("").replacen("<citeStructure unit='speech' match='sp' use='position()' delim='.'/>", &deep, 1))
                .1
                .expect("a finding"),
            "more than 8 levels",
        ),
    ] {
        assert!(finding.starts_with("PK007: ") && finding.contains(reason), "{finding}");
    }
    let (files, _) = serve(&play(body));
    assert_eq!(json_of(&files, "collection/pier.json")["citationTrees"], json!([]));
    assert_eq!(members(&json_of(&files, "navigation/pier;down=1.json")), Vec::<&str>::new());
    assert!(files.contains_key("document/pier.xml"));
}

#[test]
fn siblings_that_are_too_many_are_not_listed_for_each() {
    let many = |count: usize| serve(&play(&format!("<div n='I'>{}</div>", "<sp/>".repeat(count)))).0;
    assert!(many(200).contains_key("navigation/pier;down=0/I.200.json"));
    let files = many(201);
    assert!(!files.contains_key("navigation/pier;down=0/I.1.json") && files.contains_key("navigation/pier;down=0/I.json"));
    assert_eq!(members(&json_of(&files, "navigation/pier;down=1/I.json")).len(), 202);
}

#[test]
fn identifiers_are_names_of_files_and_each_is_one() {
    assert_eq!(identifiers(&["a/b.xml", "a.b.xml", "A/B.xml", "texts.xml"]), ["a.b", "a.b-2", "A.B-3", "texts-2"]);
}
