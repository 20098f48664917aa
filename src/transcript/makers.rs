//! Who made a record, as the record says: `Minutes taken by Ann Cole`, `Записал: А. Сидоров`, `(Translated by Bert Dahl)`.

use std::sync::LazyLock;

use crate::transcript::{
    Contributor,
    names::{is_title, name_after},
    vocabulary::{ResponsibilityWords, WORDS},
    wordings::{Wordings, beginning_with},
};

/// How many lines above the first speech and below the last are looked at.
pub(super) const REACH: usize = 40;

/// The longest such line, in bytes.
const LENGTH_LIMIT: usize = 200;

static PHRASES: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(WORDS.frame.makers.keys()));

/// What somebody did for a record, and the name, where a line begins with a phrase for it.
pub(super) fn stated(line: &str) -> Option<(&'static ResponsibilityWords, &str)> {
    if line.len() > LENGTH_LIMIT {
        return None;
    }
    let found = beginning_with(line, |first| PHRASES.have_first(first))?;
    let length = PHRASES.longest(&found)?;
    let phrase = found[..length].iter().map(|word| &*word.lower).collect::<Vec<_>>().join(" ");
    let after = &line[found[length - 1].end()..];
    let is_marked = after.trim_start().starts_with([':', '：', '—', '–']);
    // A word alone is one of a sentence, but before a colon.
    if length == 1 && !is_marked {
        return None;
    }
    let mut rest = after.trim_start_matches(|character: char| {
        character.is_whitespace() || matches!(character, ':' | '：' | '—' | '–' | '-' | '.')
    });
    while let Some((_, after)) = rest.split_once(' ').filter(|(title, _)| is_title(title)) {
        rest = after.trim_start();
    }
    Some((WORDS.frame.makers.get(&phrase)?, name_after(rest)?.trim_end_matches('.')))
}

/// Adds those whom some lines name, each once.
pub(super) fn add<'t>(lines: impl Iterator<Item = &'t str>, contributors: &mut Vec<Contributor>) {
    for (words, name) in lines.filter_map(stated) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !contributors.iter().any(|known| known.role == words.role && known.name == name) {
            contributors.push(Contributor { role: words.role.clone(), resp: words.resp.clone(), name, places: Vec::new() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makers_are_named_after_phrases() {
        let found = |line| stated(line).map(|(words, name)| (words.role.as_str(), name));
        assert_eq!(found("Minutes taken by Ann Cole."), Some(("recorder", "Ann Cole")));
        assert_eq!(found("Записал: А. Сидоров"), Some(("recorder", "А. Сидоров")));
        assert_eq!(found("(Translated by Bert Dahl)"), Some(("translator", "Bert Dahl")));
        assert_eq!(found("Für das Protokoll: Frau Lenz"), Some(("recorder", "Lenz")));
        assert_eq!(found("Referent till the end"), None);
        assert_eq!(found("Recorded by nobody"), None);
    }
}
