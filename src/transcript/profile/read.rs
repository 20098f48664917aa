//! Reads a profile from TOML; what is not known is refused.

use crate::{
    settings::{Item, SettingsError, Table, nearest},
    source::Source,
    tei::{check_language, document::TurnElement},
    transcript::{
        layout::Paragraphing,
        profile::{Genre, Guidance, LabelForm, Profile},
    },
};

/// The values of `turns`, `kind`, `paragraphs` and of brackets.
const TURNS: [(&str, TurnElement); 2] = [("sp", TurnElement::Speech), ("u", TurnElement::Utterance)];
const GENRES: [(&str, Genre); 2] = [("play", Genre::Play), ("record", Genre::Record)];
const PARAGRAPHS: [(&str, Paragraphing); 3] =
    [("blank-lines", Paragraphing::BlankLines), ("indents", Paragraphing::Indents), ("lines", Paragraphing::Lines)];
const ROUND: [(&str, bool); 2] = [("directions", true), ("text", false)];
const SQUARE: [(&str, bool); 2] = [("directions", true), ("glosses", false)];

impl Profile {
    /// Reads a profile.
    ///
    /// ```
    /// use teiwright::{source::Source, transcript::Profile};
    ///
    /// let source = Source::from_text("house.toml", "extends = 'interview'\n[labels]\nspeakers = ['The Chair']\n");
    /// assert_eq!(Profile::parse(&source)?.guidance.speakers, ["The Chair"]);
    /// let wrong = Source::from_text("house.toml", "[labels]\nspeaker = ['The Chair']\n");
    /// let error = Profile::parse(&wrong).expect_err("a letter is missing");
    /// assert_eq!(error.message, "there is no key `speaker` here; did you mean `speakers`?");
    /// # Ok::<(), teiwright::settings::SettingsError>(())
    /// ```
    ///
    /// # Errors
    /// [`SettingsError`] for text that is no TOML, keys that are not known, and values of another kind, each at its place.
    pub fn parse(source: &Source) -> Result<Profile, SettingsError> {
        let mut table = Table::parse(source)?;
        let text = |item: Option<Item<String>>| item.map(|item| item.value).unwrap_or_default();
        let name = text(table.string("name")?);
        let about = text(table.string("about")?);
        let extends = table.string("extends")?;
        let mut guidance = Guidance {
            turns: choice(&mut table, "turns", &TURNS)?,
            genre: choice(&mut table, "kind", &GENRES)?,
            paragraphs: choice(&mut table, "paragraphs", &PARAGRAPHS)?,
            language: table.string("language")?.map(language).transpose()?,
            footnotes: table.boolean("footnotes")?,
            front_matter: table.boolean("front-matter")?,
            ..Guidance::default()
        };
        if let Some(mut labels) = table.table("labels")? {
            let forms = labels.strings("forms")?;
            guidance.label_forms = forms.iter().map(|form| one_of(form, &LabelForm::NAMES)).collect::<Result<_, _>>()?;
            guidance.speakers = names(labels.strings("speakers")?)?;
            guidance.never = names(labels.strings("never")?)?;
            labels.finish()?;
        }
        if let Some(mut brackets) = table.table("brackets")? {
            guidance.round_directions = choice(&mut brackets, "round", &ROUND)?;
            guidance.square_directions = choice(&mut brackets, "square", &SQUARE)?;
            brackets.finish()?;
        }
        if let Some(mut headings) = table.table("headings")? {
            guidance.acts = names(headings.strings("acts")?)?;
            guidance.scenes = names(headings.strings("scenes")?)?;
            headings.finish()?;
        }
        if let Some(persons) = table.table("persons")? {
            for (label, name) in persons.pairs()? {
                guidance.persons.push((filled(label)?, filled(name)?));
            }
        }
        table.finish()?;
        Ok(Profile { name, about, extends, guidance })
    }
}

fn choice<T: Copy>(table: &mut Table<'_>, key: &'static str, known: &[(&str, T)]) -> Result<Option<T>, SettingsError> {
    table.string(key)?.map(|item| one_of(&item, known)).transpose()
}

/// The value that a text names.
fn one_of<T: Copy>(item: &Item<String>, known: &[(&str, T)]) -> Result<T, SettingsError> {
    if let Some((_, value)) = known.iter().find(|(name, _)| *name == item.value) {
        return Ok(*value);
    }
    let mut message = format!("`{}` is not known here", item.value);
    if let Some(near) = nearest(&item.value, known.iter().map(|(name, _)| *name)) {
        message += &format!("; did you mean `{near}`?");
    }
    let names: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
    Err(SettingsError::new(item.span, message).help(format!("expected {}", names.join(" or "))))
}

fn language(item: Item<String>) -> Result<String, SettingsError> {
    match check_language(&item.value) {
        Ok(()) => Ok(item.value),
        Err(error) => {
            Err(SettingsError::new(item.span, error.to_string()).help("expected a tag of BCP 47, such as `de` or `sr-Latn`"))
        }
    }
}

fn names(items: Vec<Item<String>>) -> Result<Vec<String>, SettingsError> {
    items.into_iter().map(filled).collect()
}

fn filled(item: Item<String>) -> Result<String, SettingsError> {
    match item.value.trim() {
        "" => Err(SettingsError::new(item.span, "a name without letters stands here")),
        name => Ok(name.to_owned()),
    }
}
