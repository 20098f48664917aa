//! Which rules judge: all, or those that the caller names.

use crate::rules::{Watch, all};

/// The rules that judge a document, by their codes, the beginnings of codes, or their names.
///
/// Nothing selected means all. Where a rule is both selected and ignored, the longer pattern decides: `DR` ignored and `DR001`
/// selected leaves `DR001`. What says that a text cannot be judged at all, `XM` and `ST001`, is reported whatever is selected.
///
/// ```
/// use teiwright::rules::Selection;
///
/// let selection = Selection::new(&["DR", "ND"], &["speech-without-who"])?;
/// assert!(selection.has("DR001") && !selection.has("DR005") && !selection.has("HD001"));
/// # Ok::<(), teiwright::rules::SelectionError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

/// Why a selection is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// No rule has a code that begins so, nor that name.
    #[error("no rule has the code or name `{0}`; `teiwright rules` lists them")]
    Unknown(String),
    /// The rule says that a text is no XML, after which nothing else can be said of it.
    #[error("`{0}` cannot be ignored: a text that is not well-formed cannot be judged by any other rule")]
    Fixed(String),
}

impl Selection {
    /// Reads patterns: codes, beginnings of codes, or names of rules, capitals and small letters alike.
    ///
    /// # Errors
    /// [`SelectionError::Unknown`] for a pattern that fits no rule, [`SelectionError::Fixed`] where one of `XM` is to be ignored.
    pub fn new<S: AsRef<str>>(select: &[S], ignore: &[S]) -> Result<Selection, SelectionError> {
        let read = |patterns: &[S]| patterns.iter().map(|pattern| code(pattern.as_ref())).collect::<Result<Vec<_>, _>>();
        let selection = Selection { select: read(select)?, ignore: read(ignore)? };
        let fixed = |pattern: &&String| {
            all().iter().any(|rule| rule.meta().watch == Watch::Text && rule.meta().code.starts_with(*pattern))
        };
        match selection.ignore.iter().find(fixed) {
            Some(pattern) => Err(SelectionError::Fixed(pattern.clone())),
            None => Ok(selection),
        }
    }

    /// Whether the rule with this code judges.
    pub fn has(&self, code: &str) -> bool {
        let longest = |patterns: &[String]| patterns.iter().filter(|pattern| code.starts_with(*pattern)).map(String::len).max();
        let is_gate =
            || all().iter().any(|rule| rule.meta().code == code && matches!(rule.meta().watch, Watch::Text | Watch::Root));
        let selected = longest(&self.select).or_else(|| (self.select.is_empty() || is_gate()).then_some(0));
        match (selected, longest(&self.ignore)) {
            (Some(selected), Some(ignored)) => selected > ignored,
            (selected, _) => selected.is_some(),
        }
    }
}

/// The code, or the beginning of codes, that a pattern means.
fn code(pattern: &str) -> Result<String, SelectionError> {
    let folded = pattern.trim().to_ascii_uppercase();
    let mut metas = all().iter().map(|rule| rule.meta());
    if let Some(named) = metas.clone().find(|meta| meta.name.eq_ignore_ascii_case(&folded)) {
        return Ok(named.code.to_owned());
    }
    match !folded.is_empty() && metas.any(|meta| meta.code.starts_with(&folded)) {
        true => Ok(folded),
        false => Err(SelectionError::Unknown(pattern.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: &[&str] = &[];

    #[test]
    fn the_longer_pattern_decides() {
        let selection = Selection::new(&["dr001", "HD"], &["DR", "HD002"]).expect("known codes");
        assert!(selection.has("DR001") && !selection.has("DR002") && selection.has("HD001") && !selection.has("HD002"));
        let all = Selection::new(NONE, &["DR001"]).expect("a known code");
        assert!(!all.has("DR001") && all.has("DR002") && all.has("RN001"));
    }

    #[test]
    fn what_cannot_be_judged_is_always_said() {
        let selection = Selection::new(&["DR"], NONE).expect("a known code");
        assert!(selection.has("XM001") && selection.has("ST001") && !selection.has("ST002"));
        assert!(!Selection::new(NONE, &["ST001"]).expect("a known code").has("ST001"));
        assert_eq!(Selection::new(NONE, &["XM001"]), Err(SelectionError::Fixed("XM001".to_owned())));
    }

    #[test]
    fn an_unknown_pattern_is_an_error() {
        for pattern in ["DR9", "", " ", "unresolved", "DR0011"] {
            assert_eq!(Selection::new(&[pattern], NONE), Err(SelectionError::Unknown(pattern.to_owned())));
        }
    }
}
