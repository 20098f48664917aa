//! What ends a record: the signature and the seal, which no label announces.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        blocks::mark_span,
        clock,
        dates::{self, FoundDate},
        inlines::{self, Inline, LineEnds, Mark, Reader},
        labels,
        layout::Layout,
        makers,
        names::{has_office_word, is_name_word, is_small, with_bare},
        pages::ends_sentence,
        vocabulary::WORDS,
    },
};

/// A closer has at most this many paragraphs.
const PARAGRAPH_LIMIT: usize = 12;

/// The longest line of a closer, in characters.
const LINE_LIMIT: usize = 80;

/// The longest article before an office, in bytes.
const ARTICLE: usize = 4;

/// The most words of an office, and the most persons who sign.
const OFFICE_WORDS: usize = 6;
const SIGNERS: usize = 2;

/// What stands between two signatures on one line.
const COLUMN_GAP: &str = "    ";

/// A signature that stands far to the right begins in this column or after it.
const FAR: usize = 24;

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
    /// The valediction of a letter.
    Valediction(Vec<Inline>),
    /// Where and when a letter was written, where that stands below it.
    Dateline(Vec<Inline>),
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

/// Finds the paragraph with which the closer begins, among paragraphs without a label that reach to the end of the record, and says
/// what shows it.
///
/// It is the longest run of short lines that are no sentences, if one of them says that something is signed or sealed; else the last
/// lines of all, if they are set apart and are a name and an office.
pub(super) fn find(
    text: &str,
    layout: &Layout,
    paragraphs: &[Range<usize>],
    is_known: impl Fn(&str) -> bool,
) -> Option<(usize, &'static str)> {
    let words = |line: usize| &text[layout.lines[line].content.range()];
    let is_short = |lines: &Range<usize>| {
        lines.clone().all(|line| {
            let words = words(line);
            words.char_indices().nth(LINE_LIMIT).is_none()
                && (kind(words) != LineKind::Other || !ends_sentence(words) || signed_by(words).is_some())
        })
    };
    let run = paragraphs.iter().rev().take(PARAGRAPH_LIMIT).take_while(|lines| is_short(lines)).count();
    let start = paragraphs.len() - run;
    let says_so = |words: &str| matches!(kind(words), LineKind::Signature | LineKind::Seal) || signed_by(words).is_some();
    if paragraphs[start..].iter().flat_map(Clone::clone).any(|line| says_so(words(line))) {
        return Some((start, "one of them states a signature or a seal"));
    }
    unannounced(text, layout, paragraphs, start, is_known)
}

/// The paragraph with which a signature begins that no word announces: a name and an office, or a name far to the right.
fn unannounced(
    text: &str,
    layout: &Layout,
    paragraphs: &[Range<usize>],
    from: usize,
    is_known: impl Fn(&str) -> bool,
) -> Option<(usize, &'static str)> {
    let words = |line: usize| &text[layout.lines[line].content.range()];
    let mut first = paragraphs.len();
    let (mut names, mut offices, mut far) = (0, 0, 0);
    let is_name = |line: usize| {
        let words = words(line).split(COLUMN_GAP).next().unwrap_or_default();
        kind(words) == LineKind::Name && (words.split_whitespace().nth(1).is_some() || is_known(words))
    };
    for (index, lines) in paragraphs.iter().enumerate().skip(from).rev() {
        let mut is_signature = true;
        for line in lines.clone() {
            let words = words(line);
            let has_both = name_before_office(words).is_some();
            let words = words.split(COLUMN_GAP).next().unwrap_or_default();
            match kind(words) {
                LineKind::Role if has_both || is_office_alone(words) => {
                    names += usize::from(has_both);
                    offices += 1;
                }
                LineKind::Name if is_name(line) => names += 1,
                _ if dates::heads_letter(words) => {}
                _ => is_signature = false,
            }
            far += usize::from(layout.lines[line].indent() >= FAR);
        }
        if !is_signature {
            break;
        }
        first = index;
    }
    // More of them are a list of persons, and before nothing that ends they end nothing.
    let before = first.checked_sub(1).map(|before| words(paragraphs[before].end - 1));
    let follows_text = before.is_none_or(|before| ends_sentence(before) || dates::find(before, 0).is_some());
    if !(1..=SIGNERS).contains(&names) || offices > SIGNERS || !follows_text || first == paragraphs.len() {
        return None;
    }
    match () {
        () if offices > 0 => Some((first, "they are a name and an office")),
        () if names == 1 && far > 0 => Some((first, "they are a name, and stand far to the right")),
        () => None,
    }
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
    (kind(rest) == LineKind::Name || name_before_office(rest).is_some()).then_some(rest)
}

/// A line that says where and when, with its date and its time.
pub(super) fn dated(reader: &mut Reader<'_>, line: usize, start: usize) -> Vec<Inline> {
    let words = &reader.text[start..reader.layout.lines[line].content.end];
    let mut inlines = inlines::without_speech(reader.read(&(line..line + 1), start, LineEnds::Keep));
    if let Some(FoundDate { span, when }) = dates::find(words, start) {
        mark_span(&mut inlines, span, &Mark::Date(when));
    }
    if let Some(time) = clock::find(words) {
        mark_span(&mut inlines, Span::new(start + time.start, start + time.end), &Mark::TimeOfDay);
    }
    inlines
}

/// The parts of a line of a closer, or of some bytes of one; two persons may sign side by side.
pub(super) fn parts(reader: &mut Reader<'_>, line: usize, content: Span) -> Vec<CloserPart> {
    let mut parts = Vec::new();
    let mut rest = content;
    while let Some(at) = reader.text[rest.range()].find(COLUMN_GAP) {
        parts.extend(column(reader, line, Span::new(rest.start, rest.start + at)));
        rest.start = rest.end - reader.text[rest.start + at..rest.end].trim_start().len();
    }
    parts.extend(column(reader, line, rest));
    parts
}

/// The parts of one column of such a line.
fn column(reader: &mut Reader<'_>, line: usize, mut content: Span) -> Vec<CloserPart> {
    let mut parts = Vec::new();
    // `Signed: Ann Cole`, `Записал: А. Сидоров`: the word, and who signs.
    let words = &reader.text[content.range()];
    let maker = || makers::stated(words).map(|(_, name)| name).filter(|name| words.ends_with(name));
    if let Some(name) = signed_by(words).or_else(maker) {
        let start = content.end - name.len();
        let lead = Span::new(content.start, content.start + reader.text[content.start..start].trim_end().len());
        parts.push(CloserPart::new(LineKind::Other, vec![Inline::Text(lead)]));
        content.start = start;
    }
    if let Some(length) = name_before_office(&reader.text[content.range()]) {
        let name = Span::new(content.start, content.start + length);
        parts.push(CloserPart::new(LineKind::Name, vec![Inline::Text(name)]));
        let office = content.end - reader.text[name.end + 1..content.end].trim_start().len();
        parts.push(CloserPart::new(LineKind::Other, vec![Inline::Text(Span::new(name.end, office))]));
        content.start = office;
    }
    let kind = kind(&reader.text[content.range()]);
    let inlines = match kind {
        // The words of a signature or a seal keep their brackets, and are no gloss.
        LineKind::Signature | LineKind::Seal => vec![Inline::Text(content)],
        // No direction stands in a name or a signature.
        _ => inlines::without_directions(reader.read_span(content, &(line..line + 1), LineEnds::Keep)),
    };
    parts.push(CloserPart::new(kind, inlines));
    parts
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
    if has_office_word(words) || begins_with_office(words) {
        return LineKind::Role;
    }
    let count = words.split_whitespace().count();
    let is_name = (1..=5).contains(&count)
        && labels::without_parentheses(words).split_whitespace().all(|word| is_name_word(word.trim_matches(',')));
    if is_name && !is_marked { LineKind::Name } else { LineKind::Other }
}

/// Whether words are an office and no name: `Mayor`, `Bürgermeister der Stadt`, but not `Major J. Pike`.
fn begins_with_office(words: &str) -> bool {
    let offices = &WORDS.marks.signature.offices;
    let is_office = |word: &str| with_bare(word, |word| offices.contains(word));
    let is_article = |word: &&str| word.len() <= ARTICLE && word.chars().all(char::is_alphabetic);
    let mut words = words.split_whitespace().peekable();
    words.next_if(is_article);
    words.next().is_some_and(is_office) && words.next().is_none_or(|next| next.starts_with(is_small) || is_office(next))
}

/// Whether a line is an office, and no sentence about somebody who has it.
fn is_office_alone(words: &str) -> bool {
    words.split_whitespace().count() <= OFFICE_WORDS && !words.ends_with(['.', '!', '?', ':', ';'])
}

/// Where the name ends in a line that gives an office after it: `A. Pell, Mayor`.
fn name_before_office(words: &str) -> Option<usize> {
    let (name, office) = words.split_once(',')?;
    (kind(name) == LineKind::Name && kind(office.trim()) == LineKind::Role).then_some(name.len())
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
            | CloserPart::Line(inlines)
            | CloserPart::Valediction(inlines)
            | CloserPart::Dateline(inlines) => inlines,
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
        let (start, _) = find(text, &layout, &layout.paragraphs, |name| name == "PIKE")?;
        Some(&text[layout.span(&layout.paragraphs[start]).start..])
    }

    #[test]
    fn a_signature_or_a_seal_makes_a_closer() {
        let text = "He said so and left.\n\nRecords' Clerk\n\nAnn Cole\n\n[Signed]\n\n[Seal]";
        assert_eq!(closer(text), Some("Records' Clerk\n\nAnn Cole\n\n[Signed]\n\n[Seal]"));
        assert_eq!(closer("It is so.\n\nAmbassador\n/A. PUZANOV/"), Some("Ambassador\n/A. PUZANOV/"));
        assert_eq!(closer("It is so.\n\nA short line\n"), None);
        assert_eq!(closer("It is so.\n\nJ. Pike\nChairman\n"), Some("J. Pike\nChairman\n"));
        assert_eq!(closer("It is so.\n\nPIKE\n\nMayor of Odda\n"), Some("PIKE\n\nMayor of Odda\n"));
        assert_eq!(closer("It is so.\n\n                                        Ann Cole\n"), Some("Ann Cole\n"));
        assert_eq!(closer("It is so.\n\n(sgd) Ann Cole\n"), Some("(sgd) Ann Cole\n"));
        for text in ["It is so.\n\nDole\n\nChairman\n", "It is so.\n\nAnn Cole\n", "The boats\n\nJ. Pike\nChairman\n"] {
            assert_eq!(closer(text), None, "{text}");
        }
        assert_eq!(kind("[Round stamp of the court]"), LineKind::Seal);
        assert_eq!(closer("It is so.\n\nSigned: Ann Cole"), Some("Signed: Ann Cole"));
        assert_eq!(signed_by("gez. Kolb"), Some("Kolb"));
        assert_eq!(signed_by("(signed) A. Orlov"), Some("A. Orlov"));
        assert_eq!(signed_by("Signed by the mayor of the town"), None);
        assert_eq!((kind("Mayor"), kind("Le maire"), kind("Major J. Pike")), (LineKind::Role, LineKind::Role, LineKind::Name));
        assert_eq!(name_before_office("A. Pell, Mayor"), Some(7));
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
