//! A `@ref` points to an `xml:id` that no element of the document has.
//!
//! ## Why
//!
//! `@ref` on a name says which person, place or organization is named. A pointer that leads nowhere leaves the name as it is:
//! two names for one person stay two.
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
//! <listPlace><place xml:id="elsinore"><placeName>Elsinore</placeName></place></listPlace>
//! <p>We sail to <placeName ref="#elsinor">Helsingor</placeName>.</p>
//! ```
//!
//! ```xml,fixed
//! <listPlace><place xml:id="elsinore"><placeName>Elsinore</placeName></place></listPlace>
//! <p>We sail to <placeName ref="#elsinore">Helsingor</placeName>.</p>
//! ```
//!
//! ```xml,valid
//! <listPlace><place xml:id="elsinore"><placeName>Elsinore</placeName></place></listPlace>
//! <p>We sail to <placeName ref="#elsinore">Helsingor</placeName>.</p>
//! ```
//!
//! ```xml,valid
//! <p>We sail to <placeName ref="https://www.geonames.org/2620473">Elsinore</placeName>.</p>
//! ```
//!
//! ## Fix
//!
//! Correct the pointer, or describe the person, place or organization in a list, such as `standOff/listPlace`.

use crate::rules::{
    Context, Pointer, PointerKind,
    engine::{declare_rule, report_unresolved},
};

declare_rule! {
    UnresolvedRef {
        page: "unresolved_ref.rs",
        code: "ND001",
        name: "unresolved-ref",
        severity: Error,
        watch: Pointers,
        guidelines: ["NDATTSnr"],
        since: "0.1.0",
        fix: true,
    }
}

fn check(pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    if pointer.kind == PointerKind::Ref {
        report_unresolved(&META, pointer, cx);
    }
}
