//! Patterns of the XML syntax.

use std::rc::Rc;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Data, Include, Param, Pattern, PatternKind, TypeName, Value},
        xml_syntax::{
            name_classes::Named,
            reader::{Head, Inherited, Reader, is_syntax},
        },
    },
    xml::Node,
};

impl<'t> Reader<'t> {
    /// Reads a pattern.
    pub(super) fn pattern(&mut self, node: Node<'t>, inherited: &Inherited, depth: usize) -> Result<Pattern, SchemaError> {
        self.check_depth(node, depth)?;
        if !is_syntax(node) {
            return Err(self.misplaced(node));
        }
        let name = node.tag_name().name();
        let kind = match name {
            "element" | "attribute" => self.named(node, inherited, depth)?,
            "ref" | "parentRef" => {
                let head = self.open(node, inherited, &["name"])?;
                let target = self.required(node, head.name, "name")?;
                let target = self.ncname(target)?;
                self.no_children(node)?;
                if name == "ref" { PatternKind::Ref(target) } else { PatternKind::ParentRef(target) }
            }
            "empty" | "text" | "notAllowed" => {
                self.open(node, inherited, &[])?;
                self.no_children(node)?;
                match name {
                    "empty" => PatternKind::Empty,
                    "text" => PatternKind::Text,
                    _ => PatternKind::NotAllowed,
                }
            }
            "value" => self.value(node, inherited)?,
            "data" => self.data(node, inherited, depth)?,
            "externalRef" => {
                let head = self.open(node, inherited, &["href"])?;
                self.no_children(node)?;
                PatternKind::ExternalRef(self.reference(node, &head)?)
            }
            "grammar" => {
                let head = self.open(node, inherited, &[])?;
                PatternKind::Grammar(self.components(node, &head.inherited, depth)?)
            }
            _ => self.compound(node, inherited, depth)?,
        };
        Ok(Pattern { kind, place: self.name_place(node), annotations: self.annotations(node) })
    }

    /// A pattern that is nothing but other patterns.
    fn compound(&mut self, node: Node<'t>, inherited: &Inherited, depth: usize) -> Result<PatternKind, SchemaError> {
        let kind = match node.tag_name().name() {
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
        let head = self.open(node, inherited, &[])?;
        let children = self.children(node)?;
        Ok(kind(self.patterns(node, &children, &head.inherited, depth)?))
    }

    /// One or more patterns that are children of an element.
    pub(super) fn patterns(
        &mut self,
        node: Node<'t>,
        children: &[Node<'t>],
        inherited: &Inherited,
        depth: usize,
    ) -> Result<Vec<Pattern>, SchemaError> {
        if children.is_empty() {
            let message = format!("`{}` holds no pattern", node.tag_name().name());
            return Err(self.fault(node, message, "add one, such as `text`, `empty` or `ref`"));
        }
        children.iter().map(|child| self.pattern(*child, inherited, depth + 1)).collect()
    }

    /// `element` and `attribute`
    fn named(&mut self, node: Node<'t>, inherited: &Inherited, depth: usize) -> Result<PatternKind, SchemaError> {
        let head = self.open(node, inherited, &["name"])?;
        let children = self.children(node)?;
        let named = if node.tag_name().name() == "element" { Named::Element } else { Named::Attribute };
        let (names, content) = self.names(node, &head, &children, named, depth)?;
        match (named, content) {
            (Named::Element, content) => Ok(PatternKind::Element(names, self.patterns(node, content, &head.inherited, depth)?)),
            (Named::Attribute, []) => Ok(PatternKind::Attribute(names, None)),
            (Named::Attribute, [content]) => {
                let content = self.pattern(*content, &head.inherited, depth + 1)?;
                Ok(PatternKind::Attribute(names, Some(Box::new(content))))
            }
            (Named::Attribute, [_, second, ..]) => {
                let message = "an `attribute` holds two patterns".to_owned();
                Err(self.fault(*second, message, "put them into one, such as `choice`"))
            }
        }
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

    fn data(&mut self, node: Node<'t>, inherited: &Inherited, depth: usize) -> Result<PatternKind, SchemaError> {
        let head = self.open(node, inherited, &["type"])?;
        let name = self.required(node, head.datatype, "type")?;
        let datatype = TypeName { library: Rc::clone(&head.inherited.library), name: self.ncname(name)? };
        let mut data = Data { datatype, params: Vec::new(), except: None, except_annotations: Default::default() };
        for child in self.children(node)? {
            match child.tag_name().name() {
                "param" if data.except.is_none() => data.params.push(self.param(child, &head.inherited)?),
                "except" if data.except.is_none() => {
                    self.check_depth(child, depth + 1)?;
                    let head = self.open(child, &head.inherited, &[])?;
                    let children = self.children(child)?;
                    data.except = Some(self.patterns(child, &children, &head.inherited, depth + 1)?);
                    data.except_annotations = self.annotations(child);
                }
                _ => return Err(self.misplaced(child)),
            }
        }
        Ok(PatternKind::Data(Box::new(data)))
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
