//! What a run came to, as the shell sees it.

use std::process::ExitCode;

/// The outcome of one file or of a whole run; of several, the worst counts, which is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing to complain of, or no difference: 0.
    Clean,
    /// Error findings, or differences: 1.
    Found,
    /// The work could not be done: 2.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Found => 1,
            Status::Failed => 2,
        })
    }
}
