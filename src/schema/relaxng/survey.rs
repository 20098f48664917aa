//! What a schema mentions, so that a writer can declare it: namespaces, datatype libraries, and the prefixes of annotations.

use std::rc::Rc;

use crate::{
    schema::relaxng::ast::{
        AnnotationNode, Annotations, Component, ComponentKind, NameClass, NameClassKind, Namespace, Pattern, PatternKind,
        SchemaFile, TypeName, Value,
    },
    xml::is_xml_space,
};

/// What was found, each once, in the order of first mention.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The namespaces of element names, and how often each stands.
    pub elements: Vec<(Namespace, usize)>,
    /// The namespaces of attribute names, of sets of names, and of references to other files.
    pub others: Vec<Namespace>,
    /// The datatype libraries, and how often each stands; the built-in one, which is empty, only for a name that it does not have.
    pub libraries: Vec<(Rc<str>, usize)>,
    /// The prefixes of annotations with their namespaces.
    pub annotations: Vec<(Rc<str>, Rc<str>)>,
    /// The namespaces of values that are qualified names without a prefix.
    pub values: Vec<Namespace>,
    /// The namespaces of those with a prefix.
    pub prefixed_values: Vec<Namespace>,
}

/// Whose names are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Element,
    Attribute,
}

impl Survey {
    /// Goes through a file.
    pub fn of(file: &SchemaFile) -> Survey {
        let mut survey = Survey::default();
        survey.pattern(&file.pattern);
        survey
    }

    /// Whether a namespace is left to whoever includes the file.
    pub fn leaves_open(&self) -> bool {
        self.elements.iter().map(|(namespace, _)| namespace).chain(&self.others).chain(&self.values).any(Option::is_none)
    }

    fn pattern(&mut self, pattern: &Pattern) {
        self.annotations(&pattern.annotations);
        match &pattern.kind {
            PatternKind::Element(names, content) => {
                self.names(names, Target::Element);
                self.patterns(content);
            }
            PatternKind::Attribute(names, content) => {
                self.names(names, Target::Attribute);
                content.iter().for_each(|content| self.pattern(content));
            }
            PatternKind::Group(content)
            | PatternKind::Interleave(content)
            | PatternKind::Choice(content)
            | PatternKind::Optional(content)
            | PatternKind::ZeroOrMore(content)
            | PatternKind::OneOrMore(content)
            | PatternKind::List(content)
            | PatternKind::Mixed(content) => self.patterns(content),
            PatternKind::Ref(_)
            | PatternKind::ParentRef(_)
            | PatternKind::Empty
            | PatternKind::Text
            | PatternKind::NotAllowed => {}
            PatternKind::Value(value) => {
                if let Some(datatype) = &value.datatype {
                    self.datatype(datatype);
                    if datatype.is_qualified_name() {
                        self.qualified_name(value);
                    }
                }
            }
            PatternKind::Data(data) => {
                self.datatype(&data.datatype);
                data.params.iter().for_each(|param| self.annotations(&param.annotations));
                self.annotations(&data.except_annotations);
                data.except.iter().for_each(|except| self.patterns(except));
            }
            PatternKind::ExternalRef(include) => add(&mut self.others, &include.namespace),
            PatternKind::Grammar(components) => self.components(components),
        }
    }

    fn patterns(&mut self, patterns: &[Pattern]) {
        patterns.iter().for_each(|pattern| self.pattern(pattern));
    }

    fn components(&mut self, components: &[Component]) {
        for component in components {
            self.annotations(&component.annotations);
            match &component.kind {
                ComponentKind::Define { patterns, .. } => self.patterns(patterns),
                ComponentKind::Div(components) => self.components(components),
                ComponentKind::Include(include, components) => {
                    add(&mut self.others, &include.namespace);
                    self.components(components);
                }
            }
        }
    }

    fn names(&mut self, names: &NameClass, target: Target) {
        self.annotations(&names.annotations);
        match &names.kind {
            NameClassKind::Name(namespace, _) if target == Target::Element => count(&mut self.elements, namespace),
            // An attribute without a prefix is in no namespace, which needs no declaration.
            NameClassKind::Name(namespace, _) if namespace.as_deref() == Some("") => {}
            NameClassKind::Name(namespace, _) => add(&mut self.others, namespace),
            NameClassKind::NsName(namespace, except) => {
                add(&mut self.others, namespace);
                except.iter().for_each(|except| self.names(except, target));
            }
            NameClassKind::AnyName(except) => except.iter().for_each(|except| self.names(except, target)),
            NameClassKind::Choice(members) => members.iter().for_each(|member| self.names(member, target)),
        }
    }

    fn datatype(&mut self, datatype: &TypeName) {
        if !datatype.is_built_in() {
            count(&mut self.libraries, &datatype.library);
        }
    }

    fn qualified_name(&mut self, value: &Value) {
        match value.text.trim_matches(is_xml_space).split_once(':') {
            None => add(&mut self.values, &value.namespace),
            Some((prefix, _)) => {
                if let Some((_, namespace)) = value.context.iter().find(|(known, _)| **known == *prefix) {
                    add(&mut self.prefixed_values, &Some(Rc::clone(namespace)));
                }
            }
        }
    }

    fn annotations(&mut self, annotations: &Annotations) {
        for attribute in &annotations.attributes {
            add(&mut self.annotations, &(Rc::clone(&attribute.prefix), Rc::clone(&attribute.namespace)));
        }
        annotations.before.iter().chain(&annotations.after).for_each(|node| self.annotation(node));
    }

    fn annotation(&mut self, node: &AnnotationNode) {
        let AnnotationNode::Element { namespace, prefix, attributes, children, .. } = node else { return };
        let names = attributes.iter().map(|attribute| (&attribute.prefix, &attribute.namespace));
        for (prefix, namespace) in std::iter::once((prefix, namespace)).chain(names).filter(|(_, name)| !name.is_empty()) {
            add(&mut self.annotations, &(Rc::clone(prefix), Rc::clone(namespace)));
        }
        children.iter().for_each(|child| self.annotation(child));
    }
}

fn add<T: Clone + PartialEq>(list: &mut Vec<T>, item: &T) {
    if !list.contains(item) {
        list.push(item.clone());
    }
}

fn count<T: Clone + PartialEq>(list: &mut Vec<(T, usize)>, item: &T) {
    match list.iter_mut().find(|(known, _)| known == item) {
        Some((_, times)) => *times += 1,
        None => list.push((item.clone(), 1)),
    }
}
