//! What a finding is known by.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    diagnostic::Diagnostic,
    source::Source,
    span::Span,
    xml::{self, Node, Tree},
};

/// How many words before and after a finding are part of what it is known by.
const WORDS: usize = 6;

/// How far those words are looked for, in bytes.
const REACH: usize = 2_000;

/// The steps of a path that are kept, from the inside out.
const STEPS: usize = 32;

/// What a finding is known by: its code, what it says, the elements around it, and the text beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The code.
    pub code: String,
    /// The message without places such as `31:12`.
    pub message: String,
    /// The names of the elements around it, without numbers: `TEI/text/body/div/sp`; empty where there is no tree.
    pub path: String,
    /// Digests of what it marks with the start-tag around it, of the words before, and of the words after.
    pub context: [String; 3],
}

impl Entry {
    /// A digest of all that the finding is known by, 32 hexadecimal digits; `repetition` counts findings with equal entries from 0.
    pub fn fingerprint(&self, repetition: usize) -> String {
        let [own, before, after] = &self.context;
        digest(&[&self.code, &self.message, &self.path, own, before, after, &repetition.to_string()], 16)
    }
}

/// What each finding of a text is known by, in their order.
pub fn entries(source: &Source, findings: &[Diagnostic]) -> Vec<Entry> {
    if findings.is_empty() {
        return Vec::new();
    }
    let tree = xml::parse(source).ok();
    let elements: Vec<Node<'_>> = tree.iter().flat_map(Tree::elements).collect();
    findings.iter().map(|finding| entry(source, tree.as_ref(), &elements, finding)).collect()
}

/// One fingerprint for each finding of a text, different for each, which stays the same when the text elsewhere changes.
///
/// ```
/// use teiwright::{baseline, source::Source, validate::{Options, Validator}};
///
/// let source = Source::from_text("a.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text/></TEI>");
/// let findings = Validator::new(&Options::of_our_own()).judge(&source);
/// let prints = baseline::fingerprints(&source, &findings);
/// assert_eq!(prints.len(), findings.len());
/// assert_eq!(prints[0].len(), 32);
/// ```
pub fn fingerprints(source: &Source, findings: &[Diagnostic]) -> Vec<String> {
    let mut met: HashMap<Entry, usize> = HashMap::new();
    let print = |entry: Entry| {
        let count = met.entry(entry.clone()).or_default();
        *count += 1;
        entry.fingerprint(*count - 1)
    };
    entries(source, findings).into_iter().map(print).collect()
}

fn entry(source: &Source, tree: Option<&Tree<'_>>, elements: &[Node<'_>], finding: &Diagnostic) -> Entry {
    let span = finding.span;
    let owner = owner(elements, span);
    let tag = owner.and_then(|owner| Some((tree?.start_tag_span(owner), owner)));
    // What stands in a start-tag is about the element: the words before the tag and after it are the context.
    let (before, after, around) = match tag {
        Some((tag, _)) if tag.contains(span) => (tag.start, tag.end, tag),
        Some((tag, _)) => (span.start, span.end, tag),
        None => (span.start, span.end, Span::at(span.start)),
    };
    let slice = |span: Span| squeezed(source.slice(span).unwrap_or_default());
    Entry {
        code: finding.code.to_string(),
        message: without_places(&finding.message),
        path: owner.map(path).unwrap_or_default(),
        context: [
            digest(&[&slice(span), &slice(around)], 4),
            digest(&[&words_before(source.text(), before)], 4),
            digest(&[&words_after(source.text(), after)], 4),
        ],
    }
}

/// The innermost element that holds the span.
fn owner<'t>(elements: &[Node<'t>], span: Span) -> Option<Node<'t>> {
    let last = elements.partition_point(|element| element.range().start <= span.start).checked_sub(1)?;
    elements.get(last)?.ancestors().find(|node| node.is_element() && Span::from(node.range()).contains(span))
}

fn path(element: Node<'_>) -> String {
    let around = element.ancestors().filter(Node::is_element).take(STEPS);
    let mut names: Vec<&str> = around.map(|element| element.tag_name().name()).collect();
    names.reverse();
    names.join("/")
}

/// The text with each run of white space as one space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The message without the places that it names, which move when other lines change.
fn without_places(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let line = digits(from);
        let column = from[line..].strip_prefix(':').map_or(0, digits);
        out += before;
        match column {
            0 => out += &from[..line],
            _ => out.push('…'),
        }
        rest = &from[if column == 0 { line } else { line + 1 + column }..];
    }
    out + rest
}

/// The last few words before an offset, tags left out.
fn words_before(text: &str, offset: usize) -> String {
    let start = ceil(text, offset.saturating_sub(REACH));
    let end = ceil(text, offset);
    // A tag that began before the piece leaves its end in it.
    let words = words(&text[start..end]);
    words[words.len().saturating_sub(WORDS)..].join(" ")
}

/// The first few words after an offset, tags left out.
fn words_after(text: &str, offset: usize) -> String {
    let start = ceil(text, offset);
    let end = ceil(text, start.saturating_add(REACH));
    let words = words(&text[start..end]);
    words[..words.len().min(WORDS)].join(" ")
}

fn words(piece: &str) -> Vec<&str> {
    let texts = piece.split('<').enumerate().map(|(index, part)| match (index, part.split_once('>')) {
        (_, Some((_, text))) => text,
        (0, None) => part,
        (_, None) => "",
    });
    texts.flat_map(str::split_whitespace).collect()
}

/// The nearest boundary of a character at or after `offset`, or the end.
fn ceil(text: &str, offset: usize) -> usize {
    (offset..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The first bytes of the SHA-256 of the parts, as hexadecimal digits.
fn digest(parts: &[&str], bytes: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    fn of(text: &str, mark: &str) -> Entry {
        let start = text.find(mark).expect("the mark is there");
        let finding = Diagnostic::new("XX001", Severity::Error, Span::new(start, start + mark.len()), "see `a` (31:12), 2 times");
        entries(&Source::from_text("a.xml", text), &[finding]).remove(0)
    }

    #[test]
    fn a_finding_is_known_by_what_is_near() {
        let text = "<TEI><text><p>one two</p><sp who='#x'><p>three four</p></sp></text></TEI>";
        let entry = of(text, "#x");
        assert_eq!(entry.path, "TEI/text/sp");
        assert_eq!(entry.message, "see `a` (…), 2 times");
        let moved = text.replace("<text>", "<text>\n\n  <pb n='1'/>").replace("<p>three", "\n   <p>three");
        assert_eq!(of(&moved, "#x"), entry);
        let changed = of(&text.replace("three", "drei"), "#x");
        assert_eq!((&changed.context[..2], changed.context[2] == entry.context[2]), (&entry.context[..2], false));
    }

    #[test]
    fn text_that_is_no_xml_has_entries_too() {
        let entry = of("<TEI><p>one <b>two", "<b>");
        assert_eq!(entry.path, "");
        assert_eq!(of("<TEI><p>one\n<b>two", "<b>").context, entry.context);
    }

    #[test]
    fn words_are_found_beside_tags_and_at_the_edges_of_characters() {
        let text = format!("{}<p n='a'>ä b</p>", "é".repeat(REACH));
        assert_eq!(words_after(&text, text.find("<p").expect("there")), "ä b");
        assert!(words_before(&text, text.len()).ends_with("ä b"));
        assert_eq!(words_before("", 9), "");
    }
}
