//! Cohen's kappa over words (J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement
//! 20, 1960, pages 37-46).

use std::{collections::HashMap, ops::Range};

use crate::delta::Unit;

/// Kappa of whether a word is in one of the spans: two categories.
pub(super) fn inside(a: &[Range<usize>], b: &[Range<usize>], length: usize) -> Option<f64> {
    let count = |spans: &[Range<usize>]| spans.iter().map(Range::len).sum::<usize>();
    let (in_a, in_b, in_both) = (count(a), count(b), shared(a, b));
    let observed = in_both + (length + in_both - in_a - in_b);
    kappa(observed, &[(in_a, in_b), (length - in_a, length - in_b)], length)
}

/// Kappa of the innermost element around each word; a word in none has a category of its own.
pub(super) fn innermost(a: &[Unit], b: &[Unit], length: usize) -> Option<f64> {
    let (a, b) = (names(a, length), names(b, length));
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut observed = 0;
    for (a, b) in a.into_iter().zip(b) {
        observed += usize::from(a == b);
        counts.entry(a).or_default().0 += 1;
        counts.entry(b).or_default().1 += 1;
    }
    let mut counts: Vec<(&str, (usize, usize))> = counts.into_iter().collect();
    // Sums of floating-point numbers depend on their order.
    counts.sort_unstable();
    kappa(observed, &counts.into_iter().map(|(_, both)| both).collect::<Vec<_>>(), length)
}

fn kappa(observed: usize, categories: &[(usize, usize)], length: usize) -> Option<f64> {
    let share = |count: usize| count as f64 / length as f64;
    let expected: f64 = categories.iter().map(|&(a, b)| share(a) * share(b)).sum();
    let is_told = length > 0 && categories.iter().filter(|(a, b)| a + b > 0).count() > 1;
    is_told.then(|| (share(observed) - expected) / (1.0 - expected))
}

/// How many words are in spans of both.
fn shared(a: &[Range<usize>], b: &[Range<usize>]) -> usize {
    let (mut at, mut other, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(at), b.get(other)) {
        count += x.end.min(y.end).saturating_sub(x.start.max(y.start));
        if x.end <= y.end { at += 1 } else { other += 1 }
    }
    count
}

/// The name of the innermost element around each word; elements come in document order and nest.
fn names(units: &[Unit], length: usize) -> Vec<&str> {
    let mut names = Vec::with_capacity(length);
    let mut open: Vec<&Unit> = Vec::new();
    for unit in units {
        close(&mut open, &mut names, unit.start);
        open.push(unit);
    }
    close(&mut open, &mut names, length);
    names
}

/// Names the words up to a place by the elements that are open, and closes those that end.
fn close<'u>(open: &mut Vec<&'u Unit>, names: &mut Vec<&'u str>, until: usize) {
    while let Some(unit) = open.last() {
        names.resize(names.len().max(unit.end.min(until)), &unit.element);
        if unit.end > until {
            return;
        }
        open.pop();
    }
    names.resize(names.len().max(until), "");
}
