//! The compact syntax: it comes next.

use crate::{
    schema::relaxng::{
        SchemaError,
        ast::{Keep, Place, SchemaFile},
    },
    source::Source,
};

/// Reads a schema in the compact syntax.
///
/// # Errors
/// Always, since the compact syntax is not read yet.
pub fn read(source: &Source, file: u32, _: Keep) -> Result<SchemaFile, SchemaError> {
    let place = Place { file, span: source.span() };
    Err(SchemaError::new("", place, "the compact syntax is not read yet", "write the schema in the XML syntax"))
}
