//! `teiwright explain`: the page of one rule.

use clap::Args;
use teiwright::{archive, convert, pack, rules, schema, validate};

use crate::cli::{commands::answer, failure::Failure, status::Status};

const EXAMPLES: &str = "\
Examples:
  teiwright explain DR001
  teiwright explain unresolved-who

`teiwright rules` lists the rules.";

/// Explain a finding: why it is, what breaks it, how to mend it
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
    let known = || convert::FINDINGS.iter().chain(&pack::PACK_FINDINGS);
    let finding = || known().find(|page| page.code.eq_ignore_ascii_case(code)).map(ToString::to_string);
    let of_schemas = || {
        let is_meant = |page: &&schema::FindingPage| page.code.eq_ignore_ascii_case(code) || page.name == code;
        schema::FINDINGS.iter().find(is_meant).map(ToString::to_string)
    };
    let of_the_judgment = || {
        let mut pages = archive::FINDINGS.iter().chain(validate::FINDINGS);
        pages.find(|page| page.code.eq_ignore_ascii_case(code) || page.name == code).map(ToString::to_string)
    };
    answer(
        rules::explain(code)
            .map(|page| page.to_string())
            .or_else(finding)
            .or_else(of_schemas)
            .or_else(of_the_judgment)
            .map(String::into_bytes)
            .ok_or_else(|| {
                Failure::new(format!("no rule has the code or name `{code}`")).help("`teiwright rules` lists the rules")
            }),
    )
}
