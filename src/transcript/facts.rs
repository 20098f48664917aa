//! What is true of a file as a whole: how its paragraphs are marked, its language, its day, and findings about its characters.

use std::ops::Range;

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    source::Source,
    span::Span,
    tei::document::Certainty,
    transcript::{
        CitationPart, Decision, FrontMatter,
        dates::FoundDate,
        language::{self, FoundLanguage},
        layout::{Layout, Paragraphing},
    },
};

pub(super) fn paragraphing(layout: &Layout, span: Span) -> Decision {
    let value = match layout.paragraphing {
        Paragraphing::BlankLines => "blank lines separate paragraphs",
        Paragraphing::Indents => "blank lines and indents separate paragraphs",
        Paragraphing::Lines => "every line is a paragraph",
    };
    let evidence = match layout.is_wrapped {
        true => "most lines end where the next word would not have fit",
        false => "lines end before they are full",
    };
    let evidence = vec![evidence.into(), format!("{} paragraphs in {} lines", layout.paragraphs.len(), layout.line_count).into()];
    Decision { kind: "paragraphing", span, value: value.to_owned(), evidence, certainty: Certainty::Medium }
}

/// The language: what the front matter says, else what the text shows.
pub(super) fn find_language(
    text: &str,
    front: &FrontMatter,
    record: &[Range<usize>],
    layout: &Layout,
    decisions: &mut Vec<Decision>,
) -> FoundLanguage {
    let stated =
        |part: &str| front.parts.iter().find(|found| found.part == part).map(|found| (found.value, &text[found.value.range()]));
    let original = stated("original-language").and_then(|(_, words)| language::named(words)).map(str::to_owned);
    if let Some((span, words)) = stated("contents")
        && let Some(tag) = language::named(words)
    {
        decisions.push(Decision {
            kind: "language",
            span,
            value: tag.to_owned(),
            evidence: vec!["the front matter names it".into()],
            certainty: Certainty::High,
        });
        return FoundLanguage { tag: tag.to_owned(), original };
    }
    let (start, end) = match record {
        [] => (0, text.len()),
        [first, .., last] => (layout.span(first).start, layout.span(last).end),
        [only] => (layout.span(only).start, layout.span(only).end),
    };
    let (tag, mut decision) = language::guess(&text[start..end]);
    decision.span = Span::new(start + decision.span.start, start + decision.span.end);
    decisions.push(decision);
    FoundLanguage { tag, original }
}

/// The day of the record: the first that is stated; where several agree it is sure, where they differ a finding says so.
pub(super) fn find_date(
    front: &FrontMatter,
    headings: Vec<FoundDate>,
    decisions: &mut Vec<Decision>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(FoundDate, Certainty)> {
    let cited = front.citation.iter().flat_map(|citation| &citation.parts).find_map(|(_, part)| match part {
        CitationPart::Date(date) => Some(date.clone()),
        _ => None,
    });
    let mut dates: Vec<FoundDate> = front.date.iter().map(|(_, date)| date.clone()).chain(headings).chain(cited).collect();
    let other = dates.iter().find(|date| date.when != dates[0].when).cloned();
    let count = dates.len();
    let first = if dates.is_empty() { return None } else { dates.swap_remove(0) };
    let certainty = match (&other, count) {
        (Some(_), _) => Certainty::Low,
        (None, 1) => Certainty::Medium,
        (None, _) => Certainty::High,
    };
    if let Some(other) = other {
        let message = format!("two dates of the record differ: {} and {}", first.when, other.when);
        let finding = Diagnostic::new("TR002", Severity::Warning, other.span, message).label(first.span, "the date that is used");
        diagnostics.push(finding.help("mend the one that is wrong in the transcript"));
    }
    let evidence = vec![format!("stated in {count} places before the first speech").into()];
    decisions.push(Decision { kind: "date", span: first.span, value: first.when.clone(), evidence, certainty });
    Some((first, certainty))
}

pub(super) fn no_label(source: &Source) -> Diagnostic {
    let first = (1..=source.line_count())
        .filter_map(|line| source.line(line))
        .find(|line| !source.text()[line.range()].trim().is_empty());
    let help = "a label is a name at the beginning of a paragraph, before a colon, or in capitals before a full stop, and several of \
                them make a dialogue; the text is encoded as paragraphs";
    Diagnostic::new("TR001", Severity::Warning, first.unwrap_or_default(), "no label of a speaker was found").help(help)
}

pub(super) fn nothing_follows(text: &str, label: Span) -> Diagnostic {
    let message = format!("nothing follows the label {}", quote(&text[label.range()]));
    let help = "it is kept as a paragraph; delete it in the transcript if it stands there by mistake";
    Diagnostic::new("TR007", Severity::Info, label, message).help(help)
}

pub(super) fn missed_label(text: &str, span: Span) -> Diagnostic {
    let message = format!("{} looks like a label, and is read as text", quote(&text[span.range()]));
    let help = "too little speaks for it: it stands once, or is written otherwise than the labels here";
    Diagnostic::new("TR009", Severity::Info, span, message).help(help)
}

/// Characters that show damage: reported once for each kind, never mended.
pub(super) fn suspicious(text: &str) -> Vec<Diagnostic> {
    let kinds = [
        ("a replacement character, which stands where a character was lost", '\u{fffd}'..='\u{fffd}'),
        ("a character of a private use area, which no other program can read", '\u{e000}'..='\u{f8ff}'),
        ("a soft hyphen, which is not seen and hides in words", '\u{ad}'..='\u{ad}'),
    ];
    let found = kinds.into_iter().filter_map(|(name, range)| {
        let bytes = text.as_bytes();
        // They begin with these bytes, and other characters that do are few.
        let starts = memchr::memchr2_iter(first_byte(*range.start()), first_byte(*range.end()), bytes);
        let mut places = starts.filter_map(|at| {
            let character = text[at..].chars().next().filter(|character| range.contains(character))?;
            Some((at, character))
        });
        let (at, character) = places.next()?;
        let more = match places.count() {
            0 => String::new(),
            count => format!(" ({} in this file)", count + 1),
        };
        let finding =
            Diagnostic::new("TR006", Severity::Warning, Span::new(at, at + character.len_utf8()), format!("{name}{more}"));
        Some(finding.help("compare with the original and mend the transcript; the text is kept as it is"))
    });
    found.collect()
}

fn first_byte(character: char) -> u8 {
    character.encode_utf8(&mut [0; 4]).as_bytes()[0]
}
