//! Writes the document and keeps the receipt in the same pass.

use std::borrow::Cow;

use crate::{
    convert::{
        ConvertError,
        pieces::{Builder, Mark, Piece, Pieces, Replacement},
        receipt::{Decided, DocumentFacts, Receipt, SourceFacts, VERSION},
    },
    source::Source,
    span::Span,
    tei::{self, Step, document::Document},
    transcript::{Decision, decoded},
    xml::{Event, Parts, Writer},
};

/// Writes a document; gives the XML and the receipt, which accounts for every byte or is an error. `dropped` is what rules leave
/// out.
///
/// The receipt lacks the digest of the words: it is made from the document when that is read again.
pub(super) fn record(
    document: Document<'_>,
    dropped: Vec<(Span, &'static str)>,
    decisions: Vec<Decided>,
    source: &Source,
) -> Result<(Parts, Receipt), ConvertError> {
    let mut recorder = Recorder {
        source,
        writer: Writer::new(),
        open: Vec::new(),
        text_at: None,
        scope: None,
        runs: Runs::new(source, dropped),
    };
    tei::events(document, source, &mut |step| recorder.take(&step))?;
    let xml = recorder.writer.finish_parts()?;
    let receipt = Receipt {
        version: VERSION,
        generator: concat!("teiwright ", env!("CARGO_PKG_VERSION")).to_owned(),
        source: SourceFacts::of(source),
        document: Some(DocumentFacts::of(xml.iter())),
        words: String::new(),
        pieces: recorder.runs.whole()?,
        decisions,
    };
    Ok((xml, receipt))
}

/// The attribute that says in TEI what words of the source said, for an element that has one.
fn carrier(element: &str) -> Option<&'static str> {
    Some(match element {
        "gap" => "reason",
        "milestone" | "note" | "pb" | "cb" | "lb" | "l" => "n",
        "anchor" => "synch",
        "ref" => "target",
        _ => return None,
    })
}

/// An element that is open.
struct Open {
    name: &'static str,
    /// How many bytes of the text stand before it, if it stands in the text.
    at: Option<usize>,
    /// The attribute that stands for words of the source.
    carrier: Option<(&'static str, String)>,
}

/// An element of the header whose text is counted.
struct Scope {
    id: String,
    depth: usize,
    at: usize,
}

struct Recorder<'s> {
    source: &'s Source,
    writer: Writer,
    open: Vec<Open>,
    /// How many bytes of text the `text` element has so far, while it is open.
    text_at: Option<usize>,
    /// The innermost element of the header with an identifier.
    scope: Option<Scope>,
    runs: Runs<'s>,
}

impl Recorder<'_> {
    fn take(&mut self, step: &Step<'_>) -> Result<(), ConvertError> {
        match &step.event {
            Event::Start { name, attributes, .. } => self.start(name, attributes),
            Event::Text(text) => {
                self.text(text, step.origin)?;
                // Text without characters only says where its origin went.
                if text.is_empty() {
                    return Ok(());
                }
            }
            Event::End => self.end(),
            Event::Instruction(..) => {}
        }
        Ok(self.writer.write(&step.event)?)
    }

    fn start(&mut self, name: &'static str, attributes: &[(&'static str, Cow<'_, str>)]) {
        let value = |wanted: &str| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        if self.open.len() == 1 && name == "text" {
            self.text_at = Some(0);
        }
        if let (None, None, Some(id)) = (self.text_at, &self.scope, value("xml:id")) {
            self.scope = Some(Scope { id: id.clone().into_owned(), depth: self.open.len(), at: 0 });
        }
        let carrier = carrier(name).and_then(|carrier| Some((carrier, value(carrier)?.clone().into_owned())));
        self.open.push(Open { name, at: self.text_at, carrier });
    }

    fn end(&mut self) {
        self.open.pop();
        if self.scope.as_ref().is_some_and(|scope| scope.depth == self.open.len()) {
            self.scope = None;
        }
    }

    fn text(&mut self, text: &str, origin: Option<Span>) -> Result<(), ConvertError> {
        let mut nowhere = 0;
        let (counter, id) = match (&mut self.text_at, &mut self.scope) {
            (Some(at), _) => (at, None),
            (None, Some(scope)) => (&mut scope.at, Some(scope.id.as_str())),
            (None, None) => (&mut nowhere, None),
        };
        let at = *counter;
        *counter += text.len();
        let is_in_text = self.text_at.is_some();
        let Some(span) = origin else {
            // Nothing may stand in the text that no byte of the source stands for.
            return if is_in_text { Err(ConvertError::Lost { span: Span::at(0) }) } else { Ok(()) };
        };
        let lost = || ConvertError::Lost { span };
        let verbatim = self.source.slice(span).ok_or_else(lost)?;
        // Mostly they are the same bytes, and need not be compared.
        let is_verbatim = std::ptr::eq(text, verbatim) || text == verbatim;
        let piece = match (is_verbatim, id) {
            (true, None) if !is_in_text => return Err(lost()),
            (true, None) => Piece::Text { at, length: text.len() },
            (true, Some(id)) => Piece::Header { id, at, length: text.len() },
            (false, _) if text.is_empty() && !is_layout(verbatim) => {
                let element = self.open.last().ok_or_else(lost)?;
                let attribute = element.carrier.as_ref().map(|(name, value)| (*name, value.as_str()));
                Piece::Markup { element: element.name, at: element.at, attribute, verbatim }
            }
            (false, id) if !is_layout(verbatim) => {
                // Other characters stand for an escape only, and only those that it means.
                let replacement = decoded(verbatim).filter(|meant| meant == text).map(|_| Replacement { text, id, at });
                Piece::Encoded { verbatim, replacement: replacement.ok_or_else(lost)? }
            }
            (false, id) => {
                let replacement = (!text.is_empty()).then_some(Replacement { text, id, at });
                Piece::Layout { verbatim, replacement }
            }
        };
        if span.is_empty() { Ok(()) } else { self.runs.push(span, &piece) }
    }
}

/// White space, line ends, and the byte-order mark.
fn is_layout(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\n'))
        || text.chars().all(|character| character.is_whitespace() || character == '\u{feff}')
}

/// Pieces in runs, each in the order of the source; most documents have one, and a note at its call makes another.
struct Runs<'s> {
    source: &'s Source,
    /// What is left out by a rule, in order.
    dropped: Vec<(Span, &'static str)>,
    builder: Builder,
    runs: Vec<Run>,
}

/// Pieces that follow one another in the source, with nothing between them.
#[derive(Clone, Copy)]
struct Run {
    span: Span,
    /// The first of them; they end where the next run that was begun has its first.
    from: Mark,
}

impl<'s> Runs<'s> {
    fn new(source: &'s Source, mut dropped: Vec<(Span, &'static str)>) -> Runs<'s> {
        dropped.sort_unstable();
        let builder = Builder::default();
        let start = Run { span: Span::at(0), from: builder.mark() };
        Runs { source, dropped, builder, runs: vec![start] }
    }

    /// Adds a piece to the last run if nothing but layout and what is dropped lies between; else it begins one.
    fn push(&mut self, span: Span, piece: &Piece<'_>) -> Result<(), ConvertError> {
        let lost = || ConvertError::Lost { span };
        let last = self.runs.last_mut().expect("the first run is there from the beginning");
        let gap = (last.span.end <= span.start).then(|| Span::new(last.span.end, span.start));
        match gap.and_then(|gap| between(self.source, &self.dropped, gap)) {
            Some(fill) => {
                fill.pieces().try_for_each(|piece| self.builder.push(&piece)).ok_or_else(lost)?;
                last.span.end = span.end;
            }
            None => {
                let from = self.builder.begin();
                self.runs.push(Run { span, from });
            }
        }
        self.builder.push(piece).ok_or_else(lost)
    }

    /// Puts the runs in the order of the source.
    ///
    /// Anything between them that is not layout would be lost, and is an error; so is a byte in two pieces.
    fn whole(mut self) -> Result<Pieces, ConvertError> {
        let text_end = self.source.text().len();
        if let [run] = self.runs.as_slice() {
            let rest = Span::new(run.span.end, text_end);
            let fill = between(self.source, &self.dropped, rest).ok_or(ConvertError::Lost { span: rest })?;
            fill.pieces().try_for_each(|piece| self.builder.push(&piece)).ok_or(ConvertError::Lost { span: rest })?;
            return Ok(self.builder.finish());
        }
        let mut order: Vec<usize> = (0..self.runs.len()).collect();
        order.sort_unstable_by_key(|&run| self.runs[run].span);
        let mut builder = Builder::default();
        let mut at = 0;
        // The end of the text is one more run, without pieces.
        let end = Run { span: Span::at(text_end), from: self.builder.mark() };
        self.runs.push(end);
        order.push(self.runs.len() - 1);
        for run in order {
            let to = self.runs.get(run + 1).unwrap_or(&end).from;
            let run = self.runs[run];
            let lost = ConvertError::Lost { span: Span::new(at, run.span.start) };
            if run.span.start < at {
                return Err(ConvertError::Lost { span: run.span });
            }
            let fill = between(self.source, &self.dropped, Span::new(at, run.span.start)).ok_or(lost.clone())?;
            let mut pieces = fill.pieces().chain(self.builder.between(run.from, to));
            pieces.try_for_each(|piece| builder.push(&piece)).ok_or(lost)?;
            at = run.span.end;
        }
        Ok(builder.finish())
    }
}

/// The pieces for a gap between others: layout, and what a rule dropped; nothing, where anything else stands in it.
fn between<'s>(source: &'s Source, dropped: &[(Span, &'static str)], gap: Span) -> Option<Fill<'s>> {
    let layout = |span: Span| {
        let verbatim = source.slice(span)?;
        is_layout(verbatim).then_some(Piece::Layout { verbatim, replacement: None })
    };
    if gap.is_empty() && dropped.is_empty() {
        return Some(Fill::Nothing);
    }
    if dropped.is_empty() {
        return layout(gap).map(Fill::One);
    }
    let mut pieces = Vec::new();
    let mut at = gap.start;
    let from = dropped.partition_point(|(span, _)| span.start < gap.start);
    for (span, rule) in dropped[from..].iter().take_while(|(span, _)| span.end <= gap.end) {
        if span.start < at {
            return None;
        }
        if span.start > at {
            pieces.push(layout(Span::new(at, span.start))?);
        }
        if !span.is_empty() {
            pieces.push(Piece::Dropped { rule, verbatim: source.slice(*span)? });
        }
        at = span.end;
    }
    if at < gap.end {
        pieces.push(layout(Span::new(at, gap.end))?);
    }
    Some(Fill::Several(pieces))
}

/// What stands in a gap; most of them hold one piece of layout.
enum Fill<'s> {
    Nothing,
    One(Piece<'s>),
    Several(Vec<Piece<'s>>),
}

impl<'s> Fill<'s> {
    fn pieces(&self) -> impl Iterator<Item = Piece<'s>> {
        let pieces = match self {
            Fill::Nothing => &[],
            Fill::One(piece) => std::slice::from_ref(piece),
            Fill::Several(pieces) => pieces,
        };
        pieces.iter().copied()
    }
}

/// The inferences as the receipt has them.
pub(super) fn decisions(source: &Source, decisions: Vec<Decision>) -> Vec<Decided> {
    let mut offsets = source.file_offsets();
    let decided = decisions.into_iter().map(|decision| {
        let start = offsets.at(decision.span.start);
        Decided {
            by: decision.is_told().then(|| "person".to_owned()),
            kind: decision.kind.into(),
            line: source.place(decision.span.start).line,
            start,
            // The ends are not in order: each is counted from its own start.
            end: source.file_offsets_from(decision.span.start, start).at(decision.span.end),
            value: decision.value,
            evidence: decision.evidence,
            certainty: decision.certainty,
        }
    });
    decided.collect()
}
