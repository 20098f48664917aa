//! Patterns of the XML syntax.

use std::rc::Rc;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Annotations, Component, Data, Include, NameClass, Param, Pattern, PatternKind, TypeName, Value},
        xml_syntax::{
            name_classes::Named,
            reader::{Head, Inherited, Reader, is_syntax},
        },
    },
    xml::Node,
};

/// A pattern whose children are to be read.
struct Opened<'t> {
    form: Form,
    /// The patterns in it.
    children: Vec<Node<'t>>,
    /// The element that holds them: the pattern itself, or the `except` of a `data`.
    holder: Node<'t>,
    /// What they inherit.
    inherited: Inherited,
}

/// What a pattern is, but for the patterns in it.
enum Form {
    Compound(fn(Vec<Pattern>) -> PatternKind),
    Element(NameClass),
    Attribute(NameClass),
    Data(Box<Data>),
}

impl<'t> Reader<'t> {
    /// Reads the pattern that a file has at its root.
    pub(super) fn root(&mut self, node: Node<'t>, inherited: &Inherited) -> Result<Pattern, SchemaError> {
        if !is_syntax(node) {
            return Err(self.misplaced(node));
        }
        let mut patterns = Vec::with_capacity(1);
        self.pattern(node, inherited, 0, &mut patterns)?;
        Ok(patterns.pop().expect("a pattern was read"))
    }

    /// Reads a pattern and adds it to `into`.
    ///
    /// It calls itself for what the pattern holds, so all that needs much of the stack is in other functions.
    fn pattern(
        &mut self,
        node: Node<'t>,
        inherited: &Inherited,
        depth: usize,
        into: &mut Vec<Pattern>,
    ) -> Result<(), SchemaError> {
        self.check_depth(node, depth)?;
        match node.tag_name().name() {
            "ref" | "parentRef" | "empty" | "text" | "notAllowed" | "value" | "externalRef" => {
                return self.read_leaf(node, inherited, into);
            }
            "grammar" => {
                let opened = self.open_grammar(node, inherited)?;
                let components = self.components(node, &opened, depth)?;
                self.close_grammar(node, components, into);
                return Ok(());
            }
            _ => {}
        }
        let opened = self.open_pattern(node, inherited, depth)?;
        let mut inner = Vec::with_capacity(opened.children.len());
        for &child in &opened.children {
            self.pattern(child, &opened.inherited, depth + 1, &mut inner)?;
        }
        self.close_pattern(node, opened, inner, into);
        Ok(())
    }

    /// One or more patterns that are children of an element.
    pub(super) fn patterns(
        &mut self,
        node: Node<'t>,
        children: &[Node<'t>],
        inherited: &Inherited,
        depth: usize,
    ) -> Result<Vec<Pattern>, SchemaError> {
        self.check_any(node, children)?;
        let mut patterns = Vec::with_capacity(children.len());
        for &child in children {
            self.pattern(child, inherited, depth + 1, &mut patterns)?;
        }
        Ok(patterns)
    }

    fn check_any(&self, node: Node<'t>, children: &[Node<'t>]) -> Result<(), SchemaError> {
        if !children.is_empty() {
            return Ok(());
        }
        let message = format!("`{}` holds no pattern", node.tag_name().name());
        Err(self.fault(node, message, "add one, such as `text`, `empty` or `ref`"))
    }

    fn open_grammar(&mut self, node: Node<'t>, inherited: &Inherited) -> Result<Box<Inherited>, SchemaError> {
        Ok(Box::new(self.open(node, inherited, &[])?.inherited.into_owned()))
    }

    fn close_grammar(&mut self, node: Node<'t>, components: Vec<Component>, into: &mut Vec<Pattern>) {
        let kind = PatternKind::Grammar(components);
        into.push(Pattern { kind, place: self.name_place(node), annotations: self.annotations(node) });
    }

    /// Reads all of a pattern but the patterns in it.
    fn open_pattern(&mut self, node: Node<'t>, inherited: &Inherited, depth: usize) -> Result<Box<Opened<'t>>, SchemaError> {
        let kind = match node.tag_name().name() {
            "element" => return self.open_named(node, inherited, Named::Element, depth),
            "attribute" => return self.open_named(node, inherited, Named::Attribute, depth),
            "data" => return self.open_data(node, inherited),
            "group" => PatternKind::Group,
            "interleave" => PatternKind::Interleave,
            "choice" => PatternKind::Choice,
            "optional" => PatternKind::Optional,
            "zeroOrMore" => PatternKind::ZeroOrMore,
            "oneOrMore" => PatternKind::OneOrMore,
            "list" => PatternKind::List,
            "mixed" => PatternKind::Mixed,
            _ => return Err(self.misplaced(node)),
        };
        let inherited = self.open(node, inherited, &[])?.inherited.into_owned();
        let children = self.children(node)?;
        self.check_any(node, &children)?;
        Ok(Box::new(Opened { form: Form::Compound(kind), children, holder: node, inherited }))
    }

    /// `element` and `attribute`
    fn open_named(
        &mut self,
        node: Node<'t>,
        inherited: &Inherited,
        named: Named,
        depth: usize,
    ) -> Result<Box<Opened<'t>>, SchemaError> {
        let head = self.open(node, inherited, &["name"])?;
        let mut children = self.children(node)?;
        let names = self.names(node, &head, &mut children, named, depth)?;
        let form = match (named, children.as_slice()) {
            (Named::Element, content) => {
                self.check_any(node, content)?;
                Form::Element(names)
            }
            (Named::Attribute, [_, second, ..]) => {
                let message = "an `attribute` holds two patterns".to_owned();
                return Err(self.fault(*second, message, "put them into one, such as `choice`"));
            }
            (Named::Attribute, _) => Form::Attribute(names),
        };
        Ok(Box::new(Opened { form, children, holder: node, inherited: head.inherited.into_owned() }))
    }

    fn open_data(&mut self, node: Node<'t>, inherited: &Inherited) -> Result<Box<Opened<'t>>, SchemaError> {
        let head = self.open(node, inherited, &["type"])?;
        let name = self.required(node, head.datatype, "type")?;
        let datatype = TypeName { library: Rc::clone(&head.inherited.library), name: self.ncname(name)? };
        let mut params = Vec::new();
        let mut except = None;
        for child in self.children(node)? {
            match child.tag_name().name() {
                "param" if except.is_none() => params.push(self.param(child, &head.inherited)?),
                "except" if except.is_none() => except = Some(child),
                _ => return Err(self.misplaced(child)),
            }
        }
        let data = Data { datatype, params, except: None, except_annotations: Annotations::default() };
        let mut opened = Opened {
            form: Form::Data(Box::new(data)),
            children: Vec::new(),
            holder: node,
            inherited: head.inherited.into_owned(),
        };
        if let Some(except) = except {
            opened.inherited = self.open(except, &opened.inherited, &[])?.inherited.into_owned();
            opened.children = self.children(except)?;
            opened.holder = except;
            self.check_any(except, &opened.children)?;
        }
        Ok(Box::new(opened))
    }

    /// Puts a pattern together.
    fn close_pattern(&mut self, node: Node<'t>, opened: Box<Opened<'t>>, mut inner: Vec<Pattern>, into: &mut Vec<Pattern>) {
        let kind = match opened.form {
            Form::Compound(kind) => kind(inner),
            Form::Element(names) => PatternKind::Element(names, inner),
            Form::Attribute(names) => PatternKind::Attribute(names, inner.pop().map(Box::new)),
            Form::Data(mut data) => {
                if opened.holder != node {
                    data.except = Some(inner);
                    data.except_annotations = self.annotations(opened.holder);
                }
                PatternKind::Data(data)
            }
        };
        into.push(Pattern { kind, place: self.name_place(node), annotations: self.annotations(node) });
    }

    /// A pattern that holds no other.
    fn read_leaf(&mut self, node: Node<'t>, inherited: &Inherited, into: &mut Vec<Pattern>) -> Result<(), SchemaError> {
        let kind = self.leaf(node, inherited)?;
        into.push(Pattern { kind, place: self.name_place(node), annotations: self.annotations(node) });
        Ok(())
    }

    fn leaf(&mut self, node: Node<'t>, inherited: &Inherited) -> Result<PatternKind, SchemaError> {
        let name = node.tag_name().name();
        if name == "value" {
            return self.value(node, inherited);
        }
        let allowed: &[&str] = match name {
            "ref" | "parentRef" => &["name"],
            "externalRef" => &["href"],
            _ => &[],
        };
        let head = self.open(node, inherited, allowed)?;
        self.no_children(node)?;
        Ok(match name {
            "empty" => PatternKind::Empty,
            "text" => PatternKind::Text,
            "notAllowed" => PatternKind::NotAllowed,
            "externalRef" => PatternKind::ExternalRef(self.reference(node, &head)?),
            _ => {
                let target = self.required(node, head.name, "name")?;
                let target = self.ncname(target)?;
                if name == "ref" { PatternKind::Ref(target) } else { PatternKind::ParentRef(target) }
            }
        })
    }

    fn value(&mut self, node: Node<'t>, inherited: &Inherited) -> Result<PatternKind, SchemaError> {
        let head = self.open(node, inherited, &["type"])?;
        let datatype = match head.datatype {
            Some(name) => Some(TypeName { library: Rc::clone(&head.inherited.library), name: self.ncname(name)? }),
            None => None,
        };
        let text = self.text(node)?;
        Ok(PatternKind::Value(Box::new(Value {
            datatype,
            text: self.string(&text),
            context: self.context(node),
            namespace: head.inherited.namespace.clone(),
        })))
    }

    fn param(&mut self, node: Node<'t>, inherited: &Inherited) -> Result<Param, SchemaError> {
        let head = self.open(node, inherited, &["name"])?;
        let name = self.required(node, head.name, "name")?;
        let name = self.ncname(name)?;
        let text = self.text(node)?;
        Ok(Param { name, value: self.string(&text), place: self.name_place(node), annotations: self.annotations(node) })
    }

    /// The reference of `externalRef` and `include` (4.5).
    pub(super) fn reference(&mut self, node: Node<'t>, head: &Head<'t, '_>) -> Result<Include, SchemaError> {
        let href = self.required(node, head.href, "href")?;
        if href.value().contains('#') {
            let message = format!("the reference {} has a fragment", quote(href.value()));
            let help = "leave out `#` and what follows it; a schema refers to whole files";
            return Err(SchemaError::new("4.5", self.value_place(href), message, help));
        }
        Ok(Include {
            href: self.string(href.value()),
            base: head.inherited.base.clone(),
            namespace: head.inherited.namespace.clone(),
        })
    }
}
