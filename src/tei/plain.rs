//! The plain text back out of TEI.

use roxmltree::NodeType;

use crate::{
    tei::{Flow, flow_of, holds_elements_only, tei},
    xml::{Node, Tree, is_xml_space},
};

/// The reading text of a document: the words of its `text` elements as encoded, without the header.
///
/// Each block (`p`, `l`, `speaker`, `head`, `item` …) is one line; an empty line stands between speeches, stanzas, lists and
/// divisions. White space in a block is one space, and `lb` ends a line. A note stands where it is called, and the
/// alternatives in `choice` or `app` stand one after the other: nothing is chosen and nothing is left out. The text ends with
/// a line end, unless it is empty. What a `gap` says is missing stands as its reason in square brackets: `[illegible]`.
///
/// ```
/// use teiwright::{source::Source, tei, xml};
///
/// let source = Source::from_text(
///     "a.xml",
///     "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>
///        <sp><speaker>Ham.</speaker><p>To be,
///          or <hi>not</hi> to be.</p></sp>
///        <sp><speaker>Oph.</speaker><p>My lord?</p></sp>
///      </body></text></TEI>",
/// );
/// assert_eq!(tei::plain_text(&xml::parse(&source)?), "Ham.\nTo be, or not to be.\n\nOph.\nMy lord?\n");
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn plain_text(tree: &Tree<'_>) -> String {
    let mut page = Page::default();
    let mut inside = 0usize;
    let mut node = Some(tree.root());
    while let Some(here) = node {
        inside += usize::from(here.has_tag_name(tei("text")));
        if inside > 0 {
            page.open(here);
        }
        node = here.first_child();
        let mut at = here;
        while node.is_none() {
            if inside > 0 {
                page.boundary(at);
            }
            inside -= usize::from(at.has_tag_name(tei("text")));
            node = at.next_sibling();
            match at.parent() {
                Some(parent) if node.is_none() => at = parent,
                _ => break,
            }
        }
    }
    page.finish()
}

/// The text so far, and what must come before the next character.
#[derive(Default)]
struct Page {
    out: String,
    pending: Gap,
}

/// What stands between two characters, weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    /// Where two words would run into one otherwise.
    Apart,
    Space,
    Line,
    EmptyLine,
}

/// The elements with an empty line around them.
const PARTS: &[&str] = &[
    "back",
    "body",
    "castList",
    "div",
    "div1",
    "div2",
    "div3",
    "div4",
    "div5",
    "div6",
    "div7",
    "epilogue",
    "floatingText",
    "front",
    "lg",
    "list",
    "prologue",
    "sp",
    "spGrp",
    "table",
    "text",
    "titlePage",
];

impl Page {
    fn open(&mut self, node: Node<'_>) {
        match node.node_type() {
            NodeType::Text => self.text(node.text().unwrap_or_default(), node.parent().is_some_and(holds_elements_only)),
            // What the document says is missing must not vanish from the reading text.
            NodeType::Element if node.has_tag_name(tei("gap")) => self.text(&missing(node), false),
            _ => self.boundary(node),
        }
    }

    /// Begins or ends an element; both are the same to the lines.
    fn boundary(&mut self, node: Node<'_>) {
        if node.is_element() {
            self.pending = self.pending.max(gap_at(node));
        }
    }

    fn text(&mut self, text: &str, among_elements: bool) {
        if among_elements && text.chars().all(is_xml_space) {
            return;
        }
        for character in text.chars() {
            if is_xml_space(character) {
                self.pending = self.pending.max(Gap::Space);
            } else {
                self.gap(character);
                self.out.push(character);
            }
        }
    }

    fn gap(&mut self, next: char) {
        let pending = std::mem::take(&mut self.pending);
        match (pending, self.out.chars().next_back()) {
            (_, None) | (Gap::None, _) => {}
            (Gap::Apart, Some(last)) if !(last.is_alphanumeric() && next.is_alphanumeric()) => {}
            (Gap::Apart | Gap::Space, _) => self.out.push(' '),
            (Gap::Line, _) => self.out.push('\n'),
            (Gap::EmptyLine, _) => self.out.push_str("\n\n"),
        }
    }

    fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }
}

/// What stands for a `gap`: its reason in square brackets, as transcripts have it.
fn missing(gap: Node<'_>) -> String {
    match gap.attribute("reason").map(str::trim).filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("[{reason}]"),
        None => "[…]".to_owned(),
    }
}

fn gap_at(element: Node<'_>) -> Gap {
    match flow_of(element) {
        Flow::Inline => Gap::None,
        Flow::Apart if element.tag_name().name() == "lb" => Gap::Line,
        Flow::Apart => Gap::Apart,
        Flow::Block if PARTS.contains(&element.tag_name().name()) => Gap::EmptyLine,
        Flow::Block => Gap::Line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let text = format!(
            "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><p>no</p></teiHeader>\n<text><body>{body}</body></text></TEI>"
        );
        let source = Source::from_text("a.xml", text);
        assert_eq!(plain_text(&xml::parse(&source).expect("well-formed")), expected);
    }

    #[test]
    fn each_block_is_one_line() {
        check("<div>\n<head>I</head>\n<p>a\n  b</p><p>c<lb/>d <lb break='no'/>e</p></div>", "I\na b\nc\nd e\n");
        check("<p>a</p><list><item>b</item><item>c</item></list>", "a\n\nb\nc\n");
        check("<sp><speaker>A</speaker><stage>(ab)</stage><l>b</l><l>c</l></sp>", "A\n(ab)\nb\nc\n");
    }

    #[test]
    fn what_stands_in_the_line_stays_there() {
        check("<p>a<note>b</note> c<hi>d</hi>.<pb n='2'/></p>", "a b cd.\n");
        check("<p>so<note>[sic]</note>, <choice><abbr>Mr</abbr><expan>Mister</expan></choice></p>", "so[sic], Mr Mister\n");
        check("<p>the <gap reason='illegible'/> and <gap/></p>", "the [illegible] and […]\n");
        check("<p>a&#xa0;<!-- x -->b</p>", "a\u{a0}b\n");
        check("", "");
    }

    #[test]
    fn depth_is_no_danger() {
        check(&format!("<p>{}a{}</p>", "<hi>".repeat(20_000), "</hi>".repeat(20_000)), "a\n");
    }
}
