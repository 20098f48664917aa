//! The list of persons of a play: a heading for it, and a line for each.

use std::ops::Range;

use rustc_hash::FxHashSet as HashSet;

use crate::{
    span::Span,
    transcript::{
        headings,
        layout::Layout,
        names::{bare, in_capitals, is_name_word, is_particle, is_small, is_title},
    },
};

/// The most lines of a list.
const LENGTH_LIMIT: usize = 300;

/// The longest name of a role, in words.
const ROLE_LIMIT: usize = 6;

/// The longest line of a list that no word heads, in columns, and the fewest of its lines with names that speak.
const ITEM_LIMIT: usize = 120;
const FEWEST: usize = 3;

/// Lines that begin so many columns from the items before a page are none.
const MARGIN: usize = 4;

/// A name of so many words may have small ones that tell who it is.
const SHORT_ROLE: usize = 3;

/// A list of persons.
#[derive(Clone, Debug)]
pub(super) struct CastList {
    /// The line of its heading, or its first item where it has none.
    pub(super) start: usize,
    pub(super) has_heading: bool,
    /// The lines of each item.
    pub(super) items: Vec<Range<usize>>,
    /// The first line after it.
    pub(super) end: usize,
}

/// Finds the lists of persons in some lines.
pub(super) fn find(text: &str, layout: &Layout, from: usize, to: usize) -> Vec<CastList> {
    let mut lists: Vec<CastList> = Vec::new();
    let mut line = from;
    while line < to {
        let content = layout.lines[line].content;
        let is_first = line == from || layout.lines[line - 1].is_blank();
        if !content.is_empty()
            && is_first
            && let Some(list) = headed_list(text, layout, line, to)
        {
            line = list.end;
            lists.push(list);
        } else {
            line += 1;
        }
    }
    lists
}

/// The list under a line, if that heads one; a heading with more words than those for a list needs several items.
fn headed_list(text: &str, layout: &Layout, line: usize, to: usize) -> Option<CastList> {
    let words = &text[layout.lines[line].content.range()];
    if headings::heads_personae(words) {
        return list(text, layout, line, to);
    }
    let is_item = |lines: &Range<usize>| lines.len() == 1 && layout.width(lines.start) <= ITEM_LIMIT;
    let is_list = |list: &CastList| list.items.len() >= FEWEST && list.items.iter().all(is_item);
    if headings::could_head_personae(words) { list(text, layout, line, to).filter(is_list) } else { None }
}

/// The words of the names in the lists, in lower case: what stands before the first comma, dash or parenthesis of each item.
pub(super) fn words(text: &str, layout: &Layout, lists: &[CastList]) -> HashSet<String> {
    let items = lists.iter().flat_map(|list| &list.items);
    let names = items.map(|lines| {
        let words = &text[layout.span(lines).range()];
        words.split([',', '،', '、', '，', '—', '–', '(', '（', ';']).next().unwrap_or_default()
    });
    // Of a long name, the words with capitals; of a short one all: `Le comte`.
    let words = names.flat_map(|name| {
        let is_short = name.split_whitespace().count() <= SHORT_ROLE;
        name.split_whitespace().filter(move |word| is_short || is_name_word(word))
    });
    let words = words.filter(|word| !is_particle(word) && !is_title(word));
    words.map(bare).filter(|word| word.chars().any(char::is_alphabetic) && word.chars().count() > 2).collect()
}

/// The list after a heading: the lines to the next blank one, over the beginnings of pages; or single lines between blank lines.
fn list(text: &str, layout: &Layout, heading: usize, to: usize) -> Option<CastList> {
    let lines = &layout.lines;
    let words = |line: usize| &text[lines[line].content.range()];
    let is_page = |line: usize| layout.furniture(line).is_some();
    let mut line = heading + 1;
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut end = line;
    let mut are_single = true;
    loop {
        let before = line;
        while line < to && (lines[line].is_blank() || is_page(line)) {
            line += 1;
        }
        let has_page = (before..line).any(|line| is_page(line) || lines[line].ends_page);
        let start = line;
        while line < to && !lines[line].is_blank() && !is_page(line) && line - start < LENGTH_LIMIT {
            line += 1;
        }
        let is_single = are_single && line == start + 1;
        let opens = start < line && !words(start).starts_with(['(', '[']) && headings::rank(words(start)).is_none();
        let is_item_like = opens && !headings::heads_personae(words(start));
        let goes_on = || is_single || has_page && are_items(text, layout, start..line, &items);
        if !is_item_like || !items.is_empty() && !goes_on() || items.len() > LENGTH_LIMIT {
            break;
        }
        // Where most items end without a mark, a line without one says nothing.
        let is_closed = |item: usize| words(item).ends_with(['.', ',', ';', ':', ')']);
        let has_marks = (start..line).filter(|&item| is_closed(item)).count() * 2 > line - start;
        for item in start..line {
            // A long item goes on in the next line.
            let is_continued = item > start
                && layout.is_full(item - 1, item)
                && (words(item).starts_with(is_small) || has_marks && !is_closed(item - 1));
            match items.last_mut() {
                Some(last) if is_continued => last.end = item + 1,
                _ => items.push(item..item + 1),
            }
        }
        end = line;
        // A list of more than one line has no blank lines in it.
        are_single &= line == start + 1;
    }
    while let Some(more) = more_items(text, layout, &items, end, to) {
        end = more.last().map_or(end, |item| item.end);
        items.extend(more);
    }
    let is_list = items.len() > 1 || items.len() == 1 && items[0].len() == 1 && end == heading + 2;
    is_list.then_some(CastList { start: heading, has_heading: true, items, end })
}

/// The items of a further group after a blank line: most of its lines begin with a name in capitals, as those of the list do.
fn more_items(text: &str, layout: &Layout, items: &[Range<usize>], end: usize, to: usize) -> Option<Vec<Range<usize>>> {
    let lines = &layout.lines;
    let words = |line: usize| &text[lines[line].content.range()];
    let is_high = |line: usize| {
        let capitals = words(line).split_whitespace().take_while(|word| in_capitals(word));
        capitals.map(str::len).sum::<usize>() > 1
    };
    let are_high = |items: &[Range<usize>]| items.iter().filter(|item| is_high(item.start)).count() * 2 > items.len();
    // A list of single lines between blank ones has been read to its end.
    let is_dense = items.windows(2).any(|pair| pair[1].start == pair[0].end);
    let is_at_end = end < to && lines[end].is_blank();
    if !is_at_end || items.len() > LENGTH_LIMIT || !is_dense || !are_high(items) {
        return None;
    }
    let start = (end..to).find(|&line| !lines[line].is_blank())?;
    let last = (start..to).take(LENGTH_LIMIT).find(|&line| lines[line].is_blank())?;
    if (start..last).any(|line| layout.furniture(line).is_some()) {
        return None;
    }
    let mut more: Vec<Range<usize>> = Vec::new();
    for line in start..last {
        let is_continued = line > start && (layout.is_full(line - 1, line) && !is_high(line) || words(line).starts_with('('));
        match more.last_mut() {
            Some(item) if is_continued => item.end = line + 1,
            _ => more.push(line..line + 1),
        }
    }
    // A label with what is said, or with nothing after it, is none.
    let is_label = |item: &Range<usize>| {
        let name = words(item.start);
        let mark = name.find(['.', ':']).filter(|&at| in_capitals(&name[..at]));
        mark.is_some_and(|at| at + 1 < name.len() && !is_title(&name[..at])) || headings::begins_with_part(name)
    };
    let is_short = |item: &Range<usize>| item.clone().all(|line| layout.width(line) <= ITEM_LIMIT);
    let fits = more.len() > 1 && are_high(&more) && more.iter().all(|item| is_short(item) && !is_label(item));
    let known: HashSet<&str> = items.iter().chain(&more).map(|item| words(item.start)).collect();
    (fits && known.len() == items.len() + more.len()).then_some(more)
}

/// Whether lines at the beginning of a page go on with a list: they begin where its items do, most are a name with what is said of it, as nothing that is said is,
/// and the first is not one of the list again, as the label of a speech would be.
fn are_items(text: &str, layout: &Layout, lines: Range<usize>, listed: &[Range<usize>]) -> bool {
    let span = |line: usize| layout.lines[line].content;
    let words = |line: usize| &text[span(line).range()];
    let name = |line: usize| words(line).split([',', '(', '.', ':']).next().unwrap_or_default().trim();
    let is_short = |line: usize| layout.width(line) <= ITEM_LIMIT && !words(line).contains(['!', '?', ':', '…']);
    // `12. Anna, a maid`
    let unnumbered = |line: usize| {
        let rest = words(line).trim_start_matches(|mark: char| mark.is_ascii_digit() || matches!(mark, '.' | ' '));
        Span::new(span(line).end - rest.len(), span(line).end)
    };
    let roles = lines.clone().filter(|&line| role(text, unnumbered(line)).is_some()).count();
    let indent = |line: usize| layout.lines[line].indent();
    let is_at_margin = listed.last().is_some_and(|last| indent(last.start).abs_diff(indent(lines.start)) < MARGIN);
    let is_listed = || listed.iter().any(|item| bare(name(item.start)) == bare(name(lines.start)));
    is_at_margin && lines.len() > 1 && lines.clone().all(is_short) && roles * 3 >= lines.len() * 2 && !is_listed()
}

/// Finds a list of persons that no known word heads: short lines before the first speech, most of which have a name that speaks.
///
/// The items may look like labels themselves: `first` is the line of the first label. Then no name may stand twice, and no
/// colon after one, as in a dialogue. `speakers` holds the words of all labels, in lower case.
pub(super) fn find_by_names(
    text: &str,
    layout: &Layout,
    lines: Range<usize>,
    first: usize,
    speakers: &HashSet<String>,
) -> Option<CastList> {
    let is_blank = |line: usize| layout.lines[line].is_blank();
    let words = |line: usize| &text[layout.lines[line].content.range()];
    let is_short = |line: usize| layout.width(line) <= ITEM_LIMIT && !words(line).starts_with(['(', '[']);
    let name = |line: usize| words(line).split([',', '،', '、', '，', '—', '–', '(', '（', ';', '.']).next().unwrap_or_default();
    let speaks = |line: usize| name(line).split_whitespace().take(ROLE_LIMIT).any(|word| speakers.contains(&bare(word)));
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut line = lines.start;
    while line < lines.end && line <= first {
        let start = line;
        while line < lines.end && !is_blank(line) && is_short(line) && headings::rank(words(line)).is_none() {
            line += 1;
        }
        let known = (start..line).filter(|&line| speaks(line)).count();
        let is_dialogue = || {
            let names: HashSet<&str> = (start..line).map(name).collect();
            known <= FEWEST || names.len() < line - start || (start..line).any(|line| words(line).contains([':', '：']))
        };
        if line > first && is_dialogue() {
            break;
        }
        if known >= FEWEST && known * 2 >= line - start && best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, start..line));
        }
        line += 1;
    }
    let (_, mut items) = best?;
    // What heads it stands on a line of its own above it, or is its first line and no name.
    let above = (lines.start..items.start).rev().find(|&line| !is_blank(line));
    let is_heading = |line: usize| {
        (line == lines.start || is_blank(line - 1)) && words(line).split_whitespace().count() <= ROLE_LIMIT && is_short(line)
    };
    let above = above.filter(|&line| is_heading(line) && line > lines.start && items.start > line + 1);
    let first = Some(items.start).filter(|&line| above.is_none() && !speaks(line) && words(line).ends_with([':', '.']));
    items.start += usize::from(first.is_some());
    let heading = above.or(first);
    let end = items.end;
    let start = heading.unwrap_or(items.start);
    Some(CastList { start, has_heading: heading.is_some(), items: items.map(|line| line..line + 1).collect(), end })
}

/// The name of the role and what is said of it in an item, where a comma or a dash parts them; else the name alone, if nothing
/// but a name stands there.
pub(super) fn role(text: &str, item: Span) -> Option<(Span, Option<Span>)> {
    let words = &text[item.range()];
    let cut = words.find([',', '،', '、', '，', '—', '–', '(', '（']);
    let cut = after_capitals(&words[..cut.unwrap_or(words.len())]).or(cut);
    let name = words[..cut.unwrap_or(words.len())].trim_end_matches([' ', '.', ';', ':']);
    let count = name.split_whitespace().count();
    // `Un capitano`: a short name may have small words after the first.
    let is_short = count <= SHORT_ROLE && name.starts_with(|first: char| first.is_alphabetic() && !is_small(first));
    let is_name = |word: &str| is_name_word(word) || is_particle(word) || is_title(word);
    if name.is_empty() || count > ROLE_LIMIT || !is_short && !name.split_whitespace().all(is_name) {
        return None;
    }
    let role = Span::new(item.start, item.start + name.len());
    let Some(cut) = cut else { return Some((role, None)) };
    let rest = words[cut..].trim_start_matches([',', '،', '、', '，', '—', '–', ' ']);
    let start = item.end - rest.len();
    let description = rest.trim_end_matches(['.', ',', ';', ' ']);
    let is_one_line = !description.contains('\n');
    let span = Span::new(start, start + description.len());
    Some((role, (!description.is_empty() && is_one_line).then_some(span)))
}

/// Where small words begin after a name in capitals, if no more capitals follow: `NURSE to Juliet`.
fn after_capitals(name: &str) -> Option<usize> {
    let mut words = name.split_whitespace();
    words.next().filter(|first| in_capitals(first) && first.chars().count() > 1)?;
    let small = words.find(|word| !in_capitals(word)).filter(|word| word.starts_with(is_small))?;
    (!words.any(|word| in_capitals(word) && word.chars().count() > 1)).then(|| small.as_ptr() as usize - name.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_at_a_blank_line_or_has_them_between_all_items() {
        #[track_caller]
        fn check(text: &str, count: usize) {
            let layout = Layout::of(text);
            let lists = find(text, &layout, 0, layout.lines.len());
            assert_eq!(lists.iter().map(|list| list.items.len()).sum::<usize>(), count, "{lists:?}");
        }
        check("A Play\n\nPersons.\n\nANNA, a maid.\nBERT.\nCARL.\n\nThe scene is in Rome.\n", 3);
        check("Personen:\nAnna\nBert\n\nErster Akt\n", 2);
        check("Personen\n\nAnna\n\nBert\n\nCarl\n\nErster Akt\n", 3);
        check("Personen von Rang\n\nAnna\nBert\n", 0);
        check("Personen\n\nErster Akt\n", 0);
    }

    #[test]
    fn a_list_without_a_known_heading_is_told_by_the_names_that_speak() {
        let text = "A Play\n\nTeilas\n\nAnna, a maid\nBert\nCarl, his son\nSome guests\n\nA room.\n\nANNA: Yes.\n";
        let layout = Layout::of(text);
        let speakers = ["anna", "bert", "carl"].map(str::to_owned).into_iter().collect();
        let list = find_by_names(text, &layout, 0..12, 11, &speakers).expect("there is one");
        assert_eq!((list.start, list.has_heading, list.items.len(), list.end), (2, true, 4, 8));
        let text = "A Play\n\nTeilas\n\nAnna. A maid.\nBert.\nCarl.\nDora.\n\nA room.\n\nAnna. Yes.\n";
        let layout = Layout::of(text);
        let speakers = ["anna", "bert", "carl", "dora"].map(str::to_owned).into_iter().collect();
        assert!(find_by_names(text, &layout, 0..12, 4, &speakers).is_some());
        let text = text.replace("Dora.", "Anna. No.");
        assert!(find_by_names(&text, &Layout::of(&text), 0..12, 4, &speakers).is_none());
        let few = ["bert", "carl"].map(str::to_owned).into_iter().collect();
        assert!(find_by_names(&text, &layout, 0..12, 11, &few).is_none());
    }

    #[test]
    fn a_comma_parts_the_role_from_what_is_said_of_it() {
        #[track_caller]
        fn check(item: &str, expected: Option<(&str, Option<&str>)>) {
            let found = role(item, Span::new(0, item.len()));
            assert_eq!(found.map(|(role, said)| (&item[role.range()], said.map(|said| &item[said.range()]))), expected);
        }
        check("Anna, his wife.", Some(("Anna", Some("his wife"))));
        check("Un capitano.", Some(("Un capitano", None)));
        check("DER WIRT.", Some(("DER WIRT", None)));
        check("NURSE to Juliet.", Some(("NURSE", Some("to Juliet"))));
        check("DUKE of YORK", Some(("DUKE of YORK", None)));
        check("Павел — дворник.", Some(("Павел", Some("дворник"))));
        check("Guests and servants of the house", None);
    }
}
