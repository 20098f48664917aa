//! The pieces of a source, held so that a piece costs a few bytes: a long play has a million of them.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

/// Where a piece of the source went. Lengths and places are in bytes of UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'r> {
    /// It stands in `text` as it is.
    Text {
        /// Its first byte in the text of the `text` element, white space between elements not counted.
        at: usize,
        /// How many bytes it has.
        length: usize,
    },
    /// It stands in `teiHeader` as it is.
    Header {
        /// The `xml:id` of the element whose text is counted.
        id: &'r str,
        /// Its first byte in the text of that element.
        at: usize,
        /// How many bytes it has.
        length: usize,
    },
    /// It became markup.
    Markup {
        /// The element's name.
        element: &'r str,
        /// For an element in `text`: how many bytes of its text stand before the start-tag.
        at: Option<usize>,
        /// The attribute that says what the piece said, such as `@reason` of `gap` for `[illegible]`: name and value.
        attribute: Option<(&'r str, &'r str)>,
        /// The piece itself.
        verbatim: &'r str,
    },
    /// It is white space or a line end that the TEI document does not hold.
    Layout {
        /// The piece itself.
        verbatim: &'r str,
        /// Other white space that stands in its place.
        replacement: Option<Replacement<'r>>,
    },
    /// It stands for other characters: `&amp;` in WebVTT, an escape of JSON.
    Encoded {
        /// The piece itself.
        verbatim: &'r str,
        /// The characters, and where they stand.
        replacement: Replacement<'r>,
    },
    /// It was left out.
    Dropped {
        /// The rule that left it out.
        rule: &'r str,
        /// The piece itself.
        verbatim: &'r str,
    },
}

/// Characters that stand in the TEI document for others: white space for white space, or what an escape means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement<'r> {
    /// The characters.
    pub text: &'r str,
    /// The `xml:id` of an element of the header; or none, if they stand in `text`.
    pub id: Option<&'r str>,
    /// Their first byte in the text of that element.
    pub at: usize,
}

impl<'r> Piece<'r> {
    /// How many bytes of the source it is, in UTF-8.
    pub fn source_len(&self) -> usize {
        match self {
            Piece::Text { length, .. } | Piece::Header { length, .. } => *length,
            Piece::Markup { verbatim, .. }
            | Piece::Layout { verbatim, .. }
            | Piece::Encoded { verbatim, .. }
            | Piece::Dropped { verbatim, .. } => verbatim.len(),
        }
    }

    /// What it fills of the TEI: the `xml:id` of an element of the header or none for `text`, the first byte, and how many.
    pub(super) fn extent(&self) -> Option<(Option<&'r str>, usize, usize)> {
        match *self {
            Piece::Text { at, length } => Some((None, at, length)),
            Piece::Header { id, at, length } => Some((Some(id), at, length)),
            Piece::Layout { replacement: Some(it), .. } | Piece::Encoded { replacement: it, .. } => {
                Some((it.id, it.at, it.text.len()))
            }
            Piece::Markup { .. } | Piece::Layout { .. } | Piece::Dropped { .. } => None,
        }
    }

    /// The byte of `text` after it, if it fills any.
    pub(super) fn end_in_text(&self) -> Option<usize> {
        self.extent().filter(|(id, ..)| id.is_none()).map(|(_, at, length)| at.saturating_add(length))
    }

    fn kind(&self) -> Option<KindRef<'r>> {
        match *self {
            Piece::Text { .. } | Piece::Layout { replacement: None, .. } => None,
            Piece::Header { id, .. } => Some(KindRef::Header(id)),
            Piece::Markup { element, at, attribute, .. } => {
                Some(KindRef::Markup { element, attribute, is_in_text: at.is_some() })
            }
            Piece::Layout { replacement: Some(it), .. } => Some(KindRef::Replaced { text: it.text, id: it.id }),
            Piece::Encoded { replacement: it, .. } => Some(KindRef::Encoded { text: it.text, id: it.id }),
            Piece::Dropped { rule, .. } => Some(KindRef::Dropped(rule)),
        }
    }

    fn at(&self) -> usize {
        match *self {
            Piece::Text { at, .. } | Piece::Header { at, .. } => at,
            Piece::Markup { at, .. } => at.unwrap_or(0),
            Piece::Layout { replacement, .. } => replacement.map_or(0, |it| it.at),
            Piece::Encoded { replacement, .. } => replacement.at,
            Piece::Dropped { .. } => 0,
        }
    }
}

/// The pieces of a source, in order.
///
/// Equal pieces are held equally, however they were put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    steps: Vec<Step>,
    kinds: Vec<Kind>,
    /// What the kinds say, one behind the other.
    words: String,
    /// What the pieces that do not stand in the TEI say, one after the other.
    verbatim: String,
}

/// A piece, or the place of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    /// [`TEXT`], [`LAYOUT`], [`AT`], or the index of a [`Kind`] from [`KINDS`] on.
    what: u32,
    /// How many bytes of the source, or, for [`AT`], the place.
    value: u32,
}

const TEXT: u32 = 0;
const LAYOUT: u32 = 1;
/// The next piece does not stand where it is expected: after the last one in `text`, or at the first byte of `text` or of an
/// element of the header.
const AT: u32 = 2;
const KINDS: u32 = 3;

/// What many pieces have in common; where notes are called, there are as many kinds as calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Header(Word),
    Markup { element: Word, attribute: Option<(Word, Word)>, is_in_text: bool },
    Replaced { text: Word, id: Option<Word> },
    Encoded { text: Word, id: Option<Word> },
    Dropped(Word),
}

/// A part of [`Pieces::words`]: its first byte, and the byte after it.
type Word = (u32, u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum KindRef<'r> {
    Header(&'r str),
    Markup { element: &'r str, attribute: Option<(&'r str, &'r str)>, is_in_text: bool },
    Replaced { text: &'r str, id: Option<&'r str> },
    Encoded { text: &'r str, id: Option<&'r str> },
    Dropped(&'r str),
}

impl KindRef<'_> {
    /// Where such a piece stands if nothing else is said; `next` is the end of the last piece in `text`.
    fn expected(self, next: usize) -> usize {
        match self {
            KindRef::Markup { is_in_text: true, .. } | KindRef::Replaced { id: None, .. } | KindRef::Encoded { id: None, .. } => {
                next
            }
            _ => 0,
        }
    }
}

impl Pieces {
    /// The pieces in the order of the source.
    pub fn iter(&self) -> Iter<'_> {
        Iter { pieces: self, steps: self.steps.iter(), verbatim: &self.verbatim, next: 0 }
    }

    /// The pieces from some moment on, at which [`Iter::mark`] was asked.
    pub(super) fn from(&self, mark: Mark) -> Iter<'_> {
        let (steps, verbatim) = (self.steps[mark.steps..].iter(), &self.verbatim[mark.verbatim..]);
        Iter { pieces: self, steps, verbatim, next: mark.next }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    fn kind(&self, what: u32) -> KindRef<'_> {
        let word = |(start, end): Word| &self.words[start as usize..end as usize];
        match self.kinds[(what - KINDS) as usize] {
            Kind::Header(id) => KindRef::Header(word(id)),
            Kind::Markup { element, attribute, is_in_text } => {
                let attribute = attribute.map(|(name, value)| (word(name), word(value)));
                KindRef::Markup { element: word(element), attribute, is_in_text }
            }
            Kind::Replaced { text, id } => KindRef::Replaced { text: word(text), id: id.map(word) },
            Kind::Encoded { text, id } => KindRef::Encoded { text: word(text), id: id.map(word) },
            Kind::Dropped(rule) => KindRef::Dropped(word(rule)),
        }
    }

    /// Holds a kind; nothing, where the words of all kinds have more than 4 GiB.
    fn push_kind(&mut self, kind: KindRef<'_>) -> Option<()> {
        let narrow = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let mut word = |text: &str| {
            let start = narrow(self.words.len());
            self.words.push_str(text);
            (start, narrow(self.words.len()))
        };
        let kind = match kind {
            KindRef::Header(id) => Kind::Header(word(id)),
            KindRef::Markup { element, attribute, is_in_text } => {
                let attribute = attribute.map(|(name, value)| (word(name), word(value)));
                Kind::Markup { element: word(element), attribute, is_in_text }
            }
            KindRef::Replaced { text, id } => Kind::Replaced { text: word(text), id: id.map(word) },
            KindRef::Encoded { text, id } => Kind::Encoded { text: word(text), id: id.map(word) },
            KindRef::Dropped(rule) => Kind::Dropped(word(rule)),
        };
        u32::try_from(self.words.len()).ok()?;
        self.kinds.push(kind);
        Some(())
    }
}

impl<'r> IntoIterator for &'r Pieces {
    type Item = Piece<'r>;
    type IntoIter = Iter<'r>;

    fn into_iter(self) -> Iter<'r> {
        self.iter()
    }
}

/// Goes through pieces.
#[derive(Clone, Debug)]
pub struct Iter<'r> {
    pieces: &'r Pieces,
    steps: std::slice::Iter<'r, Step>,
    verbatim: &'r str,
    next: usize,
}

impl<'r> Iterator for Iter<'r> {
    type Item = Piece<'r>;

    fn next(&mut self) -> Option<Piece<'r>> {
        let mut step = *self.steps.next()?;
        let mut at = None;
        if step.what == AT {
            at = Some(step.value as usize);
            step = *self.steps.next()?;
        }
        let length = step.value as usize;
        let piece = match step.what {
            TEXT => Piece::Text { at: at.unwrap_or(self.next), length },
            LAYOUT => Piece::Layout { verbatim: self.take(length), replacement: None },
            what => {
                let kind = self.pieces.kind(what);
                let at = at.unwrap_or_else(|| kind.expected(self.next));
                match kind {
                    KindRef::Header(id) => Piece::Header { id, at, length },
                    KindRef::Markup { element, attribute, is_in_text } => {
                        Piece::Markup { element, at: is_in_text.then_some(at), attribute, verbatim: self.take(length) }
                    }
                    KindRef::Replaced { text, id } => {
                        Piece::Layout { verbatim: self.take(length), replacement: Some(Replacement { text, id, at }) }
                    }
                    KindRef::Encoded { text, id } => {
                        Piece::Encoded { verbatim: self.take(length), replacement: Replacement { text, id, at } }
                    }
                    KindRef::Dropped(rule) => Piece::Dropped { rule, verbatim: self.take(length) },
                }
            }
        };
        self.next = piece.end_in_text().unwrap_or(self.next);
        Some(piece)
    }
}

impl<'r> Iter<'r> {
    /// This moment, before the next piece.
    pub(super) fn mark(&self) -> Mark {
        let steps = self.pieces.steps.len() - self.steps.len();
        Mark { steps, verbatim: self.pieces.verbatim.len() - self.verbatim.len(), next: self.next }
    }

    fn take(&mut self, length: usize) -> &'r str {
        let (here, after) = self.verbatim.split_at(length);
        self.verbatim = after;
        here
    }
}

/// Puts pieces together.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pieces: Pieces,
    /// The kinds by their digest; of two with one digest, only the first is found again.
    indices: FxHashMap<u64, u32>,
    next: usize,
    /// The first step of the last run: no piece is joined to one before it.
    run: usize,
}

/// A moment between two pieces, to be found again later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    steps: usize,
    verbatim: usize,
    next: usize,
}

impl Builder {
    /// Adds a piece; nothing, where a number in it has more than 32 bits.
    pub(super) fn push(&mut self, piece: &Piece<'_>) -> Option<()> {
        let value = u32::try_from(piece.source_len()).ok()?;
        let (what, expected) = match piece.kind() {
            Some(kind) => (self.index(kind)?, kind.expected(self.next)),
            None if matches!(piece, Piece::Text { .. }) => (TEXT, self.next),
            None => (LAYOUT, 0),
        };
        let is_expected = piece.at() == expected;
        if !is_expected {
            self.pieces.steps.push(Step { what: AT, value: u32::try_from(piece.at()).ok()? });
        }
        if let Piece::Markup { verbatim, .. }
        | Piece::Layout { verbatim, .. }
        | Piece::Encoded { verbatim, .. }
        | Piece::Dropped { verbatim, .. } = piece
        {
            self.pieces.verbatim.push_str(verbatim);
        }
        self.next = piece.end_in_text().unwrap_or(self.next);
        let is_joined = is_expected && self.pieces.steps.len() > self.run;
        match self.pieces.steps.last_mut() {
            Some(last) if is_joined && last.what == what && matches!(what, TEXT | LAYOUT) => {
                last.value = last.value.checked_add(value)?;
            }
            _ => self.pieces.steps.push(Step { what, value }),
        }
        Some(())
    }

    fn index(&mut self, kind: KindRef<'_>) -> Option<u32> {
        let mut hasher = FxHasher::default();
        kind.hash(&mut hasher);
        let digest = hasher.finish();
        if let Some(&index) = self.indices.get(&digest).filter(|&&index| self.pieces.kind(index) == kind) {
            return Some(index);
        }
        let index = u32::try_from(self.pieces.kinds.len()).ok()?.checked_add(KINDS)?;
        self.indices.entry(digest).or_insert(index);
        self.pieces.push_kind(kind)?;
        Some(index)
    }

    /// Begins a run of pieces, which can be taken out again.
    pub(super) fn begin(&mut self) -> Mark {
        self.run = self.pieces.steps.len();
        self.mark()
    }

    /// This moment.
    pub(super) fn mark(&self) -> Mark {
        Mark { steps: self.pieces.steps.len(), verbatim: self.pieces.verbatim.len(), next: self.next }
    }

    /// The pieces that were put in between two moments.
    pub(super) fn between(&self, from: Mark, to: Mark) -> Iter<'_> {
        let steps = self.pieces.steps[from.steps..to.steps].iter();
        Iter { pieces: &self.pieces, steps, verbatim: &self.pieces.verbatim[from.verbatim..to.verbatim], next: from.next }
    }

    /// All the pieces.
    pub(super) fn finish(self) -> Pieces {
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_out_as_they_went_in() {
        let space = Replacement { text: " ", id: None, at: 12 };
        let pieces = [
            Piece::Header { id: "hd.title", at: 3, length: 4 },
            Piece::Layout { verbatim: "\r\n\u{a0}", replacement: None },
            Piece::Text { at: 0, length: 5 },
            Piece::Markup { element: "gap", at: Some(5), attribute: Some(("reason", "illegible")), verbatim: "[illegible]" },
            Piece::Text { at: 5, length: 7 },
            Piece::Layout { verbatim: "\n\n", replacement: Some(space) },
            Piece::Text { at: 90, length: 1 },
            Piece::Markup { element: "note", at: Some(40), attribute: None, verbatim: "]" },
            Piece::Markup { element: "note", at: None, attribute: None, verbatim: "]" },
            Piece::Dropped { rule: "emphasis-marks", verbatim: "**" },
            Piece::Encoded { verbatim: "&amp;", replacement: Replacement { text: "&", id: None, at: 91 } },
            Piece::Encoded { verbatim: "\\u00e9", replacement: Replacement { text: "é", id: Some("hd.x"), at: 1 } },
            Piece::Layout { verbatim: "\n", replacement: Some(Replacement { text: " ", id: Some("hd.x"), at: 0 }) },
        ];
        let mut builder = Builder::default();
        for piece in &pieces {
            builder.push(piece).expect("the numbers are small");
        }
        assert_eq!(builder.finish().iter().collect::<Vec<_>>(), pieces);
    }

    #[test]
    fn neighbors_become_one() {
        let mut builder = Builder::default();
        for piece in [
            Piece::Text { at: 0, length: 5 },
            Piece::Text { at: 5, length: 2 },
            Piece::Layout { verbatim: "\n", replacement: None },
            Piece::Layout { verbatim: " ", replacement: None },
            Piece::Text { at: 9, length: 1 },
        ] {
            builder.push(&piece).expect("the numbers are small");
        }
        let expected = [
            Piece::Text { at: 0, length: 7 },
            Piece::Layout { verbatim: "\n ", replacement: None },
            Piece::Text { at: 9, length: 1 },
        ];
        assert_eq!(builder.finish().iter().collect::<Vec<_>>(), expected);
    }
}
