//! A part of a line or paragraph has no end, or no beginning.
//!
//! ## Why
//!
//! `@part` says that an element holds the initial (`I`), a medial (`M`) or the final (`F`) part of a whole, such as a line of
//! verse that two speakers share. An `I` without its `F`, or the other way round, makes programs count half lines, and most often
//! one of the parts is marked wrongly.
//!
//! Elements of one name are compared, in the order of the text; those of a `note` are left alone, and so are parts joined by
//! `@next` or `@prev`.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <lg><l part="I">Who is there?</l><l>Nay, answer me; stand, and unfold yourself.</l></lg>
//! ```
//!
//! ```xml,valid
//! <lg><l part="I">Long live the king!</l><l part="M">Bernardo?</l><l part="F">He.</l></lg>
//! ```
//!
//! ## Fix
//!
//! Mark the part that is missing, or delete the `@part` of a line that is whole.

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::Diagnostic,
    rules::{
        Context, List,
        engine::{declare_rule, is_tei},
    },
    xml::Node,
};

declare_rule! {
    UnfinishedPart {
        page: "unfinished_part.rs",
        code: "CO011",
        name: "unfinished-part",
        severity: Warning,
        watch: Document,
        guidelines: ["COVE", "DRPAL"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    let mut open: FxHashMap<&str, Node<'_>> = FxHashMap::default();
    let mut findings = Vec::new();
    for &element in cx.index().listed(List::Parts).iter().filter(|element| is_compared(**element)) {
        let name = element.tag_name().name();
        match element.attribute("part").map(str::trim_ascii) {
            Some("I") => {
                if let Some(begun) = open.insert(name, element) {
                    findings.push(unfinished(begun, cx));
                }
            }
            Some("M") if !open.contains_key(name) => findings.push(not_begun(element, "M", cx)),
            Some("F") if open.remove(name).is_none() => findings.push(not_begun(element, "F", cx)),
            _ => {}
        }
    }
    findings.extend(open.into_values().map(|begun| unfinished(begun, cx)));
    findings.sort_by_key(|finding| finding.span);
    findings.into_iter().for_each(|finding| cx.report(finding));
}

fn is_compared(element: Node<'_>) -> bool {
    let is_joined = element.has_attribute("next") || element.has_attribute("prev");
    !is_joined && !element.ancestors().take(8).any(|ancestor| is_tei(ancestor, "note"))
}

fn unfinished<'t>(element: Node<'t>, cx: &Context<'t>) -> Diagnostic {
    let name = element.tag_name().name();
    finding(element, format!("no `{name}` with `part=\"F\"` ends the one that begins here"), cx)
        .help("mark the part that ends it, or delete the `@part` of what is whole")
}

fn not_begun<'t>(element: Node<'t>, part: &str, cx: &Context<'t>) -> Diagnostic {
    let name = element.tag_name().name();
    finding(element, format!("no `{name}` with `part=\"I\"` begins what has `part=\"{part}\"` here"), cx)
        .help("mark the part that begins it, or delete the `@part` of what is whole")
}

fn finding<'t>(element: Node<'t>, message: String, cx: &Context<'t>) -> Diagnostic {
    let span = element.attribute_node("part").map_or(cx.tree().name_span(element), |part| cx.trimmed_value(part).1);
    META.finding(span, message)
}
