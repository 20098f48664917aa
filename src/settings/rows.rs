//! CSV, each row read as a table whose keys are the columns.

use std::borrow::Cow;

use csv::{ErrorKind, ReaderBuilder, StringRecord, Trim};

use crate::{
    settings::{Item, SettingsError, Table},
    source::Source,
    span::Span,
};

/// Reads the rows of a CSV file. The first row names the columns; commas, semicolons or tabs stand between cells, whichever the
/// first row has most of. A column `archive.collection` is the key `collection` in the table `archive`.
///
/// # Errors
/// [`SettingsError`] where a row has more or fewer cells than there are columns, or a column has no name or the name of another.
///
/// ```
/// use teiwright::{settings, source::Source};
///
/// let source = Source::from_text("a.csv", "file,title\na.txt,\"A talk, and more\"\n");
/// let mut rows = settings::rows(&source)?;
/// assert_eq!(rows[0].text("title")?.expect("it is there").value, "A talk, and more");
/// # Ok::<(), teiwright::settings::SettingsError>(())
/// ```
pub fn rows(source: &Source) -> Result<Vec<Table<'static>>, SettingsError> {
    let text = source.text();
    let first_line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: &u8| first_line.bytes().filter(|byte| byte == mark).count();
    // The last of several that are equal is taken: the comma.
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    let mut reader = ReaderBuilder::new().delimiter(delimiter).trim(Trim::All).from_reader(text.as_bytes());
    let place = |record: &StringRecord| {
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or_default();
        let rest = text.get(start..).unwrap_or_default();
        let start = start + (rest.len() - rest.trim_start().len());
        Span::new(start, start + rest.trim_start().lines().next().unwrap_or_default().len())
    };
    let failed = |error: &csv::Error| match error.kind() {
        ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let start = pos.as_ref().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or_default();
            let message = format!("the row has {len} cells, and there are {expected_len} columns");
            SettingsError::new(Span::at(start.min(text.len())), message)
                .help("put cells that hold the separator in quotation marks")
        }
        _ => SettingsError::new(Span::at(0), format!("this is no CSV: {error}")),
    };
    let columns = reader.headers().map_err(|error| failed(&error))?.clone();
    let head = place(&columns);
    let mut names: Vec<Item<String>> = Vec::new();
    let mut from = head.start;
    for column in &columns {
        let name = column.trim_start_matches('\u{feff}');
        if name.is_empty() {
            return Err(SettingsError::new(head, "a column has no name"));
        }
        // A name with quotation marks inside stands otherwise in the file.
        let found = text.get(from..).and_then(|rest| rest.find(name));
        let span = found.map_or(head, |at| Span::new(from + at, from + at + name.len()));
        if names.iter().any(|other| other.value == name) {
            return Err(SettingsError::new(span, format!("two columns are named {}", crate::diagnostic::quote(name))));
        }
        from = if found.is_some() { span.end } else { from };
        names.push(Item { value: name.to_owned(), span });
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| failed(&error))?;
        let span = place(&record);
        let cells = record.iter().map(|cell| Item { value: cell.to_owned(), span });
        rows.push(Table::of_cells(names.iter().cloned().zip(cells), span)?);
    }
    Ok(rows)
}

/// A cell as CSV has it: in quotation marks where it needs them (RFC 4180, 2).
///
/// ```
/// use teiwright::settings::cell;
///
/// assert_eq!(cell("a talk", ','), "a talk");
/// assert_eq!(cell("a \"talk\", and more", ','), "\"a \"\"talk\"\", and more\"");
/// ```
#[must_use]
pub fn cell(value: &str, separator: char) -> Cow<'_, str> {
    if value.contains([separator, '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", value.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_stands_otherwise_in_the_file_has_the_place_of_the_row() {
        let source = Source::from_text("a.csv", "file;\"a\"\u{feff}{;\"a\"\u{feff}{\nx;y;z\n");
        let span = rows(&source).expect_err("two columns have one name").span;
        assert_eq!(source.slice(span), Some("file;\"a\"\u{feff}{;\"a\"\u{feff}{"));
    }

    #[test]
    fn separators_are_told_from_the_first_row_and_columns_nest() {
        for text in ["\u{feff}file;archive.name\r\na;\"x;y\"\r\n", "file\tarchive.name\na\tx;y\n"] {
            let source = Source::from_text("a.csv", text);
            let mut rows = rows(&source).expect("it is CSV");
            let mut archive = rows[0].table("archive").expect("it is one").expect("it is there");
            assert_eq!(archive.text("name").expect("text").expect("there").value, "x;y");
        }
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        #[track_caller]
        fn check(text: &str, at: usize, message: &str) {
            let error = rows(&Source::from_text("a.csv", text)).expect_err("something is wrong");
            assert!(error.message.contains(message), "{error:?}");
            assert_eq!(error.span.start, at, "{error:?}");
        }
        check("file,title\na,b,c\n", 11, "3 cells");
        check("file,file\na,b\n", 5, "two columns");
        check("file,,title\na,b,c\n", 0, "no name");
    }
}
