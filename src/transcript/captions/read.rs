//! From a file of cues to a transcript.

use crate::{
    diagnostic::{self, Diagnostic, Parsed, Severity},
    source::Source,
    span::Span,
    tei::document::Certainty,
    transcript::{
        Decision, Format, FormatError, FoundLanguage, Guidance, Transcript,
        captions::{cue::Item, subrip, turns::Turns, voices::Voices, webvtt, whisper::File},
        facts::{told_date, told_language},
        language,
    },
};

/// Reads timed text of one of its forms.
pub(in crate::transcript) fn read(
    source: &Source,
    format: Format,
    guidance: &Guidance,
) -> Result<Parsed<Transcript>, FormatError> {
    let text = source.text();
    let file = match format {
        Format::Whisper => Some(File::parse(text)?),
        _ => None,
    };
    let items = |take: &mut dyn FnMut(Item)| match &file {
        Some(file) => file.read(take),
        None if format == Format::WebVtt => webvtt::read(text, take),
        None => subrip::read(text, take),
    };
    let mut voices = Voices::told(guidance);
    items(&mut |item| voices.learn(text, &item));
    let mut built = Turns::new(text, &voices, guidance);
    items(&mut |item| built.take(item));
    built.close();
    let Turns { persons, blocks, mut moments, dropped, mut diagnostics, .. } = built;
    moments.sort_unstable();
    moments.dedup();
    let mut decisions = persons.decisions;
    decisions.push(told(&voices, source.span()));
    let stated = file.and_then(|file| file.language);
    let language = match &guidance.language {
        Some(tag) => told_language(tag, source.span(), &mut decisions),
        None => find_language(stated.as_deref(), &voices.sample, source.span(), &mut decisions),
    };
    let date = guidance.date.as_ref().map(|when| told_date(when, source.span(), &mut decisions));
    diagnostics.extend(persons.diagnostics);
    if !voices.are_told() {
        diagnostics.push(nobody_named(text));
    }
    decisions.sort_by(|a, b| (a.span, a.kind).cmp(&(b.span, b.kind)));
    diagnostic::sort(&mut diagnostics);
    let transcript = Transcript {
        blocks,
        persons: persons.list,
        language,
        moments,
        date,
        joins_lines: true,
        dropped,
        decisions,
        ..Transcript::default()
    };
    Ok(Parsed { value: transcript, diagnostics })
}

/// What tells voices apart in a file.
fn told(voices: &Voices, span: Span) -> Decision {
    let (value, evidence) = match () {
        () if voices.fields > 0 => ("fields name the voices", format!("{} cues have one", voices.fields)),
        () if voices.has_labels() => ("labels in the text name the voices", "names come back before a colon".to_owned()),
        () if voices.dashes > 0 => {
            ("dashes tell voices apart", format!("{} lines begin with one, in cues with several of them", voices.dashes))
        }
        () => ("nothing tells voices apart", "no field, no label and no pair of dashes stands in any cue".to_owned()),
    };
    Decision { kind: "voices", span, value: value.to_owned(), evidence: vec![evidence.into()], certainty: Certainty::High }
}

/// The language: what the file states, as a tag or a name, else what the text shows.
fn find_language(stated: Option<&str>, sample: &str, span: Span, decisions: &mut Vec<Decision>) -> FoundLanguage {
    let tag = stated.and_then(|stated| match language::name(stated) {
        Some(_) => Some(stated),
        None => language::named(stated),
    });
    if let Some(tag) = tag {
        let evidence = vec!["the file states it".into()];
        let value = tag.to_owned();
        decisions.push(Decision { kind: "language", span, value, evidence, certainty: Certainty::High });
        return FoundLanguage { tag: tag.to_owned(), original: None };
    }
    let (tag, decision) = language::guess(sample);
    decisions.push(Decision { span, ..decision });
    FoundLanguage { tag, original: None }
}

fn nobody_named(text: &str) -> Diagnostic {
    let first = text.find(|character: char| !character.is_whitespace()).unwrap_or_default();
    let message = "no cue says who speaks";
    let help =
        "a name stands before a colon (`ANNA: Yes.`), in a tag (`<v Anna>Yes.`) or in a field `speaker`; nobody is invented";
    Diagnostic::new("TR022", Severity::Info, Span::at(first), message).help(help)
}
