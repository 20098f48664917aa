//! Who speaks: candidates for labels are weighed over the whole file, and the file decides.
//!
//! No single line is a label by itself. A candidate gathers evidence: how often it stands at the beginning of a paragraph,
//! whether it looks like a name or bears a title, whether its name stands among those present, and how much of the file reads
//! as dialogue if candidates like it are believed.

mod asides;
mod brackets;
mod candidates;
mod chats;
mod forms;
mod initials;
mod inside;
mod kept;
mod looks;
mod parts;
mod told;
mod weigh;

pub(super) use forms::{is_letter_for_question, without_time};
pub(super) use inside::add_inside;
pub(super) use looks::{key, without_parentheses};
pub use parts::{LabelPart, parts};
pub(super) use parts::{heading_level, is_notice, time, whole_time};
pub(super) use told::apply;
pub(super) use weigh::find;

use crate::{span::Span, tei::document::Certainty, transcript::Decision};

/// A label that the file shows to be one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    /// The line that it begins.
    pub(super) line: usize,
    /// The label with its mark: `Comrade Kim Il Sung:`.
    pub(super) span: Span,
    /// The label without its mark.
    pub(super) name: Span,
    /// A direction between the name and its mark or the end of the line: `(aside)`.
    pub(super) direction: Option<Span>,
    /// Where what is said begins, or the white space before it.
    pub(super) end: usize,
    /// How sure it is that this is a label, where it is not certain.
    pub(super) certainty: Option<Certainty>,
}

/// The labels of a file.
#[derive(Default)]
pub(super) struct Found {
    /// The labels in order.
    pub(super) labels: Vec<Label>,
    /// For each different label, why it is one.
    pub(super) decisions: Vec<Decision>,
    /// What looks like a label and has too little evidence, after the first label.
    pub(super) missed: Vec<Span>,
}
