//! Where people find a change: the division by its heading, the speech by its number and speaker.

use crate::{
    delta::{
        Place,
        pairs::Lot,
        spine::{Spine, UNCOUNTED},
        view::View,
        whereabouts::Whereabouts,
    },
    tei::tei,
    xml::{Node, is_xml_space},
};

/// How many divisions, one in another, are named: the innermost ones.
const NAMED: usize = 4;

/// How many children of an element are looked through for its label.
const LOOKED_AT: usize = 4;

/// The most characters of a heading or label that are told.
const LENGTH: usize = 40;

impl<'a, 't> View<'a, 't> {
    /// The document and the part in it by which people find a part; nothing for what is in none that is counted.
    ///
    /// What is new in a speech that stands in both documents is found where the old one has the speech.
    fn found(&self, part: usize) -> (&'a Spine<'t>, usize) {
        let counted = self.spine.parts[part].counted;
        match (self.elder, self.lots.get(counted)) {
            (Some(elder), Some(Lot::Pair(old, _))) if elder.parts[*old].counted == *old => (elder, *old),
            _ => (self.spine, counted),
        }
    }

    /// Where a part is, as its sentence begins.
    pub(super) fn whereabouts(&self, part: usize) -> Whereabouts {
        let (spine, counted) = self.found(part);
        spine.parts.get(counted).map_or(self.spine.parts[part].whereabouts, |found| found.whereabouts)
    }

    /// Where a part is, with the headings around it.
    pub(super) fn place(&self, part: usize) -> Place {
        let (spine, counted) = self.found(part);
        let Some(found) = spine.parts.get(counted) else { return Place::default() };
        let passage = match (found.whereabouts, speaker(found.node)) {
            (Whereabouts::Document, _) => String::new(),
            (Whereabouts::Speech(_), Some(speaker)) => format!("{} ({speaker})", found.whereabouts),
            _ => found.whereabouts.to_string(),
        };
        Place { division: divisions(spine, counted), passage }
    }
}

/// The headings of the divisions around a counted part, outermost first.
fn divisions(spine: &Spine<'_>, counted: usize) -> String {
    let outer = |&at: &usize| {
        let part = spine.parts.get(at)?;
        Some(if part.parent == at { UNCOUNTED } else { spine.parts[part.parent].counted })
    };
    let around = std::iter::successors(Some(counted), outer).map_while(|at| spine.parts.get(at));
    let named = around.filter(|part| matches!(part.whereabouts, Whereabouts::Division(_))).take(NAMED);
    let mut names: Vec<String> =
        named.map(|part| child(part.node, "head").and_then(label).unwrap_or_else(|| part.whereabouts.to_string())).collect();
    names.reverse();
    names.join(" › ")
}

/// Who speaks: the label of a speech, or the pointer of an utterance.
fn speaker(speech: Node<'_>) -> Option<String> {
    let label = child(speech, "speaker").and_then(label);
    let told = label.or_else(|| speech.attribute("who").map(|who| who.trim_start_matches('#').to_owned()))?;
    let told = told.trim_end_matches(['.', ':', ',', ';']);
    (!told.is_empty()).then(|| told.to_owned())
}

fn child<'n>(element: Node<'n>, name: &str) -> Option<Node<'n>> {
    element.children().filter(Node::is_element).take(LOOKED_AT).find(|child| child.has_tag_name(tei(name)))
}

/// The beginning of an element's text, on one line.
fn label(element: Node<'_>) -> Option<String> {
    let mut told = String::new();
    for text in element.descendants().take(LENGTH).filter_map(|node| node.is_text().then(|| node.text()).flatten()) {
        for word in text.split(is_xml_space).filter(|word| !word.is_empty()) {
            if !told.is_empty() {
                told.push(' ');
            }
            told.push_str(word);
            if let Some((end, _)) = told.char_indices().nth(LENGTH) {
                told.truncate(end);
                told.push('…');
                return Some(told);
            }
        }
    }
    (!told.is_empty()).then_some(told)
}
