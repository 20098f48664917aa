//! RELAX NG: both notations, simplification, restrictions, and matching by derivatives that become an automaton.

pub mod ast;
pub mod compact;
mod convert;
pub mod datatypes;
mod error;
mod image;
pub mod limits;
mod matching;
pub mod names;
pub mod pattern;
mod reference;
mod resolver;
mod restrict;
mod schema;
mod simplify;
mod survey;
mod write_xml;
pub mod xml_syntax;

pub use convert::{Notation, convert};
pub use error::SchemaError;
pub use matching::{FINDINGS, FindingPage, Matcher, Options};
pub use reference::join;
pub use resolver::{NoIncludes, Resolved, Resolver};
pub use schema::{Counts, Schema, read};
pub use write_xml::write_xml;

/// The namespace of RELAX NG (specification, section 3).
pub const NAMESPACE: &str = "http://relaxng.org/ns/structure/1.0";
