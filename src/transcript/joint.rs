//! Labels of several persons: `Anna and Bert`, `ANNA, BERT`, `MM. Faure et Petit`.

use rustc_hash::FxHashSet;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Decision, Standing,
        appellations::Appellation,
        labels::{key, without_parentheses},
        names::{bare, is_name_word, is_office, is_particle, is_title},
        persons::Persons,
        vocabulary::WORDS,
    },
};

/// The names that a label joins.
#[derive(Clone, Debug, Default)]
pub(super) struct Joint {
    pub(super) names: Vec<String>,
    /// What the title of them all tells: `MM.` are men.
    pub(super) sides: Vec<(usize, usize)>,
    /// Where the label stands first.
    pub(super) span: Span,
}

impl Joint {
    pub(super) fn of(label: &str, names: Vec<String>, sides: &[(usize, usize)], span: Span) -> Joint {
        let first = label.split_whitespace().next().unwrap_or_default();
        let sides = if WORDS.people.plurals.contains(&bare(first)) { sides.to_vec() } else { Vec::new() };
        Joint { names, sides, span }
    }
}

/// The most names in one label.
const LIMIT: usize = 12;

/// The names in a label that joins several, each without the title of them all; fewer than two where it joins none.
///
/// A small word joins names; a comma, a stroke or a full stop does, if every part is a label by itself, since a comma also
/// stands before an office, and a full stop after a title.
pub(super) fn parts<'l>(label: &'l str, labels: &FxHashSet<String>) -> Vec<&'l str> {
    let is_label = |part: &&str| labels.contains(&key(part));
    let any: Vec<&str> = split(label, true);
    if any.len() > 1 && any.iter().all(is_label) {
        return any;
    }
    let joined: Vec<&str> = split(label, false);
    if joined.len() > 1 && joined.iter().all(|part| !part.contains(',')) { joined } else { Vec::new() }
}

/// Whether a word is the initial of a name: `J.`
fn is_initial(word: &str) -> bool {
    let mut characters = word.trim_end().chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next() == Some('.') && characters.next().is_none()
}

/// Cuts a label at the small words that join names; and, if `at_marks`, at marks, and at the small words of more languages, which
/// may stand inside of a name.
fn split(label: &str, at_marks: bool) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut add = |from: usize, to: usize| {
        let part = label[from..to].trim().trim_matches([',', '/', ';', ' ']).trim_end_matches('.');
        let part = without_plural(part);
        if !part.is_empty() {
            parts.push(part);
        }
    };
    for word in label.split_inclusive([' ', '\u{a0}', '/']) {
        let here = at;
        at += word.len();
        let core = bare(word);
        let joins = word.trim() == "&"
            || WORDS.people.conjunctions.contains(&core)
            || at_marks && WORDS.script.conjunctions.contains(&core);
        if joins && here > start {
            add(start, here);
            start = at;
        } else if at_marks && word.trim_end().ends_with([',', '/', ';', '.']) && !is_title(word) && !is_initial(word) {
            add(start, at);
            start = at;
        }
    }
    add(start, label.len());
    if parts.len() > LIMIT { Vec::new() } else { parts }
}

/// A name without the title of several persons before it.
fn without_plural(name: &str) -> &str {
    match name.split_once(char::is_whitespace) {
        Some((first, rest)) if WORDS.people.plurals.contains(&bare(first)) => rest.trim_start(),
        _ => name,
    }
}

/// Whether every word could be part of a name, and one is no title.
fn looks_like_name(part: &str) -> bool {
    let outside = without_parentheses(part);
    let mut words = outside.split_whitespace().filter(|word| !is_particle(word) && !is_title(word)).peekable();
    words.peek().is_some() && words.all(|word| is_name_word(word) && !is_office(word))
}

impl Persons {
    /// Points each label of several persons to every one of them; one whom no other label means is a person of the record if
    /// another in the label is known.
    pub(super) fn resolve_joint(&mut self) {
        for person in 0..self.list.len() {
            let Joint { names, sides, span } = std::mem::take(&mut self.joint[person]);
            if names.is_empty() {
                continue;
            }
            let found: Vec<Option<usize>> = names
                .iter()
                .map(|name| {
                    let mut name = Appellation::read(name, self.letters);
                    name.sides.extend(&sides);
                    self.find_one(&name, person)
                })
                .collect();
            let may_be_new = found.iter().any(Option::is_some);
            let could_be = names.iter().zip(&found).all(|(name, found)| found.is_some() || looks_like_name(name));
            if !may_be_new || !could_be {
                self.list[person].is_group = true;
                continue;
            }
            let members: Vec<usize> = names
                .iter()
                .zip(found)
                .filter_map(|(name, found)| found.or_else(|| self.named(name, span, Standing::Speaker)))
                .collect();
            let mut distinct = members.clone();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() < names.len() || distinct.contains(&person) {
                self.list[person].is_group = true;
                continue;
            }
            let ids: Vec<&str> = members.iter().map(|member| self.list[*member].id.as_str()).collect();
            self.decisions.push(Decision {
                kind: "person",
                span,
                value: ids.join(", "),
                evidence: vec!["the label joins the names of several persons".into()],
                certainty: Certainty::Medium,
            });
            self.list[person].members = members;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_by_small_words_and_by_marks_between_labels() {
        let labels: FxHashSet<String> = ["anna", "bert", "fritz", "cole", "j dole"].map(str::to_owned).into_iter().collect();
        let parts = |label| parts(label, &labels);
        assert_eq!(parts("Anna and Bert"), ["Anna", "Bert"]);
        assert_eq!(parts("ANNA, BERT, FRITZ"), ["ANNA", "BERT", "FRITZ"]);
        assert_eq!(parts("ANNA. FRITZ"), ["ANNA", "FRITZ"]);
        assert_eq!(parts("ANNA és J. DOLE"), ["ANNA", "J. DOLE"]);
        assert_eq!(parts("Anna/Bert"), ["Anna", "Bert"]);
        assert_eq!(parts("Anna Y Bert"), ["Anna", "Bert"]);
        assert_eq!(parts("MM. Faure et Petit"), ["Faure", "Petit"]);
        assert_eq!(parts("Ortega y Gasset"), Vec::<&str>::new());
        assert_eq!(parts("Cole, Chairman"), Vec::<&str>::new());
        assert_eq!(parts("Mr. Cole"), Vec::<&str>::new());
    }
}
