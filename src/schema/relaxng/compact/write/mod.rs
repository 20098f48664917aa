//! The compact syntax, written.
//!
//! Definitions stand in paragraphs of their own, a line that becomes too long is broken from the outside, and names take the
//! prefixes that the file declares; where it declares none for a namespace, one is made.

mod annotations;
mod layout;
mod name_classes;
mod names;
mod patterns;
mod spell;

use crate::schema::relaxng::ast::{Combine, Component, ComponentKind, Pattern, PatternKind, SchemaFile};
use annotations::Position;
use layout::Layout;
use names::Prefixes;

/// Writes a schema in the compact syntax.
///
/// Read again, the text gives the same schema, but for what the compact syntax cannot say: a `group`, `choice` or `interleave` of
/// one member that carries no annotations is written as that member, `xml:base` is resolved, and what annotates an exception
/// itself stands on the choice in it.
///
/// ```
/// use teiwright::{schema::relaxng::{ast::Keep, compact}, source::Source};
///
/// let text = "start = sp\n\n## A speech.\nsp = element sp { attribute who { text }?, (p | lg)+ }\n";
/// let schema = compact::read(&Source::from_text("sp.rnc", text), 0, Keep::Annotations)?;
/// assert!(compact::write(&schema).ends_with(text));
/// # Ok::<(), teiwright::schema::SchemaError>(())
/// ```
pub fn write(file: &SchemaFile) -> String {
    let compact = Compact { prefixes: Prefixes::of(file) };
    let declarations = compact.prefixes.declarations();
    let head = (!declarations.is_empty()).then(|| Layout::join(declarations, &Layout::line()));
    let body = compact.file(&file.pattern);
    Layout::join(head.into_iter().chain(body), &Layout::paragraph()).render()
}

/// What the whole file has in common.
struct Compact {
    prefixes: Prefixes,
}

impl Compact {
    /// The paragraphs of a file: the parts of a grammar that carries no attributes, or one pattern.
    fn file(&self, pattern: &Pattern) -> Vec<Layout> {
        let annotations = &pattern.annotations;
        match &pattern.kind {
            PatternKind::Grammar(components) if annotations.attributes.is_empty() => {
                let before = annotations.before.iter().map(|node| self.element(node, Position::Member));
                before.chain(self.members(components)).collect()
            }
            _ => vec![self.pattern(pattern).layout],
        }
    }

    /// The parts of a grammar, each with the elements that follow it.
    fn members(&self, components: &[Component]) -> Vec<Layout> {
        let mut members = Vec::new();
        for component in components {
            let lead = Layout::sequence(self.lead(&component.annotations));
            members.push(Layout::sequence([lead, self.component(component)]).group());
            members.extend(component.annotations.after.iter().map(|node| self.element(node, Position::Member)));
        }
        members
    }

    fn component(&self, component: &Component) -> Layout {
        match &component.kind {
            ComponentKind::Define { name, combine, patterns } => {
                let is_start = name.is_none();
                let name = name.as_ref().map_or_else(|| "start".to_owned(), |name| spell::identifier(name));
                let sign = match combine {
                    None => "=",
                    Some(Combine::Choice) => "|=",
                    Some(Combine::Interleave) => "&=",
                };
                let body = match patterns.as_slice() {
                    [one] if is_start => self.pattern(one).layout,
                    patterns => self.content(patterns),
                };
                let body = Layout::sequence([Layout::space(), body]).indented();
                Layout::sequence([Layout::text(format!("{name} {sign}")), body]).group()
            }
            ComponentKind::Div(components) => self.body("div", components),
            ComponentKind::Include(include, components) => {
                let reference = self.reference("include ", include);
                match components.is_empty() {
                    true => reference,
                    false => Layout::sequence([reference, self.body("", components)]),
                }
            }
        }
    }

    /// The parts of a grammar in braces.
    fn body(&self, head: &'static str, components: &[Component]) -> Layout {
        let members = Layout::join(self.members(components), &Layout::paragraph());
        if components.is_empty() {
            return Layout::text(format!("{head} {{}}"));
        }
        let inside = Layout::sequence([Layout::line(), members]).indented();
        Layout::sequence([Layout::text(format!("{head} {{")), inside, Layout::line(), Layout::text("}")])
    }
}
