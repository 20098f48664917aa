//! The sentences about changes.

use crate::{
    delta::{Side, view::View, whereabouts::Whereabouts},
    diagnostic::quote,
};

/// Puts the place before a sentence.
fn at(whereabouts: Whereabouts, sentence: &str) -> String {
    match whereabouts {
        Whereabouts::Document => sentence.to_owned(),
        _ => format!("{whereabouts}: {sentence}"),
    }
}

/// Quotes words; characters that cannot be seen, such as a no-break space, are named by their numbers.
pub(super) fn quote_words(side: Option<&Side>) -> String {
    let text = side.map_or("", |side| &side.text);
    if text.is_empty() || !text.trim().is_empty() {
        return quote(text);
    }
    let numbers: Vec<String> = text.chars().map(|character| format!("U+{:04X}", u32::from(character))).collect();
    numbers.join(" ")
}

impl View<'_, '_> {
    /// What a part is called: by its number, as a speech is, or by its name at its place.
    pub(super) fn subject(&self, part: usize) -> String {
        let whereabouts = self.whereabouts(part);
        if self.is_counted(part) {
            return whereabouts.to_string();
        }
        let node = self.spine.parts[part].node;
        let name = match node.is_element() {
            true => format!("`{}`", node.tag_name().name()),
            false if node.is_comment() => "comment".to_owned(),
            false => "processing instruction".to_owned(),
        };
        at(whereabouts, &name)
    }

    /// Where a part stands, and a sentence about it.
    pub(super) fn about(&self, part: usize, sentence: &str) -> String {
        at(self.whereabouts(part), sentence)
    }

    /// A part's own words, or where it has none, how it is written.
    pub(super) fn quoted(&self, part: usize) -> String {
        match self.excerpt(part) {
            words if words.is_empty() => quote(self.slice(self.span(part))),
            words => quote(&words),
        }
    }

    /// The words after an attribute's name that say whose it is; none for what is called by a number.
    pub(super) fn of_element(&self, part: usize) -> String {
        if self.is_counted(part) {
            return String::new();
        }
        format!(" of `{}`", self.spine.parts[part].node.tag_name().name())
    }

    /// Whether people count this part: a speech, a paragraph outside of speeches, a division.
    fn is_counted(&self, part: usize) -> bool {
        let here = &self.spine.parts[part];
        here.node.is_element()
            && !matches!(here.whereabouts, Whereabouts::Document | Whereabouts::Header)
            && (here.parent == part || self.spine.parts[here.parent].whereabouts != here.whereabouts)
    }
}

/// In which way an element's ends moved; where they did not, it stands in or around another of the same words.
pub(super) fn ends(old: (u32, u32), new: (u32, u32)) -> String {
    let way = |verb: &str, old: u32, new: u32| match new.cmp(&old) {
        std::cmp::Ordering::Less => Some(format!("{verb} earlier")),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(format!("{verb} later")),
    };
    let ways: Vec<String> = [way("begins", old.0, new.0), way("ends", old.1, new.1)].into_iter().flatten().collect();
    if ways.is_empty() { "is nested otherwise".to_owned() } else { ways.join(" and ") }
}
