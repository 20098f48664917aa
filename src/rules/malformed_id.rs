//! An `xml:id` is no name that XML allows.
//!
//! ## Why
//!
//! An `xml:id` is a name without a colon: it begins with a letter or `_` and goes on with letters, digits, `-`, `_` and `.`.
//! No pointer can lead to any other value, and validators refuse it.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p xml:id="1">Who is there?</p>
//! ```
//!
//! ```xml,invalid
//! <p xml:id="act 1">Who is there?</p>
//! ```
//!
//! ```xml,valid
//! <p xml:id="p1">Who is there?</p>
//! ```
//!
//! ```xml,valid
//! <p xml:id="действие-1">Who is there?</p>
//! ```
//!
//! ## Fix
//!
//! Write a letter before a digit, and `-` or `_` for a space, here and in every pointer to it.

use crate::{
    diagnostic::quote,
    rules::{Context, engine::declare_rule},
    xml::{Attribute, Node, is_ncname},
};

declare_rule! {
    MalformedId {
        page: "malformed_id.rs",
        code: "ST003",
        name: "malformed-id",
        severity: Error,
        watch: Attributes ["xml:id"],
        guidelines: ["STGA"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(_: Node<'t>, attribute: Attribute<'t>, cx: &mut Context<'t>) {
    let (value, span) = cx.trimmed_value(attribute);
    if is_ncname(value) {
        return;
    }
    let finding = match value.chars().next() {
        None => META.finding(span, "an `xml:id` is empty").help("delete the attribute, or name the element"),
        Some(first) => {
            let fault = fault(value, first);
            META.finding(span, format!("{} cannot be an `xml:id`: {fault}", quote(value)))
                .help("expected a letter or `_`, then letters, digits, `-`, `_` or `.`; pointers to it change with it")
        }
    };
    cx.report(finding);
}

fn fault(value: &str, first: char) -> String {
    let mut buffer = [0; 4];
    if !is_ncname(first.encode_utf8(&mut buffer)) {
        return format!("a name does not begin with {}", quote(&first.to_string()));
    }
    // A character may go on a name where a name of it and a letter before it is one.
    let mut name = String::new();
    let misfit = value.chars().find(|character| {
        name.clear();
        name.extend(['a', *character]);
        !is_ncname(&name)
    });
    match misfit {
        Some(character) if character.is_whitespace() => "a name holds no white space".to_owned(),
        Some(character) => format!("a name holds no {}", quote(&character.to_string())),
        None => "it is no name".to_owned(),
    }
}
