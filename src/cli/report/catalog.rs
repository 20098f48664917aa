//! What every code means that a report can show, for the formats that carry it.

use std::collections::BTreeMap;

use teiwright::{archive, convert, diagnostic::Severity, rules, schema, validate};

/// What a code means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The fault, so that it reads after "allow"; the code itself where it has no name.
    pub name: String,
    /// How much it weighs, unless the caller says otherwise.
    pub severity: Severity,
    /// The fault in one sentence.
    pub summary: String,
    /// The reasons and the remedy, as Markdown.
    pub markdown: String,
    /// Where the TEI Guidelines have it.
    pub url: Option<String>,
}

/// The meanings of all codes, by code.
pub fn meanings() -> BTreeMap<String, Meaning> {
    let of_rules = rules::pages().into_iter().map(|page| {
        let url = page.guidelines.first().map(|section| section.url.clone());
        let (name, summary) = (page.name.to_owned(), page.summary.to_owned());
        (page.code.to_owned(), Meaning { name, severity: page.severity, summary, markdown: page.doc, url })
    });
    let of_schemas = schema::FINDINGS.iter().map(|page| {
        let markdown = format!("## Why\n\n{}\n\n## Examples\n\n```xml\n{}\n```", page.why, page.example);
        let (summary, _) = page.why.split_once(". ").unwrap_or((page.why, ""));
        let summary = format!("{}.", summary.trim_end_matches('.'));
        (page.code.to_owned(), Meaning { name: page.name.to_owned(), severity: page.severity, summary, markdown, url: None })
    });
    let of_conversions = convert::FINDINGS.iter().map(|page| {
        let markdown = format!("## Why\n\n{}\n\n## Fix\n\n{}", page.why, page.remedy);
        let mut summary = page.says.to_owned();
        summary[..1].make_ascii_uppercase();
        let summary = format!("{summary}.");
        (page.code.to_owned(), Meaning { name: page.code.to_owned(), severity: page.severity, summary, markdown, url: None })
    });
    let of_the_judgment = archive::FINDINGS.iter().chain(validate::FINDINGS).map(|page| {
        let (name, summary) = (page.name.to_owned(), page.summary.to_owned());
        let markdown = format!("## Why\n\n{}", page.why);
        (page.code.to_owned(), Meaning { name, severity: page.severity, summary, markdown, url: None })
    });
    of_rules.chain(of_schemas).chain(of_conversions).chain(of_the_judgment).collect()
}

/// Markdown as plain text: the marks of headings, of code and of emphasis are left out.
pub fn plain(markdown: &str) -> String {
    let lines = markdown.lines().filter(|line| !line.starts_with("```"));
    let lines = lines.map(|line| line.trim_start_matches('#').trim_start_matches(' ').replace(['`', '*'], ""));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_can_be_explained_has_a_meaning() {
        let meanings = meanings();
        for code in ["DR001", "HD004", "XM001", "RN001", "TR001", "VF001", "AR001", "BL001", "IG003"] {
            let meaning = meanings.get(code).unwrap_or_else(|| panic!("{code}"));
            assert!(meaning.summary.ends_with('.') && !meaning.markdown.is_empty(), "{code}: {meaning:?}");
        }
    }

    #[test]
    fn markdown_becomes_plain() {
        assert_eq!(plain("## Why\n\nA `sp` has **no** words.\n\n```xml\n<sp/>\n```"), "Why\n\nA sp has no words.\n\n<sp/>");
    }
}
