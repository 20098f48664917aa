//! What a pattern still needs: the shortest way to its end.

use rustc_hash::FxHashMap;

use crate::schema::relaxng::pattern::{AttributeId, ElementId, Pattern, PatternId, Patterns};

/// No way leads to the end.
const NO_WAY: u32 = u32::MAX;

/// The most things that are named as missing; a way that is longer is told by its beginning.
const SLOT_LIMIT: usize = 16;

/// What a place needs: any one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// An element.
    Elements(Vec<ElementId>),
    /// An attribute.
    Attributes(Vec<AttributeId>),
    /// A string that matches the pattern.
    Data(PatternId),
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// Attributes, in a start-tag.
    Attributes,
    /// Content, after it.
    Content,
}

/// The cheapest completion of any of these patterns, in order; empty if one may end as it is, or none ever can.
pub(super) fn missing(patterns: &Patterns, starts: impl Iterator<Item = PatternId>, lack: Lack) -> Vec<Slot> {
    let mut search = Search { patterns, lack, costs: FxHashMap::default() };
    let mut found = Vec::new();
    if let Some(start) = starts.min_by_key(|&start| search.cost(start)) {
        search.collect(start, &mut found);
    }
    found
}

struct Search<'p> {
    patterns: &'p Patterns,
    lack: Lack,
    costs: FxHashMap<PatternId, u32>,
}

impl Search<'_> {
    fn cost(&mut self, pattern: PatternId) -> u32 {
        if let Some(&known) = self.costs.get(&pattern) {
            return known;
        }
        let cost = match (self.patterns.get(pattern), self.lack) {
            (Pattern::NotAllowed, _) => NO_WAY,
            (Pattern::Empty | Pattern::Text, _)
            | (Pattern::Element(_) | Pattern::Data(_) | Pattern::List(_), Lack::Attributes)
            | (Pattern::Attribute(_), Lack::Content) => 0,
            (Pattern::Attribute(_) | Pattern::Element(_) | Pattern::Data(_) | Pattern::List(_), _) => 1,
            (Pattern::Choice(members), _) => members.iter().map(|&member| self.cost(member)).min().unwrap_or(NO_WAY),
            (Pattern::Interleave(members), _) => {
                members.iter().fold(0, |sum: u32, &member| sum.saturating_add(self.cost(member)))
            }
            (Pattern::OneOrMore(inner), _) => self.cost(*inner),
            (Pattern::Group(..), _) => {
                let mut sum: u32 = 0;
                let mut rest = pattern;
                while let Pattern::Group(first, after) = *self.patterns.get(rest) {
                    sum = sum.saturating_add(self.cost(first));
                    rest = after;
                }
                sum.saturating_add(self.cost(rest))
            }
        };
        self.costs.insert(pattern, cost);
        cost
    }

    fn collect(&mut self, pattern: PatternId, found: &mut Vec<Slot>) {
        let cost = self.cost(pattern);
        if cost == 0 || cost == NO_WAY || found.len() >= SLOT_LIMIT {
            return;
        }
        match self.patterns.get(pattern).clone() {
            Pattern::Element(id) => found.push(Slot::Elements(vec![id])),
            Pattern::Attribute(id) => found.push(Slot::Attributes(vec![id])),
            Pattern::Data(_) | Pattern::List(_) => found.push(Slot::Data(pattern)),
            Pattern::OneOrMore(inner) => self.collect(inner, found),
            Pattern::Interleave(members) => members.iter().for_each(|&member| self.collect(member, found)),
            Pattern::Group(..) => {
                let mut rest = pattern;
                while let Pattern::Group(first, after) = *self.patterns.get(rest) {
                    self.collect(first, found);
                    rest = after;
                }
                self.collect(rest, found);
            }
            Pattern::Choice(members) => self.collect_choice(&members, cost, found),
            Pattern::NotAllowed | Pattern::Empty | Pattern::Text => {}
        }
    }

    /// The cheapest alternative; where several want one thing each, any of these things.
    fn collect_choice(&mut self, members: &[PatternId], cost: u32, found: &mut Vec<Slot>) {
        let mut union: Option<Slot> = None;
        for &member in members {
            if self.cost(member) != cost {
                continue;
            }
            let mut own = Vec::new();
            self.collect(member, &mut own);
            match (&mut union, own.as_mut_slice()) {
                (None, [_]) => union = own.pop(),
                (Some(Slot::Elements(all)), [Slot::Elements(more)]) => all.append(more),
                (Some(Slot::Attributes(all)), [Slot::Attributes(more)]) => all.append(more),
                (None, _) => return found.append(&mut own),
                _ => {}
            }
        }
        found.extend(union);
    }
}
