//! A baseline as a file: one entry per line, sorted, so that changes to it merge.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::baseline::{BaselineError, Entry};

/// The version of the form.
pub(super) const VERSION: u64 = 1;

/// The findings that are known, by file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, Vec<Entry>>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    #[serde(rename = "teiwright-baseline")]
    version: u64,
}

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    file: Cow<'a, str>,
    #[serde(flatten)]
    entry: Cow<'a, Entry>,
}

impl Baseline {
    /// Reads a baseline. Empty lines, and the order of lines, mean nothing.
    ///
    /// # Errors
    /// [`BaselineError`] for a text that is none, or of another version.
    ///
    /// ```
    /// use teiwright::baseline::Baseline;
    ///
    /// let baseline = Baseline::parse("{\"teiwright-baseline\":1}\n")?;
    /// assert_eq!(baseline.count(), 0);
    /// # Ok::<(), teiwright::baseline::BaselineError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let head = lines.next().and_then(|(_, line)| serde_json::from_str::<Head>(line).ok()).ok_or(BaselineError::Head)?;
        if head.version != VERSION {
            return Err(BaselineError::Version(head.version));
        }
        let mut baseline = Baseline::default();
        for (index, line) in lines {
            let read: Line<'_> = serde_json::from_str(line)
                .map_err(|error| BaselineError::Line { line: index + 1, reason: without_line(&error.to_string()) })?;
            baseline.files.entry(read.file.into_owned()).or_default().push(read.entry.into_owned());
        }
        baseline.files.values_mut().for_each(|entries| entries.sort());
        Ok(baseline)
    }

    /// The entries of a file, sorted.
    pub fn of(&self, file: &str) -> &[Entry] {
        self.files.get(file).map_or(&[], Vec::as_slice)
    }

    /// The files that have entries, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Sets the entries of a file; none take it out.
    pub fn set(&mut self, file: &str, mut entries: Vec<Entry>) {
        entries.sort();
        match entries.is_empty() {
            true => self.files.remove(file),
            false => self.files.insert(file.to_owned(), entries),
        };
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }
}

impl fmt::Display for Baseline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = |line: serde_json::Result<String>| line.map_err(|_| fmt::Error);
        writeln!(formatter, "{}", json(serde_json::to_string(&Head { version: VERSION }))?)?;
        for (file, entries) in &self.files {
            for entry in entries {
                let line = Line { file: file.into(), entry: Cow::Borrowed(entry) };
                writeln!(formatter, "{}", json(serde_json::to_string(&line))?)?;
            }
        }
        Ok(())
    }
}

/// An error of the JSON reader without the line, which is always its first.
fn without_line(error: &str) -> String {
    error.replace(" at line 1 column ", " at column ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, message: &str) -> Entry {
        let context = ["00000001", "00000002", "00000003"].map(str::to_owned);
        Entry { code: code.to_owned(), message: message.to_owned(), path: "TEI/text".to_owned(), context }
    }

    #[test]
    fn what_is_written_is_read_again_and_sorted() {
        let mut baseline = Baseline::default();
        baseline.set("b.xml", vec![entry("DR002", "x"), entry("DR001", "\"y\""), entry("DR001", "\"y\"")]);
        baseline.set("a.xml", vec![entry("HD001", "z")]);
        let text = baseline.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5);
        assert_eq!(
            lines[1],
            "{\"file\":\"a.xml\",\"code\":\"HD001\",\"message\":\"z\",\"path\":\"TEI/text\",\
             \"context\":[\"00000001\",\"00000002\",\"00000003\"]}"
        );
        assert!(lines[1..].is_sorted());
        assert_eq!(Baseline::parse(&text), Ok(baseline.clone()));
        let mut shuffled = lines.clone();
        shuffled[1..].reverse();
        assert_eq!(Baseline::parse(&shuffled.join("\n\n")), Ok(baseline));
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        assert_eq!(Baseline::parse(""), Err(BaselineError::Head));
        assert_eq!(Baseline::parse("[]"), Err(BaselineError::Head));
        assert_eq!(Baseline::parse("{\"teiwright-baseline\":2}"), Err(BaselineError::Version(2)));
        let bad = Baseline::parse("{\"teiwright-baseline\":1}\n<<<<<<< ours\n");
        assert!(matches!(&bad, Err(BaselineError::Line { line: 2, reason }) if reason.contains("column")), "{bad:?}");
        let unknown = Baseline::parse("{\"teiwright-baseline\":1}\n{\"file\":\"a\",\"code\":\"X\"}");
        assert!(matches!(&unknown, Err(BaselineError::Line { line: 2, reason }) if reason.contains("message")), "{unknown:?}");
    }
}
