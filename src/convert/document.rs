//! From what a transcript is made of to the TEI for it.

use crate::{
    convert::{Options, header},
    source::Source,
    span::Span,
    tei::{
        INSERTIONS,
        document::{
            Block, Division, Document, Heading, Inline, InlineKind, List, Note, PageBeginning, Paragraph, Phrase, Speech, Written,
        },
    },
    transcript::{self, CloserPart, Gloss, HeadingRole, Mark, ParagraphRole, Transcript},
};

/// Makes the document for a transcript.
pub(super) fn to_document(transcript: &Transcript, source: &Source, options: &Options) -> Document {
    let mut maker = Maker { transcript, calls: vec![0; transcript.notes.len()], speeches: 0 };
    let blocks: Vec<Block> = transcript.blocks.iter().map(|block| maker.block(block)).collect();
    let kind = if maker.speeches > 0 { "record" } else { "text" };
    let language = Some(transcript.language.tag.clone()).filter(|tag| tag != "und");
    Document { language, header: header::header(transcript, source, options), divisions: vec![Division { kind, blocks }] }
}

/// The phrases of the header, where nothing calls a note.
pub(super) fn phrases(inlines: &[transcript::Inline], transcript: &Transcript) -> Vec<Phrase> {
    Maker { transcript, calls: vec![1; transcript.notes.len()], speeches: 0 }.phrases(inlines)
}

/// Text of the source as it stands.
pub(super) fn text_phrase(span: Span) -> Phrase {
    Phrase::Text(Written::Source(span))
}

struct Maker<'t> {
    transcript: &'t Transcript,
    /// How often each note was called so far; it stands at its first call.
    calls: Vec<usize>,
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
                Block::Heading(Heading { kind, phrases: self.phrases(inlines) })
            }
            transcript::Block::Paragraph { role, inlines } => {
                let category = match role {
                    ParagraphRole::Attendance => Some("#hd.attendance"),
                    ParagraphRole::Narration => Some("#hd.narration"),
                    ParagraphRole::Plain => None,
                };
                Block::Paragraph(Paragraph { category, phrases: self.phrases(inlines) })
            }
            transcript::Block::Turn { label, person, certainty, blocks } => {
                self.speeches += 1;
                let id = format!("sp{}", self.speeches);
                let who = format!("#{}", self.transcript.persons[*person].id);
                let blocks = blocks.iter().map(|block| self.block(block)).collect();
                Block::Speech(Speech { id, who, certainty: *certainty, label: vec![text_phrase(*label)], blocks })
            }
            transcript::Block::Direction(inlines) => Block::StageDirection(self.phrases(inlines)),
            transcript::Block::Participants { heading, items } => Block::List(List {
                kind: "participants",
                heading: Some(self.phrases(heading)),
                items: items.iter().map(|item| self.phrases(item)).collect(),
            }),
            transcript::Block::Page { mark, number } => {
                Block::PageBeginning(PageBeginning { n: number.clone(), certainty: None, mark: *mark })
            }
            transcript::Block::Closer(parts) => Block::Closer(self.closer(parts)),
        }
    }

    fn phrases(&mut self, inlines: &[transcript::Inline]) -> Vec<Phrase> {
        let mut phrases = Vec::with_capacity(inlines.len());
        for inline in inlines {
            self.phrase(inline, &mut phrases);
        }
        phrases
    }

    fn phrase(&mut self, inline: &transcript::Inline, out: &mut Vec<Phrase>) {
        match inline {
            transcript::Inline::Text(span) => out.push(text_phrase(*span)),
            transcript::Inline::Space { span, with } => out.push(Phrase::Text(Written::InPlaceOf(*span, with))),
            transcript::Inline::LineEnd => out.push(Phrase::LineBeginning { is_inside_word: false }),
            transcript::Inline::BrokenWord => out.push(Phrase::LineBeginning { is_inside_word: true }),
            transcript::Inline::Gap { span, reason } => {
                out.push(Phrase::Gap { reason: reason.clone(), resp: Some(INSERTIONS), mark: *span });
            }
            transcript::Inline::Call { span, note } => self.call(*span, *note, out),
            transcript::Inline::PageTurn(certainty) => {
                out.push(Phrase::PageBeginning(PageBeginning { n: None, certainty: Some(*certainty), mark: None }));
            }
            transcript::Inline::Page { span, number } => {
                out.push(Phrase::PageBeginning(PageBeginning { n: number.clone(), certainty: None, mark: Some(*span) }));
            }
            transcript::Inline::Marked { mark, tags, inlines } => {
                let phrases = self.phrases(inlines);
                out.push(Phrase::Inline(Box::new(Inline { kind: inline_kind(mark), marks: tags.clone(), phrases })));
            }
        }
    }

    /// The call of a note: the note itself follows the first call, and points back to it.
    fn call(&mut self, span: Span, index: usize, out: &mut Vec<Phrase>) {
        self.calls[index] += 1;
        let number = index + 1;
        let count = self.calls[index];
        let suffix = if count > 1 { format!(".{count}") } else { String::new() };
        let (id, target) = (format!("fn{number}.call{suffix}"), format!("#fn{number}"));
        out.push(Phrase::NoteCall { id, target, mark: span });
        if count > 1 {
            return;
        }
        let footnote = &self.transcript.notes[index];
        let responsible = (footnote.kind == "translator").then(|| header::translator(self.transcript)).flatten();
        let note = Note {
            id: Some(format!("fn{number}")),
            n: Some(footnote.number.clone()),
            kind: footnote.kind,
            place: "end",
            target: Some(format!("#fn{number}.call")),
            resp: Some(responsible.unwrap_or_else(|| INSERTIONS.to_owned())),
            subtype: None,
        };
        let phrases = self.phrases(&footnote.inlines);
        out.push(Phrase::Inline(Box::new(Inline { kind: InlineKind::Note(note), marks: vec![footnote.mark], phrases })));
    }

    /// All lines but a seal are one signature; the line ends between them count.
    fn closer(&mut self, parts: &[CloserPart]) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        let mut signed: Vec<Phrase> = Vec::new();
        for part in parts {
            let inner = self.phrases(part.inlines());
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
                    InlineKind::PersonalName(person.map(|person| format!("#{}", self.transcript.persons[person].id)))
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

fn inline_kind(mark: &Mark) -> InlineKind {
    let gloss = |subtype| {
        InlineKind::Note(Note { kind: "gloss", subtype, place: "inline", resp: Some(INSERTIONS.to_owned()), ..Note::default() })
    };
    match mark {
        Mark::Gloss(Gloss::Role) => gloss(Some("role")),
        Mark::Gloss(Gloss::Romanization) => gloss(Some("romanization")),
        Mark::Gloss(Gloss::Other) => gloss(None),
        Mark::Gloss(Gloss::Sic) => {
            InlineKind::Note(Note { kind: "editorial", place: "inline", resp: Some(INSERTIONS.to_owned()), ..Note::default() })
        }
        Mark::Unclear => InlineKind::Unclear,
        Mark::Supplied => InlineKind::Supplied,
        Mark::Quoted => InlineKind::Quoted,
        Mark::Said => InlineKind::Said,
        Mark::SoCalled => InlineKind::SoCalled,
        Mark::Date(when) => InlineKind::Date(when.clone()),
        Mark::NoteHeading => InlineKind::Label,
        Mark::Direction => InlineKind::StageDirection,
    }
}
