//! The lines of a cell: text that stays, that went and that came, and boxes.

use crate::{
    delta::{Change, Kind},
    diff::render::html::{
        marks::{Label, Part},
        told::{class_name, told, values},
    },
    page::Html,
};

/// The document in which something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum In {
    Old,
    New,
    Both,
}

impl In {
    /// The class by which the style sheet hides it in the column of the other document.
    fn class(self) -> &'static str {
        match self {
            In::Old => "old-only",
            In::New => "new-only",
            In::Both => "",
        }
    }
}

/// The lines of a cell as they are written.
pub(super) struct Lines<'h> {
    changes: &'h [&'h Change],
    html: &'h mut Html,
    /// The line that is open.
    open: Option<In>,
    /// The line of the new document that was begun last.
    name: String,
}

impl<'h> Lines<'h> {
    pub(super) fn new(changes: &'h [&'h Change], html: &'h mut Html) -> Lines<'h> {
        Lines { changes, html, open: None, name: String::new() }
    }

    pub(super) fn line(&mut self, name: &str, side: In) {
        self.end();
        let class = format!("line {} {}", known(name), side.class());
        self.html.open("div", &[("class", class.trim_end())]);
        self.open = Some(side);
        if side != In::Old {
            name.clone_into(&mut self.name);
        }
    }

    /// Sees to it that a line is open in which text of a side can stand.
    fn on(&mut self, side: In) {
        let is_fit = self.open.is_some_and(|open| open == In::Both || open == side);
        if !is_fit {
            let name = std::mem::take(&mut self.name);
            self.line(&name, if side == In::Old { In::Old } else { In::Both });
            self.name = name;
        }
    }

    pub(super) fn text(&mut self, text: &str, side: In, change: Option<usize>) {
        self.on(side);
        let Some(change) = change else { return self.html.text(text) };
        let name = if side == In::Old { "del" } else { "ins" };
        let kind = if self.changes[change].kind == Kind::Move { " moved" } else { "" };
        let class = format!("{}{kind}", side.class());
        let id = change.to_string();
        self.html.element(name, &[("class", &class), ("data-c", &id)], &visible(text));
    }

    pub(super) fn label(&mut self, label: Label, side: In) {
        self.on(side);
        let change = self.changes[label.change];
        let class = format!("mark {} {}", class_name(change.class), side.class());
        let id = label.change.to_string();
        self.html.open("span", &[("class", class.trim_end()), ("data-c", &id), ("lang", "en")]);
        match label.part {
            Part::End => self.html.text(&format!("⟨/{}⟩", change.element)),
            Part::Whole if change.kind == Kind::Boundary => {
                self.html.text(&format!("{} {}", if side == In::Old { "−" } else { "+" }, told(change)));
            }
            Part::Whole => self.html.text(&told(change)),
        }
        if change.kind == Kind::Move {
            let (to, told) = if side == In::Old { ("-new", "to here ↓") } else { ("", "from here ↑") };
            self.html.text(" ");
            self.html.element("a", &[("href", &format!("#c{}{to}", label.change))], told);
        }
        if let Some((from, to)) = values(change) {
            self.html.element("span", &[("class", "from")], &format!(" {from}"));
            self.html.element("span", &[("class", "arrow")], " →");
            self.html.element("span", &[("class", "to")], &format!(" {to}"));
        }
        self.html.close();
    }

    pub(super) fn end(&mut self) {
        if self.open.take().is_some() {
            self.html.close();
        }
    }
}

/// White space alone that came or went, as something that can be seen.
fn visible(text: &str) -> String {
    if text.is_empty() || !text.trim().is_empty() { text.to_owned() } else { "␣".to_owned() }
}

/// The names that the style sheet knows.
fn known(name: &str) -> &str {
    if ["speaker", "head", "stage", "l", "note"].contains(&name) { name } else { "" }
}
