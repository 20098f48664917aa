//! The lines of a play, cut into its parts: titles, headings, lists of persons, labels, directions and passages.

use std::ops::Range;

use crate::transcript::{
    actions, brackets,
    cues::closing,
    directions::{self, INDENT},
    headings::{self, Ending, Rank},
    labels::Label,
    names, pages,
    play::{Play, settings::without_continued},
};

/// The longest direction on lines of its own, in lines.
const DIRECTION_LIMIT: usize = 60;

/// The narrowest width at which directions are broken where nothing else is, in columns.
const BROKEN: usize = 60;

/// The longest heading without a word for it, and the longest line of a title page, in columns.
const HEADING_LIMIT: usize = 90;

/// A part of a play.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Blank,
    /// A page turn, with the line that states the number of the page.
    Page(Option<usize>),
    Title(usize),
    Heading {
        rank: Option<Rank>,
        line: usize,
    },
    Cast(usize),
    /// A direction from the first byte on, in these lines.
    Direction {
        start: usize,
        lines: Range<usize>,
    },
    Label(usize),
    /// Words from the first byte on, in these lines.
    Passage {
        start: usize,
        lines: Range<usize>,
        is_continued: bool,
    },
    End(usize),
    /// A letter, as an index into [`Play::letters`].
    Letter(usize),
}

impl Play<'_, '_> {
    pub(super) fn words(&self, line: usize) -> &str {
        &self.text[self.layout.lines[line].content.range()]
    }

    /// Cuts the lines into the parts of a play.
    pub(super) fn items(&self, lines: Range<usize>) -> Vec<Item> {
        let (from, to) = (lines.start, lines.end);
        let indents = directions::indents(self.text, self.layout, lines.clone(), self.labels);
        let title_end = self.title_end(from, to);
        let mut labels = self.labels.iter().enumerate().peekable();
        let mut casts = self.casts.iter().enumerate().peekable();
        let mut letters = self.letters.iter().enumerate().peekable();
        let mut skipped = self.skipped.iter().peekable();
        let mut items = Vec::new();
        let mut line = from;
        let mut is_after_label = false;
        while line < to {
            if let Some(notes) = skipped.next_if(|notes| notes.start <= line) {
                line = line.max(notes.end);
                continue;
            }
            let facts = self.layout.lines[line];
            let before = items.len();
            let last = items.iter().rev().find(|item| !matches!(item, Item::Blank | Item::Page { .. }));
            let is_after_heading = matches!(last, Some(Item::Heading { rank: Some(_), .. }));
            let mut next = line + 1;
            while labels.next_if(|(_, label)| label.line < line).is_some() {}
            while casts.next_if(|(_, list)| list.start < line).is_some() {}
            while letters.next_if(|(_, letter)| letter.lines().start < line).is_some() {}
            if facts.is_blank() {
                if !matches!(items.last(), Some(Item::Blank)) {
                    items.push(Item::Blank);
                }
            } else if let Some((index, list)) = casts.next_if(|(_, list)| list.start == line) {
                items.push(Item::Cast(index));
                next = list.end;
            } else if let Some((index, letter)) = letters.next_if(|(_, letter)| letter.lines().start == line) {
                items.push(Item::Letter(index));
                next = letter.lines().end;
            } else if self.layout.furniture(line).is_some() && !self.learned.contains_key(&line) {
                items.push(Item::Page(Some(line)));
            } else if let Some((index, label)) = labels.next_if(|(_, label)| label.line == line && !self.ends_part(label)) {
                items.push(Item::Label(index));
                next = self.after_label(label, to, &indents, &mut items);
            } else if line < title_end {
                items.push(Item::Title(line));
            } else if is_after_heading && self.names_persons(line, from, to) {
                items.push(Item::Direction { start: facts.content.start, lines: line..next });
            } else if let Some(end) = self.emphasized(line, to).filter(|_| !is_after_label) {
                items.push(Item::Direction { start: facts.content.start, lines: line..end });
                next = end;
            } else if let Some(rank) = self.heading(line, from, to).filter(|_| !indents.contains(&facts.indent())) {
                items.push(Item::Heading { rank, line });
            } else if let Some(end) =
                self.direction(line, to, is_after_label, &indents).filter(|_| !self.goes_on(line, is_after_label, &indents))
            {
                items.push(Item::Direction { start: facts.content.start, lines: line..end });
                next = end;
            } else {
                let is_end = self.stands_apart(line, from, to) && headings::is_end(self.words(line));
                next = if is_end { line + 1 } else { self.passage_end(line, to, &indents) };
                let is_continued = is_after_label && facts.indent() >= 2 * INDENT;
                items.push(if is_end {
                    Item::End(line)
                } else {
                    Item::Passage { start: facts.content.start, lines: line..next, is_continued }
                });
            }
            let starts_speech = matches!(items.last(), Some(Item::Label(_)));
            is_after_label = starts_speech || is_after_label && matches!(items.last(), Some(Item::Direction { .. }));
            debug_assert!(items.len() > before || facts.is_blank());
            if self.layout.lines[line..next].iter().any(|line| line.ends_page) {
                items.push(Item::Page(None));
            }
            line = next;
        }
        self.without_contents(&mut items);
        self.with_settings(&mut items);
        without_continued(&mut items);
        items
    }

    /// Turns headings before the first speech that only list the parts of the play into text: little follows each, and the part
    /// that the first speech stands in comes after them.
    fn without_contents(&self, items: &mut [Item]) {
        let first = self.first_speech(items);
        let mut least: Option<Rank> = None;
        let mut lines = 0;
        for item in items[..first].iter_mut().rev() {
            match item {
                Item::Heading { rank: Some(rank), line } => {
                    let is_listed = least.is_some_and(|least| *rank >= least) && lines <= 2;
                    if is_listed {
                        let start = self.layout.lines[*line].content.start;
                        *item = Item::Passage { start, lines: *line..*line + 1, is_continued: false };
                    } else {
                        least = Some(*rank);
                    }
                    lines = 0;
                }
                Item::Passage { lines: passage, .. } => lines += passage.len(),
                Item::Direction { lines: direction, .. } => lines += direction.len(),
                Item::Cast(_) => lines = 0,
                _ => {}
            }
        }
    }

    /// The first speech; what looks like one or two above the list of persons stands in a list of the parts.
    fn first_speech(&self, items: &mut [Item]) -> usize {
        let mut labels = items.iter().enumerate().filter(|(_, item)| matches!(item, Item::Label(_))).map(|(at, _)| at);
        let first = labels.next().unwrap_or(0);
        let cast = items.iter().position(|item| matches!(item, Item::Cast(_))).unwrap_or(0);
        if first >= cast || labels.nth(1).is_some_and(|third| third < cast) {
            return first;
        }
        // What is said behind a label on its line is a passage already.
        let is_alone = |item: &Item| match item {
            Item::Label(index) => self.labels[*index].end == self.layout.lines[self.labels[*index].line].content.end,
            _ => true,
        };
        if !items[..cast].iter().all(is_alone) {
            return first;
        }
        for item in &mut items[..cast] {
            if let Item::Label(index) = item {
                let line = self.labels[*index].line;
                let start = self.layout.lines[line].content.start;
                *item = Item::Passage { start, lines: line..line + 1, is_continued: false };
            }
        }
        cast
    }

    /// What follows a label on its line; gives the next line.
    fn after_label(&self, label: &Label, to: usize, indents: &[usize], items: &mut Vec<Item>) -> usize {
        let last = (label.line..to).find(|&line| self.layout.lines[line].content.end >= label.end).unwrap_or(label.line);
        let line_end = self.layout.lines[last].content.end;
        let rest = self.text[label.end..line_end.max(label.end)].trim_start();
        if rest.is_empty() {
            return last + 1;
        }
        let start = line_end - rest.len();
        // A direction that takes the rest of the line, or of some lines.
        if let Some(end) = self.bracket_end(start, last, to) {
            items.push(Item::Direction { start, lines: last..end });
            return end;
        }
        let next = self.passage_end(last, to, indents);
        items.push(Item::Passage { start, lines: last..next, is_continued: false });
        next
    }

    /// The end of the title page: the lines before the first blank one, if they are few and short.
    fn title_end(&self, from: usize, to: usize) -> usize {
        let end = (from..to).find(|&line| self.layout.lines[line].is_blank()).unwrap_or(to);
        let is_label = |line: usize| self.labels.iter().take(1).any(|label| label.line <= line);
        let is_title = |line: usize| {
            self.layout.width(line) <= HEADING_LIMIT
                && !is_label(line)
                && !self.words(line).starts_with(['(', '['])
                && headings::rank(self.words(line)).is_none()
                && !headings::heads_personae(self.words(line))
        };
        if end - from <= 6 && end < to && (from..end).all(is_title) { end } else { from }
    }

    /// Whether a label is a line of its own that ends an act or a scene: `END OF ACT I.`
    fn ends_part(&self, label: &Label) -> bool {
        let words = self.words(label.line);
        label.end == self.layout.lines[label.line].content.end && matches!(headings::ending(words), Some(Ending::Part(_)))
    }

    fn stands_apart(&self, line: usize, from: usize, to: usize) -> bool {
        let lines = &self.layout.lines;
        let is_open = |line: usize| lines[line].is_blank() || lines[line].ends_page || self.layout.furniture(line).is_some();
        (line == from || is_open(line - 1)) && (line + 1 >= to || is_open(line + 1))
    }

    /// Whether a line between blank ones, below the heading of a scene, names those who come: `ANNA, BERT.`
    fn names_persons(&self, line: usize, from: usize, to: usize) -> bool {
        let words = self.words(line);
        let mut names = words.split(|character: char| !character.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        let is_known = |word: &str| names::is_particle(word) || self.names.contains(&names::bare(word));
        self.stands_apart(line, from, to) && words.contains(char::is_alphabetic) && names.all(is_known)
    }

    /// Whether a line is a heading, and of what rank.
    fn heading(&self, line: usize, from: usize, to: usize) -> Option<Option<Rank>> {
        let words = self.words(line);
        let lines = &self.layout.lines;
        let is_first = line == from || lines[line - 1].is_blank() || self.layout.furniture(line - 1).is_some();
        if !is_first || lines[line].indent() >= 40 {
            return None;
        }
        if let Some(rank) = headings::rank(words) {
            return Some(Some(rank));
        }
        if let Some(title) = headings::without_signs(words) {
            return (!headings::is_end(title)).then(|| headings::rank(title));
        }
        if let Some(is_heading) = headings::told(self.told, words) {
            return is_heading.then_some(None);
        }
        if headings::is_end(words) {
            return None;
        }
        if actions::tells_movement(words) {
            return None;
        }
        if let Some(rank) = self.learned.get(&line) {
            return Some(Some(*rank));
        }
        let letters = || words.chars().filter(|character| character.is_alphabetic()).count();
        let in_capitals = names::in_capitals(words);
        let is_heading = in_capitals
            && letters() >= 4
            && self.stands_apart(line, from, to)
            && self.layout.width(line) <= HEADING_LIMIT
            && !words.ends_with(['!', '?', ',', ';', '…'])
            && !words.starts_with(['(', '[']);
        is_heading.then_some(None)
    }

    /// Where a direction on lines of its own ends, if one begins with this line: the line after it.
    fn direction(&self, line: usize, to: usize, is_after_label: bool, indents: &[usize]) -> Option<usize> {
        let facts = self.layout.lines[line];
        if facts.indent() >= INDENT && indents.contains(&facts.indent()) {
            let same = (line..to)
                .take_while(|&line| !self.layout.lines[line].is_blank() && self.layout.lines[line].indent() == facts.indent());
            return Some(line + same.count());
        }
        let words = self.words(line);
        if actions::tells_movement(words) {
            return self.movement_end(line, to, is_after_label);
        }
        if !words.starts_with(['(', '[']) {
            return None;
        }
        // In a paragraph that is broken at a width, a bracket may begin a line by chance.
        let is_by_chance = !is_after_label
            && line > 0
            && !self.layout.lines[line - 1].is_blank()
            && self.layout.is_full(line - 1, line)
            && !self.words(line - 1).ends_with([']', ')']);
        if is_by_chance { None } else { self.bracket_end(facts.content.start, line, to) }
    }

    /// Whether a line below a label is so deep that it goes on from the verse of another speaker: a parenthesis is said there.
    fn goes_on(&self, line: usize, is_after_label: bool, indents: &[usize]) -> bool {
        let indent = self.layout.lines[line].indent();
        is_after_label && indent >= 2 * INDENT && !indents.contains(&indent)
    }

    /// Where lines between blank ones end that one mark of emphasis encloses, as editions without brackets set directions:
    /// `_Enter Anna._`. The heading of a part may be set so, too.
    fn emphasized(&self, line: usize, to: usize) -> Option<usize> {
        let lines = &self.layout.lines;
        let mark = self.words(line).chars().next().filter(|first| matches!(first, '_' | '*'))?;
        if line > 0 && !lines[line - 1].is_blank() && !lines[line - 1].ends_page {
            return None;
        }
        let is_label = |line: &usize| self.labels.binary_search_by_key(line, |label| label.line).is_ok();
        let block = (line..to).take(DIRECTION_LIMIT).take_while(|next| !lines[*next].is_blank() && !is_label(next));
        let end = line + block.count();
        let words = &self.text[lines[line].content.start..lines[end.max(line + 1) - 1].content.end];
        let inside = words.trim_matches(mark).trim_end_matches('.').trim_end_matches(mark);
        let is_closed = words.trim_end_matches('.').ends_with(mark);
        (end > line && is_closed && !inside.contains(mark) && inside.contains(names::is_small) && headings::rank(words).is_none())
            .then_some(end)
    }

    /// The line after brackets that begin at a byte, if they end with a line and nothing stands between them.
    fn bracket_end(&self, start: usize, line: usize, to: usize) -> Option<usize> {
        let (last, limit, end) = self.last_bracket.get();
        if (last, limit) == (start, to) {
            return end;
        }
        let end = self.find_bracket_end(start, line, to);
        self.last_bracket.set((start, to, end));
        end
    }

    fn find_bracket_end(&self, start: usize, line: usize, to: usize) -> Option<usize> {
        let limit = (line..to).take_while(|&line| !self.layout.lines[line].is_blank()).take(DIRECTION_LIMIT).last()?;
        let limit_end = self.layout.lines[limit].content.end;
        let mut at = start;
        loop {
            let words = &self.text[at..limit_end];
            if !words.starts_with(['(', '[']) {
                return None;
            }
            let length = closing(words).or_else(|| actions::open_end(words).filter(|end| !headings::is_end(&words[..*end])))?;
            let bracket = &words[..length];
            let is_said = || actions::is_said(bracket, &words[length..]);
            let is_other = || pages::mark(bracket).is_some() || brackets::is_statement(bracket) || is_said();
            if !bracket.chars().any(char::is_alphabetic) || is_other() {
                return None;
            }
            at += length;
            let rest = &self.text[at..limit_end];
            let trimmed = rest.trim_start_matches(['.', ')', ']', ':', ',', ';', '–', '—', ' ']);
            at += rest.len() - trimmed.len();
            let last = (line..=limit).find(|&line| self.layout.lines[line].content.end >= at)?;
            if bracket.starts_with('(') && self.is_verse_aside(start, line, last) {
                return None;
            }
            if trimmed.is_empty() || self.layout.lines[last].content.end == at {
                return Some(last + 1);
            }
            if trimmed.starts_with('\n') || trimmed.starts_with('\r') {
                return Some(last + 1);
            }
        }
    }

    /// Whether a parenthesis from a byte on is as many lines of verse that are said: it goes over the ends of lines that are not
    /// filled, where no text is broken at a width, and stands in a speech.
    fn is_verse_aside(&self, start: usize, first: usize, last: usize) -> bool {
        let lines = &self.layout.lines;
        let stands_apart = lines[first].content.start == start && (first == 0 || lines[first - 1].is_blank());
        first < last
            && !self.layout.is_wrapped
            && !stands_apart
            && (first..last).all(|line| !self.layout.is_full(line, line + 1))
            && !self.is_broken(first..last + 1)
    }

    /// Whether lines are broken at a width: none but the last could hold the first word of the next, if the widest of them is full.
    fn is_broken(&self, lines: Range<usize>) -> bool {
        let widest = lines.clone().map(|line| self.layout.width(line)).max().unwrap_or_default();
        let holds = |line: usize| {
            let next = self.words(line + 1).split_whitespace().next().unwrap_or_default();
            self.layout.width(line) + 1 + next.chars().count() <= widest
        };
        widest >= BROKEN && !(lines.start..lines.end - 1).any(holds)
    }

    /// The line after a passage that begins with a line: up to a blank line, a page, a label, or a direction.
    fn passage_end(&self, line: usize, to: usize, indents: &[usize]) -> usize {
        let lines = &self.layout.lines;
        let mut next = line + 1;
        let first_label = self.labels.partition_point(|label| label.line <= line);
        let label = self.labels.get(first_label).map_or(to, |label| label.line);
        let letter = self.letters.partition_point(|letter| letter.lines().start <= line);
        let label = self.letters.get(letter).map_or(label, |letter| letter.lines().start.min(label));
        let notes = self.skipped.get(self.skipped.partition_point(|notes| notes.start <= line)).map_or(to, |notes| notes.start);
        while next < to.min(label).min(notes)
            && !lines[next].is_blank()
            && !lines[next - 1].ends_page
            && self.layout.furniture(next).is_none()
            && self.direction(next, to, false, indents).is_none()
        {
            next += 1;
        }
        next
    }
}
