//! A `@who` or `@toWhom` holds a name without `#`, which is a file and no person.
//!
//! ## Why
//!
//! The value is a list of pointers. By the letter, `hamlet` is a file of that name beside this one; `#hamlet` is the element
//! whose `xml:id` is `hamlet`. Programs that follow pointers find no speaker.
//!
//! Only a plain name is reported. What holds a `.`, `/`, `:` or `?` may well be a file or a prefix, unless it is the `xml:id`
//! of an element.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="hamlet"><speaker>Ham.</speaker><p>Words, words, words.</p></sp>
//! ```
//!
//! ```xml,fixed
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Words, words, words.</p></sp>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Words, words, words.</p></sp>
//! ```
//!
//! ## Fix
//!
//! Write `#` before the name. The fix does so where an element has that `xml:id`; otherwise the person must be described
//! first.

use crate::{
    diagnostic::{Edit, Fix, quote},
    rules::{Context, Pointer, PointerKind, Target, engine::declare_rule},
    span::Span,
};

declare_rule! {
    WhoWithoutHash {
        page: "who_without_hash.rs",
        code: "DR002",
        name: "who-without-hash",
        severity: Error,
        watch: Pointers,
        guidelines: ["DRSP", "SAPT"],
        since: "0.1.0",
        fix: true,
    }
}

fn check(pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    let is_id = cx.index().id(&pointer.text).is_some();
    if pointer.kind != PointerKind::Who || !is_id && !matches!(pointer.target(), Target::Bare(_)) {
        return;
    }
    let name = quote(&pointer.text);
    let finding = META.finding(pointer.span, format!("{name} has no `#`: it names a file, not an element"));
    if is_id {
        let edits = vec![Edit { span: Span::at(pointer.span.start), text: "#".to_owned() }];
        let title = format!("point to {}", quote(&format!("#{}", pointer.text)));
        cx.report(finding.help(format!("write `#` before it: an element has the `xml:id` {name}")).fix(Fix::new(title, edits)));
    } else {
        cx.report(finding.help(format!("write `#` and the `xml:id` of {}", pointer.expected)));
    }
}
