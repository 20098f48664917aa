//! What is doubtful in a reading, as questions that a person can answer once for all later runs.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::{
    diagnostic::Parsed,
    source::Source,
    span::Span,
    tei::{check_language, document::Certainty, parse_when},
    transcript::{Guidance, Transcript, labels::key, pages::place_between},
};

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtKind {
    /// Whether words are a label.
    Label,
    /// Whom a label means.
    Person,
    /// Whether a page cuts one paragraph.
    PageJoin,
    /// Whether a line heads a part of the text.
    Heading,
    /// The language of the text.
    Language,
    /// The day of the record.
    Date,
}

impl DoubtKind {
    /// Every kind.
    pub const ALL: [DoubtKind; 6] =
        [DoubtKind::Label, DoubtKind::Person, DoubtKind::PageJoin, DoubtKind::Heading, DoubtKind::Language, DoubtKind::Date];

    /// The name in a review sheet.
    pub fn name(self) -> &'static str {
        match self {
            DoubtKind::Label => "label",
            DoubtKind::Person => "person",
            DoubtKind::PageJoin => "page-join",
            DoubtKind::Heading => "heading",
            DoubtKind::Language => "language",
            DoubtKind::Date => "date",
        }
    }

    /// The question in words, with the answers that it takes.
    pub fn question(self) -> &'static str {
        match self {
            DoubtKind::Label => "Does somebody speak here? yes or no",
            DoubtKind::Person => "Who is it? a name, an identifier, or new for somebody else",
            DoubtKind::PageJoin => "Is this one paragraph? yes or no",
            DoubtKind::Heading => "Does this line head a part? yes or no",
            DoubtKind::Language => "Which language is the text in? a tag such as de",
            DoubtKind::Date => "Which day is it of? such as 1961-02-10",
        }
    }
}

/// Something that was decided on little evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What the question is about.
    pub kind: DoubtKind,
    /// The words by which it is found again, wherever they stand.
    pub subject: String,
    /// The first place.
    pub span: Span,
    /// What was decided, as an answer would say it.
    pub reading: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What speaks for it.
    pub evidence: Vec<Cow<'static, str>>,
}

/// The questions that a reading leaves open, each once, in the order of the text.
pub fn doubts(parsed: &Parsed<Transcript>, source: &Source) -> Vec<Doubt> {
    let text = source.text();
    let words = |span: Span| source.slice(span).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut doubts: Vec<Doubt> = Vec::new();
    for decision in &parsed.value.decisions {
        if decision.certainty == Certainty::High {
            continue;
        }
        let (kind, subject, reading) = match decision.kind {
            "label" => (DoubtKind::Label, words(decision.span), "yes".to_owned()),
            // Of other decisions about persons, no label is the subject.
            "person" => match decision.value.rsplit_once(" is ") {
                Some((_, id)) => (DoubtKind::Person, words(decision.span), id.to_owned()),
                None => continue,
            },
            "page-join" => (DoubtKind::PageJoin, place_between(text, decision.span), "yes".to_owned()),
            "division" | "heading" => (DoubtKind::Heading, words(decision.span), "yes".to_owned()),
            "language" => (DoubtKind::Language, "the text".to_owned(), decision.value.clone()),
            "date" => (DoubtKind::Date, "the record".to_owned(), decision.value.clone()),
            _ => continue,
        };
        let (span, certainty, evidence) = (decision.span, decision.certainty, decision.evidence.clone());
        doubts.push(Doubt { kind, subject, span, reading, certainty, evidence });
    }
    for finding in &parsed.diagnostics {
        let (kind, reading) = match &*finding.code {
            "TR009" => (DoubtKind::Label, "no"),
            "TR005" => (DoubtKind::Person, "new"),
            _ => continue,
        };
        let evidence = vec![finding.help.clone().unwrap_or_else(|| finding.message.clone()).into()];
        let subject = words(finding.span);
        doubts.push(Doubt {
            kind,
            subject,
            span: finding.span,
            reading: reading.to_owned(),
            certainty: Certainty::Low,
            evidence,
        });
    }
    doubts.sort_by_key(|doubt| (doubt.span, doubt.kind));
    let mut met = FxHashSet::default();
    doubts.retain(|doubt| !doubt.subject.is_empty() && met.insert((doubt.kind.name(), doubt.subject.clone())));
    doubts
}

impl Guidance {
    /// Adds the answer to a question.
    ///
    /// # Errors
    /// The answers that the question takes, where this is none of them.
    pub fn answer(&mut self, kind: DoubtKind, subject: &str, answer: &str) -> Result<(), &'static str> {
        let said = || match answer.to_lowercase().as_str() {
            "yes" | "y" => Ok(true),
            "no" | "n" => Ok(false),
            _ => Err("`yes` or `no`"),
        };
        match kind {
            DoubtKind::Label => {
                let (names, others) =
                    if said()? { (&mut self.speakers, &mut self.never) } else { (&mut self.never, &mut self.speakers) };
                others.retain(|name| key(name) != key(subject));
                names.push(subject.to_owned());
            }
            DoubtKind::Person => {
                let name = if answer.eq_ignore_ascii_case("new") { "" } else { answer };
                if !name.is_empty() && !name.chars().any(char::is_alphabetic) {
                    return Err("a name, an identifier such as `ann-cole`, or `new`");
                }
                self.persons.retain(|(label, _)| key(label) != key(subject));
                self.persons.push((subject.to_owned(), name.to_owned()));
            }
            DoubtKind::PageJoin => self.joins.push((subject.to_owned(), said()?)),
            DoubtKind::Heading => self.headings.push((subject.to_owned(), said()?)),
            DoubtKind::Language => {
                check_language(answer).map_err(|_| "a tag of BCP 47, such as `de` or `sr-Latn`")?;
                self.language = Some(answer.to_owned());
            }
            DoubtKind::Date => {
                parse_when(answer).map_err(|_| "a day, a month or a year, such as `1961-02-10`")?;
                self.date = Some(answer.to_owned());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{Block, Format, read_as};

    #[test]
    fn a_heading_is_asked_about_and_the_answer_holds() {
        let text = "TALK\n\nCole: So.\n\nTHE OLD BRIDGE AND THE NEW\n\nFry: Yes.\n\nCole: No.\n\nThe pier\n\nFry: So be it.\n";
        let source = Source::from_text("a.txt", text);
        let mut guidance = Guidance::default();
        let headings = |guidance: &Guidance| {
            let parsed = read_as(&source, Format::Text, guidance).expect("a transcript");
            let asked: Vec<String> = doubts(&parsed, &source)
                .into_iter()
                .filter(|doubt| doubt.kind == DoubtKind::Heading)
                .map(|doubt| doubt.subject)
                .collect();
            let count = parsed.value.blocks.iter().filter(|block| matches!(block, Block::Division { .. })).count();
            (asked, count)
        };
        assert_eq!(headings(&guidance), (vec!["THE OLD BRIDGE AND THE NEW".to_owned()], 1));
        guidance.answer(DoubtKind::Heading, "THE OLD BRIDGE AND THE NEW", "no").expect("an answer");
        assert_eq!(headings(&guidance), (Vec::new(), 0));
        guidance.answer(DoubtKind::Heading, "The pier", "yes").expect("an answer");
        assert_eq!(headings(&guidance), (Vec::new(), 1));
    }
}
