//! A pointer in another attribute (`@resp`, `@corresp`, `@facs`, `@wit`, `@next` and so on) leads to no element of the document.
//!
//! ## Why
//!
//! What such an attribute adds (who decided a reading, which page shows it, which witness has it, where a speech goes on) is
//! lost where the pointer leads nowhere. `@who`, `@target` and `@ref` have rules of their own: `DR001`, `SA001`, `ND001`.
//!
//! A pointer into another file (`persons.xml#hamlet`), by a URI scheme or by a prefix is not followed. Nothing is said of a
//! file that is only part of a document: one whose root element is neither `TEI` nor `teiCorpus`, one that includes others by
//! `xi:include`, or an element under an `xml:base`; there, `#hamlet` may lead elsewhere.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson><person xml:id="editor"/></listPerson>
//! <p>Too <supplied resp="#edtior">solid</supplied> flesh.</p>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="editor"/></listPerson>
//! <p>Too <supplied resp="#editor">solid</supplied> flesh.</p>
//! ```
//!
//! ## Fix
//!
//! Correct the pointer, or give the element that is meant its `xml:id`. The finding says which elements the attribute may
//! point to.

use crate::rules::{
    Context, Pointer, PointerKind,
    engine::{declare_rule, report_unresolved},
};

declare_rule! {
    UnresolvedPointer {
        page: "unresolved_pointer.rs",
        code: "SA002",
        name: "unresolved-pointer",
        severity: Error,
        watch: Pointers,
        guidelines: ["SAPT", "STGAso"],
        since: "0.1.0",
        fix: false,
    }
}

fn check(pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    if pointer.kind == PointerKind::Other {
        report_unresolved(&META, pointer, cx);
    }
}
