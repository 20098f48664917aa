//! `teiwright schema`: schemas themselves, judged and rewritten.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use teiwright::{
    schema::{Notation, Schema, SchemaError, convert},
    source::Source,
};

use crate::cli::{
    commands::{answer, fail},
    failure::Failure,
    files::{self, Input, Kind, LocalFiles, Reach, Staged, commit, identity},
    run::{say, would_overwrite},
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright schema check play.rnc                    is it a correct RELAX NG schema?
  teiwright schema convert play.rnc play.rng         from the compact to the XML syntax
  teiwright schema convert play.rng play.rnc         and back
  teiwright schema convert play.rng - --to compact   to standard output";

/// Check a RELAX NG schema, or write it in the other syntax
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct SchemaCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Check a schema alone: its syntax, its references, the restrictions of RELAX NG
    Check(Check),
    /// Write a schema in the other syntax, with its annotations
    Convert(Convert),
}

#[derive(Debug, Args)]
struct Check {
    /// The schema, in the XML or the compact syntax; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    reach: IncludeReach,
}

/// How far the includes of a schema reach.
#[derive(Clone, Copy, Debug, Args)]
pub struct IncludeReach {
    /// Let schemas include files that lie outside their own folder
    #[arg(long)]
    include_anywhere: bool,
}

impl IncludeReach {
    /// Where included files may lie.
    pub fn reach(self) -> Reach {
        if self.include_anywhere { Reach::Anywhere } else { Reach::Folder }
    }
}

#[derive(Debug, Args)]
struct Convert {
    /// The schema to read, in the XML or the compact syntax; `-` reads standard input
    #[arg(value_name = "FROM")]
    from: PathBuf,
    /// The file to write; `-` writes to standard output
    #[arg(value_name = "TO")]
    to: PathBuf,
    /// The syntax to write [default: by the ending of TO, .rng or .rnc]
    #[arg(long = "to", value_enum, value_name = "SYNTAX")]
    syntax: Option<Syntax>,
    /// Write over TO if it is there
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Syntax {
    /// The XML syntax (.rng)
    Xml,
    /// The compact syntax (.rnc)
    Compact,
}

/// Runs the command.
pub fn run(arguments: &SchemaCommand) -> Status {
    match &arguments.action {
        Action::Check(check) => match load(&check.file, check.reach.reach()) {
            Ok(_) => {
                say(&format!("{}: a correct RELAX NG schema\n", Input::of(&check.file).name()));
                Status::Clean
            }
            Err(failure) => fail(&failure),
        },
        Action::Convert(arguments) => rewrite(arguments),
    }
}

/// Reads and compiles the schema at a path.
///
/// # Errors
/// [`Failure`] when the file cannot be read or is no correct schema, with the place and the remedy.
pub fn load(path: &Path, reach: Reach) -> Result<Schema, Failure> {
    let input = Input::of(path);
    let source = files::source(&input, Kind::Xml)?;
    Schema::compile(&source, &LocalFiles::of(input.path(), reach)).map_err(|error| failure(&error, &source))
}

/// What is wrong with a schema, in the file that has it.
fn failure(error: &SchemaError, source: &Source) -> Failure {
    let at = error.source_text.as_deref().unwrap_or(source);
    let section = if error.section.is_empty() { String::new() } else { format!(" (RELAX NG, section {})", error.section) };
    Failure::at(at, Some(error.place.span), format!("{error}{section}")).help(error.help.as_str())
}

fn rewrite(arguments: &Convert) -> Status {
    let made = (|| {
        let notation = notation(arguments)?;
        let input = Input::of(&arguments.from);
        let is_stdout = arguments.to.as_os_str() == "-";
        if !is_stdout && input.path().is_some_and(|path| identity(path) == identity(&arguments.to)) {
            return Err(would_overwrite(&arguments.to));
        }
        if !is_stdout && !arguments.force && arguments.to.exists() {
            let message = format!("cannot write {}: it is there already", arguments.to.display());
            return Err(Failure::new(message).help("name another file, or write over it: `--force`"));
        }
        let source = files::source(&input, Kind::Xml)?;
        let text = convert(&source, notation).map_err(|error| failure(&error, &source))?;
        if is_stdout {
            return Ok(Some(text));
        }
        let mut file = Staged::create(&arguments.to)?;
        file.write(text.as_bytes())?;
        commit(vec![file])?;
        Ok(None)
    })();
    match made {
        Ok(Some(text)) => answer(Ok(text.into_bytes())),
        Ok(None) => Status::Clean,
        Err(failure) => fail(&failure),
    }
}

fn notation(arguments: &Convert) -> Result<Notation, Failure> {
    let ending = arguments.to.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match (arguments.syntax, ending.as_deref()) {
        (Some(Syntax::Xml), _) | (None, Some("rng" | "xml")) => Ok(Notation::Xml),
        (Some(Syntax::Compact), _) | (None, Some("rnc")) => Ok(Notation::Compact),
        (None, _) => Err(Failure::new("the ending of the output does not tell which syntax it should have")
            .help("name it: `--to xml` or `--to compact`")),
    }
}
