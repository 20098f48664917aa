//! `CITATION.cff`: how to cite the package (Citation File Format 1.2.0).

use crate::{
    pack::{overview::Overview, yaml::quoted},
    tei::{Agent, AgentKind},
};

/// Writes the file. CFF wants at least one author; where none is stated, it says so in CFF's own way, by an entity's name.
pub(super) fn write(overview: &Overview) -> String {
    let mut out = String::from("cff-version: 1.2.0\nmessage: \"Cite this package as below.\"\ntype: dataset\n");
    out += &format!("title: {}\nauthors:\n", quoted(&overview.title));
    if overview.creators.is_empty() {
        out += "  - name: \"not stated\"\n";
    }
    for agent in &overview.creators {
        out += &author(agent);
    }
    out += &format!("abstract: {}\n", quoted(&overview.description));
    if let Some(date) = overview.date.as_deref().filter(|date| date.len() == 10) {
        out += &format!("date-released: {date}\n");
    }
    if let Some((Some(address), _)) = overview.licences.first() {
        out += &format!("license-url: {}\n", quoted(address));
    }
    if !overview.keywords.is_empty() {
        out += "keywords:\n";
        for keyword in &overview.keywords {
            out += &format!("  - {}\n", quoted(keyword));
        }
    }
    out
}

fn author(agent: &Agent) -> String {
    let orcid = agent.addresses.iter().find(|address| address.starts_with("https://orcid.org/"));
    let identifier = orcid.map_or_else(String::new, |orcid| format!("    orcid: {}\n", quoted(orcid)));
    // CFF has given and family names; where a name does not part them, the whole is the name of an entity.
    match agent.name.split_once(", ") {
        Some((family, given)) if agent.kind == AgentKind::Person => {
            format!("  - family-names: {}\n    given-names: {}\n{identifier}", quoted(family), quoted(given))
        }
        _ => format!("  - name: {}\n{identifier}", quoted(&agent.name)),
    }
}
