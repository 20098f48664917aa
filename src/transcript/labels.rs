//! Who speaks: candidates for labels are weighed over the whole file, and the file decides.
//!
//! No single line is a label by itself. A candidate gathers evidence: how often it stands at the beginning of a paragraph,
//! whether it looks like a name or bears a title, whether its name stands among those present, and how much of the file reads
//! as dialogue if candidates like it are believed.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Decision,
        cues::{Chosen, Cue, choose, closing},
        layout::Layout,
        names::{bare, is_name_word, is_office, is_particle, is_title},
        pages::ends_sentence,
        vocabulary::WORDS,
    },
};

/// The longest label, in characters.
const LENGTH_LIMIT: usize = 72;

/// The longest label, in words.
const WORD_LIMIT: usize = 9;

/// The most lines of a list of those present.
const ROSTER_LIMIT: usize = 200;

/// The score from which a candidate is believed.
const THRESHOLD: i32 = 4;

/// Labels that begin so many columns from the others are none.
const INDENT: usize = 4;

/// A label that the file shows to be one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    /// The line that it begins.
    pub(super) line: usize,
    /// The label with its mark: `Comrade Kim Il Sung:`.
    pub(super) span: Span,
    /// The label without its mark.
    pub(super) name: Span,
    /// A direction between the name and its mark or the end of the line: `(aside)`.
    pub(super) direction: Option<Span>,
    /// Where what is said begins, or the white space before it.
    pub(super) end: usize,
    /// How sure it is that this is a label, where it is not certain.
    pub(super) certainty: Option<Certainty>,
}

/// The labels of a file.
#[derive(Default)]
pub(super) struct Found {
    /// The labels in order.
    pub(super) labels: Vec<Label>,
    /// For each different label, why it is one.
    pub(super) decisions: Vec<Decision>,
    /// What looks like a label and has too little evidence, after the first label.
    pub(super) missed: Vec<Span>,
}

/// The mark that ends a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    Colon,
    FullStop,
}

struct Candidate {
    label: Label,
    form: Form,
    /// What is the same whenever the same person is meant: the name in lower case.
    key: String,
    looks: Looks,
    begins_paragraph: bool,
    /// Whether nothing follows on the line.
    stands_alone: bool,
    /// Whether it is written in capitals throughout.
    in_capitals: bool,
}

impl Candidate {
    /// What labels of one file have in common: their mark, whether they stand alone, and their capitals.
    fn shape(&self) -> Shape {
        (self.form, self.stands_alone, self.in_capitals)
    }
}

type Shape = (Form, bool, bool);

/// How far a candidate looks like a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Looks {
    /// It has words that no name has.
    Prose,
    /// It is one word in small letters.
    Word,
    /// Every word could be part of a name.
    Name,
    /// It has a title besides.
    Titled,
}

/// Finds the labels of a file from the line `from` to before the line `to`, in order, and says why.
///
/// `cast` holds the words of the list of persons, in lower case.
pub(super) fn find(text: &str, layout: &Layout, from: usize, to: usize, cast: &HashSet<String>) -> Found {
    let candidates = candidates(text, layout, from, to);
    if let Some(chosen) = choose(text, layout, from, to, cast)
        && chosen.strength > colon_strength(&candidates)
    {
        return of_cues(text, chosen);
    }
    let Some(first) =
        candidates.iter().filter(|candidate| candidate.looks > Looks::Prose).map(|candidate| candidate.label.line).min()
    else {
        return Found::default();
    };
    let roster = roster(text, layout, from, to);
    let coverage = coverage(text, layout, &candidates, first, to);
    let mut by_key: HashMap<(&str, Form), Vec<&Candidate>> = HashMap::new();
    for candidate in &candidates {
        by_key.entry((&candidate.key, candidate.form)).or_default().push(candidate);
    }
    // What is sure already helps with the rest: the shapes of those labels, their names, and where the first of them stands.
    let mut file = File { roster: &roster, coverage, shapes: Vec::new(), names: HashSet::new(), first_line: 0 };
    let is_sure = |score: i32, count: usize| score > THRESHOLD || score == THRESHOLD && count > 1;
    let sure = by_key.iter().filter(|((key, form), group)| is_sure(weigh(key, *form, group, &file).0, group.len()));
    let sure: Vec<(&str, &Candidate)> = sure.map(|((key, _), group)| (*key, group[0])).collect();
    file.shapes = sure.iter().map(|(_, candidate)| candidate.shape()).collect();
    file.names = sure.iter().map(|(key, _)| *key).collect();
    file.first_line = sure.iter().map(|(_, candidate)| candidate.label.line).min().unwrap_or(0);
    let mut labels = Vec::new();
    let mut decisions = Vec::new();
    let mut missed = Vec::new();
    for ((key, form), group) in by_key {
        let (score, evidence) = weigh(key, form, &group, &file);
        if score < THRESHOLD {
            let is_near = score + 2 >= THRESHOLD && group[0].looks >= Looks::Name && group[0].begins_paragraph;
            if is_near && form == Form::Colon && group[0].label.line > file.first_line {
                missed.push(group[0].label.span);
            }
            continue;
        }
        let first = group[0].label;
        let certainty = match score {
            ..=THRESHOLD => Certainty::Low,
            5 => Certainty::Medium,
            _ => Certainty::High,
        };
        let stated = Some(certainty).filter(|certainty| *certainty != Certainty::High);
        decisions.push(Decision {
            kind: "label",
            span: first.span,
            value: text[first.span.range()].to_owned(),
            evidence,
            certainty,
        });
        labels.extend(group.iter().map(|candidate| Label { certainty: stated, ..candidate.label }));
    }
    labels.sort_by_key(|label| label.line);
    keep_margin(layout, &mut labels, &mut decisions);
    decisions.sort_by_key(|decision| decision.span);
    missed.sort_unstable();
    if labels.is_empty() {
        missed.clear();
    }
    Found { labels, decisions, missed }
}

/// Where nearly all labels begin at one column, others that begin far from it are text: a direction that is indented.
fn keep_margin(layout: &Layout, labels: &mut Vec<Label>, decisions: &mut Vec<Decision>) {
    let indent = |label: &Label| layout.lines[label.line].indent;
    let mut counts = [0usize; 64];
    labels.iter().for_each(|label| counts[indent(label).min(63)] += 1);
    let Some(margin) = (0..64).max_by_key(|&indent| counts[indent]) else { return };
    if counts[margin] * 10 >= labels.len() * 9 {
        labels.retain(|label| indent(label).abs_diff(margin) < INDENT);
        let lines: HashSet<usize> = labels.iter().map(|label| label.span.start).collect();
        decisions.retain(|decision| lines.contains(&decision.span.start));
    }
}

/// How many labels with a colon have a name that comes back.
fn colon_strength(candidates: &[Candidate]) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for candidate in candidates {
        if candidate.form == Form::Colon && candidate.looks >= Looks::Name && candidate.begins_paragraph {
            *counts.entry(&candidate.key).or_default() += 1;
        }
    }
    counts.values().filter(|count| **count > 1).sum()
}

/// The labels of a form that scripts use, with a decision for each name.
fn of_cues(text: &str, chosen: Chosen) -> Found {
    let Chosen { cues, counts, shape, strength, share } = chosen;
    let form = match (shape.has_stop, shape.in_capitals) {
        (true, true) => "a name in capitals before a full stop",
        (true, false) => "a name before a full stop",
        (false, true) => "a name in capitals alone on its line",
        (false, false) => "a name alone on its line",
    };
    let mut seen = HashSet::new();
    let mut found = Found::default();
    for cue in cues {
        let count = counts[&cue.key];
        let certainty = match count {
            1 => Certainty::Low,
            2 if share < 0.5 => Certainty::Medium,
            _ => Certainty::High,
        };
        if seen.insert(cue.key.clone()) {
            let evidence = vec![
                form.into(),
                format!("stands {count} times").into(),
                format!("{strength} labels of this form have names that come back").into(),
                format!("they begin {:.0} % of the blocks", share.min(1.0) * 100.0).into(),
            ];
            let value = text[cue.span.range()].to_owned();
            found.decisions.push(Decision { kind: "label", span: cue.span, value, evidence, certainty });
        }
        let certainty = Some(certainty).filter(|certainty| *certainty != Certainty::High);
        let Cue { line, span, name, direction, end, .. } = cue;
        found.labels.push(Label { line, span, name, direction, end, certainty });
    }
    found
}

/// Every line that could begin with a label.
fn candidates(text: &str, layout: &Layout, from: usize, to: usize) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for paragraph in layout.paragraphs.iter().filter(|lines| lines.start >= from && lines.end <= to) {
        for line in paragraph.clone() {
            let content = layout.lines[line].content;
            // In text set at a width without blank lines, a sentence that ends with its line ends a paragraph.
            let follows_sentence = || layout.is_wrapped && ends_sentence(&text[layout.lines[line - 1].content.range()]);
            let begins_paragraph = line == paragraph.start || follows_sentence();
            candidates.extend(candidate(text, line, content, begins_paragraph));
        }
    }
    candidates
}

fn candidate(text: &str, line: usize, content: Span, begins_paragraph: bool) -> Option<Candidate> {
    // A time may stand before the name: `[00:12] ANNA:`.
    let stamp = time_stamp(&text[content.range()]);
    let whole = Span::new(content.start + stamp, content.end);
    let head = &text[whole.range()];
    let head = &head[..head.char_indices().nth(LENGTH_LIMIT).map_or(head.len(), |(at, _)| at)];
    let (form, name_length, length) = colon(head).or_else(|| full_stop(head, &text[whole.range()]))?;
    let name = head[..name_length].trim_end();
    let looks = looks(name)?;
    if form == Form::FullStop && looks < Looks::Name {
        return None;
    }
    let end = whole.start + length;
    let name_span = Span::new(whole.start, whole.start + name.len());
    let label = match trailing_direction(name) {
        // What is done stands between the name and its mark.
        Some(at) => {
            let words = name[..at].trim_end();
            let direction = Some(Span::new(whole.start + at, end));
            let name = Span::new(whole.start, whole.start + words.len());
            Label { line, span: Span::new(content.start, name.end), name, direction, end, certainty: None }
        }
        None => Label { line, span: Span::new(content.start, end), name: name_span, direction: None, end, certainty: None },
    };
    let stands_alone = text[end..content.end].trim().is_empty();
    let in_capitals =
        name.split_whitespace().any(|word| !is_title(word) && word.chars().filter(|c| c.is_alphabetic()).count() > 1)
            && name.split_whitespace().all(|word| is_title(word) || !word.chars().any(char::is_lowercase));
    Some(Candidate { label, form, key: key(name), looks, begins_paragraph, stands_alone, in_capitals })
}

/// Where a bracket begins that ends a name and tells what is done: it has words that no name has.
fn trailing_direction(name: &str) -> Option<usize> {
    if !name.ends_with([')', ']']) {
        return None;
    }
    let at = name.find(['(', '['])?;
    let inside = name[at..].trim_matches(['(', ')', '[', ']']).trim();
    let is_small = |word: &str| word.starts_with(char::is_lowercase) && !is_particle(word);
    let is_told = inside.starts_with(char::is_lowercase) || inside.ends_with('.') || inside.split_whitespace().any(is_small);
    (at > 0 && is_told && closing(&name[at..]) == Some(name.len() - at)).then_some(at)
}

/// How long a time is with which a line begins, the white space after it included: `00:12 `, `[1:02:33] `, `(00:12.5) `.
fn time_stamp(line: &str) -> usize {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '[' | ']' | '(' | ')');
    let end = line.find(|character: char| !is_part(character)).unwrap_or(line.len());
    let stamp = &line[..end];
    let is_time = stamp.contains(':')
        && stamp.chars().filter(char::is_ascii_digit).count() >= 3
        && line[end..].starts_with(char::is_whitespace);
    if is_time { line.len() - line[end..].trim_start().len() } else { 0 }
}

/// A colon that ends a label: outside parentheses, before white space or in a script that writes none.
fn colon(head: &str) -> Option<(Form, usize, usize)> {
    let mut depth = 0usize;
    for (at, character) in head.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ':' | '：' if depth == 0 && at > 0 => {
                let after = head[at + character.len_utf8()..].chars().next();
                let ends = character == '：' || after.is_none_or(|after| after.is_whitespace() || "\"“„«".contains(after));
                return ends.then_some((Form::Colon, at, at + character.len_utf8()));
            }
            '"' | '“' | '”' | '?' | '!' | ';' | '=' | '<' | '>' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// A full stop that ends a label: all words before it are in capitals (`Mr. BURNS.`), and text follows.
fn full_stop(head: &str, line: &str) -> Option<(Form, usize, usize)> {
    for (at, _) in head.match_indices('.') {
        let name = &head[..at];
        let rest = &line[at + 1..];
        if !rest.is_empty() && !rest.starts_with([' ', '\u{a0}', '\t']) {
            continue;
        }
        let last = name.split_whitespace().next_back()?;
        // `N. S.` and `Mr.` end no label.
        let letters = last.chars().filter(|character| character.is_alphabetic()).count();
        let is_question_or_answer = matches!(name, "Q" | "A");
        if is_title(last) || letters < 2 && !is_question_or_answer {
            continue;
        }
        let in_capitals =
            |word: &str| is_title(word) || !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase);
        let is_label = name.split_whitespace().all(in_capitals) && !rest.trim().is_empty();
        return is_label.then_some((Form::FullStop, at, at + 1));
    }
    None
}

/// How far the words look like a name; nothing where they cannot be a label at all.
fn looks(name: &str) -> Option<Looks> {
    let outside = without_parentheses(name);
    let words: Vec<&str> = outside.split_whitespace().collect();
    if words.is_empty() || words.len() > WORD_LIMIT || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    // In a name in capitals, articles are in capitals, too: `THE PRESIDENT`.
    let in_capitals = outside.chars().any(char::is_uppercase) && !outside.chars().any(char::is_lowercase);
    let is_name_word = |word: &str| is_name_word(word) || in_capitals && word.starts_with(char::is_uppercase);
    let is_number = |word: &str| word.chars().all(|character| character.is_ascii_digit()) || word.starts_with('#');
    let is_name = |(index, word): (usize, &&str)| {
        is_name_word(word) || index > 0 && (is_particle(word) || is_number(word)) || !word.chars().any(char::is_alphanumeric)
    };
    // Where the script has no capitals, a short run of letters is as much as a name shows.
    let has_capitals = name.chars().any(|character| character.is_uppercase() || character.is_lowercase());
    let is_short_enough = has_capitals || name.chars().count() <= 24;
    let first_is_name = words.first().is_some_and(|word| is_name_word(word));
    let ends_clause = outside.trim_end().ends_with([',', '-', '–', '—']);
    if words.len() == 1 && words[0].chars().all(char::is_alphabetic) && !first_is_name {
        return Some(Looks::Word);
    }
    if !first_is_name || !words.iter().enumerate().all(is_name) || !is_short_enough || ends_clause {
        return Some(Looks::Prose);
    }
    // `X said:` tells of speech, and is no label.
    let verbs = &WORDS.marks.speaking.verbs;
    let ends_with_verb = words.last().is_some_and(|word| verbs.contains(&bare(word)))
        || !has_capitals && name.chars().next_back().is_some_and(|last| verbs.contains(&last.to_string()));
    if ends_with_verb {
        return Some(Looks::Prose);
    }
    let is_titled = words.len() > 1 && words.iter().any(|word| is_title(word));
    Some(if is_titled { Looks::Titled } else { Looks::Name })
}

/// The words outside parentheses and brackets.
pub(super) fn without_parentheses(name: &str) -> Cow<'_, str> {
    if !name.contains(['(', '[']) {
        return Cow::Borrowed(name);
    }
    let mut depth = 0usize;
    let kept = name.chars().filter(|character| match character {
        '(' | '[' => {
            depth += 1;
            false
        }
        ')' | ']' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    Cow::Owned(kept.collect())
}

/// The name in lower case, without punctuation and parentheses.
pub(super) fn key(name: &str) -> String {
    without_parentheses(name).split_whitespace().map(bare).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words of the paragraphs that tell who was there, each to the next blank line: a list has a line for each person.
fn roster(text: &str, layout: &Layout, from: usize, to: usize) -> HashSet<String> {
    let paragraphs = layout.paragraphs.iter().filter(|lines| lines.start >= from && lines.end <= to).take(60);
    paragraphs
        .filter(|lines| is_attendance(&text[layout.span(lines).range()]))
        .flat_map(|lines| {
            (lines.start..to).take_while(|&line| line < lines.end || !layout.lines[line].is_blank()).take(ROSTER_LIMIT)
        })
        .flat_map(|line| text[layout.lines[line].content.range()].split(|c: char| !c.is_alphanumeric() && c != '-'))
        .filter(|word| is_name_word(word) && !is_office(word))
        .map(bare)
        .filter(|word| word.chars().count() > 2)
        .collect()
}

/// Whether a paragraph tells who was there: a heading for it stands at its beginning, or a verb for it beside names.
pub(super) fn is_attendance(words: &str) -> bool {
    let head = &words[..words.floor_char_boundary(words.len().min(240))];
    let heading = head.lines().next().unwrap_or_default().split(':').next().unwrap_or_default();
    if WORDS.people.attendance.contains(&heading.trim().trim_end_matches('.').to_lowercase()) {
        return true;
    }
    let lower = head.to_lowercase();
    let tells = WORDS.people.attendance_verbs.iter().any(|word| {
        lower.match_indices(word.as_str()).any(|(at, _)| {
            let is_boundary = |character: Option<char>| character.is_none_or(|character| !character.is_alphanumeric());
            is_boundary(lower[..at].chars().next_back()) && is_boundary(lower[at + word.len()..].chars().next())
        })
    });
    tells && head.split_whitespace().skip(1).filter(|word| is_name_word(word) && !is_title(word) && !is_office(word)).count() >= 2
}

/// The share of paragraphs, from the first candidate on, that begin with a candidate that looks like a name.
///
/// One label alone is no dialogue; and where no label comes back, most must have whole sentences after them: a list of
/// facts has the same form.
fn coverage(text: &str, layout: &Layout, candidates: &[Candidate], first: usize, to: usize) -> f64 {
    let paragraphs = layout.paragraphs.iter().filter(|lines| lines.start >= first && lines.end <= to).count();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for candidate in candidates {
        *counts.entry(&candidate.key).or_default() += 1;
    }
    let is_key = |candidate: &Candidate| counts[candidate.key.as_str()] < 2 && WORDS.people.keys.contains(&candidate.key);
    let begun: Vec<&Candidate> = candidates
        .iter()
        .filter(|candidate| candidate.begins_paragraph && candidate.looks > Looks::Prose && !is_key(candidate))
        .collect();
    let keys: HashSet<&str> = begun.iter().map(|candidate| candidate.key.as_str()).collect();
    let comes_back = begun.iter().any(|candidate| counts[candidate.key.as_str()] > 1);
    let speaks = |candidate: &&Candidate| {
        let words = text[candidate.label.end..layout.lines[candidate.label.line].content.end].trim();
        ends_sentence(words) && !words.starts_with(char::is_lowercase)
    };
    if keys.len() < 2
        || paragraphs == 0
        || !comes_back && begun.iter().filter(|candidate| speaks(candidate)).count() * 2 < begun.len()
    {
        0.0
    } else {
        begun.len() as f64 / paragraphs as f64
    }
}

/// What the whole file says about labels.
struct File<'f> {
    /// The words of the paragraphs that tell who was there.
    roster: &'f HashSet<String>,
    /// The share of paragraphs that begin with a candidate.
    coverage: f64,
    /// The shapes of labels that are sure.
    shapes: Vec<Shape>,
    /// Their names.
    names: HashSet<&'f str>,
    /// The line of the first of them.
    first_line: usize,
}

/// Adds up what speaks for and against a candidate.
fn weigh(key: &str, form: Form, group: &[&Candidate], file: &File<'_>) -> (i32, Vec<Cow<'static, str>>) {
    let looks = group.iter().map(|candidate| candidate.looks).max().unwrap_or(Looks::Prose);
    let count = group.len();
    let at_paragraphs = group.iter().filter(|candidate| candidate.begins_paragraph).count();
    let is_key = WORDS.people.keys.contains(key) || is_attendance(key);
    let names_someone_present = !is_key && key.split(' ').any(|word| file.roster.contains(word) && !is_title(word));
    // (does it hold, weight, what the receipt says of it)
    let stands_alone = group.iter().all(|candidate| candidate.stands_alone);
    let has_known_shape = looks >= Looks::Name && group.iter().any(|candidate| file.shapes.contains(&candidate.shape()));
    let is_dressed_otherwise = !file.shapes.is_empty() && !file.shapes.iter().any(|shape| shape.2 == group[0].in_capitals);
    let is_known_name = file.names.contains(key);
    let names_group = key.split(' ').any(|word| WORDS.people.groups.contains(word));
    let evidence: [(bool, i32, Cow<'static, str>); 18] = [
        (looks == Looks::Prose, -3, "has words that no name has".into()),
        (looks >= Looks::Name, 2, "looks like a name".into()),
        (looks == Looks::Titled, 3, "bears a title".into()),
        (count >= 2, 2, format!("stands {count} times").into()),
        (count >= 3, 1, "is repeated often".into()),
        (count >= 8, 1, "is repeated very often".into()),
        (names_someone_present, 3, "is named among those present".into()),
        (file.coverage >= 0.5, 2, "most paragraphs begin with a label".into()),
        (stands_alone && looks >= Looks::Name, 1, "stands alone on its line".into()),
        (has_known_shape, 1, "has the shape of labels that are sure".into()),
        (has_known_shape && file.names.len() > 1, 1, "several of them have it".into()),
        (is_known_name && count == 1, 3, "is a label elsewhere in another form".into()),
        (names_group && looks >= Looks::Name, 2, "names a group".into()),
        (is_dressed_otherwise, -2, "is not written in capitals as labels here are, or the other way round".into()),
        (count == 1 && group[0].label.line < file.first_line, -2, "stands before the first label that is sure".into()),
        (is_key && !(count > 1 && file.coverage >= 0.5), -4, "is a word for a fact, not for a speaker".into()),
        (is_key && count < 2, -4, "stands once".into()),
        (
            at_paragraphs * 2 < count || form == Form::FullStop && count < 2,
            -2,
            "stands inside paragraphs, or ends like a sentence".into(),
        ),
    ];
    let score = evidence.iter().filter(|(holds, ..)| *holds).map(|(_, weight, _)| weight).sum();
    (score, evidence.into_iter().filter(|(holds, weight, _)| *holds && *weight != 0).map(|(_, _, words)| words).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<&str> {
        let layout = Layout::of(text);
        let Found { labels, decisions, .. } = find(text, &layout, 0, layout.lines.len(), &HashSet::new());
        assert_eq!(labels.is_empty(), decisions.is_empty());
        labels.iter().map(|label| &text[label.span.range()]).collect()
    }

    #[test]
    fn labels_are_found_by_repetition_titles_and_company() {
        assert_eq!(labels("Sisco: Yes.\n\nJordan: No.\n\nSisco: Why?\n"), ["Sisco:", "Jordan:", "Sisco:"]);
        assert_eq!(labels("Narration of a day.\n\nDr. Kissinger: I see.\n\nMore narration.\n"), ["Dr. Kissinger:"]);
        assert_eq!(labels("毛泽东：你好。\n\n周恩来：好。\n\n毛泽东：好。\n"), ["毛泽东：", "周恩来：", "毛泽东："]);
        assert_eq!(labels("Mr. BURNS. I rise.\n\nMr. LINDER. I object.\n\nMr. BURNS. So be it.\n").len(), 3);
        assert_eq!(labels("Q. Where were you?\nA. At home.\nQ. Alone?\nA. Yes.\n"), ["Q.", "A.", "Q.", "A."]);
        let small =
            "interviewer: So?\n\nkelly: Well.\n\ninterviewer: Is it?\n\nkelly: It is.\n\ninterviewer: I see.\n\nkelly: Do you?\n";
        assert_eq!(labels(small).len(), 6);
        assert_eq!(labels("Interviewer:\n\nSo?\n\nKelly:\n\nWell.\n\nIt was long ago.\n\nInterviewer:\n\nAnd?\n").len(), 3);
        let inside = "ANNA: First.\nBERT: Second, and more.\nANNA: Third.\n";
        assert_eq!(labels(inside), ["ANNA:", "BERT:", "ANNA:"]);
    }

    #[test]
    fn one_turn_is_not_lost_among_longer_ones() {
        let text = "ANNA: First.\n\nA second.\n\nA third.\n\nBERT: I agree.\n\nLong ago.\n\nFar away.\n\nCARL: One remark only.\n\nANNA: Thanks.\n\nWe go on.\n\nBERT: Good.\n\nThe end.\n";
        assert_eq!(labels(text), ["ANNA:", "BERT:", "CARL:", "ANNA:", "BERT:"]);
        let set = "ANNA: The council of the town met in the old house by the river\nand spoke for a long time.\nBERT: It came to no end, and in the evening everybody went back home\nagain by the same road.\nANNA: And that was all that was ever heard of it in this town or any\nother town.\nBERT: It was.\n";
        assert_eq!(labels(set).len(), 4);
        assert_eq!(labels("00:12 Anna: Hello.\n\n00:15 Bert: Hello.\n\n00:19 Anna: Well?\n").len(), 3);
        assert_eq!(labels("Author: I wrote it.\n\nTranslator: I did not.\n\nAuthor: No.\n\nTranslator: No.\n").len(), 4);
    }

    #[test]
    fn lists_of_facts_and_telling_verbs_are_no_labels() {
        assert!(labels("England: five million\n\nFrance: seven million\n\nGermany: nine million\n").is_empty());
        assert!(labels("他说：我们去。\n\n天气很好。\n\n他说：不去。\n").is_empty());
        assert!(labels("At present, the Cabinet has three options.\n\nCabinet: the word was coined long ago.\n").is_empty());
    }

    #[test]
    fn a_word_for_those_present_is_no_label() {
        let text = "Present: Ann Cole, Bert Dole.\n\nMrs. Cole: It is late.\n\nMr. Dole: It is.\n\nMrs. Cole: Then we wait.\n";
        assert_eq!(labels(text), ["Mrs. Cole:", "Mr. Dole:", "Mrs. Cole:"]);
    }

    #[test]
    fn what_only_ends_with_a_colon_is_no_label() {
        assert!(labels("We met. It was cold.\n\nOne thing is clear: nobody came.\n").is_empty());
        assert!(labels("To: The Secretary\nFrom: The Ambassador\nSubject: Trade\n\nNothing was said.\n").is_empty());
        assert!(labels("At 10:30 we met.\n\nSee https://example.org/a\n").is_empty());
        assert!(labels("Mr. GRASSLEY addressed the Chair.\n\nA.I. MIKOYAN expressed thanks.\n").is_empty());
    }
}
