//! Bags: what is written is complete and valid, and each way in which a bag can be damaged is told (RFC 8493, 3 and 5).

use std::collections::BTreeMap;

use teiwright::{
    pack::{self, Details, Digests, Fault, Prepared, Shelf, Text},
    source::Source,
    xml,
};

const TEI: &str = "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><teiHeader><fileDesc><titleStmt><title>The Pier</title>
    <author ref='https://orcid.org/0000-0001-2345-6789'>Cole, Ann</author><funder>Harbor Fund</funder></titleStmt><publicationStmt>
    <publisher>Harbor Press</publisher><date when='2021-05-04'/><availability><licence target='https://creativecommons.org/licenses/by/4.0/'>
    CC BY 4.0</licence></availability></publicationStmt><sourceDesc><p>Typescript.</p></sourceDesc></fileDesc></teiHeader>
    <text><body><sp who='#a'><speaker>A.</speaker><p>Stone &amp; wood.</p></sp></body></text></TEI>";

/// A bag in memory.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bag(BTreeMap<String, Vec<u8>>);

impl Shelf for Bag {
    fn paths(&mut self) -> Result<Vec<String>, String> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&mut self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "cannot be read: no such file".to_owned())
    }

    fn digests(&mut self, path: &str) -> Result<(u64, Digests), String> {
        self.read(path).map(|bytes| (bytes.len() as u64, Digests::of(&bytes)))
    }
}

impl Bag {
    fn text(&self, path: &str) -> String {
        String::from_utf8(self.0.get(path).unwrap_or_else(|| panic!("{path} is not in {:?}", self.0.keys())).clone())
            .expect("UTF-8")
    }

    /// Replaces a tag file, and its digests in the tag manifests.
    fn put_tag(&mut self, path: &str, text: &str) {
        self.0.retain(|name, _| !name.starts_with("tagmanifest-"));
        self.0.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    #[track_caller]
    fn faults(mut self) -> Vec<Fault> {
        pack::check(&mut self)
    }

    /// Holds that there is one fault, about this file, and that it says this.
    #[track_caller]
    fn has(self, path: &str, message: &str) {
        let faults = self.faults();
        assert!(faults.iter().any(|fault| fault.path == path && fault.message.contains(message)), "{faults:#?}");
    }
}

fn bag_of(texts: &[(&str, &str)], details: &Details) -> Bag {
    let mut bag = Bag::default();
    let mut records = Vec::new();
    for (path, tei) in texts {
        let source = Source::from_text(*path, *tei);
        let tree = xml::parse(&source).expect("well-formed");
        let text =
            Text { path, bytes: tei.as_bytes(), tree: &tree, receipt: Some(b"{}"), report: "{\"file\":\"x\"}\n", errors: 0 };
        let Prepared { files, record, .. } = Prepared::of(&text, details);
        bag.0.extend(files.into_iter().map(|file| (file.path, file.bytes)));
        records.push(record);
    }
    bag.0.extend(pack::finish(&records, details).into_iter().map(|file| (file.path, file.bytes)));
    bag
}

fn bag() -> Bag {
    bag_of(&[("pier.xml", TEI)], &Details::default())
}

#[test]
fn what_is_packed_is_complete_and_the_same_each_time() {
    assert_eq!(bag(), bag());
    assert_eq!(bag().faults(), []);
    let two =
        bag_of(&[("a/pier.xml", TEI), ("b/pier.xml", TEI)], &Details { title: Some("Two".to_owned()), ..Details::default() });
    assert_eq!(two.clone().faults(), []);
    assert!(two.text("data/README.md").starts_with("# Two\n"));
}

#[test]
fn everything_stated_comes_from_the_header() {
    let bag = bag();
    assert_eq!(bag.text("data/tei/pier.xml"), TEI);
    assert_eq!(bag.text("data/text/pier.txt"), "A.\nStone & wood.\n");
    let json: serde_json::Value = serde_json::from_str(&bag.text("data/datacite.json")).expect("JSON");
    assert_eq!((&json["publicationYear"], &json["publisher"]["name"]), (&"2021".into(), &"Harbor Press".into()));
    assert_eq!(json["creators"][0]["nameIdentifiers"][0]["nameIdentifierScheme"], "ORCID");
    assert_eq!(json["rightsList"][0]["rightsUri"], "https://creativecommons.org/licenses/by/4.0/");
    let cff = bag.text("data/CITATION.cff");
    assert!(
        cff.contains("family-names: \"Cole\"\n    given-names: \"Ann\"\n    orcid: \"https://orcid.org/0000-0001-2345-6789\""),
        "{cff}"
    );
    let crate_metadata: serde_json::Value = serde_json::from_str(&bag.text("data/ro-crate-metadata.json")).expect("JSON");
    let graph = crate_metadata["@graph"].as_array().expect("a list");
    let root = graph.iter().find(|entity| entity["@id"] == "./").expect("the root");
    assert_eq!((&root["name"], &root["datePublished"]), (&"The Pier".into(), &"2021-05-04".into()));
    let ids: Vec<&str> = graph.iter().filter_map(|entity| entity["@id"].as_str()).collect();
    for part in root["hasPart"].as_array().expect("a list") {
        let id = part["@id"].as_str().expect("an address");
        assert!(ids.contains(&id), "{id} is described nowhere");
        assert!(bag.0.contains_key(&format!("data/{id}")), "{id} is not in the bag");
    }
    let source = Source::from_text("datacite.xml", bag.text("data/datacite.xml"));
    assert_eq!(xml::parse(&source).expect("well-formed").root_element().tag_name().name(), "resource");
    assert!(bag.text("bag-info.txt").contains("Bagging-Date: 2021-05-04\n"));
}

#[test]
fn what_no_header_states_is_not_invented() {
    let bare = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>x</p></body></text></TEI>";
    let bag = bag_of(&[("bare.xml", bare)], &Details::default());
    assert!(!bag.0.contains_key("data/datacite.json"), "DataCite cannot do without a year");
    assert!(bag.text("data/CITATION.cff").contains("not stated"));
    assert!(bag.text("data/README.md").contains("Licence: none stated"));
    assert!(!bag.text("bag-info.txt").contains("Bagging-Date"));
    let source = Source::from_text("bare.xml", bare);
    let tree = xml::parse(&source).expect("well-formed");
    let text = Text { path: "bare.xml", bytes: b"", tree: &tree, receipt: None, report: "", errors: 0 };
    let codes: Vec<String> =
        Prepared::of(&text, &Details::default()).findings.iter().map(|finding| finding.code.to_string()).collect();
    assert_eq!(codes, ["PK001", "PK002", "PK003", "PK004", "PK005", "PK006"]);
    let stated = |text: &str| Some(text.to_owned());
    let details = Details {
        publisher: stated("Press"),
        date: stated("2026-08-01"),
        licence: stated("https://a.org/l"),
        ..Details::default()
    };
    let codes: Vec<String> = Prepared::of(&text, &details).findings.iter().map(|finding| finding.code.to_string()).collect();
    assert_eq!(codes, ["PK001", "PK002", "PK006"], "what the caller states is not missing");
}

#[test]
fn files_that_are_missing_added_or_changed_are_told() {
    let mut missing = bag();
    missing.0.remove("data/tei/pier.xml");
    missing.has("data/tei/pier.xml", "is missing; manifest-sha256.txt lists it");
    let mut added = bag();
    added.0.insert("data/tei/other.xml".to_owned(), b"<x/>".to_vec());
    added.has("data/tei/other.xml", "is not listed in manifest-sha512.txt");
    let mut changed = bag();
    changed.0.get_mut("data/text/pier.txt").expect("it is there")[0] = b'B';
    changed.clone().has("data/text/pier.txt", "is not as it was: manifest-sha256.txt has another digest");
    changed.has("data/text/pier.txt", "manifest-sha512.txt has another digest");
    let mut tag = bag();
    tag.0.insert("bag-info.txt".to_owned(), b"Payload-Oxum: 1.1\n".to_vec());
    tag.clone().has("bag-info.txt", "is not as it was");
    tag.has("bag-info.txt", "`Payload-Oxum` is 1.1");
}

#[test]
fn a_bad_declaration_makes_no_bag() {
    let with = |text: &str| {
        let mut bag = bag();
        bag.put_tag("bagit.txt", text);
        bag
    };
    let mut none = bag();
    none.0.remove("bagit.txt");
    none.has("bagit.txt", "is missing");
    with("BagIt-Version: 1.0\n").has("bagit.txt", "has 1 lines; two are allowed");
    with("BagIt-Version: 9.0\nTag-File-Character-Encoding: UTF-8\n").has("bagit.txt", "the first line");
    with("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n").has("bagit.txt", "the second line");
    with("\u{feff}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n").has("bagit.txt", "byte-order mark");
    let mut without = bag();
    without.0.retain(|path, _| !path.contains("manifest-"));
    without.has("manifest-sha512.txt", "at least one manifest");
}

#[test]
fn paths_that_lead_out_are_not_looked_at() {
    for path in ["data/../../etc/passwd", "/etc/passwd", "~/x", "data\\x", "c:x"] {
        let mut bag = bag();
        let manifest = bag.text("manifest-sha256.txt") + &format!("00  {path}\n");
        bag.put_tag("manifest-sha256.txt", &manifest);
        bag.has("manifest-sha256.txt", "leads out of the bag");
    }
    let mut bag = bag();
    let manifest = bag.text("manifest-sha256.txt");
    let first = manifest.lines().next().expect("a line");
    bag.put_tag("manifest-sha256.txt", &format!("{manifest}{first}\n00  bag-info.txt\nxyz\n"));
    bag.clone().has("manifest-sha256.txt", "is listed twice");
    bag.clone().has("manifest-sha256.txt", "is not below `data/`");
    bag.has("manifest-sha256.txt", "is no digest and path");
}

#[test]
fn names_that_some_systems_take_for_one_are_told() {
    let mut bag = bag();
    bag.0.insert("data/Pier.txt".to_owned(), b"a".to_vec());
    bag.0.insert("data/pier.txt".to_owned(), b"a".to_vec());
    let line = |path: &str| format!("{}  {path}\n", Digests::of(b"a").sha256);
    let manifest =
        bag.text("manifest-sha256.txt") + &line("data/Pier.txt") + &line("data/pier.txt") + &line("data/cafe\u{301}.txt");
    bag.put_tag("manifest-sha256.txt", &manifest);
    bag.0.insert("data/caf\u{e9}.txt".to_owned(), b"a".to_vec());
    bag.clone().has("data/pier.txt", "has the same name as `data/Pier.txt`");
    bag.has("data/cafe\u{301}.txt", "differs from it in case or the composition of letters only");
}

#[test]
fn what_is_to_be_fetched_is_not_here_yet() {
    let mut bag = bag();
    bag.0.remove("data/text/pier.txt");
    bag.put_tag(
        "fetch.txt",
        "https://a.org/pier.txt - data/text/pier.txt\nhttps://a.org/x x data/x\nhttps://a.org/y 1 ../y\nz\n",
    );
    bag.clone().has("data/text/pier.txt", "is not here yet: fetch.txt has it from https://a.org/pier.txt");
    bag.clone().has("fetch.txt", "line 2: `x` is no length");
    bag.clone().has("data/x", "but in no manifest");
    bag.clone().has("fetch.txt", "line 3: `../y` is not below `data/`");
    bag.has("fetch.txt", "line 4 is no address, length and path");
}

#[test]
fn encoded_characters_of_paths_are_read() {
    let mut bag = bag();
    bag.0.insert("data/a%\nb".to_owned(), b"a".to_vec());
    let digests = Digests::of(b"a");
    for (manifest, digest) in [("manifest-sha256.txt", &digests.sha256), ("manifest-sha512.txt", &digests.sha512)] {
        let text = bag.text(manifest) + &format!("{digest}  data/a%25%0Ab\n");
        bag.put_tag(manifest, &text);
    }
    bag.0.remove("bag-info.txt");
    assert_eq!(bag.faults(), []);
}
