//! Labels in the middle of paragraphs, where line ends were lost: only those that begin paragraphs elsewhere.

use rustc_hash::FxHashSet;

use crate::{
    span::Span,
    tei::document::Certainty,
    transcript::{
        Decision,
        labels::{Found, Label},
        layout::Layout,
        names::is_title,
        pages::ends_sentence,
    },
};

/// The most words of a name.
const WORDS: usize = 6;

/// The longest name, in bytes.
const LENGTH: usize = 200;

/// Adds the labels that stand after the end of a sentence inside of lines: the very names that begin lines before a colon.
pub(in crate::transcript) fn add_inside(text: &str, layout: &Layout, lines: std::ops::Range<usize>, found: &mut Found) {
    let before_colon = |label: &&Label| text[label.name.end..].starts_with([':', '：']);
    let known: FxHashSet<&str> = found.labels.iter().filter(before_colon).map(|label| &text[label.name.range()]).collect();
    if known.is_empty() {
        return;
    }
    let mut inside: Vec<Label> = Vec::new();
    let mut labels = found.labels.iter().peekable();
    for line in lines {
        let content = layout.lines[line].content;
        let mut from = content.start;
        while let Some(label) = labels.next_if(|label| label.line <= line) {
            from = if label.line == line { label.end.min(content.end) } else { from };
        }
        for colon in memchr::memchr_iter(b':', &text.as_bytes()[from..content.end]) {
            let end = from + colon;
            let Some(name) = name_before(&text[from..end], &known) else { continue };
            let after = text[end + 1..].chars().next();
            if after.is_some_and(char::is_whitespace) && end + 1 < content.end {
                let name = Span::new(end - name.len(), end);
                let span = Span::new(name.start, end + 1);
                let certainty = Some(Certainty::Medium);
                inside.push(Label { line, span, name, direction: None, end: end + 1, certainty });
            }
        }
    }
    let Some(first) = inside.first() else { return };
    found.decisions.push(Decision {
        kind: "label",
        span: first.span,
        value: text[first.span.range()].to_owned(),
        evidence: vec![
            "a sentence ends before it, inside of a paragraph".into(),
            "the same label begins paragraphs".into(),
            format!("{} labels stand so", inside.len()).into(),
        ],
        certainty: Certainty::Medium,
    });
    found.labels.extend(inside);
    found.labels.sort_by_key(|label| label.span.start);
}

/// The longest known name with which some words end, if a sentence ends before it.
fn name_before<'t>(words: &'t str, known: &FxHashSet<&str>) -> Option<&'t str> {
    let near = &words[words.ceil_char_boundary(words.len().saturating_sub(LENGTH))..];
    let mut starts = near.rmatch_indices([' ', '\u{a0}']).map(|(at, space)| at + space.len()).take(WORDS);
    let mut found = None;
    for start in starts.by_ref() {
        let name = &near[start..];
        let before = near[..start].trim_end();
        // `Two points, Mr. Secretary: oil and tin.`
        let follows_title = before.ends_with('.') && before.split_whitespace().next_back().is_some_and(is_title);
        if known.contains(name)
            && !follows_title
            && ends_sentence(before)
            && !before.ends_with([':', ';', '-', '–'])
            && !before.is_empty()
        {
            found = Some(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_name_after_a_sentence_is_a_label() {
        let known: FxHashSet<&str> = ["BERT", "Mr. Dole"].into_iter().collect();
        assert_eq!(name_before(" Where is it? BERT", &known), Some("BERT"));
        assert_eq!(name_before(" Where is it? Mr. Dole", &known), Some("Mr. Dole"));
        assert_eq!(name_before(" I told BERT", &known), None);
        assert_eq!(name_before(" Two points, Mr. BERT", &known), None);
        assert_eq!(name_before(" Well. ANNA", &known), None);
        assert_eq!(name_before("BERT", &known), None);
    }
}
