//! What a bracket says, by its words and by what stands beside it: the uses of square brackets.

use std::sync::LazyLock;

use memchr::memmem;
use rustc_hash::FxHashSet;

use crate::{
    diagnostic::near::{distance, folded},
    span::Span,
    transcript::{
        gaps,
        inlines::{Gloss, Mark},
        language,
        layout::trimmed,
        letters::{is_alphanumeric, split, words},
        names,
        vocabulary::{WORDS, entry_of},
    },
};

/// The longest keyword before a colon, in bytes.
const KEYWORD_LIMIT: usize = 40;

/// The most words of a doubtful reading and of one that a correction gives.
const READING_LIMIT: usize = 4;

/// The longest word that an abbreviation or a doubtful word can be, in bytes.
const WORD_LIMIT: usize = 60;

/// The longest note in parentheses, in bytes.
const NOTE_LIMIT: usize = 600;

/// The words of all that a bracket can state: most brackets have none of them.
static STATING: LazyLock<Stating> = LazyLock::new(|| {
    let marks = &WORDS.marks;
    let lists = [
        &marks.editorial.sic,
        &marks.editorial.emphasis,
        &marks.blanks.words,
        &marks.hand.stamps,
        &marks.hand.handwritten,
        &marks.signature.seal,
    ];
    let languages = WORDS.languages.iter().map(|language| &language.names);
    let entries = lists.into_iter().chain(marks.gaps.values()).chain(languages).flatten();
    Stating(entries.flat_map(|entry| words(entry)).collect())
});

struct Stating(FxHashSet<&'static str>);

impl Stating {
    /// Whether a bracket has one of these words, or a mark that makes a statement of any words.
    fn is_in(&self, said: &str, lower: &str) -> bool {
        memchr::memchr3(b':', b'?', b'!', said.as_bytes()).is_some() || words(lower).any(|word| self.0.contains(word))
    }
}

/// What a bracket says.
pub(super) struct Sense {
    pub(super) mark: Mark,
    /// The part that stays text, where the brackets and a keyword become markup; or the words in another language.
    pub(super) reading: Option<Span>,
    /// The word before the bracket that it is about.
    pub(super) word: Option<Span>,
}

impl From<Mark> for Sense {
    fn from(mark: Mark) -> Sense {
        Sense { mark, reading: None, word: None }
    }
}

/// A bracket: where it stands, and the first byte before it that no other mark has.
pub(super) struct Bracket<'b> {
    pub(super) text: &'b str,
    pub(super) outer: Span,
    pub(super) free_from: usize,
    /// Whether brackets are directions here.
    pub(super) is_direction: bool,
}

impl Bracket<'_> {
    /// What the bracket says; brackets nest: of `[[…]]` the words in both are read.
    pub(super) fn sense(&self) -> Sense {
        let inner = Span::new(self.outer.start + 1, self.outer.end - 1);
        let core = trimmed(self.text, self.unnested(inner));
        let words = &self.text[core.range()];
        let lower = words.to_lowercase();
        if let Some(sense) = self.statement(core, words, &lower) {
            return sense;
        }
        if self.is_direction {
            let letters = is_inside_word(self.text, self.outer).then(|| self.letters(core, words)).flatten();
            return letters.unwrap_or_else(|| Mark::Direction.into());
        }
        let is_action = |word: &str| WORDS.marks.actions.words.contains(word.trim_end_matches(['.', ',', '!']));
        let count = words.split_whitespace().take(READING_LIMIT + 1).count();
        if count <= READING_LIMIT && lower.split_whitespace().next().is_some_and(is_action) {
            return Mark::Direction.into();
        }
        self.insertion(core, words, count)
    }

    /// What a bracket says that names what it is: a mark of the editor, a gap, a stamp, a note, a keyword.
    fn statement(&self, core: Span, words: &str, lower: &str) -> Option<Sense> {
        if !STATING.is_in(words, lower) {
            return self.correction(core, words);
        }
        let editorial = &WORDS.marks.editorial;
        if editorial.sic.iter().any(|word| word == lower) {
            return Some(Sense { mark: Mark::Gloss(Gloss::Sic), reading: None, word: self.word_before() });
        }
        if editorial.emphasis.iter().any(|word| word == lower.trim_end_matches(['.', ','])) {
            return Some(Sense { mark: Mark::Gloss(Gloss::Emphasis), reading: None, word: self.phrase_before() });
        }
        if matches!(words, "?" | "(?)")
            && let Some(word) = self.word_before()
        {
            return Some(Sense { mark: Mark::Unclear, reading: None, word: Some(word) });
        }
        if let Some(lacuna) = gaps::lacuna(lower) {
            return Some(Mark::Lacuna(Box::new(lacuna)).into());
        }
        if WORDS.marks.blanks.words.iter().any(|word| word == lower) {
            return Some(Mark::Blank.into());
        }
        if let Some(mark) = on_paper(lower) {
            return Some(mark.into());
        }
        let keyword = self.keyword(core, words).or_else(|| self.correction(core, words));
        keyword.or_else(|| self.doubtful(core, words)).or_else(|| original(self.text, core, words))
    }

    /// What a keyword before a colon says of the words after it.
    fn keyword(&self, core: Span, words: &str) -> Option<Sense> {
        let (keyword, rest) = words.split_once(':').filter(|(keyword, _)| keyword.len() <= KEYWORD_LIMIT)?;
        let keyword = keyword.trim().trim_end_matches('.').to_lowercase();
        let marks = &WORDS.marks;
        // `Footnote 4: See above.`
        let name = keyword.trim_end_matches(|character: char| character.is_ascii_digit() || character == ' ');
        if let Some(kind) = entry_of(&marks.notes, name) {
            return Some(Mark::Note(kind).into());
        }
        let start = core.end - rest.trim_start().len();
        let has = |words: &[String]| words.contains(&keyword);
        let mark = match () {
            () if has(&marks.unclear.words) => Mark::Unclear,
            () if has(&marks.hand.deleted) => Mark::Deleted,
            () if has(&marks.hand.added) => Mark::Added,
            () => return None,
        };
        let reading = trimmed(self.text, Span::new(start, core.end));
        let reading = if mark == Mark::Unclear { without_doubt(self.text, reading) } else { reading };
        (!reading.is_empty()).then_some(Sense { mark, reading: Some(reading), word: None })
    }

    /// `[sic: council]`, `[recte 1934]`, and a word that is another but for a slip: `counsil [council]`.
    fn correction(&self, core: Span, words: &str) -> Option<Sense> {
        let word = self.word_before()?;
        let end = words.find(|character: char| character.is_whitespace() || ":,".contains(character));
        let corrected = |reading: Span, is_stated: bool| Sense {
            mark: Mark::Correction { is_stated },
            reading: Some(reading),
            word: Some(word),
        };
        if let Some(end) = end {
            let keyword = words[..end].to_lowercase();
            let rest = words[end..].trim_start_matches([':', ',', ' ']);
            let is_marked = words[end..].starts_with([':', ',']) || !matches!(keyword.as_str(), "sic" | "read" | "so");
            let is_known = WORDS.marks.editorial.corrections.contains(&keyword);
            let is_short = !rest.is_empty() && rest.split_whitespace().count() <= READING_LIMIT;
            return (is_known && is_marked && is_short).then(|| corrected(Span::new(core.end - rest.len(), core.end), true));
        }
        let reading = without_doubt(self.text, core);
        let is_doubtful = reading.len() < core.len();
        let (before, after) = (&self.text[word.range()], &self.text[reading.range()]);
        let starts_small = |word: &str| word.starts_with(names::is_small);
        // Names may be spelled in two ways; other words are not.
        let is_word = is_doubtful || starts_small(before) && starts_small(after);
        (is_word && resembles(before, after)).then(|| corrected(reading, false))
    }

    /// `[Berg?]`, `[?harbor]`, `[[N. P. Varn?]]`: a reading of which somebody is not sure.
    fn doubtful(&self, core: Span, words: &str) -> Option<Sense> {
        let reading = without_doubt(self.text, core);
        if reading.len() == words.len() {
            return None;
        }
        let mut parts = self.text[reading.range()].split_whitespace();
        let count = parts.clone().count();
        let is_reading =
            (1..=READING_LIMIT).contains(&count) && (count == 1 || words.ends_with(')') || parts.all(names::is_name_word));
        is_reading.then_some(Sense { mark: Mark::Unclear, reading: Some(reading), word: None })
    }

    /// What a bracket says that names nothing: letters of a word, words of a sentence, or an explanation.
    fn insertion(&self, core: Span, words: &str, count: usize) -> Sense {
        if let Some(sense) = self.letters(core, words) {
            return sense;
        }
        let before = names::name_before(&self.text[..self.outer.start]);
        let names_an_office = names::has_office_word(words);
        let starts_small = words.chars().next().is_some_and(names::is_small);
        let is_supplied = starts_small && count <= READING_LIMIT && !words.contains([':', '.', ';']);
        // An office in small letters stands after the name without an article: the first word is it.
        let is_apposition = || before.is_some() && words.split_whitespace().next().is_some_and(names::is_office);
        let foreign = other_script(self.text, self.outer.start, core);
        if foreign.is_none() && is_supplied && !is_apposition() || is_sign(words) {
            return Mark::Supplied.into();
        }
        if let Some(name) = before
            && names::is_other_spelling(name, words)
        {
            return Mark::Gloss(Gloss::Romanization).into();
        }
        if let Some(sense) = foreign {
            return sense;
        }
        let beside_a_name = before.is_some() || names::name_after(&self.text[self.outer.end..]).is_some();
        Mark::Gloss(if names_an_office && beside_a_name { Gloss::Role } else { Gloss::Other }).into()
    }

    /// Letters inside a word: those that an abbreviation leaves out, or one that stands in place of another.
    fn letters(&self, core: Span, words: &str) -> Option<Sense> {
        let is_letters = words.chars().all(|character| character.is_alphabetic() || "-’'".contains(character));
        let next = self.text[self.outer.end..].chars().next().filter(|next| next.is_alphabetic());
        let last = self.text[self.free_from..self.outer.start].chars().next_back();
        let is_inside = |letter: char| letter.is_alphabetic() && !has_no_spaces(letter);
        let fills_bracket = core.len() + 2 == self.outer.len();
        if !is_letters || !fills_bracket || words.starts_with(has_no_spaces) {
            return None;
        }
        let begins_word = !last.is_some_and(is_inside);
        if begins_word {
            return next.is_some_and(is_inside).then(|| Mark::Supplied.into());
        }
        let word = word_before(self.text, self.free_from, self.outer.start)?;
        // One letter alone changes a word: `word[s]`, `wom[e]n`.
        if words.chars().nth(1).is_none() {
            return Some(Mark::Supplied.into());
        }
        Some(Sense { mark: Mark::Expansion, reading: None, word: Some(word) })
    }

    /// The word directly before the bracket, after which at most one space stands.
    fn word_before(&self) -> Option<Span> {
        let before = &self.text[self.free_from..self.outer.start];
        let end = before.strip_suffix([' ', '\u{a0}']).unwrap_or(before).len();
        word_before(self.text, self.free_from, self.free_from + end)
    }

    /// The phrase between marks of emphasis directly before the bracket: `*so*`, `_so_`.
    fn phrase_before(&self) -> Option<Span> {
        let before = &self.text[self.free_from..self.outer.start];
        let before = before.strip_suffix(' ').unwrap_or(before);
        let mark = before.chars().next_back().filter(|mark| matches!(mark, '*' | '_'))?;
        let end = before.trim_end_matches(mark);
        let near = &end[end.ceil_char_boundary(end.len().saturating_sub(KEYWORD_LIMIT * 3))..];
        let phrase = near.rsplit(mark).next().filter(|phrase| phrase.len() < near.len() && !phrase.contains('\n'))?;
        let marks = before.len() - end.len();
        let start = end.len() - phrase.len() - marks;
        (end[..end.len() - phrase.len()].ends_with(&before[end.len()..]) && phrase.contains(char::is_alphabetic))
            .then(|| Span::new(self.free_from + start, self.free_from + before.len()))
    }

    /// Without brackets that take all of another: `[[…]]`.
    fn unnested(&self, inner: Span) -> Span {
        let words = &self.text[inner.range()];
        let core = words.strip_prefix('[').and_then(|words| words.strip_suffix(']'));
        match core {
            Some(core) if !core.contains(['[', ']']) => Span::new(inner.start + 1, inner.end - 1),
            _ => inner,
        }
    }
}

/// Whether a bracket that is a paragraph of its own names what it is, so that it is no direction: a gap, a stamp, a note.
pub(super) fn is_statement(words: &str) -> bool {
    if !words.starts_with('[') || !words.ends_with(']') {
        return false;
    }
    let bracket = Bracket { text: words, outer: Span::new(0, words.len()), free_from: 0, is_direction: false };
    let inner = Span::new(1, words.len() - 1);
    let core = trimmed(words, bracket.unnested(inner));
    let inside = &words[core.range()];
    let lower = inside.to_lowercase();
    gaps::reason_of(inside, &lower).is_some() || bracket.statement(core, inside, &lower).is_some()
}

/// Where a parenthesis ends that says what a bracket could say: `(inaudible)`, `(...)`, `(Ed. note: …)`, and, after a word,
/// `(?)` and `(sic)`.
///
/// `rest` begins with the parenthesis; few bytes of it are looked at.
pub(super) fn parenthesis_end(rest: &str) -> Option<usize> {
    let head = &rest[1..rest.floor_char_boundary(rest.len().min(KEYWORD_LIMIT))];
    let stop = head.find([')', ':', '(', '\n', '['])?;
    let words = head[..stop].trim();
    if head[stop..].starts_with(')') {
        let is_heard = || matches!(gaps::reason(words), Some("illegible" | "inaudible"));
        let says_so = gaps::of_marks(words).is_some() || words == "?" || words.eq_ignore_ascii_case("sic") || is_heard();
        return says_so.then_some(1 + stop + 1);
    }
    let is_note = head[stop..].starts_with(':')
        && words.contains(char::is_alphabetic)
        && entry_of(&WORDS.marks.notes, words.trim_end_matches('.').to_lowercase().as_str()).is_some();
    let text = &rest[..rest.floor_char_boundary(rest.len().min(NOTE_LIMIT))];
    let end = || text[1..].find(['(', ')', '\n']).filter(|end| text[1 + end..].starts_with(')'));
    if is_note { end().map(|end| 1 + end + 1) } else { None }
}

/// The longest ending of a word that brackets hold, in letters.
const ENDING: usize = 3;

/// Whether a bracket holds letters of the word that it stands in: `hast[e]ned`, `wom[e]n`, `box[e]`.
pub(super) fn is_inside_word(text: &str, bracket: Span) -> bool {
    let before = text[..bracket.start].chars().next_back();
    if !before.is_some_and(|letter| letter.is_alphabetic() && !has_no_spaces(letter)) {
        return false;
    }
    let letters = &text[bracket.start + 1..bracket.end - 1];
    let goes_on = text[bracket.end..].starts_with(names::is_small);
    letters.chars().all(|letter| names::is_small(letter) || letter == '-') && (goes_on || letters.chars().nth(ENDING).is_none())
}

/// The word that ends at a place.
fn word_before(text: &str, from: usize, end: usize) -> Option<Span> {
    let before = &text[text.ceil_char_boundary(from.max(end.saturating_sub(WORD_LIMIT)))..end];
    let is_part = |character: char| character.is_alphanumeric() || "-’'".contains(character);
    let start = before.trim_end_matches(is_part).len();
    let word = Span::new(end - (before.len() - start), end);
    let letters = &text[word.range()];
    (letters.starts_with(char::is_alphanumeric) && letters.ends_with(char::is_alphanumeric) && !letters.contains(has_no_spaces))
        .then_some(word)
}

/// Whether a letter is of a script that puts no spaces between words.
fn has_no_spaces(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// One or two signs of a script without spaces complete a sentence; more explain it.
fn is_sign(words: &str) -> bool {
    words.chars().all(has_no_spaces) && words.chars().nth(2).is_none()
}

/// A reading without the question mark that says it is doubtful, in parentheses or not.
fn without_doubt(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let end = words.trim_end_matches(['?', ' ']);
    let end = words.trim_end().strip_suffix("(?)").map_or(end, str::trim_end);
    let start = end.trim_start_matches(['?', ' ']);
    Span::new(span.start + (end.len() - start.len()), span.start + end.len())
}

/// Whether one word is another but for a slip: less than half of the letters differ, and they are not the same.
fn resembles(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (folded(one), folded(other)) else { return false };
    let most = one.len().min(other.len()).saturating_sub(1) / 2;
    distance(&one, &other, most.min(3)).is_some_and(|slips| slips > 0)
}

/// Whether the words say that something was stamped or written by hand: the word for it stands before a colon, or among few.
fn on_paper(lower: &str) -> Option<Mark> {
    let head = lower.split(':').next().unwrap_or_default();
    let is_short = head.len() <= 3 * KEYWORD_LIMIT && split(head).take(11).count() <= 10;
    let has_colon = head.len() < lower.len();
    if !is_short {
        return None;
    }
    let words: Vec<&str> = head.split(|character: char| !is_alphanumeric(character) && character != '\'').collect();
    let has = |list: &[String]| words.iter().any(|word| list.iter().any(|entry| word == entry));
    let starts = |list: &[String]| {
        list.iter().any(|entry| entry.contains(' ') && memmem::find(head.as_bytes(), entry.as_bytes()).is_some())
    };
    let (hand, signature) = (&WORDS.marks.hand, &WORDS.marks.signature);
    if has(&hand.handwritten) || starts(&hand.handwritten) {
        let is_first = hand.handwritten.iter().any(|entry| head.starts_with(entry.as_str()));
        return (has_colon || is_first).then_some(Mark::Note("handwritten"));
    }
    // A seal is what the source calls so; words that can mean either are stamps where they say what is on them.
    let is_stamp = has(&hand.stamps);
    let is_seal = has(&signature.seal) && !is_stamp;
    let is_about = has_colon || head.split_whitespace().count() <= 5;
    ((is_stamp || is_seal) && is_about).then_some(Mark::Stamp { is_seal })
}

/// `[in Russian: pristan]`, `[in French in the original]`: words in another language, or the statement that these are.
fn original(text: &str, core: Span, words: &str) -> Option<Sense> {
    let (head, rest) = match words.split_once(':') {
        Some((head, rest)) => (head, rest.trim()),
        None => (words, ""),
    };
    if head.len() > KEYWORD_LIMIT {
        return None;
    }
    let mut tag = None;
    for word in head.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        match language::named(&lower).or_else(|| (!rest.is_empty()).then(|| language::abbreviated(&lower)).flatten()) {
            Some(found) if tag.is_none() => tag = Some(found),
            None if WORDS.marks.original.words.contains(&lower) => {}
            _ => return None,
        }
    }
    let reading = Span::new(core.end - rest.len(), core.end);
    let tag = language::in_script(tag?, &text[reading.range()]);
    let says_so = !rest.is_empty() || head.split_whitespace().count() > 1;
    let reading = (!rest.is_empty()).then_some(reading);
    says_so.then_some(Sense { mark: Mark::Gloss(Gloss::Original(tag.into())), reading, word: None })
}

/// Words in another script than the text before them.
fn other_script(text: &str, before: usize, core: Span) -> Option<Sense> {
    let near = &text[text.floor_char_boundary(before.saturating_sub(WORD_LIMIT))..before];
    let around = near.chars().rev().find_map(language::script)?;
    let mut scripts = text[core.range()].chars().filter_map(language::script);
    let own = scripts.next()?;
    (own != around && scripts.all(|script| script == own)).then(|| Sense {
        mark: Mark::Gloss(Gloss::Original(format!("und-{own}").into())),
        reading: Some(core),
        word: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sense of the first bracket: its mark, the reading, and the word before it.
    fn sense(text: &str) -> (Mark, Option<&str>, Option<&str>) {
        let (start, end) = (text.find('[').expect("it has one"), text.rfind(']').expect("it is closed") + 1);
        let outer = Span::new(start, end);
        let Sense { mark, reading, word } = Bracket { text, outer, free_from: 0, is_direction: false }.sense();
        (mark, reading.map(|span| &text[span.range()]), word.map(|span| &text[span.range()]))
    }

    #[test]
    fn a_bracket_is_about_itself_or_the_word_before_it() {
        let correction = |is_stated| Mark::Correction { is_stated };
        for (text, mark, reading, word) in [
            ("the counsil [sic] met", Mark::Gloss(Gloss::Sic), None, Some("counsil")),
            ("the consul [sic: council] met", correction(true), Some("council"), Some("consul")),
            ("in 1943 [recte 1934]", correction(true), Some("1934"), Some("1943")),
            ("a gread [great] day", correction(false), Some("great"), Some("gread")),
            ("for Lenor [Labor?]", correction(false), Some("Labor"), Some("Lenor")),
            ("saw [Berg?] there", Mark::Unclear, Some("Berg"), None),
            ("saw [[N. P. Varn?]] there", Mark::Unclear, Some("N. P. Varn"), None),
            ("the harbor [?] too", Mark::Unclear, None, Some("harbor")),
            ("the F[oreign] Ministry", Mark::Expansion, None, Some("F")),
            ("the boat[s] came", Mark::Supplied, None, None),
            ("they told [me] that", Mark::Supplied, None, None),
            ("he had [read the book]", Mark::Supplied, None, None),
            ("Harald Berg [Minister of Ports]", Mark::Gloss(Gloss::Role), None, None),
            ("met Chang Li [Zhang Li]", Mark::Gloss(Gloss::Romanization), None, None),
            ("from ARVIDSSON [Berg]", Mark::Gloss(Gloss::Other), None, None),
            ("a gift [Russian: podarok]", Mark::Gloss(Gloss::Original("ru-Latn".into())), Some("podarok"), None),
            ("the pier [пристань]", Mark::Gloss(Gloss::Original("und-Cyrl".into())), Some("пристань"), None),
            ("is here [stamp: COPY]", Mark::Stamp { is_seal: false }, None, None),
            ("is [in pencil: no]", Mark::Note("handwritten"), None, None),
            ("is [crossed out: maybe] so", Mark::Deleted, Some("maybe"), None),
            ("a name: [blank]", Mark::Blank, None, None),
            ("it is *so* [emphasis added]", Mark::Gloss(Gloss::Emphasis), None, Some("*so*")),
            ("yes [laughs] no", Mark::Direction, None, None),
            ("他说[我]知道", Mark::Supplied, None, None),
        ] {
            assert_eq!(sense(text), (mark, reading, word), "{text}");
        }
    }

    #[test]
    fn a_parenthesis_is_read_as_a_bracket_only_by_words_that_no_sentence_has() {
        for (text, end) in [
            ("(inaudible) yes", Some(11)),
            ("(...) yes", Some(5)),
            ("(?) yes", Some(3)),
            ("(Ed. note: he laughs) yes", Some(21)),
            ("(he laughs) yes", None),
            ("(deleted) yes", None),
            ("(a list: one) yes", None),
            ("(note: no end", None),
        ] {
            assert_eq!(parenthesis_end(text), end, "{text}");
        }
    }
}
