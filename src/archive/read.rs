//! Reading a profile from TOML.

use crate::{
    archive::{
        Path,
        profile::{Constraint, FileName, Profile, Prohibition, Reference, Requirement},
    },
    diagnostic::{Severity, quote},
    settings::{Item, Pattern, SettingsError, Table, level},
    source::Source,
};

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// [`SettingsError`] for a text that is no TOML, an unknown key, a value of another type, and what is no path, pattern or level.
    ///
    /// ```
    /// use teiwright::{archive::Profile, source::Source};
    ///
    /// let source = Source::from_text("ours.toml", r#"
    /// name = "ours"
    /// title = "The archive of our house"
    /// document = [{ name = "House rules", url = "https://example.org/rules" }]
    /// require = [{ what = "a licence", any = ["teiHeader//licence/@target"] }]
    /// "#);
    /// assert_eq!(Profile::parse(&source)?.requirements.len(), 1);
    /// # Ok::<(), teiwright::settings::SettingsError>(())
    /// ```
    pub fn parse(source: &Source) -> Result<Profile, SettingsError> {
        let mut table = Table::parse(source)?;
        let name = table.required("name")?.value;
        let title = table.required("title")?.value;
        let about = table.string("about")?.map(|about| about.value).unwrap_or_default();
        let documents = table.tables("document")?.into_iter().map(reference).collect::<Result<Vec<_>, _>>()?;
        let severities = table.table("severity")?.map_or_else(|| Ok(Vec::new()), Table::pairs)?;
        let severities =
            severities.into_iter().map(|(code, weight)| Ok((code.value, level(&weight)?))).collect::<Result<_, _>>()?;
        let roots = table.strings("roots")?.iter().map(root).collect::<Result<_, _>>()?;
        let file_names = table.tables("file")?.into_iter().map(file_name).collect::<Result<_, _>>()?;
        let requirements = table.tables("require")?.into_iter().map(requirement).collect::<Result<_, _>>()?;
        let prohibitions = table.tables("avoid")?.into_iter().map(prohibition).collect::<Result<_, _>>()?;
        table.finish()?;
        Ok(Profile { name, title, about, documents, severities, roots, file_names, requirements, prohibitions })
    }
}

fn reference(mut table: Table<'_>) -> Result<Reference, SettingsError> {
    let reference = Reference { name: table.required("name")?.value, url: table.required("url")?.value };
    table.finish()?;
    Ok(reference)
}

fn file_name(mut table: Table<'_>) -> Result<FileName, SettingsError> {
    let span = table.span();
    let root = table.string("root")?.as_ref().map(root).transpose()?;
    let patterns = table.strings("names")?;
    let severity = level_of(&mut table, Severity::Error)?;
    let help = table.required("help")?.value;
    table.finish()?;
    if patterns.is_empty() {
        return Err(SettingsError::new(span, "there is no pattern in `names` here"));
    }
    let patterns = patterns.into_iter().map(pattern).collect::<Result<_, _>>()?;
    Ok(FileName { root, patterns, severity, help })
}

fn requirement(mut table: Table<'_>) -> Result<Requirement, SettingsError> {
    let span = table.span();
    let requirement = Requirement {
        what: table.required("what")?.value,
        root: table.string("root")?.as_ref().map(root).transpose()?,
        each: table.string("each")?.as_ref().map(path).transpose()?,
        paths: table.strings("any")?.iter().map(path).collect::<Result<_, _>>()?,
        is_optional: table.boolean("optional")?.unwrap_or(false),
        constraint: constraint(&mut table)?,
        severity: level_of(&mut table, Severity::Error)?,
        help: table.string("help")?.map(|help| help.value),
        section: table.string("section")?.map(|section| section.value),
        replaces: table.strings("replaces")?.into_iter().map(|code| code.value).collect(),
    };
    table.finish()?;
    if requirement.paths.is_empty() {
        return Err(
            SettingsError::new(span, "there is no path in `any` here").help("such as any = [\"teiHeader//licence/@target\"]")
        );
    }
    Ok(requirement)
}

fn prohibition(mut table: Table<'_>) -> Result<Prohibition, SettingsError> {
    let prohibition = Prohibition {
        what: table.required("what")?.value,
        path: path(&table.required("path")?)?,
        severity: level_of(&mut table, Severity::Warning)?,
        help: table.string("help")?.map(|help| help.value),
        section: table.string("section")?.map(|section| section.value),
    };
    table.finish()?;
    Ok(prohibition)
}

/// The one constraint of a requirement, if it has one.
fn constraint(table: &mut Table<'_>) -> Result<Option<Constraint>, SettingsError> {
    let span = table.span();
    let values = table.strings_if_any("values")?.map(|values| values.into_iter().map(|value| value.value).collect());
    let like = table.string("like")?.map(pattern).transpose()?;
    let is_file_name = table.boolean("file-name")?.unwrap_or(false);
    let begins_with_id = table.boolean("begins-with-id")?.unwrap_or(false);
    let all = [
        values.map(Constraint::OneOf),
        like.map(|(text, pattern)| Constraint::Like(text, pattern)),
        is_file_name.then_some(Constraint::FileName),
        begins_with_id.then_some(Constraint::BeginsWithId),
    ];
    let mut all = all.into_iter().flatten();
    match (all.next(), all.next()) {
        (first, None) => Ok(first),
        _ => Err(SettingsError::new(span, "only one of `values`, `like`, `file-name` and `begins-with-id` may stand here")),
    }
}

fn level_of(table: &mut Table<'_>, default: Severity) -> Result<Severity, SettingsError> {
    table.string("level")?.as_ref().map_or(Ok(default), level)
}

fn root(root: &Item<String>) -> Result<String, SettingsError> {
    match root.value.as_str() {
        name @ ("TEI" | "teiCorpus") => Ok(name.to_owned()),
        other => Err(SettingsError::new(root.span, format!("{} is no root element of TEI", quote(other)))
            .help("expected `TEI` or `teiCorpus`")),
    }
}

fn path(text: &Item<String>) -> Result<Path, SettingsError> {
    Path::parse(&text.value).map_err(|error| {
        SettingsError::new(text.span, error.to_string())
            .help("such as `teiHeader/fileDesc/titleStmt/title[@type='main']` or `text//sp/@who`")
    })
}

fn pattern(text: Item<String>) -> Result<(String, Pattern), SettingsError> {
    match Pattern::new(&text.value) {
        Ok(pattern) => Ok((text.value, pattern)),
        Err(error) => Err(SettingsError::new(text.span, error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "name = \"n\"\ntitle = \"T\"\n";

    #[track_caller]
    fn check(body: &str, at: &str, message: &str) {
        let source = Source::from_text("a.toml", format!("{HEAD}{body}"));
        let error = Profile::parse(&source).expect_err("something is wrong");
        assert!(error.message.contains(message), "{error:?}");
        assert_eq!(error.span.start, source.text().find(at).expect("the place is there"), "{error:?}");
    }

    #[test]
    fn what_is_wrong_with_a_profile_has_a_place() {
        check("[[require]]\nwhat = \"x\"", "[[require]]", "no path in `any`");
        check("[[require]]\nwhat = \"x\"\nany = [\"a[\"]", "\"a[\"", "no condition of a path");
        check("[[require]]\nwhat = \"x\"\nany = [\"a\"]\nlevel = \"eror\"", "\"eror\"", "did you mean `error`?");
        check("[[require]]\nwhat = \"x\"\nany = [\"a\"]\nroot = \"tei\"", "\"tei\"", "no root element");
        check("[[require]]\nwhat = \"x\"\nany = [\"a\"]\nlike = \"[\"", "\"[\"", "no partner");
        check("[[require]]\nwhat = \"x\"\nany = [\"a\"]\nlike = \"b\"\nvalues = [\"c\"]", "[[require]]", "only one of");
        check("[[require]]\nwhat = \"x\"\nay = [\"a\"]", "ay", "did you mean `any`?");
        check("[[file]]\nhelp = \"x\"", "[[file]]", "no pattern in `names`");
        check("[[avoid]]\nwhat = \"x\"", "[[avoid]]", "no `path` here");
        check("[severity]\nDR001 = \"fatal\"", "\"fatal\"", "is no level");
    }
}
