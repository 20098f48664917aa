//! Tables in plain text: rows whose cells stand between bars, after tabs, or in columns that spaces keep apart.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        dates,
        layout::{Layout, column_after, trimmed},
        pages::ends_sentence,
    },
};

/// The fewest lines of a table, and the fewest rows of one that has no figures.
const LEAST: usize = 3;
const LEAST_OF_WORDS: usize = 4;

/// A row of a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The line on which it stands.
    pub(super) line: usize,
    /// What stands in each column, without white space around it; nothing is a span without bytes.
    pub(super) cells: Vec<Span>,
    /// Bars and lines of dashes: those before each cell, and after the last.
    pub(super) bars: Vec<Vec<Span>>,
}

/// A table, and whether its first row names the columns.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) has_names: bool,
}

/// Whether a line could be a row: it has a bar, a tab or a wide space inside.
pub(super) fn could_be_row(words: &str) -> bool {
    memchr::memchr2(b'|', b'\t', words.as_bytes()).is_some() || words.contains("  ") || is_rule(words)
}

/// Reads some lines that are no blank ones as a table, where each of them speaks for it.
pub(super) fn read(text: &str, layout: &Layout, lines: Range<usize>) -> Option<Table> {
    let words = |line: usize| &text[layout.lines[line].content.range()];
    // Leaders lead to the number of a page.
    if lines.len() < LEAST || lines.clone().any(|line| words(line).contains("....") || words(line).contains(". . .")) {
        return None;
    }
    let (rows, has_names) = if lines.clone().all(|line| words(line).contains('|') || is_rule(words(line))) {
        between_bars(text, layout, lines)?
    } else {
        let after_tabs =
            if lines.clone().all(|line| words(line).contains('\t')) { after_tabs(text, layout, lines.clone()) } else { None };
        let rows = after_tabs.or_else(|| in_columns(text, layout, lines))?;
        let has_names = names_columns(text, &rows);
        speaks_for_table(text, &rows).then_some((rows, has_names))?
    };
    Some(Table { rows, has_names })
}

/// Whether a line is drawn between rows: `|---|:--|`, `+-----+`.
fn is_rule(words: &str) -> bool {
    let is_part = |byte: u8| matches!(byte, b'|' | b'-' | b'+' | b':' | b'=' | b' ');
    words.len() > 2 && words.bytes().all(is_part) && words.contains("--")
}

/// Rows between bars, of which each has as many.
fn between_bars(text: &str, layout: &Layout, lines: Range<usize>) -> Option<(Vec<Row>, bool)> {
    let mut rows: Vec<Row> = Vec::new();
    let mut first_rule = None;
    let mut waiting = Vec::new();
    for line in lines {
        let content = layout.lines[line].content;
        let words = &text[content.range()];
        if is_rule(words) {
            first_rule.get_or_insert(rows.len());
            // A line of dashes goes with the row above, or with the first.
            match rows.last_mut().and_then(|row| row.bars.last_mut()) {
                Some(bars) => bars.push(content),
                None => waiting.push(content),
            }
            continue;
        }
        let mut row = Row { line, ..Row::default() };
        let mut bars = std::mem::take(&mut waiting);
        let mut from = content.start;
        for (at, _) in words.match_indices('|') {
            let bar = Span::new(content.start + at, content.start + at + 1);
            let is_edge = at == 0;
            if !is_edge {
                row.cells.push(trimmed(text, Span::new(from, bar.start)));
                row.bars.push(std::mem::take(&mut bars));
            }
            bars.push(bar);
            from = bar.end;
        }
        if from < content.end {
            row.cells.push(trimmed(text, Span::new(from, content.end)));
            row.bars.push(std::mem::take(&mut bars));
        }
        row.bars.push(bars);
        rows.push(row);
    }
    let count = rows.first()?.cells.len();
    let are_even = count > 1 && rows.len() > 1 && rows.iter().all(|row| row.cells.len() == count);
    are_even.then_some((rows, first_rule == Some(1)))
}

/// Rows whose cells stand after tabs, of which each has as many.
fn after_tabs(text: &str, layout: &Layout, lines: Range<usize>) -> Option<Vec<Row>> {
    let split = |line: usize, keeps_empty: bool| -> Row {
        let content = layout.lines[line].content;
        let mut from = content.start;
        let mut cells = Vec::new();
        for part in text[content.range()].split('\t') {
            let cell = trimmed(text, Span::new(from, from + part.len()));
            from += part.len() + 1;
            if keeps_empty || !cell.is_empty() {
                cells.push(cell);
            }
        }
        Row { line, cells, bars: Vec::new() }
    };
    // Several tabs may stand between two columns.
    [true, false].into_iter().find_map(|keeps_empty| {
        let rows: Vec<Row> = lines.clone().map(|line| split(line, keeps_empty)).collect();
        let count = rows[0].cells.len();
        (count > 1 && rows.iter().all(|row| row.cells.len() == count)).then_some(rows)
    })
}

/// Rows whose cells stand in columns with white space between them from the first line to the last.
fn in_columns(text: &str, layout: &Layout, lines: Range<usize>) -> Option<Vec<Row>> {
    let cells: Vec<Vec<Cell>> = lines.clone().map(|line| cells(text, layout, line)).collect();
    let count = cells.iter().map(Vec::len).max().filter(|count| *count > 1)?;
    let full = || cells.iter().filter(|row| row.len() == count);
    if full().count() < LEAST || full().count() * 3 < cells.len() * 2 {
        return None;
    }
    let columns: Vec<Range<usize>> = (0..count)
        .map(|index| {
            let of = || full().map(move |row| &row[index].columns);
            of().map(|columns| columns.start).min().unwrap_or(0)..of().map(|columns| columns.end).max().unwrap_or(0)
        })
        .collect();
    if columns.windows(2).any(|pair| pair[0].end >= pair[1].start) {
        return None;
    }
    let mut rows = Vec::with_capacity(cells.len());
    for (line, row) in lines.zip(&cells) {
        let start = layout.lines[line].content.start;
        let mut placed = vec![Span::at(start); count];
        let mut last = start;
        let mut row = row.iter().peekable();
        for (index, column) in columns.iter().enumerate() {
            let meets = |cell: &&Cell| cell.columns.start < column.end && column.start < cell.columns.end;
            match row.next_if(meets) {
                // A cell in two columns is no cell.
                Some(cell) if columns.get(index + 1).is_some_and(|next| next.start <= cell.columns.end) => return None,
                Some(cell) => {
                    placed[index] = cell.span;
                    last = cell.span.end;
                }
                None => placed[index] = Span::at(last),
            }
        }
        if row.next().is_some() {
            return None;
        }
        rows.push(Row { line, cells: placed, bars: Vec::new() });
    }
    Some(rows)
}

/// Words of a line with wide spaces around them, and the columns that they take.
struct Cell {
    span: Span,
    columns: Range<usize>,
}

fn cells(text: &str, layout: &Layout, line: usize) -> Vec<Cell> {
    let content = layout.lines[line].content;
    let mut cells: Vec<Cell> = Vec::new();
    let mut column = layout.lines[line].indent();
    let mut space = 2;
    for (at, character) in text[content.range()].char_indices() {
        let at = content.start + at;
        if matches!(character, ' ' | '\u{a0}' | '\t') {
            space += if character == '\t' { 2 } else { 1 };
            column = column_after(column, character);
            continue;
        }
        let end = at + character.len_utf8();
        match cells.last_mut() {
            Some(cell) if space < 2 => {
                cell.span.end = end;
                cell.columns.end = column + 1;
            }
            _ => cells.push(Cell { span: Span::new(at, end), columns: column..column + 1 }),
        }
        space = 0;
        column += 1;
    }
    cells
}

/// Whether rows without bars are a table: a column but the first has figures below its name, or there are several columns and rows; and
/// they are neither keys with values nor names with what is said.
fn speaks_for_table(text: &str, rows: &[Row]) -> bool {
    let words = |cell: Span| &text[cell.range()];
    let count = rows[0].cells.len();
    let most = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count() * 2 > rows.len();
    let are_keys = most(&|row| words(row.cells[0]).ends_with([':', '：', '.']));
    let are_said = most(&|row| row.cells.last().is_some_and(|cell| words(*cell).contains(' ') && ends_sentence(words(*cell))));
    let has_figures =
        (1..count).any(|index| rows[1..].iter().all(|row| row.cells[index].is_empty() || is_figure(words(row.cells[index]))));
    !are_keys && !are_said && (has_figures || count > 2 && rows.len() >= LEAST_OF_WORDS)
}

/// Whether the first row has words or years in a column that has figures below.
fn names_columns(text: &str, rows: &[Row]) -> bool {
    let word = |row: &Row, index: usize| &text[row.cells[index].range()];
    let below = |index: usize| rows[1..].iter().map(move |row| word(row, index)).filter(|word| !word.is_empty());
    (1..rows[0].cells.len()).any(|index| {
        let first = word(&rows[0], index);
        let is_name = !is_figure(first) || is_year(first) && !below(index).all(is_year);
        is_name && below(index).all(is_figure) && below(index).next().is_some()
    })
}

fn is_year(words: &str) -> bool {
    words.bytes().all(|byte| byte.is_ascii_digit()) && words.parse().is_ok_and(dates::is_year)
}

/// Whether a cell is a number, with its sign, its unit of money or of a hundred; or a dash for none.
fn is_figure(words: &str) -> bool {
    let is_sign = |character: char| !character.is_alphanumeric() && !character.is_whitespace();
    let core = words.trim_matches(|character: char| is_sign(character));
    let digits = core.chars().filter(char::is_ascii_digit).count();
    let others = core.chars().filter(|character| character.is_alphabetic()).count();
    !words.is_empty() && (core.is_empty() || digits > 0 && others * 2 <= digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of each row, with bars between them.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let layout = Layout::of(text);
        let rows = read(text, &layout, 0..layout.lines.len()).map_or(Vec::new(), |table| table.rows);
        let rows = rows.iter().map(|row| row.cells.iter().map(|cell| &text[cell.range()]).collect::<Vec<_>>().join("|"));
        assert_eq!(rows.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn columns_are_kept_by_spaces_tabs_or_bars() {
        check(
            "Pier        1951   1952\nNorth         12      9\nSouth East     7     10",
            &["Pier|1951|1952", "North|12|9", "South East|7|10"],
        );
        check("Pier\tShips\nNorth\t12\nSouth\t7", &["Pier|Ships", "North|12", "South|7"]);
        check("| Pier | Ships |\n|---|---|\n| North | 12 |", &["Pier|Ships", "North|12"]);
        check(
            "Quay   1951   1952\nNorth  12     9\nSouth         10\nEast   3      4",
            &["Quay|1951|1952", "North|12|9", "South||10", "East|3|4"],
        );
    }

    #[test]
    fn what_only_looks_like_a_table_is_none() {
        check("Anna    Where is it?\nBert    There it is.\nAnna    I see it now.", &[]);
        check("Date:    4 May 1953\nTime:    3 p.m.\nCopy:    2", &[]);
        check("Opening ........ 3\nThe ferry ...... 9\nClosing ....... 12", &[]);
        check("He said  that the\nboat  was late and\nnobody  knew why", &[]);
        check("J. Pike      A. Cole\nChairman     Clerk\nOdda         Bergen", &[]);
        check("North  12\nSouth  7", &[]);
    }
}
