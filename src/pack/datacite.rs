//! The metadata for a DOI: DataCite Metadata Schema 4.5, as JSON and as XML.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use serde_json::{Value, json};

use crate::{
    pack::overview::Overview,
    tei::{Agent, AgentKind},
};

/// DataCite's own value for what is not available (appendix 3 of the schema's documentation).
const UNAVAILABLE: &str = ":unav";

/// The metadata as JSON; nothing without a year, which DataCite cannot do without.
pub(super) fn json(overview: &Overview) -> Option<String> {
    let year = overview.year()?;
    let mut value = json!({
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": { "resourceTypeGeneral": general(overview), "resourceType": "TEI XML" },
        "creators": if overview.creators.is_empty() { json!([{ "name": UNAVAILABLE }]) } else { overview.creators.iter().map(agent).collect() },
        "titles": [{ "title": overview.title }],
        "publisher": { "name": overview.publisher.as_deref().unwrap_or(UNAVAILABLE) },
        "publicationYear": year,
        "descriptions": [{ "description": overview.description, "descriptionType": "Abstract" }],
        "formats": ["application/tei+xml", "text/plain", "text/html"],
    });
    let mut add = |name: &str, list: Vec<Value>| {
        if !list.is_empty() {
            value[name] = list.into();
        }
    };
    add("contributors", overview.contributors.iter().map(contributor).collect());
    add("fundingReferences", overview.funders.iter().map(|funder| json!({ "funderName": funder.name })).collect());
    add("subjects", overview.keywords.iter().map(|keyword| json!({ "subject": keyword })).collect());
    add("rightsList", overview.licences.iter().map(|(address, words)| rights(address.as_deref(), words)).collect());
    let alternate = overview.identifiers.iter().map(|(kind, identifier)| {
        json!({ "alternateIdentifier": identifier, "alternateIdentifierType": if kind.is_empty() { "idno" } else { kind } })
    });
    add("alternateIdentifiers", alternate.collect());
    if let Some(date) = &overview.date {
        value["dates"] = json!([{ "date": date, "dateType": "Issued" }]);
    }
    if let Some((tag, _)) = overview.languages.first() {
        value["language"] = tag.as_str().into();
    }
    Some(serde_json::to_string_pretty(&value).expect("strings and lists become JSON") + "\n")
}

/// One text is a text; several are a collection.
fn general(overview: &Overview) -> &'static str {
    if overview.texts == 1 { "Text" } else { "Collection" }
}

fn agent(agent: &Agent) -> Value {
    let kind = if agent.kind == AgentKind::Organization { "Organizational" } else { "Personal" };
    let mut value = json!({ "name": agent.name, "nameType": kind });
    let identifiers: Vec<Value> = agent
        .addresses
        .iter()
        .filter_map(|address| scheme(address))
        .map(|(scheme, site, address)| json!({ "nameIdentifier": address, "nameIdentifierScheme": scheme, "schemeUri": site }))
        .collect();
    if !identifiers.is_empty() {
        value["nameIdentifiers"] = identifiers.into();
    }
    value
}

/// The schemes of identifiers for persons and organizations, by where their addresses lead.
const SCHEMES: &[(&str, &str)] = &[
    ("ORCID", "https://orcid.org/"),
    ("VIAF", "https://viaf.org/"),
    ("GND", "https://d-nb.info/gnd/"),
    ("ISNI", "https://isni.org/"),
    ("ROR", "https://ror.org/"),
    ("Wikidata", "https://www.wikidata.org/"),
];

fn scheme(address: &str) -> Option<(&'static str, &'static str, &str)> {
    let plain = |it: &str| it.replacen("http://", "https://", 1).replacen("https://www.", "https://", 1);
    let found = SCHEMES.iter().find(|(_, site)| plain(address).starts_with(&plain(site)));
    found.map(|(scheme, site)| (*scheme, *site, address))
}

/// What DataCite calls a contributor, by a word that the responsibility begins with; DataCite has no translator or encoder.
const CONTRIBUTIONS: &[(&str, &str)] = &[
    ("edit", "Editor"),
    ("edition", "Editor"),
    ("supervis", "Supervisor"),
    ("coordinat", "ProjectLeader"),
    ("collect", "DataCollector"),
    ("principal", "ProjectLeader"),
];

fn contribution(agent: &Agent) -> &'static str {
    let words = agent.responsibility.to_lowercase();
    CONTRIBUTIONS.iter().find(|(beginning, _)| words.starts_with(beginning)).map_or("Other", |(_, kind)| *kind)
}

fn contributor(it: &Agent) -> Value {
    let mut value = agent(it);
    value["contributorType"] = contribution(it).into();
    value
}

fn rights(address: Option<&str>, words: &str) -> Value {
    let mut value = json!({});
    if !words.is_empty() {
        value["rights"] = words.into();
    }
    if let Some(address) = address {
        value["rightsUri"] = address.into();
    }
    value
}

/// The namespace of the schema's XML.
const NAMESPACE: &str = "http://datacite.org/schema/kernel-4";

/// The metadata as XML; nothing without a year. The DOI is `:tba`, DataCite's value for one that is to be assigned.
pub(super) fn xml(overview: &Overview) -> Option<String> {
    let year = overview.year()?;
    let mut page = Element::new("resource", &[("xmlns", NAMESPACE)]);
    page.child(Element::with_text("identifier", &[("identifierType", "DOI")], ":tba"));
    let mut creators = Element::new("creators", &[]);
    for creator in &overview.creators {
        creators.child(person("creator", "creatorName", creator));
    }
    if overview.creators.is_empty() {
        let mut creator = Element::new("creator", &[]);
        creator.child(Element::with_text("creatorName", &[], UNAVAILABLE));
        creators.child(creator);
    }
    page.child(creators);
    page.child(Element::around("titles", [Element::with_text("title", &[], &overview.title)]));
    page.child(Element::with_text("publisher", &[], overview.publisher.as_deref().unwrap_or(UNAVAILABLE)));
    page.child(Element::with_text("publicationYear", &[], year));
    page.child(Element::with_text("resourceType", &[("resourceTypeGeneral", general(overview))], "TEI XML"));
    page.list("subjects", overview.keywords.iter().map(|keyword| Element::with_text("subject", &[], keyword)));
    page.list(
        "contributors",
        overview.contributors.iter().map(|it| {
            let mut element = person("contributor", "contributorName", it);
            element.attributes.push(("contributorType".to_owned(), contribution(it).to_owned()));
            element
        }),
    );
    page.list("dates", overview.date.iter().map(|date| Element::with_text("date", &[("dateType", "Issued")], date)));
    if let Some((tag, _)) = overview.languages.first() {
        page.child(Element::with_text("language", &[], tag));
    }
    page.list(
        "alternateIdentifiers",
        overview.identifiers.iter().map(|(kind, value)| {
            let kind = if kind.is_empty() { "idno" } else { kind };
            Element::with_text("alternateIdentifier", &[("alternateIdentifierType", kind)], value)
        }),
    );
    page.list(
        "formats",
        ["application/tei+xml", "text/plain", "text/html"].into_iter().map(|it| Element::with_text("format", &[], it)),
    );
    page.list(
        "rightsList",
        overview.licences.iter().map(|(address, words)| {
            let uri = address.as_deref().map(|address| ("rightsURI", address));
            Element::with_text("rights", uri.as_slice(), words)
        }),
    );
    let description = Element::with_text("description", &[("descriptionType", "Abstract")], &overview.description);
    page.child(Element::around("descriptions", [description]));
    page.list(
        "fundingReferences",
        overview
            .funders
            .iter()
            .map(|funder| Element::around("fundingReference", [Element::with_text("funderName", &[], &funder.name)])),
    );
    Some(page.document())
}

fn person(name: &'static str, label: &'static str, agent: &Agent) -> Element {
    let kind = if agent.kind == AgentKind::Organization { "Organizational" } else { "Personal" };
    let mut element = Element::around(name, [Element::with_text(label, &[("nameType", kind)], &agent.name)]);
    for (scheme, site, address) in agent.addresses.iter().filter_map(|address| scheme(address)) {
        let attributes = [("nameIdentifierScheme", scheme), ("schemeURI", site)];
        element.child(Element::with_text("nameIdentifier", &attributes, address));
    }
    element
}

/// An element that is being put together.
struct Element {
    name: &'static str,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn new(name: &'static str, attributes: &[(&str, &str)]) -> Element {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Element { name, attributes, text: String::new(), children: Vec::new() }
    }

    fn with_text(name: &'static str, attributes: &[(&str, &str)], text: &str) -> Element {
        Element { text: text.to_owned(), ..Element::new(name, attributes) }
    }

    fn around(name: &'static str, children: impl IntoIterator<Item = Element>) -> Element {
        Element { children: children.into_iter().collect(), ..Element::new(name, &[]) }
    }

    fn child(&mut self, child: Element) {
        self.children.push(child);
    }

    /// A list, unless it would be empty.
    fn list(&mut self, name: &'static str, children: impl IntoIterator<Item = Element>) {
        let list = Element::around(name, children);
        if !list.children.is_empty() {
            self.child(list);
        }
    }

    fn document(&self) -> String {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).expect(VECTOR);
        self.write(&mut writer);
        String::from_utf8(writer.into_inner()).expect("only strings were written") + "\n"
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) {
        let attributes = self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let element = writer.create_element(self.name).with_attributes(attributes);
        if self.children.is_empty() {
            element.write_text_content(BytesText::new(&self.text)).expect(VECTOR);
        } else {
            let inner = |writer: &mut Writer<Vec<u8>>| {
                for child in &self.children {
                    child.write(writer);
                }
                Ok(())
            };
            element.write_inner_content(inner).expect(VECTOR);
        }
    }
}

/// Why writing cannot fail.
const VECTOR: &str = "a vector takes all that is written";
