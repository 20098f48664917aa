//! Patterns, grammars and name classes as elements.

use std::rc::Rc;

use crate::{
    schema::relaxng::{
        ast::{
            Annotations, Combine, Component, ComponentKind, Data, Include, NameClass, NameClassKind, Namespace, Param, Pattern,
            PatternKind, TypeName, Value,
        },
        write_xml::XmlWriter,
    },
    xml::{Content, Event, WriteError, is_xml_space},
};

/// Whose name is written: an attribute's own name takes no namespace from around it (4.8).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Element,
    Attribute,
}

impl XmlWriter {
    pub(super) fn pattern(&mut self, pattern: &Pattern) -> Result<(), WriteError> {
        let annotations = &pattern.annotations;
        let (name, content): (_, &[Pattern]) = match &pattern.kind {
            PatternKind::Element(names, content) => return self.named("element", names, content, annotations),
            PatternKind::Attribute(names, content) => {
                let content = content.as_deref().map(std::slice::from_ref).unwrap_or_default();
                return self.named("attribute", names, content, annotations);
            }
            PatternKind::Ref(name) => return self.leaf("ref", &[("name", name)], annotations),
            PatternKind::ParentRef(name) => return self.leaf("parentRef", &[("name", name)], annotations),
            PatternKind::Value(value) => return self.value(value, annotations),
            PatternKind::Data(data) => return self.data(data, annotations),
            PatternKind::ExternalRef(include) => {
                self.reference("externalRef", include, annotations)?;
                return self.end(annotations);
            }
            PatternKind::Grammar(components) => {
                self.start("grammar", &[], annotations, Content::Elements)?;
                self.components(components)?;
                return self.end(annotations);
            }
            PatternKind::Group(content) => ("group", content),
            PatternKind::Interleave(content) => ("interleave", content),
            PatternKind::Choice(content) => ("choice", content),
            PatternKind::Optional(content) => ("optional", content),
            PatternKind::ZeroOrMore(content) => ("zeroOrMore", content),
            PatternKind::OneOrMore(content) => ("oneOrMore", content),
            PatternKind::List(content) => ("list", content),
            PatternKind::Mixed(content) => ("mixed", content),
            PatternKind::Empty => ("empty", &[]),
            PatternKind::Text => ("text", &[]),
            PatternKind::NotAllowed => ("notAllowed", &[]),
        };
        self.start(name, &[], annotations, Content::Elements)?;
        self.patterns(content)?;
        self.end(annotations)
    }

    fn patterns(&mut self, patterns: &[Pattern]) -> Result<(), WriteError> {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern))
    }

    fn leaf(&mut self, name: &str, own: &[(&'static str, &str)], annotations: &Annotations) -> Result<(), WriteError> {
        self.start(name, own, annotations, Content::Elements)?;
        self.end(annotations)
    }

    /// An element that holds text.
    fn text(&mut self, text: &str) -> Result<(), WriteError> {
        self.out.write(&Event::Text(text.into()))
    }

    /// `element` or `attribute`
    fn named(
        &mut self,
        element: &str,
        names: &NameClass,
        content: &[Pattern],
        annotations: &Annotations,
    ) -> Result<(), WriteError> {
        let target = if element == "element" { Target::Element } else { Target::Attribute };
        let short = match &names.kind {
            NameClassKind::Name(namespace, local) if names.annotations.is_empty() => self.short_name(target, namespace, local),
            _ => None,
        };
        match &short {
            Some(name) => self.start(element, &[("name", name)], annotations, Content::Elements)?,
            None => {
                self.start(element, &[], annotations, Content::Elements)?;
                self.names(names)?;
            }
        }
        self.patterns(content)?;
        self.end(annotations)
    }

    /// A name as the attribute `name` can say it, without another attribute beside.
    fn short_name(&self, target: Target, namespace: &Namespace, local: &str) -> Option<String> {
        let bare = match target {
            Target::Element => &self.namespace,
            Target::Attribute => &Some(Rc::from("")),
        };
        if namespace == bare {
            return Some(local.to_owned());
        }
        let prefix = self.scope.prefix(namespace.as_deref()?)?;
        Some(format!("{prefix}:{local}"))
    }

    /// `ns`, where it is not the one in force.
    fn own_namespace<'n>(&self, namespace: &'n Namespace) -> Option<(&'static str, &'n str)> {
        namespace.as_deref().filter(|_| *namespace != self.namespace).map(|namespace| ("ns", namespace))
    }

    fn names(&mut self, names: &NameClass) -> Result<(), WriteError> {
        let annotations = &names.annotations;
        match &names.kind {
            NameClassKind::Name(namespace, local) => {
                match self.short_name(Target::Element, namespace, local) {
                    Some(name) => {
                        self.start("name", &[], annotations, Content::Mixed)?;
                        self.text(&name)?;
                    }
                    None => {
                        let own = self.own_namespace(namespace);
                        self.start("name", own.as_slice(), annotations, Content::Mixed)?;
                        self.text(local)?;
                    }
                }
                self.end(annotations)
            }
            NameClassKind::AnyName(except) => self.set("anyName", None, except.as_deref(), annotations),
            NameClassKind::NsName(namespace, except) => {
                let own = self.own_namespace(namespace);
                let outside = self.namespace.clone();
                if own.is_some() {
                    self.namespace.clone_from(namespace);
                }
                self.set("nsName", own, except.as_deref(), annotations)?;
                self.namespace = outside;
                Ok(())
            }
            NameClassKind::Choice(members) => {
                self.start("choice", &[], annotations, Content::Elements)?;
                members.iter().try_for_each(|member| self.names(member))?;
                self.end(annotations)
            }
        }
    }

    /// `anyName` or `nsName`, with its exception.
    fn set(
        &mut self,
        name: &str,
        own: Option<(&'static str, &str)>,
        except: Option<&NameClass>,
        annotations: &Annotations,
    ) -> Result<(), WriteError> {
        self.start(name, own.as_slice(), annotations, Content::Elements)?;
        if let Some(except) = except {
            let none = Annotations::default();
            self.start("except", &[], &none, Content::Elements)?;
            match &except.kind {
                NameClassKind::Choice(members) if except.annotations.is_empty() => {
                    members.iter().try_for_each(|member| self.names(member))?;
                }
                _ => self.names(except)?,
            }
            self.end(&none)?;
        }
        self.end(annotations)
    }

    /// `type`, and `datatypeLibrary` where it is not the one in force.
    fn datatype<'t>(&self, datatype: &'t TypeName) -> Vec<(&'static str, &'t str)> {
        let mut own = vec![("type", &*datatype.name)];
        if datatype.library != self.library {
            own.push(("datatypeLibrary", &datatype.library));
        }
        own
    }

    fn value(&mut self, value: &Value, annotations: &Annotations) -> Result<(), WriteError> {
        let mut own = value.datatype.as_ref().map(|datatype| self.datatype(datatype)).unwrap_or_default();
        own.extend(self.own_namespace(&value.namespace));
        let mut declarations = Vec::new();
        if value.datatype.as_ref().is_some_and(TypeName::is_qualified_name)
            && let Some((prefix, _)) = value.text.trim_matches(is_xml_space).split_once(':')
            && let Some((_, namespace)) = value.context.iter().find(|(known, _)| **known == *prefix)
        {
            self.scope.require(prefix, namespace, &mut declarations);
        }
        self.start_with("value", &own, annotations, Content::Mixed, declarations)?;
        self.text(&value.text)?;
        self.end(annotations)
    }

    fn data(&mut self, data: &Data, annotations: &Annotations) -> Result<(), WriteError> {
        let own = self.datatype(&data.datatype);
        self.start("data", &own, annotations, Content::Elements)?;
        for Param { name, value, annotations, .. } in &data.params {
            self.start("param", &[("name", name)], annotations, Content::Mixed)?;
            self.text(value)?;
            self.end(annotations)?;
        }
        if let Some(except) = &data.except {
            let outside = std::mem::replace(&mut self.library, Rc::clone(&data.datatype.library));
            self.start("except", &[], &data.except_annotations, Content::Elements)?;
            self.patterns(except)?;
            self.end(&data.except_annotations)?;
            self.library = outside;
        }
        self.end(annotations)
    }

    /// The start-tag of `include` or `externalRef`.
    fn reference(&mut self, name: &str, include: &Include, annotations: &Annotations) -> Result<(), WriteError> {
        let mut own = vec![("href", &*include.href)];
        own.extend(self.own_namespace(&include.namespace));
        if let Some(base) = &include.base {
            own.push(("xml:base", base));
        }
        self.start(name, &own, annotations, Content::Elements)
    }

    fn components(&mut self, components: &[Component]) -> Result<(), WriteError> {
        components.iter().try_for_each(|component| self.component(component))
    }

    fn component(&mut self, component: &Component) -> Result<(), WriteError> {
        let annotations = &component.annotations;
        match &component.kind {
            ComponentKind::Define { name, combine, patterns } => {
                let mut own: Vec<(&'static str, &str)> = name.iter().map(|name| ("name", &**name)).collect();
                own.extend(combine.map(|combine| match combine {
                    Combine::Choice => ("combine", "choice"),
                    Combine::Interleave => ("combine", "interleave"),
                }));
                let element = if name.is_some() { "define" } else { "start" };
                self.start(element, &own, annotations, Content::Elements)?;
                if name.is_some() || patterns.len() == 1 {
                    self.patterns(patterns)?;
                } else {
                    // `start` holds one pattern, where `define` holds a group.
                    let none = Annotations::default();
                    self.start("group", &[], &none, Content::Elements)?;
                    self.patterns(patterns)?;
                    self.end(&none)?;
                }
            }
            ComponentKind::Div(components) => {
                self.start("div", &[], annotations, Content::Elements)?;
                self.components(components)?;
            }
            ComponentKind::Include(include, components) => {
                self.reference("include", include, annotations)?;
                let outside = self.namespace.clone();
                if include.namespace.is_some() {
                    self.namespace.clone_from(&include.namespace);
                }
                self.components(components)?;
                self.namespace = outside;
            }
        }
        self.end(annotations)
    }
}
