//! The word lists of `data/`, read once: facts about many languages, none of which decides alone.

use std::{collections::BTreeMap, sync::LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::transcript::beginnings::Beginnings;

/// All word lists.
pub(super) static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    people: read(include_str!("data/labels.toml")),
    header: read(include_str!("data/header.toml")),
    marks: read(include_str!("data/marks.toml")),
    script: read(include_str!("data/script.toml")),
    frame: read(include_str!("data/frame.toml")),
    letters: read(include_str!("data/letters.toml")),
    languages: read::<Languages>(include_str!("data/languages.toml")).language,
});

/// The small words beside names: most words are looked up here, and few are found.
pub(super) static SMALL_WORDS: LazyLock<SmallWords> = LazyLock::new(|| {
    let mut small = SmallWords::default();
    type Set = (&'static FxHashSet<String>, fn(&mut SmallWord));
    let sets: [Set; 8] = [
        (&WORDS.people.titles, |kind| kind.is_title = true),
        (&WORDS.people.abbreviated, |kind| kind.is_abbreviated = true),
        (&WORDS.people.nobiliary, |kind| kind.is_nobiliary = true),
        (&WORDS.people.numbers, |kind| kind.leads = true),
        (&WORDS.script.articles, |kind| kind.leads = true),
        (&WORDS.people.ranks, |kind| kind.is_rank = true),
        (&WORDS.people.particles, |kind| kind.is_particle = true),
        (&WORDS.script.conjunctions, |kind| kind.is_conjunction = true),
    ];
    let ones = WORDS.marks.counts.get("1").into_iter().flatten();
    let sets = sets.into_iter().flat_map(|(words, note)| words.iter().map(move |word| (word, note)));
    let one: fn(&mut SmallWord) = |kind| kind.leads = true;
    for (word, note) in sets.chain(ones.map(|word| (word, one))) {
        note(small.kinds.entry(word).or_default());
        small.filter.add(word);
    }
    small
});

/// The small words beside names, with what each is.
#[derive(Default)]
pub(super) struct SmallWords {
    pub(super) kinds: FxHashMap<&'static str, SmallWord>,
    pub(super) filter: WordFilter,
}

/// What a small word is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SmallWord {
    pub(super) is_title: bool,
    /// Whether it is a title or a degree that is never written out.
    pub(super) is_abbreviated: bool,
    /// Whether it is an article or a number, and may stand before an office.
    pub(super) leads: bool,
    /// Whether it is an office with which a label may begin.
    pub(super) is_rank: bool,
    /// Whether names of families begin with it.
    pub(super) is_nobiliary: bool,
    pub(super) is_particle: bool,
    /// Whether it joins the names of a label in a script.
    pub(super) is_conjunction: bool,
}

/// Tells at little cost that a word is none of some words, large letters taken for small ones.
pub(super) struct WordFilter {
    /// For each number that the ends, the middle and the length of a word give, whether any word gives it.
    bits: [u64; WordFilter::SIZE / 64],
    /// What tells words that are not of ASCII.
    beginnings: Beginnings,
}

impl WordFilter {
    const SIZE: usize = 1 << 13;

    fn slot(word: &str) -> usize {
        let bytes = word.as_bytes();
        let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
        let middle = bytes.get(bytes.len() / 2).copied().unwrap_or(0);
        let number =
            [first, middle, last].iter().fold(word.len(), |number, byte| number * 37 + usize::from(byte.to_ascii_lowercase()));
        number % WordFilter::SIZE
    }

    pub(super) fn add(&mut self, word: &str) {
        let slot = WordFilter::slot(word);
        self.bits[slot / 64] |= 1 << (slot % 64);
        self.beginnings.add(word);
    }

    pub(super) fn may_hold(&self, word: &str) -> bool {
        if !word.is_ascii() {
            return self.beginnings.may_begin(word);
        }
        let slot = WordFilter::slot(word);
        self.bits[slot / 64] & 1 << (slot % 64) != 0
    }
}

impl Default for WordFilter {
    fn default() -> WordFilter {
        WordFilter { bits: [0; WordFilter::SIZE / 64], beginnings: Beginnings::default() }
    }
}

fn read<T: for<'de> Deserialize<'de>>(data: &str) -> T {
    toml::from_str(data).expect("the word lists are part of the program, and a test reads them")
}

pub(super) struct Vocabulary {
    pub(super) people: People,
    pub(super) header: HeaderWords,
    pub(super) marks: Marks,
    pub(super) script: ScriptWords,
    pub(super) frame: FrameWords,
    pub(super) letters: LetterWords,
    pub(super) languages: Vec<LanguageWords>,
}

#[derive(Deserialize)]
pub(super) struct People {
    pub(super) titles: FxHashSet<String>,
    /// Titles that are never written out.
    pub(super) abbreviated: FxHashSet<String>,
    pub(super) particles: FxHashSet<String>,
    pub(super) nobiliary: FxHashSet<String>,
    pub(super) keys: FxHashSet<String>,
    pub(super) attendance: Vec<String>,
    #[serde(rename = "attendance-verbs")]
    pub(super) attendance_verbs: Vec<String>,
    pub(super) groups: FxHashSet<String>,
    pub(super) offices: FxHashSet<String>,
    /// What stands before the number of a speech.
    pub(super) numbering: FxHashSet<String>,
    /// Offices with which a label may begin.
    pub(super) ranks: FxHashSet<String>,
    pub(super) numbers: FxHashSet<String>,
    pub(super) plurals: FxHashSet<String>,
    pub(super) conjunctions: FxHashSet<String>,
    /// Words for a voice that nobody knows.
    pub(super) unknown: FxHashSet<String>,
    /// Words for the sides of a talk.
    pub(super) sides: FxHashSet<String>,
    pub(super) letters: Vec<LetterTitle>,
    pub(super) questions: Vec<QuestionWords>,
    pub(super) asked: Asked,
    pub(super) contrasts: Vec<Contrast>,
}

/// Labels for questions and for answers, of one language.
#[derive(Deserialize)]
pub(super) struct QuestionWords {
    pub(super) question: FxHashSet<String>,
    pub(super) answer: FxHashSet<String>,
}

/// Words that say who asks and who answers.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// Before the name of whoever asks, on a line of its own.
    pub(super) by: FxHashSet<String>,
    /// Words for somebody who was sworn.
    pub(super) sworn: FxHashSet<String>,
    /// Before a colon and the name of whoever asks.
    pub(super) asks: FxHashSet<String>,
    /// Before a colon and the name of whoever answers.
    pub(super) answers: FxHashSet<String>,
    /// Before the name of whoever answers, in a heading.
    pub(super) with: Vec<String>,
    /// Before the name of whoever asks, in a heading.
    pub(super) conducted: Vec<String>,
}

/// A title of one letter, which may also be an initial.
#[derive(Deserialize)]
pub(super) struct LetterTitle {
    /// The titles of its language that are no letters.
    pub(super) beside: FxHashSet<String>,
}

/// Titles that tell persons of one name apart.
#[derive(Deserialize)]
pub(super) struct Contrast {
    /// Whether they stand after the name.
    #[serde(default, rename = "follows-name")]
    pub(super) follows_name: bool,
    /// Nobody bears titles of two sides.
    pub(super) sides: Vec<FxHashSet<String>>,
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
    /// Keys that name who did something.
    pub(super) roles: BTreeMap<String, RoleWords>,
    /// Keys of the record itself.
    pub(super) record: BTreeMap<String, Vec<String>>,
    pub(super) furniture: Furniture,
    pub(super) ebook: EbookWords,
    /// Keys of lists of persons beside those of `labels.toml`.
    pub(super) attendance: Genres,
    pub(super) genres: Genres,
    pub(super) responsibilities: BTreeMap<String, ResponsibilityWords>,
    pub(super) publishers: Publishers,
    pub(super) shelfmarks: Shelfmarks,
    /// For each month, from 1, its names.
    months: BTreeMap<String, Vec<String>>,
}

/// The keys for one role, and the words of `resp`.
#[derive(Deserialize)]
pub(super) struct RoleWords {
    pub(super) names: Vec<String>,
    pub(super) resp: String,
}

/// What a web page says around a text: whole lines, and beginnings of lines.
#[derive(Deserialize)]
pub(super) struct Furniture {
    pub(super) lines: Vec<String>,
    pub(super) starts: Vec<String>,
}

/// The lines between which the text of an electronic book stands.
#[derive(Deserialize)]
pub(super) struct EbookWords {
    pub(super) starts: Vec<String>,
    pub(super) ends: Vec<String>,
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
    pub(super) words: FxHashSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Shelfmarks {
    pub(super) words: FxHashSet<String>,
    pub(super) collections: FxHashSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Marks {
    /// For each `@reason`, the words that state it.
    pub(super) gaps: BTreeMap<String, Vec<String>>,
    pub(super) blanks: Words,
    /// For each `@unit`, its words.
    pub(super) units: BTreeMap<String, Vec<String>>,
    /// For each number, its words.
    pub(super) counts: BTreeMap<String, Vec<String>>,
    pub(super) limits: Limits,
    pub(super) unclear: Words,
    pub(super) hand: Hand,
    pub(super) original: Words,
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
    pub(super) acts: FxHashSet<String>,
    pub(super) scenes: FxHashSet<String>,
    pub(super) parts: FxHashSet<String>,
    pub(super) personae: FxHashSet<String>,
    pub(super) ends: FxHashSet<String>,
    /// What ends a part of a play, and not the whole.
    pub(super) curtains: FxHashSet<String>,
    /// What says in parentheses that the words before it were said aside.
    pub(super) asides: Vec<String>,
    /// With what directions about coming and going begin.
    pub(super) movements: FxHashSet<String>,
    pub(super) notes: FxHashSet<String>,
    pub(super) ordinals: FxHashSet<String>,
    pub(super) articles: FxHashSet<String>,
    pub(super) conjunctions: FxHashSet<String>,
}

/// Words above, between and below the speeches of a record.
#[derive(Deserialize)]
pub(super) struct FrameWords {
    pub(super) classes: Words,
    pub(super) copies: CopyWords,
    pub(super) references: Words,
    pub(super) clock: ClockWords,
    pub(super) ends: EndWords,
    /// For each type of division, the words that head one beside a number.
    pub(super) parts: BTreeMap<String, Vec<String>>,
    pub(super) headings: Words,
    pub(super) enclosures: Words,
    pub(super) distribution: Words,
    /// Words around two names in a heading.
    pub(super) parties: Vec<PartyWords>,
    /// Phrases before the name of whoever made the record.
    pub(super) makers: BTreeMap<String, ResponsibilityWords>,
}

/// The words before the first of two names in a heading, and between them.
#[derive(Deserialize)]
pub(super) struct PartyWords {
    pub(super) between: String,
    pub(super) and: String,
}

/// Words before the number of a copy, and between it and the number of all.
#[derive(Deserialize)]
pub(super) struct CopyWords {
    pub(super) words: Vec<String>,
    pub(super) of: Vec<String>,
}

/// Words beside the figures of a time of the day.
#[derive(Deserialize)]
pub(super) struct ClockWords {
    pub(super) after: FxHashSet<String>,
    pub(super) before: FxHashSet<String>,
}

/// Words of a line that ends a record.
#[derive(Deserialize)]
pub(super) struct EndWords {
    pub(super) starts: Vec<String>,
    pub(super) phrases: Vec<String>,
}

/// Words of letters and telegrams.
#[derive(Deserialize)]
pub(super) struct LetterWords {
    pub(super) salutations: Salutations,
    pub(super) valedictions: Valedictions,
    pub(super) announcements: Announcements,
    /// What stands for a full stop in a telegram.
    pub(super) stops: Words,
    /// The keys above a telegram.
    pub(super) keys: Words,
    pub(super) postscripts: Starts,
}

/// What a salutation begins with.
#[derive(Deserialize)]
pub(super) struct Salutations {
    /// What begins no name.
    pub(super) starts: Vec<String>,
    /// Words for those who are addressed: by these, speakers address somebody, too.
    pub(super) titles: Vec<String>,
}

/// What a valediction begins with.
#[derive(Deserialize)]
pub(super) struct Valedictions {
    pub(super) starts: Vec<String>,
    /// What a whole sentence begins with.
    pub(super) formulas: Vec<String>,
}

/// Words of a sentence that announces a letter or a telegram.
#[derive(Deserialize)]
pub(super) struct Announcements {
    pub(super) letters: Vec<String>,
    pub(super) telegrams: Vec<String>,
}

/// What some lines begin with.
#[derive(Deserialize)]
pub(super) struct Starts {
    pub(super) starts: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Actions {
    pub(super) starts: Vec<String>,
    pub(super) words: FxHashSet<String>,
}

/// One list of words.
#[derive(Deserialize)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
}

/// Words that make a number the most or the least that there is.
#[derive(Deserialize)]
pub(super) struct Limits {
    pub(super) most: Vec<String>,
    pub(super) least: Vec<String>,
}

/// Words for what was stamped, written, struck out or added on the paper.
#[derive(Deserialize)]
pub(super) struct Hand {
    pub(super) stamps: Vec<String>,
    pub(super) handwritten: Vec<String>,
    pub(super) deleted: Vec<String>,
    pub(super) added: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Signature {
    pub(super) signed: Vec<String>,
    pub(super) seal: Vec<String>,
    /// Offices, besides those that labels have.
    pub(super) offices: FxHashSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Editorial {
    pub(super) sic: Vec<String>,
    pub(super) corrections: Vec<String>,
    pub(super) emphasis: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Speaking {
    pub(super) verbs: FxHashSet<String>,
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
        static MONTHS: LazyLock<FxHashMap<&str, u8>> = LazyLock::new(|| {
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
        assert_eq!(entry_of(&words.marks.gaps, "illegible"), Some("illegible"));
        let all = words
            .people
            .titles
            .iter()
            .chain(&words.people.keys)
            .chain(&words.people.offices)
            .chain(&words.people.ranks)
            .chain(&words.people.attendance);
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
