//! Mends a text: applies the edits of its findings, and proves that nothing else has changed.

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    diagnostic::{Diagnostic, Edit, Safety},
    source::Source,
    span::Span,
    tei::{Flow, flow_of},
    validate::Validator,
    xml::{self, Tree, is_xml_space},
};

/// How often the edits of one judgment are applied before the next: an edit may bring another to light, and no text needs many.
pub const ROUND_LIMIT: usize = 100;

/// A text after its edits.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The text; that of the source where there was nothing to mend.
    pub text: String,
    /// How many fixes of each code were applied.
    pub applied: BTreeMap<Cow<'static, str>, usize>,
    /// What is found in it now, sorted by span, then code.
    pub findings: Vec<Diagnostic>,
}

/// Why a text is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MendError {
    /// The edits of these codes break the XML.
    #[error("the fixes of {0} would leave a text that is not well-formed")]
    NotWellFormed(String),
    /// The edits of these codes change words that they may not change.
    #[error("the fixes of {0} would change the words")]
    Words(String),
    /// Each round of edits makes another one necessary.
    #[error("the fixes of {0} do not come to an end")]
    Unsettled(String),
}

/// Applies the fixes of the findings that are no less safe than `reach`, until none is left.
///
/// Fixes that touch one another are applied one after the other. Before a round of edits counts, its result is read: it must be
/// well-formed, and its words must be those of before, but for what fixes with [`Safety::Rewording`] replace. White space and
/// the tags of phrases are no words; a word ends where a block, a note or the beginning of a line does.
///
/// # Errors
/// [`MendError`]: the edits do what no edit may do, which is a fault of a rule.
///
/// ```
/// use teiwright::{diagnostic::Safety, source::Source, validate::{Options, Validator, mend}};
///
/// let source = Source::from_text("a.xml", "<TEI xmlns='http://www.tei-c.org/ns/1.0'><p xml:lang='de_AT'>Servus! </p></TEI>");
/// let mended = mend(&source, None, &mut Validator::new(&Options::of_our_own()), Safety::Safe)?;
/// assert!(mended.text.ends_with("<p xml:lang='de-AT'>Servus!</p></TEI>"));
/// # Ok::<(), teiwright::validate::MendError>(())
/// ```
pub fn mend(source: &Source, place: Option<&str>, validator: &mut Validator, reach: Safety) -> Result<Mended, MendError> {
    let mut findings = validator.judge_at(source, place);
    let mut applied = BTreeMap::new();
    let mut current = Cow::Borrowed(source);
    let mut words = None;
    for _ in 0..ROUND_LIMIT {
        let Some(root) = xml::parse(&current).ok().map(|tree| Span::from(tree.root_element().range())) else { break };
        let round = Round::of(&findings, reach, root);
        if round.edits.is_empty() {
            break;
        }
        let ill_formed = || MendError::NotWellFormed(round.codes());
        let before = match round.rewording().as_slice() {
            [] => words.take().or_else(|| words_of(current.text())).ok_or_else(ill_formed)?,
            edits => words_of(&edited(current.text(), edits)).ok_or_else(ill_formed)?,
        };
        let text = edited(current.text(), &round.edits.iter().map(|(edit, _)| *edit).collect::<Vec<_>>());
        let after = words_of(&text).ok_or_else(ill_formed)?;
        if before != after {
            return Err(MendError::Words(round.codes()));
        }
        words = Some(after);
        for (code, count) in &round.counts {
            *applied.entry(code.clone()).or_insert(0) += count;
        }
        current = Cow::Owned(Source::from_text(source.name(), text));
        findings = validator.judge_at(&current, place);
    }
    let root = xml::parse(&current).ok().map(|tree| Span::from(tree.root_element().range()));
    match root.map(|root| Round::of(&findings, reach, root)).filter(|round| !round.edits.is_empty()) {
        Some(round) => Err(MendError::Unsettled(round.codes())),
        None => Ok(Mended { text: current.text().to_owned(), applied, findings }),
    }
}

/// The fixes that can be applied at once.
struct Round<'f> {
    /// The edits in the order of the text; they do not touch.
    edits: Vec<(&'f Edit, Safety)>,
    counts: BTreeMap<Cow<'static, str>, usize>,
}

impl<'f> Round<'f> {
    /// Takes each fix in the order of the findings whose edits touch no earlier one; what stands outside the root element, as the
    /// text of entities does, is left alone.
    fn of(findings: &'f [Diagnostic], reach: Safety, root: Span) -> Round<'f> {
        let mut taken: BTreeMap<usize, (&Edit, Safety)> = BTreeMap::new();
        let mut counts = BTreeMap::new();
        for finding in findings {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety <= reach && !fix.edits.is_empty()) else { continue };
            let touches = |edit: &Edit| {
                let before = taken.range(..=edit.span.end).next_back();
                before.is_some_and(|(_, (other, _))| other.span.end >= edit.span.start)
            };
            let is_apart = |pair: &[Edit]| pair[0].span.end <= pair[1].span.start && pair[0].span.start < pair[1].span.start;
            let is_fit = fix.edits.windows(2).all(is_apart) && fix.edits.iter().all(|edit| root.contains(edit.span));
            if is_fit && !fix.edits.iter().any(touches) {
                taken.extend(fix.edits.iter().map(|edit| (edit.span.start, (edit, fix.safety))));
                *counts.entry(finding.code.clone()).or_insert(0) += 1;
            }
        }
        Round { edits: taken.into_values().collect(), counts }
    }

    /// The edits that may change words.
    fn rewording(&self) -> Vec<&'f Edit> {
        self.edits.iter().filter(|(_, safety)| *safety == Safety::Rewording).map(|(edit, _)| *edit).collect()
    }

    fn codes(&self) -> String {
        self.counts.keys().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
    }
}

/// The text after edits that stand in its order and do not overlap; one that cuts a character is left out.
fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Some(between) = text.get(at..edit.span.start).filter(|_| text.is_char_boundary(edit.span.end)) else { continue };
        out.push_str(between);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The words of a text, with one space between two; nothing where it is not well-formed.
fn words_of(text: &str) -> Option<String> {
    let source = Source::from_text("words", text);
    let tree = xml::parse(&source).ok()?;
    let mut words = Words::default();
    words.read(&tree);
    Some(words.out)
}

#[derive(Default)]
struct Words {
    out: String,
    is_apart: bool,
}

impl Words {
    fn read(&mut self, tree: &Tree<'_>) {
        let mut node = Some(tree.root());
        while let Some(here) = node {
            match here.text().filter(|_| here.is_text()) {
                Some(text) => self.push(text),
                None => self.is_apart |= here.is_element() && flow_of(here) != Flow::Inline,
            }
            node = here.first_child();
            let mut at = here;
            while node.is_none() {
                self.is_apart |= at.is_element() && flow_of(at) != Flow::Inline;
                node = at.next_sibling();
                match at.parent() {
                    Some(parent) if node.is_none() => at = parent,
                    _ => break,
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        for character in text.chars() {
            if is_xml_space(character) {
                self.is_apart = true;
                continue;
            }
            if std::mem::take(&mut self.is_apart) && !self.out.is_empty() {
                self.out.push(' ');
            }
            self.out.push(character);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit::new(Span::new(start, end), text)
    }

    #[test]
    fn edits_are_applied_where_they_stand() {
        let edits = [edit(0, 1, "A"), edit(1, 1, "-"), edit(3, 5, "")];
        assert_eq!(edited("abcdef", &edits.iter().collect::<Vec<_>>()), "A-bcf");
        assert_eq!(edited("é", &[&edit(1, 2, "x")]), "é");
    }

    #[test]
    fn fixes_that_touch_wait_for_the_next_round() {
        use crate::diagnostic::{Fix, Severity};
        let finding =
            |edits, safety| Diagnostic::new("XX001", Severity::Error, Span::at(0), "m").fix(Fix::new("t", edits).safety(safety));
        let findings = [
            finding(vec![edit(2, 4, "")], Safety::Safe),
            finding(vec![edit(4, 4, " ")], Safety::Safe),
            finding(vec![edit(5, 6, ""), edit(8, 8, "")], Safety::Safe),
            finding(vec![edit(0, 1, "")], Safety::Unsafe),
            finding(vec![edit(90, 99, "")], Safety::Safe),
        ];
        let starts = |reach| {
            let round = Round::of(&findings, reach, Span::new(0, 50));
            round.edits.iter().map(|(edit, _)| edit.span.start).collect::<Vec<_>>()
        };
        assert_eq!(starts(Safety::Safe), [2, 5, 8]);
        assert_eq!(starts(Safety::Unsafe), [0, 2, 5, 8]);
    }

    #[test]
    fn words_end_with_blocks_and_not_with_phrases() {
        let text = "<p xmlns='http://www.tei-c.org/ns/1.0'> a<hi>b </hi>c<note>d</note> <q>e<lb break='no'/>f</q></p>";
        assert_eq!(words_of(text).as_deref(), Some("ab c d ef"));
        assert_eq!(words_of("<p>"), None);
    }
}
