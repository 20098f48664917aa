//! Krippendorff's alpha for units in a continuum, for two coders.
//!
//! K. Krippendorff, On the Reliability of Unitizing Continuous Data, Sociological Methodology 25, 1995, pages 47-76; Content
//! Analysis: An Introduction to Its Methodology, 2nd edition, 2004, pages 251-256. The continuum is the words of both, a
//! category is an element, and of elements of one name in each other the outermost counts.

use std::ops::Range;

/// The disagreement that is observed, and the one that chance would give.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Disorder {
    observed: f64,
    expected: f64,
}

impl Disorder {
    /// The disagreement on one category; units do not overlap, and lie in `0..length`.
    pub(super) fn of(a: &[Range<usize>], b: &[Range<usize>], length: usize) -> Disorder {
        Disorder { observed: observed(a, b, length), expected: expected(a, b, length) }
    }

    /// The disagreement on several categories.
    pub(super) fn plus(self, other: Disorder) -> Disorder {
        Disorder { observed: self.observed + other.observed, expected: self.expected + other.expected }
    }

    /// One less the share of the expected disagreement that is observed; nothing where none is expected.
    pub(super) fn alpha(self) -> Option<f64> {
        (self.expected > 0.0).then(|| 1.0 - self.observed / self.expected)
    }
}

/// Squares of the distances of units that intersect, and of the lengths of units in a gap of the other coder.
fn observed(a: &[Range<usize>], b: &[Range<usize>], length: usize) -> f64 {
    let square = |x: usize, y: usize| (x.abs_diff(y) as f64).powi(2);
    let alone = |units: &[Range<usize>], others: &[Range<usize>]| -> f64 {
        let is_alone = |unit: &&Range<usize>| {
            let first = others.partition_point(|other| other.end <= unit.start);
            others.get(first).is_none_or(|other| other.start >= unit.end)
        };
        units.iter().filter(is_alone).map(|unit| square(unit.len(), 0)).sum()
    };
    let mut sum = alone(a, b) + alone(b, a);
    let (mut at, mut other) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(at), b.get(other)) {
        if x.start < y.end && y.start < x.end {
            sum += square(x.start, y.start) + square(x.end, y.end);
        }
        if x.end <= y.end { at += 1 } else { other += 1 }
    }
    sum / square(length.max(1), 0)
}

/// The average over all ways in which the units of both coders could lie in the continuum.
fn expected(a: &[Range<usize>], b: &[Range<usize>], length: usize) -> f64 {
    let units: Vec<f64> = a.iter().chain(b).map(|unit| unit.len() as f64).collect();
    let mut gaps: Vec<usize> = [a, b].into_iter().flat_map(|units| gaps(units, length)).collect();
    gaps.sort_unstable();
    // For the gaps from each on: how many, and their lengths together.
    let mut longer = vec![0.0; gaps.len() + 1];
    for (index, gap) in gaps.iter().enumerate().rev() {
        longer[index] = longer[index + 1] + *gap as f64;
    }
    let others = units.len() as f64 - 1.0;
    let sum: f64 = units
        .iter()
        .map(|unit| {
            let first = gaps.partition_point(|gap| (*gap as f64) < *unit);
            let room = longer[first] + (gaps.len() - first) as f64 * (1.0 - unit);
            others / 3.0 * (2.0 * unit.powi(3) - 3.0 * unit.powi(2) + unit) + unit.powi(2) * room
        })
        .sum();
    let all = 2.0 * length as f64;
    let pairs = all * (all - 1.0) - units.iter().map(|unit| unit * (unit - 1.0)).sum::<f64>();
    if pairs > 0.0 { 2.0 / length as f64 * sum / pairs } else { 0.0 }
}

/// The lengths of what lies before, between and after units.
fn gaps(units: &[Range<usize>], length: usize) -> Vec<usize> {
    let starts = units.iter().map(|unit| unit.start).chain([length]);
    let ends = [0].into_iter().chain(units.iter().map(|unit| unit.end));
    ends.zip(starts).map(|(end, start)| start - end).filter(|gap| *gap > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, expected: f64) {
        assert!((value - expected).abs() < 5e-5, "{value} is not {expected}");
    }

    /// The example of Krippendorff 2004, pages 252-254, with its published results: a continuum of 300 from 150 on.
    #[test]
    fn the_published_example() {
        let units = |spans: &[(usize, usize)]| -> Vec<Range<usize>> {
            spans.iter().map(|(start, length)| start - 150..start - 150 + length).collect()
        };
        let c = Disorder::of(&units(&[(225, 70), (370, 30)]), &units(&[(220, 80), (355, 20), (400, 20)]), 300);
        check(c.observed, 0.0144);
        check(c.expected, 0.0532);
        check(c.alpha().expect("there are units"), 0.7286);
        let k = Disorder::of(&units(&[(180, 60), (300, 50)]), &units(&[(180, 60), (300, 50)]), 300);
        check(k.observed, 0.0);
        check(k.expected, 0.0490);
        check(k.alpha().expect("there are units"), 1.0);
        assert!((c.plus(k).alpha().expect("there are units") - 0.8591).abs() < 5e-4);
    }

    /// Computed by hand: ten words, one unit of two words in both, one word apart.
    #[test]
    fn a_unit_that_lies_one_word_later() {
        let unit = |start: usize| Range { start, end: start + 2 };
        let (a, b) = ([unit(2)], [unit(3)]);
        let disorder = Disorder::of(&a, &b, 10);
        // (1 + 1) / 100.
        check(disorder.observed, 0.02);
        // Each unit: 1/3 (16 - 12 + 2) = 2, and 4 times the room in the gaps 2, 6, 3, 5: 1 + 5 + 2 + 4 = 12, so 50; both 100.
        // 2/10 of it over 20 times 19 less 2 + 2: 20 / 376.
        check(disorder.expected, 20.0 / 376.0);
    }

    #[test]
    fn without_units_there_is_no_alpha() {
        assert_eq!(Disorder::of(&[], &[], 10).alpha(), None);
        assert_eq!(Disorder::of(&[], &[], 0).alpha(), None);
    }
}
