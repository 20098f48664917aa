//! Nothing links the roles of a cast list to the persons who speak.
//!
//! ## Why
//!
//! A cast list is what readers see; `@who` points to a `person` or to a `role` with an `xml:id`. Where a `castItem` has neither an
//! `xml:id` nor a `@corresp`, no program can tell whose entry it is. It is an info, as many editions leave the list as it is.
//!
//! A document is reported once, at the first of these items.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <castList><castItem>Hamlet, prince of Denmark</castItem><castItem>Claudius, king</castItem></castList>
//! ```
//!
//! ```xml,valid
//! <listPerson><person xml:id="hamlet"/></listPerson>
//! <castList><castItem corresp="#hamlet">Hamlet, prince of Denmark</castItem></castList>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Words.</p></sp>
//! ```
//!
//! ```xml,valid
//! <castList><castItem><role xml:id="hamlet">Hamlet</role></castItem></castList>
//! <sp who="#hamlet"><speaker>Ham.</speaker><p>Words.</p></sp>
//! ```
//!
//! ## Fix
//!
//! Write `@corresp` with a pointer to the `person`, or an `xml:id` on the `role` if `@who` is to point there.

use crate::{
    rules::{
        Context, List,
        engine::{declare_rule, is_tei},
    },
    tei::XML_ID,
    xml::Node,
};

declare_rule! {
    UnlinkedCastItems {
        page: "unlinked_cast_items.rs",
        code: "DR008",
        name: "unlinked-cast-items",
        severity: Info,
        watch: Document,
        guidelines: ["DRCAST"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    let roles = cx.index().listed(List::Roles).iter();
    let items: Vec<Node<'_>> = roles.copied().filter(|element| is_tei(*element, "castItem")).collect();
    let unlinked: Vec<Node<'_>> = items.iter().copied().filter(|item| !is_linked(*item)).collect();
    if let Some(first) = unlinked.first() {
        let message = format!("{} of {} cast items have neither an `xml:id` nor a `@corresp`", unlinked.len(), items.len());
        let finding = META.finding(cx.tree().name_span(*first), message);
        cx.report(finding.help("point to the `person` with `@corresp`, or give the `role` an `xml:id` for `@who`"));
    }
}

fn is_linked(item: Node<'_>) -> bool {
    let bears = |node: Node<'_>| {
        node.has_attribute(XML_ID) || ["corresp", "sameAs", "ref", "ana"].iter().any(|name| node.has_attribute(*name))
    };
    const NODE_LIMIT: usize = 100;
    bears(item) || item.descendants().take(NODE_LIMIT).filter(Node::is_element).any(bears)
}
