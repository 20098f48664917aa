//! The speeches of a text, one after the other, for tables and counts.

use crate::{
    span::Span,
    tei::{XML_ID, metadata::words, tei},
    xml::{Node, Tree, is_xml_space},
};

/// One `sp` or `u`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// Its place among the speeches of the document, from 1.
    pub order: usize,
    /// `@xml:id`.
    pub id: Option<String>,
    /// The pointers of `@who`, without `#`; several speak together.
    pub who: Vec<String>,
    /// The words of `speaker`; empty where there is none.
    pub speaker: String,
    /// The headings of the divisions that hold it, outermost first; of a division without `head`, its `@n` or `@type`.
    pub divisions: Vec<String>,
    /// What is said: without `speaker`, `stage`, `note` and `fw`; one space between words, line ends between paragraphs and lines.
    pub text: String,
    /// How many words are said, parted by white space; in text without it (Chinese, Japanese), this counts passages.
    pub words: usize,
    /// The element.
    pub span: Span,
}

/// The speeches in document order.
///
/// ```
/// use teiwright::{source::Source, tei, xml};
///
/// let source = Source::from_text(
///     "a.xml",
///     "<text xmlns='http://www.tei-c.org/ns/1.0'><div><head>I</head><sp who='#ham'><speaker>Ham.</speaker>
///      <p>To be, <stage>aside</stage> or not.</p></sp></div></text>",
/// );
/// let speeches = tei::speeches(&xml::parse(&source)?);
/// assert_eq!((speeches[0].text.as_str(), speeches[0].words), ("To be, or not.", 4));
/// assert_eq!((&speeches[0].who[..], &speeches[0].divisions[..]), (&["ham".to_owned()][..], &["I".to_owned()][..]));
/// # Ok::<(), xml::ReadError>(())
/// ```
pub fn speeches(tree: &Tree<'_>) -> Vec<Speech> {
    let mut found: Vec<Speech> = Vec::new();
    for element in tree.elements().filter(|it| it.has_tag_name(tei("sp")) || it.has_tag_name(tei("u"))) {
        let speaker = element.children().find(|it| it.has_tag_name(tei("speaker"))).map(words).unwrap_or_default();
        let (text, words) = said(element);
        let who = element.attribute("who").unwrap_or_default().split(is_xml_space).filter(|it| !it.is_empty());
        found.push(Speech {
            order: found.len() + 1,
            id: element.attribute(XML_ID).map(str::to_owned),
            who: who.map(|pointer| pointer.strip_prefix('#').unwrap_or(pointer).to_owned()).collect(),
            speaker,
            divisions: divisions(element),
            text,
            words,
            span: tree.span(element),
        });
    }
    found
}

/// Whether an element is a division of any level.
pub fn is_division(element: Node<'_>) -> bool {
    let name = element.tag_name();
    let is_numbered = |level: &str| matches!(level, "1" | "2" | "3" | "4" | "5" | "6" | "7");
    name.namespace() == Some(super::NAMESPACE)
        && name.name().strip_prefix("div").is_some_and(|it| it.is_empty() || is_numbered(it))
}

fn divisions(element: Node<'_>) -> Vec<String> {
    let mut labels: Vec<String> = element.ancestors().skip(1).filter(|it| is_division(*it)).map(label).collect();
    labels.reverse();
    labels
}

/// What a division is called: its heading, or else its `@n` or its `@type`.
pub fn label(division: Node<'_>) -> String {
    let head = division.children().find(|it| it.has_tag_name(tei("head"))).map(words).filter(|it| !it.is_empty());
    head.or_else(|| ["n", "type"].into_iter().find_map(|name| division.attribute(name)).map(str::to_owned)).unwrap_or_default()
}

/// The words that are said, each block in a line of its own, and how many they are.
fn said(speech: Node<'_>) -> (String, usize) {
    let mut lines = vec![String::new()];
    let mut node = speech.first_child();
    while let Some(here) = node {
        let is_said = !["speaker", "stage", "note", "fw", "incident"].into_iter().any(|name| here.has_tag_name(tei(name)));
        if here.is_text() {
            lines.last_mut().expect("there is one from the start").push_str(here.text().unwrap_or_default());
        } else if is_block(here) {
            lines.push(String::new());
        }
        node = if is_said { here.first_child() } else { None };
        let mut at = here;
        while node.is_none() {
            if is_block(at) {
                lines.push(String::new());
            }
            node = at.next_sibling();
            match at.parent() {
                Some(parent) if node.is_none() && parent != speech => at = parent,
                _ => break,
            }
        }
    }
    let (mut text, mut words) = (String::new(), 0);
    for line in &lines {
        for (at, word) in line.split_whitespace().enumerate() {
            match at {
                0 if text.is_empty() => {}
                0 => text.push('\n'),
                _ => text.push(' '),
            }
            text.push_str(word);
            words += 1;
        }
    }
    (text, words)
}

fn is_block(node: Node<'_>) -> bool {
    let is_of_utterance = || node.parent().is_some_and(|parent| parent.has_tag_name(tei("u")));
    node.has_tag_name(tei("seg")) && is_of_utterance()
        || ["p", "ab", "l", "lg", "item", "row", "head", "opener", "salute", "dateline", "closer", "signed"]
            .into_iter()
            .any(|name| node.has_tag_name(tei(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    #[test]
    fn only_what_is_said_counts() {
        let source = Source::from_text(
            "a.xml",
            "<body xmlns='http://www.tei-c.org/ns/1.0'><div type='act' n='2'><sp xml:id='s1' who='#a #b'><speaker>A, B.</speaker>
             <stage>together</stage><lg><l>One <note>n</note>two</l><l part='I'>three</l></lg></sp>
             <u who='x:c'>so<pb/>me <q>words</q></u></div></body>",
        );
        let found = speeches(&xml::parse(&source).expect("well-formed"));
        assert_eq!(found[0].text, "One two\nthree");
        assert_eq!((found[0].who.len(), found[0].words, found[0].divisions[0].as_str()), (2, 3, "2"));
        assert_eq!((found[1].text.as_str(), found[1].who[0].as_str(), found[1].order), ("some words", "x:c", 2));
    }
}
