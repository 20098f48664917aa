//! What changed between two encodings of a text, words and markup kept apart.
//!
//! The text is the spine: the words of both documents are aligned ([`between`] tells how far), and over the words that they
//! share every element is a range. What differs in the ranges is a change of markup, what differs in the words a change of
//! words, and what went or came with all its words is a change of structure.

mod align;
mod anchors;
mod changed;
mod counterparts;
mod cuts;
mod edits;
mod kept;
mod layout;
mod likeness;
mod lone;
mod overlay;
mod pairs;
mod phrase;
mod places;
mod report;
mod scale;
mod scope;
mod slide;
mod spine;
mod verdict;
mod view;
mod whereabouts;
mod words;
mod written;

use serde::Serialize;

use crate::span::Span;

pub use edits::Edit;
pub use kept::{Kept, kept};
pub use overlay::{Overlay, Unit, overlay};
pub use report::between;
pub use scope::{Ignored, IgnoredError, Only, Scope};
pub use verdict::{Counts, Layout, WordCounts};

/// The changes from one document to another, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// The changes.
    pub changes: Vec<Change>,
    /// Every byte that differs, in the order of both texts: outside of these the documents are the same as written, whatever
    /// was left out of the changes.
    pub edits: Vec<Edit>,
    /// Whether the texts differ so much that some words were aligned by a bounded search: every change is true, but there
    /// may be a shorter way from one document to the other.
    pub is_coarse: bool,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the change touches.
    pub class: Class,
    /// What was done.
    pub kind: Kind,
    /// How a change of layout is written otherwise; nothing for any other change.
    pub manner: Option<Manner>,
    /// The local name of the element that is concerned; for words and comments, of the element that holds them.
    pub element: String,
    /// The attribute that is concerned, with its prefix and without `@`.
    pub attribute: Option<String>,
    /// Where in the text it is, for people.
    pub place: Place,
    /// What stands in the old document, or nothing for what is new.
    pub old: Option<Side>,
    /// What stands in the new document, or nothing for what is gone.
    pub new: Option<Side>,
    /// The words beside those that changed, in their block; nothing for any change but one of words.
    pub context: Option<Context>,
    /// The change in one sentence for people, in TEI's words and without a full stop.
    pub sentence: String,
}

/// What stays beside words that changed, for people: a few words, with the space that parts them from the change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Context {
    /// The words before.
    pub before: String,
    /// The words after.
    pub after: String,
}

/// Where a change is, as people look for it; both are those of the old document, but for what is new with its speech.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The headings of the divisions around it, outermost first (`Act 1 › Scene 2`), or `division 3` where there is no
    /// heading; empty outside of divisions.
    pub division: String,
    /// The speech or paragraph, with the speaker if there is one: `speech 12 (Hamlet)`, `header`; the division itself, or
    /// empty, outside of these.
    pub passage: String,
}

/// A change as it stands in one of the two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The bytes of the source, as written.
    pub span: Span,
    /// The way to the element: names from below the root element, numbered from 1 where a parent has several of the name.
    pub path: String,
    /// Words and attribute values as they read, tags and comments as written; for elements that stand in both documents,
    /// at most their first and last words.
    pub text: String,
}

/// What a change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// The words of the text.
    Words,
    /// Elements around words that stay, and attributes.
    Markup,
    /// Elements that come, go, move, part or join.
    Structure,
    /// Comments and processing instructions.
    Comment,
    /// How the document is written: nothing else differs there. It is not counted.
    Layout,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Words changed, came or went, or white space between two of them did.
    Words,
    /// An attribute came, went, or has another value.
    Attribute,
    /// An element has another name around the same words.
    Rename,
    /// Tags were put around words that were there.
    Wrap,
    /// Tags were taken from around words that are still there.
    Unwrap,
    /// An element begins or ends elsewhere.
    Boundary,
    /// An element was cut into several of its name.
    Split,
    /// Elements of one name were joined to one.
    Merge,
    /// An element stands elsewhere.
    Move,
    /// An element is gone with all that it held.
    Delete,
    /// An element is new with all that it holds.
    Insert,
    /// A comment or processing instruction came, went or changed.
    Comment,
    /// White space, references, quotation marks, the order of attributes and the like.
    Layout,
}

/// How a change of layout is written otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// A line is indented otherwise, or begins elsewhere between tags.
    Indented,
    /// A line ends elsewhere in running text.
    Wrapped,
    /// White space that ends no line.
    Spaced,
    /// References, quotation marks, the order of attributes, and the like.
    Written,
}
