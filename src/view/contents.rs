//! The contents of a page: its divisions, nested.

use crate::{
    page::Html,
    tei::{is_division, label},
    view::marks::Marks,
    xml::{Node, Tree},
};

/// The levels of divisions that are listed; finer ones stand in the text.
const DEPTH: usize = 3;

/// Writes the search field and the list of contents.
pub(super) fn write(tree: &Tree<'_>, marks: &Marks, has_people: bool, html: &mut Html) {
    // A finer level than is listed need not be counted to its end.
    let depth = |division: Node<'_>| division.ancestors().filter(|it| is_division(*it)).take(DEPTH + 1).count();
    let divisions: Vec<(usize, Node<'_>)> = tree
        .elements()
        .filter(|element| is_division(*element))
        .map(|division| (depth(division), division))
        .filter(|(depth, division)| *depth <= DEPTH && !label(*division).is_empty())
        .collect();
    html.open("nav", &[("id", "contents"), ("aria-label", "Contents"), ("class", "screen")]);
    search(html);
    html.open("details", &[("open", "")]);
    html.element("summary", &[], "Contents");
    html.open("ul", &[]);
    let mut open = 1;
    for (index, (depth, division)) in divisions.iter().enumerate() {
        while open > *depth {
            html.close();
            html.close();
            open -= 1;
        }
        html.open("li", &[]);
        let id = marks.id(*division).unwrap_or_default();
        html.element("a", &[("href", &format!("#{id}"))], &label(*division));
        match divisions.get(index + 1) {
            Some((next, _)) if next > depth => {
                // A level that is left out is no list of its own.
                html.open("ul", &[]);
                open = open.max(*depth) + 1;
            }
            _ => html.close(),
        }
    }
    while open > 1 {
        html.close();
        html.close();
        open -= 1;
    }
    if has_people {
        html.open("li", &[]);
        html.element("a", &[("href", "#people")], "Who speaks");
        html.close();
    }
    html.close();
    html.close();
    html.close();
}

/// The search field, which the script shows.
fn search(html: &mut Html) {
    html.open("form", &[("id", "search"), ("role", "search"), ("hidden", "")]);
    html.element("label", &[("for", "query")], "Search in this text");
    html.empty("input", &[("id", "query"), ("type", "search"), ("autocomplete", "off")]);
    html.open("div", &[]);
    html.element("button", &[("type", "button"), ("data-step", "-1")], "Previous");
    html.element("button", &[("type", "submit"), ("data-step", "1")], "Next");
    html.close();
    html.element("output", &[("id", "found"), ("for", "query")], "");
    html.close();
}
