//! The lines that a publisher of electronic books puts before and after a text, and the marks between which it stands:
//! `*** START OF THE PROJECT GUTENBERG EBOOK … ***`.

use std::ops::Range;

use memchr::memmem;

use crate::transcript::{layout::Layout, vocabulary::WORDS};

/// With what such a mark begins.
const MARK: &str = "***";

/// The most lines before a text.
const REACH: usize = 1_000;

/// The lines of the text in an electronic book; nothing where no mark says that a file is one.
pub(super) fn find(text: &str, layout: &Layout) -> Option<Range<usize>> {
    // Hardly any file is one.
    memmem::find(text.as_bytes(), MARK.as_bytes())?;
    let words = &WORDS.header.ebook;
    let has = |line: usize, phrases: &[String]| {
        let words = &text[layout.lines[line].content.range()];
        let said = words.strip_prefix(MARK).map(|said| said.trim_start().to_lowercase());
        said.is_some_and(|said| phrases.iter().any(|phrase| said.starts_with(phrase.as_str())))
    };
    let total = layout.lines.len();
    let start = (0..total.min(REACH)).find(|&line| has(line, &words.starts));
    let end = (start.unwrap_or(0)..total).rev().find(|&line| has(line, &words.ends));
    // The title in the mark may go on in the next line.
    let after = |line: usize| (line..total).find(|&line| layout.lines[line].is_blank()).unwrap_or(line + 1);
    (start.is_some() || end.is_some()).then(|| start.map_or(0, after)..end.unwrap_or(total))
}
