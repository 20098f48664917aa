//! The root element is no element of TEI P5.
//!
//! ## Why
//!
//! Elements belong to TEI by their namespace, `http://www.tei-c.org/ns/1.0`, and not by their names. Where the root element
//! is in another namespace, or in none, nothing in the file is TEI to a program, and no other rule judges it. Texts in TEI P4
//! (root element `TEI.2`) had no namespace.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <TEI>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
//! ```
//!
//! ```xml,invalid
//! <html xmlns="http://www.w3.org/1999/xhtml"><body><p>Who is there?</p></body></html>
//! ```
//!
//! ```xml,valid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title><author>William Shakespeare</author></titleStmt>
//!       <publicationStmt>
//!         <publisher>A library</publisher>
//!         <availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
//!       </publicationStmt>
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!   </teiHeader>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
//! ```
//!
//! ## Fix
//!
//! Write `xmlns="http://www.tei-c.org/ns/1.0"` on the root element. A text in TEI P4 needs a conversion first.

use crate::{diagnostic::quote, rules::Context, rules::engine::declare_rule, tei::NAMESPACE, xml::Node};

declare_rule! {
    NotTei {
        page: "not_tei.rs",
        code: "ST001",
        name: "not-tei",
        severity: Error,
        watch: Root,
        guidelines: ["DS"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(root: Node<'t>, cx: &mut Context<'t>) {
    let name = root.tag_name().name();
    let message = match root.tag_name().namespace() {
        Some(NAMESPACE) => return,
        Some(namespace) => {
            format!("the root element {} is in the namespace {}, not in that of TEI", quote(name), quote(namespace))
        }
        None => format!("the root element {} is in no namespace", quote(name)),
    };
    let help = match name {
        "TEI.2" | "teiCorpus.2" => "it is of TEI P4, which is no longer in use: convert it to TEI P5".to_owned(),
        _ => format!("a TEI document begins with `<TEI xmlns=\"{NAMESPACE}\">`; no other rule has judged this one"),
    };
    cx.report(META.finding(cx.tree().name_span(root), message).help(help));
}
