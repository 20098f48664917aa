//! What running text is made of.

use crate::{span::Span, tei::document::Certainty, transcript::gaps::Lacuna};

/// A part of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text as it stands.
    Text(Span),
    /// White space for which other white space stands in the TEI: none, a space or a line feed.
    Space {
        /// The white space of the source.
        span: Span,
        /// What stands for it.
        with: &'static str,
    },
    /// A line end whose place matters.
    LineEnd,
    /// A line end inside a word, after a hyphen.
    BrokenWord,
    /// Matter that is not there, by the source's own word.
    Gap {
        /// The words that say so.
        span: Span,
        /// Why, as `@reason` has it.
        reason: &'static str,
    },
    /// The call of a note.
    Call {
        /// The characters of the call.
        span: Span,
        /// The note, as an index into [`Transcript::notes`](crate::transcript::Transcript::notes).
        note: usize,
    },
    /// A page turn inside a paragraph that no mark shows.
    PageTurn(Certainty),
    /// A page number inside a paragraph.
    Page {
        /// The characters that state it.
        span: Span,
        /// The number.
        number: Option<Box<str>>,
    },
    /// A time in the recording, as the text has it.
    Time {
        /// The characters that state it.
        span: Span,
        /// The time itself.
        time: Box<str>,
    },
    /// A moment of a recording.
    Moment {
        /// The characters that state it; empty for an end that others state.
        mark: Span,
        /// When, in milliseconds from the beginning.
        at: u64,
        /// Whether something that was said ends there; else it begins.
        is_end: bool,
    },
    /// An escape or a character reference.
    Decoded {
        /// Its characters.
        span: Span,
        /// The characters that it means.
        text: Box<str>,
    },
    /// Characters that are markup in the source, and say nothing that TEI says in another place.
    Markup(Span),
    /// Text that a mark encloses; held apart, so that plain text takes little memory.
    Marked(Box<Marked>),
}

/// Text that a mark encloses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What the mark says.
    pub mark: Mark,
    /// Bytes that become markup: the keyword and the brackets of `[unclear: word?]`.
    pub tags: Vec<Span>,
    /// The text.
    pub inlines: Vec<Inline>,
}

impl Inline {
    /// The beginning of a page or a column, by what states it.
    pub(in crate::transcript) fn beginning(span: Span, number: &str, is_column: bool, is_inside_word: bool) -> Inline {
        if !is_column && !is_inside_word {
            return Inline::Page { span, number: Some(number.into()) };
        }
        let mark = Mark::Beginning { number: number.into(), is_column, is_inside_word };
        Inline::Marked(Box::new(Marked { mark, tags: vec![span], inlines: Vec::new() }))
    }
}

impl Marked {
    /// Text that a mark encloses whose own bytes stay text.
    pub(in crate::transcript) fn inline(mark: Mark, inlines: Vec<Inline>) -> Inline {
        Inline::Marked(Box::new(Marked { mark, tags: Vec::new(), inlines }))
    }
}

/// What the marks around a piece of text say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An explanation in square brackets.
    Gloss(Gloss),
    /// A doubtful reading.
    Unclear,
    /// A word that is wrong and stands so.
    Sic,
    /// A wrong word and what it should be.
    Choice,
    /// What a wrong word should be.
    Correction {
        /// Whether the source says that it is one; else the two words are nearly alike.
        is_stated: bool,
    },
    /// Words between marks of emphasis.
    Highlighted,
    /// An abbreviation with the letters that it leaves out.
    Expansion,
    /// Those letters.
    Expanded,
    /// Words in another language, as a tag of BCP 47.
    Foreign(Box<str>),
    /// What was stamped on the paper.
    Stamp {
        /// Whether it is a seal.
        is_seal: bool,
    },
    /// A note in the line, with its `@type`.
    Note(&'static str),
    /// A space that the source leaves blank.
    Blank,
    /// Where a page begins inside a word, or a column; its tag states it.
    Beginning {
        /// The number.
        number: Box<str>,
        /// Whether a column begins, and no page.
        is_column: bool,
        /// Whether it divides a word.
        is_inside_word: bool,
    },
    /// A running head.
    RunningHead,
    /// Words struck out on the paper.
    Deleted,
    /// Words added on the paper.
    Added,
    /// Words that describe what is not there: `[dollar amount not declassified]`.
    Lacuna(Box<Lacuna>),
    /// Words that complete the sentence.
    Supplied,
    /// Quotation marks, and nothing that says what kind of quotation.
    Quoted,
    /// Quotation marks after a verb of speaking.
    Said,
    /// Quotation marks around a word from which the speaker keeps a distance.
    SoCalled,
    /// A date, as `@when` has it.
    Date(String),
    /// A time of the day.
    TimeOfDay,
    /// A line that says where and when.
    Dateline,
    /// The salutation of a letter.
    Salutation,
    /// Who may read a record: `TOP SECRET`.
    Classification,
    /// The number of a copy or of a file, with its `@type`.
    Identifier(&'static str),
    /// The heading of a note.
    NoteHeading,
    /// What is done or heard: `[laughs]`.
    Direction,
    /// Words that lead elsewhere, and where: `[the page](https://example.org)`.
    Link(Box<str>),
}

impl Mark {
    /// Whether its element has phrases in it and nothing else: no `stage` (TEI P5, `macro.phraseSeq`).
    pub(super) fn holds_phrases_only(&self) -> bool {
        matches!(self, Mark::Stamp { .. } | Mark::Foreign(_) | Mark::Expansion | Mark::Expanded | Mark::SoCalled | Mark::Date(_))
    }
}

/// What a gloss explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gloss {
    /// The office of a person whose name stands beside it.
    Role,
    /// Another spelling of the name before it.
    Romanization,
    /// That a word stands so: `[sic]`.
    Sic,
    /// How the words before are set off: `[emphasis in the original]`.
    Emphasis,
    /// The wording of the original, in this language.
    Original(Box<str>),
    /// Anything else.
    Other,
}

/// What directions hold, in their place: for elements in which none may stand.
pub(in crate::transcript) fn without_directions(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Marked(marked) if marked.mark == Mark::Direction => out.extend(without_directions(marked.inlines)),
            Inline::Marked(mut marked) => {
                marked.inlines = without_directions(marked.inlines);
                out.push(Inline::Marked(marked));
            }
            other => out.push(other),
        }
    }
    out
}

/// Quotations as such, and not as speech, and no directions: for elements that hold phrases and nothing else (TEI P5, `dateline`).
pub(in crate::transcript) fn without_speech(inlines: Vec<Inline>) -> Vec<Inline> {
    let quoted = |inline| match inline {
        Inline::Marked(mut marked) => {
            marked.inlines = without_speech(marked.inlines);
            if marked.mark == Mark::Said {
                marked.mark = Mark::Quoted;
            }
            Inline::Marked(marked)
        }
        other => other,
    };
    without_directions(inlines).into_iter().map(quoted).collect()
}

/// The span from the first to the last byte of some inlines.
pub fn cover(inlines: &[Inline]) -> Option<Span> {
    inlines.iter().filter_map(span_of).reduce(Span::cover)
}

fn span_of(inline: &Inline) -> Option<Span> {
    match inline {
        Inline::Text(span)
        | Inline::Space { span, .. }
        | Inline::Gap { span, .. }
        | Inline::Call { span, .. }
        | Inline::Decoded { span, .. }
        | Inline::Markup(span)
        | Inline::Moment { mark: span, .. }
        | Inline::Page { span, .. }
        | Inline::Time { span, .. } => Some(*span),
        Inline::Marked(marked) => marked.tags.iter().copied().chain(cover(&marked.inlines)).reduce(Span::cover),
        Inline::LineEnd | Inline::BrokenWord | Inline::PageTurn(_) => None,
    }
}
