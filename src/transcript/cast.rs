//! The list of persons of a play: a heading for it, and a line for each.

use std::{collections::HashSet, ops::Range};

use crate::{
    span::Span,
    transcript::{
        headings,
        layout::Layout,
        names::{bare, is_name_word, is_particle, is_title},
        pages,
    },
};

/// The most lines of a list.
const LENGTH_LIMIT: usize = 300;

/// The longest name of a role, in words.
const ROLE_LIMIT: usize = 6;

/// A list of persons.
#[derive(Clone, Debug)]
pub(super) struct CastList {
    /// The line of its heading.
    pub(super) heading: usize,
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
            && headings::heads_personae(&text[content.range()])
            && let Some(list) = list(text, layout, line, to)
        {
            line = list.end;
            lists.push(list);
        } else {
            line += 1;
        }
    }
    lists
}

/// The words of the names in the lists, in lower case: what stands before the first comma, dash or parenthesis of each item.
pub(super) fn words(text: &str, layout: &Layout, lists: &[CastList]) -> HashSet<String> {
    let items = lists.iter().flat_map(|list| &list.items);
    let names = items.map(|lines| {
        let words = &text[layout.span(lines).range()];
        words.split([',', '—', '–', '(', ';']).next().unwrap_or_default()
    });
    let words = names.flat_map(str::split_whitespace).filter(|word| is_name_word(word) && !is_particle(word) && !is_title(word));
    words.map(bare).filter(|word| word.chars().count() > 2).collect()
}

/// The list after a heading: the lines to the next blank one; or single lines between blank lines.
fn list(text: &str, layout: &Layout, heading: usize, to: usize) -> Option<CastList> {
    let lines = &layout.lines;
    let words = |line: usize| &text[lines[line].content.range()];
    let mut line = heading + 1;
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut end = line;
    let mut are_single = true;
    loop {
        while line < to && (lines[line].is_blank() || items.is_empty() && pages::mark(words(line)).is_some()) {
            line += 1;
        }
        let start = line;
        while line < to && !lines[line].is_blank() && line - start < LENGTH_LIMIT {
            line += 1;
        }
        let is_single = are_single && line == start + 1;
        let opens = start < line && !words(start).starts_with(['(', '[']) && headings::rank(words(start)).is_none();
        let is_item_like = opens && !headings::heads_personae(words(start)) && pages::mark(words(start)).is_none();
        if !is_item_like || !items.is_empty() && !is_single || items.len() > LENGTH_LIMIT {
            break;
        }
        for item in start..line {
            // A long item goes on in the next line.
            let is_continued = item > start
                && layout.is_full(text, item - 1, item)
                && (words(item).starts_with(char::is_lowercase) || !words(item - 1).ends_with(['.', ',', ';', ':', ')']));
            match items.last_mut() {
                Some(last) if is_continued => last.end = item + 1,
                _ => items.push(item..item + 1),
            }
        }
        end = line;
        // A list of more than one line has no blank lines in it.
        are_single &= line == start + 1;
    }
    let is_list = items.len() > 1 || items.len() == 1 && items[0].len() == 1 && end == heading + 2;
    is_list.then_some(CastList { heading, items, end })
}

/// The name of the role and what is said of it in an item, where a comma or a dash parts them; else the name alone, if nothing
/// but a name stands there.
pub(super) fn role(text: &str, item: Span) -> Option<(Span, Option<Span>)> {
    let words = &text[item.range()];
    let cut = words.find([',', '—', '–', '(']);
    let name = words[..cut.unwrap_or(words.len())].trim_end_matches([' ', '.', ';', ':']);
    let count = name.split_whitespace().count();
    if name.is_empty()
        || count > ROLE_LIMIT
        || !name.split_whitespace().all(|word| is_name_word(word) || is_particle(word) || is_title(word))
    {
        return None;
    }
    let role = Span::new(item.start, item.start + name.len());
    let Some(cut) = cut else { return Some((role, None)) };
    let rest = words[cut..].trim_start_matches([',', '—', '–', ' ']);
    let start = item.end - rest.len();
    let description = rest.trim_end_matches(['.', ',', ';', ' ']);
    let is_one_line = !description.contains('\n');
    let span = Span::new(start, start + description.len());
    Some((role, (!description.is_empty() && is_one_line).then_some(span)))
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
    fn a_comma_parts_the_role_from_what_is_said_of_it() {
        #[track_caller]
        fn check(item: &str, expected: Option<(&str, Option<&str>)>) {
            let found = role(item, Span::new(0, item.len()));
            assert_eq!(found.map(|(role, said)| (&item[role.range()], said.map(|said| &item[said.range()]))), expected);
        }
        check("Anna, his wife.", Some(("Anna", Some("his wife"))));
        check("DER WIRT.", Some(("DER WIRT", None)));
        check("Павел — дворник.", Some(("Павел", Some("дворник"))));
        check("Guests and servants of the house", None);
    }
}
