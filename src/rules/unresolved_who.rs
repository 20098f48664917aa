//! A `@who` or `@toWhom` points to an `xml:id` that no element of the document has.
//!
//! ## Why
//!
//! `@who` tells programs who speaks, where `speaker` tells readers. A pointer that leads nowhere leaves the speech without
//! its speaker: it falls out of every count and every search by person.
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
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>A little more than kin,</p></sp>
//! <sp who="#hamlett"><speaker>Ham.</speaker><p>and less than kind.</p></sp>
//! ```
//!
//! ```xml,fixed
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>A little more than kin,</p></sp>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>and less than kind.</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>A little more than kin.</p></sp>
//! ```
//!
//! ```xml,valid
//! <sp who="persons.xml#hamlet"><speaker>Ham.</speaker><p>A little more than kin.</p></sp>
//! ```
//!
//! ## Fix
//!
//! Correct the pointer, or describe the speaker: a `person` or `personGrp` in `particDesc/listPerson`, or a `role` in a
//! `castItem`. Where one `xml:id` is near to what stands there, the fix points to it; it is an unsafe one, and so it is in the
//! sister rules `SA001`, `SA002` and `ND001`.

use crate::rules::{
    Context, Pointer, PointerKind,
    engine::{declare_rule, report_unresolved},
};

declare_rule! {
    UnresolvedWho {
        page: "unresolved_who.rs",
        code: "DR001",
        name: "unresolved-who",
        severity: Error,
        watch: Pointers,
        guidelines: ["DRSP", "CCAHPA"],
        since: "0.1.0",
        fix: true,
    }
}

fn check(pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    if pointer.kind == PointerKind::Who {
        report_unresolved(&META, pointer, cx);
    }
}
