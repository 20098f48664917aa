//! From what a transcript is made of to the TEI for it.

use crate::{
    convert::{
        Options, header,
        phrases::{Phrases, text_phrase},
    },
    source::Source,
    tei::document::{
        Block, CastList, Division, Document, Heading, INSERTIONS, Inline, InlineKind, List, Note, PageBeginning, Paragraph,
        Phrase, Speech, VerseLine,
    },
    transcript::{self, CastPart, CloserPart, HeadingRole, ParagraphRole, Transcript},
};

/// Makes the document for a transcript.
pub(super) fn to_document(transcript: &Transcript, source: &Source, options: &Options) -> Document {
    let mut maker = Maker { phrases: Phrases::of_text(transcript), speeches: 0 };
    let blocks: Vec<Block> = transcript.blocks.iter().map(|block| maker.block(block)).collect();
    let kind = match () {
        () if transcript.is_play => "play",
        () if maker.speeches > 0 => "record",
        () => "text",
    };
    let language = Some(transcript.language.tag.clone()).filter(|tag| tag != "und");
    Document { language, header: header::header(transcript, source, options), divisions: vec![Division { kind, blocks }] }
}

struct Maker<'t> {
    phrases: Phrases<'t>,
    speeches: usize,
}

impl Maker<'_> {
    fn block(&mut self, block: &transcript::Block) -> Block {
        match block {
            transcript::Block::Heading { role, inlines } => {
                let kind = match role {
                    HeadingRole::Issuer => "issuer",
                    HeadingRole::Main => "main",
                    HeadingRole::Sub => "sub",
                };
                Block::Heading(Heading { kind, phrases: self.phrases.make(inlines) })
            }
            transcript::Block::Paragraph { role, inlines } => {
                let category = match role {
                    ParagraphRole::Attendance => Some("#hd.attendance"),
                    ParagraphRole::Narration => Some("#hd.narration"),
                    ParagraphRole::Plain => None,
                };
                Block::Paragraph(Paragraph { category, phrases: self.phrases.make(inlines) })
            }
            transcript::Block::Turn { label, person, certainty, blocks } => {
                self.speeches += 1;
                let id = format!("sp{}", self.speeches);
                let who = format!("#{}", self.phrases.transcript.persons[*person].id);
                let blocks = blocks.iter().map(|block| self.block(block)).collect();
                Block::Speech(Speech { id, who, certainty: *certainty, label: vec![text_phrase(*label)], blocks })
            }
            transcript::Block::Direction(inlines) => Block::StageDirection(self.phrases.make(inlines)),
            transcript::Block::Participants { heading, items } => Block::List(List {
                kind: "participants",
                heading: Some(self.phrases.make(heading)),
                items: items.iter().map(|item| self.phrases.make(item)).collect(),
            }),
            transcript::Block::Page { mark, number } => {
                Block::PageBeginning(PageBeginning { n: number.clone(), certainty: None, mark: *mark })
            }
            transcript::Block::Closer(parts) => Block::Closer(self.closer(parts)),
            transcript::Block::Division { kind, blocks } => {
                Block::Division(Division { kind, blocks: blocks.iter().map(|block| self.block(block)).collect() })
            }
            transcript::Block::Verse(lines) => {
                let line =
                    |line: &transcript::VerseLine| VerseLine { part: line.part, phrases: self.phrases.make(&line.inlines) };
                Block::Verse(lines.iter().map(line).collect())
            }
            transcript::Block::Cast { heading, items } => {
                let heading = self.phrases.make(heading);
                Block::CastList(CastList { heading, items: items.iter().map(|item| self.cast_item(item)).collect() })
            }
        }
    }

    fn cast_item(&mut self, parts: &[CastPart]) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        for part in parts {
            let inner = self.phrases.make(part.inlines());
            let kind = match part {
                CastPart::Role(_, person) => {
                    InlineKind::Role(person.map(|person| format!("#{}", self.phrases.transcript.persons[person].id)))
                }
                CastPart::Description(_) => InlineKind::RoleDescription,
                CastPart::Other(_) => {
                    phrases.extend(inner);
                    continue;
                }
            };
            phrases.push(Phrase::Inline(Box::new(Inline { kind, marks: Vec::new(), phrases: inner })));
        }
        phrases
    }

    /// All lines but a seal are one signature; the line ends between them count.
    fn closer(&mut self, parts: &[CloserPart]) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        let mut signed: Vec<Phrase> = Vec::new();
        for part in parts {
            let inner = self.phrases.make(part.inlines());
            let kind = match part {
                CloserPart::Seal(_) => InlineKind::Stamp { is_seal: true },
                CloserPart::Signature(_) => InlineKind::Note(Note {
                    kind: "signature",
                    place: "inline",
                    resp: Some(INSERTIONS.to_owned()),
                    ..Note::default()
                }),
                CloserPart::Role(_) => InlineKind::RoleName,
                CloserPart::Name(_, person) => {
                    InlineKind::PersonalName(person.map(|person| format!("#{}", self.phrases.transcript.persons[person].id)))
                }
                CloserPart::Line(_) => InlineKind::Name,
            };
            let is_line = matches!(part, CloserPart::Line(_));
            let element = Phrase::Inline(Box::new(Inline { kind, marks: Vec::new(), phrases: inner.clone() }));
            if matches!(part, CloserPart::Seal(_)) {
                phrases.extend(signature(&mut signed));
                phrases.push(element);
                continue;
            }
            if !signed.is_empty() {
                signed.push(Phrase::LineBeginning { is_inside_word: false });
            }
            if is_line { signed.extend(inner) } else { signed.push(element) }
        }
        phrases.extend(signature(&mut signed));
        phrases
    }
}

fn signature(phrases: &mut Vec<Phrase>) -> Option<Phrase> {
    let phrases = std::mem::take(phrases);
    (!phrases.is_empty()).then(|| Phrase::Inline(Box::new(Inline { kind: InlineKind::Signed, marks: Vec::new(), phrases })))
}
