//! The index of a small site: one page for each text, and one that lists them.

use crate::{
    page::{Html, Page},
    tei::Role,
    view::{Reading, STYLE, UNTITLED},
};

/// What the index says of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The address of its page, relative to the index.
    pub href: String,
    /// The title.
    pub title: String,
    /// The authors.
    pub authors: String,
    /// The date of the text, or else of its publication.
    pub date: String,
    /// How many speeches there are.
    pub speeches: usize,
    /// How many words they have.
    pub words: usize,
}

impl Entry {
    /// What the index says of a document whose page is at `href`.
    pub fn of(reading: &Reading<'_>, href: &str) -> Entry {
        let Reading { metadata, speeches, .. } = reading;
        let authors: Vec<&str> = metadata.agents(Role::Author).map(|agent| agent.name.as_str()).collect();
        let date = metadata.created.as_ref().or(metadata.published.as_ref());
        Entry {
            href: href.to_owned(),
            title: metadata.title.as_ref().map_or(UNTITLED, |title| &title.text).to_owned(),
            authors: authors.join("; "),
            date: date.map_or_else(String::new, |date| date.text.clone()),
            speeches: speeches.len(),
            words: speeches.iter().map(|it| it.words).sum(),
        }
    }
}

/// The page that lists texts, in the order given.
pub fn index(title: &str, entries: &[Entry]) -> String {
    let mut html = Html::default();
    html.open("header", &[("class", "top")]);
    html.element("h1", &[], title);
    html.close();
    html.open("main", &[("id", "text"), ("class", "frame wide")]);
    html.open("table", &[]);
    html.open("thead", &[]);
    html.open("tr", &[]);
    for (name, class) in [("Title", ""), ("Author", ""), ("Date", ""), ("Speeches", "number"), ("Words spoken", "number")] {
        html.element("th", &[("scope", "col"), ("class", class)], name);
    }
    html.close();
    html.close();
    html.open("tbody", &[]);
    for entry in entries {
        html.open("tr", &[]);
        html.open("th", &[("scope", "row")]);
        html.element("a", &[("href", &entry.href)], &entry.title);
        html.close();
        html.element("td", &[], &entry.authors);
        html.element("td", &[], &entry.date);
        html.element("td", &[("class", "number")], &entry.speeches.to_string());
        html.element("td", &[("class", "number")], &entry.words.to_string());
        html.close();
        html.newline();
    }
    html.close();
    html.close();
    html.close();
    Page { title, style: STYLE, script: "" }.around(&html.finish())
}
