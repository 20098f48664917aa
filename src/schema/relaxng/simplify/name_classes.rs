//! Name classes, checked (4.16) and interned.

use crate::schema::relaxng::{
    SchemaError, ast,
    ast::{NameClassKind, Place},
    names::{NameClass, Names},
};

/// The namespace of namespace declarations, in the spelling of the specification; no attribute has it.
const XMLNS: &str = "http://www.w3.org/2000/xmlns";

/// Whose names a class holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Element,
    Attribute,
}

/// In which exceptions a class stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    AnyName,
    NsName,
}

/// Interns a class; `inherited` is the namespace of whoever includes its file.
///
/// # Errors
/// An exception that takes away too much, and attributes that would be namespace declarations.
pub(super) fn intern(class: &ast::NameClass, owner: Owner, inherited: &str, names: &mut Names) -> Result<NameClass, SchemaError> {
    Interner { owner, inherited, names }.class(class, Within::Nothing)
}

struct Interner<'a> {
    owner: Owner,
    inherited: &'a str,
    names: &'a mut Names,
}

impl Interner<'_> {
    fn class(&mut self, class: &ast::NameClass, within: Within) -> Result<NameClass, SchemaError> {
        let inherited = self.inherited;
        match &class.kind {
            NameClassKind::Name(namespace, local) => {
                let namespace = namespace.as_deref().unwrap_or(inherited);
                if self.owner == Owner::Attribute && namespace.is_empty() && **local == *"xmlns" {
                    return Err(declaration(class.place, "the attribute `xmlns` is a namespace declaration"));
                }
                self.check_namespace(namespace, class.place)?;
                Ok(NameClass::Name(self.names.name(namespace, local)))
            }
            NameClassKind::AnyName(_) if within != Within::Nothing => {
                let around = if within == Within::AnyName { "anyName" } else { "nsName" };
                let message = format!("`anyName` stands in the exception of `{around}`");
                Err(SchemaError::new(
                    "4.16",
                    class.place,
                    message,
                    "name what is excluded: `name`, or in `anyName` also `nsName`",
                ))
            }
            NameClassKind::AnyName(except) => {
                let except = except.as_ref().map(|except| self.class(except, Within::AnyName)).transpose()?;
                Ok(NameClass::Any(except.map(Box::new)))
            }
            NameClassKind::NsName(..) if within == Within::NsName => {
                let message = "`nsName` stands in the exception of `nsName`";
                Err(SchemaError::new("4.16", class.place, message, "name what is excluded with `name`"))
            }
            NameClassKind::NsName(namespace, except) => {
                let namespace = namespace.as_deref().unwrap_or(inherited);
                self.check_namespace(namespace, class.place)?;
                let except = except.as_ref().map(|except| self.class(except, Within::NsName)).transpose()?;
                Ok(NameClass::Namespace(self.names.namespace(namespace), except.map(Box::new)))
            }
            NameClassKind::Choice(members) => {
                let members = members.iter().map(|member| self.class(member, within)).collect::<Result<Vec<_>, _>>()?;
                Ok(NameClass::Choice(members))
            }
        }
    }

    fn check_namespace(&self, namespace: &str, place: Place) -> Result<(), SchemaError> {
        if self.owner == Owner::Attribute && namespace.trim_end_matches('/') == XMLNS {
            return Err(declaration(place, "an attribute of the namespace of `xmlns` is a namespace declaration"));
        }
        Ok(())
    }
}

fn declaration(place: Place, message: &str) -> SchemaError {
    SchemaError::new("4.16", place, message, "delete it; a schema does not speak of namespace declarations")
}
