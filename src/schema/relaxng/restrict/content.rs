//! What kinds of content may stand beside one another (7.2): text that a datatype judges cannot stand beside elements or text.

use crate::schema::relaxng::{
    SchemaError,
    pattern::EMPTY,
    restrict::Schema,
    simplify::{Element, Kind, NodeId, Order},
};

/// The type of a content, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Empty,
    /// Elements and text.
    Complex,
    /// Text that a datatype judges.
    Simple,
}

/// A content's type, or the node that keeps it from having one.
type Typed = Result<Content, NodeId>;

/// The content types of all reachable definitions.
pub(super) struct Contents {
    /// By definition.
    definitions: Vec<Typed>,
}

impl Contents {
    pub(super) fn of(schema: Schema<'_>, order: &Order) -> Contents {
        let mut contents = Contents { definitions: vec![Ok(Content::Empty); schema.nodes.definitions.len()] };
        for &definition in &order.definitions {
            let typed = contents.node(schema, schema.nodes.definition(definition).node);
            contents.definitions[definition.0 as usize] = typed;
        }
        contents
    }

    /// Checks the content of an element.
    ///
    /// # Errors
    /// Content that has no type.
    pub(super) fn check(&self, schema: Schema<'_>, element: &Element) -> Result<(), SchemaError> {
        self.node(schema, element.content).map(|_| ()).map_err(|node| {
            let message = "text of a datatype stands beside other content";
            let help = "let the element hold one `data`, `value` or `list` beside its attributes, or use `text`";
            SchemaError::new("7.2", schema.nodes.place(node), message, help)
        })
    }

    /// Depth is bounded by the depth of a file.
    fn node(&self, schema: Schema<'_>, id: NodeId) -> Typed {
        if schema.is_gone(id) || schema.pattern(id) == EMPTY {
            return Ok(Content::Empty);
        }
        match schema.nodes.kind(id) {
            Kind::NotAllowed | Kind::Empty => Ok(Content::Empty),
            Kind::Text | Kind::Element(_) => Ok(Content::Complex),
            Kind::Ref(definition) => self.definitions[definition.0 as usize],
            Kind::Choice(children) => {
                let mut all = Content::Empty;
                for &child in schema.nodes.children(children) {
                    all = all.max(self.node(schema, child)?);
                }
                Ok(all)
            }
            Kind::Group(children) | Kind::Interleave(children) => {
                let mut all = Content::Empty;
                for child in schema.members(schema.nodes.children(children)) {
                    let one = self.node(schema, child)?;
                    if !is_groupable(all, one) {
                        return Err(child);
                    }
                    all = all.max(one);
                }
                Ok(all)
            }
            Kind::OneOrMore(inner) => {
                let content = self.node(schema, inner)?;
                if is_groupable(content, content) { Ok(content) } else { Err(id) }
            }
            Kind::List(_) => Ok(Content::Simple),
            Kind::Data(_, except) => {
                except.map_or(Ok(Content::Empty), |except| self.node(schema, except)).map(|_| Content::Simple)
            }
            Kind::Attribute(attribute) => {
                self.node(schema, schema.nodes.attributes[attribute as usize].value).map(|_| Content::Empty)
            }
        }
    }
}

fn is_groupable(a: Content, b: Content) -> bool {
    a == Content::Empty || b == Content::Empty || (a == Content::Complex && b == Content::Complex)
}
