//! The headings with which a record begins: its title, what stands above and below that, and where and when it was.

use crate::transcript::{
    Block, HeadingRole,
    attendance::{heads_list, is_attendance, names_genre},
    blocks::{Builder, Piece, frame::Role, time_alone},
    clock, dates,
    labels::is_notice,
    makers,
    names::{self, bare},
    pages,
    vocabulary::WORDS,
};

/// The longest heading, in characters.
const HEADING_LIMIT: usize = 400;

/// The most lines of a title that is longer than others.
const LONG_TITLE_LINES: usize = 4;

impl Builder<'_> {
    /// Where the headings end; a text of nothing but short lines is no heading.
    pub(super) fn headings_end(&self, pieces: &[Piece<'_>], has_turns: bool) -> usize {
        let count = self.heading_count(pieces);
        if count == pieces.len() && !has_turns { 0 } else { count }
    }

    /// How many of the first pieces are headings: all in capitals, or, at the very beginning, short and no sentence.
    pub(super) fn heading_count(&self, pieces: &[Piece<'_>]) -> usize {
        let mut count = 0;
        let mut is_below_date = false;
        let mut is_heading = |index: usize, piece: &Piece<'_>| {
            // A page may begin above the first heading.
            if count == 0 && self.begins_page(piece) {
                return true;
            }
            if piece.role == Role::Opener {
                is_below_date |= count > 0 && !self.is_class_mark(piece);
                return true;
            }
            // Below the line that says where and when, short lines are facts, and so are their keys.
            if is_below_date && (!self.in_capitals(piece) || WORDS.people.keys.contains(&bare(self.words(piece)))) {
                return false;
            }
            let is_short =
                self.words(piece).split_whitespace().nth(12).is_none() || count == 0 && self.is_long_title(index, pieces);
            let is_titled = count == 0 && self.states_when(piece);
            let is_first = count < 3 && is_short && (count == 0 || !dates::heads_letter(self.words(piece)));
            count += 1;
            piece.role == Role::Text && (self.could_be_heading(piece) && (self.in_capitals(piece) || is_first) || is_titled)
        };
        let found = pieces.iter().enumerate().take_while(|(index, piece)| is_heading(*index, piece)).count();
        if count == 0 { 0 } else { found }
    }

    /// Whether a piece without a label says that a page begins.
    fn begins_page(&self, piece: &Piece<'_>) -> bool {
        piece.label.is_none() && self.page(piece, &mut Vec::new())
    }

    /// Whether a first line is a title although it is long: it tells what kind of record this is, and the line below says
    /// where and when.
    fn is_long_title(&self, index: usize, pieces: &[Piece<'_>]) -> bool {
        let words = self.words(&pieces[index]).to_lowercase();
        pieces[index].lines.len() <= LONG_TITLE_LINES
            && pieces.get(index + 1).is_some_and(|next| next.role == Role::Opener && !self.is_class_mark(next))
            && WORDS.header.genres.names.iter().any(|genre| words.contains(genre.as_str()))
    }

    /// Whether a first line is a title that tells what kind of record this is, and ends with where and when it was made: `Record of
    /// the Ninth Meeting, Odda, May 7, 1946, 11 a.m.`
    fn states_when(&self, piece: &Piece<'_>) -> bool {
        let words = without_call(self.words(piece)).trim_end();
        piece.label.is_none()
            && piece.lines.len() <= LONG_TITLE_LINES
            && words.char_indices().nth(HEADING_LIMIT).is_none()
            && names_genre(words)
            && dates::find(words, 0).is_some_and(|date| {
                let rest = words[date.span.end..].trim_start_matches([',', ' ']);
                rest.trim_end_matches('.').is_empty() && !words.ends_with('.') || clock::is_only(rest)
            })
    }

    /// Whether a piece could be a heading by itself: it is short, no sentence, and states no fact.
    fn could_be_heading(&self, piece: &Piece<'_>) -> bool {
        let words = self.words(piece);
        // `Beginn der Sitzung: 9.05 Uhr`.
        let is_key = words.split_once([':', '：']).is_some_and(|(key, value)| {
            WORDS.people.keys.contains(&bare(key))
                || is_attendance(key)
                || clock::is_only(value.trim())
                || clock::is_figures(value.trim())
        });
        piece.label.is_none()
            && words.char_indices().nth(HEADING_LIMIT).is_none()
            && !ends_as_text(words)
            && !is_key
            && !self.is_fact(piece)
            && !heads_list(words)
            && time_alone(words).is_none()
            && !states_time(words)
            && !is_notice(words)
            && makers::stated(words).is_none()
            && self.layout.furniture(piece.lines.start).is_none()
    }

    /// Whether a piece is one of the facts above the record.
    pub(super) fn is_fact(&self, piece: &Piece<'_>) -> bool {
        self.facts.range().contains(&piece.start)
    }

    fn in_capitals(&self, piece: &Piece<'_>) -> bool {
        let words = self.words(piece);
        names::in_capitals(words)
    }

    pub(super) fn headings(&mut self, pieces: &[Piece<'_>]) -> Vec<Block> {
        let genres = &WORDS.header.genres.names;
        let is_words = |piece: &Piece<'_>| piece.role != Role::Opener && !self.begins_page(piece);
        let first = pieces.iter().position(is_words).unwrap_or(pieces.len());
        let main = pieces.iter().position(|piece| {
            let words = self.words(piece).to_lowercase();
            genres.iter().any(|genre| words.split_whitespace().collect::<Vec<_>>().join(" ").contains(genre.as_str()))
        });
        if let Some(main) = main {
            let words = self.words(&pieces[main]).to_lowercase();
            self.genre = genres.iter().filter(|genre| words.contains(genre.as_str())).max_by_key(|genre| genre.len()).cloned();
        }
        let mut blocks = Vec::new();
        let mut index = 0;
        while let Some(piece) = pieces.get(index) {
            let openers = pieces[index..].iter().take_while(|piece| piece.role == Role::Opener).count();
            if openers > 0 {
                blocks.push(self.opener(&pieces[index..index + openers]));
                index += openers;
                continue;
            }
            if index < first && self.page(piece, &mut blocks) {
                index += 1;
                continue;
            }
            let role = match index.cmp(&main.unwrap_or(first)) {
                std::cmp::Ordering::Less => HeadingRole::Issuer,
                std::cmp::Ordering::Equal => HeadingRole::Main,
                std::cmp::Ordering::Greater => HeadingRole::Sub,
            };
            let mut inlines = self.heading_words(piece);
            self.mark_date(self.words(piece), piece.start, &mut inlines);
            blocks.push(Block::Heading { role, number: None, inlines });
            index += 1;
        }
        blocks
    }
}

/// The most words before the time in a line that says when something began.
const BEFORE_TIME: usize = 3;

/// Whether a line says at which time something began, and nothing else: `Beginn 9.05 Uhr`.
fn states_time(words: &str) -> bool {
    clock::find(words).is_some_and(|time| {
        let before = &words[..time.start];
        words[time.end..].trim_matches(['.', ' ']).is_empty()
            && (1..=BEFORE_TIME).contains(&before.split_whitespace().count())
            && !before.contains(',')
            && !names_genre(before)
    })
}

/// Whether words end as a sentence does. A title may end with the call of a note, or with a name in parentheses.
pub(super) fn ends_as_text(words: &str) -> bool {
    let words = without_call(words);
    let is_bracket = words.starts_with(['(', '[']);
    pages::ends_sentence(if is_bracket { words } else { words.trim_end_matches([')', ']']) })
}

/// The words without the call of a note at their end.
pub(super) fn without_call(words: &str) -> &str {
    let Some(inside) = words.strip_suffix(']') else { return words };
    let before = inside.trim_end_matches(|character: char| character.is_ascii_digit());
    match before.strip_suffix('[') {
        Some(before) if before.len() + 1 < inside.len() => before.trim_end_matches('^').trim_end(),
        _ => words,
    }
}
