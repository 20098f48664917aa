//! Persons: every form of a name is joined to one person on evidence, and never on conflict.

use std::collections::{BTreeSet, hash_map::Entry};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    tei::document::Certainty,
    transcript::{
        Block, Decision, ParagraphRole,
        appellations::{Appellation, contrasts, is_initial, name_in_parentheses, without_titles},
        inlines::cover,
        labels::{key, without_parentheses},
        letters::is_alphanumeric,
        names::{bare, has_office_word, is_name_word, is_office, is_particle, is_title, name_after, name_before},
        vocabulary::WORDS,
    },
    xml::second_edition,
};

/// A name is compared with at most this many persons who share a word with it: a name that more of them share tells nobody
/// apart, and the work stays in proportion to the text.
const SHARED_LIMIT: usize = 64;

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
    /// What is known of each person's names.
    known: Vec<Known>,
    by_word: HashMap<String, Vec<usize>>,
    /// Each person under one word of the name, the one that fewest shared: whoever has no other words than a longer name is
    /// found under one of that name's words.
    by_anchor: HashMap<String, Vec<usize>>,
    /// Persons by all words of their names, in order of the alphabet.
    by_words: HashMap<String, Vec<usize>>,
    /// Offices without a name and labels of several persons, which only the very same words mean.
    closed: HashMap<String, Vec<usize>>,
    /// For each label, the person and how sure that is.
    by_key: HashMap<String, (usize, Option<Certainty>)>,
    /// For each label as it is written, what was found for it last.
    by_label: HashMap<String, Called>,
    /// How often something was learned of anybody.
    learned: usize,
    /// For each identifier without a number, the last number that was added to it.
    ids: HashMap<String, usize>,
    pub(super) decisions: Vec<Decision>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What is known of a person's names.
#[derive(Default)]
struct Known {
    /// The words of all forms of the name; none for an office.
    words: HashSet<String>,
    /// The numbers in the first form: no other form has others.
    numbers: BTreeSet<String>,
    /// What the titles tell.
    sides: Vec<(usize, usize)>,
    is_anchored: bool,
}

/// Whom a label means: the same as long as nothing is learned of anybody.
#[derive(Clone, Copy)]
struct Called {
    person: usize,
    certainty: Option<Certainty>,
    learned: usize,
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
        if let Some(called) = self.by_label.get(label).filter(|called| called.learned == self.learned) {
            return (called.person, called.certainty);
        }
        let name = Appellation::of(label);
        let is_known = self.by_label.contains_key(label);
        let (person, certainty) = self.speaker_named(&name, label, span);
        // Only a second time tells that nothing more is learned from it.
        let learned = if is_known { self.learned } else { usize::MAX };
        self.by_label.insert(label.to_owned(), Called { person, certainty, learned });
        (person, certainty)
    }

    fn speaker_named(&mut self, name: &Appellation, label: &str, span: Span) -> (usize, Option<Certainty>) {
        let holder = name_in_parentheses(label);
        let mut key = key(label);
        // What tells two labels apart, and stands in parentheses: a number, or who holds an office.
        for part in name.numbers.iter().map(String::as_str).chain(holder) {
            key = format!("{key} ({})", part.to_lowercase());
        }
        if let Some(&(person, certainty)) = self.by_key.get(&key) {
            // Somebody else of that name may have come since.
            let is_shared = self.list.len() > 1 && matches!(self.find(name), Found::Several);
            return (person, if is_shared { Some(Certainty::Low) } else { certainty });
        }
        let (person, certainty) = match self.find_holder(name, holder) {
            Found::One(person) => {
                // The whole name leaves nothing to infer; a part of it does.
                let is_whole = name.is_closed || self.known[person].words.len() == name.words.len();
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
                (self.add(name, Standing::Speaker), None)
            }
            Found::Nobody => (self.add(name, Standing::Speaker), None),
        };
        self.learn(person, name);
        if let Some(holder) = holder {
            self.learn(person, &Appellation::of(holder));
        }
        self.add_form(person, None, without_parentheses(label).trim());
        self.by_key.insert(key, (person, certainty));
        (person, certainty)
    }

    /// Whom a label means that may be an office with its holder in parentheses.
    fn find_holder(&self, office: &Appellation, holder: Option<&str>) -> Found {
        let Some(holder) = holder.map(Appellation::of) else { return self.find(office) };
        match self.find(&holder) {
            Found::Nobody => match self.find(office) {
                // An office whose holder is known by another name has a new holder.
                Found::One(person) if self.known[person].words.is_empty() => Found::One(person),
                _ => Found::Nobody,
            },
            found => found,
        }
    }

    /// A person who is named otherwise than by a label.
    pub(super) fn named(&mut self, name: &str, span: Span, standing: Standing) -> Option<usize> {
        let appellation = Appellation::of(name);
        let person = match self.find(&appellation) {
            Found::One(person) => person,
            Found::Several => return None,
            Found::Nobody => {
                let person = self.add(&appellation, standing);
                let evidence = match standing {
                    Standing::Mentioned => "a title or an office stands beside the name",
                    _ => "the name stands among those present, or signs",
                };
                self.decide(span, self.list[person].id.clone(), evidence);
                person
            }
        };
        self.list[person].standing = self.list[person].standing.min(standing);
        self.learn(person, &appellation);
        self.add_form(person, None, name);
        Some(person)
    }

    /// How often something was learned of anybody: as long as it is the same, the same words tell the same.
    pub(super) fn learned(&self) -> usize {
        self.learned
    }

    /// Whether the name means one known person.
    pub(super) fn knows(&self, name: &str) -> bool {
        matches!(self.find(&Appellation::of(name)), Found::One(_))
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
            self.learn(person, &Appellation::of(&form));
            self.learned += 1;
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

    fn add(&mut self, name: &Appellation, standing: Standing) -> usize {
        let is_group = name.words.iter().any(|word| WORDS.people.groups.contains(word) || WORDS.people.plurals.contains(word));
        let id = self.identifier(&name.words);
        let person = self.list.len();
        self.list.push(Person { id, names: Vec::new(), offices: Vec::new(), standing, is_group });
        self.learned += 1;
        self.known.push(Known { numbers: name.numbers.clone(), ..Known::default() });
        self.learn(person, name);
        person
    }

    fn learn(&mut self, person: usize, name: &Appellation) {
        for side in &name.sides {
            if !self.known[person].sides.contains(side) {
                self.learned += 1;
                self.known[person].sides.push(*side);
            }
        }
        if name.is_closed {
            let persons = self.closed.entry(name.words.join(" ")).or_default();
            if !persons.contains(&person) {
                self.learned += 1;
                persons.push(person);
            }
            return;
        }
        let known = &mut self.known[person];
        let count = known.words.len();
        for word in &name.words {
            if known.words.insert(word.clone()) {
                self.by_word.entry(word.clone()).or_default().push(person);
            }
        }
        if known.words.len() == count {
            return;
        }
        self.learned += 1;
        if !known.is_anchored
            && let Some(anchor) = name.full_words().min_by_key(|word| self.by_word[*word].len())
        {
            known.is_anchored = true;
            self.by_anchor.entry(anchor.clone()).or_default().push(person);
        }
        self.by_words.entry(in_order(&known.words)).or_default().push(person);
    }

    /// The persons whose known words hold all words of the name, or are all held by it, and whom no number or title excludes.
    fn find(&self, name: &Appellation) -> Found {
        let (mut candidates, is_cut) = self.candidates(name);
        candidates.retain(|&person| self.agrees(person, name));
        match candidates.as_slice() {
            [] => Found::Nobody,
            [one] if !is_cut => Found::One(*one),
            // The very same words decide between a person and one with more names.
            several => {
                let is_same = |person: &&usize| name.is_closed || self.known[**person].words.len() == name.words.len();
                let sides = |person: usize| &self.known[person].sides;
                match several.iter().filter(is_same).collect::<Vec<_>>().as_slice() {
                    // Unless a title tells the two apart, and the name has none.
                    [one] if !several.iter().any(|&other| contrasts(sides(**one), sides(other))) => Found::One(**one),
                    _ => Found::Several,
                }
            }
        }
    }

    /// The persons whom a name could mean by its words, each once, and whether there are more than were looked at.
    fn candidates(&self, name: &Appellation) -> (Vec<usize>, bool) {
        if name.is_closed {
            let same = self.closed.get(&name.words.join(" ")).map_or(&[][..], Vec::as_slice);
            return (same.iter().take(SHARED_LIMIT).copied().collect(), same.len() > SHARED_LIMIT);
        }
        let of = |index: &HashMap<String, Vec<usize>>, word: &str| index.get(word).map_or(0, Vec::len);
        let Some(rarest) = name.full_words().min_by_key(|word| of(&self.by_word, word)) else { return (Vec::new(), false) };
        let same = in_order(&name.words.iter().cloned().collect());
        let mut candidates = Vec::new();
        let mut is_cut = false;
        let lists = std::iter::once(self.by_words.get(&same))
            .chain(std::iter::once(self.by_word.get(rarest)))
            .chain(name.full_words().map(|word| self.by_anchor.get(word)));
        for list in lists.flatten() {
            candidates.extend(list.iter().take(SHARED_LIMIT));
            is_cut |= list.len() > SHARED_LIMIT;
        }
        candidates.sort_unstable();
        candidates.dedup();
        (candidates, is_cut)
    }

    /// Whether every word of the shorter name stands in the longer one, an initial for any word that begins with it, while the
    /// numbers are the same and no titles tell the two apart.
    fn agrees(&self, person: usize, name: &Appellation) -> bool {
        let known = &self.known[person];
        if known.numbers != name.numbers || name.contrasts(&known.sides) {
            return false;
        }
        if name.is_closed {
            return true;
        }
        let fits =
            |word: &String, other: &String| if is_initial(word) { other.starts_with(word.as_str()) } else { other == word };
        let all_known = name.words.iter().all(|word| known.words.iter().any(|other| fits(word, other)));
        let all_named = known.words.iter().all(|word| name.words.iter().any(|other| fits(word, other)));
        all_known || all_named && !known.words.is_empty()
    }

    /// An identifier of small letters, digits and hyphens that no other person has; schemas accept only letters of an early
    /// edition of XML.
    fn identifier(&mut self, words: &[String]) -> String {
        let parts: Vec<String> =
            words.iter().map(|word| word.chars().map(of_second_edition).filter(|c| is_in_identifier(*c)).collect()).collect();
        let mut base = parts.join("-");
        let is_reserved = |id: &str| {
            let prefixes = ["sp", "fn", "u", "t"];
            let mut digits = prefixes.iter().filter_map(|prefix| id.strip_prefix(prefix));
            id == "t" || digits.any(|digits| digits.starts_with(|character: char| character.is_ascii_digit()))
        };
        if !base.starts_with(second_edition::is_name_start) || is_reserved(&base) {
            base = format!("person-{base}");
        }
        base.truncate(base.floor_char_boundary(60));
        let mut id = base.clone();
        loop {
            match self.ids.entry(id) {
                Entry::Vacant(entry) => {
                    id = entry.key().clone();
                    entry.insert(1);
                    return id;
                }
                Entry::Occupied(_) => {
                    let number = self.ids.entry(base.clone()).or_insert(1);
                    *number += 1;
                    id = format!("{base}-{number}");
                }
            }
        }
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

/// Words in the order of the alphabet, as one key.
fn in_order(words: &HashSet<String>) -> String {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words.join(" ")
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
    let (name, office) = match line.split_once([',', '،', '、', '，', '–', '—', ';']) {
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

/// The names in running text that a title announces: `comrade Kim Il Sung`. Each with its place, and the title before it if that
/// tells persons of one name apart.
pub(super) fn titled_names(text: &str) -> impl Iterator<Item = (usize, &str, Option<&str>)> {
    // The capital after white space first: it costs less than the word list.
    beginnings(text).filter_map(move |(space, after)| {
        let core = last_word(&text[..space]);
        let abbreviates = core.ends_with('.') && core.chars().count() <= 5;
        let ends = core.ends_with(|character: char| !is_alphanumeric(character)) && !abbreviates;
        if ends || !is_title(core) {
            return None;
        }
        let tells_apart = WORDS.people.contrasts.iter().any(|contrast| contrast.has(&bare(core)));
        name_after(&text[after..]).map(|name| (after, name, tells_apart.then_some(core)))
    })
}

/// Where white space ends at a capital: its last character, and the capital.
fn beginnings(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let could_be = |byte: &u8| byte.is_ascii_uppercase() || *byte >= 0xc0;
            let start = at + bytes[at..].iter().position(could_be)?;
            at = start + 1;
            let space = text[..start].char_indices().next_back().filter(|(_, before)| before.is_whitespace());
            if let Some((space, _)) = space
                && (bytes[start].is_ascii() || text[start..].starts_with(char::is_uppercase))
            {
                return Some((space, start));
            }
        }
    })
}

/// What stands after the last white space of a text.
fn last_word(text: &str) -> &str {
    // A byte of ASCII is a character.
    let plain = text.bytes().rev().take_while(u8::is_ascii_graphic).count();
    let start = text.len() - plain;
    if start == 0 || text.as_bytes()[start - 1].is_ascii_whitespace() {
        return &text[start..];
    }
    &text[text.trim_end_matches(|character: char| !character.is_whitespace()).len()..]
}

/// The person whom a gloss explains, by the name beside it: before it for another spelling, else after or before it.
pub(super) fn name_beside(text: &str, gloss: Span, is_spelling: bool) -> Option<&str> {
    let before = name_before(&text[..gloss.start]);
    if is_spelling { before } else { name_after(&text[gloss.end..]).or(before) }
}

/// The letter itself, or the one of an early edition of XML that stands nearest to it: Romanian has two that are younger.
fn of_second_edition(character: char) -> char {
    match character {
        'ș' => 'ş',
        'ț' => 'ţ',
        other => other,
    }
}

fn is_in_identifier(character: char) -> bool {
    (character.is_alphanumeric() || character == '-') && second_edition::is_name_char(character)
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
        assert_eq!(ids(&["Ștefan Țepeș", "J\u{1ee5b}n"]), ["ştefan-ţepeş", "jn"]);
        assert_eq!(ids(&["Бухарин", "сп1", "SP1", "1984"]), ["бухарин", "сп1", "person-sp1", "person-1984"]);
        assert_eq!(ids(&["The Prime Minister (Boris Johnson)", "The Prime Minister"]), ["prime-minister"; 2]);
    }

    #[test]
    fn a_number_is_no_initial_and_keeps_labels_apart() {
        assert_eq!(ids(&["Male 1", "Male 10", "Male"]), ["male-1", "male-10", "male"]);
        assert_eq!(ids(&["Witness (1)", "Witness (2)", "Witness 1"]), ["witness-1", "witness-2", "witness-1"]);
        assert_eq!(ids(&["Soldier I", "Soldier II", "Soldier"]), ["soldier-i", "soldier-ii", "soldier"]);
        assert_eq!(ids(&["First Soldier", "Soldier", "Second Soldier"]), ["first-soldier", "soldier", "second-soldier"]);
        assert_eq!(ids(&["Third Soldier", "Third", "Fourth"]), ["third-soldier", "third-soldier", "fourth"]);
        assert_eq!(ids(&["A. Cole 2", "Anna Cole 2", "1. Cole"]), ["a-cole-2", "a-cole-2", "person-1-cole"]);
    }

    #[test]
    fn an_office_is_joined_by_the_very_same_words_or_by_its_holder() {
        assert_eq!(
            ids(&["The President", "The Vice President", "Vice President"]),
            ["president", "vice-president", "vice-president"]
        );
        assert_eq!(ids(&["Deputy Minister", "The Minister", "Minister Cole"]), ["deputy-minister", "minister", "cole"]);
        assert_eq!(ids(&["The Interpreter", "Interpreter Cole"]), ["interpreter", "interpreter-cole"]);
        let labels = ["The Prime Minister (Ann Cole)", "Ann Cole", "Mrs. Cole"];
        assert_eq!(ids(&labels), ["prime-minister"; 3]);
        let labels = ["Ann Cole", "The Chairman (Ann Cole)", "The Chairman (Bob Dole)", "Dole", "The Chairman"];
        assert_eq!(ids(&labels), ["ann-cole", "ann-cole", "chairman", "chairman", "chairman-2"]);
    }

    #[test]
    fn titles_keep_persons_of_one_name_apart() {
        assert_eq!(ids(&["Mr. Cole", "Mrs. Ann Cole", "Mrs. Cole", "Cole"]), ["cole", "ann-cole", "ann-cole", "cole-2"]);
        assert_eq!(ids(&["Herr Cole", "Fräulein Cole", "Frau Cole"]), ["cole", "cole-2", "cole-3"]);
        assert_eq!(ids(&["Cole Jr.", "Cole Sr.", "Dr. Cole Jr."]), ["cole-jr", "cole", "cole-jr"]);
        assert_eq!(ids(&["Anna and Bert", "Anna", "Bert", "Anna and Bert"]), ["anna-and-bert", "anna", "bert", "anna-and-bert"]);
        assert_eq!(ids(&["Mr. Cole", "Messrs. Cole", "Messrs. Cole"]), ["cole", "messrs-cole", "messrs-cole"]);
        let mut persons = Persons::default();
        for label in ["Mr. Cole", "Mrs. Cole", "Cole"] {
            persons.speaker(label, Span::default());
        }
        assert_eq!(persons.diagnostics.iter().map(|finding| &*finding.code).collect::<Vec<_>>(), ["TR005"]);
    }

    #[test]
    fn a_word_that_thousands_share_costs_no_more_than_one_that_few_share() {
        let word = |number: usize| {
            let letters =
                [1, 26, 676, 17576].map(|place| char::from(b'a' + u8::try_from(number / place % 26).expect("below 26")));
            letters.iter().collect::<String>()
        };
        let mut persons = Persons::default();
        for number in 0..20_000 {
            persons.speaker(&format!("Anna Cole{}", word(number)), Span::default());
        }
        assert_eq!(persons.list.len(), 20_000);
        let count = |label: &str| persons.candidates(&Appellation::of(label)).0.len();
        assert!(count(&format!("Anna Cole{}", word(777))) <= 2);
        assert!(count("Anna Dole") <= 2);
        assert!(count("Anna") <= 2 * SHARED_LIMIT);
        assert!(matches!(persons.find(&Appellation::of("Anna")), Found::Several));
        assert!(matches!(persons.find(&Appellation::of(&format!("A. Cole{}", word(19_999)))), Found::One(19_999)));
        // As many persons as this with one identifier must not be counted through each time.
        for number in 0..20_000 {
            persons.speaker(&format!("{} Dole{}", "b".repeat(64), word(number)), Span::default());
        }
        assert_eq!(persons.list[39_999].id, format!("{}-20000", "b".repeat(60)));
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
        let found: Vec<_> = titled_names(text).map(|(_, name, title)| (name, title)).collect();
        assert_eq!(found, [("Kim Il Sung", None), ("Ivanov", Some("Mr.")), ("Lee", None)]);
    }
}
