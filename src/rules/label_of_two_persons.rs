//! One label stands for two persons.
//!
//! ## Why
//!
//! Where `Ham.` is Hamlet in one speech and Hamnet in another, one of the two pointers is most likely a slip. It is an info, as
//! plays have their second *Messenger* and their *First Soldier* in each act, and then all is well.
//!
//! Labels are compared without marks at their ends. Speeches of several persons are left alone, and each label is reported
//! once for each further person.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson><person xml:id="hamlet"/><person xml:id="hamnet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Words, words.</p></sp>
//! <sp who="#hamnet"><speaker>Ham</speaker><p>Words.</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"/><person xml:id="hamnet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Words, words.</p></sp>
//! <sp who="#hamnet"><speaker>Hamn.</speaker><p>Words.</p></sp>
//! ```
//!
//! ## Fix
//!
//! Correct the pointer that is wrong. If the source has one label for two persons, all is well.

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::quote,
    rules::{
        Context, List,
        engine::{child, declare_rule, plain_words},
    },
    xml::Attribute,
};

declare_rule! {
    LabelOfTwoPersons {
        page: "label_of_two_persons.rs",
        code: "DR007",
        name: "label-of-two-persons",
        severity: Info,
        watch: Document,
        guidelines: ["DRSP"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    let mut first: FxHashMap<String, Attribute<'_>> = FxHashMap::default();
    for speech in cx.index().listed(List::Speeches) {
        let (Some(who), Some(speaker)) = (speech.attribute_node("who"), child(*speech, "speaker")) else { continue };
        let words = plain_words(speaker);
        let label = words.trim_matches(|character: char| !character.is_alphanumeric());
        let (person, span) = cx.trimmed_value(who);
        // A pointer to nobody is another rule's.
        let is_lost = || cx.is_whole() && person.strip_prefix('#').is_none_or(|id| cx.index().id(id).is_none());
        if label.is_empty() || person.is_empty() || person.contains(char::is_whitespace) || is_lost() {
            continue;
        }
        let Some(known) = first.get(label) else {
            first.insert(label.to_owned(), who);
            continue;
        };
        let (other, place) = cx.trimmed_value(*known);
        if other != person && cx.is_new(format!("{} {label} {person}", META.code)) {
            let message = format!("the label {} is of {} here, and of {} before", quote(label), quote(person), quote(other));
            let finding = META.finding(span, message).label(place, "the first speech with this label");
            cx.report(finding.help("correct the pointer that is wrong; a source may have one label for two persons"));
        }
    }
}
