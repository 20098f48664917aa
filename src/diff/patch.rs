//! The way back: from the old file and the JSON of a delta to the new file, byte for byte.

use serde::Deserialize;

use crate::{
    diff::{digest::Digest, render::FORM},
    source::{Encoding, Source},
    span::Span,
};

/// Why a delta cannot be applied.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PatchError {
    /// The text is not JSON, or lacks what a patch needs.
    #[error("the delta is not of the form {FORM}")]
    Form(#[source] serde_json::Error),
    /// The text is of another form, or of a version that is not known.
    #[error("the delta is of the form `{0}`, not {FORM}")]
    Version(String),
    /// The file is not the one from which the delta leads.
    #[error("the file is not the old one of this delta: {0}")]
    NotOld(String),
    /// An edit overlaps the one before it, or leaves the text.
    #[error("edit {0} of the delta does not fit the old file")]
    Edit(usize),
    /// The new file's encoding is not known, or cannot hold its characters.
    #[error("the new file cannot be written in `{0}`")]
    Encoding(String),
    /// The edits lead to a file that is not the new one: the delta was changed after it was written.
    #[error("the edits of the delta do not lead to its new file")]
    NotNew,
}

/// What a patch needs of a delta's JSON; the changes are for people and other programs.
#[derive(Deserialize)]
struct Patch {
    old: Document,
    new: Document,
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
struct Document {
    encoding: String,
    #[serde(flatten)]
    digest: Digest,
}

#[derive(Deserialize)]
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

#[derive(Deserialize)]
struct Form {
    schema: String,
}

/// Applies the delta that `json` holds, and gives the bytes of the new file, in its own encoding.
///
/// # Errors
/// [`PatchError`]: nothing is given unless `old` is the old file of the delta and the result is its new file, both by their
/// SHA-256.
pub fn apply(old: &Source, json: &str) -> Result<Vec<u8>, PatchError> {
    let form: Form = serde_json::from_str(json).map_err(PatchError::Form)?;
    if form.schema != FORM {
        return Err(PatchError::Version(form.schema));
    }
    let patch: Patch = serde_json::from_str(json).map_err(PatchError::Form)?;
    check_old(old, &patch.old.digest)?;
    let text = edited(old, &patch.edits)?;
    let encoding = Encoding::for_label(&patch.new.encoding).and_then(|encoding| Some(encoding.encode(&text)?.into_owned()));
    let bytes = encoding.ok_or(PatchError::Encoding(patch.new.encoding))?;
    if Digest::of_bytes(&bytes) == patch.new.digest { Ok(bytes) } else { Err(PatchError::NotNew) }
}

fn check_old(old: &Source, expected: &Digest) -> Result<(), PatchError> {
    let found = Digest::of(old);
    if found == *expected {
        return Ok(());
    }
    let what = match found.bytes == expected.bytes {
        true => format!("its SHA-256 is {}…, not {}…", start(&found.sha256), start(&expected.sha256)),
        false => format!("it has {} bytes, not {}", found.bytes, expected.bytes),
    };
    Err(PatchError::NotOld(what))
}

fn start(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

fn edited(old: &Source, edits: &[Edit]) -> Result<String, PatchError> {
    let mut text = String::with_capacity(old.text().len());
    let mut at = 0;
    for (index, edit) in edits.iter().enumerate() {
        let is_in_order = at <= edit.start && edit.start <= edit.end;
        let kept = old.slice(Span::new(at, edit.start)).filter(|_| is_in_order && old.slice(Span::at(edit.end)).is_some());
        text.push_str(kept.ok_or(PatchError::Edit(index + 1))?);
        text.push_str(&edit.text);
        at = edit.end;
    }
    text.push_str(old.text().get(at..).unwrap_or_default());
    Ok(text)
}
