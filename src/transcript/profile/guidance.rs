//! What is said of a transcript before it is read.

use crate::{tei::document::TurnElement, transcript::layout::Paragraphing};

/// What is said of a transcript before it is read; what is not said is found by evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidance {
    /// The element for what one speaker says.
    pub turns: Option<TurnElement>,
    /// What kind of text it is.
    pub genre: Option<Genre>,
    /// What separates paragraphs.
    pub paragraphs: Option<Paragraphing>,
    /// The language, as a tag of BCP 47.
    pub language: Option<String>,
    /// Whether there may be footnotes.
    pub footnotes: Option<bool>,
    /// Whether a web page's block of keys may stand before the record.
    pub front_matter: Option<bool>,
    /// The forms that labels have; any, where none is named.
    pub label_forms: Vec<LabelForm>,
    /// Names that are labels wherever they begin a line before a mark.
    pub speakers: Vec<String>,
    /// Names that are no labels anywhere.
    pub never: Vec<String>,
    /// Whether parentheses are directions.
    pub round_directions: Option<bool>,
    /// Whether square brackets are directions.
    pub square_directions: Option<bool>,
    /// Words with which headings of acts begin or end.
    pub acts: Vec<String>,
    /// Words with which headings of scenes begin or end.
    pub scenes: Vec<String>,
    /// Labels, each with the name of the person whom it means; an empty name means somebody of that label's own.
    pub persons: Vec<(String, String)>,
    /// The day of the record, as `@when` has it.
    pub date: Option<String>,
    /// Places between paragraphs, and whether the two are one that a page cuts.
    pub joins: Vec<(String, bool)>,
    /// Lines, each with whether it heads a part.
    pub headings: Vec<(String, bool)>,
}

/// What kind of text a transcript is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// A play: acts and scenes, verse, directions.
    Play,
    /// A record of what was said.
    Record,
}

/// How a label ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelForm {
    /// `Anna: Yes.`
    Colon,
    /// `ANNA. Yes.`
    FullStop,
    /// `Anna — Yes.`
    Dash,
    /// `ANNA`, alone on its line, with no mark.
    Alone,
}

impl LabelForm {
    /// Each form with its name in profiles.
    pub(super) const NAMES: [(&str, LabelForm); 4] =
        [("colon", LabelForm::Colon), ("full-stop", LabelForm::FullStop), ("dash", LabelForm::Dash), ("alone", LabelForm::Alone)];
}

impl Guidance {
    /// These settings, and those of `base` where these say nothing; lists of words are put together.
    #[must_use]
    pub fn over(self, base: &Guidance) -> Guidance {
        fn both<T: Clone + PartialEq>(own: Vec<T>, base: &[T]) -> Vec<T> {
            let mut all = own;
            let added: Vec<T> = base.iter().filter(|word| !all.contains(word)).cloned().collect();
            all.extend(added);
            all
        }
        let named: Vec<String> = self.persons.iter().map(|(label, _)| label.clone()).collect();
        let mut persons = self.persons;
        persons.extend(base.persons.iter().filter(|(label, _)| !named.contains(label)).cloned());
        Guidance {
            turns: self.turns.or(base.turns),
            genre: self.genre.or(base.genre),
            paragraphs: self.paragraphs.or(base.paragraphs),
            language: self.language.or_else(|| base.language.clone()),
            footnotes: self.footnotes.or(base.footnotes),
            front_matter: self.front_matter.or(base.front_matter),
            label_forms: if self.label_forms.is_empty() { base.label_forms.clone() } else { self.label_forms },
            speakers: both(self.speakers, &base.speakers),
            never: both(self.never, &base.never),
            round_directions: self.round_directions.or(base.round_directions),
            square_directions: self.square_directions.or(base.square_directions),
            acts: both(self.acts, &base.acts),
            scenes: both(self.scenes, &base.scenes),
            persons,
            date: self.date.or_else(|| base.date.clone()),
            joins: self.joins.into_iter().chain(base.joins.iter().cloned()).collect(),
            headings: self.headings.into_iter().chain(base.headings.iter().cloned()).collect(),
        }
    }
}
