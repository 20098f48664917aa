//! What carries the rules: their declaration, the one walk that serves them all, and what they are given.

mod characters;
mod context;
mod corpus;
mod declare;
mod element;
mod index;
mod nearest;
mod page;
mod pointer;
mod reference;
mod run;
mod selection;
mod written;

pub(in crate::rules) use characters::{Script, is_mark, script};
pub use context::{Context, FINDING_LIMIT, Surroundings};
pub use corpus::{Corpus, includes};
pub(in crate::rules) use declare::declare_rule;
pub use declare::{Rule, RuleMeta, Watch};
pub(in crate::rules) use element::{
    child, described_text, has_words, holds_elements, is_dated, is_preserved, is_tei, name_of, number, plain_words,
};
pub(in crate::rules) use index::CORPUS_DEPTH;
pub use index::{HeaderFacts, Id, Index, List};
pub use nearest::Near;
pub use page::{Example, Page, Section, explain, pages};
pub(in crate::rules) use pointer::report_unresolved;
pub use pointer::{Pointer, PointerKind, Target};
pub use reference::reference;
pub use run::{check, check_in, unreadable};
pub use selection::{Selection, SelectionError};
pub(in crate::rules) use written::Written;
