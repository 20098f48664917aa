//! Restrictions (specification, section 7): what the simple syntax allows and yet no schema may have.
//!
//! They speak of the schema after simplification. They are checked on the nodes, since the patterns merge what is alike, and
//! the nodes that simplification leaves out (4.20, 4.21) are passed over.

mod content;
mod ids;
mod overlap;
mod paths;

pub(super) use ids::has_sound_ids;

use crate::schema::relaxng::{
    SchemaError,
    pattern::{EMPTY, NOT_ALLOWED, PatternId},
    simplify::{Built, NodeId, Nodes, Order},
};

/// Checks every restriction.
///
/// # Errors
/// The first breach, with its section.
pub(super) fn check(nodes: &Nodes, order: &Order, built: &Built) -> Result<(), SchemaError> {
    let schema = Schema { nodes, built };
    let contents = content::Contents::of(schema, order);
    let mut overlaps = overlap::Overlaps::new(schema);
    paths::check(schema, &contents, &mut overlaps)
}

/// What is checked: the nodes and what they became.
#[derive(Clone, Copy)]
struct Schema<'a> {
    nodes: &'a Nodes,
    built: &'a Built,
}

impl<'a> Schema<'a> {
    fn pattern(self, node: NodeId) -> PatternId {
        self.built.pattern(node)
    }

    /// Whether simplification leaves the node out for good.
    fn is_gone(self, node: NodeId) -> bool {
        self.pattern(node) == NOT_ALLOWED
    }

    /// The members of a group or an interleave that are left: `empty` vanishes there (4.21).
    fn members(self, children: &'a [NodeId]) -> impl Iterator<Item = NodeId> + Clone + 'a {
        children.iter().copied().filter(move |&child| self.pattern(child) != EMPTY)
    }
}

#[cfg(test)]
mod tests;
