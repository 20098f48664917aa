//! TEI: its names, its values, its text, and the documents that we write.

mod content;
pub mod document;
mod events;
mod flow;
mod header;
mod iso;
mod language;
mod names;
mod plain;
mod steps;
mod text;
mod when;

pub use content::{content_of, holds_elements_only};
pub use events::events;
pub use flow::{Flow, flow_of};
pub use header::untitled;
pub use iso::check_iso;
pub use language::{LanguageError, check_language};
pub use names::{NAMESPACE, XML_ID, XML_LANG, tei};
pub use plain::plain_text;
pub use steps::Step;
pub use text::{Run, TextStream};
pub use when::{DateError, TimeOfDay, When, parse_when};
