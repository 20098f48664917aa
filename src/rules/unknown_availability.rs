//! The terms on which the file may be used are not known.
//!
//! ## Why
//!
//! To say `availability status="unknown"` is right where the source states no licence, and better than to invent one. An
//! archive will ask before it takes the file, so the place is pointed out; it is no fault.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title><author>William Shakespeare</author></titleStmt>
//!       <publicationStmt>
//!         <publisher>A library</publisher>
//!         <availability status="unknown"><p>The source states no licence.</p></availability>
//!       </publicationStmt>
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!   </teiHeader>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
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
//! When the terms are known, write `licence` with its `@target`, and `@status` as `free` or `restricted`.

use crate::{
    rules::{
        Context,
        engine::{declare_rule, is_tei},
    },
    xml::Node,
};

declare_rule! {
    UnknownAvailability {
        page: "unknown_availability.rs",
        code: "HD005",
        name: "unknown-availability",
        severity: Info,
        watch: Elements ["availability"],
        guidelines: ["HD24"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(availability: Node<'t>, cx: &mut Context<'t>) {
    // The terms of a source, in a `bibl`, are another matter.
    let is_of_the_file = availability.parent_element().is_some_and(|parent| is_tei(parent, "publicationStmt"));
    let status = availability.attribute_node("status").filter(|status| status.value().trim_ascii() == "unknown");
    if let Some(status) = status.filter(|_| is_of_the_file) {
        let (_, span) = cx.trimmed_value(status);
        let finding = META.finding(span, "the terms on which the file may be used are not known");
        cx.report(finding.help("archives ask for them: write `licence` with its `@target` as soon as they are known"));
    }
}
