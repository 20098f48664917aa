//! TEI: its names, its values, its text, and the documents that we write.

mod content;
pub mod document;
mod events;
mod header;
mod names;
mod text;

pub use content::{content_of, holds_elements_only};
pub use events::{Step, events};
pub use header::{ENCODER, INSERTIONS, untitled};
pub use names::{NAMESPACE, XML_ID, XML_LANG, tei};
pub use text::{Run, TextStream};
