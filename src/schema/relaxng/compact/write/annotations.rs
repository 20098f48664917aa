//! Annotations: documentation before brackets before what they annotate, and what follows it.

use crate::{
    schema::relaxng::{
        ast::{AnnotationAttribute, AnnotationNode, Annotations},
        compact::write::{Compact, layout::Layout, spell},
        write_xml::annotation_content,
    },
    xml::Content,
};

/// How the name of an annotation element is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// In brackets, where a keyword is a name.
    Bracketed,
    /// Among definitions, where a keyword takes a backslash.
    Member,
}

impl Compact {
    /// What stands before a part that may have foreign elements as children.
    pub(super) fn lead(&self, annotations: &Annotations) -> Vec<Layout> {
        self.lead_of(&annotations.attributes, &annotations.before)
    }

    /// What stands before a part, each on a line of its own: documentation, then brackets.
    pub(super) fn lead_of(&self, attributes: &[AnnotationAttribute], elements: &[AnnotationNode]) -> Vec<Layout> {
        let count = elements.iter().take_while(|node| spell::documentation(node).is_some()).count();
        let (documentation, elements) = elements.split_at(count);
        let mut lines = Vec::new();
        for text in documentation.iter().filter_map(spell::documentation) {
            // Without an empty line between them, two documentations would be one.
            if !lines.is_empty() {
                lines.push(Layout::paragraph());
            }
            lines.push(spell::documentation_lines(text));
        }
        if !lines.is_empty() {
            lines.push(Layout::line());
        }
        if !attributes.is_empty() || !elements.is_empty() {
            let parts = attributes.iter().map(|attribute| self.attribute(attribute));
            let parts = parts.chain(elements.iter().map(|node| self.element(node, Position::Bracketed)));
            let inside = Layout::join(parts, &Layout::space());
            lines.push(Layout::bracketed("[", inside, "]", &Layout::space()));
            lines.push(Layout::space());
        }
        lines
    }

    /// What follows a part, each element behind `>>`.
    pub(super) fn follow(&self, elements: &[AnnotationNode]) -> Vec<Layout> {
        let mut parts = Vec::new();
        for element in elements {
            parts.push(Layout::space());
            parts.push(Layout::text(">> "));
            parts.push(self.element(element, Position::Bracketed));
        }
        parts
    }

    fn attribute(&self, attribute: &AnnotationAttribute) -> Layout {
        let name = self.prefixes.annotation(&attribute.prefix, &attribute.namespace, &attribute.name);
        Layout::sequence([Layout::text(format!("{name} = ")), spell::literal(&attribute.value)])
    }

    /// An element, or text inside one.
    pub(super) fn element(&self, node: &AnnotationNode, position: Position) -> Layout {
        let (namespace, prefix, name, attributes, children) = match node {
            AnnotationNode::Text(text) => return spell::literal(text),
            AnnotationNode::Element { namespace, prefix, name, attributes, children } => {
                (namespace, prefix, name, attributes, children)
            }
        };
        let name = match self.prefixes.annotation(prefix, namespace, name) {
            name if position == Position::Member && namespace.is_empty() => spell::identifier(&name),
            name => name,
        };
        let is_layout = annotation_content(children) == Content::Elements;
        let children = children.iter().filter(|child| !is_layout || matches!(child, AnnotationNode::Element { .. }));
        let parts = attributes.iter().map(|attribute| self.attribute(attribute));
        let parts: Vec<_> = parts.chain(children.map(|child| self.element(child, Position::Bracketed))).collect();
        if parts.is_empty() {
            return Layout::text(format!("{name} []"));
        }
        let inside = Layout::join(parts, &Layout::space());
        Layout::sequence([Layout::text(format!("{name} ")), Layout::bracketed("[", inside, "]", &Layout::space())])
    }
}
