//! The list of changes, and what chooses among them.

use std::collections::BTreeMap;

use crate::{
    delta::Change,
    diff::render::html::told::{CLASSES, class_name, code_spans},
    page::Html,
};

/// The bar with filters and steps; what needs the script is hidden until it runs.
pub(super) fn controls(changes: &[&Change], html: &mut Html) {
    html.open("form", &[("id", "controls"), ("class", "screen"), ("aria-label", "What is shown")]);
    html.open("fieldset", &[]);
    html.element("legend", &[], "View");
    for (value, told) in [("two", "two columns"), ("inline", "in line")] {
        html.open("label", &[]);
        let id = format!("view-{value}");
        let mut attributes = vec![("type", "radio"), ("name", "view"), ("id", id.as_str()), ("value", value)];
        attributes.extend((value == "two").then_some(("checked", "")));
        html.empty("input", &attributes);
        html.text(told);
        html.close();
    }
    html.close();
    html.open("fieldset", &[("class", "script"), ("hidden", "")]);
    html.element("legend", &[], "Changes of");
    for class in CLASSES {
        let count = changes.iter().filter(|change| change.class == class).count();
        if count > 0 {
            let name = class_name(class);
            html.open("label", &[("class", name)]);
            html.empty("input", &[("type", "checkbox"), ("name", "class"), ("value", name), ("checked", "")]);
            html.text(&format!("{name} ({count})"));
            html.close();
        }
    }
    html.close();
    html.open("label", &[("class", "script"), ("hidden", "")]);
    html.text("Element ");
    html.open("select", &[("id", "element")]);
    html.element("option", &[("value", "")], "all");
    let mut elements: BTreeMap<&str, usize> = BTreeMap::new();
    changes.iter().for_each(|change| *elements.entry(&change.element).or_default() += 1);
    for (name, count) in elements {
        html.element("option", &[("value", name)], &format!("{name} ({count})"));
    }
    html.close();
    html.close();
    html.open("div", &[("class", "steps script"), ("hidden", "")]);
    html.element("button", &[("type", "button"), ("data-step", "-1"), ("aria-keyshortcuts", "p")], "Previous");
    html.element("button", &[("type", "button"), ("data-step", "1"), ("aria-keyshortcuts", "n")], "Next");
    html.element("output", &[("id", "count"), ("aria-live", "polite")], "");
    html.close();
    html.close();
}

/// The list, with a heading for each division.
pub(super) fn list(changes: &[&Change], html: &mut Html) {
    html.open("nav", &[("id", "changes"), ("aria-label", "Changes"), ("tabindex", "0")]);
    html.element("h2", &[], "Changes");
    let mut division = None;
    for (index, change) in changes.iter().enumerate() {
        if division != Some(&change.place.division) {
            if division.is_some() {
                html.close();
            }
            if !change.place.division.is_empty() {
                html.element("h3", &[], &change.place.division);
            }
            html.open("ol", &[]);
            division = Some(&change.place.division);
        }
        let (id, class) = (index.to_string(), class_name(change.class));
        html.open("li", &[("data-n", &id), ("data-class", class), ("data-element", &change.element)]);
        html.open("a", &[("href", &format!("#c{index}"))]);
        html.element("span", &[("class", &format!("class {class}"))], class);
        html.text(" ");
        code_spans(&change.sentence, html);
        html.close();
        html.close();
        html.newline();
    }
    if division.is_some() {
        html.close();
    }
    html.close();
}
