//! Persons: every form of a name is joined to one person on evidence, and never on conflict.

mod identifiers;
mod present;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, hash_map::Entry};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    tei::document::Certainty,
    transcript::{
        Decision, Guidance, TOLD,
        appellations::{
            Appellation, Letters, contrasts, cover_and_name, initials_of, is_initial, name_in_parentheses, side_and_speaker,
            without_titles,
        },
        joint::{self, Joint},
        labels::{key, without_parentheses},
        names::{begins_with_title, in_capitals},
        vocabulary::WORDS,
    },
};

pub use identifiers::{identifier, is_reserved};
pub(in crate::transcript) use present::{learn_present, name_beside, titled_names};

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
    /// Where it comes from or belongs to, as its labels say: a side, a party, a place.
    pub affiliations: Vec<String>,
    /// Whether the record does not know who it is.
    pub is_unknown: bool,
    /// The persons whom a label of several names, as indices; then it is none itself.
    pub members: Vec<usize>,
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
pub(in crate::transcript) struct Persons {
    pub(in crate::transcript) list: Vec<Person>,
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
    /// For each label of which somebody said whom it means, the name.
    told: HashMap<String, String>,
    /// The person whom such a label means.
    told_persons: HashMap<String, usize>,
    /// How often something was learned of anybody.
    learned: usize,
    /// Who asked or answered last under a label that is no name.
    asked: HashMap<String, usize>,
    /// For each form of a name in lower case, who is called so.
    forms: HashMap<String, usize>,
    /// Persons by the initials of their names.
    by_initials: HashMap<String, Vec<usize>>,
    /// The names of all labels, as [`key`] gives them.
    pub(in crate::transcript) labels: HashSet<String>,
    /// What a single capital before a name is.
    pub(in crate::transcript) letters: Letters,
    /// For each person, the names that its label joins.
    pub(in crate::transcript) joint: Vec<Joint>,
    /// For each identifier without a number, the last number that was added to it.
    ids: HashMap<String, usize>,
    pub(in crate::transcript) decisions: Vec<Decision>,
    pub(in crate::transcript) diagnostics: Vec<Diagnostic>,
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
    /// Begins with what somebody said of labels.
    pub(in crate::transcript) fn told(guidance: &Guidance) -> Persons {
        let told = guidance.persons.iter().map(|(label, name)| (key(label), name.clone())).collect();
        Persons { told, ..Persons::default() }
    }

    /// The person whom a label means by what somebody said.
    fn told_speaker(&mut self, label: &str, span: Span) -> Option<usize> {
        let key = key(label);
        let name = self.told.get(&key)?.clone();
        if let Some(person) = self.told_persons.get(&key) {
            return Some(*person);
        }
        // An identifier is the words of a name with hyphens between.
        let is_identifier =
            name.chars().all(|character| character == '-' || character.is_alphanumeric() && !character.is_uppercase());
        let words = if is_identifier { name.replace('-', " ") } else { name.clone() };
        let person = match (name.is_empty(), self.list.iter().position(|person| person.id == name)) {
            (true, _) => self.add(&Appellation::of(label), Standing::Speaker),
            (false, Some(person)) => person,
            (false, None) => match self.find(&Appellation::of(&words)) {
                Found::One(person) => person,
                _ => self.add(&Appellation::of(&words), Standing::Speaker),
            },
        };
        self.list[person].standing = Standing::Speaker;
        if !name.is_empty() && !is_identifier {
            self.add_form(person, None, &name);
        }
        // The words of the label tell nothing of the person's name.
        let form = without_parentheses(label).trim().to_owned();
        if !self.list[person].names.iter().any(|(_, known)| known.to_lowercase() == form.to_lowercase()) {
            self.list[person].names.push((None, form));
        }
        let value = format!("{} is {}", quote(label), self.list[person].id);
        self.decisions.push(Decision { kind: "person", span, value, evidence: vec![TOLD.into()], certainty: Certainty::High });
        self.told_persons.insert(key, person);
        Some(person)
    }

    /// The speaker that a label means; a new one where nobody known is meant.
    pub(in crate::transcript) fn speaker(&mut self, label: &str, span: Span) -> (usize, Option<Certainty>) {
        if !self.told.is_empty()
            && let Some(person) = self.told_speaker(label, span)
        {
            return (person, None);
        }
        if let Some(called) = self.by_label.get(label).filter(|called| called.learned == self.learned) {
            return (called.person, called.certainty);
        }
        if let Some((side, speaker)) = side_and_speaker(label) {
            let (person, certainty) = self.speaker(speaker, span);
            self.add_affiliation(person, side);
            return (person, certainty);
        }
        if let Some((cover, name)) = cover_and_name(label).filter(|(cover, name)| self.bears(cover, name)) {
            let (person, certainty) = self.speaker(name, span);
            self.add_form(person, Some("cover"), cover);
            return (person, certainty);
        }
        let mut name = Appellation::read(label, self.letters);
        let parts = joint::parts(&without_parentheses(label), &self.labels).into_iter().map(str::to_owned).collect::<Vec<_>>();
        name.is_closed |= parts.len() > 1;
        let is_known = self.by_label.contains_key(label);
        let (person, certainty) = self.speaker_named(&name, label, span);
        if parts.len() > 1 && self.joint[person].names.is_empty() {
            self.joint[person] = Joint::of(label, parts, &name.sides, span);
        }
        self.learn_brackets(person, label);
        let certainty = if self.list[person].is_unknown { Some(Certainty::Low) } else { certainty };
        // Only a second time tells that nothing more is learned from it.
        let learned = if is_known { self.learned } else { usize::MAX };
        self.by_label.insert(label.to_owned(), Called { person, certainty, learned });
        (person, certainty)
    }

    /// Whether a bracket after a name tells who bears it: somebody known, a whole name, or any name after one in capitals.
    fn bears(&self, cover: &str, name: &str) -> bool {
        let is_known = || matches!(self.find(&Appellation::read(name, self.letters)), Found::One(_));
        in_capitals(cover) || name.contains(' ') || is_known()
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
            Found::Nobody => match self.of_initials(name) {
                Some(person) => {
                    self.list[person].standing = Standing::Speaker;
                    let value = format!("{} is {}", quote(label), self.list[person].id);
                    self.decide(span, value, "they are the initials of one name only");
                    self.add_form(person, None, label);
                    self.by_key.insert(key, (person, Some(Certainty::Medium)));
                    return (person, Some(Certainty::Medium));
                }
                None => (self.add(name, Standing::Speaker), None),
            },
        };
        self.learn(person, name);
        if let Some(holder) = holder {
            self.learn(person, &Appellation::read(holder, self.letters));
        }
        self.add_form(person, None, without_parentheses(label).trim());
        if let Some(holder) = holder {
            self.add_form(person, None, holder);
        }
        self.by_key.insert(key, (person, certainty));
        (person, certainty)
    }

    /// The one person whose name has these initials.
    fn of_initials(&self, name: &Appellation) -> Option<usize> {
        match self.by_initials.get(name.initials.as_ref()?).map(Vec::as_slice) {
            Some([person]) => Some(*person),
            _ => None,
        }
    }

    /// What the brackets of a label say of a person that bears a title: `Mr. Fell (Warley, East)`, `Frau Weiss (Erfurt) (SPD)`.
    fn learn_brackets(&mut self, person: usize, label: &str) {
        let is_titled = begins_with_title(label);
        if !is_titled || name_in_parentheses(label).is_some() {
            return;
        }
        let inside = label.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(inside, _)| inside.trim());
        for words in inside.filter(|inside| inside.starts_with(char::is_uppercase)).collect::<Vec<_>>() {
            self.add_affiliation(person, words);
        }
    }

    pub(super) fn add_affiliation(&mut self, person: usize, words: &str) {
        // White space may be none that XML has.
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = &mut self.list[person].affiliations;
        if !known.contains(&words) {
            known.push(words);
        }
    }

    /// The one person whom a name means, who is not `other`.
    pub(in crate::transcript) fn find_one(&self, name: &Appellation, other: usize) -> Option<usize> {
        match self.find(name) {
            Found::One(person) if person != other => Some(person),
            _ => None,
        }
    }

    /// Whom a label means that may be an office with its holder in parentheses.
    fn find_holder(&self, office: &Appellation, holder: Option<&str>) -> Found {
        let Some(holder) = holder.map(|holder| Appellation::read(holder, self.letters)) else { return self.find(office) };
        match self.find(&holder) {
            Found::Nobody => match self.find(office) {
                // An office whose holder is known by another name has a new holder.
                Found::One(person) if self.known[person].words.is_empty() => Found::One(person),
                _ => Found::Nobody,
            },
            found => found,
        }
    }

    /// Notes that somebody speaks under a label that is no name, and what says so.
    pub(in crate::transcript) fn asked(&mut self, person: usize, label: &str, span: Span, evidence: &'static str) {
        let value = format!("{} is {}", quote(label), self.list[person].id);
        let is_known = self.asked.get(label) == Some(&person);
        if !is_known {
            self.asked.insert(label.to_owned(), person);
            self.decide(span, value, evidence);
        }
    }

    /// A person who is named otherwise than by a label.
    pub(in crate::transcript) fn named(&mut self, name: &str, span: Span, standing: Standing) -> Option<usize> {
        let appellation = Appellation::read(name, self.letters);
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
    pub(in crate::transcript) fn learned(&self) -> usize {
        self.learned
    }

    /// Whether the name means one known person.
    pub(in crate::transcript) fn knows(&self, name: &str) -> bool {
        matches!(self.find(&Appellation::read(name, self.letters)), Found::One(_))
    }

    /// Adds another form of a name.
    pub(in crate::transcript) fn add_form(&mut self, person: usize, kind: Option<&'static str>, form: &str) {
        let whole = form.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut form = without_titles(&whole, self.letters);
        // Where somebody else is called so, the title tells them apart.
        let of_other = self.forms.get(&form.to_lowercase()).copied().filter(|other| *other != person);
        if form.is_empty() || of_other.is_some() {
            form = whole;
        }
        // Capitals are rendition: a name that differs in nothing else is the same form.
        let folded = form.to_lowercase();
        let of_other = self.forms.get(&folded).copied().filter(|other| *other != person);
        if let Some(other) = of_other.filter(|other| self.list[*other].names.len() > 1) {
            // A part of a name that two share is the name of neither.
            self.list[other].names.retain(|(_, known)| known.to_lowercase() != folded);
        }
        self.forms.insert(folded.clone(), person);
        if !self.list[person].names.iter().any(|(_, known)| known.to_lowercase() == folded) {
            self.learn(person, &Appellation::read(&form, self.letters));
            self.learned += 1;
            self.list[person].names.push((kind, form));
        }
    }

    /// Adds an office.
    pub(in crate::transcript) fn add_office(&mut self, person: usize, office: &str, is_gloss: bool) {
        let office = office.split_whitespace().collect::<Vec<_>>().join(" ");
        if !self.list[person].offices.iter().any(|(known, _)| *known == office) {
            self.list[person].offices.push((office, is_gloss));
        }
    }

    fn add(&mut self, name: &Appellation, standing: Standing) -> usize {
        let is_group = name.words.iter().any(|word| WORDS.people.groups.contains(word) || WORDS.people.plurals.contains(word));
        let id = self.identifier(&name.words);
        let person = self.list.len();
        let is_unknown = name.words.first().is_some_and(|word| WORDS.people.unknown.contains(word));
        self.list.push(Person {
            id,
            names: Vec::new(),
            offices: Vec::new(),
            standing,
            is_group,
            affiliations: Vec::new(),
            is_unknown,
            members: Vec::new(),
        });
        self.joint.push(Joint::default());
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
        for initials in initials_of(&name.words).into_iter().flatten() {
            let persons = self.by_initials.entry(initials).or_default();
            if !persons.contains(&person) && persons.len() < 2 {
                persons.push(person);
            }
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
        let base = identifier(words.iter().map(String::as_str));
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
