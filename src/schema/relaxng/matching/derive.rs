//! Derivatives of patterns (Brzozowski): what may still follow once something has been seen.
//!
//! A derivative by an element, by attributes or by text replaces one leaf of the pattern by `empty`, in every way in which that
//! leaf may come first. It is taken by a *set* of elements or attributes at once: the derivative is linear, so the set gives
//! the choice of the derivatives by its members. Names and values never appear here: whoever asks has decided which leaves
//! they match.

use rustc_hash::FxHashMap;

use crate::schema::relaxng::pattern::{EMPTY, NOT_ALLOWED, Pattern, PatternId, Patterns, TEXT};

/// The most work of one derivative, in members of patterns that are looked at or made.
///
/// A content model of TEI takes a few thousand; only a schema whose alternatives multiply comes near.
pub(super) const STEP_LIMIT: usize = 500_000;

/// A sorted set of elements or of attributes, as an index into [`Sets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct SetId(pub u32);

/// The set without members; always the first.
pub(super) const NO_MEMBERS: SetId = SetId(0);

/// Sets of element or attribute numbers, each kept once.
#[derive(Debug)]
pub(super) struct Sets {
    list: Vec<Box<[u32]>>,
    known: FxHashMap<Box<[u32]>, SetId>,
}

impl Default for Sets {
    fn default() -> Sets {
        let mut sets = Sets { list: Vec::new(), known: FxHashMap::default() };
        sets.intern(&[]);
        sets
    }
}

impl Sets {
    /// Interns a sorted set.
    pub(super) fn intern(&mut self, members: &[u32]) -> SetId {
        if let Some(&id) = self.known.get(members) {
            return id;
        }
        let id = SetId(u32::try_from(self.list.len()).expect("the caches are dropped long before four billion sets"));
        self.list.push(members.into());
        self.known.insert(members.into(), id);
        id
    }

    /// The members, sorted.
    pub(super) fn get(&self, id: SetId) -> &[u32] {
        &self.list[id.0 as usize]
    }
}

/// By what a derivative is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Symbol {
    /// One element that matches all members of the set.
    Elements(SetId),
    /// One attribute that matches all members of the set.
    Attributes(SetId),
    /// Text that is not white space alone.
    Text,
    /// The end of the start-tag: no attribute follows.
    Close,
}

/// Takes derivatives, and remembers them.
#[derive(Debug)]
pub(super) struct Deriver {
    /// The patterns of the schema, and those that derivatives have made.
    pub(super) patterns: Patterns,
    /// The sets that symbols name.
    pub(super) sets: Sets,
    memo: FxHashMap<(PatternId, Symbol), PatternId>,
    spent: usize,
    total: usize,
    is_exhausted: bool,
}

impl Deriver {
    pub(super) fn new(patterns: Patterns) -> Deriver {
        Deriver { patterns, sets: Sets::default(), memo: FxHashMap::default(), spent: 0, total: 0, is_exhausted: false }
    }

    /// The work of all derivatives so far, in members of patterns: the memory that they hold grows no faster.
    pub(super) fn weight(&self) -> usize {
        self.total + self.spent
    }

    /// Whether a step passed [`STEP_LIMIT`]: what came of it must not be used.
    pub(super) fn is_exhausted(&self) -> bool {
        self.is_exhausted
    }

    /// The derivative; `notAllowed` if the pattern does not begin so.
    pub(super) fn step(&mut self, pattern: PatternId, symbol: Symbol) -> PatternId {
        self.total += self.spent;
        self.spent = 0;
        self.derive(pattern, symbol)
    }

    fn derive(&mut self, pattern: PatternId, symbol: Symbol) -> PatternId {
        let traits = self.patterns.traits(pattern);
        let concerns = match symbol {
            Symbol::Elements(_) => traits.has_elements,
            Symbol::Attributes(_) => traits.has_attributes,
            Symbol::Text => traits.has_text,
            Symbol::Close if !traits.has_attributes => return pattern,
            Symbol::Close => true,
        };
        if !concerns || self.is_exhausted {
            return NOT_ALLOWED;
        }
        match *self.patterns.get(pattern) {
            Pattern::Element(id) => return self.leaf(symbol, id.0),
            Pattern::Attribute(id) => return self.leaf(symbol, id.0),
            Pattern::Text => return TEXT,
            _ => {}
        }
        if let Some(&known) = self.memo.get(&(pattern, symbol)) {
            return known;
        }
        let derivative = match self.patterns.get(pattern).clone() {
            Pattern::Choice(members) => {
                let alternatives = members.iter().map(|&member| self.derive(member, symbol)).collect();
                self.choice(alternatives)
            }
            Pattern::Group(..) => self.group(pattern, symbol),
            Pattern::Interleave(members) => self.interleave(&members, symbol),
            Pattern::OneOrMore(inner) => self.repetition(pattern, inner, symbol),
            _ => NOT_ALLOWED,
        };
        self.spend(1);
        if !self.is_exhausted {
            self.memo.insert((pattern, symbol), derivative);
        }
        derivative
    }

    fn leaf(&self, symbol: Symbol, leaf: u32) -> PatternId {
        match symbol {
            Symbol::Elements(set) | Symbol::Attributes(set) if self.sets.get(set).binary_search(&leaf).is_ok() => EMPTY,
            _ => NOT_ALLOWED,
        }
    }

    /// A group, along its right spine: long sequences would make a deep recursion.
    fn group(&mut self, pattern: PatternId, symbol: Symbol) -> PatternId {
        let mut before: Vec<PatternId> = Vec::new();
        let mut alternatives = Vec::new();
        let mut rest = Some(pattern);
        while let Some(current) = rest {
            let (first, after) = match *self.patterns.get(current) {
                Pattern::Group(first, after) => (first, Some(after)),
                _ => (current, None),
            };
            let derivative = self.derive(first, symbol);
            rest = after;
            match symbol {
                // Every member closes, each for itself.
                Symbol::Close if derivative == NOT_ALLOWED => return NOT_ALLOWED,
                Symbol::Close => before.push(derivative),
                // Attributes have no order: each member may be the one.
                Symbol::Attributes(_) => {
                    if derivative != NOT_ALLOWED {
                        let rest = after.unwrap_or(EMPTY);
                        let end = self.patterns.group(derivative, rest);
                        alternatives.push(self.sequence(&before, end));
                    }
                    before.push(first);
                }
                Symbol::Elements(_) | Symbol::Text => {
                    let rest = after.unwrap_or(EMPTY);
                    alternatives.push(self.patterns.group(derivative, rest));
                    if !self.patterns.traits(first).is_nullable {
                        break;
                    }
                }
            }
            self.spend(1);
        }
        match symbol {
            Symbol::Close => self.sequence(&before, EMPTY),
            _ => self.choice(alternatives),
        }
    }

    fn sequence(&mut self, members: &[PatternId], end: PatternId) -> PatternId {
        self.spend(members.len());
        members.iter().rev().fold(end, |rest, &member| self.patterns.group(member, rest))
    }

    fn interleave(&mut self, members: &[PatternId], symbol: Symbol) -> PatternId {
        if symbol == Symbol::Close {
            let closed: Vec<_> = members.iter().map(|&member| self.derive(member, symbol)).collect();
            self.spend(members.len());
            return self.patterns.interleave_of(closed);
        }
        let mut alternatives = Vec::new();
        for (at, &member) in members.iter().enumerate() {
            // Equal members stand side by side and give the same alternative.
            if at > 0 && members[at - 1] == member {
                continue;
            }
            let derivative = self.derive(member, symbol);
            if derivative != NOT_ALLOWED && !self.is_exhausted {
                let mut with = members.to_vec();
                with[at] = derivative;
                self.spend(with.len());
                alternatives.push(self.patterns.interleave_of(with));
            }
        }
        self.choice(alternatives)
    }

    fn repetition(&mut self, pattern: PatternId, inner: PatternId, symbol: Symbol) -> PatternId {
        let derivative = self.derive(inner, symbol);
        match (symbol, derivative) {
            (_, NOT_ALLOWED) => NOT_ALLOWED,
            (Symbol::Close, derivative) => self.patterns.one_or_more(derivative),
            (_, derivative) => {
                let again = self.patterns.optional(pattern);
                self.patterns.group(derivative, again)
            }
        }
    }

    fn choice(&mut self, alternatives: Vec<PatternId>) -> PatternId {
        let members = alternatives.iter().map(|&alternative| match self.patterns.get(alternative) {
            Pattern::Choice(inner) => inner.len(),
            _ => 1,
        });
        let cost = members.sum();
        self.spend(cost);
        if self.is_exhausted {
            return NOT_ALLOWED;
        }
        self.patterns.choice_of(alternatives)
    }

    /// Counts work; past the limit of a step the pattern has blown up.
    fn spend(&mut self, members: usize) {
        self.spent += members;
        self.is_exhausted |= self.spent > STEP_LIMIT;
    }
}
