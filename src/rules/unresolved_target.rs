//! A `@target` or `@targetEnd` points to an `xml:id` that no element of the document has.
//!
//! ## Why
//!
//! A cross-reference, a note's anchor or a link that leads nowhere is lost to the reader, and often shows that a passage was
//! deleted or an identifier changed in one place only.
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
//! <p>As was said <ref target="#note2">above</ref>.<note xml:id="note1">By the ghost.</note></p>
//! ```
//!
//! ```xml,invalid
//! <p>As was said <ref target="#gohst">above</ref>.<note xml:id="ghost">By the ghost.</note></p>
//! ```
//!
//! ```xml,fixed
//! <p>As was said <ref target="#ghost">above</ref>.<note xml:id="ghost">By the ghost.</note></p>
//! ```
//!
//! ```xml,valid
//! <p>As was said <ref target="#note1">above</ref>.<note xml:id="note1">By the ghost.</note></p>
//! ```
//!
//! ## Fix
//!
//! Correct the pointer, or give the element that is meant its `xml:id`.

use crate::rules::{
    Context, Pointer, PointerKind,
    engine::{declare_rule, report_unresolved},
};

declare_rule! {
    UnresolvedTarget {
        page: "unresolved_target.rs",
        code: "SA001",
        name: "unresolved-target",
        severity: Error,
        watch: Pointers,
        guidelines: ["SAPT", "COXR"],
        since: "0.1.0",
        fix: true,
    }
}

fn check(pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    if pointer.kind == PointerKind::Target {
        report_unresolved(&META, pointer, cx);
    }
}
