//! What can be cited: `refsDecl/citeStructure` (TEI P5, 3.11.4), followed over the text.

use rustc_hash::FxHashSet;

use crate::{
    archive::Path,
    pack::Names,
    span::Span,
    tei::{self, label, tei, words},
    xml::{Node, Tree},
};

/// The most levels of a citation tree.
const LEVELS: usize = 8;

/// What can be cited in a text; empty where it declares nothing that can be followed.
#[derive(Debug, Default)]
pub(super) struct Citation<'t> {
    pub structure: Vec<Structure>,
    /// The units in the order of the text, each before those below it.
    pub units: Vec<Unit<'t>>,
}

/// A kind of unit: a `citeStructure`.
#[derive(Debug)]
pub(super) struct Structure {
    /// What it is called.
    pub unit: String,
    path: Path,
    name: Name,
    delimiter: String,
    pub below: Vec<Structure>,
}

/// What names a unit among its siblings.
#[derive(Debug)]
enum Name {
    Position,
    Attribute(Path),
}

/// A citable unit.
#[derive(Debug)]
pub(super) struct Unit<'t> {
    /// Its reference.
    pub identifier: String,
    /// What kind of unit it is.
    pub kind: String,
    /// How deep it stands, from 1.
    pub level: usize,
    /// The unit above, by number.
    pub parent: Option<usize>,
    /// The number of the first unit after it that is not below it.
    pub end: usize,
    /// Its heading or label.
    pub title: Option<String>,
    pub element: Node<'t>,
}

/// Why a text cannot be cited.
#[derive(Debug)]
pub(super) struct CiteError {
    pub reason: String,
    pub span: Option<Span>,
}

/// Reads the first declaration of citations, and follows it.
///
/// # Errors
/// [`CiteError`] where there is none, or it cannot be followed.
pub(super) fn read<'t>(tree: &'t Tree<'_>) -> Result<Citation<'t>, CiteError> {
    let declared = tree.elements().find(|it| it.has_tag_name(tei("refsDecl")) && structures(*it).next().is_some());
    let Some(declared) = declared else {
        return Err(CiteError { reason: "its header has no `citeStructure`".to_owned(), span: None });
    };
    let structure = structures(declared).map(|it| structure(tree, it, 1)).collect::<Result<Vec<_>, _>>()?;
    let span = tree.name_span(declared);
    let mut walk = Walk { units: Vec::new(), taken: FxHashSet::default(), names: Names::default(), span };
    walk.below(tree.root(), &structure, None)?;
    Ok(Citation { structure, units: walk.units })
}

fn structures<'t>(element: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    element.children().filter(|it| it.has_tag_name(tei("citeStructure")))
}

fn structure(tree: &Tree<'_>, element: Node<'_>, level: usize) -> Result<Structure, CiteError> {
    let error = |reason: String| CiteError { reason, span: Some(tree.name_span(element)) };
    if level > LEVELS {
        return Err(error(format!("`citeStructure` has more than {LEVELS} levels")));
    }
    let attribute = |name: &str| element.attribute(name).map(str::trim);
    let path = attribute("match").ok_or_else(|| error("`citeStructure` has no `@match`".to_owned()))?;
    // The first level begins at the root, the others at what stands above.
    let steps = match (level, path.strip_prefix("//"), path.strip_prefix('/')) {
        (1, Some(_), _) => path,
        (1, None, Some(steps)) => steps,
        (1, None, None) => return Err(error(format!("`@match` is `{path}`, which does not begin at the root: `/TEI/text`"))),
        _ if path.starts_with(".//") => &path[1..],
        _ => path.strip_prefix("./").unwrap_or(path),
    };
    let path = Path::parse(steps).map_err(|it| error(it.to_string()))?;
    if path.is_attribute() {
        return Err(error("`@match` leads to an attribute".to_owned()));
    }
    let name = match attribute("use") {
        Some("position()") => Name::Position,
        Some(name) if name.starts_with('@') => Name::Attribute(Path::parse(name).map_err(|it| error(it.to_string()))?),
        Some(other) => return Err(error(format!("`@use` is `{other}`, which is neither `position()` nor an attribute"))),
        None => return Err(error("`citeStructure` has no `@use`".to_owned())),
    };
    Ok(Structure {
        unit: attribute("unit").unwrap_or("unit").to_owned(),
        path,
        name,
        delimiter: element.attribute("delim").unwrap_or_default().to_owned(),
        below: structures(element).map(|it| structure(tree, it, level + 1)).collect::<Result<_, _>>()?,
    })
}

/// A walk over the units.
struct Walk<'t> {
    units: Vec<Unit<'t>>,
    taken: FxHashSet<String>,
    /// The references as names of files.
    names: Names,
    /// Where the citations are declared.
    span: Span,
}

impl<'t> Walk<'t> {
    /// Adds the units below an element, and those below them.
    fn below(&mut self, from: Node<'t>, structure: &[Structure], parent: Option<usize>) -> Result<(), CiteError> {
        let mut found = Vec::new();
        for kind in structure {
            let elements = kind.path.elements(from);
            found.extend(elements.into_iter().enumerate().map(|(index, element)| (element, index + 1, kind)));
        }
        found.sort_by_key(|(element, ..)| element.range().start);
        let (prefix, level) =
            parent.map_or((String::new(), 1), |at| (self.units[at].identifier.clone(), self.units[at].level + 1));
        for (element, position, kind) in found {
            let name = match &kind.name {
                Name::Position => position.to_string(),
                Name::Attribute(path) => match path.attributes(element).first() {
                    Some(value) => value.value().trim().to_owned(),
                    // What has no name is not cited.
                    None => continue,
                },
            };
            let delimiter = if parent.is_some() { kind.delimiter.as_str() } else { "" };
            let identifier = format!("{prefix}{delimiter}{name}");
            self.take(&identifier)?;
            let at = self.units.len();
            let title = title(element);
            self.units.push(Unit { identifier, kind: kind.unit.clone(), level, parent, end: at, title, element });
            self.below(element, &kind.below, Some(at))?;
            self.units[at].end = self.units.len();
        }
        Ok(())
    }

    /// Takes a reference, which is the name of a file too.
    fn take(&mut self, identifier: &str) -> Result<(), CiteError> {
        let error = |reason: String| CiteError { reason, span: Some(self.span) };
        if !self.taken.insert(identifier.to_owned()) {
            return Err(error(format!("the reference `{identifier}` stands for more than one unit")));
        }
        if identifier.contains('/') {
            return Err(error(format!("the reference `{identifier}` has a slash, which no name of a file has")));
        }
        self.names.take(identifier).map_err(|it| error(format!("the reference `{identifier}` is no name for a file: {it}")))
    }
}

/// What a unit is called in the text: its heading, or who speaks.
fn title(element: Node<'_>) -> Option<String> {
    let text = if tei::is_division(element) {
        label(element)
    } else {
        element.children().find(|it| it.has_tag_name(tei("speaker"))).map(words).unwrap_or_default()
    };
    (!text.is_empty()).then_some(text)
}
