//! What changed from one folder to another as one self-contained page.

use crate::{
    diff::{
        release::{FileChange, Release, State},
        render::html::code_spans,
    },
    page::{Html, Page},
};

/// The style of the page, after that of all pages.
const STYLE: &str = "\
main { max-width: 78rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
.wide { overflow-x: auto; }
caption { text-align: start; padding-bottom: .4rem; color: var(--quiet); }
td:first-child, details { overflow-wrap: anywhere; }
details { margin: .6rem 0; font: .95rem/1.5 var(--sans); }
";

/// Renders a release as an HTML page that needs no server, no network and no script.
pub fn release_page(release: &Release, old: &str, new: &str) -> String {
    let title = format!("{old} → {new}");
    let mut html = Html::default();
    html.open("main", &[]);
    html.element("h1", &[], &title);
    html.element("p", &[], &release.verdict());
    table(release, &mut html);
    let told: Vec<&FileChange> = release.files.iter().filter(|file| !file.told.is_empty()).collect();
    if !told.is_empty() {
        html.element("h2", &[], "Changes");
    }
    for (index, file) in told.into_iter().enumerate() {
        html.open("details", &[("id", &format!("f{index}"))]);
        html.element("summary", &[], &file.name);
        html.open("ul", &[]);
        for change in &file.told {
            html.open("li", &[]);
            code_spans(change, &mut html);
            html.close();
        }
        html.close();
        if file.untold > 0 {
            html.element("p", &[], &format!("And {} more: compare the two files.", file.untold));
        }
        html.close();
        html.newline();
    }
    Page { title: &title, style: STYLE, script: "" }.around(&html.finish())
}

fn table(release: &Release, html: &mut Html) {
    html.open("div", &[("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Files")]);
    html.open("table", &[]);
    html.element("caption", &[], "Files that came, went or differ");
    html.open("thead", &[]);
    html.open("tr", &[]);
    for name in ["File", "State", "Words", "Markup", "Structure", "Comments", "What changed"] {
        html.element("th", &[("scope", "col")], name);
    }
    html.close();
    html.close();
    html.open("tbody", &[]);
    let mut index = 0;
    for file in release.files.iter().filter(|file| file.state != State::Same) {
        html.open("tr", &[]);
        html.open("th", &[("scope", "row")]);
        if file.told.is_empty() {
            html.text(&file.name);
        } else {
            html.element("a", &[("href", &format!("#f{index}"))], &file.name);
            index += 1;
        }
        html.close();
        html.element("td", &[], file.state.name());
        let counts = file.counts;
        for count in [counts.words, counts.markup, counts.structure, counts.comment] {
            html.element("td", &[("class", "number")], &count.to_string());
        }
        html.open("td", &[]);
        if !matches!(file.state, State::Added | State::Removed) {
            code_spans(&file.verdict, html);
        }
        html.close();
        html.close();
        html.newline();
    }
    html.close();
    html.close();
    html.close();
}
