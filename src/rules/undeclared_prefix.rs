//! A pointer begins with a prefix that no `prefixDef` declares and that is no usual URI scheme.
//!
//! ## Why
//!
//! A private prefix (`pers:hamlet`) is short for a file or a web address. Only the `prefixDef` says which, so that without it
//! nobody but the encoder can follow the pointer.
//!
//! Each prefix is reported once, where it stands first. The usual URI schemes (`https`, `urn`, `doi` and so on) need no
//! declaration.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p><persName ref="pers:hamlet">Hamlet</persName> and <persName ref="pers:ophelia">Ophelia</persName></p>
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
//!     <encodingDesc>
//!       <listPrefixDef>
//!         <prefixDef ident="pers" matchPattern="(.+)" replacementPattern="persons.xml#$1"><p>Persons of the play.</p></prefixDef>
//!       </listPrefixDef>
//!     </encodingDesc>
//!   </teiHeader>
//!   <text><body><p><persName ref="pers:hamlet">Hamlet</persName></p></body></text>
//! </TEI>
//! ```
//!
//! ```xml,valid
//! <p><persName ref="urn:x-persons:hamlet">Hamlet</persName></p>
//! ```
//!
//! ## Fix
//!
//! Declare the prefix in `encodingDesc/listPrefixDef`, or write the whole address.

use crate::{
    diagnostic::quote,
    rules::{Context, Pointer, Target, engine::declare_rule},
};

declare_rule! {
    UndeclaredPrefix {
        page: "undeclared_prefix.rs",
        code: "SA003",
        name: "undeclared-prefix",
        severity: Warning,
        watch: Pointers,
        guidelines: ["SAPU"],
        since: "0.1.0",
        fix: false,
    }
}

fn check(pointer: &Pointer<'_>, cx: &mut Context<'_>) {
    let Target::Prefixed(prefix) = pointer.target() else { return };
    let is_scheme = SCHEMES.binary_search(&prefix.to_ascii_lowercase().as_str()).is_ok();
    let is_declared = cx.index().declares_prefix(prefix) || cx.corpus().is_some_and(|corpus| corpus.declares_prefix(prefix));
    if is_scheme || is_declared || !cx.is_whole() || !cx.is_new(format!("{} {prefix}", META.code)) {
        return;
    }
    let finding = META.finding(pointer.span, format!("no `prefixDef` declares the prefix {}", quote(prefix)));
    cx.report(finding.help("declare it in `encodingDesc/listPrefixDef`, or write the whole address; it is reported only here"));
}

/// URI schemes that occur in scholarly texts, sorted; `tei` is what `@source` in a customization uses for releases of TEI.
#[rustfmt::skip]
const SCHEMES: &[&str] = &[
    "about", "acct", "ark", "blob", "cid", "data", "did", "dns", "doi", "file", "ftp", "ftps", "gemini", "geo", "git",
    "gopher", "hdl", "http", "https", "imap", "info", "ipfs", "irc", "iri", "isbn", "issn", "jar", "javascript", "ldap",
    "lsid", "magnet", "mailto", "mid", "news", "nfs", "nntp", "oid", "orcid", "purl", "rsync", "rtsp", "sftp", "sip",
    "sms", "ssh", "svn", "swh", "tag", "tei", "tel", "urn", "uuid", "view-source", "ws", "wss", "xmpp",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(SCHEMES.is_sorted());
    }
}
