//! The XML syntax: its reader comes from a branch of its own.

use crate::{
    schema::relaxng::{
        SchemaError,
        ast::{Keep, Place, SchemaFile},
    },
    source::Source,
};

/// Reads a schema in the XML syntax.
///
/// # Errors
/// Always, since the XML syntax is not read yet.
pub fn read(source: &Source, file: u32, _: Keep) -> Result<SchemaFile, SchemaError> {
    let place = Place { file, span: source.span() };
    Err(SchemaError::new("", place, "the XML syntax is not read yet", "write the schema in the compact syntax"))
}
