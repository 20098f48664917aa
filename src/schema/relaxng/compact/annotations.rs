//! Annotations: documentation, brackets, and what follows `>>` (compact, section 5).

use std::{collections::HashSet, rc::Rc};

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        NAMESPACE,
        ast::{AnnotationAttribute, AnnotationNode, Annotations, Pattern, PatternKind},
        compact::{
            COMPATIBILITY,
            parser::{Parse, Parser},
            token::TokenKind,
        },
    },
    span::Span,
};

/// The namespace that the specification calls that of `xmlns`, and the one that Namespaces in XML gives it.
const XMLNS: &[&str] = &["http://www.w3.org/2000/xmlns", "http://www.w3.org/2000/xmlns/"];

/// What stands before a part of a schema: documentation, then brackets.
#[derive(Debug, Default)]
pub(super) struct Lead {
    attributes: Vec<AnnotationAttribute>,
    elements: Vec<AnnotationNode>,
    /// Where it stands, if it is there.
    written: Option<Span>,
    /// Whether it has elements, kept or not.
    has_elements: bool,
    /// Whether it has attributes, kept or not.
    has_attributes: bool,
}

impl Lead {
    /// Whether there is any, be it empty brackets.
    pub fn is_written(&self) -> bool {
        self.span().is_some()
    }

    /// Whether it says nothing (`()` in the specification).
    pub fn is_empty(&self) -> bool {
        !self.has_elements && !self.has_attributes
    }

    /// Where it stands, if it is there.
    pub fn span(&self) -> Option<Span> {
        self.written
    }

    /// Where it stands, if it has elements.
    pub fn elements_span(&self) -> Option<Span> {
        self.written.filter(|_| self.has_elements)
    }

    /// Puts it on a part that can have foreign elements as children.
    pub fn put_before(self, annotations: &mut Annotations) {
        annotations.attributes.extend(self.attributes);
        annotations.before.splice(0..0, self.elements);
    }

    /// Puts it on a part that has text for its content, so that foreign elements follow it.
    pub fn put_after(self, annotations: &mut Annotations) {
        annotations.attributes.extend(self.attributes);
        annotations.after.splice(0..0, self.elements);
    }

    /// Puts it on a pattern.
    pub fn put_on(self, pattern: &mut Pattern) {
        match pattern.kind {
            PatternKind::Value(_) => self.put_after(&mut pattern.annotations),
            _ => self.put_before(&mut pattern.annotations),
        }
    }
}

/// The name of an annotation element or attribute.
struct ForeignName {
    namespace: Rc<str>,
    prefix: Rc<str>,
    name: Rc<str>,
    span: Span,
}

/// Whether an annotation stands outermost, where it may not look like a part of RELAX NG.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Foreign,
    Nested,
}

impl Parser<'_> {
    /// [annotations]
    pub fn lead(&mut self) -> Parse<Lead> {
        let mut lead = Lead::default();
        while let TokenKind::Documentation(text) = &self.token().kind {
            let text = Rc::clone(text);
            let span = self.advance().span;
            lead.written = Some(lead.written.map_or(span, |written| written.cover(span)));
            lead.has_elements = true;
            let prefix = if self.keeps_annotations() { self.environment.documentation_prefix() } else { "".into() };
            let children = if text.is_empty() { Vec::new() } else { vec![AnnotationNode::Text(text)] };
            lead.elements.push(AnnotationNode::Element {
                namespace: COMPATIBILITY.into(),
                prefix,
                name: "documentation".into(),
                attributes: Vec::new(),
                children,
            });
        }
        if let Some(open) = self.take("[") {
            lead.attributes = self.attributes(Level::Foreign)?;
            lead.has_attributes = !lead.attributes.is_empty();
            while !self.is("]") {
                lead.has_elements = true;
                let element = self.foreign_element(Level::Foreign)?;
                lead.elements.push(element);
            }
            let span = open.cover(self.expect("]")?);
            lead.written = Some(lead.written.map_or(span, |written| written.cover(span)));
        }
        if !self.keeps_annotations() {
            lead.attributes.clear();
            lead.elements.clear();
        }
        Ok(lead)
    }

    /// [followAnnotations]: the elements, and where they stand if there are any.
    pub fn follow(&mut self, annotations: &mut Annotations) -> Parse<Option<Span>> {
        let mut place: Option<Span> = None;
        while let Some(arrows) = self.take(">>") {
            let element = self.foreign_element(Level::Foreign)?;
            self.keep_after(annotations, element);
            place.get_or_insert(arrows);
        }
        Ok(place)
    }

    /// [annotationElementNotKeyword]: an element among the parts of a grammar.
    pub fn member_element(&mut self) -> Parse<AnnotationNode> {
        self.foreign_element(Level::Foreign)
    }

    /// Adds an element that follows, if annotations are kept.
    pub fn keep_after(&self, annotations: &mut Annotations, element: AnnotationNode) {
        if self.keeps_annotations() {
            annotations.after.push(element);
        }
    }

    /// [annotationAttributes], [nestedAnnotationAttributes]
    fn attributes(&mut self, level: Level) -> Parse<Vec<AnnotationAttribute>> {
        let mut attributes = Vec::new();
        let mut seen: HashSet<(Rc<str>, Rc<str>)> = HashSet::new();
        while self.is_next("=") {
            let name = self.foreign_name(level, "the name of an annotation")?;
            self.check_attribute(&name, level)?;
            self.expect("=")?;
            let value = self.literal("the value of the attribute in quotation marks")?;
            if !seen.insert((Rc::clone(&name.namespace), Rc::clone(&name.name))) {
                return Err(self.fault(
                    "compact 5.1",
                    name.span,
                    format!("the attribute {} stands twice", quote(&name.name)),
                    "keep one of the two; prefixes do not tell names of one namespace apart",
                ));
            }
            let ForeignName { namespace, prefix, name, .. } = name;
            attributes.push(AnnotationAttribute { namespace, prefix, name, value: value.text });
        }
        Ok(attributes)
    }

    /// Constraint "unqualified name", and what XML leaves no room for.
    fn check_attribute(&self, name: &ForeignName, level: Level) -> Parse<()> {
        if level == Level::Foreign && name.namespace.is_empty() {
            return Err(self.fault(
                "compact 5.1",
                name.span,
                "an annotation attribute is in no namespace",
                "give it a prefix that is declared for a namespace; only attributes of annotation elements may have none",
            ));
        }
        if name.namespace.is_empty() && &*name.name == "xmlns" {
            return Err(self.fault(
                "compact 5.1",
                name.span,
                "an annotation attribute is called `xmlns`, which declares a namespace",
                "declare the namespace at the head of the file: `namespace p = \"…\"`",
            ));
        }
        Ok(())
    }

    /// [annotationElement], [nestedAnnotationElement]
    fn foreign_element(&mut self, level: Level) -> Parse<AnnotationNode> {
        let name = self.foreign_name(level, "the name of an annotation element")?;
        if self.is("=") && level == Level::Foreign {
            return Err(self.fault(
                "compact 5.1",
                name.span,
                "an annotation attribute stands after an element",
                "put the attributes first in the brackets",
            ));
        }
        self.nested(|parser| {
            parser.expect("[")?;
            let attributes = parser.attributes(Level::Nested)?;
            let mut children = Vec::new();
            while parser.take("]").is_none() {
                match parser.token().kind {
                    TokenKind::Segment(_) => {
                        let literal = parser.literal("a literal")?;
                        push_text(&mut children, literal.text);
                    }
                    _ => children.push(parser.foreign_element(Level::Nested)?),
                }
            }
            let ForeignName { namespace, prefix, name, .. } = name;
            Ok(AnnotationNode::Element { namespace, prefix, name, attributes, children })
        })
    }

    fn foreign_name(&mut self, level: Level, what: &str) -> Parse<ForeignName> {
        let TokenKind::CName(prefix, name) = &self.token().kind else {
            let (name, span) = self.any_name(what)?;
            return Ok(ForeignName { namespace: "".into(), prefix: "".into(), name, span });
        };
        let (prefix, name, span) = (Rc::clone(prefix), Rc::clone(name), self.token().span);
        let at = self.prefix_span(span, &prefix);
        let Some(namespace) = self.lookup(&prefix, at)? else {
            return Err(self.fault(
                "compact 5.1",
                at,
                format!("the prefix {} of an annotation stands for a namespace that is inherited", quote(&prefix)),
                "give the annotation a prefix whose declaration names a namespace",
            ));
        };
        if level == Level::Foreign && &*namespace == NAMESPACE {
            return Err(self.fault(
                "compact 5.1",
                span,
                "an annotation is in the namespace of RELAX NG itself",
                "give it another namespace; only what stands inside of an annotation element may have this one",
            ));
        }
        if XMLNS.contains(&&*namespace) {
            return Err(self.fault(
                "compact 5.1",
                span,
                "an annotation is in the namespace of `xmlns`, which declares namespaces",
                "declare the namespace at the head of the file: `namespace p = \"…\"`",
            ));
        }
        self.advance();
        let prefix = if namespace.is_empty() { "".into() } else { prefix };
        Ok(ForeignName { namespace, prefix, name, span })
    }
}

/// Adds text; what stands side by side is one.
fn push_text(children: &mut Vec<AnnotationNode>, text: Rc<str>) {
    match children.last_mut() {
        _ if text.is_empty() => {}
        Some(AnnotationNode::Text(before)) => *before = format!("{before}{text}").into(),
        _ => children.push(AnnotationNode::Text(text)),
    }
}
