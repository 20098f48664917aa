//! The page of a rule: the module doc of its file, read.

use serde::Serialize;

use crate::{
    diagnostic::Severity,
    rules::{Rule, RuleMeta, all},
};

/// What a rule's page says, for `explain`, for lists of rules, and for the reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// The rule's code.
    pub code: &'static str,
    /// The rule's name: the fault.
    pub name: &'static str,
    /// How much each of its findings weighs.
    pub severity: Severity,
    /// The fault in one sentence.
    pub summary: &'static str,
    /// The version of the program that had the rule first.
    pub since: &'static str,
    /// Whether some of its findings bring edits that mend them.
    pub has_fix: bool,
    /// The sections of the TEI Guidelines that it rests on.
    pub guidelines: Vec<Section>,
    /// The page after the summary, as Markdown with headings of the second level.
    pub doc: String,
    /// The examples of the page, in its order.
    pub examples: Vec<Example>,
}

/// A section of the TEI Guidelines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The anchor by which the Guidelines name it, such as `DRSP`.
    pub anchor: &'static str,
    /// Where it can be read.
    pub url: String,
}

/// An example of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Example {
    /// The example: a whole document that begins with `<TEI`, `<teiCorpus`, `<?xml`, `<!DOCTYPE` or another root, or, where the page
    /// is about TEI elements, part of the `body` of one.
    pub xml: String,
    /// Whether the rule has nothing to say of it; else it has one thing to say.
    pub is_valid: bool,
    /// What the edits of its finding make of it, where the page shows that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
}

/// The pages of all rules, sorted by code.
pub fn pages() -> Vec<Page> {
    all().iter().map(|rule| Page::of(*rule)).collect()
}

/// The page of the rule with this code or name, capitals and small letters alike.
///
/// ```
/// let page = teiwright::rules::explain("dr001").expect("a rule");
/// assert_eq!(page.name, "unresolved-who");
/// assert!(page.doc.contains("## Why"));
/// ```
pub fn explain(code: &str) -> Option<Page> {
    let is_meant = |meta: &RuleMeta| meta.code.eq_ignore_ascii_case(code) || meta.name.eq_ignore_ascii_case(code);
    all().iter().find(|rule| is_meant(rule.meta())).map(|rule| Page::of(*rule))
}

impl Page {
    /// Reads the page at the head of a rule's file.
    pub fn of(rule: &dyn Rule) -> Page {
        let meta: &'static RuleMeta = rule.meta();
        let mut lines =
            meta.file.lines().map_while(|line| line.strip_prefix("//!")).map(|line| line.strip_prefix(' ').unwrap_or(line));
        let summary = lines.next().unwrap_or_default();
        let doc = lines.collect::<Vec<_>>().join("\n");
        Page {
            code: meta.code,
            name: meta.name,
            severity: meta.severity,
            summary,
            since: meta.since,
            has_fix: meta.has_fix,
            guidelines: meta.guidelines.iter().map(|anchor| Section::of(anchor)).collect(),
            examples: examples(&doc),
            doc: doc.trim().to_owned(),
        }
    }
}

impl Section {
    /// Anchors begin with the two letters of their chapter.
    fn of(anchor: &'static str) -> Section {
        let chapter = anchor.get(..2).unwrap_or(anchor);
        Section { anchor, url: format!("https://www.tei-c.org/release/doc/tei-p5-doc/en/html/{chapter}.html#{anchor}") }
    }
}

/// The fenced blocks marked `xml,invalid` and `xml,valid`; one marked `xml,fixed` belongs to the block before it.
fn examples(doc: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = doc.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```xml,") else { continue };
        let xml = lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join("\n");
        match kind {
            "valid" => examples.push(Example { xml, is_valid: true, fixed: None }),
            "invalid" => examples.push(Example { xml, is_valid: false, fixed: None }),
            "fixed" => {
                if let Some(last) = examples.last_mut() {
                    last.fixed = Some(xml);
                }
            }
            _ => {}
        }
    }
    examples
}
