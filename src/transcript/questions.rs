//! Questions and answers: who asks and who answers, where `Q` and `A` stand for names.

use crate::{
    span::Span,
    transcript::{
        labels::{Label, key},
        layout::Layout,
        letters::lower,
        names::{bare, begins_with_title, in_capitals, is_name_word, is_particle, is_particle_or_the, is_title, name_after},
        vocabulary::{QuestionWords, WORDS},
    },
};

/// The longest line that names who asks or answers, in bytes.
const LINE_LIMIT: usize = 240;

/// The most words of a name.
const NAME_LIMIT: usize = 6;

/// The most lines from the name of whoever is sworn to the line that says so, blank ones included.
const SWORN_REACH: usize = 4;

/// The most lines before the first label that are looked at for names.
const FRONT_LIMIT: usize = 200;

/// What a label stands for that is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Asks,
    Answers,
}

/// Who asks and who answers, from a line on.
#[derive(Clone, Copy, Debug)]
struct Event {
    line: usize,
    side: Side,
    name: Span,
    /// Whether the line says nothing else: `BY MR. STONE:`
    is_heading: bool,
}

/// The questions and answers of a file.
#[derive(Default)]
pub(super) struct Questions {
    words: Option<&'static QuestionWords>,
    events: Vec<Event>,
    next: usize,
    asks: Option<Span>,
    answers: Option<Span>,
}

/// The words for a question and an answer of which this key is one.
pub(super) fn words_of(key: &str) -> Option<(&'static QuestionWords, Side)> {
    WORDS.people.questions.iter().find_map(|words| {
        let side = if words.question.contains(key) { Side::Asks } else { Side::Answers };
        (words.question.contains(key) || words.answer.contains(key)).then_some((words, side))
    })
}

impl Questions {
    /// Finds who asks and who answers, where labels for both stand in the file; labels such as `BY MR. STONE:` are none.
    pub(super) fn read(text: &str, layout: &Layout, lines: std::ops::Range<usize>, labels: &mut Vec<Label>) -> Questions {
        let has = |words: &QuestionWords, side: Side| {
            let set = if side == Side::Asks { &words.question } else { &words.answer };
            labels.iter().take(FRONT_LIMIT).any(|label| set.contains(&key(&text[label.name.range()])))
        };
        let both = |words: &&QuestionWords| has(words, Side::Asks) && has(words, Side::Answers);
        let Some(words) = WORDS.people.questions.iter().find(both) else { return Questions::default() };
        let first = labels.first().map_or(lines.end, |label| label.line);
        let mut events = Vec::new();
        for line in lines.filter(|&line| !layout.lines[line].is_blank()) {
            let content = layout.lines[line].content;
            if content.len() > LINE_LIMIT {
                continue;
            }
            if let Some(name) = examiner(text, content) {
                events.push(Event { line, side: Side::Asks, name, is_heading: true });
            } else if let Some(name) = sworn(text, content).or_else(|| sworn_above(text, layout, line)) {
                events.push(Event { line, side: Side::Answers, name, is_heading: false });
            } else if line < first.min(FRONT_LIMIT) {
                events.extend(named(text, content).into_iter().map(|(side, name)| Event { line, side, name, is_heading: false }));
            }
        }
        let is_heading = |line: usize| {
            events.binary_search_by_key(&line, |event: &Event| event.line).is_ok_and(|index| events[index].is_heading)
        };
        labels.retain(|label| !is_heading(label.line));
        Questions { words: Some(words), events, ..Questions::default() }
    }

    /// Whether a line only says who asks from here on.
    pub(super) fn is_heading(&self, line: usize) -> bool {
        let found = self.events.binary_search_by_key(&line, |event| event.line);
        found.is_ok_and(|index| self.events[index].is_heading)
    }

    /// The name for which a label stands that begins this line; to be asked for labels in rising order.
    pub(super) fn named_by(&mut self, label: &str, line: usize) -> Option<Span> {
        let words = self.words?;
        while let Some(event) = self.events.get(self.next).filter(|event| event.line <= line) {
            match event.side {
                Side::Asks => self.asks = Some(event.name),
                Side::Answers => self.answers = Some(event.name),
            }
            self.next += 1;
        }
        let key = key(label);
        if words.question.contains(&key) {
            self.asks
        } else if words.answer.contains(&key) || is_witness(&key) {
            self.answers
        } else {
            None
        }
    }

    /// Remembers who asks, where the words of a speech begin with that: `(By Mr. Stone)`.
    pub(super) fn asked_in(&mut self, text: &str, label: &str, direction: Span) {
        if !self.words.is_some_and(|words| words.question.contains(&key(label))) {
            return;
        }
        let words = text[direction.range()].trim_matches(['(', ')', '[', ']', '.', ':', ' ']);
        if let Some((by, name)) = words.split_once(' ')
            && WORDS.people.asked.by.contains(&bare(by))
            && is_name(name)
        {
            let start = direction.start + (name.as_ptr() as usize - text[direction.range()].as_ptr() as usize);
            self.asks = Some(Span::new(start, start + name.len()));
        }
    }

    /// The end of a second label right after the first, for a question: `MR. HARDY:  Q Did you`; whoever the first names asks.
    pub(super) fn second_label(&mut self, first: Span, words: &str) -> Option<usize> {
        let questions = self.words?;
        let second = words.split_whitespace().next()?;
        let is_question = questions.question.contains(&bare(second)) && second.trim_end_matches(['.', ':']).chars().count() == 1;
        let follows = words[second.len()..].starts_with(char::is_whitespace) && words.trim().len() > second.len();
        (is_question && follows && in_capitals(second)).then(|| {
            self.asks = Some(first);
            second.len()
        })
    }
}

/// Whether the key of a label is a word for whoever answers, with an article or without: `the witness`.
fn is_witness(key: &str) -> bool {
    let answers = &WORDS.people.asked.answers;
    answers.contains(key)
        || key.split_once(' ').is_some_and(|(article, word)| is_particle_or_the(article) && answers.contains(word))
}

fn span_in(text: &str, part: &str) -> Span {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(start, start + part.len())
}

/// Whether words are a name, a title before it included.
fn is_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (1..=NAME_LIMIT).contains(&count)
        && words.split_whitespace().all(|word| is_name_word(word) || is_particle(word))
        && words.split_whitespace().next().is_some_and(is_name_word)
        && !words.split_whitespace().all(is_title)
}

/// The name in a line that says who asks from here on: `BY MR. STONE:`, `CROSS-EXAMINATION BY MS. HARDY`.
fn examiner(text: &str, content: Span) -> Option<Span> {
    let line = &text[content.range()];
    // In parentheses it stands after a label: `Q. (By Mr. Stone)`.
    if line.contains(['(', '?', '!']) {
        return None;
    }
    let words = line.trim_end_matches([':', '.', ' ']);
    let by = words.split_whitespace().take(4).find(|word| WORDS.people.asked.by.contains(&bare(word)))?;
    let at = by.as_ptr() as usize - line.as_ptr() as usize;
    let name = words[at + by.len()..].trim();
    let is_apart = at == 0 || in_capitals(&line[..at]);
    let is_dressed = begins_with_title(name) || in_capitals(name);
    (is_apart && is_dressed && is_name(name)).then(|| span_in(text, name))
}

/// The name in a line that says that somebody was sworn: `ALMA REYES, having been duly sworn`.
fn sworn(text: &str, content: Span) -> Option<Span> {
    let line = &text[content.range()];
    if !says_sworn(line) {
        return None;
    }
    let name = line.split([',', ';', '(']).map(str::trim).find(|part| part.split_whitespace().count() > 1 && is_name(part))?;
    Some(span_in(text, name))
}

fn says_sworn(line: &str) -> bool {
    lower(line).split(|character: char| !character.is_alphabetic()).any(|word| WORDS.people.asked.sworn.contains(word))
}

/// The name with which a line above one begins that says that somebody was sworn: in capitals, before a comma.
fn sworn_above(text: &str, layout: &Layout, line: usize) -> Option<Span> {
    if !says_sworn(&text[layout.lines[line].content.range()]) {
        return None;
    }
    let above = (line.saturating_sub(SWORN_REACH)..line).rev().map(|line| &text[layout.lines[line].content.range()]);
    let name =
        above.filter_map(|words| words.split_once(',')).map(|(name, _)| name).find(|name| in_capitals(name) && is_name(name))?;
    Some(span_in(text, name))
}

/// The names in a line before the first label: `Interviewer: Peter Ash`, `Interview with Joan Mills by Peter Ash`.
fn named(text: &str, content: Span) -> Vec<(Side, Span)> {
    let line = &text[content.range()];
    let asked = &WORDS.people.asked;
    if let Some((heading, name)) = line.split_once([':', '：']) {
        let heading = lower(heading.trim());
        let side = match () {
            () if asked.asks.contains(&heading) => Side::Asks,
            () if asked.answers.contains(&heading) => Side::Answers,
            () => return Vec::new(),
        };
        let name = name.split([',', '(', ';']).next().unwrap_or_default().trim().trim_end_matches('.');
        return if is_name(name) { vec![(side, span_in(text, name))] } else { Vec::new() };
    }
    // Lower case may be longer than the line: the words are counted in both.
    let words: Vec<&str> = line.split_whitespace().collect();
    let after = |phrases: &[String]| {
        let starts = |at: usize, phrase: &str| {
            let length = phrase.split(' ').count();
            at + length < words.len() && phrase.split(' ').zip(&words[at..]).all(|(one, other)| one == bare(other))
        };
        let found =
            (0..words.len()).find_map(|at| phrases.iter().find(|phrase| starts(at, phrase)).map(|phrase| (at, phrase)))?;
        let first = words[found.0 + found.1.split(' ').count()];
        let rest = &line[first.as_ptr() as usize - line.as_ptr() as usize..];
        name_after(rest).map(|name| span_in(text, name))
    };
    let mut found: Vec<(Side, Span)> = Vec::new();
    let answers = after(&asked.with);
    found.extend(answers.map(|name| (Side::Answers, name)));
    found.extend(after(&asked.conducted).map(|name| (Side::Asks, name)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<(Side, &str)> {
        let content = Span::new(0, line.len());
        named(line, content).into_iter().map(|(side, name)| (side, &line[name.range()])).collect()
    }

    #[test]
    fn a_line_says_who_asks_and_who_answers() {
        let examiner = |line: &'static str| examiner(line, Span::new(0, line.len())).map(|name| &line[name.range()]);
        assert_eq!(examiner("BY MR. STONE:"), Some("MR. STONE"));
        assert_eq!(examiner("CROSS-EXAMINATION BY MS. HARDY"), Some("MS. HARDY"));
        assert_eq!(examiner("By the river we waited"), None);
        assert_eq!(examiner("It was written by Mr. Stone."), None);
        assert_eq!(examiner("Q. (By Mr. Hardy) Alone?"), None);
        let sworn = |line: &'static str| sworn(line, Span::new(0, line.len())).map(|name| &line[name.range()]);
        assert_eq!(sworn("ALMA REYES, having been duly sworn, testified as follows:"), Some("ALMA REYES"));
        assert_eq!(sworn("The witness, Alma Reyes, was sworn."), Some("Alma Reyes"));
        assert_eq!(sworn("I have sworn to stay."), None);
        assert_eq!(found("Interviewer: Peter Ash"), [(Side::Asks, "Peter Ash")]);
        assert_eq!(found("Witness: Joan Mills, baker"), [(Side::Answers, "Joan Mills")]);
        assert_eq!(
            found("Oral history interview with Joan Mills, conducted by Peter Ash"),
            [(Side::Answers, "Joan Mills"), (Side::Asks, "Peter Ash")]
        );
        assert_eq!(found("Интервью с Анной Мельник"), [(Side::Answers, "Анной Мельник")]);
        assert_eq!(found("A talk with friends"), []);
    }
}
