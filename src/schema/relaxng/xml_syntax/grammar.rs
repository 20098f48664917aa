//! What a `grammar` and an `include` of the XML syntax hold.

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Combine, Component, ComponentKind},
        xml_syntax::reader::{Head, Inherited, Reader},
    },
    xml::{Node, is_xml_space},
};

/// Whether an `include` may stand among components.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Grammar,
    Include,
}

impl<'t> Reader<'t> {
    /// The components of a `grammar`.
    pub(super) fn components(
        &mut self,
        node: Node<'t>,
        inherited: &Inherited,
        depth: usize,
    ) -> Result<Vec<Component>, SchemaError> {
        self.components_within(node, inherited, Within::Grammar, depth)
    }

    fn components_within(
        &mut self,
        node: Node<'t>,
        inherited: &Inherited,
        within: Within,
        depth: usize,
    ) -> Result<Vec<Component>, SchemaError> {
        let children = self.children(node)?;
        children.into_iter().map(|child| self.component(child, inherited, within, depth + 1)).collect()
    }

    fn component(
        &mut self,
        node: Node<'t>,
        inherited: &Inherited,
        within: Within,
        depth: usize,
    ) -> Result<Component, SchemaError> {
        self.check_depth(node, depth)?;
        let mut place = self.name_place(node);
        let kind = match node.tag_name().name() {
            "start" => {
                let head = self.open(node, inherited, &["combine"])?;
                let children = self.children(node)?;
                if let [_, second, ..] = children.as_slice() {
                    let message = "`start` holds two patterns".to_owned();
                    return Err(self.fault(*second, message, "put them into one, such as `choice` or `group`"));
                }
                let patterns = self.patterns(node, &children, &head.inherited, depth)?;
                ComponentKind::Define { name: None, combine: self.combine(&head)?, patterns }
            }
            "define" => {
                let head = self.open(node, inherited, &["name", "combine"])?;
                let attribute = self.required(node, head.name, "name")?;
                place = self.value_place(attribute);
                let name = Some(self.ncname(attribute)?);
                let children = self.children(node)?;
                let patterns = self.patterns(node, &children, &head.inherited, depth)?;
                ComponentKind::Define { name, combine: self.combine(&head)?, patterns }
            }
            "div" => {
                let head = self.open(node, inherited, &[])?;
                ComponentKind::Div(self.components_within(node, &head.inherited, within, depth)?)
            }
            "include" if within == Within::Grammar => {
                let head = self.open(node, inherited, &["href"])?;
                let reference = self.reference(node, &head)?;
                ComponentKind::Include(reference, self.components_within(node, &head.inherited, Within::Include, depth)?)
            }
            _ => return Err(self.misplaced(node)),
        };
        Ok(Component { kind, place, annotations: self.annotations(node) })
    }

    /// 4.17
    fn combine(&self, head: &Head<'t, '_>) -> Result<Option<Combine>, SchemaError> {
        let Some(attribute) = head.combine else { return Ok(None) };
        match attribute.value().trim_matches(is_xml_space) {
            "choice" => Ok(Some(Combine::Choice)),
            "interleave" => Ok(Some(Combine::Interleave)),
            other => {
                let message = format!("{} is no way to combine definitions", quote(other));
                Err(SchemaError::new("3", self.value_place(attribute), message, "write `choice` or `interleave`"))
            }
        }
    }
}
