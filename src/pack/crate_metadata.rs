//! `ro-crate-metadata.json`: the package for programs (RO-Crate 1.2).

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value, json};

use crate::{
    pack::{
        Listed, PROGRAM, Record,
        overview::{Overview, title_of},
    },
    tei::{Agent, AgentKind, Application, Metadata, Role},
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
        if let Some(value) = stated(value) {
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
    let actions = actions(records);
    state("mentions", actions.iter().map(|action| json!({ "@id": action["@id"] })).collect::<Vec<_>>().into());
    graph.add(root);
    for record in records {
        graph.text(record);
    }
    let of_texts: FxHashSet<&str> = records.iter().flat_map(|record| &record.files).map(|file| file.path.as_str()).collect();
    for file in files.iter().filter(|file| !of_texts.contains(file.path.as_str())) {
        graph.add(described(file, around(&file.path)));
    }
    for action in actions {
        graph.add(action);
    }
    // Our own first: headers that name this version add nothing to it.
    graph.add(program(&own()));
    for application in records.iter().flat_map(|record| &record.metadata.applications) {
        graph.add(program(application));
    }
    graph.finish()
}

/// A value as RO-Crate 1.2 wishes it: one alone and not in a list, and nothing where there is none.
fn stated(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(mut list) if list.len() < 2 => list.pop(),
        value => Some(value),
    }
}

/// The entities so far, each once.
#[derive(Default)]
struct Graph {
    entities: Vec<Value>,
    identifiers: FxHashSet<String>,
    /// The identifiers of persons and organizations, by name.
    agents: FxHashMap<String, String>,
}

impl Graph {
    fn add(&mut self, entity: Value) {
        if self.identifiers.insert(entity["@id"].as_str().unwrap_or_default().to_owned()) {
            self.entities.push(entity);
        }
    }

    /// Adds persons and organizations, and gives references to them.
    fn agents(&mut self, agents: &[Agent]) -> Vec<Value> {
        agents.iter().map(|agent| self.agent(agent)).collect()
    }

    fn agent(&mut self, agent: &Agent) -> Value {
        let count = self.agents.values().filter(|id| id.starts_with("#agent-")).count();
        let known = self.agents.get(&agent.name).cloned();
        let id = known.or_else(|| agent.addresses.first().cloned()).unwrap_or_else(|| format!("#agent-{}", count + 1));
        self.agents.insert(agent.name.clone(), id.clone());
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
            self.add(json!({ "@id": id, "@type": "CreativeWork", "name": name, "description": name }));
            references.push(json!({ "@id": id }));
        }
        if references.is_empty() {
            self.add(json!({
                "@id": NO_LICENCE, "@type": "CreativeWork", "name": "No licence is stated.",
                "description": "The headers of the texts name no licence: what may be done with them is not known.",
            }));
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
                    if let Some(list) = stated(list.clone().into()) {
                        facts.insert(name.to_owned(), list);
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
    let (what, description, format) = match file.path.split('/').next() {
        Some("tei") => ("TEI", "the text with its markup and its header", "application/tei+xml"),
        Some("text") => ("plain text", "the words of the text alone", "text/plain"),
        Some("pages") => ("reading page", "the text for readers, in one file for a browser", "text/html"),
        _ => ("receipt of the conversion", "where every byte of the transcript went", "application/json"),
    };
    let mut facts = Map::new();
    facts.insert("name".to_owned(), format!("{title} ({what})").into());
    facts.insert("description".to_owned(), description.into());
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

/// What the files around the texts are: name, description, format.
const AROUND: &[(&str, &str, &str)] = &[
    ("CITATION.cff", "how to cite this package, in the Citation File Format", "application/yaml"),
    ("README.md", "what is in this package, for people", "text/markdown"),
    ("datacite.json", "metadata for a DOI: DataCite 4.5 in JSON", "application/json"),
    ("datacite.xml", "metadata for a DOI: DataCite 4.5 in XML", "application/xml"),
    ("pages/index.html", "index of the reading pages", "text/html"),
    ("validation.jsonl", "findings about each text, one line of JSON for each", "application/jsonl"),
];

fn around(path: &str) -> Map<String, Value> {
    let mut facts = Map::new();
    if let Some((name, description, format)) = AROUND.iter().find(|(known, ..)| *known == path) {
        facts.insert("name".to_owned(), (*name).into());
        facts.insert("description".to_owned(), (*description).into());
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
        for (which, application) in record.metadata.applications.iter().enumerate() {
            let number = if which == 0 { (index + 1).to_string() } else { format!("{}-{}", index + 1, which + 1) };
            let mut action = json!({
                "@id": format!("#conversion-{number}"), "@type": "CreateAction",
                "name": format!("{} was made with {}", title_of(record), application.name),
                "instrument": { "@id": program_id(application) }, "result": reference(&format!("tei/{}", record.path)),
            });
            if let Some(receipt) = record.files.iter().find(|file| file.path.starts_with("receipts/")) {
                action["object"] = reference(&receipt.path);
            }
            actions.push(action);
        }
    }
    actions.push(json!({
        "@id": "#packing", "@type": "CreateAction", "name": "the package was made",
        "instrument": { "@id": program_id(&own()) }, "result": { "@id": "./" },
    }));
    actions
}

/// A program; one without an address on the web is no `SoftwareApplication`, which must have one (RO-Crate 1.2, scripts and workflows).
fn program(application: &Application) -> Value {
    let Application { name, version, address } = application;
    let mut entity = json!({ "@id": program_id(application), "@type": "Thing", "name": name });
    if let Some(address) = address {
        entity["@type"] = "SoftwareApplication".into();
        entity["url"] = address.as_str().into();
        entity["version"] = version.as_str().into();
        entity["softwareVersion"] = version.as_str().into();
    } else {
        entity["description"] = format!("{name} {version}").trim_end().into();
    }
    entity
}

/// This program.
fn own() -> Application {
    let (name, version) = PROGRAM.split_once(' ').expect("the name and the version");
    Application { name: name.to_owned(), version: version.to_owned(), address: Some(env!("CARGO_PKG_HOMEPAGE").to_owned()) }
}

fn program_id(application: &Application) -> String {
    format!("#{}", address(&format!("{}-{}", application.name, application.version)))
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
