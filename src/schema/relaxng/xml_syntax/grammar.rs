//! What a `grammar` and an `include` of the XML syntax hold.

use std::rc::Rc;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Combine, Component, ComponentKind, Include, Pattern, Place},
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

/// A component whose children are to be read.
struct Opened<'t> {
    form: Form,
    place: Place,
    /// The patterns of a definition.
    children: Vec<Node<'t>>,
    /// What its content inherits.
    inherited: Inherited,
}

/// What a component is, but for what it holds.
enum Form {
    Define(Option<Rc<str>>, Option<Combine>),
    Div,
    Include(Include),
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

    /// Calls itself for what `div` and `include` hold, so all that needs much of the stack is in other functions.
    fn components_within(
        &mut self,
        node: Node<'t>,
        inherited: &Inherited,
        within: Within,
        depth: usize,
    ) -> Result<Vec<Component>, SchemaError> {
        let children = self.children(node)?;
        let mut components = Vec::with_capacity(children.len());
        for child in children {
            self.check_depth(child, depth + 1)?;
            let opened = self.open_component(child, inherited, within)?;
            match opened.form {
                Form::Define(..) => {
                    let patterns = self.patterns(child, &opened.children, &opened.inherited, depth + 1)?;
                    self.close_component(child, opened, patterns, Vec::new(), &mut components);
                }
                Form::Div | Form::Include(_) => {
                    let within = if matches!(opened.form, Form::Div) { within } else { Within::Include };
                    let inner = self.components_within(child, &opened.inherited, within, depth + 1)?;
                    self.close_component(child, opened, Vec::new(), inner, &mut components);
                }
            }
        }
        Ok(components)
    }

    /// Reads all of a component but what it holds.
    fn open_component(&mut self, node: Node<'t>, inherited: &Inherited, within: Within) -> Result<Box<Opened<'t>>, SchemaError> {
        let place = self.name_place(node);
        let (form, place, inherited) = match node.tag_name().name() {
            "start" => {
                let head = self.open(node, inherited, &["combine"])?;
                (Form::Define(None, self.combine(&head)?), place, head.inherited)
            }
            "define" => {
                let head = self.open(node, inherited, &["name", "combine"])?;
                let name = self.required(node, head.name, "name")?;
                (Form::Define(Some(self.ncname(name)?), self.combine(&head)?), self.value_place(name), head.inherited)
            }
            "div" => (Form::Div, place, self.open(node, inherited, &[])?.inherited),
            "include" if within == Within::Grammar => {
                let head = self.open(node, inherited, &["href"])?;
                (Form::Include(self.reference(node, &head)?), place, head.inherited)
            }
            _ => return Err(self.misplaced(node)),
        };
        let children = match &form {
            Form::Define(..) => self.children(node)?,
            Form::Div | Form::Include(_) => Vec::new(),
        };
        if let (Form::Define(None, _), [_, second, ..]) = (&form, children.as_slice()) {
            let message = "`start` holds two patterns".to_owned();
            return Err(self.fault(*second, message, "put them into one, such as `choice` or `group`"));
        }
        Ok(Box::new(Opened { form, place, children, inherited: inherited.into_owned() }))
    }

    /// Puts a component together.
    #[expect(clippy::boxed_local, reason = "unboxed, it would take stack in the function that calls itself")]
    fn close_component(
        &mut self,
        node: Node<'t>,
        opened: Box<Opened<'t>>,
        patterns: Vec<Pattern>,
        inner: Vec<Component>,
        into: &mut Vec<Component>,
    ) {
        let kind = match opened.form {
            Form::Define(name, combine) => ComponentKind::Define { name, combine, patterns },
            Form::Div => ComponentKind::Div(inner),
            Form::Include(include) => ComponentKind::Include(include, inner),
        };
        into.push(Component { kind, place: opened.place, annotations: self.annotations(node) });
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
