//! Nothing says in which language the text is.
//!
//! ## Why
//!
//! Search, spelling, hyphenation and reading aloud depend on the language, and archives list texts by it. It is said by
//! `langUsage` in the header, by an `xml:lang` on `TEI`, `text`, `front`, `body`, `back` or `group`, or by the header of the
//! corpus around the `TEI`. A document without `text` has no language to state.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0">
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
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!   </teiHeader>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
//! ```
//!
//! ```xml,valid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title><author>William Shakespeare</author></titleStmt>
//!       <publicationStmt>
//!         <publisher>A library</publisher>
//!         <availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
//!       </publicationStmt>
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!     <profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc>
//!   </teiHeader>
//!   <text><body><p>Who is there?</p></body></text>
//! </TEI>
//! ```
//!
//! ## Fix
//!
//! Write `profileDesc/langUsage` with one `language` for each, and `xml:lang` on `text`.

use crate::{
    rules::{
        Context,
        engine::{CORPUS_DEPTH, child, declare_rule},
    },
    tei::XML_LANG,
    xml::Node,
};

declare_rule! {
    MissingLanguage {
        page: "missing_language.rs",
        code: "HD007",
        name: "missing-language",
        severity: Warning,
        watch: Elements ["TEI"],
        guidelines: ["HD41", "CHSH"],
        since: "0.1.0",
        fix: false,
    }
}

fn check<'t>(document: Node<'t>, cx: &mut Context<'t>) {
    let has_language = |node: Node<'_>| node.attribute(XML_LANG).is_some_and(|language| !language.trim_ascii().is_empty());
    let Some(text) = child(document, "text") else { return };
    let is_stated = cx.index().states(document, |facts| facts.language)
        || document.ancestors().take(CORPUS_DEPTH).any(has_language)
        || has_language(text)
        || text.children().any(has_language);
    // Where there is no header, that is said instead.
    if !is_stated && child(document, "teiHeader").is_some() {
        let finding = META.finding(cx.tree().name_span(text), "nothing says in which language the text is");
        cx.report(finding.help("write `langUsage` with a `language` in `profileDesc`, and `xml:lang` on `text`"));
    }
}
