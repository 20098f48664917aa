//! TEI: its names, its values, its text, and the documents that we write.

mod content;
pub mod document;
mod events;
mod flow;
mod header;
mod iso;
mod language;
mod metadata;
mod names;
mod plain;
mod speeches;
mod steps;
mod text;
mod when;

pub use content::{content_of, holds_elements_only};
pub use events::events;
pub use flow::{Flow, flow_of};
pub use header::{NOT_STATED, untitled};
pub use iso::check_iso;
pub use language::{LanguageError, check_language};
pub use metadata::{
    Agent, AgentKind, Application, Dating, Identifier, Language, Licence, Metadata, Origin, Role, Statement, is_address, words,
};
pub use names::{NAMESPACE, XML_ID, XML_LANG, tei};
pub use plain::plain_text;
pub use speeches::{Speech, is_division, label, speeches};
pub use steps::Step;
pub use text::{Run, TextStream};
pub use when::{DateError, TimeOfDay, When, parse_when};
