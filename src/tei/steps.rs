//! The steps of writing: elements, attributes and running text, each with the bytes that it stands for.

use std::borrow::Cow;

use crate::{
    source::Source,
    span::Span,
    tei::{
        content_of,
        document::{
            Certainty, ENCODER, Gap, INSERTIONS, Inline, InlineKind, Moment, MomentElement, Note, NoteCall, PageBeginning,
            Phrase, Written, clock, when_id,
        },
    },
    xml::Event,
};

/// One step of writing: the event, and the source bytes that it stands for.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// What is written.
    pub event: Event<'a>,
    /// For text: the bytes in whose place it stands, or none if it was made. Empty text with an origin adds nothing: it says
    /// that those bytes became the markup of the element that is open.
    pub origin: Option<Span>,
}

/// Takes the steps of a document one by one.
///
/// The document's text is never held a second time: each step is written as it comes.
pub(super) struct Steps<'s, 'f, E> {
    pub(super) source: &'s Source,
    pub(super) take: &'f mut dyn FnMut(Step<'_>) -> Result<(), E>,
}

/// An attribute for a list of attributes, where there is a value.
pub(super) fn some<'a>(name: &'static str, value: Option<&'a str>) -> Option<(&'static str, Cow<'a, str>)> {
    value.map(|value| (name, Cow::Borrowed(value)))
}

/// The attributes of an element: names and values.
pub(super) type Attributes<'a> = Vec<(&'static str, Cow<'a, str>)>;

impl<'s, E> Steps<'s, '_, E> {
    pub(super) fn take(&mut self, event: Event<'_>, origin: Option<Span>) -> Result<(), E> {
        (self.take)(Step { event, origin })
    }

    /// Writes an element; `inside` writes what it holds.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.marked(name, attributes, &[], inside)
    }

    fn marked(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        marks: &[Span],
        inside: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.take(Event::Start { name, attributes, content: content_of(name) }, None)?;
        marks.iter().try_for_each(|mark| self.take(Event::Text(Cow::Borrowed("")), Some(*mark)))?;
        inside(self)?;
        self.take(Event::End, None)
    }

    /// Writes an element that holds phrases.
    pub(super) fn phrase_element(&mut self, name: &'static str, attributes: Attributes<'_>, phrases: &[Phrase]) -> Result<(), E> {
        self.element(name, attributes, |steps| steps.phrases(phrases))
    }

    /// Writes an element that holds words of our own; in the header only.
    pub(super) fn made_element(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) -> Result<(), E> {
        self.element(name, attributes, |steps| steps.made(text))
    }

    /// Writes words of our own; in the header only.
    pub(super) fn made(&mut self, text: &str) -> Result<(), E> {
        self.take(Event::Text(Cow::Borrowed(text)), None)
    }

    pub(super) fn phrases<'p>(&mut self, phrases: impl IntoIterator<Item = &'p Phrase>) -> Result<(), E> {
        phrases.into_iter().try_for_each(|phrase| self.phrase(phrase))
    }

    fn phrase(&mut self, phrase: &Phrase) -> Result<(), E> {
        match phrase {
            Phrase::Text(written) => self.text(written),
            Phrase::Gap(gap) => {
                let Gap { reason, extent, resp, mark } = &**gap;
                let mut attributes = vec![("reason", Cow::Borrowed(reason.as_str()))];
                if let Some(extent) = extent {
                    attributes.extend(some("quantity", extent.quantity.as_deref()));
                    attributes.extend(some("extent", extent.words.as_deref()));
                    attributes.push(("unit", extent.unit.into()));
                }
                attributes.extend(some("resp", *resp));
                self.marked("gap", attributes, &[*mark], |_| Ok(()))
            }
            Phrase::Inline(inline) => self.inline(inline),
            Phrase::NoteCall(call) => {
                let NoteCall { id, target, mark } = &**call;
                let attributes =
                    vec![("type", "call".into()), ("xml:id", id.as_str().into()), ("target", target.as_str().into())];
                self.marked("ref", attributes, &[*mark], |_| Ok(()))
            }
            Phrase::PageBeginning(page) => self.page_beginning(page),
            Phrase::Time { n, mark } => self.time(n, *mark),
            Phrase::Moment(moment) => self.moment(moment),
            Phrase::LineBeginning { is_inside_word, number } => {
                let mut attributes: Attributes<'_> = self.line_number(*number).into_iter().collect();
                attributes.extend(some("break", is_inside_word.then_some("no")));
                self.marked("lb", attributes, number.as_slice(), |_| Ok(()))
            }
        }
    }

    /// `@n` for the number of a line, without the mark after it.
    pub(super) fn line_number<'a>(&self, number: Option<Span>) -> Option<(&'static str, Cow<'a, str>)>
    where
        's: 'a,
    {
        let source = self.source;
        let words = source.slice(number?).expect("spans are cut from this source, on character boundaries");
        Some(("n", words.trim_end_matches(|character: char| !character.is_ascii_digit()).into()))
    }

    fn text(&mut self, written: &Written) -> Result<(), E> {
        match written {
            Written::Source(span) => {
                let source = self.source;
                let text = source.slice(*span).expect("spans are cut from this source, on character boundaries");
                self.take(Event::Text(Cow::Borrowed(text)), Some(*span))
            }
            Written::Decoded(span, text) => self.take(Event::Text(Cow::Borrowed(text)), Some(*span)),
            Written::InPlaceOf(span, text) => self.take(Event::Text(Cow::Borrowed(text)), Some(*span)),
            Written::Made(text) => self.made(text),
        }
    }

    pub(super) fn time(&mut self, n: &str, mark: Span) -> Result<(), E> {
        self.marked("milestone", vec![("unit", "time".into()), ("n", n.into())], &[mark], |_| Ok(()))
    }

    /// Guidelines, SASYMP.
    fn moment(&mut self, moment: &Moment) -> Result<(), E> {
        let mark: &[Span] = if moment.mark.is_empty() { &[] } else { &[moment.mark] };
        match moment.element {
            MomentElement::Milestone => {
                let mut attributes = vec![("unit", "time".into())];
                attributes.extend(some("type", moment.is_end.then_some("end")));
                attributes.push(("n", clock(moment.at).into()));
                self.marked("milestone", attributes, mark, |_| Ok(()))
            }
            MomentElement::Anchor => {
                self.marked("anchor", vec![("synch", format!("#{}", when_id(moment.at)).into())], mark, |_| Ok(()))
            }
        }
    }

    pub(super) fn page_beginning(&mut self, page: &PageBeginning) -> Result<(), E> {
        let mut attributes = Vec::new();
        attributes.extend(some("n", page.n.as_deref()));
        if let Some(certainty) = page.certainty {
            attributes.extend([("cert", certainty.as_str().into()), ("resp", ENCODER.into())]);
        }
        attributes.extend(some("break", page.is_inside_word.then_some("no")));
        self.marked(if page.is_column { "cb" } else { "pb" }, attributes, page.mark.as_slice(), |_| Ok(()))
    }

    fn inline(&mut self, inline: &Inline) -> Result<(), E> {
        let (name, attributes): (&'static str, Attributes<'_>) = match &inline.kind {
            InlineKind::Note(note) => ("note", note_attributes(note)),
            InlineKind::Label => ("label", vec![]),
            InlineKind::Unclear => ("unclear", vec![]),
            InlineKind::Sic => ("sic", vec![]),
            InlineKind::Choice => ("choice", vec![]),
            InlineKind::Correction(certainty) => {
                let mut attributes = vec![("resp", INSERTIONS.into())];
                attributes.extend(some("cert", certainty.map(Certainty::as_str)));
                ("corr", attributes)
            }
            InlineKind::Highlighted => ("hi", vec![]),
            InlineKind::Expansion => ("expan", vec![]),
            InlineKind::Expanded => ("ex", vec![("resp", INSERTIONS.into())]),
            InlineKind::Foreign(tag) => ("foreign", vec![("xml:lang", tag.as_str().into())]),
            InlineKind::Space => ("space", vec![("resp", INSERTIONS.into())]),
            InlineKind::RunningHead => ("fw", vec![("type", "header".into())]),
            InlineKind::Deleted => ("del", vec![]),
            InlineKind::Added => ("add", vec![]),
            InlineKind::Supplied => ("supplied", vec![("resp", INSERTIONS.into())]),
            InlineKind::Quoted => ("q", vec![]),
            InlineKind::Said => ("said", vec![]),
            InlineKind::SoCalled => ("soCalled", vec![]),
            InlineKind::Date(when) => ("date", vec![("when", when.as_str().into())]),
            InlineKind::Title => ("title", vec![("level", "a".into())]),
            InlineKind::Publisher => ("publisher", vec![]),
            InlineKind::Editor { role, target } => {
                ("editor", vec![("role", role.as_str().into()), ("ref", target.as_str().into())])
            }
            InlineKind::TimeOfDay => ("time", vec![]),
            InlineKind::Dateline => ("dateline", vec![]),
            InlineKind::Salute => ("salute", vec![]),
            InlineKind::Segment(kind) => ("seg", vec![("type", (*kind).into())]),
            InlineKind::Identifier(kind) => ("idno", vec![("type", (*kind).into())]),
            InlineKind::Link(target) => ("ref", vec![("target", target.as_str().into())]),
            InlineKind::Name => ("name", vec![]),
            InlineKind::PersonalName(person) => ("persName", some("ref", person.as_deref()).into_iter().collect()),
            InlineKind::Tagged { element, target, key } => {
                let mut attributes = vec![("ref", target.as_str().into())];
                attributes.extend(some("key", key.as_deref()));
                (*element, attributes)
            }
            InlineKind::RoleName => ("roleName", vec![]),
            InlineKind::Signed => ("signed", vec![]),
            InlineKind::Stamp { is_seal } => ("stamp", some("type", is_seal.then_some("seal")).into_iter().collect()),
            InlineKind::StageDirection => ("stage", vec![]),
            InlineKind::Role(person) => ("role", some("corresp", person.as_deref()).into_iter().collect()),
            InlineKind::RoleDescription => ("roleDesc", vec![]),
        };
        self.marked(name, attributes, &inline.marks, |steps| steps.phrases(&inline.phrases))
    }
}

fn note_attributes(note: &Note) -> Attributes<'_> {
    let values = [
        ("xml:id", note.id.as_deref()),
        ("n", note.n.as_deref()),
        ("type", Some(note.kind)),
        ("subtype", note.subtype),
        ("place", Some(note.place)),
        ("target", note.target.as_deref()),
        ("resp", note.resp.as_deref()),
    ];
    values.into_iter().filter_map(|(name, value)| some(name, value)).collect()
}
