//! The edition and the archive's objects, as citations and statements of the source tell them.

use crate::{
    convert::phrases::text_phrase,
    source::Source,
    span::Span,
    tei::document::{ENCODER, Inline, InlineKind, Language, Manuscript, Phrase, Written},
    transcript::{self, CitationPart, Part, Transcript},
};

/// A citation with its parts marked; its text stays as it is.
pub(super) fn cited(transcript: &Transcript, source: &Source, part: &Part) -> Vec<Phrase> {
    let parts: &[(Span, CitationPart)] = part.citation.as_ref().map_or(&[], |citation| &citation.parts);
    let people = &transcript.front.contributors;
    // One kind for each part, by its index: a part without text, such as a line end, takes no other part's kind.
    let kinds: Vec<InlineKind> = parts
        .iter()
        .map(|(span, part)| match part {
            CitationPart::Title => InlineKind::Title,
            CitationPart::Date(date) => InlineKind::Date(date.when.clone()),
            CitationPart::Publisher => InlineKind::Publisher,
            CitationPart::Shelfmark => InlineKind::Identifier("shelfmark"),
            CitationPart::Responsible { role, .. } => {
                let person = people.iter().position(|person| person.places.contains(span));
                let target = person.map_or(ENCODER.to_owned(), |index| format!("#hd.resp.{}", index + 1));
                InlineKind::Editor { role: role.clone(), target }
            }
            CitationPart::Link => InlineKind::Link(source.slice(*span).unwrap_or_default().to_owned()),
        })
        .collect();
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut inside = None;
    for (span, phrase) in fragments(part, parts) {
        let holder = parts.iter().position(|(part, _)| part.contains(span) && !span.is_empty());
        match holder {
            None => phrases.push(phrase),
            Some(index) if inside == Some(index) => {
                if let Some(Phrase::Inline(inline)) = phrases.last_mut() {
                    inline.phrases.push(phrase);
                }
            }
            Some(index) => {
                let kind = kinds[index].clone();
                phrases.push(Phrase::Inline(Box::new(Inline { kind, marks: Vec::new(), phrases: vec![phrase] })));
            }
        }
        inside = holder;
    }
    phrases
}

/// The text and the line ends of a value, cut where the parts of the citation begin and end.
fn fragments(part: &Part, parts: &[(Span, CitationPart)]) -> Vec<(Span, Phrase)> {
    let mut fragments = Vec::new();
    let mut paragraph = 0;
    for (index, inline) in
        part.paragraphs.iter().enumerate().flat_map(|(index, inlines)| inlines.iter().map(move |it| (index, it)))
    {
        if std::mem::replace(&mut paragraph, index) != index {
            fragments.push((Span::at(0), Phrase::LineBeginning { is_inside_word: false, number: None }));
        }
        match inline {
            transcript::Inline::Text(span) => {
                let ends =
                    parts.iter().flat_map(|(part, _)| [part.start, part.end]).filter(|at| span.start < *at && *at < span.end);
                let mut at = span.start;
                for end in ends.chain([span.end]) {
                    fragments.push((Span::new(at, end), text_phrase(Span::new(at, end))));
                    at = end;
                }
            }
            transcript::Inline::Space { span, with } => fragments.push((*span, Phrase::Text(Written::InPlaceOf(*span, with)))),
            _ => {}
        }
    }
    fragments
}

/// The objects in archives that citations and statements of the source name, each once.
pub(super) fn manuscripts(transcript: &Transcript) -> Vec<Manuscript> {
    let language = transcript
        .language
        .original
        .as_ref()
        .map(|tag| Language { tag: tag.clone(), role: transcript::language_name(tag).unwrap_or_else(|| tag.clone()) });
    let date = transcript.date.as_ref().map(|(date, _)| date.when.clone());
    let mut shelfmarks: Vec<_> = Vec::new();
    for shelfmark in transcript.front.citations().flat_map(|citation| &citation.shelfmarks) {
        if !shelfmarks.contains(&shelfmark) {
            shelfmarks.push(shelfmark);
        }
    }
    shelfmarks
        .into_iter()
        .map(|shelfmark| Manuscript {
            repository: Some(one_line(&shelfmark.repository)),
            collection: shelfmark.collection.as_deref().map(one_line),
            shelfmark: shelfmark.shelfmark.as_deref().map(one_line),
            language: language.clone(),
            date: date.clone(),
            ..Manuscript::default()
        })
        .collect()
}

/// The words without line ends, some of which XML cannot carry.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
