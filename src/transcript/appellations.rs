//! What a name as it is written tells: the words of the name, numbers, and what titles say of the person.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet as HashSet;

use crate::transcript::{
    labels::{key, without_parentheses},
    names::{bare, has_office_word, is_name_word, is_office, is_other_spelling, is_particle, is_rank, is_title, unnumbered},
    vocabulary::WORDS,
};

/// A name or a label, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Appellation {
    /// The words in lower case, without titles and articles; where nothing else remains, the titles are the name.
    pub(super) words: Vec<String>,
    /// Those words that count: `witness 2`, `soldier ii`, `first soldier`.
    pub(super) numbers: BTreeSet<String>,
    /// For each contrast of titles, by its index in the word lists, the side on which the titles stand.
    pub(super) sides: Vec<(usize, usize)>,
    /// Whether it is an office without a name, or more than one person: only the very same words mean the same.
    pub(super) is_closed: bool,
    /// The letters in lower case, where it is nothing but a few capitals: `SH`, `S. H.`
    pub(super) initials: Option<String>,
}

/// What a single capital before a name is that may be a title: `M. Faure` is a Monsieur, and `M. Cole` may be Mary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// The initial of a name.
    #[default]
    Initials,
    /// A title.
    Titles,
}

impl Letters {
    /// Tells from all labels of a file: the letter is a title beside others of its language, or if it stands before several names
    /// and no other letter does.
    pub(super) fn of<'l>(labels: impl Iterator<Item = &'l str>) -> Letters {
        let mut names: HashSet<String> = HashSet::default();
        let mut has_companion = false;
        let mut has_initial = false;
        for label in labels {
            let Some((first, rest)) = label.split_once([' ', '\u{a0}']) else { continue };
            let word = bare(first);
            has_companion |= WORDS.people.letters.iter().any(|letter| letter.beside.contains(&word));
            if is_capital_letter(first) && is_title(first) {
                names.insert(key(rest));
            } else if is_capital_letter(first) && first.ends_with('.') {
                has_initial = true;
            }
        }
        if names.len() > 1 && !has_initial || !names.is_empty() && has_companion { Letters::Titles } else { Letters::Initials }
    }

    fn is_title(self, word: &str) -> bool {
        is_title(word) && (self == Letters::Titles || !is_capital_letter(word))
    }
}

/// Whether a word is one capital, with a full stop or without.
fn is_capital_letter(word: &str) -> bool {
    let mut letters = word.strip_suffix('.').unwrap_or(word).chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

impl Appellation {
    /// Reads a name whose single capitals are initials.
    pub(super) fn of(name: &str) -> Appellation {
        Appellation::read(name, Letters::Initials)
    }

    pub(super) fn read(name: &str, letters: Letters) -> Appellation {
        let outside = without_parentheses(name);
        let written: Vec<&str> = unnumbered(outside.split_whitespace()).collect();
        let is_plural = written.iter().any(|word| WORDS.people.plurals.contains(&bare(word)));
        let joins_names = |index: &usize| written[*index] == "&" || WORDS.people.conjunctions.contains(&bare(written[*index]));
        let is_joint = (1..written.len().saturating_sub(1)).any(|index| joins_names(&index));
        let is_office_only = is_office_only(&written);
        let initials = initials(&outside);
        let mut numbers: BTreeSet<String> =
            (0..written.len()).filter(|&index| is_number(&written, index)).map(|index| bare(written[index])).collect();
        let mut words = words(&written, is_office_only || is_plural && written.len() > 1, letters);
        if is_office_only && words.len() > 1 && WORDS.people.contrasts.iter().any(|contrast| contrast.has(&words[0])) {
            // `Mr. Chairman` is the chairman.
            words.remove(0);
        }
        for number in numbers_in_parentheses(name) {
            words.push(number.clone());
            numbers.insert(number);
        }
        let sides = sides(&written, letters);
        Appellation { words, numbers, sides, is_closed: is_office_only || is_plural || is_joint, initials }
    }

    /// The words that are no initials; without one, a name is too short to be found again in another.
    pub(super) fn full_words(&self) -> impl Iterator<Item = &String> {
        self.words.iter().filter(|word| !is_initial(word))
    }

    /// Whether titles tell two persons apart: `Mr.` and `Mrs.`
    pub(super) fn contrasts(&self, sides: &[(usize, usize)]) -> bool {
        contrasts(&self.sides, sides)
    }
}

/// Whether one contrast has a different side in each.
pub(super) fn contrasts(some: &[(usize, usize)], others: &[(usize, usize)]) -> bool {
    some.iter().any(|(contrast, side)| others.iter().any(|(other, of_other)| contrast == other && side != of_other))
}

/// Whether a word is a single letter, which may stand for any word that begins with it. A digit never does.
pub(super) fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}

/// The name in the parentheses after an office: `The Prime Minister (Boris Johnson)`.
pub(super) fn name_in_parentheses(label: &str) -> Option<&str> {
    let (outside, rest) = label.split_once('(')?;
    let inside = rest.trim_end().strip_suffix(')')?.trim();
    let words: Vec<&str> = inside.split_whitespace().collect();
    let is_name = words.len() > 1 && could_name(&words) && !has_office(&words);
    let written: Vec<&str> = outside.split_whitespace().collect();
    // `The Under-Secretary of State for Harbors (Mr. Cole)`
    let is_field = || is_title(words[0]) && has_office_word(outside);
    let is_office = || is_office_only(&written) || written.iter().all(|word| is_rank(word)) || is_field();
    (is_name && is_office()).then_some(inside)
}

/// Whether words in brackets beside a label could be a name: few, of letters, and none that tells what is done.
fn could_name(words: &[&str]) -> bool {
    let is_of_letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c));
    (1..=4).contains(&words.len())
        && words.iter().all(|word| is_name_word(word) && is_of_letters(word))
        && !words.iter().any(|word| WORDS.marks.actions.words.contains(&bare(word)))
}

/// Whether words name an office beside a name, or instead of one.
fn has_office(words: &[&str]) -> bool {
    words.iter().any(|word| is_office(word) && !is_title(word)) || is_office_only(words)
}

/// The words in lower case, cut at full stops.
fn words(written: &[&str], keep_titles: bool, letters: Letters) -> Vec<String> {
    let collect = |keep_titles: bool| -> Vec<String> {
        let is_kept = |index: &usize| {
            let word = written[*index];
            // The article of a title: `La señora PRESIDENTA`, `De heer Visser`.
            if *index == 0 && !keep_titles && is_particle(word) && written.get(1).is_some_and(|next| letters.is_title(next)) {
                return false;
            }
            keep_titles || is_number(written, *index) || !letters.is_title(word) && !abbreviates_title(word)
        };
        (0..written.len())
            .filter(is_kept)
            .flat_map(|index| written[index].split('.'))
            .map(bare)
            .filter(|word| !word.is_empty() && word != "the")
            .collect()
    };
    match collect(keep_titles) {
        none if none.iter().all(|word| is_particle(word)) => collect(true),
        words => words,
    }
}

/// Whether every word is a title or belongs to an office: `The Vice President`, `Minister of Defense` with a small word between.
fn is_office_only(written: &[&str]) -> bool {
    let of_office = |word: &&&str| is_title(word) || abbreviates_title(word) || is_office(word);
    let counts = |word: &&str| word.chars().any(char::is_alphabetic) && !is_particle(word);
    let article = usize::from(written.first().is_some_and(|word| is_particle(word)));
    let names_domain =
        article == 1 && written.len() > 3 && is_office(written[1]) && is_particle(written[2]) && !is_name_word(written[2]);
    let mut words = written.iter().filter(|word| counts(word)).peekable();
    words.peek().is_some() && (names_domain || words.all(|word| of_office(&word)))
}

/// Whether a word counts: it has a digit, is a numeral at the end, or is a word for a number that belongs to no office
/// (`First Soldier`, and not `First Secretary`).
fn is_number(written: &[&str], index: usize) -> bool {
    let word = written[index];
    if word.chars().any(char::is_numeric) {
        return true;
    }
    let is_last = index > 0 && index + 1 == written.len();
    let is_numeral =
        is_last && (word.len() > 1 || matches!(word, "I" | "V")) && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let belongs_to_office = written.get(index + 1).is_some_and(|next| is_title(next) || is_office(next));
    is_numeral || WORDS.people.numbers.contains(&bare(word)) && !belongs_to_office
}

/// Numbers that stand alone in parentheses: `Witness (2)`.
fn numbers_in_parentheses(name: &str) -> impl Iterator<Item = String> {
    let inside = name.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(inside, _)| inside.trim());
    inside.filter(|inside| !inside.is_empty() && inside.chars().all(char::is_numeric)).map(str::to_owned)
}

/// On which side of each contrast the titles stand.
fn sides(written: &[&str], letters: Letters) -> Vec<(usize, usize)> {
    let first_name = written.iter().position(|word| !is_title(word) && !is_particle(word) && !abbreviates_title(word));
    let mut sides = Vec::new();
    for (index, word) in written.iter().enumerate() {
        if is_capital_letter(word) && !letters.is_title(word) {
            continue;
        }
        let word = bare(word);
        let follows_name = first_name.is_some_and(|first| first < index);
        let found = || {
            WORDS.people.contrasts.iter().enumerate().filter_map(|(number, contrast)| {
                let side = contrast.sides.iter().position(|side| side.contains(&word))?;
                Some((contrast.follows_name, (number, side)))
            })
        };
        // `Sr.` is a Spanish title before a name, and tells the generation after it.
        let tells_generation = follows_name && found().any(|(follows, _)| follows);
        sides.extend(found().filter(|(follows, _)| *follows == tells_generation).map(|(_, side)| side));
    }
    sides
}

/// Whether a word before a name is a title cut short: `For.`, `Min.`, `Amb.`
pub(super) fn abbreviates_title(word: &str) -> bool {
    let Some(letters) = word.strip_suffix('.').map(str::to_lowercase) else { return false };
    let length = letters.chars().count();
    (2..=5).contains(&length)
        && letters.chars().all(char::is_alphabetic)
        && WORDS.people.titles.iter().any(|title| title.chars().count() > length + 1 && title.starts_with(&letters))
}

/// The letters of a name that is nothing but two to four capitals.
fn initials(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|character| !matches!(character, '.' | ' ' | '\u{a0}')).collect();
    let is_short = (2..=4).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase);
    (is_short && name.len() <= 12 && !is_title(name.trim())).then(|| letters.to_lowercase())
}

/// The initials of a name of two words or more: of all, and of the first and the last.
pub(super) fn initials_of(words: &[String]) -> [Option<String>; 2] {
    let first = |word: &String| word.chars().next();
    let ends = [words.first(), words.last()].into_iter().flatten();
    // `Martin J. Heyward` may be MJH or MH; `M. J. H.` are letters already.
    if words.len() < 2 || ends.clone().any(|word| is_initial(word)) || words.iter().any(|word| word.chars().any(char::is_numeric))
    {
        return [None, None];
    }
    let ends = ends.filter_map(first).collect();
    [Some(words.iter().filter_map(first).collect()), (words.len() > 2).then_some(ends)]
}

/// The side that a label names, and the speaker of that side in parentheses: `North (KIM)`.
pub(super) fn side_and_speaker(label: &str) -> Option<(&str, &str)> {
    let (side, rest) = label.split_once('(')?;
    let speaker = rest.trim_end().strip_suffix(')')?.trim();
    let words: Vec<&str> = speaker.split_whitespace().collect();
    let is_name = could_name(&words);
    let is_side = side.split_whitespace().any(|word| WORDS.people.sides.contains(&bare(word)))
        && side
            .split_whitespace()
            .all(|word| is_name_word(word) || is_particle(word) || WORDS.people.sides.contains(&bare(word)));
    (is_name && is_side).then_some((side.trim(), speaker))
}

/// The cover name that a label states, and the name of whoever bears it in brackets: `FILIPPOV [Stalin]`.
pub(super) fn cover_and_name(label: &str) -> Option<(&str, &str)> {
    let (cover, rest) = label.split_once('[')?;
    let (cover, name) = (cover.trim(), rest.trim_end().strip_suffix(']')?.trim());
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = could_name(&words) && !has_office(&words);
    let written: Vec<&str> = cover.split_whitespace().collect();
    let is_cover = !written.is_empty() && !written.iter().any(|word| is_title(word)) && !is_office_only(&written);
    (is_name && is_cover && !is_other_spelling(cover, name)).then_some((cover, name))
}

/// The name as it stands, without the titles before it; an office without a name stays whole.
pub fn without_titles(name: &str, letters: Letters) -> String {
    let written: Vec<&str> = name.split_whitespace().collect();
    if is_office_only(&written) {
        return written.join(" ");
    }
    let is_skipped = |index: &usize| {
        let word = written[*index];
        !is_number(&written, *index) && (letters.is_title(word) || abbreviates_title(word) || bare(word) == "the")
    };
    let start = (0..written.len()).take_while(is_skipped).count();
    written[start..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, words: &str, numbers: &[&str], is_closed: bool) {
        let found = Appellation::of(name);
        assert_eq!(found.words.join(" "), words);
        assert_eq!(found.numbers.iter().map(String::as_str).collect::<Vec<_>>(), numbers);
        assert_eq!(found.is_closed, is_closed);
    }

    #[test]
    fn numbers_are_told_from_names_and_offices() {
        check("Witness 2", "witness 2", &["2"], false);
        check("Witness (2)", "witness 2", &["2"], false);
        check("Soldier II", "soldier ii", &["ii"], false);
        check("First Soldier", "first soldier", &["first"], false);
        check("First Secretary Cole", "cole", &[], false);
        check("Third", "third", &["third"], false);
        check("Anna I. Cole", "anna i cole", &[], false);
        check("Cole [1]", "cole", &[], false);
    }

    #[test]
    fn an_office_without_a_name_and_a_plural_are_closed() {
        check("The Vice President", "vice president", &[], true);
        check("Mr. Chairman", "chairman", &[], true);
        check("The Minister for Fish (Ann Cole)", "minister for fish", &[], true);
        check("President Carter", "carter", &[], false);
        check("Anna and Bert", "anna and bert", &[], true);
        check("Anna & Bert", "anna bert", &[], true);
        check("Anna Y Bert", "anna y bert", &[], false);
        check("Messrs. Cole", "messrs cole", &[], true);
        assert_eq!(without_titles("Secretary of State", Letters::Initials), "Secretary of State");
        assert_eq!(without_titles("Graf von Moltke", Letters::Initials), "von Moltke");
        assert_eq!(without_titles("First Soldier", Letters::Initials), "First Soldier");
    }

    #[test]
    fn titles_tell_persons_apart() {
        let contrast = |a: &str, b: &str| Appellation::of(a).contrasts(&Appellation::of(b).sides);
        assert!(contrast("Mr. Cole", "Mrs. Cole"));
        assert!(contrast("Herr Cole", "Frl. Cole"));
        assert!(contrast("Mme Cole", "Mlle Cole"));
        assert!(contrast("Cole Sr.", "Cole Jr."));
        assert!(contrast("Sr. Cole", "Sra. Cole"));
        assert!(!contrast("Mrs. Cole", "Ms. Cole"));
        assert!(!contrast("Mr. Cole", "Dr. Cole"));
        assert!(!contrast("Sr. Cole", "Cole Jr."));
    }

    #[test]
    fn a_single_capital_is_a_title_where_the_file_shows_it() {
        let letters = |labels: &[&str]| Letters::of(labels.iter().copied());
        assert_eq!(letters(&["M. Faure", "Mme Petit"]), Letters::Titles);
        assert_eq!(letters(&["M. Faure", "M. Petit"]), Letters::Titles);
        assert_eq!(letters(&["M. Cole", "B. Dole", "M. Ebb"]), Letters::Initials);
        assert_eq!(letters(&["M. Cole", "Mrs. Dole"]), Letters::Initials);
        let words = |letters| Appellation::read("M. Cole", letters).words.join(" ");
        assert_eq!((words(Letters::Titles), words(Letters::Initials)), ("cole".to_owned(), "m cole".to_owned()));
        assert!(Appellation::of("M. Cole").sides.is_empty());
        assert!(!Appellation::read("M. Cole", Letters::Titles).sides.is_empty());
    }

    #[test]
    fn a_side_is_told_from_its_speaker() {
        assert_eq!(side_and_speaker("North (KIM)"), Some(("North", "KIM")));
        assert_eq!(side_and_speaker("The Korean side (Kim Il)"), Some(("The Korean side", "Kim Il")));
        assert_eq!(side_and_speaker("North (laughs)"), None);
        assert_eq!(side_and_speaker("Anna (Bert)"), None);
    }

    #[test]
    fn parentheses_after_an_office_name_its_holder() {
        assert_eq!(cover_and_name("HERON [Dr. Marsh]"), Some(("HERON", "Dr. Marsh")));
        for label in
            ["Mr. Dole [Kansas]", "HERON [laughing]", "Pak Geum-cheol [Pak Kum Chol]", "HERON [Minister of War]", "HERON"]
        {
            assert_eq!(cover_and_name(label), None, "{label}");
        }
        assert_eq!(name_in_parentheses("The Prime Minister (Ann Cole)"), Some("Ann Cole"));
        assert_eq!(name_in_parentheses("Sir Bob Dole (North Fell)"), None);
        assert_eq!(name_in_parentheses("The President (off mic)"), None);
        assert_eq!(name_in_parentheses("The President (Ann Cole"), None);
    }
}
