//! The review sheet: a table that a spreadsheet opens, in which a person answers what is doubtful once for all later runs.

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::quote,
    settings::{Item, SettingsError, cell, nearest},
    source::Source,
    span::Span,
    transcript::{Doubt, DoubtKind, Guidance},
};

/// The columns, in order; a sheet may have others, which are kept.
const COLUMNS: [&str; 11] =
    ["file", "kind", "subject", "question", "reading", "answer", "certainty", "evidence", "line", "text", "state"];

/// The columns by which a row is told from others, and that of the answer.
const FILE: usize = 0;
const KIND: usize = 1;
const SUBJECT: usize = 2;
const ANSWER: usize = 5;
const STATE: usize = 10;

/// What formulas begin with; an apostrophe before it makes it text.
const FORMULAS: [char; 4] = ['=', '+', '-', '@'];

/// The most characters of a line that the sheet shows.
const TEXT_LIMIT: usize = 200;

/// A table of questions and answers about any number of files.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What parts the fields: a comma, a semicolon or a tab.
    separator: char,
    /// Columns of somebody's own.
    others: Vec<String>,
    rows: Vec<Row>,
}

/// A question with its answer.
#[derive(Clone, Debug)]
struct Row {
    /// One field for each of [`COLUMNS`].
    fields: Vec<String>,
    others: Vec<String>,
}

impl Row {
    fn key(&self) -> (&str, &str, &str) {
        (&self.fields[FILE], &self.fields[KIND], &self.fields[SUBJECT])
    }
}

impl Sheet {
    /// An empty sheet, for a file of this name: tabs part the fields of `*.tsv`, and commas those of others.
    pub fn named(name: &str) -> Sheet {
        let is_tsv = name.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"));
        Sheet { separator: if is_tsv { '\t' } else { ',' }, others: Vec::new(), rows: Vec::new() }
    }

    /// Reads a sheet as a spreadsheet or an editor left it.
    ///
    /// # Errors
    /// [`SettingsError`], with its place, where a column is missing, quotation marks do not close, or an answer is none.
    pub fn parse(source: &Source) -> Result<Sheet, SettingsError> {
        let text = source.text();
        let head = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
        let separator = [',', ';', '\t'].into_iter().max_by_key(|separator| head.matches(*separator).count()).unwrap_or(',');
        let mut records = records(text, separator)?.into_iter();
        let Some(head) = records.next() else { return Ok(Sheet { separator, ..Sheet::named(source.name()) }) };
        let places: Vec<Option<usize>> = head.iter().map(|name| COLUMNS.iter().position(|it| *it == name.value.trim())).collect();
        for needed in [FILE, KIND, SUBJECT, ANSWER] {
            if !places.contains(&Some(needed)) {
                let message = format!("there is no column `{}` in this sheet", COLUMNS[needed]);
                return Err(SettingsError::new(Span::at(head[0].span.start), message)
                    .help("keep the first row as `convert --review` wrote it"));
            }
        }
        let is_other = |index: &usize| places[*index].is_none();
        let others: Vec<String> = (0..head.len()).filter(is_other).map(|index| head[index].value.clone()).collect();
        let mut rows = Vec::new();
        for record in records {
            let mut row = Row { fields: vec![String::new(); COLUMNS.len()], others: Vec::new() };
            let mut answer = None;
            for (index, item) in record.into_iter().enumerate() {
                match places.get(index) {
                    Some(Some(ANSWER)) => answer = Some(item),
                    Some(Some(place)) => row.fields[*place] = item.value,
                    Some(None) => row.others.push(item.value),
                    None => {}
                }
            }
            if let Some(answer) = answer {
                row.fields[ANSWER] = answer.value.trim().to_owned();
                check(&row, &answer)?;
            }
            if row.fields.iter().any(|field| !field.is_empty()) {
                rows.push(row);
            }
        }
        Ok(Sheet { separator, others, rows })
    }

    /// Adds the answers about a file to what is said of it.
    pub fn answers(&self, file: &str, mut guidance: Guidance) -> Guidance {
        for row in self.rows.iter().filter(|row| row.fields[FILE] == file && !row.fields[ANSWER].is_empty()) {
            if let Some(kind) = kind(&row.fields[KIND]) {
                // It was judged when the sheet was read.
                let _ = guidance.answer(kind, &row.fields[SUBJECT], &row.fields[ANSWER]);
            }
        }
        guidance
    }

    /// Brings the questions about a file up to date; answers stay, whatever has become of the text.
    pub fn update(&mut self, file: &str, source: &Source, doubts: &[Doubt]) {
        let key = |kind: &str, subject: &str| (kind.to_owned(), subject.to_owned());
        let mut open: FxHashMap<(String, String), &Doubt> =
            doubts.iter().map(|doubt| (key(doubt.kind.name(), &doubt.subject), doubt)).collect();
        self.rows.retain_mut(|row| {
            if row.fields[FILE] != file {
                return true;
            }
            let is_answered = !row.fields[ANSWER].is_empty();
            let found = open.remove(&key(&row.fields[KIND], &row.fields[SUBJECT]));
            if let (Some(doubt), false) = (found, is_answered) {
                row.fields = fields(file, source, doubt);
            }
            let stands = found.is_some() || stands(source, &row.fields[SUBJECT]);
            row.fields[STATE] = match (is_answered, stands) {
                (true, true) => "answered",
                (true, false) => "gone",
                (false, _) => "open",
            }
            .to_owned();
            is_answered || found.is_some()
        });
        let at = self.rows.iter().rposition(|row| row.fields[FILE] == file).map_or(self.rows.len(), |last| last + 1);
        let new = doubts.iter().filter(|doubt| open.contains_key(&key(doubt.kind.name(), &doubt.subject)));
        let new: Vec<Row> = new.map(|doubt| Row { fields: fields(file, source, doubt), others: Vec::new() }).collect();
        self.rows.splice(at..at, new);
    }

    /// How many questions have no answer.
    pub fn open(&self) -> usize {
        self.rows.iter().filter(|row| row.fields[ANSWER].is_empty()).count()
    }

    /// The sheet as a file; it begins with a byte-order mark, by which spreadsheets know UTF-8.
    pub fn to_text(&self) -> String {
        let mut out = String::from("\u{feff}");
        let head = COLUMNS.iter().copied().chain(self.others.iter().map(String::as_str));
        self.write(head, &mut out);
        for row in &self.rows {
            self.write(row.fields.iter().chain(&row.others).map(String::as_str), &mut out);
        }
        out
    }

    fn write<'f>(&self, fields: impl Iterator<Item = &'f str>, out: &mut String) {
        for (index, field) in fields.enumerate() {
            if index > 0 {
                out.push(self.separator);
            }
            // A spreadsheet would reckon with what begins like a formula.
            let field = if field.starts_with(FORMULAS) { &format!("'{field}") } else { field };
            out.push_str(&cell(field, self.separator));
        }
        out.push_str("\r\n");
    }
}

fn kind(name: &str) -> Option<DoubtKind> {
    DoubtKind::ALL.into_iter().find(|kind| kind.name() == name)
}

/// Refuses an answer that is none, and a kind that is not known where there is one.
fn check(row: &Row, answer: &Item<String>) -> Result<(), SettingsError> {
    if row.fields[ANSWER].is_empty() {
        return Ok(());
    }
    let (_, name, subject) = row.key();
    let Some(kind) = kind(name) else {
        let near = nearest(name, DoubtKind::ALL.iter().map(|kind| kind.name()));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let names: Vec<String> = DoubtKind::ALL.iter().map(|kind| format!("`{}`", kind.name())).collect();
        let message = format!("{} is no kind of question{near}", quote(name));
        return Err(SettingsError::new(answer.span, message).help(format!("kinds are {}", names.join(", "))));
    };
    Guidance::default().answer(kind, subject, &row.fields[ANSWER]).map_err(|expected| {
        let message = format!("{} is no answer to the question about {}", quote(&row.fields[ANSWER]), quote(subject));
        SettingsError::new(answer.span, message).help(format!("expected {expected}; an empty field leaves it open"))
    })
}

fn fields(file: &str, source: &Source, doubt: &Doubt) -> Vec<String> {
    let line = source.place(doubt.span.start).line;
    let text = source.line(line).and_then(|span| source.slice(span)).unwrap_or_default().trim();
    let shown: String = text.chars().take(TEXT_LIMIT).collect();
    let evidence = doubt.evidence.join("; ");
    [
        file,
        doubt.kind.name(),
        &doubt.subject,
        doubt.kind.question(),
        &doubt.reading,
        "",
        doubt.certainty.as_str(),
        &evidence,
        &line.to_string(),
        &shown,
        "open",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Whether what a question is about still stands in a text: the words on one side of a place between paragraphs are enough.
fn stands(source: &Source, subject: &str) -> bool {
    matches!(subject, "the text" | "the record")
        || subject.split(" | ").any(|words| {
            let first = words.split_whitespace().next().unwrap_or_default();
            !first.is_empty() && source.text().contains(first)
        })
}

/// The records of a table: fields parted by a separator, perhaps in quotation marks, which are doubled inside (RFC 4180).
fn records(text: &str, separator: char) -> Result<Vec<Vec<Item<String>>>, SettingsError> {
    let mut records = vec![Vec::new()];
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    while at < text.len() {
        let start = at;
        let value = if text[at..].starts_with('"') {
            let mut value = String::new();
            at += 1;
            loop {
                let Some(length) = text[at..].find('"') else {
                    let message = "quotation marks open here and do not close";
                    return Err(SettingsError::new(Span::new(start, start + 1), message)
                        .help("close them, or double them inside of a field"));
                };
                value.push_str(&text[at..at + length]);
                at += length + 1;
                if !text[at..].starts_with('"') {
                    break;
                }
                value.push('"');
                at += 1;
            }
            value
        } else {
            String::new()
        };
        // What follows quotation marks up to the separator belongs to the field.
        let rest = text[at..].find([separator, '\n', '\r']).map_or(text.len(), |length| at + length);
        let value = value + &text[at..rest];
        let value = match value.strip_prefix('\'').filter(|value| value.starts_with(FORMULAS)) {
            Some(value) => value.to_owned(),
            None => value,
        };
        records.last_mut().expect("there is one from the start").push(Item { value, span: Span::new(start, rest) });
        at = rest;
        if text[at..].starts_with(separator) {
            at += separator.len_utf8();
            if at == text.len() || text[at..].starts_with(['\n', '\r']) {
                records.last_mut().expect("there is one").push(Item { value: String::new(), span: Span::at(at) });
            }
        }
        let line_end = if text[at..].starts_with("\r\n") { 2 } else { usize::from(text[at..].starts_with(['\n', '\r'])) };
        if line_end > 0 {
            at += line_end;
            records.push(Vec::new());
        }
    }
    records.retain(|record| record.iter().any(|item| !item.value.trim().is_empty()));
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Options, convert};

    const TALK: &str = "Ann Cole: Good morning.\n\nMr. Cole: Yes.\n\nAnn Cole: So it is.\n\nMr. Cole: And now?\n";

    fn doubts(text: &str, sheet: &Sheet) -> (Source, Vec<Doubt>, String) {
        let source = Source::from_text("talk.txt", text);
        let guidance = sheet.answers("talk.txt", Guidance::default());
        let converted = convert(&source, &Options { guidance, ..Options::default() }).expect("it converts").value;
        (source, converted.doubts, converted.xml.into())
    }

    #[test]
    fn an_answer_holds_when_the_text_has_grown() {
        let mut sheet = Sheet::named("review.csv");
        let (source, found, xml) = doubts(TALK, &sheet);
        assert!(xml.contains("who=\"#ann-cole\" cert=\"medium\""), "{xml}");
        sheet.update("talk.txt", &source, &found);
        let written = sheet.to_text().replace(",ann-cole,,", ",ann-cole,Bert Cole,");
        let mut sheet = Sheet::parse(&Source::from_text("review.csv", written)).expect("it was written");
        let longer = format!("A heading\n\n{TALK}\nMr. Cole: More of it.\n");
        let (source, found, xml) = doubts(&longer, &sheet);
        assert_eq!(xml.matches("who=\"#bert-cole\"").count(), 3, "{xml}");
        assert!(!xml.contains("cert=\"medium\""), "{xml}");
        sheet.update("talk.txt", &source, &found);
        assert!(sheet.to_text().contains(",Bert Cole,") && sheet.to_text().contains(",answered"), "{}", sheet.to_text());
        // The speaker is gone, and the answer stays.
        let (source, found, _) = doubts("Dora: Yes.\n\nEmil: No.\n", &sheet);
        sheet.update("talk.txt", &source, &found);
        assert!(sheet.to_text().contains(",Bert Cole,") && sheet.to_text().contains(",gone"), "{}", sheet.to_text());
    }

    #[test]
    fn a_spreadsheet_may_write_it_anew() {
        let text = "\"file\";kind;subject;answer;remark\r\n\"talk.txt\";person;\"a \"\"b\"\"; c\";Ann;mine\r\n;;;;\r\n";
        let sheet = Sheet::parse(&Source::from_text("review.csv", text)).expect("it is a table");
        let written = sheet.to_text();
        assert!(written.contains("\"a \"\"b\"\"; c\";;;Ann;") && written.ends_with(";mine\r\n"), "{written}");
        let formula =
            Sheet::parse(&Source::from_text("a.tsv", "file\tkind\tsubject\tanswer\na\tlabel\t'- Ann:\tno\n")).expect("a table");
        assert!(formula.rows[0].fields[SUBJECT] == "- Ann:" && formula.to_text().contains("\t'- Ann:\t"));
        assert_eq!(Sheet::parse(&Source::from_text("review.csv", written.as_str())).expect("it is a table").to_text(), written);
    }

    #[test]
    fn what_is_no_answer_has_its_place() {
        let check = |text: &str, at: &str, words: &str| {
            let error = Sheet::parse(&Source::from_text("review.csv", text)).expect_err(text);
            assert!(error.message.contains(words), "{error:?}");
            assert_eq!(Some(error.span.start), text.find(at), "{error:?}");
        };
        check("file,kind,subject,answer\na,label,Ann:,maybe\n", "maybe", "is no answer");
        check("file,kind,subject,answer\na,date,the record,soon\n", "soon", "is no answer");
        check("file,kind,subject,answer\na,labels,Ann:,yes\n", "yes", "did you mean `label`?");
        check("file,kind,subject\na,label,Ann:\n", "file", "no column `answer`");
        check("file,kind,subject,answer\n\"a,label", "\"a", "do not close");
    }
}
