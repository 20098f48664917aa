//! Two persons have one name.
//!
//! ## Why
//!
//! Where two entries of the list of participants begin with the same name, they are most likely one person, entered twice: each
//! has half of the speeches then.
//!
//! The first name of each `person` and `personGrp` is compared, capitals and small letters alike. Entries that say more of the
//! person (`@role`, `@sex`, `@age`) and differ in it are two persons.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson>
//!   <person xml:id="hamlet"><persName>Hamlet</persName></person>
//!   <person xml:id="hamlet-2"><persName>Hamlet</persName></person>
//! </listPerson>
//! <sp who="#hamlet #hamlet-2"><speaker>Ham.</speaker><p>Words.</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson>
//!   <person xml:id="hamlet"><persName>Hamlet</persName></person>
//!   <person xml:id="hamlet-2"><persName>Hamlet, his father</persName></person>
//! </listPerson>
//! <sp who="#hamlet #hamlet-2"><speaker>Ham.</speaker><p>Words.</p></sp>
//! ```
//!
//! ## Fix
//!
//! Make one entry of the two and correct the pointers. If they are two persons, write what tells them apart into the name.

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::quote,
    rules::{
        Context, List,
        engine::{declare_rule, name_of},
    },
    xml::Node,
};

declare_rule! {
    SharedName {
        page: "shared_name.rs",
        code: "CC003",
        name: "shared-name",
        severity: Warning,
        watch: Document,
        guidelines: ["CCAHPA"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    let mut first: FxHashMap<(String, Details<'_>), Node<'_>> = FxHashMap::default();
    let tree = cx.tree();
    for &person in cx.index().listed(List::Persons) {
        let Some(name) = name_of(person) else { continue };
        // A list within another document of a corpus is another list.
        let details = (person.parent(), ["type", "role", "sex", "age"].map(|attribute| person.attribute(attribute)));
        let known = *first.entry((name.to_lowercase(), details)).or_insert(person);
        if known == person {
            continue;
        }
        let finding = META.finding(tree.name_span(person), format!("two persons of the list are called {}", quote(&name)));
        let finding = finding.label(tree.name_span(known), "the first of that name");
        cx.report(finding.help("make one entry of the two, or write what tells them apart into the name"));
    }
}

/// The list of a person, and what tells persons of one name apart.
type Details<'t> = (Option<Node<'t>>, [Option<&'t str>; 4]);
