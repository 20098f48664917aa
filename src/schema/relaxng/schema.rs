//! A schema, from its text to what matching needs.

use crate::{
    schema::relaxng::{
        Resolver, SchemaError,
        ast::{Keep, SchemaFile},
        compact,
        pattern::{Grammar, Pattern, PatternId},
        restrict, simplify, xml_syntax,
    },
    source::Source,
    xml::is_xml_space,
};

/// A compiled schema: read once, shared by all threads.
#[derive(Clone, Debug)]
pub struct Schema {
    /// What matching runs on.
    pub(crate) grammar: Grammar,
}

impl Schema {
    /// Compiles a schema in either notation; `resolver` gives the files that it refers to.
    ///
    /// # Errors
    /// The first fault found, with the text of the file that has it, its place there, and the section of the specification that
    /// it breaks; also a schema that is larger than the limits in [`limits`](crate::schema::relaxng::limits).
    ///
    /// ```
    /// use teiwright::{schema::relaxng::{NoIncludes, Schema}, source::Source};
    ///
    /// let text = "<element name='p' xmlns='http://relaxng.org/ns/structure/1.0'><ref name='q'/></element>";
    /// let error = Schema::compile(&Source::from_text("p.rng", text), &NoIncludes).unwrap_err();
    /// assert_eq!((error.section, error.to_string().as_str()), ("4.18", "`ref` stands outside of any grammar"));
    /// ```
    pub fn compile(source: &Source, resolver: &dyn Resolver) -> Result<Schema, SchemaError> {
        let files = simplify::load(source, resolver)?;
        let grammar = simplify::translate(&files).and_then(|mut nodes| {
            let order = simplify::order(&nodes)?;
            let mut built = simplify::build(&nodes, &order)?;
            restrict::check(&nodes, &order, &built)?;
            built.grammar.names = std::mem::take(&mut nodes.names);
            built.grammar.has_ids = restrict::has_sound_ids(&built.grammar);
            Ok(built.grammar)
        });
        match grammar {
            Ok(grammar) => Ok(Schema { grammar }),
            Err(error) => Err(files.explain(error)),
        }
    }

    /// How large the schema is.
    pub fn counts(&self) -> Counts {
        Counts {
            elements: self.grammar.elements.len(),
            attributes: self.grammar.attributes.len(),
            names: self.grammar.names.count(),
            patterns: self.grammar.patterns.count(),
        }
    }

    /// Whether a document may begin with an element of this name.
    pub fn has_root(&self, namespace: &str, local: &str) -> bool {
        let Grammar { names, patterns, elements, start, .. } = &self.grammar;
        let name = names.find(namespace, local);
        // By 7.1.5 the start is a choice of elements, or one, or `notAllowed`.
        let has = |id: &PatternId| match patterns.get(*id) {
            Pattern::Element(element) => elements[element.0 as usize].name.contains(names, name),
            _ => false,
        };
        match patterns.get(*start) {
            Pattern::Choice(members) => members.iter().any(has),
            _ => has(start),
        }
    }

    /// Whether it declares IDs in a way that lets them be checked (RELAX NG DTD Compatibility, section 5).
    pub fn has_ids(&self) -> bool {
        self.grammar.has_ids
    }
}

/// How large a schema is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// `element` patterns that can be reached from the start.
    pub elements: usize,
    /// `attribute` patterns that can be reached from the start.
    pub attributes: usize,
    /// Names that the schema mentions.
    pub names: usize,
    /// Different patterns, after simplification.
    pub patterns: usize,
}

/// Reads one file of a schema; `file` is the number that its places bear.
///
/// The notation is told from the text: one in the XML syntax begins with `<`, and none in the compact syntax does.
///
/// # Errors
/// The first breach of the syntax.
pub fn read(source: &Source, file: u32, keep: Keep) -> Result<SchemaFile, SchemaError> {
    let text = source.text().trim_start_matches('\u{feff}').trim_start_matches(is_xml_space);
    match text.starts_with('<') {
        true => xml_syntax::read(source, file, keep),
        false => compact::read(source, file, keep),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_shared<T: Send + Sync>() {}

    #[test]
    fn a_schema_is_shared_between_threads() {
        is_shared::<Schema>();
    }
}
