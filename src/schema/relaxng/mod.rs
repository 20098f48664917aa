//! RELAX NG: both notations, simplification, restrictions, and matching by derivatives that become an automaton.

pub mod ast;
pub mod datatypes;
mod error;
pub mod names;
pub mod pattern;
mod resolver;

pub use error::SchemaError;
pub use resolver::{NoIncludes, Resolved, Resolver};
