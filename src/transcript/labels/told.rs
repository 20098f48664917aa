//! Labels that somebody named before the file was read: they are weighed against nothing.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::{
    diagnostic::quote,
    span::Span,
    tei::document::Certainty,
    transcript::{
        Decision, Guidance, LabelForm, TOLD,
        labels::{Found, Label, key},
        layout::Layout,
    },
};

/// The longest beginning of a line in which a label is looked for, in bytes.
const REACH: usize = 120;

/// The marks that end labels.
const MARKS: [char; 6] = [':', '：', '.', '—', '–', '-'];

/// Applies what was said of labels: takes out those that are none, and adds those that are.
pub(in crate::transcript) fn apply(text: &str, layout: &Layout, lines: Range<usize>, guidance: &Guidance, found: &mut Found) {
    let keys = |names: &[String]| names.iter().map(|name| key(name)).collect::<FxHashSet<_>>();
    if !guidance.label_forms.is_empty() {
        found.labels.retain(|label| form(text, layout, label).is_some_and(|form| guidance.label_forms.contains(&form)));
    }
    let never = keys(&guidance.never);
    if !never.is_empty() {
        refuse(text, &never, found);
        found.labels.retain(|label| !never.contains(&key(&text[label.name.range()])));
        found.missed.retain(|span| !never.contains(&key(&text[span.range()])));
    }
    let kept: FxHashSet<usize> = found.labels.iter().map(|label| label.span.start).collect();
    found.decisions.retain(|decision| decision.kind != "label" || kept.contains(&decision.span.start));
    let speakers = keys(&guidance.speakers);
    if speakers.is_empty() {
        return;
    }
    let mut told: FxHashSet<String> = FxHashSet::default();
    for label in &mut found.labels {
        if speakers.contains(&key(&text[label.name.range()])) {
            label.certainty = None;
        }
    }
    found.decisions.retain(|decision| decision.kind != "label" || !speakers.contains(&key(&text[decision.span.range()])));
    let labeled: FxHashSet<usize> = found.labels.iter().map(|label| label.line).collect();
    let more = lines.filter(|line| !labeled.contains(line)).filter_map(|line| label(text, layout, line, &speakers));
    let more: Vec<Label> = more.collect();
    found.labels.extend(more);
    found.labels.sort_by_key(|label| label.line);
    for label in &found.labels {
        let name = key(&text[label.name.range()]);
        if speakers.contains(&name) && told.insert(name) {
            found.decisions.push(Decision {
                kind: "label",
                span: label.span,
                value: text[label.span.range()].to_owned(),
                evidence: vec![TOLD.into()],
                certainty: Certainty::High,
            });
        }
    }
    found.missed.retain(|span| !speakers.contains(&key(&text[span.range()])));
}

/// Tells once of each name that is no label, because somebody said so.
fn refuse(text: &str, never: &FxHashSet<String>, found: &mut Found) {
    let mut told: FxHashSet<String> = FxHashSet::default();
    let places = found.labels.iter().map(|label| label.span).chain(found.missed.iter().copied());
    let decisions = places.filter_map(|span| {
        let name = key(&text[span.range()]);
        let is_first = never.contains(&name) && told.insert(name);
        let value = format!("{} is no label", quote(&text[span.range()]));
        is_first.then(|| Decision { kind: "refusal", span, value, evidence: vec![TOLD.into()], certainty: Certainty::High })
    });
    let decisions: Vec<Decision> = decisions.collect();
    found.decisions.extend(decisions);
}

/// The label that a line begins with, if it is one of those that were named.
fn label(text: &str, layout: &Layout, line: usize, speakers: &FxHashSet<String>) -> Option<Label> {
    let content = layout.lines[line].content;
    let words = &text[content.range()];
    let head = &words[..words.floor_char_boundary(words.len().min(REACH))];
    let made = |length: usize, end: usize| {
        let name = Span::new(content.start, content.start + head[..length].trim_end().len());
        let end = content.start + end;
        Label { line, span: Span::new(content.start, end), name, direction: None, end, certainty: None }
    };
    if head.len() == words.len() && speakers.contains(&key(words)) && !words.ends_with(MARKS) {
        return Some(made(words.len(), words.len()));
    }
    for (at, mark) in head.char_indices().filter(|(_, character)| MARKS.contains(character)) {
        let end = at + mark.len_utf8();
        let is_end = words[end..].is_empty() || words[end..].starts_with(char::is_whitespace) || mark == '：';
        if is_end && speakers.contains(&key(&head[..at])) {
            return Some(made(at, end));
        }
    }
    // `Q   Did you see it?`
    let gap = head.find("  ").into_iter().chain(head.find('\t')).min()?;
    speakers.contains(&key(&head[..gap])).then(|| made(gap, gap))
}

/// How a label ends.
fn form(text: &str, layout: &Layout, label: &Label) -> Option<LabelForm> {
    let mark = text[label.name.end..label.end.max(label.name.end)].trim();
    if mark.contains([':', '：']) {
        return Some(LabelForm::Colon);
    }
    if mark.contains(['—', '–', '-']) {
        return Some(LabelForm::Dash);
    }
    if mark.contains('.') {
        return Some(LabelForm::FullStop);
    }
    text[label.end..layout.lines[label.line].content.end.max(label.end)].trim().is_empty().then_some(LabelForm::Alone)
}
