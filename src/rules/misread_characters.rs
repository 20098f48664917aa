//! Characters look like those of UTF-8 that were read as Windows-1252: `Ã¤` for `ä`, `â€œ` for `“`.
//!
//! ## Why
//!
//! A file in UTF-8 that a program takes for one of Windows becomes such a text, and no program will mend it by itself. Each such
//! place is a word that nobody finds.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>Something is rotten in the state of DÃ¤nemark.</p>
//! ```
//!
//! ```xml,fixed
//! <p>Something is rotten in the state of Dänemark.</p>
//! ```
//!
//! ```xml,valid
//! <p>Something is rotten in the state of Dänemark. «À LA CHÂTEAU»</p>
//! ```
//!
//! ## Fix
//!
//! Convert the source again, and name its encoding. The fix writes the characters that were most likely meant; it is an unsafe
//! one, as it changes words.

use crate::{
    diagnostic::{Fix, Safety, quote},
    rules::{
        Context,
        engine::{Written, declare_rule, is_continuation, is_lead},
    },
    xml::Node,
};

declare_rule! {
    MisreadCharacters {
        page: "misread_characters.rs",
        code: "CH009",
        name: "misread-characters",
        severity: Warning,
        watch: Characters ["misread"],
        guidelines: ["CH"],
        since: "0.2.0",
        fix: true,
    }
}

fn check<'t>(node: Node<'t>, cx: &mut Context<'t>) {
    let text = node.text().unwrap_or_default();
    let mut written = None;
    let mut at = 0;
    while let Some(found) = text[at..].find(is_lead) {
        let start = at + found;
        let (length, meant) = run(&text[start..]);
        if length == 0 || !is_likely(text, start, length, &meant) {
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        at = start + length;
        let written = written.get_or_insert_with(|| Written::of(cx.tree(), node));
        let message = format!("{} looks like {} read in the wrong encoding", quote(&text[start..at]), quote(&meant));
        let help = "convert the source again as UTF-8, or write what was meant";
        let finding = META.finding(written.span(start..at), message).help(help);
        cx.report(match written.edit(start..at, &meant) {
            Some(edit) => finding.fix(Fix::new(format!("write {}", quote(&meant)), vec![edit]).safety(Safety::Rewording)),
            None => finding,
        });
    }
}

/// The length of the characters at the beginning of a text that were misread, in bytes, and what they were.
fn run(text: &str) -> (usize, String) {
    let (mut length, mut meant) = (0, String::new());
    while let Some((bytes, character)) = one(&text[length..]) {
        length += bytes;
        meant.push(character);
    }
    (length, meant)
}

/// The length of the characters that one misread character became, and that character.
fn one(text: &str) -> Option<(usize, char)> {
    let lead = text.chars().next().filter(|character| is_lead(*character))?;
    let count = match lead {
        ..='\u{df}' => 2,
        ..='\u{ef}' => 3,
        _ => 4,
    };
    let mut bytes = vec![u8::try_from(u32::from(lead)).ok()?];
    let mut length = lead.len_utf8();
    for character in text.chars().skip(1).take(count - 1) {
        let mut buffer = [0; 4];
        let (byte, _, is_lost) = encoding_rs::WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
        if is_lost || !is_continuation(character) {
            return None;
        }
        bytes.extend_from_slice(&byte);
        length += character.len_utf8();
    }
    let mut meant = std::str::from_utf8(&bytes).ok()?.chars();
    let character = meant.next().filter(|character| !character.is_control())?;
    meant.next().is_none().then_some((length, character))
}

/// Whether what was found is no word of its own: `É»` ends a French quotation, `Ã¤` nothing.
fn is_likely(text: &str, start: usize, length: usize, meant: &str) -> bool {
    let lead = text[start..].chars().next().unwrap_or_default();
    let is_run = meant.chars().nth(1).is_some();
    let before = text[..start].chars().next_back();
    let is_inside = text[start + length..].starts_with(char::is_alphabetic) || before.is_some_and(char::is_lowercase);
    match lead {
        '\u{c2}' | '\u{c3}' => {
            let ends_quotation = text[start..start + length].ends_with(['»', '”', '’', '“', '‘', '…', '–', '—', '\u{a0}']);
            !ends_quotation || is_inside || !before.is_some_and(char::is_uppercase)
        }
        '\u{e2}' => meant.starts_with(|character| matches!(character, '\u{2000}'..='\u{22ff}')),
        '\u{f0}' => true,
        '\u{c4}' | '\u{c5}' => is_inside,
        _ => is_run,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let start = text.find(is_lead).expect("there is one");
        let (length, meant) = run(&text[start..]);
        let found = (length > 0 && is_likely(text, start, length, &meant)).then_some(meant);
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn what_was_meant_is_found() {
        check("DÃ¤nemark", Some("ä"));
        check("â€œNow", Some("“"));
        check("ÐœÐ¾ÑÐºÐ²Ð°", Some("Мо"));
        check("Ã©tÃ©", Some("é"));
        check("Â§ 5", Some("§"));
    }

    #[test]
    fn what_stands_so_in_a_language_is_left_alone() {
        check("«CAFÉ»", None);
        check("SÃ»", None);
        check("„Ä“ und", None);
        check("à la", None);
        check("É", None);
    }
}
