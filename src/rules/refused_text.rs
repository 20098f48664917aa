//! The text is not read: its entities reach out of the file or grow without bound, or it is too large.
//!
//! ## Why
//!
//! A document type declaration may name other files, and entities that stand for a thousand others each. Such a text could
//! show a reader what it may not see, or fill the memory. Entities for characters (`&auml;` as declared in the file itself)
//! are read, nothing outside the file ever is. This is always the only finding.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <!DOCTYPE TEI [<!ENTITY chapter SYSTEM "chapter1.xml">]>
//! <TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>&chapter;</body></text></TEI>
//! ```
//!
//! ```xml,valid
//! <!DOCTYPE TEI [<!ENTITY aelig "æ">]>
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
//!   <text><body><p>Encyclop&aelig;dia</p></body></text>
//! </TEI>
//! ```
//!
//! ## Fix
//!
//! Write the characters themselves. For chapters in files of their own, `xi:include` is what programs of today understand.

use crate::rules::engine::declare_rule;

declare_rule! {
    RefusedText {
        page: "refused_text.rs",
        code: "XM002",
        name: "refused-text",
        severity: Error,
        watch: Text,
        guidelines: [],
        since: "0.1.0",
        fix: false,
    }
}
