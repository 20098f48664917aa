//! A delta for people: the verdict, then the changes by division and speech.

use crate::{
    delta::{Change, Class, Delta, Kind, Layout, Side},
    diagnostic::quote,
    source::Source,
};

/// How a piece of text is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// The verdict, and headings.
    Strong,
    /// Places, and what stays the same around a change.
    Faint,
    /// Words that went.
    Deleted,
    /// Words that came.
    Inserted,
    /// Markup, which is no words.
    Markup,
}

/// Renders a delta for people, without colors; nothing to show gives an empty text.
///
/// ```
/// use teiwright::{delta::{Layout, Scope}, diff::{self, render}, source::Source};
///
/// let old = Source::from_text("a.xml", "<sp xmlns='http://www.tei-c.org/ns/1.0'><p>To bee or not</p></sp>");
/// let new = Source::from_text("b.xml", "<sp xmlns='http://www.tei-c.org/ns/1.0'><p>To be or not</p></sp>");
/// let delta = diff::diff(&old, &new, &Scope::default())?;
/// assert_eq!(
///     render::text(&delta, &old, &new, Layout::Hidden),
///     "1 word changed\na.xml → b.xml\n\n  speech 1\n    1:47 → 1:47  To [-bee-]{+be+} or not\n"
/// );
/// # Ok::<(), diff::DiffError>(())
/// ```
pub fn text(delta: &Delta, old: &Source, new: &Source, layout: Layout) -> String {
    let pieces = pieces(delta, old, new, layout).into_iter();
    pieces
        .map(|(tone, piece)| match tone {
            Tone::Deleted => format!("[-{piece}-]"),
            Tone::Inserted => format!("{{+{piece}+}}"),
            _ => piece,
        })
        .collect()
}

/// The same as pieces, each with the tone in which it is painted.
pub fn pieces(delta: &Delta, old: &Source, new: &Source, layout: Layout) -> Vec<(Tone, String)> {
    let shown: Vec<&Change> = delta.shown(layout).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let mut page = Page { old, new, pieces: Vec::new(), division: "", passage: "", line: 0 };
    page.push(Tone::Strong, format!("{}\n", delta.verdict(layout)));
    page.push(Tone::Faint, format!("{} → {}\n", old.name(), new.name()));
    for change in shown {
        page.headings(change);
        page.change(change);
    }
    page.pieces
}

struct Page<'a> {
    old: &'a Source,
    new: &'a Source,
    pieces: Vec<(Tone, String)>,
    /// The headings under which the last change stands.
    division: &'a str,
    passage: &'a str,
    /// The line of the old file in which the last change ends.
    line: usize,
}

/// The most characters of an element's words, or of a text as written, that one line shows.
const SHOWN: usize = 60;

impl<'a> Page<'a> {
    fn push(&mut self, tone: Tone, piece: impl Into<String>) {
        self.pieces.push((tone, piece.into()));
    }

    /// Begins a division or a passage where the last change stands in another; folds what is unchanged between them.
    fn headings(&mut self, change: &'a Change) {
        let is_first = self.pieces.len() <= 2;
        let (division, passage) = (change.place.division.as_str(), change.place.passage.as_str());
        let has_new_division = division != self.division;
        if !is_first && !has_new_division && passage == self.passage {
            return;
        }
        let unchanged = change.old.as_ref().map_or(0, |side| self.old.place(side.span.start).line.saturating_sub(self.line + 1));
        if is_first || has_new_division {
            self.push(Tone::Plain, "\n");
        }
        if !is_first && unchanged > 1 {
            self.push(Tone::Faint, format!("  ⋮ {unchanged} lines\n"));
        }
        if has_new_division && !division.is_empty() {
            self.push(Tone::Strong, format!("{division}\n"));
        }
        if !passage.is_empty() && passage != division {
            self.push(Tone::Strong, format!("  {passage}\n"));
        }
        (self.division, self.passage) = (division, passage);
    }

    fn change(&mut self, change: &Change) {
        let places = [(&change.old, self.old), (&change.new, self.new)].map(|(side, source)| place(side.as_ref(), source));
        self.push(Tone::Faint, format!("    {} → {}  ", places[0], places[1]));
        match (&change.class, &change.context) {
            (Class::Words, Some(context)) => {
                if !context.before.is_empty() {
                    self.push(Tone::Faint, context.before.clone());
                }
                for (tone, side) in [(Tone::Deleted, &change.old), (Tone::Inserted, &change.new)] {
                    if let Some(side) = side {
                        self.push(tone, visible(&side.text));
                    }
                }
                if !context.after.is_empty() {
                    self.push(Tone::Faint, context.after.clone());
                }
            }
            (Class::Layout, _) => {
                let written = |side: &Option<Side>| side.as_ref().map_or_else(String::new, |side| escaped(&side.text));
                let told = format!("{}: {} → {}", said(change), written(&change.old), written(&change.new));
                self.push(Tone::Faint, told);
            }
            (Class::Structure | Class::Comment, _) if matches!(change.kind, Kind::Delete | Kind::Insert) => {
                let tone = if change.kind == Kind::Delete { Tone::Deleted } else { Tone::Inserted };
                self.push(Tone::Markup, format!("{} ", change.element));
                let side = change.old.as_ref().or(change.new.as_ref());
                self.push(tone, side.map_or_else(String::new, |side| shortened(&words(&side.text), SHOWN)));
            }
            _ => self.push(Tone::Markup, said(change)),
        }
        self.push(Tone::Plain, "\n");
        if let Some(side) = &change.old {
            self.line = self.old.place(side.span.end).line;
        }
    }
}

/// A sentence without the passage that stands above it.
pub(super) fn said(change: &Change) -> String {
    let sentence = &change.sentence;
    let passage = change.place.passage.split(" (").next().unwrap_or_default();
    match sentence.strip_prefix(passage).and_then(|rest| rest.strip_prefix(": ")) {
        Some(rest) if !passage.is_empty() => rest.to_owned(),
        _ => sentence.clone(),
    }
}

/// The line and column of a side, or a dot where it is not there.
pub(in crate::diff) fn place(side: Option<&Side>, source: &Source) -> String {
    side.map_or_else(
        || "·".to_owned(),
        |side| {
            let place = source.place(side.span.start);
            format!("{}:{}", place.line, place.column)
        },
    )
}

/// The words of an element as written, without its tags.
fn words(written: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for character in written.chars() {
        match character {
            '<' => (is_tag, _) = (true, words.push(' ')),
            '>' if is_tag => is_tag = false,
            _ if !is_tag => words.push(character),
            _ => {}
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { written.to_owned() } else { words }
}

/// The first `most` characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Words as they read; what cannot be seen is named by its number.
fn visible(text: &str) -> String {
    if text.is_empty() || !text.trim().is_empty() {
        return text.to_owned();
    }
    text.chars().map(|character| format!("U+{:04X}", u32::from(character))).collect::<Vec<_>>().join(" ")
}

/// What is written, with white space made visible.
fn escaped(text: &str) -> String {
    quote(&text.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t").replace(' ', "·"))
}
