//! The simple syntax (specification, 4.21) as a graph: every pattern exists once, so that equal patterns have equal numbers.
//!
//! Patterns are made through [`Patterns`] only, which normalizes: `notAllowed` and `empty` vanish where they do nothing
//! (4.18, 4.20, and the same laws for patterns that matching makes), a choice is a set, an interleave is a sorted list, a group
//! leans to the right. That keeps the states of a content model few.

use std::{collections::HashMap, hash::BuildHasherDefault};

use rustc_hash::FxHasher;

use crate::schema::relaxng::{ast::Place, datatypes::Datatype, names::NameClass};

/// A pattern, as an index into [`Patterns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatternId(pub u32);

/// An `element` pattern of the schema, as an index into [`Grammar::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// An `attribute` pattern of the schema, as an index into [`Grammar::attributes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttributeId(pub u32);

/// A `data` or `value` pattern of the schema, as an index into [`Grammar::data`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DataId(pub u32);

/// Matches nothing; always the first pattern.
pub const NOT_ALLOWED: PatternId = PatternId(0);
/// Matches no content; always the second pattern.
pub const EMPTY: PatternId = PatternId(1);
/// Matches any text, the empty one too; always the third pattern.
pub const TEXT: PatternId = PatternId(2);

/// What a pattern is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// `notAllowed`
    NotAllowed,
    /// `empty`
    Empty,
    /// `text`
    Text,
    /// `choice`: two or more alternatives, none of them a choice, `notAllowed`, or there twice; sorted.
    Choice(Box<[PatternId]>),
    /// `group`: the first is no group.
    Group(PatternId, PatternId),
    /// `interleave`: two or more, none of them an interleave; sorted, and one may stand there twice.
    Interleave(Box<[PatternId]>),
    /// `oneOrMore`
    OneOrMore(PatternId),
    /// `list`
    List(PatternId),
    /// `element`
    Element(ElementId),
    /// `attribute`
    Attribute(AttributeId),
    /// `data` or `value`
    Data(DataId),
}

/// What is known of a pattern without looking into it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// Whether it matches no content and no attributes.
    pub is_nullable: bool,
    /// Whether an `attribute` stands in it, outside of elements.
    pub has_attributes: bool,
    /// Whether an `element` stands in it.
    pub has_elements: bool,
    /// Whether `text` stands in it, outside of attributes and elements.
    pub has_text: bool,
    /// Whether `data`, `value` or `list` stands in it, outside of attributes and elements.
    pub has_data: bool,
}

/// All patterns that were made.
#[derive(Clone, Debug)]
pub struct Patterns {
    list: Vec<Pattern>,
    traits: Vec<Traits>,
    known: HashMap<Pattern, PatternId, BuildHasherDefault<FxHasher>>,
}

impl Default for Patterns {
    fn default() -> Patterns {
        let mut patterns = Patterns { list: Vec::new(), traits: Vec::new(), known: HashMap::default() };
        for pattern in [Pattern::NotAllowed, Pattern::Empty, Pattern::Text] {
            patterns.intern(pattern);
        }
        patterns
    }
}

impl Patterns {
    /// What a pattern is.
    pub fn get(&self, id: PatternId) -> &Pattern {
        &self.list[id.0 as usize]
    }

    /// What is known of a pattern.
    pub fn traits(&self, id: PatternId) -> Traits {
        self.traits[id.0 as usize]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// One of two.
    pub fn choice(&mut self, a: PatternId, b: PatternId) -> PatternId {
        match (a, b) {
            (NOT_ALLOWED, other) | (other, NOT_ALLOWED) => other,
            (a, b) if a == b => a,
            (a, b) => self.choice_of(vec![a, b]),
        }
    }

    /// One of several; none is `notAllowed`.
    pub fn choice_of(&mut self, alternatives: Vec<PatternId>) -> PatternId {
        let mut flat = Vec::with_capacity(alternatives.len());
        for alternative in alternatives {
            match self.get(alternative) {
                Pattern::NotAllowed => {}
                Pattern::Choice(inner) => flat.extend_from_slice(inner),
                _ => flat.push(alternative),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        // `empty` adds nothing beside an alternative that matches no content anyway.
        if flat.first() == Some(&EMPTY) && flat[1..].iter().any(|&other| self.traits(other).is_nullable) {
            flat.remove(0);
        }
        match flat.as_slice() {
            [] => NOT_ALLOWED,
            [one] => *one,
            _ => self.intern(Pattern::Choice(flat.into())),
        }
    }

    /// One after the other.
    pub fn group(&mut self, a: PatternId, b: PatternId) -> PatternId {
        match (a, b) {
            (NOT_ALLOWED, _) | (_, NOT_ALLOWED) => NOT_ALLOWED,
            (EMPTY, other) | (other, EMPTY) => other,
            _ => {
                let mut members = Vec::new();
                let mut last = a;
                while let Pattern::Group(first, rest) = *self.get(last) {
                    members.push(first);
                    last = rest;
                }
                members.push(last);
                members.into_iter().rev().fold(b, |rest, first| self.intern(Pattern::Group(first, rest)))
            }
        }
    }

    /// Both, mixed in any order.
    pub fn interleave(&mut self, a: PatternId, b: PatternId) -> PatternId {
        match (a, b) {
            (NOT_ALLOWED, _) | (_, NOT_ALLOWED) => NOT_ALLOWED,
            (EMPTY, other) | (other, EMPTY) => other,
            _ => self.interleave_of(vec![a, b]),
        }
    }

    /// All, mixed in any order; none is `empty`.
    pub fn interleave_of(&mut self, members: Vec<PatternId>) -> PatternId {
        let mut flat = Vec::with_capacity(members.len());
        for member in members {
            match self.get(member) {
                Pattern::NotAllowed => return NOT_ALLOWED,
                Pattern::Empty => {}
                Pattern::Interleave(inner) => flat.extend_from_slice(inner),
                _ => flat.push(member),
            }
        }
        flat.sort_unstable();
        // Text mixed with text is text.
        if let Some(first) = flat.iter().position(|&member| member == TEXT) {
            let count = flat[first..].iter().take_while(|&&member| member == TEXT).count();
            flat.drain(first + 1..first + count);
        }
        match flat.as_slice() {
            [] => EMPTY,
            [one] => *one,
            _ => self.intern(Pattern::Interleave(flat.into())),
        }
    }

    /// Once or several times.
    pub fn one_or_more(&mut self, inner: PatternId) -> PatternId {
        match self.get(inner) {
            Pattern::NotAllowed | Pattern::Empty | Pattern::Text | Pattern::OneOrMore(_) => inner,
            _ => self.intern(Pattern::OneOrMore(inner)),
        }
    }

    /// The tokens of a text.
    pub fn list(&mut self, inner: PatternId) -> PatternId {
        match inner {
            NOT_ALLOWED => NOT_ALLOWED,
            inner => self.intern(Pattern::List(inner)),
        }
    }

    /// It, or nothing.
    pub fn optional(&mut self, inner: PatternId) -> PatternId {
        self.choice(EMPTY, inner)
    }

    /// An `element`, `attribute`, `data` or `value` of the schema, or any pattern that is in normal form already.
    pub fn intern(&mut self, pattern: Pattern) -> PatternId {
        if let Some(&id) = self.known.get(&pattern) {
            return id;
        }
        let id = PatternId(u32::try_from(self.list.len()).expect("a schema has fewer than four billion patterns: Limits holds"));
        self.traits.push(self.traits_of(&pattern));
        self.list.push(pattern.clone());
        self.known.insert(pattern, id);
        id
    }

    fn traits_of(&self, pattern: &Pattern) -> Traits {
        let any = |members: &[PatternId]| {
            members.iter().map(|&member| self.traits(member)).fold(Traits::default(), |all, one| Traits {
                is_nullable: false,
                has_attributes: all.has_attributes || one.has_attributes,
                has_elements: all.has_elements || one.has_elements,
                has_text: all.has_text || one.has_text,
                has_data: all.has_data || one.has_data,
            })
        };
        let nullable = |id: &PatternId| self.traits(*id).is_nullable;
        match pattern {
            Pattern::NotAllowed => Traits::default(),
            Pattern::Empty => Traits { is_nullable: true, ..Traits::default() },
            Pattern::Text => Traits { is_nullable: true, has_text: true, ..Traits::default() },
            Pattern::Choice(members) => Traits { is_nullable: members.iter().any(nullable), ..any(members) },
            Pattern::Group(a, b) => Traits { is_nullable: nullable(a) && nullable(b), ..any(&[*a, *b]) },
            Pattern::Interleave(members) => Traits { is_nullable: members.iter().all(nullable), ..any(members) },
            Pattern::OneOrMore(inner) => self.traits(*inner),
            Pattern::List(_) | Pattern::Data(_) => Traits { has_data: true, ..Traits::default() },
            Pattern::Element(_) => Traits { has_elements: true, ..Traits::default() },
            Pattern::Attribute(_) => Traits { has_attributes: true, ..Traits::default() },
        }
    }
}

/// An `element` of the schema.
#[derive(Clone, Debug)]
pub struct Element {
    /// The names that it has.
    pub name: NameClass,
    /// Its attributes and its content.
    pub content: PatternId,
    /// The definition in which it stands, such as `model.pLike` or `p`, for messages.
    pub definition: Option<std::sync::Arc<str>>,
    /// Where the schema has it.
    pub place: Place,
}

/// An `attribute` of the schema.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The names that it has.
    pub name: NameClass,
    /// Its value.
    pub value: PatternId,
    /// The definition that gives the value, such as `teidata.pointer`, for messages.
    pub value_definition: Option<std::sync::Arc<str>>,
    /// Where the schema has it.
    pub place: Place,
}

/// A `data` or a `value` of the schema; two with the same meaning are one.
#[derive(Clone, Debug)]
pub struct Data {
    /// The datatype with its facets.
    pub datatype: std::sync::Arc<Datatype>,
    /// For `value`, the value: as written for messages, and as the datatype reads it.
    pub value: Option<(Box<str>, crate::schema::relaxng::datatypes::Value)>,
    /// For `data` with `except`, the patterns that the text must not match (a choice of `data` and `value`).
    pub except: PatternId,
}

/// A schema in the simple syntax: correct by section 7, with no reference left but those to elements.
#[derive(Clone, Debug)]
pub struct Grammar {
    /// The names that it mentions.
    pub names: crate::schema::relaxng::names::Names,
    /// The patterns.
    pub patterns: Patterns,
    /// The `element` patterns.
    pub elements: Vec<Element>,
    /// The `attribute` patterns.
    pub attributes: Vec<Attribute>,
    /// The `data` and `value` patterns.
    pub data: Vec<Data>,
    /// What a document's root must match.
    pub start: PatternId,
    /// What is declared of ID, IDREF and IDREFS, if anything is (RELAX NG DTD Compatibility, section 5).
    pub has_ids: bool,
}
