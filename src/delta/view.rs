//! One document of the two, with what is asked of it when changes are told: spans, paths, texts.

use std::ops::Range;

use crate::{
    delta::{
        Context, Side,
        pairs::Lot,
        spine::{Gap, Spine, Word, value},
        written::Written,
    },
    diagnostic::quote,
    span::Span,
    xml::{Attribute, is_xml_space},
};

/// One document and what became of its parts.
pub(super) struct View<'a, 't> {
    pub(super) spine: &'a Spine<'t>,
    pub(super) lots: &'a [Lot],
    pub(super) ranges: &'a [(u32, u32)],
    /// What is not only written differently: changed words, and tags without a partner.
    pub(super) changed: Vec<Span>,
    written: Written,
    /// The old document, if this is the new one: what stands in both is counted there.
    pub(super) elder: Option<&'a Spine<'t>>,
}

impl<'a, 't> View<'a, 't> {
    pub(super) fn new(
        spine: &'a Spine<'t>,
        lots: &'a [Lot],
        ranges: &'a [(u32, u32)],
        elder: Option<&'a Spine<'t>>,
    ) -> View<'a, 't> {
        // What is left out makes no difference, however it is written.
        View { spine, lots, ranges, changed: spine.left_out.clone(), written: Written::default(), elder }
    }

    /// The text of the source at a span.
    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.spine.tree.source().slice(span).unwrap_or_default()
    }

    /// Words as one side of a change.
    pub(super) fn words(&mut self, words: Range<usize>) -> Option<Side> {
        let first = *self.spine.words.get(words.start)?;
        let last = *self.spine.words.get(words.end.checked_sub(1)?)?;
        let span = self.written.span(self.spine, &first, &last);
        let side = Side { span, path: self.spine.path(self.holder(&first)), text: self.spine.reading(words) };
        self.changed.push(side.span);
        Some(side)
    }

    /// A few words beside others in their block.
    pub(super) fn context(&self, words: Range<usize>) -> Context {
        const SHOWN: usize = 4;
        let spine = self.spine;
        let is_in_block = |at: usize| spine.words.get(at).is_some_and(|word| word.gap < Gap::Tag);
        let start = (1..=SHOWN).take_while(|by| *by <= words.start && is_in_block(words.start + 1 - by)).count();
        let end = (0..SHOWN).take_while(|by| is_in_block(words.end + by)).count();
        let space = |at: usize| if spine.words.get(at).is_some_and(|word| word.gap == Gap::Space) { " " } else { "" };
        Context {
            before: match start {
                0 => String::new(),
                _ => spine.reading(words.start - start..words.start) + space(words.start),
            },
            after: match end {
                0 => String::new(),
                _ => space(words.end).to_owned() + &spine.reading(words.end..words.end + end),
            },
        }
    }

    /// A word with what stands between it and the word before.
    pub(super) fn word_and_gap(&mut self, word: usize) -> Option<Side> {
        let before = *self.spine.words.get(word.checked_sub(1)?)?;
        let start = self.written.end(self.spine, &before);
        let mut side = self.words(word..word + 1)?;
        side.span = Span::new(start, side.span.end);
        if self.spine.words[word].gap != Gap::Glued {
            side.text.insert(0, ' ');
        }
        self.changed.push(side.span);
        Some(side)
    }

    /// The part that holds a word where it starts.
    fn holder(&self, word: &Word) -> usize {
        self.spine.runs[word.start.0 as usize].parent
    }

    /// The part that holds a word.
    pub(super) fn part_of_word(&self, word: usize) -> usize {
        self.spine.words.get(word).map_or(0, |word| self.holder(word))
    }

    /// The local name of a part, or of the element that holds it.
    pub(super) fn element(&self, part: usize) -> String {
        let here = &self.spine.parts[part];
        let element = if here.node.is_element() { here } else { &self.spine.parts[here.parent] };
        element.node.tag_name().name().to_owned()
    }

    /// Whether a place in the text is in an element that holds words, and not between tags that white space may part.
    pub(super) fn is_in_text(&self, span: Span) -> bool {
        let before = self.slice(Span::new(0, span.start)).trim_end_matches(is_xml_space);
        let text_end = self.spine.tree.source().text().len();
        let after = self.slice(Span::new(span.end, text_end)).trim_start_matches(is_xml_space);
        !(before.ends_with('>') || before.is_empty()) || !(after.starts_with('<') || after.is_empty())
    }

    /// The span of a part, tags included.
    pub(super) fn span(&self, part: usize) -> Span {
        self.spine.tree.span(self.spine.parts[part].node)
    }

    /// The span of an element's start-tag; for a comment or instruction, all of it.
    pub(super) fn start_tag(&self, part: usize) -> Span {
        let node = self.spine.parts[part].node;
        if node.is_element() { self.spine.tree.start_tag_span(node) } else { self.span(part) }
    }

    /// The span of an element's end-tag; an empty span at the end of what has none.
    pub(super) fn end_tag(&self, part: usize) -> Span {
        let (whole, start_tag) = (self.span(part), self.start_tag(part));
        let inner = Span::new(start_tag.end.min(whole.end), whole.end);
        Span::new(self.slice(inner).rfind("</").map_or(whole.end, |at| inner.start + at), whole.end)
    }

    /// A part as written.
    pub(super) fn written(&self, part: usize) -> Side {
        let span = self.span(part);
        Side { span, path: self.spine.path(part), text: self.slice(span).to_owned() }
    }

    /// A start-tag.
    pub(super) fn tag(&self, part: usize) -> Side {
        let span = self.start_tag(part);
        Side { span, path: self.spine.path(part), text: self.slice(span).to_owned() }
    }

    /// An element's name.
    pub(super) fn name(&self, part: usize) -> Side {
        let span = self.spine.tree.name_span(self.spine.parts[part].node);
        Side { span, path: self.spine.path(part), text: self.slice(span).to_owned() }
    }

    /// An element with the first and last of its words.
    pub(super) fn around(&self, part: usize) -> Side {
        Side { span: self.span(part), path: self.spine.path(part), text: self.excerpt(part) }
    }

    pub(super) fn excerpt(&self, part: usize) -> String {
        let words = self.spine.words_in(self.spine.parts[part].from, self.spine.parts[part].to);
        self.spine.excerpt(words)
    }

    /// An attribute and its value.
    pub(super) fn attribute(&self, part: usize, attribute: Attribute<'t>) -> Side {
        Side { span: attribute.range().into(), path: self.spine.path(part), text: value(attribute).into_owned() }
    }

    /// The label of a latter piece that is told with a cut or a join; marks the piece and it.
    pub(super) fn label(&mut self, piece: usize, said: &str) -> String {
        self.mark_tags(piece);
        if self.lots.get(piece + 1) != Some(&Lot::Label) {
            return String::new();
        }
        self.changed.push(self.span(piece + 1));
        format!(", {said} {}", quote(&self.excerpt(piece + 1)))
    }

    /// The words of a latter piece after its label.
    pub(super) fn quoted_text(&self, piece: usize) -> String {
        let first = self.lots.get(piece + 1).filter(|lot| **lot == Lot::Label).map_or(piece, |_| piece + 1);
        let from = if first == piece { self.spine.parts[piece].from } else { self.spine.parts[first].to };
        quote(&self.spine.excerpt(self.spine.words_in(from, self.spine.parts[piece].to)))
    }

    /// Marks what has no partner, so that it is not taken for layout.
    pub(super) fn mark_tags(&mut self, part: usize) {
        let tags = [self.start_tag(part), self.end_tag(part)];
        self.changed.extend(tags.into_iter().filter(|tag| !tag.is_empty()));
    }
}
