//! The answers of the service, as JSON-LD.

use serde_json::{Value, json};

use crate::{
    pack::dts::{
        ROOT, SIBLINGS,
        cite::{Citation, Structure, Unit},
        template,
    },
    tei::{AgentKind, Metadata, Role},
};

const CONTEXT: &str = "https://dtsapi.org/context/v1.0.json";
const VERSION: &str = "1.0";

/// The answers about one text.
pub(super) struct Answers<'a> {
    base: &'a str,
    id: &'a str,
    metadata: &'a Metadata,
    title: String,
    language: &'a str,
    citation: &'a Citation<'a>,
    depth: usize,
}

/// How deep a list of units goes: the value of `down`.
pub(super) type Down = i64;

impl<'a> Answers<'a> {
    pub fn new(base: &'a str, id: &'a str, metadata: &'a Metadata, path: &str, citation: &'a Citation<'a>) -> Answers<'a> {
        Answers {
            base,
            id,
            metadata,
            title: metadata.title.as_ref().map_or_else(|| path.to_owned(), |title| title.text.clone()),
            // What has no known language is `und` (RFC 5646, 4.1).
            language: metadata.language.as_deref().unwrap_or("und"),
            citation,
            depth: citation.units.iter().map(|unit| unit.level).max().unwrap_or(0),
        }
    }

    /// What the collection says of the text.
    pub fn resource(&self) -> Value {
        let mut about = self.reference();
        about["title"] = self.title.as_str().into();
        about["dtsVersion"] = VERSION.into();
        about["totalParents"] = 1.into();
        about["totalChildren"] = 0.into();
        about["mediaTypes"] = json!(["application/tei+xml"]);
        about["download"] =
            json!({ "application/tei+xml": format!("{}document/{}.xml", self.base, template::expanded(self.id)) });
        if let Some(summary) = &self.metadata.summary {
            about["description"] = summary.text.as_str().into();
        }
        about["dublinCore"] = self.dublin_core();
        about
    }

    /// What each answer says of the text.
    fn reference(&self) -> Value {
        let trees = if self.citation.units.is_empty() {
            json!([])
        } else {
            json!([{ "@type": "CitationTree", "citeStructure": kinds(&self.citation.structure) }])
        };
        json!({
            "@id": self.id, "@type": "Resource",
            "collection": template::collection(self.base, Some(self.id)),
            "navigation": template::navigation(self.base, Some(self.id)),
            "document": template::document(self.base, Some(self.id)),
            "citationTrees": trees,
        })
    }

    /// The metadata in the terms of Dublin Core.
    fn dublin_core(&self) -> Value {
        let metadata = self.metadata;
        let said = |text: &str| json!({ "lang": self.language, "value": text });
        let persons = |role: Role| metadata.agents(role).filter(|it| it.kind != AgentKind::Program);
        let agents = |role: Role| persons(role).map(|agent| said(&agent.name)).collect::<Vec<_>>();
        let mut terms = json!({ "title": [said(&self.title)] });
        let mut state = |term: &str, values: Vec<Value>| {
            if !values.is_empty() {
                terms[term] = values.into();
            }
        };
        state("creator", agents(Role::Author));
        state("contributor", [Role::Editor, Role::Contributor].into_iter().flat_map(agents).collect());
        state("publisher", metadata.publisher.iter().map(|it| said(&it.text)).collect());
        state("issued", metadata.published.iter().filter_map(|it| it.when.as_deref()).map(said).collect());
        state("language", metadata.language.iter().map(|it| it.as_str().into()).collect());
        state("license", metadata.licences.iter().filter_map(|it| it.target.as_deref()).map(Value::from).collect());
        state("subject", metadata.keywords.iter().map(|it| said(&it.text)).collect());
        terms
    }

    /// The values of `down` that lists from the root are made for: each depth, and `-1` for all.
    pub fn depths(&self) -> impl Iterator<Item = Down> + use<> {
        (1..=to_down(self.depth.max(1))).chain([-1])
    }

    /// Those for lists from a unit.
    pub fn depths_below(&self, at: usize) -> impl Iterator<Item = Down> + use<> {
        let unit = &self.citation.units[at];
        let deepest = self.citation.units[at..unit.end].iter().map(|it| it.level).max().unwrap_or(unit.level);
        (1..=to_down((deepest - unit.level).max(1))).chain([-1])
    }

    /// The units from the root to a depth.
    pub fn tree(&self, down: Down) -> Vec<u8> {
        let members = self.citation.units.iter().filter(|unit| down < 0 || to_down(unit.level) <= down);
        self.navigation(&format!(";down={down}"), None, Some(members.map(|unit| self.described(unit)).collect()))
    }

    /// One unit.
    pub fn unit(&self, at: usize) -> Vec<u8> {
        self.navigation("", Some(at), None)
    }

    /// The units with the same one above, where they are not too many.
    pub fn siblings(&self, at: usize) -> Option<Vec<u8>> {
        let units = &self.citation.units;
        let (mut next, end) = units[at].parent.map_or((0, units.len()), |parent| (parent + 1, units[parent].end));
        let mut members = Vec::new();
        while next < end {
            if members.len() == SIBLINGS {
                return None;
            }
            members.push(self.described(&units[next]));
            next = units[next].end;
        }
        Some(self.navigation(";down=0", Some(at), Some(members)))
    }

    /// A unit and those below it, to a depth.
    pub fn below(&self, at: usize, down: Down) -> Vec<u8> {
        let unit = &self.citation.units[at];
        let deepest = to_down(unit.level) + down;
        let members = self.citation.units[at..unit.end].iter().filter(|it| down < 0 || to_down(it.level) <= deepest);
        self.navigation(&format!(";down={down}"), Some(at), Some(members.map(|unit| self.described(unit)).collect()))
    }

    fn navigation(&self, down: &str, at: Option<usize>, members: Option<Vec<Value>>) -> Vec<u8> {
        let unit = at.map(|at| &self.citation.units[at]);
        let reference = unit.map(|unit| format!("/{}", template::expanded(&unit.identifier))).unwrap_or_default();
        let mut answer = json!({
            "@context": CONTEXT, "dtsVersion": VERSION, "@type": "Navigation",
            "@id": format!("{}navigation/{}{down}{reference}.json", self.base, template::expanded(self.id)),
            "resource": self.reference(),
        });
        if let Some(unit) = unit {
            answer["ref"] = self.described(unit);
        }
        if let Some(members) = members {
            answer["member"] = members.into();
        }
        written(&answer)
    }

    fn described(&self, unit: &Unit<'_>) -> Value {
        let mut value = json!({
            "@type": "CitableUnit", "identifier": unit.identifier, "level": unit.level, "citeType": unit.kind,
            "parent": unit.parent.map(|at| self.citation.units[at].identifier.as_str()),
        });
        if let Some(title) = &unit.title {
            value["dublinCore"] = json!({ "title": [{ "lang": self.language, "value": title }] });
        }
        value
    }
}

fn to_down(level: usize) -> Down {
    Down::try_from(level).unwrap_or(Down::MAX)
}

fn kinds(structure: &[Structure]) -> Vec<Value> {
    let kind = |structure: &Structure| {
        let mut value = json!({ "@type": "CiteStructure", "citeType": structure.unit });
        if !structure.below.is_empty() {
            value["citeStructure"] = kinds(&structure.below).into();
        }
        value
    };
    structure.iter().map(kind).collect()
}

/// The entry of the service.
pub(super) fn entry(base: &str) -> Vec<u8> {
    written(&json!({
        "@context": CONTEXT, "dtsVersion": VERSION, "@type": "EntryPoint", "@id": base,
        "collection": template::collection(base, None),
        "navigation": template::navigation(base, None),
        "document": template::document(base, None),
    }))
}

/// The collection of all texts, without its members.
pub(super) fn collection(base: &str, id: &str, title: &str, texts: usize) -> Value {
    json!({
        "@id": id, "@type": "Collection", "dtsVersion": VERSION, "title": title, "totalParents": 0, "totalChildren": texts,
        "collection": template::collection(base, Some(ROOT)),
    })
}

/// An answer about a collection or a text, with what stands below it or above it.
pub(super) fn with_members(about: &Value, members: Vec<Value>) -> Vec<u8> {
    let mut answer = about.clone();
    answer["@context"] = CONTEXT.into();
    answer["member"] = members.into();
    written(&answer)
}

fn written(answer: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(answer).expect("strings, numbers and lists become JSON");
    bytes.push(b'\n');
    bytes
}
