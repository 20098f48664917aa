//! Which definitions a grammar has: its own, those of the files that it includes, and which stand in place of others (4.7, 4.17).

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Combine, Component, ComponentKind, Include, Pattern, PatternKind, Place},
        limits::PATTERN_LIMIT,
        simplify::{load::Files, nodes::too_many},
    },
};

/// The definitions of one grammar.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    /// `start` has no name. In the order in which their names are first written.
    pub definitions: Vec<(Option<&'a str>, Parts<'a>)>,
    by_name: FxHashMap<Option<&'a str>, usize>,
}

/// The definitions of one name.
pub(super) struct Parts<'a> {
    pub list: Vec<Part<'a>>,
    /// How they are put together, where one says it.
    pub combine: Option<Combine>,
    has_plain: bool,
}

/// One definition.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub patterns: &'a [Pattern],
    /// The namespace of names that state none.
    pub inherited: &'a str,
    pub place: Place,
}

/// The definitions in an `include`, and whether the included file has what each stands in place of.
type Overrides<'a> = FxHashMap<Option<&'a str>, (Place, bool)>;

/// Gathers the definitions of a grammar. `size` counts what was gathered for the whole schema.
///
/// # Errors
/// Breaches of 4.7 and 4.17.
pub(super) fn gather<'a>(
    files: &'a Files<'_>,
    components: &'a [Component],
    inherited: &'a str,
    size: &mut usize,
) -> Result<Gathered<'a>, SchemaError> {
    let mut gatherer = Gatherer { files, size, gathered: Gathered::default(), overrides: Vec::new() };
    gatherer.components(components, inherited)?;
    Ok(gatherer.gathered)
}

struct Gatherer<'a, 's, 'b> {
    files: &'a Files<'s>,
    size: &'b mut usize,
    gathered: Gathered<'a>,
    /// Those in force, from the outermost include to the innermost.
    overrides: Vec<Overrides<'a>>,
}

impl<'a> Gatherer<'a, '_, '_> {
    /// Depth is bounded by the depth of each file and of the includes.
    fn components(&mut self, components: &'a [Component], inherited: &'a str) -> Result<(), SchemaError> {
        for component in components {
            *self.size += 1;
            if *self.size > PATTERN_LIMIT {
                return Err(too_many(component.place));
            }
            match &component.kind {
                ComponentKind::Define { name, combine, patterns } => {
                    let part = Part { patterns, inherited, place: component.place };
                    self.define(name.as_deref(), *combine, part)?;
                }
                ComponentKind::Div(inner) => self.components(inner, inherited)?,
                ComponentKind::Include(include, overrides) => self.include(include, overrides, component.place, inherited)?,
            }
        }
        Ok(())
    }

    fn define(&mut self, name: Option<&'a str>, combine: Option<Combine>, part: Part<'a>) -> Result<(), SchemaError> {
        if let Some((_, is_used)) = self.overrides.iter_mut().rev().find_map(|overrides| overrides.get_mut(&name)) {
            *is_used = true;
            return Ok(());
        }
        let gathered = &mut self.gathered;
        let index = *gathered.by_name.entry(name).or_insert(gathered.definitions.len());
        if index == gathered.definitions.len() {
            gathered.definitions.push((name, Parts { list: Vec::new(), combine: None, has_plain: false }));
        }
        let parts = &mut gathered.definitions[index].1;
        match (combine, parts.combine) {
            (None, _) if parts.has_plain => return Err(defined_twice(name, part.place)),
            (None, _) => parts.has_plain = true,
            (Some(one), Some(other)) if one != other => return Err(combined_twice(name, part.place)),
            (Some(_), _) => parts.combine = combine,
        }
        parts.list.push(part);
        Ok(())
    }

    /// 4.7
    fn include(
        &mut self,
        include: &'a Include,
        overrides: &'a [Component],
        place: Place,
        inherited: &'a str,
    ) -> Result<(), SchemaError> {
        let PatternKind::Grammar(included) = &self.files.pattern(self.files.target(place)).kind else {
            let message = format!("{} holds no `grammar`", quote(&include.href));
            return Err(SchemaError::new("4.7", place, message, "refer to a grammar, or use `externalRef` for a pattern"));
        };
        // The definitions of the include are those of this file, and outer includes may stand in place of them again.
        self.components(overrides, inherited)?;
        let mut names = Overrides::default();
        collect(overrides, &mut names);
        self.overrides.push(names);
        self.components(included, include.namespace.as_deref().unwrap_or(inherited))?;
        let names = self.overrides.pop().unwrap_or_default();
        let unused = names.iter().filter(|(_, (_, is_used))| !is_used).min_by_key(|(_, (place, _))| *place);
        match unused {
            None => Ok(()),
            Some((name, (place, _))) => {
                let message = format!("{} stands in place of nothing in {}", title(*name), quote(&include.href));
                Err(SchemaError::new("4.7", *place, message, "move it out of the `include`, or correct its name"))
            }
        }
    }
}

/// The names that the definitions in an `include` have.
fn collect<'a>(components: &'a [Component], names: &mut Overrides<'a>) {
    for component in components {
        match &component.kind {
            ComponentKind::Define { name, .. } => {
                names.entry(name.as_deref()).or_insert((component.place, false));
            }
            ComponentKind::Div(inner) => collect(inner, names),
            ComponentKind::Include(..) => {}
        }
    }
}

fn title(name: Option<&str>) -> String {
    name.map_or("`start`".to_owned(), |name| format!("the definition {}", quote(name)))
}

fn defined_twice(name: Option<&str>, place: Place) -> SchemaError {
    let message = format!("{} stands twice without `combine`", title(name));
    SchemaError::new("4.17", place, message, "add `combine=\"choice\"` or `combine=\"interleave\"` to all but one, or delete one")
}

fn combined_twice(name: Option<&str>, place: Place) -> SchemaError {
    let message = format!("{} is combined in two ways", title(name));
    SchemaError::new("4.17", place, message, "write the same `combine` on all definitions of one name")
}
