//! Writes the header: every part that archives ask for; what is not known is said to be unknown.

use std::borrow::Cow;

use crate::tei::{
    document::{Certainty, Creation, Declarations, ENCODER, Header, Phrase},
    file_description, lists,
    steps::{Steps, some},
};

/// The version of this program, for `appInfo`.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Identifiers of the header begin with this, which no identifier made from a name does.
pub(super) const PREFIX: &str = "hd.";

pub(super) fn id(name: &str) -> (&'static str, Cow<'static, str>) {
    ("xml:id", Cow::Owned(format!("{PREFIX}{name}")))
}

/// Writes `teiHeader` (Guidelines, HD11).
pub(super) fn write<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("teiHeader", vec![], |steps| {
        file_description::write(header, steps)?;
        encoding_description(&header.declarations, &header.project, steps)?;
        profile_description(header, steps)?;
        revision_description(header, steps)
    })
}

/// Guidelines, HD5: what was done to the text, in sentences that hold for this document.
fn encoding_description<E>(declarations: &Declarations, project: &[String], steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("encodingDesc", vec![], |steps| {
        steps.element("projectDesc", vec![], |steps| {
            let made = "Made from a plain transcript by a program. A receipt that belongs to this file tells where each byte of the \
                        transcript went, and names the evidence for each inference.";
            let stated = project.iter().map(String::as_str);
            stated.chain([made]).try_for_each(|text| steps.made_element("p", vec![], text))
        })?;
        let sampling = match declarations.keys.as_slice() {
            [] => "The whole transcript is encoded.".to_owned(),
            keys => format!(
                "The whole transcript is encoded. What stands around the record under these headings belongs to the edition in \
                 which it was read, and is given in this header: {}.",
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
    let insertions = match declarations.tags_names {
        true => {
            "Insertions in square brackets that explain are note, and keep their brackets; statements that something cannot be read or \
             heard are gap."
        }
        false => {
            "Insertions in square brackets that explain are note, and keep their brackets; statements that something cannot be read or \
             heard are gap. Names are given in the list of persons, and are not tagged in the text."
        }
    };
    let statements = [
        ("correction", true, "No reading is corrected."),
        ("normalization", true, "No spelling is changed."),
        (
            "normalization",
            declarations.joins_lines,
            "The lines of a paragraph are joined; their ends are kept as line ends in the file.",
        ),
        (
            "normalization",
            declarations.has_line_numbers,
            "The numbers of lines are given by lb, or by l in verse; those of lines without words are left out.",
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
        ("interpretation", declarations.has_insertions, insertions),
        (
            "interpretation",
            declarations.tags_names,
            "Names that an authority file has are tagged in the text where they mean one entry of it, and point to the lists in this \
             header; other names are not tagged.",
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
        if !header.stated_summary.is_empty() {
            steps.element("abstract", vec![], |steps| {
                header.stated_summary.iter().try_for_each(|paragraph| steps.made_element("p", vec![], paragraph))
            })?;
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
        if !header.participants.is_empty() || !header.organizations.is_empty() {
            steps.element("particDesc", vec![], |steps| {
                header.participants.iter().try_for_each(|list| lists::person_list(list, steps))?;
                lists::item_list(&lists::ORGANIZATIONS, &header.organizations, steps)
            })?;
        }
        setting(header, steps)
    })
}

fn creation_date<E>(creation: &Creation, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    let mut attributes = vec![id("date")];
    attributes.extend(some("when", creation.when.as_deref()));
    attributes.extend(some("cert", creation.certainty.map(Certainty::as_str)));
    steps.element("date", attributes, |steps| match creation.phrases.as_slice() {
        [] => steps.made(creation.when.as_deref().unwrap_or(NOT_STATED)),
        phrases => steps.phrases(phrases),
    })
}

fn setting<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    let has_date = header.creation.as_ref().is_some_and(|creation| creation.when.is_some());
    let has_setting = has_date || header.locale.is_some() || header.time.is_some();
    if !has_setting && header.places.is_empty() {
        return Ok(());
    }
    steps.element("settingDesc", vec![], |steps| {
        if has_setting {
            setting_itself(header, steps)?;
        }
        lists::item_list(&lists::PLACES, &header.places, steps)
    })
}

fn setting_itself<E>(header: &Header, steps: &mut Steps<'_, '_, E>) -> Result<(), E> {
    steps.element("setting", vec![], |steps| {
        if let Some(when) = header.creation.as_ref().and_then(|creation| creation.when.as_deref()) {
            steps.made_element("date", vec![("when", when.into())], when)?;
        }
        if let Some(time) = &header.time {
            steps.made_element("time", vec![], time)?;
        }
        match &header.locale {
            Some(locale) => steps.made_element("locale", vec![], locale),
            None => Ok(()),
        }
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
