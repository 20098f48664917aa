//! `teiwright explain`: the page of one rule.

use clap::Args;
use teiwright::rules;

use crate::cli::{commands::answer, failure::Failure, status::Status};

const EXAMPLES: &str = "\
Examples:
  teiwright explain DR001
  teiwright explain unresolved-who

`teiwright rules` lists the rules.";

/// Explain a rule: why it is, what breaks it, how to mend it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Explain {
    /// The code that a finding shows, such as DR001, or the rule's name
    #[arg(value_name = "CODE")]
    code: String,
}

/// Runs the command.
pub fn run(arguments: &Explain) -> Status {
    let code = arguments.code.trim();
    answer(
        rules::explain(code).map(|page| page.to_string().into_bytes()).ok_or_else(|| {
            Failure::new(format!("no rule has the code or name `{code}`")).help("`teiwright rules` lists the rules")
        }),
    )
}
