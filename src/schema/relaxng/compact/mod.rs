//! The compact syntax (RELAX NG Compact Syntax, OASIS committee specification of 21 November 2002): read and written.
//!
//! Where the full syntax has two spellings for one meaning, the reader chooses one: `element p { a, b }` holds the list `a`, `b`
//! and `element p { (a, b) }` one group, as the XML syntax can say both; `attribute n { text }` is an attribute that leaves its
//! content out. Comments with one `#` are lost; those with two are documentation.

mod annotations;
mod characters;
mod declarations;
mod environment;
mod grammar;
mod lexer;
mod name_classes;
mod parser;
mod patterns;
mod primaries;
mod token;
mod uri;
mod write;

pub use parser::read;
pub use write::write;

/// How deep patterns, name classes, grammars and annotations may nest in one another; real schemas stay below 30.
pub const NESTING_LIMIT: usize = 200;

/// The namespace of documentation (RELAX NG DTD Compatibility, section 2).
pub(super) const COMPATIBILITY: &str = "http://relaxng.org/ns/compatibility/annotations/1.0";

#[cfg(test)]
mod tests;
