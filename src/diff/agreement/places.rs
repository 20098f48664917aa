//! Where two encoders disagree.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::delta::{Side, Unit};

/// A place where two encoders disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// In what they disagree.
    pub manner: Manner,
    /// What the one has, or nothing.
    pub a: Option<Unit>,
    /// What the other has, or nothing.
    pub b: Option<Unit>,
}

/// In what two encoders disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// Elements of one name are around words of which they share some, not all.
    Boundary,
    /// Elements of different names are around the same words.
    Name,
    /// Only one of the two has the element.
    Alone,
}

impl Disagreement {
    /// The element's place in either document.
    pub fn sides(&self) -> [Option<&Side>; 2] {
        [self.a.as_ref().map(|unit| &unit.side), self.b.as_ref().map(|unit| &unit.side)]
    }
}

/// Finds the places, in the order of the text.
pub(super) fn disagreements(by_element: &BTreeMap<&str, [Vec<&Unit>; 2]>) -> Vec<Disagreement> {
    let mut found: Vec<(Manner, Option<&Unit>, Option<&Unit>)> = Vec::new();
    let (mut only_a, mut only_b): (Vec<&Unit>, Vec<&Unit>) = (Vec::new(), Vec::new());
    for [a, b] in by_element.values() {
        let (mut b_left, mut a_left) = (unmatched(b, a).into_iter().peekable(), unmatched(a, b).into_iter().peekable());
        while let (Some(&a), Some(&b)) = (a_left.peek(), b_left.peek()) {
            if a.start < b.end && b.start < a.end {
                found.push((Manner::Boundary, a_left.next(), b_left.next()));
            } else if a.end <= b.start {
                only_a.extend(a_left.next());
            } else {
                only_b.extend(b_left.next());
            }
        }
        only_a.extend(a_left);
        only_b.extend(b_left);
    }
    // Another name around the same words.
    let mut others: HashMap<(usize, usize), Vec<&Unit>> = HashMap::new();
    for b in only_b.into_iter().rev() {
        others.entry((b.start, b.end)).or_default().push(b);
    }
    for a in only_a {
        let b = others.get_mut(&(a.start, a.end)).and_then(Vec::pop);
        found.push((if b.is_some() { Manner::Name } else { Manner::Alone }, Some(a), b));
    }
    found.extend(others.into_values().flatten().map(|b| (Manner::Alone, None, Some(b))));
    let place = |(manner, a, b): &(Manner, Option<&Unit>, Option<&Unit>)| {
        let first = a.or(*b).map(|unit| (unit.start, std::cmp::Reverse(unit.end), unit.side.span));
        (first, a.is_none(), *manner)
    };
    found.sort_by_key(place);
    let owned = |(manner, a, b): (Manner, Option<&Unit>, Option<&Unit>)| Disagreement { manner, a: a.cloned(), b: b.cloned() };
    found.into_iter().map(owned).collect()
}

/// The units around words that no unit of the others is around, each with one partner at most.
pub(super) fn unmatched<'u>(units: &[&'u Unit], others: &[&Unit]) -> Vec<&'u Unit> {
    let mut counts: HashMap<(usize, usize), usize> = HashMap::new();
    for other in others {
        *counts.entry((other.start, other.end)).or_default() += 1;
    }
    let is_left = |unit: &&&Unit| match counts.get_mut(&(unit.start, unit.end)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    units.iter().filter(is_left).copied().collect()
}
