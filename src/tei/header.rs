//! Writes the header: every part that archives ask for; what is not known is said to be unknown.

use std::borrow::Cow;

use crate::tei::{
    document::{Creation, Declarations, ENCODER, Header, Manuscript, Person, PersonList, Phrase, Responsibility},
    steps::{Steps, some},
};

/// The version of this program, for `appInfo`.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Identifiers of the header begin with this, which no identifier made from a name does.
pub(super) const PREFIX: &str = "hd.";

fn id(name: &str) -> (&'static str, Cow<'static, str>) {
    ("xml:id", Cow::Owned(format!("{PREFIX}{name}")))
}

/// Writes `teiHeader` (Guidelines, HD11).
pub(super) fn write<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("teiHeader", vec![], |steps| {
        steps.element("fileDesc", vec![], |steps| {
            title_statement(header, steps)?;
            steps.element("editionStmt", vec![], |steps| {
                steps.made_element("edition", vec![("n", "1".into())], "First encoding")
            })?;
            publication_statement(header, steps)?;
            source_description(header, steps)
        })?;
        encoding_description(&header.declarations, steps)?;
        profile_description(header, steps)?;
        revision_description(header, steps)
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
        steps.made_element(if statement.is_person { "persName" } else { "name" }, vec![], &statement.name)
    })
}

/// Guidelines, HD24. The program does not know who will publish the file, and says so.
fn publication_statement<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("publicationStmt", vec![], |steps| {
        steps.made_element("publisher", vec![], NOT_STATED)?;
        match &header.revised {
            Some(when) => steps.made_element("date", vec![("when", when.as_str().into())], when)?,
            None => steps.made_element("date", vec![], NOT_STATED)?,
        }
        steps.made_element("idno", vec![("type", "filename".into())], &header.file_name)?;
        steps.element("availability", vec![("status", "unknown".into())], |steps| {
            steps.made_element("p", vec![], "The source states no licence; who holds the rights is not known.")
        })
    })
}

/// Guidelines, HD3.
fn source_description<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("sourceDesc", vec![], |steps| {
        let kind = ("type", Cow::Borrowed("digital"));
        if header.edition.is_empty() && header.edition_notes.is_empty() {
            steps.element("bibl", vec![kind], |steps| {
                steps.made("Plain transcript ").and_then(|()| steps.made(&header.file_name))
            })?;
        } else {
            steps.element("bibl", vec![kind], |steps| {
                steps.element("bibl", vec![id("edition")], |steps| steps.phrases(&header.edition))?;
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
        header.manuscripts.iter().try_for_each(|manuscript| manuscript_description(manuscript, steps))
    })
}

/// Guidelines, MSDESC: what the citation says of the archive's object, and no more.
fn manuscript_description<E>(manuscript: &Manuscript, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("msDesc", vec![], |steps| {
        steps.element("msIdentifier", vec![], |steps| {
            steps.made_element("repository", vec![], &manuscript.repository)?;
            if let Some(collection) = &manuscript.collection {
                steps.made_element("collection", vec![], collection)?;
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

/// Guidelines, HD5: what was done to the text, in sentences that hold for this document.
fn encoding_description<E>(declarations: &Declarations, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("encodingDesc", vec![], |steps| {
        declaration(
            "projectDesc",
            "Made from a plain transcript by a program. A receipt that belongs to this file tells where each byte of the \
             transcript went, and names the evidence for each inference.",
            steps,
        )?;
        let sampling = match declarations.keys.as_slice() {
            [] => "The whole transcript is encoded.".to_owned(),
            keys => format!(
                "The whole transcript is encoded. What stands in front of the record under these headings belongs to the edition \
                 in which it was read, and is given in this header: {}.",
                keys.join(", ")
            ),
        };
        declaration("samplingDecl", &sampling, steps)?;
        steps.element("editorialDecl", vec![], |steps| editorial_declarations(declarations, steps))?;
        categories(declarations, steps)?;
        steps.element("refsDecl", vec![], |steps| citation_structure(declarations, steps))?;
        steps.element("appInfo", vec![], |steps| {
            let attributes = vec![("ident", "teiwright".into()), ("version", VERSION.into())];
            steps.element("application", attributes, |steps| steps.made_element("label", vec![], "teiwright"))
        })
    })
}

fn declaration<E>(name: &'static str, text: &str, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element(name, vec![], |steps| steps.made_element("p", vec![], text))
}

fn editorial_declarations<E>(declarations: &Declarations, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    let page_joins = format!(
        "{} paragraphs that the transcript cuts at a blank line inside a sentence are joined; a pb with a degree of certainty marks each cut.",
        declarations.page_joins
    );
    let statements = [
        ("correction", true, "No reading is corrected."),
        ("normalization", true, "No spelling is changed."),
        (
            "normalization",
            declarations.joins_lines,
            "The lines of a paragraph are joined; their ends are kept as line ends in the file.",
        ),
        ("normalization", declarations.page_joins > 0, page_joins.as_str()),
        (
            "quotation",
            declarations.has_quotations,
            "Quotation marks are kept as characters inside the element that they delimit.",
        ),
        ("hyphenation", declarations.has_line_end_hyphens, "Hyphens at the ends of lines are kept."),
        (
            "segmentation",
            declarations.has_speeches,
            "A sp runs from one speaker's label to the next label or to the closer; paragraphs without a label belong to the last \
             labeled speaker. A label is kept as it stands in speaker.",
        ),
        (
            "interpretation",
            declarations.has_insertions,
            "Insertions in square brackets that explain are note, and keep their brackets; statements that something cannot be read \
             or heard are gap. Names are given in the list of persons, and are not tagged in the text.",
        ),
    ];
    statements.into_iter().filter(|(_, holds, _)| *holds).try_for_each(|(name, _, text)| match name {
        "quotation" => steps.element(name, vec![("marks", "all".into())], |steps| steps.made_element("p", vec![], text)),
        name => declaration(name, text, steps),
    })
}

fn categories<E>(declarations: &Declarations, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    if declarations.categories.is_empty() {
        return Ok(());
    }
    steps.element("classDecl", vec![], |steps| {
        steps.element("taxonomy", vec![id("paragraphs")], |steps| {
            declarations.categories.iter().try_for_each(|(name, description)| {
                steps.element("category", vec![id(name)], |steps| steps.made_element("catDesc", vec![], description))
            })
        })
    })
}

/// Guidelines, SACRCS: a passage is cited as division, speech and paragraph: `1.5.2`.
fn citation_structure<E>(declarations: &Declarations, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    let attributes = |unit: &'static str, path: &'static str, delimiter: Option<&'static str>| {
        let mut attributes = vec![("unit", unit.into()), ("match", path.into()), ("use", "position()".into())];
        attributes.extend(some("delim", delimiter));
        attributes
    };
    steps.element("citeStructure", attributes("division", "/TEI/text/body/div", None), |steps| {
        if declarations.has_speeches {
            steps.element("citeStructure", attributes("speech", "sp", Some(".")), |steps| {
                steps.element("citeStructure", attributes("paragraph", "p", Some(".")), |_| Ok(()))
            })?;
        }
        steps.element("citeStructure", attributes("paragraph", "p", Some("-")), |_| Ok(()))
    })
}

/// Guidelines, HD4.
fn profile_description<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("profileDesc", vec![], |steps| {
        if let Some(creation) = &header.creation {
            steps.element("creation", vec![], |steps| creation_date(creation, steps))?;
        }
        if !header.summary.is_empty() {
            steps.element("abstract", vec![id("summary")], |steps| {
                header.summary.iter().try_for_each(|paragraph| steps.phrase_element("p", vec![], paragraph))
            })?;
        }
        steps.element("langUsage", vec![], |steps| {
            header.languages.iter().try_for_each(|language| {
                steps.made_element("language", vec![("ident", language.tag.as_str().into())], &language.role)
            })
        })?;
        if !header.keywords.is_empty() {
            steps.element("textClass", vec![], |steps| {
                steps.element("keywords", vec![], |steps| {
                    header.keywords.iter().try_for_each(|keyword| steps.made_element("term", vec![], keyword))
                })
            })?;
        }
        if !header.participants.is_empty() {
            steps.element("particDesc", vec![], |steps| {
                header.participants.iter().try_for_each(|list| person_list(list, steps))
            })?;
        }
        setting(header, steps)
    })
}

fn creation_date<E>(creation: &Creation, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    let attributes = vec![id("date"), ("when", creation.when.as_str().into()), ("cert", creation.certainty.as_str().into())];
    steps.element("date", attributes, |steps| match creation.phrases.as_slice() {
        [] => steps.made(&creation.when),
        phrases => steps.phrases(phrases),
    })
}

fn setting<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    if header.creation.is_none() && header.locale.is_none() {
        return Ok(());
    }
    steps.element("settingDesc", vec![], |steps| {
        steps.element("setting", vec![], |steps| {
            if let Some(creation) = &header.creation {
                steps.made_element("date", vec![("when", creation.when.as_str().into())], &creation.when)?;
            }
            match &header.locale {
                Some(locale) => steps.made_element("locale", vec![], locale),
                None => Ok(()),
            }
        })
    })
}

fn person_list<E>(list: &PersonList, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("listPerson", vec![("type", list.kind.into())], |steps| {
        list.persons.iter().try_for_each(|someone| person(someone, steps))
    })
}

/// Guidelines, NDPERSE.
fn person<E>(person: &Person, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    let name = if person.is_group { "personGrp" } else { "person" };
    steps.element(name, vec![("xml:id", person.id.as_str().into())], |steps| {
        for (kind, form) in &person.names {
            steps.made_element("persName", some("type", *kind).into_iter().collect(), form)?;
        }
        for (occupation, resp) in &person.occupations {
            steps.made_element("occupation", some("resp", *resp).into_iter().collect(), occupation)?;
        }
        Ok(())
    })
}

/// Guidelines, HD6. Without a date the change is stated all the same: a program reads no clock.
fn revision_description<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("revisionDesc", vec![], |steps| {
        let mut attributes: Vec<_> = some("when", header.revised.as_deref()).into_iter().collect();
        attributes.extend([("status", "draft".into()), ("who", ENCODER.into())]);
        steps.made_element("change", attributes, "Converted from the plain transcript.")
    })
}

/// What a header that we write says of a publisher or a date that nothing states.
pub const NOT_STATED: &str = "not stated";

/// The header's element for phrases that stand in for the title where the source has none.
pub fn untitled(file_name: &str) -> Vec<Phrase> {
    vec![Phrase::Text(crate::tei::document::Written::Made(Cow::Owned(file_name.to_owned())))]
}
