//! XML in and out: a read-only tree with spans, and a checked writer.
//!
//! `roxmltree` alone decides whether a text is well-formed; `quick-xml` helps to locate an element left open. What [`Writer`]
//! writes, and nothing else, [`Scanner`] reads back without a tree.

mod attributes;
mod chars;
mod entities;
mod locate;
mod parts;
mod read;
mod scan;
pub mod second_edition;
mod tree;
mod write;

pub use attributes::ATTRIBUTE_LIMIT;
pub use chars::{is_ncname, is_xml_char, is_xml_space, non_xml_chars};
pub use entities::{ENTITY_COUNT_LIMIT, ENTITY_LENGTH_LIMIT, EXPANSION_LIMIT};
pub use parts::Parts;
pub use read::{ReadError, TEXT_LIMIT, parse};
pub use scan::{Scanner, Token, unescaped};
pub use tree::{Attribute, Node, RawText, Tree};
pub use write::{Content, Event, WriteError, Writer};

/// The namespace name of the prefix `xml` (Namespaces in XML 1.0, section 3).
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
