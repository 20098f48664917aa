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

    /// How many namespaces are mentioned, no namespace included.
    pub fn namespace_count(&self) -> usize {
        self.namespaces.len()
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

    /// Whether it is a list of names, however long.
    pub fn is_finite(&self) -> bool {
        match self {
            NameClass::Name(_) => true,
            NameClass::Any(_) | NameClass::Namespace(..) => false,
            NameClass::Choice(members) => members.iter().all(NameClass::is_finite),
        }
    }

    /// How many classes it is made of, itself included.
    pub fn size(&self) -> usize {
        match self {
            NameClass::Name(_) => 1,
            NameClass::Any(except) | NameClass::Namespace(_, except) => 1 + except.as_ref().map_or(0, |except| except.size()),
            NameClass::Choice(members) => 1 + members.iter().map(NameClass::size).sum::<usize>(),
        }
    }

    /// Whether some name is in both.
    ///
    /// A class treats all names alike that it does not mention, but for their namespace. So two classes share a name if and
    /// only if they share one that either mentions, or one without a mention in a namespace that either mentions, or one of a
    /// foreign namespace.
    pub fn overlaps(&self, other: &NameClass, names: &Names) -> bool {
        let mut mentioned = vec![Name::Foreign];
        self.mention(names, &mut mentioned);
        other.mention(names, &mut mentioned);
        mentioned.into_iter().any(|name| self.contains(names, name) && other.contains(names, name))
    }

    /// The names that it mentions, and for each namespace a name that nothing mentions.
    fn mention(&self, names: &Names, mentioned: &mut Vec<Name>) {
        match self {
            NameClass::Name(id) => mentioned.extend([Name::Known(*id), Name::In(names.namespace_id_of(*id))]),
            NameClass::Any(except) => except.iter().for_each(|except| except.mention(names, mentioned)),
            NameClass::Namespace(namespace, except) => {
                mentioned.push(Name::In(*namespace));
                except.iter().for_each(|except| except.mention(names, mentioned));
            }
            NameClass::Choice(members) => members.iter().for_each(|member| member.mention(names, mentioned)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_overlap_where_they_share_a_name() {
        let mut names = Names::default();
        let a = NameClass::Name(names.name("urn:x", "a"));
        let b = NameClass::Name(names.name("urn:y", "b"));
        let x = names.namespace("urn:x");
        let any = |except: &NameClass| NameClass::Any(Some(Box::new(except.clone())));
        let in_x = NameClass::Namespace(x, None);
        let in_x_but_a = NameClass::Namespace(x, Some(Box::new(a.clone())));
        let either = NameClass::Choice(vec![a.clone(), b.clone()]);
        for (one, other, expected) in [
            (&a, &b, false),
            (&a, &either, true),
            (&in_x, &a, true),
            (&in_x_but_a, &a, false),
            (&in_x_but_a, &in_x, true),
            (&any(&in_x), &in_x_but_a, false),
            (&any(&in_x), &either, true),
            (&any(&in_x), &any(&b), true),
        ] {
            assert_eq!((one.overlaps(other, &names), other.overlaps(one, &names)), (expected, expected), "{one:?} {other:?}");
        }
        assert!(either.is_finite() && !NameClass::Choice(vec![a, in_x]).is_finite());
    }
}
