//! Name classes (compact, appendix A, from "nameClass" to "simpleNameClass").

use std::rc::Rc;

use crate::schema::relaxng::{
    SchemaError,
    ast::{Annotations, NameClass, NameClassKind},
    compact::{annotations::Lead, parser::Parser, token::TokenKind},
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
    pub fn name_class(&mut self, target: Target) -> Result<NameClass, SchemaError> {
        self.inner_name_class(target, Lead::default(), Allowed::All)
    }

    /// [innerNameClass]: `around` is what stands before the parentheses around it.
    fn inner_name_class(&mut self, target: Target, around: Lead, allowed: Allowed) -> Result<NameClass, SchemaError> {
        let lead = self.lead()?;
        let (first, has_exception) = self.nested(|parser| parser.annotated(target, lead, allowed))?;
        if !self.is("|") || has_exception {
            return Ok(annotate(first, around));
        }
        let place = self.place(self.token().span);
        let mut members = vec![first];
        while self.take("|").is_some() {
            let lead = self.lead()?;
            let start = self.token().span;
            let (member, has_exception) = self.nested(|parser| parser.annotated(target, lead, allowed))?;
            if has_exception {
                return Err(self.fault(
                    "compact 2",
                    start,
                    "names with an exception are joined by `|`",
                    "put parentheses around the names and their exception",
                ));
            }
            members.push(member);
        }
        let mut choice = NameClass { kind: NameClassKind::Choice(members), place, annotations: Annotations::default() };
        around.put_before(&mut choice.annotations);
        Ok(choice)
    }

    /// [annotatedSimpleNameClass] or [annotatedExceptNameClass], and whether it is the latter.
    fn annotated(&mut self, target: Target, lead: Lead, allowed: Allowed) -> Result<(NameClass, bool), SchemaError> {
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
            *except = Some(Box::new(self.lead_annotated(target, lead, inner)?));
            has_exception = true;
        }
        self.follow(&mut names.annotations)?;
        Ok((names, has_exception))
    }

    /// [leadAnnotatedSimpleNameClass], of which the annotations were read.
    fn lead_annotated(&mut self, target: Target, lead: Lead, allowed: Allowed) -> Result<NameClass, SchemaError> {
        if self.take("(").is_some() {
            let names = self.inner_name_class(target, lead, allowed)?;
            self.expect(")")?;
            return Ok(names);
        }
        let token = self.token().clone();
        let kind = match token.kind {
            TokenKind::CName(prefix, name) => {
                let namespace = self.lookup(&prefix, self.prefix_span(token.span, &prefix))?;
                NameClassKind::Name(namespace, name)
            }
            TokenKind::NsName(prefix) => {
                NameClassKind::NsName(self.lookup(&prefix, self.prefix_span(token.span, &prefix))?, None)
            }
            TokenKind::Symbol("*") => NameClassKind::AnyName(None),
            _ => {
                let (name, _) = self.any_name("a name or a set of names")?;
                return Ok(self.simple(NameClassKind::Name(self.unprefixed(target), name), token.span, lead));
            }
        };
        let is_allowed = match kind {
            NameClassKind::AnyName(_) => allowed == Allowed::All,
            NameClassKind::NsName(..) => allowed != Allowed::Names,
            _ => true,
        };
        if !is_allowed {
            let inside = if allowed == Allowed::Names { "all names of a namespace" } else { "all names" };
            return Err(self.fault(
                "4.16",
                token.span,
                format!("the exception of {inside} is a set that is no smaller in kind"),
                "the exception of `*` holds no `*`, that of `tei:*` neither `*` nor `html:*`; write the names out",
            ));
        }
        self.advance();
        Ok(self.simple(kind, token.span, lead))
    }

    fn simple(&self, kind: NameClassKind, span: crate::span::Span, lead: Lead) -> NameClass {
        let mut names = NameClass { kind, place: self.place(span), annotations: Annotations::default() };
        match names.kind {
            NameClassKind::Name(..) => lead.put_after(&mut names.annotations),
            _ => lead.put_before(&mut names.annotations),
        }
        names
    }

    fn unprefixed(&self, target: Target) -> Option<Rc<str>> {
        match target {
            Target::Element => self.environment.default_namespace(),
            Target::Attribute => Some("".into()),
        }
    }
}

/// Puts annotations before parentheses on the one set of names inside (`applyAnnotationsChoice` in the specification).
fn annotate(names: NameClass, around: Lead) -> NameClass {
    if around.is_empty() {
        return names;
    }
    let place = names.place;
    let mut choice = NameClass { kind: NameClassKind::Choice(vec![names]), place, annotations: Annotations::default() };
    around.put_before(&mut choice.annotations);
    choice
}
