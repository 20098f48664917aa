//! Declarations of namespaces and of datatype libraries (compact, section 4).

use std::rc::Rc;

use crate::{
    diagnostic::quote,
    schema::relaxng::{
        ast::Namespace,
        compact::{
            parser::{Parse, Parser},
            token::TokenKind,
            uri,
        },
        datatypes::XSD_LIBRARY,
    },
    span::Span,
    xml::XML_NAMESPACE,
};

const SECTION: &str = "compact 4";

impl Parser<'_> {
    /// [preamble]
    pub fn declarations(&mut self) -> Parse<()> {
        loop {
            if self.take_keyword("namespace").is_some() {
                let prefix = self.any_name("a prefix")?;
                self.namespace(&[prefix])?;
            } else if let Some(default) = self.take_keyword("default") {
                let keyword = self.take_keyword("namespace").ok_or_else(|| self.unexpected("`namespace`"))?;
                let mut prefixes = vec![(Rc::from(""), default.cover(keyword))];
                if !self.is("=") {
                    prefixes.push(self.any_name("a prefix or `=`")?);
                }
                self.namespace(&prefixes)?;
            } else if self.take_keyword("datatypes").is_some() {
                self.datatypes()?;
            } else {
                return Ok(());
            }
        }
    }

    /// The right side of a namespace declaration; the default namespace has the empty prefix.
    fn namespace(&mut self, prefixes: &[(Rc<str>, Span)]) -> Parse<()> {
        self.expect("=")?;
        let (namespace, at): (Namespace, Span) = match self.token().kind {
            TokenKind::Keyword("inherit") => (None, self.advance().span),
            _ => {
                let literal = self.literal("a namespace name in quotation marks, or `inherit`,")?;
                (Some(literal.text), literal.span)
            }
        };
        for (prefix, span) in prefixes {
            self.check_xml(prefix, *span, &namespace, at, prefixes.len())?;
            if !self.environment.declare(prefix, namespace.clone()) {
                let what = match &**prefix {
                    "" => "the default namespace".to_owned(),
                    prefix => format!("the prefix {}", quote(prefix)),
                };
                return Err(self.fault(SECTION, *span, format!("{what} is declared twice"), "keep one of the declarations"));
            }
        }
        Ok(())
    }

    /// Constraints "valid prefix", "xml prefix" and "xml namespace URI".
    fn check_xml(&self, prefix: &str, prefix_span: Span, namespace: &Namespace, namespace_span: Span, count: usize) -> Parse<()> {
        let is_xml = namespace.as_deref() == Some(XML_NAMESPACE);
        match prefix {
            "xmlns" => Err(self.fault(
                SECTION,
                prefix_span,
                "the prefix `xmlns` is declared",
                "choose another prefix: in XML, `xmlns` is what declares prefixes",
            )),
            "xml" if !is_xml => Err(self.fault(
                SECTION,
                prefix_span,
                "the prefix `xml` is declared for another namespace",
                format!("delete the declaration: `xml` always stands for `{XML_NAMESPACE}`"),
            )),
            // `default namespace xml = …` is judged once more for its prefix, but its default is at fault all the same.
            prefix if is_xml && prefix != "xml" => Err(self.fault(
                SECTION,
                if count == 1 && !prefix.is_empty() { prefix_span } else { namespace_span },
                "the namespace of the prefix `xml` is declared for something else",
                "use the prefix `xml` for its names; it needs no declaration",
            )),
            _ => Ok(()),
        }
    }

    fn datatypes(&mut self) -> Parse<()> {
        let (prefix, span) = self.any_name("a prefix")?;
        self.expect("=")?;
        let literal = self.literal("the URI of a datatype library in quotation marks")?;
        if &*prefix == "xsd" && &*literal.text != XSD_LIBRARY {
            return Err(self.fault(
                SECTION,
                span,
                "the prefix `xsd` is declared for another datatype library",
                format!("choose another prefix: `xsd` always stands for `{XSD_LIBRARY}`"),
            ));
        }
        if let Some(message) = uri::library_fault(&literal.text) {
            return Err(self.fault(
                SECTION,
                literal.span,
                message,
                "write it as `http://www.w3.org/2001/XMLSchema-datatypes` is",
            ));
        }
        if self.environment.declare_library(&prefix, literal.text) {
            return Ok(());
        }
        Err(self.fault(
            SECTION,
            span,
            format!("the prefix {} is declared for datatypes twice", quote(&prefix)),
            "keep one of the declarations",
        ))
    }

    /// What a prefix of a name stands for.
    pub fn lookup(&self, prefix: &str, span: Span) -> Parse<Namespace> {
        self.environment.find(prefix).ok_or_else(|| {
            let is_library = self.environment.find_library(prefix).is_some();
            let known = if is_library { "; it is known for datatypes only, which have prefixes of their own" } else { "" };
            self.fault(
                SECTION,
                span,
                format!("the prefix {} is not declared", quote(prefix)),
                format!("declare it at the head of the file: `namespace {prefix} = \"…\"`{known}"),
            )
        })
    }

    /// What a prefix of a datatype stands for.
    pub fn lookup_library(&self, prefix: &str, span: Span) -> Parse<Rc<str>> {
        self.environment.find_library(prefix).ok_or_else(|| {
            self.fault(
                SECTION,
                span,
                format!("the prefix {} is not declared for datatypes", quote(prefix)),
                format!("declare it at the head of the file: `datatypes {prefix} = \"…\"`; `xsd` needs no declaration"),
            )
        })
    }

    /// The first part of a token's span: the prefix of a name.
    pub fn prefix_span(&self, token: Span, prefix: &str) -> Span {
        let written = self.written(token);
        if written.starts_with(prefix) { Span::new(token.start, token.start + prefix.len()) } else { token }
    }
}
