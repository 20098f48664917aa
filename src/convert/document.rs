//! From what a transcript is made of to the TEI for it.

use std::{
    cell::{Cell, RefCell},
    ops::Range,
    rc::Rc,
};

use crate::{
    convert::{
        Options,
        authority::Linked,
        phrases::{Phrases, text_phrase},
    },
    source::Source,
    span::Span,
    tei::document::{
        Block, CastList, Certainty, Division, Document, Header, Heading, INSERTIONS, Inline, InlineKind, List, MomentElement,
        Note, OnDemand, PageBeginning, Paragraph, Phrase, Speech, Table, TurnElement, VerseLine, Written,
    },
    transcript::{self, CastPart, CloserPart, HeadingRole, LabelPart, ParagraphRole, Transcript},
};

/// Makes the document for a transcript; its blocks are made as they are asked for.
///
/// The blocks of the transcript are taken out of it, and each is given back as soon as that for it is made.
pub(super) fn to_document<'t>(
    header: Header,
    transcript: &'t mut Transcript,
    source: &'t Source,
    options: &Options,
    linked: &'t Linked,
) -> Document<'t> {
    let kind = match () {
        () if transcript.is_play => "play",
        () if transcript.blocks.iter().any(has_speech) => "record",
        () => "text",
    };
    let mut blocks = std::mem::take(&mut transcript.blocks);
    let (turns, moments) = match options.guidance.turns.unwrap_or_default() {
        TurnElement::Speech => (TurnElement::Speech, MomentElement::Milestone),
        TurnElement::Utterance => (TurnElement::Utterance, MomentElement::Anchor),
    };
    let timeline = if moments == MomentElement::Anchor { std::mem::take(&mut transcript.moments) } else { Vec::new() };
    let transcript: &Transcript = transcript;
    let phrases = RefCell::new(Phrases::of_text(transcript, moments, linked));
    let maker = Rc::new(Maker { transcript, source, phrases, speeches: Cell::new(0), turns });
    let mut divisions = Vec::new();
    // What is enclosed with a record stands beside it: after a closer, TEI has no division.
    let enclosed = blocks.split_off(blocks.iter().rposition(|block| !is_enclosure(block)).map_or(0, |last| last + 1));
    divisions.push(Division { kind, blocks: maker.blocks(blocks) });
    for block in enclosed {
        if let transcript::Block::Division { kind, blocks } = block {
            divisions.push(Division { kind, blocks: maker.blocks(blocks) });
        }
    }
    let language = Some(transcript.language.tag.clone()).filter(|tag| tag != "und");
    Document { language, header, timeline, divisions }
}

fn is_enclosure(block: &transcript::Block) -> bool {
    matches!(block, transcript::Block::Division { kind: "enclosure", .. })
}

fn has_speech(block: &transcript::Block) -> bool {
    match block {
        transcript::Block::Division { blocks, .. } => blocks.iter().any(has_speech),
        block => matches!(block, transcript::Block::Turn { .. } | transcript::Block::Marked(_)),
    }
}

/// Makes blocks in the order of the text; the divisions, each inside another, share it.
struct Maker<'t> {
    transcript: &'t Transcript,
    source: &'t Source,
    phrases: RefCell<Phrases<'t>>,
    speeches: Cell<usize>,
    turns: TurnElement,
}

impl<'t> Maker<'t> {
    /// The blocks of a division, each made when it is asked for.
    fn blocks(self: &Rc<Self>, blocks: Vec<transcript::Block>) -> OnDemand<'t, Block<'t>> {
        let maker = Rc::clone(self);
        OnDemand(Box::new(blocks.into_iter().map(move |block| maker.block(block))))
    }

    fn phrases(&self, inlines: &[transcript::Inline]) -> Vec<Phrase> {
        self.phrases.borrow_mut().make(inlines)
    }

    /// The items of a list, each made when it is asked for.
    fn items(self: &Rc<Self>, items: Vec<Vec<transcript::Inline>>) -> OnDemand<'t, Vec<Phrase>> {
        let maker = Rc::clone(self);
        OnDemand(Box::new(items.into_iter().map(move |item| maker.phrases(&item))))
    }

    /// The pointer to a person.
    fn pointer(&self, person: usize) -> String {
        let persons = &self.transcript.persons;
        match persons[person].members.as_slice() {
            [] => ["#", &persons[person].id].concat(),
            members => members.iter().map(|member| format!("#{}", persons[*member].id)).collect::<Vec<_>>().join(" "),
        }
    }

    fn block(self: &Rc<Self>, block: transcript::Block) -> Block<'t> {
        match block {
            transcript::Block::Opener(inlines) => Block::Opener(self.phrases(&inlines)),
            transcript::Block::Trailer(inlines) => Block::Trailer(self.phrases(&inlines)),
            transcript::Block::Heading { role, number, inlines } => {
                let kind = match role {
                    HeadingRole::Issuer => "issuer",
                    HeadingRole::Main | HeadingRole::Part => "main",
                    HeadingRole::Sub => "sub",
                };
                let words = transcript::span(&inlines).and_then(|span| self.source.slice(span)).unwrap_or_default();
                let rend = transcript::is_spaced_out(words).then_some("letter-spaced");
                Block::Heading(Heading { kind, n: number, rend, phrases: self.phrases(&inlines) })
            }
            transcript::Block::Paragraph { role, inlines } => {
                let category = match role {
                    ParagraphRole::Attendance => Some("#hd.attendance"),
                    ParagraphRole::Narration => Some("#hd.narration"),
                    ParagraphRole::Plain => None,
                };
                Block::Paragraph(Paragraph { category, phrases: self.phrases(&inlines) })
            }
            transcript::Block::Turn { label, person, certainty, blocks } => {
                let label = self.label(label);
                self.turn(Some(person), certainty, None, label, blocks)
            }
            transcript::Block::Marked(turn) => {
                let label = match self.turns {
                    TurnElement::Speech => self.phrases(&turn.label),
                    TurnElement::Utterance => markup(&turn.label),
                };
                self.turn(turn.person, turn.certainty, turn.time, label, turn.blocks)
            }
            transcript::Block::Comment(inlines) => Block::Comment(self.phrases(&inlines)),
            transcript::Block::Direction(inlines) => Block::StageDirection(self.phrases(&inlines)),
            transcript::Block::Participants { heading, items } => Block::List(List {
                kind: Some("participants"),
                rend: None,
                heading: Some(self.phrases(&heading)),
                items: self.items(items),
            }),
            transcript::Block::List { is_numbered, items } => Block::List(List {
                kind: None,
                rend: Some(if is_numbered { "numbered" } else { "bulleted" }),
                heading: None,
                items: self.items(items),
            }),
            transcript::Block::Table { has_names, rows } => {
                let maker = Rc::clone(self);
                let cells = move |row: Vec<Vec<transcript::Inline>>| row.iter().map(|cell| maker.phrases(cell)).collect();
                Block::Table(Table { has_names, rows: OnDemand(Box::new(rows.into_iter().map(cells))) })
            }
            transcript::Block::Copies { heading, items } => {
                let heading = (!heading.is_empty()).then(|| self.phrases(&heading));
                let inside = if heading.is_none() && items.len() == 1 {
                    Block::Paragraph(Paragraph { category: None, phrases: self.phrases(&items[0]) })
                } else {
                    Block::List(List { kind: Some("distribution"), rend: None, heading, items: self.items(items) })
                };
                Block::Postscript(Box::new(inside))
            }
            transcript::Block::Time { mark, time } => {
                Block::Time { n: self.source.slice(time).unwrap_or_default().to_owned(), mark }
            }
            transcript::Block::Page { mark, number, is_column } => {
                Block::PageBeginning(PageBeginning { n: number, mark, is_column, ..PageBeginning::default() })
            }
            transcript::Block::RunningHead(span) => Block::RunningHead(vec![text_phrase(span)]),
            transcript::Block::Letter { kind, blocks } => Block::Letter { kind: kind.as_str(), blocks: self.blocks(blocks) },
            transcript::Block::Postscript(inlines) => {
                Block::Postscript(Box::new(Block::Paragraph(Paragraph { category: None, phrases: self.phrases(&inlines) })))
            }
            transcript::Block::Closer(parts) => Block::Closer(self.closer(&parts)),
            transcript::Block::Division { kind, blocks } => Block::Division(Division { kind, blocks: self.blocks(blocks) }),
            transcript::Block::Verse(lines) => Block::Verse(self.verse(&lines)),
            transcript::Block::Stanza(lines) => Block::Stanza(self.verse(&lines)),
            transcript::Block::Cast { heading, items } => {
                let heading = self.phrases(&heading);
                let maker = Rc::clone(self);
                let items = items.into_iter().map(move |item| maker.cast_item(&item));
                Block::CastList(CastList { heading, items: OnDemand(Box::new(items)) })
            }
        }
    }

    /// A label: its times become milestones, and its marks the element; of an utterance, all its words.
    fn label(&self, label: Span) -> Vec<Phrase> {
        let mut out = Vec::with_capacity(1);
        let mut phrases = self.phrases.borrow_mut();
        phrases.begin_line(Some(label.start), &mut out);
        let mut written = |span: Span, out: &mut Vec<Phrase>| match self.turns {
            TurnElement::Speech => phrases.plain(span, out),
            TurnElement::Utterance => out.push(Phrase::Text(Written::InPlaceOf(span, ""))),
        };
        let words = self.source.slice(label).expect("a label is cut from the source");
        if words.bytes().all(|byte| !matches!(byte, b'0'..=b'9' | b'*' | b'_' | b'<' | b'>' | b'#' | b'\'' | 0xf0))
            && !words.starts_with(['-', '–', '•'])
        {
            written(label, &mut out);
            return out;
        }
        let span = |range: Range<usize>| Span::new(label.start + range.start, label.start + range.end);
        for part in transcript::label_parts(words) {
            match part {
                LabelPart::Words(range) => written(span(range), &mut out),
                LabelPart::Mark(range) => out.push(Phrase::Text(Written::InPlaceOf(span(range), ""))),
                LabelPart::Time(range, time) => out.push(Phrase::Time { n: words[time].to_owned(), mark: span(range) }),
            }
        }
        out
    }

    fn turn(
        self: &Rc<Self>,
        person: Option<usize>,
        certainty: Option<Certainty>,
        time: Option<(u64, u64)>,
        label: Vec<Phrase>,
        blocks: Vec<transcript::Block>,
    ) -> Block<'t> {
        self.speeches.set(self.speeches.get() + 1);
        let prefix = match self.turns {
            TurnElement::Speech => "sp",
            TurnElement::Utterance => "u",
        };
        let id = [prefix, &self.speeches.get().to_string()].concat();
        let who = person.map(|person| self.pointer(person));
        Block::Speech(Speech { element: self.turns, id, who, time, certainty, label, blocks: self.blocks(blocks) })
    }

    fn verse(&self, lines: &[transcript::VerseLine]) -> Vec<VerseLine> {
        let line = |line: &transcript::VerseLine| {
            let mut phrases = self.phrases(&line.inlines);
            let number = self.phrases.borrow().verse_number(transcript::span(&line.inlines), &mut phrases);
            VerseLine { number: number.map(Box::new), part: line.part, phrases }
        };
        lines.iter().map(line).collect()
    }

    fn cast_item(&self, parts: &[CastPart]) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        for part in parts {
            let inner = self.phrases(part.inlines());
            let kind = match part {
                CastPart::Role(_, person) => InlineKind::Role(person.map(|person| self.pointer(person))),
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

    /// All lines but a seal, a valediction and a dateline are one signature; the line ends between them count.
    fn closer(&self, parts: &[CloserPart]) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        let mut signed: Vec<Phrase> = Vec::new();
        let mut end = None;
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
                CloserPart::Name(_, person) => InlineKind::PersonalName(person.map(|person| self.pointer(person))),
                CloserPart::Line(_) => InlineKind::Name,
                CloserPart::Valediction(_) => InlineKind::Salute,
                CloserPart::Dateline(_) => InlineKind::Dateline,
            };
            let is_line = matches!(part, CloserPart::Line(_));
            let element = Phrase::Inline(Box::new(Inline { kind, marks: Vec::new(), phrases: inner.clone() }));
            if matches!(part, CloserPart::Seal(_) | CloserPart::Valediction(_) | CloserPart::Dateline(_)) {
                phrases.extend(signature(&mut signed));
                phrases.push(element);
                continue;
            }
            let span = part.span();
            let gap = end.zip(span).map(|(end, span)| Span::new(end, span.start.max(end)));
            let is_space = |character: char| matches!(character, ' ' | '\t' | '\u{a0}');
            let between = gap.filter(|gap| self.source.slice(*gap).is_some_and(|words| words.chars().all(is_space)));
            end = span.map(|span| span.end);
            match between {
                Some(between) if !signed.is_empty() => signed.push(text_phrase(between)),
                None if !signed.is_empty() && !begins_line(&inner) => {
                    signed.push(Phrase::LineBeginning { is_inside_word: false, number: None });
                }
                _ => {}
            }
            if is_line { signed.extend(inner) } else { signed.push(element) }
        }
        phrases.extend(signature(&mut signed));
        phrases
    }
}

fn begins_line(phrases: &[Phrase]) -> bool {
    matches!(phrases.first(), Some(Phrase::LineBeginning { .. }))
}

/// A label that becomes markup: who speaks is an attribute then.
fn markup(label: &[transcript::Inline]) -> Vec<Phrase> {
    let mark = |inline: &transcript::Inline| match inline {
        transcript::Inline::Text(span) | transcript::Inline::Markup(span) | transcript::Inline::Decoded { span, .. } => {
            Some(*span)
        }
        _ => None,
    };
    label.iter().filter_map(mark).map(|span| Phrase::Text(Written::InPlaceOf(span, ""))).collect()
}

fn signature(phrases: &mut Vec<Phrase>) -> Option<Phrase> {
    let phrases = std::mem::take(phrases);
    (!phrases.is_empty()).then(|| Phrase::Inline(Box::new(Inline { kind: InlineKind::Signed, marks: Vec::new(), phrases })))
}
