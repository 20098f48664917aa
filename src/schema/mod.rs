//! Grammars for XML: what may stand where.
//!
//! `relaxng` reads, checks and runs RELAX NG schemas, ours among them. A schema is compiled once ([`Schema`]) and shared by
//! all threads; each thread judges trees with a [`Matcher`] of its own, which remembers what it has seen.

mod built_in;
pub mod relaxng;

pub use relaxng::{
    FINDINGS, FindingPage, Matcher, NoIncludes, Notation, Options, Resolved, Resolver, Schema, SchemaError, convert,
};
