//! `teiwright text`: the plain text back out.

use std::path::PathBuf;

use clap::Args;
use teiwright::{tei, xml};

use crate::cli::{
    commands::answer,
    failure::Failure,
    files::{self, Input, Kind},
    status::Status,
};

const EXAMPLES: &str = "\
Examples:
  teiwright text meeting.xml
  teiwright text meeting.xml > meeting.txt
  teiwright text play.xml | wc -w";

/// Print the plain text of a TEI file
///
/// The text is what stands between the tags, without the header and without markup. To get the very bytes of a transcript back,
/// its receipt is needed: see `teiwright verify`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Text {
    /// The TEI file; `-` reads standard input
    #[arg(value_name = "TEI")]
    tei: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Text) -> Status {
    answer(plain_text(arguments))
}

fn plain_text(arguments: &Text) -> Result<Vec<u8>, Failure> {
    let source = files::source(&Input::of(&arguments.tei), Kind::Xml)?;
    let tree = xml::parse(&source).map_err(|error| Failure::at(&source, Some(error.span()), &error).help(error.help()))?;
    Ok(tei::plain_text(&tree).into_bytes())
}
