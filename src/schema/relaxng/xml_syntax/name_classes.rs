//! Name classes of the XML syntax, and the names that `name` attributes give (4.8 to 4.10).

use std::rc::Rc;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Annotations, NameClass, NameClassKind, Namespace, Place},
        datatypes::is_ncname,
        xml_syntax::reader::{Head, Inherited, Reader},
    },
    xml::{Attribute, Node, XML_NAMESPACE, is_xml_space},
};

/// Which element a `name` attribute names: the two take their namespaces from different places (4.8).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Element,
    Attribute,
}

impl<'t> Reader<'t> {
    /// The names of an `element` or `attribute`: its attribute `name`, or its first child, which is then taken off.
    pub(super) fn names(
        &mut self,
        node: Node<'t>,
        head: &Head<'t, '_>,
        children: &mut Vec<Node<'t>>,
        named: Named,
        depth: usize,
    ) -> Result<NameClass, SchemaError> {
        if let Some(attribute) = head.name {
            return self.attribute_name(node, head, attribute, named);
        }
        match children.first().filter(|first| matches!(first.tag_name().name(), "name" | "anyName" | "nsName" | "choice")) {
            Some(_) => self.name_class(children.remove(0), &head.inherited, depth + 1),
            None => {
                let message = format!("`{}` has no name before its content", node.tag_name().name());
                Err(self.fault(node, message, "add the attribute `name`, or a name class as its first child"))
            }
        }
    }

    /// 4.8
    fn attribute_name(
        &mut self,
        node: Node<'t>,
        head: &Head<'t, '_>,
        attribute: Attribute<'t>,
        named: Named,
    ) -> Result<NameClass, SchemaError> {
        let place = self.value_place(attribute);
        let namespace = match named {
            Named::Element => head.inherited.namespace.clone(),
            Named::Attribute => Some(head.own_namespace.clone().unwrap_or_else(|| self.string(""))),
        };
        let (namespace, local) = self.qname(node, attribute.value(), namespace, place)?;
        Ok(NameClass { kind: NameClassKind::Name(namespace, local), place, annotations: Annotations::default() })
    }

    /// 4.10: a name whose prefix is one of the file's, or that has the namespace given.
    fn qname(
        &mut self,
        node: Node<'t>,
        text: &str,
        namespace: Namespace,
        place: Place,
    ) -> Result<(Namespace, Rc<str>), SchemaError> {
        let text = text.trim_matches(is_xml_space);
        let (prefix, local) = match text.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None => (None, text),
        };
        if !is_ncname(local) || prefix.is_some_and(|prefix| !is_ncname(prefix)) {
            let help = "a name has letters, digits, `-`, `_` and `.`, begins with a letter or `_`, and has one colon at most";
            return Err(SchemaError::new("3", place, format!("{} is not a name", quote(text)), help));
        }
        let namespace = match prefix {
            None => namespace,
            Some("xml") => Some(self.string(XML_NAMESPACE)),
            Some(prefix) => match node.lookup_namespace_uri(Some(prefix)) {
                Some(uri) => Some(self.string(uri)),
                None => {
                    let message = format!("the prefix `{prefix}` is not declared");
                    return Err(SchemaError::new("4.10", place, message, format!("declare it: `xmlns:{prefix}=\"…\"`")));
                }
            },
        };
        Ok((namespace, self.string(local)))
    }

    /// A name class that is an element.
    pub(super) fn name_class(&mut self, node: Node<'t>, inherited: &Inherited, depth: usize) -> Result<NameClass, SchemaError> {
        self.check_depth(node, depth)?;
        let head = self.open(node, inherited, &[])?;
        let kind = match node.tag_name().name() {
            "name" => {
                let text = self.text(node)?;
                let place = self.name_place(node);
                let (namespace, local) = self.qname(node, &text, head.inherited.namespace.clone(), place)?;
                NameClassKind::Name(namespace, local)
            }
            "anyName" => NameClassKind::AnyName(self.exception(node, &head.inherited, depth)?),
            "nsName" => NameClassKind::NsName(head.inherited.namespace.clone(), self.exception(node, &head.inherited, depth)?),
            "choice" => NameClassKind::Choice(self.alternatives(node, &head.inherited, depth)?),
            _ => return Err(self.misplaced(node)),
        };
        Ok(NameClass { kind, place: self.name_place(node), annotations: self.annotations(node) })
    }

    /// The `except` of `anyName` and `nsName`.
    fn exception(&mut self, node: Node<'t>, inherited: &Inherited, depth: usize) -> Result<Option<Box<NameClass>>, SchemaError> {
        let children = self.children(node)?;
        let except = match children.as_slice() {
            [] => return Ok(None),
            [except] if except.tag_name().name() == "except" => *except,
            [except, second, ..] if except.tag_name().name() == "except" => return Err(self.misplaced(*second)),
            [other, ..] => return Err(self.misplaced(*other)),
        };
        self.check_depth(except, depth + 1)?;
        let head = self.open(except, inherited, &[])?;
        let mut members = self.alternatives(except, &head.inherited, depth + 1)?;
        let annotations = self.annotations(except);
        let only = if members.len() == 1 { members.pop() } else { None };
        let class = only.unwrap_or_else(|| NameClass {
            kind: NameClassKind::Choice(members),
            place: self.name_place(except),
            annotations,
        });
        Ok(Some(Box::new(class)))
    }

    /// One or more name classes.
    fn alternatives(&mut self, node: Node<'t>, inherited: &Inherited, depth: usize) -> Result<Vec<NameClass>, SchemaError> {
        let children = self.children(node)?;
        if children.is_empty() {
            let message = format!("`{}` holds no name class", node.tag_name().name());
            return Err(self.fault(node, message, "add `name`, `anyName`, `nsName` or `choice`"));
        }
        let mut classes = Vec::with_capacity(children.len());
        for child in children {
            classes.push(self.name_class(child, inherited, depth + 1)?);
        }
        Ok(classes)
    }
}
