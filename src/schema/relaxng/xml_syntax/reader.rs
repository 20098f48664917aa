//! What reading any element of a schema needs: its attributes, its children, and what it inherits.

use std::{borrow::Cow, rc::Rc};

use rustc_hash::FxHashSet;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        NAMESPACE, SchemaError,
        ast::{Keep, Namespace, Place},
        datatypes::is_ncname,
        join,
        limits::NESTING_LIMIT,
        xml_syntax::uri,
    },
    span::Span,
    xml::{Attribute, Node, Tree, XML_NAMESPACE, is_xml_space},
};

/// The prefixes in force somewhere, with their namespaces.
pub(super) type Context = Rc<[(Rc<str>, Rc<str>)]>;

/// Reads one file.
pub(super) struct Reader<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) keep: Keep,
    file: u32,
    strings: FxHashSet<Rc<str>>,
    context: Context,
}

/// What an element takes from those around it.
#[derive(Clone)]
pub(super) struct Inherited {
    /// `ns` (4.9)
    pub(super) namespace: Namespace,
    /// `datatypeLibrary` (4.3)
    pub(super) library: Rc<str>,
    /// `xml:base`, as far as this file says it
    pub(super) base: Option<Rc<str>>,
}

/// The attributes of an element of a schema.
pub(super) struct Head<'t, 'i> {
    /// What its content inherits.
    pub(super) inherited: Cow<'i, Inherited>,
    /// `ns` of its own
    pub(super) own_namespace: Namespace,
    pub(super) name: Option<Attribute<'t>>,
    pub(super) href: Option<Attribute<'t>>,
    pub(super) datatype: Option<Attribute<'t>>,
    pub(super) combine: Option<Attribute<'t>>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(tree: &'t Tree<'t>, file: u32, keep: Keep) -> Reader<'t> {
        Reader { tree, keep, file, strings: FxHashSet::default(), context: Rc::new([]) }
    }

    pub(super) fn inherited_by_root(&mut self) -> Inherited {
        Inherited { namespace: None, library: self.string(""), base: None }
    }

    /// The same text always as the same string.
    pub(super) fn string(&mut self, text: &str) -> Rc<str> {
        if let Some(known) = self.strings.get(text) {
            return Rc::clone(known);
        }
        let string: Rc<str> = text.into();
        self.strings.insert(Rc::clone(&string));
        string
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    /// Where an element's name stands.
    pub(super) fn name_place(&self, node: Node<'t>) -> Place {
        self.place(self.tree.name_span(node))
    }

    pub(super) fn value_place(&self, attribute: Attribute<'t>) -> Place {
        self.place(self.tree.attribute_value_span(attribute))
    }

    /// A fault of the syntax itself at an element.
    pub(super) fn fault(&self, node: Node<'t>, message: String, help: &str) -> SchemaError {
        SchemaError::new("3", self.name_place(node), message, help)
    }

    /// Checks how deep an element stands.
    pub(super) fn check_depth(&self, node: Node<'t>, depth: usize) -> Result<(), SchemaError> {
        if depth <= NESTING_LIMIT {
            return Ok(());
        }
        let message = format!("the schema nests deeper than {NESTING_LIMIT} elements");
        Err(SchemaError::new("", self.name_place(node), message, "move the inner patterns to definitions of their own"))
    }

    /// Reads the attributes of an element: those in `allowed`, `ns` and `datatypeLibrary`, and foreign ones.
    pub(super) fn open<'i>(
        &mut self,
        node: Node<'t>,
        inherited: &'i Inherited,
        allowed: &[&str],
    ) -> Result<Head<'t, 'i>, SchemaError> {
        let inherited = Cow::Borrowed(inherited);
        let mut head = Head { inherited, own_namespace: None, name: None, href: None, datatype: None, combine: None };
        for attribute in node.attributes() {
            match (attribute.namespace(), attribute.name()) {
                (None, "ns") => {
                    head.own_namespace = Some(self.string(attribute.value()));
                    head.inherited.to_mut().namespace.clone_from(&head.own_namespace);
                }
                (None, "datatypeLibrary") => {
                    self.check_library(attribute)?;
                    head.inherited.to_mut().library = self.string(attribute.value());
                }
                (None, name) if !allowed.contains(&name) => return Err(self.unknown_attribute(node, attribute, allowed)),
                (None, "name") => head.name = Some(attribute),
                (None, "href") => head.href = Some(attribute),
                (None, "type") => head.datatype = Some(attribute),
                (None, "combine") => head.combine = Some(attribute),
                (Some(XML_NAMESPACE), "base") => {
                    let base = join(head.inherited.base.as_deref().unwrap_or_default(), attribute.value());
                    head.inherited.to_mut().base = Some(base.into());
                }
                (Some(NAMESPACE), _) => return Err(self.unknown_attribute(node, attribute, allowed)),
                _ => {}
            }
        }
        Ok(head)
    }

    fn unknown_attribute(&self, node: Node<'t>, attribute: Attribute<'t>, allowed: &[&str]) -> SchemaError {
        let place = self.place(self.tree.attribute_name_span(attribute));
        let known: Vec<String> = allowed.iter().chain(&["ns", "datatypeLibrary"]).map(|name| format!("`{name}`")).collect();
        let message = match attribute.namespace() {
            Some(_) => format!("the attribute `{}` stands in the namespace of RELAX NG", attribute.name()),
            None => format!("`{}` has no attribute `{}`", node.tag_name().name(), attribute.name()),
        };
        let help = format!("it takes {}, and attributes of other namespaces", known.join(", "));
        SchemaError::new("3", place, message, help)
    }

    /// 4.3
    fn check_library(&self, attribute: Attribute<'t>) -> Result<(), SchemaError> {
        let Some(reason) = uri::library_fault(attribute.value()) else { return Ok(()) };
        let message = format!("the datatype library {} {reason}", quote(attribute.value()));
        let help = "write an absolute URI such as `http://www.w3.org/2001/XMLSchema-datatypes`, or nothing";
        Err(SchemaError::new("4.3", self.value_place(attribute), message, help))
    }

    /// The value of an attribute that is there because the syntax demands it.
    pub(super) fn required(
        &self,
        node: Node<'t>,
        attribute: Option<Attribute<'t>>,
        name: &str,
    ) -> Result<Attribute<'t>, SchemaError> {
        attribute.ok_or_else(|| {
            let message = format!("`{}` has no attribute `{name}`", node.tag_name().name());
            self.fault(node, message, "add it; the syntax demands it")
        })
    }

    /// An attribute value that is a name without a colon, white space around it taken off (4.2).
    pub(super) fn ncname(&mut self, attribute: Attribute<'t>) -> Result<Rc<str>, SchemaError> {
        let name = attribute.value().trim_matches(is_xml_space);
        if is_ncname(name) {
            return Ok(self.string(name));
        }
        let message = format!("{} is not a name", quote(name));
        let help = "a name has letters, digits, `-`, `_` and `.`, begins with a letter or `_`, and has no colon";
        Err(SchemaError::new("3", self.value_place(attribute), message, help))
    }

    /// The child elements that belong to the syntax; between them nothing but white space and what is foreign may stand.
    pub(super) fn children(&self, node: Node<'t>) -> Result<Vec<Node<'t>>, SchemaError> {
        let mut children = Vec::new();
        for child in node.children() {
            if child.is_element() {
                if is_syntax(child) {
                    children.push(child);
                }
            } else if let Some(text) = child.text().filter(|text| child.is_text() && !text.chars().all(is_xml_space)) {
                let message = format!("`{}` holds the text {}", node.tag_name().name(), quote(text.trim_matches(is_xml_space)));
                let place = self.place(self.tree.text_span(child));
                return Err(SchemaError::new("3", place, message, "only `name`, `value` and `param` hold text"));
            }
        }
        Ok(children)
    }

    /// Refuses children of the syntax where there can be none.
    pub(super) fn no_children(&self, node: Node<'t>) -> Result<(), SchemaError> {
        match self.children(node)?.first() {
            None => Ok(()),
            Some(child) => Err(self.misplaced(*child)),
        }
    }

    /// An element of the syntax, or one that claims to be, where it cannot stand.
    pub(super) fn misplaced(&self, node: Node<'t>) -> SchemaError {
        let name = node.tag_name().name();
        let parent = node.parent_element().filter(|parent| is_syntax(*parent));
        match (parent, is_syntax(node)) {
            (_, false) => self.fault(
                node,
                format!("the root element `{name}` is not in the namespace of RELAX NG"),
                "a schema begins with `grammar` or another pattern, in the namespace `http://relaxng.org/ns/structure/1.0`",
            ),
            (Some(parent), true) => self.fault(
                node,
                format!("`{name}` cannot stand here in `{}`", parent.tag_name().name()),
                "delete it, or move it to where the syntax has it (RELAX NG specification, section 3)",
            ),
            (None, true) => self.fault(
                node,
                format!("a schema cannot begin with `{name}`"),
                "a schema begins with `grammar` or another pattern, such as `element`",
            ),
        }
    }

    /// The text of an element that holds text only, as `name`, `value` and `param` do.
    pub(super) fn text(&self, node: Node<'t>) -> Result<Cow<'t, str>, SchemaError> {
        let mut text = Cow::Borrowed("");
        for child in node.children() {
            if child.is_element() {
                let message = format!("`{}` holds an element", node.tag_name().name());
                return Err(self.fault(child, message, "delete it; even elements of other namespaces cannot stand here"));
            }
            if child.is_text() {
                match (child.text(), text.is_empty()) {
                    (Some(piece), true) => text = Cow::Borrowed(piece),
                    (Some(piece), false) => text.to_mut().push_str(piece),
                    (None, _) => {}
                }
            }
        }
        Ok(text)
    }

    /// The prefixes in force at an element.
    pub(super) fn context(&mut self, node: Node<'t>) -> Context {
        let bindings = || {
            node.namespaces()
                .filter_map(|namespace| Some((namespace.name()?, namespace.uri())))
                .filter(|(name, _)| *name != "xml")
        };
        if !bindings().eq(self.context.iter().map(|(prefix, uri)| (&**prefix, &**uri))) {
            self.context = bindings().map(|(prefix, uri)| (prefix.into(), uri.into())).collect();
        }
        Rc::clone(&self.context)
    }

    /// The prefixes of the whole file for a writer, each once; the namespace that the root sets is the default.
    pub(super) fn prefixes(&mut self) -> Vec<(Rc<str>, Namespace)> {
        let mut prefixes: Vec<(Rc<str>, Namespace)> = Vec::new();
        if self.keep == Keep::Patterns {
            return prefixes;
        }
        if let Some(namespace) = self.tree.root_element().attribute("ns") {
            prefixes.push(("".into(), Some(self.string(namespace))));
        }
        for element in self.tree.elements() {
            for (prefix, uri) in self.context(element).iter() {
                if **uri != *NAMESPACE && !prefixes.iter().any(|(known, _)| known == prefix) {
                    prefixes.push((Rc::clone(prefix), Some(Rc::clone(uri))));
                }
            }
        }
        prefixes
    }
}

/// Whether an element is in the namespace of RELAX NG.
pub(super) fn is_syntax(node: Node<'_>) -> bool {
    node.tag_name().namespace() == Some(NAMESPACE)
}
