//! IDs that a schema declares (RELAX NG DTD Compatibility, section 5).
//!
//! A schema may use the datatypes ID, IDREF and IDREFS in ways that the section does not allow, such as in the content of an
//! element, or for an attribute that another pattern for the same element gives another type. Then nobody can tell from a name
//! alone which attribute is an ID. Such a schema loads like any other, but IDs are not checked with it: `has_ids` is false.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::schema::relaxng::{
    datatypes::IdKind,
    limits::WORK_LIMIT,
    names::{Name, NameClass, NameId},
    pattern::{AttributeId, Grammar, Pattern, PatternId},
    restrict::overlap::Found,
};

/// Whether the schema declares IDs, and so that they can be checked.
pub(in super::super) fn has_sound_ids(grammar: &Grammar) -> bool {
    let has_any = grammar.data.iter().any(|data| data.datatype.id_kind() != IdKind::None);
    has_any && Ids::new(grammar).is_some_and(|mut ids| ids.read().is_some() && !ids.kinds.is_empty() && ids.is_sound())
}

struct Ids<'a> {
    grammar: &'a Grammar,
    /// The type of each attribute pattern.
    attributes: Vec<IdKind>,
    /// The type of each attribute of each element, where both have simple names.
    kinds: FxHashMap<(NameId, NameId), IdKind>,
    /// Attributes of no ID type, where one of the two has any number of names.
    classes: FxHashSet<(&'a NameClass, &'a NameClass)>,
    work: usize,
}

impl<'a> Ids<'a> {
    /// Nothing where the type of an attribute is not simply ID, IDREF or IDREFS, but has it in it.
    fn new(grammar: &'a Grammar) -> Option<Ids<'a>> {
        let attributes = grammar.attributes.iter().map(|attribute| attribute_kind(grammar, attribute.value));
        let attributes = attributes.collect::<Option<Vec<_>>>()?;
        Some(Ids { grammar, attributes, kinds: FxHashMap::default(), classes: FxHashSet::default(), work: 0 })
    }

    /// Reads the attributes of every element; nothing where two patterns disagree.
    fn read(&mut self) -> Option<()> {
        let grammar = self.grammar;
        for element in &grammar.elements {
            let mut elements = Found::default();
            elements.add(&element.name);
            for attribute in self.attributes_of(element.content)? {
                let kind = self.attributes[attribute.0 as usize];
                let class = &grammar.attributes[attribute.0 as usize].name;
                self.step(element.name.size() * class.size())?;
                let mut attributes = Found::default();
                attributes.add(class);
                if !elements.classes.is_empty() || !attributes.classes.is_empty() {
                    if kind != IdKind::None {
                        return None;
                    }
                    self.classes.insert((&element.name, class));
                }
                for &element in &elements.names {
                    for &attribute in &attributes.names {
                        if *self.kinds.entry((element, attribute)).or_insert(kind) != kind {
                            return None;
                        }
                    }
                }
            }
        }
        self.kinds.retain(|_, kind| *kind != IdKind::None);
        Some(())
    }

    /// The attributes of a content; nothing where text in it is an ID.
    fn attributes_of(&mut self, content: PatternId) -> Option<Vec<AttributeId>> {
        let mut attributes = Vec::new();
        let mut met = FxHashSet::default();
        let mut pending = vec![content];
        while let Some(id) = pending.pop() {
            self.step(1)?;
            let traits = self.grammar.patterns.traits(id);
            if !(traits.has_attributes || traits.has_data) || !met.insert(id) {
                continue;
            }
            match self.grammar.patterns.get(id) {
                Pattern::Choice(members) | Pattern::Interleave(members) => pending.extend_from_slice(members),
                Pattern::Group(first, rest) => pending.extend([*first, *rest]),
                Pattern::OneOrMore(inner) | Pattern::List(inner) => pending.push(*inner),
                Pattern::Attribute(attribute) => attributes.push(*attribute),
                Pattern::Data(data) if self.grammar.data[data.0 as usize].datatype.id_kind() != IdKind::None => return None,
                Pattern::Data(_) | Pattern::Element(_) | Pattern::NotAllowed | Pattern::Empty | Pattern::Text => {}
            }
        }
        Some(attributes)
    }

    /// Whether no class of names takes in an attribute that is an ID elsewhere.
    fn is_sound(&mut self) -> bool {
        let sizes: usize = self.classes.iter().map(|(elements, attributes)| elements.size() + attributes.size()).sum();
        if self.step(sizes.saturating_mul(self.kinds.len())).is_none() {
            return false;
        }
        let names = &self.grammar.names;
        let holds = |class: &NameClass, name: NameId| class.contains(names, Name::Known(name));
        !self.classes.iter().any(|(elements, attributes)| {
            self.kinds.keys().any(|&(element, attribute)| holds(elements, element) && holds(attributes, attribute))
        })
    }

    fn step(&mut self, count: usize) -> Option<()> {
        self.work = self.work.saturating_add(count);
        (self.work <= WORK_LIMIT).then_some(())
    }
}

/// The type of an attribute's value; nothing where an ID stands among other things.
fn attribute_kind(grammar: &Grammar, value: PatternId) -> Option<IdKind> {
    let kind_of = |id: PatternId| match grammar.patterns.get(id) {
        Pattern::Data(data) => grammar.data[data.0 as usize].datatype.id_kind(),
        _ => IdKind::None,
    };
    if matches!(grammar.patterns.get(value), Pattern::Data(_)) {
        return Some(kind_of(value));
    }
    let mut met = FxHashSet::default();
    let mut pending = vec![value];
    while let Some(id) = pending.pop() {
        if kind_of(id) != IdKind::None {
            return None;
        }
        if !met.insert(id) {
            continue;
        }
        match grammar.patterns.get(id) {
            Pattern::Choice(members) | Pattern::Interleave(members) => pending.extend_from_slice(members),
            Pattern::Group(first, rest) => pending.extend([*first, *rest]),
            Pattern::OneOrMore(inner) | Pattern::List(inner) => pending.push(*inner),
            _ => {}
        }
    }
    Some(IdKind::None)
}
