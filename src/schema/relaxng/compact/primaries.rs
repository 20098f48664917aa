//! The patterns that need no parentheses (compact, appendix A, from "primary" to "param").

use std::rc::Rc;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        ast::{Annotations, Data, Param, Pattern, PatternKind, TypeName, Value},
        compact::{
            name_classes::Target,
            parser::{Literal, Parse, Parser},
            token::TokenKind,
        },
    },
    span::Span,
    xml::is_xml_space,
};

impl Parser<'_> {
    /// [primary]
    pub fn primary(&mut self) -> Parse<Box<Pattern>> {
        let span = self.token().span;
        match self.token().kind {
            TokenKind::Keyword("element") => self.element(span),
            TokenKind::Keyword("attribute") => self.attribute(span),
            TokenKind::Keyword("grammar") => self.grammar(span),
            TokenKind::Keyword(keyword @ ("list" | "mixed")) => {
                self.advance();
                let content = self.braced_content()?;
                let kind = if keyword == "list" { PatternKind::List(content) } else { PatternKind::Mixed(content) };
                Ok(self.made(kind, span))
            }
            TokenKind::Keyword("string" | "token") | TokenKind::CName(..) | TokenKind::Segment(_) => self.datatype(),
            _ => self.leaf(span),
        }
    }

    fn made(&self, kind: PatternKind, span: Span) -> Box<Pattern> {
        Box::new(Pattern::new(kind, self.place(span)))
    }

    fn element(&mut self, span: Span) -> Parse<Box<Pattern>> {
        self.advance();
        let names = self.name_class(Target::Element)?;
        let content = self.braced_content()?;
        Ok(self.made(PatternKind::Element(*names, content), span))
    }

    fn attribute(&mut self, span: Span) -> Parse<Box<Pattern>> {
        self.advance();
        let names = self.name_class(Target::Attribute)?;
        let content = unless_plain_text(self.braced_pattern()?);
        Ok(self.made(PatternKind::Attribute(*names, content), span))
    }

    fn grammar(&mut self, span: Span) -> Parse<Box<Pattern>> {
        self.advance();
        let (before, components) = self.grammar_body()?;
        let mut pattern = self.made(PatternKind::Grammar(components), span);
        pattern.annotations.before = before;
        Ok(pattern)
    }

    /// A pattern with nothing inside.
    fn leaf(&mut self, span: Span) -> Parse<Box<Pattern>> {
        let kind = match self.token().kind.clone() {
            TokenKind::Keyword("empty") => PatternKind::Empty,
            TokenKind::Keyword("notAllowed") => PatternKind::NotAllowed,
            TokenKind::Keyword("text") => PatternKind::Text,
            TokenKind::Identifier(name) => PatternKind::Ref(name),
            TokenKind::Keyword("parent") => {
                self.advance();
                let (name, _) = self.identifier("the name of a definition")?;
                return Ok(self.made(PatternKind::ParentRef(name), span));
            }
            TokenKind::Keyword("external") => {
                self.advance();
                let literal = self.reference()?;
                let include = self.inheriting(&literal)?;
                return Ok(self.made(PatternKind::ExternalRef(include), literal.span));
            }
            _ => return Err(self.unexpected("a pattern")),
        };
        self.advance();
        Ok(self.made(kind, span))
    }

    /// [datatypeName] with its parameters or with a value, or a value alone.
    fn datatype(&mut self) -> Parse<Box<Pattern>> {
        let token = self.token().clone();
        let datatype = match token.kind {
            TokenKind::Keyword(keyword) => TypeName { library: "".into(), name: keyword.into() },
            TokenKind::CName(prefix, name) => {
                let library = self.lookup_library(&prefix, self.prefix_span(token.span, &prefix))?;
                TypeName { library, name }
            }
            _ => {
                let literal = self.literal("a value")?;
                return Ok(self.value(None, &literal));
            }
        };
        self.advance();
        if let TokenKind::Segment(_) = self.token().kind {
            let literal = self.literal("a value")?;
            self.check_qualified(&datatype, &literal)?;
            return Ok(self.value(Some(datatype), &literal));
        }
        let params = self.params()?;
        let data = Data { datatype, params, except: None, except_annotations: Annotations::default() };
        Ok(Box::new(Pattern::new(PatternKind::Data(Box::new(data)), self.place(token.span))))
    }

    fn value(&mut self, datatype: Option<TypeName>, literal: &Literal) -> Box<Pattern> {
        let value = Value {
            datatype,
            text: Rc::clone(&literal.text),
            context: self.environment.context(),
            namespace: self.environment.default_namespace(),
        };
        Box::new(Pattern::new(PatternKind::Value(Box::new(value)), self.place(literal.span)))
    }

    /// A qualified name as a value must have a prefix that stands for a namespace.
    fn check_qualified(&self, datatype: &TypeName, literal: &Literal) -> Parse<()> {
        if !datatype.is_qualified_name() {
            return Ok(());
        }
        let Some((prefix, _)) = literal.text.trim_matches(is_xml_space).split_once(':') else { return Ok(()) };
        match self.environment.find(prefix) {
            Some(Some(namespace)) if !namespace.is_empty() => Ok(()),
            _ => Err(self.fault(
                "compact 4",
                literal.span,
                format!("the prefix {} in a qualified name stands for no namespace", quote(prefix)),
                format!("declare it at the head of the file: `namespace {prefix} = \"…\"`"),
            )),
        }
    }

    /// [optParams]
    fn params(&mut self) -> Parse<Vec<Param>> {
        let mut params = Vec::new();
        if self.take("{").is_none() {
            return Ok(params);
        }
        loop {
            let lead = self.lead()?;
            if !lead.is_written() && self.take("}").is_some() {
                return Ok(params);
            }
            let (name, span) = self.any_name("the name of a parameter or `}`")?;
            self.expect("=")?;
            let value = self.literal("the value of the parameter in quotation marks")?.text;
            let mut annotations = Annotations::default();
            lead.put_after(&mut annotations);
            params.push(Param { name, value, place: self.place(span), annotations });
        }
    }
}

/// The content of an attribute: text is left out, as the XML syntax may leave it out.
fn unless_plain_text(pattern: Box<Pattern>) -> Option<Box<Pattern>> {
    match pattern.kind {
        PatternKind::Text if pattern.annotations.is_empty() => None,
        _ => Some(pattern),
    }
}
