//! RELAX NG: both notations, simplification, restrictions, and matching by derivatives that become an automaton.

pub mod ast;
pub mod datatypes;
mod error;
mod matching;
pub mod names;
pub mod pattern;
mod resolver;

pub use error::SchemaError;
pub use matching::{FINDINGS, FindingPage, Matcher, Options};
pub use resolver::{NoIncludes, Resolved, Resolver};

/// A compiled schema.
#[derive(Debug)]
pub struct Schema {
    pub(crate) grammar: pattern::Grammar,
}
