//! A file of settings, read strictly.

use std::path::{Path, PathBuf};

use teiwright::{
    diagnostic::Severity,
    pack::Details,
    settings::{Item, Pattern, SettingsError, Table, level},
    source::Source,
    validate::{Choice, Weights},
};

use crate::cli::{
    commands::OWN_SCHEMA,
    config::failure,
    date,
    failure::Failure,
    files::{self, Input, Kind, identity},
};

/// What a project asks of its files.
#[derive(Debug)]
pub struct Config {
    /// The file, as messages name it.
    pub path: PathBuf,
    /// The folder that paths and patterns in it begin at.
    pub folder: PathBuf,
    /// Whether warnings fail.
    pub is_strict: bool,
    /// The archive profile, by name, or by its file.
    pub archive: Option<String>,
    /// The known findings.
    pub baseline: Option<PathBuf>,
    /// The codes that are reported.
    pub select: Vec<String>,
    /// The codes that are left out.
    pub ignore: Vec<String>,
    /// What is stated about the package of these files.
    pub package: Option<Details>,
    /// The weights of findings.
    pub severities: Vec<(String, Severity)>,
    exclude: Vec<Pattern>,
    schemas: Vec<SchemaSet>,
}

/// The schemas of the files that some patterns fit.
#[derive(Debug)]
pub struct SchemaSet {
    files: Vec<Pattern>,
    /// The schemas, by path, or by the name of our own; none for no schema.
    pub schemas: Vec<PathBuf>,
}

impl Config {
    /// Reads a file of settings.
    ///
    /// # Errors
    /// [`Failure`] with the place of what is wrong in it.
    pub fn load(path: &Path) -> Result<Config, Failure> {
        let source = files::source(&Input::File(path.to_owned()), Kind::Settings)?;
        let whole = identity(path);
        let folder = whole.parent().unwrap_or(Path::new("/")).to_owned();
        read(&source, path, folder).map_err(|error| failure(&source, &error))
    }

    /// Whether a file that was found in a folder is left out.
    pub fn excludes(&self, file: &Path) -> bool {
        let Some(below) = self.below(file) else { return false };
        self.exclude.iter().any(|pattern| pattern.matches(&below))
    }

    /// The first set of schemas whose patterns fit a file, and its number.
    pub fn schemas_of(&self, file: &Path) -> Option<(usize, &SchemaSet)> {
        let below = self.below(file)?;
        self.schemas.iter().enumerate().find(|(_, set)| set.files.iter().any(|pattern| pattern.matches(&below)))
    }

    /// A path in the file of settings, from where the command runs.
    pub fn path_of(&self, name: &str) -> PathBuf {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        folder.join(name)
    }

    /// The path of a file from the folder of the settings, with `/` between its parts.
    fn below(&self, file: &Path) -> Option<String> {
        let below = file.strip_prefix(&self.folder).ok()?;
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    }
}

fn read(source: &Source, path: &Path, folder: PathBuf) -> Result<Config, SettingsError> {
    let mut table = Table::parse(source)?;
    let is_strict = table.boolean("strict")?.unwrap_or(false);
    let archive = table.string("archive")?.map(|archive| archive.value);
    let baseline = table.string("baseline")?.map(|baseline| baseline.value);
    let exclude = patterns(table.strings("exclude")?)?;
    let (select, ignore) = match table.table("rules")? {
        Some(rules) => codes(rules)?,
        None => (Vec::new(), Vec::new()),
    };
    let severities = match table.table("severity")? {
        Some(levels) => severities(levels)?,
        None => Vec::new(),
    };
    let package = table.table("package")?.map(package).transpose()?;
    let sets = table.tables("schema")?;
    table.finish()?;
    let mut config = Config {
        path: path.to_owned(),
        folder,
        is_strict,
        archive,
        baseline: None,
        select,
        ignore,
        package,
        severities,
        exclude,
        schemas: Vec::new(),
    };
    config.baseline = baseline.map(|name| config.path_of(&name));
    config.schemas = sets.into_iter().map(|set| schema_set(set, &config)).collect::<Result<_, _>>()?;
    Ok(config)
}

fn codes(mut rules: Table<'_>) -> Result<(Vec<String>, Vec<String>), SettingsError> {
    let select = rules.strings("select")?;
    let ignore = rules.strings("ignore")?;
    rules.finish()?;
    let none: &[&str] = &[];
    let wrong = |code: &Item<String>, error: &dyn std::error::Error| SettingsError::new(code.span, error.to_string());
    for code in &select {
        Choice::new(&[code.value.as_str()], none).map_err(|error| wrong(code, &error))?;
    }
    for code in &ignore {
        Choice::new(none, &[code.value.as_str()]).map_err(|error| wrong(code, &error))?;
    }
    let values = |items: Vec<Item<String>>| items.into_iter().map(|item| item.value).collect();
    Ok((values(select), values(ignore)))
}

fn package(mut table: Table<'_>) -> Result<Details, SettingsError> {
    let mut text = |key: &'static str| table.string(key).map(|item| item.map(|item| item.value));
    let (title, description, publisher, licence) = (text("title")?, text("description")?, text("publisher")?, text("licence")?);
    let date = table.string("date")?;
    let date = date.map(|it| date::parse(&it.value).map_err(|error| SettingsError::new(it.span, error))).transpose()?;
    table.finish()?;
    Ok(Details { title, description, publisher, licence, date })
}

fn severities(levels: Table<'_>) -> Result<Vec<(String, Severity)>, SettingsError> {
    let read = |(code, weight): (Item<String>, Item<String>)| {
        let severity = level(&weight)?;
        Weights::new(&[(code.value.as_str(), severity)]).map_err(|error| SettingsError::new(code.span, error.to_string()))?;
        Ok((code.value, severity))
    };
    levels.pairs()?.into_iter().map(read).collect()
}

fn schema_set(mut set: Table<'_>, config: &Config) -> Result<SchemaSet, SettingsError> {
    let span = set.span();
    let files = patterns(set.strings("files")?)?;
    let schemas = set.strings_if_any("use")?;
    set.finish()?;
    if files.is_empty() {
        return Err(SettingsError::new(span, "there is no pattern in `files` here").help("such as files = [\"plays/**/*.xml\"]"));
    }
    let schemas = schemas.ok_or_else(|| {
        SettingsError::new(span, "there is no `use` here, which is required")
            .help("such as use = [\"schemas/tei_all.rng\"], use = [\"teiwright\"] for our own, or use = [] for no schema")
    })?;
    let path = |name: Item<String>| match name.value.as_str() {
        OWN_SCHEMA => PathBuf::from(name.value),
        _ => config.path_of(&name.value),
    };
    Ok(SchemaSet { files, schemas: schemas.into_iter().map(path).collect() })
}

fn patterns(texts: Vec<Item<String>>) -> Result<Vec<Pattern>, SettingsError> {
    let read = |text: Item<String>| Pattern::new(&text.value).map_err(|error| SettingsError::new(text.span, error.to_string()));
    texts.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, SettingsError> {
        read(&Source::from_text("teiwright.toml", text), Path::new("/p/teiwright.toml"), PathBuf::from("/p"))
    }

    #[test]
    fn patterns_begin_at_the_folder_of_the_file() {
        let text = "exclude = ['drafts/']\n[[schema]]\nfiles = ['plays/*.xml']\nuse = ['s/a.rng', 'teiwright']\n";
        let config = parse(text).expect("settings");
        assert!(config.excludes(Path::new("/p/drafts/a.xml")) && !config.excludes(Path::new("/drafts/a.xml")));
        let (number, set) = config.schemas_of(Path::new("/p/plays/a.xml")).expect("it fits");
        assert_eq!((number, set.schemas.as_slice()), (0, ["/p/s/a.rng".into(), "teiwright".into()].as_slice()));
        assert!(config.schemas_of(Path::new("/p/a.xml")).is_none());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, at, message) in [
            ("stict = true", 0, "did you mean `strict`?"),
            ("strict = 'yes'", 9, "`strict` is a text"),
            ("[rules]\nselect = ['DR01']", 18, "did you mean `DR001`?"),
            ("[rules]\nignore = ['XM001']", 18, "cannot be ignored"),
            ("[severity]\nDR001 = 'warn'", 19, "`warn` is no level"),
            ("[severity]\nDR01 = 'info'", 11, "did you mean `DR001`?"),
            ("[[schema]]\nuse = []", 0, "no pattern in `files`"),
            ("[[schema]]\nfiles = ['*']", 0, "no `use` here"),
            ("exclude = ['a[']", 11, "no partner"),
            ("[package]\ntitel = 'x'", 10, "did you mean `title`?"),
            ("[package]\ndate = '2026-02-30'", 17, "a day that its month lacks"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.message.contains(message), "{error:?}");
            assert_eq!(error.span.start, at, "{error:?}");
        }
    }
}
