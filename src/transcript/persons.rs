//! Persons: every form of a name is joined to one person on evidence, and never on conflict.

use std::collections::{HashMap, HashSet};

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, Decision, ParagraphRole,
        inlines::cover,
        labels::{key, without_parentheses},
        names::{bare, has_office_word, is_name_word, is_office, is_particle, is_title, name_after, name_before},
        vocabulary::WORDS,
    },
    xml::is_ncname,
};

/// A person or a group of persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The identifier, made from the first form of the name, so that it stays when the text grows.
    pub id: String,
    /// The forms of the name, each with its kind where it is known.
    pub names: Vec<(Option<&'static str>, String)>,
    /// Offices, and whether an insertion of the editor says so.
    pub offices: Vec<(String, bool)>,
    /// What the person does in the record.
    pub standing: Standing,
    /// Whether it is a group.
    pub is_group: bool,
}

/// What a person does in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Speaks.
    Speaker,
    /// Is there and does not speak, or signs.
    Present,
    /// Is spoken of.
    Mentioned,
}

/// The persons of a record as they are met.
#[derive(Default)]
pub(super) struct Persons {
    pub(super) list: Vec<Person>,
    /// For each person, the words of each form of the name.
    words: Vec<HashSet<String>>,
    by_word: HashMap<String, Vec<usize>>,
    /// For each label, the person and how sure that is.
    by_key: HashMap<String, (usize, Option<Certainty>)>,
    ids: HashSet<String>,
    pub(super) decisions: Vec<Decision>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Whom a name could mean.
enum Found {
    Nobody,
    One(usize),
    Several,
}

impl Persons {
    /// The speaker that a label means; a new one where nobody known is meant.
    pub(super) fn speaker(&mut self, label: &str, span: Span) -> (usize, Option<Certainty>) {
        let key = key(label);
        let words = name_words(label);
        if let Some(&(person, certainty)) = self.by_key.get(&key) {
            // Somebody else of that name may have come since.
            let is_shared = self.list.len() > 1 && matches!(self.find(&words), Found::Several);
            return (person, if is_shared { Some(Certainty::Low) } else { certainty });
        }
        let (person, certainty) = match self.find(&words) {
            Found::One(person) => {
                // The whole name leaves nothing to infer; a part of it does.
                let is_whole = self.words[person].len() == words.len();
                self.list[person].standing = Standing::Speaker;
                self.decide(
                    span,
                    format!("{} is {}", quote(label), self.list[person].id),
                    "the name's words agree with one person only",
                );
                (person, (!is_whole).then_some(Certainty::Medium))
            }
            Found::Several => {
                let message = format!("the label {} fits more than one person, and is not joined to any", quote(label));
                let help = "give the full name in the transcript where the speaker changes";
                self.diagnostics.push(Diagnostic::new("TR005", Severity::Info, span, message).help(help));
                (self.add(label, Standing::Speaker), None)
            }
            Found::Nobody => (self.add(label, Standing::Speaker), None),
        };
        self.add_form(person, None, without_parentheses(label).trim());
        self.by_key.insert(key, (person, certainty));
        (person, certainty)
    }

    /// A person who is named otherwise than by a label.
    pub(super) fn named(&mut self, name: &str, span: Span, standing: Standing) -> Option<usize> {
        let words = name_words(name);
        let person = match self.find(&words) {
            Found::One(person) => person,
            Found::Several => return None,
            Found::Nobody => {
                let person = self.add(name, standing);
                let evidence = match standing {
                    Standing::Mentioned => "a title or an office stands beside the name",
                    _ => "the name stands among those present, or signs",
                };
                self.decide(span, self.list[person].id.clone(), evidence);
                person
            }
        };
        self.list[person].standing = self.list[person].standing.min(standing);
        self.add_form(person, None, name);
        Some(person)
    }

    /// Whether the name means one known person.
    pub(super) fn knows(&self, name: &str) -> bool {
        matches!(self.find(&name_words(name)), Found::One(_))
    }

    /// Adds another form of a name.
    pub(super) fn add_form(&mut self, person: usize, kind: Option<&'static str>, form: &str) {
        let form = form.split_whitespace().collect::<Vec<_>>().join(" ");
        let form = match without_titles(&form) {
            bare if bare.is_empty() => form,
            bare => bare,
        };
        // Capitals are rendition: a name that differs in nothing else is the same form.
        let folded = form.to_lowercase();
        if !self.list[person].names.iter().any(|(_, known)| known.to_lowercase() == folded) {
            self.learn(person, &form);
            self.list[person].names.push((kind, form));
        }
    }

    /// Adds an office.
    pub(super) fn add_office(&mut self, person: usize, office: &str, is_gloss: bool) {
        let office = office.split_whitespace().collect::<Vec<_>>().join(" ");
        if !self.list[person].offices.iter().any(|(known, _)| *known == office) {
            self.list[person].offices.push((office, is_gloss));
        }
    }

    fn add(&mut self, name: &str, standing: Standing) -> usize {
        let words = name_words(name);
        let is_group = words.iter().any(|word| WORDS.people.groups.contains(word));
        let id = self.identifier(&words);
        let person = self.list.len();
        self.list.push(Person { id, names: Vec::new(), offices: Vec::new(), standing, is_group });
        self.words.push(HashSet::new());
        self.learn(person, name);
        person
    }

    fn learn(&mut self, person: usize, form: &str) {
        for word in name_words(form) {
            if self.words[person].insert(word.clone()) {
                self.by_word.entry(word).or_default().push(person);
            }
        }
    }

    /// The persons whose known words hold all words of the name, or are all held by it.
    fn find(&self, words: &[String]) -> Found {
        let full: Vec<&String> = words.iter().filter(|word| word.chars().count() > 1).collect();
        let mut candidates: Vec<usize> = full.iter().filter_map(|word| self.by_word.get(*word)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|&person| self.agrees(person, words));
        match candidates.as_slice() {
            [] => Found::Nobody,
            [one] => Found::One(*one),
            // The very same words decide between a person and one with more names.
            several => {
                match several.iter().filter(|&&person| self.words[person].len() == words.len()).collect::<Vec<_>>().as_slice() {
                    [one] => Found::One(**one),
                    _ => Found::Several,
                }
            }
        }
    }

    /// Whether every word of the shorter name stands in the longer one, an initial for any word that begins with it.
    fn agrees(&self, person: usize, words: &[String]) -> bool {
        let known = &self.words[person];
        let fits = |word: &String, other: &String| {
            if word.chars().count() == 1 { other.starts_with(word.as_str()) } else { other == word }
        };
        let all_known = words.iter().all(|word| known.iter().any(|other| fits(word, other)));
        let all_named = known.iter().all(|word| words.iter().any(|other| fits(word, other)));
        all_known || all_named && !known.is_empty()
    }

    /// An identifier of small letters, digits and hyphens that no other person has.
    fn identifier(&mut self, words: &[String]) -> String {
        let parts: Vec<String> =
            words.iter().map(|word| word.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()).collect();
        let mut base = parts.join("-");
        let is_reserved = |id: &str| {
            let digits = id.strip_prefix("sp").or_else(|| id.strip_prefix("fn")).unwrap_or_default();
            digits.starts_with(|character: char| character.is_ascii_digit())
        };
        if !is_ncname(&base) || is_reserved(&base) {
            base = format!("person-{}", base.chars().filter(|c| is_ncname(&format!("a{c}"))).collect::<String>());
        }
        base.truncate(base.floor_char_boundary(60));
        let mut id = base.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }

    fn decide(&mut self, span: Span, value: String, evidence: &'static str) {
        self.decisions.push(Decision {
            kind: "person",
            span,
            value,
            evidence: vec![evidence.into()],
            certainty: Certainty::Medium,
        });
    }
}

/// The words of a name in lower case, without titles and parentheses; where nothing else remains, the title is the name.
fn name_words(name: &str) -> Vec<String> {
    let outside = without_parentheses(name);
    let words = |keep_titles: bool| -> Vec<String> {
        outside
            .split_whitespace()
            .filter(|word| keep_titles || !is_title(word) && !abbreviates_title(word))
            .flat_map(|word| word.split('.'))
            .map(bare)
            .filter(|word| !word.is_empty() && word != "the")
            .collect()
    };
    match words(false) {
        none if none.iter().all(|word| is_particle(word)) => words(true),
        words => words,
    }
}

/// Whether a word before a name is a title cut short: `For.`, `Min.`, `Amb.`
fn abbreviates_title(word: &str) -> bool {
    let Some(letters) = word.strip_suffix('.').map(str::to_lowercase) else { return false };
    let length = letters.chars().count();
    (2..=5).contains(&length)
        && letters.chars().all(char::is_alphabetic)
        && WORDS.people.titles.iter().any(|title| title.chars().count() > length + 1 && title.starts_with(&letters))
}

/// The name as it stands, without the titles before it.
fn without_titles(name: &str) -> String {
    name.split(' ')
        .skip_while(|word| is_title(word) || abbreviates_title(word) || bare(word) == "the")
        .collect::<Vec<_>>()
        .join(" ")
}

/// Learns who was there from the blocks before the first turn, so that labels find everybody known.
pub(super) fn learn_present(text: &str, blocks: &[Block], persons: &mut Persons) {
    for block in blocks {
        match block {
            Block::Paragraph { role: ParagraphRole::Attendance, inlines } => {
                let Some(span) = cover(inlines) else { continue };
                for (at, name, office) in names_in(&text[span.range()]) {
                    let start = span.start + at;
                    let person = persons.named(name, Span::new(start, start + name.len()), Standing::Present);
                    if let (Some(person), Some(office)) = (person, office) {
                        persons.add_office(person, office, false);
                    }
                }
            }
            Block::Participants { items, .. } => {
                for span in items.iter().filter_map(|item| cover(item)) {
                    if let (Some(name), office) = name_and_office(&text[span.range()])
                        && let Some(person) = persons.named(name, span, Standing::Present)
                        && let Some(office) = office
                    {
                        persons.add_office(person, office, false);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The names in a sentence that tells who was there, each with its place and the office before it.
fn names_in(words: &str) -> Vec<(usize, &str, Option<&str>)> {
    let mut found: Vec<(usize, &str, Option<&str>)> = Vec::new();
    let outside = |at: usize| words[..at].matches(['[', '(']).count() == words[..at].matches([']', ')']).count();
    let mut clause = 0;
    let mut at = 0;
    for word in words.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        if start < clause || !is_name_word(word) || is_title(word) || is_office(word) || !outside(start) {
            continue;
        }
        let Some(name) = name_after(&words[start..]) else { continue };
        let end = start + name.len();
        let before = words[..start].trim_end();
        let previous = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let next = words[end..].split_whitespace().next().unwrap_or_default();
        let runs_into_office = !words[end..].starts_with([',', '.', ';', ')', ']']) && is_office(next);
        let is_of_something = matches!(bare(previous).as_str(), "of" | "the" | "for" | "at") && !previous.ends_with([',', ']']);
        clause = end;
        if runs_into_office || is_of_something || name.split_whitespace().count() < 2 && !is_title(previous) {
            continue;
        }
        let since = found.last().map_or(0, |(at, name, _)| at + name.len());
        found.push((start, name, office_before(&words[since..start])));
    }
    found
}

/// The office in the words before a name: `and the Director of the Museum, `.
fn office_before(words: &str) -> Option<&str> {
    let clause = words.trim_end().strip_suffix(',')?;
    let clause = clause.trim_start_matches([',', ';', ' ', '\n']);
    let clause = clause.strip_prefix("and ").unwrap_or(clause);
    let clause = clause.strip_prefix("the ").unwrap_or(clause).trim();
    let is_one_clause = !clause.contains(['.', ';', '[', ']']) && clause.split_whitespace().count() <= 14;
    (is_one_clause && has_office_word(clause) && clause.chars().next().is_some_and(char::is_uppercase)).then_some(clause)
}

/// The name and the office in a line of a list of participants: `Ann Cole, Director of the Museum`.
fn name_and_office(line: &str) -> (Option<&str>, Option<&str>) {
    let (name, office) = match line.split_once([',', '–', '—', ';']) {
        Some((name, office)) => (name.trim(), Some(office.trim()).filter(|office| !office.is_empty())),
        None => (line.trim(), None),
    };
    let name = name.trim_start_matches(['-', '•', '*', ' ']).trim_end_matches('.');
    let outside = without_parentheses(name);
    let words: Vec<&str> = outside.split_whitespace().collect();
    let is_name = (1..=6).contains(&words.len())
        && words.iter().all(|word| is_name_word(word) || is_particle(word))
        && !words.iter().all(|word| is_title(word) || is_office(word) || is_particle(word))
        && !words.iter().any(|word| is_office(word) && !is_title(word));
    (is_name.then_some(name), office)
}

/// The names in running text that a title announces: `comrade Kim Il Sung`. Each with its place.
pub(super) fn titled_names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive(char::is_whitespace)
        .scan(0, |at, word| Some((std::mem::replace(at, *at + word.len()), word)))
        .filter_map(move |(start, word)| {
            let core = word.trim_end();
            let abbreviates = core.ends_with('.') && core.chars().count() <= 5;
            let ends = core.ends_with(|character: char| !character.is_alphanumeric()) && !abbreviates;
            let after = start + word.len();
            // The next letter first: it costs less than the word list.
            if ends || !text[after..].chars().next().is_some_and(char::is_uppercase) || !is_title(core) {
                return None;
            }
            name_after(&text[after..]).map(|name| (after, name))
        })
}

/// The person whom a gloss explains, by the name beside it: before it for another spelling, else after or before it.
pub(super) fn name_beside(text: &str, gloss: Span, is_spelling: bool) -> Option<&str> {
    let before = name_before(&text[..gloss.start]);
    if is_spelling { before } else { name_after(&text[gloss.end..]).or(before) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(labels: &[&str]) -> Vec<String> {
        let mut persons = Persons::default();
        let found: Vec<usize> = labels.iter().map(|label| persons.speaker(label, Span::default()).0).collect();
        found.into_iter().map(|person| persons.list[person].id.clone()).collect()
    }

    #[test]
    fn forms_of_one_name_are_joined_unless_they_fit_several() {
        assert_eq!(ids(&["Comrade Enver Hoxha", "Hoxha", "E. Hoxha"]), ["enver-hoxha"; 3]);
        assert_eq!(ids(&["Mr. Ann Cole", "Mr. Bob Cole", "Cole"]), ["ann-cole", "bob-cole", "cole"]);
        assert_eq!(ids(&["The President", "President Carter", "Mr. Carter"]), ["president", "carter", "carter"]);
        assert_eq!(ids(&["Foreign Minister Ann Gromek", "For. Min. Gromek"]), ["ann-gromek"; 2]);
        assert_eq!(ids(&["Male 1", "Male 2"]), ["male-1", "male-2"]);
        assert_eq!(ids(&["Бухарин", "сп1", "SP1", "1984"]), ["бухарин", "сп1", "person-sp1", "person-1984"]);
        assert_eq!(ids(&["The Prime Minister (Boris Johnson)", "The Prime Minister"]), ["prime-minister"; 2]);
    }

    #[test]
    fn who_is_present_and_speaks_is_a_speaker_and_sure_by_the_whole_name() {
        let mut persons = Persons::default();
        persons.named("Ann Cole", Span::default(), Standing::Present);
        persons.named("Bert Dole", Span::default(), Standing::Present);
        assert_eq!(persons.speaker("Comrade Ann Cole", Span::default()), (0, None));
        assert_eq!(persons.speaker("Mr. Dole", Span::default()), (1, Some(Certainty::Medium)));
        assert!(persons.list.iter().all(|person| person.standing == Standing::Speaker));
    }

    #[test]
    fn those_present_are_found_in_a_sentence() {
        let words = "At the meeting participated comrades Ann Cole, [Member of the Bureau of the Party] Bob Dole, and the Director of \
                     the Foreign Affairs Directorate of the CC, Carl Ebb for our side and the comrades of the delegation of the Korea \
                     Workers' Party led by comrade Dan Fry [Tan Fly].";
        let found: Vec<_> = names_in(words).into_iter().map(|(_, name, office)| (name, office)).collect();
        assert_eq!(
            found,
            [
                ("Ann Cole", None),
                ("Bob Dole", None),
                ("Carl Ebb", Some("Director of the Foreign Affairs Directorate of the CC")),
                ("Dan Fry", None)
            ]
        );
        assert_eq!(name_and_office("Mr. Walter Cutler, Director, AF/C"), (Some("Mr. Walter Cutler"), Some("Director, AF/C")));
        assert_eq!(name_and_office("The Secretary").0, None);
    }

    #[test]
    fn a_title_announces_a_name() {
        let text = "I told comrade Kim Il Sung, and Mr. Ivanov too. The Chinese comrades. On the whole, President Lee agreed.";
        assert_eq!(titled_names(text).map(|(_, name)| name).collect::<Vec<_>>(), ["Kim Il Sung", "Ivanov", "Lee"]);
    }
}
