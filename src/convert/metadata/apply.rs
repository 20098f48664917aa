//! Metadata on a transcript: its language, and who takes part under which identifier.

use rustc_hash::FxHashMap;

use crate::{
    convert::{
        metadata::{Metadata, Participant},
        persons::{Match, Names, key},
    },
    diagnostic::{Diagnostic, Severity, quote},
    span::Span,
    transcript::{self, Person, Standing, Transcript},
};

/// What a caller stated about the persons of a transcript, by their index.
pub(in crate::convert) type Given<'m> = FxHashMap<usize, &'m Participant>;

/// Settles what metadata change of a transcript; gives the participants by the persons that they are.
pub(in crate::convert) fn apply<'m>(
    metadata: &'m Metadata,
    record: &mut Transcript,
    diagnostics: &mut Vec<Diagnostic>,
) -> Given<'m> {
    if let Some(language) = &metadata.language {
        record.language.tag.clone_from(language);
    }
    if metadata.original_language.is_some() {
        record.language.original.clone_from(&metadata.original_language);
    }
    let mut names = Names::default();
    for (index, participant) in metadata.participants.iter().enumerate() {
        std::iter::once(&participant.name).chain(&participant.names).for_each(|name| names.add(index, name));
    }
    let found = names.of(&record.persons);
    let mut given = Given::default();
    for (index, participant) in metadata.participants.iter().enumerate() {
        // A label that is given may join persons that the transcript tells apart; one of them is the person.
        let person = found.iter().position(|found| *found == Some(Match::One(index))).unwrap_or_else(|| {
            record.persons.push(Person {
                id: String::new(),
                names: Vec::new(),
                offices: Vec::new(),
                standing: Standing::Present,
                is_group: participant.is_group,
                affiliations: Vec::new(),
                is_unknown: false,
                members: Vec::new(),
            });
            record.persons.len() - 1
        });
        given.insert(person, participant);
        let known = &mut record.persons[person];
        if !known.names.iter().any(|(_, form)| *form == participant.name) {
            known.names.insert(0, (None, participant.name.clone()));
        }
    }
    identify(&given, record, diagnostics);
    given
}

/// Gives identifiers: those that are stated, and one to each person who has none.
fn identify(given: &Given<'_>, record: &mut Transcript, diagnostics: &mut Vec<Diagnostic>) {
    let mut order: Vec<(usize, &Participant)> = given.iter().map(|(person, participant)| (*person, *participant)).collect();
    order.sort_unstable_by_key(|(person, _)| *person);
    let mut taken: FxHashMap<String, usize> =
        record.persons.iter().enumerate().map(|(index, person)| (person.id.clone(), index)).collect();
    for (person, participant) in order {
        let old = record.persons[person].id.clone();
        let words = key(&participant.name);
        let made = || transcript::identifier(words.split(' '));
        let wanted = participant.id.clone().unwrap_or_else(|| if old.is_empty() { made() } else { old.clone() });
        let id = match taken.get(&wanted) {
            Some(other) if *other != person => {
                if participant.id.is_some() {
                    diagnostics.push(taken_id(&wanted, &participant.name));
                }
                if old.is_empty() { unused(&made(), &taken) } else { old.clone() }
            }
            _ => wanted,
        };
        if id == old {
            continue;
        }
        taken.remove(&old);
        taken.insert(id.clone(), person);
        for decision in record.decisions.iter_mut().filter(|decision| decision.kind == "person" && !old.is_empty()) {
            match decision.value.strip_suffix(old.as_str()) {
                Some(head) if head.is_empty() || head.ends_with(' ') => decision.value = format!("{head}{id}"),
                _ => {}
            }
        }
        record.persons[person].id = id;
    }
}

/// The first of `id`, `id-2` and so on that nobody has.
fn unused(id: &str, taken: &FxHashMap<String, usize>) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken.contains_key(id)).unwrap_or_default()
}

fn taken_id(id: &str, name: &str) -> Diagnostic {
    let message = format!("the identifier {} for {} is that of another person here", quote(id), quote(name));
    let help = "it is not used; state another `id` in the metadata";
    Diagnostic::new("ME001", Severity::Warning, Span::at(0), message).help(help)
}
