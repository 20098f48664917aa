//! Brackets beside names in labels: what is done is a direction, and who somebody is belongs to the label.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::{
    span::Span,
    transcript::{
        actions::is_action,
        appellations::{name_in_parentheses, side_and_speaker},
        cues::closing,
        labels::{Label, forms::without_time},
        letters::is_alphabetic,
        names::{is_name_word, is_office, is_particle, is_rank, is_small, tells_office},
    },
};

/// What opens a direction or another addition to a name.
pub(super) const OPENING: [char; 3] = ['(', '[', '（'];

/// So many labels with brackets that never change make them parts of names.
const FEWEST: usize = 3;

/// Where the bracket begins that ends a name.
pub(super) fn trailing_bracket(name: &str) -> Option<usize> {
    if !name.ends_with([')', ']', '）']) {
        return None;
    }
    let at = name.find(OPENING)?;
    (at > 0 && closing(&name[at..]) == Some(name.len() - at)).then_some(at)
}

/// Whether a bracket tells what is done: it has words that no name has.
pub(super) fn tells_action(bracket: &str) -> bool {
    let inside = bracket.trim_matches(['(', ')', '[', ']', '（', '）']).trim();
    let is_small_word = |word: &str| word.starts_with(is_small) && !is_particle(word);
    // `(72nd district)` is where somebody is from.
    let has_figure = inside.contains(|character: char| character.is_ascii_digit());
    // `(Fell, Lib.)`
    let is_sentence = inside.ends_with('.') && !inside.split_whitespace().skip(1).last().is_some_and(is_name_word);
    !has_figure && (inside.starts_with(is_small) || is_sentence || inside.split_whitespace().any(is_small_word))
}

/// Whether a bracket has a word for what is done or heard.
fn has_action(bracket: &str) -> bool {
    bracket.split(|character: char| !is_alphabetic(character)).any(is_action)
}

impl Label {
    /// Takes a bracket that begins at a byte of the label, and all after it, for a direction.
    pub(super) fn part_direction(&mut self, text: &str, at: usize) {
        // In `**Anna (Quay):** (0:20)` more than the bracket and a mark stands there, and the label stays whole.
        let after = closing(&text[at..self.end.max(at)]).map_or("", |length| &text[at + length..self.end]);
        if after.contains(['*', '_', '<', '\'']) {
            return;
        }
        let name = text[self.name.start..at].trim_end();
        self.name = Span::new(self.name.start, self.name.start + name.len());
        self.span = Span::new(self.span.start, self.name.end);
        self.direction = Some(Span::new(at, self.end));
    }

    /// Takes the words of its direction up to a byte for a part of the name.
    fn join_direction(&mut self, end: usize) {
        if let Some(direction) = self.direction.take() {
            self.name = Span::new(self.name.start, end);
            self.span = Span::new(self.span.start, direction.end);
        }
    }
}

/// Takes brackets for directions that differ from one label of a person to the next: `دانا (تضحك):`, then `دانا (تبكي):`.
///
/// A bracket that always stands there belongs to the label: `Mr. Dole (Kansas):`.
pub(super) fn part_directions(text: &str, labels: &mut [Label]) {
    let bracket = |label: &Label| match label.direction {
        None => {
            let name = &text[label.name.range()];
            let names_somebody = || name_in_parentheses(name).is_some() || side_and_speaker(name).is_some();
            trailing_bracket(name).filter(|_| !names_somebody()).map(|at| label.name.start + at)
        }
        Some(_) => None,
    };
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for label in labels.iter() {
        if let Some(at) = bracket(label) {
            *counts.entry(&text[at..label.name.end]).or_default() += 1;
        }
    }
    let count = labels.len();
    let with_bracket: usize = counts.values().sum();
    for label in labels {
        let Some(at) = bracket(label) else { continue };
        let same = counts[&text[at..label.name.end]];
        // Where all labels of a person have the one bracket, it is part of the name.
        if count > 1 && same * 2 <= count && (counts.len() > 1 || with_bracket < count) {
            label.part_direction(text, at);
        }
    }
}

/// What the labels of one person have beside the name.
#[derive(Default)]
struct Beside<'t> {
    count: usize,
    with_bracket: usize,
    bracket: Option<&'t str>,
    /// Whether one of them has another bracket than the first.
    changes: bool,
    /// Whether the first of them has it.
    is_introduced: bool,
}

impl Beside<'_> {
    /// Whether most labels of a person have one bracket, and none has another, which tells no action; or all have one that tells
    /// none in known words.
    fn is_steady(&self) -> bool {
        // `Mr. Moss (Tidewell):`, and then `Mr. Moss:`.
        let introduces = self.is_introduced && self.with_bracket == 1;
        let is_same = (self.with_bracket * 2 > self.count || introduces) && !self.changes;
        let is_no_action = |bracket| !tells_action(bracket) || self.is_constant() && !has_action(bracket);
        is_same && self.bracket.is_some_and(is_no_action)
    }

    /// Whether all labels of a person have one bracket, whatever it says.
    fn is_constant(&self) -> bool {
        self.count > 1 && self.with_bracket == self.count && !self.changes
    }
}

/// The brackets of a label beside its name, as a direction or as a part of the name.
fn beside<'t>(text: &'t str, label: &Label) -> Option<&'t str> {
    let name = &text[label.name.range()];
    let words = match label.direction {
        // A time is no part of either.
        Some(direction) => without_time(text[direction.range()].trim_end_matches(['.', ':', '：', ' '])),
        None => &name[trailing_bracket(name)?..],
    };
    words.starts_with(OPENING).then_some(words)
}

/// What the labels of each person have beside the name, as `beside` tells it of a label.
fn by_person<'t, 'k>(
    labels: &[Label],
    keys: &'k [Rc<str>],
    beside: impl Fn(&Label) -> Option<&'t str>,
) -> FxHashMap<&'k str, Beside<'t>> {
    let mut persons: FxHashMap<&str, Beside<'_>> = FxHashMap::default();
    for (label, key) in labels.iter().zip(keys) {
        let person = persons.entry(key).or_default();
        person.count += 1;
        if let Some(words) = beside(label) {
            person.with_bracket += 1;
            person.is_introduced |= person.count == 1;
            person.changes |= *person.bracket.get_or_insert(words) != words;
        }
    }
    persons
}

/// Puts brackets right by what the whole file has beside names: where most stay with their person, as a party or a constituency
/// does, all that could tell who somebody is belong to the names; where most change, one that stands once is a direction.
///
/// `keys` has for each label what is the same whenever the same person is meant.
pub(super) fn settle(text: &str, labels: &mut [Label], keys: &[Rc<str>]) {
    // `The President (Ann Cole)`, `The President (Bert Dole)`: an office with whoever holds it.
    let names_holder = |label: &Label, words: &str| {
        let end = words.as_ptr() as usize - text.as_ptr() as usize + words.len();
        name_in_parentheses(&text[label.name.start..end]).is_some()
    };
    let persons = by_person(labels, keys, |label| beside(text, label).filter(|words| !names_holder(label, words)));
    let of = |steady: bool| {
        let persons = persons.values().filter(move |person| person.count > 1 && person.is_steady() == steady);
        persons.map(|person| person.with_bracket).sum::<usize>()
    };
    let (steady, changing) = (of(true), of(false));
    let are_additions = (steady >= FEWEST || changing == 0) && steady > changing;
    let are_directions = changing >= FEWEST && changing > steady;
    // Where brackets hardly ever change, one that stands once says in other words who somebody is.
    let are_all_additions = are_additions && steady >= 4 * changing;
    for (label, key) in labels.iter_mut().zip(keys) {
        let Some(words) = beside(text, label) else { continue };
        let Some(direction) = label.direction else {
            let name = &text[label.name.range()];
            let names_somebody = || name_in_parentheses(name).is_some() || side_and_speaker(name).is_some();
            if are_directions && persons[&**key].count == 1 && !names_somebody() {
                label.part_direction(text, label.name.end - words.len());
            }
            continue;
        };
        let end = direction.start + words.len();
        // `Anna Dale (minister for the harbors):`, and then `Anna Dale:`.
        let first = words.trim_start_matches(OPENING).split_whitespace().next().unwrap_or_default();
        let is_office = (is_rank(first) || is_office(first)) && !has_action(words);
        let is_addition = is_office
            || are_additions && (!tells_action(words) || persons[&**key].is_constant())
            || are_all_additions && !has_action(words);
        if is_addition || name_in_parentheses(&text[label.name.start..end]).is_some() {
            label.join_direction(end);
        }
    }
}

/// The fewest labels of a person with the same words after a comma that make long ones part of the name, and short ones.
const FEWEST_LONG: usize = 2;
const LONG: usize = 3;

/// Takes what stands after a comma for a part of the name where it says what somebody is: it has a word for an office, or all labels
/// of a person have it.
pub(super) fn settle_offices(text: &str, labels: &mut [Label], keys: &[Rc<str>]) {
    let words = |label: &Label| {
        let direction = label.direction.map(|direction| &text[direction.range()])?;
        (!direction.starts_with(OPENING)).then(|| direction.trim_end_matches(['.', ':', '：', ' ']))
    };
    let persons = by_person(labels, keys, words);
    for (label, key) in labels.iter_mut().zip(keys) {
        let Some(words) = words(label) else { continue };
        let least = if words.split_whitespace().count() >= LONG { FEWEST_LONG } else { FEWEST };
        let person = &persons[&**key];
        if tells_office(words) || person.is_constant() && person.count >= least {
            label.join_direction(words.as_ptr() as usize - text.as_ptr() as usize + words.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::transcript::{labels::find, layout::Layout};

    /// The names of the labels, and whether each has a direction.
    fn labels(text: &str) -> Vec<(&str, bool)> {
        let layout = Layout::of(text);
        let found = find(text, &layout, 0, layout.lines.len(), &Default::default());
        found.labels.iter().map(|label| (&text[label.name.range()], label.direction.is_some())).collect()
    }

    #[test]
    fn a_bracket_that_stays_with_its_person_is_part_of_the_label() {
        let text = "AUNE RAND (Quay).\nWho?\n\nMILO OST (Gulls) (Left).\nWe.\n\nAUNE RAND (Quay).\nNo.\n\nMILO OST (Gulls) (Left).\nYes.\n";
        assert_eq!(labels(text)[..2], [("AUNE RAND (Quay)", false), ("MILO OST (Gulls) (Left)", false)]);
    }

    #[test]
    fn a_bracket_that_stands_where_somebody_speaks_first_is_part_of_the_label() {
        let text = "Mr. Moss (Tidewell): Who?\n\nHon. Ruth Carrow (Minister of Bridges, Lib.): We.\n\nMr. Moss: No.\n\nHon. Ruth Carrow: Yes.\n\nMr. Moss: So.\n";
        assert_eq!(labels(text)[..2], [("Mr. Moss (Tidewell)", false), ("Hon. Ruth Carrow (Minister of Bridges, Lib.)", false)]);
    }

    #[test]
    fn a_bracket_that_changes_or_tells_what_is_done_is_a_direction() {
        let text =
            "ANNA (Rising).\nWho?\n\nBERT (aside).\nWe.\n\nANNA (Alone).\nNo.\n\nBERT (aside).\nYes.\n\nBERT.\nI said so.\n";
        let found = labels(text);
        assert_eq!(found[0], ("ANNA", true));
        assert_eq!(found[1], ("BERT", true));
    }
}
