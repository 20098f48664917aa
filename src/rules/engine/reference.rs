//! The reference of all rules in one Markdown file.

use std::fmt::{self, Write};

use crate::rules::{Page, pages};

const HEAD: &str = "\
<!-- Made by `make reference` from the files in src/rules: an edit here is lost. -->

# Rules

Each rule has a code that never changes its meaning and a name that says the fault. `teiwright explain CODE` shows its page,
`--select` and `--ignore` take codes, beginnings of codes (`DR`) and names. An **error** is wrong, a **warning** is wrong more often
than not, an **info** is to be known and never makes a run fail.

Every example below is run as a test: one that is not valid gives exactly one finding of its rule and no other, a valid one gives none,
and what is shown as fixed is what `validate --fix` (with `--unsafe-fixes` where the page says so) makes of the one before it.
An example that is not a whole document stands in the `body` of one whose header lacks nothing.

| code | name | severity | what it says |
| --- | --- | --- | --- |
";

/// Writes `docs/rules.md`: a table of the rules, and the page of each.
pub fn reference() -> String {
    let mut out = HEAD.to_owned();
    write_all(&mut out, &pages()).expect("writing to memory does not fail");
    out
}

fn write_all(out: &mut String, pages: &[Page]) -> fmt::Result {
    for Page { code, name, severity, summary, .. } in pages {
        writeln!(out, "| [{code}](#{}-{name}) | {name} | {severity} | {summary} |", code.to_ascii_lowercase())?;
    }
    for page in pages {
        writeln!(out)?;
        write_page(out, page, "#")?;
    }
    Ok(())
}

/// The page as Markdown, its code and name as the heading.
impl fmt::Display for Page {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_page(formatter, self, "")
    }
}

/// Writes a page whose headings go as many levels down as `above` has marks.
fn write_page(out: &mut impl fmt::Write, page: &Page, above: &str) -> fmt::Result {
    writeln!(out, "{above}# {} {}\n\n{}\n", page.code, page.name, page.summary)?;
    let mut is_code = false;
    for text in page.doc.lines() {
        is_code ^= text.starts_with("```");
        // Only what a fence marks as XML is colored as XML.
        match text.strip_prefix("```xml,") {
            Some("invalid") => writeln!(out, "Not valid:\n\n```xml")?,
            Some("fixed") => writeln!(out, "Fixed:\n\n```xml")?,
            Some(_) => writeln!(out, "Valid:\n\n```xml")?,
            None if !is_code && text.starts_with('#') => writeln!(out, "{above}{text}")?,
            None => writeln!(out, "{text}")?,
        }
    }
    write!(out, "\nSeverity: {}. Since {}.", page.severity, page.since)?;
    if page.has_fix {
        write!(out, " Some findings bring a fix.")?;
    }
    for (at, section) in page.guidelines.iter().enumerate() {
        let before = if at == 0 { " TEI Guidelines: " } else { ", " };
        write!(out, "{before}[{}]({})", section.anchor, section.url)?;
    }
    writeln!(out, "{}", if page.guidelines.is_empty() { "" } else { "." })
}
