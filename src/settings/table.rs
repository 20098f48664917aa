//! Tables of a TOML file, read key by key.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    diagnostic::{Severity, near, quote},
    settings::yaml,
    source::Source,
    span::Span,
};

/// What is wrong with a file of settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SettingsError {
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What was expected.
    pub help: Option<String>,
}

impl SettingsError {
    /// Makes an error at a place.
    pub fn new(span: Span, message: impl Into<String>) -> SettingsError {
        SettingsError { message: message.into(), span, help: None }
    }

    /// Adds what was expected.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> SettingsError {
        self.help = Some(help.into());
        self
    }
}

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A key and its text, of a table whose keys are free.
pub type Pair = (Item<String>, Item<String>);

/// A table of which keys are asked for one by one; [`Table::finish`] finds those that nobody asked for.
#[derive(Debug)]
pub struct Table<'a> {
    entries: Vec<(Item<String>, Spanned<DeValue<'a>>)>,
    /// The keys that were asked for.
    known: Vec<&'static str>,
    span: Span,
    /// Whether it is a row of cells, where a list stands in one cell, between semicolons.
    is_row: bool,
}

/// An item of a list whose items are texts or tables.
#[derive(Debug)]
pub enum Entry<'a> {
    /// A text.
    Text(Item<String>),
    /// A table.
    Table(Table<'a>),
}

impl<'a> Table<'a> {
    /// Reads the whole of a file.
    ///
    /// # Errors
    /// [`SettingsError`] where the text is no TOML 1.1.
    ///
    /// ```
    /// use teiwright::{settings::Table, source::Source};
    ///
    /// let source = Source::from_text("a.toml", "name = \"deposit\"\nstrcit = true");
    /// let mut table = Table::parse(&source)?;
    /// assert_eq!(table.string("name")?.expect("it is there").value, "deposit");
    /// assert!(table.boolean("strict")?.is_none());
    /// let error = table.finish().expect_err("one key is unknown");
    /// assert_eq!(error.message, "there is no key `strcit` here; did you mean `strict`?");
    /// # Ok::<(), teiwright::settings::SettingsError>(())
    /// ```
    pub fn parse(source: &'a Source) -> Result<Table<'a>, SettingsError> {
        let table = DeTable::parse(source.text()).map_err(|error| {
            let span = error.span().map_or_else(|| Span::at(0), Span::from);
            SettingsError::new(span, error.message().lines().collect::<Vec<_>>().join(" "))
        })?;
        let span = Span::at(0);
        Ok(Table::of(table.into_inner(), span))
    }

    fn of(table: DeTable<'a>, span: Span) -> Table<'a> {
        let key =
            |key: Spanned<std::borrow::Cow<'a, str>>| Item { span: key.span().into(), value: key.into_inner().into_owned() };
        let mut entries: Vec<_> = table.into_iter().map(|(name, value)| (key(name), value)).collect();
        entries.sort_by_key(|(key, _)| key.span);
        Table { entries, known: Vec::new(), span, is_row: false }
    }

    /// Reads the whole of a YAML file.
    ///
    /// # Errors
    /// [`SettingsError`] where the text is no YAML, or has anchors, aliases or tags.
    pub fn parse_yaml(source: &'a Source) -> Result<Table<'a>, SettingsError> {
        Ok(Table::of(yaml::table(source)?, Span::at(0)))
    }

    /// Makes a table of the cells of a row; a full stop in the name of a column parts a table from a key in it.
    pub(super) fn of_cells(
        cells: impl Iterator<Item = (Item<String>, Item<String>)>,
        span: Span,
    ) -> Result<Table<'static>, SettingsError> {
        let mut table = DeTable::new();
        let text = |value: Item<String>| Spanned::new(value.span.range(), DeValue::String(value.value.into()));
        for (column, value) in cells {
            let key = |name: &str| Spanned::new(column.span.range(), name.to_owned().into());
            match column.value.split_once('.') {
                None => {
                    table.insert(key(&column.value), text(value));
                }
                Some((outer, inner)) => {
                    if !table.contains_key(outer) {
                        table.insert(key(outer), Spanned::new(span.range(), DeValue::Table(DeTable::new())));
                    }
                    match table.get_mut(outer).map(Spanned::get_mut) {
                        Some(DeValue::Table(nested)) => nested.insert(key(inner), text(value)),
                        _ => return Err(SettingsError::new(column.span, format!("{} is a column, too", quote(outer)))),
                    };
                }
            }
        }
        Ok(Table { is_row: true, ..Table::of(table, span) })
    }

    /// Where the table begins.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The text at a key, if it is there.
    ///
    /// # Errors
    /// [`SettingsError`] where it is no text.
    pub fn string(&mut self, key: &'static str) -> Result<Option<Item<String>>, SettingsError> {
        self.take(key).map(|value| string(&value, key)).transpose()
    }

    /// The text at a key that must be there.
    ///
    /// # Errors
    /// [`SettingsError`] where it is not there, or no text.
    pub fn required(&mut self, key: &'static str) -> Result<Item<String>, SettingsError> {
        let span = self.span;
        self.string(key)?.ok_or_else(|| SettingsError::new(span, format!("there is no `{key}` here, which is required")))
    }

    /// The text at a key, or the number or date as it is written; nothing where it is blank.
    ///
    /// # Errors
    /// [`SettingsError`] where it is a list, a table or a truth value.
    pub fn text(&mut self, key: &'static str) -> Result<Option<Item<String>>, SettingsError> {
        let found = self.take(key).map(|value| text(&value, key)).transpose()?;
        Ok(found.filter(|item| !item.value.is_empty()))
    }

    /// The texts at a key: those of a list, or one; in a row of cells, those between semicolons.
    ///
    /// # Errors
    /// [`SettingsError`] where one of them is no text.
    pub fn texts(&mut self, key: &'static str) -> Result<Vec<Item<String>>, SettingsError> {
        let one = |entry| match entry {
            Entry::Text(item) => Ok(item),
            Entry::Table(table) => {
                Err(SettingsError::new(table.span, format!("`{key}` is a table")).help("expected a text or a list of texts"))
            }
        };
        self.entries(key)?.into_iter().map(one).collect()
    }

    /// The texts or tables at a key: those of a list, or one; in a row of cells, the texts between semicolons.
    ///
    /// # Errors
    /// [`SettingsError`] where one of them is neither.
    pub fn entries(&mut self, key: &'static str) -> Result<Vec<Entry<'a>>, SettingsError> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let span = Span::from(value.span());
        let items = match value.into_inner() {
            DeValue::Array(items) => items.into_iter().collect(),
            DeValue::String(cell) if self.is_row => {
                let parts =
                    cell.split(';').map(|part| Spanned::new(span.range(), DeValue::String(part.trim().to_owned().into())));
                parts.collect::<Vec<_>>()
            }
            other => vec![Spanned::new(span.range(), other)],
        };
        let entry = |value: Spanned<DeValue<'a>>| match value.get_ref() {
            DeValue::Table(_) => table(value, key).map(Entry::Table),
            _ => text(&value, key).map(Entry::Text),
        };
        let entries = items.into_iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        Ok(entries.into_iter().filter(|entry| !matches!(entry, Entry::Text(item) if item.value.is_empty())).collect())
    }

    /// The truth value at a key, if it is there.
    ///
    /// # Errors
    /// [`SettingsError`] where it is none.
    pub fn boolean(&mut self, key: &'static str) -> Result<Option<bool>, SettingsError> {
        let read = |value: Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::Boolean(truth) => Ok(*truth),
            other => Err(mistyped(key, "true or false", other, value.span().into())),
        };
        self.take(key).map(read).transpose()
    }

    /// The list of texts at a key, empty where it is not there.
    ///
    /// # Errors
    /// [`SettingsError`] where it is no list, or one of its items no text.
    pub fn strings(&mut self, key: &'static str) -> Result<Vec<Item<String>>, SettingsError> {
        Ok(self.strings_if_any(key)?.unwrap_or_default())
    }

    /// The list of texts at a key, if it is there.
    ///
    /// # Errors
    /// [`SettingsError`] where it is no list, or one of its items no text.
    pub fn strings_if_any(&mut self, key: &'static str) -> Result<Option<Vec<Item<String>>>, SettingsError> {
        let Some(value) = self.take(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| string(item, key)).collect::<Result<_, _>>().map(Some),
            other => Err(mistyped(key, "a list of texts", other, value.span().into())),
        }
    }

    /// The table at a key, if it is there.
    ///
    /// # Errors
    /// [`SettingsError`] where it is none.
    pub fn table(&mut self, key: &'static str) -> Result<Option<Table<'a>>, SettingsError> {
        self.take(key).map(|value| table(value, key)).transpose()
    }

    /// The list of tables at a key, empty where it is not there.
    ///
    /// # Errors
    /// [`SettingsError`] where it is no list, or one of its items no table.
    pub fn tables(&mut self, key: &'static str) -> Result<Vec<Table<'a>>, SettingsError> {
        let Some(value) = self.take(key) else { return Ok(Vec::new()) };
        let span = value.span().into();
        match value.into_inner() {
            DeValue::Array(items) => items.into_iter().map(|item| table(item, key)).collect(),
            other => Err(mistyped(key, &format!("tables, each under `[[{key}]]`"), &other, span)),
        }
    }

    /// All keys with their texts, for a table whose keys are free.
    ///
    /// # Errors
    /// [`SettingsError`] where a value is no text.
    pub fn pairs(self) -> Result<Vec<Pair>, SettingsError> {
        let pair = |(key, value): (Item<String>, Spanned<DeValue<'a>>)| {
            let value = string(&value, &key.value)?;
            Ok((key, value))
        };
        self.entries.into_iter().map(pair).collect()
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// [`SettingsError`] for the first key that nobody asked for.
    pub fn finish(self) -> Result<(), SettingsError> {
        let Some((key, _)) = self.entries.first() else { return Ok(()) };
        let mut message = format!("there is no key {} here", quote(&key.value));
        if let Some(near) = nearest(&key.value, self.known.iter().copied()) {
            message += &format!("; did you mean `{near}`?");
        }
        let known: Vec<String> = self.known.iter().map(|key| format!("`{key}`")).collect();
        Err(SettingsError::new(key.span, message).help(format!("known here: {}", known.join(", "))))
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'a>>> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, _)| name.value == key)?;
        Some(self.entries.remove(at).1)
    }
}

/// The name that was perhaps meant: the nearest of those that are known, if one is near.
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let name = near::folded(name)?;
    let distance = |known: &str| near::distance(&name, &near::folded(known)?, near::limit(name.len()).max(1));
    known.filter_map(|known| Some((distance(known)?, known))).min().map(|(_, known)| known)
}

/// The weight of findings that a text names.
///
/// # Errors
/// [`SettingsError`] where it names none.
pub fn level(text: &Item<String>) -> Result<Severity, SettingsError> {
    Severity::of(&text.value).ok_or_else(|| {
        let mut message = format!("{} is no level", quote(&text.value));
        if let Some(near) = nearest(&text.value, Severity::ALL.iter().map(|severity| severity.name())) {
            message += &format!("; did you mean `{near}`?");
        }
        SettingsError::new(text.span, message).help("expected `error`, `warning` or `info`")
    })
}

fn string(value: &Spanned<DeValue<'_>>, key: &str) -> Result<Item<String>, SettingsError> {
    match value.get_ref() {
        DeValue::String(text) => Ok(Item { value: text.clone().into_owned(), span: value.span().into() }),
        other => Err(mistyped(key, "a text", other, value.span().into())),
    }
}

fn text(value: &Spanned<DeValue<'_>>, key: &str) -> Result<Item<String>, SettingsError> {
    let written = match value.get_ref() {
        DeValue::String(text) => text.trim().to_owned(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Datetime(date) => date.to_string(),
        other => return Err(mistyped(key, "a text", other, value.span().into())),
    };
    Ok(Item { value: written, span: value.span().into() })
}

fn table<'a>(value: Spanned<DeValue<'a>>, key: &str) -> Result<Table<'a>, SettingsError> {
    let span = value.span().into();
    match value.into_inner() {
        DeValue::Table(table) => Ok(Table::of(table, span)),
        other => Err(mistyped(key, &format!("a table, under `[{key}]`"), &other, span)),
    }
}

fn mistyped(key: &str, expected: &str, value: &DeValue<'_>, span: Span) -> SettingsError {
    let found = match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    SettingsError::new(span, format!("`{key}` is {found}")).help(format!("expected {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, at: &str, message: &str) {
        let source = Source::from_text("a.toml", text);
        let read = |source| {
            let mut table = Table::parse(source)?;
            table.string("name")?;
            table.boolean("strict")?;
            table.strings("ignore")?;
            for mut schema in table.tables("schema")? {
                schema.required("use")?;
                schema.finish()?;
            }
            if let Some(levels) = table.table("severity")? {
                levels.pairs()?;
            }
            table.finish()
        };
        let error: SettingsError = read(&source).expect_err("something is wrong");
        assert!(error.message.contains(message), "{error:?}");
        let start = source.text().find(at).expect("the place is there");
        assert_eq!(error.span.start, start, "{error:?}");
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        check("name = 1", "1", "`name` is a number");
        check("strict = 'yes'", "'yes'", "`strict` is a text");
        check("ignore = 'DR'", "'DR'", "`ignore` is a text");
        check("ignore = ['DR', 1]", "1", "`ignore` is a number");
        check("schema = 'a'", "'a'", "`schema` is a text");
        check("[[schema]]\nuse = 'a'\nfile = 'x'", "file", "no key `file`");
        check("\n[[schema]]\nfiles = 'x'", "[[schema]]", "no `use` here");
        check("[severity]\nDR001 = 2", "2", "`DR001` is a number");
        check("nmae = 'x'", "nmae", "did you mean `name`?");
        check("[colour]\na = 1", "colour", "no key `colour` here");
        check("name = 'a'\nname = 'b'", "name = 'b'", "duplicate key");
        check("name = ]", "]", "");
    }

    #[test]
    fn nothing_is_near_what_is_far() {
        assert_eq!(nearest("selct", ["select", "ignore"].into_iter()), Some("select"));
        assert_eq!(nearest("warn", ["error", "info"].into_iter()), None);
    }
}
