//! The nodes that the patterns of the files become before anything is left out or merged.

use std::sync::Arc;

use crate::schema::relaxng::{
    SchemaError,
    ast::Place,
    limits::PATTERN_LIMIT,
    names::{NameClass, Names},
    simplify::values::{DatumId, Values},
};

/// A node, as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) struct NodeId(pub u32);

/// A definition, as an index: a `define`, a `start`, or a file that `externalRef` refers to. The first is the whole schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) struct DefinitionId(pub u32);

/// The children of a node, as a range of [`Nodes::children`].
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Children {
    start: u32,
    count: u32,
}

/// What a node is; lists have two or more members.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Kind {
    NotAllowed,
    Empty,
    Text,
    Choice(Children),
    Group(Children),
    Interleave(Children),
    OneOrMore(NodeId),
    List(NodeId),
    /// An index of [`Nodes::elements`].
    Element(u32),
    /// An index of [`Nodes::attributes`].
    Attribute(u32),
    /// `data` or `value`, and what `except` excludes.
    Data(DatumId, Option<NodeId>),
    Ref(DefinitionId),
}

/// An `element`.
pub(in super::super) struct Element {
    pub name: NameClass,
    pub content: NodeId,
    pub definition: DefinitionId,
    pub place: Place,
}

/// An `attribute`.
pub(in super::super) struct Attribute {
    pub name: NameClass,
    pub value: NodeId,
    /// The definition that the value is a reference to.
    pub value_definition: Option<DefinitionId>,
    pub place: Place,
}

/// A definition, once translated.
pub(in super::super) struct Definition {
    /// Its name, if it is a `define`.
    pub name: Option<Arc<str>>,
    pub node: NodeId,
    pub references: Vec<Reference>,
}

/// A reference from one definition to another.
#[derive(Clone, Copy)]
pub(in super::super) struct Reference {
    pub target: DefinitionId,
    pub place: Place,
    /// Whether it stands in an `element`, so that it may lead back (4.19).
    pub is_in_element: bool,
}

/// All nodes of a schema.
#[derive(Default)]
pub(in super::super) struct Nodes {
    kinds: Vec<Kind>,
    places: Vec<Place>,
    children: Vec<NodeId>,
    pub elements: Vec<Element>,
    pub attributes: Vec<Attribute>,
    pub definitions: Vec<Definition>,
    pub names: Names,
    pub values: Values,
}

impl Nodes {
    pub fn kind(&self, id: NodeId) -> Kind {
        self.kinds[id.0 as usize]
    }

    pub fn place(&self, id: NodeId) -> Place {
        self.places[id.0 as usize]
    }

    pub fn children(&self, children: Children) -> &[NodeId] {
        &self.children[children.start as usize..][..children.count as usize]
    }

    pub fn count(&self) -> usize {
        self.kinds.len()
    }

    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.definitions[id.0 as usize]
    }

    /// Adds a node.
    ///
    /// # Errors
    /// More than [`PATTERN_LIMIT`].
    pub(super) fn add(&mut self, kind: Kind, place: Place) -> Result<NodeId, SchemaError> {
        if self.kinds.len() >= PATTERN_LIMIT {
            return Err(too_many(place));
        }
        self.kinds.push(kind);
        self.places.push(place);
        Ok(NodeId(number(self.kinds.len() - 1)))
    }

    /// Keeps the children of a node that is going to be added.
    pub(super) fn keep(&mut self, members: impl ExactSizeIterator<Item = NodeId>) -> Children {
        let children = Children { start: number(self.children.len()), count: number(members.len()) };
        self.children.extend(members);
        children
    }
}

/// A count that the limits keep small, as an index.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).expect("PATTERN_LIMIT is below four billion")
}

pub(super) fn too_many(place: Place) -> SchemaError {
    let message = format!("the schema has more than {PATTERN_LIMIT} patterns and definitions");
    SchemaError::new("", place, message, "include each file once, and write definitions for what repeats")
}
