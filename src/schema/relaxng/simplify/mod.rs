//! Simplification (specification, section 4): from the files of a schema to one graph of patterns.
//!
//! The steps are in `load` (4.5 to 4.7: the files), `scopes` (4.7, 4.17: which definition is whose), `translate` (4.12 to 4.18:
//! one arena of nodes with their places), `order` (4.19: what is reachable, and no reference leads back to itself) and `build`
//! (4.20, 4.21: the patterns). What section 7 restricts is checked on the nodes, where places are known and nothing is merged.

mod build;
mod load;
mod name_classes;
mod nodes;
mod order;
mod scopes;
mod translate;
mod values;

pub(super) use build::{Built, build};
pub(super) use load::load;
pub(super) use nodes::{DefinitionId, Element, Kind, NodeId, Nodes};
pub(super) use order::{Order, order};
pub(super) use translate::translate;

#[cfg(test)]
mod tests;
