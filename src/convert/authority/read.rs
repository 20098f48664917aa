//! Authority files: the `listPerson`, `listPlace` and `listOrg` of TEI, and CSV.

use crate::{
    convert::authority::{AuthorityEntry, AuthorityKind},
    diagnostic::quote,
    settings::{SettingsError, Table},
    source::Source,
    tei::{XML_ID, tei},
    xml::{self, Node, ReadError},
};

/// The columns for numbers elsewhere, each with the `@type` of its `idno`.
const NUMBERS: &[(&str, &str)] = &[
    ("viaf", "VIAF"),
    ("wikidata", "Wikidata"),
    ("gnd", "GND"),
    ("lccn", "LCCN"),
    ("isni", "ISNI"),
    ("orcid", "ORCID"),
    ("geonames", "GeoNames"),
    ("ror", "ROR"),
    ("uri", "URI"),
];

/// Why an authority file in TEI cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadAuthorityError {
    /// It is not well-formed.
    #[error("the file is not well-formed")]
    Read(#[from] ReadError),
    /// It has no list.
    #[error("there is no `person`, `place` or `org` with a name in it")]
    Empty,
}

/// Reads the persons, places and organizations of a TEI document.
///
/// # Errors
/// [`ReadAuthorityError`] where it is not well-formed, or holds none with a name.
pub fn read_tei(source: &Source) -> Result<Vec<AuthorityEntry>, ReadAuthorityError> {
    let tree = xml::parse(source)?;
    let kinds = [
        ("person", "persName", AuthorityKind::Person),
        ("personGrp", "persName", AuthorityKind::Person),
        ("place", "placeName", AuthorityKind::Place),
        ("org", "orgName", AuthorityKind::Organization),
    ];
    let mut entries = Vec::new();
    for node in tree.elements() {
        let Some((_, name, kind)) = kinds.into_iter().find(|(element, ..)| node.has_tag_name(tei(element))) else { continue };
        let named = |child: &Node<'_>| child.has_tag_name(tei(name)) || child.has_tag_name(tei("name"));
        let names: Vec<String> =
            node.children().filter(named).map(|child| words(&child)).filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            continue;
        }
        let numbers = node.children().filter(|child| child.has_tag_name(tei("idno")));
        let identifiers = numbers.map(|child| (child.attribute("type").unwrap_or("URI").to_owned(), words(&child)));
        let id = node.attribute(XML_ID).unwrap_or_default().to_owned();
        entries.push(AuthorityEntry {
            kind,
            id,
            names,
            identifiers: identifiers.filter(|(_, number)| !number.is_empty()).collect(),
        });
    }
    if entries.is_empty() { Err(ReadAuthorityError::Empty) } else { Ok(entries) }
}

/// The words of an element; those of its parts stand apart.
fn words(node: &Node<'_>) -> String {
    let texts: Vec<&str> = node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
    let has_space = texts
        .iter()
        .any(|text| text.trim().is_empty() || text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace));
    let all = if has_space { texts.concat() } else { texts.join(" ") };
    all.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// Reads the rows of a CSV file: `kind`, `name`, and perhaps `id`, `names` and numbers.
///
/// # Errors
/// [`SettingsError`] for a column that is not known, a row without a name, and a kind that there is not.
pub fn read_rows(rows: Vec<Table<'static>>) -> Result<Vec<AuthorityEntry>, SettingsError> {
    rows.into_iter().map(row).collect()
}

fn row(mut row: Table<'static>) -> Result<AuthorityEntry, SettingsError> {
    let span = row.span();
    let kind = match row.text("kind")? {
        Some(kind) => match kind.value.to_lowercase().as_str() {
            "person" => AuthorityKind::Person,
            "place" => AuthorityKind::Place,
            "organization" | "organisation" | "org" => AuthorityKind::Organization,
            _ => {
                let message = format!("{} is no kind", quote(&kind.value));
                return Err(SettingsError::new(kind.span, message).help("expected `person`, `place` or `organization`"));
            }
        },
        None => AuthorityKind::Person,
    };
    let id = row.text("id")?.map(|id| id.value).unwrap_or_default();
    let name = row.text("name")?;
    let others = row.texts("names")?;
    let mut identifiers = Vec::new();
    for (column, kind) in NUMBERS {
        identifiers.extend(row.text(column)?.map(|number| ((*kind).to_owned(), number.value)));
    }
    row.finish()?;
    let names: Vec<String> = name.into_iter().chain(others).map(|name| name.value).collect();
    let is_carried = |text: &String| text.chars().all(xml::is_xml_char);
    if names.is_empty() {
        return Err(SettingsError::new(span, "the row has no name").help("give it in the column `name`"));
    }
    if !names.iter().chain([&id]).chain(identifiers.iter().map(|(_, number)| number)).all(is_carried) {
        return Err(SettingsError::new(span, "the row has a character that XML cannot carry"));
    }
    Ok(AuthorityEntry { kind, id, names, identifiers })
}
