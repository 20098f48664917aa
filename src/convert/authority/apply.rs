//! An authority on a transcript: whom its persons are, and where its names stand in the text.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    convert::{
        authority::{
            Authority, AuthorityEntry, AuthorityKind,
            find::{Bearer, Found, Search},
        },
        persons::{Match, Names, key},
    },
    diagnostic::{Diagnostic, Severity, quote},
    source::Source,
    span::Span,
    tei::document::Item,
    transcript::{self, Block, Inline, Mark, Person, Standing, Transcript},
};

/// The most ambiguous names that are reported one by one.
const REPORT_LIMIT: usize = 20;

/// What an authority says of a transcript.
#[derive(Debug, Default)]
pub(in crate::convert) struct Linked {
    /// The names in the text, in order, each with the index of its tag.
    pub(in crate::convert) names: Vec<(Span, usize)>,
    /// The elements for them: name, `@ref` and `@key`.
    pub(in crate::convert) tags: Vec<(&'static str, String, Option<String>)>,
    /// Numbers of persons, by the index of the person.
    pub(in crate::convert) numbers: FxHashMap<usize, Vec<(Option<String>, String)>>,
    /// The places and the organizations that the text names.
    pub(in crate::convert) places: Vec<Item>,
    pub(in crate::convert) organizations: Vec<Item>,
}

/// Links persons, finds names, and settles the identifiers of what is used.
pub(in crate::convert) fn link(
    authority: &Authority,
    record: &mut Transcript,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Linked {
    let entries = &authority.entries;
    let mut linked = Linked::default();
    let person_of = persons(entries, record, diagnostics);
    let found = names(authority, record, source);
    report(&found, source, diagnostics);
    let mut ids: FxHashSet<String> = record.persons.iter().map(|person| person.id.clone()).collect();
    let mut tag_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (entry, person) in &person_of {
        linked.numbers.insert(*person, numbers(&entries[*entry]));
    }
    for Found { span, bearer } in found {
        let Bearer::One(index) = bearer else { continue };
        let tag = *tag_of.entry(index).or_insert_with(|| {
            let entry = &entries[index];
            let (element, id) = match (entry.kind, person_of.get(&index)) {
                (AuthorityKind::Person, Some(person)) => ("persName", record.persons[*person].id.clone()),
                (AuthorityKind::Person, None) => {
                    let id = unused(&entry.names[0], &mut ids);
                    linked.numbers.insert(record.persons.len(), numbers(entry));
                    record.persons.push(Person {
                        id: id.clone(),
                        names: entry.names.iter().map(|name| (None, name.clone())).collect(),
                        offices: Vec::new(),
                        standing: Standing::Mentioned,
                        is_group: false,
                        affiliations: Vec::new(),
                        is_unknown: false,
                        members: Vec::new(),
                    });
                    ("persName", id)
                }
                (kind, _) => {
                    let id = unused(&entry.names[0], &mut ids);
                    let item = Item { id: id.clone(), names: entry.names.clone(), identifiers: numbers(entry) };
                    match kind {
                        AuthorityKind::Place => linked.places.push(item),
                        _ => linked.organizations.push(item),
                    }
                    (if kind == AuthorityKind::Place { "placeName" } else { "orgName" }, id)
                }
            };
            let key = Some(entry.id.clone()).filter(|key| !key.is_empty());
            linked.tags.push((element, format!("#{id}"), key));
            linked.tags.len() - 1
        });
        linked.names.push((span, tag));
    }
    linked
}

/// The persons of the transcript that are in the authority, by the index of the entry.
fn persons(entries: &[AuthorityEntry], record: &mut Transcript, diagnostics: &mut Vec<Diagnostic>) -> FxHashMap<usize, usize> {
    let mut list = Names::default();
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.kind == AuthorityKind::Person) {
        entry.names.iter().for_each(|name| list.add(index, name));
    }
    let mut person_of = FxHashMap::default();
    let mut ambiguous = 0;
    for (person, found) in list.of(&record.persons).into_iter().enumerate() {
        match found {
            Some(Match::One(entry)) => {
                // Whoever is in the transcript twice is the first of the two.
                person_of.entry(entry).or_insert(person);
            }
            Some(Match::Several) if record.persons[person].standing == Standing::Speaker && ambiguous < REPORT_LIMIT => {
                ambiguous += 1;
                let name = record.persons[person].names.first().map_or("", |(_, name)| name.as_str());
                let message = format!("the speaker {} could be more than one person of the authority", quote(name));
                let help = "give the full name in the transcript, or the label as a form of one name in the authority";
                diagnostics.push(Diagnostic::new("AU002", Severity::Info, Span::at(0), message).help(help));
            }
            _ => {}
        }
    }
    for (entry, person) in &person_of {
        let names = &mut record.persons[*person].names;
        let chief = &entries[*entry].names[0];
        if !names.iter().any(|(_, form)| key(form) == key(chief)) {
            names.insert(0, (None, chief.clone()));
        }
    }
    person_of
}

/// The names in the running text, in its order.
fn names(authority: &Authority, record: &Transcript, source: &Source) -> Vec<Found> {
    let search = Search::of(&authority.entries, &record.language.tag);
    let mut found = Vec::new();
    let mut see = |inlines: &[Inline]| {
        inlines_of(inlines, &mut |span| {
            authority.index.find(source.slice(span).unwrap_or_default(), span.start, &search, &mut found);
        })
    };
    record.blocks.iter().for_each(|block| blocks(block, &mut see));
    record.notes.iter().for_each(|note| see(&note.inlines));
    found.sort_unstable_by_key(|found| found.span);
    found
}

/// Calls `see` with the running text of a block: not with labels, lists of persons and signatures, which have elements of their own.
fn blocks(block: &Block, see: &mut dyn FnMut(&[Inline])) {
    match block {
        Block::Turn { blocks: inner, .. } | Block::Division { blocks: inner, .. } | Block::Letter { blocks: inner, .. } => {
            inner.iter().for_each(|block| blocks(block, see))
        }
        Block::Marked(turn) => turn.blocks.iter().for_each(|block| blocks(block, see)),
        Block::Cast { .. } | Block::Closer(_) => {}
        block => transcript::walk(block, see),
    }
}

fn inlines_of(inlines: &[Inline], see: &mut dyn FnMut(Span)) {
    for inline in inlines {
        match inline {
            Inline::Text(span) => see(*span),
            // These hold no names, or nothing but letters.
            Inline::Marked(marked)
                if matches!(
                    marked.mark,
                    Mark::Expansion | Mark::Expanded | Mark::Date(_) | Mark::Identifier(_) | Mark::Choice | Mark::Blank
                ) => {}
            Inline::Marked(marked) => inlines_of(&marked.inlines, see),
            _ => {}
        }
    }
}

/// Reports names that several entries bear, each once.
fn report(found: &[Found], source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut counts: FxHashMap<&str, (Span, usize)> = FxHashMap::default();
    for Found { span, .. } in found.iter().filter(|found| found.bearer == Bearer::Several) {
        counts.entry(source.slice(*span).unwrap_or_default()).or_insert((*span, 0)).1 += 1;
    }
    let mut counts: Vec<(Span, usize)> = counts.into_values().collect();
    counts.sort_unstable();
    for (span, count) in counts.into_iter().take(REPORT_LIMIT) {
        let name = quote(source.slice(span).unwrap_or_default());
        let places = if count == 1 { String::new() } else { format!(" ({count} times in this file)") };
        let message = format!("{name} is a name of more than one entry of the authority, and is not tagged{places}");
        let help = "tag it by hand, or leave the short name out of all entries but the one that is meant here";
        diagnostics.push(Diagnostic::new("AU001", Severity::Info, span, message).help(help));
    }
}

fn numbers(entry: &AuthorityEntry) -> Vec<(Option<String>, String)> {
    entry.identifiers.iter().map(|(kind, number)| (Some(kind.clone()), number.clone())).collect()
}

/// An identifier for a name that nothing else has.
fn unused(name: &str, ids: &mut FxHashSet<String>) -> String {
    let words = key(name);
    let base = transcript::identifier(words.split([' ', '-']).filter(|word| !word.is_empty()));
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let id = std::iter::once(base.clone()).chain(numbered).find(|id| !ids.contains(id)).unwrap_or_default();
    ids.insert(id.clone());
    id
}
