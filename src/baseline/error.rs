//! Why a file is no baseline.

/// Why a file is no baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// The first line does not say that it is one.
    #[error("the first line is not that of a baseline")]
    Head,
    /// It is of a version that this program does not know.
    #[error("it is a baseline of version {0}, and this program knows version {known}", known = super::file::VERSION)]
    Version(u64),
    /// A line is no entry.
    #[error("line {line} is no entry: {reason}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}
