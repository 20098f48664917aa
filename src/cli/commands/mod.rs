//! The commands, one file each: its arguments, and the function that reads, calls the library, and renders.

mod accuracy;
mod agree;
mod archives;
mod compare;
mod completions;
mod convert;
mod corpus;
mod diff;
mod explain;
mod judges;
mod known;
mod listing;
mod man;
mod mend;
mod pack;
mod patch;
mod profiles;
mod release;
mod rules;
mod schema;
mod table;
mod text;
mod validate;
mod verify;
mod view;

pub use accuracy::Accuracy;
pub use agree::Agree;
pub use archives::Archives;
pub use completions::Completions;
pub use convert::Convert;
pub use diff::Diff;
pub use explain::Explain;
pub use judges::OWN_SCHEMA;
pub use man::Man;
pub use pack::Pack;
pub use patch::Patch;
pub use profiles::Profiles;
pub use rules::Rules;
pub use schema::SchemaCommand;
pub use table::Table;
pub use text::Text;
pub use validate::Validate;
pub use verify::Verify;
pub use view::View;

use crate::cli::{
    args::Command,
    failure::Failure,
    report::{SinkError, to_stdout},
    run::say,
    status::Status,
    terminal::{ColorWhen, Palette},
};

/// Runs one command.
pub fn run(command: Command) -> Status {
    match command {
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Patch(arguments) => patch::run(&arguments),
        Command::Accuracy(arguments) => accuracy::run(&arguments),
        Command::Agree(arguments) => agree::run(&arguments),
        Command::Text(arguments) => text::run(&arguments),
        Command::Table(arguments) => table::run(&arguments),
        Command::View(arguments) => view::run(&arguments),
        Command::Pack(arguments) => pack::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Archives(arguments) => archives::run(&arguments),
        Command::Profiles(arguments) => profiles::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}

/// Prints the result of a command that has just one, or why it has none.
fn answer(result: Result<Vec<u8>, Failure>) -> Status {
    match result.map_err(SinkError::Failed).and_then(|bytes| to_stdout([bytes.as_slice()])) {
        Ok(()) | Err(SinkError::Closed) => Status::Clean,
        Err(SinkError::Failed(failure)) => fail(&failure),
    }
}

/// Prints a failure.
fn fail(failure: &Failure) -> Status {
    say(&failure.render(Palette::of_stderr(ColorWhen::Auto)));
    Status::Failed
}
