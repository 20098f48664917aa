//! Headings of acts and scenes: a word for a part of a play with its number, on a line that stands apart.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::transcript::{
    beginnings::Beginnings,
    letters::{is_alphanumeric, is_longer, lower, split, with_lowercase},
    names::{bare, is_small, trimmed, with_bare},
    vocabulary::{WORDS, WordFilter},
};

/// The longest heading of an act or a scene, in characters.
const LENGTH_LIMIT: usize = 90;

/// The longest heading of a scene that has a number and a mark, and then says where it is and who comes, in bytes.
const TITLE_LIMIT: usize = 500;

/// The longest heading without spaces, in characters.
const SIGNS: usize = 8;

/// The longest heading of a list of persons that has more than the words of the list, in words.
const PERSONAE_WORDS: usize = 6;

/// How large the part of a play is that a heading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// An act, a prologue, or a part without a word for it.
    Act,
    /// A scene.
    Scene,
}

/// The words for the parts of a play: nearly every word is looked up here, and hardly any is found.
static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut parts = Parts::default();
    let script = &WORDS.script;
    // A word that stands in two lists is that of the larger part.
    let acts = script.acts.iter().chain(&script.parts).map(|word| (word, Rank::Act));
    for (word, rank) in script.scenes.iter().map(|word| (word, Rank::Scene)).chain(acts) {
        parts.ranks.insert(word, rank);
        parts.filter.add(word);
    }
    for words in &script.personae {
        parts.personae.add(words);
        parts.begins.add(words);
        if let Some(first) = words.split(' ').next() {
            parts.personae_beginnings.insert(first);
            parts.personae_filter.add(first);
        }
    }
    parts
});

#[derive(Default)]
struct Parts {
    ranks: FxHashMap<&'static str, Rank>,
    filter: WordFilter,
    personae: WordFilter,
    /// The beginnings of those for a list of persons.
    begins: Beginnings,
    /// The first words of those for a list of persons.
    personae_beginnings: FxHashSet<&'static str>,
    personae_filter: WordFilter,
}

/// Whether a line heads an act or a scene: `Erster Akt`, `SCENE II. A street`, `Явление 3`.
///
/// Before the word stands a number or nothing, after it a number or nothing, and after that the line ends or a mark stands.
pub(super) fn rank(line: &str) -> Option<Rank> {
    // The word for the part is one of the first four.
    let has_word = || split(line).take(4).any(|word| of_word(word).is_some());
    if line.len() > TITLE_LIMIT || line.contains(char::is_whitespace) && !has_word() {
        return None;
    }
    let is_long = is_longer(line, LENGTH_LIMIT);
    // `SCENE I.--A street`: what follows the dash is a title.
    let title = ["--", "—", "–"].into_iter().filter_map(|dash| line.find(dash)).min().filter(|&at| line[..at].ends_with('.'));
    let mut words = line[..title.unwrap_or(line.len())].split_whitespace();
    let first = words.next()?;
    let mut rest: Vec<&str> = words.take(5).collect();
    if rest.is_empty()
        && let Some(rank) = without_spaces(first)
    {
        return Some(rank);
    }
    // `Act the Third`, `Actul al doilea`, `2 нче күренеш`.
    let joins = |first: &str, next: &str| is_article(next) || first.ends_with(|c: char| c.is_ascii_digit()) && is_ending(next);
    if rest.len() > 1 && joins(first, rest[0]) && !is_article(first) {
        rest.remove(0);
    }
    let ends_number = without_second_number(first, &mut rest);
    rest.truncate(4);
    let count = 1 + rest.len();
    if let Some(rank) = of_word(first) {
        let number = rest.first().filter(|word| is_number(word, ends_clause(first)));
        let last = number.copied().unwrap_or(first);
        let is_all = count == 1 + usize::from(number.is_some());
        // A word alone or before a title: `Prologue.`, `SCENE II. A street`.
        let is_marked =
            ends_number || ends_clause(last) || rest.get(usize::from(number.is_some())).is_some_and(|next| is_mark(next));
        let is_titled = is_marked && (number.is_some() || WORDS.script.parts.contains(&bare(first)));
        // A long title follows a number and a mark that ends more than a clause.
        let is_stopped = !is_long || number.is_some() && (ends_number || last.ends_with(['.', ':', '—', '–', '-']));
        return (is_stopped && (is_all && title.is_none() || is_titled)).then_some(rank);
    }
    let start = usize::from(is_article(first));
    // `The Prologue`.
    if start == 1 && rest.len() == 1 && title.is_none() && WORDS.script.parts.contains(&bare(rest[0])) {
        return Some(Rank::Act);
    }
    let (number, word) = if start == 1 { (*rest.first()?, *rest.get(1)?) } else { (first, *rest.first()?) };
    let rank = of_word(word)?;
    let after = rest.get(1 + start);
    let is_all = after.is_none() && title.is_none();
    let has_capital = first.chars().next().is_some_and(|first| !is_small(first));
    let is_numbered = is_number(number, false) || is_all && has_capital && !number.ends_with([',', ':', ';']);
    let is_ended = is_all || ends_clause(word) || after.is_some_and(|next| is_mark(next));
    let is_stopped = !is_long || word.ends_with(['.', ':', '—', '–']);
    (is_numbered && is_ended && has_capital && is_stopped).then_some(rank)
}

/// Leaves one word of a number in two: `Fünfter und letzter Auftritt`, `SCENA XIV ed ultima`, `Явление двадцать первое`; whether the
/// other one had a mark after it.
fn without_second_number(first: &str, rest: &mut Vec<&str>) -> bool {
    let is_ordinal = |word: &str| WORDS.script.ordinals.contains(&bare(word));
    let is_first = |at: usize, rest: &[&str]| is_number(if at == 0 { first } else { rest[at - 1] }, false);
    let joined = |at: usize, rest: &[&str]| WORDS.script.conjunctions.contains(&bare(rest[at])) && is_ordinal(rest[at + 1]);
    for at in 0..rest.len().min(3) {
        if at + 1 < rest.len() && is_first(at, rest) && joined(at, rest) {
            return rest.drain(at..at + 2).next_back().is_some_and(ends_clause);
        }
        let (before, word) = (if at == 0 { first } else { rest[at - 1] }, rest[at]);
        if is_ordinal(before) && is_ordinal(word) {
            return ends_clause(rest.remove(at));
        }
    }
    false
}

/// A heading in a script that writes no spaces: `第一幕`, `第2場`, `序幕`.
fn without_spaces(word: &str) -> Option<Rank> {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    if word.is_ascii() || word.chars().count() > SIGNS {
        return None;
    }
    let rest = word.strip_prefix(['第', '제']).unwrap_or(word);
    let number = rest
        .trim_start_matches(|character: char| "一二三四五六七八九十百〇零兩两1234567890０１２３４５６７８９".contains(character));
    (number.len() < rest.len()).then(|| of_word(number)).flatten()
}

/// What somebody said of a line: whether it heads a part.
pub(super) fn told(answers: &[(String, bool)], line: &str) -> Option<bool> {
    let is_it = |(words, _): &&(String, bool)| words.split(' ').eq(line.split_whitespace());
    answers.iter().find(is_it).map(|(_, is_heading)| *is_heading)
}

/// What a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// A part of this rank: `Ende des ersten Aktes`.
    Part(Rank),
    /// What is played before a curtain: `Vorhang`.
    Curtain,
    /// All that stands before it: `The End`.
    Whole,
}

/// Whether a line ends a play or a part of it: `Ende.`, `Vorhang`, `The End`.
pub(super) fn is_end(line: &str) -> bool {
    ending(line).is_some()
}

/// What a line ends, if it ends a play or a part of it.
pub(super) fn ending(line: &str) -> Option<Ending> {
    let line = line.trim_matches(['(', ')', '[', ']', '.', ' ', '*', '_', '-', '–', '—', '!', '#']);
    if line.len() > 120 || line.split_whitespace().count() > 6 {
        return None;
    }
    let (ends, curtains) = (&WORDS.script.ends, &WORDS.script.curtains);
    let words = lower(line);
    let (first, last) = (words.split_whitespace().next()?, words.split_whitespace().next_back()?);
    // `Ende des ersten Aktes`, `Az első felvonás vége`, `FINE DELL'ATTO`.
    let parts = || words.split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’')).find_map(of_word);
    let begins_with = |list: &FxHashSet<String>| list.contains(&words) || list.contains(&bare(first));
    if begins_with(curtains) {
        return Some(Ending::Curtain);
    }
    let begins = begins_with(ends);
    match parts() {
        Some(rank) if begins || ends.contains(&bare(last)) => Some(Ending::Part(rank)),
        _ if begins => Some(Ending::Whole),
        // `Az első felvonás. Függöny.`
        Some(_) if curtains.contains(&bare(last)) => Some(Ending::Curtain),
        _ => None,
    }
}

/// What stands after the signs with which Markdown marks a heading: `## Act One`.
pub(super) fn without_signs(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    let count = line.len() - title.len();
    let title = title.strip_prefix(' ')?.trim_start();
    ((1..=6).contains(&count) && !title.is_empty()).then_some(title)
}

/// Whether the first word of a line is one for a part of a play: `SCENE: a room`.
pub(super) fn begins_with_part(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|first| of_word(first).is_some())
}

/// Whether a line heads the list of persons.
pub(super) fn heads_personae(line: &str) -> bool {
    if !PARTS.begins.may_begin(line) {
        return false;
    }
    let words = line.trim_matches(|character: char| !is_alphanumeric(character));
    words.len() <= 120
        && !words.is_empty()
        && PARTS.personae.may_hold(words)
        && with_lowercase(words, |words| WORDS.script.personae.contains(words))
}

/// Whether a line may head a list of persons: it begins with words for one, as in `Personen des Vorspiels`, or has one of them
/// and announces a list, as in `These are the persons of this play:`.
pub(super) fn could_head_personae(line: &str) -> bool {
    if let Some(words) = line.trim_end().strip_suffix(':').filter(|words| words.len() <= 120) {
        let mut words = split(words).take(PERSONAE_WORDS);
        if words.any(|word| with_bare(word, |word| WORDS.script.personae.contains(word))) {
            return true;
        }
    }
    if !PARTS.begins.may_begin(line) {
        return false;
    }
    let words = line.trim_matches(|character: char| !is_alphanumeric(character));
    // Hardly any line begins with the first word of such words.
    let Some((first, _)) = words.split_once(' ').filter(|_| words.len() <= 120) else { return false };
    let may_begin = PARTS.personae_filter.may_hold(first);
    if !may_begin || !with_lowercase(first, |first| PARTS.personae_beginnings.contains(first)) {
        return false;
    }
    if !(2..=PERSONAE_WORDS).contains(&split(words).take(PERSONAE_WORDS + 1).count()) {
        return false;
    }
    let words = lower(words);
    words.match_indices(' ').any(|(at, _)| WORDS.script.personae.contains(&words[..at]))
}

fn of_word(word: &str) -> Option<Rank> {
    let core = trimmed(word);
    if !PARTS.filter.may_hold(core) {
        return None;
    }
    with_lowercase(core, |word| PARTS.ranks.get(word).copied())
}

fn is_article(word: &str) -> bool {
    with_lowercase(word, |word| WORDS.script.articles.contains(word))
}

/// Whether a word is the ending of a number in figures: `2 нче`, `3 ter`.
fn is_ending(word: &str) -> bool {
    word.chars().count() <= 3 && word.chars().all(is_small)
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
    // `IIIe`, `II-lea`.
    let roman = core.trim_end_matches(is_small);
    let ending = core.len() - roman.len();
    let roman = roman.trim_end_matches('-');
    let is_roman = !roman.is_empty()
        && core.len() <= 8
        && roman.chars().all(|character| "IVXLCІХ".contains(character))
        && (ending == 0 || roman.len() > 1 && ending <= 3 || matches!(core, "Ier" | "Ire"));
    // `Σκηνή Β΄`, `מערכה ג׳`.
    let is_letter =
        !core.is_ascii() && core.chars().count() == 1 && core.chars().all(|letter| letter.is_alphabetic() && !is_small(letter));
    is_figure || is_roman || is_letter || !is_after_mark && WORDS.script.ordinals.contains(&bare(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_and_scenes_are_told_by_a_word_and_its_number() {
        for line in [
            "Erster Akt",
            "ACT II.",
            "2ter Akt",
            "Действие первое",
            "ACTE PREMIER",
            "Der erste Aufzug",
            "The Prologue",
            "Jornada primera",
            "Actul al doilea",
            "מערכה ג׳",
            "第一幕",
        ] {
            assert_eq!(rank(line), Some(Rank::Act), "{line}");
        }
        for line in [
            "Erste Szene.",
            "SCENE II. A street before the house",
            "SCENE II.--A street",
            "SCÈNE IV et dernière. Tous les mêmes.",
            "SCÈNE PREMIÈRE. Anne, en robe de bal, Le Baron, un valet, qui tient une lanterne, et tous ceux qui attendent devant la porte.",
            "Явление 3",
            "Картина I: Sand",
            "Zehenter Auftritt.",
            "Ein und zwanzigster Auftritt.",
            "Zwey und dreyßigste Scene",
            "IV. jelenet",
            "Fünfter und letzter Auftritt",
            "SCENA XIV ed ultima",
            "Escena II y última",
            "Явление двадцать первое",
            "Scena a II-a",
            "SCÈNE IIIe",
            "Scene the Last",
            "2 нче күренеш",
            "İKİNCİ MECLİS",
            "ΣΚΗΝΗ Β΄",
            "第二場",
        ] {
            assert_eq!(rank(line), Some(Rank::Scene), "{line}");
        }
        for line in [
            "Die Szene ist in Rom.",
            "Act your age, my friend",
            "The scene was long",
            "Scenen i Lund, vår tid",
            "He left the scene",
            "La scène, en riant",
            "Der erste und letzte Bote",
            "Kein Akt.--Niemals!",
            "Scene 3, which you will remember as the one in which the old king has lost his crown, is long; the others are not.",
        ] {
            assert_eq!(rank(line), None, "{line}");
        }
    }

    #[test]
    fn persons_and_ends_are_told_by_their_words() {
        assert!(heads_personae("PERSONEN:") && heads_personae("Действующие лица") && !heads_personae("Personen von Rang"));
        assert!(
            heads_personae("KİŞİLER") && could_head_personae("Personen des Vorspiels") && !could_head_personae("Das Vorspiel")
        );
        assert!(
            is_end("Ende.")
                && is_end("(Vorhang.)")
                && is_end("Az első felvonás vége.")
                && !is_end("Das Ende ist es nicht, was mich heute noch schreckt")
        );
    }
}
