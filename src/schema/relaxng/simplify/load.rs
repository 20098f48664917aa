//! The files of a schema: each is read once, however often it is included (4.6, 4.7).

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        Resolved, Resolver, SchemaError,
        ast::{Component, ComponentKind, Include, Keep, Pattern, PatternKind, Place, SchemaFile},
        join,
        limits::{FILE_LIMIT, INCLUDE_DEPTH_LIMIT},
        schema::read,
    },
    source::Source,
};

/// All files of a schema; the first is the one that was asked for.
pub(in super::super) struct Files<'s> {
    list: Vec<File<'s>>,
    /// What a reference refers to, by its file and where it begins.
    targets: FxHashMap<(u32, usize), u32>,
}

struct File<'s> {
    /// Nothing until it is read, and for a file that cannot be.
    syntax: Option<SchemaFile>,
    /// The name that the resolver gave, which tells one file from another.
    name: String,
    source: Cow<'s, Source>,
    references: Vec<Reference>,
}

/// A reference to another file that was read.
#[derive(Clone, Copy)]
struct Reference {
    target: u32,
    place: Place,
    section: &'static str,
}

impl Files<'_> {
    /// The pattern of a file.
    pub(super) fn pattern(&self, file: u32) -> &Pattern {
        let syntax = self.list[file as usize].syntax.as_ref();
        &syntax.expect("every file is read before the schema is translated").pattern
    }

    /// The file that the reference at a place refers to.
    pub(super) fn target(&self, place: Place) -> u32 {
        *self.targets.get(&key(place)).expect("every reference was followed when the files were read")
    }

    /// Gives a fault the text that it speaks of.
    pub(in super::super) fn explain(&self, mut error: SchemaError) -> SchemaError {
        let file = self.list.get(error.place.file as usize);
        error.source_text = file.map(|file| Box::new(file.source.clone().into_owned()));
        error
    }
}

fn key(place: Place) -> (u32, usize) {
    (place.file, place.span.start)
}

/// Reads a schema and every file that it refers to.
///
/// # Errors
/// What keeps a file from being read, with the text of the file that has the fault: for a file that cannot be had, the one that
/// asks for it.
pub(in super::super) fn load<'s>(source: &'s Source, resolver: &dyn Resolver) -> Result<Files<'s>, SchemaError> {
    let mut files = Files { list: Vec::new(), targets: FxHashMap::default() };
    match read_all(&mut files, source, resolver).and_then(|()| check_cycles(&files)) {
        Ok(()) => Ok(files),
        Err(error) => Err(files.explain(error)),
    }
}

fn read_all<'s>(files: &mut Files<'s>, source: &'s Source, resolver: &dyn Resolver) -> Result<(), SchemaError> {
    let mut by_name: FxHashMap<String, u32> = FxHashMap::default();
    by_name.insert(source.name().to_owned(), 0);
    let root = File { syntax: None, name: source.name().to_owned(), source: Cow::Borrowed(source), references: Vec::new() };
    files.list.push(root);
    let mut next = 0;
    while let Some(file) = files.list.get(next) {
        let number = u32::try_from(next).expect("FILE_LIMIT is below four billion");
        let syntax = read(&file.source, number, Keep::Patterns)?;
        let mut found = Vec::new();
        references(&syntax.pattern, &mut found);
        let mut edges = Vec::with_capacity(found.len());
        for (include, place, section) in found {
            let resolved = resolve(include, place, section, &files.list[next].name, resolver)?;
            let target = match by_name.get(&resolved.name) {
                Some(&target) => target,
                None if files.list.len() >= FILE_LIMIT => return Err(too_many(place)),
                None => {
                    let target = u32::try_from(files.list.len()).expect("FILE_LIMIT is below four billion");
                    by_name.insert(resolved.name.clone(), target);
                    let source = Cow::Owned(resolved.source);
                    files.list.push(File { syntax: None, name: resolved.name, source, references: Vec::new() });
                    target
                }
            };
            files.targets.insert(key(place), target);
            edges.push(Reference { target, place, section });
        }
        files.list[next].references = edges;
        files.list[next].syntax = Some(syntax);
        next += 1;
    }
    Ok(())
}

fn resolve(
    include: &Include,
    place: Place,
    section: &'static str,
    name: &str,
    resolver: &dyn Resolver,
) -> Result<Resolved, SchemaError> {
    let base = include.base.as_deref().map_or(Cow::Borrowed(name), |base| Cow::Owned(join(name, base)));
    resolver.resolve(&include.href, &base).map_err(|reason| {
        let message = format!("{} cannot be included: {reason}", quote(&include.href));
        SchemaError::new(section, place, message, "correct the reference, or put the file where it points to")
    })
}

fn too_many(place: Place) -> SchemaError {
    let message = format!("the schema has more than {FILE_LIMIT} files");
    SchemaError::new("", place, message, "put several files into one")
}

/// The references of a pattern to other files, in order.
fn references<'a>(pattern: &'a Pattern, found: &mut Vec<(&'a Include, Place, &'static str)>) {
    match &pattern.kind {
        PatternKind::Element(_, inner)
        | PatternKind::Group(inner)
        | PatternKind::Interleave(inner)
        | PatternKind::Choice(inner)
        | PatternKind::Optional(inner)
        | PatternKind::ZeroOrMore(inner)
        | PatternKind::OneOrMore(inner)
        | PatternKind::List(inner)
        | PatternKind::Mixed(inner) => inner.iter().for_each(|inner| references(inner, found)),
        PatternKind::Attribute(_, inner) => inner.iter().for_each(|inner| references(inner, found)),
        PatternKind::Data(data) => data.except.iter().flatten().for_each(|inner| references(inner, found)),
        PatternKind::ExternalRef(include) => found.push((include, pattern.place, "4.6")),
        PatternKind::Grammar(components) => components.iter().for_each(|component| component_references(component, found)),
        PatternKind::Ref(_)
        | PatternKind::ParentRef(_)
        | PatternKind::Empty
        | PatternKind::Text
        | PatternKind::NotAllowed
        | PatternKind::Value(_) => {}
    }
}

fn component_references<'a>(component: &'a Component, found: &mut Vec<(&'a Include, Place, &'static str)>) {
    match &component.kind {
        ComponentKind::Define { patterns, .. } => patterns.iter().for_each(|pattern| references(pattern, found)),
        ComponentKind::Div(inner) => inner.iter().for_each(|inner| component_references(inner, found)),
        ComponentKind::Include(include, inner) => {
            found.push((include, component.place, "4.7"));
            inner.iter().for_each(|inner| component_references(inner, found));
        }
    }
}

/// Finds files that include themselves, by however many steps, and rows of includes that are too long.
fn check_cycles(files: &Files<'_>) -> Result<(), SchemaError> {
    let mut is_done = vec![false; files.list.len()];
    let mut is_open = vec![false; files.list.len()];
    let mut open: Vec<(usize, usize)> = vec![(0, 0)];
    is_open[0] = true;
    // How many files may stand in a row below a file that is done.
    let mut height = vec![0; files.list.len()];
    while let Some((file, next)) = open.last_mut() {
        let Some(&Reference { target, place, section }) = files.list[*file].references.get(*next) else {
            let (file, _) = (*file, open.pop());
            is_open[file] = false;
            is_done[file] = true;
            if let Some(&(parent, _)) = open.last() {
                height[parent] = height[parent].max(height[file] + 1);
            }
            continue;
        };
        let (file, target) = (*file, target as usize);
        *next += 1;
        if is_open[target] {
            let message = format!("the file {} includes itself", quote(&files.list[target].name));
            return Err(SchemaError::new(section, place, message, "delete one of the references that lead back to it"));
        }
        if is_done[target] {
            height[file] = height[file].max(height[target] + 1);
        } else {
            is_open[target] = true;
            open.push((target, 0));
        }
        if open.len() + height[file].max(height[target]) > INCLUDE_DEPTH_LIMIT {
            let message = format!("more than {INCLUDE_DEPTH_LIMIT} files include one another in a row");
            return Err(SchemaError::new("", place, message, "put several files into one"));
        }
    }
    Ok(())
}
