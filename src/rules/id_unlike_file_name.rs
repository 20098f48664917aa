//! The `xml:id` of the document is nearly the name of its file, and not quite.
//!
//! ## Why
//!
//! In many corpora the `xml:id` of the root element is the name of the file. Where the two differ by a few characters, the file
//! was copied or renamed and the `xml:id` was not; two files have the same one then.
//!
//! An `xml:id` that does not follow the name of the file at all is another scheme and left alone.
//!
//! ## Examples
//!
//! The examples are read from a file `example.xml`.
//!
//! ```xml,invalid
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en" xml:id="exemple">
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
//! <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en" xml:id="example">
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
//! Write the name of the file, without its ending, as the `xml:id`, and look at the pointers to the old one.

use crate::{
    diagnostic::{
        near::{distance, folded, limit},
        quote,
    },
    rules::{Context, engine::declare_rule},
    tei::XML_ID,
};

declare_rule! {
    IdUnlikeFileName {
        page: "id_unlike_file_name.rs",
        code: "ST005",
        name: "id-unlike-file-name",
        severity: Warning,
        watch: Document,
        guidelines: ["STGA"],
        since: "0.2.0",
        fix: false,
    }
}

fn check(cx: &mut Context<'_>) {
    let Some(attribute) = cx.tree().root_element().attribute_node(XML_ID) else { return };
    let (id, span) = cx.trimmed_value(attribute);
    let file = cx.place().rsplit(['/', '\\']).next().unwrap_or_default();
    let Some((name, _)) = file.rsplit_once('.').filter(|(name, _)| *name != id) else { return };
    let (Some(wanted), Some(found)) = (folded(name), folded(id)) else { return };
    if distance(&wanted, &found, limit(wanted.len())).is_some() {
        let message = format!("the `xml:id` of the document is {}, and the file is called {}", quote(id), quote(file));
        cx.report(META.finding(span, message).help(format!("write {}, or rename the file", quote(name))));
    }
}
