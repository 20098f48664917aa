//! What changed from one folder to another, for people and for programs.

mod page;

use serde::Serialize;

use crate::{
    delta::{Counts, WordCounts},
    diff::{
        release::{FileChange, Release, State},
        render::{
            json::pretty,
            markdown::{escaped, sentence},
        },
    },
};

pub use page::release_page;

/// The form of the JSON, and its version.
const FORM: &str = "teiwright-release/1";

/// Renders a release for people: the verdict, then every file that is not the same.
pub fn release_text(release: &Release, old: &str, new: &str) -> String {
    let mut out = format!("{}\n{old} → {new}\n", release.verdict());
    for state in State::ALL.into_iter().filter(|state| *state != State::Same) {
        let files: Vec<&FileChange> = release.files.iter().filter(|file| file.state == state).collect();
        if files.is_empty() {
            continue;
        }
        out += &format!("\n{}\n", state.name());
        for file in files {
            out += &match state {
                State::Added | State::Removed => format!("  {}\n", file.name),
                _ => format!("  {}  {}\n", file.name, file.verdict),
            };
        }
    }
    out
}

/// Renders a release as Markdown: a table, and what changed in each file, folded.
pub fn release_markdown(release: &Release, old: &str, new: &str) -> String {
    let mut out = format!("### {} → {}\n\n**{}**\n\n", escaped(old), escaped(new), escaped(&release.verdict()));
    out += "| file | | what changed |\n| --- | --- | --- |\n";
    for file in release.files.iter().filter(|file| file.state != State::Same) {
        let verdict = if matches!(file.state, State::Added | State::Removed) { "" } else { &file.verdict };
        out += &format!("| {} | {} | {} |\n", escaped(&file.name), file.state.name(), sentence(verdict).replace('|', "\\|"));
    }
    for file in release.files.iter().filter(|file| !file.told.is_empty()) {
        out += &format!("\n<details>\n<summary>{}</summary>\n\n", escaped(&file.name));
        file.told.iter().for_each(|told| out += &format!("- {}\n", sentence(told)));
        if file.untold > 0 {
            out += &format!("- and {} more\n", file.untold);
        }
        out += "\n</details>\n";
    }
    out
}

/// Renders a release as the text of a JSON file.
pub fn release_json(release: &Release, old: &str, new: &str) -> String {
    let count = |state| release.count(state);
    let report = Report {
        schema: FORM,
        old,
        new,
        equal: release.is_equal(),
        verdict: release.verdict(),
        totals: Totals {
            files: release.files.len(),
            changed: count(State::Changed),
            layout: count(State::Layout),
            added: count(State::Added),
            removed: count(State::Removed),
            failed: count(State::Failed),
            same: count(State::Same),
        },
        counts: release.counts(),
        words: release.words(),
        files: release.files.iter().map(File::of).collect(),
    };
    pretty(&report)
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    old: &'a str,
    new: &'a str,
    equal: bool,
    verdict: String,
    totals: Totals,
    counts: Counts,
    words: WordCounts,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct Totals {
    files: usize,
    changed: usize,
    layout: usize,
    added: usize,
    removed: usize,
    failed: usize,
    same: usize,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    state: State,
    counts: Counts,
    words: WordCounts,
    verdict: &'a str,
}

impl<'a> File<'a> {
    fn of(file: &'a FileChange) -> File<'a> {
        File { name: &file.name, state: file.state, counts: file.counts, words: file.words, verdict: &file.verdict }
    }
}
