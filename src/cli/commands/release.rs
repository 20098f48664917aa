//! `teiwright diff` over two folders: what changed from one release of a corpus to the next.

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use teiwright::{
    delta::Scope,
    diff::{self, FileChange, Release, State},
};

use crate::cli::{
    args::Jobs,
    commands::{compare::failure, fail},
    failure::Failure,
    files::{self, Input, Kind, identity},
    jobs,
    panic::while_at,
    status::Status,
    terminal::progress_bar,
};

/// One file of either folder.
struct Task {
    name: String,
    old: Option<Input>,
    new: Option<Input>,
}

/// Compares two folders; a file that cannot be compared is told on standard error and in the release.
pub(super) fn release(old: &Path, new: &Path, scope: &Scope, jobs: &Jobs, is_quiet: bool) -> Result<(Release, Status), Failure> {
    let tasks = tasks(old, new)?;
    let bar = progress_bar(tasks.len(), is_quiet);
    let (mut release, mut status) = (Release::default(), Status::Clean);
    let work = |task: &Task| while_at(&task.name, || compared(task, scope));
    jobs::in_order(&tasks, jobs.jobs, work, |(file, failure)| {
        bar.inc(1);
        if let Some(failure) = failure {
            status = status.max(bar.suspend(|| fail(&failure)));
        }
        release.files.push(file);
        ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    Ok((release, status))
}

/// Whether a path is that of a file in one of the folders.
pub(super) fn is_within(path: &Path, folders: [&Path; 2]) -> bool {
    let place = identity(path);
    path.exists() && folders.into_iter().any(|folder| place.starts_with(identity(folder)))
}

fn tasks(old: &Path, new: &Path) -> Result<Vec<Task>, Failure> {
    let mut tasks: BTreeMap<String, Task> = BTreeMap::new();
    for (folder, is_old) in [(old, true), (new, false)] {
        let (found, failures) = files::find(&[folder.to_owned()], &["xml"], "compare");
        if let Some(failure) = failures.into_iter().next() {
            return Err(failure);
        }
        for found in found {
            let parts: Vec<_> = found.below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let name = parts.join("/");
            let task = tasks.entry(name.clone()).or_insert(Task { name, old: None, new: None });
            *(if is_old { &mut task.old } else { &mut task.new }) = Some(found.input);
        }
    }
    Ok(tasks.into_values().collect())
}

fn compared(task: &Task, scope: &Scope) -> (FileChange, Option<Failure>) {
    let (old, new) = match (&task.old, &task.new) {
        (Some(old), Some(new)) => (old, new),
        (Some(_), None) => return (FileChange::lone(&task.name, State::Removed), None),
        _ => return (FileChange::lone(&task.name, State::Added), None),
    };
    let read = |input: &Input| files::source(input, Kind::Xml);
    let change = read(old).and_then(|old| Ok((old, read(new)?))).and_then(|(old, new)| {
        let delta = diff::diff(&old, &new, scope).map_err(|error| failure(&error, &old, &new))?;
        Ok(FileChange::of(&task.name, &delta, &old, &new))
    });
    match change {
        Ok(change) => (change, None),
        Err(failure) => (FileChange::failed(&task.name, failure.message()), Some(failure)),
    }
}
