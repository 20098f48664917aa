//! Nodes become patterns (4.20, 4.21): each definition once, each element once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::schema::relaxng::{
    SchemaError,
    ast::Place,
    limits::{PATTERN_LIMIT, SIZE_LIMIT},
    names::Names,
    pattern::{
        Attribute, AttributeId, Data, DataId, EMPTY, Element, ElementId, Grammar, NOT_ALLOWED, Pattern, PatternId, Patterns, TEXT,
    },
    simplify::{
        nodes::{Kind, NodeId, Nodes, number},
        order::Order,
        values::DatumId,
    },
};

/// A grammar, and which pattern each node became.
pub(in super::super) struct Built {
    pub grammar: Grammar,
    /// By node; nodes of definitions that are not reachable became nothing.
    patterns: Vec<PatternId>,
}

impl Built {
    /// The pattern of a node.
    pub fn pattern(&self, node: NodeId) -> PatternId {
        self.patterns[node.0 as usize]
    }
}

/// Builds the patterns of the reachable definitions.
///
/// # Errors
/// More patterns than [`PATTERN_LIMIT`], or more parts of them than [`SIZE_LIMIT`], once each reference stands for what it names.
pub(in super::super) fn build(nodes: &Nodes, order: &Order) -> Result<Built, SchemaError> {
    let grammar = Grammar {
        names: Names::default(),
        patterns: Patterns::default(),
        elements: Vec::new(),
        attributes: Vec::new(),
        data: Vec::new(),
        start: NOT_ALLOWED,
        has_ids: false,
    };
    let mut builder = Builder {
        nodes,
        grammar,
        built: vec![NOT_ALLOWED; nodes.count()],
        contents: Vec::new(),
        data: FxHashMap::default(),
        size: 0,
    };
    for &definition in &order.definitions {
        builder.node(nodes.definition(definition).node)?;
    }
    // Contents have elements in them, whose contents are then built in turn.
    let mut next = 0;
    while let Some(&content) = builder.contents.get(next) {
        builder.grammar.elements[next].content = builder.node(content)?;
        next += 1;
    }
    let Builder { mut grammar, built, .. } = builder;
    grammar.start = built[nodes.definitions[0].node.0 as usize];
    Ok(Built { grammar, patterns: built })
}

struct Builder<'n> {
    nodes: &'n Nodes,
    grammar: Grammar,
    built: Vec<PatternId>,
    /// The content of each element of the grammar.
    contents: Vec<NodeId>,
    data: FxHashMap<(DatumId, PatternId), DataId>,
    /// How many patterns and members of patterns were made or looked at.
    size: usize,
}

impl Builder<'_> {
    /// Depth is bounded by the depth of a file: references are built already, and contents are built later.
    fn node(&mut self, id: NodeId) -> Result<PatternId, SchemaError> {
        let members = match self.nodes.kind(id) {
            Kind::Choice(children) | Kind::Interleave(children) | Kind::Group(children) => {
                self.members(self.nodes.children(children), id)?
            }
            Kind::OneOrMore(inner) | Kind::List(inner) | Kind::Data(_, Some(inner)) => vec![self.node(inner)?],
            Kind::Attribute(attribute) => vec![self.node(self.nodes.attributes[attribute as usize].value)?],
            _ => Vec::new(),
        };
        let pattern = self.close(self.nodes.kind(id), members);
        self.built[id.0 as usize] = pattern;
        Ok(pattern)
    }

    /// The pattern of a node whose members are built.
    fn close(&mut self, kind: Kind, members: Vec<PatternId>) -> PatternId {
        let patterns = &mut self.grammar.patterns;
        let inner = members.first().copied().unwrap_or(NOT_ALLOWED);
        match kind {
            Kind::NotAllowed => NOT_ALLOWED,
            Kind::Empty => EMPTY,
            Kind::Text => TEXT,
            Kind::Choice(_) => patterns.choice_of(members),
            Kind::Interleave(_) => patterns.interleave_of(members),
            Kind::Group(_) => members.into_iter().rev().fold(EMPTY, |rest, first| patterns.group(first, rest)),
            Kind::OneOrMore(_) => patterns.one_or_more(inner),
            Kind::List(_) => patterns.list(inner),
            Kind::Element(element) => self.element(element),
            Kind::Attribute(attribute) => self.attribute(attribute, inner),
            // Without an exception `inner` excludes nothing.
            Kind::Data(datum, _) => self.datum(datum, inner),
            Kind::Ref(definition) => self.built[self.nodes.definition(definition).node.0 as usize],
        }
    }

    fn members(&mut self, children: &[NodeId], id: NodeId) -> Result<Vec<PatternId>, SchemaError> {
        // A loop takes less of the stack than adapters do, and this function stands in every level of it.
        let mut members = Vec::with_capacity(children.len());
        for &child in children {
            members.push(self.node(child)?);
        }
        self.size += members.iter().map(|&member| self.length(member)).sum::<usize>();
        if self.size > SIZE_LIMIT || self.grammar.patterns.count() > PATTERN_LIMIT {
            return Err(too_large(self.nodes.place(id)));
        }
        Ok(members)
    }

    /// How much a list takes over from a member.
    fn length(&self, member: PatternId) -> usize {
        match self.grammar.patterns.get(member) {
            Pattern::Choice(members) | Pattern::Interleave(members) => members.len(),
            _ => 1,
        }
    }

    fn element(&mut self, index: u32) -> PatternId {
        let element = &self.nodes.elements[index as usize];
        let id = ElementId(number(self.contents.len()));
        self.contents.push(element.content);
        self.grammar.elements.push(Element {
            name: element.name.clone(),
            content: NOT_ALLOWED,
            definition: self.nodes.definition(element.definition).name.clone(),
            place: element.place,
        });
        self.grammar.patterns.intern(Pattern::Element(id))
    }

    fn attribute(&mut self, index: u32, value: PatternId) -> PatternId {
        if value == NOT_ALLOWED {
            return NOT_ALLOWED;
        }
        let attribute = &self.nodes.attributes[index as usize];
        let id = AttributeId(number(self.grammar.attributes.len()));
        let definition = attribute.value_definition;
        self.grammar.attributes.push(Attribute {
            name: attribute.name.clone(),
            value,
            value_definition: definition.and_then(|definition| self.nodes.definition(definition).name.clone()),
            place: attribute.place,
        });
        self.grammar.patterns.intern(Pattern::Attribute(id))
    }

    fn datum(&mut self, datum: DatumId, except: PatternId) -> PatternId {
        let id = *self.data.entry((datum, except)).or_insert_with(|| {
            let meaning = self.nodes.values.get(datum);
            let datatype = Arc::clone(&meaning.datatype);
            self.grammar.data.push(Data { datatype, value: meaning.value.clone(), except });
            DataId(number(self.grammar.data.len() - 1))
        });
        self.grammar.patterns.intern(Pattern::Data(id))
    }
}

fn too_large(place: Place) -> SchemaError {
    let message = format!("the schema grows past {PATTERN_LIMIT} patterns where its references are followed");
    SchemaError::new("", place, message, "let definitions refer to one another less often")
}
