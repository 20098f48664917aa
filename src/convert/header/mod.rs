//! The header of a transcript's TEI: what the front matter and the record tell, and no more.

mod declared;
mod edition;
mod given;
mod parts;

use std::borrow::Cow;

use crate::{
    convert::{
        Options,
        authority::Linked,
        metadata::{Given, Participant},
        phrases::{Phrases, text_phrase},
    },
    source::Source,
    span::Span,
    tei::{
        document::{Creation, Header, INSERTIONS, Language, Person, PersonList, Phrase, Responsibility, Written},
        untitled,
    },
    transcript::{self, Block, HeadingRole, Standing, Transcript},
};

use declared::Seen;

/// Makes the header.
pub(super) fn header(transcript: &Transcript, source: &Source, options: &Options, given: &Given<'_>, linked: &Linked) -> Header {
    let file_name = file_name(source);
    let seen = Seen::in_transcript(transcript);
    let mut header = Header {
        title: title(transcript, source, &file_name),
        subtitle: Phrases::of_header(transcript).make(&transcript.front.subtitle),
        authors: transcript.front.authors.iter().map(|author| Phrases::of_header(transcript).make(author)).collect(),
        creation: creation(transcript),
        languages: languages(transcript, &seen),
        keywords: keywords(transcript, source),
        participants: participants(transcript, given, linked),
        places: linked.places.clone(),
        organizations: linked.organizations.clone(),
        locale: transcript.place.map(|place| line(source, place)),
        time: transcript.time.map(|time| line(source, time)),
        declarations: declared::declarations(transcript, source, &seen),
        responsibilities: responsibilities(transcript, &seen),
        manuscripts: edition::manuscripts(transcript),
        revised: options.date.clone(),
        file_name,
        ..Header::default()
    };
    header.declarations.tags_names = !linked.names.is_empty();
    parts::place(transcript, source, &mut header);
    if let Some(metadata) = &options.metadata {
        given::state(metadata, &mut header);
    }
    header
}

/// The title: the front matter's, else the words of the record's main heading, else the name of the file.
fn title(transcript: &Transcript, source: &Source, file_name: &str) -> Vec<Phrase> {
    if let Some(title) = transcript.front.title.as_ref().filter(|title| !title.inlines.is_empty()) {
        return Phrases::of_header(transcript).make(&title.inlines);
    }
    let mut main = transcript.blocks.iter().filter_map(|block| match block {
        Block::Heading { role: HeadingRole::Main, inlines, .. } => Some(plain(inlines, source)),
        _ => None,
    });
    // The title page of a play has a line for each part of its title.
    let main = if transcript.is_play { Some(main.collect::<Vec<_>>().join(". ")) } else { main.next() };
    match main.filter(|title| !title.is_empty()) {
        Some(title) => vec![Phrase::Text(Written::Made(Cow::Owned(title)))],
        None => untitled(file_name),
    }
}

/// The characters of some inlines on one line.
fn plain(inlines: &[transcript::Inline], source: &Source) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            transcript::Inline::Text(span) => text.push_str(source.slice(*span).unwrap_or_default()),
            transcript::Inline::Space { .. } | transcript::Inline::LineEnd => text.push(' '),
            transcript::Inline::Marked(marked) => text.push_str(&plain(&marked.inlines, source)),
            transcript::Inline::Decoded { text: meant, .. } => text.push_str(meant),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What kind of text it is, and what it is about.
fn keywords(transcript: &Transcript, source: &Source) -> Vec<String> {
    let genre = transcript.genre.iter().map(|genre| capitalized(genre));
    genre.chain(transcript.subjects.iter().map(|subject| line(source, *subject))).collect()
}

/// A part of the source on one line.
fn line(source: &Source, span: Span) -> String {
    source.slice(span).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn creation(transcript: &Transcript) -> Option<Creation> {
    let (date, certainty) = transcript.date.as_ref()?;
    // The words for it, where it stands on a line of its own: here, or where the value of its key goes.
    let line = transcript.front.date.as_ref().map(|(line, _)| *line);
    let phrases = line.map(|line| vec![text_phrase(line)]).unwrap_or_default();
    Some(Creation { when: Some(date.when.clone()), certainty: Some(*certainty), phrases })
}

fn languages(transcript: &Transcript, seen: &Seen) -> Vec<Language> {
    let language = &transcript.language;
    let named = |tag: &str, role: &str| {
        let name = transcript::language_name(tag).unwrap_or_else(|| tag.to_owned());
        Language { tag: tag.to_owned(), role: format!("{name} ({role})") }
    };
    let mut languages = match language.tag.as_str() {
        "und" => vec![Language { tag: "und".to_owned(), role: "not determined".to_owned() }],
        tag => vec![named(tag, "this text")],
    };
    languages.extend(language.original.iter().filter(|tag| **tag != language.tag).map(|tag| named(tag, "the original")));
    let known: Vec<&str> = languages.iter().map(|language| language.tag.as_str()).collect();
    let foreign: Vec<&String> = seen.foreign.iter().filter(|tag| !known.contains(&tag.as_str())).collect();
    let foreign: Vec<Language> = foreign.into_iter().map(|tag| named(tag, "words of it")).collect();
    languages.extend(foreign);
    languages
}

/// Who is responsible, as the front matter says; and for insertions in brackets, that nobody says.
fn responsibilities(transcript: &Transcript, seen: &Seen) -> Vec<Responsibility> {
    let contributors = transcript.front.contributors.iter().enumerate();
    let stated = contributors.map(|(index, person)| Responsibility {
        id: format!("hd.resp.{}", index + 1),
        role: person.resp.clone(),
        name: person.name.clone(),
        is_person: true,
        reference: None,
    });
    let insertions = (!transcript.notes.is_empty() || seen.has_insertions).then(|| Responsibility {
        id: INSERTIONS.trim_start_matches('#').to_owned(),
        role: "insertions in square brackets, and notes without a name".to_owned(),
        name: "not stated by the source".to_owned(),
        is_person: false,
        reference: None,
    });
    stated.chain(insertions).collect()
}

fn participants(transcript: &Transcript, given: &Given<'_>, linked: &Linked) -> Vec<PersonList> {
    let kinds = [(Standing::Speaker, "speakers"), (Standing::Present, "present"), (Standing::Mentioned, "mentioned")];
    let lists = kinds.into_iter().map(|(standing, kind)| {
        let persons =
            transcript.persons.iter().enumerate().filter(|(_, person)| person.standing == standing && person.members.is_empty());
        PersonList {
            kind,
            persons: persons.map(|(index, one)| person(one, given.get(&index).copied(), linked.numbers.get(&index))).collect(),
        }
    });
    lists.filter(|list| !list.persons.is_empty()).collect()
}

fn person(person: &transcript::Person, given: Option<&Participant>, numbers: Option<&Vec<(Option<String>, String)>>) -> Person {
    let stated_numbers = given.iter().flat_map(|given| &given.identifiers).map(|it| (it.kind.clone(), it.value.clone()));
    let mut identifiers: Vec<_> = stated_numbers.collect();
    for number in numbers.into_iter().flatten() {
        if !identifiers.contains(number) {
            identifiers.push(number.clone());
        }
    }
    let found = person.offices.iter().map(|(office, is_gloss)| (office.clone(), is_gloss.then_some(INSERTIONS)));
    let stated = given.and_then(|given| given.occupation.clone()).map(|office| (office, None));
    Person {
        id: person.id.clone(),
        is_group: person.is_group || given.is_some_and(|given| given.is_group),
        is_unknown: person.is_unknown,
        names: person.names.clone(),
        occupations: stated.into_iter().chain(found).collect(),
        role: given.and_then(|given| given.role.clone()),
        affiliations: given.and_then(|given| given.affiliation.clone()).into_iter().chain(person.affiliations.clone()).collect(),
        identifiers,
    }
}

/// The name of the source without folders and without its ending.
fn file_name(source: &Source) -> String {
    let name = source.name().rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let carried: String = (if stem.is_empty() { name } else { stem }).chars().filter(|c| crate::xml::is_xml_char(*c)).collect();
    if carried.trim().is_empty() { "transcript".to_owned() } else { carried }
}

fn capitalized(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
