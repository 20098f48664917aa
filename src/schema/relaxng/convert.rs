//! From one notation to the other.

use std::rc::Rc;

use crate::{
    schema::relaxng::{
        SchemaError,
        ast::{Component, ComponentKind, Include, Keep, Pattern, PatternKind, Place},
        compact, read, write_xml,
    },
    source::Source,
};

/// A notation of RELAX NG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// The XML syntax (`.rng`).
    Xml,
    /// The compact syntax (`.rnc`).
    Compact,
}

impl Notation {
    /// The ending of the names of files in this notation, with its dot.
    pub fn suffix(self) -> &'static str {
        match self {
            Notation::Xml => ".rng",
            Notation::Compact => ".rnc",
        }
    }

    /// The other notation.
    pub fn other(self) -> Notation {
        match self {
            Notation::Xml => Notation::Compact,
            Notation::Compact => Notation::Xml,
        }
    }
}

/// Writes a schema of one file in the notation `to`, whichever of the two it is in.
///
/// Annotations come along, comments do not. Files that are included are not looked at: a reference to one is written as it
/// stands, but for its ending, which changes from `.rnc` to `.rng` or from `.rng` to `.rnc`, so that each file of a schema can be
/// converted by itself.
///
/// # Errors
/// What the reader finds at fault, and annotations that XML has no place for; `source_text` is set.
///
/// ```
/// use teiwright::{schema::relaxng::{Notation, convert}, source::Source};
///
/// let source = Source::from_text("sp.rnc", "element sp { attribute who { text }?, external \"p.rnc\" }");
/// let xml = convert(&source, Notation::Xml)?;
/// assert!(xml.contains("<attribute name=\"who\"/>") && xml.contains("<externalRef href=\"p.rng\"/>"));
/// # Ok::<(), teiwright::schema::SchemaError>(())
/// ```
pub fn convert(source: &Source, to: Notation) -> Result<String, SchemaError> {
    let with_text = |mut error: SchemaError| {
        error.source_text = Some(Box::new(source.clone()));
        error
    };
    let mut file = read(source, 0, Keep::Annotations).map_err(with_text)?;
    retarget(&mut file.pattern, to);
    match to {
        Notation::Compact => Ok(compact::write(&file)),
        Notation::Xml => write_xml(&file).map_err(|error| {
            let help = "the schema has a part that no XML document can carry; its annotations are the likeliest place";
            with_text(SchemaError::new("3", Place { file: 0, span: source.span() }, error.to_string(), help))
        }),
    }
}

/// Gives the references to other files the ending of a notation.
fn retarget(pattern: &mut Pattern, to: Notation) {
    match &mut pattern.kind {
        PatternKind::ExternalRef(include) => rename(include, to),
        PatternKind::Grammar(components) => retarget_components(components, to),
        PatternKind::Attribute(_, Some(content)) => retarget(content, to),
        PatternKind::Element(_, content)
        | PatternKind::Group(content)
        | PatternKind::Interleave(content)
        | PatternKind::Choice(content)
        | PatternKind::Optional(content)
        | PatternKind::ZeroOrMore(content)
        | PatternKind::OneOrMore(content)
        | PatternKind::List(content)
        | PatternKind::Mixed(content) => content.iter_mut().for_each(|pattern| retarget(pattern, to)),
        _ => {}
    }
}

fn retarget_components(components: &mut [Component], to: Notation) {
    for component in components {
        match &mut component.kind {
            ComponentKind::Define { patterns, .. } => patterns.iter_mut().for_each(|pattern| retarget(pattern, to)),
            ComponentKind::Div(components) => retarget_components(components, to),
            ComponentKind::Include(include, components) => {
                rename(include, to);
                retarget_components(components, to);
            }
        }
    }
}

fn rename(include: &mut Include, to: Notation) {
    if let Some(stem) = include.href.strip_suffix(to.other().suffix()) {
        include.href = Rc::from(format!("{stem}{}", to.suffix()));
    }
}
