//! The changes counted, and what there is to say in one line.

use std::fmt;

use serde::Serialize;

use crate::delta::{Change, Class, Delta, Kind, Manner};

/// How many changes there are of each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Changes of words.
    pub words: usize,
    /// Changes of markup.
    pub markup: usize,
    /// Changes of structure.
    pub structure: usize,
    /// Changes of comments and processing instructions.
    pub comment: usize,
    /// Changes of layout, which make no difference.
    pub layout: usize,
}

/// How many words changed, came and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WordCounts {
    /// Words that stand for others now.
    pub changed: usize,
    /// Words that are new, but for those of elements that are new with all that they hold.
    pub inserted: usize,
    /// Words that are gone, but for those of elements that are gone with all that they held.
    pub deleted: usize,
}

impl fmt::Display for WordCounts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.changed == 1 { "word" } else { "words" };
        write!(formatter, "{} {plural} changed", self.changed)?;
        for (count, what) in [(self.inserted, "inserted"), (self.deleted, "deleted")] {
            if count > 0 {
                write!(formatter, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

/// Whether changes of layout are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// They are counted in the verdict and not shown.
    #[default]
    Hidden,
    /// They are shown among the others.
    Shown,
}

/// The most speeches that the verdict names as given to another speaker.
const NAMED: usize = 3;

impl Delta {
    /// The changes that are shown, in their order.
    pub fn shown(&self, layout: Layout) -> impl Iterator<Item = &Change> + Clone {
        self.changes.iter().filter(move |change| layout == Layout::Shown || change.class != Class::Layout)
    }

    /// Whether nothing differs but layout.
    pub fn is_equal(&self) -> bool {
        self.changes.iter().all(|change| change.class == Class::Layout)
    }

    /// Counts the changes by class.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for change in &self.changes {
            *match change.class {
                Class::Words => &mut counts.words,
                Class::Markup => &mut counts.markup,
                Class::Structure => &mut counts.structure,
                Class::Comment => &mut counts.comment,
                Class::Layout => &mut counts.layout,
            } += 1;
        }
        counts
    }

    /// What there is to say in one line: `0 words changed; 12 tags differ; speech 12 given to #oph; 41 re-indented lines hidden`.
    pub fn verdict(&self, layout: Layout) -> String {
        let mut parts = vec![self.word_counts().to_string()];
        let counts = self.counts();
        say(&mut parts, counts.markup, "tag differs", "tags differ");
        parts.extend(self.given());
        for (kind, what) in STRUCTURE {
            let count = self.changes.iter().filter(|change| change.class == Class::Structure && change.kind == kind).count();
            say(&mut parts, count, &format!("element {what}"), &format!("elements {what}"));
        }
        say(&mut parts, counts.comment, "comment differs", "comments differ");
        parts.extend(self.layout(layout));
        if self.is_coarse {
            parts.push("the texts differ much, and a shorter account may exist".to_owned());
        }
        parts.join("; ")
    }

    /// Counts the words that changed, came and went.
    pub fn word_counts(&self) -> WordCounts {
        let mut counts = WordCounts::default();
        for change in self.changes.iter().filter(|change| change.class == Class::Words) {
            match (&change.old, &change.new) {
                (Some(_), Some(_)) => counts.changed += 1,
                (None, Some(new)) => counts.inserted += new.text.split_whitespace().count().max(1),
                (old, _) => counts.deleted += old.as_ref().map_or(1, |old| old.text.split_whitespace().count().max(1)),
            }
        }
        counts
    }

    /// The speeches that were given to another speaker: each by itself where they are few.
    fn given(&self) -> Vec<String> {
        let is_given =
            |change: &&Change| change.attribute.as_deref() == Some("who") && matches!(change.element.as_str(), "sp" | "u");
        let given: Vec<&Change> = self.changes.iter().filter(is_given).collect();
        if given.len() > NAMED {
            return vec![format!("{} speeches given to others", given.len())];
        }
        let told = |change: &Change| {
            let subject = change.sentence.split(':').next().unwrap_or_default();
            let to = change.new.as_ref().map_or("nobody".to_owned(), |new| format!("`{}`", new.text));
            format!("{subject} given to {to}")
        };
        given.into_iter().map(told).collect()
    }

    fn layout(&self, layout: Layout) -> Vec<String> {
        let (mut indented, mut wrapped, mut written) = (0, 0, 0);
        for manner in self.changes.iter().filter_map(|change| change.manner) {
            match manner {
                Manner::Indented => indented += 1,
                Manner::Wrapped => wrapped += 1,
                Manner::Spaced | Manner::Written => written += 1,
            }
        }
        let end = if layout == Layout::Hidden { " hidden" } else { "" };
        let mut parts = Vec::new();
        say(&mut parts, indented, &format!("re-indented line{end}"), &format!("re-indented lines{end}"));
        say(&mut parts, wrapped, &format!("re-wrapped line{end}"), &format!("re-wrapped lines{end}"));
        let (one, many) = (format!("place written differently{end}"), format!("places written differently{end}"));
        say(&mut parts, written, &one, &many);
        parts
    }
}

fn say(parts: &mut Vec<String>, count: usize, one: &str, many: &str) {
    match count {
        0 => {}
        1 => parts.push(format!("1 {one}")),
        _ => parts.push(format!("{count} {many}")),
    }
}

/// What the verdict says of each kind of structural change.
const STRUCTURE: [(Kind, &str); 5] = [
    (Kind::Delete, "deleted"),
    (Kind::Insert, "inserted"),
    (Kind::Move, "moved"),
    (Kind::Split, "split"),
    (Kind::Merge, "joined to others"),
];
