//! Judges a TEI text: first whether it is XML at all, then by the rules.

use crate::{
    diagnostic::{self, Diagnostic},
    rules::{self, Selection},
    source::Source,
    xml,
};

/// By what a text is judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The rules; all, unless the caller selects.
    pub rules: Selection,
}

/// Judges a text; the findings are sorted by span, then code.
///
/// A text that is not well-formed, or is refused, gives one finding of the family `XM` and no other.
///
/// ```
/// use teiwright::{source::Source, validate};
///
/// let source = Source::from_text("a.xml", "<TEI><text/></TEI>");
/// let findings = validate::validate(&source, &validate::Options::default());
/// assert_eq!(findings[0].code, "ST001");
/// assert_eq!(findings[0].message, "the root element `TEI` is in no namespace");
/// ```
pub fn validate(source: &Source, options: &Options) -> Vec<Diagnostic> {
    let mut findings = match xml::parse(source) {
        Ok(tree) => rules::check(&tree, &options.rules),
        Err(error) => vec![rules::unreadable(&error)],
    };
    diagnostic::sort(&mut findings);
    findings
}
