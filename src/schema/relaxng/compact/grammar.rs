//! Grammars: definitions, `div` and `include` (compact, appendix A, from "grammar" to "includeDiv").

use std::rc::Rc;

use crate::schema::relaxng::{
    SchemaError,
    ast::{AnnotationNode, Annotations, Combine, Component, ComponentKind, Include, Namespace},
    compact::{
        annotations::Lead,
        parser::{Literal, Parse, Parser},
        token::TokenKind,
        uri,
    },
};

/// Whose parts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// Those of a grammar, or of a `div` in one.
    Grammar,
    /// Those of an `include`, or of a `div` in one: no other `include`.
    Include,
}

impl Parser<'_> {
    /// [grammar] or [includeBody], to its `}` or to the end: what stands before the first part, and the parts.
    pub fn members(&mut self, body: Body, first: Lead) -> Parse<(Vec<AnnotationNode>, Vec<Component>)> {
        let mut before = Vec::new();
        let mut components: Vec<Component> = Vec::new();
        let mut lead = first;
        loop {
            let is_over = self.is("}") || self.token().kind == TokenKind::End;
            if is_over && !lead.is_written() {
                return Ok((before, components));
            }
            let is_name = matches!(self.token().kind, TokenKind::Identifier(_) | TokenKind::CName(..));
            if is_name && self.is_next("[") && !lead.is_written() {
                let element = self.member_element()?;
                match components.last_mut() {
                    Some(component) => self.keep_after(&mut component.annotations, element),
                    None if self.keeps_annotations() => before.push(element),
                    None => {}
                }
            } else {
                components.push(self.component(body, lead)?);
            }
            lead = self.lead()?;
        }
    }

    /// [component], [includeComponent]
    fn component(&mut self, body: Body, lead: Lead) -> Parse<Component> {
        let token = self.token().clone();
        let mut annotations = Annotations::default();
        let kind = match token.kind {
            TokenKind::Keyword("start") => {
                self.advance();
                self.definition(None)?
            }
            TokenKind::Identifier(name) => {
                self.advance();
                self.definition(Some(name))?
            }
            TokenKind::Keyword(_) if self.is_assignment(1) => {
                return Err(self.identifier("the name of a definition").err().unwrap_or_else(|| self.unexpected("a name")));
            }
            TokenKind::Keyword("div") => {
                self.advance();
                let (before, components) = self.braced(body)?;
                annotations.before = before;
                ComponentKind::Div(components)
            }
            TokenKind::Keyword("include") if body == Body::Grammar => {
                self.advance();
                return self.include(lead);
            }
            TokenKind::Keyword("include") => {
                return Err(self.fault(
                    "compact 2",
                    token.span,
                    "an `include` stands in the body of another",
                    "move it out: the body holds `start`, definitions and `div`, which replace those of the other file",
                ));
            }
            _ => return Err(self.no_component(&lead)),
        };
        lead.put_before(&mut annotations);
        Ok(Component { kind, place: self.place(token.span), annotations })
    }

    #[cold]
    fn no_component(&self, lead: &Lead) -> Box<SchemaError> {
        match lead.span() {
            None => self.unexpected("a definition, `start`, `div`, `include` or `}`"),
            Some(span) => self.fault(
                "compact 5",
                span,
                "documentation or an annotation stands before no definition",
                "lines with `##` and brackets stand before what they describe; a comment has one `#`",
            ),
        }
    }

    /// What stands behind the name of a definition.
    fn definition(&mut self, name: Option<Rc<str>>) -> Parse<ComponentKind> {
        let combine = match self.token().kind {
            TokenKind::Symbol("=") => None,
            TokenKind::Symbol("|=") => Some(Combine::Choice),
            TokenKind::Symbol("&=") => Some(Combine::Interleave),
            _ => return Err(self.unexpected("`=`, `|=` or `&=`")),
        };
        self.advance();
        // In the XML syntax, `start` holds one pattern, and `define` a group.
        let patterns = match name {
            Some(_) => self.content()?,
            None => {
                let lead = self.lead()?;
                vec![*self.pattern(lead)?.pattern]
            }
        };
        Ok(ComponentKind::Define { name, combine, patterns })
    }

    fn braced(&mut self, body: Body) -> Parse<(Vec<AnnotationNode>, Vec<Component>)> {
        self.expect("{")?;
        self.nested(|parser| {
            let lead = parser.lead()?;
            let members = parser.members(body, lead)?;
            parser.expect("}")?;
            Ok(members)
        })
    }

    /// `{`, the inside of a grammar, `}`.
    pub fn grammar_body(&mut self) -> Parse<(Vec<AnnotationNode>, Vec<Component>)> {
        self.braced(Body::Grammar)
    }

    /// [include], from behind the keyword.
    fn include(&mut self, lead: Lead) -> Parse<Component> {
        let literal = self.reference()?;
        let include = self.inheriting(&literal)?;
        let (before, components) = if self.is("{") { self.braced(Body::Include)? } else { Default::default() };
        let mut annotations = Annotations { before, ..Annotations::default() };
        lead.put_before(&mut annotations);
        Ok(Component { kind: ComponentKind::Include(include, components), place: self.place(literal.span), annotations })
    }

    /// [anyURILiteral]
    pub fn reference(&mut self) -> Parse<Literal> {
        let literal = self.literal("the URI of a schema in quotation marks")?;
        match uri::reference_fault(&literal.text) {
            None => Ok(literal),
            Some(message) => {
                Err(self.fault("4.5", literal.span, message, "refer to a whole file, by a path or a URI such as `names.rnc`"))
            }
        }
    }

    /// [optInherit]: the reference with the namespace that the other file takes.
    pub fn inheriting(&mut self, literal: &Literal) -> Parse<Include> {
        let namespace: Namespace = if self.take_keyword("inherit").is_some() {
            self.expect("=")?;
            let (prefix, span) = self.any_name("a prefix")?;
            self.lookup(&prefix, span)?
        } else {
            self.environment.default_namespace()
        };
        Ok(Include { href: Rc::clone(&literal.text), base: None, namespace })
    }
}
