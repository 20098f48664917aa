//! What carries the rules: their declaration, the one walk that serves them all, and what they are given.

mod context;
mod declare;
mod element;
mod index;
mod nearest;
mod page;
mod pointer;
mod reference;
mod run;
mod selection;

pub use context::{Context, FINDING_LIMIT};
pub(in crate::rules) use declare::declare_rule;
pub use declare::{Rule, RuleMeta, Watch};
pub(in crate::rules) use element::{child, described_text, has_words, holds_elements, is_dated, is_tei};
pub(in crate::rules) use index::CORPUS_DEPTH;
pub use index::{HeaderFacts, Id, Index};
pub use nearest::Near;
pub use page::{Example, Page, Section, explain, pages};
pub(in crate::rules) use pointer::report_unresolved;
pub use pointer::{Pointer, PointerKind, Target};
pub use reference::reference;
pub use run::{check, unreadable};
pub use selection::{Selection, SelectionError};
