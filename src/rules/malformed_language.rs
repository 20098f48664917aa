//! An `xml:lang`, or another attribute that names a language, is no language tag.
//!
//! ## Why
//!
//! Languages are named by tags: `de`, `pt-BR`, `sr-Latn`. Browsers hyphenate, spell and read aloud by them, and programs pick
//! texts by them. The grammar is that of BCP 47 (RFC 5646): a language of two or three letters, then, each after a hyphen,
//! script, region and variants. A tag for one's own use begins with `x-`. Whether a tag is registered is not looked up, and
//! the empty `xml:lang` is left alone: it says that the language is not known.
//!
//! `language/@ident`, `textLang/@mainLang` and `@otherLangs`, `@targetLang`, `langKnowledge/@tags` and `langKnown/@tag` are
//! judged alike.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p xml:lang="de_DE">Wer da?</p>
//! ```
//!
//! ```xml,fixed
//! <p xml:lang="de-DE">Wer da?</p>
//! ```
//!
//! ```xml,invalid
//! <p xml:lang="English, old">Hwa is thar?</p>
//! ```
//!
//! ```xml,valid
//! <p xml:lang="de-DE">Wer da?</p>
//! ```
//!
//! ```xml,valid
//! <p xml:lang="ang-x-late">Hwa is thar?</p>
//! ```
//!
//! ## Fix
//!
//! Write hyphens for underscores (the fix does), and the tag for the name of the language.

use crate::{
    diagnostic::{Edit, Fix, quote},
    rules::{Context, engine::declare_rule},
    span::Span,
    tei::check_language,
    xml::{Attribute, Node},
};

declare_rule! {
    MalformedLanguage {
        page: "malformed_language.rs",
        code: "CH001",
        name: "malformed-language",
        severity: Error,
        watch: Attributes ["xml:lang", "ident", "mainLang", "otherLangs", "tag", "tags", "targetLang"],
        guidelines: ["CHSH", "HD41"],
        since: "0.1.0",
        fix: true,
    }
}

fn check<'t>(element: Node<'t>, attribute: Attribute<'t>, cx: &mut Context<'t>) {
    match attribute.name() {
        // `@ident` names many things, and a language only here.
        "ident" if element.tag_name().name() != "language" => {}
        "otherLangs" | "tags" => {
            for (span, tag) in cx.tree().tokens(attribute) {
                check_tag(&tag, span, attribute, cx);
            }
        }
        _ => {
            let (tag, span) = cx.trimmed_value(attribute);
            if !tag.is_empty() {
                check_tag(tag, span, attribute, cx);
            }
        }
    }
}

fn check_tag<'t>(tag: &str, span: Span, attribute: Attribute<'t>, cx: &mut Context<'t>) {
    let Err(error) = check_language(tag) else { return };
    let name = if attribute.namespace().is_some() { "xml:lang" } else { attribute.name() };
    let finding = META.finding(span, format!("{} is no language tag: {error}", quote(tag)));
    let hyphenated = tag.replace('_', "-");
    cx.report(if check_language(&hyphenated).is_ok() {
        let title = format!("write {}", quote(&hyphenated));
        finding
            .help(format!("{title}: the parts of a tag are joined by hyphens"))
            .fix(Fix::new(title, vec![Edit::new(span, hyphenated)]))
    } else {
        finding.help(format!("a `@{name}` holds a tag of BCP 47, such as `de`, `pt-BR` or `sr-Latn`"))
    });
}
