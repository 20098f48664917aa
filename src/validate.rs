//! Judges a TEI text: first whether it is XML at all, then by grammars, then by the rules.

mod mend;

pub use mend::{MendError, Mended, ROUND_LIMIT, mend};

use std::{collections::HashSet, sync::Arc};

use crate::{
    diagnostic::{self, Diagnostic, Severity},
    rules::{self, Corpus, Selection, Surroundings},
    schema::{self, Matcher, Schema},
    source::Source,
    span::Span,
    tei, xml,
};

/// By what a text is judged.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The grammars; none, unless the caller names some.
    pub schemas: Vec<Arc<Schema>>,
    /// Whether findings of grammars name all that may stand at a place, or the likeliest few.
    pub expected: schema::Options,
    /// The rules; all, unless the caller selects; none where there is nothing here.
    pub rules: Option<Selection>,
    /// The names of the grammars, for the rule about files that name another.
    pub schema_names: Vec<String>,
    /// What the other files of a corpus define; pointers are followed into this file only, where there is nothing here.
    pub corpus: Option<Arc<Corpus>>,
}

impl Options {
    /// Our own schema and all rules.
    pub fn of_our_own() -> Options {
        Options { schemas: vec![Arc::clone(Schema::built_in())], rules: Some(Selection::default()), ..Options::default() }
    }
}

/// Judges one text after another, and remembers what it learned of the grammars.
///
/// ```
/// use teiwright::{source::Source, validate::{Options, Validator}};
///
/// let source = Source::from_text("a.xml", "<TEI><text/></TEI>");
/// let findings = Validator::new(&Options::of_our_own()).judge(&source);
/// assert_eq!(findings[0].message, "the root element `TEI` is in no namespace");
/// ```
#[derive(Debug)]
pub struct Validator {
    matchers: Vec<Matcher>,
    rules: Option<Selection>,
    schema_names: Vec<String>,
    corpus: Option<Arc<Corpus>>,
}

impl Validator {
    /// A judge by these grammars and rules.
    pub fn new(options: &Options) -> Validator {
        let matchers = options.schemas.iter().map(|schema| Matcher::new(Arc::clone(schema)).options(options.expected)).collect();
        Validator {
            matchers,
            rules: options.rules.clone(),
            schema_names: options.schema_names.clone(),
            corpus: options.corpus.clone(),
        }
    }

    /// Judges a text; the findings are sorted by span, then code.
    ///
    /// A text that is not well-formed, or is refused, gives one finding of the family `XM` and no other. A text that is not TEI
    /// is judged by the grammars that know its root element, and where none does, it gives the one finding that it is not TEI.
    /// What a rule says of a place, a grammar does not say again.
    pub fn judge(&mut self, source: &Source) -> Vec<Diagnostic> {
        self.judge_at(source, None)
    }

    /// Judges a text whose path, as the corpus has it, is `place`; see [`Validator::judge`].
    pub fn judge_at(&mut self, source: &Source, place: Option<&str>) -> Vec<Diagnostic> {
        let tree = match xml::parse(source) {
            Ok(tree) => tree,
            Err(error) => return vec![rules::unreadable(&error)],
        };
        let root = tree.root_element().tag_name();
        let is_tei = root.namespace() == Some(tei::NAMESPACE);
        let knows_root = |schema: &Schema| schema.has_root(root.namespace().unwrap_or_default(), root.name());
        let is_known = !is_tei && self.matchers.iter().any(|matcher| knows_root(matcher.schema()));
        let mut findings = match &self.rules {
            Some(selection) if !is_known => {
                let around = Surroundings { corpus: self.corpus.as_deref(), place, schemas: &self.schema_names };
                rules::check_in(&tree, selection, around)
            }
            _ => Vec::new(),
        };
        let said: HashSet<(Span, Severity)> = findings.iter().map(|finding| (finding.span, finding.severity)).collect();
        for matcher in &mut self.matchers {
            if is_tei || self.rules.is_none() || knows_root(matcher.schema()) {
                let judged = matcher.judge(&tree).into_iter();
                findings.extend(judged.filter(|finding| !said.contains(&(finding.span, finding.severity))));
            }
        }
        diagnostic::sort(&mut findings);
        findings
    }
}

/// Judges one text; see [`Validator::judge`].
pub fn validate(source: &Source, options: &Options) -> Vec<Diagnostic> {
    Validator::new(options).judge(source)
}
