//! What a plain transcript is made of: found by evidence from the whole file, never by one line alone.
//!
//! Lines make paragraphs (`layout`); headings before the text make the front matter (`front`); labels are weighed over the
//! whole file (`labels`) and joined to persons (`persons`); what remains is read as blocks (`blocks`) of running text
//! (`inlines`). Every part keeps the span of its bytes; every inference is listed as a [`Decision`].

mod actions;
mod appellations;
mod attendance;
mod beginnings;
mod blocks;
mod brackets;
mod callers;
mod captions;
mod cast;
mod citation;
mod clock;
mod closer;
mod correspondence;
mod cues;
mod dates;
mod directions;
mod distribution;
mod doubts;
mod ezdrama;
mod facts;
mod format;
mod front;
mod furniture;
mod gaps;
mod growth;
mod headings;
mod inlines;
mod joint;
mod labels;
mod language;
mod layout;
mod letters;
mod line_numbers;
mod lists;
mod makers;
mod names;
mod notes;
mod opener;
mod pages;
mod parse;
mod persons;
mod play;
mod profile;
mod questions;
mod sections;
mod tables;
mod trailer;
mod verse;
mod vocabulary;
mod wordings;

pub use appellations::{Letters, without_titles};
pub use captions::decoded;
pub use citation::{Citation, CitationPart, Shelfmark};
pub use closer::CloserPart;
pub use correspondence::LetterKind;
pub use dates::{FoundDate, when};
pub use doubts::{Doubt, DoubtKind, doubts};
pub use format::{Format, FormatError, read_as};
pub use front::{Contributor, FrontMatter, Heading, Part};
pub use gaps::{Amount, Extent, Lacuna};
pub use inlines::{Gloss, Inline, Mark, Marked, cover as span};
pub use labels::{LabelPart, parts as label_parts};
pub use language::{FoundLanguage, name as language_name};
pub use layout::Paragraphing;
pub use line_numbers::{LineNumber, without_numbers};
pub use names::is_no_name;
pub use notes::Footnote;
pub use parse::{parse, walk};
pub use persons::{Person, Standing, identifier, is_reserved};
pub use profile::{Genre, Guidance, LabelForm, Profile, built_in as built_in_profiles, text_of as profile_text};
pub use wordings::is_spaced_out;

use std::borrow::Cow;

use crate::{span::Span, tei::document::Certainty};

/// A transcript, as it was understood.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    /// What stands in front of the record and belongs to the edition in which it was read.
    pub front: FrontMatter,
    /// The record itself, in the order of the source.
    pub blocks: Vec<Block>,
    /// The notes that stand after the record.
    pub notes: Vec<Footnote>,
    /// The persons, in the order in which they are met.
    pub persons: Vec<Person>,
    /// The language of the text.
    pub language: FoundLanguage,
    /// The day of the record.
    pub date: Option<(FoundDate, Certainty)>,
    /// The words of the text that say what kind of text it is, such as `Record Sheet`.
    pub genre: Option<String>,
    /// Where it took place, as a heading states it.
    pub place: Option<Span>,
    /// At which time of the day, as a heading states it.
    pub time: Option<Span>,
    /// What it is about, as headings state it.
    pub subjects: Vec<Span>,
    /// Whether it is a play.
    pub is_play: bool,
    /// The moments that its blocks state, in milliseconds, in order, each once.
    pub moments: Vec<u64>,
    /// Whether the lines of a paragraph are joined.
    pub joins_lines: bool,
    /// The numbers of its lines, in order.
    pub line_numbers: Vec<LineNumber>,
    /// Bytes that are left out of the TEI, each with the name of the rule that leaves them out.
    pub dropped: Vec<(Span, &'static str)>,
    /// The inferences, in the order of the text.
    pub decisions: Vec<Decision>,
}

/// One inference, with what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What kind of inference: `label`, `person`, `page-join`, `date`, `language` and so on.
    pub kind: &'static str,
    /// The place that it is about.
    pub span: Span,
    /// What was decided.
    pub value: String,
    /// What speaks for it.
    pub evidence: Vec<Cow<'static, str>>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// The evidence of what somebody said, in a profile or in a review sheet: it is weighed against nothing.
const TOLD: &str = "somebody said so before the file was read";

impl Decision {
    /// Whether a person made it.
    pub fn is_told(&self) -> bool {
        self.evidence.iter().any(|evidence| evidence == TOLD)
    }
}

/// A part of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What stands above the text: who may read it, its number, where and when.
    Opener(Vec<Inline>),
    /// A line that ends the text or a part of it.
    Trailer(Vec<Inline>),
    /// A heading.
    Heading {
        /// What it is among the headings.
        role: HeadingRole,
        /// Its number, where it has one.
        number: Option<Box<str>>,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A paragraph that nobody speaks, or one of a speech.
    Paragraph {
        /// What it tells.
        role: ParagraphRole,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A turn: a label and what its speaker says.
    Turn {
        /// The label as it stands, with its mark.
        label: Span,
        /// The speaker, as an index into [`Transcript::persons`].
        person: usize,
        /// How sure the speaker is, where it is not certain.
        certainty: Option<Certainty>,
        /// What is said and done.
        blocks: Vec<Block>,
    },
    /// A turn of a source that has marks for turns.
    Marked(Box<MarkedTurn>),
    /// What somebody noted in the source beside its text.
    Comment(Vec<Inline>),
    /// A direction in brackets or parentheses that is a paragraph of its own.
    Direction(Vec<Inline>),
    /// A list of participants.
    Participants {
        /// The heading that says so.
        heading: Vec<Inline>,
        /// One for each line.
        items: Vec<Vec<Inline>>,
    },
    /// A page turn between paragraphs: a page number on a line of its own, or a form feed.
    Page {
        /// The bytes that state the number; a form feed is layout, and has none.
        mark: Option<Span>,
        /// The page's number, where they state one.
        number: Option<String>,
        /// Whether a column begins, and no page.
        is_column: bool,
    },
    /// A list in a speech or in narration.
    List {
        /// Whether its items have numbers.
        is_numbered: bool,
        /// The words of each, its number or bullet included.
        items: Vec<Vec<Inline>>,
    },
    /// A table.
    Table {
        /// Whether its first row names the columns.
        has_names: bool,
        /// The cells of each row, as many in all.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A time on a line of its own.
    Time {
        /// The bytes that state it.
        mark: Span,
        /// The time itself.
        time: Span,
    },
    /// A running head.
    RunningHead(Span),
    /// To whom copies went: a heading, where there is one, and the lines.
    Copies {
        /// The heading.
        heading: Vec<Inline>,
        /// One for each line.
        items: Vec<Vec<Inline>>,
    },
    /// A letter or a telegram that is read out or inserted.
    Letter {
        /// Which of the two.
        kind: LetterKind,
        /// What stands above its text, the text, and what stands below it.
        blocks: Vec<Block>,
    },
    /// What follows a signature.
    Postscript(Vec<Inline>),
    /// What ends a record: who signed it, and the seal.
    Closer(Vec<CloserPart>),
    /// A part of a play or of a record; its heading comes first.
    Division {
        /// What it is: `act`, `scene`, `session`, `item`, `enclosure`, `part` and so on.
        kind: &'static str,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// Lines of verse.
    Verse(Vec<VerseLine>),
    /// Lines of verse that are set apart from prose: what somebody recites.
    Stanza(Vec<VerseLine>),
    /// The list of persons of a play.
    Cast {
        /// Its heading.
        heading: Vec<Inline>,
        /// One for each person or group.
        items: Vec<Vec<CastPart>>,
    },
}

/// A turn of a source that has marks for turns, such as cues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedTurn {
    /// The label with the marks around it; empty, where the source has none.
    pub label: Vec<Inline>,
    /// The speaker, as an index into [`Transcript::persons`], where the source tells of one.
    pub person: Option<usize>,
    /// How sure the speaker is, where it is not certain.
    pub certainty: Option<Certainty>,
    /// When it begins and ends, in milliseconds.
    pub time: Option<(u64, u64)>,
    /// What is said and done.
    pub blocks: Vec<Block>,
}

impl Block {
    /// Whether it is a page turn, a column or a running head, and no text.
    fn is_furniture(&self) -> bool {
        matches!(self, Block::Page { .. } | Block::RunningHead(_))
    }

    /// Whether it is a heading, or stands among them.
    fn is_heading(&self) -> bool {
        matches!(self, Block::Heading { .. } | Block::Opener(_)) || self.is_furniture()
    }
}

/// A line of verse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerseLine {
    /// Which part of a line that several speakers share: `I`, `M` or `F`.
    pub part: Option<&'static str>,
    /// Its words.
    pub inlines: Vec<Inline>,
}

/// A part of an item in a list of persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CastPart {
    /// The name of the role, with the person as an index into [`Transcript::persons`].
    Role(Vec<Inline>, Option<usize>),
    /// Who that is.
    Description(Vec<Inline>),
    /// Anything else.
    Other(Vec<Inline>),
}

impl CastPart {
    /// Its words.
    pub fn inlines(&self) -> &[Inline] {
        match self {
            CastPart::Role(inlines, _) | CastPart::Description(inlines) | CastPart::Other(inlines) => inlines,
        }
    }
}

/// What a heading is among the headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingRole {
    /// The body that issues the record.
    Issuer,
    /// The title.
    Main,
    /// What follows the title.
    Sub,
    /// The title of a division.
    Part,
}

/// What a paragraph tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphRole {
    /// Who was there.
    Attendance,
    /// What happened, told by whoever kept the record.
    Narration,
    /// Speech, or text of which nothing else is known.
    Plain,
}
