//! Findings: what is wrong with a text, where, and how to mend it.

pub mod near;

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something wrong.
    Error,
    /// Something that is wrong more often than not.
    Warning,
    /// Something to know; it never makes a run fail.
    Info,
}

impl Severity {
    /// All of them, the heaviest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// The severity with this name.
    pub fn of(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// One finding about one text; `docs/CONVENTIONS.md`, section 5, says how its sentences are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The finding's code, such as `DR001`; `teiwright explain CODE` tells more.
    pub code: Cow<'static, str>,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// The smallest part of the text that shows it.
    pub span: Span,
    /// Other places that explain it, in the order of the text.
    pub labels: Vec<Label>,
    /// What was expected and how to mend it.
    pub help: Option<String>,
    /// Edits that mend it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Makes a finding without labels, help or fix.
    pub fn new(code: impl Into<Cow<'static, str>>, severity: Severity, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code: code.into(), severity, message: message.into(), span, labels: Vec::new(), help: None, fix: None }
    }

    /// Adds what was expected and how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds another place and what stands there.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds edits that mend the fault.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Diagnostic {
        self.fix = Some(fix);
        self
    }
}

/// A place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What stands there.
    pub text: String,
}

/// Edits that mend a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the edits do, in a few words.
    pub title: String,
    /// The edits, in the order of the text; they do not overlap.
    pub edits: Vec<Edit>,
    /// What the edits may change besides.
    pub safety: Safety,
}

/// What the edits of a fix may change besides the fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Nothing: the text says the same as before.
    #[default]
    Safe,
    /// Perhaps what the markup says, as the edits write what was most likely meant; the words stay.
    Unsafe,
    /// The words too, and only where the edits stand.
    Rewording,
}

impl Fix {
    /// Makes a fix that changes nothing but the fault.
    pub fn new(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), edits, safety: Safety::Safe }
    }

    /// Says what the edits may change besides.
    #[must_use]
    pub fn safety(mut self, safety: Safety) -> Fix {
        self.safety = safety;
        self
    }
}

impl Edit {
    /// Makes the replacement of a part of the text.
    pub fn new(span: Span, text: impl Into<String>) -> Edit {
        Edit { span, text: text.into() }
    }
}

/// One replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A result with the findings that were made on the way.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    /// The result, as good as the input allows.
    pub value: T,
    /// The findings, sorted by span, then code.
    pub diagnostics: Vec<Diagnostic>,
}

/// Sorts findings into the order in which they are reported: by span, then code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (a.span, &a.code, &a.message).cmp(&(b.span, &b.code, &b.message)));
}

/// Quotes part of a text for a message: on one line, cut at 40 characters.
///
/// ```
/// assert_eq!(teiwright::diagnostic::quote("a\nb"), "`a b`");
/// ```
pub fn quote(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("`{}…`", &line[..at]),
        None => format!("`{line}`"),
    }
}

/// Cuts a message at its backticks: each part, and whether it stands between two of them, as code does.
///
/// ```
/// use teiwright::diagnostic::code_parts;
///
/// assert_eq!(code_parts("`@who` is new"), [("", false), ("@who", true), (" is new", false)]);
/// assert_eq!(code_parts("an odd ` opens nothing"), [("an odd ` opens nothing", false)]);
/// ```
pub fn code_parts(message: &str) -> Vec<(&str, bool)> {
    let parts: Vec<&str> = message.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return vec![(message, false)];
    }
    parts.into_iter().enumerate().map(|(index, part)| (part, index % 2 == 1)).collect()
}
