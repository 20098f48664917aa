//! Names that may not stand twice: attributes in a group or an interleave (7.3), elements and text in an interleave (7.4).
//!
//! Simple names are compared through one table by name; only classes with any number of names are compared one by one.

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::Place,
        limits::WORK_LIMIT,
        names::{Name, NameClass, NameId, Names},
        pattern::{Pattern, PatternId},
        restrict::Schema,
        simplify::NodeId,
    },
};

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Attributes,
    Elements,
}

/// Compares names, with tables that all comparisons share.
pub(super) struct Overlaps<'a> {
    schema: Schema<'a>,
    /// By pattern: in which walk it was last met.
    met: Vec<u32>,
    walk: u32,
    /// By name: in which comparison it was last met, and with which member of the group.
    named: Vec<(u32, u32)>,
    comparison: u32,
    /// How many steps were taken.
    work: usize,
}

/// The names of one member of a group.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub names: Vec<NameId>,
    pub classes: Vec<&'a NameClass>,
}

impl<'a> Overlaps<'a> {
    pub(super) fn new(schema: Schema<'a>) -> Overlaps<'a> {
        Overlaps {
            schema,
            met: vec![0; schema.built.grammar.patterns.count()],
            walk: 0,
            named: vec![(0, 0); schema.nodes.names.count()],
            comparison: 0,
            work: 0,
        }
    }

    /// 7.3
    pub(super) fn check_group(&mut self, members: &[NodeId]) -> Result<(), SchemaError> {
        self.check_names(members, What::Attributes)
    }

    /// 7.3 and 7.4
    pub(super) fn check_interleave(&mut self, members: &[NodeId]) -> Result<(), SchemaError> {
        let patterns = &self.schema.built.grammar.patterns;
        let mut with_text = members.iter().filter(|&&member| patterns.traits(self.schema.pattern(member)).has_text);
        if let Some(&second) = with_text.nth(1) {
            let message = "text stands in two parts of an `interleave`";
            let help = "leave `text` (or `mixed`) in one of the parts";
            return Err(SchemaError::new("7.4", self.schema.nodes.place(second), message, help));
        }
        self.check_names(members, What::Attributes)?;
        self.check_names(members, What::Elements)
    }

    fn check_names(&mut self, members: &[NodeId], what: What) -> Result<(), SchemaError> {
        let patterns = &self.schema.built.grammar.patterns;
        let has = |member: &NodeId| {
            let traits = patterns.traits(self.schema.pattern(*member));
            match what {
                What::Attributes => traits.has_attributes,
                What::Elements => traits.has_elements,
            }
        };
        let members: Vec<NodeId> = members.iter().copied().filter(has).collect();
        if members.len() < 2 {
            return Ok(());
        }
        self.comparison += 1;
        let mut earlier: Found<'a> = Found::default();
        for (index, &member) in (0..).zip(&members) {
            let place = self.schema.nodes.place(member);
            let found = self.find(self.schema.pattern(member), what, place)?;
            self.compare(index, &found, &earlier, what, place)?;
            earlier.names.extend(found.names);
            earlier.classes.extend(found.classes);
        }
        Ok(())
    }

    /// Compares the names of a member with those of the members before it.
    fn compare(
        &mut self,
        index: u32,
        found: &Found<'a>,
        earlier: &Found<'a>,
        what: What,
        place: Place,
    ) -> Result<(), SchemaError> {
        let names = &self.schema.nodes.names;
        for &name in &found.names {
            let last = &mut self.named[name.0 as usize];
            if last.0 == self.comparison && last.1 != index {
                return Err(twice(names, Some(name), what, place));
            }
            *last = (self.comparison, index);
        }
        self.step(cost(found, earlier), place)?;
        let is_in = |classes: &[&NameClass], name: NameId| classes.iter().any(|class| class.contains(names, Name::Known(name)));
        let name = found.names.iter().find(|name| is_in(&earlier.classes, **name));
        let name = name.or_else(|| earlier.names.iter().find(|name| is_in(&found.classes, **name)));
        if let Some(&name) = name {
            return Err(twice(names, Some(name), what, place));
        }
        match found.classes.iter().any(|class| earlier.classes.iter().any(|other| class.overlaps(other, names))) {
            true => Err(twice(names, None, what, place)),
            false => Ok(()),
        }
    }

    /// The names of all attributes or elements that occur in a pattern.
    fn find(&mut self, root: PatternId, what: What, place: Place) -> Result<Found<'a>, SchemaError> {
        let grammar = &self.schema.built.grammar;
        let mut found = Found::default();
        self.walk += 1;
        let mut pending = vec![root];
        while let Some(id) = pending.pop() {
            let traits = grammar.patterns.traits(id);
            let is_of_use = if what == What::Attributes { traits.has_attributes } else { traits.has_elements };
            if !is_of_use || std::mem::replace(&mut self.met[id.0 as usize], self.walk) == self.walk {
                continue;
            }
            match grammar.patterns.get(id) {
                Pattern::Choice(members) | Pattern::Interleave(members) => {
                    self.step(members.len(), place)?;
                    pending.extend_from_slice(members);
                }
                Pattern::Group(first, rest) => pending.extend([*rest, *first]),
                Pattern::OneOrMore(inner) => pending.push(*inner),
                Pattern::Element(element) => self.add(&mut found, &grammar.elements[element.0 as usize].name, place)?,
                Pattern::Attribute(attribute) => {
                    self.add(&mut found, &grammar.attributes[attribute.0 as usize].name, place)?;
                }
                Pattern::NotAllowed | Pattern::Empty | Pattern::Text | Pattern::List(_) | Pattern::Data(_) => {}
            }
            self.step(1, place)?;
        }
        Ok(found)
    }

    fn add(&mut self, found: &mut Found<'a>, class: &'a NameClass, place: Place) -> Result<(), SchemaError> {
        self.step(class.size(), place)?;
        found.add(class);
        Ok(())
    }

    fn step(&mut self, count: usize, place: Place) -> Result<(), SchemaError> {
        self.work = self.work.saturating_add(count);
        if self.work <= WORK_LIMIT {
            return Ok(());
        }
        let message = format!("comparing the names of this schema takes more than {WORK_LIMIT} steps");
        Err(SchemaError::new("", place, message, "nest groups and interleaves less deeply, or use fewer name classes"))
    }
}

impl<'a> Found<'a> {
    /// Sorts the names of a class by their kind.
    pub(super) fn add(&mut self, class: &'a NameClass) {
        match class {
            NameClass::Name(name) => self.names.push(*name),
            NameClass::Choice(members) => members.iter().for_each(|member| self.add(member)),
            NameClass::Any(_) | NameClass::Namespace(..) => self.classes.push(class),
        }
    }
}

/// How many steps it takes to compare the classes of two members with what the other has.
fn cost(found: &Found<'_>, earlier: &Found<'_>) -> usize {
    let size = |classes: &[&NameClass]| classes.iter().map(|class| class.size()).sum::<usize>();
    let pairs = found.classes.iter().flat_map(|class| earlier.classes.iter().map(|other| (class.size() + other.size()).pow(2)));
    found.names.len() * size(&earlier.classes) + earlier.names.len() * size(&found.classes) + pairs.sum::<usize>()
}

fn twice(names: &Names, name: Option<NameId>, what: What, place: Place) -> SchemaError {
    let name = name.map_or(String::new(), |name| format!(" {}", quote(names.local(name))));
    match what {
        What::Attributes => {
            let message = format!("the attribute{name} may stand twice in one element");
            SchemaError::new("7.3", place, message, "delete one of the two, or put them into a `choice`")
        }
        What::Elements => {
            let message = format!("the element{name} stands in two parts of an `interleave`");
            SchemaError::new("7.4", place, message, "delete one of the two; a name tells to which part an element belongs")
        }
    }
}
