//! The patterns that need no parentheses (compact, appendix A, from "primary" to "param").

use std::rc::Rc;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        SchemaError,
        ast::{Annotations, Data, Param, Pattern, PatternKind, TypeName, Value},
        compact::{
            name_classes::Target,
            parser::{Literal, Parser},
            token::TokenKind,
        },
    },
    xml::is_xml_space,
};

/// The keywords that begin a pattern, but for datatypes and `external`.
const PATTERN_KEYWORDS: &[&str] = &["attribute", "element", "empty", "grammar", "list", "mixed", "notAllowed", "parent", "text"];

impl Parser<'_> {
    /// [primary]
    pub fn primary(&mut self) -> Result<Pattern, SchemaError> {
        let token = self.token().clone();
        let mut annotations = Annotations::default();
        let kind = match token.kind {
            TokenKind::Keyword("string" | "token") | TokenKind::CName(..) | TokenKind::Segment(_) => return self.datatype(),
            TokenKind::Keyword("external") => {
                self.advance();
                let literal = self.reference()?;
                let kind = PatternKind::ExternalRef(self.inheriting(&literal)?);
                return Ok(Pattern::new(kind, self.place(literal.span)));
            }
            TokenKind::Keyword(keyword) if PATTERN_KEYWORDS.contains(&keyword) => {
                self.advance();
                self.keyword_pattern(keyword, &mut annotations)?
            }
            TokenKind::Identifier(name) => {
                self.advance();
                PatternKind::Ref(name)
            }
            _ => return Err(self.unexpected("a pattern")),
        };
        Ok(Pattern { kind, place: self.place(token.span), annotations })
    }

    /// A pattern that begins with one of [`PATTERN_KEYWORDS`], from behind it.
    fn keyword_pattern(&mut self, keyword: &str, annotations: &mut Annotations) -> Result<PatternKind, SchemaError> {
        Ok(match keyword {
            "element" => PatternKind::Element(self.name_class(Target::Element)?, self.braced_content()?),
            "attribute" => PatternKind::Attribute(self.name_class(Target::Attribute)?, unless_plain_text(self.braced_pattern()?)),
            "mixed" => PatternKind::Mixed(self.braced_content()?),
            "list" => PatternKind::List(self.braced_content()?),
            "empty" => PatternKind::Empty,
            "notAllowed" => PatternKind::NotAllowed,
            "text" => PatternKind::Text,
            "parent" => PatternKind::ParentRef(self.identifier("the name of a definition")?.0),
            _ => {
                let (before, components) = self.grammar_body()?;
                annotations.before = before;
                PatternKind::Grammar(components)
            }
        })
    }

    /// [datatypeName] with its parameters or with a value, or a value alone.
    fn datatype(&mut self) -> Result<Pattern, SchemaError> {
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
        Ok(Pattern::new(PatternKind::Data(Box::new(data)), self.place(token.span)))
    }

    fn value(&mut self, datatype: Option<TypeName>, literal: &Literal) -> Pattern {
        let value = Value {
            datatype,
            text: Rc::clone(&literal.text),
            context: self.environment.context(),
            namespace: self.environment.default_namespace(),
        };
        Pattern::new(PatternKind::Value(Box::new(value)), self.place(literal.span))
    }

    /// A qualified name as a value must have a prefix that stands for a namespace.
    fn check_qualified(&self, datatype: &TypeName, literal: &Literal) -> Result<(), SchemaError> {
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
    fn params(&mut self) -> Result<Vec<Param>, SchemaError> {
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
fn unless_plain_text(pattern: Pattern) -> Option<Box<Pattern>> {
    match pattern.kind {
        PatternKind::Text if pattern.annotations.is_empty() => None,
        _ => Some(Box::new(pattern)),
    }
}
