//! A character of the private use area stands in the text, and the header does not say what it is.
//!
//! ## Why
//!
//! Unicode gives these characters no meaning: each font and each project has its own. Without the font, a reader sees an empty
//! box, and nobody can search for it. TEI describes such a character in `charDecl` and puts it into a `g`.
//!
//! Nothing is said of what stands in `g`, `char` or `glyph`, nor where the document has a `charDecl`. Each character is
//! reported once.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>He smote the sledded &#xF161;olacks.</p>
//! ```
//!
//! ```xml,valid
//! <p>He smote the sledded <g>&#xF161;</g>olacks.</p>
//! ```
//!
//! ## Fix
//!
//! Write the character of Unicode if there is one; otherwise describe it in `encodingDesc/charDecl` and write `g` with `@ref`.

use crate::{
    rules::{
        Context, List,
        engine::{Written, declare_rule, is_tei},
    },
    xml::Node,
};

declare_rule! {
    PrivateUseCharacter {
        page: "private_use_character.rs",
        code: "CH004",
        name: "private-use-character",
        severity: Warning,
        watch: Characters ["private"],
        guidelines: ["WD", "CH"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(node: Node<'t>, cx: &mut Context<'t>) {
    let describes = |element: Node<'_>| ["g", "mapping", "glyph", "char"].iter().any(|name| is_tei(element, name));
    if !cx.index().listed(List::CharacterDeclarations).is_empty() || node.parent().is_some_and(describes) {
        return;
    }
    let text = node.text().unwrap_or_default();
    let mut written = None;
    for (at, character) in text.char_indices().filter(|(_, character)| is_private(*character)) {
        if cx.is_new(format!("{} {character}", META.code)) {
            let written = written.get_or_insert_with(|| Written::of(cx.tree(), node));
            let message = format!("U+{:04X} is a character of the private use area", u32::from(character));
            let finding = META.finding(written.span(at..at + character.len_utf8()), message);
            cx.report(finding.help("describe it in `charDecl` and write it in a `g`; it is reported only here"));
        }
    }
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}
