//! A letter and its accent are two characters where Unicode has one for both.
//!
//! ## Why
//!
//! `é` may be written as one character or as `e` and an accent. Both look the same, and yet a search for the one does not find
//! the other, and lists of words count two. Texts on the web are written in the composed form (NFC), as this rule asks.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>Is it not like the king, mon fre&#x300;re?</p>
//! ```
//!
//! ```xml,fixed
//! <p>Is it not like the king, mon frère?</p>
//! ```
//!
//! ```xml,valid
//! <p>Is it not like the king, mon frère?</p>
//! ```
//!
//! ## Fix
//!
//! Write the composed character. The fix does so where nothing but characters stands there; it is an unsafe one, as some
//! editions (of pointed Hebrew, for one) keep another order of marks on purpose.

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc, is_nfc_quick};

use crate::{
    diagnostic::{Fix, Safety, quote},
    rules::{
        Context,
        engine::{Written, declare_rule},
    },
    xml::Node,
};

declare_rule! {
    UncomposedText {
        page: "uncomposed_text.rs",
        code: "CH003",
        name: "uncomposed-text",
        severity: Warning,
        watch: Characters ["uncomposed"],
        guidelines: ["CHSH", "CH"],
        since: "0.2.0",
        fix: true,
    }
}

fn check<'t>(node: Node<'t>, cx: &mut Context<'t>) {
    let text = node.text().unwrap_or_default();
    if is_nfc(text) {
        return;
    }
    let written = Written::of(cx.tree(), node);
    for (start, group) in groups(text) {
        let composed: String = group.nfc().collect();
        if composed == group {
            continue;
        }
        let range = start..start + group.len();
        let message = format!("{} is written as {}, which is not its composed form", quote(group), codes(group));
        let help = format!("its composed form (NFC) is {}", codes(&composed));
        let finding = META.finding(written.span(range.clone()), message).help(help);
        cx.report(match written.edit(range, &composed) {
            Some(edit) => finding.fix(Fix::new(format!("write {}", quote(&composed)), vec![edit]).safety(Safety::Rewording)),
            None => finding,
        });
    }
}

/// The characters of a short text by their numbers.
fn codes(text: &str) -> String {
    let codes: Vec<String> = text.chars().take(4).map(|character| format!("U+{:04X}", u32::from(character))).collect();
    codes.join(" ")
}

/// The parts of a text that can be composed each by itself, with their places (Unicode Standard Annex 15, 9).
fn groups(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins = |character: char| {
        canonical_combining_class(character) == 0 && is_nfc_quick(std::iter::once(character)) != IsNormalized::Maybe
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.char_indices().skip(1).find(|(_, character)| begins(*character)).map_or(rest.len(), |(end, _)| end);
        let start = at;
        at += length;
        Some((start, &rest[..length]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_a_letter_and_its_marks() {
        let found: Vec<&str> = groups("ae\u{301}\u{323}\u{1100}\u{1161}b").map(|(_, group)| group).collect();
        assert_eq!(found, ["a", "e\u{301}\u{323}", "\u{1100}\u{1161}", "b"]);
    }
}
