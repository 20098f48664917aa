//! Where the values of keys go: each to its place in the header as it stands, its facts besides.

use crate::{
    convert::{
        header::edition,
        phrases::{Phrases, text_phrase},
    },
    source::Source,
    tei::document::{EditionNote, Header, Phrase, Rights, Written},
    transcript::{FrontMatter, Part, Transcript},
};

/// Puts every value and every line of furniture into the header.
pub(super) fn place(transcript: &Transcript, source: &Source, header: &mut Header) {
    let front = &transcript.front;
    for part in &front.parts {
        let mut paragraphs: Vec<Vec<Phrase>> =
            part.paragraphs.iter().map(|inlines| Phrases::of_header(transcript).make(inlines)).collect();
        // Keys and marks became the elements that hold the values.
        let marks: Vec<Phrase> =
            [part.heading].iter().chain(&part.marks).map(|mark| Phrase::Text(Written::InPlaceOf(*mark, ""))).collect();
        match (part.part.as_str(), paragraphs.first_mut()) {
            ("edition", Some(_)) if header.edition.is_empty() => {
                header.edition = marks.into_iter().chain(edition::cited(transcript, source, part)).collect();
                header.edition_number = part.citation.as_ref().and_then(|citation| citation.number.clone());
            }
            ("source", Some(_)) => {
                header.sources.push(marks.into_iter().chain(edition::cited(transcript, source, part)).collect());
            }
            // A title above the keys is the title; one with a key is a note then.
            ("title", Some(_)) if front.title.as_ref().is_none_or(|it| it.inlines.is_empty()) && is_first(front, part) => {
                header.title = marks.into_iter().chain(joined(paragraphs)).collect();
            }
            ("summary", Some(first)) => {
                first.splice(0..0, marks);
                header.summary.extend(paragraphs);
            }
            ("funder", Some(_)) => header.funders.push(marks.into_iter().chain(joined(paragraphs)).collect()),
            ("rights", Some(_)) => {
                let (target, status) = licence(source.slice(part.value).unwrap_or_default());
                let phrases = marks.into_iter().chain(joined(paragraphs)).collect();
                let is_licence = target.is_some();
                header.rights.push(Rights { phrases, target, status, is_licence });
            }
            _ => {
                feed(part, source, header);
                let words = source.slice(part.heading).unwrap_or_default();
                let words = if words.contains(char::is_alphanumeric) { words } else { &part.part };
                let phrases = marks.into_iter().chain(joined(paragraphs)).collect();
                header.edition_notes.push(EditionNote { kind: token(words), phrases });
            }
        }
    }
    if !front.furniture.is_empty() {
        let lines = front.furniture.iter().map(|line| vec![text_phrase(*line)]).collect();
        header.edition_notes.push(EditionNote { kind: "page".to_owned(), phrases: joined(lines) });
    }
}

/// Whether it is the first of its name that has a value.
fn is_first(front: &FrontMatter, part: &Part) -> bool {
    front.values(&part.part).next().is_some_and(|first| first.heading == part.heading)
}

/// Adds what a value says where the header has a place of its own for it.
fn feed(part: &Part, source: &Source, header: &mut Header) {
    let words = |span| source.slice(span).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    match part.part.as_str() {
        "keywords" | "subject" => {
            // Keywords stand between semicolons, or else between commas.
            let items: Vec<String> = match part.items.as_slice() {
                [one] => words(*one).split(',').map(|word| word.trim().to_owned()).collect(),
                several => several.iter().map(|item| words(*item)).collect(),
            };
            for item in items.into_iter().filter(|item| !item.is_empty()) {
                if !header.keywords.contains(&item) {
                    header.keywords.push(item);
                }
            }
        }
        "place" if !part.value.is_empty() => {
            header.locale.get_or_insert(words(part.value));
        }
        "identifier" if !part.value.is_empty() && !words(part.value).contains(' ') => {
            header.edition_number.get_or_insert(words(part.value));
        }
        _ => {}
    }
}

/// The paragraphs of a value as one run of phrases; the blank lines between them are layout.
fn joined(paragraphs: Vec<Vec<Phrase>>) -> Vec<Phrase> {
    let mut all: Vec<Phrase> = Vec::new();
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        if index > 0 {
            all.push(Phrase::LineBeginning { is_inside_word: false, number: None });
        }
        all.extend(paragraph);
    }
    all
}

/// The address of the licence that some words name, and whether it makes the text free.
pub(super) fn licence(words: &str) -> (Option<String>, &'static str) {
    let upper = words.to_uppercase();
    let tokens: Vec<&str> = upper.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).filter(|it| !it.is_empty()).collect();
    let address = words.split_whitespace().find(|word| word.starts_with("https://") || word.starts_with("http://"));
    let address = address.map(|word| word.trim_end_matches(['.', ',', ';', ')', '>']).to_owned());
    if tokens.contains(&"CC0") || upper.contains("PUBLICDOMAIN/ZERO") {
        let target = "https://creativecommons.org/publicdomain/zero/1.0/".to_owned();
        return (Some(address.unwrap_or(target)), "free");
    }
    let start = tokens.windows(2).position(|pair| pair == ["CC", "BY"] || pair == ["LICENSES", "BY"]);
    let Some(start) = start else {
        return (address, "unknown");
    };
    let parts: Vec<String> = tokens[start + 1..]
        .iter()
        .take_while(|it| matches!(**it, "BY" | "NC" | "ND" | "SA"))
        .map(|it| it.to_lowercase())
        .collect();
    let version = tokens
        .get(start + 1 + parts.len())
        .map(|it| it.trim_end_matches('.'))
        .filter(|it| matches!(*it, "1.0" | "2.0" | "2.5" | "3.0" | "4.0"));
    let made = version.map(|version| format!("https://creativecommons.org/licenses/{}/{version}/", parts.join("-")));
    let is_free = !parts.iter().any(|it| it == "nc" || it == "nd");
    (address.or(made), if is_free { "free" } else { "restricted" })
}

/// A heading as a value of `@type`: small letters and hyphens.
fn token(heading: &str) -> String {
    let words = heading.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let token = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if token.starts_with(|character: char| character.is_alphabetic()) { token } else { format!("part-{token}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_known_by_their_names_and_addresses() {
        let by = Some("https://creativecommons.org/licenses/by/4.0/".to_owned());
        assert_eq!(licence("CC BY 4.0"), (by.clone(), "free"));
        assert_eq!(licence("Free under https://creativecommons.org/licenses/by/4.0/."), (by, "free"));
        let narrow = Some("https://creativecommons.org/licenses/by-nc-nd/3.0/".to_owned());
        assert_eq!(licence("CC-BY-NC-ND 3.0"), (narrow, "restricted"));
        assert_eq!(licence("CC BY").0, None);
        assert_eq!(licence("CC0").1, "free");
        assert_eq!(licence("Some documents may be subject to copyright."), (None, "unknown"));
    }
}
