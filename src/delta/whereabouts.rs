//! Where in a text something stands, as people say it: speech 12, paragraph 3, the header.

use std::fmt;

use crate::{tei::NAMESPACE, xml::Node};

/// The nearest part of the text that people count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// Nothing that is counted.
    #[default]
    Document,
    Header,
    Division(u32),
    Paragraph(u32),
    Speech(u32),
}

impl fmt::Display for Whereabouts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Whereabouts::Document => formatter.write_str("document"),
            Whereabouts::Header => formatter.write_str("header"),
            Whereabouts::Division(number) => write!(formatter, "division {number}"),
            Whereabouts::Paragraph(number) => write!(formatter, "paragraph {number}"),
            Whereabouts::Speech(number) => write!(formatter, "speech {number}"),
        }
    }
}

/// Counts speeches, paragraphs outside of speeches, and divisions in document order, from 1.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    speeches: u32,
    paragraphs: u32,
    divisions: u32,
}

impl Numbering {
    /// The whereabouts of an element in something that stands at `outer`.
    pub(super) fn of(&mut self, node: Node<'_>, outer: Whereabouts) -> Whereabouts {
        let name = node.tag_name();
        if name.namespace() != Some(NAMESPACE) || outer == Whereabouts::Header {
            return outer;
        }
        match (name.name(), outer) {
            ("teiHeader", _) => Whereabouts::Header,
            ("sp" | "u", _) => Whereabouts::Speech(next(&mut self.speeches)),
            (_, Whereabouts::Speech(_) | Whereabouts::Paragraph(_)) => outer,
            ("p" | "ab", _) => Whereabouts::Paragraph(next(&mut self.paragraphs)),
            ("div" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7", _) => {
                Whereabouts::Division(next(&mut self.divisions))
            }
            _ => outer,
        }
    }
}

fn next(count: &mut u32) -> u32 {
    *count += 1;
    *count
}
