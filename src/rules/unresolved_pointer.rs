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
//! With `--corpus`, `#hamlet` may lead to an element of any file of the corpus, and `persons.xml#hamlet` is followed where that
//! file is one of them.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <respStmt xml:id="editor"><resp>edited by</resp><name>Somebody</name></respStmt>
//! <p>Too <supplied resp="#edtior">solid</supplied> flesh.</p>
//! ```
//!
//! ```xml,fixed
//! <respStmt xml:id="editor"><resp>edited by</resp><name>Somebody</name></respStmt>
//! <p>Too <supplied resp="#editor">solid</supplied> flesh.</p>
//! ```
//!
//! ```xml,invalid
//! <listPerson><person xml:id="claudius"/></listPerson>
//! <castList><castItem corresp="#the-king">Claudius, king of Denmark</castItem></castList>
//! <sp who="#claudius"><speaker>King.</speaker><p>How fares our cousin Hamlet?</p></sp>
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
        fix: true,
    }
}

fn check(pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    if pointer.kind == PointerKind::Other {
        report_unresolved(&META, pointer, cx);
    }
}
