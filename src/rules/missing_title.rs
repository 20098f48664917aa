//! A header gives the file no title.
//!
//! ## Why
//!
//! `titleStmt/title` is the name by which the file is listed, cited and found. TEI requires it; an empty one is no title.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title/><author>William Shakespeare</author></titleStmt>
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
//! Write the `title` of the electronic text, such as *Hamlet: a digital edition*, or that of the source if it has no other.

use crate::{
    rules::{
        Context,
        engine::{child, declare_rule, is_tei},
    },
    xml::Node,
};

declare_rule! {
    MissingTitle {
        page: "missing_title.rs",
        code: "HD002",
        name: "missing-title",
        severity: Error,
        watch: Elements ["fileDesc"],
        guidelines: ["HD21"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(description: Node<'t>, cx: &mut Context<'t>) {
    let Some(statement) = child(description, "titleStmt") else {
        let finding = META.finding(cx.tree().name_span(description), "`fileDesc` has no `titleStmt`");
        cx.report(finding.help("expected a `titleStmt` with a `title` as its first child"));
        return;
    };
    let mut titles = statement.children().filter(|node| is_tei(*node, "title")).peekable();
    let (place, message) = match titles.peek() {
        None => (statement, "`titleStmt` has no `title`"),
        Some(first) => (*first, "the `title` of the file is empty"),
    };
    if !titles.any(has_text) {
        let finding = META.finding(cx.tree().name_span(place), message);
        cx.report(finding.help("write the name by which the file is to be cited"));
    }
}

/// Whether a title holds text, looked for among as many nodes as any title has.
fn has_text(title: Node<'_>) -> bool {
    const NODE_LIMIT: usize = 1000;
    let mut texts = title.descendants().take(NODE_LIMIT).filter(Node::is_text);
    texts.any(|text| text.text().is_some_and(|text| !text.trim_ascii().is_empty()))
}
