//! A title statement names nobody who is responsible for the text.
//!
//! ## Why
//!
//! `author`, `editor`, `respStmt`, `principal`, `funder` and `sponsor` say who wrote the text, who encoded it and who made
//! that possible: whom to cite, and whom to ask. One of them is enough here, in `titleStmt` or `editionStmt`; the header of a
//! corpus speaks for its parts.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title></titleStmt>
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
//! Write an `author`, or a `respStmt` with `resp` (what was done) and `name` (by whom).

use crate::{
    rules::{
        Context,
        engine::{declare_rule, described_text},
    },
    xml::Node,
};

declare_rule! {
    MissingResponsibility {
        page: "missing_responsibility.rs",
        code: "HD008",
        name: "missing-responsibility",
        severity: Warning,
        watch: Elements ["titleStmt"],
        guidelines: ["HD21", "COBICOR"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(statement: Node<'t>, cx: &mut Context<'t>) {
    let Some(document) = described_text(statement) else { return };
    if !cx.index().states(document, |facts| facts.responsibility) {
        let finding = META.finding(cx.tree().name_span(statement), "`titleStmt` names nobody who is responsible for the text");
        cx.report(finding.help("expected `author`, `editor` or `respStmt` after the `title`"));
    }
}
