//! Annotations as attributes and elements of other namespaces.

use crate::{
    schema::relaxng::{
        ast::{AnnotationAttribute, AnnotationNode},
        write_xml::XmlWriter,
    },
    xml::{Content, Event, WriteError, is_xml_space},
};

impl XmlWriter {
    /// Adds the attributes, and what must be declared for them.
    pub(super) fn annotation_attributes(&mut self, from: &[AnnotationAttribute], to: &mut Vec<(String, String)>) {
        for AnnotationAttribute { namespace, prefix, name, value } in from {
            let name = self.scope.attribute(prefix, namespace, name, to);
            to.push((name, value.to_string()));
        }
    }

    /// Writes an annotation element, or text where its parent may hold some.
    pub(super) fn annotation(&mut self, node: &AnnotationNode, parent: Content) -> Result<(), WriteError> {
        let (namespace, prefix, name, attributes, children) = match node {
            AnnotationNode::Element { namespace, prefix, name, attributes, children } => {
                (namespace, prefix, name, attributes, children)
            }
            // White space between elements is layout, and the writer makes its own.
            AnnotationNode::Text(_) if parent == Content::Elements => return Ok(()),
            AnnotationNode::Text(text) => return self.out.write(&Event::Text(text.as_ref().into())),
        };
        let mark = self.scope.mark();
        let mut written = Vec::new();
        let name = self.scope.element(prefix, namespace, name, &mut written);
        self.annotation_attributes(attributes, &mut written);
        let content = content(children);
        self.out.write_start(&name, &written, content)?;
        children.iter().try_for_each(|child| self.annotation(child, content))?;
        self.out.write(&Event::End)?;
        self.scope.go_back(mark);
        Ok(())
    }
}

/// Elements only, if there are some, and no text but white space.
pub(in crate::schema::relaxng) fn content(children: &[AnnotationNode]) -> Content {
    let is_layout = |child: &AnnotationNode| match child {
        AnnotationNode::Element { .. } => true,
        AnnotationNode::Text(text) => text.chars().all(is_xml_space),
    };
    let has_elements = children.iter().any(|child| matches!(child, AnnotationNode::Element { .. }));
    if has_elements && children.iter().all(is_layout) { Content::Elements } else { Content::Mixed }
}
