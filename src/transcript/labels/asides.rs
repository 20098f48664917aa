//! Directions after a comma in labels before a colon: `ANNA, à part: Il ment !`

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::{
    span::Span,
    transcript::{
        labels::{candidates::Candidate, forms::Form, key, looks::Looks},
        names::is_small,
    },
};

/// Parts candidates whose words before a comma are a label elsewhere: what follows the comma in small letters is a direction.
///
/// An office after a comma stays with its person, who has no label without it.
pub(super) fn part_asides(text: &str, candidates: &mut [Candidate]) {
    let name = |candidate: &Candidate| &text[candidate.label.name.range()];
    let aside = |candidate: &Candidate| {
        let (before, after) = name(candidate).split_once(", ").filter(|_| candidate.form == Form::Colon)?;
        (candidate.begins_paragraph && candidate.label.direction.is_none() && after.starts_with(is_small)).then_some(before)
    };
    if !candidates.iter().any(|candidate| aside(candidate).is_some()) {
        return;
    }
    let plain =
        |candidate: &&Candidate| candidate.looks > Looks::SetOff && candidate.begins_paragraph && !name(candidate).contains(',');
    let known: FxHashMap<Rc<str>, (Looks, bool)> = candidates
        .iter()
        .filter(|candidate| candidate.form == Form::Colon)
        .filter(plain)
        .map(|candidate| (candidate.key.clone(), (candidate.looks, candidate.in_capitals)))
        .collect();
    for candidate in candidates {
        let Some(before) = aside(candidate) else { continue };
        let Some((key, (looks, in_capitals))) = known.get_key_value(key(before).as_str()) else { continue };
        let label = &mut candidate.label;
        let end = label.name.start + before.len();
        label.direction = Some(Span::new(end + 2, label.end));
        label.name = Span::new(label.name.start, end);
        label.span = Span::new(label.span.start, end + 1);
        (candidate.key, candidate.looks, candidate.in_capitals) = (key.clone(), *looks, *in_capitals);
    }
}
