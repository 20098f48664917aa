//! Which prefixes are declared where, so that each name is written with one that stands for its namespace.

use std::rc::Rc;

use crate::{
    schema::relaxng::{NAMESPACE, ast::Namespace},
    xml::{XML_NAMESPACE, is_ncname},
};

/// The declarations in force, those of inner elements last; the empty prefix is the default namespace of XML.
#[derive(Debug)]
pub(super) struct Scope {
    bindings: Vec<(Rc<str>, Rc<str>)>,
}

impl Scope {
    /// The declarations of the root element.
    pub fn of_root(prefixes: &[(Rc<str>, Namespace)]) -> Scope {
        let mut bindings: Vec<(Rc<str>, Rc<str>)> = vec![("".into(), NAMESPACE.into())];
        for (prefix, namespace) in prefixes {
            let Some(namespace) = namespace else { continue };
            let is_known = bindings.iter().any(|(known, _)| known == prefix);
            if !is_known && is_ncname(prefix) && can_be_declared(prefix, namespace) {
                bindings.push((Rc::clone(prefix), Rc::clone(namespace)));
            }
        }
        Scope { bindings }
    }

    /// All that is declared, as attributes.
    pub fn declarations(&self) -> Vec<(String, String)> {
        self.bindings.iter().map(|(prefix, namespace)| declaration(prefix, namespace)).collect()
    }

    /// How many declarations are in force, to go back to.
    pub fn mark(&self) -> usize {
        self.bindings.len()
    }

    /// Forgets what was declared since.
    pub fn go_back(&mut self, mark: usize) {
        self.bindings.truncate(mark);
    }

    /// What a prefix stands for; the empty one may stand for no namespace.
    fn namespace(&self, prefix: &str) -> Option<&str> {
        let binding = self.bindings.iter().rev().find(|(known, _)| **known == *prefix);
        binding.map(|(_, namespace)| &**namespace).or((prefix == "xml").then_some(XML_NAMESPACE))
    }

    /// A prefix, not the empty one, that stands for a namespace here.
    pub fn prefix(&self, namespace: &str) -> Option<Rc<str>> {
        if namespace == XML_NAMESPACE {
            return Some("xml".into());
        }
        let mut candidates = self.bindings.iter().filter(|(prefix, known)| !prefix.is_empty() && **known == *namespace);
        candidates.find(|(prefix, _)| self.namespace(prefix) == Some(namespace)).map(|(prefix, _)| Rc::clone(prefix))
    }

    /// The name of an annotation element; what must be declared for it is added to `attributes`.
    pub fn element(&mut self, prefix: &str, namespace: &str, name: &str, attributes: &mut Vec<(String, String)>) -> String {
        let prefix = if namespace.is_empty() || namespace == XML_NAMESPACE { "" } else { prefix };
        match self.namespace(prefix) {
            Some(known) if known == namespace => {}
            _ if namespace == XML_NAMESPACE => return format!("xml:{name}"),
            _ => self.declare(prefix, namespace, attributes),
        }
        if prefix.is_empty() { name.to_owned() } else { format!("{prefix}:{name}") }
    }

    /// The name of an attribute; what must be declared for it is added to `attributes`.
    pub fn attribute(&mut self, prefix: &str, namespace: &str, name: &str, attributes: &mut Vec<(String, String)>) -> String {
        if namespace.is_empty() {
            return name.to_owned();
        }
        if !prefix.is_empty() && self.namespace(prefix) == Some(namespace) {
            return format!("{prefix}:{name}");
        }
        let prefix = self.prefix(namespace).unwrap_or_else(|| {
            let is_free =
                |prefix: &str| is_ncname(prefix) && !is_declared(attributes, prefix) && can_be_declared(prefix, namespace);
            let free = match is_free(prefix) {
                true => Rc::from(prefix),
                false => self.free_prefix(),
            };
            self.declare(&free, namespace, attributes);
            free
        });
        format!("{prefix}:{name}")
    }

    /// Makes a prefix stand for a namespace where a value needs just that.
    pub fn require(&mut self, prefix: &str, namespace: &str, attributes: &mut Vec<(String, String)>) {
        if self.namespace(prefix) != Some(namespace) && !is_declared(attributes, prefix) && can_be_declared(prefix, namespace) {
            self.declare(prefix, namespace, attributes);
        }
    }

    fn declare(&mut self, prefix: &str, namespace: &str, attributes: &mut Vec<(String, String)>) {
        attributes.push(declaration(prefix, namespace));
        self.bindings.push((prefix.into(), namespace.into()));
    }

    fn free_prefix(&self) -> Rc<str> {
        (1..)
            .map(|number| format!("ns{number}"))
            .find(|prefix| self.namespace(prefix).is_none())
            .expect("there are more numbers than prefixes")
            .into()
    }
}

/// Whether XML lets a prefix be declared so (Namespaces in XML 1.0, section 3).
fn can_be_declared(prefix: &str, namespace: &str) -> bool {
    !matches!(prefix, "xml" | "xmlns") && !matches!(namespace, "" | XML_NAMESPACE | "http://www.w3.org/2000/xmlns/")
}

fn is_declared(attributes: &[(String, String)], prefix: &str) -> bool {
    attributes.iter().any(|(name, _)| name.strip_prefix("xmlns:") == Some(prefix))
}

fn declaration(prefix: &str, namespace: &str) -> (String, String) {
    let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    (name, namespace.to_owned())
}
