//! Who of a transcript is who of a list that a caller gives: by whole names, and by parts of them that only one bears.

use rustc_hash::FxHashMap;

use crate::transcript::{self, Letters, Person};

/// Names of a list, by which persons are found.
#[derive(Debug, Default)]
pub(super) struct Names {
    whole: FxHashMap<String, Bearer>,
    /// Each word of the names.
    words: FxHashMap<String, Bearer>,
}

/// Who bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bearer {
    One(usize),
    Several,
}

/// Whom a person of the transcript is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// The one with this index, by the whole name or by a part of it.
    One(usize),
    /// A name that several of the list bear.
    Several,
}

impl Names {
    /// Adds a name of the one with an index.
    pub(super) fn add(&mut self, index: usize, name: &str) {
        let name = key(name);
        for word in name.split(' ').filter(|word| word.chars().count() > 1) {
            note(&mut self.words, word.to_owned(), index);
        }
        note(&mut self.whole, name, index);
    }

    /// For each person, who that is. Two persons of a transcript are never one of the list unless both bear a whole name.
    pub(super) fn of(&self, persons: &[Person]) -> Vec<Option<Match>> {
        let by_whole: Vec<Option<Match>> =
            persons.iter().map(|person| found(person.names.iter().map(|(_, form)| self.whole.get(&key(form))))).collect();
        let mut by_part: Vec<Option<Match>> = Vec::with_capacity(persons.len());
        let mut count: FxHashMap<usize, usize> = FxHashMap::default();
        for (person, whole) in persons.iter().zip(&by_whole) {
            let part = if whole.is_some() { *whole } else { found(person.names.iter().filter_map(|(_, form)| self.part(form))) };
            if let Some(Match::One(index)) = part {
                *count.entry(index).or_default() += 1;
            }
            by_part.push(part);
        }
        let is_sure = |index: usize, whole: &Option<Match>| whole.is_some() || count[&index] == 1;
        let decide = |(part, whole): (Option<Match>, &Option<Match>)| match part {
            Some(Match::One(index)) if !is_sure(index, whole) => None,
            part => part,
        };
        by_part.into_iter().zip(&by_whole).map(decide).collect()
    }

    /// A form of one word may be a part of a name.
    fn part(&self, form: &str) -> Option<Option<&Bearer>> {
        let form = key(form);
        (!form.is_empty() && !form.contains(' ')).then(|| self.words.get(&form))
    }
}

/// The one whom all forms that are known mean.
fn found<'b>(bearers: impl Iterator<Item = Option<&'b Bearer>>) -> Option<Match> {
    let mut found = None;
    for bearer in bearers.flatten() {
        found = match (found, bearer) {
            (None, Bearer::One(index)) => Some(Match::One(*index)),
            (Some(Match::One(known)), Bearer::One(index)) if known == *index => found,
            _ => return Some(Match::Several),
        };
    }
    found
}

fn note(names: &mut FxHashMap<String, Bearer>, name: String, index: usize) {
    let bearer = names.entry(name).or_insert(Bearer::One(index));
    if *bearer != Bearer::One(index) {
        *bearer = Bearer::Several;
    }
}

/// A name without titles, in small letters, the surname last: `Hoxha, Enver` is `enver hoxha`.
pub(super) fn key(name: &str) -> String {
    let name = match name.split_once(',') {
        Some((surname, rest)) if !rest.contains(',') => format!("{} {}", rest.trim(), surname.trim()),
        _ => name.to_owned(),
    };
    let key = transcript::without_titles(&name, Letters::Initials).to_lowercase();
    if key.is_empty() { name.trim().to_lowercase() } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[track_caller]
    fn check(text: &str, names: &[&str], expected: &[Option<Match>]) {
        let source = Source::from_text("a.txt", text);
        let persons = transcript::parse(&source).value.persons;
        let mut list = Names::default();
        names.iter().enumerate().for_each(|(index, name)| list.add(index, name));
        assert_eq!(list.of(&persons), expected, "{persons:?}");
    }

    #[test]
    fn persons_are_found_by_whole_names_and_by_parts_that_one_bears() {
        let one = |index| Some(Match::One(index));
        check("Mr. Cole: a\n\nFry: b\n\nMr. Cole: c\n", &["Fry, Bert", "Ann Cole"], &[one(1), one(0)]);
        check("Ann Cole: a\n\nFry: b\n\nAnn Cole: c\n", &["Ann Cole", "Dan Cole"], &[one(0), None]);
        check("Cole: a\n\nFry: b\n\nCole: c\n", &["Ann Cole", "Dan Cole"], &[Some(Match::Several), None]);
    }

    #[test]
    fn keys_leave_titles_and_turn_surnames() {
        assert_eq!(key("Hoxha, Enver"), "enver hoxha");
        assert_eq!(key("Mr. Cole"), "cole");
    }
}
