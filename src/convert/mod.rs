//! From a transcript to TEI, with a receipt that accounts for every byte; and back, to prove it.

mod authority;
mod document;
mod findings;
mod header;
mod json;
mod markup;
mod metadata;
mod persons;
mod phrases;
mod pieces;
mod places;
mod proof;
mod receipt;
mod record;
mod sheet;
mod verify;

pub use authority::{Authority, AuthorityEntry, AuthorityKind, ReadAuthorityError, read_rows, read_tei};
pub use findings::{FINDINGS, FindingPage};
pub use metadata::{Identifier, Metadata, Part, Participant, ROLES, Responsible, batch};
pub use pieces::{Iter as PiecesIter, Piece, Pieces, Replacement};
pub use receipt::{Decided, DocumentFacts, Receipt, ReceiptError, SourceFacts, VERSION};
pub use sheet::Sheet;
pub use verify::{Verdict, VerifyError, verify};

use std::sync::Arc;

use crate::{
    diagnostic::{Diagnostic, Parsed, Severity, sort},
    source::Source,
    span::Span,
    transcript::{self, Doubt, Format, FormatError, Guidance},
    xml::{Parts, ReadError, WriteError, non_xml_chars},
};

/// What a caller may say about a conversion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The date of the conversion for `revisionDesc`, as `@when` has it; none is stated where there is none.
    pub date: Option<String>,
    /// What the caller states about the transcript.
    pub metadata: Option<Metadata>,
    /// Names to tag in the text, and to link persons with.
    pub authority: Option<Arc<Authority>>,
    /// The form of the sources; where none is said, each tells its own.
    pub format: Option<Format>,
    /// What is known of the sources.
    pub guidance: Guidance,
}

/// A converted transcript.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The TEI document.
    pub xml: Parts,
    /// Where every byte of the source went.
    pub receipt: Receipt,
    /// What is doubtful, as questions for a person.
    pub doubts: Vec<Doubt>,
}

/// Why a transcript could not be converted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// Nothing but white space.
    #[error("the file holds nothing but white space")]
    Blank,
    /// A character that XML cannot carry.
    #[error("U+{:04X} is a character that XML cannot carry", u32::from(*character))]
    Character {
        /// The character.
        character: char,
        /// Where it stands.
        span: Span,
    },
    /// The source does not have the form that it was said, or seems, to have.
    #[error("{0}")]
    Format(FormatError),
    /// The TEI document would not be well-formed.
    #[error("the TEI document cannot be written")]
    Write(#[from] WriteError),
    /// The written document does not read back.
    #[error("the TEI document that was written cannot be read")]
    Read(#[from] ReadError),
    /// A part of the source would have been lost, doubled or changed, and nothing was written instead.
    #[error("the conversion would have lost or changed this part of the source")]
    Lost {
        /// The first part.
        span: Span,
    },
}

impl ConvertError {
    /// The place in the source, where there is one.
    pub fn span(&self) -> Option<Span> {
        match self {
            ConvertError::Character { span, .. } | ConvertError::Lost { span } => Some(*span),
            ConvertError::Format(error) => Some(error.span),
            ConvertError::Blank | ConvertError::Write(_) | ConvertError::Read(_) => None,
        }
    }

    /// How to mend it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            ConvertError::Blank => "check that the file was saved with its text".to_owned(),
            ConvertError::Format(error) => return error.help.clone(),
            ConvertError::Character { .. } => "delete the character in the transcript, or write what it stands for".to_owned(),
            _ => "this is a fault of teiwright; a report with the transcript would help to mend it".to_owned(),
        })
    }
}

/// Converts a transcript to TEI.
///
/// Before it returns, the written document is read again and the source is put together from it and the receipt; a document
/// from which the source does not come back byte for byte is never returned.
///
/// # Errors
/// [`ConvertError::Blank`] for a text without words, [`ConvertError::Character`] for a character that XML cannot carry; the other variants show a fault of this program.
///
/// ```
/// use teiwright::{convert, source::Source};
///
/// let source = Source::decode("greeting.txt", b"ANNA: Good morning.\n\nBERT: Good morning to you.\n", None)?;
/// let converted = convert::convert(&source, &convert::Options::default())?.value;
/// let xml = converted.xml.to_string();
/// assert!(xml.contains("<speaker>ANNA:</speaker>"));
///
/// let tei = Source::from_text("greeting.xml", xml);
/// assert!(convert::verify(&tei, &converted.receipt, Some(&source))?.is_exact);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn convert(source: &Source, options: &Options) -> Result<Parsed<Converted>, ConvertError> {
    // Form feed and vertical tab are layout, and stay in the receipt.
    let is_layout = |character: char| matches!(character, '\u{b}' | '\u{c}');
    if let Some((at, character)) = non_xml_chars(source.text()).find(|(_, character)| !is_layout(*character)) {
        return Err(ConvertError::Character { character, span: Span::new(at, at + character.len_utf8()) });
    }
    if source.text().chars().all(|character| character.is_whitespace() || character == '\u{feff}') {
        return Err(ConvertError::Blank);
    }
    let format = options.format.unwrap_or_else(|| Format::of(source));
    let read = transcript::read_as(source, format, &options.guidance).map_err(ConvertError::Format)?;
    // Numbers of lines are no part of any words.
    let without = (!read.value.line_numbers.is_empty()).then(|| transcript::without_numbers(source, &read.value.line_numbers));
    let text = without.as_ref().unwrap_or(source);
    let doubts = transcript::doubts(&read, text);
    let Parsed { value: mut transcript, mut diagnostics } = read;
    let given =
        options.metadata.as_ref().map(|stated| metadata::apply(stated, &mut transcript, &mut diagnostics)).unwrap_or_default();
    let linked = match &options.authority {
        Some(names) => authority::link(names, &mut transcript, text, &mut diagnostics),
        None => authority::Linked::default(),
    };
    let header = header::header(&transcript, text, options, &given, &linked);
    let decisions = record::decisions(source, std::mem::take(&mut transcript.decisions));
    let mut dropped = std::mem::take(&mut transcript.dropped);
    // Those of blank lines are the beginnings of nothing.
    dropped.extend(transcript.line_numbers.iter().map(|number| (number.span, "line-number")));
    let document = document::to_document(header, &mut transcript, text, options, &linked);
    let (xml, mut receipt) = record::record(document, dropped, decisions, source)?;
    // It is not needed for the proof, and may be larger than the text.
    drop(transcript);
    receipt.words = proof::prove(source, &xml, &receipt.pieces)?;
    if source.encoding_is_guessed() {
        diagnostics.push(guessed_encoding(source));
    }
    sort(&mut diagnostics);
    Ok(Parsed { value: Converted { xml, receipt, doubts }, diagnostics })
}

fn guessed_encoding(source: &Source) -> Diagnostic {
    let message = format!("the bytes are not UTF-8, and were read as {}", source.encoding().name());
    let help = "read a line with accents or quotation marks; where it is wrong, name the encoding: `--encoding NAME`";
    let at = source.text().find(|character: char| !character.is_ascii()).unwrap_or_default();
    let length = source.text()[at..].chars().next().map_or(0, char::len_utf8);
    Diagnostic::new("TR008", Severity::Warning, Span::new(at, at + length), message).help(help)
}
