//! `--baseline` and `--write-baseline`: the findings that are known.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use teiwright::{
    baseline::{self, Baseline, Entry},
    diagnostic::{Diagnostic, Severity},
    source::Source,
    span::Span,
    validate::{REPAIRED, is_gate},
};

use crate::cli::{
    failure::{Failure, chain},
    files::{self, Input, identity},
    report::{Compared, counted},
};

/// A baseline in use.
#[derive(Debug)]
pub struct Known {
    path: PathBuf,
    /// The folder from which it names files.
    folder: PathBuf,
    baseline: Baseline,
    /// What the files of this run came to.
    seen: Mutex<BTreeMap<String, Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    /// What the baseline has of the file after the run.
    entries: Vec<Entry>,
    tolerated: usize,
    repaired: usize,
}

/// What is done with findings that a baseline does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// They are reported.
    Reported,
    /// They are known from now on.
    Learned,
}

impl Known {
    /// Reads a baseline.
    ///
    /// # Errors
    /// [`Failure`] when the file cannot be read or is no baseline.
    pub fn load(path: &Path) -> Result<Known, Failure> {
        let text = files::text(path)?;
        let name = path.display().to_string();
        let baseline = Baseline::parse(&text).map_err(|error| {
            Failure::of(&name, chain(&error)).help("mend the line, or write the baseline anew: `--write-baseline FILE`")
        })?;
        Ok(Known { baseline, ..Known::empty(path) })
    }

    /// Reads a baseline that will be written, if it is there.
    ///
    /// # Errors
    /// [`Failure`] when it is there and no baseline.
    pub fn load_if_any(path: &Path) -> Result<Known, Failure> {
        if path.is_file() { Known::load(path) } else { Ok(Known::empty(path)) }
    }

    fn empty(path: &Path) -> Known {
        let folder = identity(path).parent().unwrap_or(Path::new("/")).to_owned();
        Known { path: path.to_owned(), folder, baseline: Baseline::default(), seen: Mutex::default() }
    }

    /// Whether this is the baseline in a file.
    pub fn is_at(&self, path: &Path) -> bool {
        identity(&self.path) == identity(path)
    }

    /// Takes out of a file's findings those that are known; entries with codes that were not judged are left alone.
    pub fn compare(
        &self,
        source: &Source,
        input: &Input,
        news: News,
        is_judged: impl Fn(&str) -> bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Compared {
        let file = self.name_of(input);
        // What says that a text could not be judged says nothing of the rest.
        let is_stopped = diagnostics.iter().any(|diagnostic| is_gate(&diagnostic.code));
        let is_open = |entry: &&Entry| is_judged(&entry.code) && (!is_stopped || is_gate(&entry.code));
        let (open, mut kept): (Vec<Entry>, Vec<Entry>) =
            self.baseline.of(&file).iter().cloned().partition(|entry| is_open(&entry));
        let found = baseline::entries(source, diagnostics);
        let mut comparison = baseline::compare(&open, &found);
        if news == News::Learned {
            comparison.is_known.fill(true);
            comparison.repaired.clear();
        }
        let mut compared = Compared::default();
        let mut flags = comparison.is_known.iter();
        diagnostics.retain(|diagnostic| {
            let is_known = flags.next().copied().unwrap_or(false);
            if is_known {
                compared.tolerated.push((diagnostic.code.to_string(), diagnostic.severity));
            }
            !is_known
        });
        compared.repaired = comparison.repaired.iter().map(|entry| entry.code.clone()).collect();
        let known = found.into_iter().zip(&comparison.is_known).filter(|(_, is_known)| **is_known).map(|(entry, _)| entry);
        kept.extend(known);
        let seen = Seen { entries: kept, tolerated: compared.tolerated.len(), repaired: compared.repaired.len() };
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(file, seen);
        compared
    }

    /// The finding that tells what is gone, where something is.
    pub fn repaired(&self, compared: &Compared) -> Option<Diagnostic> {
        let codes = &compared.repaired;
        if codes.is_empty() {
            return None;
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        codes.iter().for_each(|code| *counts.entry(code).or_default() += 1);
        let list: Vec<String> = counts.into_iter().map(|(code, count)| format!("{code} {count}")).collect();
        let verb = if codes.len() == 1 { "is" } else { "are" };
        let message = format!("{} of the baseline {verb} repaired: {}", counted(codes.len(), "finding"), list.join(", "));
        let path = self.path.display();
        let help = format!("take what is repaired out of it: `--baseline {path} --write-baseline {path}`");
        Some(Diagnostic::new(REPAIRED, Severity::Info, Span::at(0), message).help(help))
    }

    /// What the run came to, in one line.
    pub fn summary(&self) -> String {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let sum = |count: fn(&Seen) -> usize| seen.values().map(count).sum::<usize>();
        let gone = self.baseline.files().filter(|file| !seen.contains_key(*file) && !self.path_of(file).exists()).count();
        let mut line = format!("{}: {} tolerated", self.path.display(), counted(sum(|seen| seen.tolerated), "finding"));
        let repaired = sum(|seen| seen.repaired);
        if repaired > 0 {
            line += &format!(", {repaired} repaired");
        }
        if gone > 0 {
            line += &format!(", {} that is gone", counted(gone, "file")).replace("files that is", "files that are");
        }
        line
    }

    /// The baseline after the run: the files that were judged anew, the others as they were, those that are gone left out.
    pub fn after(&self) -> Baseline {
        let mut after = self.baseline.clone();
        let gone: Vec<String> = after.files().filter(|file| !self.path_of(file).exists()).map(str::to_owned).collect();
        gone.iter().for_each(|file| after.set(file, Vec::new()));
        for (file, seen) in self.seen.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            after.set(file, seen.entries.clone());
        }
        after
    }

    /// Writes the baseline after the run, and says so in one line.
    ///
    /// # Errors
    /// [`Failure`] when the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<String, Failure> {
        let after = self.after();
        files::write_all(&[(path, after.to_string().as_bytes())])?;
        let files = counted(after.files().count(), "file");
        Ok(format!("wrote {}: {} in {files}", path.display(), counted(after.count(), "finding")))
    }

    fn path_of(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// The name of a file in the baseline: its path from the baseline's folder, with `/` between its parts.
    fn name_of(&self, input: &Input) -> String {
        let Some(place) = input.place() else { return input.name() };
        let whole = identity(place);
        let below = whole.strip_prefix(&self.folder).unwrap_or(&whole);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }
}
