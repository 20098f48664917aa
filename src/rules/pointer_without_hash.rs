//! A pointer without `#` is the same as the `xml:id` of an element.
//!
//! ## Why
//!
//! By the letter, `note1` is a file of that name beside this one; `#note1` is the element whose `xml:id` is `note1`. Where
//! the document has that element, the `#` was most likely forgotten. A `@who` without `#` is `DR002`.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>See <ref target="note1">the note</ref>.<note xml:id="note1">By the ghost.</note></p>
//! ```
//!
//! ```xml,fixed
//! <p>See <ref target="#note1">the note</ref>.<note xml:id="note1">By the ghost.</note></p>
//! ```
//!
//! ```xml,valid
//! <p>See <ref target="#note1">the note</ref>.<note xml:id="note1">By the ghost.</note></p>
//! ```
//!
//! ```xml,valid
//! <p>See <ref target="note2.html">the note</ref>.</p>
//! ```
//!
//! ## Fix
//!
//! Write `#` before the name. Where a file is meant, `./note1` says so. The fix writes the `#`; it is an unsafe one.

use crate::{
    diagnostic::{Edit, Fix, Safety, quote},
    rules::{Context, Pointer, PointerKind, engine::declare_rule},
    span::Span,
};

declare_rule! {
    PointerWithoutHash {
        page: "pointer_without_hash.rs",
        code: "SA004",
        name: "pointer-without-hash",
        severity: Warning,
        watch: Pointers,
        guidelines: ["SAPT"],
        since: "0.1.0",
        fix: true,
    }
}

fn check(pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    if pointer.kind == PointerKind::Who {
        return;
    }
    let Some(id) = cx.index().id(&pointer.text) else { return };
    let finding = META.finding(pointer.span, format!("{} has no `#`: it names a file, not an element", quote(&pointer.text)));
    let help = format!("write `#` before it to point to the element; `./{}` is surely a file", pointer.text);
    let title = format!("point to {}", quote(&format!("#{}", pointer.text)));
    let fix = Fix::new(title, vec![Edit::new(Span::at(pointer.span.start), "#")]).safety(Safety::Unsafe);
    cx.report(finding.label(id.span, "the element of that name").help(help).fix(fix));
}
