//! Two states of a corpus: which files came, went and changed, and how much.

use serde::Serialize;

use crate::{
    delta::{Counts, Delta, Layout, WordCounts},
    diff::render::line,
    source::Source,
};

/// What changed from one folder to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// Every file of either, in the order of their names.
    pub files: Vec<FileChange>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path below the folder.
    pub name: String,
    /// What became of it.
    pub state: State,
    /// Its changes counted; nothing is counted for a file that stands in one folder only.
    pub counts: Counts,
    /// Its words counted.
    pub words: WordCounts,
    /// What there is to say in one line: the verdict of the comparison, or why there is none.
    pub verdict: String,
    /// The first of its changes, each with its places and in one sentence.
    pub told: Vec<String>,
    /// How many changes are not among these.
    pub untold: usize,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It differs in more than layout.
    Changed,
    /// It is written differently, and nothing else differs.
    Layout,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It could not be compared.
    Failed,
    /// It is the same, byte for byte.
    Same,
}

impl State {
    /// All states, in the order of a report.
    pub const ALL: [State; 6] = [State::Changed, State::Layout, State::Added, State::Removed, State::Failed, State::Same];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            State::Changed => "changed",
            State::Layout => "layout only",
            State::Added => "added",
            State::Removed => "removed",
            State::Failed => "not compared",
            State::Same => "the same",
        }
    }
}

/// The most changes of a file that a report on many files tells.
const TOLD: usize = 100;

impl FileChange {
    /// A file that is in one folder only.
    pub fn lone(name: &str, state: State) -> FileChange {
        FileChange::without_delta(name, state, state.name().to_owned())
    }

    /// A file that cannot be compared, and why.
    pub fn failed(name: &str, why: &str) -> FileChange {
        FileChange::without_delta(name, State::Failed, why.to_owned())
    }

    fn without_delta(name: &str, state: State, verdict: String) -> FileChange {
        let (counts, words) = (Counts::default(), WordCounts::default());
        FileChange { name: name.to_owned(), state, counts, words, verdict, told: Vec::new(), untold: 0 }
    }

    /// A file that is in both folders.
    pub fn of(name: &str, delta: &Delta, old: &Source, new: &Source) -> FileChange {
        let state = match (delta.is_equal(), delta.changes.is_empty()) {
            (false, _) => State::Changed,
            (true, false) => State::Layout,
            (true, true) => State::Same,
        };
        let counted = delta.shown(Layout::Hidden);
        let told = counted
            .clone()
            .take(TOLD)
            .map(|change| format!("{} → {}: {}", line(change.old.as_ref(), old), line(change.new.as_ref(), new), change.sentence))
            .collect::<Vec<_>>();
        FileChange {
            name: name.to_owned(),
            state,
            counts: delta.counts(),
            words: delta.word_counts(),
            verdict: delta.verdict(Layout::Hidden),
            untold: counted.count() - told.len(),
            told,
        }
    }
}

impl Release {
    /// Whether no file came, went or differs in more than layout, and all were compared.
    pub fn is_equal(&self) -> bool {
        self.files.iter().all(|file| matches!(file.state, State::Same | State::Layout))
    }

    /// How many files there are of a state.
    pub fn count(&self, state: State) -> usize {
        self.files.iter().filter(|file| file.state == state).count()
    }

    /// The changes of all files.
    pub fn counts(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.files.iter().map(|file| file.counts) {
            total.words += counts.words;
            total.markup += counts.markup;
            total.structure += counts.structure;
            total.comment += counts.comment;
            total.layout += counts.layout;
        }
        total
    }

    /// The words of all files.
    pub fn words(&self) -> WordCounts {
        let mut total = WordCounts::default();
        for words in self.files.iter().map(|file| file.words) {
            total.changed += words.changed;
            total.inserted += words.inserted;
            total.deleted += words.deleted;
        }
        total
    }

    /// What there is to say in one line.
    pub fn verdict(&self) -> String {
        let states = State::ALL.map(|state| (self.count(state), state.name()));
        let files = states.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}"));
        let files: Vec<String> = files.collect();
        let (words, counts) = (self.words(), self.counts());
        let plural = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        format!(
            "{}: {}; {words}; {}, {} of structure, {} of comments",
            plural(self.files.len(), "file", "files"),
            files.join(", "),
            plural(counts.markup, "change of markup", "changes of markup"),
            counts.structure,
            counts.comment,
        )
    }
}
