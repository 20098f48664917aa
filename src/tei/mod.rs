//! TEI: its names, its values, its text, and the documents that we write.

mod content;
mod flow;
mod names;
mod plain;
mod text;

pub use content::{content_of, holds_elements_only};
pub use flow::{Flow, flow_of};
pub use names::{NAMESPACE, XML_ID, XML_LANG, tei};
pub use plain::plain_text;
pub use text::{Run, TextStream};
