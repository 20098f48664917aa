//! What a caller states, put into the header: it goes before what the transcript says, whose own words stay beside it.

use std::borrow::Cow;

use crate::{
    convert::metadata::{Metadata, Part},
    tei::{
        document::{Creation, EditionNote, Header, Named, Phrase, Publication, Responsibility, Rights, Written},
        parse_when,
    },
    transcript,
};

/// Puts metadata into the header.
pub(super) fn state(metadata: &Metadata, header: &mut Header) {
    if let Some(title) = &metadata.title {
        let old = std::mem::replace(&mut header.title, made(title));
        if old.iter().any(|phrase| !matches!(phrase, Phrase::Text(Written::Made(_)))) {
            header.edition_notes.push(EditionNote { kind: "heading".to_owned(), phrases: old });
        }
    }
    if let Some(subtitle) = &metadata.subtitle {
        let old = std::mem::replace(&mut header.subtitle, made(subtitle));
        if !old.is_empty() {
            header.edition_notes.push(EditionNote { kind: "subtitle".to_owned(), phrases: old });
        }
    }
    responsible(metadata, header);
    header.publication = Publication {
        publisher: metadata.publisher.clone(),
        place: metadata.publication_place.clone(),
        date: metadata.publication_date.as_ref().map(|words| (when(words), words.clone())),
        identifiers: metadata.identifiers.iter().map(|it| (it.kind.clone(), it.value.clone())).collect(),
    };
    header.series.clone_from(&metadata.series);
    header.notes.clone_from(&metadata.notes);
    header.bibliography.clone_from(&metadata.sources);
    header.project.clone_from(&metadata.project);
    licence(metadata, header);
    header.manuscripts.splice(0..0, metadata.archives.iter().cloned());
    if let Some(words) = &metadata.date {
        let old = header.creation.take();
        // A line of the transcript that is its date stays where it went.
        let phrases = old.map(|creation| creation.phrases).filter(|phrases| !phrases.is_empty());
        header.creation = Some(Creation { when: when(words), certainty: None, phrases: phrases.unwrap_or_else(|| made(words)) });
    }
    header.time = metadata.time.clone().or(header.time.take());
    header.locale = metadata.place.clone().or(header.locale.take());
    header.stated_summary.clone_from(&metadata.summary);
    let stated = metadata.keywords.iter().filter(|keyword| !header.keywords.contains(keyword)).cloned().collect::<Vec<_>>();
    header.keywords.extend(stated);
}

fn made(words: &str) -> Vec<Phrase> {
    vec![Phrase::Text(Written::Made(Cow::Owned(words.to_owned())))]
}

/// The date that words tell, as `@when` has it.
fn when(words: &str) -> Option<String> {
    if parse_when(words).is_ok() { Some(words.to_owned()) } else { transcript::when(words) }
}

fn responsible(metadata: &Metadata, header: &mut Header) {
    let mut statements = 0;
    for stated in &metadata.responsible {
        let element = match stated.part {
            Part::Author => "author",
            Part::Editor => "editor",
            Part::Principal => "principal",
            Part::Sponsor => "sponsor",
            Part::Funder => "funder",
            Part::Statement => {
                statements += 1;
                header.responsibilities.push(Responsibility {
                    id: format!("hd.stated.{statements}"),
                    role: stated.role.clone(),
                    name: stated.name.clone(),
                    is_person: true,
                    reference: stated.reference.clone(),
                });
                continue;
            }
        };
        header.named.push(Named { element, name: stated.name.clone(), reference: stated.reference.clone() });
    }
}

fn licence(metadata: &Metadata, header: &mut Header) {
    let words = metadata.licence.as_deref().or(metadata.licence_url.as_deref());
    let Some(words) = words else { return };
    let (target, status) = super::parts::licence(words);
    let (by_address, status_of_address) = metadata.licence_url.as_deref().map_or((None, status), super::parts::licence);
    let status = if status == "unknown" { status_of_address } else { status };
    // Whoever states a licence knows that there is one.
    let status = if status == "unknown" { "restricted" } else { status };
    header.rights.insert(0, Rights { phrases: made(words), target: by_address.or(target), status, is_licence: true });
}
