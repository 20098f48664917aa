//! The command `teiwright`: arguments in, one library function, a report out.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
