//! Nothing links the roles of a cast list to the persons who speak.
//!
//! ## Why
//!
//! A cast list is what readers see; `@who` points to a `person` or to a `role` with an `xml:id`. Where a `castItem` has neither an
//! `xml:id` nor a `@corresp`, no program can tell whose entry it is. It is an info, as many editions leave the list as it is.
//!
//! A cast list is reported once, at the first of its items.
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
    let roles = cx.index().listed(List::Roles);
    let (mut items, mut unlinked, mut first, mut list_end) = (0, 0, None, 0);
    let mut findings = Vec::new();
    let mut close = |items: &mut usize, unlinked: &mut usize, first: &mut Option<Node<'_>>| {
        if let (Some(item), true) = (first.take(), *unlinked > 0) {
            let message = format!("{unlinked} of {items} cast items have neither an `xml:id` nor a `@corresp`");
            findings.push(META.finding(cx.tree().name_span(item), message));
        }
        (*items, *unlinked) = (0, 0);
    };
    for &item in roles.iter().filter(|element| is_tei(**element, "castItem")) {
        if item.range().start >= list_end {
            close(&mut items, &mut unlinked, &mut first);
            let list = item.ancestors().take(8).filter(|ancestor| is_tei(*ancestor, "castList")).last();
            list_end = list.map_or(item.range().end, |list| list.range().end);
        }
        items += 1;
        let is_role_only = item.attribute("type") == Some("list");
        if !is_role_only && !is_linked(item) {
            unlinked += 1;
            first.get_or_insert(item);
        }
    }
    close(&mut items, &mut unlinked, &mut first);
    for finding in findings {
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
