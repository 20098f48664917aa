//! Whether the words of a TEI document are what they were when it was made.

use std::collections::BTreeMap;

use crate::{
    convert::{
        markup,
        pieces::Piece,
        places::Places,
        receipt::{Receipt, SourceFacts},
    },
    diagnostic::{Diagnostic, Severity, quote, sort},
    source::Source,
    span::Span,
    tei::{TextStream, holds_elements_only, tei},
    xml::{self, ReadError, Tree},
};

/// The most differences that are reported for one document.
const REPORT_LIMIT: usize = 20;

/// How far a difference is searched for its end, in characters that are not white space.
const SEARCH_LIMIT: usize = 400;

/// How many characters must agree for a difference to have ended.
const AGREEMENT: usize = 12;

/// What a verification found.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The first differences, with places in the TEI document: findings `VF001`, `VF002` and `VF003`; none, where the words are what
    /// they were.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the source comes back from the document and its receipt byte for byte. Markup may be edited, and lines may be
    /// broken anew, without a change of words; a new line end inside a paragraph is enough for this to be false.
    pub is_exact: bool,
}

impl Verdict {
    /// Whether the words are what they were.
    pub fn is_unchanged(&self) -> bool {
        self.diagnostics.is_empty()
    }
}

/// Why a verification could not be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The TEI document is not well-formed.
    #[error("the TEI document is not well-formed")]
    Read(#[from] ReadError),
    /// The source is not the file that was converted.
    #[error("this source is not the file that was converted: its {found} bytes are not the {expected} that the receipt is about")]
    OtherSource {
        /// How many bytes the converted file had.
        expected: usize,
        /// How many bytes this one has.
        found: usize,
    },
}

/// Compares the words of a TEI document with those that its receipt accounts for.
///
/// Without the source, changed words are noticed, but not found; with it, the first differences are named.
///
/// # Errors
/// [`VerifyError`] when the document cannot be read, or the source is another file.
pub fn verify(document: &Source, receipt: &Receipt, source: Option<&Source>) -> Result<Verdict, VerifyError> {
    if let Some(source) = source {
        let facts = SourceFacts::of(source);
        if facts.sha256 != receipt.source.sha256 {
            return Err(VerifyError::OtherSource { expected: receipt.source.bytes, found: facts.bytes });
        }
    }
    let tree = xml::parse(document)?;
    let places = Places::of(&tree);
    if places.are_filled_by(receipt) && places.rebuild(receipt).is_some_and(|text| is_source(&text, receipt)) {
        let diagnostics = lost_markup(&tree, &places, receipt);
        return Ok(Verdict { is_exact: diagnostics.is_empty(), diagnostics });
    }
    let mut diagnostics = match source {
        Some(source) => compare_all(&tree, &places, receipt, source),
        None if places.words_digest(receipt) == receipt.words => Vec::new(),
        None => {
            let message = "the words of this document are not those of its source";
            let help = format!("give the source to see where: `--source {}`", receipt.source.name);
            vec![Diagnostic::new("VF001", Severity::Error, tree.name_span(tree.root_element()), message).help(help)]
        }
    };
    if diagnostics.is_empty() {
        diagnostics = lost_markup(&tree, &places, receipt);
    }
    sort(&mut diagnostics);
    Ok(Verdict { diagnostics, is_exact: false })
}

/// Findings for words of the source that stand in markup, where that markup is gone.
fn lost_markup(tree: &Tree<'_>, places: &Places<'_>, receipt: &Receipt) -> Vec<Diagnostic> {
    let found = markup::missing(tree, places, receipt).into_iter().take(REPORT_LIMIT).map(|missing| {
        let at = places.text.as_ref().and_then(|text| text.source_offset(tree, missing.at));
        let at = at.unwrap_or_else(|| tree.name_span(tree.root_element()).start);
        let message =
            format!("the `{}` that stands for {} is gone, or says something else", missing.name, quote(missing.verbatim));
        let end = missing.start + missing.verbatim.len();
        let counted = if receipt.source.encoding == "utf-8" { "" } else { ", counted in UTF-8" };
        let help = format!("put it back; those words are bytes {} to {end} of the source{counted}", missing.start);
        Diagnostic::new("VF003", Severity::Error, Span::at(at), message).help(help)
    });
    found.collect()
}

fn is_source(text: &str, receipt: &Receipt) -> bool {
    SourceFacts::of_text(text, &receipt.source.encoding).is_some_and(|sha256| sha256 == receipt.source.sha256)
}

/// A part of the text that a place should hold.
struct Part<'s> {
    at: usize,
    text: &'s str,
    /// Where it stands in the source.
    span: Span,
    /// Whether the source continues with this part right after the one before it in this place.
    continues: bool,
}

/// For each place, the parts that it should hold, in order.
fn expected<'s>(receipt: &'s Receipt, source: &'s Source) -> BTreeMap<Option<&'s str>, Vec<Part<'s>>> {
    let mut places: BTreeMap<Option<&str>, Vec<Part<'_>>> = BTreeMap::new();
    let mut at = 0;
    for piece in &receipt.pieces {
        let span = Span::new(at, at.saturating_add(piece.source_len()));
        at = span.end;
        let Some((place, at, _)) = piece.extent() else { continue };
        let text = match piece {
            Piece::Layout { replacement: Some(replacement), .. } | Piece::Encoded { replacement, .. } => replacement.text,
            _ => source.slice(span).unwrap_or_default(),
        };
        places.entry(place).or_default().push(Part { at, text, span, continues: false });
    }
    for parts in places.values_mut() {
        parts.sort_by_key(|part| part.at);
        let mut end = None;
        for part in parts {
            part.continues = end == Some(part.span.start);
            end = Some(part.span.end);
        }
    }
    places
}

/// A character that is no white space, with what stands before it.
#[derive(Clone, Copy)]
struct Mark {
    character: char,
    /// Where it stands: in the source, or in the text of the place.
    offset: usize,
    /// Whether white space stands before it.
    after_space: bool,
    /// Whether an edge stands before it, at which white space means nothing.
    after_edge: bool,
}

fn expected_marks(parts: &[Part<'_>]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (mut space, mut edge) = (false, true);
    for part in parts {
        edge |= !part.continues;
        for (at, character) in part.text.char_indices() {
            if character.is_whitespace() {
                space = true;
            } else {
                marks.push(Mark { character, offset: part.span.start + at, after_space: space, after_edge: edge });
                (space, edge) = (false, false);
            }
        }
    }
    marks
}

fn actual_marks(stream: &TextStream<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (mut space, mut edge) = (false, true);
    for run in stream.runs() {
        edge |= is_edge(run.node);
        for (at, character) in run.text.char_indices() {
            if character.is_whitespace() {
                space = true;
            } else {
                marks.push(Mark { character, offset: run.offset + at, after_space: space, after_edge: edge });
                (space, edge) = (false, false);
            }
        }
    }
    marks
}

/// Whether white space before a text node means nothing: it is the first in a block, or follows one, or a line or page begins
/// before it.
fn is_edge(text: xml::Node<'_>) -> bool {
    let begins = |node: &xml::Node<'_>| {
        node.attribute("break") != Some("no") && ["lb", "pb", "cb", "milestone"].iter().any(|name| node.has_tag_name(tei(name)))
    };
    let mut node = text;
    loop {
        let before = node.prev_siblings().skip(1).find(|sibling| sibling.is_element() || sibling.is_text());
        match (node.parent(), before) {
            (Some(parent), _) if holds_elements_only(parent) => return true,
            (_, Some(before)) => return before.is_element() && (holds_elements_only(before) || begins(&before)),
            (Some(parent), None) => node = parent,
            (None, None) => return true,
        }
    }
}

fn compare_all(tree: &Tree<'_>, places: &Places<'_>, receipt: &Receipt, source: &Source) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (place, parts) in expected(receipt, source) {
        let stream = place.map_or(places.text.as_ref(), |id| places.header.get(id));
        match stream {
            Some(stream) => diagnostics.extend(compare(tree, stream, &parts, source)),
            None => {
                let name = place.map_or("`text`".to_owned(), |id| format!("the element of the header with `xml:id=\"{id}\"`"));
                let message = format!("{name} is missing, and with it words of the source");
                let finding = Diagnostic::new("VF002", Severity::Error, tree.name_span(tree.root_element()), message);
                diagnostics.push(finding.help("put the element back, with its `xml:id`; or convert the source again"));
            }
        }
    }
    diagnostics.truncate(REPORT_LIMIT);
    diagnostics
}

/// Walks along both texts and reports where they part.
fn compare(tree: &Tree<'_>, stream: &TextStream<'_>, parts: &[Part<'_>], source: &Source) -> Vec<Diagnostic> {
    let (old, new) = (expected_marks(parts), actual_marks(stream));
    let mut diagnostics = Vec::new();
    let (mut i, mut j) = (0, 0);
    // White space beside a difference belongs to it.
    let mut is_resumed = true;
    while (i < old.len() || j < new.len()) && diagnostics.len() < REPORT_LIMIT {
        match (old.get(i), new.get(j)) {
            (Some(was), Some(is)) if was.character == is.character => {
                let joined = was.after_space && !is.after_space && !is.after_edge && !was.after_edge;
                let split = !was.after_space && is.after_space && !is.after_edge && !was.after_edge;
                if (joined || split) && !is_resumed {
                    diagnostics.push(difference(tree, stream, source, (&old, i - 1..i + 1), (&new, j - 1..j + 1)));
                }
                (i, j) = (i + 1, j + 1);
                is_resumed = false;
            }
            _ => {
                let (old_end, new_end) = next_agreement(&old[i..], &new[j..]);
                diagnostics.push(difference(tree, stream, source, (&old, i..i + old_end), (&new, j..j + new_end)));
                (i, j) = (i + old_end, j + new_end);
                is_resumed = true;
            }
        }
    }
    diagnostics
}

/// How far both texts are to be skipped until they agree again; to their ends where that is too far.
fn next_agreement(old: &[Mark], new: &[Mark]) -> (usize, usize) {
    let agrees = |i: usize, j: usize| {
        let (old, new) = (&old[i..], &new[j..]);
        let length = AGREEMENT.min(old.len()).min(new.len());
        let both_end = old.is_empty() && new.is_empty();
        both_end
            || length > 0
                && (length == AGREEMENT || old.len() == new.len())
                && old[..length].iter().zip(new).all(|(a, b)| a.character == b.character)
    };
    for sum in 1..=SEARCH_LIMIT {
        for i in 0..=sum.min(old.len()) {
            let j = sum - i;
            if j <= new.len() && agrees(i, j) {
                return (i, j);
            }
        }
    }
    (old.len(), new.len())
}

/// The finding for one difference, with whole words on both sides.
fn difference(
    tree: &Tree<'_>,
    stream: &TextStream<'_>,
    source: &Source,
    (old, was): (&[Mark], std::ops::Range<usize>),
    (new, is): (&[Mark], std::ops::Range<usize>),
) -> Diagnostic {
    let words = |marks: &[Mark], range: &std::ops::Range<usize>| {
        let starts_word = |at: usize| marks[at].after_space || marks[at].after_edge;
        let mut start = range.start.min(marks.len());
        while start > 0 && range.start - start < 40 && start < marks.len() && !starts_word(start) {
            start -= 1;
        }
        let mut end = range.end;
        while end < marks.len() && end - range.end < 40 && !starts_word(end) {
            end += 1;
        }
        let mut text = String::new();
        for (index, mark) in marks[start..end].iter().enumerate().take(200) {
            if index > 0 && (mark.after_space || mark.after_edge) {
                text.push(' ');
            }
            text.push(mark.character);
        }
        (text, start)
    };
    let (was_words, was_start) = words(old, &was);
    let (is_words, is_start) = words(new, &is);
    let line = old.get(was_start).or(old.last()).map_or(1, |mark| source.place(mark.offset).line);
    let message = match (was_words.is_empty(), is_words.is_empty()) {
        (false, false) => format!("{} became {}", quote(&was_words), quote(&is_words)),
        (false, true) => format!("{} is missing here", quote(&was_words)),
        (true, _) => format!("{} does not stand in the source", quote(&is_words)),
    };
    let at = new.get(is_start).or(new.last()).and_then(|mark| stream.source_offset(tree, mark.offset));
    let at = at.unwrap_or_else(|| tree.name_span(tree.root_element()).start);
    let length = tree.source().text()[at..].chars().next().map_or(0, char::len_utf8);
    let help = format!("the source has it at line {line}; put the words back, or change the source and convert it again");
    Diagnostic::new("VF001", Severity::Error, Span::new(at, at + length), message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Options, convert};

    fn changed(edit: impl Fn(&str) -> String) -> (Vec<String>, bool) {
        let text = "ANNA: Good morning, my dear friend.\n\nBERT: It rains today, and the streets are wet.\n\nANNA: So it does.\n";
        let source = Source::from_text("a.txt", text);
        let converted = convert(&source, &Options::default()).expect("it is plain text").value;
        let document = Source::from_text("a.xml", edit(&converted.xml.to_string()));
        let verdict = verify(&document, &converted.receipt, Some(&source)).expect("well-formed");
        let blind = verify(&document, &converted.receipt, None).expect("well-formed");
        // White space inside words is only seen beside the source.
        if !verdict.diagnostics.iter().all(|finding| finding.message.contains("to day")) {
            assert_eq!(verdict.is_unchanged(), blind.is_unchanged());
        }
        (verdict.diagnostics.into_iter().map(|finding| finding.message).collect(), verdict.is_exact)
    }

    #[test]
    fn edits_of_markup_change_no_words() {
        assert_eq!(changed(str::to_owned), (vec![], true));
        assert_eq!(
            changed(|xml| xml.replace("dear", "<hi rend='i'>dear</hi>").replace("<body>", "<body>\n\n<!-- x -->")),
            (vec![], true)
        );
        assert_eq!(changed(|xml| xml.replace("my dear", "my\n   dear")), (vec![], false));
        assert_eq!(changed(|xml| xml.replace("<p>", "<p>\n   ").replace("</p>", "\n</p>")), (vec![], false));
        assert_eq!(changed(|xml| xml.replace("streets", "&#x73;treets")), (vec![], true));
    }

    #[test]
    fn edits_of_words_are_found() {
        assert_eq!(changed(|xml| xml.replace("dear", "good")).0, ["`dear` became `good`"]);
        assert_eq!(changed(|xml| xml.replace("today, and", "and")).0, ["`today,` is missing here"]);
        assert_eq!(changed(|xml| xml.replace("are wet", "are very wet")).0, ["`very` does not stand in the source"]);
        assert_eq!(changed(|xml| xml.replace("today", "to day")).0, ["`today,` became `to day,`"]);
        assert_eq!(changed(|xml| xml.replace("So it does.", "")).0, ["`So it does.` is missing here"]);
        assert_eq!(changed(|xml| xml.replace("does.", "does. The end.")).0, ["`The end.` does not stand in the source"]);
        assert_eq!(changed(|xml| xml.replace("dear", "good").replace("wet", "dry")).0.len(), 2);
    }

    #[test]
    fn what_became_markup_must_stay_and_say_the_same() {
        let text = "ANNA: It was [illegible] and\r\nlate.[1]\n\nBERT: So it was.\n\nANNA: Yes.\n\n[1] Very late.\n";
        let source = Source::from_text("a.txt", text);
        let converted = convert(&source, &Options::default()).expect("it is plain text").value;
        let verdict = |edit: &dyn Fn(&str) -> String| {
            let document = Source::from_text("a.xml", edit(&converted.xml.to_string()));
            let verdict = verify(&document, &converted.receipt, Some(&source)).expect("well-formed");
            (verdict.diagnostics.into_iter().map(|finding| finding.code.into_owned()).collect::<Vec<_>>(), verdict.is_exact)
        };
        assert_eq!(verdict(&str::to_owned), (vec![], true));
        assert_eq!(verdict(&|xml| xml.replace("It was", "It\nwas")), (vec![], false));
        assert_eq!(verdict(&|xml| xml.replace("illegible", "redacted")).0, ["VF003"]);
        let gap = "<gap reason=\"illegible\" resp=\"#hd.insertions\"/>";
        assert!(converted.xml.to_string().contains(gap));
        assert_eq!(verdict(&|xml| xml.replace(gap, "")).0, ["VF003"]);
        assert_eq!(verdict(&|xml| xml.replace(gap, &format!("<hi>{gap}</hi>"))), (vec![], true));
        assert_eq!(verdict(&|xml| xml.replace("<note xml:id=\"fn1\" n=\"1\"", "<note xml:id=\"fn1\" n=\"7\"")).0, ["VF003"]);
        // A character in the place of the line end that the receipt holds is a change.
        assert_eq!(verdict(&|xml| xml.replace("and\nlate", "and-late")).0, ["VF001"]);
    }

    #[test]
    fn another_source_is_refused() {
        let source = Source::from_text("a.txt", "ANNA: Yes.\n\nBERT: No.\n");
        let converted = convert(&source, &Options::default()).expect("it is plain text").value;
        let document = Source::from_text("a.xml", converted.xml);
        let other = Source::from_text("b.txt", "ANNA: Yes.\n");
        let error = verify(&document, &converted.receipt, Some(&other)).expect_err("it is another text");
        assert_eq!(error, VerifyError::OtherSource { expected: 22, found: 11 });
    }
}
