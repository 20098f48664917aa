//! `README.md`: what is in the package, for people.

use crate::pack::{PROGRAM, Record, overview::Overview};

/// Writes the file.
pub(super) fn write(overview: &Overview, records: &[Record]) -> String {
    let mut out = format!("# {}\n\n{}\n\n", line(&overview.title), line(&overview.description));
    let names = |agents: &[crate::tei::Agent]| agents.iter().map(|agent| line(&agent.name)).collect::<Vec<_>>().join("; ");
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            out += &format!("- {name}: {value}\n");
        }
    };
    fact("By", names(&overview.creators));
    fact("With", names(&overview.contributors));
    fact("Funded by", names(&overview.funders));
    fact("Publisher", overview.publisher.as_deref().map(line).unwrap_or_default());
    fact("Date", overview.date.clone().unwrap_or_default());
    let licences = overview.licences.iter().map(|(address, words)| match address {
        Some(address) if line(words) != *address => format!("{} <{address}>", line(words)),
        Some(address) => format!("<{address}>"),
        None => line(words),
    });
    let licences: Vec<String> = licences.collect();
    fact("Licence", if licences.is_empty() { "none stated".to_owned() } else { licences.join("; ") });
    fact("Languages", overview.languages.iter().map(|(tag, _)| tag.as_str()).collect::<Vec<_>>().join(", "));
    out += "\n## What is here\n\n\
        | folder or file | content |\n| --- | --- |\n\
        | `tei/` | the texts in TEI XML, as they were given |\n\
        | `text/` | their words alone |\n\
        | `pages/` | pages to read in a browser, without a server; begin with `pages/index.html` |\n";
    if records.iter().any(|record| record.has_receipt) {
        out += "| `receipts/` | for a text that was converted: where every byte of its transcript went (`teiwright verify`) |\n";
    }
    out += "| `validation.jsonl` | the findings about each text |\n\
        | `ro-crate-metadata.json` | all of this for programs (RO-Crate 1.2) |\n";
    if overview.year().is_some() {
        out += "| `datacite.json`, `datacite.xml` | the metadata for a DOI (DataCite 4.5) |\n";
    }
    out += "| `CITATION.cff` | how to cite it |\n\n";
    let errors: usize = records.iter().map(|record| record.errors).sum();
    if errors > 0 {
        out += &format!("It was packed although {errors} errors are found in it; `validation.jsonl` has them.\n\n");
    }
    out += "## Texts\n\n";
    for record in records {
        out += &format!("- `tei/{}`: {}\n", record.path, line(&record.citation));
    }
    out += &format!("\nMade by {PROGRAM}.\n");
    out
}

/// Words on one line, with nothing that Markdown would read as markup at its beginning.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('<', "&lt;")
}
