//! Limits for the entities that a document declares: characters by name are welcome, bombs are not.

use crate::{span::Span, xml::ReadError};

/// The longest replacement text of an entity, in bytes, with the entities that it refers to replaced.
///
/// Entities in TEI stand for characters and short phrases; the longest of the ISO entity sets has 4 characters.
pub const ENTITY_LENGTH_LIMIT: usize = 4096;

/// The most entities that a document may declare; the ISO sets for characters together have about 2,200.
pub const ENTITY_COUNT_LIMIT: usize = 4096;

/// The most bytes that all the references of a document may add together.
pub const EXPANSION_LIMIT: usize = 64 * 1024 * 1024;

/// Checks the internal subset and the references before the parser replaces anything.
///
/// # Errors
/// [`ReadError::Entity`] at the declaration or reference that breaks a limit or reads from outside.
pub(super) fn check(text: &str) -> Result<(), ReadError> {
    // Only a document type declaration declares entities, and it stands before the root element.
    let Some(doctype) = memchr::memmem::find(text.as_bytes(), b"<!DOCTYPE") else { return Ok(()) };
    let entities = declarations(text, doctype)?;
    let mut added = 0usize;
    let body = entities.last().map_or(doctype, |entity| entity.span.end);
    for (span, name) in references(text, body) {
        if let Some(entity) = entities.iter().find(|entity| entity.name == name) {
            added = added.saturating_add(entity.length);
            if added > EXPANSION_LIMIT {
                return Err(refused(span, format!("the entities of this document would grow past {EXPANSION_LIMIT} bytes")));
            }
        }
    }
    Ok(())
}

struct Entity<'a> {
    name: &'a str,
    span: Span,
    length: usize,
}

/// Reads the entity declarations in order; an entity may refer to earlier ones only, so that no loop can arise.
fn declarations(text: &str, doctype: usize) -> Result<Vec<Entity<'_>>, ReadError> {
    let mut entities: Vec<Entity<'_>> = Vec::new();
    let mut at = doctype;
    while let Some(found) = text[at..].find("<!ENTITY") {
        let start = at + found;
        let Some(length) = text[start..].find('>') else { break };
        // The value may hold `>`; the closing quote decides.
        let declaration = &text[start + "<!ENTITY".len()..];
        let mut words = declaration.trim_start().splitn(2, char::is_whitespace);
        let (name, rest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default().trim_start());
        let head = Span::new(start, start + length + 1);
        if name == "%" {
            return Err(refused(head, "a parameter entity is declared, and those are not read".to_owned()));
        }
        if rest.starts_with("SYSTEM") || rest.starts_with("PUBLIC") {
            return Err(refused(head, format!("the entity `{name}` lies outside this file, and nothing outside is read")));
        }
        let Some(quote) = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { break };
        let Some(value) = rest[1..].split(quote).next() else { break };
        let value_start = value.as_ptr() as usize - text.as_ptr() as usize;
        let span = Span::new(start, value_start + value.len() + 1);
        let inner: usize = references(value, 0)
            .filter_map(|(_, name)| entities.iter().find(|entity| entity.name == name))
            .map(|entity| entity.length)
            .sum();
        let length = value.len() + inner;
        if length > ENTITY_LENGTH_LIMIT {
            return Err(refused(span, format!("the entity `{name}` is longer than {ENTITY_LENGTH_LIMIT} bytes")));
        }
        entities.push(Entity { name, span, length });
        if entities.len() > ENTITY_COUNT_LIMIT {
            return Err(refused(span, format!("more than {ENTITY_COUNT_LIMIT} entities are declared")));
        }
        at = span.end;
    }
    Ok(entities)
}

/// The references to named entities from an offset on, with their spans.
fn references(text: &str, from: usize) -> impl Iterator<Item = (Span, &str)> {
    memchr::memchr_iter(b'&', &text.as_bytes()[from..]).filter_map(move |found| {
        let start = from + found;
        let rest = &text.as_bytes()[start + 1..];
        let length = rest.iter().take(128).position(|&byte| byte == b';')?;
        let name = text.get(start + 1..start + 1 + length)?;
        (!name.starts_with('#')).then_some((Span::new(start, start + length + 2), name))
    })
}

fn refused(span: Span, reason: String) -> ReadError {
    ReadError::Entity { reason, span }
}
