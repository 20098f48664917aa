//! Judges a TEI text: first whether it is XML at all, then by grammars, then by the rules, then by what an archive asks.

mod codes;
mod findings;
mod switches;

pub use codes::{Choice, CodeError, Weights, is_gate};
pub use findings::{FINDINGS, REPAIRED};

mod mend;

pub use mend::{MendError, Mended, ROUND_LIMIT, mend};

use std::{collections::HashSet, sync::Arc};

use crate::{
    archive::{self, Profile},
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
    /// What an archive asks for besides.
    pub archive: Option<Arc<Profile>>,
    /// What of all this is reported.
    pub choice: Choice,
    /// How much findings weigh, where it is not as their rules say.
    pub weights: Weights,
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
    archive: Option<Arc<Profile>>,
    choice: Choice,
    weights: Weights,
    schema_names: Vec<String>,
    corpus: Option<Arc<Corpus>>,
}

impl Validator {
    /// A judge by these grammars and rules.
    pub fn new(options: &Options) -> Validator {
        let matcher = |schema| Matcher::new(Arc::clone(schema)).options(options.expected);
        let is_judged = options.choice.has_schemas();
        let matchers = options.schemas.iter().filter(|_| is_judged).map(matcher).collect();
        let Options { rules, archive, choice, weights, schema_names, corpus, .. } = options.clone();
        // A choice says which rules need to judge; what the caller says of rules alone goes before it.
        let rules = rules.map(|rules| if rules == Selection::default() { choice.rules() } else { rules });
        Validator { matchers, rules, archive, choice, weights, schema_names, corpus }
    }

    /// Judges a text; the findings are sorted by span, then code.
    ///
    /// A text that is not well-formed, or is refused, gives one finding of the family `XM` and no other. A text that is not TEI
    /// is judged by the grammars that know its root element, and where none does, it gives the one finding that it is not TEI.
    /// What a rule says of a place, a grammar does not say again, and what an archive says, neither does. Findings that the file
    /// itself ignores, by `<?teiwright ignore CODE?>`, are left out.
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
        if let Some(profile) = &self.archive {
            add_asked(&mut findings, archive::check(&tree, profile));
        }
        let said: HashSet<(Span, Severity)> = findings.iter().map(|finding| (finding.span, finding.severity)).collect();
        for matcher in &mut self.matchers {
            if is_tei || self.rules.is_none() || knows_root(matcher.schema()) {
                let judged = matcher.judge(&tree).into_iter();
                findings.extend(judged.filter(|finding| !said.contains(&(finding.span, finding.severity))));
            }
        }
        switches::apply(&tree, &mut findings, |code| self.judges(code));
        self.weights.apply(&mut findings);
        findings.retain(|finding| self.choice.has(&finding.code));
        diagnostic::sort(&mut findings);
        findings
    }

    /// Whether findings with this code, or with codes that begin so, could be made and reported.
    pub fn judges(&self, code: &str) -> bool {
        let is_made = |known: &str| match &self.rules {
            _ if is_gate(known) => true,
            _ if schema::FINDINGS.iter().any(|page| page.code == known) => !self.matchers.is_empty(),
            _ if archive::FINDINGS.iter().any(|page| page.code == known) => self.archive.is_some(),
            Some(selection) => selection.has(known),
            None => false,
        };
        let mut meant = codes::codes().filter(|known| known.starts_with(code));
        meant.any(|known| is_made(known) && self.choice.has(known))
    }
}

/// Adds what an archive asks for, in the place of what the rules say less well of the same places.
fn add_asked(findings: &mut Vec<Diagnostic>, asked: Vec<archive::Asked<'_>>) {
    findings.retain(|finding| {
        let says_more = |asked: &archive::Asked<'_>| {
            asked.finding.span == finding.span && asked.replaces.iter().any(|code| *code == finding.code)
        };
        !asked.iter().any(says_more)
    });
    findings.extend(asked.into_iter().map(|asked| asked.finding));
}

/// Judges one text; see [`Validator::judge`].
pub fn validate(source: &Source, options: &Options) -> Vec<Diagnostic> {
    Validator::new(options).judge(source)
}
