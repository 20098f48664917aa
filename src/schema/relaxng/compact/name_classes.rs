//! Name classes (compact, appendix A, from "nameClass" to "simpleNameClass").

use std::rc::Rc;

use crate::{
    schema::relaxng::{
        SchemaError,
        ast::{Annotations, NameClass, NameClassKind},
        compact::{
            annotations::Lead,
            parser::{Parse, Parser},
            token::TokenKind,
        },
    },
    span::Span,
};

/// Whose names are read: without a prefix, an element is in the default namespace and an attribute in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Element,
    Attribute,
}

/// Which names may stand in an exception (4.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Allowed {
    All,
    /// In the exception of `*`: no other `*`.
    NamesAndNamespaces,
    /// In the exception of all names of a namespace: names only.
    Names,
}

impl Parser<'_> {
    /// [nameClass]
    pub fn name_class(&mut self, target: Target) -> Parse<Box<NameClass>> {
        self.inner_name_class(target, Lead::default(), Allowed::All)
    }

    /// [innerNameClass]: `around` is what stands before the parentheses around it.
    fn inner_name_class(&mut self, target: Target, around: Lead, allowed: Allowed) -> Parse<Box<NameClass>> {
        let lead = self.lead()?;
        let (first, has_exception) = self.nested(|parser| parser.annotated(target, lead, allowed))?;
        if !self.is("|") || has_exception {
            return Ok(annotate(first, around));
        }
        let place = self.place(self.token().span);
        let mut members = vec![*first];
        while self.take("|").is_some() {
            members.push(*self.alternative(target, allowed)?);
        }
        let mut choice = Box::new(NameClass { kind: NameClassKind::Choice(members), place, annotations: Annotations::default() });
        around.put_before(&mut choice.annotations);
        Ok(choice)
    }

    /// What stands behind `|`.
    fn alternative(&mut self, target: Target, allowed: Allowed) -> Parse<Box<NameClass>> {
        let lead = self.lead()?;
        let start = self.token().span;
        let (member, has_exception) = self.nested(|parser| parser.annotated(target, lead, allowed))?;
        if has_exception { Err(self.joined_names(start)) } else { Ok(member) }
    }

    #[cold]
    fn joined_names(&self, start: Span) -> Box<SchemaError> {
        self.fault(
            "compact 2",
            start,
            "names with an exception are joined by `|`",
            "put parentheses around the names and their exception",
        )
    }

    /// [annotatedSimpleNameClass] or [annotatedExceptNameClass], and whether it is the latter.
    fn annotated(&mut self, target: Target, lead: Lead, allowed: Allowed) -> Parse<(Box<NameClass>, bool)> {
        let is_bare = !self.is("(");
        let mut names = self.lead_annotated(target, lead, allowed)?;
        let mut has_exception = false;
        if is_bare && self.is("-") {
            let (inner, except) = match &mut names.kind {
                NameClassKind::AnyName(except) => (Allowed::NamesAndNamespaces, except),
                NameClassKind::NsName(_, except) => (Allowed::Names, except),
                _ => return Err(self.unexpected("`{` or `|`")),
            };
            self.advance();
            let lead = self.lead()?;
            *except = Some(self.lead_annotated(target, lead, inner)?);
            has_exception = true;
        }
        self.follow(&mut names.annotations)?;
        Ok((names, has_exception))
    }

    /// [leadAnnotatedSimpleNameClass], of which the annotations were read.
    fn lead_annotated(&mut self, target: Target, lead: Lead, allowed: Allowed) -> Parse<Box<NameClass>> {
        if self.take("(").is_some() {
            let names = self.inner_name_class(target, lead, allowed)?;
            self.expect(")")?;
            return Ok(names);
        }
        self.simple(target, lead, allowed)
    }

    /// [simpleNameClass]
    fn simple(&mut self, target: Target, lead: Lead, allowed: Allowed) -> Parse<Box<NameClass>> {
        let token = self.token().clone();
        let kind = match token.kind {
            TokenKind::CName(prefix, name) => {
                let namespace = self.lookup(&prefix, self.prefix_span(token.span, &prefix))?;
                NameClassKind::Name(namespace, name)
            }
            TokenKind::NsName(_) if allowed == Allowed::Names => return Err(self.too_large(allowed)),
            TokenKind::NsName(prefix) => {
                NameClassKind::NsName(self.lookup(&prefix, self.prefix_span(token.span, &prefix))?, None)
            }
            TokenKind::Symbol("*") if allowed != Allowed::All => return Err(self.too_large(allowed)),
            TokenKind::Symbol("*") => NameClassKind::AnyName(None),
            TokenKind::Keyword(keyword) => NameClassKind::Name(self.unprefixed(target), keyword.into()),
            TokenKind::Identifier(name) => NameClassKind::Name(self.unprefixed(target), name),
            _ => return Err(self.unexpected("a name or a set of names")),
        };
        self.advance();
        let mut names = Box::new(NameClass { kind, place: self.place(token.span), annotations: Annotations::default() });
        match names.kind {
            NameClassKind::Name(..) => lead.put_after(&mut names.annotations),
            _ => lead.put_before(&mut names.annotations),
        }
        Ok(names)
    }

    #[cold]
    fn too_large(&self, allowed: Allowed) -> Box<SchemaError> {
        let inside = if allowed == Allowed::Names { "all names of a namespace" } else { "all names" };
        self.fault(
            "4.16",
            self.token().span,
            format!("the exception of {inside} is a set that is no smaller in kind"),
            "the exception of `*` holds no `*`, that of `tei:*` neither `*` nor `html:*`; write the names out",
        )
    }

    fn unprefixed(&self, target: Target) -> Option<Rc<str>> {
        match target {
            Target::Element => self.environment.default_namespace(),
            Target::Attribute => Some("".into()),
        }
    }
}

/// Puts annotations before parentheses on the one set of names inside (`applyAnnotationsChoice` in the specification).
fn annotate(names: Box<NameClass>, around: Lead) -> Box<NameClass> {
    if around.is_empty() {
        return names;
    }
    let place = names.place;
    let mut choice =
        Box::new(NameClass { kind: NameClassKind::Choice(vec![*names]), place, annotations: Annotations::default() });
    around.put_before(&mut choice.annotations);
    choice
}
