//! Numbers alone on their lines that head the scenes of a play: `1.`, `II`. They count from one, and speeches stand between them.

use std::ops::Range;

use crate::transcript::{
    directions::INDENT, headings::Rank, labels::Label, layout::Layout, names::in_capitals, play::learned::Learned,
    sections::value_of,
};

/// The longest number with its mark, in bytes.
const LENGTH_LIMIT: usize = 8;

/// A number that stands apart.
struct Number {
    line: usize,
    value: u32,
    is_roman: bool,
}

/// Adds the numbers that head parts.
pub(in crate::transcript) fn add_numbered(
    text: &str,
    layout: &Layout,
    lines: Range<usize>,
    labels: &[Label],
    learned: &mut Learned,
) {
    let numbers: Vec<Number> = lines.clone().filter_map(|line| number(text, layout, line, &lines, labels)).collect();
    let mut of_parts: Vec<Vec<&Number>> = Vec::new();
    for is_roman in [false, true] {
        let numbers: Vec<&Number> = numbers.iter().filter(|number| number.is_roman == is_roman).collect();
        if head_parts(text, layout, &numbers, labels) {
            of_parts.push(numbers);
        }
    }
    // Of two kinds of numbers, those that begin first are of the larger parts.
    of_parts.sort_by_key(|numbers| numbers[0].line);
    let has_both = of_parts.len() == 2;
    for (index, numbers) in of_parts.iter().enumerate() {
        let rank = if has_both && index == 0 { Rank::Act } else { Rank::Scene };
        learned.extend(numbers.iter().map(|number| (number.line, rank)));
    }
}

/// The number that is all of a line between blank ones or pages.
fn number(text: &str, layout: &Layout, line: usize, lines: &Range<usize>, labels: &[Label]) -> Option<Number> {
    let facts = &layout.lines;
    let content = facts[line].content;
    if content.is_empty() || content.len() > LENGTH_LIMIT {
        return None;
    }
    let is_open = |line: usize| !lines.contains(&line) || facts[line].is_blank() || facts[line].ends_page;
    let is_label = || labels.binary_search_by_key(&line, |label| label.line).is_ok();
    let words = text[content.range()].trim_end_matches(['.', ':']);
    let stands_apart = (line == 0 || is_open(line - 1)) && is_open(line + 1);
    if !stands_apart || is_label() {
        return None;
    }
    let is_roman = words.bytes().all(|byte| b"IVXL".contains(&byte));
    let is_number = is_roman || words.bytes().all(|byte| byte.is_ascii_digit());
    let value = value_of(words).filter(|_| is_number)?;
    Some(Number { line, value, is_roman })
}

/// Whether numbers count from one, anew in each act, and a speech stands below each of them.
fn head_parts(text: &str, layout: &Layout, numbers: &[&Number], labels: &[Label]) -> bool {
    let mut before: Option<&Number> = None;
    for number in numbers {
        let counts = number.value == 1 || before.is_some_and(|before| number.value == before.value + 1);
        if !counts {
            return false;
        }
        before = Some(number);
    }
    let speaks = |from: usize, to: usize| {
        let first = labels.partition_point(|label| label.line <= from);
        labels.get(first).is_some_and(|label| label.line < to)
    };
    let ends = numbers.iter().skip(1).map(|number| number.line).chain([usize::MAX]);
    let all_speak = numbers.iter().zip(ends).all(|(number, end)| speaks(number.line, end));
    // Numbers of pages count, too; but a speech may go on below one.
    let is_furniture = |number: &&&Number| layout.furniture(number.line).is_some();
    let begins = |number: &&Number| begins_part(text, layout, number.line, labels);
    let (pages, others): (Vec<&Number>, Vec<&Number>) = numbers.iter().partition(|number| is_furniture(number));
    numbers.len() > 1 && all_speak && (pages.is_empty() || others.is_empty()) && pages.iter().all(begins)
}

/// Whether below a line a label, a direction or another heading stands.
fn begins_part(text: &str, layout: &Layout, line: usize, labels: &[Label]) -> bool {
    let Some(next) = (line + 1..layout.lines.len()).find(|&line| !layout.lines[line].is_blank()) else { return false };
    let words = &text[layout.lines[next].content.range()];
    let is_label = labels.binary_search_by_key(&next, |label| label.line).is_ok();
    is_label || words.starts_with(['(', '[']) || layout.lines[next].indent() >= INDENT || in_capitals(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::labels;

    #[track_caller]
    fn check(text: &str, expected: &[usize]) {
        let layout = Layout::of(text);
        let lines = 0..layout.lines.len();
        let found = labels::find(text, &layout, 0, lines.end, &Default::default());
        let mut learned = Learned::default();
        add_numbered(text, &layout, lines, &found.labels, &mut learned);
        let mut lines: Vec<usize> = learned.into_keys().collect();
        lines.sort_unstable();
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn numbers_that_count_from_one_above_speeches_head_parts() {
        let talk = "ANNA.\nWho?\n\nBERT.\nI.\n\nANNA.\nWhy?\n\nBERT.\nSo.\n\n";
        check(&format!("1.\n\n{talk}2.\n\n{talk}"), &[0, 14]);
        check(&format!("I\n\n{talk}II\n\n{talk}"), &[0, 14]);
        check(&format!("1.\n\n{talk}1.\n\n{talk}2.\n\n{talk}"), &[0, 14, 28]);
        check(&format!("1.\n\n{talk}3.\n\n{talk}"), &[]);
        check(&format!("1.\n\n2.\n\n{talk}{talk}"), &[]);
    }
}
