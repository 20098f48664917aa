//! A speech has the label of one person and points to another.
//!
//! ## Why
//!
//! `Ham.` is Hamlet in twenty speeches, and in one `@who` points to Hamnet, whose label is `Hamn.`: there, the label or the pointer
//! is most likely a slip.
//!
//! A speech is reported where its label is of another person in more speeches, and its person has another label in more
//! speeches. So a *Messenger* in each act is no fault. Labels are compared without marks at their ends, and speeches of several
//! persons are left alone.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson><person xml:id="hamlet"/><person xml:id="hamnet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Words, words, words.</p></sp>
//! <sp who="#hamnet"><speaker>Hamn.</speaker><p>What words?</p></sp>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Slanders, sir.</p></sp>
//! <sp who="#hamnet"><speaker>Hamn.</speaker><p>So so.</p></sp>
//! <sp who="#hamnet"><speaker>Ham</speaker><p>For yourself, sir, should be old as I am.</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="soldier-1"/><person xml:id="soldier-2"/></listPerson>
//! <sp who="#soldier-1"><speaker>Soldier.</speaker><p>Who is there?</p></sp>
//! <sp who="#soldier-1"><speaker>Soldier.</speaker><p>Answer me.</p></sp>
//! <sp who="#soldier-2"><speaker>Soldier.</speaker><p>He.</p></sp>
//! ```
//!
//! ## Fix
//!
//! Correct the pointer. If the source itself has the wrong label, all is well; say so with a `note` or `sic`.

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::quote,
    rules::{
        Context, List,
        engine::{child, declare_rule, plain_words},
    },
    span::Span,
    xml::Node,
};

declare_rule! {
    LabelOfTwoPersons {
        page: "label_of_two_persons.rs",
        code: "DR007",
        name: "label-of-two-persons",
        severity: Warning,
        watch: Document,
        guidelines: ["DRSP"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    let turns: Vec<Turn<'_>> = cx.index().listed(List::Speeches).iter().filter_map(|speech| Turn::of(*speech, cx)).collect();
    let mut pairs: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for turn in &turns {
        *pairs.entry((turn.label(), turn.person)).or_insert(0) += 1;
    }
    let (mut persons, mut labels) = (FxHashMap::default(), FxHashMap::default());
    for (&(label, person), &count) in &pairs {
        keep_most(&mut persons, label, person, count);
        keep_most(&mut labels, person, label, count);
    }
    for turn in &turns {
        let count = pairs.get(&(turn.label(), turn.person)).copied().unwrap_or_default();
        let (Some((more, other)), Some((of_person, label))) = (persons.get(turn.label()), labels.get(turn.person)) else {
            continue;
        };
        if *more > count && *of_person > count {
            let here = quote(turn.person);
            let message = format!("the label {} is of {} elsewhere, and here of {here}", quote(turn.label()), quote(other));
            let help = format!("correct the pointer; the label of {here} is {} elsewhere", quote(label));
            cx.report(META.finding(turn.span, message).help(help));
        }
    }
}

/// Keeps what occurs most often; of two that occur as often, the first in the order of their letters.
fn keep_most<'k>(most: &mut FxHashMap<&'k str, (usize, &'k str)>, key: &'k str, value: &'k str, count: usize) {
    let known = most.entry(key).or_insert((count, value));
    if count > known.0 || count == known.0 && value < known.1 {
        *known = (count, value);
    }
}

/// A speech of one person with a label.
struct Turn<'t> {
    words: String,
    person: &'t str,
    /// The pointer.
    span: Span,
}

impl<'t> Turn<'t> {
    fn of(speech: Node<'t>, cx: &Context<'t>) -> Option<Turn<'t>> {
        let (who, speaker) = (speech.attribute_node("who")?, child(speech, "speaker")?);
        let (person, span) = cx.trimmed_value(who);
        // A pointer to nobody is another rule's.
        let is_lost = || cx.is_whole() && person.strip_prefix('#').is_none_or(|id| cx.index().id(id).is_none());
        if person.is_empty() || person.contains(char::is_whitespace) || is_lost() {
            return None;
        }
        let turn = Turn { words: plain_words(speaker), person, span };
        (!turn.label().is_empty()).then_some(turn)
    }

    fn label(&self) -> &str {
        self.words.trim_matches(|character: char| !character.is_alphanumeric())
    }
}
