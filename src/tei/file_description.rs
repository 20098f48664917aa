//! Writes `fileDesc`: the titles, those who answer for the file, its publication, and what it was made from.

use std::borrow::Cow;

use crate::tei::{
    document::{Header, Manuscript, Publication, Responsibility, Rights},
    header::{NOT_STATED, id},
    steps::{Steps, some},
};

/// Writes `fileDesc` (Guidelines, HD2).
pub(super) fn write<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("fileDesc", vec![], |steps| {
        title_statement(header, steps)?;
        steps.element("editionStmt", vec![], |steps| steps.made_element("edition", vec![("n", "1".into())], "First encoding"))?;
        publication_statement(header, steps)?;
        if let Some(series) = &header.series {
            steps.element("seriesStmt", vec![], |steps| steps.made_element("title", vec![], series))?;
        }
        if !header.notes.is_empty() {
            steps.element("notesStmt", vec![], |steps| {
                header.notes.iter().try_for_each(|note| steps.made_element("note", vec![], note))
            })?;
        }
        source_description(header, steps)
    })
}

fn title_statement<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("titleStmt", vec![], |steps| {
        steps.phrase_element("title", vec![id("title"), ("type", "main".into())], &header.title)?;
        steps.made_element("title", vec![("type", "sub".into())], "Encoded in TEI from a plain transcript")?;
        if !header.subtitle.is_empty() {
            steps.phrase_element("title", vec![id("subtitle"), ("type", "sub".into())], &header.subtitle)?;
        }
        for (index, author) in header.authors.iter().enumerate() {
            steps.phrase_element("author", vec![id(&format!("author.{}", index + 1))], author)?;
        }
        for named in &header.named {
            steps.made_element(named.element, some("ref", named.reference.as_deref()).into_iter().collect(), &named.name)?;
        }
        for (index, funder) in header.funders.iter().enumerate() {
            steps.phrase_element("funder", vec![id(&format!("funder.{}", index + 1))], funder)?;
        }
        header.responsibilities.iter().try_for_each(|statement| responsibility(statement, steps))?;
        steps.element("respStmt", vec![id("encoder")], |steps| {
            steps.made_element("resp", vec![], "conversion of the plain transcript to TEI")?;
            steps.made_element("name", vec![("type", "program".into())], "teiwright")
        })
    })
}

fn responsibility<E>(statement: &Responsibility, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("respStmt", vec![("xml:id", statement.id.as_str().into())], |steps| {
        steps.made_element("resp", vec![], &statement.role)?;
        let name = if statement.is_person { "persName" } else { "name" };
        steps.made_element(name, some("ref", statement.reference.as_deref()).into_iter().collect(), &statement.name)
    })
}

/// Guidelines, HD24. The program does not know who will publish the file: unless it is told, it says so.
fn publication_statement<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    let Publication { publisher, place, date, identifiers } = &header.publication;
    steps.element("publicationStmt", vec![], |steps| {
        steps.made_element("publisher", vec![], publisher.as_deref().unwrap_or(NOT_STATED))?;
        if let Some(place) = place {
            steps.made_element("pubPlace", vec![], place)?;
        }
        match (date, &header.revised) {
            (Some((when, words)), _) => {
                steps.made_element("date", some("when", when.as_deref()).into_iter().collect(), words)?;
            }
            (None, Some(when)) => steps.made_element("date", vec![("when", when.as_str().into())], when)?,
            (None, None) => steps.made_element("date", vec![], NOT_STATED)?,
        }
        for (kind, identifier) in identifiers {
            steps.made_element("idno", some("type", kind.as_deref()).into_iter().collect(), identifier)?;
        }
        steps.made_element("idno", vec![("type", "filename".into())], &header.file_name)?;
        availability(&header.rights, steps)
    })
}

/// The statements of rights, or that there is none.
fn availability<E>(rights: &[Rights], steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    // All of them hold: the narrowest tells.
    let status = ["restricted", "unknown", "free"].into_iter().find(|it| rights.iter().any(|stated| stated.status == *it));
    steps.element("availability", vec![("status", status.unwrap_or("unknown").into())], |steps| {
        if rights.is_empty() {
            return steps.made_element("p", vec![], "The source states no licence; who holds the rights is not known.");
        }
        rights.iter().enumerate().try_for_each(|(index, stated)| {
            let mut attributes = vec![id(&format!("rights.{}", index + 1))];
            attributes.extend(some("target", stated.target.as_deref()));
            let name = if stated.is_licence { "licence" } else { "p" };
            steps.phrase_element(name, attributes, &stated.phrases)
        })
    })
}

/// Guidelines, HD3.
fn source_description<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("sourceDesc", vec![], |steps| {
        let kind = ("type", Cow::Borrowed("digital"));
        if header.edition.is_empty() && header.sources.is_empty() && header.edition_notes.is_empty() {
            steps.element("bibl", vec![kind], |steps| {
                steps.made("Plain transcript ").and_then(|()| steps.made(&header.file_name))
            })?;
        } else {
            steps.element("bibl", vec![kind], |steps| {
                if !header.edition.is_empty() {
                    steps.phrase_element("bibl", vec![id("edition")], &header.edition)?;
                }
                for (index, source) in header.sources.iter().enumerate() {
                    let attributes = vec![id(&format!("source.{}", index + 1)), ("type", "source".into())];
                    steps.phrase_element("bibl", attributes, source)?;
                }
                if let Some(number) = &header.edition_number {
                    steps.made_element("idno", vec![("type", "document".into())], number)?;
                }
                for (index, note) in header.edition_notes.iter().enumerate() {
                    let attributes = vec![id(&format!("note.{}", index + 1)), ("type", note.kind.as_str().into())];
                    steps.phrase_element("note", attributes, &note.phrases)?;
                }
                Ok(())
            })?;
        }
        header.bibliography.iter().try_for_each(|source| steps.made_element("bibl", vec![], source))?;
        header.manuscripts.iter().try_for_each(|manuscript| manuscript_description(manuscript, steps))
    })
}

/// Guidelines, MSDESC: what the citation says of the archive's object, and no more.
fn manuscript_description<E>(manuscript: &Manuscript, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("msDesc", vec![], |steps| {
        steps.element("msIdentifier", vec![], |steps| {
            let parts = [
                ("country", &manuscript.country),
                ("settlement", &manuscript.settlement),
                ("institution", &manuscript.institution),
                ("repository", &manuscript.repository),
                ("collection", &manuscript.collection),
            ];
            for (name, part) in parts {
                part.iter().try_for_each(|part| steps.made_element(name, vec![], part))?;
            }
            match &manuscript.shelfmark {
                Some(shelfmark) => steps.made_element("idno", vec![("type", "shelfmark".into())], shelfmark),
                None => Ok(()),
            }
        })?;
        if let Some(language) = &manuscript.language {
            steps.element("msContents", vec![], |steps| {
                let attributes = vec![("mainLang", language.tag.as_str().into())];
                steps.made_element("textLang", attributes, &language.role)
            })?;
        }
        match &manuscript.date {
            Some(when) => steps.element("history", vec![], |steps| {
                steps
                    .element("origin", vec![], |steps| steps.made_element("origDate", vec![("when", when.as_str().into())], when))
            }),
            None => Ok(()),
        }
    })
}
