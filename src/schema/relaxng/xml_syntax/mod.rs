//! The XML syntax of RELAX NG (specification, section 3), read into the full syntax with all that is inherited resolved
//! (4.1 to 4.5, 4.8 to 4.10).

mod annotations;
mod grammar;
mod name_classes;
mod patterns;
mod reader;
mod uri;

use crate::{
    schema::relaxng::{
        SchemaError,
        ast::{Keep, SchemaFile},
    },
    source::Source,
    xml,
};

/// Reads a schema in the XML syntax; `file` is the number that its places bear.
///
/// # Errors
/// The first breach of section 3, of a constraint that sections 4.1 to 4.10 put on one file, or of XML itself.
pub fn read(source: &Source, file: u32, keep: Keep) -> Result<SchemaFile, SchemaError> {
    let tree = xml::parse(source).map_err(|error| SchemaError::not_well_formed(&error, file))?;
    let mut reader = reader::Reader::new(&tree, file, keep);
    let inherited = reader.inherited_by_root();
    let pattern = reader.root(tree.root_element(), &inherited)?;
    let prefixes = reader.prefixes();
    Ok(SchemaFile { pattern, prefixes, libraries: Vec::new() })
}

#[cfg(test)]
mod tests;
