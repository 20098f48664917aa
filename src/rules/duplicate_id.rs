//! Two elements have the same `xml:id`.
//!
//! ## Why
//!
//! An `xml:id` names one element of the document. Where two share it, no pointer to it has a meaning, and XML itself forbids
//! it.
//!
//! The first one stands; each further one is reported. Elements in the examples of the Guidelines' own namespace are left
//! alone.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p xml:id="p1">Who is there?</p>
//! <p xml:id="p1">Nay, answer me.</p>
//! ```
//!
//! ```xml,valid
//! <p xml:id="p1">Who is there?</p>
//! <p xml:id="p2">Nay, answer me.</p>
//! ```
//!
//! ## Fix
//!
//! Give the further elements names of their own, and look at each pointer to the old name: which of the two did it mean?

use crate::{
    diagnostic::quote,
    rules::{Context, engine::declare_rule},
    xml::{Attribute, Node, is_ncname},
};

declare_rule! {
    DuplicateId {
        page: "duplicate_id.rs",
        code: "ST002",
        name: "duplicate-id",
        severity: Error,
        watch: Attributes ["xml:id"],
        guidelines: ["STGA"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(element: Node<'t>, attribute: Attribute<'t>, cx: &mut Context<'t>) {
    let (value, span) = cx.trimmed_value(attribute);
    let Some(first) = cx.index().id(value).filter(|first| first.element != element) else { return };
    // What is no name at all is reported as such.
    if is_ncname(value) {
        let finding = META.finding(span, format!("the `xml:id` {} stands twice", quote(value)));
        cx.report(finding.label(first.span, "it stands first here").help("give one of the two elements another name"));
    }
}
