//! Prefixes: those that the file declares, and others where it has none that fits.

use std::rc::Rc;

use crate::{
    schema::relaxng::{
        ast::{Namespace, SchemaFile, TypeName, Value},
        compact::write::{layout::Layout, spell},
        datatypes::XSD_LIBRARY,
        survey::Survey,
    },
    xml::{XML_NAMESPACE, is_xml_space},
};

/// What is declared at the head of the file.
#[derive(Debug)]
pub(super) struct Prefixes {
    /// In the order of the declarations; the empty prefix is the default namespace.
    namespaces: Vec<(Rc<str>, Namespace)>,
    libraries: Vec<(Rc<str>, Rc<str>)>,
    default: Namespace,
}

impl Prefixes {
    /// What a file declares, and what it needs besides.
    pub fn of(file: &SchemaFile) -> Prefixes {
        let survey = Survey::of(file);
        let is_predeclared = |namespace: &Namespace| namespace.as_deref() == Some(XML_NAMESPACE);
        let declared = file.prefixes.iter().filter(|(prefix, namespace)| &**prefix != "xml" && !is_predeclared(namespace));
        let mut prefixes = Prefixes { namespaces: declared.cloned().collect(), libraries: file.libraries.clone(), default: None };
        prefixes.choose_default(&survey);
        for namespace in survey.elements.iter().map(|(namespace, _)| namespace).chain(&survey.values) {
            if *namespace != prefixes.default {
                prefixes.need(namespace, "");
            }
        }
        for namespace in survey.others.iter().chain(&survey.prefixed_values) {
            prefixes.need(namespace, "");
        }
        for (prefix, namespace) in &survey.annotations {
            prefixes.need(&Some(Rc::clone(namespace)), prefix);
        }
        for (library, _) in &survey.libraries {
            prefixes.need_library(library);
        }
        prefixes
    }

    /// The declared default namespace, or the one that most element names without a prefix of theirs have.
    fn choose_default(&mut self, survey: &Survey) {
        if let Some((_, default)) = self.namespaces.iter().find(|(prefix, _)| prefix.is_empty()) {
            self.default = default.clone();
            return;
        }
        let bare = survey.elements.iter().filter(|(namespace, _)| self.prefix(namespace).is_none());
        let most = bare.rev().max_by_key(|(_, times)| *times);
        if let Some((Some(namespace), _)) = most {
            self.default = Some(Rc::clone(namespace));
            self.namespaces.insert(0, ("".into(), self.default.clone()));
        }
    }

    fn prefix(&self, namespace: &Namespace) -> Option<&str> {
        if namespace.as_deref() == Some(XML_NAMESPACE) {
            return Some("xml");
        }
        let mut prefixes = self.namespaces.iter().filter(|(prefix, _)| !prefix.is_empty());
        prefixes.find(|(_, known)| known == namespace).map(|(prefix, _)| &**prefix)
    }

    /// Declares a prefix for a namespace that has none: the one that is wished for, if it is free.
    fn need(&mut self, namespace: &Namespace, wish: &str) {
        if self.prefix(namespace).is_some() {
            return;
        }
        let stem = match namespace.as_deref() {
            _ if !wish.is_empty() => wish,
            None => "inherited",
            Some("") => "local",
            Some(_) => "ns",
        };
        let is_free =
            |prefix: &str| !matches!(prefix, "xml" | "xmlns") && !self.namespaces.iter().any(|(known, _)| **known == *prefix);
        let prefix = free(stem, is_free);
        self.namespaces.push((prefix, namespace.clone()));
    }

    fn need_library(&mut self, library: &Rc<str>) {
        if **library != *XSD_LIBRARY && !self.libraries.iter().any(|(_, known)| known == library) {
            let is_free = |prefix: &str| prefix != "xsd" && !self.libraries.iter().any(|(known, _)| **known == *prefix);
            let prefix = free("d", is_free);
            self.libraries.push((prefix, Rc::clone(library)));
        }
    }

    /// The declarations, one on a line.
    pub fn declarations(&self) -> Vec<Layout> {
        let mut lines = Vec::new();
        let mut rest = self.namespaces.iter().peekable();
        while let Some((prefix, namespace)) = rest.next() {
            let head = match &**prefix {
                "" => match rest.next_if(|(_, next)| next == namespace) {
                    Some((prefix, _)) => format!("default namespace {prefix} = "),
                    None => "default namespace = ".to_owned(),
                },
                prefix => format!("namespace {prefix} = "),
            };
            let name = namespace.as_ref().map_or_else(|| Layout::text("inherit"), |namespace| spell::literal(namespace));
            lines.push(Layout::sequence([Layout::text(head), name]));
        }
        for (prefix, library) in &self.libraries {
            lines.push(Layout::sequence([Layout::text(format!("datatypes {prefix} = ")), spell::literal(library)]));
        }
        lines
    }

    /// The name of an element.
    pub fn element(&self, namespace: &Namespace, name: &str) -> String {
        if *namespace == self.default { name.to_owned() } else { self.prefixed(namespace, name) }
    }

    /// The name of an attribute.
    pub fn attribute(&self, namespace: &Namespace, name: &str) -> String {
        if namespace.as_deref() == Some("") { name.to_owned() } else { self.prefixed(namespace, name) }
    }

    /// A name with a prefix, or all names of a namespace for `*`.
    pub fn prefixed(&self, namespace: &Namespace, name: &str) -> String {
        format!("{}:{name}", self.prefix(namespace).expect("every namespace that is mentioned has a prefix"))
    }

    /// The name of an annotation, with the prefix that it was read with if that is declared so.
    pub fn annotation(&self, prefix: &str, namespace: &str, name: &str) -> String {
        if namespace.is_empty() {
            return name.to_owned();
        }
        let is_declared = |(known, of): &(Rc<str>, Namespace)| **known == *prefix && of.as_deref() == Some(namespace);
        match self.namespaces.iter().any(is_declared) && !prefix.is_empty() {
            true => format!("{prefix}:{name}"),
            false => self.prefixed(&Some(namespace.into()), name),
        }
    }

    /// `inherit = …`, where the other file does not take the default namespace.
    pub fn inherit(&self, namespace: &Namespace) -> Option<String> {
        let prefix = (*namespace != self.default).then(|| self.prefix(namespace))?;
        Some(format!(" inherit = {}", prefix.expect("every namespace that is mentioned has a prefix")))
    }

    /// The name of a datatype.
    pub fn datatype(&self, datatype: &TypeName) -> String {
        let TypeName { library, name } = datatype;
        if datatype.is_built_in() {
            return name.to_string();
        }
        let declared = self.libraries.iter().find(|(_, known)| known == library);
        format!("{}:{name}", declared.map_or("xsd", |(prefix, _)| prefix))
    }

    /// A value, as it must stand among these declarations: a qualified name takes the prefix that they have for it.
    pub fn value(&self, value: &Value) -> String {
        let text = &*value.text;
        if !value.datatype.as_ref().is_some_and(TypeName::is_qualified_name) {
            return text.to_owned();
        }
        let (prefix, name) = match text.trim_matches(is_xml_space).split_once(':') {
            Some((prefix, name)) => (prefix, name),
            None if value.namespace == self.default => return text.to_owned(),
            None => return self.prefixed(&value.namespace, text.trim_matches(is_xml_space)),
        };
        let Some((_, namespace)) = value.context.iter().find(|(known, _)| **known == *prefix) else { return text.to_owned() };
        let is_same = |(known, of): &(Rc<str>, Namespace)| **known == *prefix && of.as_ref() == Some(namespace);
        match self.prefix(&Some(Rc::clone(namespace))) {
            Some(other) if !self.namespaces.iter().any(is_same) => format!("{other}:{name}"),
            _ => text.to_owned(),
        }
    }
}

/// The first of `stem`, `stem1`, `stem2` and so on that is free.
fn free(stem: &str, is_free: impl Fn(&str) -> bool) -> Rc<str> {
    (0..)
        .map(|number| if number == 0 { stem.to_owned() } else { format!("{stem}{number}") })
        .find(|prefix| is_free(prefix))
        .expect("there are more numbers than prefixes")
        .into()
}
