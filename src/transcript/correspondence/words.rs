//! The words of letters: salutations, valedictions, and what announces a letter.

use std::sync::LazyLock;

use crate::transcript::{
    beginnings::Beginnings,
    closer::{self, LineKind},
    dates,
    letters::{first, is_longer},
    names::{in_capitals, is_office, is_small, is_title},
    vocabulary::WORDS,
    wordings::{Word, Wordings, beginning_with, words},
};

/// The longest salutation and the longest line of a signature, in characters and in words.
const LINE_LIMIT: usize = 64;
const WORD_LIMIT: usize = 9;

/// The quotation marks with which a letter may begin, and those with which it may end.
pub(super) const OPENING: &[char] = &['"', '“', '„', '«', '»', '‘', '‚', '\'', '「', '『'];
pub(super) const CLOSING: &[char] = &['"', '”', '“', '»', '«', '’', '‘', '\'', '」', '』'];

/// Phrases, and those of them that belong to scripts without spaces.
struct Phrases {
    wordings: Wordings,
    unspaced: Vec<&'static str>,
    /// Their beginnings: most lines begin with none of them.
    beginnings: Beginnings,
}

impl Phrases {
    fn of(lists: &[&'static Vec<String>]) -> Phrases {
        let all = || lists.iter().flat_map(|list| list.iter());
        Phrases {
            wordings: Wordings::of(all()),
            unspaced: all().map(String::as_str).filter(|phrase| phrase.chars().all(is_unspaced)).collect(),
            beginnings: Beginnings::of(all().map(String::as_str)),
        }
    }

    /// Whether a line could begin with one, told at little cost.
    fn may_begin(&self, line: &str) -> bool {
        self.beginnings.may_begin(line)
    }

    /// Where the phrase ends with which a line begins.
    fn end(&self, line: &str, found: &[Word<'_>]) -> Option<usize> {
        if let Some(length) = self.wordings.longest(found).filter(|_| found[0].start == 0) {
            return Some(found[length - 1].end());
        }
        self.unspaced.iter().find(|phrase| line.starts_with(**phrase)).map(|phrase| phrase.len())
    }
}

fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

static SALUTATIONS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[&WORDS.letters.salutations.starts]));
static TITLES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[&WORDS.letters.salutations.titles]));
/// The beginnings of both: most lines begin with none of them.
static GREETINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let salutations = &WORDS.letters.salutations;
    Beginnings::of(salutations.starts.iter().chain(&salutations.titles).map(String::as_str))
});
static VALEDICTIONS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[&WORDS.letters.valedictions.starts]));
static FORMULAS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[&WORDS.letters.valedictions.formulas]));
static POSTSCRIPTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[&WORDS.letters.postscripts.starts]));
static LETTERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[&WORDS.letters.announcements.letters]));
static TELEGRAMS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&[&WORDS.letters.announcements.telegrams]));

/// A line without the marks that open a quotation before it.
fn opened(line: &str) -> &str {
    match line.as_bytes().first() {
        Some(first) if first.is_ascii_alphanumeric() => line,
        _ => line.trim_start_matches(OPENING).trim_start(),
    }
}

/// Where the salutation ends with which a line begins, its mark included; text may follow only after a colon.
pub(super) fn salutation(line: &str) -> Option<usize> {
    let core = opened(line);
    if core.is_empty() || !GREETINGS.may_begin(core) {
        return None;
    }
    let before = line.len() - core.len();
    let head = if is_longer(core, LINE_LIMIT) { &core[..=core.find(':')?] } else { core };
    if is_longer(head, LINE_LIMIT) {
        return None;
    }
    let may_begin = |first: &Word<'_>| SALUTATIONS.wordings.have_first(first) || TITLES.wordings.have_first(first);
    let is_unspaced = head.starts_with(is_unspaced);
    let found = if is_unspaced { words(head) } else { beginning_with(head, may_begin)? };
    let is_sure = SALUTATIONS.end(head, &found).is_some();
    if !is_sure && TITLES.end(head, &found).is_none() || found.len() > WORD_LIMIT {
        return None;
    }
    let bare = head.trim_end_matches(['—', '–', '-', ' ']);
    if bare.len() == core.trim_end_matches(['—', '–', '-', ' ']).len() {
        let is_marked = bare.ends_with([',', ':', '!', '，', '：', '！', '،']);
        let is_bare = is_sure && bare.ends_with(|last: char| last.is_alphanumeric()) && !bare.contains([':', '!', '?', ';']);
        if is_marked || is_bare {
            return Some(line.len());
        }
    }
    // `DEAR MR. CHAIRMAN: I am writing to you`.
    let at = core.find(':').filter(|at| is_sure && *at < LINE_LIMIT)?;
    (words(&core[..at]).len() <= WORD_LIMIT && !core[..at].contains([',', ';'])).then_some(before + at + 1)
}

/// Whether a label begins as a salutation, as some names do, too: `Dear John:`.
pub(in crate::transcript) fn begins_as_salutation(label: &str) -> bool {
    addressed(label).is_some()
}

/// Whether a label is a salutation, and nobody's name: `Dear Mr. Chairman:`.
pub(in crate::transcript) fn is_salutation(label: &str) -> bool {
    addressed(label).is_some_and(|word| is_title(&word) || is_office(&word) || word.starts_with(is_unspaced))
}

/// The word after that with which a salutation begins.
fn addressed(label: &str) -> Option<String> {
    if !SALUTATIONS.may_begin(label) {
        return None;
    }
    if let Some(phrase) = SALUTATIONS.unspaced.iter().find(|phrase| label.starts_with(**phrase)) {
        return Some(label[phrase.len()..].to_owned());
    }
    let found = words(label);
    let length = SALUTATIONS.wordings.longest(&found)?;
    found.get(length).map(|word| word.lower.to_string())
}

/// Where the valediction ends with which a line begins, its comma included; only a name may follow.
pub(super) fn valediction(line: &str) -> Option<usize> {
    let core = opened(line);
    if core.is_empty() || !VALEDICTIONS.may_begin(core) || is_longer(core, LINE_LIMIT) {
        return None;
    }
    let before = line.len() - core.len();
    let found = words(core);
    let end = VALEDICTIONS.end(core, &found)?;
    let rest = core[end..].trim_start();
    let bare = rest.trim_end_matches(CLOSING).trim_end_matches(['.', '!', ' ']);
    if bare.is_empty() || matches!(bare, "," | "—" | "–" | "，" | "،") {
        return Some(line.len());
    }
    // `Sincerely yours, A. Pell, Mayor.`, `Your brother Hans.`
    let name = rest.strip_prefix([',', '，', '،']).map_or(bare, str::trim);
    if is_name(name) && found.len() <= WORD_LIMIT {
        let name_start = name.as_ptr() as usize - line.as_ptr() as usize;
        return Some(name_start - (line[..name_start].len() - line[..name_start].trim_end().len()));
    }
    // `With best wishes to you and yours,`
    (found.len() <= WORD_LIMIT && bare.ends_with(',')).then_some(before + core.len())
}

/// Whether a line begins a sentence that is a valediction.
pub(super) fn formula(line: &str) -> bool {
    let core = opened(line);
    FORMULAS.may_begin(core) && FORMULAS.end(core, &words(first(core, LINE_LIMIT))).is_some()
}

/// Whether words are a name, with an office perhaps.
fn is_name(words: &str) -> bool {
    let words = words.trim_end_matches(CLOSING).trim_end_matches('.');
    !words.is_empty()
        && matches!(closer::kind(words), LineKind::Name | LineKind::Role)
        && words.chars().find(|character| character.is_alphabetic()).is_some_and(|first| !is_small(first))
}

/// Whether a line could stand below a valediction.
pub(super) fn signs(line: &str, is_first: bool) -> bool {
    let core = line.trim_end_matches(CLOSING).trim_end();
    if is_longer(core, LINE_LIMIT) || core.ends_with(['?', '!', ':', ';']) || core.split_whitespace().nth(WORD_LIMIT).is_some() {
        return false;
    }
    let is_open = is_first || !core.ends_with('.');
    match closer::kind(core.trim_end_matches([',', '.'])) {
        // Below the name, an office may begin with a small letter.
        LineKind::Role if !is_first => is_open,
        LineKind::Name | LineKind::Role => is_open && is_name(core.trim_end_matches(',')),
        LineKind::Signature | LineKind::Seal => true,
        LineKind::Other => closer::signed_by(core).is_some() || dates::heads_letter(core),
    }
}

/// Whether a line begins a postscript.
pub(super) fn postscript(line: &str) -> bool {
    let core = line.trim_start_matches(OPENING);
    if !POSTSCRIPTS.may_begin(core) && !core.starts_with(['P', 'p']) {
        return false;
    }
    let head = first(core, LINE_LIMIT);
    POSTSCRIPTS
        .end(head, &words(head))
        .is_some_and(|end| head[end..].starts_with(['.', ':', ' ', ',', '\u{a0}']) && end < head.len())
}

/// Whether a sentence that announces something speaks of a letter, or of a telegram.
pub(super) fn announces(sentence: &str, is_telegram: bool) -> bool {
    let phrases = if is_telegram { &*TELEGRAMS } else { &*LETTERS };
    let found = words(sentence);
    phrases.wordings.stands_in(&found) || phrases.unspaced.iter().any(|phrase| sentence.contains(phrase))
}

/// Whether a line heads a telegram: `TELEGRAM FROM THE PORT OF ODDA`.
pub(super) fn heads_telegram(line: &str) -> bool {
    if !TELEGRAMS.may_begin(line) || is_longer(line, LINE_LIMIT + 26) || line.ends_with(['?', '!', ',', ';']) {
        return false;
    }
    let Some(found) = beginning_with(line, |first| first.start == 0 && TELEGRAMS.wordings.have_first(first)) else {
        return false;
    };
    let Some(length) = TELEGRAMS.wordings.longest(&found) else { return false };
    let is_key = |word: &Word<'_>| word.has_digit() || is_key_word(word);
    let is_dressed = in_capitals(line) || found.get(length).is_none_or(is_key);
    is_dressed && !line.starts_with(is_small) && !line.ends_with('.')
}

fn is_key_word(word: &Word<'_>) -> bool {
    WORDS.letters.keys.words.iter().any(|key| *key == word.lower)
}

/// Whether a line is one of the keys above a telegram: `TO: HARBOR MASTER`.
pub(super) fn is_key(line: &str) -> bool {
    let Some((key, rest)) = line.split_once([':', '：']) else { return false };
    !rest.trim().is_empty() && words(key).first().is_some_and(is_key_word) && key.len() <= 24
}

/// Whether a line has the word for a full stop that telegrams have, in capitals.
pub(super) fn has_stop(line: &str) -> bool {
    let is_stop = |word: &str| {
        let core = word.trim_matches(|character: char| !character.is_alphabetic());
        in_capitals(core) && WORDS.letters.stops.words.contains(&core.to_lowercase())
    };
    line.split_whitespace().any(is_stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salutations_are_told_in_many_languages() {
        for line in [
            "Dear Mr. Chairman,",
            "\"Dear Sir:",
            "Lieber Freund!",
            "Sehr geehrte Frau Kolb",
            "Monsieur le Président,",
            "Cher ami,",
            "Querida hermana:",
            "Уважаемый товарищ Громов!",
            "Szanowny Panie Prezesie,",
            "Tisztelt Elnök Úr!",
            "尊敬的主席：",
            "拝啓",
        ] {
            assert_eq!(salutation(line), Some(line.len()), "{line}");
        }
        assert_eq!(salutation("DEAR MR. CHAIRMAN: I am writing"), Some(18));
        assert!(is_salutation("DEAR MR. CHAIRMAN") && !is_salutation("Dear John") && begins_as_salutation("Dear John"));
        for line in [
            "Dear me, what a day that was, and nobody came.",
            "Monsieur le Président",
            "Liebe ist alles, was zählt.",
            "My dear friend, I have never said so in all these years, and I shall not: it is late.",
            "Deary,",
            "Mr. BURNS 毛泽东：the party of the people and of the whole long line that goes on and on and on",
            "",
        ] {
            assert_eq!(salutation(line), None, "{line}");
        }
    }

    #[test]
    fn valedictions_leave_names_after_them() {
        for line in [
            "Yours sincerely,",
            "Love,",
            "Hochachtungsvoll",
            "С уважением,",
            "Un abrazo,",
            "With best wishes to you all,",
            "此致",
        ] {
            assert_eq!(valediction(line), Some(line.len()), "{line}");
        }
        assert_eq!(valediction("Sincerely yours, A. Pell, Mayor."), Some("Sincerely yours,".len()));
        assert_eq!(valediction("Your brother Hans."), Some("Your brother".len()));
        for line in [
            "Yours is the better plan, Comrade Pell.",
            "Love is blind, they say",
            "Ihr habt es gehört",
            "Regards to nobody in this room",
        ] {
            assert_eq!(valediction(line), None, "{line}");
        }
        assert!(formula("Veuillez agréer, Monsieur, mes salutations."));
        assert!(
            signs("A. PELL, Mayor.", true)
                && signs("burmistrz", false)
                && !signs("burmistrz", true)
                && !signs("Thank you", true)
                && !signs("Danke.", false)
        );
        assert!(postscript("P.S. The roof leaks.") && !postscript("Psalms are sung."));
    }

    #[test]
    fn telegrams_have_a_heading_or_stops() {
        assert!(
            heads_telegram("TELEGRAM FROM THE PORT OF ODDA") && heads_telegram("Telegramm Nr. 5") && heads_telegram("Телеграмма")
        );
        assert!(!heads_telegram("Telegrams are dear.") && !heads_telegram("Wire the money to him"));
        assert!(has_stop("SEND TUGS STOP") && has_stop("ЖДУ ТЧК") && !has_stop("Stop it!"));
        assert!(is_key("TO: HARBOR MASTER") && !is_key("Toll: paid") && !is_key("TO:"));
    }
}
