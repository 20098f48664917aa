//! A header has no source description, or an empty one.
//!
//! ## Why
//!
//! `sourceDesc` says what the text was taken from: a book, a manuscript, a recording, another file. Without it nobody can
//! check the text. TEI requires it; a text that was born digital says so there.
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
//!         <availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
//!       </publicationStmt>
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
//!       <publicationStmt>
//!         <publisher>A library</publisher>
//!         <availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
//!       </publicationStmt>
//!       <sourceDesc><p>Born digital.</p></sourceDesc>
//!     </fileDesc>
//!   </teiHeader>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
//! ```
//!
//! ## Fix
//!
//! Write a `sourceDesc` as the last child of `fileDesc`, with a `bibl`, a `msDesc` or a `p`.

use crate::{
    rules::{
        Context,
        engine::{child, declare_rule, holds_elements},
    },
    xml::Node,
};

declare_rule! {
    MissingSource {
        page: "missing_source.rs",
        code: "HD006",
        name: "missing-source",
        severity: Error,
        watch: Elements ["fileDesc"],
        guidelines: ["HD3"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(description: Node<'t>, cx: &mut Context<'t>) {
    let (place, message) = match child(description, "sourceDesc") {
        None => (description, "`fileDesc` has no `sourceDesc`"),
        Some(source) if !holds_elements(source) => (source, "`sourceDesc` holds nothing"),
        Some(_) => return,
    };
    let finding = META.finding(cx.tree().name_span(place), message);
    cx.report(finding.help("expected `bibl`, `msDesc` or `p` in it; a `p` may say that the text was born digital"));
}
