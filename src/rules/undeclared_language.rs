//! A text is in a language that the header does not declare.
//!
//! ## Why
//!
//! `langUsage` lists the languages of the text, so that programs know what they will meet before they read it. A language that
//! stands in an `xml:lang` and not in the list was forgotten there, or the `xml:lang` is a slip.
//!
//! `de` declares `de-AT` too, and `sr-Latn` declares `sr`. Nothing is said where the header declares no language at all
//! (that is `HD007`), of languages within the header, and of `und`, `zxx` and `mul`. Each language is reported once.
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
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!     <profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc>
//!   </teiHeader>
//!   <text><body><p>You too, <foreign xml:lang="la">et tu</foreign>?</p></body></text>
//! </TEI>
//! ```
//!
//! ```xml,valid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en-GB">
//!   <teiHeader>
//!     <fileDesc>
//!       <titleStmt><title>Hamlet</title><author>William Shakespeare</author></titleStmt>
//!       <publicationStmt>
//!         <publisher>A library</publisher>
//!         <availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
//!       </publicationStmt>
//!       <sourceDesc><bibl>The Folio of 1623.</bibl></sourceDesc>
//!     </fileDesc>
//!     <profileDesc>
//!       <langUsage><language ident="en">English</language><language ident="la">Latin</language></langUsage>
//!     </profileDesc>
//!   </teiHeader>
//!   <text><body><p>You too, <foreign xml:lang="la">et tu</foreign>?</p></body></text>
//! </TEI>
//! ```
//!
//! ## Fix
//!
//! Write a `language` with that `@ident` in `profileDesc/langUsage`, or correct the `xml:lang`.

use crate::{
    diagnostic::quote,
    rules::{Context, engine::declare_rule},
    tei::check_language,
    xml::{Attribute, Node},
};

declare_rule! {
    UndeclaredLanguage {
        page: "undeclared_language.rs",
        code: "CH002",
        name: "undeclared-language",
        severity: Warning,
        watch: Attributes ["xml:lang"],
        guidelines: ["HD41", "CHSH"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(element: Node<'t>, attribute: Attribute<'t>, cx: &mut Context<'t>) {
    let (tag, span) = cx.trimmed_value(attribute);
    let declared = cx.index().languages();
    let is_declared = declared.is_empty() || declared.iter().any(|language| covers(language, tag) || covers(tag, language));
    // What has no form of a language is reported as such.
    let is_judged = !is_declared && !SPECIAL.contains(&tag) && !cx.index().is_in_header(element) && check_language(tag).is_ok();
    if is_judged && cx.is_new(format!("{} {}", META.code, tag.to_ascii_lowercase())) {
        let finding = META.finding(span, format!("`langUsage` does not declare the language {}", quote(tag)));
        let help = format!("write a `language` with `@ident` {} in it; it is reported only here", quote(tag));
        cx.report(finding.help(help));
    }
}

/// What says that the language is not known, that there is none, or that there are many.
const SPECIAL: &[&str] = &["und", "zxx", "mul", "mis"];

/// Whether a tag is that of a language or of a part of it (RFC 4647, 3.3.1).
fn covers(language: &str, tag: &str) -> bool {
    let is_start = tag.get(..language.len()).is_some_and(|start| start.eq_ignore_ascii_case(language));
    is_start && matches!(tag.as_bytes().get(language.len()), None | Some(b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_covers_its_parts() {
        assert!(covers("de", "de-AT") && covers("DE", "de") && covers("sr-Latn", "sr-Latn-RS"));
        assert!(!covers("de", "deu") && !covers("de-AT", "de") && !covers("", "de"));
    }
}
