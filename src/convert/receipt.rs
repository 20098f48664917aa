//! The receipt: where every byte of the source went, and the evidence for every inference.

use std::{fmt::Write as _, sync::Arc};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    source::{Encoding, Source},
    tei::document::Certainty,
};

/// The version of the receipt's format, as `docs/formats.md` describes it.
pub const VERSION: u32 = 1;

/// An account of a conversion; `docs/formats.md` has its JSON Schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// [`VERSION`].
    pub version: u32,
    /// The program and its version.
    pub generator: String,
    /// The file that was converted.
    pub source: SourceFacts,
    /// The TEI document as it was written; an older receipt has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentFacts>,
    /// SHA-256 of the characters that the TEI document holds from the source, white space left out, in hexadecimal.
    pub words: String,
    /// The pieces of the source in order; together they are the whole file, without gaps.
    pub pieces: Vec<Piece>,
    /// The inferences in the order of the source.
    pub decisions: Vec<Decided>,
}

/// The file that was converted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// Its name, without folders.
    pub name: String,
    /// The encoding of its bytes, as the WHATWG Encoding Standard names it.
    pub encoding: String,
    /// How many bytes it has.
    pub bytes: usize,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The TEI document as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl DocumentFacts {
    /// Describes a document by its bytes.
    pub fn of(bytes: &[u8]) -> DocumentFacts {
        DocumentFacts { sha256: hexadecimal(&Sha256::digest(bytes)) }
    }
}

/// A piece of the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its first byte in the file, from 0.
    pub start: usize,
    /// The byte after its last one.
    pub end: usize,
    /// Where it went.
    #[serde(flatten)]
    pub placed: Placed,
}

/// Where a piece of the source went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "lowercase")]
pub enum Placed {
    /// It stands in `text` as it is.
    Text {
        /// Its first byte in the text of the `text` element, in UTF-8, white space between elements not counted.
        at: usize,
        /// How many bytes it has there.
        length: usize,
        /// The element that holds it, as an XPath expression.
        path: Arc<str>,
    },
    /// It stands in `teiHeader` as it is.
    Header {
        /// The `xml:id` of the element whose text is counted.
        id: Arc<str>,
        /// Its first byte in the text of that element, in UTF-8.
        at: usize,
        /// How many bytes it has there.
        length: usize,
        /// The element that holds it, as an XPath expression.
        path: Arc<str>,
    },
    /// It became markup.
    Markup {
        /// The element, as an XPath expression.
        path: Arc<str>,
        /// For an element in `text`: how many bytes of its text stand before the start-tag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<usize>,
        /// The attribute that says what the piece said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attribute: Option<Carrier>,
        /// The piece itself.
        verbatim: String,
    },
    /// It is white space or a line end that the TEI document does not hold.
    Layout {
        /// The piece itself.
        verbatim: String,
        /// Other white space that stands in its place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replacement: Option<Replacement>,
    },
    /// It was left out.
    Dropped {
        /// The rule that left it out.
        rule: String,
        /// The piece itself.
        verbatim: String,
    },
}

/// An attribute in place of words: `@reason` of `gap` for `[illegible]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carrier {
    /// The attribute.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// White space that stands in the TEI document for other white space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The characters.
    pub text: String,
    /// The `xml:id` of an element of the header; or none, if they stand in `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Arc<str>>,
    /// Their first byte in the text of that element.
    pub at: usize,
}

/// An inference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What kind of inference.
    pub kind: String,
    /// The first line that it is about, from 1.
    pub line: usize,
    /// The first byte that it is about, in the file.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// What was decided.
    pub value: String,
    /// What speaks for it.
    pub evidence: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Why a text is no receipt.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// It is not the JSON of a receipt.
    #[error("this is no receipt")]
    Form(#[from] serde_json::Error),
    /// It was made by another version of the format.
    #[error("the receipt has version {0}, and only version {VERSION} can be read; convert the source again")]
    Version(u32),
    /// Its pieces do not cover the source from the first byte to the last.
    #[error(
        "the pieces of the receipt do not follow one another at byte {0} of the source; take the receipt that `convert` wrote"
    )]
    Gap(usize),
}

impl Receipt {
    /// Writes the receipt as JSON, a line for each piece, so that versions can be compared line by line.
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(self.pieces.len() * 120);
        let _ = writeln!(out, "{{\n\"version\": {},\n\"generator\": {},", self.version, json(&self.generator));
        let _ = writeln!(out, "\"source\": {},", json(&self.source));
        if let Some(document) = &self.document {
            let _ = writeln!(out, "\"document\": {},", json(document));
        }
        let _ = writeln!(out, "\"words\": {},\n\"pieces\": [", json(&self.words));
        list(&mut out, &self.pieces);
        out.push_str("],\n\"decisions\": [\n");
        list(&mut out, &self.decisions);
        out.push_str("]\n}\n");
        out
    }

    /// Reads a receipt from JSON.
    ///
    /// # Errors
    /// [`ReceiptError`] when the text is not the JSON of a receipt, has another version, or its pieces leave gaps.
    pub fn from_json(text: &str) -> Result<Receipt, ReceiptError> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let head: Head = serde_json::from_str(text)?;
        if head.version != VERSION {
            return Err(ReceiptError::Version(head.version));
        }
        let receipt: Receipt = serde_json::from_str(text)?;
        let mut at = 0;
        for piece in &receipt.pieces {
            if piece.start != at || piece.end < piece.start {
                return Err(ReceiptError::Gap(at));
            }
            at = piece.end;
        }
        if at == receipt.source.bytes { Ok(receipt) } else { Err(ReceiptError::Gap(at)) }
    }
}

impl SourceFacts {
    /// Describes a source.
    pub(super) fn of(source: &Source) -> SourceFacts {
        let bytes = source.encoding().encode(source.text()).expect("a decoded source gives its bytes back: decoding checked it");
        SourceFacts {
            name: source.name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            encoding: source.encoding().name(),
            bytes: bytes.len(),
            sha256: hexadecimal(&Sha256::digest(&bytes)),
        }
    }

    /// SHA-256 of the bytes of a text in an encoding, in hexadecimal; nothing where there is no such encoding.
    pub(super) fn of_text(text: &str, encoding: &str) -> Option<String> {
        let bytes = Encoding::for_label(encoding)?.encode(text)?;
        Some(hexadecimal(&Sha256::digest(&bytes)))
    }
}

/// A digest as text.
pub(super) fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn list<T: Serialize>(out: &mut String, items: &[T]) {
    for (index, item) in items.iter().enumerate() {
        out.push_str(&json(item));
        out.push_str(if index + 1 < items.len() { ",\n" } else { "\n" });
    }
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("strings and numbers have a JSON form")
}
