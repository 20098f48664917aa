//! Facets: what narrows a datatype (XML Schema, part 2, 4.3).

use std::cmp::Ordering;

use super::{Value, decimal::Digits, kinds::Kind, regex::Regex};

/// One facet. Several of one name hold together, so that of several patterns all must match.
#[derive(Clone, Debug)]
pub(super) enum Facet {
    /// `length`
    Length(usize),
    /// `minLength`
    MinLength(usize),
    /// `maxLength`
    MaxLength(usize),
    /// `minInclusive` and its kin: which one, its value, and how that is written.
    Bound(Bound, Value, Box<str>),
    /// `totalDigits`
    TotalDigits(usize),
    /// `fractionDigits`
    FractionDigits(usize),
    /// `pattern`
    Pattern(Box<Regex>),
}

/// Which bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    MinInclusive,
    MinExclusive,
    MaxInclusive,
    MaxExclusive,
}

impl Facet {
    /// Whether the facet holds for a text of the kind, its white space normalized.
    pub(super) fn holds(&self, kind: Kind, text: &str) -> bool {
        let length = || kind.length(text);
        let digits = || Digits::decimal(text);
        match self {
            Facet::Length(wanted) => length().is_some_and(|length| length == *wanted),
            Facet::MinLength(least) => length().is_some_and(|length| length >= *least),
            Facet::MaxLength(most) => length().is_some_and(|length| length <= *most),
            Facet::Bound(bound, value, _) => value.compare_with(kind, text).is_some_and(|order| bound.holds(order)),
            Facet::TotalDigits(most) => digits().is_some_and(|digits| digits.whole.len() + digits.fraction.len() <= *most),
            Facet::FractionDigits(most) => digits().is_some_and(|digits| digits.fraction.len() <= *most),
            Facet::Pattern(regex) => regex.matches(text),
        }
    }
}

impl Bound {
    /// Whether the bound, ordered so against a value, lets it pass.
    fn holds(self, order: Ordering) -> bool {
        match self {
            Bound::MinInclusive => order.is_le(),
            Bound::MinExclusive => order.is_lt(),
            Bound::MaxInclusive => order.is_ge(),
            Bound::MaxExclusive => order.is_gt(),
        }
    }
}
