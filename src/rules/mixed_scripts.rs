//! A word has letters of two scripts that look alike.
//!
//! ## Why
//!
//! `а` of the Cyrillic script and `a` of the Latin one are two characters with one shape. A word with both was most likely typed
//! with the wrong keyboard, or a scan was read so: it looks right, and no search finds it.
//!
//! Letters of Latin, Greek and Cyrillic are compared; a hyphen or a digit ends a word. Each word is reported once.
//!
//! ## Examples
//!
//! ```xml,invalid
//! <p>Enter H&#x430;mlet.</p>
//! ```
//!
//! ```xml,valid
//! <p>Enter Hamlet, called Гамлет.</p>
//! ```
//!
//! ## Fix
//!
//! Write the whole word in one script; the finding says which letters are not of it.

use crate::{
    diagnostic::quote,
    rules::{
        Context,
        engine::{Script, Written, declare_rule, is_mark, script},
    },
    xml::Node,
};

declare_rule! {
    MixedScripts {
        page: "mixed_scripts.rs",
        code: "CH007",
        name: "mixed-scripts",
        severity: Warning,
        watch: Characters ["mixed"],
        guidelines: ["CH"],
        since: "0.2.0",
        fix: false,
    }
}

fn check<'t>(node: Node<'t>, cx: &mut Context<'t>) {
    let text = node.text().unwrap_or_default();
    let mut written = None;
    let is_part = |character: char| script(character).is_some() || is_mark(character);
    let mut at = 0;
    while let Some(found) = text[at..].find(is_part) {
        let start = at + found;
        let length = text[start..].find(|character| !is_part(character)).unwrap_or(text.len() - start);
        at = start + length;
        let word = &text[start..at];
        if let Some((odd, rest)) = mixture(word)
            && cx.is_new(format!("{} {word}", META.code))
        {
            let written = written.get_or_insert_with(|| Written::of(cx.tree(), node));
            let letters: String = word.chars().filter(|character| script(*character) == Some(odd)).collect();
            let message = format!("{} has letters of the {odd:?} script in a {rest:?} word: {}", quote(word), quote(&letters));
            let finding = META.finding(written.span(start..at), message);
            cx.report(finding.help("write the whole word in one script; it is reported only here"));
        }
    }
}

/// The script with the fewest letters in a word, and the one with the most, where there are two.
fn mixture(word: &str) -> Option<(Script, Script)> {
    let mut counts = [(0, Script::Latin), (0, Script::Greek), (0, Script::Cyrillic)];
    for found in word.chars().filter_map(script) {
        for (count, script) in &mut counts {
            *count += usize::from(*script == found);
        }
    }
    let present = counts.into_iter().filter(|(count, _)| *count > 0);
    let (least, most) = (present.clone().min_by_key(|(count, _)| *count)?, present.max_by_key(|(count, _)| *count)?);
    match least.0 == most.0 {
        // As many of one as of the other: the first two differ.
        true => {
            let mut scripts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, script)| script);
            let first = scripts.next()?;
            Some((scripts.next()?, first))
        }
        false => Some((least.1, most.1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odd_letters_are_those_of_the_rarer_script() {
        assert_eq!(mixture("H\u{430}mlet"), Some((Script::Cyrillic, Script::Latin)));
        assert_eq!(mixture("\u{41c}o\u{441}\u{43a}"), Some((Script::Latin, Script::Cyrillic)));
        assert_eq!(mixture("a\u{430}"), Some((Script::Cyrillic, Script::Latin)));
        assert_eq!(mixture("Hamlet"), None);
    }
}
