//! Running text: from what the marks of a transcript say to the elements for it.

use crate::{
    convert::authority::Linked,
    span::Span,
    tei::document::{
        Certainty, Extent, Gap, INSERTIONS, Inline, InlineKind, Moment, MomentElement, Note, NoteCall, PageBeginning, Phrase,
        Written,
    },
    transcript::{self, Amount, Gloss, Mark, Transcript},
};

/// Text of the source as it stands.
pub(super) fn text_phrase(span: Span) -> Phrase {
    Phrase::Text(Written::Source(span))
}

fn page(page: PageBeginning) -> Phrase {
    Phrase::PageBeginning(Box::new(page))
}

/// Makes phrases, and sees to it that each note stands at its first call.
pub(super) struct Phrases<'t> {
    pub(super) transcript: &'t Transcript,
    /// How often each note was called so far.
    calls: Vec<usize>,
    /// How moments are written.
    moments: MomentElement,
    /// The names of an authority that stand in the text; the header has none.
    linked: Option<&'t Linked>,
    /// The number of a line that was written last, as an index.
    numbered: Option<usize>,
    /// Whether a line ends before the next phrase, and whether inside a word.
    line_end: Option<bool>,
}

impl<'t> Phrases<'t> {
    /// Begins with the text, where notes stand at their calls.
    pub(super) fn of_text(transcript: &'t Transcript, moments: MomentElement, linked: &'t Linked) -> Phrases<'t> {
        Phrases {
            transcript,
            calls: vec![0; transcript.notes.len()],
            moments,
            linked: Some(linked),
            numbered: None,
            line_end: None,
        }
    }

    /// Begins with the header, where nothing calls a note for the first time.
    pub(super) fn of_header(transcript: &'t Transcript) -> Phrases<'t> {
        let calls = vec![1; transcript.notes.len()];
        Phrases { transcript, calls, moments: MomentElement::default(), linked: None, numbered: None, line_end: None }
    }

    /// Makes the phrases for some running text.
    pub(super) fn make(&mut self, inlines: &[transcript::Inline]) -> Vec<Phrase> {
        let mut phrases = Vec::with_capacity(inlines.len());
        for inline in inlines {
            if !self.transcript.line_numbers.is_empty() && !matches!(inline, transcript::Inline::Space { .. }) {
                let start = transcript::span(std::slice::from_ref(inline)).map(|span| span.start);
                self.begin_line(start, &mut phrases);
            }
            self.phrase(inline, &mut phrases);
        }
        if let Some(is_inside_word) = self.line_end.take() {
            phrases.push(Phrase::LineBeginning { is_inside_word, number: None });
        }
        phrases
    }

    /// The beginning of a line: where one ended before, or where the line has a number.
    pub(super) fn begin_line(&mut self, start: Option<usize>, out: &mut Vec<Phrase>) {
        let numbers = &self.transcript.line_numbers;
        let found = start.and_then(|start| numbers.binary_search_by_key(&start, |number| number.text_at).ok());
        let found = found.filter(|&at| !numbers[at].is_behind && self.numbered != Some(at) && self.linked.is_some());
        let number = found.map(|at| numbers[at].span);
        self.numbered = found.or(self.numbered);
        let is_inside_word = self.line_end.take();
        if number.is_some() || is_inside_word.is_some() {
            out.push(Phrase::LineBeginning { is_inside_word: is_inside_word.unwrap_or_default(), number });
        }
    }

    /// The line of verse that some phrases are: its number becomes an attribute.
    pub(super) fn verse_number(&self, span: Option<Span>, phrases: &mut Vec<Phrase>) -> Option<Span> {
        if let Some(Phrase::LineBeginning { number: Some(number), .. }) = phrases.first() {
            let number = *number;
            phrases[0] = Phrase::Text(Written::InPlaceOf(number, ""));
            return Some(number);
        }
        let numbers = &self.transcript.line_numbers;
        let at = numbers.binary_search_by_key(&span?.end, |number| number.text_at).ok()?;
        let number = numbers[at].span;
        numbers[at].is_behind.then(|| phrases.push(Phrase::Text(Written::InPlaceOf(number, ""))))?;
        Some(number)
    }

    /// Text as it stands, without the numbers of lines in it.
    pub(super) fn plain(&mut self, span: Span, out: &mut Vec<Phrase>) {
        let mut at = span.start;
        let numbers = &self.transcript.line_numbers;
        let from = numbers.partition_point(|number| number.span.start < span.start);
        for number in numbers[from..].iter().take_while(|number| number.span.end <= span.end) {
            out.push(text_phrase(Span::new(at, number.span.start)));
            at = number.text_at.clamp(number.span.end, span.end);
            self.begin_line(Some(at), out);
        }
        if at < span.end || span.is_empty() {
            out.push(text_phrase(Span::new(at, span.end)));
        }
    }

    /// White space for which other white space stands; from the number of a line on it is that of the next line.
    fn space(&self, span: Span, with: &'static str, out: &mut Vec<Phrase>) {
        let numbers = &self.transcript.line_numbers;
        let first = numbers.partition_point(|number| number.span.start < span.start);
        let end = numbers.get(first).map_or(span.end, |number| number.span.start.min(span.end));
        out.push(Phrase::Text(Written::InPlaceOf(Span::new(span.start, end), with)));
    }

    /// Text, with the names in it that an authority has.
    fn text(&mut self, span: Span, out: &mut Vec<Phrase>) {
        let names = self.linked.map_or(&[][..], |linked| linked.names.as_slice());
        let first = names.partition_point(|(name, _)| name.start < span.start);
        let mut at = span.start;
        for (name, tag) in names[first..].iter().take_while(|(name, _)| name.end <= span.end) {
            if at < name.start {
                self.plain(Span::new(at, name.start), out);
            }
            let (element, target, key) = self.linked.map(|linked| linked.tags[*tag].clone()).expect("there are names");
            let kind = InlineKind::Tagged { element, target, key };
            let mut phrases = Vec::new();
            self.plain(*name, &mut phrases);
            out.push(Phrase::Inline(Box::new(Inline { kind, marks: Vec::new(), phrases })));
            at = name.end;
        }
        if at < span.end || span.is_empty() {
            self.plain(Span::new(at, span.end), out);
        }
    }

    /// The end of a line whose place matters; where lines have numbers, the next one may have one.
    fn line_end(&mut self, is_inside_word: bool, out: &mut Vec<Phrase>) {
        match self.transcript.line_numbers.is_empty() {
            true => out.push(Phrase::LineBeginning { is_inside_word, number: None }),
            false => self.line_end = Some(is_inside_word),
        }
    }

    fn phrase(&mut self, inline: &transcript::Inline, out: &mut Vec<Phrase>) {
        match inline {
            transcript::Inline::Text(span) => self.text(*span, out),
            transcript::Inline::Space { span, with } => self.space(*span, with, out),
            transcript::Inline::LineEnd => self.line_end(false, out),
            transcript::Inline::BrokenWord => self.line_end(true, out),
            transcript::Inline::Gap { span, reason } => {
                let gap = Gap { reason: (*reason).to_owned(), extent: None, resp: Some(INSERTIONS), mark: *span };
                out.push(Phrase::Gap(Box::new(gap)));
            }
            transcript::Inline::Call { span, note } => self.call(*span, *note, out),
            transcript::Inline::PageTurn(certainty) => {
                out.push(page(PageBeginning { certainty: Some(*certainty), ..PageBeginning::default() }));
            }
            transcript::Inline::Time { span, time } => out.push(Phrase::Time { n: time.as_ref().to_owned(), mark: *span }),
            transcript::Inline::Page { span, number } => {
                out.push(page(PageBeginning {
                    n: number.as_deref().map(str::to_owned),
                    mark: Some(*span),
                    ..PageBeginning::default()
                }));
            }
            transcript::Inline::Moment { mark, at, is_end } => {
                let element = self.moments;
                out.push(Phrase::Moment(Moment { element, at: *at, is_end: *is_end, mark: *mark }));
            }
            transcript::Inline::Decoded { span, text } => out.push(Phrase::Text(Written::Decoded(*span, text.clone()))),
            transcript::Inline::Markup(span) => out.push(Phrase::Text(Written::InPlaceOf(*span, ""))),
            transcript::Inline::Marked(marked) => {
                let transcript::Marked { mark, tags, inlines } = &**marked;
                if let Mark::Beginning { number, is_column, is_inside_word } = mark {
                    out.push(page(PageBeginning {
                        n: Some(number.to_string()),
                        certainty: None,
                        mark: tags.first().copied(),
                        is_column: *is_column,
                        is_inside_word: *is_inside_word,
                    }));
                    return;
                }
                if let Mark::Lacuna(lacuna) = mark {
                    let gap = |mark| {
                        let (reason, extent) = (lacuna.reason.to_owned(), lacuna.extent.as_ref().map(extent));
                        Phrase::Gap(Box::new(Gap { reason, extent, resp: Some(INSERTIONS), mark }))
                    };
                    if let [tag] = tags.as_slice() {
                        out.push(gap(*tag));
                        return;
                    }
                    // The words stay, since they say what is missing; the gap is where they begin.
                    out.push(gap(Span::at(transcript::span(inlines).map_or(0, |span| span.start))));
                }
                let phrases = self.make(inlines);
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
        out.push(Phrase::NoteCall(Box::new(NoteCall { id, target, mark: span })));
        if count > 1 {
            return;
        }
        let footnote = &self.transcript.notes[index];
        let responsible = (footnote.kind == "translator").then(|| translator(self.transcript)).flatten();
        let note = Note {
            id: Some(format!("fn{number}")),
            n: Some(footnote.number.clone()),
            kind: footnote.kind,
            place: if footnote.is_at_foot { "foot" } else { "end" },
            target: Some(format!("#fn{number}.call")),
            resp: Some(responsible.unwrap_or_else(|| INSERTIONS.to_owned())),
            subtype: None,
        };
        let phrases = self.make(&footnote.inlines);
        out.push(Phrase::Inline(Box::new(Inline { kind: InlineKind::Note(note), marks: vec![footnote.mark], phrases })));
    }
}

/// The pointer to the translator, where the edition names just one.
fn translator(transcript: &Transcript) -> Option<String> {
    let people = transcript.front.contributors.iter().enumerate();
    let mut found = people.filter(|(_, person)| person.role == "translator").map(|(index, _)| format!("#hd.resp.{}", index + 1));
    found.next().filter(|_| found.next().is_none())
}

/// How much is missing; a limit is stated in words, since TEI's `@quantity` is exact.
fn extent(extent: &transcript::Extent) -> Extent {
    let (quantity, words) = match &extent.amount {
        Amount::Exact(number) => (Some(number.clone()), None),
        Amount::Limit(words) => (None, Some(words.clone())),
    };
    Extent { quantity, words, unit: extent.unit }
}

fn inline_kind(mark: &Mark) -> InlineKind {
    let inline = |kind, subtype| {
        InlineKind::Note(Note { kind, subtype, place: "inline", resp: Some(INSERTIONS.to_owned()), ..Note::default() })
    };
    let gloss = |subtype| inline("gloss", subtype);
    let note = |kind| inline(kind, None);
    match mark {
        Mark::Gloss(Gloss::Role) => gloss(Some("role")),
        Mark::Gloss(Gloss::Romanization) => gloss(Some("romanization")),
        Mark::Gloss(Gloss::Other) => gloss(None),
        Mark::Lacuna(_) => gloss(Some("gap")),
        Mark::Gloss(Gloss::Original(_)) => gloss(Some("original")),
        Mark::Gloss(Gloss::Sic) => note("sic"),
        Mark::Gloss(Gloss::Emphasis) => note("emphasis"),
        Mark::Note(kind) => note(kind),
        Mark::Unclear => InlineKind::Unclear,
        Mark::Sic => InlineKind::Sic,
        Mark::Choice => InlineKind::Choice,
        Mark::Correction { is_stated } => InlineKind::Correction((!is_stated).then_some(Certainty::Medium)),
        Mark::Highlighted => InlineKind::Highlighted,
        Mark::Expansion => InlineKind::Expansion,
        Mark::Expanded => InlineKind::Expanded,
        Mark::Foreign(tag) => InlineKind::Foreign(tag.to_string()),
        Mark::Stamp { is_seal } => InlineKind::Stamp { is_seal: *is_seal },
        Mark::Blank => InlineKind::Space,
        Mark::RunningHead | Mark::Beginning { .. } => InlineKind::RunningHead,
        Mark::Deleted => InlineKind::Deleted,
        Mark::Added => InlineKind::Added,
        Mark::Supplied => InlineKind::Supplied,
        Mark::Link(target) => InlineKind::Link(target.to_string()),
        Mark::Quoted => InlineKind::Quoted,
        Mark::Said => InlineKind::Said,
        Mark::SoCalled => InlineKind::SoCalled,
        Mark::Date(when) => InlineKind::Date(when.clone()),
        Mark::TimeOfDay => InlineKind::TimeOfDay,
        Mark::Dateline => InlineKind::Dateline,
        Mark::Salutation => InlineKind::Salute,
        Mark::Classification => InlineKind::Segment("classification"),
        Mark::Identifier(kind) => InlineKind::Identifier(kind),
        Mark::NoteHeading => InlineKind::Label,
        Mark::Direction => InlineKind::StageDirection,
    }
}
