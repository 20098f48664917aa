//! What changed between two encodings of a text, words and markup kept apart.
//!
//! The text is the spine: the words of both documents are aligned ([`between`] tells how far), and over the words that they
//! share every element is a range. What differs in the ranges is a change of markup, what differs in the words a change of
//! words, and what went or came with all its words is a change of structure.

mod align;
mod changed;
mod cuts;
mod layout;
mod likeness;
mod lone;
mod pairs;
mod phrase;
mod report;
mod scale;
mod slide;
mod spine;
mod view;
mod whereabouts;
mod words;

use serde::Serialize;

use crate::span::Span;

pub use report::between;

/// The changes from one document to another, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// The changes.
    pub changes: Vec<Change>,
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
    /// What stands in the old document, or nothing for what is new.
    pub old: Option<Side>,
    /// What stands in the new document, or nothing for what is gone.
    pub new: Option<Side>,
    /// The change in one sentence for people, in TEI's words and without a full stop.
    pub sentence: String,
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

/// Which changes are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Changes of words; words that went or came with their elements are told as words.
    Words,
    /// All but changes of words.
    Markup,
}

/// How many changes there are of each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Changes of words.
    pub words: usize,
    /// Changes of markup.
    pub markup: usize,
    /// Changes of structure.
    pub structure: usize,
    /// Changes of comments and processing instructions.
    pub comment: usize,
    /// Changes of layout, which make no difference.
    pub layout: usize,
}

impl Delta {
    /// Whether nothing differs but layout.
    pub fn is_equal(&self) -> bool {
        self.changes.iter().all(|change| change.class == Class::Layout)
    }

    /// Counts the changes by class.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for change in &self.changes {
            *match change.class {
                Class::Words => &mut counts.words,
                Class::Markup => &mut counts.markup,
                Class::Structure => &mut counts.structure,
                Class::Comment => &mut counts.comment,
                Class::Layout => &mut counts.layout,
            } += 1;
        }
        counts
    }

    /// What there is to say in one line: `0 words changed; 12 tags differ; 1 element moved`.
    pub fn verdict(&self) -> String {
        let counts = self.counts();
        let mut parts = vec![match counts.words {
            0 => "0 words changed".to_owned(),
            1 => "words changed in 1 place".to_owned(),
            many => format!("words changed in {many} places"),
        }];
        let mut say = |count: usize, one: &str, many: &str| match count {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            _ => parts.push(format!("{count} {many}")),
        };
        say(counts.markup, "tag differs", "tags differ");
        for (kind, what) in STRUCTURE {
            let count = self.changes.iter().filter(|change| change.class == Class::Structure && change.kind == kind).count();
            say(count, &format!("element {what}"), &format!("elements {what}"));
        }
        say(counts.comment, "comment differs", "comments differ");
        say(counts.layout, "place written differently", "places written differently");
        if self.is_coarse {
            parts.push("the texts differ much, and a shorter account may exist".to_owned());
        }
        parts.join("; ")
    }
}

/// What the verdict says of each kind of structural change.
const STRUCTURE: [(Kind, &str); 5] = [
    (Kind::Delete, "deleted"),
    (Kind::Insert, "inserted"),
    (Kind::Move, "moved"),
    (Kind::Split, "split"),
    (Kind::Merge, "joined from several"),
];
