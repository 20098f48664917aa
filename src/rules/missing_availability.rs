//! A publication statement does not say on what terms the file may be used.
//!
//! ## Why
//!
//! A file without `availability` may be used by nobody: archives ask for a licence, and readers must not guess one. TEI does
//! not require it, so that this is a warning. A publication statement in prose (`p`) may say it and is not judged; a header
//! of the corpus around the `TEI` speaks for it.
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
//! ```xml,valid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title><author>William Shakespeare</author></titleStmt>
//!       <publicationStmt><p>Unpublished draft.</p></publicationStmt>
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!   </teiHeader>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
//! ```
//!
//! ## Fix
//!
//! Write `availability` with `licence` and its `@target`. If the terms are not known, `availability status="unknown"` says so
//! honestly.

use crate::{
    rules::{
        Context,
        engine::{declare_rule, described_text, holds_elements, is_tei},
    },
    xml::Node,
};

declare_rule! {
    MissingAvailability {
        page: "missing_availability.rs",
        code: "HD004",
        name: "missing-availability",
        severity: Warning,
        watch: Elements ["publicationStmt"],
        guidelines: ["HD24"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(statement: Node<'t>, cx: &mut Context<'t>) {
    let is_prose = || statement.children().any(|node| is_tei(node, "p") || is_tei(node, "ab"));
    let Some(document) = described_text(statement) else { return };
    let is_stated = cx.index().states(document, |facts| facts.availability);
    if !is_stated && holds_elements(statement) && !is_prose() {
        let finding =
            META.finding(cx.tree().name_span(statement), "`publicationStmt` does not say on what terms the file may be used");
        let help = "expected `availability` with `licence`; `availability status=\"unknown\"` if the terms are not known";
        cx.report(finding.help(help));
    }
}
