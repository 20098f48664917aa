//! Metadata read strictly: every key is known, and what is wrong has a place.

use crate::{
    convert::metadata::{Identifier, Metadata, Part, Participant, Responsible},
    diagnostic::quote,
    settings::{Entry, Item, SettingsError, Table},
    tei::{check_language, document::Manuscript, parse_when},
    transcript,
    xml::{is_ncname, is_xml_char},
};

/// The keys that name somebody responsible, each with its element and the words of `resp`.
pub const ROLES: &[(&str, Part, &str)] = &[
    ("author", Part::Author, ""),
    ("editor", Part::Editor, ""),
    ("principal", Part::Principal, ""),
    ("sponsor", Part::Sponsor, ""),
    ("funder", Part::Funder, ""),
    ("translator", Part::Statement, "translation"),
    ("transcriber", Part::Statement, "transcription"),
    ("interviewer", Part::Statement, "interview"),
    ("recorder", Part::Statement, "recording"),
    ("contributor", Part::Statement, "contribution"),
    ("encoder", Part::Statement, "encoding"),
    ("annotator", Part::Statement, "annotation"),
    ("proofreader", Part::Statement, "proofreading"),
];

impl Metadata {
    /// Reads the metadata of a table.
    ///
    /// # Errors
    /// [`SettingsError`] for a key that is not known, and for a value that its key cannot have.
    ///
    /// ```
    /// use teiwright::{convert::Metadata, settings::Table, source::Source};
    ///
    /// let source = Source::from_text("a.toml", "title = 'A talk'\ndate = 1953-05-04\ntranslator = 'Dan de Witt'\n");
    /// let metadata = Metadata::read(Table::parse(&source)?)?;
    /// assert_eq!(metadata.date.as_deref(), Some("1953-05-04"));
    ///
    /// let source = Source::from_text("a.toml", "tilte = 'A talk'\n");
    /// let error = Metadata::read(Table::parse(&source)?).expect_err("the key is not known");
    /// assert_eq!(error.message, "there is no key `tilte` here; did you mean `title`?");
    /// # Ok::<(), teiwright::settings::SettingsError>(())
    /// ```
    pub fn read(mut table: Table<'_>) -> Result<Metadata, SettingsError> {
        let metadata = Metadata::take(&mut table)?;
        table.finish()?;
        Ok(metadata)
    }

    fn take(table: &mut Table<'_>) -> Result<Metadata, SettingsError> {
        let mut metadata = Metadata {
            title: text(table, "title")?,
            subtitle: text(table, "subtitle")?,
            date: date(table, "date")?,
            time: text(table, "time")?,
            place: text(table, "place")?,
            language: language(table, "language")?,
            original_language: language(table, "original-language")?,
            keywords: texts(table, "keywords")?,
            summary: texts(table, "abstract")?,
            publisher: text(table, "publisher")?,
            publication_place: text(table, "publication-place")?,
            publication_date: date(table, "publication-date")?,
            licence: text(table, "licence")?,
            licence_url: address(table, "licence-url")?,
            series: text(table, "series")?,
            sources: texts(table, "source")?,
            notes: texts(table, "note")?,
            project: texts(table, "project")?,
            identifiers: identifiers(table)?,
            ..Metadata::default()
        };
        for &(key, part, role) in ROLES {
            for entry in table.entries(key)? {
                metadata.responsible.push(responsible(entry, part, role)?);
            }
        }
        for mut statement in table.tables("responsibility")? {
            let role = statement.required("role")?;
            metadata.responsible.push(named(statement, Part::Statement, &carried(role)?)?);
        }
        for entry in table.entries("archive")? {
            metadata.archives.push(archive(entry)?);
        }
        for entry in table.entries("participant")? {
            metadata.participants.push(participant(entry)?);
        }
        Ok(metadata)
    }
}

/// Reads the rows of a batch, each with the name of its file.
///
/// # Errors
/// [`SettingsError`] as [`Metadata::read`] gives it, and for a row that names no file or the file of another.
pub fn batch(rows: Vec<Table<'static>>) -> Result<Vec<(Item<String>, Metadata)>, SettingsError> {
    let mut batch: Vec<(Item<String>, Metadata)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for mut row in rows {
        let file = row.text("file")?;
        let metadata = Metadata::take(&mut row)?;
        let span = row.span();
        row.finish()?;
        let Some(file) = file else {
            return Err(SettingsError::new(span, "the row names no file").help("name the transcript in the column `file`"));
        };
        if !seen.insert(file.value.clone()) {
            return Err(SettingsError::new(file.span, format!("two rows are about {}", quote(&file.value))));
        }
        batch.push((file, metadata));
    }
    Ok(batch)
}

fn text(table: &mut Table<'_>, key: &'static str) -> Result<Option<String>, SettingsError> {
    table.text(key)?.map(carried).transpose()
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Result<Vec<String>, SettingsError> {
    table.texts(key)?.into_iter().map(carried).collect()
}

/// A text that XML can carry.
fn carried(item: Item<String>) -> Result<String, SettingsError> {
    match item.value.chars().find(|character| !is_xml_char(*character)) {
        Some(character) => {
            Err(SettingsError::new(item.span, format!("U+{:04X} is a character that XML cannot carry", u32::from(character))))
        }
        None => Ok(item.value),
    }
}

/// A date in words, or as `@when` has it: what looks like the latter has to be one.
fn date(table: &mut Table<'_>, key: &'static str) -> Result<Option<String>, SettingsError> {
    let Some(item) = table.text(key)? else { return Ok(None) };
    let is_figures = item.value.chars().all(|character| character.is_ascii_digit() || character == '-');
    if is_figures && parse_when(&item.value).is_err() {
        let message = format!("{} is no date", quote(&item.value));
        return Err(SettingsError::new(item.span, message).help("expected a year, `1953-05`, `1953-05-04`, or words"));
    }
    carried(item).map(Some)
}

fn language(table: &mut Table<'_>, key: &'static str) -> Result<Option<String>, SettingsError> {
    let Some(item) = table.text(key)? else { return Ok(None) };
    if check_language(&item.value).is_err() {
        let message = format!("{} is no tag of a language", quote(&item.value));
        return Err(SettingsError::new(item.span, message).help("expected a tag of BCP 47, such as `en`, `ru-Latn` or `pt-BR`"));
    }
    Ok(Some(item.value))
}

/// An address for a pointer.
fn address(table: &mut Table<'_>, key: &'static str) -> Result<Option<String>, SettingsError> {
    let Some(item) = table.text(key)? else { return Ok(None) };
    if !item.value.contains(':') || item.value.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')) {
        let message = format!("{} is no address", quote(&item.value));
        return Err(SettingsError::new(item.span, message).help("expected one such as `https://example.org/`"));
    }
    carried(item).map(Some)
}

/// One word, for an attribute.
fn word(table: &mut Table<'_>, key: &'static str, help: &str) -> Result<Option<String>, SettingsError> {
    let Some(item) = table.text(key)? else { return Ok(None) };
    if !is_ncname(&item.value) {
        let message = format!("{} is no word that `{key}` can be", quote(&item.value));
        return Err(SettingsError::new(item.span, message).help(help));
    }
    Ok(Some(item.value))
}

fn identifiers(table: &mut Table<'_>) -> Result<Vec<Identifier>, SettingsError> {
    let read = |entry| match entry {
        Entry::Text(item) => Ok(Identifier { kind: None, value: carried(item)? }),
        Entry::Table(mut table) => {
            let kind = word(&mut table, "type", "expected one word, such as `DOI`")?;
            let value = carried(table.required("value")?)?;
            table.finish()?;
            Ok(Identifier { kind, value })
        }
    };
    table.entries("identifier")?.into_iter().map(read).collect()
}

fn responsible(entry: Entry<'_>, part: Part, role: &str) -> Result<Responsible, SettingsError> {
    match entry {
        Entry::Text(name) => Ok(Responsible { part, role: role.to_owned(), name: carried(name)?, reference: None }),
        Entry::Table(table) => named(table, part, role),
    }
}

fn named(mut table: Table<'_>, part: Part, role: &str) -> Result<Responsible, SettingsError> {
    let name = carried(table.required("name")?)?;
    let reference = address(&mut table, "ref")?;
    table.finish()?;
    Ok(Responsible { part, role: role.to_owned(), name, reference })
}

fn archive(entry: Entry<'_>) -> Result<Manuscript, SettingsError> {
    let mut table = match entry {
        Entry::Text(item) => return Ok(Manuscript { repository: Some(carried(item)?), ..Manuscript::default() }),
        Entry::Table(table) => table,
    };
    let archive = Manuscript {
        country: text(&mut table, "country")?,
        settlement: text(&mut table, "settlement")?,
        institution: text(&mut table, "institution")?,
        repository: text(&mut table, "repository")?,
        collection: text(&mut table, "collection")?,
        shelfmark: text(&mut table, "shelfmark")?,
        ..Manuscript::default()
    };
    table.finish()?;
    Ok(archive)
}

fn participant(entry: Entry<'_>) -> Result<Participant, SettingsError> {
    let mut table = match entry {
        Entry::Text(name) => return Ok(Participant { name: carried(name)?, ..Participant::default() }),
        Entry::Table(table) => table,
    };
    let id = table.text("id")?;
    // Speeches, notes and parts of the header have these.
    let is_free = |id: &str| is_ncname(id) && !transcript::is_reserved(id) && !id.starts_with("hd.");
    if let Some(id) = id.as_ref().filter(|id| !is_free(&id.value)) {
        let help =
            "expected a letter, then letters, digits, hyphens and full stops; `sp1`, `fn1`, `u1`, `t1` and `hd.` are taken";
        return Err(SettingsError::new(id.span, format!("{} cannot be an identifier", quote(&id.value))).help(help));
    }
    let participant = Participant {
        name: carried(table.required("name")?)?,
        names: texts(&mut table, "label")?,
        id: id.map(|id| id.value),
        role: word(&mut table, "role", "expected one word, such as `interviewer`; an office goes to `occupation`")?,
        occupation: text(&mut table, "occupation")?,
        affiliation: text(&mut table, "affiliation")?,
        identifiers: identifiers(&mut table)?,
        is_group: table.boolean("group")?.unwrap_or_default(),
    };
    table.finish()?;
    Ok(participant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{settings, source::Source};

    fn toml(text: &str) -> Result<Metadata, SettingsError> {
        Metadata::read(Table::parse(&Source::from_text("a.toml", text))?)
    }

    fn yaml(text: &str) -> Result<Metadata, SettingsError> {
        Metadata::read(Table::parse_yaml(&Source::from_text("a.yaml", text))?)
    }

    #[test]
    fn toml_yaml_and_csv_say_the_same() {
        let first = toml(
            "title = 'A talk'\ndate = 1953-05-04\neditor = ['Ann Cole', {name = 'Bert Fry', ref = 'https://orcid.org/0'}]\nkeywords = ['a', \
             'b']\n[archive]\nrepository = 'City Archive'\n[[participant]]\nname = 'Dan'\nid = 'dan'\n",
        );
        let second = yaml(
            "title: A talk\ndate: 1953-05-04\neditor:\n  - Ann Cole\n  - name: Bert Fry\n    ref: https://orcid.org/0\nkeywords: [a, b]\n\
             archive:\n  repository: City Archive\nparticipant:\n  - name: Dan\n    id: dan\n",
        );
        assert_eq!(first, second);
        let source = Source::from_text(
            "a.csv",
            "file,title,date,editor,keywords,archive.repository\na.txt,A talk,1953-05-04,Ann Cole; Bert Fry,a;b,City Archive\n",
        );
        let rows = batch(settings::rows(&source).expect("it is CSV")).expect("every key is known");
        let third = &rows[0].1;
        let first = first.expect("it is sound");
        assert_eq!((&rows[0].0.value, &third.title, &third.archives), (&"a.txt".to_owned(), &first.title, &first.archives));
        assert_eq!((third.responsible.len(), &third.keywords), (2, &first.keywords));
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        #[track_caller]
        fn check(found: Result<Metadata, SettingsError>, text: &str, at: &str, message: &str) {
            let error = found.expect_err("something is wrong");
            assert!(error.message.contains(message), "{error:?}");
            assert_eq!(error.span.start, text.find(at).expect("the place is there"), "{error:?}");
        }
        for (text, at, message) in [
            ("tilte = 'x'", "tilte", "did you mean `title`?"),
            ("license = 'x'", "license", "did you mean `licence`?"),
            ("date = '1953-13'", "'1953-13'", "no date"),
            ("language = 'English!'", "'English!'", "no tag"),
            ("[[participant]]\nname = 'x'\nrole = 'First Secretary'", "'First", "no word"),
            ("[[participant]]\nid = 'x'", "[[", "no `name`"),
            ("licence-url = 'example'", "'example'", "no address"),
            ("[archive]\nfond = '1'", "fond", "no key `fond`"),
            ("title = ['a']", "['a']", "is a list"),
        ] {
            check(toml(text), text, at, message);
        }
        for (text, at, message) in [
            ("titel: x", "titel", "did you mean `title`?"),
            ("title: é\ntitle: b", "title: b", "duplicate key"),
            ("title: &a x\n", "x", "anchors"),
            ("title: [a\n", "", "no YAML"),
            ("- a\n", "- a", "keys with values"),
            ("title: é\n---\ntitle: b\n", "title: b", "more than one"),
        ] {
            let found = yaml(text);
            let error = found.expect_err("something is wrong");
            assert!(error.message.contains(message), "{error:?}");
            assert!(
                at.is_empty() || error.span.start >= text.find(at).expect("the place is there").saturating_sub(8),
                "{error:?}"
            );
        }
    }

    #[test]
    fn a_batch_is_about_each_file_once() {
        let read = |text: &str| batch(settings::rows(&Source::from_text("a.csv", text)).expect("it is CSV"));
        assert!(read("file,title\na.txt,x\na.txt,y\n").expect_err("twice").message.contains("two rows"));
        assert!(read("file,title\n,x\n").expect_err("none").message.contains("no file"));
        assert!(read("file,tilte\na,x\n").expect_err("unknown").message.contains("title"));
    }

    #[test]
    fn what_is_stated_for_one_goes_before_what_is_stated_for_all() {
        let one = toml("title = 'One'\neditor = 'Ann'").expect("sound");
        let all = toml("title = 'All'\npublisher = 'P'\neditor = 'Bert'\ntranslator = 'Dan'").expect("sound");
        let both = one.over(&all);
        assert_eq!((both.title.as_deref(), both.publisher.as_deref()), (Some("One"), Some("P")));
        assert_eq!(both.responsible.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Ann", "Dan"]);
    }
}
