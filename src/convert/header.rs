//! The header of a transcript's TEI: what the front matter and the record tell, and no more.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{
    convert::{
        Options,
        phrases::{Phrases, text_phrase},
    },
    source::Source,
    span::Span,
    tei::{
        document::{
            Creation, Declarations, ENCODER, EditionNote, Header, INSERTIONS, Inline, InlineKind, Language, Manuscript, Person,
            PersonList, Phrase, Responsibility, Written,
        },
        untitled,
    },
    transcript::{self, Block, CitationPart, HeadingRole, Standing, Transcript},
};

/// Makes the header.
pub(super) fn header(transcript: &Transcript, source: &Source, options: &Options) -> Header {
    let front = &transcript.front;
    let file_name = file_name(source);
    let seen = Seen::in_transcript(transcript);
    let mut header = Header {
        title: title(transcript, source, &file_name),
        subtitle: Phrases::of_header(transcript).make(&front.subtitle),
        authors: front.authors.iter().map(|author| Phrases::of_header(transcript).make(author)).collect(),
        creation: creation(transcript),
        languages: languages(transcript, &seen),
        keywords: transcript.genre.iter().map(|genre| capitalized(genre)).collect(),
        participants: participants(transcript),
        locale: transcript.place.and_then(|place| source.slice(place)).map(str::to_owned),
        declarations: declarations(transcript, source, &seen),
        revised: options.date.clone(),
        file_name,
        ..Header::default()
    };
    responsibilities(transcript, source, &seen, &mut header);
    for part in &front.parts {
        let mut paragraphs: Vec<Vec<Phrase>> =
            part.paragraphs.iter().map(|inlines| Phrases::of_header(transcript).make(inlines)).collect();
        let heading = Phrase::Text(Written::InPlaceOf(part.heading, ""));
        match (part.part.as_str(), paragraphs.first_mut()) {
            ("edition", Some(_)) if header.edition.is_empty() => {
                header.edition.push(heading);
                header.edition.extend(edition(transcript, source, part, &header.responsibilities));
                header.edition_number = front.citation.as_ref().and_then(|citation| citation.number.clone());
            }
            ("summary", Some(first)) => {
                first.insert(0, heading);
                header.summary.extend(paragraphs);
            }
            ("funder", Some(first)) => {
                first.insert(0, heading);
                header.funders.push(joined(part, paragraphs));
            }
            _ => {
                let mut all = vec![heading];
                all.extend(joined(part, paragraphs));
                let words = source.slice(part.heading).unwrap_or_default();
                header.edition_notes.push(EditionNote { kind: token(words), phrases: all });
            }
        }
    }
    header.manuscripts = manuscripts(transcript);
    header
}

/// The paragraphs of a value as one run of phrases; the blank lines between them are layout.
fn joined(part: &transcript::Part, paragraphs: Vec<Vec<Phrase>>) -> Vec<Phrase> {
    debug_assert_eq!(part.paragraphs.len(), paragraphs.len());
    let mut all: Vec<Phrase> = Vec::new();
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        if index > 0 {
            all.push(Phrase::LineBeginning { is_inside_word: false });
        }
        all.extend(paragraph);
    }
    all
}

/// The title: the front matter's, else the words of the record's main heading, else the name of the file.
fn title(transcript: &Transcript, source: &Source, file_name: &str) -> Vec<Phrase> {
    if let Some(title) = transcript.front.title.as_ref().filter(|title| !title.inlines.is_empty()) {
        return Phrases::of_header(transcript).make(&title.inlines);
    }
    let mut main = transcript.blocks.iter().filter_map(|block| match block {
        Block::Heading { role: HeadingRole::Main, inlines } => Some(plain(inlines, source)),
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

fn creation(transcript: &Transcript) -> Option<Creation> {
    let (date, certainty) = transcript.date.as_ref()?;
    let line = transcript.front.date.as_ref().map(|(line, _)| *line);
    let phrases = line.map(|line| vec![text_phrase(line)]).unwrap_or_default();
    Some(Creation { when: date.when.clone(), certainty: *certainty, phrases })
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

/// Who is responsible, as the citation says; and for insertions in brackets, that nobody says.
fn responsibilities(transcript: &Transcript, source: &Source, seen: &Seen, header: &mut Header) {
    let parts = transcript.front.citation.iter().flat_map(|citation| &citation.parts);
    for (span, part) in parts {
        if let CitationPart::Responsible { resp, .. } = part {
            let number = header.responsibilities.len() + 1;
            let name = source.slice(*span).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            header.responsibilities.push(Responsibility {
                id: format!("hd.resp.{number}"),
                role: resp.clone(),
                name,
                is_person: true,
            });
        }
    }
    if !transcript.notes.is_empty() || seen.has_insertions {
        header.responsibilities.push(Responsibility {
            id: INSERTIONS.trim_start_matches('#').to_owned(),
            role: "insertions in square brackets, and notes without a name".to_owned(),
            name: "not stated by the source".to_owned(),
            is_person: false,
        });
    }
}

/// The citation with its parts marked; its text stays as it is.
fn edition(transcript: &Transcript, source: &Source, part: &transcript::Part, people: &[Responsibility]) -> Vec<Phrase> {
    let parts: &[(Span, CitationPart)] = transcript.front.citation.as_ref().map_or(&[], |citation| &citation.parts);
    let mut person = people.iter();
    // One kind for each part, by its index: a part without text, such as a line end, takes no other part's kind.
    let kinds: Vec<InlineKind> = parts
        .iter()
        .map(|(span, part)| match part {
            CitationPart::Title => InlineKind::Title,
            CitationPart::Date(date) => InlineKind::Date(date.when.clone()),
            CitationPart::Publisher => InlineKind::Publisher,
            CitationPart::Shelfmark => InlineKind::Identifier("shelfmark"),
            CitationPart::Responsible { role, .. } => {
                let target = person.next().map_or(ENCODER.to_owned(), |person| format!("#{}", person.id));
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
fn fragments(part: &transcript::Part, parts: &[(Span, CitationPart)]) -> Vec<(Span, Phrase)> {
    let mut fragments = Vec::new();
    for inline in part.paragraphs.iter().flatten() {
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

fn manuscripts(transcript: &Transcript) -> Vec<Manuscript> {
    let language = transcript
        .language
        .original
        .as_ref()
        .map(|tag| Language { tag: tag.clone(), role: transcript::language_name(tag).unwrap_or_else(|| tag.clone()) });
    let date = transcript.date.as_ref().map(|(date, _)| date.when.clone());
    let shelfmarks = transcript.front.citation.iter().flat_map(|citation| &citation.shelfmarks);
    shelfmarks
        .map(|shelfmark| Manuscript {
            repository: shelfmark.repository.clone(),
            collection: shelfmark.collection.clone(),
            shelfmark: shelfmark.shelfmark.clone(),
            language: language.clone(),
            date: date.clone(),
        })
        .collect()
}

fn participants(transcript: &Transcript) -> Vec<PersonList> {
    let kinds = [(Standing::Speaker, "speakers"), (Standing::Present, "present"), (Standing::Mentioned, "mentioned")];
    let lists = kinds.into_iter().map(|(standing, kind)| PersonList {
        kind,
        persons: transcript.persons.iter().filter(|person| person.standing == standing).map(person).collect(),
    });
    lists.filter(|list| !list.persons.is_empty()).collect()
}

fn person(person: &transcript::Person) -> Person {
    let occupations = person.offices.iter().map(|(office, is_gloss)| (office.clone(), is_gloss.then_some(INSERTIONS)));
    Person { id: person.id.clone(), is_group: person.is_group, names: person.names.clone(), occupations: occupations.collect() }
}

fn declarations(transcript: &Transcript, source: &Source, seen: &Seen) -> Declarations {
    let keys =
        transcript.front.parts.iter().map(|part| source.slice(part.heading).unwrap_or_default().trim_end_matches(':').to_owned());
    let mut categories = Vec::new();
    if seen.has_attendance {
        categories.push(("attendance", "statement of who was there"));
    }
    if seen.has_narration {
        categories.push(("narration", "what happened, told by whoever kept the record"));
    }
    Declarations {
        keys: keys.collect(),
        joins_lines: transcript.joins_lines,
        page_joins: transcript.decisions.iter().filter(|decision| decision.kind == "page-join").count(),
        has_speeches: seen.has_speeches,
        has_insertions: seen.has_insertions,
        has_quotations: seen.has_quotations,
        has_line_end_hyphens: seen.has_broken_words,
        categories,
    }
}

/// What occurs in a transcript and is to be declared.
#[derive(Default)]
struct Seen {
    has_speeches: bool,
    has_attendance: bool,
    has_narration: bool,
    has_insertions: bool,
    has_quotations: bool,
    has_broken_words: bool,
    /// The languages of words in a gloss.
    foreign: BTreeSet<String>,
}

impl Seen {
    fn in_transcript(transcript: &Transcript) -> Seen {
        let mut seen = Seen::default();
        transcript.blocks.iter().for_each(|block| seen.block(block));
        transcript.notes.iter().for_each(|note| seen.inlines(&note.inlines));
        transcript.front.title.iter().for_each(|title| seen.inlines(&title.inlines));
        transcript.front.authors.iter().chain([&transcript.front.subtitle]).for_each(|inlines| seen.inlines(inlines));
        transcript.front.parts.iter().flat_map(|part| &part.paragraphs).for_each(|paragraph| seen.inlines(paragraph));
        seen
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { role, inlines } => {
                self.has_attendance |= *role == transcript::ParagraphRole::Attendance;
                self.has_narration |= *role == transcript::ParagraphRole::Narration;
                self.inlines(inlines);
            }
            Block::Heading { inlines, .. } | Block::Direction(inlines) | Block::Comment(inlines) => self.inlines(inlines),
            Block::Marked(turn) => {
                self.has_speeches = true;
                turn.blocks.iter().for_each(|block| self.block(block));
            }
            Block::Turn { blocks, .. } => {
                self.has_speeches = true;
                blocks.iter().for_each(|block| self.block(block));
            }
            Block::Participants { heading, items } => {
                self.inlines(heading);
                items.iter().for_each(|item| self.inlines(item));
            }
            Block::Closer(parts) => parts.iter().for_each(|part| {
                self.has_insertions |= matches!(part, transcript::CloserPart::Signature(_));
                self.inlines(part.inlines());
            }),
            Block::Division { blocks, .. } => blocks.iter().for_each(|block| self.block(block)),
            Block::Verse(lines) => lines.iter().for_each(|line| self.inlines(&line.inlines)),
            Block::Cast { heading, items } => {
                self.inlines(heading);
                items.iter().flatten().for_each(|part| self.inlines(part.inlines()));
            }
            Block::Page { .. } | Block::RunningHead(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &[transcript::Inline]) {
        use transcript::{Inline, Mark};
        for inline in inlines {
            match inline {
                Inline::Gap { .. } => self.has_insertions = true,
                Inline::BrokenWord => self.has_broken_words = true,
                Inline::Marked(marked) => {
                    let transcript::Marked { mark, inlines, .. } = &**marked;
                    self.has_insertions |= matches!(
                        mark,
                        Mark::Gloss(_)
                            | Mark::Lacuna(_)
                            | Mark::Supplied
                            | Mark::Unclear
                            | Mark::Correction { .. }
                            | Mark::Expanded
                            | Mark::Note(_)
                    );
                    if let Mark::Foreign(tag) = mark {
                        self.foreign.insert(tag.to_string());
                    }
                    self.has_quotations |= matches!(mark, Mark::Quoted | Mark::Said | Mark::SoCalled);
                    self.inlines(inlines);
                }
                _ => {}
            }
        }
    }
}

/// The name of the source without folders and without its ending.
fn file_name(source: &Source) -> String {
    let name = source.name().rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let carried: String = (if stem.is_empty() { name } else { stem }).chars().filter(|c| crate::xml::is_xml_char(*c)).collect();
    if carried.trim().is_empty() { "transcript".to_owned() } else { carried }
}

/// A heading as a value of `@type`: small letters and hyphens.
fn token(heading: &str) -> String {
    let words = heading.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let token = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if token.starts_with(|character: char| character.is_alphabetic()) { token } else { format!("part-{token}") }
}

fn capitalized(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
