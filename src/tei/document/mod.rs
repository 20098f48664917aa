//! The TEI that we write: typed, in the order of the Guidelines, every character with its origin.
//!
//! A type that stands for an element bears its English gloss; its doc comment names the element. The model is never used to
//! load TEI made elsewhere: a [`crate::xml::Tree`] reads that.

mod header;

use std::{borrow::Cow, fmt};

pub use header::{
    Creation, Declarations, EditionNote, Header, Item, Language, Manuscript, Named, Person, PersonList, Publication,
    Responsibility, Rights,
};

use crate::span::Span;

/// The pointer to the statement that this program made the encoding.
pub const ENCODER: &str = "#hd.encoder";

/// The pointer to the statement about insertions in square brackets.
pub const INSERTIONS: &str = "#hd.insertions";

/// A whole document: `TEI`.
#[derive(Debug)]
pub struct Document<'t> {
    /// The language of the text, as a tag of BCP 47, for `@xml:lang`.
    pub language: Option<String>,
    /// The header.
    pub header: Header,
    /// `timeline`: the moments to which the text points, in milliseconds, in order; none, where it is empty.
    pub timeline: Vec<u64>,
    /// The divisions of the `body`, at least one.
    pub divisions: Vec<Division<'t>>,
}

/// How sure an inference is: `@cert` with the values of `teidata.certainty`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// More than one kind of evidence agrees.
    High,
    /// The evidence is of one kind.
    Medium,
    /// The evidence is weak, or some of it speaks against it.
    Low,
}

impl Certainty {
    /// The value as TEI writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::High => "high",
            Certainty::Medium => "medium",
            Certainty::Low => "low",
        }
    }
}

/// Characters of the document, and where they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// The bytes of the source at this span, as they stand.
    Source(Span),
    /// Other characters in the place of these bytes: one space for the blank line of a page turn; or none, where the bytes
    /// became the markup of the element that holds this.
    InPlaceOf(Span, &'static str),
    /// The characters that these bytes mean: an escape, or a character reference.
    Decoded(Span, Box<str>),
    /// Characters that no source has; they stand in the header only.
    Made(Cow<'static, str>),
}

/// A part of running text; what is rare and large is held apart, since a text has millions of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// Characters.
    Text(Written),
    /// `gap`: matter that the source omits.
    Gap(Box<Gap>),
    /// An element with text of its own.
    Inline(Box<Inline>),
    /// `ref`: the place from which a note is called.
    NoteCall(Box<NoteCall>),
    /// `pb`.
    PageBeginning(Box<PageBeginning>),
    /// `milestone unit="time"`.
    Time {
        /// `@n`: the time as the source has it.
        n: String,
        /// The source's mark for it, which became this element.
        mark: Span,
    },
    /// A moment of a recording.
    Moment(Moment),
    /// `lb`: the beginning of a line whose place matters.
    LineBeginning {
        /// `@break="no"`: whether the line end divides a word.
        is_inside_word: bool,
        /// `@n`: the number of the line, which became this element.
        number: Option<Span>,
    },
}

/// `gap`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// `@reason`.
    pub reason: String,
    /// How much is missing.
    pub extent: Option<Extent>,
    /// `@resp`, a pointer.
    pub resp: Option<&'static str>,
    /// The source's words for it, which became this element.
    pub mark: Span,
}

/// `ref` at the place from which a note is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteCall {
    /// `@xml:id`.
    pub id: String,
    /// `@target`, a pointer to the note.
    pub target: String,
    /// The characters of the call, which became this element.
    pub mark: Span,
}

/// A moment of a recording inside a text: `milestone unit="time"`, or `anchor` that points to a `when`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Which element says it.
    pub element: MomentElement,
    /// When, in milliseconds from the beginning.
    pub at: u64,
    /// Whether something that was said ends there; else it begins.
    pub is_end: bool,
    /// The source's words for it, which became this element.
    pub mark: Span,
}

/// How moments are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MomentElement {
    /// `milestone` with the time as `@n`.
    #[default]
    Milestone,
    /// `anchor` with `@synch`, a pointer to a `when` of the `timeline`.
    Anchor,
}

/// A time as people write it: hours, minutes, seconds, milliseconds.
pub fn clock(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    format!("{:02}:{:02}:{:02}.{rest:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The identifier of a `when`.
pub fn when_id(milliseconds: u64) -> String {
    format!("t{milliseconds}")
}

/// How much is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// `@quantity`.
    pub quantity: Option<String>,
    /// `@extent`: words that state no number, or none that is exact.
    pub words: Option<String>,
    /// `@unit`.
    pub unit: &'static str,
}

/// `pb`: the beginning of a page; or `cb`, of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageBeginning {
    /// `@n`: the page's number where the source states it.
    pub n: Option<String>,
    /// `@cert`, where the page turn is inferred.
    pub certainty: Option<Certainty>,
    /// The source's mark for it, which became this element.
    pub mark: Option<Span>,
    /// Whether it is a column: `cb`.
    pub is_column: bool,
    /// `@break="no"`: whether it divides a word.
    pub is_inside_word: bool,
}

/// An element of running text that holds phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Which element.
    pub kind: InlineKind,
    /// Source bytes that became the element's tags: `[unclear:` and `]`.
    pub marks: Vec<Span>,
    /// What it holds.
    pub phrases: Vec<Phrase>,
}

/// The elements of running text, with what is said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// `note`.
    Note(Note),
    /// `label`: the heading of a note.
    Label,
    /// `unclear`.
    Unclear,
    /// `sic`: a word that is wrong and stands so.
    Sic,
    /// `choice` of `sic` and `corr`.
    Choice,
    /// `corr`: what a wrong word should be, with `@cert`.
    Correction(Option<Certainty>),
    /// `hi`: words that are set off.
    Highlighted,
    /// `expan`: an abbreviation with the letters that it leaves out.
    Expansion,
    /// `ex`: those letters.
    Expanded,
    /// `foreign` with `@xml:lang`.
    Foreign(String),
    /// `space`: one that the source leaves blank.
    Space,
    /// `fw`: a running head.
    RunningHead,
    /// `del`: words struck out.
    Deleted,
    /// `add`: words added.
    Added,
    /// `supplied`: words that an editor added to complete the sentence.
    Supplied,
    /// `q`: text in quotation marks.
    Quoted,
    /// `said`: speech quoted as it was spoken.
    Said,
    /// `soCalled`: a word from which the speaker keeps a distance.
    SoCalled,
    /// `date` with `@when`.
    Date(String),
    /// `time`: a time of the day.
    TimeOfDay,
    /// `dateline`.
    Dateline,
    /// `salute`: the salutation of a letter, or its valediction.
    Salute,
    /// `seg` with `@type`.
    Segment(&'static str),
    /// `title`, of level `a`.
    Title,
    /// `publisher`.
    Publisher,
    /// `editor` with `@role` and `@ref`: somebody responsible for an edition.
    Editor {
        /// `@role`.
        role: String,
        /// `@ref`, a pointer.
        target: String,
    },
    /// `idno` with `@type`.
    Identifier(&'static str),
    /// `ref` with `@target`: a link whose text is its address.
    Link(String),
    /// `name`.
    Name,
    /// `persName` with `@ref`.
    PersonalName(Option<String>),
    /// `persName`, `placeName` or `orgName` with `@ref` and `@key`: a name that an authority has.
    Tagged {
        /// The element.
        element: &'static str,
        /// `@ref`, a pointer into the header.
        target: String,
        /// `@key`: the identifier in the authority.
        key: Option<String>,
    },
    /// `roleName`.
    RoleName,
    /// `signed`.
    Signed,
    /// `stamp` with `@type="seal"` where it is a seal.
    Stamp {
        /// Whether the source calls it a seal.
        is_seal: bool,
    },
    /// `stage`: a stage direction inside a paragraph.
    StageDirection,
    /// `role` with `@corresp`, a pointer to the person.
    Role(Option<String>),
    /// `roleDesc`.
    RoleDescription,
}

/// `note`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// `@xml:id`.
    pub id: Option<String>,
    /// `@n`: the number by which the note is called.
    pub n: Option<String>,
    /// `@type`.
    pub kind: &'static str,
    /// `@subtype`.
    pub subtype: Option<&'static str>,
    /// `@place`.
    pub place: &'static str,
    /// `@target`: a pointer to the call.
    pub target: Option<String>,
    /// `@resp`, a pointer.
    pub resp: Option<String>,
}

/// Parts of a document, each made when it is written, so that no more than one stands in memory.
pub struct OnDemand<'t, T>(pub Box<dyn Iterator<Item = T> + 't>);

impl<T> fmt::Debug for OnDemand<'_, T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OnDemand").finish_non_exhaustive()
    }
}

/// `div`.
#[derive(Debug)]
pub struct Division<'t> {
    /// `@type`.
    pub kind: &'static str,
    /// What it holds.
    pub blocks: OnDemand<'t, Block<'t>>,
}

/// A part of a division or of a speech.
#[derive(Debug)]
pub enum Block<'t> {
    /// `opener`.
    Opener(Vec<Phrase>),
    /// `trailer`.
    Trailer(Vec<Phrase>),
    /// `head`.
    Heading(Heading),
    /// `p`.
    Paragraph(Paragraph),
    /// `sp`.
    Speech(Speech<'t>),
    /// `stage`.
    StageDirection(Vec<Phrase>),
    /// `list`.
    List(List<'t>),
    /// `table`.
    Table(Table<'t>),
    /// `pb` between blocks.
    PageBeginning(PageBeginning),
    /// `milestone unit="time"` between blocks.
    Time {
        /// `@n`: the time as the source has it.
        n: String,
        /// The source's mark for it, which became this element.
        mark: Span,
    },
    /// `fw`: a running head between blocks.
    RunningHead(Vec<Phrase>),
    /// `closer`.
    Closer(Vec<Phrase>),
    /// `postscript`.
    Postscript(Box<Block<'t>>),
    /// `quote` with a `floatingText` (Guidelines, DSFLT).
    Letter {
        /// `@type` of the text.
        kind: &'static str,
        /// What the `body` holds.
        blocks: OnDemand<'t, Block<'t>>,
    },
    /// `div` inside another.
    Division(Division<'t>),
    /// `l`s: in a speech as they are, elsewhere in an `lg`.
    Verse(Vec<VerseLine>),
    /// `lg`.
    Stanza(Vec<VerseLine>),
    /// `castList`.
    CastList(CastList<'t>),
    /// `note` of type `comment`: what somebody noted in the source beside its text.
    Comment(Vec<Phrase>),
}

/// `l`.
#[derive(Clone, Debug)]
pub struct VerseLine {
    /// `@n`: the number of the line, which few have; the phrases say where it went.
    pub number: Option<Box<Span>>,
    /// `@part`: which part of a line that several speakers share.
    pub part: Option<&'static str>,
    /// What it says.
    pub phrases: Vec<Phrase>,
}

/// `castList`.
#[derive(Debug)]
pub struct CastList<'t> {
    /// `head`.
    pub heading: Vec<Phrase>,
    /// `castItem`s.
    pub items: OnDemand<'t, Vec<Phrase>>,
}

/// `head`.
#[derive(Clone, Debug)]
pub struct Heading {
    /// `@type`: `main`, `sub` or `issuer`.
    pub kind: &'static str,
    /// `@n`: the number that the heading states.
    pub n: Option<Box<str>>,
    /// `@rend`: how it is set off.
    pub rend: Option<&'static str>,
    /// What it says.
    pub phrases: Vec<Phrase>,
}

/// `p`.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// `@ana`, a pointer to a category of the header.
    pub category: Option<&'static str>,
    /// What it says.
    pub phrases: Vec<Phrase>,
}

/// `sp` or `u`: one speech of one speaker.
#[derive(Debug)]
pub struct Speech<'t> {
    /// Which of the two.
    pub element: TurnElement,
    /// `@xml:id`.
    pub id: String,
    /// `@who`, a pointer, where the source tells of a speaker.
    pub who: Option<String>,
    /// `@start` and `@end` of `u`: moments, in milliseconds.
    pub time: Option<(u64, u64)>,
    /// `@cert`: how sure `@who` is, where it is not certain.
    pub certainty: Option<Certainty>,
    /// `speaker`: the label as it stands; none, where it is empty. In `u`, the label became markup.
    pub label: Vec<Phrase>,
    /// What is said and done.
    pub blocks: OnDemand<'t, Block<'t>>,
}

/// The element for what one speaker says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TurnElement {
    /// `sp` (Guidelines, DRSP): a text that was written or edited.
    #[default]
    Speech,
    /// `u` (Guidelines, TSSAUT): a transcription of sound.
    Utterance,
}

/// `list`.
#[derive(Debug)]
pub struct List<'t> {
    /// `@type`.
    pub kind: Option<&'static str>,
    /// `@rend`: `numbered` or `bulleted`, where its items begin so.
    pub rend: Option<&'static str>,
    /// `head` of the list.
    pub heading: Option<Vec<Phrase>>,
    /// `item`s.
    pub items: OnDemand<'t, Vec<Phrase>>,
}

/// `table` (Guidelines, FTTAB).
#[derive(Debug)]
pub struct Table<'t> {
    /// Whether its first `row` has the `@role` of a label.
    pub has_names: bool,
    /// `row`s of `cell`s.
    pub rows: OnDemand<'t, Vec<Vec<Phrase>>>,
}
