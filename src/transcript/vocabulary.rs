//! The word lists of `data/`, read once: facts about many languages, none of which decides alone.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

use serde::Deserialize;

/// All word lists.
pub(super) static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    people: read(include_str!("data/labels.toml")),
    header: read(include_str!("data/header.toml")),
    marks: read(include_str!("data/marks.toml")),
    script: read(include_str!("data/script.toml")),
    languages: read::<Languages>(include_str!("data/languages.toml")).language,
});

fn read<T: for<'de> Deserialize<'de>>(data: &str) -> T {
    toml::from_str(data).expect("the word lists are part of the program, and a test reads them")
}

pub(super) struct Vocabulary {
    pub(super) people: People,
    pub(super) header: HeaderWords,
    pub(super) marks: Marks,
    pub(super) script: ScriptWords,
    pub(super) languages: Vec<LanguageWords>,
}

#[derive(Deserialize)]
pub(super) struct People {
    pub(super) titles: HashSet<String>,
    pub(super) particles: HashSet<String>,
    pub(super) keys: HashSet<String>,
    pub(super) attendance: Vec<String>,
    #[serde(rename = "attendance-verbs")]
    pub(super) attendance_verbs: Vec<String>,
    pub(super) groups: HashSet<String>,
    pub(super) offices: HashSet<String>,
    pub(super) numbers: HashSet<String>,
    pub(super) plurals: HashSet<String>,
    pub(super) conjunctions: HashSet<String>,
    pub(super) contrasts: Vec<Contrast>,
}

/// Titles that tell persons of one name apart.
#[derive(Deserialize)]
pub(super) struct Contrast {
    /// Whether they stand after the name.
    #[serde(default, rename = "follows-name")]
    pub(super) follows_name: bool,
    /// Nobody bears titles of two sides.
    pub(super) sides: Vec<HashSet<String>>,
}

impl Contrast {
    pub(super) fn has(&self, word: &str) -> bool {
        self.sides.iter().any(|side| side.contains(word))
    }
}

#[derive(Deserialize)]
pub(super) struct HeaderWords {
    /// For each part of the header, the headings whose value goes there.
    pub(super) keys: BTreeMap<String, Vec<String>>,
    pub(super) genres: Genres,
    pub(super) responsibilities: BTreeMap<String, ResponsibilityWords>,
    pub(super) publishers: Publishers,
    pub(super) shelfmarks: Shelfmarks,
    /// For each month, from 1, its names.
    months: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
pub(super) struct Genres {
    pub(super) names: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct ResponsibilityWords {
    pub(super) role: String,
    pub(super) resp: String,
}

#[derive(Deserialize)]
pub(super) struct Publishers {
    pub(super) words: HashSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Shelfmarks {
    pub(super) words: HashSet<String>,
    pub(super) collections: HashSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Marks {
    /// For each `@reason`, the words that state it.
    pub(super) gaps: BTreeMap<String, Vec<String>>,
    pub(super) unclear: Unclear,
    pub(super) signature: Signature,
    /// For each type of note, its headings.
    pub(super) notes: BTreeMap<String, Vec<String>>,
    pub(super) editorial: Editorial,
    pub(super) speaking: Speaking,
    pub(super) actions: Actions,
}

/// Words that head and end the parts of plays.
#[derive(Deserialize)]
pub(super) struct ScriptWords {
    pub(super) acts: HashSet<String>,
    pub(super) scenes: HashSet<String>,
    pub(super) parts: HashSet<String>,
    pub(super) personae: HashSet<String>,
    pub(super) ends: HashSet<String>,
    pub(super) notes: HashSet<String>,
    pub(super) ordinals: HashSet<String>,
    pub(super) conjunctions: HashSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Actions {
    pub(super) words: HashSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Unclear {
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Signature {
    pub(super) signed: Vec<String>,
    pub(super) seal: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Editorial {
    pub(super) sic: Vec<String>,
    pub(super) emphasis: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Speaking {
    pub(super) verbs: HashSet<String>,
}

#[derive(Deserialize)]
struct Languages {
    language: Vec<LanguageWords>,
}

#[derive(Deserialize)]
pub(super) struct LanguageWords {
    pub(super) tag: String,
    pub(super) names: Vec<String>,
    pub(super) words: Vec<String>,
}

impl HeaderWords {
    /// The number of the month that a word names, in any language.
    pub(super) fn month(&self, word: &str) -> Option<u8> {
        static MONTHS: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
            let entries = WORDS.header.months.iter();
            entries
                .flat_map(|(number, names)| {
                    let number = number.parse().expect("months are numbered: a test reads them");
                    names.iter().map(move |name| (name.as_str(), number))
                })
                .collect()
        });
        MONTHS.get(word.to_lowercase().trim_end_matches('.')).copied()
    }

    /// The part of the header that a heading names, such as `edition` for `Citation`.
    pub(super) fn part(&self, heading: &str) -> Option<&str> {
        let heading = heading.to_lowercase();
        self.keys.iter().find(|(_, names)| names.contains(&heading)).map(|(part, _)| part.as_str())
    }
}

/// The first entry of a table of lists whose list holds the word.
pub(super) fn entry_of<'v>(table: &'v BTreeMap<String, Vec<String>>, word: &str) -> Option<&'v str> {
    table.iter().find(|(_, words)| words.iter().any(|entry| entry == word)).map(|(key, _)| key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read_and_is_in_lower_case() {
        let words = &*WORDS;
        assert_eq!(words.header.month("Février"), Some(2));
        assert_eq!(words.header.month("Sept."), Some(9));
        assert_eq!(words.header.part("Citation"), Some("edition"));
        assert_eq!(entry_of(&words.marks.gaps, "illegible"), Some("illegible"));
        let all =
            words.people.titles.iter().chain(&words.people.keys).chain(&words.people.offices).chain(&words.people.attendance);
        let sides = words.people.contrasts.iter().flat_map(|contrast| &contrast.sides).flatten();
        for word in
            all.chain(sides).chain(&words.people.numbers).chain(words.languages.iter().flat_map(|language| &language.names))
        {
            assert_eq!(*word, word.to_lowercase());
        }
    }

    #[test]
    fn titles_that_tell_persons_apart_are_titles_and_stand_on_one_side() {
        let people = &WORDS.people;
        assert!(people.plurals.is_subset(&people.titles));
        for contrast in &people.contrasts {
            let [one, other] = contrast.sides.as_slice() else { panic!("a contrast has two sides") };
            assert!(one.is_disjoint(other));
            assert!(contrast.follows_name || one.union(other).all(|word| people.titles.contains(word)));
        }
    }
}
