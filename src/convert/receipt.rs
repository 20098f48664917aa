//! The receipt: where every byte of the source went, and the evidence for every inference.

use std::{
    borrow::Cow,
    fmt::Write as _,
    io::{self, Write},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    convert::pieces::Pieces,
    source::{Encoding, Source},
    tei::document::Certainty,
};

/// The version of the receipt's format, as `docs/formats.md` describes it.
pub const VERSION: u32 = 2;

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
    pub pieces: Pieces,
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
    /// Describes a document by its bytes, which may come in parts.
    pub fn of<'p>(parts: impl IntoIterator<Item = &'p (impl AsRef<[u8]> + ?Sized + 'p)>) -> DocumentFacts {
        let hasher = parts.into_iter().fold(Sha256::new(), |hasher, part| hasher.chain_update(part));
        DocumentFacts { sha256: hexadecimal(&hasher.finalize()) }
    }
}

/// An inference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What kind of inference.
    pub kind: Cow<'static, str>,
    /// The first line that it is about, from 1.
    pub line: usize,
    /// The first byte that it is about, in the file.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// What was decided.
    pub value: String,
    /// What speaks for it.
    pub evidence: Vec<Cow<'static, str>>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Who made it, where that is not the program: `person`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
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
    #[error("the pieces of the receipt have {pieces} bytes and the source {expected}; take the receipt that `convert` wrote")]
    Length {
        /// How many bytes the pieces have together.
        pieces: usize,
        /// How many bytes the source has.
        expected: usize,
    },
}

impl Receipt {
    /// Writes the receipt as JSON; a line of pieces ends where one of the source ends, so that versions can be compared line
    /// by line.
    ///
    /// # Errors
    /// The first error of `out`.
    pub fn write_json(&self, mut out: impl Write) -> io::Result<()> {
        write!(out, "{{\n\"version\": {},\n\"generator\": ", self.version)?;
        serde_json::to_writer(&mut out, &self.generator)?;
        out.write_all(b",\n\"source\": ")?;
        serde_json::to_writer(&mut out, &self.source)?;
        if let Some(document) = &self.document {
            out.write_all(b",\n\"document\": ")?;
            serde_json::to_writer(&mut out, document)?;
        }
        out.write_all(b",\n\"words\": ")?;
        serde_json::to_writer(&mut out, &self.words)?;
        out.write_all(b",\n\"pieces\": [\n")?;
        self.pieces.write_json(&mut out)?;
        out.write_all(b"],\n\"decisions\": [\n")?;
        for (index, decided) in self.decisions.iter().enumerate() {
            serde_json::to_writer(&mut out, decided)?;
            out.write_all(if index + 1 < self.decisions.len() { b",\n" } else { b"\n" })?;
        }
        out.write_all(b"]\n}\n")
    }

    /// The receipt as JSON, as [`Receipt::write_json`] writes it.
    pub fn to_json(&self) -> String {
        let mut out = Vec::new();
        self.write_json(&mut out).expect("writing to memory does not fail");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    /// What a receipt of any version says of the TEI document, where it says anything.
    pub fn document_in(json: &str) -> Option<DocumentFacts> {
        #[derive(Deserialize)]
        struct Part {
            document: Option<DocumentFacts>,
        }
        serde_json::from_str::<Part>(json).ok()?.document
    }

    /// Reads a receipt from JSON.
    ///
    /// # Errors
    /// [`ReceiptError`] when the text is not the JSON of a receipt, has another version, or its pieces are not the whole source.
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
        let pieces = receipt.pieces.iter().fold(0usize, |sum, piece| sum.saturating_add(piece.source_len()));
        // In another encoding the bytes are known only when the text is put together; its digest tells then.
        if Encoding::for_label(&receipt.source.encoding) == Some(Encoding::UTF_8) && pieces != receipt.source.bytes {
            return Err(ReceiptError::Length { pieces, expected: receipt.source.bytes });
        }
        Ok(receipt)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Options, convert};

    #[test]
    fn a_receipt_is_read_whole_or_refused() {
        let source = Source::from_text("a.txt", "ANNA: Yes.\n\nBERT: No.\n");
        let receipt = convert(&source, &Options::default()).expect("it is plain text").value.receipt;
        let json = receipt.to_json();
        assert_eq!(Receipt::from_json(&json).expect("it was written"), receipt);
        let longer = json.replace("\"bytes\":22", "\"bytes\":23");
        assert!(matches!(Receipt::from_json(&longer), Err(ReceiptError::Length { pieces: 22, expected: 23 })));
        let older = json.replace("\"version\": 2", "\"version\": 1").replace("\"pieces\": [", "\"pieces\": [null,");
        assert!(matches!(Receipt::from_json(&older), Err(ReceiptError::Version(1))));
        assert_eq!(Receipt::document_in(&older), receipt.document);
    }
}
