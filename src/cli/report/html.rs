//! Findings as one page: counts by rule and by file, and what changed against a baseline.
//!
//! The page holds all that it needs, is read without scripts, and has a light and a dark form.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use teiwright::diagnostic::{Severity, code_parts};

use crate::cli::report::{
    Base, FileReport, catalog, counted,
    file::{Compared, Finding},
};

/// The most findings that the page lists for one file; the rest are counted.
const LISTED: usize = 100;

/// Counts of one row: findings by weight, and what a baseline says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    errors: usize,
    warnings: usize,
    infos: usize,
    tolerated: usize,
    repaired: usize,
}

impl Counts {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }

    fn sum(self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// Renders the whole page.
pub fn render(files: &[FileReport], base: &Base) -> String {
    let has_baseline = files.iter().any(|file| file.baseline.is_some());
    let mut page = format!("{HEAD}<style>\n{}</style>\n</head>\n<body>\n<main>\n<h1>TEI report</h1>\n", include_str!("page.css"));
    page += &summary(files, has_baseline);
    page += &by_rule(files, has_baseline);
    page += &by_file(files, base, has_baseline);
    page += &details(files, base);
    write!(page, "</main>\n<footer>teiwright {}</footer>\n</body>\n</html>\n", env!("CARGO_PKG_VERSION")).expect(WRITABLE);
    page
}

const WRITABLE: &str = "a string takes all that is written";

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                    <meta name=\"color-scheme\" content=\"light dark\">\n<title>TEI report</title>\n";

fn summary(files: &[FileReport], has_baseline: bool) -> String {
    let total = files.iter().fold(Counts::default(), |total, file| total.plus(of_file(file)));
    let failed = files.iter().filter(|file| file.failure.is_some()).count();
    let clean = files.iter().filter(|file| file.failure.is_none() && file.findings.is_empty()).count();
    let mut facts = vec![
        ("files", files.len(), ""),
        ("without findings", clean, "good"),
        ("errors", total.errors, "error"),
        ("warnings", total.warnings, "warning"),
        ("infos", total.infos, "info"),
    ];
    if failed > 0 {
        facts.push(("not judged", failed, "error"));
    }
    let mut out = "<dl class=\"facts\">\n".to_owned();
    for (name, count, class) in facts {
        writeln!(out, "<div class=\"{class}\"><dt>{name}</dt><dd>{count}</dd></div>").expect(WRITABLE);
    }
    out += "</dl>\n";
    if has_baseline {
        let new = counted(total.sum(), "new finding");
        let (old, gone) = (counted(total.tolerated, "finding"), counted(total.repaired, "finding"));
        writeln!(out, "<p>Against the baseline: {new}, {old} tolerated, {gone} repaired since.</p>").expect(WRITABLE);
    }
    out
}

impl Counts {
    fn plus(self, other: Counts) -> Counts {
        Counts {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            infos: self.infos + other.infos,
            tolerated: self.tolerated + other.tolerated,
            repaired: self.repaired + other.repaired,
        }
    }
}

fn of_file(file: &FileReport) -> Counts {
    let mut counts = Counts::default();
    for finding in &file.findings {
        counts.add(finding.severity);
    }
    if let Some(Compared { tolerated, repaired }) = &file.baseline {
        (counts.tolerated, counts.repaired) = (tolerated.len(), repaired.len());
    }
    counts
}

fn by_rule(files: &[FileReport], has_baseline: bool) -> String {
    let meanings = catalog::meanings();
    let mut rows: BTreeMap<&str, (Counts, BTreeSet<&str>)> = BTreeMap::new();
    for file in files {
        for finding in &file.findings {
            let (counts, in_files) = rows.entry(&finding.code).or_default();
            counts.add(finding.severity);
            in_files.insert(&file.name);
        }
        if let Some(Compared { tolerated, repaired }) = &file.baseline {
            tolerated.iter().for_each(|(code, _)| rows.entry(code).or_default().0.tolerated += 1);
            repaired.iter().for_each(|code| rows.entry(code).or_default().0.repaired += 1);
        }
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by(|(a, (x, _)), (b, (y, _))| (y.sum(), y.tolerated, *a).cmp(&(x.sum(), x.tolerated, *b)));
    let most = rows.iter().map(|(_, (counts, _))| counts.sum()).max().unwrap_or(0);
    let mut out = "<h2>By rule</h2>\n".to_owned();
    if rows.is_empty() {
        return out + "<p>No findings.</p>\n";
    }
    out += &table_head("Findings by rule", &["Code", "What it says"], Some("Files"), has_baseline);
    for (code, (counts, in_files)) in rows {
        let summary = meanings.get(code).map_or("", |meaning| meaning.summary.as_str());
        write!(out, "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td>", escape(code), code_spans(summary)).expect(WRITABLE);
        out += &cells(counts, Some(in_files.len()), most, has_baseline);
    }
    out + "</tbody>\n</table>\n</div>\n"
}

fn by_file(files: &[FileReport], base: &Base, has_baseline: bool) -> String {
    let most = files.iter().map(|file| of_file(file).sum()).max().unwrap_or(0);
    let mut out = "<h2>By file</h2>\n".to_owned();
    out += &table_head("Findings by file", &["File"], None, has_baseline);
    for (index, file) in files.iter().enumerate() {
        let name = escape(&base.location(&file.name).path).into_owned();
        let has_details = file.failure.is_some() || !file.findings.is_empty();
        let name = if has_details { format!("<a href=\"#f{index}\">{name}</a>") } else { name };
        write!(out, "<tr><th scope=\"row\">{name}</th>").expect(WRITABLE);
        out += &cells(of_file(file), None, most, has_baseline);
    }
    out + "</tbody>\n</table>\n</div>\n"
}

fn table_head(caption: &str, names: &[&str], files: Option<&str>, has_baseline: bool) -> String {
    let mut out = format!("<div class=\"wide\">\n<table>\n<caption>{caption}</caption>\n<thead><tr>");
    for name in names {
        write!(out, "<th scope=\"col\">{name}</th>").expect(WRITABLE);
    }
    let trend: &[&str] = if has_baseline { &["Tolerated", "Repaired"] } else { &[] };
    for name in ["Errors", "Warnings", "Infos"].iter().chain(trend).chain(&files) {
        write!(out, "<th scope=\"col\" class=\"number\">{name}</th>").expect(WRITABLE);
    }
    out + "<td></td></tr></thead>\n<tbody>\n"
}

fn cells(counts: Counts, files: Option<usize>, most: usize, has_baseline: bool) -> String {
    let mut numbers = vec![counts.errors, counts.warnings, counts.infos];
    if has_baseline {
        numbers.extend([counts.tolerated, counts.repaired]);
    }
    numbers.extend(files);
    let mut out = String::new();
    for number in numbers {
        let class = if number == 0 { "number none" } else { "number" };
        write!(out, "<td class=\"{class}\">{number}</td>").expect(WRITABLE);
    }
    // The bar says again what the numbers say, for the eye only.
    out += "<td class=\"bar\" aria-hidden=\"true\">";
    for (count, class) in [(counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "info")] {
        if count > 0 {
            let width = (count * 1000).div_ceil(most.max(1));
            write!(out, "<i class=\"{class}\" style=\"width:{}.{}%\"></i>", width / 10, width % 10).expect(WRITABLE);
        }
    }
    out + "</td></tr>\n"
}

fn details(files: &[FileReport], base: &Base) -> String {
    let mut out = String::new();
    for (index, file) in files.iter().enumerate().filter(|(_, file)| file.failure.is_some() || !file.findings.is_empty()) {
        let name = base.location(&file.name).path;
        let count = counted(file.findings.len(), "finding");
        writeln!(out, "<details id=\"f{index}\">\n<summary>{}: {count}</summary>", escape(&name)).expect(WRITABLE);
        if let Some(failure) = &file.failure {
            writeln!(out, "<p class=\"error\">Not judged: {}</p>", escape(failure)).expect(WRITABLE);
        }
        out += "<ul>\n";
        for finding in file.findings.iter().take(LISTED) {
            out += &item(finding);
        }
        out += "</ul>\n";
        if let Some(rest) = file.findings.len().checked_sub(LISTED).filter(|&rest| rest > 0) {
            writeln!(out, "<p>And {}.</p>", counted(rest, "further finding")).expect(WRITABLE);
        }
        out += "</details>\n";
    }
    if out.is_empty() { out } else { format!("<h2>Findings</h2>\n{out}") }
}

fn item(finding: &Finding) -> String {
    let Finding { code, severity, start, message, .. } = finding;
    let help = match &finding.help {
        Some(help) => format!("<br><span class=\"help\">{}</span>", code_spans(help)),
        None => String::new(),
    };
    format!(
        "<li><span class=\"place\">{}:{}</span> <b class=\"{severity}\">{severity}</b> <code>{}</code> {}{help}</li>\n",
        start.line,
        start.column,
        escape(code),
        code_spans(message)
    )
}

/// The text escaped, with `code` for what stands between backticks.
fn code_spans(text: &str) -> String {
    let part = |(part, is_code)| if is_code { format!("<code>{}</code>", escape(part)) } else { escape(part).into_owned() };
    code_parts(text).into_iter().map(part).collect()
}

/// The text as HTML; control characters, which have no place in a page, are left out.
fn escape(text: &str) -> Cow<'_, str> {
    let is_special = |character: char| matches!(character, '&' | '<' | '>' | '"') || character.is_control();
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' => out.push(' '),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use teiwright::{source::Source, xml};

    use super::*;
    use crate::cli::report::file::samples;

    fn page(files: &[FileReport]) -> String {
        render(files, &Base::default())
    }

    #[test]
    fn counts_stand_by_rule_and_by_file() {
        let clean = FileReport { name: "clean.xml".to_owned(), ..FileReport::default() };
        let page = page(&[samples::file(), clean, FileReport::failed("none.xml", "none.xml: no such <file>")]);
        assert!(page.contains("<dt>errors</dt><dd>1</dd>") && page.contains("<dt>not judged</dt><dd>1</dd>"), "{page}");
        let row = "<tr><th scope=\"row\"><code>DR001</code></th><td>";
        assert!(page.contains(row), "{page}");
        assert!(page.contains("<tr><th scope=\"row\">clean.xml</th><td class=\"number none\">0</td>"), "{page}");
        assert!(page.contains("<a href=\"#f0\">plays/a, b: c.xml</a>") && page.contains("<details id=\"f0\">"), "{page}");
        assert!(page.contains("100% of &lt;who&gt; &amp; &quot;more&quot;, here: <code>#b</code>"), "{page}");
        assert!(!page.contains("Tolerated") && !page.contains("<script"), "{page}");
    }

    #[test]
    fn a_baseline_shows_what_changed() {
        let mut file = samples::file();
        let tolerated = vec![("DR001".to_owned(), Severity::Error), ("DR001".to_owned(), Severity::Error)];
        file.baseline = Some(Compared { tolerated, repaired: vec!["HD004".to_owned()] });
        let page = page(&[file]);
        assert!(page.contains("2 new findings, 2 findings tolerated, 1 finding repaired since."), "{page}");
        assert!(page.contains("<th scope=\"col\" class=\"number\">Tolerated</th>"), "{page}");
        assert!(page.contains("<code>HD004</code>"), "{page}");
    }

    #[test]
    fn a_long_list_is_cut_and_the_rest_counted() {
        let mut file = samples::file();
        file.findings = vec![file.findings[1].clone(); LISTED + 7];
        let page = page(&[file]);
        assert_eq!(page.matches("<li>").count(), LISTED);
        assert!(page.contains("And 7 further findings."), "{page}");
    }

    #[test]
    fn tags_pair() {
        let page = page(&[samples::file(), FileReport::failed("n", "n: \u{1b}")]);
        // Void elements apart, the page is written so that it is XML too.
        let xml = page.replace("<!DOCTYPE html>\n", "").replace("<br>", "<br/>");
        let xml: String = xml
            .lines()
            .map(|line| if line.starts_with("<meta") { line.replace('>', "/>") } else { line.to_owned() } + "\n")
            .collect();
        xml::parse(&Source::from_text("page.html", xml)).expect("each tag has its partner");
    }
}
