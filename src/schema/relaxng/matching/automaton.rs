//! The automaton: states made when a document first needs them, and the transitions between them.
//!
//! A state is what an open element may still hold: for each `element` pattern that it may be, the rest of that pattern. So
//! elements of one name with several patterns run side by side, and no pattern has to remember what follows an element: that
//! stays in the state of its parent. What is remembered is dropped when it passes [`WEIGHT_LIMIT`].

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::derive::{Deriver, NO_MEMBERS, SetId, Symbol};
use crate::schema::relaxng::{
    Schema,
    names::{Name, NameClass},
    pattern::{AttributeId, EMPTY, ElementId, Grammar, NOT_ALLOWED, Pattern, PatternId, Patterns},
};

/// How much the automaton may remember, in members of patterns and in transitions, before it starts afresh: some 100 MB.
pub(super) const WEIGHT_LIMIT: usize = 2_000_000;

/// Stands for the document itself, which is no element: its one child is the root element.
pub(super) const DOCUMENT: ElementId = ElementId(u32::MAX);

/// A state, as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct StateId(pub u32);

/// The state without patterns: nothing that the schema allows has led here.
pub(super) const DEAD: StateId = StateId(0);

/// Marks a transition that was not asked for yet.
const UNKNOWN: u32 = u32::MAX;

/// The elements that something may be, each with the rest of its pattern, sorted.
type Pairs = Box<[(ElementId, PatternId)]>;

#[derive(Debug)]
struct State {
    pairs: Pairs,
    closed: u32,
    text: u32,
    survivors: u32,
    has_data: bool,
}

/// What an attribute of a name leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttributeStep {
    /// Where its candidates stand, for [`Automaton::candidates`]; nothing if the state allows no attribute of this name.
    pub candidates: Option<u32>,
    /// The state after it if its value suits all candidates.
    pub next: StateId,
}

/// States and transitions.
#[derive(Debug)]
pub(super) struct Automaton {
    schema: Arc<Schema>,
    pub(super) deriver: Deriver,
    states: Vec<State>,
    known: FxHashMap<Pairs, StateId>,
    children: FxHashMap<u64, StateId>,
    attributes: FxHashMap<u64, AttributeStep>,
    candidates: Vec<Box<[AttributeId]>>,
    by_attributes: FxHashMap<u64, StateId>,
    by_elements: FxHashMap<u64, StateId>,
    weight: usize,
    /// [`WEIGHT_LIMIT`]; tests take less.
    pub(super) weight_limit: usize,
}

impl Automaton {
    pub(super) fn new(schema: Arc<Schema>) -> Automaton {
        let mut automaton = Automaton {
            deriver: Deriver::new(schema.grammar.patterns.clone()),
            schema,
            states: Vec::new(),
            known: FxHashMap::default(),
            children: FxHashMap::default(),
            attributes: FxHashMap::default(),
            candidates: Vec::new(),
            by_attributes: FxHashMap::default(),
            by_elements: FxHashMap::default(),
            weight: 0,
            weight_limit: WEIGHT_LIMIT,
        };
        automaton.state(Vec::new());
        automaton
    }

    pub(super) fn grammar(&self) -> &Grammar {
        &self.schema.grammar
    }

    pub(super) fn patterns(&self) -> &Patterns {
        &self.deriver.patterns
    }

    /// Whether more is remembered than [`WEIGHT_LIMIT`].
    pub(super) fn is_full(&self) -> bool {
        self.weight + self.deriver.weight() > self.weight_limit
    }

    /// Whether the automaton must be looked after before more is asked of it.
    #[inline]
    pub(super) fn needs_care(&self) -> bool {
        self.is_full() || self.deriver.is_exhausted()
    }

    /// Forgets everything but some states, whose new numbers are put in their places.
    pub(super) fn restart<'a>(&mut self, kept: impl Iterator<Item = &'a mut StateId>) {
        let mut fresh = Automaton::new(Arc::clone(&self.schema));
        fresh.weight_limit = self.weight_limit;
        let mut states: FxHashMap<StateId, StateId> = FxHashMap::default();
        let mut moved: FxHashMap<PatternId, PatternId> = FxHashMap::default();
        for state in kept {
            let old = *state;
            *state = *states.entry(old).or_insert_with(|| {
                let pairs = self.pairs(old).iter().map(|&(element, pattern)| {
                    (element, transfer(&self.deriver.patterns, &mut fresh.deriver.patterns, pattern, &mut moved))
                });
                let pairs = pairs.collect();
                fresh.state(pairs)
            });
        }
        *self = fresh;
    }

    /// The state of the document before its root element.
    pub(super) fn start(&mut self) -> StateId {
        let start = self.schema.grammar.start;
        self.state(vec![(DOCUMENT, start)])
    }

    /// The state at the start of an element that may be any of these.
    pub(super) fn enter(&mut self, mut elements: Vec<ElementId>) -> StateId {
        elements.sort_unstable();
        elements.dedup();
        let content = |id: ElementId| self.schema.grammar.elements[id.0 as usize].content;
        let pairs = elements.into_iter().map(|id| (id, content(id))).collect();
        self.state(pairs)
    }

    /// What a state is made of.
    pub(super) fn pairs(&self, state: StateId) -> &[(ElementId, PatternId)] {
        &self.states[state.0 as usize].pairs
    }

    /// Whether a text without elements is judged as a whole in this state.
    pub(super) fn has_data(&self, state: StateId) -> bool {
        self.states[state.0 as usize].has_data
    }

    /// A name as a number, for keys.
    pub(super) fn key(&self, name: Name) -> u32 {
        let count = u32::try_from(self.schema.grammar.names.count()).expect("names are counted in 32 bits");
        match name {
            Name::Known(id) => id.0,
            Name::In(namespace) => count + namespace.0,
            Name::Foreign => u32::MAX,
        }
    }

    /// The state in which a child of this name starts; [`DEAD`] if there may be none here.
    #[inline]
    pub(super) fn child(&mut self, state: StateId, name: Name) -> StateId {
        let key = pair(state.0, self.key(name));
        match self.children.get(&key) {
            Some(&known) => known,
            None => self.find_child(key, state, name),
        }
    }

    #[cold]
    fn find_child(&mut self, key: u64, state: StateId, name: Name) -> StateId {
        let grammar = &self.schema.grammar;
        let mut elements = first_elements(&self.deriver.patterns, self.pairs(state));
        elements.retain(|&id| grammar.elements[id.0 as usize].name.contains(&grammar.names, name));
        let child = self.enter(elements);
        self.weight += 1;
        self.children.insert(key, child);
        child
    }

    /// What an attribute of this name leads to.
    #[inline]
    pub(super) fn attribute(&mut self, state: StateId, name: Name) -> AttributeStep {
        let key = pair(state.0, self.key(name));
        match self.attributes.get(&key) {
            Some(&known) => known,
            None => self.find_attribute(key, state, name),
        }
    }

    #[cold]
    fn find_attribute(&mut self, key: u64, state: StateId, name: Name) -> AttributeStep {
        let grammar = &self.schema.grammar;
        let mut found = attributes(&self.deriver.patterns, self.pairs(state));
        found.retain(|&id| grammar.attributes[id.0 as usize].name.contains(&grammar.names, name));
        let step = if found.is_empty() {
            AttributeStep { candidates: None, next: state }
        } else {
            let next = self.after_attributes(state, &found);
            self.candidates.push(found.into());
            let index = u32::try_from(self.candidates.len() - 1).expect("the caches are dropped long before");
            AttributeStep { candidates: Some(index), next }
        };
        self.weight += 1;
        self.attributes.insert(key, step);
        step
    }

    /// The `attribute` patterns of a step, sorted.
    #[inline]
    pub(super) fn candidates(&self, index: u32) -> &[AttributeId] {
        &self.candidates[index as usize]
    }

    /// The state after an attribute that matches all of these, sorted.
    pub(super) fn after_attributes(&mut self, state: StateId, attributes: &[AttributeId]) -> StateId {
        let members: Vec<u32> = attributes.iter().map(|id| id.0).collect();
        let set = self.deriver.sets.intern(&members);
        let key = pair(state.0, set.0);
        if let Some(&known) = self.by_attributes.get(&key) {
            return known;
        }
        let next = self.step(state, Symbol::Attributes(set));
        self.by_attributes.insert(key, next);
        next
    }

    /// The state after the start-tag; [`DEAD`] if required attributes are missing.
    #[inline]
    pub(super) fn close(&mut self, state: StateId) -> StateId {
        match self.states[state.0 as usize].closed {
            UNKNOWN => {
                let next = self.step(state, Symbol::Close);
                self.states[state.0 as usize].closed = next.0;
                next
            }
            known => StateId(known),
        }
    }

    /// The state after text; [`DEAD`] if there may be none here.
    #[inline]
    pub(super) fn text(&mut self, state: StateId) -> StateId {
        match self.states[state.0 as usize].text {
            UNKNOWN => {
                let next = self.step(state, Symbol::Text);
                self.states[state.0 as usize].text = next.0;
                next
            }
            known => StateId(known),
        }
    }

    /// The elements that may end here; [`NO_MEMBERS`] if something is missing.
    #[inline]
    pub(super) fn survivors(&mut self, state: StateId) -> SetId {
        match self.states[state.0 as usize].survivors {
            UNKNOWN => {
                let patterns = &self.deriver.patterns;
                let pairs = self.states[state.0 as usize].pairs.iter();
                let alive: Vec<u32> =
                    pairs.filter(|(_, pattern)| patterns.traits(*pattern).is_nullable).map(|(element, _)| element.0).collect();
                let set = self.deriver.sets.intern(&alive);
                self.states[state.0 as usize].survivors = set.0;
                set
            }
            known => SetId(known),
        }
    }

    /// All elements of a state, as if each might end.
    pub(super) fn all_elements(&mut self, state: StateId) -> SetId {
        let all: Vec<u32> = self.pairs(state).iter().map(|(element, _)| element.0).collect();
        self.deriver.sets.intern(&all)
    }

    /// The state after a child that may be any of these elements.
    #[inline]
    pub(super) fn after(&mut self, state: StateId, elements: SetId) -> StateId {
        debug_assert_ne!(elements, NO_MEMBERS);
        let key = pair(state.0, elements.0);
        if let Some(&known) = self.by_elements.get(&key) {
            return known;
        }
        let next = self.step(state, Symbol::Elements(elements));
        self.by_elements.insert(key, next);
        next
    }

    #[cold]
    fn step(&mut self, state: StateId, symbol: Symbol) -> StateId {
        let pairs: Vec<_> = self.pairs(state).to_vec();
        let stepped = pairs.into_iter().map(|(element, pattern)| (element, self.deriver.step(pattern, symbol)));
        let alive: Vec<_> = stepped.filter(|(_, pattern)| *pattern != NOT_ALLOWED).collect();
        self.weight += 1;
        self.state(alive)
    }

    fn state(&mut self, pairs: Vec<(ElementId, PatternId)>) -> StateId {
        if let Some(&id) = self.known.get(pairs.as_slice()) {
            return id;
        }
        let id = StateId(u32::try_from(self.states.len()).expect("the caches are dropped long before four billion states"));
        let has_data = pairs.iter().any(|(_, pattern)| self.deriver.patterns.traits(*pattern).has_data);
        self.weight += pairs.len() + 1;
        let pairs: Pairs = pairs.into();
        self.known.insert(pairs.clone(), id);
        self.states.push(State { pairs, closed: UNKNOWN, text: UNKNOWN, survivors: UNKNOWN, has_data });
        id
    }

    /// Every `element` of the schema that has this name.
    pub(super) fn elements_named(&self, name: Name) -> Vec<ElementId> {
        let grammar = self.grammar();
        let numbers = 0..u32::try_from(grammar.elements.len()).expect("elements are counted in 32 bits");
        // An element by wildcard says nothing about this name.
        let is_of = |class: &NameClass| class.contains(&grammar.names, name) && is_closed(class);
        numbers.map(ElementId).filter(|id| is_of(&grammar.elements[id.0 as usize].name)).collect()
    }
}

fn pair(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// Whether a class names its names one by one.
pub(super) fn is_closed(class: &NameClass) -> bool {
    match class {
        NameClass::Name(_) => true,
        NameClass::Choice(members) => members.iter().all(is_closed),
        NameClass::Any(_) | NameClass::Namespace(..) => false,
    }
}

/// The elements with which some pattern of a state may begin, each once.
pub(super) fn first_elements(patterns: &Patterns, pairs: &[(ElementId, PatternId)]) -> Vec<ElementId> {
    let mut found = Vec::new();
    leaves(patterns, pairs, Reach::First, &mut |leaf| {
        if let Pattern::Element(id) = leaf {
            found.push(*id);
        }
    });
    found
}

/// The elements that stand anywhere in the patterns of a state, each once.
pub(super) fn all_elements(patterns: &Patterns, pairs: &[(ElementId, PatternId)]) -> Vec<ElementId> {
    let mut found = Vec::new();
    leaves(patterns, pairs, Reach::Any, &mut |leaf| {
        if let Pattern::Element(id) = leaf {
            found.push(*id);
        }
    });
    found
}

/// The attributes of the patterns of a state, sorted, each once.
pub(super) fn attributes(patterns: &Patterns, pairs: &[(ElementId, PatternId)]) -> Vec<AttributeId> {
    let mut found = Vec::new();
    leaves(patterns, pairs, Reach::Any, &mut |leaf| {
        if let Pattern::Attribute(id) = leaf {
            found.push(*id);
        }
    });
    found.sort_unstable();
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    First,
    Any,
}

fn leaves(patterns: &Patterns, pairs: &[(ElementId, PatternId)], reach: Reach, visit: &mut impl FnMut(&Pattern)) {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open: Vec<PatternId> = pairs.iter().map(|(_, pattern)| *pattern).collect();
    while let Some(pattern) = open.pop() {
        let traits = patterns.traits(pattern);
        if !(traits.has_elements || traits.has_attributes) || !seen.insert(pattern) {
            continue;
        }
        match patterns.get(pattern) {
            Pattern::Choice(members) | Pattern::Interleave(members) => open.extend_from_slice(members),
            Pattern::OneOrMore(inner) => open.push(*inner),
            Pattern::Group(first, rest) => {
                open.push(*first);
                if reach == Reach::Any || patterns.traits(*first).is_nullable {
                    open.push(*rest);
                }
            }
            leaf => visit(leaf),
        }
    }
}

/// Makes a pattern anew in a younger collection of the same schema.
fn transfer(old: &Patterns, new: &mut Patterns, pattern: PatternId, moved: &mut FxHashMap<PatternId, PatternId>) -> PatternId {
    if let Some(&known) = moved.get(&pattern) {
        return known;
    }
    let made = match old.get(pattern).clone() {
        Pattern::Choice(members) => {
            let members = members.iter().map(|&member| transfer(old, new, member, moved)).collect();
            new.choice_of(members)
        }
        Pattern::Interleave(members) => {
            let members = members.iter().map(|&member| transfer(old, new, member, moved)).collect();
            new.interleave_of(members)
        }
        Pattern::Group(..) => {
            let mut members = Vec::new();
            let mut rest = pattern;
            while let Pattern::Group(first, after) = *old.get(rest) {
                members.push(transfer(old, new, first, moved));
                rest = after;
            }
            members.push(transfer(old, new, rest, moved));
            members.into_iter().rev().fold(EMPTY, |rest, member| new.group(member, rest))
        }
        Pattern::OneOrMore(inner) => {
            let inner = transfer(old, new, inner, moved);
            new.one_or_more(inner)
        }
        Pattern::List(inner) => {
            let inner = transfer(old, new, inner, moved);
            new.list(inner)
        }
        leaf => new.intern(leaf),
    };
    moved.insert(pattern, made);
    made
}
