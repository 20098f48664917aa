//! Finds names in a text: the longest first, whole words, in a walk over the words that grows with the text and no faster.

use std::{collections::BTreeMap, sync::LazyLock};

use rustc_hash::FxHashMap;

use crate::{
    convert::authority::{AuthorityEntry, AuthorityKind},
    span::Span,
    transcript,
};

/// Longer names are not looked for, in words.
const WORD_LIMIT: usize = 24;

/// The shortest stem of a word with an ending, in characters.
const STEM_LIMIT: usize = 4;

/// Case endings of one language: the end that a name has, and one that it may have instead.
type Endings = Vec<(String, String)>;

/// Who bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    One(usize),
    Several,
}

/// The names, word by word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Node {
    /// By the next word: what stands before it, and the node.
    next: FxHashMap<String, Vec<(Joint, usize)>>,
    bearer: Option<Bearer>,
}

/// What stands between two words of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Joint {
    /// Nothing: the first word, or the next character of a script without spaces.
    None,
    Space,
    Hyphen,
    /// After an initial; with or without a space.
    Stop,
    Apostrophe,
    Dot,
}

impl Joint {
    fn of(between: &str) -> Option<Joint> {
        Some(match between {
            "" => Joint::None,
            "-" | "‐" | "‑" => Joint::Hyphen,
            "'" | "’" => Joint::Apostrophe,
            "·" | "・" | "•" => Joint::Dot,
            _ if between.len() > 16 => return None,
            _ => match between.trim() {
                "" => Joint::Space,
                "." => Joint::Stop,
                _ => return None,
            },
        })
    }
}

/// A word, or a character of a script that puts no spaces between words.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    is_character: bool,
}

/// A name that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) bearer: Bearer,
}

impl Index {
    pub(super) fn of(entries: &[AuthorityEntry]) -> Index {
        let mut index = Index { nodes: vec![Node::default()] };
        for (number, entry) in entries.iter().enumerate() {
            for name in &entry.names {
                index.add(name, number);
                // `Hoxha, Enver` stands in a text as `Enver Hoxha`; in capitals, a name is the same.
                let turned = name.split_once(',').filter(|(_, rest)| !rest.contains(',') && entry.kind == AuthorityKind::Person);
                let turned = turned.map(|(surname, rest)| format!("{} {}", rest.trim(), surname.trim()));
                turned.iter().for_each(|name| index.add(name, number));
                let name = turned.as_deref().unwrap_or(name);
                if name.trim().contains(' ') {
                    index.add(&name.to_uppercase(), number);
                }
            }
        }
        index
    }

    fn add(&mut self, name: &str, entry: usize) {
        let mut node = 0;
        let mut before: Option<Word> = None;
        let words: Vec<Word> = Words::of(name).take(WORD_LIMIT + 1).collect();
        // One character of a script without spaces is part of many words.
        let is_short = words.len() == 1 && words[0].is_character;
        if words.is_empty() || words.len() > WORD_LIMIT || is_short {
            return;
        }
        for word in words {
            let joint = before.map_or(Some(Joint::None), |before| Joint::of(&name[before.end..word.start]));
            // What is in no text between two words of a name: the name is not found.
            let Some(joint) = joint else { return };
            let made = self.nodes.len();
            let joints = self.nodes[node].next.entry(name[word.start..word.end].to_owned()).or_default();
            node = match joints.iter().find(|(other, _)| *other == joint) {
                Some((_, next)) => *next,
                None => {
                    joints.push((joint, made));
                    self.nodes.push(Node::default());
                    made
                }
            };
            before = Some(word);
        }
        let bearer = self.nodes[node].bearer.get_or_insert(Bearer::One(entry));
        if *bearer != Bearer::One(entry) {
            *bearer = Bearer::Several;
        }
    }

    /// Finds the names in a piece of text; `base` is the place of its first byte.
    pub(super) fn find(&self, text: &str, base: usize, search: &Search<'_>, out: &mut Vec<Found>) {
        let words: Vec<Word> = Words::of(text).collect();
        let mut at = 0;
        while at < words.len() {
            match self.longest(text, &words, at, search) {
                Some((count, bearer)) if search.is_whole(text, &words, at, count, bearer) => {
                    let span = Span::new(base + words[at].start, base + words[at + count - 1].end);
                    out.push(Found { span, bearer });
                    at += count;
                }
                _ => at += 1,
            }
        }
    }

    /// The longest name that begins with a word: how many words it has, and who bears it.
    fn longest(&self, text: &str, words: &[Word], from: usize, search: &Search<'_>) -> Option<(usize, Bearer)> {
        let (mut node, mut best) = (0, None);
        for (count, word) in words[from..].iter().take(WORD_LIMIT).enumerate() {
            let joint = if count == 0 { Some(Joint::None) } else { Joint::of(&text[words[from + count - 1].end..word.start]) };
            let Some(next) = joint.and_then(|joint| self.step(node, joint, &text[word.start..word.end], search)) else { break };
            node = next;
            best = self.nodes[node].bearer.map(|bearer| (count + 1, bearer)).or(best);
        }
        best
    }

    /// The next node: for the word as it stands, or else for the one name of which it is a case.
    fn step(&self, node: usize, joint: Joint, word: &str, search: &Search<'_>) -> Option<usize> {
        let next = &self.nodes[node].next;
        if next.is_empty() {
            return None;
        }
        let after = |word: &str| next.get(word)?.iter().find(|(other, _)| *other == joint).map(|(_, node)| *node);
        if let Some(found) = after(word) {
            return Some(found);
        }
        if search.endings.is_empty() || !word.starts_with(char::is_uppercase) {
            return None;
        }
        let mut found = None;
        let mut name = String::new();
        for (listed, ending) in search.endings {
            let Some(stem) = word.strip_suffix(ending.as_str()) else { continue };
            if stem.chars().count() < STEM_LIMIT {
                continue;
            }
            name.clear();
            name.push_str(stem);
            name.push_str(listed);
            match (after(&name), found) {
                (Some(node), Some(other)) if node != other => return None,
                (Some(node), _) => found = Some(node),
                (None, _) => {}
            }
        }
        found
    }
}

/// How a text is searched.
pub(super) struct Search<'a> {
    entries: &'a [AuthorityEntry],
    endings: &'a [(String, String)],
}

impl<'a> Search<'a> {
    /// For a text in a language.
    pub(super) fn of(entries: &'a [AuthorityEntry], language: &str) -> Search<'a> {
        static ENDINGS: LazyLock<BTreeMap<String, Endings>> = LazyLock::new(|| {
            let lists: BTreeMap<String, BTreeMap<String, Vec<String>>> =
                toml::from_str(include_str!("endings.toml")).expect("the endings are part of the program, and a test reads them");
            let pairs = |(listed, endings): (String, Vec<String>)| endings.into_iter().map(move |it| (listed.clone(), it));
            lists.into_iter().map(|(tag, lists)| (tag, lists.into_iter().flat_map(pairs).collect())).collect()
        });
        let primary = language.split('-').next().unwrap_or_default();
        Search { entries, endings: ENDINGS.get(primary).map_or(&[], Vec::as_slice) }
    }

    /// Whether a name of one word is no part of the name of somebody else.
    fn is_whole(&self, text: &str, words: &[Word], at: usize, count: usize, bearer: Bearer) -> bool {
        let is_person = match bearer {
            Bearer::One(entry) => self.entries[entry].kind == AuthorityKind::Person,
            Bearer::Several => true,
        };
        if count > 1 || !is_person || words[at].is_character {
            return true;
        }
        let is_name = |word: &Word| {
            let word = &text[word.start..word.end];
            word.starts_with(char::is_uppercase) && !transcript::is_no_name(word)
        };
        let is_beside = |between: &str| matches!(Joint::of(between), Some(Joint::Space | Joint::Hyphen | Joint::Stop));
        let before = at.checked_sub(1).map(|before| words[before]);
        let after = words.get(at + 1);
        // A sentence may end before the name with a full stop: only after an initial is it part of one.
        let is_initial = |word: &Word| text[word.start..word.end].chars().nth(1).is_none();
        let continues = |between: &str, word: &Word| match Joint::of(between) {
            Some(Joint::Stop) => is_initial(word),
            _ => is_beside(between),
        };
        !before.is_some_and(|before| continues(&text[before.end..words[at].start], &before) && is_name(&before))
            && !after.is_some_and(|after| {
                matches!(Joint::of(&text[words[at].end..after.start]), Some(Joint::Space | Joint::Hyphen)) && is_name(after)
            })
    }
}

/// The words of a text in order.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Words<'t> {
        Words { text, at: 0 }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let start = self.at + self.text[self.at..].find(is_of_word)?;
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        let is_character = stands_alone(first);
        let is_end =
            |(at, character): &(usize, char)| *at > 0 && (is_character || !is_of_word(*character) || stands_alone(*character));
        let end = rest.char_indices().find(is_end).map_or(self.text.len(), |(at, _)| start + at);
        self.at = end;
        Some(Word { start, end, is_character })
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}')
}

/// Whether a character is of a script that puts no spaces between words.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: AuthorityKind, name: &str) -> AuthorityEntry {
        AuthorityEntry { kind, id: String::new(), names: vec![name.to_owned()], identifiers: Vec::new() }
    }

    #[track_caller]
    fn check(names: &[&str], language: &str, text: &str, expected: &[&str]) {
        let entries: Vec<_> = names
            .iter()
            .map(|name| match name.strip_prefix('@') {
                Some(place) => entry(AuthorityKind::Place, place),
                None => entry(AuthorityKind::Person, name),
            })
            .collect();
        let mut found = Vec::new();
        Index::of(&entries).find(text, 0, &Search::of(&entries, language), &mut found);
        assert_eq!(found.iter().map(|it| &text[it.span.range()]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_longest_name_of_whole_words_is_found() {
        check(
            &["Ann Cole", "Ann", "@Oslo"],
            "en",
            "Ann Cole and Ann went to Oslo, not Oslofjord; Annie too.",
            &["Ann Cole", "Ann", "Oslo"],
        );
        check(&["Ann Cole"], "en", "Ann\n  Cole's and ANN COLE’s ann cole", &["Ann\n  Cole", "ANN COLE"]);
        check(
            &["Cole, Ann", "A. B. Fry", "Jean-Paul O'Neill"],
            "en",
            "Ann Cole, A.B. Fry, Jean-Paul O’Neill.",
            &["Ann Cole", "A.B. Fry", "Jean-Paul O’Neill"],
        );
        check(&["毛泽东", "@北京"], "zh", "毛泽东在北京说", &["毛泽东", "北京"]);
    }

    #[test]
    fn cases_are_found_where_the_language_has_them() {
        check(
            &["Никита Хрущёв", "@Москва"],
            "ru",
            "с Никитой Хрущёвым в Москве и Москву",
            &["Никитой Хрущёвым", "Москве", "Москву"],
        );
        check(&["Adenauer"], "de", "die Reise Adenauers", &[]);
        check(&["Konrad Adenauer", "@Berlin"], "de", "der Plan Konrad Adenauers und Berlins", &["Konrad Adenauers", "Berlins"]);
        check(&["@Berlin"], "en", "Berlins and Berliners", &[]);
        check(&["@Rom"], "de", "Roms", &[]);
    }

    #[test]
    fn one_word_beside_another_name_is_somebody_else() {
        check(&["Cole"], "en", "Bert Cole and Cole Porter; B. Cole; Cole-Smith.", &[]);
        check(&["Cole"], "en", "Mr. Cole said so. Cole went. And Cole too, President Cole.", &["Cole", "Cole", "Cole", "Cole"]);
    }
}
