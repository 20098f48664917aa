//! A control character, or another one that nobody sees, stands in the text.
//!
//! ## Why
//!
//! Control characters (U+007F to U+009F), a byte-order mark within the text, spaces without width and marks that turn the
//! direction of the text are left over from other programs. They cannot be seen, they hide words from a search, and some change
//! the order in which a text is shown. Those of U+0080 to U+009F are most often letters or quotation marks of Windows.
//!
//! The joiners of Persian and of the scripts of India (U+200C, U+200D) and the marks of direction of Hebrew and Arabic (U+200E,
//! U+200F) are no fault.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>Words,&#x200B; words, words.</p>
//! ```
//!
//! ```xml,fixed
//! <p>Words, words, words.</p>
//! ```
//!
//! ```xml,invalid
//! <p>To be&#x85; or not to be.</p>
//! ```
//!
//! ```xml,fixed
//! <p>To be… or not to be.</p>
//! ```
//!
//! ```xml,valid
//! <p>Words, words, words.</p>
//! ```
//!
//! ## Fix
//!
//! Delete it, or write what was meant. The fix writes what Windows has in the place of U+0080 to U+009F, and deletes byte-order
//! marks and spaces without width; it is an unsafe one.

use crate::{
    diagnostic::{Fix, Safety, quote},
    rules::{
        Context,
        engine::{Written, declare_rule},
    },
    source::{is_continuation, is_lead},
    xml::Node,
};

declare_rule! {
    InvisibleCharacter {
        page: "invisible_character.rs",
        code: "CH008",
        name: "invisible-character",
        severity: Warning,
        watch: Characters ["invisible"],
        guidelines: ["CH"],
        since: "0.2.0",
        fix: true,
    }
}

fn check<'t>(node: Node<'t>, cx: &mut Context<'t>) {
    let written = Written::of(cx.tree(), node);
    let mut before = ['\0'; 2];
    for (at, character) in node.text().unwrap_or_default().char_indices() {
        // What was read in the wrong encoding is another rule's.
        let is_misread = is_continuation(character) && (is_lead(before[1]) || is_continuation(before[1]) && is_lead(before[0]));
        before = [before[1], character];
        if !is_invisible(character) || is_misread {
            continue;
        }
        let range = at..at + character.len_utf8();
        let message = format!("U+{:04X}, {}, stands in the text", u32::from(character), name(character));
        let meant = meant(character);
        let help = match meant.as_deref() {
            Some("") | None => "delete it, or write what was meant".to_owned(),
            Some(meant) => format!("{} was most likely meant, which Windows has in this place", quote(meant)),
        };
        let finding = META.finding(written.span(range.clone()), message).help(help);
        let edit = meant.and_then(|meant| Some((written.edit(range, &meant)?, meant)));
        cx.report(match edit {
            Some((edit, meant)) => {
                let title = if meant.is_empty() { "delete it".to_owned() } else { format!("write {}", quote(&meant)) };
                finding.fix(Fix::new(title, vec![edit]).safety(Safety::Rewording))
            }
            None => finding,
        });
    }
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{7f}'..='\u{9f}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn name(character: char) -> &'static str {
    match character {
        '\u{7f}'..='\u{9f}' => "a control character",
        '\u{200b}' => "a space without width",
        '\u{2028}' | '\u{2029}' => "a separator of lines or paragraphs",
        '\u{feff}' => "a byte-order mark or a space without width",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "a mark of direction",
        _ => "a mark that nobody sees",
    }
}

/// What an edit may write in its place.
fn meant(character: char) -> Option<String> {
    match character {
        '\u{200b}' | '\u{feff}' | '\u{2060}' => Some(String::new()),
        '\u{80}'..='\u{9f}' => {
            let byte = [u8::try_from(u32::from(character)).ok()?];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            (!text.contains(character)).then(|| text.into_owned())
        }
        _ => None,
    }
}
