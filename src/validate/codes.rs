//! Codes as callers name them: which are reported, and how much each weighs.

use crate::{
    archive,
    diagnostic::{Diagnostic, Severity},
    rules::{self, Selection, Watch},
    schema, settings,
    validate::findings,
};

/// Which findings are reported, by codes, the beginnings of codes, or names: of rules, of schemas, of archives, of switches.
///
/// Nothing selected means all. Where a code is both selected and ignored, the longer pattern decides: `DR` ignored and `DR001`
/// selected leaves `DR001`. What says that a text cannot be judged at all, `XM` and `ST001`, is reported whatever is selected.
///
/// ```
/// use teiwright::validate::Choice;
///
/// let choice = Choice::new(&["DR", "RN001"], &["speech-without-who"])?;
/// assert!(choice.has("DR001") && choice.has("RN001") && !choice.has("DR005") && !choice.has("RN002"));
/// # Ok::<(), teiwright::validate::CodeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    select: Vec<String>,
    ignore: Vec<String>,
}

/// Why a code means nothing here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// No finding has a code that begins so, nor that name.
    #[error("no rule has the code or name `{pattern}`{}", suggestion(.near.as_deref()))]
    Unknown {
        /// What was given.
        pattern: String,
        /// What was perhaps meant.
        near: Option<String>,
    },
    /// The finding says that a text is no XML, after which nothing else can be said of it.
    #[error("`{0}` cannot be ignored: a text that is not well-formed cannot be judged in any other way")]
    Fixed(String),
}

fn suggestion(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

/// A code and its name.
#[derive(Clone, Copy, Debug)]
struct Known {
    code: &'static str,
    name: &'static str,
}

/// All codes that a judgment can give, with their names.
fn known() -> impl Iterator<Item = Known> + Clone {
    let of_rules = rules::all().iter().map(|rule| Known { code: rule.meta().code, name: rule.meta().name });
    let of_schemas = schema::FINDINGS.iter().map(|page| Known { code: page.code, name: page.name });
    let pages = archive::FINDINGS.iter().chain(findings::FINDINGS);
    of_rules.chain(of_schemas).chain(pages.map(|page| Known { code: page.code, name: page.name }))
}

/// All codes that a judgment can give.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    known().map(|known| known.code)
}

/// The code, or the beginning of codes, that a pattern means; capitals and small letters are alike.
pub(super) fn resolve(pattern: &str) -> Result<String, CodeError> {
    let folded = pattern.trim().to_ascii_uppercase();
    if let Some(named) = known().find(|known| known.name.eq_ignore_ascii_case(&folded)) {
        return Ok(named.code.to_owned());
    }
    if !folded.is_empty() && known().any(|known| known.code.starts_with(&folded)) {
        return Ok(folded);
    }
    let names = known().flat_map(|known| [known.code, known.name]);
    let near = settings::nearest(pattern.trim(), names).map(str::to_owned);
    Err(CodeError::Unknown { pattern: pattern.to_owned(), near })
}

/// Whether a finding with this code ends the judgment: the text is no XML, or no TEI.
pub fn is_gate(code: &str) -> bool {
    rules::all().iter().any(|rule| rule.meta().code == code && matches!(rule.meta().watch, Watch::Text | Watch::Root))
}

/// Whether a pattern means a finding after which nothing else is said.
pub(super) fn is_fixed(pattern: &str) -> bool {
    rules::all().iter().any(|rule| rule.meta().watch == Watch::Text && rule.meta().code.starts_with(pattern))
}

impl Choice {
    /// Reads patterns: codes, beginnings of codes, or names, capitals and small letters alike.
    ///
    /// # Errors
    /// [`CodeError::Unknown`] for a pattern that fits nothing, [`CodeError::Fixed`] where one of `XM` is to be ignored.
    pub fn new<S: AsRef<str>>(select: &[S], ignore: &[S]) -> Result<Choice, CodeError> {
        let read = |patterns: &[S]| patterns.iter().map(|pattern| resolve(pattern.as_ref())).collect::<Result<Vec<_>, _>>();
        let choice = Choice { select: read(select)?, ignore: read(ignore)? };
        match choice.ignore.iter().find(|pattern| is_fixed(pattern)) {
            Some(pattern) => Err(CodeError::Fixed(pattern.clone())),
            None => Ok(choice),
        }
    }

    /// Whether findings with this code are reported.
    pub fn has(&self, code: &str) -> bool {
        let longest = |patterns: &[String]| patterns.iter().filter(|pattern| code.starts_with(*pattern)).map(String::len).max();
        let is_gate =
            || rules::all().iter().any(|rule| rule.meta().code == code && matches!(rule.meta().watch, Watch::Text | Watch::Root));
        let selected = longest(&self.select).or_else(|| (self.select.is_empty() || is_gate()).then_some(0));
        match (selected, longest(&self.ignore)) {
            (Some(selected), Some(ignored)) => selected > ignored,
            (selected, _) => selected.is_some(),
        }
    }

    /// Whether anything that a schema can say is reported.
    pub fn has_schemas(&self) -> bool {
        schema::FINDINGS.iter().any(|page| self.has(page.code))
    }

    /// Whether anything that a rule can say of a TEI document is reported.
    pub fn has_rules(&self) -> bool {
        let mut judging = rules::all().iter().filter(|rule| !matches!(rule.meta().watch, Watch::Text | Watch::Root));
        judging.any(|rule| self.has(rule.meta().code))
    }

    /// Whether it is asked for by name that a text is well-formed, which is always judged.
    pub fn names_the_reading(&self) -> bool {
        self.select.iter().any(|pattern| is_fixed(pattern))
    }

    /// The rules among what is reported, so that no other rule needs to judge.
    pub(super) fn rules(&self) -> Selection {
        let of_rules = |patterns: &[String]| -> Vec<String> {
            let is_rule = |pattern: &&String| rules::all().iter().any(|rule| rule.meta().code.starts_with(pattern.as_str()));
            patterns.iter().filter(is_rule).cloned().collect()
        };
        // Where what is selected names no rule at all, those that are left out here are left out of the report.
        Selection::new(&of_rules(&self.select), &of_rules(&self.ignore)).expect("each pattern is the beginning of a rule's code")
    }
}

/// How much findings weigh, where somebody says so: the longest pattern decides, and of equal ones the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// Of those who say something of a code, the last is heard.
    layers: Vec<Vec<(String, Severity)>>,
}

impl Weights {
    /// Reads patterns with their weights: codes, beginnings of codes, or names, capitals and small letters alike.
    ///
    /// # Errors
    /// [`CodeError::Unknown`] for a pattern that fits nothing, [`CodeError::Fixed`] for one of `XM`, which are always errors.
    ///
    /// ```
    /// use teiwright::{diagnostic::Severity, validate::Weights};
    ///
    /// let weights = Weights::new(&[("HD", Severity::Error), ("missing-language", Severity::Info)])?;
    /// assert_eq!(weights.of("HD004"), Some(Severity::Error));
    /// assert_eq!(weights.of("HD007"), Some(Severity::Info));
    /// # Ok::<(), teiwright::validate::CodeError>(())
    /// ```
    pub fn new<S: AsRef<str>>(pairs: &[(S, Severity)]) -> Result<Weights, CodeError> {
        let read = |(pattern, severity): &(S, Severity)| match resolve(pattern.as_ref())? {
            code if is_fixed(&code) => Err(CodeError::Fixed(code)),
            code => Ok((code, *severity)),
        };
        Ok(Weights { layers: vec![pairs.iter().map(read).collect::<Result<_, _>>()?] })
    }

    /// These weights, but for those of which `other` says something.
    #[must_use]
    pub fn under(mut self, other: Weights) -> Weights {
        self.layers.extend(other.layers);
        self
    }

    /// The weight of findings with this code, where one is said.
    pub fn of(&self, code: &str) -> Option<Severity> {
        let of_layer = |layer: &Vec<(String, Severity)>| {
            let fitting = layer.iter().filter(|(pattern, _)| code.starts_with(pattern.as_str()));
            fitting.max_by_key(|(pattern, _)| pattern.len()).map(|(_, severity)| *severity)
        };
        self.layers.iter().rev().find_map(of_layer)
    }

    /// Weighs findings anew.
    pub(super) fn apply(&self, findings: &mut [Diagnostic]) {
        for finding in findings {
            if let Some(severity) = self.of(&finding.code) {
                finding.severity = severity;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: &[&str] = &[];

    #[test]
    fn the_longer_pattern_decides() {
        let choice = Choice::new(&["dr001", "HD", "misplaced-element"], &["DR", "HD002"]).expect("known codes");
        assert!(choice.has("DR001") && !choice.has("DR002") && choice.has("HD001") && !choice.has("HD002"));
        assert!(choice.has("RN001") && !choice.has("RN002") && choice.has_schemas() && choice.has_rules());
        let schemas = Choice::new(&["RN"], NONE).expect("a known code");
        assert!(schemas.has_schemas() && !schemas.has_rules() && schemas.has("XM001") && schemas.has("ST001"));
        let rules = Choice::new(NONE, &["RN", "AR001"]).expect("known codes");
        assert!(!rules.has_schemas() && rules.has_rules() && rules.has("AR002") && !rules.has("AR001"));
    }

    #[test]
    fn what_is_unknown_is_told_with_what_is_near() {
        let error = |pattern| Choice::new(&[pattern], NONE).expect_err("unknown").to_string();
        assert_eq!(error("DR01"), "no rule has the code or name `DR01`; did you mean `DR001`?");
        assert_eq!(error("unresolved-whom"), "no rule has the code or name `unresolved-whom`; did you mean `unresolved-who`?");
        assert_eq!(error("ZZ999"), "no rule has the code or name `ZZ999`");
        assert_eq!(Choice::new(NONE, &["XM"]), Err(CodeError::Fixed("XM".to_owned())));
        assert_eq!(Weights::new(&[("XM001", Severity::Info)]), Err(CodeError::Fixed("XM001".to_owned())));
    }

    #[test]
    fn of_equal_patterns_the_last_weighs() {
        let weights = Weights::new(&[("DR001", Severity::Info), ("DR", Severity::Error), ("dr001", Severity::Warning)]);
        let weights = weights.expect("known codes");
        assert_eq!(weights.of("DR001"), Some(Severity::Warning));
        let higher = Weights::new(&[("DR", Severity::Error)]).expect("a known code");
        assert_eq!(weights.under(higher).of("DR001"), Some(Severity::Error));
    }
}
