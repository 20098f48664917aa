//! Why a schema does not load.

use crate::{schema::relaxng::ast::Place, source::Source, xml::ReadError};

/// A fault of a schema, with the section of the specification that it breaks.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SchemaError {
    /// What is wrong, in one line.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// The section of the RELAX NG specification, such as `7.3`, or of that of its compact syntax, such as `compact 4`; empty
    /// where no section speaks of it.
    pub section: &'static str,
    /// The text that has the fault; boxed, since a fault is rare and a text is large.
    pub source_text: Option<Box<Source>>,
    /// Where in that text.
    pub place: Place,
}

impl SchemaError {
    /// A fault at a place; whoever holds the texts fills in `source_text`.
    pub fn new(section: &'static str, place: Place, message: impl Into<String>, help: impl Into<String>) -> SchemaError {
        SchemaError { message: message.into(), help: help.into(), section, source_text: None, place }
    }

    /// A file that is not well-formed XML.
    pub fn not_well_formed(error: &ReadError, file: u32) -> SchemaError {
        SchemaError::new("3", Place { file, span: error.span() }, error.to_string(), error.help())
    }
}
