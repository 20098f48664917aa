//! Headings of acts and scenes: a word for a part of a play with its number, on a line that stands apart.

use crate::transcript::{names::bare, vocabulary::WORDS};

/// The longest heading of an act or a scene, in characters.
const LENGTH_LIMIT: usize = 90;

/// How large the part of a play is that a heading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// An act, a prologue, or a part without a word for it.
    Act,
    /// A scene.
    Scene,
}

/// Whether a line heads an act or a scene: `Erster Akt`, `SCENE II. A street`, `Явление 3`.
///
/// Before the word stands a number or nothing, after it a number or nothing, and after that the line ends or a mark stands.
pub(super) fn rank(line: &str) -> Option<Rank> {
    if line.len() > LENGTH_LIMIT * 3 || line.char_indices().nth(LENGTH_LIMIT).is_some() {
        return None;
    }
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let rest: Vec<&str> = words.take(4).collect();
    let count = 1 + rest.len();
    if let Some(rank) = of_word(first) {
        let number = rest.first().filter(|word| is_number(word, ends_clause(first)));
        let last = number.copied().unwrap_or(first);
        let is_all = count == 1 + usize::from(number.is_some());
        // A word alone or before a title: `Prologue.`, `SCENE II. A street`.
        let is_marked = ends_clause(last) || rest.get(usize::from(number.is_some())).is_some_and(|next| is_mark(next));
        return (is_all || is_marked && (number.is_some() || WORDS.script.parts.contains(&bare(first)))).then_some(rank);
    }
    let start = usize::from(is_article(first));
    let (number, word) = if start == 1 { (*rest.first()?, *rest.get(1)?) } else { (first, *rest.first()?) };
    let rank = of_word(word)?;
    let after = rest.get(1 + start);
    let is_all = after.is_none();
    let has_capital = first.chars().next().is_some_and(|first| !first.is_lowercase());
    let is_numbered = is_number(number, false) || is_all && has_capital && !number.ends_with([',', ':', ';']);
    let is_ended = is_all || ends_clause(word) || after.is_some_and(|next| is_mark(next));
    (is_numbered && is_ended && has_capital).then_some(rank)
}

/// Whether a line ends a play or a part of it: `Ende.`, `Vorhang`, `The End`.
pub(super) fn is_end(line: &str) -> bool {
    let words = line.trim_matches(['(', ')', '[', ']', '.', ' ', '*', '_', '-', '–', '—']).to_lowercase();
    if words.len() > 120 || words.split_whitespace().count() > 6 {
        return false;
    }
    WORDS.script.ends.contains(&words)
        || words.split_whitespace().next().is_some_and(|first| WORDS.script.ends.contains(&bare(first)))
}

/// Whether a line heads the list of persons.
pub(super) fn heads_personae(line: &str) -> bool {
    let words = line.trim_matches(|character: char| !character.is_alphanumeric());
    words.len() <= 120 && !words.is_empty() && WORDS.script.personae.contains(&words.to_lowercase())
}

fn of_word(word: &str) -> Option<Rank> {
    let word = bare(word);
    if word.is_empty() {
        return None;
    }
    let script = &WORDS.script;
    if script.acts.contains(&word) || script.parts.contains(&word) {
        Some(Rank::Act)
    } else {
        script.scenes.contains(&word).then_some(Rank::Scene)
    }
}

fn is_article(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "the" | "der" | "die" | "das" | "la" | "le" | "el" | "il" | "den" | "det" | "az" | "a")
}

fn ends_clause(word: &str) -> bool {
    word.ends_with(['.', ':', ',', ';', '—', '–', '-'])
}

fn is_mark(word: &str) -> bool {
    word.starts_with(['—', '–', '-', '.', ':', '(', '['])
}

/// Figures, roman numerals, ordinals; after a mark only figures and numerals, since a title may begin there.
fn is_number(word: &str, is_after_mark: bool) -> bool {
    let core = word.trim_matches(|character: char| !character.is_alphanumeric());
    let is_figure = core.starts_with(|character: char| character.is_ascii_digit()) && core.chars().count() <= 5;
    let is_roman = !core.is_empty() && core.len() <= 8 && core.chars().all(|character| "IVXLCІХ".contains(character));
    is_figure || is_roman || !is_after_mark && WORDS.script.ordinals.contains(&bare(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_and_scenes_are_told_by_a_word_and_its_number() {
        for line in
            ["Erster Akt", "ACT II.", "2ter Akt", "Действие первое", "ACTE PREMIER", "Der erste Aufzug", "Jornada primera"]
        {
            assert_eq!(rank(line), Some(Rank::Act), "{line}");
        }
        for line in [
            "Erste Szene.",
            "SCENE II. A street before the house",
            "Явление 3",
            "Картина I: Sand",
            "Zehenter Auftritt.",
            "IV. jelenet",
        ] {
            assert_eq!(rank(line), Some(Rank::Scene), "{line}");
        }
        for line in [
            "Die Szene ist in Rom.",
            "Act your age, my friend",
            "The scene was long",
            "Scenen i Lund, vår tid",
            "He left the scene",
        ] {
            assert_eq!(rank(line), None, "{line}");
        }
    }

    #[test]
    fn persons_and_ends_are_told_by_their_words() {
        assert!(heads_personae("PERSONEN:") && heads_personae("Действующие лица") && !heads_personae("Personen von Rang"));
        assert!(is_end("Ende.") && is_end("(Vorhang.)") && !is_end("Das Ende ist es nicht, was mich heute noch schreckt"));
    }
}
