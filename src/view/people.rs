//! Those who speak: how often, how much, and where in the text.

use std::collections::HashMap;

use crate::{
    page::Html,
    tei::{Speech, XML_ID, tei, words},
    view::marks::Marks,
    xml::{Node, Tree},
};

/// Into how many parts the text is cut for the chart.
const PARTS: usize = 60;

/// One who speaks.
struct Speaker<'s> {
    /// The pointer, or the label where nothing points to anybody.
    key: &'s str,
    /// The name that the document gives, or else the label.
    name: String,
    speeches: usize,
    words: usize,
    /// The first speech, by its place among all.
    first: usize,
    /// The words in each part of the text.
    parts: [usize; PARTS],
}

/// Writes the table of speakers, those who say most first; nothing where nobody speaks.
pub(super) fn write(tree: &Tree<'_>, marks: &Marks, speeches: &[Speech], html: &mut Html) {
    if speeches.is_empty() {
        return;
    }
    let speakers = speakers(tree, speeches);
    let total = speeches.iter().map(|it| it.words).sum::<usize>().max(1);
    let most = speakers.iter().flat_map(|speaker| speaker.parts).max().unwrap_or(0).max(1);
    let elements: Vec<Node<'_>> = tree.elements().filter(|it| it.has_tag_name(tei("sp")) || it.has_tag_name(tei("u"))).collect();
    html.open("section", &[("id", "people"), ("aria-labelledby", "people-head")]);
    html.element("h2", &[("id", "people-head")], "Who speaks");
    html.open("div", &[("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of speakers")]);
    html.open("table", &[]);
    html.open("thead", &[]);
    html.open("tr", &[]);
    for (title, class) in
        [("Name", ""), ("Speeches", "number"), ("Words", "number"), ("Share", "number"), ("From beginning to end", "")]
    {
        html.element("th", &[("scope", "col"), ("class", class)], title);
    }
    html.close();
    html.close();
    html.open("tbody", &[]);
    for speaker in &speakers {
        html.open("tr", &[]);
        html.open("th", &[("scope", "row")]);
        let first = elements.get(speaker.first).and_then(|it| marks.id(*it)).unwrap_or_default();
        html.element("a", &[("href", &format!("#{first}"))], &speaker.name);
        html.close();
        html.element("td", &[("class", "number")], &speaker.speeches.to_string());
        html.element("td", &[("class", "number")], &speaker.words.to_string());
        html.element("td", &[("class", "number")], &format!("{:.1} %", 100.0 * speaker.words as f64 / total as f64));
        html.open("td", &[]);
        chart(speaker, most, html);
        html.close();
        html.close();
        html.newline();
    }
    html.close();
    html.close();
    html.close();
    html.close();
}

fn speakers<'s>(tree: &Tree<'_>, speeches: &'s [Speech]) -> Vec<Speaker<'s>> {
    let names = names(tree);
    let total = speeches.iter().map(|it| it.words).sum::<usize>().max(1);
    let mut speakers: Vec<Speaker<'s>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut before = 0;
    for (index, speech) in speeches.iter().enumerate() {
        let count = speech.words;
        let part = (before * PARTS / total).min(PARTS - 1);
        before += count;
        let label = std::slice::from_ref(&speech.speaker);
        for key in if speech.who.is_empty() { label } else { &speech.who[..] } {
            let place = *places.entry(key).or_insert_with(|| {
                let name = names.get(key.as_str()).cloned().unwrap_or_else(|| label[0].clone());
                let name = if name.is_empty() { "(nobody named)".to_owned() } else { name };
                speakers.push(Speaker { key, name, speeches: 0, words: 0, first: index, parts: [0; PARTS] });
                speakers.len() - 1
            });
            let speaker = &mut speakers[place];
            speaker.speeches += 1;
            speaker.words += count;
            speaker.parts[part] += count;
        }
    }
    speakers.sort_by(|a, b| (b.words, b.speeches, a.key).cmp(&(a.words, a.speeches, b.key)));
    speakers
}

/// For each identifier of a person, a group or a role, its name.
fn names<'t>(tree: &'t Tree<'_>) -> HashMap<&'t str, String> {
    let mut names = HashMap::new();
    for element in tree.elements() {
        let kind = element.tag_name().name();
        if !matches!(kind, "person" | "personGrp" | "persona" | "org" | "role" | "castItem") {
            continue;
        }
        let Some(id) = element.attribute(XML_ID) else { continue };
        let is_name = |it: &Node<'_>| matches!(it.tag_name().name(), "persName" | "orgName" | "name" | "role");
        let name = element.descendants().find(is_name).map_or_else(|| words(element), words);
        if !name.is_empty() {
            names.entry(id).or_insert(name);
        }
    }
    names
}

/// A strip with a bar for each part of the text.
fn chart(speaker: &Speaker<'_>, most: usize, html: &mut Html) {
    let view = format!("0 0 {PARTS} 12");
    let said =
        format!("{} speaks in {} of {PARTS} parts of the text", speaker.name, speaker.parts.iter().filter(|it| **it > 0).count());
    html.open(
        "svg",
        &[("viewBox", &view), ("class", "chart"), ("role", "img"), ("aria-label", &said), ("preserveAspectRatio", "none")],
    );
    let mut path = String::new();
    for (part, count) in speaker.parts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (12.0 * *count as f64 / most as f64).max(1.0);
        path += &format!("M{part} 12v-{height:.1}h.9v{height:.1}z");
    }
    html.element("path", &[("d", &path)], "");
    html.close();
}
