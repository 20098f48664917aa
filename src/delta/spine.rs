//! One document as its words and, over them, its elements.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use roxmltree::NodeType;

use crate::{
    delta::{
        scope::Scope,
        whereabouts::{Numbering, Whereabouts},
    },
    span::Span,
    tei::{Flow, flow_of, holds_elements_only, tei},
    xml::{Attribute, Node, Tree, is_xml_space},
};

/// Numbers for texts, the same for the same text; shared by both documents.
#[derive(Debug, Default)]
pub(super) struct Interner<'t>(HashMap<Cow<'t, str>, u32>);

impl<'t> Interner<'t> {
    pub(super) fn number(&mut self, text: Cow<'t, str>) -> u32 {
        let next = narrow(self.0.len());
        *self.0.entry(text).or_insert(next)
    }
}

/// What both documents count with.
#[derive(Debug, Default)]
pub(super) struct Numbers<'t> {
    words: Interner<'t>,
    names: Interner<'t>,
}

/// What separates a word from the one before it, weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: the comma after a word.
    #[default]
    Glued,
    /// White space, which may be of any length.
    Space,
    /// A tag at which words end: that of a block, a note, a line beginning.
    Tag,
    /// A tag of a block that holds blocks: a speech, a division, a stanza that stands in no speech.
    Passage,
}

/// A word, or one character that is neither part of a word nor white space.
///
/// A word runs through tags that stand in the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// The text node and the byte in its decoded text where the word starts.
    pub(super) start: (u32, u32),
    /// The text node and the byte where it ends.
    pub(super) end: (u32, u32),
    /// The bytes of all words before it.
    pub(super) ink: u32,
    /// The least depth of an element since the word before: the lower, the stronger the boundary.
    pub(super) depth: u32,
    pub(super) gap: Gap,
}

/// A text node that holds words.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextRun<'t> {
    pub(super) node: Node<'t>,
    pub(super) text: &'t str,
    /// The element that holds it.
    pub(super) parent: usize,
}

/// An element, comment or processing instruction, with the words that it is around.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'t> {
    pub(super) node: Node<'t>,
    /// The element that holds it; the root element holds itself.
    pub(super) parent: usize,
    /// The first part after all that it holds.
    pub(super) after: usize,
    /// Where its first word begins and its last one ends, in ink.
    pub(super) from: u32,
    pub(super) to: u32,
    /// The number of its expanded name.
    pub(super) name: u32,
    pub(super) flow: Flow,
    /// Its place among the siblings of its name, from 1.
    pub(super) ordinal: u32,
    pub(super) whereabouts: Whereabouts,
    /// The nearest part that people count, itself or around it; [`UNCOUNTED`] where there is none.
    pub(super) counted: usize,
}

/// No part.
pub(super) const UNCOUNTED: usize = usize::MAX;

/// The words of a document and the parts around them, in document order.
///
/// Ink is what is measured with: the bytes of words, without anything between them.
#[derive(Debug)]
pub(super) struct Spine<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) words: Vec<Word>,
    /// The number of each word's text.
    pub(super) ids: Vec<u32>,
    pub(super) runs: Vec<TextRun<'t>>,
    pub(super) parts: Vec<Part<'t>>,
    /// The number of each part's name, attributes and, for a comment, content.
    pub(super) signatures: Vec<u32>,
    pub(super) ink: u32,
    /// What is not compared: elements with all that they hold, and attributes.
    pub(super) left_out: Vec<Span>,
    /// How many children of a name an element has.
    siblings: HashMap<(usize, u32), u32>,
}

impl<'t> Spine<'t> {
    /// Collects words and parts in one walk.
    pub(super) fn of(tree: &'t Tree<'t>, numbers: &mut Numbers<'t>, scope: &Scope) -> Spine<'t> {
        let spine = Spine {
            tree,
            words: Vec::new(),
            ids: Vec::new(),
            runs: Vec::new(),
            parts: Vec::new(),
            signatures: Vec::new(),
            ink: 0,
            left_out: Vec::new(),
            siblings: HashMap::new(),
        };
        let mut walk = Walk {
            spine,
            numbers,
            scope,
            numbering: Numbering::default(),
            open: Vec::new(),
            word: None,
            gap: Gap::Passage,
            floor: 0,
        };
        let mut node = Some(tree.root());
        while let Some(here) = node {
            let is_left_out = here.is_element() && scope.leaves_out(here);
            if is_left_out {
                walk.separate(here, flow_of(here));
                walk.spine.left_out.push(tree.span(here));
            } else {
                walk.enter(here);
            }
            node = here.first_child().filter(|_| !is_left_out);
            let mut at = here;
            while node.is_none() {
                if !is_left_out || at != here {
                    walk.leave(at);
                }
                node = at.next_sibling();
                match at.parent() {
                    Some(parent) if node.is_none() => at = parent,
                    _ => break,
                }
            }
        }
        walk.close_word();
        walk.spine
    }

    /// The words that begin in a range of ink.
    pub(super) fn words_in(&self, from: u32, to: u32) -> Range<usize> {
        let start = self.words.partition_point(|word| word.ink < from);
        let end = self.words.partition_point(|word| word.ink < to);
        start..end.max(start)
    }

    /// Where a word begins, in ink; past the last word, where the text ends.
    pub(super) fn ink_at(&self, word: usize) -> u32 {
        self.words.get(word).map_or(self.ink, |word| word.ink)
    }

    /// Whether a word stands in a speaker's label.
    pub(super) fn is_label(&self, word: usize) -> bool {
        const LEVELS: usize = 4;
        let holder = self.words.get(word).map(|word| self.runs[word.start.0 as usize].parent);
        let outer = |&part: &usize| Some(self.parts[part].parent).filter(|&parent| parent != part);
        let mut around = std::iter::successors(holder, outer).take(LEVELS);
        around.any(|part| self.parts[part].node.has_tag_name(tei("speaker")))
    }

    /// The words of a range as they read, with one space where they are apart.
    pub(super) fn reading(&self, words: Range<usize>) -> String {
        let mut out = String::new();
        for index in words.clone() {
            let word = &self.words[index];
            if index > words.start && word.gap != Gap::Glued {
                out.push(' ');
            }
            self.push_word(word, &mut out);
        }
        out
    }

    /// The first and the last words of a range, for people.
    pub(super) fn excerpt(&self, words: Range<usize>) -> String {
        const SHOWN: usize = 6;
        if words.len() <= 2 * SHOWN {
            return self.reading(words);
        }
        let first = self.reading(words.start..words.start + SHOWN);
        format!("{first} … {}", self.reading(words.end - SHOWN..words.end))
    }

    fn push_word(&self, word: &Word, out: &mut String) {
        for run in word.start.0..=word.end.0 {
            let text = self.runs[run as usize].text;
            let from = if run == word.start.0 { word.start.1 as usize } else { 0 };
            let to = if run == word.end.0 { word.end.1 as usize } else { text.len() };
            out.push_str(text.get(from..to).unwrap_or_default());
        }
    }

    /// The way to a part, short: names from below the root element, numbered where the parent has several of the name.
    pub(super) fn path(&self, part: usize) -> String {
        const STEPS: usize = 12;
        let mut steps = Vec::new();
        let mut at = part;
        while let Some(here) = self.parts.get(at) {
            if steps.len() == STEPS {
                steps.push("…".to_owned());
                break;
            }
            let is_outermost = here.parent == at;
            if is_outermost && !steps.is_empty() && here.node.is_element() {
                break;
            }
            steps.push(self.step(here));
            if is_outermost {
                break;
            }
            at = here.parent;
        }
        steps.reverse();
        steps.join("/")
    }

    fn step(&self, part: &Part<'t>) -> String {
        let name = match part.node.node_type() {
            NodeType::Element => part.node.tag_name().name(),
            NodeType::Comment => "comment()",
            _ => "processing-instruction()",
        };
        match self.siblings.get(&(part.parent, part.name)) {
            Some(2..) => format!("{name}[{}]", part.ordinal),
            _ => name.to_owned(),
        }
    }
}

/// The state of the walk through a tree.
struct Walk<'n, 't> {
    spine: Spine<'t>,
    numbers: &'n mut Numbers<'t>,
    scope: &'n Scope,
    numbering: Numbering,
    /// The elements that are open.
    open: Vec<usize>,
    /// The word that is not yet closed: its start, and its end so far.
    word: Option<Word>,
    gap: Gap,
    floor: u32,
}

impl<'t> Walk<'_, 't> {
    fn enter(&mut self, node: Node<'t>) {
        match node.node_type() {
            NodeType::Root => {}
            NodeType::Text => self.text(node),
            NodeType::Element => {
                let flow = flow_of(node);
                self.separate(node, flow);
                self.part(node, flow);
                self.open.push(self.spine.parts.len() - 1);
            }
            NodeType::Comment | NodeType::PI => self.part(node, Flow::Inline),
        }
    }

    fn leave(&mut self, node: Node<'t>) {
        if !node.is_element() {
            return;
        }
        let Some(index) = self.open.pop() else { return };
        self.separate(node, self.spine.parts[index].flow);
        self.floor = self.floor.min(narrow(self.open.len()));
        let after = self.spine.parts.len();
        let part = &mut self.spine.parts[index];
        (part.to, part.after) = (self.spine.ink, after);
    }

    fn separate(&mut self, node: Node<'t>, flow: Flow) {
        let gap = match flow {
            Flow::Inline => return,
            Flow::Block if holds_elements_only(node) && self.is_passage(node) => Gap::Passage,
            Flow::Apart | Flow::Block => Gap::Tag,
        };
        self.close_word();
        self.gap = self.gap.max(gap);
    }

    /// Whether a block that holds blocks stands for itself: a stanza in a speech is part of the speech.
    fn is_passage(&self, node: Node<'t>) -> bool {
        let is_speech = |node: Node<'_>| node.has_tag_name(tei("sp"));
        is_speech(node) || !self.open.iter().any(|&outer| is_speech(self.spine.parts[outer].node))
    }

    fn part(&mut self, node: Node<'t>, flow: Flow) {
        let index = self.spine.parts.len();
        let parent = self.open.last().copied().unwrap_or(index);
        let name = self.numbers.names.number(name_key(node));
        let signature = self.numbers.names.number(signature_key(node, self.scope));
        let left_out = node.attributes().filter(|attribute| self.scope.leaves_out_attribute(*attribute));
        self.spine.left_out.extend(left_out.map(|attribute| Span::from(attribute.range())));
        let count = self.spine.siblings.entry((parent, name)).or_insert(0);
        *count += 1;
        let outer = self.open.last().map(|&outer| (self.spine.parts[outer].whereabouts, self.spine.parts[outer].counted));
        let (outer, outer_counted) = outer.unwrap_or((Whereabouts::Document, UNCOUNTED));
        let whereabouts = self.numbering.of(node, outer);
        self.spine.parts.push(Part {
            node,
            parent,
            after: index + 1,
            from: self.spine.ink,
            to: self.spine.ink,
            name,
            flow,
            ordinal: *count,
            whereabouts,
            counted: if whereabouts == outer { outer_counted } else { index },
        });
        self.spine.signatures.push(signature);
    }

    fn text(&mut self, node: Node<'t>) {
        let text = node.text().unwrap_or_default();
        if node.parent().is_some_and(holds_elements_only) && text.chars().all(is_xml_space) {
            return;
        }
        let run = narrow(self.spine.runs.len());
        self.spine.runs.push(TextRun { node, text, parent: self.open.last().copied().unwrap_or(0) });
        for (at, character) in text.char_indices() {
            let length = narrow(character.len_utf8());
            match kind_of(character) {
                Kind::Space => {
                    self.close_word();
                    self.gap = self.gap.max(Gap::Space);
                }
                Kind::Letter => self.extend(run, narrow(at), length),
                Kind::Mark => {
                    self.close_word();
                    self.extend(run, narrow(at), length);
                    self.close_word();
                }
            }
        }
    }

    fn extend(&mut self, run: u32, at: u32, length: u32) {
        let (gap, ink) = (self.gap, self.spine.ink);
        let depth = self.floor.min(narrow(self.open.len()));
        let word = self.word.get_or_insert(Word { start: (run, at), end: (run, at), ink, depth, gap });
        word.end = (run, at + length);
        self.spine.ink = self.spine.ink.saturating_add(length);
        (self.gap, self.floor) = (Gap::Glued, u32::MAX);
    }

    fn close_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        let text = if word.start.0 == word.end.0 {
            let text = self.spine.runs[word.start.0 as usize].text;
            Cow::Borrowed(text.get(word.start.1 as usize..word.end.1 as usize).unwrap_or_default())
        } else {
            let mut text = String::new();
            self.spine.push_word(&word, &mut text);
            Cow::Owned(text)
        };
        self.spine.ids.push(self.numbers.words.number(text));
        self.spine.words.push(word);
    }
}

enum Kind {
    Space,
    Letter,
    Mark,
}

/// Whether a character is white space, continues a word, or stands alone.
///
/// Marks that combine with letters continue words; ideographs and kana, which are written without spaces, stand alone.
fn kind_of(character: char) -> Kind {
    match character {
        _ if is_xml_space(character) => Kind::Space,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Kind::Mark,
        '\u{20000}'..='\u{3ffff}' => Kind::Mark,
        '_' | '\u{ad}' | '\u{200c}' | '\u{200d}' => Kind::Letter,
        _ if character.is_alphanumeric() => Kind::Letter,
        '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{303f}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffff}' => Kind::Mark,
        '\u{300}'.. => Kind::Letter,
        _ => Kind::Mark,
    }
}

/// The expanded name of an element; for a comment or instruction, what kind of part it is.
fn name_key<'t>(node: Node<'t>) -> Cow<'t, str> {
    match node.node_type() {
        NodeType::Element => {
            let name = node.tag_name();
            format!("{{{}}}{}", name.namespace().unwrap_or_default(), name.name()).into()
        }
        NodeType::Comment => "<!--".into(),
        _ => "<?".into(),
    }
}

/// All that a part says of itself: name, attributes in the order of their names, content of a comment.
fn signature_key<'t>(node: Node<'t>, scope: &Scope) -> Cow<'t, str> {
    if node.is_comment() {
        return format!("<!--{}", node.text().unwrap_or_default()).into();
    }
    if let Some(instruction) = node.pi() {
        return format!("<?{} {}", instruction.target, instruction.value.unwrap_or_default()).into();
    }
    let mut key = name_key(node).into_owned();
    let mut attributes: Vec<Attribute<'t>> =
        node.attributes().filter(|attribute| !scope.leaves_out_attribute(*attribute)).collect();
    attributes.sort_unstable_by_key(|attribute| (attribute.namespace(), attribute.name()));
    for attribute in attributes {
        key.push_str(&format!("\0{{{}}}{}=", attribute.namespace().unwrap_or_default(), attribute.name()));
        key.push_str(&value(attribute));
    }
    key.into()
}

/// An attribute's value with one space for each run of white space: what a line end in a tag does is layout.
pub(super) fn value<'t>(attribute: Attribute<'t>) -> Cow<'t, str> {
    let value = attribute.value();
    let is_plain = |pair: &[u8]| !(pair[0].is_ascii_whitespace() && pair[1].is_ascii_whitespace());
    let has_edges = value.starts_with(is_xml_space) || value.ends_with(is_xml_space);
    if !has_edges && !value.contains(['\t', '\n', '\r']) && value.as_bytes().windows(2).all(is_plain) {
        return value.into();
    }
    value.split(is_xml_space).filter(|token| !token.is_empty()).collect::<Vec<_>>().join(" ").into()
}

/// Counts fit in 32 bits because a text does: `xml::TEXT_LIMIT`.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{source::Source, xml};

    #[track_caller]
    fn check(body: &str, expected: &[(&str, Gap)]) {
        let source = Source::from_text("a.xml", format!("<body xmlns='http://www.tei-c.org/ns/1.0'>{body}</body>"));
        let tree = xml::parse(&source).expect("well-formed");
        let spine = Spine::of(&tree, &mut Numbers::default(), &Scope::default());
        let words: Vec<(String, Gap)> =
            (0..spine.words.len()).map(|at| (spine.reading(at..at + 1), spine.words[at].gap)).collect();
        let expected: Vec<(String, Gap)> = expected.iter().map(|(word, gap)| ((*word).to_owned(), *gap)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn words_run_through_tags_in_the_line_and_end_at_others() {
        check(
            "<sp><speaker>A:</speaker> <p>un<hi>be</hi>kannt, x<note>y</note></p></sp>",
            &[
                ("A", Gap::Passage),
                (":", Gap::Glued),
                ("unbekannt", Gap::Tag),
                (",", Gap::Glued),
                ("x", Gap::Space),
                ("y", Gap::Tag),
            ],
        );
        check("<p>a<lb/>b<lb break='no'/>c<!-- -->d</p>", &[("a", Gap::Passage), ("bcd", Gap::Tag)]);
    }

    #[test]
    fn scripts_without_spaces_give_one_word_a_character() {
        check("<p>山田e\u{301}s</p>", &[("山", Gap::Passage), ("田", Gap::Glued), ("e\u{301}s", Gap::Glued)]);
    }

    #[test]
    fn paths_are_short_and_number_what_stands_several_times() {
        let source = Source::from_text("a.xml", "<TEI><text><div/><div><p/><p><hi/></p></div></text></TEI>");
        let tree = xml::parse(&source).expect("well-formed");
        let spine = Spine::of(&tree, &mut Numbers::default(), &Scope::default());
        let paths: Vec<String> = (0..spine.parts.len()).map(|part| spine.path(part)).collect();
        assert_eq!(
            paths,
            ["TEI", "text", "text/div[1]", "text/div[2]", "text/div[2]/p[1]", "text/div[2]/p[2]", "text/div[2]/p[2]/hi"]
        );
    }
}
