//! Where in the text the changes are, at one glance: a strip beside the page with a lane for each class.

use std::collections::BTreeMap;

use crate::{
    delta::{Change, Class},
    diff::render::html::{
        rows::Row,
        told::{CLASSES, class_name},
    },
    page::Html,
};

/// Into how many parts of equal length the text is cut.
const PARTS: usize = 100;

/// Writes the strip. It says again what the list says, for the eye only.
pub(super) fn write(rows: &[Row<'_>], changes: &[&Change], html: &mut Html) {
    let mut cells: BTreeMap<(usize, Class), Vec<usize>> = BTreeMap::new();
    for row in rows {
        for change in row.changes() {
            cells.entry((row.at * PARTS / 1001, changes[change].class)).or_default().push(change);
        }
    }
    html.open("div", &[("id", "strip"), ("class", "screen"), ("aria-hidden", "true")]);
    for ((part, class), found) in cells {
        let lane = CLASSES.iter().position(|it| *it == class).unwrap_or_default();
        let style = format!("top:{part}%;left:{}%", lane * 100 / CLASSES.len());
        let all: Vec<String> = found.iter().map(ToString::to_string).collect();
        let (href, told) = (format!("#c{}", found[0]), format!("{}: {}", class_name(class), found.len()));
        html.element(
            "a",
            &[
                ("class", class_name(class)),
                ("style", &style),
                ("href", &href),
                ("tabindex", "-1"),
                ("title", &told),
                ("data-all", &all.join(" ")),
            ],
            "",
        );
    }
    html.close();
}
