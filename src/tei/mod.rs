//! TEI: its names, its values, its text, and the documents that we write.

mod content;
mod language;
mod names;
mod text;
mod when;

pub use content::{content_of, holds_elements_only};
pub use language::{LanguageError, check_language};
pub use names::{NAMESPACE, XML_ID, XML_LANG, tei};
pub use text::{Run, TextStream};
pub use when::{DateError, TimeOfDay, When, parse_when};
