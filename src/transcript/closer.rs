//! What ends a record: the signature and the seal, which no label announces.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        inlines::{self, Inline},
        labels,
        layout::Layout,
        names::{has_office_word, is_name_word},
        pages::ends_sentence,
        vocabulary::WORDS,
    },
};

/// A closer has at most this many paragraphs.
const PARAGRAPH_LIMIT: usize = 12;

/// The longest line of a closer, in characters.
const LINE_LIMIT: usize = 80;

/// One line of a closer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CloserPart {
    /// The word that the original is signed: `[Signed]`.
    Signature(Vec<Inline>),
    /// The word that the original bears a seal.
    Seal(Vec<Inline>),
    /// An office.
    Role(Vec<Inline>),
    /// A name, with the person as an index into [`super::Transcript::persons`] once that is known.
    Name(Vec<Inline>, Option<usize>),
    /// Any other line.
    Line(Vec<Inline>),
}

/// What a line of a closer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    Signature,
    Seal,
    Role,
    Name,
    Other,
}

/// Finds the paragraph with which the closer begins, among paragraphs without a label that reach to the end of the record.
///
/// It is the longest run of short lines that are no sentences, if one of them says that something is signed or sealed.
pub(super) fn find(text: &str, layout: &Layout, paragraphs: &[Range<usize>]) -> Option<usize> {
    let is_short = |lines: &Range<usize>| {
        lines.clone().all(|line| {
            let words = &text[layout.lines[line].content.range()];
            words.char_indices().nth(LINE_LIMIT).is_none()
                && (kind(words) != LineKind::Other || !ends_sentence(words) || signed_by(words).is_some())
        })
    };
    let run = paragraphs.iter().rev().take(PARAGRAPH_LIMIT).take_while(|lines| is_short(lines)).count();
    let start = paragraphs.len() - run;
    let says_so = paragraphs[start..]
        .iter()
        .flat_map(Clone::clone)
        .map(|line| &text[layout.lines[line].content.range()])
        .any(|words| matches!(kind(words), LineKind::Signature | LineKind::Seal) || signed_by(words).is_some());
    says_so.then_some(start)
}

/// The name in a line such as `Signed: Ann Cole`, `gez. Kolb`, `(signed) A. Orlov`.
pub(super) fn signed_by(words: &str) -> Option<&str> {
    let core = words.trim_start_matches(['[', '(', '/']);
    let end = core.find([':', '.', ')', ']', ' '])?;
    if !WORDS.marks.signature.signed.contains(&core[..end].to_lowercase()) {
        return None;
    }
    let rest = core[end..].trim_start_matches([':', '.', ')', ']', ' ']);
    let rest = rest.strip_prefix("by ").unwrap_or(rest).trim_start();
    (kind(rest) == LineKind::Name).then_some(rest)
}

/// What a line says by its words.
pub(super) fn kind(words: &str) -> LineKind {
    let inside = words.trim_matches(['[', ']', '(', ')', '/', ' ']).trim_end_matches(['.', ':']).to_lowercase();
    let is_marked = words.starts_with(['[', '(', '/']);
    let signature = &WORDS.marks.signature;
    // `/A. PUZANOV/`: the custom of writing a signature between slashes.
    if words.len() > 4 && words.starts_with('/') && words.ends_with('/') {
        return LineKind::Signature;
    }
    if signature.signed.contains(&inside) {
        return LineKind::Signature;
    }
    if signature.seal.contains(&inside)
        || is_marked && signature.seal.iter().any(|word| inside.split_whitespace().any(|part| part == word))
    {
        return LineKind::Seal;
    }
    if has_office_word(words) {
        return LineKind::Role;
    }
    let count = words.split_whitespace().count();
    let is_name = (1..=5).contains(&count)
        && labels::without_parentheses(words).split_whitespace().all(|word| is_name_word(word.trim_matches(',')));
    if is_name && !is_marked { LineKind::Name } else { LineKind::Other }
}

impl CloserPart {
    pub(super) fn new(kind: LineKind, inlines: Vec<Inline>) -> CloserPart {
        match kind {
            LineKind::Signature => CloserPart::Signature(inlines),
            LineKind::Seal => CloserPart::Seal(inlines),
            LineKind::Role => CloserPart::Role(inlines),
            LineKind::Name => CloserPart::Name(inlines, None),
            LineKind::Other => CloserPart::Line(inlines),
        }
    }

    /// The words of the line.
    pub fn inlines(&self) -> &[Inline] {
        match self {
            CloserPart::Signature(inlines)
            | CloserPart::Seal(inlines)
            | CloserPart::Role(inlines)
            | CloserPart::Name(inlines, _)
            | CloserPart::Line(inlines) => inlines,
        }
    }

    /// Its place.
    pub fn span(&self) -> Option<Span> {
        inlines::cover(self.inlines())
    }

    /// The first piece of text of the line.
    pub(super) fn text_span(&self) -> Option<Span> {
        self.inlines().iter().find_map(|inline| match inline {
            Inline::Text(span) => Some(*span),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        source::Source,
        transcript::{self, Block},
    };

    fn closer(text: &str) -> Option<&str> {
        let layout = Layout::of(text);
        let start = find(text, &layout, &layout.paragraphs)?;
        Some(&text[layout.span(&layout.paragraphs[start]).start..])
    }

    #[test]
    fn a_signature_or_a_seal_makes_a_closer() {
        let text = "He said so and left.\n\nRecords' Clerk\n\nAnn Cole\n\n[Signed]\n\n[Seal]";
        assert_eq!(closer(text), Some("Records' Clerk\n\nAnn Cole\n\n[Signed]\n\n[Seal]"));
        assert_eq!(closer("It is so.\n\nAmbassador\n/A. PUZANOV/"), Some("Ambassador\n/A. PUZANOV/"));
        assert_eq!(closer("It is so.\n\nA short line\n"), None);
        assert_eq!(kind("[Round stamp of the court]"), LineKind::Seal);
        assert_eq!(closer("It is so.\n\nSigned: Ann Cole"), Some("Signed: Ann Cole"));
        assert_eq!(signed_by("gez. Kolb"), Some("Kolb"));
        assert_eq!(signed_by("(signed) A. Orlov"), Some("A. Orlov"));
        assert_eq!(signed_by("Signed by the mayor of the town"), None);
    }

    #[test]
    fn a_closer_leaves_a_text_before_it() {
        #[track_caller]
        fn check(text: &str, headings: usize, closers: usize) {
            let blocks = transcript::parse(&Source::from_text("a.txt", text)).value.blocks;
            assert_eq!(blocks.iter().filter(|block| matches!(block, Block::Heading { .. })).count(), headings);
            assert_eq!(blocks.iter().filter(|block| matches!(block, Block::Closer(_))).count(), closers);
        }
        check("A short line\n\nAnother one\n\nAnn Cole\n\n[Signed]\n", 3, 0);
        check("[Signed]\n", 0, 0);
        check("RECORD OF A TALK\n\n[Seal]\n\nAnn Cole\n", 1, 0);
        let heading = "RECORD OF A TALK BETWEEN THE MAYOR OF THE OLD TOWN BY THE RIVER AND WHOEVER CAME TO SEE HIM";
        check(&format!("{heading}\n\nAnn Cole\n\n[Signed]\n"), 2, 0);
        check("RECORD OF A TALK\n\nThe guests left early.\n\nAnn Cole\n\n[Signed]\n", 1, 1);
        check("RECORD\n\nAnna: Yes.\n\nBert: No.\n\nAnna: Why?\n\nAnn Cole\n\n[Signed]\n", 1, 1);
    }
}
