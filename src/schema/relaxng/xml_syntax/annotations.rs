//! What an element of a schema carries besides: attributes and elements of other namespaces, for writers.

use std::rc::Rc;

use crate::{
    schema::relaxng::{
        NAMESPACE,
        ast::{AnnotationAttribute, AnnotationNode, Annotations, Keep},
        limits::NESTING_LIMIT,
        xml_syntax::reader::{Reader, is_syntax},
    },
    span::Span,
    xml::{Node, XML_NAMESPACE, is_xml_space},
};

impl<'t> Reader<'t> {
    /// The annotations of an element: those before its first child, and those between it and the next element of the syntax.
    ///
    /// Annotations deeper than [`NESTING_LIMIT`] lose what is deeper.
    pub(super) fn annotations(&mut self, node: Node<'t>) -> Annotations {
        if self.keep == Keep::Patterns {
            return Annotations::default();
        }
        let foreign = |node: &Node<'t>| !(node.is_element() && is_syntax(*node));
        let before: Vec<Node<'t>> = node.children().take_while(foreign).filter(Node::is_element).collect();
        // What stands before the first child belongs to the parent, and what follows a child to that child.
        let after: Vec<Node<'t>> = match node.parent_element() {
            Some(_) => node.next_siblings().skip(1).take_while(foreign).filter(Node::is_element).collect(),
            None => Vec::new(),
        };
        Annotations {
            attributes: self.foreign_attributes(node),
            before: before.into_iter().map(|child| self.foreign_element(child, 0)).collect(),
            after: after.into_iter().map(|child| self.foreign_element(child, 0)).collect(),
        }
    }

    /// The attributes of other namespaces; `xml:base` is none of them, since it is resolved.
    fn foreign_attributes(&mut self, node: Node<'t>) -> Vec<AnnotationAttribute> {
        let foreign = node.attributes().filter(|attribute| match attribute.namespace() {
            None | Some(NAMESPACE) => false,
            Some(XML_NAMESPACE) => attribute.name() != "base",
            Some(_) => true,
        });
        foreign.map(|attribute| self.attribute(attribute)).collect()
    }

    fn attribute(&mut self, attribute: crate::xml::Attribute<'t>) -> AnnotationAttribute {
        let prefix = self.prefix(self.tree.attribute_name_span(attribute));
        AnnotationAttribute {
            namespace: self.string(attribute.namespace().unwrap_or_default()),
            prefix,
            name: self.string(attribute.name()),
            value: self.string(attribute.value()),
        }
    }

    fn foreign_element(&mut self, node: Node<'t>, depth: usize) -> AnnotationNode {
        let attributes: Vec<_> = node.attributes().map(|attribute| self.attribute(attribute)).collect();
        let children = match depth < NESTING_LIMIT {
            true => node.children().filter_map(|child| self.foreign_child(child, depth + 1)).collect(),
            false => Vec::new(),
        };
        let prefix = self.prefix(self.tree.name_span(node));
        AnnotationNode::Element {
            namespace: self.string(node.tag_name().namespace().unwrap_or_default()),
            prefix,
            name: self.string(node.tag_name().name()),
            attributes,
            children,
        }
    }

    fn foreign_child(&mut self, node: Node<'t>, depth: usize) -> Option<AnnotationNode> {
        if node.is_element() {
            return Some(self.foreign_element(node, depth));
        }
        let text = node.text().filter(|_| node.is_text())?;
        // White space between elements is there for the reader's eye, and our own writer puts some there.
        let is_mixed = || node.parent().is_none_or(|parent| !parent.children().any(|child| child.is_element()));
        if text.chars().all(is_xml_space) && !is_mixed() {
            return None;
        }
        Some(AnnotationNode::Text(self.string(text)))
    }

    /// The prefix of a name as written.
    fn prefix(&mut self, name: Span) -> Rc<str> {
        let written = self.tree.source().slice(name).unwrap_or_default();
        self.string(written.split_once(':').map_or("", |(prefix, _)| prefix))
    }
}
