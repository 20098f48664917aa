//! What tells one file from all others.

use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::source::Source;

/// The length of a file in bytes, and the SHA-256 of these in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Digest {
    pub(super) bytes: usize,
    pub(super) sha256: String,
}

impl Digest {
    /// The digest of the bytes that a source was decoded from.
    pub(super) fn of(source: &Source) -> Digest {
        let bytes = source.encoding().encode(source.text()).expect("a source encodes to the bytes it came from");
        Digest::of_bytes(&bytes)
    }

    pub(super) fn of_bytes(bytes: &[u8]) -> Digest {
        let hash = <Sha256 as sha2::Digest>::digest(bytes);
        Digest { bytes: bytes.len(), sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect() }
    }
}
