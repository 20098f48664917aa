//! Pointers: which attributes hold them, what each points to, and the finding for one that leads nowhere.

use std::borrow::Cow;

use crate::{
    diagnostic::{Diagnostic, Edit, Fix, Safety, quote},
    rules::{Context, RuleMeta},
    span::Span,
    xml::{Attribute, Node, is_ncname},
};

/// One pointer of an attribute that holds pointers.
#[derive(Clone, Debug)]
pub struct Pointer<'t> {
    /// The element that bears the attribute.
    pub element: Node<'t>,
    /// The attribute.
    pub attribute: Attribute<'t>,
    /// Which rule answers for the attribute.
    pub kind: PointerKind,
    /// What the attribute points to by the Guidelines: "a `person` or `role`".
    pub expected: &'static str,
    /// The pointer as written.
    pub span: Span,
    /// The pointer, its character references replaced.
    pub text: String,
}

/// Which of the rules for unresolved pointers answers for an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    /// `@who` and `@toWhom`.
    Who,
    /// `@target` and `@targetEnd`.
    Target,
    /// `@ref`.
    Ref,
    /// All others.
    Other,
}

/// Where a pointer leads (TEI Guidelines, SA).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'p> {
    /// To the element of this document with that `xml:id`.
    Id(Cow<'p, str>),
    /// To what a private prefix or a URI scheme stands for.
    Prefixed(&'p str),
    /// A name without `#`: by the letter, a file beside this one.
    Bare(&'p str),
    /// Out of the document, to the document itself, or by an XPointer scheme: not judged.
    Elsewhere,
}

impl Pointer<'_> {
    /// Where the pointer leads.
    pub fn target(&self) -> Target<'_> {
        target(&self.text)
    }
}

fn target(pointer: &str) -> Target<'_> {
    if let Some(fragment) = pointer.strip_prefix('#') {
        return match fragment {
            "" => Target::Elsewhere,
            _ if fragment.contains('(') => Target::Elsewhere,
            _ => Target::Id(percent_decoded(fragment)),
        };
    }
    match pointer.find([':', '/', '?', '#', '.']) {
        None if pointer.is_empty() => Target::Elsewhere,
        None => Target::Bare(pointer),
        Some(_) => prefix(pointer).map_or(Target::Elsewhere, Target::Prefixed),
    }
}

/// The scheme of a URI (RFC 3986, 3.1), which is where private prefixes stand; one letter is the drive of a path.
fn prefix(pointer: &str) -> Option<&str> {
    let (prefix, _) = pointer.split_once(':')?;
    let is_scheme = prefix.len() > 1
        && prefix.starts_with(|first: char| first.is_ascii_alphabetic())
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(prefix)
}

/// Replaces `%` and two hexadecimal digits (RFC 3986, 2.1); what does not become text stays as it is.
pub(super) fn percent_decoded(fragment: &str) -> Cow<'_, str> {
    if !fragment.contains('%') {
        return Cow::Borrowed(fragment);
    }
    let bytes = fragment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |offset: usize| bytes.get(at + offset).and_then(|&digit| char::from(digit).to_digit(16));
        let escaped = match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        decoded.push(escaped.unwrap_or(byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(fragment), Cow::Owned)
}

/// Reports a pointer to an `xml:id` that no element of the document, or of its corpus, has.
///
/// Nothing is reported in a part of a document whose other parts are not known.
pub(in crate::rules) fn report_unresolved(meta: &'static RuleMeta, pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    let finding = match (pointer.target(), cx.corpus()) {
        (Target::Id(id), None) if cx.index().id(&id).is_none() && cx.is_whole() => {
            let message = format!("{} points to no element of this document", quote(&pointer.text));
            suggested(meta.finding(pointer.span, message), &id, pointer, cx)
        }
        (Target::Id(id), Some(corpus)) if cx.index().id(&id).is_none() && !corpus.has_id(&id) => {
            let message = format!("{} points to no element of this document or its corpus", quote(&pointer.text));
            suggested(meta.finding(pointer.span, message), &id, pointer, cx)
        }
        (Target::Elsewhere, Some(corpus)) => {
            let Some((file, id)) = pointer.text.split_once('#').filter(|(file, id)| !file.is_empty() && is_ncname(id)) else {
                return;
            };
            if corpus.has_id_in(cx.place(), file, id) != Some(false) {
                return;
            }
            let message = format!("{} points to no element: that file of the corpus has no such `xml:id`", quote(&pointer.text));
            let help = format!("a `@{}` points to {}", pointer.attribute.name(), pointer.expected);
            meta.finding(pointer.span, message).help(help)
        }
        _ => return,
    };
    cx.report(finding);
}

/// Adds to a finding what was perhaps meant; where that is one name only, an edit writes it.
fn suggested(finding: Diagnostic, id: &str, pointer: &Pointer<'_>, cx: &mut Context<'_>) -> Diagnostic {
    let expected = format!("a `@{}` points to {}", pointer.attribute.name(), pointer.expected);
    let has_ids = cx.index().ids().next().is_some();
    match cx.nearest_ids(id) {
        [] => match cx.nearest_in_corpus(id)[..] {
            [near] => finding.help(format!("the nearest `xml:id` of the corpus is {}; {expected}", quote(near))),
            _ if !has_ids && cx.corpus().is_none() => {
                finding.help(format!("no element of this document has an `xml:id`; {expected}"))
            }
            _ => finding.help(expected),
        },
        [near] => {
            let help =
                format!("the nearest `xml:id` is {} ({}:{}); {expected}", quote(near.id), near.place.line, near.place.column);
            let finding = finding.label(near.span, "the nearest `xml:id`").help(help);
            if !is_ncname(near.id) {
                return finding;
            }
            let pointer_to = format!("#{}", near.id);
            let title = format!("point to {}", quote(&pointer_to));
            finding.fix(Fix::new(title, vec![Edit::new(pointer.span, pointer_to)]).safety(Safety::Unsafe))
        }
        [others @ .., last] => {
            let names: Vec<String> = others.iter().map(|near| quote(near.id)).collect();
            finding.help(format!("the nearest `xml:id`s are {} and {}; {expected}", names.join(", "), quote(last.id)))
        }
    }
}

/// An attribute that holds pointers.
#[derive(Debug)]
pub(super) struct PointerAttribute {
    pub(super) name: &'static str,
    /// The elements on which it does; all, where none is named.
    elements: &'static [&'static str],
    pub(super) expected: &'static str,
}

impl PointerAttribute {
    /// Whether the attribute holds pointers on this element.
    pub(super) fn is_on(&self, element: &str) -> bool {
        self.elements.is_empty() || self.elements.contains(&element)
    }

    pub(super) fn kind(&self) -> PointerKind {
        match self.name {
            "who" | "toWhom" => PointerKind::Who,
            "target" | "targetEnd" => PointerKind::Target,
            "ref" => PointerKind::Ref,
            _ => PointerKind::Other,
        }
    }
}

const fn on(elements: &'static [&'static str], name: &'static str, expected: &'static str) -> PointerAttribute {
    PointerAttribute { name, elements, expected }
}

const fn any(name: &'static str, expected: &'static str) -> PointerAttribute {
    on(&[], name, expected)
}

const ELEMENT: &str = "an element by its `xml:id`";
const WHEN: &str = "a `when` of a `timeline`";
const PERSON: &str = "a `person` or `role`";
const RESPONSIBLE: &str = "a `person`, `org` or `respStmt`";
const WITNESS: &str = "a `witness`";
const HAND: &str = "a `handNote`";
const TAXONOMY: &str = "a `taxonomy`";
const FEATURES: &str = "a feature or a value of one";
const GRAPH_NODE: &str = "a node of the same graph or tree";

/// The attributes of `teidata.pointer` in TEI P5, sorted by name.
pub(super) const POINTER_ATTRIBUTES: &[PointerAttribute] = &[
    any("active", "a `person`, `place`, `org` or another description"),
    any("adj", GRAPH_NODE),
    any("adjFrom", GRAPH_NODE),
    any("adjTo", GRAPH_NODE),
    any("ana", "a `category`, an `interp` or another interpretation"),
    any("calendar", "a `calendar`"),
    any("change", "a `change` of the header"),
    on(&["iNode", "root"], "children", GRAPH_NODE),
    on(&["msContents", "msItem", "msItemStruct"], "class", "a `category`"),
    on(&["occupation", "socecStatus"], "code", "a `category`"),
    any("copyOf", ELEMENT),
    any("corresp", ELEMENT),
    any("datcat", ELEMENT),
    any("datingMethod", "a `calendar`"),
    any("datingPoint", "an `event` or another point in time"),
    any("decls", "a declarable element of the header"),
    any("domains", ELEMENT),
    any("edRef", "a `bibl` or `witness`"),
    any("end", WHEN),
    any("exclude", ELEMENT),
    on(&["f"], "fVal", FEATURES),
    any("facs", "a `surface`, `zone` or `graphic`"),
    any("feats", FEATURES),
    on(&["iNode", "leaf"], "follow", GRAPH_NODE),
    on(&["app", "arc", "rt", "span"], "from", ELEMENT),
    any("fromUnit", "a `unitDef`"),
    any("given", "a `certainty` or the element that it qualifies"),
    any("hand", HAND),
    any("inst", ELEMENT),
    any("lemmaRef", "an `entry`"),
    any("mutual", "a `person`, `place`, `org` or another description"),
    on(&["handShift"], "new", HAND),
    any("next", ELEMENT),
    any("nymRef", "a `nym`"),
    on(&["timeline"], "origin", WHEN),
    on(&["iNode", "leaf"], "parent", GRAPH_NODE),
    on(&["nym"], "parts", "a `nym`"),
    any("passive", "a `person`, `place`, `org` or another description"),
    any("perf", "a `person` or `role`"),
    any("period", "a `category` or `event`"),
    any("prev", ELEMENT),
    any("ref", "a `person`, `place`, `org` or another description"),
    any("rendition", "a `rendition`"),
    any("replyTo", "a `post`"),
    any("resp", RESPONSIBLE),
    any("sameAs", ELEMENT),
    on(&["catRef", "classCode", "keywords", "locus", "locusGrp", "occupation", "socecStatus"], "scheme", TAXONOMY),
    any("scribeRef", "a `person`"),
    any("scriptRef", "a `scriptNote`"),
    any("select", ELEMENT),
    on(&["when"], "since", WHEN),
    any("source", "a `bibl`"),
    any("spanTo", "an `anchor` or another element that follows"),
    any("start", WHEN),
    any("synch", "an element of the same time"),
    any("target", ELEMENT),
    any("targetDatcat", ELEMENT),
    any("targetEnd", ELEMENT),
    on(&["app", "arc", "rt", "span"], "to", ELEMENT),
    any("toUnit", "a `unitDef`"),
    any("toWhom", PERSON),
    any("unitRef", "a `unitDef`"),
    any("url", "a file"),
    on(&["eLeaf", "eTree", "iNode", "leaf", "node", "root", "triangle"], "value", FEATURES),
    any("valueDatcat", ELEMENT),
    on(&["conversion", "event"], "where", "a `place`"),
    any("who", PERSON),
    any("wit", WITNESS),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_names_each_attribute_once() {
        assert!(POINTER_ATTRIBUTES.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn targets_are_told_apart() {
        let id = |id| Target::Id(Cow::Borrowed(id));
        let cases = [("#hamlet", id("hamlet")), ("#caf%C3%A9", id("café")), ("#a%4", id("a%4")), ("#%ff", id("%ff"))];
        let others = ["", "#", "#xpath(//p)", "persons.xml#hamlet", "a/b", "../a", "C:/a", "?x", "a.xml", ":a", "1a:b", "https"];
        for (pointer, expected) in cases.into_iter().chain(others[..11].iter().map(|other| (*other, Target::Elsewhere))) {
            assert_eq!(target(pointer), expected, "{pointer}");
        }
        assert_eq!(target("gnd:118540238"), Target::Prefixed("gnd"));
        assert_eq!(target("hamlet"), Target::Bare("hamlet"));
    }
}
