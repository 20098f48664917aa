//! Matching: a document against a grammar, in one pass, with findings that say how to mend it.
//!
//! Time is linear in the document for any one schema; what is remembered is bounded, and so is the work of a step (`automaton`,
//! `derive`). Nothing recurses over the document; over patterns, recursion is as deep as the schema's own nesting.
//!
//! [`Matcher`] walks over the elements with a stack of states (`automaton`), whose transitions are derivatives of patterns
//! (`derive`); strings are judged apart (`values`), and so are IDs (`ids`). Where the document departs from the grammar,
//! `recovery` and `faults` look for the cheapest repair, so that one fault gives one finding; `missing` and `expected` say what
//! belongs there, `knowledge` what is likely, `words` how values are described.

mod automaton;
mod derive;
mod expected;
mod faults;
mod findings;
mod ids;
mod knowledge;
mod matcher;
mod missing;
mod recovery;
#[cfg(test)]
mod tests;
mod values;
mod words;

pub use findings::{FINDINGS, FindingPage};
pub use matcher::{Matcher, Options};
