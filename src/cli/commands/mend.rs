//! `validate --fix` and `--diff`: applying the fixes of findings, or showing what they would change.

use clap::{ArgGroup, Args};
use similar::TextDiff;
use teiwright::{
    diagnostic::Safety,
    source::Source,
    validate::{Mended, Validator, mend},
};

use crate::cli::{
    failure::Failure,
    files::{Found, Input, write_all},
    report::{Format, Part, Tally, counted},
    run::{Outcome, Run},
    status::Status,
};

/// What is done with the fixes of findings.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Fixes", group = ArgGroup::new("mend").args(["fix", "diff"]).multiple(true))]
pub struct MendFlags {
    /// Mend what can be mended safely, and report what is left
    #[arg(long)]
    fix: bool,
    /// Mend too where an edit writes what was most likely meant
    #[arg(long, requires = "mend")]
    unsafe_fixes: bool,
    /// Show what --fix would change, and write nothing; exit status 1 where there is something
    #[arg(long)]
    diff: bool,
}

impl MendFlags {
    /// Whether files are to be mended, or shown mended.
    pub fn are_set(self) -> bool {
        self.fix || self.diff
    }

    /// The failure of flags that go together with no other way of reporting.
    pub fn refusal(self, format: Format) -> Option<Failure> {
        (self.diff && format != Format::Text)
            .then(|| Failure::new("`--diff` shows text only").help("leave out `--output-format`, or leave out `--diff`"))
    }

    fn reach(self) -> Safety {
        if self.unsafe_fixes { Safety::Rewording } else { Safety::Safe }
    }
}

/// Mends one file, or shows what would change.
pub fn one(
    found: &Found,
    source: &Source,
    place: Option<&str>,
    validator: &mut Validator,
    flags: MendFlags,
    run: &Run<'_>,
) -> Outcome {
    let mended = match mend(source, place, validator, flags.reach()) {
        Ok(mended) => mended,
        Err(error) => {
            let failure = Failure::of(source.name(), format!("cannot mend: {error}"));
            return run.failed(&failure.help("the file is left as it is; leave out these rules with `--ignore`"));
        }
    };
    if flags.diff { shown(source, &mended) } else { written(found, source, &mended, run) }
}

/// The outcome of a file that is shown only.
fn shown(source: &Source, mended: &Mended) -> Outcome {
    let tally = Tally::of(&mended.findings);
    if mended.applied.is_empty() {
        return Outcome { tally, ..Outcome::default() };
    }
    let diff = TextDiff::from_lines(source.text(), mended.text.as_str());
    let report = diff.unified_diff().header(source.name(), &format!("{} (mended)", source.name())).to_string();
    Outcome { report: Part::Text(report), tally, least: Some(Status::Found), ..Outcome::default() }
}

/// Writes a file where something was mended, and reports what is left.
fn written(found: &Found, source: &Source, mended: &Mended, run: &Run<'_>) -> Outcome {
    let Input::File(path) = &found.input else {
        let failure = Failure::new("cannot mend standard input: there is no file to write");
        return run.failed(&failure.help("name a file, or show the changes with `--diff`"));
    };
    if !mended.applied.is_empty() {
        let Some(bytes) = source.encoding().encode(&mended.text) else {
            let name = source.encoding().name();
            let failure = Failure::of(source.name(), format!("cannot mend: a character of the fixes is not in {name}"));
            return run.failed(&failure.help("save the file as UTF-8 first"));
        };
        if let Err(failure) = write_all(&[(path, &bytes)]) {
            return run.failed(&failure);
        }
    }
    let source = Source::from_text(source.name(), mended.text.as_str());
    let mut outcome = run.judged(&source, &mended.findings);
    if !mended.applied.is_empty() {
        outcome.notes = run.said(&summary(source.name(), mended));
    }
    outcome
}

fn summary(name: &str, mended: &Mended) -> String {
    let total = mended.applied.values().sum();
    let codes: Vec<String> = mended.applied.iter().map(|(code, count)| format!("{code} {count}")).collect();
    format!("mended {name}: {} ({})", counted(total, "finding"), codes.join(", "))
}
