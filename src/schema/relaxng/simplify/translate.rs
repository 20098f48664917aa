//! Patterns of the files become nodes (4.12 to 4.18).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{self, Combine, Component, Pattern, PatternKind, Place},
        limits::PATTERN_LIMIT,
        simplify::{
            load::Files,
            name_classes::{Owner, intern},
            nodes::{Attribute, Children, Definition, DefinitionId, Element, Kind, NodeId, Nodes, Reference, number, too_many},
            scopes::{Part, gather},
        },
    },
};

/// Makes nodes of a whole schema.
///
/// # Errors
/// Breaches of 4.7 and 4.16 to 4.18, and more patterns than the limit.
pub(in super::super) fn translate(files: &Files<'_>) -> Result<Nodes, SchemaError> {
    let mut translator = Translator {
        files,
        nodes: Nodes::default(),
        scopes: Vec::new(),
        pending: Vec::new(),
        external: FxHashMap::default(),
        members: Vec::new(),
        references: Vec::new(),
        size: 0,
    };
    let root = files.pattern(0);
    let parts = vec![Part { patterns: std::slice::from_ref(root), inherited: "", place: root.place }];
    translator.pend(None, Pending { parts, combine: None, scope: None }, root.place)?;
    let mut next = 0;
    while next < translator.pending.len() {
        translator.definition(next)?;
        next += 1;
    }
    Ok(translator.nodes)
}

/// A grammar, as an index.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ScopeId(u32);

/// The names that references in a grammar may have.
struct Scope<'a> {
    parent: Option<ScopeId>,
    definitions: FxHashMap<&'a str, DefinitionId>,
}

/// A definition that is not translated yet.
struct Pending<'a> {
    parts: Vec<Part<'a>>,
    combine: Option<Combine>,
    scope: Option<ScopeId>,
}

/// Where a pattern stands.
#[derive(Clone, Copy)]
struct Position<'a> {
    scope: Option<ScopeId>,
    inherited: &'a str,
    definition: DefinitionId,
    is_in_element: bool,
}

struct Translator<'a, 's> {
    files: &'a Files<'s>,
    nodes: Nodes,
    scopes: Vec<Scope<'a>>,
    /// Side by side with the definitions of `nodes`.
    pending: Vec<Pending<'a>>,
    /// The definition that a file became, by its number, the grammar that refers to it, and the namespace that it is given.
    external: FxHashMap<(u32, Option<ScopeId>, &'a str), DefinitionId>,
    /// The members of lists that are not complete yet.
    members: Vec<NodeId>,
    /// The references of the definition at hand.
    references: Vec<Reference>,
    /// How many components and files were gathered.
    size: usize,
}

impl<'a> Translator<'a, '_> {
    /// Announces a definition, to be translated in its turn.
    fn pend(&mut self, name: Option<Arc<str>>, pending: Pending<'a>, place: Place) -> Result<DefinitionId, SchemaError> {
        if self.pending.len() >= PATTERN_LIMIT {
            return Err(too_many(place));
        }
        let id = DefinitionId(number(self.pending.len()));
        self.pending.push(pending);
        self.nodes.definitions.push(Definition { name, node: NodeId(0), references: Vec::new() });
        Ok(id)
    }

    fn definition(&mut self, index: usize) -> Result<(), SchemaError> {
        let Pending { parts, combine, scope } = &mut self.pending[index];
        let (parts, combine, scope) = (std::mem::take(parts), *combine, *scope);
        let definition = DefinitionId(number(index));
        let first = self.members.len();
        let mut place = None;
        for part in &parts {
            let position = Position { scope, inherited: part.inherited, definition, is_in_element: false };
            let node = self.group(part.patterns, position, part.place)?;
            self.members.push(node);
            place = place.or(Some(part.place));
        }
        let place = place.expect("a definition has a part");
        let node = match combine {
            Some(Combine::Interleave) => self.list(first, Kind::Interleave, place)?,
            Some(Combine::Choice) | None => self.list(first, Kind::Choice, place)?,
        };
        let definition = &mut self.nodes.definitions[index];
        definition.node = node;
        definition.references = std::mem::take(&mut self.references);
        Ok(())
    }

    /// A list of the members from `first` on; a single member needs none.
    fn list(&mut self, first: usize, kind: fn(Children) -> Kind, place: Place) -> Result<NodeId, SchemaError> {
        if let [only] = self.members[first..] {
            self.members.truncate(first);
            return Ok(only);
        }
        let children = self.nodes.keep(self.members.drain(first..));
        self.nodes.add(kind(children), place)
    }

    /// Patterns one after the other (4.12).
    fn group(&mut self, patterns: &'a [Pattern], position: Position<'a>, place: Place) -> Result<NodeId, SchemaError> {
        let first = self.members.len();
        self.several(patterns, position)?;
        self.list(first, Kind::Group, place)
    }

    /// Adds patterns to the members of a list.
    fn several(&mut self, patterns: &'a [Pattern], position: Position<'a>) -> Result<(), SchemaError> {
        for pattern in patterns {
            let node = self.pattern(pattern, position)?;
            self.members.push(node);
        }
        Ok(())
    }

    /// Depth is bounded by the depth of the file; what needs much of the stack is in other functions.
    fn pattern(&mut self, pattern: &'a Pattern, position: Position<'a>) -> Result<NodeId, SchemaError> {
        let Some(inner) = inner(pattern) else { return self.leaf(pattern, position) };
        let first = self.members.len();
        let is_in_element = position.is_in_element || matches!(pattern.kind, PatternKind::Element(..));
        self.several(inner, Position { is_in_element, ..position })?;
        self.compound(pattern, first, position)
    }

    /// A pattern whose inner patterns are the members from `first` on.
    fn compound(&mut self, pattern: &'a Pattern, first: usize, position: Position<'a>) -> Result<NodeId, SchemaError> {
        let place = pattern.place;
        let list = match &pattern.kind {
            PatternKind::Choice(_) | PatternKind::Data(_) => Kind::Choice,
            PatternKind::Interleave(_) => Kind::Interleave,
            _ => Kind::Group,
        };
        let inner = self.list(first, list, place)?;
        let kind = match &pattern.kind {
            PatternKind::Element(name, _) => self.element(name, inner, position)?,
            PatternKind::Attribute(name, _) => self.attribute(name, inner, position)?,
            PatternKind::OneOrMore(_) => Kind::OneOrMore(inner),
            PatternKind::List(_) => Kind::List(inner),
            PatternKind::Optional(_) => return self.with(inner, Kind::Empty, Kind::Choice, place),
            PatternKind::ZeroOrMore(_) => {
                let inner = self.nodes.add(Kind::OneOrMore(inner), place)?;
                return self.with(inner, Kind::Empty, Kind::Choice, place);
            }
            PatternKind::Mixed(_) => return self.with(inner, Kind::Text, Kind::Interleave, place),
            PatternKind::Data(data) => Kind::Data(self.nodes.values.data(data, place)?, Some(inner)),
            _ => return Ok(inner),
        };
        self.nodes.add(kind, place)
    }

    /// A pattern that holds no other, or not at its place.
    fn leaf(&mut self, pattern: &'a Pattern, position: Position<'a>) -> Result<NodeId, SchemaError> {
        let place = pattern.place;
        let kind = match &pattern.kind {
            PatternKind::Empty => Kind::Empty,
            PatternKind::Text => Kind::Text,
            PatternKind::Attribute(name, _) => {
                let value = self.nodes.add(Kind::Text, place)?;
                self.attribute(name, value, position)?
            }
            PatternKind::Value(value) => Kind::Data(self.nodes.values.value(value, position.inherited, place)?, None),
            PatternKind::Data(data) => Kind::Data(self.nodes.values.data(data, place)?, None),
            PatternKind::Ref(name) => self.reference(name, position.scope, position, place)?,
            PatternKind::ParentRef(name) => {
                let parent = position.scope.and_then(|scope| self.scopes[scope.0 as usize].parent);
                let Some(parent) = parent else { return Err(without_grammar("parentRef", place)) };
                self.reference(name, Some(parent), position, place)?
            }
            PatternKind::ExternalRef(include) => self.external(include, position, place)?,
            PatternKind::Grammar(components) => self.grammar(components, position, place)?,
            // Any other pattern holds one or more; with none it could match nothing.
            _ => Kind::NotAllowed,
        };
        self.nodes.add(kind, place)
    }

    /// A list of a node and a simple one (4.13 to 4.15).
    fn with(&mut self, node: NodeId, other: Kind, kind: fn(Children) -> Kind, place: Place) -> Result<NodeId, SchemaError> {
        let other = self.nodes.add(other, place)?;
        let children = self.nodes.keep([node, other].into_iter());
        self.nodes.add(kind(children), place)
    }

    fn element(&mut self, name: &ast::NameClass, content: NodeId, position: Position<'a>) -> Result<Kind, SchemaError> {
        let class = intern(name, Owner::Element, position.inherited, &mut self.nodes.names)?;
        self.nodes.elements.push(Element { name: class, content, definition: position.definition, place: name.place });
        Ok(Kind::Element(number(self.nodes.elements.len() - 1)))
    }

    fn attribute(&mut self, name: &ast::NameClass, value: NodeId, position: Position<'a>) -> Result<Kind, SchemaError> {
        let class = intern(name, Owner::Attribute, position.inherited, &mut self.nodes.names)?;
        let value_definition = match self.nodes.kind(value) {
            Kind::Ref(definition) => Some(definition),
            _ => None,
        };
        self.nodes.attributes.push(Attribute { name: class, value, value_definition, place: name.place });
        Ok(Kind::Attribute(number(self.nodes.attributes.len() - 1)))
    }

    fn refer(&mut self, target: DefinitionId, position: Position<'a>, place: Place) -> Kind {
        self.references.push(Reference { target, place, is_in_element: position.is_in_element });
        Kind::Ref(target)
    }

    fn reference(
        &mut self,
        name: &str,
        scope: Option<ScopeId>,
        position: Position<'a>,
        place: Place,
    ) -> Result<Kind, SchemaError> {
        let Some(scope) = scope else { return Err(without_grammar("ref", place)) };
        match self.scopes[scope.0 as usize].definitions.get(name) {
            Some(&target) => Ok(self.refer(target, position, place)),
            None => {
                let message = format!("{} is not defined", quote(name));
                Err(SchemaError::new("4.18", place, message, format!("add a definition of `{name}`, or correct the name")))
            }
        }
    }

    /// 4.6
    fn external(&mut self, include: &'a ast::Include, position: Position<'a>, place: Place) -> Result<Kind, SchemaError> {
        let file = self.files.target(place);
        let inherited = include.namespace.as_deref().unwrap_or(position.inherited);
        let key = (file, position.scope, inherited);
        let target = match self.external.get(&key) {
            Some(&target) => target,
            None => {
                let root = self.files.pattern(file);
                let parts = vec![Part { patterns: std::slice::from_ref(root), inherited, place: root.place }];
                let target = self.pend(None, Pending { parts, combine: None, scope: position.scope }, place)?;
                self.external.insert(key, target);
                target
            }
        };
        Ok(self.refer(target, position, place))
    }

    /// 4.18: a grammar is its `start`.
    fn grammar(&mut self, components: &'a [Component], position: Position<'a>, place: Place) -> Result<Kind, SchemaError> {
        let gathered = gather(self.files, components, position.inherited, &mut self.size)?;
        let scope = ScopeId(number(self.scopes.len()));
        self.scopes.push(Scope { parent: position.scope, definitions: FxHashMap::default() });
        let mut start = None;
        for (name, parts) in gathered.definitions {
            let pending = Pending { parts: parts.list, combine: parts.combine, scope: Some(scope) };
            let definition = self.pend(name.map(Arc::from), pending, place)?;
            match name {
                Some(name) => {
                    self.scopes[scope.0 as usize].definitions.insert(name, definition);
                }
                None => start = Some(definition),
            }
        }
        match start {
            Some(start) => Ok(self.refer(start, position, place)),
            None => {
                Err(SchemaError::new("4.18", place, "the grammar has no `start`", "add one that says with what documents begin"))
            }
        }
    }
}

/// The patterns that a pattern holds at its place; `grammar` holds definitions instead.
fn inner(pattern: &Pattern) -> Option<&[Pattern]> {
    let inner = match &pattern.kind {
        PatternKind::Element(_, inner)
        | PatternKind::Group(inner)
        | PatternKind::Interleave(inner)
        | PatternKind::Choice(inner)
        | PatternKind::Optional(inner)
        | PatternKind::ZeroOrMore(inner)
        | PatternKind::OneOrMore(inner)
        | PatternKind::List(inner)
        | PatternKind::Mixed(inner) => inner.as_slice(),
        PatternKind::Attribute(_, Some(inner)) => std::slice::from_ref(&**inner),
        PatternKind::Data(data) => data.except.as_deref()?,
        _ => return None,
    };
    (!inner.is_empty()).then_some(inner)
}

fn without_grammar(keyword: &str, place: Place) -> SchemaError {
    let (message, help) = match keyword {
        "ref" => ("`ref` stands outside of any grammar", "put the pattern into the `start` of a `grammar`"),
        _ => ("`parentRef` stands in no nested grammar", "write `ref`"),
    };
    SchemaError::new("4.18", place, message, help)
}
