//! Lines that may head a part of a record: `Session I: Opening`, `Item 4.`, `316.`, `II. The budget`, `## Questions`, `THE HARBOR`.
//!
//! What such a line says by itself is read here; whether it heads a part, the whole file decides (`blocks::frame`).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::transcript::{
    letters::is_alphanumeric,
    names::{self, is_small},
    pages::ends_sentence,
    vocabulary::WORDS,
    wordings::{Word, Wordings, beginning_with, spaced_out},
};

/// The longest heading, in bytes, and the longest title after a number, in words.
const LENGTH_LIMIT: usize = 240;
const TITLE_WORDS: usize = 16;

/// The longest heading that nothing but its place shows, in words.
const PLAIN_WORDS: usize = 12;

/// Words for enclosures that are shorter than this have a number beside them.
const SHORT_WORD: usize = 5;

/// How a heading is written; the parts of one form have one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Form {
    /// A word for a part beside a number, with the type of the part: `Item 4`.
    Word(&'static str),
    /// `## Questions`, with the number of signs.
    Hashes(usize),
    /// A Roman number, alone or before a title.
    Roman { is_alone: bool },
    /// A number in figures, alone or before a title.
    Figures { is_alone: bool },
    /// A line of the word list: `Question Time`.
    Known,
    /// In capitals.
    Capitals,
    /// Letters with spaces between them.
    SpacedOut,
    /// Between marks of emphasis.
    Emphasis,
    /// A short line that is no sentence.
    Plain,
}

/// A line that may head a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) form: Form,
    /// Its number as the line has it.
    pub(super) number: Option<String>,
    /// Its number, where it can be counted.
    pub(super) value: Option<u32>,
}

impl Candidate {
    /// A line that nothing but somebody's word shows.
    pub(super) const PLAIN: Candidate = Candidate { form: Form::Plain, number: None, value: None };
}

impl Form {
    /// The level of such parts where nothing else tells it: less is farther out.
    pub(super) fn level(self) -> usize {
        match self {
            Form::Word("session") => 0,
            Form::Hashes(count) => 1 + count,
            Form::Word("section") => 8,
            Form::Roman { .. } => 9,
            Form::Word(_) => 10,
            Form::Figures { .. } => 11,
            Form::Capitals | Form::Known | Form::SpacedOut => 12,
            Form::Emphasis => 13,
            Form::Plain => 14,
        }
    }

    /// `@type` of the division.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Form::Word(kind) => kind,
            _ => "part",
        }
    }

    /// What the receipt says of it.
    pub(super) fn evidence(self) -> &'static str {
        match self {
            Form::Word(_) => "a word for a part of a record with its number",
            Form::Hashes(_) => "signs that mark headings",
            Form::Roman { is_alone: true } | Form::Figures { is_alone: true } => "a number on a line of its own",
            Form::Roman { .. } | Form::Figures { .. } => "a number before a title",
            Form::Known => "a line that heads parts of records",
            Form::Capitals => "a line in capitals among speeches that are not",
            Form::SpacedOut => "letters with spaces between them",
            Form::Emphasis => "marks of emphasis around the whole line",
            Form::Plain => "a short line that is no sentence",
        }
    }
}

static PARTS: LazyLock<(Wordings, FxHashMap<&'static str, &'static str>)> = LazyLock::new(|| {
    let lists = &WORDS.frame.parts;
    // A word that stands in two lists is that of the first.
    let mut kinds = FxHashMap::default();
    for kind in ["session", "section", "case", "item"] {
        let (kind, words) = lists.get_key_value(kind).expect("the word lists have it: a test reads them");
        words.iter().for_each(|word| {
            kinds.entry(word.as_str()).or_insert(kind.as_str());
        });
    }
    (Wordings::of(lists.values().flatten()), kinds)
});

static KNOWN: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(&WORDS.frame.headings.words));
static ENCLOSURES: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(&WORDS.frame.enclosures.words));

/// A heading of two lines: the word for the part with its number, and the title.
pub(super) fn of_two_lines(first: &str, second: &str) -> Option<Candidate> {
    let found = by_word(first.trim_end_matches([':', '.', ' ']))?;
    (is_short(second, TITLE_WORDS) && !ends_sentence(second) && !second.starts_with(is_small)).then_some(found)
}

/// What a line says by itself, if it may head a part.
pub(super) fn candidate(line: &str) -> Option<Candidate> {
    if line.len() > LENGTH_LIMIT || line.starts_with(['(', '[', '"', '«', '„', '“', '-', '–', '—', '•']) {
        return None;
    }
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return Some(Candidate { form: Form::Hashes(hashes), number: None, value: None });
    }
    let plain = |form| Some(Candidate { form, number: None, value: None });
    if let Some(inside) = emphasized(line) {
        return (!ends_sentence(inside) && is_short(inside, PLAIN_WORDS)).then(|| plain(Form::Emphasis)).flatten();
    }
    if let Some(found) = by_word(line).or_else(|| without_spaces(line)).or_else(|| numbered(line)) {
        return Some(found);
    }
    let known = beginning_with(line, |first| KNOWN.have_first(first));
    if known.is_some_and(|words| KNOWN.holds(&words)) && !line.ends_with(['?', '!', ',', ';', ':']) {
        return plain(Form::Known);
    }
    if spaced_out(line).is_some() {
        return plain(Form::SpacedOut);
    }
    let letters = line.chars().filter(|character| character.is_alphabetic()).count();
    let is_open = line.ends_with(['!', '?', ',', ';', '…', ':', '-', '–', '—']);
    if names::in_capitals(line) && letters >= 4 && !is_open && is_short(line, TITLE_WORDS) {
        return plain(Form::Capitals);
    }
    let starts_high = line.chars().next().is_some_and(|first| first.is_alphabetic() && !is_small(first));
    (starts_high && !ends_sentence(line) && !is_open && is_short(line, PLAIN_WORDS)).then(|| plain(Form::Plain)).flatten()
}

/// Whether a line is a word for a part with its number and nothing else but a mark: such a line is no label.
pub(super) fn names_part(line: &str) -> bool {
    line.len() <= LENGTH_LIMIT && by_word(line.trim_end_matches([':', '.', ' '])).is_some()
}

/// The number of an enclosure, where a line heads one.
pub(super) fn enclosure(line: &str) -> Option<Option<String>> {
    if line.len() > LENGTH_LIMIT || line.starts_with(is_small) {
        return None;
    }
    let words = beginning_with(line, |first| ENCLOSURES.have_first(first))?;
    let length = ENCLOSURES.longest(&words)?;
    let (number, after) = number_after(line, &words, length);
    // Short words may be names: `Lisa`.
    if number.is_none() && line.is_ascii() && words[0].text.len() < SHORT_WORD {
        return None;
    }
    let rest = line[after..].trim_start();
    // `Annex to the letter`, `Enclosures: 2`, `Exhibit 5 shows it.`
    let is_title = rest.starts_with([':', '.', '—', '–', '-', '(']) && number.is_some() || rest.starts_with(['(', '—', '–']);
    let is_heading = rest.trim_matches([']', '.', ':', ')', ' ']).is_empty() && !(number.is_none() && rest.starts_with(':'))
        || (is_title || number.is_some() && !rest.starts_with(is_small) || names::in_capitals(line))
            && !ends_sentence(rest)
            && is_short(line, TITLE_WORDS);
    is_heading.then_some(number)
}

/// The number right after some words, and where what follows begins.
fn number_after(line: &str, words: &[Word<'_>], at: usize) -> (Option<String>, usize) {
    let end = |at: usize| words[at - 1].end();
    let is_sign = |word: &Word<'_>| matches!(&*word.lower, "no" | "nr" | "№" | "n°" | "nº" | "num" | "number" | "č");
    let at_number = at + usize::from(words.get(at).is_some_and(is_sign));
    match words.get(at_number).filter(|word| is_number(word)) {
        // No mark but that of an abbreviation stands before it.
        Some(word) if line[end(at)..word.start].chars().all(|c| c == ' ' || c == '.' || c == '№' || is_alphanumeric(c)) => {
            (Some(word.text.to_owned()), word.end())
        }
        _ => (None, end(at)),
    }
}

/// `Item 4: The budget`, `Punkt 3 der Tagesordnung`, `3. Sitzung`, `Second session`.
fn by_word(line: &str) -> Option<Candidate> {
    let is_ordinal = |word: &Word<'_>| {
        is_number(word) || WORDS.script.ordinals.contains(&*word.lower) || WORDS.people.numbers.contains(&*word.lower)
    };
    let found =
        beginning_with(line, |first| !first.text.starts_with(is_small) && (PARTS.0.have_first(first) || is_ordinal(first)))?;
    let first = found.first()?;
    let (length, number, end) = if let Some(length) = PARTS.0.longest(&found) {
        let (number, end) = number_after(line, &found, length);
        let word = found.get(length).filter(|word| number.is_none() && WORDS.people.numbers.contains(&*word.lower));
        let end = word.map_or(end, Word::end);
        (length, number.or_else(|| word.map(|word| word.text.to_owned())), end)
    } else if is_ordinal(first) && !first.lower.ends_with(['\'', ',']) {
        let length = PARTS.0.longest(&found[1..])?;
        // What stands between is the point of the number.
        let between = &line[first.end()..found[1].start];
        if !between.chars().all(|character| matches!(character, '.' | ' ' | ')' | '-')) {
            return None;
        }
        let end = found[length].end();
        (length, Some(first.text.to_owned()), end)
    } else {
        return None;
    };
    let number = number?;
    let at = usize::from(PARTS.0.longest(&found).is_none());
    let phrase = found[at..at + length].iter().map(|word| &*word.lower).collect::<Vec<_>>().join(" ");
    let kind = *PARTS.1.get(phrase.as_str())?;
    let rest = line[end..].trim_start();
    let title = rest.trim_start_matches([':', '.', ')', '—', '–', '-', ']', ',']).trim_start();
    let is_marked = title.len() < rest.len() && !rest.starts_with(',');
    let is_heading = title.is_empty()
        || is_marked && is_short(title, TITLE_WORDS) && !title.starts_with(is_small) && !title.ends_with(['?', '!', ';', ','])
        || !is_marked && is_short(title, TITLE_WORDS) && !ends_sentence(title) && !title.ends_with(',');
    let value = value_of(&number);
    is_heading.then_some(Candidate { form: Form::Word(kind), number: Some(number), value })
}

/// `第三项议程`, `議題2`: words of scripts that put no spaces between them.
fn without_spaces(line: &str) -> Option<Candidate> {
    const SIGNS: &str = "一二三四五六七八九十百〇零0123456789０１２３４５６７８９";
    let line = line.split([':', '：', ' ', '\u{3000}']).next()?.trim_matches(['、', '。', '.']);
    if line.is_ascii() || line.chars().count() > 10 {
        return None;
    }
    let is_digit = |character: char| SIGNS.contains(character);
    let start = line.find(is_digit)?;
    let end = start + line[start..].find(|character| !is_digit(character)).unwrap_or(line.len() - start);
    let (before, after) = (line[..start].trim_end_matches('第'), &line[end..]);
    let word = if before.is_empty() {
        after
    } else if after.is_empty() {
        before
    } else {
        return None;
    };
    let kind = *PARTS.1.get(word)?;
    let number = line[start..end].to_owned();
    Some(Candidate { form: Form::Word(kind), value: value_of(&number), number: Some(number) })
}

/// `316.`, `II.`, `II. The budget`, `3) Question of Korea`, `§ 2 Questions`, `02 Questions`.
fn numbered(line: &str) -> Option<Candidate> {
    let after_sign = line.strip_prefix('§').map(|rest| rest.trim_start_matches([' ', '\u{a0}']));
    let line = after_sign.unwrap_or(line);
    let word = line.split_whitespace().next()?;
    let core = word.trim_end_matches(['.', ')']);
    let is_figures = !core.is_empty() && core.len() <= 4 && core.bytes().all(|byte| byte.is_ascii_digit());
    let value = value_of(core).filter(|_| is_figures || core.chars().all(|letter| "IVXLC".contains(letter)))?;
    let rest = line[word.len()..].trim_start().trim_start_matches(['—', '–', '-']).trim_start();
    let is_alone = rest.is_empty();
    let is_marked = after_sign.is_some()
        || core.len() == 2 && core.starts_with('0')
        || core.len() < word.len()
        || rest.len() < line[word.len()..].trim_start().len();
    let is_title = is_short(rest, TITLE_WORDS)
        && !ends_sentence(rest.trim_end_matches('.'))
        && !rest.ends_with(',')
        && !rest.starts_with(|first: char| is_small(first) || first.is_ascii_digit());
    let form = if is_figures { Form::Figures { is_alone } } else { Form::Roman { is_alone } };
    // A bare figure is a page or a year; one letter with a point is an initial.
    let is_heading = if is_alone { is_marked || !is_figures && core.len() > 1 } else { is_marked && is_title };
    is_heading.then(|| Candidate { form, number: Some(core.to_owned()), value: Some(value) })
}

fn is_number(word: &Word<'_>) -> bool {
    let text = word.text.trim_end_matches('.');
    let is_roman = text.len() <= 6 && text.chars().all(|letter| "IVXLC".contains(letter));
    let is_letter = text.chars().count() == 1 && text.chars().all(|letter| letter.is_uppercase());
    text.len() <= 12 && (text.starts_with(|first: char| first.is_ascii_digit()) || is_roman || is_letter)
}

/// The value of figures or of a Roman number.
pub(super) fn value_of(number: &str) -> Option<u32> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return number[..digits].parse().ok();
    }
    let value = |letter: char| {
        Some(match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            _ => return None,
        })
    };
    let values: Vec<u32> = number.chars().map(value).collect::<Option<_>>()?;
    let signed = values.iter().enumerate().map(|(at, one)| {
        let is_less = values.get(at + 1).is_some_and(|next| next > one);
        if is_less { -i64::from(*one) } else { i64::from(*one) }
    });
    u32::try_from(signed.sum::<i64>()).ok().filter(|value| *value > 0)
}

fn is_short(words: &str, limit: usize) -> bool {
    words.split_whitespace().nth(limit).is_none()
}

/// What stands between marks of emphasis that enclose a whole line.
fn emphasized(line: &str) -> Option<&str> {
    ["***", "**", "__", "*", "_"].into_iter().find_map(|mark| {
        let inside = line.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inside.is_empty() && !inside.contains(['*', '_']) && !inside.ends_with([':', '：'])).then_some(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_numbers_head_parts_in_many_languages() {
        let cases = [
            ("Session I: Opening", "session", "I"),
            ("Item 4.", "item", "4"),
            ("ITEM 4 — THE BUDGET", "item", "4"),
            ("Agenda item 12: Question of the harbor", "item", "12"),
            ("Punkt 3 der Tagesordnung", "item", "3"),
            ("Tagesordnungspunkt 5:", "item", "5"),
            ("3. Sitzung", "session", "3"),
            ("Second session", "session", "Second"),
            ("Пункт 2 повестки дня", "item", "2"),
            ("Deuxième séance", "session", "Deuxième"),
            ("Case No. 12", "case", "12"),
            ("第三项议程", "item", "三"),
            ("議題2", "item", "2"),
            ("PART TWO", "section", "TWO"),
        ];
        for (line, kind, number) in cases {
            let found = candidate(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.form, found.number.as_deref()), (Form::Word(kind), Some(number)), "{line}");
        }
        for line in ["Item 4 was postponed.", "Question 5 is hard, he said.", "The session was long", "Point taken", "Part of it"]
        {
            assert!(!matches!(candidate(line).map(|found| found.form), Some(Form::Word(_))), "{line}");
        }
        assert!(names_part("Session I:") && names_part("Item 4.") && !names_part("Speaker 1:") && !names_part("Anna:"));
    }

    #[test]
    fn numbers_and_forms() {
        let form = |line: &str| candidate(line).map(|found| (found.form, found.value));
        assert_eq!(form("316."), Some((Form::Figures { is_alone: true }, Some(316))));
        assert_eq!(form("IV"), Some((Form::Roman { is_alone: true }, Some(4))));
        assert_eq!(form("XIX. The roads"), Some((Form::Roman { is_alone: false }, Some(19))));
        assert_eq!(form("§ 2 Questions"), Some((Form::Figures { is_alone: false }, Some(2))));
        assert_eq!(form("02 Questions"), Some((Form::Figures { is_alone: false }, Some(2))));
        assert_eq!(form("22 Questions"), None);
        assert_eq!(form("316"), None);
        assert_eq!(form("## Questions"), Some((Form::Hashes(2), None)));
        assert_eq!(form("**The harbor**"), Some((Form::Emphasis, None)));
        assert_eq!(form("**Anna:**"), None);
        assert_eq!(form("N o t e"), Some((Form::SpacedOut, None)));
        assert_eq!(form("ORAL ANSWERS"), Some((Form::Capitals, None)));
        assert_eq!(form("Ordre du jour"), Some((Form::Known, None)));
        assert_eq!(form("The harbor"), Some((Form::Plain, None)));
        assert_eq!(form("I see."), None);
    }

    #[test]
    fn enclosures_are_headed_by_a_word() {
        for line in
            ["Enclosure", "ANNEX 1", "Приложение № 1", "Anlage 2: Die Liste", "Appendix A", "[Enclosure]", "Annexe II", "附件"]
        {
            assert!(enclosure(line.trim_matches(['[', ']'])).is_some(), "{line}");
        }
        for line in ["Enclosures: 2", "Annex to the letter of May 5.", "Exhibit 5 shows it.", "enclosure", "Tab the page"] {
            assert!(enclosure(line).is_none(), "{line}");
        }
    }
}
