//! From the typed document to the steps of writing it, in the order that the Guidelines prescribe.

use std::borrow::Cow;

use crate::{
    source::Source,
    tei::{
        NAMESPACE,
        document::{Block, Division, Document, List, Phrase, Speech, Table, TurnElement, VerseLine, when_id},
        header,
        steps::{Attributes, Step, Steps, some},
    },
    xml::Event,
};

/// What the processing instruction `xml-model` says, so that editors find a schema: TEI All, of which ours is a part.
const SCHEMA: &str = "href=\"http://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng\" \
                      type=\"application/xml\" schematypens=\"http://relaxng.org/ns/structure/1.0\"";

/// Gives the steps that write a document.
///
/// # Errors
/// The first error of `take`.
pub fn events<E>(mut document: Document<'_>, source: &Source, take: &mut dyn FnMut(Step<'_>) -> Result<(), E>) -> Result<(), E> {
    let mut steps = Steps { source, take };
    steps.take(Event::Instruction("xml-model", Cow::Borrowed(SCHEMA)), None)?;
    let mut attributes = vec![("xmlns", Cow::Borrowed(NAMESPACE))];
    attributes.extend(document.language.as_deref().map(|tag| ("xml:lang", Cow::Borrowed(tag))));
    steps.element("TEI", attributes, |steps| {
        header::write(&document.header, steps)?;
        steps.element("text", vec![], |steps| {
            steps.timeline(&document.timeline)?;
            steps.element("body", vec![], |steps| document.divisions.iter_mut().try_for_each(|division| steps.division(division)))
        })
    })
}

impl<E> Steps<'_, '_, E> {
    fn block(&mut self, block: &mut Block<'_>) -> Result<(), E> {
        match block {
            Block::Opener(phrases) => self.phrase_element("opener", vec![], phrases),
            Block::Trailer(phrases) => self.phrase_element("trailer", vec![], phrases),
            Block::Heading(heading) => {
                let mut attributes = vec![("type", heading.kind.into())];
                attributes.extend(some("n", heading.n.as_deref()));
                attributes.extend(some("rend", heading.rend));
                self.phrase_element("head", attributes, &heading.phrases)
            }
            Block::Paragraph(paragraph) => {
                self.phrase_element("p", some("ana", paragraph.category).into_iter().collect(), &paragraph.phrases)
            }
            Block::Speech(speech) => self.speech(speech),
            Block::StageDirection(phrases) => self.phrase_element("stage", vec![], phrases),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::PageBeginning(page) => self.page_beginning(page),
            Block::Time { n, mark } => self.time(n, *mark),
            Block::RunningHead(phrases) => self.phrase_element("fw", vec![("type", "header".into())], phrases),
            Block::Closer(phrases) => self.phrase_element("closer", vec![], phrases),
            Block::Postscript(block) => self.element("postscript", vec![], |steps| steps.block(block)),
            Block::Letter { kind, blocks } => self.element("quote", vec![], |steps| {
                steps.element("floatingText", vec![("type", Cow::Borrowed(*kind))], |steps| {
                    steps.element("body", vec![], |steps| blocks.0.try_for_each(|mut block| steps.block(&mut block)))
                })
            }),
            Block::Division(division) => self.division(division),
            Block::Comment(phrases) => self.comment(phrases),
            Block::Verse(lines) | Block::Stanza(lines) => self.element("lg", vec![], |steps| steps.verse(lines)),
            Block::CastList(list) => self.element("castList", vec![], |steps| {
                if !list.heading.is_empty() {
                    steps.phrase_element("head", vec![], &list.heading)?;
                }
                list.items.0.try_for_each(|item| steps.phrase_element("castItem", vec![], &item))
            }),
        }
    }

    fn division(&mut self, division: &mut Division<'_>) -> Result<(), E> {
        let attributes = vec![("type", Cow::Borrowed(division.kind))];
        self.element("div", attributes, |steps| division.blocks.0.try_for_each(|mut block| steps.block(&mut block)))
    }

    fn verse(&mut self, lines: &[VerseLine]) -> Result<(), E> {
        lines.iter().try_for_each(|line| {
            let attributes =
                self.line_number(line.number.as_deref().copied()).into_iter().chain(some("part", line.part)).collect();
            self.phrase_element("l", attributes, &line.phrases)
        })
    }

    /// Guidelines, SASYMP: the moments, each with how long after the first it is, in seconds.
    fn timeline(&mut self, moments: &[u64]) -> Result<(), E> {
        if moments.is_empty() {
            return Ok(());
        }
        self.element("timeline", vec![("unit", "s".into()), ("origin", "#t".into())], |steps| {
            steps.element("when", vec![("xml:id", "t".into())], |_| Ok(()))?;
            moments.iter().try_for_each(|moment| {
                let interval = format!("{}.{:03}", moment / 1000, moment % 1000);
                let attributes = vec![("xml:id", when_id(*moment).into()), ("interval", interval.into()), ("since", "#t".into())];
                steps.element("when", attributes, |_| Ok(()))
            })
        })
    }

    fn speech(&mut self, speech: &mut Speech<'_>) -> Result<(), E> {
        let mut attributes: Attributes<'_> = Vec::with_capacity(3);
        attributes.push(("xml:id", Cow::Owned(std::mem::take(&mut speech.id))));
        attributes.extend(speech.who.take().map(|who| ("who", Cow::Owned(who))));
        attributes.extend(some("cert", speech.certainty.map(|certainty| certainty.as_str())));
        if speech.element == TurnElement::Utterance {
            return self.utterance(speech, attributes);
        }
        self.element("sp", attributes, |steps| {
            // A time before or after the label is none of its words, nor is the beginning of a line.
            let is_time = |phrase: &&Phrase| matches!(phrase, Phrase::Time { .. } | Phrase::LineBeginning { .. });
            let before = speech.label.iter().take_while(is_time).count();
            let after = speech.label[before..].iter().rev().take_while(is_time).count();
            let (label, after) = speech.label[before..].split_at(speech.label.len() - before - after);
            steps.phrases(&speech.label[..before])?;
            if !label.is_empty() {
                steps.phrase_element("speaker", vec![], label)?;
            }
            steps.phrases(after)?;
            speech.blocks.0.try_for_each(|mut block| match &mut block {
                Block::Verse(lines) => steps.verse(lines),
                block => steps.block(block),
            })
        })
    }

    /// Guidelines, TSSAUT: paragraphs are `seg`s, and directions tell of incidents.
    fn utterance(&mut self, speech: &mut Speech<'_>, mut attributes: Attributes<'_>) -> Result<(), E> {
        if let Some((start, end)) = speech.time {
            let pointer = |at: u64| Cow::Owned(format!("#{}", when_id(at)));
            attributes.extend([("start", pointer(start)), ("end", pointer(end))]);
        }
        self.element("u", attributes, |steps| {
            steps.phrases(&speech.label)?;
            speech.blocks.0.try_for_each(|mut block| match &mut block {
                Block::Paragraph(paragraph) => steps.phrase_element("seg", vec![], &paragraph.phrases),
                Block::StageDirection(phrases) => {
                    // No line begins in a `desc`.
                    let is_line = |phrase: &&Phrase| matches!(phrase, Phrase::LineBeginning { .. });
                    steps.phrases(phrases.iter().take(1).filter(is_line))?;
                    let words = phrases.iter().filter(|phrase| !is_line(phrase));
                    steps.element("incident", vec![], |steps| steps.element("desc", vec![], |steps| steps.phrases(words)))
                }
                Block::PageBeginning(page) => steps.page_beginning(page),
                Block::Comment(phrases) => steps.comment(phrases),
                block => steps.element("seg", vec![], |steps| steps.block(block)),
            })
        })
    }

    fn comment(&mut self, phrases: &[Phrase]) -> Result<(), E> {
        self.phrase_element("note", vec![("type", "comment".into())], phrases)
    }

    fn list(&mut self, list: &mut List<'_>) -> Result<(), E> {
        let attributes = some("type", list.kind).into_iter().chain(some("rend", list.rend)).collect();
        self.element("list", attributes, |steps| {
            if let Some(heading) = &list.heading {
                steps.phrase_element("head", vec![], heading)?;
            }
            list.items.0.try_for_each(|item| steps.phrase_element("item", vec![], &item))
        })
    }

    fn table(&mut self, table: &mut Table<'_>) -> Result<(), E> {
        let mut role = some("role", table.has_names.then_some("label"));
        self.element("table", vec![], |steps| {
            table.rows.0.try_for_each(|row| {
                let attributes = role.take().into_iter().collect();
                steps.element("row", attributes, |steps| {
                    row.iter().try_for_each(|cell| steps.phrase_element("cell", vec![], cell))
                })
            })
        })
    }
}
