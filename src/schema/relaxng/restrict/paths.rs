//! What may stand in what (7.1), and the one walk that also asks the other restrictions.

use rustc_hash::FxHashSet;

use crate::schema::relaxng::{
    SchemaError,
    pattern::EMPTY,
    restrict::{Schema, content::Contents, overlap::Overlaps},
    simplify::{DefinitionId, Kind, NodeId},
};

/// What stands around a pattern, up to the next element: a set.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Around(u8);

const NOTHING: Around = Around(0);
const START: Around = Around(1);
const ATTRIBUTE: Around = Around(2);
const LIST: Around = Around(4);
const EXCEPT: Around = Around(8);
const ONE_OR_MORE: Around = Around(16);
/// A group or an interleave in `oneOrMore`.
const REPEATED_GROUP: Around = Around(32);

impl Around {
    fn has(self, other: Around) -> bool {
        self.0 & other.0 != 0
    }

    fn with(self, other: Around) -> Around {
        Around(self.0 | other.0)
    }

    /// What a group or an interleave adds.
    fn with_group(self) -> Around {
        if self.has(ONE_OR_MORE) { self.with(REPEATED_GROUP) } else { self }
    }
}

/// The prohibited paths: what stands around, by section, and its name.
const PROHIBITED: [(Around, &str, &str); 5] = [
    (ATTRIBUTE, "7.1.1", "attribute"),
    (REPEATED_GROUP, "7.1.2", "oneOrMore"),
    (LIST, "7.1.3", "list"),
    (EXCEPT, "7.1.4", "except"),
    (START, "7.1.5", "start"),
];

/// Walks from the start through all elements that can be reached.
///
/// # Errors
/// The first breach of a restriction.
pub(super) fn check<'a>(schema: Schema<'a>, contents: &Contents, overlaps: &mut Overlaps<'a>) -> Result<(), SchemaError> {
    let mut walk = Walk {
        schema,
        overlaps,
        seen: FxHashSet::default(),
        pending: Vec::new(),
        is_element_seen: vec![false; schema.nodes.elements.len()],
        elements: Vec::new(),
        is_checked: vec![false; schema.nodes.count()],
    };
    walk.refer(DefinitionId(0), START);
    let mut walked = 0;
    loop {
        if let Some((definition, around)) = walk.pending.pop() {
            walk.node(schema.nodes.definition(definition).node, around)?;
        } else if let Some(&element) = walk.elements.get(walked) {
            walk.node(schema.nodes.elements[element as usize].content, NOTHING)?;
            walked += 1;
        } else {
            break;
        }
    }
    walk.elements.iter().try_for_each(|&element| contents.check(schema, &schema.nodes.elements[element as usize]))
}

struct Walk<'a, 'o> {
    schema: Schema<'a>,
    overlaps: &'o mut Overlaps<'a>,
    /// The definitions that were met, each with what stood around it.
    seen: FxHashSet<(DefinitionId, Around)>,
    pending: Vec<(DefinitionId, Around)>,
    is_element_seen: Vec<bool>,
    /// The elements that were met, in order.
    elements: Vec<u32>,
    /// Whether the names in a group or an interleave were compared.
    is_checked: Vec<bool>,
}

impl<'a> Walk<'a, '_> {
    fn refer(&mut self, definition: DefinitionId, around: Around) {
        if self.seen.insert((definition, around)) {
            self.pending.push((definition, around));
        }
    }

    /// Depth is bounded by the depth of a file: references and elements wait.
    fn node(&mut self, id: NodeId, around: Around) -> Result<(), SchemaError> {
        let schema = self.schema;
        let forbidden = |inside: &'static str, places: Around| refuse(schema, id, inside, around, places);
        if schema.is_gone(id) {
            return Ok(());
        }
        match schema.nodes.kind(id) {
            Kind::Ref(definition) => {
                self.refer(definition, around);
                Ok(())
            }
            // Groups and the like of nothing but `empty` are `empty` (4.21).
            _ if schema.pattern(id) == EMPTY => forbidden("empty", EXCEPT.with(START)),
            Kind::NotAllowed | Kind::Empty => Ok(()),
            Kind::Text => forbidden("text", LIST.with(EXCEPT).with(START)),
            Kind::Choice(children) => self.each(schema.nodes.children(children), around),
            Kind::Group(children) => {
                if schema.members(schema.nodes.children(children)).nth(1).is_some() {
                    forbidden("group", EXCEPT.with(START))?;
                }
                self.members(id, schema.nodes.children(children), around, Overlaps::check_group)
            }
            Kind::Interleave(children) => {
                if schema.members(schema.nodes.children(children)).nth(1).is_some() {
                    forbidden("interleave", LIST.with(EXCEPT).with(START))?;
                }
                self.members(id, schema.nodes.children(children), around, Overlaps::check_interleave)
            }
            Kind::OneOrMore(inner) => {
                forbidden("oneOrMore", EXCEPT.with(START))?;
                self.node(inner, around.with(ONE_OR_MORE))
            }
            Kind::List(inner) => {
                forbidden("list", LIST.with(EXCEPT).with(START))?;
                self.node(inner, around.with(LIST))
            }
            Kind::Data(_, except) => {
                forbidden("data", START)?;
                except.map_or(Ok(()), |except| self.node(except, around.with(EXCEPT)))
            }
            Kind::Element(element) => {
                forbidden("element", ATTRIBUTE.with(LIST).with(EXCEPT))?;
                if !std::mem::replace(&mut self.is_element_seen[element as usize], true) {
                    self.elements.push(element);
                }
                Ok(())
            }
            Kind::Attribute(attribute) => {
                forbidden("attribute", ATTRIBUTE.with(REPEATED_GROUP).with(LIST).with(EXCEPT).with(START))?;
                let attribute = &schema.nodes.attributes[attribute as usize];
                if !around.has(ONE_OR_MORE) && !attribute.name.is_finite() {
                    let message = "an attribute with any number of names stands in no `oneOrMore`";
                    let help = "put it into `zeroOrMore` or `oneOrMore`";
                    return Err(SchemaError::new("7.3", attribute.place, message, help));
                }
                self.node(attribute.value, around.with(ATTRIBUTE))
            }
        }
    }

    /// The members of a group or an interleave.
    fn members(
        &mut self,
        id: NodeId,
        children: &[NodeId],
        around: Around,
        check: fn(&mut Overlaps<'a>, &[NodeId]) -> Result<(), SchemaError>,
    ) -> Result<(), SchemaError> {
        let members: Vec<NodeId> = self.schema.members(children).collect();
        // With one member left it is no group any more.
        let around = if members.len() > 1 { around.with_group() } else { around };
        if members.len() > 1 && !std::mem::replace(&mut self.is_checked[id.0 as usize], true) {
            check(self.overlaps, &members)?;
        }
        self.each(&members, around)
    }

    /// Several nodes; a loop takes less of the stack than adapters do.
    fn each(&mut self, nodes: &[NodeId], around: Around) -> Result<(), SchemaError> {
        for &node in nodes {
            self.node(node, around)?;
        }
        Ok(())
    }
}

/// Refuses a pattern in what stands around it, where that is one of `places`.
fn refuse(schema: Schema<'_>, id: NodeId, inside: &'static str, around: Around, places: Around) -> Result<(), SchemaError> {
    let breach = PROHIBITED.iter().find(|(prohibited, ..)| places.has(*prohibited) && around.has(*prohibited));
    let Some((prohibited, section, outside)) = breach else { return Ok(()) };
    let (message, help) = match *prohibited {
        REPEATED_GROUP => (
            "an attribute stands in a group that may be repeated".to_owned(),
            "an element has an attribute once: take it out of `oneOrMore` or `zeroOrMore`".to_owned(),
        ),
        START => (
            format!("`{inside}` stands in `start`"),
            "a document begins with an element: let `start` name elements only".to_owned(),
        ),
        _ => (
            format!("`{inside}` stands in `{outside}`"),
            format!("take it out of the `{outside}`, or write a pattern for text such as `data`"),
        ),
    };
    Err(SchemaError::new(section, schema.nodes.place(id), message, help))
}
