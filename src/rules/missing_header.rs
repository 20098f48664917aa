//! A `TEI` or `teiCorpus` has no `teiHeader`, or the header no `fileDesc`.
//!
//! ## Why
//!
//! The header says what the file is, where it comes from and what may be done with it. TEI requires it, and with it the file
//! description, because a text without them cannot be cited, kept or trusted.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
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
//! Write a `teiHeader` as the first child, with `fileDesc` and in it `titleStmt`, `publicationStmt` and `sourceDesc`.

use crate::{
    rules::{
        Context,
        engine::{child, declare_rule},
    },
    xml::Node,
};

declare_rule! {
    MissingHeader {
        page: "missing_header.rs",
        code: "HD001",
        name: "missing-header",
        severity: Error,
        watch: Elements ["TEI", "teiCorpus"],
        guidelines: ["HD2", "DS"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(document: Node<'t>, cx: &mut Context<'t>) {
    let (parent, missing) = match child(document, "teiHeader") {
        None => (document, "teiHeader"),
        Some(header) if child(header, "fileDesc").is_none() => (header, "fileDesc"),
        Some(_) => return,
    };
    let finding = META.finding(cx.tree().name_span(parent), format!("`{}` has no `{missing}`", parent.tag_name().name()));
    cx.report(finding.help("expected a `teiHeader` with `fileDesc`, and in it `titleStmt`, `publicationStmt` and `sourceDesc`"));
}
