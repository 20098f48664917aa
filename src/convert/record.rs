//! Writes the document and keeps the receipt in the same pass.

use std::{collections::HashMap, sync::Arc};

use crate::{
    convert::{
        ConvertError,
        receipt::{Carrier, Decided, DocumentFacts, Piece, Placed, Receipt, Replacement, SourceFacts, VERSION},
        verify,
    },
    source::Source,
    span::Span,
    tei::{self, Step, document::Document},
    transcript::Transcript,
    xml::{Event, Writer},
};

/// Writes a document; gives the XML and the receipt, which accounts for every byte or is an error.
pub(super) fn record(document: &Document, transcript: &Transcript, source: &Source) -> Result<(String, Receipt), ConvertError> {
    let mut recorder =
        Recorder { source, writer: Writer::new(), open: Vec::new(), text_at: None, scope: None, pieces: Vec::new() };
    tei::events(document, source, &mut |step| recorder.take(&step))?;
    let xml = recorder.writer.finish()?;
    let mut pieces = recorder.pieces;
    for (span, rule) in &transcript.dropped {
        let verbatim = source.text()[span.range()].to_owned();
        pieces.push((*span, Placed::Dropped { rule: (*rule).to_owned(), verbatim }));
    }
    let pieces = whole(source, pieces)?;
    let decisions = decisions(source, transcript);
    let mut receipt = Receipt {
        version: VERSION,
        generator: concat!("teiwright ", env!("CARGO_PKG_VERSION")).to_owned(),
        source: SourceFacts::of(source),
        document: Some(DocumentFacts::of(xml.as_bytes())),
        words: String::new(),
        pieces,
        decisions,
    };
    receipt.words = verify::words_digest(&receipt, source);
    Ok((xml, receipt))
}

/// The attributes that say in TEI what words of the source said, by element.
const CARRIERS: &[(&str, &str)] = &[("gap", "reason"), ("note", "n"), ("pb", "n"), ("ref", "target")];

/// An element that is open.
struct Open {
    path: Arc<str>,
    /// How many bytes of the text stand before it, if it stands in the text.
    at: Option<usize>,
    /// The attribute that stands for words of the source.
    carrier: Option<Carrier>,
    /// How many children of each name there were.
    children: HashMap<String, usize>,
}

/// An element of the header whose text is counted.
struct Scope {
    id: Arc<str>,
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
    pieces: Vec<(Span, Placed)>,
}

impl Recorder<'_> {
    fn take(&mut self, step: &Step<'_>) -> Result<(), ConvertError> {
        match &step.event {
            Event::Start { name, attributes, .. } => {
                let id = attributes.iter().find(|(name, _)| *name == "xml:id").map(|(_, value)| value.as_ref());
                let carrying = |(attribute, _): &&(&'static str, _)| CARRIERS.contains(&(name.as_ref(), *attribute));
                let carrier = attributes.iter().find(carrying);
                let carrier =
                    carrier.map(|(name, value)| Carrier { name: (*name).to_owned(), value: value.clone().into_owned() });
                self.start(name, id, carrier);
            }
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

    fn start(&mut self, name: &str, id: Option<&str>, carrier: Option<Carrier>) {
        let path = match self.open.last_mut() {
            None => Arc::from(format!("/{name}")),
            Some(parent) => {
                let count = parent.children.entry(name.to_owned()).or_default();
                *count += 1;
                Arc::from(format!("{}/{name}[{count}]", parent.path))
            }
        };
        if self.open.len() == 1 && name == "text" {
            self.text_at = Some(0);
        }
        if let (None, None, Some(id)) = (self.text_at, &self.scope, id) {
            self.scope = Some(Scope { id: Arc::from(id), depth: self.open.len(), at: 0 });
        }
        self.open.push(Open { path, at: self.text_at, carrier, children: HashMap::new() });
    }

    fn end(&mut self) {
        self.open.pop();
        if self.scope.as_ref().is_some_and(|scope| scope.depth == self.open.len()) {
            self.scope = None;
        }
    }

    fn text(&mut self, text: &str, origin: Option<Span>) -> Result<(), ConvertError> {
        let mut nowhere = 0;
        let counter = match (&mut self.text_at, &mut self.scope) {
            (Some(at), _) => at,
            (None, Some(scope)) => &mut scope.at,
            (None, None) => &mut nowhere,
        };
        let at = *counter;
        *counter += text.len();
        let Some(span) = origin else {
            // Nothing may stand in the text that no byte of the source stands for.
            return if self.text_at.is_some() { Err(ConvertError::Lost { span: Span::at(0) }) } else { Ok(()) };
        };
        let element = self.open.last().ok_or(ConvertError::Lost { span })?;
        let path = Arc::clone(&element.path);
        let verbatim = self.source.slice(span).ok_or(ConvertError::Lost { span })?;
        let id = self.scope.as_ref().map(|scope| Arc::clone(&scope.id));
        let placed = match (text == verbatim, self.text_at, id) {
            (true, Some(_), _) => Placed::Text { at, length: text.len(), path },
            (true, None, Some(id)) => Placed::Header { id, at, length: text.len(), path },
            (true, None, None) => return Err(ConvertError::Lost { span }),
            (false, ..) if text.is_empty() && !is_layout(verbatim) => {
                Placed::Markup { path, at: element.at, attribute: element.carrier.clone(), verbatim: verbatim.to_owned() }
            }
            (false, _, id) => {
                if !is_layout(verbatim) {
                    return Err(ConvertError::Lost { span });
                }
                let id = if self.text_at.is_some() { None } else { id };
                let replacement = (!text.is_empty()).then(|| Replacement { text: text.to_owned(), id, at });
                Placed::Layout { verbatim: verbatim.to_owned(), replacement }
            }
        };
        if !span.is_empty() {
            self.pieces.push((span, placed));
        }
        Ok(())
    }
}

/// White space, line ends, and the byte-order mark.
fn is_layout(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || character == '\u{feff}')
}

/// Sorts the pieces, fills what lies between them with layout, and maps them to the bytes of the file.
///
/// Anything between them that is not layout would be lost, and is an error; so is a byte in two pieces.
fn whole(source: &Source, mut pieces: Vec<(Span, Placed)>) -> Result<Vec<Piece>, ConvertError> {
    pieces.sort_by_key(|(span, _)| *span);
    let mut filled: Vec<Piece> = Vec::with_capacity(pieces.len() * 2);
    let mut offsets = source.file_offsets();
    let mut at = 0;
    let mut put =
        |span: Span, placed: Placed| filled.push(Piece { start: offsets.at(span.start), end: offsets.at(span.end), placed });
    let layout = |span: Span| {
        let verbatim = &source.text()[span.range()];
        match is_layout(verbatim) {
            true => Ok(Placed::Layout { verbatim: verbatim.to_owned(), replacement: None }),
            false => Err(ConvertError::Lost { span }),
        }
    };
    for (span, placed) in pieces {
        if span.start < at {
            return Err(ConvertError::Lost { span });
        }
        if span.start > at {
            let gap = Span::new(at, span.start);
            put(gap, layout(gap)?);
        }
        at = span.end;
        put(span, placed);
    }
    if at < source.text().len() {
        let gap = Span::new(at, source.text().len());
        put(gap, layout(gap)?);
    }
    Ok(filled)
}

fn decisions(source: &Source, transcript: &Transcript) -> Vec<Decided> {
    let mut offsets = source.file_offsets();
    let decided = transcript.decisions.iter().map(|decision| {
        let start = offsets.at(decision.span.start);
        // The ends are not in order: each is counted from its own start.
        let end = source.file_offsets_from(decision.span.start, start).at(decision.span.end);
        Decided {
            kind: decision.kind.to_owned(),
            line: source.place(decision.span.start).line,
            start,
            end,
            value: decision.value.clone(),
            evidence: decision.evidence.iter().map(|evidence| evidence.clone().into_owned()).collect(),
            certainty: decision.certainty,
        }
    });
    decided.collect()
}
