//! What the keys of a record itself say: they stay its text, and feed the header besides.

use std::ops::Range;

use crate::{
    span::Span,
    transcript::{
        dates::{self, FoundDate},
        front::{
            keys::{self, Kind},
            yaml::items,
        },
        layout::Layout,
        names::has_office_word,
        persons::{Persons, Standing},
    },
};

/// How many lines before the first speech are looked at.
const LINE_LIMIT: usize = 120;

/// The longest name of a participant, in words.
const NAME_LIMIT: usize = 6;

/// What the keys before the first speech state.
#[derive(Debug, Default)]
pub(in crate::transcript) struct Stated {
    pub(in crate::transcript) place: Option<Span>,
    pub(in crate::transcript) time: Option<Span>,
    pub(in crate::transcript) subjects: Vec<Span>,
    pub(in crate::transcript) dates: Vec<FoundDate>,
    /// The names after `Participants:` among other keys.
    pub(in crate::transcript) participants: Vec<Span>,
}

/// Reads `Place: Moscow` and the like in the lines of a record before line `to`.
pub(in crate::transcript) fn stated(text: &str, layout: &Layout, record: &[Range<usize>], to: usize) -> Stated {
    let mut stated = Stated::default();
    // A list of participants that is a paragraph of its own is read with the paragraphs.
    let is_one_of_several = |line: usize| {
        let at = record.partition_point(|lines| lines.end <= line);
        let keys = record[at].clone().take(LINE_LIMIT).filter(|&line| keys::on_line(text, layout, line).is_some());
        keys.count() > 1
    };
    let mut lines = record.iter().flat_map(Clone::clone).take_while(|&line| line < to).take(LINE_LIMIT).peekable();
    while let Some(line) = lines.next() {
        let Some(key) = keys::on_line(text, layout, line) else { continue };
        let content = layout.lines[line].content;
        if keys::is_attendance(&text[key.heading.range()]) && key.heading.end < content.end && is_one_of_several(line) {
            stated.participants.extend(names(text, Span::new(key.heading.end, content.end)));
        }
        if key.kind != Kind::Record {
            continue;
        }
        // The value of a key that stands alone is the next line.
        let value = match (key.heading.end < content.end, lines.peek()) {
            (true, _) => Span::new(key.heading.end, content.end),
            (false, Some(&next)) if keys::on_line(text, layout, next).is_none() => layout.lines[next].content,
            _ => continue,
        };
        let words = text[value.range()].trim_start();
        let value = Span::new(value.end - words.len(), value.end);
        match key.part {
            _ if value.is_empty() => {}
            "place" => stated.place = stated.place.or(Some(value)),
            "subject" => stated.subjects.push(value),
            "time" | "date" => {
                if key.part == "time" {
                    stated.time = stated.time.or(Some(value));
                }
                stated.dates.extend(dates::find(words, value.start));
            }
            _ => {}
        }
    }
    stated
}

/// The names of a list, between semicolons or else between commas; offices are none.
fn names(text: &str, value: Span) -> Vec<Span> {
    let separator = if text[value.range()].contains(';') { ';' } else { ',' };
    items(text, value, separator).into_iter().filter(|item| !has_office_word(&text[item.range()])).collect()
}

/// Learns those who are listed as participants: `Ann Cole, Chair` or `name: Ann Cole`.
pub(in crate::transcript) fn learn_participants<'p>(text: &str, listed: impl Iterator<Item = &'p Span>, persons: &mut Persons) {
    for item in listed {
        let words = &text[item.range()];
        let name = words.strip_prefix("name:").unwrap_or(words);
        let name = name.split([',', '(', ';', '\n']).next().unwrap_or_default().trim();
        let is_name = name.contains(char::is_alphabetic) && !name.contains(':') && name.split_whitespace().count() <= NAME_LIMIT;
        if is_name {
            persons.named(name, *item, Standing::Present);
        }
    }
}
