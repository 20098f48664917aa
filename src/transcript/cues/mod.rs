//! Labels as scripts print them: a name with a full stop, or alone on its line, before what is said.
//!
//! `NAME.` and `NAME` on lines of their own, `NAME. Text` on one line, in capitals or not, each with or without a direction in
//! brackets. None is a label by itself: a form is believed where names come back in it, and begin a good part of the blocks.

mod choose;
mod read;

use std::rc::Rc;

use rustc_hash::FxHashMap;

pub(super) use choose::choose;
pub(super) use read::{Cue, Shape, closing};

/// The labels of the form that a file has, and how many blocks they begin.
pub(super) struct Chosen {
    pub(super) cues: Vec<Cue>,
    /// For each name, how often it stands.
    pub(super) counts: FxHashMap<Rc<str>, usize>,
    pub(super) shape: Shape,
    /// How many labels have names that come back.
    pub(super) strength: usize,
    /// The share of blocks that begin with one of those.
    pub(super) share: f64,
}
