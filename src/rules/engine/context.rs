//! What a rule is given besides the thing that it judges.

use std::{borrow::Cow, collections::BTreeMap};

use rustc_hash::FxHashSet;

use crate::{
    diagnostic::{Diagnostic, Severity},
    rules::{
        Corpus, Index,
        engine::nearest::{Near, Nearest},
    },
    source::Source,
    span::Span,
    xml::{Attribute, Tree},
};

/// The most findings of one rule in one document; further ones are counted, so that no text can fill the memory with findings.
pub const FINDING_LIMIT: usize = 10_000;

/// What is known of the world around a document; by default nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// What the files of its corpus define.
    pub corpus: Option<&'a Corpus>,
    /// The path of the document, as the corpus has it; where there is none, the name of its source.
    pub place: Option<&'a str>,
    /// The names of the schemas by which it is judged.
    pub schemas: &'a [String],
}

/// The document, what is known of it as a whole, and the findings so far.
#[derive(Debug)]
pub struct Context<'t> {
    tree: &'t Tree<'t>,
    index: &'t Index<'t>,
    around: Surroundings<'t>,
    nearest: Nearest<'t>,
    met: FxHashSet<String>,
    findings: Vec<Diagnostic>,
    counts: BTreeMap<Cow<'static, str>, Count>,
}

/// How many findings a rule has made.
#[derive(Debug)]
struct Count {
    findings: usize,
    /// The place of the first one that was only counted.
    first_left_out: Option<(Span, Severity)>,
}

impl<'t> Context<'t> {
    pub(super) fn new(tree: &'t Tree<'t>, index: &'t Index<'t>, around: Surroundings<'t>) -> Context<'t> {
        Context {
            tree,
            index,
            around,
            nearest: Nearest::default(),
            met: FxHashSet::default(),
            findings: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// The document.
    pub fn tree(&self) -> &'t Tree<'t> {
        self.tree
    }

    /// The text of the document.
    pub fn source(&self) -> &'t Source {
        self.tree.source()
    }

    /// What is known of the document as a whole.
    pub fn index(&self) -> &'t Index<'t> {
        self.index
    }

    /// What the files of the corpus define, where there is one.
    pub fn corpus(&self) -> Option<&'t Corpus> {
        self.around.corpus
    }

    /// The path of the document, by which pointers to other files of the corpus are resolved.
    pub fn place(&self) -> &'t str {
        self.around.place.unwrap_or(self.tree.source().name())
    }

    /// The names of the schemas by which the document is judged besides.
    pub fn schemas(&self) -> &'t [String] {
        self.around.schemas
    }

    /// Whether all that pointers may mean is known: the document is whole, or its corpus is.
    pub fn is_whole(&self) -> bool {
        self.index.is_whole() || self.around.corpus.is_some()
    }

    /// Whether some pointer of the document, or of its corpus, leads to this `xml:id`.
    pub fn refers_to(&self, id: &str) -> bool {
        self.index.refers_to(id) || self.around.corpus.is_some_and(|corpus| corpus.refers_to(id))
    }

    /// Adds a finding, or counts it where the rule has made [`FINDING_LIMIT`] of them.
    pub fn report(&mut self, finding: Diagnostic) {
        if !self.counts.contains_key(&finding.code) {
            self.counts.insert(finding.code.clone(), Count { findings: 0, first_left_out: None });
        }
        let count = self.counts.get_mut(&finding.code).expect("the code was inserted just now");
        count.findings += 1;
        if count.findings <= FINDING_LIMIT {
            self.findings.push(finding);
        } else {
            count.first_left_out.get_or_insert((finding.span, finding.severity));
        }
    }

    /// Whether there is a finding.
    pub(super) fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    /// The findings, and one for each rule that had more than [`FINDING_LIMIT`].
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        let mut findings = self.findings;
        for (code, count) in self.counts {
            if let Some((span, severity)) = count.first_left_out {
                let further = count.findings - FINDING_LIMIT;
                let message = format!("`{code}` has {further} further findings from here on, which are not listed");
                let help = format!("mend the {FINDING_LIMIT} before it first; `teiwright explain {code}` says how");
                findings.push(Diagnostic::new(code, severity, span, message).help(help));
            }
        }
        findings
    }

    /// The `xml:id`s that are nearest to `id`, at most three, and none where nothing is near.
    pub fn nearest_ids(&mut self, id: &str) -> &[Near<'t>] {
        self.nearest.to(id, self.index, self.tree.source())
    }

    /// The `xml:id`s of the corpus that are nearest to `id`, at most three.
    pub fn nearest_in_corpus(&mut self, id: &str) -> Vec<&'t str> {
        self.around.corpus.map_or_else(Vec::new, |corpus| self.nearest.in_corpus(id, corpus))
    }

    /// Whether a rule asks with this key for the first time in this document, so that one fault is reported once.
    pub fn is_new(&mut self, key: String) -> bool {
        self.met.insert(key)
    }

    /// The value of an attribute without white space around it, and its span; an entity of the document's own keeps all of it.
    pub fn trimmed_value(&self, attribute: Attribute<'t>) -> (&'t str, Span) {
        let span = self.tree.attribute_value_span(attribute);
        let raw = self.source().slice(span).unwrap_or_default();
        let start = span.start + (raw.len() - raw.trim_ascii_start().len());
        let end = (start + raw.trim_ascii().len()).max(start);
        (attribute.value().trim_ascii(), Span::new(start, end))
    }
}
