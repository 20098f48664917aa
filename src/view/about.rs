//! The head of a page: title, who made it, what it is, how to cite it.

use crate::{
    page::Html,
    tei::{Agent, AgentKind, Metadata, Role, is_address},
    view::{UNTITLED, script},
    xml::Tree,
};

/// Writes title, authors and the metadata.
pub(super) fn write(metadata: &Metadata, tree: &Tree<'_>, html: &mut Html) {
    let language = script::attributes(metadata.language.as_deref());
    let language: Vec<(&str, &str)> = language.iter().map(|(name, value)| (*name, value.as_str())).collect();
    html.element("h1", &language, metadata.title.as_ref().map_or(UNTITLED, |title| &title.text));
    for subtitle in &metadata.subtitles {
        html.element("p", &[("class", "subtitle")], &subtitle.text);
    }
    let authors: Vec<&str> = metadata.agents(Role::Author).map(|agent| agent.name.as_str()).collect();
    if !authors.is_empty() {
        html.element("p", &[("class", "author")], &authors.join("; "));
    }
    html.open("details", &[("id", "about")]);
    html.element("summary", &[], "About this text");
    html.open("dl", &[]);
    let mut row = |name: &str, write: &mut dyn FnMut(&mut Html)| {
        html.open("div", &[]);
        html.element("dt", &[], name);
        html.open("dd", &[]);
        write(html);
        html.close();
        html.close();
        html.newline();
    };
    row("How to cite", &mut |html| linked(&citation(metadata, tree), html));
    if metadata.licences.is_empty() {
        row("Licence", &mut |html| html.text("none stated"));
    }
    for licence in &metadata.licences {
        row("Licence", &mut |html| match &licence.target {
            Some(target) if is_address(target) => {
                let words = if licence.text.is_empty() { target } else { &licence.text };
                html.element("a", &[("href", target), ("rel", "license noreferrer")], words);
            }
            _ => linked(&licence.text, html),
        });
    }
    for agent in metadata.agents.iter().filter(|agent| agent.role != Role::Author) {
        row(&capitalized(duty(agent)), &mut |html| html.text(&agent.name));
    }
    let published = [&metadata.publisher, &metadata.place].into_iter().flatten().map(|it| it.text.as_str());
    let published: Vec<&str> = published.chain(metadata.published.iter().map(|date| date.text.as_str())).collect();
    if !published.is_empty() {
        row("Published", &mut |html| html.text(&published.join(", ")));
    }
    if let Some(date) = &metadata.created {
        row("Date of the text", &mut |html| html.text(&date.text));
    }
    for source in &metadata.sources {
        row("Source", &mut |html| linked(&source.text, html));
    }
    for identifier in &metadata.identifiers {
        let name = if identifier.kind.is_empty() { "Identifier".to_owned() } else { format!("Identifier ({})", identifier.kind) };
        row(&name, &mut |html| linked(&identifier.value, html));
    }
    if !metadata.languages.is_empty() {
        let of =
            |language: &crate::tei::Language| if language.text.is_empty() { language.tag.clone() } else { language.text.clone() };
        let languages: Vec<String> = metadata.languages.iter().map(of).collect();
        row("Languages", &mut |html| html.text(&languages.join(", ")));
    }
    if let Some(summary) = &metadata.summary {
        row("Summary", &mut |html| html.text(&summary.text));
    }
    if !metadata.keywords.is_empty() {
        let keywords: Vec<&str> = metadata.keywords.iter().map(|it| it.text.as_str()).collect();
        row("Keywords", &mut |html| html.text(&keywords.join(", ")));
    }
    html.close();
    html.close();
}

/// What an agent did, in a word or two.
fn duty(agent: &Agent) -> &str {
    match agent.role {
        _ if !agent.responsibility.is_empty() => &agent.responsibility,
        Role::Author => "author",
        Role::Editor => "editor",
        Role::Funder => "funder",
        Role::Contributor => "contributor",
    }
}

/// How to cite a document: only what its header states.
///
/// Authors, title, editors, publisher, date, and the address or the first identifier, or else the file's name.
pub fn citation(metadata: &Metadata, tree: &Tree<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let names = |role: Role| {
        let names = metadata.agents(role).filter(|agent| agent.kind != AgentKind::Program).map(|agent| agent.name.as_str());
        names.collect::<Vec<_>>().join("; ")
    };
    let authors = names(Role::Author);
    let title = metadata.title.as_ref().map_or(UNTITLED, |title| &title.text);
    parts.push(if authors.is_empty() { title.to_owned() } else { format!("{authors}: {title}") });
    let editors = names(Role::Editor);
    if !editors.is_empty() {
        parts.push(format!("Edited by {editors}"));
    }
    let publisher = metadata.publisher.iter().map(|it| it.text.as_str());
    let published: Vec<&str> = publisher.chain(metadata.published.iter().map(|date| date.text.as_str())).collect();
    if !published.is_empty() {
        parts.push(published.join(", "));
    }
    let address = metadata.identifiers.iter().find(|it| is_address(&it.value) || it.kind.eq_ignore_ascii_case("doi"));
    match address.or(metadata.identifiers.first()) {
        Some(identifier) => parts.push(identifier.value.clone()),
        None => parts.push(tree.source().name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned()),
    }
    let parts = parts.iter().map(|part| part.trim_end_matches('.'));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ") + "."
}

/// Text in which addresses are links.
fn linked(text: &str, html: &mut Html) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            html.text(" ");
        }
        let start = word.find("http").unwrap_or(0);
        let end = word.trim_end_matches(['.', ',', ';', ')', '>', '"']).len().max(start);
        if is_address(&word[start..end]) {
            html.text(&word[..start]);
            html.element("a", &[("href", &word[start..end]), ("rel", "noreferrer")], &word[start..end]);
            html.text(&word[end..]);
        } else {
            html.text(word);
        }
    }
}

fn capitalized(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
