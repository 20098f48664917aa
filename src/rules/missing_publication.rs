//! A header has no publication statement, or an empty one.
//!
//! ## Why
//!
//! `publicationStmt` says who gives the file out, when, under which identifier and on what terms. TEI requires it;
//! *unpublished* is said there too.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title><author>William Shakespeare</author></titleStmt>
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
//! Write a `publicationStmt` after `titleStmt`, with a `publisher`, `distributor` or `authority`, a `date`, and
//! `availability`; or a `p` that says that the file is not published.

use crate::{
    rules::{
        Context,
        engine::{child, declare_rule, holds_elements},
    },
    xml::Node,
};

declare_rule! {
    MissingPublication {
        page: "missing_publication.rs",
        code: "HD003",
        name: "missing-publication",
        severity: Error,
        watch: Elements ["fileDesc"],
        guidelines: ["HD24"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(description: Node<'t>, cx: &mut Context<'t>) {
    let (place, message) = match child(description, "publicationStmt") {
        None => (description, "`fileDesc` has no `publicationStmt`"),
        Some(statement) if !holds_elements(statement) => (statement, "`publicationStmt` holds nothing"),
        Some(_) => return,
    };
    let finding = META.finding(cx.tree().name_span(place), message);
    cx.report(
        finding.help("expected `publisher`, `distributor` or `authority` in it; a `p` may say that the file is unpublished"),
    );
}
