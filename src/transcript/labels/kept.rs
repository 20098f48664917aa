//! Which candidates of uncertain forms are kept: those whose names come back in that form as they do in no other.

use std::rc::Rc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::transcript::{
    labels::{
        candidates::Candidate,
        forms::{Form, is_letter_for_question},
        looks::Looks,
        parts::heading_level,
    },
    layout::Layout,
    vocabulary::WORDS,
};

/// The fewest names that come back before a wide space which may be labels.
const APART_LEAST: usize = 4;

/// Leaves out candidates before a wide space, unless they are those that come back here; and candidates before a dash, unless more
/// names come back in that form than in the others, or a name is one in another form, too: `Name — what it is` is a form of lists and
/// of sentences. Gives how many labels have a name that comes back.
pub(super) fn keep_form(text: &str, layout: &Layout, candidates: &mut Vec<Candidate>, letters: &[char]) -> usize {
    keep_questions(candidates, letters);
    keep_headings(text, layout, candidates);
    keep_enclosed(candidates);
    if candidates.iter().any(|candidate| candidate.form == Form::Apart) {
        let apart = strength(candidates, |form| form == Form::Apart);
        if apart < APART_LEAST || apart <= strength(candidates, |form| !matches!(form, Form::Dash | Form::FullStop | Form::Apart))
        {
            candidates.retain(|candidate| candidate.form != Form::Apart);
        }
    }
    let others = strength(candidates, |form| !matches!(form, Form::Dash | Form::FullStop));
    let dashes = strength(candidates, |form| form == Form::Dash);
    if dashes <= others && candidates.iter().any(|candidate| candidate.form == Form::Dash) {
        let is_other = |candidate: &&Candidate| candidate.form != Form::Dash && candidate.begins_paragraph;
        let known: HashSet<Rc<str>> = candidates.iter().filter(is_other).map(|candidate| candidate.key.clone()).collect();
        candidates.retain(|candidate| candidate.form != Form::Dash || known.contains(&candidate.key));
    }
    dashes.max(others)
}

/// The fewest labels that head lines or stand in brackets, and have names that come back.
const HEADINGS_LEAST: usize = 3;
const ENCLOSED_LEAST: usize = 4;

/// Leaves out candidates that are headings, unless those of their kind are names that come back within one part, as `Discussion` and
/// `Decision` below each item of an agenda do not, or have times beside them.
fn keep_headings(text: &str, layout: &Layout, candidates: &mut Vec<Candidate>) {
    if !candidates.iter().any(|candidate| candidate.form == Form::Heading) {
        return;
    }
    // For each level, how many headings there are, how many are sure, and the different names of those.
    let mut all = [0usize; 7];
    let mut sure = [0usize; 7];
    let mut names: [HashSet<&str>; 7] = Default::default();
    let mut met: HashMap<(usize, &str), usize> = HashMap::default();
    let mut headings = candidates.iter().filter(|candidate| candidate.form == Form::Heading).peekable();
    for (index, line) in layout.lines.iter().enumerate() {
        let found = headings.next_if(|candidate| candidate.label.line == index);
        let level = found.map_or_else(|| heading_level(&text[line.content.range()]), |candidate| candidate.level);
        let level = usize::from(level);
        if found.is_none() && level == 0 {
            continue;
        }
        all[level] += 1;
        if level > 0 {
            met.retain(|(other, _), _| *other <= level);
        }
        let Some(candidate) = found else { continue };
        let count = met.entry((level, &candidate.key)).or_default();
        *count += 1;
        // The first of a name is sure when the second is met.
        let is_timed = level > 0 && candidate.has_time;
        sure[level] += if is_timed { 1 } else { (*count).min(2) * usize::from(*count > 1) - usize::from(*count > 2) };
        if *count > 1 || is_timed {
            names[level].insert(&candidate.key);
        }
    }
    let is_kept: Vec<bool> =
        (0..7).map(|level| names[level].len() > 1 && sure[level] >= HEADINGS_LEAST && sure[level] * 2 > all[level]).collect();
    candidates.retain(|candidate| candidate.form != Form::Heading || is_kept[usize::from(candidate.level)]);
}

/// Leaves out candidates in brackets or in bold type before words that follow without a mark, unless most of them are names that come
/// back, and no other form has as many.
fn keep_enclosed(candidates: &mut Vec<Candidate>) {
    let enclosed = || candidates.iter().filter(|candidate| candidate.form == Form::Enclosed);
    let mut counts: HashMap<&str, usize> = HashMap::default();
    enclosed().for_each(|candidate| *counts.entry(&candidate.key).or_default() += 1);
    if counts.is_empty() {
        return;
    }
    let all: usize = counts.values().sum();
    let names = counts.values().filter(|count| **count > 1).count();
    let sure: usize = counts.values().filter(|count| **count > 1).sum();
    let others = strength(candidates, |form| !matches!(form, Form::Dash | Form::FullStop | Form::Apart | Form::Enclosed));
    if names < 2 || sure < ENCLOSED_LEAST || sure * 4 < all * 3 || sure <= others {
        candidates.retain(|candidate| candidate.form != Form::Enclosed);
    }
}

/// How often a letter for questions stands where those who answer have names.
const QUESTIONS: usize = 3;

/// Leaves out single letters for questions before a full stop or white space, unless those for questions and those for answers come back, or
/// those for questions do among labels of whoever answers by name.
fn keep_questions(candidates: &mut Vec<Candidate>, letters: &[char]) {
    let is_letter = |candidate: &Candidate| {
        let letter = candidate.key.to_uppercase();
        matches!(candidate.form, Form::FullStop | Form::Space)
            && is_letter_for_question(&letter)
            && !letters.iter().any(|speaks| letter.starts_with(*speaks))
    };
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for candidate in candidates.iter().filter(|candidate| is_letter(candidate)) {
        *counts.entry(&candidate.key).or_default() += 1;
    }
    if counts.is_empty() {
        return;
    }
    let comes = |words: &HashSet<String>| words.iter().any(|word| counts.get(word.as_str()).is_some_and(|count| *count > 1));
    let pairs = WORDS.people.questions.iter().filter(|words| comes(&words.question) && comes(&words.answer));
    let mut kept: HashSet<&str> =
        pairs.flat_map(|words| words.question.iter().chain(&words.answer)).map(String::as_str).collect();
    let named = strength(candidates, |form| !matches!(form, Form::FullStop | Form::Space | Form::Dash));
    let asks = |letter: &&String| counts.get(letter.as_str()).is_some_and(|&count| count >= QUESTIONS && named * 2 >= count);
    kept.extend(WORDS.people.questions.iter().flat_map(|words| words.question.iter().filter(asks)).map(String::as_str));
    candidates.retain(|candidate| !is_letter(candidate) || kept.contains(&*candidate.key));
}

/// How many labels of some forms have a name that comes back.
fn strength(candidates: &[Candidate], is_of: impl Fn(Form) -> bool) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for candidate in candidates {
        if is_of(candidate.form) && candidate.looks >= Looks::Name && candidate.begins_paragraph {
            *counts.entry(&candidate.key).or_default() += 1;
        }
    }
    counts.values().filter(|count| **count > 1).sum()
}
