//! What prefixes stand for (compact, section 4 and appendix A, 1).

use std::{collections::HashMap, rc::Rc};

use crate::{
    schema::relaxng::{
        ast::{Context, Libraries, Namespace, Prefixes},
        compact::COMPATIBILITY,
        datatypes::XSD_LIBRARY,
    },
    xml::XML_NAMESPACE,
};

/// The declarations of a file.
#[derive(Debug, Default)]
pub(super) struct Environment {
    /// The namespaces in the order of their declarations; the empty prefix is the default namespace.
    pub prefixes: Prefixes,
    /// The datatype libraries in the order of their declarations.
    pub libraries: Libraries,
    by_prefix: HashMap<Rc<str>, usize>,
    by_library: HashMap<Rc<str>, usize>,
    context: Option<Context>,
    documentation: Option<Rc<str>>,
}

impl Environment {
    /// Declares a prefix, or the default namespace by the empty prefix; gives false where that was done before.
    pub fn declare(&mut self, prefix: &Rc<str>, namespace: Namespace) -> bool {
        let is_new = self.by_prefix.insert(Rc::clone(prefix), self.prefixes.len()).is_none();
        self.prefixes.push((Rc::clone(prefix), namespace));
        is_new
    }

    /// Declares a prefix for a datatype library; gives false where that was done before.
    pub fn declare_library(&mut self, prefix: &Rc<str>, library: Rc<str>) -> bool {
        let is_new = self.by_library.insert(Rc::clone(prefix), self.libraries.len()).is_none();
        self.libraries.push((Rc::clone(prefix), library));
        is_new
    }

    /// What a prefix of a name stands for; `xml` is declared for every file.
    pub fn find(&self, prefix: &str) -> Option<Namespace> {
        match self.by_prefix.get(prefix) {
            Some(&index) => Some(self.prefixes[index].1.clone()),
            None => (prefix == "xml").then(|| Some(XML_NAMESPACE.into())),
        }
    }

    /// What a prefix of a datatype stands for; `xsd` is declared for every file.
    pub fn find_library(&self, prefix: &str) -> Option<Rc<str>> {
        match self.by_library.get(prefix) {
            Some(&index) => Some(Rc::clone(&self.libraries[index].1)),
            None => (prefix == "xsd").then(|| XSD_LIBRARY.into()),
        }
    }

    /// The namespace of element names without a prefix.
    pub fn default_namespace(&self) -> Namespace {
        self.by_prefix.get("").and_then(|&index| self.prefixes[index].1.clone())
    }

    /// The prefixes that an XML document could declare, for values that are qualified names; `xml` is in force everywhere
    /// and not among them.
    pub fn context(&mut self) -> Context {
        let prefixes = &self.prefixes;
        let context = self.context.get_or_insert_with(|| {
            let declarable = |(prefix, namespace): &(Rc<str>, Namespace)| {
                let namespace = namespace.as_ref().filter(|namespace| !namespace.is_empty())?;
                (!prefix.is_empty() && &**prefix != "xml").then(|| (Rc::clone(prefix), Rc::clone(namespace)))
            };
            prefixes.iter().filter_map(declarable).collect()
        });
        Rc::clone(context)
    }

    /// The prefix for documentation: the declared one, or one that the file does not use otherwise.
    pub fn documentation_prefix(&mut self) -> Rc<str> {
        let Environment { prefixes, by_prefix, documentation, .. } = self;
        let prefix = documentation.get_or_insert_with(|| {
            let declared =
                prefixes.iter().find(|(prefix, namespace)| !prefix.is_empty() && namespace.as_deref() == Some(COMPATIBILITY));
            let mut free = (0..).map(|number| if number == 0 { "a".to_owned() } else { format!("a{number}") });
            match declared {
                Some((prefix, _)) => Rc::clone(prefix),
                None => free
                    .find(|prefix| !by_prefix.contains_key(prefix.as_str()))
                    .expect("there are more numbers than prefixes")
                    .into(),
            }
        });
        Rc::clone(prefix)
    }

    /// The declared prefixes, with that of documentation where the file has some.
    pub fn into_declarations(mut self) -> (Prefixes, Libraries) {
        if let Some(prefix) = self.documentation.filter(|prefix| !self.by_prefix.contains_key(prefix)) {
            self.prefixes.push((prefix, Some(COMPATIBILITY.into())));
        }
        (self.prefixes, self.libraries)
    }
}
