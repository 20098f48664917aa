//! Words for the parts of a play that no list has, learned from the file: they stand with numbers on lines of their own, and
//! hardly anywhere else.

use std::{ops::Range, rc::Rc};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::transcript::{
    Guidance, growth,
    headings::{self, Rank},
    labels::Label,
    layout::Layout,
    letters::{is_longer, split, with_lowercase, words},
    names::{bare, with_bare},
    pages,
    vocabulary::WordFilter,
};

/// The longest heading of two or three words, in columns.
const LENGTH_LIMIT: usize = 40;

/// The fewest headings with one word.
const FEWEST: usize = 3;

/// The headings that were learned, by line.
pub(in crate::transcript) type Learned = HashMap<usize, Rank>;

/// A short line that stands apart, with its first and last words.
struct Candidate {
    line: usize,
    /// A word that comes back costs memory once.
    first: Rc<str>,
    last: Rc<str>,
}

/// Finds the lines of two or three words that share their first or their last word, which nothing else has.
pub(in crate::transcript) fn learn(text: &str, layout: &Layout, lines: Range<usize>, labels: &[Label]) -> Learned {
    let candidates = candidates(text, layout, lines.clone(), labels);
    let mut groups: HashMap<&str, Vec<&Candidate>> = HashMap::default();
    for candidate in &candidates {
        groups.entry(&candidate.first).or_default().push(candidate);
        groups.entry(&candidate.last).or_default().push(candidate);
    }
    groups.retain(|word, group| {
        let others: HashSet<&str> = group.iter().map(|candidate| candidate.other(word)).collect();
        group.len() >= FEWEST && others.len() * 2 > group.len() && word.chars().count() > 1
    });
    let counts = counts(text, layout, lines, &groups);
    groups.retain(|word, group| counts.get(word).is_some_and(|&count| count <= group.len() * 2));
    // Of two words, the rarer one names the larger parts.
    let most = groups.values().map(Vec::len).max().unwrap_or(0);
    let mut learned = Learned::default();
    for group in groups.values() {
        let rank = if group.len() * 2 <= most { Rank::Act } else { Rank::Scene };
        for candidate in group {
            let known = learned.entry(candidate.line).or_insert(rank);
            *known = (*known).max(rank);
        }
    }
    learned
}

/// Adds the headings that begin or end with words that somebody named.
pub(in crate::transcript) fn add_told(
    text: &str,
    layout: &Layout,
    lines: Range<usize>,
    guidance: &Guidance,
    learned: &mut Learned,
) {
    if guidance.acts.is_empty() && guidance.scenes.is_empty() {
        return;
    }
    let ranks = guidance.acts.iter().map(|word| (bare(word), Rank::Act));
    let ranks: HashMap<String, Rank> = guidance.scenes.iter().map(|word| (bare(word), Rank::Scene)).chain(ranks).collect();
    for line in lines {
        let words = &text[layout.lines[line].content.range()];
        let is_apart = line == 0 || layout.lines[line - 1].is_blank();
        if words.is_empty() || !is_apart || words.char_indices().nth(LENGTH_LIMIT * 2).is_some() {
            continue;
        }
        let mut ends = words.split_whitespace().take(1).chain(words.split_whitespace().next_back());
        if let Some(rank) = ends.find_map(|word| ranks.get(&bare(word))) {
            learned.insert(line, *rank);
        }
    }
}

impl Candidate {
    fn other(&self, word: &str) -> &str {
        if *self.first == *word { &self.last } else { &self.first }
    }
}

/// The lines of two or three words that stand apart and are no labels, directions or pages.
fn candidates(text: &str, layout: &Layout, lines: Range<usize>, labels: &[Label]) -> Vec<Candidate> {
    let facts = &layout.lines;
    let is_open = |line: usize| line >= lines.end || facts[line].is_blank() || facts[line].ends_page;
    let is_label = |line: usize| labels.binary_search_by_key(&line, |label| label.line).is_ok();
    let mut candidates = Vec::new();
    let mut known: HashSet<Rc<str>> = HashSet::default();
    let mut shared = |word: &str| {
        with_bare(word, |word| match known.get(word) {
            _ if word.is_empty() => None,
            Some(known) => Some(Rc::clone(known)),
            None => {
                let word: Rc<str> = word.into();
                known.insert(Rc::clone(&word));
                Some(word)
            }
        })
    };
    for line in lines.clone() {
        if facts[line].is_blank() || line > lines.start && !is_open(line - 1) || !is_open(line + 1) {
            continue;
        }
        let words = &text[facts[line].content.range()];
        // Most lines are too long.
        if is_longer(words, LENGTH_LIMIT) {
            continue;
        }
        let is_heading = || {
            !words.starts_with(['(', '['])
                && !words.ends_with(['!', '?', ',', ';', '…', '-', '–', '—', ')', ']'])
                && headings::rank(words).is_none()
                && pages::mark(words).is_none()
                && !is_label(line)
        };
        let mut split = split(words);
        let (Some(first), Some(second)) = (split.next(), split.next()) else { continue };
        let last = split.next().unwrap_or(second);
        if split.next().is_none()
            && is_heading()
            && let (Some(first), Some(last)) = (shared(first), shared(last))
        {
            growth::push(&mut candidates, Candidate { line, first, last });
        }
    }
    candidates
}

/// How often the words of some groups stand in the whole text.
fn counts<'g>(
    text: &str,
    layout: &Layout,
    lines: Range<usize>,
    groups: &HashMap<&'g str, Vec<&Candidate>>,
) -> HashMap<&'g str, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::default();
    if groups.is_empty() {
        return counts;
    }
    // Most words of the text are told from those of the groups by their ends and their length.
    let mut filter = WordFilter::default();
    groups.keys().for_each(|word| filter.add(word));
    for line in &layout.lines[lines] {
        for word in words(&text[line.content.range()]) {
            if !filter.may_hold(word) {
                continue;
            }
            if let Some((key, _)) = with_lowercase(word, |word| groups.get_key_value(word)) {
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, Rank)> {
        let layout = Layout::of(text);
        let mut found: Vec<_> = learn(text, &layout, 0..layout.lines.len(), &[]).into_iter().collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn words_with_numbers_on_lines_of_their_own_head_parts() {
        let text = "Ama Pel\n\nAma Tiro\n\nYes.\n\nDua Tiro\n\nNo.\n\nTri Tiro\n\nYes, I go.\n\nDua Pel\n\nAma Tiro\n\nNo.\n\nKvar Tiro\n\nI stay.\n\nKvin Tiro\n\nSo be it.\n\nTri Pel\n\nSes Tiro\n\nEnd.\n";
        let lines = [0, 2, 6, 10, 14, 16, 20, 24, 28, 30];
        assert_eq!(found(text).iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines);
        assert_eq!(found(text).iter().filter(|(_, rank)| *rank == Rank::Act).count(), 3);
    }

    #[test]
    fn words_that_are_spoken_elsewhere_head_nothing() {
        let text = "I go.\n\nI stay.\n\nI know.\n\nIt is I, said I, and I said that I was I.\n";
        assert_eq!(found(text), []);
    }
}
