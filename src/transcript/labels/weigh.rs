//! Weighs the candidates for labels by what the whole file says of them.

use std::{borrow::Cow, ops::Range, rc::Rc};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::{
    tei::document::Certainty,
    transcript::{
        Decision,
        appellations::{Appellation, cover_and_name, initials_of},
        attendance::{self, is_attendance},
        cues::{Chosen, Cue, choose},
        labels::{
            Found, Label,
            asides::part_asides,
            brackets::{part_directions, settle, settle_offices},
            candidates::{After, Candidate, Shape, Sought, candidates},
            forms::Form,
            initials::letters_that_speak,
            kept::keep_form,
            looks::{Looks, without_parentheses},
        },
        layout::Layout,
        names::{
            bare, begins_with_led_rank, begins_with_rank, begins_with_title, is_name_word, is_office, is_particle, is_small,
            is_title, tells_office,
        },
        pages::ends_sentence,
        vocabulary::WORDS,
    },
};

/// The most lines of a list of those present.
const ROSTER_LIMIT: usize = 200;

/// How many paragraphs at the beginning may tell who was there.
const PARAGRAPHS: usize = 60;

/// The score from which a candidate is believed.
const THRESHOLD: i32 = 4;

/// A phrase that is no name is a label where it comes back so often.
const OFTEN: usize = 3;

/// The share of paragraphs with labels from which a phrase that stands once may be a label, if others are.
const SURE_COVERAGE: f64 = 0.8;

/// Hardly anything begins with a small letter if not one of so many speeches does.
const SMALL_SHARE: usize = 5;

/// Hardly any label stands inside a paragraph if not one of so many does.
const RARELY: usize = 20;

/// Labels that begin so many columns from the others are none.
const INDENT: usize = 4;

/// Finds the labels of a file from the line `from` to before the line `to`, in order, and says why.
///
/// `cast` holds the words of the list of persons, in lower case.
pub(in crate::transcript) fn find(text: &str, layout: &Layout, from: usize, to: usize, cast: &HashSet<String>) -> Found {
    let letters = letters_that_speak(text, layout, from, to);
    let roster = roster(text, layout, from, to);
    // Whoever is said to be there may speak, as whoever stands in a list of persons.
    let known = if roster.is_empty() { Cow::Borrowed(cast) } else { Cow::Owned(cast.union(&roster).cloned().collect()) };
    let of_forms = |forms: &[Form]| {
        let mut found = candidates(text, layout, from..to, Sought { forms, letters: &letters });
        let strength = keep_form(text, layout, &mut found, &letters);
        (found, strength)
    };
    // Where half of the lines begin with names before a colon that come back, no form without a colon has more.
    let filled = layout.lines[from..to].iter().filter(|line| !line.is_blank()).count();
    let has_colons = memchr::memchr_iter(b':', text.as_bytes()).count() * 2 >= filled;
    let with_colons = has_colons.then(|| of_forms(&Form::ALL));
    let are_sure = with_colons.as_ref().is_some_and(|(_, strength)| strength * 2 >= filled);
    if !are_sure
        && let Some(chosen) = choose(text, layout, from..to, &known, &letters)
        && (begins_most(layout, from..to, &chosen) || chosen.strength > of_forms(&Form::WITHOUT_STOP).1)
    {
        return of_cues(text, chosen);
    }
    let (mut candidates, _) = with_colons.unwrap_or_else(|| of_forms(&Form::ALL));
    part_asides(text, &mut candidates);
    let Some(first) =
        candidates.iter().filter(|candidate| candidate.looks > Looks::Prose).map(|candidate| candidate.label.line).min()
    else {
        return Found::default();
    };
    let coverage = coverage(text, layout, &candidates, first, to);
    let mut by_key: HashMap<(&str, Form), Vec<&Candidate>> = HashMap::default();
    for candidate in &candidates {
        by_key.entry((&candidate.key, candidate.form)).or_default().push(candidate);
    }
    // What is sure already helps with the rest: the shapes of those labels, their names, and where the first of them stands.
    let mut file = File {
        text,
        roster: &roster,
        cast,
        coverage,
        is_pure: false,
        are_apart: false,
        begins_great: false,
        has_single: true,
        shapes: Vec::new(),
        names: HashSet::default(),
        phrases: 0,
        initials: HashSet::default(),
        first_line: 0,
        question: None,
    };
    let is_sure = |score: i32, count: usize| score > THRESHOLD || score == THRESHOLD && count > 1;
    let sure = by_key.iter().filter(|((key, form), group)| is_sure(weigh(key, *form, group, &file).0, group.len()));
    let sure: Vec<(&str, &Candidate)> = sure.map(|((key, _), group)| (*key, group[0])).collect();
    file.shapes = sure.iter().map(|(_, candidate)| candidate.shape()).collect();
    file.phrases = sure.iter().filter(|(_, candidate)| candidate.looks == Looks::Phrase).count();
    file.names = sure.iter().map(|(key, _)| *key).collect();
    let small = sure_labels(&by_key, &file.names).filter(|candidate| candidate.after == After::Fragment).count();
    let (all, apart) = sure_labels(&by_key, &file.names)
        .fold((0, 0), |(all, apart), candidate| (all + 1, apart + usize::from(candidate.begins_paragraph)));
    file.are_apart = all >= PURE_LEAST && (all - apart) * RARELY < all;
    file.begins_great = small * SMALL_SHARE < sure_labels(&by_key, &file.names).count();
    file.has_single = file.names.iter().any(|name| !name.contains(' '));
    file.is_pure = is_pure(&candidates, &file.names);
    let near = by_key.iter().filter(|((key, form), group)| weigh(key, *form, group, &file).0 >= THRESHOLD);
    let names = near.map(|((name, _), _)| Appellation::of(name).words);
    file.initials = names.flat_map(|words| initials_of(&words)).flatten().collect();
    file.first_line = sure.iter().map(|(_, candidate)| candidate.label.line).min().unwrap_or(0);
    file.question = question(text, layout, file.first_line);
    let mut labels: Vec<(Label, Rc<str>)> = Vec::new();
    let mut decisions = Vec::new();
    let mut missed = Vec::new();
    for ((key, form), group) in by_key {
        let (score, evidence) = weigh(key, form, &group, &file);
        if score < THRESHOLD {
            let is_near = score + 2 >= THRESHOLD && group[0].looks >= Looks::Name && group[0].begins_paragraph;
            if is_near && !goes_on(&group, &file) && form == Form::Colon && group[0].label.line > file.first_line {
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
        let mut found: Vec<Label> = group.iter().map(|candidate| Label { certainty: stated, ..candidate.label }).collect();
        part_directions(text, &mut found);
        labels.extend(found.into_iter().map(|label| (label, group[0].key.clone())));
    }
    labels.sort_by_key(|(label, _)| label.line);
    let (mut labels, keys): (Vec<Label>, Vec<Rc<str>>) = labels.into_iter().unzip();
    settle(text, &mut labels, &keys);
    settle_offices(text, &mut labels, &keys);
    keep_margin(layout, &mut labels, &mut decisions);
    decisions.sort_by_key(|decision| decision.span);
    missed.sort_unstable();
    if labels.is_empty() {
        missed.clear();
    }
    Found { labels, decisions, missed }
}

/// Whether names that come back begin most paragraphs: labels of no other form can begin as many.
fn begins_most(layout: &Layout, lines: Range<usize>, chosen: &Chosen) -> bool {
    let paragraphs = layout.paragraphs.iter().filter(|it| it.start >= lines.start && it.end <= lines.end).count();
    let begun = chosen.cues.iter().filter(|cue| cue.begins_block && chosen.counts[&cue.key] > 1).count();
    begun.min(chosen.strength) * 2 > paragraphs
}

/// The candidates whose names are sure.
fn sure_labels<'c>(
    by_key: &'c HashMap<(&str, Form), Vec<&Candidate>>,
    names: &'c HashSet<&str>,
) -> impl Iterator<Item = &'c Candidate> {
    by_key.iter().filter(|((key, _), _)| names.contains(key)).flat_map(|(_, group)| group.iter().copied())
}

/// The line on which the paragraph right before a line begins, if it asks or calls: what stands at the line may be the answer.
fn question(text: &str, layout: &Layout, line: usize) -> Option<usize> {
    let before = layout.paragraphs.iter().take_while(|lines| lines.start < line).last()?;
    text[layout.span(before).range()].trim_end().ends_with(['?', '!', '？', '！', '؟', '՞']).then_some(before.start)
}

/// Where nearly all labels begin at one column, others that begin far from it are text: a direction that is indented.
fn keep_margin(layout: &Layout, labels: &mut Vec<Label>, decisions: &mut Vec<Decision>) {
    let indent = |label: &Label| layout.lines[label.line].indent();
    let mut counts = [0usize; 64];
    labels.iter().for_each(|label| counts[indent(label).min(63)] += 1);
    let Some(margin) = (0..64).max_by_key(|&indent| counts[indent]) else { return };
    if counts[margin] * 10 >= labels.len() * 9 {
        labels.retain(|label| indent(label).abs_diff(margin) < INDENT);
        let lines: HashSet<usize> = labels.iter().map(|label| label.span.start).collect();
        decisions.retain(|decision| lines.contains(&decision.span.start));
    }
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
    let mut seen = HashSet::default();
    let mut found = Found::default();
    let keys: Vec<Rc<str>> = cues.iter().map(|cue| cue.key.clone()).collect();
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
    settle(text, &mut found.labels, &keys);
    settle_offices(text, &mut found.labels, &keys);
    found
}

/// The words of the paragraphs that tell who was there, each to the next blank line: a list has a line for each person. Below a heading
/// alone on its line, lists may follow with blank lines between them.
fn roster(text: &str, layout: &Layout, from: usize, to: usize) -> HashSet<String> {
    let words = |line: usize| &text[layout.lines[line].content.range()];
    let is_list =
        |lines: &Range<usize>| lines.clone().all(|line| attendance::is_item(words(line)) && !ends_sentence(words(line)));
    let is_key = |line: usize| WORDS.people.keys.contains(&bare(words(line)));
    let paragraphs = layout.paragraphs.iter().filter(|lines| lines.start >= from && lines.end <= to).take(PARAGRAPHS);
    let paragraphs: Vec<&Range<usize>> = paragraphs.collect();
    let mut listed: Vec<Range<usize>> = Vec::new();
    for (index, lines) in paragraphs.iter().enumerate() {
        if !is_attendance(&text[layout.span(lines).range()]) {
            continue;
        }
        let end = (lines.end..to).find(|&line| layout.lines[line].is_blank()).unwrap_or(to);
        listed.push(lines.start..end.min(lines.start + ROSTER_LIMIT));
        if lines.len() == 1 {
            let below = paragraphs[index + 1..].iter().take_while(|lines| is_list(lines) && !is_key(lines.start));
            listed.extend(below.map(|lines| (*lines).clone()));
        }
    }
    listed
        .into_iter()
        .flatten()
        .flat_map(|line| words(line).split(|c: char| !c.is_alphanumeric() && c != '-'))
        .filter(|word| is_name_word(word) && !is_office(word))
        .map(bare)
        .filter(|word| word.chars().count() > 2)
        .collect()
}

/// The share of paragraphs, from the first candidate on, that begin with a candidate that looks like a name.
///
/// One label alone is no dialogue; and where no label comes back, most must have whole sentences after them: a list of
/// facts has the same form.
fn coverage(text: &str, layout: &Layout, candidates: &[Candidate], first: usize, to: usize) -> f64 {
    let paragraphs = layout.paragraphs.iter().filter(|lines| lines.start >= first && lines.end <= to).count();
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for candidate in candidates {
        *counts.entry(&candidate.key).or_default() += 1;
    }
    let is_key = |candidate: &Candidate| counts[&*candidate.key] < 2 && WORDS.people.keys.contains(&*candidate.key);
    // A phrase that is no name counts where it comes back.
    let could_be_label = |candidate: &Candidate| match candidate.looks {
        Looks::Prose => false,
        Looks::SetOff => counts[&*candidate.key] > 1,
        Looks::Clause | Looks::Phrase => counts[&*candidate.key] >= OFTEN,
        _ => !is_key(candidate),
    };
    let begun: Vec<&Candidate> =
        candidates.iter().filter(|candidate| candidate.begins_paragraph && could_be_label(candidate)).collect();
    let keys: HashSet<&str> = begun.iter().map(|candidate| &*candidate.key).collect();
    let comes_back = begun.iter().any(|candidate| counts[&*candidate.key] > 1);
    let speaks = |candidate: &&Candidate| {
        let end = layout.lines[candidate.label.line].content.end.max(candidate.label.end);
        let words = text[candidate.label.end..end].trim();
        ends_sentence(words) && !words.starts_with(is_small)
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
    text: &'f str,
    /// The words of the paragraphs that tell who was there.
    roster: &'f HashSet<String>,
    /// The words of the list of persons.
    cast: &'f HashSet<String>,
    /// The share of paragraphs that begin with a candidate.
    coverage: f64,
    /// Whether hardly anything but labels stands before colons at the beginnings of paragraphs.
    is_pure: bool,
    /// Whether hardly any label that is sure stands inside a paragraph.
    are_apart: bool,
    /// Whether hardly anything that is said begins with a small letter.
    begins_great: bool,
    /// Whether a name of one word is sure.
    has_single: bool,
    /// How many labels that are sure are phrases and no names.
    phrases: usize,
    /// The shapes of labels that are sure.
    shapes: Vec<Shape>,
    /// Their names.
    names: HashSet<&'f str>,
    /// The initials of those names.
    initials: HashSet<String>,
    /// The line of the first of them.
    first_line: usize,
    /// The line of a paragraph that asks right before that.
    question: Option<usize>,
}

/// Whether two names end with one word: `mr cole` and `cole`.
fn ends_alike(name: &str, other: &str) -> bool {
    name.rsplit(' ').next() == other.rsplit(' ').next()
}

/// Whether longer words begin with an office or come back, and end with a name: `Minister of the northern harbors Anna Dale`.
///
/// Whoever is addressed before a comma is no speaker: `Mr. Speaker, I say this`.
fn names_holder(name: &str, count: usize) -> bool {
    let outside = without_parentheses(name);
    let addresses = outside.split_once(", ").is_some_and(|(_, after)| after.starts_with(is_small) && !tells_office(after));
    let mut last = outside.split_whitespace().rev();
    let mut ends_with_name =
        || last.next().is_some_and(is_name_word) && last.next().is_some_and(|word| count == 1 || is_name_word(word));
    let tells = || outside.split_once(", ").is_some_and(|(_, after)| tells_office(after));
    let is_office = || begins_with_led_rank(&outside) && outside.split_whitespace().count() <= OFFICE_WORDS;
    !addresses
        && match begins_with_rank(&outside) {
            true => count > 1 || tells() || is_office() || ends_with_name(),
            // `Ann Dale (Quay), for the committee`
            false => count > 1 && ends_with_name() || tells() && names_person(&outside),
        }
}

/// Whether a name of two words stands before a comma.
fn names_person(words: &str) -> bool {
    let name = words.split(',').next().unwrap_or_default();
    name.split_whitespace().count() > 1 && name.split_whitespace().all(is_name_word)
}

/// The longest office without a name that stands once, in words: `El secretari quart`.
const OFFICE_WORDS: usize = 5;

/// The fewest labels that are sure which show that hardly anything else looks like one.
const PURE_LEAST: usize = 8;

/// Whether most paragraphs that begin with words before a colon begin with labels that are sure, or with words that come back there.
fn is_pure(candidates: &[Candidate], sure: &HashSet<&str>) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for candidate in candidates.iter().filter(|candidate| candidate.form == Form::Colon && candidate.begins_paragraph) {
        *counts.entry(&candidate.key).or_default() += 1;
    }
    let of = |is_kept: &dyn Fn(&str, usize) -> bool| -> usize {
        counts.iter().filter(|(key, count)| is_kept(key, **count)).map(|(_, count)| count).sum()
    };
    let labels = of(&|key, _| sure.contains(key));
    let could_be = of(&|key, count| count > 1 || sure.contains(key));
    labels >= PURE_LEAST && could_be * 4 >= counts.values().sum::<usize>() * 3
}

/// Whether no sentence follows a name that stands once, as one does after other labels; above the first of them stand facts.
fn goes_on(group: &[&Candidate], file: &File<'_>) -> bool {
    group.len() == 1 && group[0].after == After::Fragment && file.begins_great && group[0].label.line > file.first_line
}

/// Adds up what speaks for and against a candidate.
fn weigh(key: &str, form: Form, group: &[&Candidate], file: &File<'_>) -> (i32, Vec<Cow<'static, str>>) {
    let count = group.len();
    let at_paragraphs = group.iter().filter(|candidate| candidate.begins_paragraph).count();
    let name = &file.text[group[0].label.name.range()];
    // Where hardly anything else ends with a mark for a label, longer words do because they are one.
    let could_be_only_label = at_paragraphs == count && form == Form::Colon && file.is_pure;
    let looks = match group.iter().map(|candidate| candidate.looks).max().unwrap_or(Looks::Prose) {
        Looks::SetOff if could_be_only_label || at_paragraphs == count && count > 1 && file.coverage >= 0.5 => Looks::Name,
        Looks::SetOff => Looks::Prose,
        // `Ann Dale (Quay), for the committee`
        Looks::Clause if at_paragraphs == count && name.contains("), ") && names_holder(name, count) => Looks::Name,
        // `Minister for the harbors Dr. Anna Dale`
        Looks::Clause
            if at_paragraphs == count
                && form == Form::Colon
                && file.coverage >= SURE_COVERAGE
                && begins_with_rank(name)
                && names_holder(name, count) =>
        {
            Looks::Name
        }
        Looks::Clause | Looks::Phrase if could_be_only_label && names_holder(name, count) => Looks::Name,
        // Long words are those of a label only where they come back.
        Looks::Clause if count >= OFTEN => Looks::Phrase,
        Looks::Clause => Looks::Prose,
        looks => looks,
    };
    let heads_list = || count == 1 && group[0].stands_alone() && attendance::has_heading(key);
    let is_key = WORDS.people.keys.contains(key) || is_attendance(key) || heads_list();
    let is_known_word = |word: &str| file.roster.contains(word) || looks > Looks::Prose && file.cast.contains(word);
    let names_someone_present = !is_key && key.split(' ').any(|word| is_known_word(word) && !is_title(word));
    // (does it hold, weight, what the receipt says of it)
    let stands_alone = group.iter().all(|candidate| candidate.stands_alone());
    let is_phrase = looks == Looks::Phrase;
    let is_in_cast = key.split(' ').all(|word| file.cast.contains(word) || is_particle(word));
    let is_titled = begins_with_title(key);
    let is_like_others = looks >= Looks::Name || is_phrase && file.phrases > 1;
    let has_known_shape = is_like_others && group.iter().any(|candidate| file.shapes.contains(&candidate.shape()));
    let is_dressed_otherwise = !file.shapes.is_empty() && !file.shapes.iter().any(|shape| shape.2 == group[0].in_capitals);
    let has_initials = group[0].in_capitals && !key.contains(' ') && file.initials.contains(key);
    let is_known_name = file.names.contains(key);
    // A bracket after the name may tell who bears it.
    let bearer = cover_and_name(&file.text[group[0].label.name.range()]).map(|(_, name)| super::key(name));
    let is_cover =
        bearer.is_some_and(|bearer| file.names.contains(&*bearer) || file.names.iter().any(|name| ends_alike(name, &bearer)));
    let names_group = key.split(' ').any(|word| WORDS.people.groups.contains(word));
    let ends_with_group = key.split(' ').next_back().is_some_and(|word| WORDS.people.groups.contains(word));
    let begins_with_group = key.split(' ').next().is_some_and(|word| WORDS.people.groups.contains(word));
    let asks = looks >= Looks::Name && count == 1 && file.question == Some(group[0].label.line);
    let is_full_name = form == Form::FullStop && group[0].in_capitals && key.contains(' ') && at_paragraphs == count;
    let goes_on = goes_on(group, file) && !is_known_name;
    let is_lone_word = count == 1 && !key.contains(' ') && !file.has_single && file.is_pure && !names_group;
    let says_nothing = group.iter().all(|candidate| candidate.says_nothing());
    let says_sentence = |candidate: &&&Candidate| candidate.after == After::Sentence;
    let is_cell = form == Form::Apart && (count < 2 || group.iter().filter(says_sentence).count() * 4 < count * 3);
    let is_amid = file.are_apart && count == 1 && at_paragraphs == 0 && !is_known_name && !names_someone_present;
    let is_enclosed = matches!(form, Form::Enclosed | Form::Heading) && count > 1;
    let speaks = || group.iter().any(|candidate| candidate.after == After::Sentence);
    let evidence: [(bool, i32, Cow<'static, str>); 40] = [
        (looks == Looks::Prose, -3, "has words that no name has".into()),
        (is_phrase, -2, "is a phrase and no name".into()),
        (is_phrase && count >= OFTEN && file.coverage >= 0.5, 1, "comes back where most paragraphs begin with a label".into()),
        (is_phrase && file.phrases > 1 && file.coverage >= SURE_COVERAGE, 2, "other labels here are phrases, too".into()),
        (is_phrase && is_titled && (count >= 2 || file.phrases > 0), 4, "begins with a title".into()),
        (is_phrase && count >= OFTEN && !file.names.is_empty(), 3, "comes back beside labels that are sure".into()),
        (is_phrase && is_in_cast, 2, "stands in the list of persons".into()),
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
        (
            has_known_shape && is_full_name && file.coverage >= 0.5,
            2,
            "is a name of several words in capitals, as labels here are".into(),
        ),
        (is_known_name && count == 1, 3, "is a label elsewhere in another form".into()),
        (has_initials, 4, "has the initials of a name that is a label".into()),
        (is_cover, 3, "a speaker's name stands in brackets after it".into()),
        (names_group && looks >= Looks::Name, 2, "names a group".into()),
        (group.iter().any(|candidate| candidate.has_time), 3, "a time stands beside it".into()),
        (group.iter().all(|candidate| candidate.is_marked), 2, "is set off by marks".into()),
        (is_cell, -8, "stands before a wide space, as the first words of a table do".into()),
        (form == Form::Dash && file.coverage < 0.5, -2, "stands before a dash, as words in sentences do".into()),
        (is_phrase && begins_with_group, 4, "begins with a word for voices".into()),
        (
            is_phrase && ends_with_group && !begins_with_group && could_be_only_label && count > 1,
            4,
            "ends with a word for voices".into(),
        ),
        (is_dressed_otherwise, -2, "is not written in capitals as labels here are, or the other way round".into()),
        (asks, 2, "asks, and the first label that is sure answers".into()),
        (count == 1 && !asks && group[0].label.line < file.first_line, -2, "stands before the first label that is sure".into()),
        (is_enclosed, 3, "is set as names that come back are here".into()),
        (is_key && !(count > 1 && file.coverage >= 0.5 && speaks()), -4, "is a word for a fact, not for a speaker".into()),
        (is_key && count < 2, -4, "stands once".into()),
        (form == Form::FullStop && count < 2 && at_paragraphs == 0, -4, "stands once, and inside a paragraph".into()),
        (says_nothing && !names_someone_present, -8, "is followed by a time and nothing else, or by nothing at all".into()),
        (goes_on, -3, "is followed by no sentence, as labels here are".into()),
        (is_amid, -2, "stands once inside a paragraph, as no label here does".into()),
        (is_lone_word, -2, "is one word, as no label here is".into()),
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
mod tests;
