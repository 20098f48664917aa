//! Elements as spans of words, and the F1 of two sets of them.
//!
//! F1 is the harmonic mean of precision and recall (C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, chapter 7),
//! and the same whichever encoder is taken for the standard.

use std::ops::Range;

use crate::delta::Unit;

/// The spans that lie in no other, in order: elements of one name may stand in each other.
pub(super) fn outermost(units: &[&Unit]) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for unit in units {
        if spans.last().is_none_or(|last| last.end <= unit.start) {
            spans.push(unit.start..unit.end);
        }
    }
    spans
}

/// How many spans share a word with any of the others.
pub(super) fn overlapping(units: &[&Unit], others: &[Range<usize>]) -> usize {
    let overlaps = |unit: &&&Unit| {
        let first = others.partition_point(|other| other.end <= unit.start);
        others.get(first).is_some_and(|other| other.start < unit.end)
    };
    units.iter().filter(overlaps).count()
}

/// F1 of what was found among what there is on either side; 1 where there is nothing on both.
pub(super) fn f1(found: [usize; 2], counts: [usize; 2]) -> f64 {
    match counts[0] + counts[1] {
        0 => 1.0,
        all => (found[0] + found[1]) as f64 / all as f64,
    }
}
