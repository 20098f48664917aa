//! Names interned once, and name classes over them.
//!
//! A name that the schema does not mention matters only by its namespace: all such names of one namespace behave alike, and so
//! do all names of namespaces that the schema does not mention. A [`Name`] tells these three cases apart.

use std::{collections::HashMap, hash::BuildHasherDefault, sync::Arc};

use rustc_hash::FxHasher;

/// A namespace name that the schema mentions, as an index; 0 is no namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NamespaceId(pub u32);

/// An expanded name that the schema mentions, as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameId(pub u32);

/// A name in a document, as a schema sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// The schema mentions it.
    Known(NameId),
    /// The schema mentions its namespace only.
    In(NamespaceId),
    /// The schema mentions neither.
    Foreign,
}

/// The names that a schema mentions.
#[derive(Clone, Debug)]
pub struct Names {
    namespaces: Vec<Arc<str>>,
    names: Vec<(NamespaceId, Arc<str>)>,
    by_namespace: HashMap<Arc<str>, NamespaceId, BuildHasherDefault<FxHasher>>,
    by_name: Vec<HashMap<Arc<str>, NameId, BuildHasherDefault<FxHasher>>>,
}

impl Default for Names {
    fn default() -> Names {
        let mut names =
            Names { namespaces: Vec::new(), names: Vec::new(), by_namespace: HashMap::default(), by_name: Vec::new() };
        names.namespace("");
        names
    }
}

impl Names {
    /// Interns a namespace name.
    pub fn namespace(&mut self, name: &str) -> NamespaceId {
        if let Some(&id) = self.by_namespace.get(name) {
            return id;
        }
        let id = NamespaceId(u32::try_from(self.namespaces.len()).expect("a schema has fewer than four billion namespaces"));
        let name: Arc<str> = name.into();
        self.namespaces.push(Arc::clone(&name));
        self.by_namespace.insert(name, id);
        self.by_name.push(HashMap::default());
        id
    }

    /// Interns an expanded name.
    pub fn name(&mut self, namespace: &str, local: &str) -> NameId {
        let namespace = self.namespace(namespace);
        if let Some(&id) = self.by_name[namespace.0 as usize].get(local) {
            return id;
        }
        let id = NameId(u32::try_from(self.names.len()).expect("a schema has fewer than four billion names"));
        let local: Arc<str> = local.into();
        self.names.push((namespace, Arc::clone(&local)));
        self.by_name[namespace.0 as usize].insert(local, id);
        id
    }

    /// Looks a namespace name up.
    pub fn find_namespace(&self, name: &str) -> Option<NamespaceId> {
        self.by_namespace.get(name).copied()
    }

    /// Looks a name up whose namespace is known already.
    pub fn find_in(&self, namespace: NamespaceId, local: &str) -> Name {
        match self.by_name[namespace.0 as usize].get(local) {
            Some(&id) => Name::Known(id),
            None => Name::In(namespace),
        }
    }

    /// Looks a name up.
    pub fn find(&self, namespace: &str, local: &str) -> Name {
        match self.find_namespace(namespace) {
            Some(namespace) => self.find_in(namespace, local),
            None => Name::Foreign,
        }
    }

    /// The namespace name of a mentioned name.
    pub fn namespace_of(&self, id: NameId) -> &str {
        self.namespace_name(self.names[id.0 as usize].0)
    }

    /// The local name of a mentioned name.
    pub fn local(&self, id: NameId) -> &str {
        &self.names[id.0 as usize].1
    }

    /// A namespace name.
    pub fn namespace_name(&self, id: NamespaceId) -> &str {
        &self.namespaces[id.0 as usize]
    }

    /// How many names are mentioned.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// The namespace of a mentioned name.
    pub fn namespace_id_of(&self, id: NameId) -> NamespaceId {
        self.names[id.0 as usize].0
    }
}

/// A set of names (specification, 4.21): `except` is part of the class that has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NameClass {
    /// One name.
    Name(NameId),
    /// Every name but those of the exception.
    Any(Option<Box<NameClass>>),
    /// Every name of a namespace but those of the exception.
    Namespace(NamespaceId, Option<Box<NameClass>>),
    /// The names of any of these.
    Choice(Vec<NameClass>),
}

impl NameClass {
    /// Whether it holds a name.
    pub fn contains(&self, names: &Names, name: Name) -> bool {
        let outside = |except: &Option<Box<NameClass>>| !except.as_ref().is_some_and(|except| except.contains(names, name));
        match self {
            NameClass::Name(id) => name == Name::Known(*id),
            NameClass::Any(except) => outside(except),
            NameClass::Namespace(namespace, except) => {
                let is_in = match name {
                    Name::Known(id) => names.namespace_id_of(id) == *namespace,
                    Name::In(other) => other == *namespace,
                    Name::Foreign => false,
                };
                is_in && outside(except)
            }
            NameClass::Choice(members) => members.iter().any(|member| member.contains(names, name)),
        }
    }
}
