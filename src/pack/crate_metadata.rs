//! `ro-crate-metadata.json`: the package for programs (RO-Crate 1.2).

use serde_json::{Map, Value, json};

use crate::{
    pack::{
        Listed, PROGRAM, Record,
        overview::{Overview, title_of},
    },
    tei::{Agent, AgentKind, Metadata, Role},
};

/// The context and the profile of RO-Crate 1.2.
const CONTEXT: &str = "https://w3id.org/ro/crate/1.2/context";
const PROFILE: &str = "https://w3id.org/ro/crate/1.2";

/// What stands for the licence where none is stated.
const NO_LICENCE: &str = "#licence-not-stated";

/// Writes the metadata; `files` are all others of the payload.
pub(super) fn write(overview: &Overview, records: &[Record], files: &[Listed]) -> String {
    let mut graph = Graph::default();
    graph.add(json!({
        "@id": "ro-crate-metadata.json", "@type": "CreativeWork",
        "about": { "@id": "./" }, "conformsTo": { "@id": PROFILE },
    }));
    let creators = graph.agents(&overview.creators);
    let contributors = graph.agents(&overview.contributors);
    let funders = graph.agents(&overview.funders);
    let licences = graph.licences(&overview.licences);
    let publisher = overview.publisher.as_ref().map(|name| {
        graph.add(json!({ "@id": "#publisher", "@type": "Organization", "name": name }));
        json!({ "@id": "#publisher" })
    });
    let mut root = json!({
        "@id": "./", "@type": "Dataset", "name": overview.title, "description": overview.description,
        "license": licences, "hasPart": files.iter().map(|file| reference(&file.path)).collect::<Vec<_>>(),
    });
    let mut state = |name: &str, value: Value| {
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            root[name] = value;
        }
    };
    state("datePublished", overview.date.clone().into());
    state("author", creators.into());
    state("contributor", contributors.into());
    state("funder", funders.into());
    state("publisher", publisher.into());
    state("inLanguage", overview.languages.iter().map(|(tag, _)| tag.as_str()).collect::<Vec<_>>().into());
    state("keywords", overview.keywords.clone().into());
    state("identifier", overview.identifiers.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().into());
    state("mentions", actions(records).iter().map(|action| json!({ "@id": action["@id"] })).collect::<Vec<_>>().into());
    graph.add(root);
    for record in records {
        graph.text(record);
    }
    let of_texts: Vec<&str> = records.iter().flat_map(|record| &record.files).map(|file| file.path.as_str()).collect();
    for file in files.iter().filter(|file| !of_texts.contains(&file.path.as_str())) {
        graph.add(described(file, around(&file.path)));
    }
    for action in actions(records) {
        graph.add(action);
    }
    for (name, version) in programs(records) {
        graph.add(json!({
            "@id": program_id(&name, &version), "@type": "SoftwareApplication", "name": name, "softwareVersion": version,
        }));
    }
    graph.finish()
}

/// The entities so far, each once.
#[derive(Default)]
struct Graph {
    entities: Vec<Value>,
}

impl Graph {
    fn add(&mut self, entity: Value) {
        if !self.entities.iter().any(|known| known["@id"] == entity["@id"]) {
            self.entities.push(entity);
        }
    }

    /// Adds persons and organizations, and gives references to them.
    fn agents(&mut self, agents: &[Agent]) -> Vec<Value> {
        agents.iter().map(|agent| self.agent(agent)).collect()
    }

    fn agent(&mut self, agent: &Agent) -> Value {
        let known = self
            .entities
            .iter()
            .find(|it| it["name"] == agent.name.as_str() && matches!(it["@type"].as_str(), Some("Person" | "Organization")));
        let id = match (known, agent.addresses.first()) {
            (Some(known), _) => known["@id"].as_str().unwrap_or_default().to_owned(),
            (None, Some(address)) => address.clone(),
            (None, None) => {
                let count =
                    self.entities.iter().filter(|it| it["@id"].as_str().is_some_and(|id| id.starts_with("#agent-"))).count();
                format!("#agent-{}", count + 1)
            }
        };
        let kind = if agent.kind == AgentKind::Organization { "Organization" } else { "Person" };
        self.add(json!({ "@id": id, "@type": kind, "name": agent.name }));
        json!({ "@id": id })
    }

    /// Adds licences, and gives a reference to the one, or a list.
    fn licences(&mut self, licences: &[(Option<String>, String)]) -> Value {
        let mut references = Vec::new();
        for (address, words) in licences {
            let id = address.clone().unwrap_or_else(|| NO_LICENCE.to_owned());
            let name = if words.is_empty() { id.clone() } else { words.clone() };
            self.add(json!({ "@id": id, "@type": "CreativeWork", "name": name }));
            references.push(json!({ "@id": id }));
        }
        if references.is_empty() {
            self.add(json!({ "@id": NO_LICENCE, "@type": "CreativeWork", "name": "No licence is stated." }));
            references.push(json!({ "@id": NO_LICENCE }));
        }
        references.dedup();
        if references.len() == 1 { references.remove(0) } else { references.into() }
    }

    /// Adds the files of a text.
    fn text(&mut self, record: &Record) {
        let metadata = &record.metadata;
        let licences: Vec<_> = metadata.licences.iter().map(|it| (it.target.clone(), it.text.clone())).collect();
        let licence = self.licences(&licences);
        let by = |graph: &mut Graph, role: Role| {
            let agents: Vec<Agent> = metadata.agents(role).filter(|it| it.kind != AgentKind::Program).cloned().collect();
            graph.agents(&agents)
        };
        let (authors, editors, contributors) = (by(self, Role::Author), by(self, Role::Editor), by(self, Role::Contributor));
        let tei = format!("tei/{}", record.path);
        for file in &record.files {
            let mut facts = facts(file, record, metadata);
            if file.path == tei {
                facts.insert("license".to_owned(), licence.clone());
                for (name, list) in [("author", &authors), ("editor", &editors), ("contributor", &contributors)] {
                    if !list.is_empty() {
                        facts.insert(name.to_owned(), list.clone().into());
                    }
                }
            } else {
                facts.insert("isBasedOn".to_owned(), reference(&tei));
            }
            self.add(described(file, facts));
        }
    }

    fn finish(self) -> String {
        let value = json!({ "@context": CONTEXT, "@graph": self.entities });
        serde_json::to_string_pretty(&value).expect("strings and lists become JSON") + "\n"
    }
}

/// What a file of a text is.
fn facts(file: &Listed, record: &Record, metadata: &Metadata) -> Map<String, Value> {
    let title = title_of(record);
    let (what, format) = match file.path.split('/').next() {
        Some("tei") => ("TEI", "application/tei+xml"),
        Some("text") => ("plain text", "text/plain"),
        Some("pages") => ("reading page", "text/html"),
        _ => ("receipt of the conversion", "application/json"),
    };
    let mut facts = Map::new();
    facts.insert("name".to_owned(), format!("{title} ({what})").into());
    facts.insert("encodingFormat".to_owned(), format.into());
    if let Some(language) = metadata.language.as_ref().filter(|_| format != "application/json") {
        facts.insert("inLanguage".to_owned(), language.as_str().into());
    }
    if let Some(when) = metadata.created.as_ref().and_then(|date| date.when.as_ref()).filter(|_| format == "application/tei+xml")
    {
        facts.insert("temporalCoverage".to_owned(), when.as_str().into());
    }
    facts
}

/// What the files around the texts are, by name.
const AROUND: &[(&str, &str, &str)] = &[
    ("CITATION.cff", "how to cite this package", "application/yaml"),
    ("README.md", "what is in this package", "text/markdown"),
    ("datacite.json", "metadata for a DOI", "application/json"),
    ("datacite.xml", "metadata for a DOI", "application/xml"),
    ("pages/index.html", "index of the reading pages", "text/html"),
    ("validation.jsonl", "findings about each text", "application/jsonl"),
];

fn around(path: &str) -> Map<String, Value> {
    let mut facts = Map::new();
    if let Some((_, name, format)) = AROUND.iter().find(|(known, ..)| *known == path) {
        facts.insert("name".to_owned(), (*name).into());
        facts.insert("encodingFormat".to_owned(), (*format).into());
    }
    facts
}

fn described(file: &Listed, mut facts: Map<String, Value>) -> Value {
    facts.insert("@id".to_owned(), address(&file.path).into());
    facts.insert("@type".to_owned(), "File".into());
    facts.insert("contentSize".to_owned(), file.size.to_string().into());
    facts.insert("sha256".to_owned(), file.digests.sha256.as_str().into());
    facts.into()
}

/// What was done: each conversion that a header names, and the packing.
fn actions(records: &[Record]) -> Vec<Value> {
    let mut actions = Vec::new();
    for (index, record) in records.iter().enumerate() {
        for (name, version) in &record.metadata.applications {
            let mut action = json!({
                "@id": format!("#conversion-{}", index + 1), "@type": "CreateAction",
                "name": format!("{} was made with {name}", title_of(record)),
                "instrument": { "@id": program_id(name, version) }, "result": reference(&format!("tei/{}", record.path)),
            });
            if let Some(receipt) = record.files.iter().find(|file| file.path.starts_with("receipts/")) {
                action["object"] = reference(&receipt.path);
            }
            actions.push(action);
        }
    }
    let (name, version) = own();
    actions.push(json!({
        "@id": "#packing", "@type": "CreateAction", "name": "the package was made",
        "instrument": { "@id": program_id(name, version) }, "result": { "@id": "./" },
    }));
    actions
}

fn programs(records: &[Record]) -> Vec<(String, String)> {
    let (name, version) = own();
    let named = records.iter().flat_map(|record| record.metadata.applications.iter().cloned());
    named.chain([(name.to_owned(), version.to_owned())]).collect()
}

fn own() -> (&'static str, &'static str) {
    PROGRAM.split_once(' ').expect("the name and the version")
}

fn program_id(name: &str, version: &str) -> String {
    format!("#{}", address(&format!("{name}-{version}")))
}

fn reference(path: &str) -> Value {
    json!({ "@id": address(path) })
}

/// A path as a relative reference (RFC 3986, 2.1 and 3.3); letters beyond ASCII stand as they are (RFC 3987).
fn address(path: &str) -> String {
    let is_plain = |it: char| it.is_alphanumeric() || matches!(it, '/' | '-' | '.' | '_' | '~' | '(' | ')' | ',' | '+' | '=');
    let mut out = String::new();
    for character in path.chars() {
        if is_plain(character) {
            out.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                out += &format!("%{byte:02X}");
            }
        }
    }
    out
}
