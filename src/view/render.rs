//! The text as HTML: one walk over the document, by the table of `elements`.

use std::borrow::Cow;

use crate::{
    page::Html,
    tei::{NAMESPACE, XML_LANG, holds_elements_only, is_address, is_division, tei, words},
    view::{
        elements::{Shape, holds_phrases, shape},
        marks::Marks,
        script,
    },
    xml::{Node, Tree},
};

/// Every so many lines of verse one is numbered.
const NUMBERED: usize = 5;

/// Writes the texts of a document.
pub(super) fn write(tree: &Tree<'_>, marks: &Marks, html: &mut Html) {
    let mut writer = Writer { tree, marks, html, open: Vec::new(), phrases: 0, lines: 0, is_in_text: 0, notes: 0 };
    let root = tree.root_element();
    let mut node = Some(root);
    while let Some(here) = node {
        let descends = writer.enter(here);
        node = here.first_child().filter(|_| descends);
        let mut at = here;
        while node.is_none() {
            writer.leave(at);
            let Some(parent) = at.parent().filter(|_| at != root) else { break };
            node = at.next_sibling();
            at = parent;
        }
    }
    if !tree.elements().any(|it| it.has_tag_name(tei("text"))) {
        writer.html.element("p", &[("class", "nothing")], "This file holds no text: it is a header, or a list.");
    }
}

struct Writer<'w> {
    tree: &'w Tree<'w>,
    marks: &'w Marks,
    html: &'w mut Html,
    /// For each node that is open, the HTML elements that were opened for it.
    open: Vec<Vec<&'static str>>,
    /// How many of the open HTML elements hold phrases only.
    phrases: usize,
    /// The lines of verse so far.
    lines: usize,
    /// How many `text`s are open.
    is_in_text: usize,
    /// The notes so far that have no number of their own.
    notes: usize,
}

impl Writer<'_> {
    /// Opens what stands for a node, and says whether its children are to be shown.
    fn enter(&mut self, node: Node<'_>) -> bool {
        self.open.push(Vec::new());
        if node.is_text() {
            let text = node.text().unwrap_or_default();
            let is_layout = text.trim().is_empty() && node.parent().is_some_and(holds_elements_only);
            if self.is_in_text > 0 && !is_layout {
                self.html.text(text);
            }
            return false;
        }
        if !node.is_element() {
            return false;
        }
        if node.has_tag_name(tei("text")) {
            self.is_in_text += 1;
            self.lines = 0;
        }
        let is_tei = node.tag_name().namespace() == Some(NAMESPACE);
        let name = if is_tei { node.tag_name().name() } else { "" };
        if name == "TEI" && node.parent().is_some_and(|it| it.has_tag_name(tei("teiCorpus"))) {
            self.start("article", node, "TEI", &[]);
            let title = crate::tei::Metadata::of_element(self.tree, node);
            self.html.element("h2", &[], title.title.as_ref().map_or(super::UNTITLED, |it| &it.text));
            return true;
        }
        if self.is_in_text == 0 && !matches!(name, "TEI" | "teiCorpus") {
            return !matches!(shape(name), Shape::Hidden);
        }
        self.element(node, name)
    }

    fn element(&mut self, node: Node<'_>, name: &str) -> bool {
        match shape(name) {
            Shape::Hidden => return false,
            Shape::Block(tag) => self.block(node, name, tag),
            Shape::Phrase(tag) => self.phrase(node, name, tag),
            Shape::Heading => self.heading(node),
            Shape::Line => self.line(node),
            Shape::Note => self.note(node),
            Shape::List => {
                let holds_items = node.children().filter(Node::is_element).all(|it| it.has_tag_name(tei("item")));
                self.block(node, "list", if holds_items && node.has_children() { "ul" } else { "div" });
            }
            Shape::Milestone => self.milestone(node, name),
            Shape::LineBeginning => {
                let is_first =
                    node.prev_sibling().is_none_or(|it| it.is_text() && it.text().unwrap_or_default().trim().is_empty());
                if !is_first {
                    self.html.empty("br", &[]);
                }
            }
            Shape::Gap => self.gap(node),
            Shape::Pointer => self.pointer(node),
            Shape::Graphic => self.graphic(node),
            Shape::Choice => self.phrase(node, name, "span"),
            Shape::Other(kind) => return self.other(node, name, kind),
        }
        true
    }

    /// Opens an HTML element for a node.
    fn start(&mut self, tag: &'static str, node: Node<'_>, class: &str, more: &[(&str, &str)]) {
        let language = script::attributes(node.attribute(XML_LANG));
        let mut attributes: Vec<(&str, &str)> = Vec::with_capacity(4);
        if !class.is_empty() {
            attributes.push(("class", class));
        }
        attributes.extend(self.marks.id(node).map(|id| ("id", id)));
        attributes.extend(language.iter().map(|(name, value)| (*name, value.as_str())));
        attributes.extend(more);
        self.push(tag, &attributes);
    }

    /// Opens an HTML element that the leaving of the node will close.
    fn push(&mut self, tag: &'static str, attributes: &[(&str, &str)]) {
        self.html.open(tag, attributes);
        self.phrases += usize::from(holds_phrases(tag));
        self.open.last_mut().expect("a node is open").push(tag);
    }

    fn leave(&mut self, node: Node<'_>) {
        if node.has_tag_name(tei("text")) {
            self.is_in_text -= 1;
        }
        for tag in self.open.pop().unwrap_or_default().into_iter().rev() {
            if tag == "p" && node.has_tag_name(tei("p")) {
                self.permalink(node);
            }
            self.html.close();
            self.phrases -= usize::from(holds_phrases(tag));
            if self.phrases == 0 {
                self.html.newline();
            }
        }
    }

    fn block(&mut self, node: Node<'_>, name: &str, tag: &'static str) {
        let is_orphan = match tag {
            "li" => !self.html.is_within("ul"),
            "tr" | "td" => !self.html.is_within("table"),
            _ => false,
        };
        let class = class(node, name);
        match tag {
            _ if self.phrases > 0 => self.start("span", node, &format!("block {class}"), &[]),
            _ if is_orphan => self.start("div", node, &class, &[]),
            "section" if is_division(node) || name == "text" => self.start("section", node, &class, &[]),
            "section" => self.start("div", node, &class, &[]),
            "td" if node.attribute("role") == Some("label") => self.start("th", node, &class, &[]),
            "p" if name == "p" => self.start("p", node, "", &[]),
            _ => self.start(tag, node, &class, &[]),
        }
        if matches!(name, "sp" | "u") && self.phrases == 0 {
            self.permalink(node);
        }
    }

    /// A link to the element itself, so that its address can be copied.
    fn permalink(&mut self, node: Node<'_>) {
        let Some(id) = self.marks.id(node) else { return };
        let label = format!("Link to {id}");
        let order = if node.has_tag_name(tei("p")) { "-1" } else { "0" };
        let attributes = [
            ("class", "here screen"),
            ("href", &*format!("#{id}")),
            ("aria-label", &*label),
            ("tabindex", order),
            ("lang", "en"),
        ];
        self.html.element("a", &attributes, "¶");
    }

    fn phrase(&mut self, node: Node<'_>, name: &str, tag: &'static str) {
        let rendition = node.attribute("rend").or(node.attribute("rendition")).unwrap_or_default();
        let tag = match name {
            "hi" if rendition.contains("sup") => "sup",
            "hi" if rendition.contains("sub") => "sub",
            "hi" if rendition.contains("bold") => "b",
            "hi" if rendition.contains("ital") => "i",
            _ => tag,
        };
        match name {
            "unclear" => {
                self.start(tag, node, "unclear", &[("title", "uncertain reading")]);
            }
            "supplied" => self.start(tag, node, "supplied", &[("title", "supplied by the editor")]),
            "" => self.start(tag, node, "", &[]),
            _ => self.start(tag, node, &class(node, name), &[]),
        }
    }

    fn heading(&mut self, node: Node<'_>) {
        let parent = node.parent();
        if parent.is_some_and(|it| it.has_tag_name(tei("table"))) && self.html.is_within("table") {
            return self.start("caption", node, "head", &[]);
        }
        if !parent.is_some_and(is_division) || self.phrases > 0 {
            return self.block(node, "head", "p");
        }
        const LEVELS: &[&str] = &["h2", "h3", "h4", "h5", "h6"];
        let depth = node.ancestors().filter(|it| is_division(*it)).take(LEVELS.len()).count();
        let level = LEVELS[depth.max(1) - 1];
        self.start(level, node, &class(node, "head"), &[]);
    }

    fn line(&mut self, node: Node<'_>) {
        let part = node.attribute("part").unwrap_or_default();
        let is_beginning = !matches!(part, "M" | "F");
        self.lines += usize::from(is_beginning);
        let number = node.attribute("n").map_or_else(|| Cow::Owned(self.lines.to_string()), Cow::Borrowed);
        let is_numbered =
            is_beginning && number.parse::<usize>().is_ok_and(|number| number > 0 && number.is_multiple_of(NUMBERED));
        let class = if is_beginning { "l".to_owned() } else { format!("l part-{part}") };
        let tag = if self.phrases > 0 { "span" } else { "div" };
        let more = if is_numbered { vec![("data-n", &*number)] } else { vec![] };
        self.start(tag, node, &class, &more);
    }

    fn note(&mut self, node: Node<'_>) {
        let is_gloss = matches!(node.attribute("place"), Some("inline")) || node.attribute("type") == Some("gloss");
        let id = self.marks.id(node).unwrap_or_default();
        let calls: Vec<&str> = self.marks.calls(node).collect();
        if is_gloss {
            return self.start("span", node, "gloss", &[]);
        }
        let number = node.attribute("n").map_or_else(
            || {
                self.notes += 1;
                Cow::Owned(self.notes.to_string())
            },
            Cow::Borrowed,
        );
        let label = format!("Note {number}");
        let call = format!("call-{id}");
        if calls.is_empty() {
            let href = format!("#{id}");
            let attributes = [
                ("class", "call"),
                ("id", &*call),
                ("href", &*href),
                ("role", "doc-noteref"),
                ("aria-label", &*label),
                ("lang", "en"),
            ];
            self.html.element("a", &attributes, &number);
        }
        self.start("span", node, "note", &[("role", "note")]);
        let back = calls.first().copied().unwrap_or(&call);
        let label = format!("Back to the call of note {number}");
        let href = format!("#{back}");
        self.html.element("a", &[("class", "back"), ("href", &*href), ("aria-label", &*label), ("lang", "en")], &number);
        self.html.text(" ");
    }

    fn milestone(&mut self, node: Node<'_>, name: &str) {
        let number = node.attribute("n").unwrap_or_default();
        let words = match (name, number, node.attribute("unit")) {
            ("pb", "", _) => "new page".to_owned(),
            ("pb", number, _) => format!("p. {number}"),
            ("cb", "", _) => return,
            ("cb", number, _) => format!("col. {number}"),
            (_, "", _) => return,
            (_, number, unit) => format!("{} {number}", unit.unwrap_or_default()),
        };
        self.start("span", node, name, &[("lang", "en")]);
        self.html.text(&format!("[{}]", words.trim()));
    }

    fn gap(&mut self, node: Node<'_>) {
        let reason = node.attribute("reason").unwrap_or("gap");
        let extent = [node.attribute("quantity"), node.attribute("unit"), node.attribute("extent")];
        let extent: Vec<&str> = extent.into_iter().flatten().collect();
        let words = if extent.is_empty() { reason.to_owned() } else { format!("{reason}: {}", extent.join(" ")) };
        self.start("span", node, "gap", &[("lang", "en")]);
        self.html.text(&format!("[{words}]"));
    }

    fn pointer(&mut self, node: Node<'_>) {
        let target = node.attribute("target").unwrap_or_default();
        let first = target.split_whitespace().next().unwrap_or_default();
        let local = self.marks.target(first).map(|id| format!("#{id}"));
        let is_inside_link = self.html.is_within("a");
        // An empty call of a note shows the number of the note.
        let number = self.marks.number(node).filter(|_| !node.has_children()).map(str::to_owned);
        if let (Some(number), Some(href), false) = (&number, &local, is_inside_link) {
            let label = format!("Note {number}");
            self.start("a", node, "call", &[("href", href), ("role", "doc-noteref"), ("aria-label", &label), ("lang", "en")]);
            return self.html.text(number);
        }
        match local {
            _ if is_inside_link => self.start("span", node, "ref", &[]),
            Some(href) => self.start("a", node, "ref", &[("href", &href)]),
            None if is_address(first) => self.start("a", node, "ref", &[("href", first), ("rel", "noreferrer")]),
            None => self.start("span", node, "ref", &[]),
        }
        if !node.has_children() {
            self.html.text(if first.is_empty() { "→" } else { first.trim_start_matches('#') });
        }
    }

    fn graphic(&mut self, node: Node<'_>) {
        let address = node.attribute("url").unwrap_or_default();
        let name = address.rsplit('/').next().unwrap_or_default();
        if is_address(address) && !self.html.is_within("a") {
            self.start("a", node, "graphic", &[("href", address), ("rel", "noreferrer")]);
        } else {
            self.start("span", node, "graphic", &[]);
        }
        self.html.text(&format!("[picture: {name}]"));
    }

    /// A reading beside the preferred one, in words only; where it stands alone it is the text, and its children are shown.
    fn other(&mut self, node: Node<'_>, name: &str, kind: &str) -> bool {
        let stands_alone = !node.parent().is_some_and(|it| {
            let is_alternatives = it.has_tag_name(tei("choice")) || it.has_tag_name(tei("app")) || it.has_tag_name(tei("subst"));
            is_alternatives && it.children().filter(Node::is_element).count() > 1
        });
        if stands_alone && name != "del" {
            let mark = if name == "sic" { [("title", "so in the source")].as_slice() } else { &[] };
            self.start("span", node, name, mark);
            return true;
        }
        self.start("small", node, "other", &[]);
        self.html.text(&format!("[{kind}: {}]", words(node)));
        false
    }
}

/// The class of an element: its name, and its type where the style knows it.
fn class(node: Node<'_>, name: &str) -> String {
    match (name, node.attribute("type")) {
        ("head", Some("sub")) => "head sub".to_owned(),
        ("", _) => "other-element".to_owned(),
        _ => name.to_owned(),
    }
}
