//! What is true of a file as a whole: how its paragraphs are marked, its language, its day, and findings about its characters.

use std::ops::Range;

use crate::{
    diagnostic::{Diagnostic, Severity, quote},
    source::{Source, misread},
    span::Span,
    tei::document::Certainty,
    transcript::{
        CitationPart, Decision, FrontMatter, Part, TOLD,
        dates::{self, FoundDate},
        language::{self, FoundLanguage},
        layout::{Layout, Paragraphing},
        line_numbers::LineNumber,
    },
};

/// The longest name of a character, in bytes.
const REFERENCE_LIMIT: usize = 12;

/// That lines have numbers, which are no part of the text.
pub(super) fn numbered(numbers: &[LineNumber]) -> Decision {
    let count = numbers.len();
    let (first, last) = (numbers[0].span, numbers[count - 1].span);
    let evidence =
        vec!["they count upward".into(), "sentences go on from line to line, or other lines stand between them".into()];
    let value = format!("{count} numbers count lines");
    Decision { kind: "line-numbers", span: first.cover(last), value, evidence, certainty: Certainty::Medium }
}

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
    let stated = |part: &str| {
        let named = |part: &Part| Some((part.value, language::stated(&text[part.value.range()])?));
        front.values(part).find_map(named)
    };
    let mut original = stated("original-language").map(|(_, tag)| tag.to_owned());
    let by_key = |span: Span, tag: &str, evidence: &'static str| Decision {
        kind: "language",
        span,
        value: tag.to_owned(),
        evidence: vec![evidence.into()],
        certainty: Certainty::High,
    };
    if let Some((span, tag)) = stated("contents") {
        decisions.push(by_key(span, tag, "the front matter names it"));
        return FoundLanguage { tag: tag.to_owned(), original };
    }
    let (start, end) = match record {
        [] => (0, text.len()),
        [first, .., last] => (layout.span(first).start, layout.span(last).end),
        [only] => (layout.span(only).start, layout.span(only).end),
    };
    let (tag, mut decision) = language::guess(&text[start..end]);
    decision.span = Span::new(start + decision.span.start, start + decision.span.end);
    // A catalogue may name the language of the original for a translation.
    if let Some((span, named)) = stated("language") {
        if tag == named || tag == "und" || language::could_be(&text[start..end], named) {
            decisions.push(by_key(span, named, "a key names it"));
            return FoundLanguage { tag: named.to_owned(), original };
        }
        original.get_or_insert(named.to_owned());
        decision.evidence.push("a key names another language, which is taken for that of the original".into());
    }
    decisions.push(decision);
    FoundLanguage { tag, original }
}

/// The language that somebody named.
pub(super) fn told_language(tag: &str, span: Span, decisions: &mut Vec<Decision>) -> FoundLanguage {
    decisions.push(told("language", tag, span));
    FoundLanguage { tag: tag.to_owned(), original: None }
}

/// The day that somebody named.
pub(super) fn told_date(when: &str, span: Span, decisions: &mut Vec<Decision>) -> (FoundDate, Certainty) {
    decisions.push(told("date", when, span));
    (FoundDate { when: when.to_owned(), span: Span::at(span.start) }, Certainty::High)
}

fn told(kind: &'static str, value: &str, span: Span) -> Decision {
    Decision { kind, span, value: value.to_owned(), evidence: vec![TOLD.into()], certainty: Certainty::High }
}

/// The day of the record: the first that is stated; where several agree it is sure, where they differ a finding says so.
pub(super) fn find_date(
    text: &str,
    front: &FrontMatter,
    headings: Vec<FoundDate>,
    decisions: &mut Vec<Decision>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(FoundDate, Certainty)> {
    let cited = front.citations().flat_map(|citation| &citation.parts).find_map(|(_, part)| match part {
        CitationPart::Date(date) => Some(date.clone()),
        _ => None,
    });
    let keyed = front.values("date").filter_map(|part| dates::find(&text[part.value.range()], part.value.start));
    let stated = front.date.iter().map(|(_, date)| date.clone()).chain(keyed);
    let mut dates: Vec<FoundDate> = stated.chain(headings).chain(cited).collect();
    // One place may be read in two ways: as a heading, and as a key.
    let mut places = std::collections::HashSet::new();
    dates.retain(|date| places.insert(date.span));
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
    let evidence = vec![match count {
        1 => "stated before the first speech".into(),
        _ => format!("stated in {count} places before the first speech").into(),
    }];
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
    let mut others: Vec<Diagnostic> = misread_characters(text).into_iter().chain(entities(text)).collect();
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
    others.extend(found);
    others
}

/// Characters of UTF-8 that were read as Windows-1252, counted and reported once.
fn misread_characters(text: &str) -> Option<Diagnostic> {
    let (first, meant) = misread(text, 0)?;
    let mut count = 1;
    let mut at = first.end;
    while let Some((next, _)) = misread(text, at) {
        count += 1;
        at = next.end;
    }
    let more = if count > 1 { format!(" ({count} such places in this file)") } else { String::new() };
    let message = format!("{} looks like {} read in the wrong encoding{more}", quote(&text[first.clone()]), quote(&meant));
    let finding = Diagnostic::new("TR006", Severity::Warning, Span::new(first.start, first.end), message);
    Some(finding.help("open the original as UTF-8 and convert it again; the text is kept as it is"))
}

/// References to characters such as `&eacute;` and line ends written as `\\n`: what a program that took the text from elsewhere left
/// behind; counted and reported once.
fn entities(text: &str) -> Option<Diagnostic> {
    let bytes = text.as_bytes();
    let mut found = memchr::memchr2_iter(b'&', b'\\', bytes).filter_map(|at| {
        let length = if bytes[at] == b'&' { reference(&text[at..]) } else { written_line_end(&text[at..]) }?;
        Some(Span::new(at, at + length))
    });
    let first = found.next()?;
    let more = match found.count() {
        0 => String::new(),
        count => format!(" ({} such places in this file)", count + 1),
    };
    let message = format!("{} stands for a character, and is kept as it is{more}", quote(&text[first.range()]));
    let finding = Diagnostic::new("TR010", Severity::Warning, first, message);
    Some(finding.help("write the characters themselves into the transcript, and convert it again"))
}

/// The length of a reference to a character with which a text begins: `&amp;`, `&#8217;`, `&#x2019;`.
pub(super) fn reference(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(REFERENCE_LIMIT).position(|byte| byte == b';')?;
    let name = &inside[..end];
    let is_number = name.strip_prefix('#').is_some_and(|number| {
        let number = number.strip_prefix(['x', 'X']).unwrap_or(number);
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    let is_name = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_number || is_name).then_some(end + 2)
}

/// The length of a line end that is written out, if a text begins with one after which no small letter stands, as in a path.
fn written_line_end(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\\n")?;
    (!rest.starts_with(|after: char| after.is_lowercase())).then_some(2)
}

fn first_byte(character: char) -> u8 {
    character.encode_utf8(&mut [0; 4]).as_bytes()[0]
}
